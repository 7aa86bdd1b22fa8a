"""The few items of a crowded block that all others in it are compared with.

Where very many share a key, comparing all with all would not end, and comparing none would lose what two hundred papers
carry of one agency. Each is compared with the first few by id instead: if the block is of one story, they carry it too.

What comes in: the keys of crowded blocks, who left and who came to them. What goes out: pairs to be compared now, and
pairs that are no longer compared for such a key. Which items lead depends on who is there, not on who came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from regesta.link.blocks import Pair, paired
from regesta.link.ledger import Ledger

LEADERS = "leaders"  # under which the ids of the leaders of a key are noted

Posting = tuple[int, str]


class Led(NamedTuple):
    """Pairs of crowded blocks: those to be compared now, and those that were and may be no longer."""

    come: set[Pair]
    gone: set[Pair]


def leaders_of(ledger: Ledger, linker: str, keys: Iterable[int]) -> dict[int, frozenset[str]]:
    """Key of a crowded block -> its leaders."""
    named = {_name(linker, key): key for key in keys}
    return {named[name]: frozenset(ids.split()) for name, ids in ledger.marks(LEADERS, named).items()}


def led(
    ledger: Ledger,
    linker: str,
    most: int,
    *,
    shut: Collection[int],
    now_shut: Collection[int],
    lost: Iterable[Posting],
    won: Iterable[Posting],
) -> Led:
    """Choose at `most` so many leaders of each block that is crowded now, and note them.

    `shut` are the blocks that were crowded before; `lost` and `won` what left and came by key, both of what changed.
    """
    before = leaders_of(ledger, linker, shut)
    come, left = _by_key(won, now_shut), _by_key(lost, now_shut)
    after: dict[int, frozenset[str]] = {}
    for key in now_shut:
        if key in before and before[key].isdisjoint(left[key] - come[key]):
            after[key] = _first(before[key] | come[key], most)
    unknown = [key for key in now_shut if key not in after]
    blocks = {key: {p.id for p in places} for key, places in ledger.blocks(linker, unknown).items()}
    after.update((key, _first(ids, most)) for key, ids in blocks.items())
    fresh = {key: own - before.get(key, frozenset()) | own & come[key] for key, own in after.items()}
    wanted = [key for key, own in fresh.items() if own and key not in blocks]
    blocks.update((key, {p.id for p in places}) for key, places in ledger.blocks(linker, wanted).items())
    pairs: set[Pair] = set()
    for key, own in after.items():
        for leader in own:
            others = blocks[key] if leader in fresh[key] else come[key]
            pairs.update(paired(leader, other) for other in others if other != leader)
    dropped = {one for key, own in before.items() for one in own.difference(after.get(key, ()))}
    gone = {paired(one, other) for one, near in ledger.edges(linker, dropped).items() for other in near}
    notes: dict[str, str | None] = {_name(linker, key): None for key in shut if key not in after}
    notes.update((_name(linker, key), " ".join(sorted(own))) for key, own in after.items())
    ledger.mark(LEADERS, notes)
    return Led(pairs, gone)


def _by_key(postings: Iterable[Posting], keys: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, ident in postings:
        if key in keys:
            found[key].add(ident)
    return found


def _first(idents: Collection[str], most: int) -> frozenset[str]:
    return frozenset(sorted(idents)[:most])


def _name(linker: str, key: int) -> str:
    return f"{linker}|{key}"
