"""Turns of a printed conversation: a name, a colon, and what that person says.

What comes in: a `View`. What goes out: `Turn`s: token ranges of the name and of the words.

    OKORO: When will the dam open?        a turn, when another of its kind stands in the report
    ADA OKORO, HOST: Good evening.        so is this: after a name in capitals may come who that is
    The verdict: nothing will change.     none: one line with a colon is no conversation
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from regesta.extract.clauses import Range
from regesta.extract.view import View

# A speaker's label is a name, perhaps with a title: no more tokens than this; who that is may follow.
LABEL = 6
ROLE = 10
COLONS = frozenset({":", "):"})
# Labels in capitals are names at once; others must come back, as the two sides of an interview do.
TURNS = 2


class Turn(NamedTuple):
    """One turn: the label's tokens and the words'."""

    name: Range
    words: Range


def transcript(view: View) -> list[Turn]:
    """The turns of the report, in text order; empty when it prints no conversation."""
    turns = [turn for first, last in view.parse.paragraphs if (turn := _turn(view, first, last))]
    seen = Counter(_label(view, turn) for turn in turns)
    if len(turns) < TURNS:
        return []
    return [turn for turn in turns if seen[_label(view, turn)] >= TURNS or _label(view, turn).isupper()]


def _label(view: View, turn: Turn) -> str:
    return view.parse.text_of(*turn.name)


def _turn(view: View, first: int, last: int) -> Turn | None:
    parse = view.parse
    begin = first + 1 if view.is_mark(first) else first
    name = _name_end(view, begin, last)
    if name is None:
        return None
    colon = _role_end(view, name, last) if parse.text_of(begin, name).isupper() else name
    if colon is None or colon + 1 >= last or parse.words[colon] not in COLONS:
        return None
    start = colon + 1
    while start < last and view.is_mark(start):
        start += 1
    # a mark at the end closes the turn only where one opened it: `He told me, "Go."` keeps its own
    while (begin > first or start > colon + 1) and last > start and view.is_mark(last - 1):
        last -= 1
    return Turn((begin, name), (start, last)) if start < last else None


def _name_end(view: View, begin: int, last: int) -> int | None:
    """Where the name of a label ends: at the colon, or at the comma or bracket before who that is."""
    words = view.parse.words
    for i in range(begin, min(begin + LABEL + 1, last)):
        if words[i] in (":", ",", "(") and i > begin:
            return i
        if not words[i][0].isupper() and words[i] not in (".", "-"):
            return None
    return None


def _role_end(view: View, name: int, last: int) -> int | None:
    """The colon after a name, or after the name and who that is (", HOST:", "(through an interpreter):")."""
    parse = view.parse
    for i in range(name, min(name + ROLE, last)):
        if parse.words[i] in COLONS:
            return i
        if parse.pos[i] in ("VERB", "AUX") and parse.words[i] not in ("(", ")") and parse.words[i].islower():
            return None
    return None
