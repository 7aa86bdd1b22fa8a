"""What stands around a verb or noun, by slot.

What comes in: a `Parse` and a token. What goes out: slot -> tokens.

A slot is a place around the word, named in plain English: `subject` and `object` as they are meant (a
passive is turned round), a preposition by its own name, `to_do`, `that`, `that_must` and `whether` for
clauses, `hoped_of` for whom a deed is hoped of, `not` and `will` (or would) for what stands before the
verb; for a noun also `possessor` and `adjective`. Nothing here knows a topic or who is an actor.

    verb_slots(parse, i)["subject"]      # the token "Peru" for "was invaded by Peru"
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.framewords import lemma_of, light_verbs, word_class
from regesta.records import Parse

Slots = dict[str, list[int]]
# Prepositions of direction, which the parser likes to hang on the nearest noun.
FAR = frozenset({"to", "against", "from", "into"})
MAX_DEPTH = 3


def child_named(parse: Parse, i: int, word: str) -> int | None:
    for kid in parse.children[i]:
        if (parse.words[kid].lower() != word and parse.lemmas[kid] != word) or parse.deps[kid] == "conj":
            # "set it on fire and freed the inmates" sets nobody free
            continue
        # "forcibly returned": only an adverb may stand before its verb
        if kid > i or parse.deps[kid] == "advmod":
            return kid
    return None


def verb_slots(parse: Parse, verb: int) -> Slots:
    """What stands around a verb, by slot."""
    slots: Slots = {}
    passive = grammar.is_passive(parse, verb) and not _is_plainly_active(parse, verb)
    if passive:
        slots["object"] = grammar.objects(parse, verb) or _inherited_object(parse, verb)
        slots["subject"] = grammar.agents(parse, verb) or _strayed_agent(parse, verb)
        if second := parse.kids(verb, "dobj"):
            # "was given fuel": the subject receives
            slots["object"], slots["to"] = second, slots["object"]
    else:
        subject = grammar.subject(parse, verb)
        if subject is None:
            subject = _planner(parse, verb)
        subject = _named_by(parse, subject)
        slots["subject"] = [subject] if subject is not None and subject != verb else []
        slots["object"] = parse.kids(verb, "dobj")
    slots["not"] = parse.kids(verb, "neg")
    slots["will"] = [
        kid for kid in parse.kids(verb, "aux") if parse.lemmas[kid] in ("will", "would", "shall")
    ]
    for kid in parse.children[verb]:
        slot = _slot_of(parse, kid)
        if slot is None or (passive and slot == "by"):
            continue
        slots.setdefault(slot, []).extend(_governed(parse, kid))
    if not slots["object"]:
        slots["object"] = _raised(parse, verb)
    slots["hoped_of"] = _hoped_of(parse, verb)
    for target in slots["object"]:
        if told := [kid for kid in parse.kids(target, "acl", "ccomp") if _is_told(parse, kid)]:
            slots.setdefault("that", told)
        for kid in _phrases_of(parse, target):
            slots.setdefault(parse.words[kid].lower(), []).extend(parse.kids(kid, "pobj", "pcomp"))
    return {slot: tokens for slot, tokens in slots.items() if tokens}


def _is_plainly_active(parse: Parse, verb: int) -> bool:
    """True where a "by" further on made the parser think of a passive: "called the claim by Chad a lie"."""
    active = parse.tags[verb] in ("VBD", "VBZ", "VBP") and bool(parse.kids(verb, "nsubj"))
    return active and not parse.kids(verb, "nsubjpass", "auxpass")


def _named_by(parse: Parse, subject: int | None) -> int | None:
    """Who that is said of: "Fiji was the first state to sign" (Fiji)."""
    if subject is None or parse.deps[subject] != "attr" or parse.lemmas[parse.heads[subject]] != "be":
        return subject
    above = grammar.subject(parse, parse.heads[subject])
    return subject if above is None or (parse.pos[above] == "PRON" and parse.tags[above] == "EX") else above


def _strayed_agent(parse: Parse, verb: int) -> list[int]:
    """The agent the parser hung one phrase too low: "was imposed on Chad by Peru"."""
    for kid in parse.kids(verb, "prep"):
        for governed in parse.kids(kid, "pobj"):
            if found := grammar.prepositional(parse, governed, "by"):
                return found
    return []


def _planner(parse: Parse, verb: int) -> int | None:
    """Whose deed it is that a noun announces: "had no plans for evacuating", "their plan to attack"."""
    head, dep = parse.heads[verb], parse.deps[verb]
    if dep == "pcomp":
        head, dep = parse.heads[head], parse.deps[head]
    if dep not in ("acl", "prep") or parse.pos[head] != "NOUN":
        return None
    if owners := parse.kids(head, "poss"):
        return owners[0]
    light = light_verb(parse, head)
    return grammar.subject(parse, light[0]) if light is not None and light[1] == "actor" else None


def _slot_of(parse: Parse, kid: int) -> str | None:
    """The slot a verb's child stands in beside subject and object."""
    dep = parse.deps[kid]
    if dep in ("prep", "advmod") and _out_of(parse, kid):
        return "from"
    if dep in ("prep", "dative", "prt", "agent"):
        return "to" if dep == "dative" and not parse.kids(kid, "pobj", "pcomp") else parse.words[kid].lower()
    if dep == "oprd":
        return "oprd"
    if dep in ("xcomp", "ccomp", "advcl") and parse.pos[kid] in grammar.VERBAL:
        infinitive = grammar.is_infinitive(parse, kid)
        if dep == "advcl" and not infinitive:
            return None
        if any(parse.words[mark].lower() == "whether" for mark in parse.kids(kid, "mark", "advmod")):
            return "whether"
        if dep == "ccomp" and _is_obliged(parse, kid):
            return "that_must"
        return "to_do" if infinitive else "that"
    return "that" if dep == "ccomp" else None


def _raised(parse: Parse, verb: int) -> list[int]:
    """The object a clause hides: "wants Oslo to help" (Oslo), "condemned what it sees as a raid"."""
    clauses = parse.kids(verb, "ccomp", "xcomp")
    for clause in clauses:
        own = grammar.own_subject(parse, clause)
        if own is not None and (grammar.is_infinitive(parse, clause) or parse.pos[clause] == "ADJ"):
            return [own]
    return [clause for clause in clauses if _is_free_relative(parse, clause)]


def _is_free_relative(parse: Parse, verb: int) -> bool:
    """True for "what it sees as a failure"."""
    return any(parse.lemmas[kid].lower() == "what" for kid in parse.kids(verb, "dobj", "nsubj", "nsubjpass"))


def _is_told(parse: Parse, clause: int) -> bool:
    """True for the clause of "hope that Oslo would pay"."""
    return any(parse.lemmas[kid] == "that" for kid in parse.kids(clause, "mark"))


def _hoped_of(parse: Parse, verb: int) -> list[int]:
    """Of whom a deed is hoped: "hoped Oslo would pay" (Oslo)."""
    clauses = [kid for kid in parse.kids(verb, "ccomp") if parse.pos[kid] in grammar.VERBAL]
    clauses = [
        kid
        for kid in clauses
        if any(parse.lemmas[aux] in ("will", "would") for aux in parse.kids(kid, "aux"))
        and not grammar.is_passive(parse, kid)
    ]
    return [own for kid in clauses if (own := grammar.own_subject(parse, kid)) is not None]


def _is_obliged(parse: Parse, verb: int) -> bool:
    """True for "must pay", "should pay", and "insisted that Oslo pay"."""
    if any(parse.lemmas[kid] in ("must", "should", "ought") for kid in parse.kids(verb, "aux")):
        return True
    own = grammar.own_subject(parse, verb)
    bare = parse.tags[verb] in ("VB", "VBP") and not parse.kids(verb, "aux")
    asked = parse.lemmas[parse.heads[verb]].lower() in word_class("mandating")
    return bare and asked and own is not None and parse.tags[own] in ("NN", "NNP")


def _phrases_of(parse: Parse, noun: int) -> list[int]:
    """The prepositions under a noun, nearest first; "to" may hang far down ("a pendant with a scene to Peru")."""
    found = parse.kids(noun, "prep")
    words = {parse.words[kid].lower() for kid in found}
    for kid in found[:]:
        for governed in parse.kids(kid, "pobj"):
            deeper = [one for one in parse.kids(governed, "prep") if parse.words[one].lower() in FAR - words]
            found += deeper
    return found


def _out_of(parse: Parse, kid: int) -> list[int]:
    """What "out of" governs."""
    if parse.words[kid].lower() != "out":
        return []
    return [one for inner in parse.kids(kid, "prep") for one in parse.kids(inner, "pobj")]


def _governed(parse: Parse, kid: int) -> list[int]:
    """What a preposition governs; any other child stands for itself."""
    if found := _out_of(parse, kid):
        return found
    if parse.deps[kid] in ("prep", "prt", "agent"):
        return parse.kids(kid, "pobj", "pcomp")
    if parse.deps[kid] == "dative":
        return parse.kids(kid, "pobj", "pcomp") or [kid]
    return [kid]


def _inherited_object(parse: Parse, verb: int) -> list[int]:
    """The passive subject a coordinated participle shares ("was tried and jailed")."""
    subject = grammar.subject(parse, verb)
    return [subject] if subject is not None and subject != verb else []


def noun_slots(parse: Parse, noun: int) -> Slots:
    """What stands around a noun (or adjective), by slot."""
    slots: Slots = {}
    for kid in parse.children[noun]:
        dep = parse.deps[kid]
        if dep == "poss":
            slots.setdefault("possessor", []).append(kid)
        elif dep in ("amod", "compound", "nmod"):
            slots.setdefault("adjective", []).append(kid)
            # "joint U.S.-Kenyan talks", "anti-Taliban": the tagger hangs one state on another
            slots["adjective"] += parse.kids(kid, "amod", "compound", "nmod", "conj")
            if parse.words[kid].lower() == "led":
                slots["adjective"] += parse.kids(kid, "npadvmod")
        elif dep in ("prep", "agent"):
            slots.setdefault(parse.words[kid].lower(), []).extend(parse.kids(kid, "pobj", "pcomp"))
        elif dep in ("xcomp", "acl", "ccomp") and parse.pos[kid] in grammar.VERBAL:
            slot = "to_do" if grammar.is_infinitive(parse, kid) else "that"
            slots.setdefault(slot, []).append(kid)
    if "by" not in slots:
        # the parser hangs "by" of "the arrest of the envoy by Chad" on the envoy
        inner = [kid for token in slots.get("of", ()) for kid in grammar.prepositional(parse, token, "by")]
        if inner:
            slots["by"] = inner
    return slots


def add_subject(parse: Parse, adjective: int, slots: Slots) -> None:
    """Whom the adjective is said of: "Oslo is ready to"."""
    subject = grammar.subject(parse, adjective)
    if subject is not None and subject != adjective:
        slots["subject"] = [subject]


def light_verb(parse: Parse, noun: int) -> tuple[int, str] | None:
    """The light verb that governs an event noun, and the side of its subject, or None.

    "Called a strike" does; "called that a coup" gives it a name.
    """
    head, dep = parse.heads[noun], parse.deps[noun]
    for _ in range(MAX_DEPTH):
        if dep == "conj" or (
            dep == "pobj" and parse.lemmas[parse.heads[head]].lower() in word_class("wrappers")
        ):
            noun = head if dep == "conj" else parse.heads[head]
            head, dep = parse.heads[noun], parse.deps[noun]
    if dep == "pobj":
        word, verb = parse.words[head].lower(), parse.heads[head]
    elif dep in ("dobj", "nsubjpass", "attr") or (dep == "oprd" and not parse.kids(head, "dobj")):
        word, verb = "", head
    elif parse.kids(noun, "acl") and grammar.is_passive(parse, parse.kids(noun, "acl")[0]):
        word, verb = "", parse.kids(noun, "acl")[0]
    else:
        return None
    if parse.pos[verb] not in grammar.VERBAL:
        return None
    for rest, side in light_verbs().get(lemma_of(parse, verb, "verb"), ()):
        if rest == ((word,) if word else ()) or (
            rest and not word and all(child_named(parse, verb, part) for part in rest)
        ):
            return verb, side
    return None
