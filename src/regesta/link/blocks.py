"""Blocks and clusters: which records are compared, and how what belongs together is joined.

What comes in: record ids with their block keys, then scored pairs and what may never be joined.
What goes out: pairs to compare, and clusters named by their smallest member.

Records that share no key are never compared, nor are those of one block whose time windows do not meet,
so the cost of a report does not grow with the years before it. A record that would still be compared with
more than `CAP` others is compared with its nearest only; such a block is reported as a `Crowd`.
Where keys hold no time, one that more than `STOP` records have joins nothing, so that the cost of a report hardly
grows with the case (block purging: Papadakis et al., "Blocking and Filtering Techniques for Entity Resolution", 2020).

>>> join(("a", "b", "c"), [(1.0, "a", "b")], lambda left, right: False)
{'a': 'a', 'b': 'a', 'c': 'c'}
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

CAP = 160  # most records that one is compared with in a block
NEIGHBOURS = 40  # the same where more would have to be
STOP = CAP  # records from which on a key says nothing: what shares no other is not compared
LED = 40  # the same for records of which each is compared with the leaders of a block even so

Pair = tuple[str, str]
Edge = tuple[float, str, str]
Window = tuple[int, int]  # first and last day, as ordinals, of what a record may be joined with
EVER: Window = (0, date.max.toordinal())
HASHED = re.compile(r"\d+|[0-9a-f]{32,64}")  # what of a key no reader can read


class Crowd(msgspec.Struct, frozen=True, order=True):
    """A block in which a record was not compared with all others: its key and how many share it.

    `stopped` when it was compared with none of them but the `leaders`; `size` is then what a key may have at most.
    """

    key: str
    size: int
    stopped: bool = False
    leaders: int = 0

    @property
    def note(self) -> str:
        """What a user is told of it, without the parts of a key that nobody can read: ids, and hashes of words."""
        told = [part for part in self.key.split("|") if part and not HASHED.fullmatch(part)]
        shared = f"records share “{', '.join(told)}”" if told else "reports have a run of words in common"
        if self.stopped:
            compared = f"each was compared with {self.leaders} only" if self.leaders else "none were compared"
            return f"More than {self.size:,} {shared}: {compared} for this alone"
        return (
            f"{self.size:,} {shared}: each was compared with the {NEIGHBOURS} nearest only, "
            "so that joins among them may be missing"
        )


def paired(left: str, right: str) -> Pair:
    """Two ids as a pair, the smaller first."""
    return (left, right) if left < right else (right, left)


def blocks(keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Key -> sorted ids that have it, for keys that two ids or more share; no id has a key twice."""
    table: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(keys):
        for key in keys[ident]:
            table[key].append(ident)
    return {key: table[key] for key in sorted(key for key, ids in table.items() if len(ids) > 1)}


def pairs(
    keys: Mapping[str, Iterable[str]],
    finer: Callable[[str], str] = str,
    *,
    window: Callable[[str], Window] | None = None,
    crowds: list[Crowd] | None = None,
) -> Iterator[tuple[str, str]]:
    """Each pair of ids that share a block and whose windows meet, once, smaller id first.

    Blocks in which the cap cut comparisons off are added to `crowds`.
    """
    seen: set[tuple[str, str]] = set()
    spans = {ident: window(ident) if window else EVER for ident in keys}
    for key, ids in blocks(keys).items():
        if len(ids) <= CAP:
            found = _all(ids, spans)
        else:
            found = _swept(
                sorted(ids, key=lambda i: (spans[i][0], finer(i), i)), spans, Crowd(key, len(ids)), crowds
            )
        for pair in found:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _all(ids: list[str], spans: Mapping[str, Window]) -> Iterator[tuple[str, str]]:
    for index, left in enumerate(ids):
        first, last = spans[left]
        for right in ids[index + 1 :]:
            other = spans[right]
            if other[0] <= last and first <= other[1]:
                yield left, right


def _swept(
    ordered: list[str], spans: Mapping[str, Window], crowd: Crowd, crowds: list[Crowd] | None
) -> Iterator[tuple[str, str]]:
    """Pairs of a large block, its ids in order of their windows."""
    starts = [spans[ident][0] for ident in ordered]
    cut = False
    for index, left in enumerate(ordered):
        end = bisect_right(starts, spans[left][1], lo=index + 1)
        if end - index - 1 > CAP:
            end, cut = index + 1 + NEIGHBOURS, True
        for right in ordered[index + 1 : end]:
            yield (left, right) if left < right else (right, left)
    if cut and crowds is not None:
        crowds.append(crowd)


def join(ids: Iterable[str], edges: Iterable[Edge], apart: Callable[[str, str], bool]) -> dict[str, str]:
    """Id -> its cluster, named by the smallest id in it.

    The surest edges join first; an edge is dropped when it would bring together two ids that
    `apart` keeps apart. Ties go by id, so the order in which edges come does not matter.
    """
    home = {ident: ident for ident in ids}
    members = {ident: [ident] for ident in home}
    for _, left, right in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        first, second = sorted((home[left], home[right]))
        if first == second:
            continue
        if any(apart(one, other) for one in members[first] for other in members[second]):
            continue
        for ident in members.pop(second):
            home[ident] = first
            members[first].append(ident)
    return {ident: home[ident] for ident in sorted(home)}


def groups(home: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Cluster -> its sorted members."""
    table: dict[str, list[str]] = defaultdict(list)
    for ident, cluster in home.items():
        table[cluster].append(ident)
    return {cluster: tuple(sorted(ids)) for cluster, ids in sorted(table.items())}


class Clique(NamedTuple):
    """Ids that are all joined with each other, and the weakest score inside.

    `core`: the two that it is built around. No other clique has the same, and it outlives most newcomers.
    """

    score: float
    core: tuple[str, str]
    members: tuple[str, ...]


def cliques(edges: Iterable[Edge]) -> list[Clique]:
    """Groups of ids that are all joined with each other.

    One long record may match two short ones that do not match each other; then the two groups
    share it. Every edge stands in a group.
    """
    score = {(left, right): value for value, left, right in edges}
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in score:
        near[left].add(right)
        near[right].add(left)
    covered: set[tuple[str, str]] = set()
    found = []
    for left, right in sorted(score, key=lambda pair: (-score[pair], pair)):
        if (left, right) in covered:
            continue
        group = [left, right]
        for other in sorted(near[left] & near[right]):
            if all(other in near[member] for member in group):
                group.append(other)
        inside = [(a, b) for a in sorted(group) for b in sorted(group) if a < b]
        covered.update(inside)
        weakest = min(score[pair] for pair in inside)
        found.append(Clique(weakest, (left, right), tuple(sorted(group))))
    return found
