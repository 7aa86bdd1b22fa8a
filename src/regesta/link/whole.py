"""Blocks compared whole, where all items of a kind are there at once: what `graph.update` arrives at step by step.

What comes in: a linker and the places of all items that have a key. What goes out: the pairs to compare, and word of a
block that is too crowded to compare all. Two items are tied when one block or more compares them and the linker
says so; an item's outcome depends on those that it is tied to, so that `Region`s can be decided anywhere.

>>> together([(1.0, "b", "c"), (1.0, "a", "b")])
{'b': 'a', 'c': 'a', 'a': 'a'}
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import msgspec

from regesta.link.blocks import Crowd, Edge, Pair, paired
from regesta.link.graph import Linker, most, swept
from regesta.link.ledger import Place

T = TypeVar("T", bound=msgspec.Struct)


def met(linker: Linker[T], key: str, places: Sequence[Place]) -> tuple[set[Pair], Crowd | None]:
    """The pairs of a block to be compared, and the crowd that it is when not all are."""
    if len(places) < 2:
        return set(), None
    if linker.purged and len(places) > most(linker):
        ids = sorted(place.id for place in places)
        led = {paired(one, other) for one in ids[: linker.leaders] for other in ids if one != other}
        return led, Crowd(key, most(linker), stopped=True, leaders=linker.leaders)
    pairs, cut = swept(places)
    return pairs, Crowd(key, len(places)) if cut else None


def facing(ones: Collection[str], others: Collection[str]) -> set[Pair]:
    """Each of those that have one half of a key with each of those that have the other."""
    return {paired(one, other) for one in ones for other in others if one != other}


def together(edges: Iterable[Edge]) -> dict[str, str]:
    """Each id that is tied to another -> the smallest of those it hangs together with."""
    above: dict[str, str] = {}

    def home(ident: str) -> str:
        above.setdefault(ident, ident)
        while (up := above[ident]) != ident:
            above[ident] = above[up]
            ident = up
        return ident

    for _, left, right in edges:
        one, other = home(left), home(right)
        if one != other:
            above[max(one, other)] = min(one, other)
    return {ident: home(ident) for ident in above}
