"""What linkers keep between two runs, so that a new report is compared only with what shares a key with it.

What comes in: the items linkers compare, the keys they are found by, which pairs joined, what was made of
them. What goes out: the same, asked for by id, by report or by key. `Memory` keeps it for one run; the
case file keeps it for good (`regesta.store.ledger`). Both hold the same, so both link alike.

>>> memory = Memory()
>>> memory.mark("copy_of", {"b": "a"})
>>> memory.marks("copy_of", ["a", "b"])
{'b': 'a'}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar, cast

import msgspec

from regesta.records import Actor, Discrepancy, Event, Link, Linkage, When

I = TypeVar("I", bound=msgspec.Struct)  # noqa: E741 - an item

Made = Actor | Event | Link | Discrepancy
Row = tuple[str, "Place", msgspec.Struct]  # the report an item stands in, its place in a block, the item


class Place(msgspec.Struct, frozen=True):
    """Where an item stands among those of a block: the days it may be joined in, and its order in them."""

    id: str
    first: int = 0
    last: int = 0
    order: str = ""


class Ledger(Protocol):
    """What a run of linking finds, and leaves to the next."""

    def items(self, linker: str, kind: type[I], ids: Collection[str]) -> dict[str, I]:
        """The items of a linker by id."""

    def items_of(self, linker: str, kind: type[I], documents: Collection[str]) -> dict[str, I]:
        """The items of a linker that stand in these reports."""

    def put(self, linker: str, rows: Mapping[str, Row], keys: Iterable[tuple[int, str]]) -> None:
        """Keep items, and the keys they are found by."""

    def drop(self, linker: str, ids: Collection[str], keys: Iterable[tuple[int, str]]) -> None:
        """Forget items, and the keys they were found by."""

    def blocks(self, linker: str, keys: Collection[int]) -> dict[int, list[Place]]:
        """Key -> the places of the items that have it."""

    def sizes(self, keys: Collection[int], most: int) -> dict[int, int]:
        """Key -> how many items have it; one more than `most` stands for all that are more."""

    def met(self, linker: str, posted: Collection[tuple[int, str]]) -> set[tuple[str, str]]:
        """Items by these keys, paired with all that have the key too and whose days meet theirs; smaller id first."""

    def tied_by(self, linker: str, keys: Collection[int]) -> set[tuple[str, str]]:
        """Items that are tied and of which each has one of these keys; smaller id first."""

    def edges(self, linker: str, ids: Collection[str]) -> dict[str, dict[str, float]]:
        """Id -> the ids it is tied to, with how firmly."""

    def tie(self, linker: str, edges: Iterable[tuple[float, str, str]]) -> None:
        """Keep that two items are tied."""

    def untie(self, linker: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget that they are."""

    def marks(self, name: str, ids: Collection[str]) -> dict[str, str]:
        """What is noted of records under a name: the actor, event or group each leads to, and others."""

    def mark(self, name: str, values: Mapping[str, str | None]) -> None:
        """Note it; null forgets."""

    def replace(self, linker: str, owners: Collection[str], made: Iterable[tuple[str, Made]]) -> None:
        """Put records, each with the item it is owed to, in the place of all that those items had."""

    def made(self, linker: str, owners: Collection[str]) -> dict[str, list[Made]]:
        """The records owed to items."""


def noted(ledger: Ledger, name: str, values: Mapping[str, str | None]) -> set[str]:
    """Note what is so of records now, null for nothing; the records of which it is another than before."""
    before = ledger.marks(name, values)
    changed = {ident for ident, value in values.items() if before.get(ident) != value}
    ledger.mark(name, {ident: values[ident] for ident in changed})
    return changed


class Memory:
    """A ledger that lasts for one run."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Row]] = defaultdict(dict)
        self._of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._posted: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._edges: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        self._marks: dict[str, dict[str, str]] = defaultdict(dict)
        self._made: dict[tuple[str, str], list[Made]] = {}

    def items(self, linker: str, kind: type[I], ids: Collection[str]) -> dict[str, I]:
        """The items of a linker by id."""
        own = self._rows[linker]
        return {ident: cast(I, own[ident][2]) for ident in ids if ident in own}

    def items_of(self, linker: str, kind: type[I], documents: Collection[str]) -> dict[str, I]:
        """The items of a linker that stand in these reports."""
        ids = sorted({ident for doc in documents for ident in self._of.get((linker, doc), ())})
        return self.items(linker, kind, ids)

    def put(self, linker: str, rows: Mapping[str, Row], keys: Iterable[tuple[int, str]]) -> None:
        """Keep items, and the keys they are found by."""
        for ident, row in rows.items():
            self._rows[linker][ident] = row
            self._of[linker, row[0]].add(ident)
        for key, ident in keys:
            self._posted[linker][key].add(ident)

    def drop(self, linker: str, ids: Collection[str], keys: Iterable[tuple[int, str]]) -> None:
        """Forget items, and the keys they were found by."""
        for key, ident in keys:
            self._posted[linker][key].discard(ident)
        for ident in ids:
            if row := self._rows[linker].pop(ident, None):
                self._of[linker, row[0]].discard(ident)

    def blocks(self, linker: str, keys: Collection[int]) -> dict[int, list[Place]]:
        """Key -> the places of the items that have it."""
        posted, rows = self._posted[linker], self._rows[linker]
        return {key: [rows[ident][1] for ident in posted.get(key, ())] for key in keys}

    def sizes(self, keys: Collection[int], most: int) -> dict[int, int]:
        """Key -> how many items have it."""
        return {
            key: min(sum(len(own.get(key, ())) for own in self._posted.values()), most + 1) for key in keys
        }

    def met(self, linker: str, posted: Collection[tuple[int, str]]) -> set[tuple[str, str]]:
        """Items by these keys, paired with all that have the key too and whose days meet theirs."""
        own, rows = self._posted[linker], self._rows[linker]
        found: set[tuple[str, str]] = set()
        for key, ident in posted:
            place = rows[ident][1]
            for other in own[key]:
                days = rows[other][1]
                if other != ident and days.first <= place.last and place.first <= days.last:
                    found.add((ident, other) if ident < other else (other, ident))
        return found

    def tied_by(self, linker: str, keys: Collection[int]) -> set[tuple[str, str]]:
        """Items that are tied and of which each has one of these keys."""
        posted, edges = self._posted[linker], self._edges[linker]
        there = {ident for key in keys for ident in posted.get(key, ())}
        return {(ident, other) for ident in there for other in edges.get(ident, ()) if ident < other in there}

    def edges(self, linker: str, ids: Collection[str]) -> dict[str, dict[str, float]]:
        """Id -> the ids it is tied to, with how firmly."""
        own = self._edges[linker]
        return {ident: dict(own[ident]) for ident in ids if ident in own}

    def tie(self, linker: str, edges: Iterable[tuple[float, str, str]]) -> None:
        """Keep that two items are tied."""
        own = self._edges[linker]
        for score, left, right in edges:
            own[left][right] = own[right][left] = score

    def untie(self, linker: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget that they are."""
        own = self._edges[linker]
        for left, right in pairs:
            own[left].pop(right, None)
            own[right].pop(left, None)

    def marks(self, name: str, ids: Collection[str]) -> dict[str, str]:
        """What is noted of records under a name."""
        own = self._marks[name]
        return {ident: own[ident] for ident in ids if ident in own}

    def mark(self, name: str, values: Mapping[str, str | None]) -> None:
        """Note it; null forgets."""
        for ident, value in values.items():
            if value is None:
                self._marks[name].pop(ident, None)
            else:
                self._marks[name][ident] = value

    def replace(self, linker: str, owners: Collection[str], made: Iterable[tuple[str, Made]]) -> None:
        """Put records in the place of all that those items had."""
        for owner in owners:
            self._made.pop((linker, owner), None)
        for owner, record in made:
            self._made.setdefault((linker, owner), []).append(record)

    def made(self, linker: str, owners: Collection[str]) -> dict[str, list[Made]]:
        """The records owed to items."""
        return {owner: self._made[linker, owner] for owner in owners if (linker, owner) in self._made}

    def linkage(self, notes: Iterable[str] = ()) -> Linkage:
        """All that was found."""
        kinds: dict[type, dict[str, Any]] = defaultdict(dict)
        for records in self._made.values():
            for record in records:
                kinds[type(record)][record.id] = record

        def table(kind: type) -> tuple[Any, ...]:
            return tuple(kinds[kind][ident] for ident in sorted(kinds[kind]))

        def marked(name: str) -> dict[str, str]:
            return dict(sorted(self._marks[name].items()))

        dates = {doc: msgspec.json.decode(text, type=When) for doc, text in marked("published").items()}
        return Linkage(
            actors=table(Actor),
            actor_of=marked("actor_of"),
            events=table(Event),
            event_of=marked("event_of"),
            groups=marked("groups"),
            links=table(Link),
            discrepancies=table(Discrepancy),
            copy_of=marked("copy_of"),
            published=dates,
            notes=tuple(notes),
        )
