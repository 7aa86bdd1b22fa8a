"""One attribution before it becomes a record, and what happens when it only passes another on.

What comes in: tokens of cue, content and speaker. What goes out: a `Draft`; `fold` turns "..., AFP reported"
and "according to the ministry" around somebody's statement into relays of that statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from regesta.extract.clauses import Range

ACCORDING = frozenset({"statements/according-to"})
PASSING = ACCORDING | {"statements/aside"}
# Share of an attribution's words that another statement must fill to be what is passed on.
PASSED_ON = 0.3


@dataclass
class Draft:
    """One attribution: the cue's head token and span, what is attributed, and to whom."""

    head: int | None
    cue: Range | None
    pieces: list[Range]
    speaker: int | None
    rule: str
    act: str | None = None
    sort: str = "speech"
    addressee: int | None = None
    signature: Range | None = None
    relays: list[int] = field(default_factory=list)

    def covers(self, i: int) -> bool:
        """True when token `i` stands in the attributed words."""
        return any(first <= i < last for first, last in self.pieces)


def covering(found: list[Draft]) -> dict[int, list[int]]:
    """Token -> the places in `found` of the drafts whose words it stands in, in that order."""
    index: dict[int, list[int]] = {}
    for place, draft in enumerate(found):
        for i in {i for piece in draft.pieces for i in range(*piece)}:
            index.setdefault(i, []).append(place)
    return index


def fold(found: list[Draft], relays: Callable[[Draft], bool]) -> list[Draft]:
    """Drafts that only pass on another ("..., AFP reported", "according to the ministry") become its relays.

    `relays` decides on asides; "according to" around somebody's statement always passes it on.
    """
    kept = []
    for draft in found:
        inner = _passed_on(draft, found) if draft.rule in PASSING else []
        if not inner or draft.speaker is None or not (draft.rule in ACCORDING or relays(draft)):
            kept.append(draft)
            continue
        for other in inner:
            other.relays.append(draft.speaker)
    return kept


def _passed_on(draft: Draft, found: list[Draft]) -> list[Draft]:
    """The statements that make up most of what `draft` attributes, cue and all."""
    total = sum(last - first for first, last in draft.pieces)
    inside = [
        other for other in found if other is not draft and other.head is not None and draft.covers(other.head)
    ]
    outermost = [
        other
        for other in inside
        if other.head is not None
        and not any(third is not other and third.covers(other.head) for third in inside)
    ]
    words = sum(
        min(b, last) - max(a, first)
        for other in outermost
        for a, b in other.pieces
        for first, last in draft.pieces
        if max(a, first) < min(b, last)
    )
    return outermost if words >= PASSED_ON * total else []
