"""Which records hold the parts of a question, found from the part that is quickest looked up.

What comes in: the parts of a question, each with what a record must have for it. What goes out: the records that may
hold all of them, and what has still to be held against each; nothing when no part is quickly looked up.

    look_up(case, "event", parts, most=30_000)      # ({"3f2a...", ...}, [Part(...), ...])
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

from regesta.store.asked import Row
from regesta.store.case import Case

__all__ = ["Hit", "Part", "look_up"]

# A promise is found by the words around it too, which takes so many times as long.
AROUND = 2
# To read a record's row takes as long as to look up so many finds of a word.
READING = 30


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What a record may have for one part of a question to hold; `open` when that cannot be told beforehand.

    With any of `unless`, only `who` counts.
    """

    types: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    who: frozenset[tuple[str, str]] = frozenset()
    idents: frozenset[str] = frozenset()
    unless: frozenset[tuple[str, str]] = frozenset()
    open: bool = False

    def holds(self, row: Row) -> bool:
        """True when the row has any of it."""
        if not self.who.isdisjoint(row.who):
            return True
        return self.unless.isdisjoint(row.who) and (
            self.open
            or not self.numbers.isdisjoint(row.numbers)
            or row.id in self.idents
            or (bool(self.types) and (row.type in self.types or row.subtype in self.types))
        )

    @property
    def actors(self) -> frozenset[str]:
        """Those of whom one may stand in it."""
        return frozenset(actor for _, actor in self.who)


class Part(msgspec.Struct, frozen=True):
    """A part of the question: so many of these must hold."""

    hits: tuple[Hit, ...]
    need: int = 1

    def holds(self, row: Row) -> bool:
        """True when enough of it holds for the row."""
        return sum(hit.holds(row) for hit in self.hits) >= self.need


def look_up(case: Case, kind: str, parts: Iterable[Part], *, most: int) -> tuple[set[str], list[Part]] | None:
    """The records that may hold all parts, and what is left to hold against them; None when no part takes `most`."""
    left: set[str] | None = None
    held: list[Part] = []
    priced = [(_priced(kind, part, case.weight), part) for part in parts]
    for (cost, hits), part in sorted(priced, key=lambda item: item[0][0]):
        if cost > (most if left is None else min(most, READING * len(left))):
            # To read what is left takes less than to look up more.
            held.append(part)
            continue
        # What holds so many of the hits holds one at least of all but that many.
        found: set[str] = set()
        rest = list(hits)
        for place, hit in enumerate(hits[: len(hits) - part.need + 1]):
            rest[place], some = _found(case, kind, hit)
            found |= some
        held.append(Part(tuple(rest), part.need))
        left = found if left is None else left & found
    return None if left is None else (left, held)


def _priced(kind: str, part: Part, weight: Callable[[Sequence[str]], int]) -> tuple[float, list[Hit]]:
    """What it takes to look a part up, and its hits, the cheapest first."""
    costs = sorted(((_cost(kind, hit, weight), place) for place, hit in enumerate(part.hits)))
    hits = [part.hits[place] for _, place in costs]
    return sum(cost for cost, _ in costs[: len(hits) - part.need + 1]), hits


def _cost(kind: str, hit: Hit, weight: Callable[[Sequence[str]], int]) -> float:
    if hit.open or hit.types:
        return math.inf
    finds = len(hit.numbers) * (AROUND if kind == "commitment" else 1)
    return finds + (weight(sorted(hit.actors)) if hit.who else 0)


def _found(case: Case, kind: str, hit: Hit) -> tuple[Hit, set[str]]:
    """The hit with ids of records in the place of its numbers, and all that may hold it."""
    found = set(hit.idents)
    if hit.numbers:
        found |= case.ids_of_numbers(kind, hit.numbers)
    looked_up = msgspec.structs.replace(hit, numbers=frozenset(), idents=frozenset(found))
    if hit.who:
        found |= case.ids_of_actors(kind, hit.actors)
    return looked_up, found
