"""Linking by block key as a shuffle: the steps between the items of a kind and the regions that are decided alone.

What comes in: the items that jobs `post`, each with the keys of its linker. What goes out, in as many jobs: `regions`,
items with all their ties, none of which is tied to one outside. The steps, each a job a bucket:

1. `pairs`: items with one key meet in its bucket; which are compared is decided there, as for a case (`link.whole`);
2. `send`: of two that are compared one is sent to where the other is, once, however many keys they share;
3. `score`: they are compared, and tied or not;
4. `gather` (one job): what hangs together over all buckets;
5. `route`: items and ties go to the bucket of what they hang together with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from regesta.lake.shuffle import Out, Shuffle
from regesta.link.blocks import Crowd, Edge, Pair
from regesta.link.graph import PIECE, Linker, Region, number, pieces
from regesta.link.ledger import Place
from regesta.link.whole import facing, met, together

__all__ = ["STEPS", "Posted", "crowds", "gather", "post", "regions"]

T = TypeVar("T", bound=msgspec.Struct)

_Post = tuple[str, Place]  # a key, and the place of an item that has it
_Half = tuple[str, bool, str]  # a key, which half of it, an item
_Row = tuple[str, msgspec.Raw, msgspec.Raw]  # an item's id, the item, what goes with it


class Posted(NamedTuple, Generic[T]):
    """An item by the id under which it is compared; `beside` is what its outcome needs and no comparison."""

    id: str
    item: T
    beside: object = None


def post(shuffle: Shuffle, out: Out, linker: Linker[T], items: Iterable[Posted[T]]) -> None:
    """Put items where those that share a key with them are put."""
    name = linker.name
    for ident, item, beside in items:
        place = linker.place(ident, item)
        for key in sorted(set(linker.keys(item))):
            out.put(f"{name}-posts", number(name, key) % shuffle.width, (key, place))
        for key, sign in sorted(set(linker.halves(item))):
            out.put(f"{name}-halves", shuffle.cell(key), (key, sign, ident))
        out.put(f"{name}-items", shuffle.cell(ident), (ident, item, beside))


def pairs(shuffle: Shuffle, out: Out, linker: Linker[Any], bucket: int) -> None:
    """Who is to be compared with whom."""
    name = linker.name
    # By number, as a ledger keeps keys, and each item once in a block.
    blocks: dict[int, dict[str, Place]] = defaultdict(dict)
    keys: dict[int, str] = {}
    for key, place in shuffle.rows(f"{name}-posts", bucket, _Post):
        hashed = number(name, key)
        blocks[hashed][place.id] = place
        keys[hashed] = min(key, keys.get(hashed, key))
    found: set[Pair] = set()
    for hashed, places in blocks.items():
        pairs_, crowd = met(linker, keys[hashed], list(places.values()))
        found |= pairs_
        if crowd is not None:
            out.put(f"{name}-crowds", 0, crowd)
    sides: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for key, sign, ident in shuffle.rows(f"{name}-halves", bucket, _Half):
        sides[key][sign].add(ident)
    for ones, others in sides.values():
        found |= facing(ones, others)
    wanted = set()
    for left, right in sorted(found):
        out.put(f"{name}-pairs", shuffle.cell(left), (left, right))
        wanted.add((right, shuffle.cell(left)))
    for ident, where in sorted(wanted):
        out.put(f"{name}-wanted", shuffle.cell(ident), (ident, where))


def send(shuffle: Shuffle, out: Out, linker: Linker[Any], bucket: int) -> None:
    """Send items to where they are wanted."""
    name = linker.name
    wanted: dict[str, set[int]] = defaultdict(set)
    for ident, where in shuffle.rows(f"{name}-wanted", bucket, tuple[str, int]):
        wanted[ident].add(where)
    for ident, item, _ in shuffle.rows(f"{name}-items", bucket, _Row):
        for where in sorted(wanted.get(ident, ())):
            out.put(f"{name}-sent", where, (ident, item))


def score(shuffle: Shuffle, out: Out, linker: Linker[Any], bucket: int) -> None:
    """Compare, and tie those that have to do with each other."""
    name = linker.name
    found: set[Pair] = set(shuffle.rows(f"{name}-pairs", bucket, Pair))
    if not found:
        return
    lefts = {left for left, _ in found}
    decode = msgspec.msgpack.Decoder(linker.item).decode
    items = {
        ident: decode(item)
        for ident, item, _ in shuffle.rows(f"{name}-items", bucket, _Row)
        if ident in lefts
    }
    for ident, item in shuffle.rows(f"{name}-sent", bucket, tuple[str, msgspec.Raw]):
        if ident not in items:
            items[ident] = decode(item)
    for left, right in sorted(found):
        if (tied := linker.score(items[left], items[right])) is not None:
            out.put(f"{name}-edges", bucket, (tied, left, right))


def gather(shuffle: Shuffle, out: Out, linker: Linker[Any], _: int = 0) -> None:
    """Find what hangs together; the one job that sees all ties (not the items)."""
    name = linker.name
    edges = (edge for b in range(shuffle.width) for edge in shuffle.rows(f"{name}-edges", b, Edge))
    for ident, home in together(edges).items():
        out.put(f"{name}-homes", shuffle.cell(ident), (ident, home))


def route(shuffle: Shuffle, out: Out, linker: Linker[Any], bucket: int) -> None:
    """Send items and ties to where what they hang together with is."""
    name = linker.name
    homes = dict(shuffle.rows(f"{name}-homes", bucket, tuple[str, str]))
    for ident, item, beside in shuffle.rows(f"{name}-items", bucket, _Row):
        out.put(f"{name}-routed", shuffle.cell(homes.get(ident, ident)), (ident, item, beside))
    for edge in shuffle.rows(f"{name}-edges", bucket, Edge):
        out.put(f"{name}-ties", shuffle.cell(homes[edge[1]]), edge)


# Those of one job a bucket, before and after `gather`.
STEPS = ((pairs, send, score), (route,))


def regions(
    shuffle: Shuffle, linker: Linker[T], bucket: int, beside: Any = None
) -> Iterator[tuple[Region[T], dict[str, Any]]]:
    """The regions of a bucket, and what goes with their items; `beside` is the type of it."""
    name = linker.name
    item_of = msgspec.msgpack.Decoder(linker.item).decode
    more_of = msgspec.msgpack.Decoder(beside or type(None)).decode
    items: dict[str, T] = {}
    more: dict[str, Any] = {}
    for ident, item, extra in sorted(
        shuffle.rows(f"{name}-routed", bucket, _Row), key=lambda row: str(row[0])
    ):
        items[ident], more[ident] = item_of(item), more_of(extra)
    edges = list(shuffle.rows(f"{name}-ties", bucket, Edge))
    edges.sort(key=lambda edge: (edge[1], edge[2]))
    for piece in pieces(Region(items, edges), PIECE):
        yield piece, more


def crowds(shuffle: Shuffle, linker: Linker[Any]) -> list[Crowd]:
    """The blocks in which not all were compared."""
    return list(shuffle.rows(f"{linker.name}-crowds", 0, Crowd))
