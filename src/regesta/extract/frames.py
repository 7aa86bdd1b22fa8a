"""Which frame of the lexicon a word stands in, and what fills its slots.

What comes in: a `Parse` and a token. What goes out: a `Match`: the frame, its trigger tokens, its slots.

A slot is a place around the word, named in plain English: `subject` and `object` as they are meant (a
passive is turned round), a preposition by its own name, `to_do` and `that` for clauses; for a noun also
`possessor`, `adjective` and `compound`. Nothing here knows who is an actor.

    match_at(parse, i).frame.type       # "COERCE" for "seized" in "Police seized the opposition's files."
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from regesta.extract import grammar
from regesta.lexicons import load
from regesta.lexicons.entries import Frame, FrameWords, LightVerb
from regesta.records import Parse

PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "dative", "agent", "oprd", "npadvmod"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
# "billions of dollars", "a series of raids": what is counted stands one step below
MAX_DEPTH = 3

Slots = dict[str, list[int]]
# The sort of party a token names (parties.sort_of), or None.
Party = Callable[[int], str | None]


class Match(NamedTuple):
    """A frame found at `head`; `trigger` holds its tokens, `light` the verb that lends its subject."""

    frame: Frame
    head: int
    trigger: tuple[int, ...]
    slots: Slots
    light: int | None = None
    lends: str = "actor"


class Way(NamedTuple):
    """One way to write a frame: its other words, in order."""

    frame: Frame
    rest: tuple[str, ...]
    before: bool


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The nouns of one class of `frame_words`; raises KeyError for a class that does not exist."""
    return _classes()[name]


@functools.cache
def _classes() -> dict[str, frozenset[str]]:
    return {entry.name: frozenset(entry.words) for entry in load(FrameWords)}


@functools.cache
def _wanted(values: tuple[str, ...]) -> frozenset[str]:
    """A constraint's words, its `@classes` opened."""
    words: set[str] = set()
    for value in values:
        words |= word_class(value[1:]) if value.startswith("@") else {value}
    return frozenset(words)


@functools.cache
def ways(pos: str) -> dict[str, tuple[Way, ...]]:
    """First (for nouns: head) word -> the frames it may open, the most demanding first."""
    found: dict[str, list[Way]] = {}
    for frame in load(Frame):
        if frame.pos != pos:
            continue
        for phrase in frame.words:
            words = tuple(phrase.split())
            head = words[0] if pos != "noun" or "of" in words else words[-1]
            before = head != words[0]
            rest = words[:-1] if before else words[1:]
            found.setdefault(head, []).append(Way(frame, rest, before))
    return {
        word: tuple(sorted(some, key=lambda way: -(2 * len(way.rest) + len(way.frame.needs))))
        for word, some in found.items()
    }


@functools.cache
def light_verbs() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a light verb -> its other words and the side of its subject."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in load(LightVerb):
        for phrase in entry.words:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), entry.subject))
    return {word: tuple(sorted(some, key=lambda way: -len(way[0]))) for word, some in found.items()}


def match_at(parse: Parse, i: int, is_party: Party) -> Match | None:
    """The frame token `i` stands in, or None; `is_party` tells the sort of actor a token names."""
    tag = parse.tags[i]
    if tag in VERB_TAGS:
        if parse.deps[i] in ("amod", "compound", "aux", "auxpass"):
            return None
        return _match(parse, i, "verb", is_party)
    if tag in ("NN", "NNS", "NNP", "NNPS"):
        return _match(parse, i, "noun", is_party)
    if parse.pos[i] == "ADJ" and parse.deps[i] in (
        "acomp",
        "conj",
        "ROOT",
        "oprd",
        "advcl",
        "ccomp",
        "relcl",
    ):
        return _match(parse, i, "adjective", is_party)
    return None


def _match(parse: Parse, i: int, pos: str, is_party: Party) -> Match | None:
    *_, name = names_of(parse, i)
    some = ways(pos).get(name) or ways(pos).get(lemma_of(parse, i, pos))
    if some is None:
        return None
    slots: Slots | None = None
    for way in some:
        trigger = _trigger(parse, i, way)
        if trigger is None:
            continue
        if slots is None:
            slots = verb_slots(parse, i) if pos == "verb" else noun_slots(parse, i)
            if pos == "adjective":
                _add_subject(parse, i, slots)
        filled = slots
        if pos == "verb" and way.rest:
            filled = _with_phrase(parse, i, slots, trigger)
        if fits(parse, way.frame, filled, is_party):
            return Match(way.frame, i, trigger, filled)
    return None


def lemma_of(parse: Parse, i: int, pos: str) -> str:
    """The lemma, mended where the tagger's is no word we know: "stag" of "staged", "levell" of "levelled"."""
    lemma = parse.lemmas[i].lower()
    if pos != "verb" or lemma in ways("verb") or lemma in light_verbs():
        return lemma
    tries = (f"{lemma}e", lemma[:-1], lemma[:-2])
    return next((one for one in tries if one in ways("verb") or one in light_verbs()), lemma)


def _trigger(parse: Parse, i: int, way: Way) -> tuple[int, ...] | None:
    """The tokens of the phrase around its head, or None when a word is missing."""
    if not way.rest:
        hyphened = i >= 2 and parse.words[i - 1] == "-" and names_of(parse, i)[-1] in ways("noun")
        return (i - 2, i - 1, i) if hyphened else (i,)
    if way.before:
        first = i - len(way.rest)
        words = tuple(word.lower() for word in parse.words[max(first, 0) : i])
        lemmas = tuple(lemma.lower() for lemma in parse.lemmas[max(first, 0) : i])
        return tuple(range(first, i + 1)) if way.rest in (words, lemmas) else None
    found = [i]
    for word in way.rest:
        above = found[-1]
        kid = _child(parse, above, word) or _child(parse, i, word)
        if kid is None:
            return None
        found.append(kid)
    return tuple(found)


def _child(parse: Parse, i: int, word: str) -> int | None:
    for kid in parse.children[i]:
        if (parse.words[kid].lower() == word or parse.lemmas[kid] == word) and kid > i:
            return kid
    return None


def _with_phrase(parse: Parse, i: int, slots: Slots, trigger: tuple[int, ...]) -> Slots:
    """For "call on X": what the last preposition of the phrase governs is the object."""
    last = trigger[-1]
    governed = parse.kids(last, "pobj", "pcomp")
    if parse.deps[last] in ("prep", "dative", "agent") and governed:
        changed = dict(slots)
        changed["object"] = governed
        changed.pop(parse.words[last].lower(), None)
        return changed
    noun = next((token for token in trigger[1:] if parse.pos[token] == "NOUN"), None)
    if noun is None:
        return slots
    # "is in talks with X": what hangs on the noun belongs to the phrase
    changed = {slot: tokens for slot, tokens in slots.items() if not set(tokens) & set(trigger)}
    for slot, tokens in noun_slots(parse, noun).items():
        changed.setdefault(slot, tokens)
    return changed


def fits(parse: Parse, frame: Frame, slots: Slots, is_party: Party) -> bool:
    """True when the slots hold what the frame needs and nothing it bars."""
    for slot, values in frame.needs.items():
        if slot != "light" and not _held(parse, slots.get(slot, []), values, is_party):
            return False
    return not any(
        slots.get(slot) and _held(parse, slots[slot], values, is_party) for slot, values in frame.bars.items()
    )


def _held(parse: Parse, tokens: list[int], values: tuple[str, ...], is_party: Party) -> bool:
    """`*` anything, `-` nothing, `+` an actor, `+person` one of that sort; else a word or `@class`."""
    if "-" in values:
        return not tokens
    if not tokens or "*" in values:
        return bool(tokens)
    wanted = _wanted(values)
    if any(named(parse, token, wanted) for token in tokens):
        return True
    sorts = {value[1:] for value in values if value[0] == "+"}
    return bool(sorts) and any(
        (sort := is_party(token)) is not None and ("" in sorts or sort in sorts) for token in tokens
    )


def named(parse: Parse, token: int, wanted: frozenset[str]) -> bool:
    """True when the token, one coordinated with it, or what it counts is one of the words."""
    return any(
        name in wanted
        for one in grammar.conjuncts(parse, token)
        for core in cores(parse, one)
        for name in names_of(parse, core)
    )


def names_of(parse: Parse, i: int) -> tuple[str, ...]:
    """How a lexicon may write token `i`: lemma, form, and joined to what a hyphen ties it to."""
    lemma, word = parse.lemmas[i].lower(), parse.words[i].lower()
    if i >= 2 and parse.words[i - 1] == "-" and parse.ends[i - 1] == parse.starts[i]:
        return lemma, word, f"{parse.words[i - 2].lower()}-{lemma}"
    return lemma, word


def cores(parse: Parse, token: int) -> list[int]:
    """The token and, where it only counts or wraps, what it counts ("a series of raids": raids)."""
    found = [token]
    wraps = word_class("wrappers")
    for _ in range(MAX_DEPTH):
        if parse.lemmas[found[-1]].lower() not in wraps and parse.pos[found[-1]] != "NUM":
            break
        inner = grammar.prepositional(parse, found[-1], "of", "in")
        if not inner:
            break
        found.append(inner[0])
    return found


def verb_slots(parse: Parse, verb: int) -> Slots:
    """What stands around a verb, by slot."""
    slots: Slots = {}
    passive = grammar.is_passive(parse, verb)
    if passive:
        slots["object"] = grammar.objects(parse, verb) or _inherited_object(parse, verb)
        slots["subject"] = grammar.agents(parse, verb)
        slots["second"] = parse.kids(verb, "dobj")
    else:
        subject = grammar.subject(parse, verb)
        slots["subject"] = [subject] if subject is not None and subject != verb else []
        slots["object"] = parse.kids(verb, "dobj")
    for kid in parse.children[verb]:
        slot = _slot_of(parse, kid)
        if slot is None or (passive and slot == "by"):
            continue
        slots.setdefault(slot, []).extend(_governed(parse, kid))
    if not slots["object"]:
        slots["object"] = _raised(parse, verb)
    for target in slots["object"]:
        for kid in parse.kids(target, "prep"):
            slots.setdefault(parse.words[kid].lower(), []).extend(parse.kids(kid, "pobj", "pcomp"))
    return {slot: tokens for slot, tokens in slots.items() if tokens}


def _slot_of(parse: Parse, kid: int) -> str | None:
    """The slot a verb's child stands in beside subject and object."""
    dep = parse.deps[kid]
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


def _is_obliged(parse: Parse, verb: int) -> bool:
    """True for "must pay" and "should pay"."""
    return any(parse.lemmas[kid] in ("must", "should", "ought") for kid in parse.kids(verb, "aux"))


def _governed(parse: Parse, kid: int) -> list[int]:
    """What a preposition governs; any other child stands for itself."""
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


def _add_subject(parse: Parse, adjective: int, slots: Slots) -> None:
    """Whom the adjective is said of: "Oslo is ready to"."""
    subject = grammar.subject(parse, adjective)
    if subject is not None and subject != adjective:
        slots["subject"] = [subject]


def light_verb(parse: Parse, noun: int) -> tuple[int, str] | None:
    """The light verb that governs an event noun, and the side of its subject, or None."""
    head, dep = parse.heads[noun], parse.deps[noun]
    for _ in range(MAX_DEPTH):
        if dep == "conj" or (
            dep == "pobj" and parse.lemmas[parse.heads[head]].lower() in word_class("wrappers")
        ):
            noun = head if dep == "conj" else parse.heads[head]
            head, dep = parse.heads[noun], parse.deps[noun]
    if dep == "pobj":
        word, verb = parse.words[head].lower(), parse.heads[head]
    elif dep in ("dobj", "nsubjpass", "attr", "oprd"):
        word, verb = "", head
    elif parse.kids(noun, "acl") and grammar.is_passive(parse, parse.kids(noun, "acl")[0]):
        word, verb = "", parse.kids(noun, "acl")[0]
    else:
        return None
    if parse.pos[verb] not in grammar.VERBAL:
        return None
    for rest, side in light_verbs().get(lemma_of(parse, verb, "verb"), ()):
        if rest == ((word,) if word else ()) or (
            rest and not word and all(_child(parse, verb, part) for part in rest)
        ):
            return verb, side
    return None
