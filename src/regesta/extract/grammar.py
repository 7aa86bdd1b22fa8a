"""What the trees say: who acts, on whom, under which negation and modality. Shared by all extractors.

What comes in: a `Parse` and a token index. What goes out: token indices, ranges and plain values.

Dependency labels are spaCy's (ClearNLP). Nothing here knows a topic; words that matter live in lexicons.

    subjects(parse, verb)   # tokens that do what `verb` says, through control and conjunction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regesta.lexicons.classes import verb_class
from regesta.records import Parse

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
VERBAL = frozenset({"VERB", "AUX"})
# Before a gerund these tell what the verb's object did or is kept from: "accused Chad of arming rebels".
DEED_PREPOSITIONS = frozenset({"of", "from", "for", "with", "against", "into"})
# Chains longer than this do not occur in edited prose; the cap keeps a broken tree from looping.
MAX_CHAIN = 8


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Token `i` and the tokens coordinated with it, in text order ("A, B and C" from A)."""
    found = [i]
    for token in found:
        found.extend(parse.kids(token, "conj"))
    return sorted(found)


def first_conjunct(parse: Parse, i: int) -> int:
    """The token that heads the coordination `i` stands in."""
    for _ in range(MAX_CHAIN):
        if parse.deps[i] != "conj":
            break
        i = parse.heads[i]
    return i


def own_subject(parse: Parse, verb: int) -> int | None:
    """The subject that hangs on this very verb, or None."""
    kids = parse.kids(verb, "nsubj", "nsubjpass")
    # "LIMA, 3 May - The minister met": of two, the one next to its verb
    before = [kid for kid in kids if kid < verb]
    return before[-1] if before else (kids[0] if kids else None)


def subject(parse: Parse, verb: int) -> int | None:
    """Head token of the subject of `verb`, found through conjunction, control and relatives.

    "Oslo offered to send aid": the subject of "send" is "Oslo"; "asked Kabul to free him": that of
    "free" is "Kabul"; "the envoy who resigned": that of "resigned" is "envoy".
    """
    token = verb
    for _ in range(MAX_CHAIN):
        own = own_subject(parse, token)
        if own is not None:
            return _antecedent(parse, token, own)
        dep, head = parse.deps[token], parse.heads[token]
        if head == token:
            return None
        if dep in ("relcl", "acl") and parse.pos[head] in NOMINAL:
            return head
        if dep == "advmod" and token != verb:
            # "stopped short of signing", "is far from signing"
            token = head
            continue
        if dep == "conj" and parse.tags[token] in FINITE and not _is_finite(parse, head):
            # "respects their right to decide and is ready to help": the parser may join "is" to "decide",
            # as it joins "called" to "arming" in "accused Chad of arming rebels and called for talks"
            finite = [above for above in governors(parse, head) if _is_finite(parse, above)]
            if not finite:
                return None
            token = finite[0]
            continue
        if dep == "amod" and token != verb and parse.pos[head] in NOMINAL:
            # "the militia, notorious for raiding farms"
            return head
        if dep == "xcomp" and (controller := _object_control(parse, head, token)) is not None:
            return controller
        if dep == "pcomp" and (accused := deed_control(parse, head)) is not None:
            return accused
        if dep == "ccomp" and (stray := _stray_subject(parse, head, token)) is not None:
            return stray
        if dep == "ccomp" and parse.kids(head, "ccomp")[0] != token and _is_finite(parse, token):
            # "said that spies tied to Oslo had broken in", read as two clauses: the first has the subject
            return own_subject(parse, parse.kids(head, "ccomp")[0])
        if dep in (
            "conj",
            "xcomp",
            "advcl",
            "pcomp",
            "ccomp",
            "aux",
            "auxpass",
            "prep",
            "dep",
            "acomp",
        ):
            token = head
            continue
        return None
    return None


def _antecedent(parse: Parse, verb: int, own: int) -> int:
    relative = parse.tags[own] in ("WDT", "WP") and parse.deps[verb] == "relcl"
    return parse.heads[verb] if relative else own


def _stray_subject(parse: Parse, head: int, clause: int) -> int | None:
    """ "confirmed Lima will be": the parser may take Lima for the object of "confirmed"."""
    if is_infinitive(parse, clause):
        return None
    edge = parse.left_edge(clause)
    return next((kid for kid in parse.kids(head, "dobj") if parse.right_edge(kid) == edge - 1), None)


def _object_control(parse: Parse, head: int, clause: int) -> int | None:
    objects = [kid for kid in parse.kids(head, "dobj", "dative") if kid < clause]
    if not objects and parse.lemmas[head] in verb_class("appealing"):
        # "appealed to the army to free them": the army is to
        objects = [low for kid in parse.kids(head, "prep") if kid < clause for low in parse.kids(kid, "pobj")]
    return objects[-1] if objects and is_infinitive(parse, clause) else None


def deed_control(parse: Parse, preposition: int) -> int | None:
    """ "accused Chad of arming rebels", "jailed two men for spying": the deed is that of the object."""
    verb = parse.heads[preposition]
    if parse.words[preposition].lower() not in DEED_PREPOSITIONS or parse.pos[verb] not in VERBAL:
        return None
    if is_passive(parse, verb):
        return None
    told_of = [kid for kid in parse.kids(verb, "dobj") if kid < preposition]
    return told_of[-1] if told_of else None


def _is_finite(parse: Parse, verb: int) -> bool:
    return any(parse.tags[one] in FINITE for one in (verb, *parse.kids(verb, "aux", "auxpass")))


def is_infinitive(parse: Parse, verb: int) -> bool:
    """True for "to free" and the like."""
    return any(parse.tags[kid] == "TO" for kid in parse.kids(verb, "aux"))


def is_passive(parse: Parse, verb: int) -> bool:
    """True for "was seized", and for a bare participle after a noun ("aid frozen by the bank")."""
    if parse.kids(verb, "nsubjpass", "auxpass"):
        return True
    if parse.kids(verb, "agent"):
        # "the court ruled by six votes to five"
        return not parse.kids(verb, "nsubj")
    return parse.tags[verb] == "VBN" and parse.deps[verb] == "acl"


def agents(parse: Parse, verb: int) -> list[int]:
    """Heads after "by" of a passive, or the objects of such a phrase on an event noun."""
    by = parse.kids(verb, "agent")
    by += [kid for kid in parse.kids(verb, "prep") if parse.lemmas[kid] == "by"]
    # "is recognised by Lima but not by Quito"
    by = [kid for kid in by if not excepted(parse, kid)]
    return [obj for preposition in by for obj in parse.kids(preposition, "pobj", "pcomp")]


def excepted(parse: Parse, i: int) -> bool:
    """True for what "not" leaves out of a row: "Lima, but not Quito", "by Lima but not by Quito"."""
    first = parse.left_edge(i)
    words = [word.lower() for word in parse.words[max(first - 1, 0) : first + 1]]
    return "not" in words and parse.pos[i] not in VERBAL


def is_garbled(parse: Parse, i: int) -> bool:
    """True for "(sanctions on) Russia angered Ukraine" read as one name: a verb between two names is none of theirs."""
    beside = parse.kids(i, "amod", "compound", "nmod")
    if i and parse.deps[i - 1] == parse.deps[i] == "dobj" and parse.heads[i - 1] == parse.heads[i]:
        beside.append(i - 1)
    verbal = [k for k in beside if parse.words[k].islower() and parse.tags[k] in ("VBN", "VBD", "VBZ", "NNS")]
    names = [low for kid in (i, *verbal) for low in parse.kids(kid, "compound", "nmod")]
    names = [name for name in names if parse.pos[name] == "PROPN"]
    return parse.pos[i] == "PROPN" and any(name < kid for name in names for kid in verbal)


def objects(parse: Parse, verb: int) -> list[int]:
    """Direct objects of an active verb; the subject of a passive one."""
    if is_passive(parse, verb):
        found = parse.kids(verb, "nsubjpass")
        if not found and parse.deps[verb] == "acl":
            found = [parse.heads[verb]]
        if not found and parse.deps[verb] == "conj" and _is_finite_passive(parse, verb):
            # "declared independence and is recognised by Peru"
            shared = subject(parse, verb)
            found = [] if shared is None else [shared]
        return found
    return parse.kids(verb, "dobj", "oprd")


def _is_finite_passive(parse: Parse, verb: int) -> bool:
    """True for "is recognised", not for "(wants to) be recognised"."""
    return any(parse.tags[kid] in FINITE for kid in parse.kids(verb, "auxpass", "aux"))


def prepositional(parse: Parse, i: int, *words: str) -> list[int]:
    """Objects of the prepositions `words` (any, when none is named) that hang on `i`."""
    found = []
    for kid in parse.kids(i, "prep", "dative", "agent", "prt"):
        if not words or parse.words[kid].lower() in words:
            found += parse.kids(kid, "pobj", "pcomp")
            # "on behalf of", "in front of", "with regard to": the inner preposition is a child
            for inner in parse.kids(kid, "prep"):
                found += parse.kids(inner, "pobj") if not words else []
    return found


def noun_phrase(parse: Parse, head: int, *, with_clauses: bool = False) -> tuple[int, int]:
    """Token range [first, last) of the noun phrase, its conjuncts, appositions and clauses left out.

    Prepositional parts stay in ("the embassy of Peru in Lima"). `with_clauses` keeps relative clauses.
    """
    drop = {"conj", "cc", "appos", "punct", "parataxis"}
    if not with_clauses:
        drop |= {"relcl", "acl", "advcl"}
    kept = [head]
    for token in kept:
        kept += [kid for kid in parse.children[token] if token != head or parse.deps[kid] not in drop]
    # keep the stretch around the head that has no hole: a dropped clause may cut the phrase
    ordered = sorted(kept)
    first, last = head, head
    inside = set(ordered)
    while first - 1 in inside or (first - 2 in inside and parse.pos[first - 1] == "PUNCT"):
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last + 1


def negated(parse: Parse, i: int) -> bool:
    """True when `i` stands under a negation of its own ("did not sign", "no plans", "never met")."""
    if parse.kids(i, "neg") or _barely_missed(parse, i):
        return True
    if any(parse.lemmas[kid] in ("no", "neither", "nor") for kid in parse.kids(i, "det", "preconj", "cc")):
        return True
    # "would no longer honour": "no" hangs on "longer"
    if any(
        parse.words[kid].lower() == "longer" and parse.words[kid - 1].lower() == "no"
        for kid in parse.kids(i, "advmod")
        if kid
    ):
        return True
    # "no one", "nobody", "no forces" as subject negate the verb
    own = own_subject(parse, i)
    if own is None:
        return False
    return parse.lemmas[own] in ("nobody", "none", "nothing") or any(
        parse.words[kid].lower() in ("no", "neither") for kid in parse.kids(own, "det")
    )


def _barely_missed(parse: Parse, verb: int) -> bool:
    """ "nearly signed", "has all but signed": they did not."""
    if parse.pos[verb] not in VERBAL:
        return False
    before = " ".join(parse.words[max(verb - 2, 0) : verb]).lower()
    close = verb_class("missing")
    return before in close or any(parse.words[kid].lower() in close for kid in parse.kids(verb, "advmod"))


def is_object(parse: Parse, verb: int) -> bool:
    """True for "sending" of "ruled out sending ships", which the parser takes for a clause beside the verb."""
    before = parse.left_edge(verb) - 1
    after_particle = before >= 0 and parse.deps[before] == "prt" and parse.heads[before] == parse.heads[verb]
    return after_particle and parse.tags[verb] == "VBG" and parse.deps[verb] == "advcl"


def is_inverted_condition(parse: Parse, verb: int) -> bool:
    """ "Had Oslo signed, ...": a condition without "if"."""
    own = own_subject(parse, verb)
    above = parse.heads[verb]
    if is_infinitive(parse, verb) and parse.words[above].lower() == "were":
        # "Were Oslo to sign, ..."
        return any(above < kid < verb for kid in parse.kids(above, "nsubj"))
    # "Had Oslo not signed, prices would have risen", where the tree takes it for what rose
    supposed = parse.deps[verb] == "ccomp" and above > verb and "would" in auxiliaries(parse, above)
    if (parse.deps[verb] != "advcl" and not supposed) or own is None:
        return False
    return any(
        kid < own and parse.words[kid].lower() in ("had", "were", "should")
        for kid in parse.kids(verb, "aux", "auxpass")
    )


def set_off(parse: Parse, verb: int) -> bool:
    """True for "she promised" between two commas: what follows goes on with the clause that it breaks."""
    return parse.deps[verb] == "parataxis" and parse.words[verb + 1 : verb + 2] == (",",)


def auxiliaries(parse: Parse, verb: int) -> tuple[str, ...]:
    """Lower-case auxiliaries of the verb, in text order ("will", "have", "been")."""
    return tuple(parse.words[kid].lower() for kid in parse.kids(verb, "aux", "auxpass"))


def governors(parse: Parse, i: int) -> Iterator[int]:
    """The tokens above `i`, nearest first, up to the root of its sentence."""
    for _ in range(len(parse.words)):
        head = parse.heads[i]
        if head == i:
            return
        yield head
        i = head


def verb_of(parse: Parse, i: int) -> int | None:
    """The nearest verb above `i` (or `i` itself)."""
    if parse.pos[i] in VERBAL:
        return i
    return next((token for token in governors(parse, i) if parse.pos[token] in VERBAL), None)


def rank_told(parse: Parse, infinitive: int) -> int | None:
    """The verb that tells of "the first country to recognise it" whether it did: "became", "will be".

    The parser hangs the infinitive on the noun or on that verb. "Its first plan to recognise it" tells of no deed.
    """
    if not is_infinitive(parse, infinitive):
        return None
    above = parse.heads[infinitive]
    if parse.deps[infinitive] == "relcl":
        told = parse.deps[above] in ("attr", "appos") and _is_ranked(parse, above)
        return verb_of(parse, above) if told else None
    told = parse.lemmas[above].lower() in ("become", "be")
    return above if told and any(_is_ranked(parse, attr) for attr in parse.kids(above, "attr")) else None


def _is_ranked(parse: Parse, noun: int) -> bool:
    return any(parse.words[kid].lower() in verb_class("ranks") for kid in parse.kids(noun, "amod"))


def clause(parse: Parse, verb: int, *, without: Iterable[str] = ()) -> tuple[int, int]:
    """Token range [first, last) of everything under `verb`, children with labels `without` left out."""
    dropped = set(without)
    kept = [verb]
    for token in kept:
        kept += [kid for kid in parse.children[token] if token != verb or parse.deps[kid] not in dropped]
    return min(kept), max(kept) + 1


def trim(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation at its edges; brackets that pair up inside are kept."""
    while first < last and parse.pos[first] == "PUNCT" and parse.words[first] not in "([":
        first += 1
    while first < last and parse.pos[last - 1] == "PUNCT" and parse.words[last - 1] not in ")]":
        last -= 1
    return first, last
