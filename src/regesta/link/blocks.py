"""Blocks and clusters: which records are compared, and how what belongs together is joined.

What comes in: record ids with their block keys, then scored pairs and what may never be joined.
What goes out: pairs to compare, and clusters named by their smallest member.

Records that share no key are never compared, so a new report touches only the blocks it has a key
in. A block over `CAP` is split by a finer key; a part still over it is compared by neighbourhood in
sorted order, so nothing is cut off.

>>> join(("a", "b", "c"), [(1.0, "a", "b")], lambda left, right: False)
{'a': 'a', 'b': 'a', 'c': 'c'}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

CAP = 160  # largest block compared all with all: 12,720 pairs
NEIGHBOURS = 40

Edge = tuple[float, str, str]


def blocks(keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Key -> sorted ids that have it, for keys that two ids or more share."""
    table: dict[str, set[str]] = defaultdict(set)
    for ident, own in keys.items():
        for key in own:
            table[key].add(ident)
    return {key: sorted(ids) for key, ids in sorted(table.items()) if len(ids) > 1}


def pairs(keys: Mapping[str, Iterable[str]], finer: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """Each pair of ids that share a block, once, smaller id first."""
    seen: set[tuple[str, str]] = set()
    for ids in blocks(keys).values():
        for pair in _within(ids, finer):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _within(ids: list[str], finer: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    if len(ids) <= CAP:
        for index, left in enumerate(ids):
            for right in ids[index + 1 :]:
                yield left, right
        return
    ordered = sorted(ids, key=lambda ident: (finer(ident), ident))
    for index, left in enumerate(ordered):
        for right in ordered[index + 1 : index + 1 + NEIGHBOURS]:
            yield (left, right) if left < right else (right, left)


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


def cliques(edges: Iterable[Edge]) -> list[tuple[float, tuple[str, ...]]]:
    """Groups of ids that are all joined with each other, with the weakest score inside.

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
        found.append((min(score[pair] for pair in inside), tuple(sorted(group))))
    return found
