"""Which frame of the lexicon a word stands in, and what fills its slots.

What comes in: a `Parse` and a token. What goes out: a `Match`: the frame, its trigger tokens, its slots.

    match_at(parse, i, is_party).frame.type       # "COERCE" for "jailed" in "Chad jailed two editors."
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from regesta.extract import grammar
from regesta.extract.framewords import Way, lemma_of, named, names_of, wanted_words, ways
from regesta.extract.slots import Slots, add_subject, child_named, light_verb, noun_slots, verb_slots
from regesta.lexicons.entries import Frame
from regesta.records import Parse

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})

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


def match_at(parse: Parse, i: int, is_party: Party) -> Match | None:
    """The frame token `i` stands in, or None; `is_party` tells the sort of actor a token names."""
    tag = parse.tags[i]
    if tag in VERB_TAGS:
        if parse.deps[i] in ("amod", "compound", "aux", "auxpass"):
            return None
        return _match(parse, i, "verb", is_party)
    if tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and parse.words[i].islower()):
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


def loosely_at(parse: Parse, i: int) -> Match | None:
    """The first frame the words alone allow, whatever its slots hold: a guess where an answer is owed."""
    if parse.tags[i] not in VERB_TAGS:
        return None
    for way in reversed(ways("verb").get(lemma_of(parse, i, "verb"), ())):
        trigger = _trigger(parse, i, way)
        if trigger is not None:
            return Match(way.frame, i, trigger, verb_slots(parse, i))
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
                add_subject(parse, i, slots)
        filled = slots
        if pos == "verb" and way.rest:
            filled = _with_phrase(parse, i, slots, trigger)
        if "light" in way.frame.needs and light_verb(parse, i) is None:
            continue
        if fits(parse, way.frame, filled, is_party):
            return Match(way.frame, i, trigger, filled)
    return None


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
        kid = child_named(parse, above, word) or child_named(parse, i, word)
        if kid is None:
            return None
        found.append(kid)
    return tuple(found)


def _with_phrase(parse: Parse, i: int, slots: Slots, trigger: tuple[int, ...]) -> Slots:
    """For "call on X": what the last preposition of the phrase governs is the object."""
    last = trigger[-1]
    governed = parse.kids(last, "pobj", "pcomp")
    if parse.deps[last] in ("prep", "dative", "agent") and governed:
        changed = dict(slots)
        if "object" in changed:
            changed["whom"] = changed["object"]
        changed["object"] = governed
        changed.pop(parse.words[last].lower(), None)
        # "called for a boycott against X": what hangs on the object belongs to the phrase
        for kid in (one for token in governed for one in parse.kids(token, "prep")):
            changed.setdefault(parse.words[kid].lower(), parse.kids(kid, "pobj", "pcomp"))
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
        if slot != "light" and not _held(parse, _meant(parse, slots, slot, values), values, is_party):
            return False
    return not any(
        slots.get(slot) and _held(parse, _meant(parse, slots, slot, values), values, is_party)
        for slot, values in frame.bars.items()
    )


def _meant(parse: Parse, slots: Slots, slot: str, values: tuple[str, ...]) -> list[int]:
    """What fills a slot; a deed one will not do is none of those named ("vowed not to attack")."""
    tokens = slots.get(slot, [])
    if slot != "to_do" or not {"*", "-", "+"}.isdisjoint(values):
        return tokens
    return [token for token in tokens if not grammar.negated(parse, token)]


def _held(parse: Parse, tokens: list[int], values: tuple[str, ...], is_party: Party) -> bool:
    """`*` anything, `-` nothing, `+` an actor, `+person` or `+place` that sort; else a word or `@class`."""
    if "-" in values:
        return not tokens
    if not tokens or "*" in values:
        return bool(tokens)
    wanted = wanted_words(values)
    if any(named(parse, token, wanted) for token in tokens):
        return True
    sorts = {value[1:] for value in values if value[0] == "+"}
    return bool(sorts) and any(
        (sort := is_party(token)) is not None and (sort in sorts or ("" in sorts and sort != "place"))
        for token in tokens
    )
