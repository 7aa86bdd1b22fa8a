"""The long tail: a guess at the type of a verb or noun that no frame knows, or that it is no event at all.

What comes in: a `Parse` and a token. What goes out: a type and how likely it is; `NOTHING` for no event.

    guess(parse, i)      # Guess(type="RETREAT", chance=0.71) for "repatriated" in "Chad repatriated the pilots."

A softmax over the clues of `clues.py`. The weights are whole numbers in a lexicon file, trained on sentences
written for the project (`make train`), so that the answer is the same on every machine.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regesta.extract.clues import clues, sorts_of
from regesta.extract.frames import VERB_TAGS, Match
from regesta.extract.framewords import lemma_of, ways, word_class
from regesta.extract.mentions import Cast
from regesta.extract.parties import sides
from regesta.extract.political import is_political
from regesta.extract.slots import add_subject, light_verb, noun_slots, verb_slots
from regesta.lexicons import load
from regesta.lexicons.entries import Frame, LongtailWeight
from regesta.records import Parse

# The class of what is no event, and the clue every token has.
NOTHING, ALWAYS = "NOTHING", "always"
# The words of a frame that asks for nothing.
GUESSED = ("*",)
# A guess counts from here on (tests/gold/no_events.jsonl).
SURE = 0.6
# Weights are kept in hundredths.
SCALE = 100


class Guess(NamedTuple):
    """The likeliest type and its share of the softmax, 0 to 1."""

    type: str
    chance: float


@functools.cache
def _weights() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for entry in load(LongtailWeight):
        pairs = (one.rpartition(":") for one in entry.weights)
        found[entry.clue] = tuple((kind, int(weight)) for kind, _, weight in pairs)
    return found


@functools.cache
def kinds() -> tuple[str, ...]:
    """All types the weights know, NOTHING included, in alphabetical order."""
    return tuple(sorted({kind for pairs in _weights().values() for kind, _ in pairs}))


@functools.cache
def bare(pos: str, kind: str = "NONE") -> Frame:
    """A frame that asks for nothing: the shape in which a guess goes through the rules of events."""
    return Frame(pos=pos, words=GUESSED, type=kind, example="")  # type: ignore[arg-type]


def guess(parse: Parse, i: int, *, among: frozenset[str] | None = None) -> Guess:
    """The likeliest type of token `i`; `among`: only these are weighed."""
    sums = {kind: 0 for kind in kinds() if among is None or kind in among}
    for clue in (ALWAYS, *clues(parse, i)):
        for kind, weight in _weights().get(clue, ()):
            if kind in sums:
                sums[kind] += weight
    best = max(sorted(sums), key=lambda kind: sums[kind])
    total = sum(math.exp((value - sums[best]) / SCALE) for _, value in sorted(sums.items()))
    return Guess(best, round(1 / total, 4))


def loose_matches(parse: Parse, first: int, last: int) -> Iterator[Match]:
    """Every verb, and every noun and adjective the long tail has words for, as a match of no frame.

    A verb that only relays a clause ("said it would ...") is left out: the deed is in the clause.
    """
    for i in range(first, last):
        if parse.tags[i] in VERB_TAGS:
            if parse.deps[i] in ("amod", "compound", "aux", "auxpass"):
                continue
            if parse.lemmas[i].lower() in word_class("relaying") and parse.kids(i, "ccomp"):
                continue
            yield Match(bare("verb"), i, (i,), verb_slots(parse, i))
        elif parse.pos[i] == "NOUN" and sorts_of(parse, i):
            yield _noun(parse, i)
        elif parse.pos[i] == "ADJ" and sorts_of(parse, i):
            slots = noun_slots(parse, i)
            add_subject(parse, i, slots)
            yield Match(bare("adjective"), i, (i,), slots)


def rare_matches(parse: Parse, who: Cast, first: int, last: int, known: Sequence[Match]) -> Iterator[Match]:
    """Verbs of a sentence that no frame explains but that one side of politics does to another, with a type guessed."""
    if len({one for one in who.at[first:last] if one is not None}) < 2:
        return
    taken = {token for match in known for token in (*match.trigger, match.light)}
    for head in range(first, last):
        if parse.tags[head] not in VERB_TAGS or head in taken or not _is_known(parse, head):
            continue
        if parse.deps[head] in ("amod", "compound", "aux", "auxpass"):
            continue
        match = Match(bare("verb"), head, (head,), verb_slots(parse, head))
        both = sides(parse, who, match)
        if not any(is_political(who, one) for one in both.actors):
            continue
        if not any(is_political(who, one) for one in both.recipients):
            continue
        found = guess(parse, head)
        if found.type != NOTHING and found.chance >= SURE:
            yield match._replace(frame=bare("verb", found.type))


def _is_known(parse: Parse, verb: int) -> bool:
    """True for a verb of the word table or of the sentences trained on; the letters alone are no ground.

    A verb that has frames, all of which refused, is known well enough to be let alone.
    """
    lemma = lemma_of(parse, verb, "verb")
    return (
        lemma != "be"
        and lemma not in ways("verb")
        and (bool(sorts_of(parse, verb)) or f"verb:{lemma}" in _weights())
    )


def _noun(parse: Parse, i: int) -> Match:
    match = Match(bare("noun"), i, (i,), noun_slots(parse, i))
    light = light_verb(parse, i)
    return match if light is None or light[1] == "none" else match._replace(light=light[0], lends=light[1])
