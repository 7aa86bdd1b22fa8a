"""Which items are tied to which, kept up to date: only what shares a key with a change is looked at again.

What comes in: a `Linker` (how its items are found and compared), the ledger, the items that changed.
What goes out: a `Region`: every item whose joins the change may alter, with all ties among them.

Exact because a linker's outcome for an item depends only on the items it is tied to, directly or through
others: a region holds such groups whole, so that what lies outside it stays as it was. A change alters
ties between what changed and what shares a key with it and, in a crowded block, between neighbours of
what changed; `_delta` gives exactly those pairs.
"""

from __future__ import annotations

import functools
import zlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

import msgspec

from regesta.link.blocks import CAP, LED, NEIGHBOURS, STOP, Crowd, Edge, Pair, paired
from regesta.link.leaders import leaders_of, led
from regesta.link.ledger import Ledger, Place

PIECE = 400  # items joined at a time
HELD = 500  # items from before at hand while newcomers are compared with them
NOBODY: frozenset[str] = frozenset()


class Item(Protocol):
    """What linkers compare: a frozen struct that holds all that its joins depend on."""

    @property
    def id(self) -> str:
        """The id of the record it stands for."""

    @property
    def document(self) -> str:
        """The report it stands in."""


T = TypeVar("T", bound=msgspec.Struct)


class Linker(Protocol[T]):
    """How the items of one kind are found and compared. Pure: two items and nothing else decide."""

    name: str
    item: type[T]
    purged: bool  # whether a key that very many have (`blocks.STOP`) is no reason to compare two of them
    leaders: int  # with how many of those that have such a key the others are compared even so

    def keys(self, item: T) -> Iterable[str]:
        """The blocks an item is compared in."""

    def halves(self, item: T) -> Iterable[tuple[str, bool]]:
        """Blocks in which it is compared only with items that have the key with the other sign."""

    def place(self, ident: str, item: T) -> Place:
        """The days in which an item may be joined, and its order in a crowded block."""

    def score(self, left: T, right: T) -> float | None:
        """How firmly two items are tied, null when they have nothing to do with each other."""


class Region(msgspec.Struct, Generic[T], frozen=True):
    """Items with all their ties; no item outside is tied to one inside. `gone` are no longer there."""

    items: dict[str, T]
    edges: list[Edge]
    gone: frozenset[str] = frozenset()

    @property
    def owners(self) -> set[str]:
        """The items whose outcome is to be replaced."""
        return {*self.items, *self.gone}


def number(linker: str, key: str) -> int:
    """A key as the ledger keeps it: those of one linker side by side, so that its turn touches few pages of a file.

    Two keys with one number only cost a comparison more.
    """
    return _first_of(linker) | zlib.crc32(key.encode("utf-8", "surrogatepass"))


@functools.cache
def _first_of(linker: str) -> int:
    return (zlib.crc32(linker.encode()) & 0x7FFF) << 32


def update(
    ledger: Ledger,
    linker: Linker[T],
    changed: Mapping[str, T | None],
    *,
    documents: Mapping[str, str],
    touched: Collection[str] = (),
    crowds: list[Crowd] | None = None,
) -> Region[T]:
    """Put changed items (null: gone) in the ledger, and find what their change reaches.

    `documents` leads from an item to its report; `touched` are items whose outcome is to be made anew
    although they are as they were.
    """
    old = ledger.items(linker.name, linker.item, changed)
    new = {ident: item for ident, item in changed.items() if item is not None}
    names: dict[int, str] = {}
    lost, won = (_postings(linker, own, names) for own in (old, new))
    keys = {key for key, _ in (*lost, *won)}
    sizes = ledger.sizes(keys, STOP)
    shut, few = _shut(linker, sizes), _few(linker, sizes, won)
    before = ledger.blocks(linker.name, keys - shut - few)  # the crowded ones
    lost |= {posting for posting, _ in _halved(linker, old)}
    loose = [(ident, other) for ident, near in ledger.edges(linker.name, old).items() for other in near]
    ledger.untie(linker.name, loose)
    ledger.drop(linker.name, old, lost)
    rows = {i: (documents.get(i, ""), linker.place(i, item), item) for i, item in new.items()}
    ledger.put(linker.name, rows, won | {posting for posting, _ in _halved(linker, new)})
    now_shut = _shut(linker, ledger.sizes(keys - few, STOP))
    come = ledger.met(linker.name, [posting for posting in won if posting[0] in few])
    come |= _facing(ledger, linker, new)
    for places in ledger.blocks(linker.name, shut - now_shut).values():
        come |= swept(places)[0]
    away = ledger.tied_by(linker.name, now_shut - shut)
    if linker.leaders:
        met = led(ledger, linker.name, linker.leaders, shut=shut, now_shut=now_shut, lost=lost, won=won)
        come |= met.come
        away |= met.gone
    after = {key: [place for place in own if place.id not in changed] for key, own in before.items()}
    for key, ident in won:
        if key in after:
            after[key].append(rows[ident][1])
    for key, places in after.items():
        if key in now_shut or len(places) < 2 > len(before[key]):
            continue
        if _delta(before[key], places, changed, come=come, gone=away) and crowds is not None:
            crowds.append(Crowd(names[key], len(places)))
    if crowds is not None:
        crowds += (Crowd(names[key], most(linker), stopped=True, leaders=linker.leaders) for key in now_shut)
    away = {pair for pair in away if changed.keys().isdisjoint(pair)}
    seeds = {*new, *touched, *(other for _, other in loose if other not in changed)}
    seeds.update(_parted(ledger, linker, away))
    seeds.update(_tied(ledger, linker, come, new))
    return _region(ledger, linker, seeds, gone=frozenset(old) - frozenset(new))


def reached(
    ledger: Ledger,
    linker: Linker[T],
    items: Iterable[T],
    documents: Collection[str],
    crowds: list[Crowd] | None = None,
) -> Iterable[Region[T]]:
    """The regions that the items of some reports, as they are now, reach; about `PIECE` items at a time."""
    old = ledger.items_of(linker.name, linker.item, documents)
    new = {item.id: item for item in items}  # type: ignore[attr-defined]
    changed = {i: new.get(i) for i in {*old, *new} if old.get(i) != new.get(i)}
    homes = {ident: item.document for ident, item in new.items()}  # type: ignore[attr-defined]
    region = update(ledger, linker, changed, documents=homes, crowds=crowds)
    return pieces(region, PIECE)


def _shut(linker: Linker[T], sizes: Mapping[int, int]) -> set[int]:
    """The keys for which alone nothing is compared."""
    return {key for key, size in sizes.items() if size > most(linker)} if linker.purged else set()


def most(linker: Linker[T]) -> int:
    """How many may have a key that says something."""
    return min(LED, STOP) if linker.leaders else STOP


def _few(linker: Linker[T], sizes: Mapping[int, int], won: Iterable[tuple[int, str]]) -> set[int]:
    """The keys of blocks in which all are compared with all, also once they have what comes to them."""
    more = Counter(key for key, _ in won)
    return {key for key, size in sizes.items() if size + more[key] <= min(CAP, most(linker))}


def _postings(linker: Linker[T], items: Mapping[str, T], names: dict[int, str]) -> set[tuple[int, str]]:
    found = set()
    for ident, item in items.items():
        for key in linker.keys(item):
            hashed = number(linker.name, key)
            names[hashed] = key
            found.add((hashed, ident))
    return found


def _halved(linker: Linker[T], items: Mapping[str, T]) -> list[tuple[tuple[int, str], int]]:
    """The postings of items by half a key, each with the key of the other half."""
    return [
        ((number(linker.name, f"{key}|{sign}"), ident), number(linker.name, f"{key}|{not sign}"))
        for ident, item in items.items()
        for key, sign in linker.halves(item)
    ]


def _facing(ledger: Ledger, linker: Linker[T], new: Mapping[str, T]) -> set[Pair]:
    """New items paired with those that have the other half of a key."""
    halved = _halved(linker, new)
    blocks = ledger.blocks(linker.name, {other for _, other in halved})
    return {paired(i, place.id) for (_, i), other in halved for place in blocks[other] if place.id != i}


# ---- pairs of a block -------------------------------------------------------------------------


class _Swept:
    """A block in order of its windows, and how far each item reaches in it."""

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted(places, key=lambda place: (place.first, place.order, place.id))
        self.ids = [place.id for place in ordered]
        self.spots = {ident: at for at, ident in enumerate(self.ids)}
        starts = [place.first for place in ordered]
        self.ends = [bisect_right(starts, place.last, lo=i + 1) for i, place in enumerate(ordered)]
        self.cut = False
        for i, end in enumerate(self.ends):
            if end - i - 1 > CAP:
                self.ends[i], self.cut = i + 1 + NEIGHBOURS, True

    def met(self, at: int) -> list[str]:
        """The items that the one at a place is compared with, of those behind it."""
        return self.ids[at + 1 : self.ends[at]]

    def meets(self, pair: Pair) -> bool:
        """True for two items of it that are compared."""
        first, last = sorted(self.spots[ident] for ident in pair)
        return last < self.ends[first]

    def counts(self, chosen: Collection[str]) -> list[int]:
        """How many of the chosen stand before each place."""
        return [0, *accumulate(ident in chosen for ident in self.ids)]


def _delta(
    before: Sequence[Place],
    after: Sequence[Place],
    changed: Collection[str],
    *,
    come: set[Pair],
    gone: set[Pair],
) -> bool:
    """Add to `come` and `gone` the pairs of a block that are to be compared now, and no longer.

    A pair with a changed item always comes. True when the block is too crowded to compare all.
    """
    new = _Swept(after)
    fresh = new.counts(changed)
    old = _Swept(before)
    stale = old.counts(changed)
    for at, ident in enumerate(new.ids):
        met = new.met(at)
        inside = fresh[new.ends[at]] - fresh[at + 1]
        if ident in changed:
            come.update(paired(ident, other) for other in met)
        elif not (new.cut or old.cut):
            if inside:
                come.update(paired(ident, other) for other in met if other in changed)
        else:
            there = old.spots[ident]
            end = old.ends[there]
            if inside or stale[end] - stale[there + 1] or end - there != new.ends[at] - at:
                was = {other for other in old.met(there) if other not in changed}
                come.update(paired(ident, other) for other in met if other not in was)
                gone.update(paired(ident, other) for other in was.difference(met))
    return new.cut


def _parted(ledger: Ledger, linker: Linker[T], gone: Iterable[Pair]) -> set[str]:
    """Untie pairs that a crowded block compares no longer, unless another block does; whom it concerns."""
    wanted = sorted(gone)
    tied = ledger.edges(linker.name, {left for left, _ in wanted})
    wanted = [(left, right) for left, right in wanted if right in tied.get(left, {})]
    if not wanted:
        return set()
    items = ledger.items(linker.name, linker.item, {ident for pair in wanted for ident in pair})
    keys = {i: {number(linker.name, key) for key in linker.keys(item)} for i, item in items.items()}
    shared = {pair: keys[pair[0]] & keys[pair[1]] for pair in wanted}
    sizes = ledger.sizes({key for own in shared.values() for key in own}, STOP)
    shut, few = _shut(linker, sizes), _few(linker, sizes, ())
    # What one small block compares stays tied, and what a leader of a crowded one is compared with.
    wanted = [pair for pair in wanted if shared[pair].isdisjoint(few)]
    lead = leaders_of(ledger, linker.name, shut) if linker.leaders else {}
    wanted = [pair for pair in wanted if all(lead.get(key, NOBODY).isdisjoint(pair) for key in shared[pair])]
    blocks = ledger.blocks(linker.name, {key for pair in wanted for key in shared[pair]} - shut)
    met = {key: _Swept(places) for key, places in blocks.items()}
    parted = [pair for pair in wanted if not any(key in met and met[key].meets(pair) for key in shared[pair])]
    ledger.untie(linker.name, parted)
    return {ident for pair in parted for ident in pair}


def swept(places: Iterable[Place]) -> tuple[set[Pair], bool]:
    """The pairs of a block that are compared, and whether it is too crowded to compare all."""
    own = _Swept(places)
    return {paired(ident, other) for at, ident in enumerate(own.ids) for other in own.met(at)}, own.cut


def _tied(ledger: Ledger, linker: Linker[T], come: Iterable[Pair], new: Mapping[str, T]) -> set[str]:
    """Compare pairs and tie those that have to do with each other; whom it concerns."""
    # By the item that was there before, some at a time: a newcomer may meet half the case.
    partners: dict[str, list[str]] = defaultdict(list)
    for left, right in come:
        old, other = (right, left) if left in new else (left, right)
        partners[old].append(other)
    ordered = sorted(partners)
    edges: list[Edge] = []
    for at in range(0, len(ordered), HELD):
        met = {ident: partners[ident] for ident in ordered[at : at + HELD]}
        known = {one for ident, others in met.items() for one in (ident, *others)}.difference(new)
        items = {**ledger.items(linker.name, linker.item, known), **new}
        for pair in (paired(ident, other) for ident, others in met.items() for other in others):
            if (score := linker.score(items[pair[0]], items[pair[1]])) is not None:
                edges.append((score, *pair))
    ledger.tie(linker.name, edges)
    return {ident for _, *pair in edges for ident in pair}


# ---- regions ----------------------------------------------------------------------------------


def _region(ledger: Ledger, linker: Linker[T], seeds: Iterable[str], gone: frozenset[str]) -> Region[T]:
    """The seeds with all that is tied to them, directly or through others."""
    reached: set[str] = set()
    ties: dict[Pair, float] = {}
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        near = ledger.edges(linker.name, frontier)
        for ident, others in near.items():
            ties.update((paired(ident, other), score) for other, score in others.items())
        frontier = {other for others in near.values() for other in others} - reached
    items = ledger.items(linker.name, linker.item, sorted(reached))
    edges = [(score, left, right) for (left, right), score in sorted(ties.items())]
    return Region(items, edges, gone)


def pieces(region: Region[T], size: int) -> Iterator[Region[T]]:
    """A region in parts of about so many items, each closed in itself."""
    home = {ident: ident for ident in region.items}

    def root(ident: str) -> str:
        while home[ident] != ident:
            home[ident] = home[home[ident]]
            ident = home[ident]
        return ident

    for _, left, right in region.edges:
        first, second = sorted((root(left), root(right)))
        home[second] = first
    parts: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(region.items):
        parts[root(ident)].append(ident)
    ties: dict[str, list[Edge]] = defaultdict(list)
    for edge in region.edges:
        ties[root(edge[1])].append(edge)
    gone, chosen, edges = region.gone, dict[str, T](), list[Edge]()
    for name, ids in parts.items():
        chosen.update((ident, region.items[ident]) for ident in ids)
        edges += ties[name]
        if len(chosen) >= size:
            yield Region(chosen, edges, gone)
            gone, chosen, edges = frozenset(), {}, []
    if chosen or gone:
        yield Region(chosen, edges, gone)
