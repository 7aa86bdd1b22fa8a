"""What linking finds, kept in the case file (see `regesta.link.ledger`, whose `Ledger` this is).

What comes in: items, keys, ties, marks and records, in the transaction of whoever opened it. What goes out:
the same by id, by report or by key. Records go to the tables that questions read, row by row: what is as it
was is not written again.

    with case.linking() as ledger:
        relink(ledger, source, documents)
"""

from __future__ import annotations

import functools
import itertools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from regesta.records import Actor, Discrepancy, Event, Link, Linkage
from regesta.store.rows import Row, rows_of_linkage

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T", bound=msgspec.Struct)
P = TypeVar("P")

Made = Actor | Event | Link | Discrepancy

# Marks that questions read have a table of their own.
MARKED = {
    "actor_of": ("actor_of", "document_actor", "actor"),
    "event_of": ("event_of", "event_mention", "event"),
    "groups": ("group_of", "record", "grouped"),
    "copy_of": ("copy_of", "document", "original"),
}
TABLE_OF: dict[str, str] = {
    Actor.kind: "actors",
    Event.kind: "events",
    Link.kind: "links",
    Discrepancy.kind: "discrepancies",
}
# The table beside it that leads to a record, and its column with the record's id.
BESIDE = {
    "actors": ("names", "actor"),
    "links": ("members", "link"),
    "discrepancies": ("sides", "discrepancy"),
}
KEPT = ("items", "forms", "keys", "ties", "marks", "owed", "settled")
LINKED = (
    *TABLE_OF.values(),
    *(table for table, _ in BESIDE.values()),
    *(table for table, _, _ in MARKED.values()),
)

_encoder = msgspec.msgpack.Encoder(order="deterministic")


@functools.cache
def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[T]:
    return msgspec.msgpack.Decoder(kind)


class StoredLedger:
    """The ledger of a case, for as long as a transaction lasts."""

    def __init__(self, connection: sqlite3.Connection, place: Callable[..., Any]) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._place = place
        # Linker -> the numbers of items that were met with in this transaction.
        self._known: dict[str, dict[str, int]] = defaultdict(dict)

    # Items

    def items(self, linker: str, kind: type[T], ids: Collection[str]) -> dict[str, T]:
        """The items of a linker by id."""
        decoder, numbers = _decoder(kind), self._numbers(linker, ids)
        sql = "SELECT f.number, f.item FROM json_each(?) c CROSS JOIN forms f ON f.number = c.value"
        found = {number: decoder.decode(item) for number, item in self._run(sql, (_list(numbers.values()),))}
        return {ident: found[number] for ident, number in numbers.items()}

    def items_of(self, linker: str, kind: type[T], documents: Collection[str]) -> dict[str, T]:
        """The items of a linker that stand in these reports."""
        decoder = _decoder(kind)
        sql = (
            "SELECT i.id, f.item FROM json_each(?) c CROSS JOIN items i ON i.document = c.value AND i.linker = ? "
            "JOIN forms f ON f.number = i.number ORDER BY i.id"
        )
        return {ident: decoder.decode(item) for ident, item in self._run(sql, (_list(documents), linker))}

    def put(self, linker: str, rows: Mapping[str, Any], keys: Iterable[tuple[int, str]]) -> None:
        """Keep items, and the keys they are found by."""
        numbers: dict[str, int] = {}
        sql = "INSERT INTO items VALUES (NULL, ?, ?, ?, ?, ?, ?)"
        for ident, (document, place, _) in rows.items():
            row = (linker, ident, document, place.first, place.last, place.order)
            numbers[ident] = self._run(sql, row).lastrowid or 0
        self._known[linker].update(numbers)
        forms = ((numbers[ident], _encoder.encode(item)) for ident, (_, _, item) in rows.items())
        self._many("INSERT INTO forms VALUES (?, ?)", forms)
        posted = sorted((key, numbers[ident]) for key, ident in keys)
        self._many("INSERT OR IGNORE INTO keys VALUES (?, ?)", posted)

    def drop(self, linker: str, ids: Collection[str], keys: Iterable[tuple[int, str]]) -> None:
        """Forget items, and the keys they were found by."""
        numbers = self._numbers(linker, ids)
        for ident in ids:
            self._known[linker].pop(ident, None)
        posted = ((key, numbers[ident]) for key, ident in keys if ident in numbers)
        self._many("DELETE FROM keys WHERE key = ? AND number = ?", posted)
        self._many("DELETE FROM forms WHERE number = ?", ((number,) for number in numbers.values()))
        self._many("DELETE FROM items WHERE number = ?", ((number,) for number in numbers.values()))

    def blocks(self, linker: str, keys: Collection[int]) -> dict[int, list[Any]]:
        """Key -> the places of the items that have it."""
        found: dict[int, list[Any]] = {key: [] for key in keys}
        known = self._known[linker]
        sql = (
            "SELECT k.key, k.number, i.id, i.first, i.last, i.place FROM json_each(?) c "
            "CROSS JOIN keys k ON k.key = c.value CROSS JOIN items i ON i.number = k.number AND i.linker = ?"
        )
        for key, number, *place in self._run(sql, (_list(keys), linker)):
            known[place[0]] = number
            found[key].append(self._place(*place))
        return found

    def sizes(self, keys: Collection[int], most: int) -> dict[int, int]:
        """Key -> how many items have it; one more than `most` stands for all that are more."""
        sql = (
            "SELECT c.value, (SELECT count(*) FROM (SELECT 1 FROM keys k WHERE k.key = c.value LIMIT ?)) "
            "FROM json_each(?) c"
        )
        return dict(self._run(sql, (most + 1, _list(keys))).fetchall())

    def met(self, linker: str, posted: Collection[tuple[int, str]]) -> set[tuple[str, str]]:
        """Items by these keys, paired with all that have the key too and whose days meet theirs; smaller id first."""
        numbers = self._numbers(linker, {ident for _, ident in posted})
        blocks: dict[int, set[int]] = {key: set() for key, _ in posted}
        sql = "SELECT k.key, k.number FROM json_each(?) c CROSS JOIN keys k ON k.key = c.value"
        for key, number in self._run(sql, (_list(blocks),)):
            blocks[key].add(number)
        others: dict[str, set[int]] = defaultdict(set)
        for key, ident in posted:
            others[ident] |= blocks[key]
        days = self._days(linker, set(numbers.values()).union(*blocks.values()))
        found: set[tuple[str, str]] = set()
        for ident, near in others.items():
            _, first, last = days[numbers[ident]]
            for number in near & days.keys():
                other, begin, end = days[number]
                if begin <= last and first <= end and other != ident:
                    found.add((ident, other) if ident < other else (other, ident))
        return found

    def _days(self, linker: str, numbers: Iterable[int]) -> dict[int, tuple[str, int, int]]:
        """Number -> the item's id, and the days between which it may be joined."""
        sql = (
            "SELECT i.number, i.id, i.first, i.last FROM json_each(?) c "
            "CROSS JOIN items i ON i.number = c.value AND i.linker = ?"
        )
        found = {}
        for number, ident, first, last in self._run(sql, (_list(sorted(numbers)), linker)):
            found[number] = (ident, first, last)
            self._known[linker][ident] = number
        return found

    def tied_by(self, linker: str, keys: Collection[int]) -> set[tuple[str, str]]:
        """Items that are tied and of which each has one of these keys; smaller id first."""
        sql = (
            "WITH own AS MATERIALIZED (SELECT DISTINCT k.number FROM json_each(?) c "
            "CROSS JOIN keys k ON k.key = c.value) "
            # Each tie is there from both sides; one is enough.
            "SELECT min(i.id, o.id), max(i.id, o.id) FROM own CROSS JOIN ties t "
            "ON t.number = own.number AND t.other > t.number "
            "CROSS JOIN items i ON i.number = t.number AND i.linker = ? CROSS JOIN items o ON o.number = t.other "
            "WHERE t.other IN (SELECT number FROM own)"
        )
        return set(self._run(sql, (_list(keys), linker)))

    def _numbers(self, linker: str, ids: Collection[str]) -> dict[str, int]:
        known = self._known[linker]
        sql = (
            "SELECT i.id, i.number FROM json_each(?) c CROSS JOIN items i ON i.linker = ? AND i.id = c.value"
        )
        for ident, number in self._run(sql, (_list(ident for ident in ids if ident not in known), linker)):
            known[ident] = number
        return {ident: known[ident] for ident in ids if ident in known}

    # Ties

    def edges(self, linker: str, ids: Collection[str]) -> dict[str, dict[str, float]]:
        """Id -> the ids it is tied to, with how firmly."""
        known, numbers = self._known[linker], self._numbers(linker, ids)
        own = {number: ident for ident, number in numbers.items()}
        sql = (
            "SELECT t.number, o.number, o.id, t.score FROM json_each(?) c "
            "CROSS JOIN ties t ON t.number = c.value JOIN items o ON o.number = t.other"
        )
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for left, number, other, score in self._run(sql, (_list(own),)):
            known[other] = number
            found[own[left]][other] = score
        return found

    def tie(self, linker: str, edges: Iterable[tuple[float, str, str]]) -> None:
        """Keep that two items are tied."""
        wanted = list(edges)
        numbers = self._numbers(linker, {ident for _, *pair in wanted for ident in pair})
        rows = [(numbers[left], numbers[right], score) for score, left, right in wanted]
        both = sorted([*rows, *((right, left, score) for left, right, score in rows)])
        self._many("INSERT OR REPLACE INTO ties VALUES (?, ?, ?)", both)

    def untie(self, linker: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget that they are."""
        wanted = list(pairs)
        numbers = self._numbers(linker, {ident for pair in wanted for ident in pair})
        rows = [(numbers[left], numbers[right]) for left, right in wanted]
        both = [*rows, *((right, left) for left, right in rows)]
        self._many("DELETE FROM ties WHERE number = ? AND other = ?", both)

    # Marks

    def marks(self, name: str, ids: Collection[str]) -> dict[str, str]:
        """What is noted of records under a name."""
        table, ident, value, own = _marked(name)
        sql = f"SELECT {ident}, {value} FROM {table} WHERE {own}{ident} IN (SELECT value FROM json_each(?))"
        return dict(self._run(sql, (_list(ids),)).fetchall())

    def mark(self, name: str, values: Mapping[str, str | None]) -> None:
        """Note it; null forgets."""
        table, ident, _, own = _marked(name)
        gone = ((one,) for one, value in values.items() if value is None)
        self._many(f"DELETE FROM {table} WHERE {own}{ident} = ?", gone)
        come = ((one, value) for one, value in values.items() if value is not None)
        column = "" if name in MARKED else f"'{name}', "
        self._many(f"INSERT OR REPLACE INTO {table} VALUES ({column}?, ?)", come)

    def marked(self, name: str) -> dict[str, str]:
        """All that is noted under a name."""
        table, ident, value, own = _marked(name)
        return dict(self._run(f"SELECT {ident}, {value} FROM {table} WHERE {own}1 ORDER BY 1").fetchall())

    # Records

    def made(self, linker: str, owners: Collection[str]) -> dict[str, list[Made]]:
        """The records owed to items."""
        found: dict[str, list[Made]] = defaultdict(list)
        for struct in (Actor, Event, Link, Discrepancy):
            sql = (
                f"SELECT o.owner, t.record FROM json_each(?) c CROSS JOIN owed o ON o.linker = ? "
                f"AND o.owner = c.value AND o.kind = ? JOIN {TABLE_OF[struct.kind]} t ON t.id = o.id"
            )
            for owner, record in self._run(sql, (_list(owners), linker, struct.kind)):
                found[owner].append(cast(Made, msgspec.json.decode(record, type=struct)))
        return found

    def replace(self, linker: str, owners: Collection[str], made: Iterable[tuple[str, Made]]) -> None:
        """Put records, each with the item it is owed to, in the place of all that those items had."""
        sql = "SELECT o.owner, o.kind, o.id FROM json_each(?) c CROSS JOIN owed o ON o.linker = ? AND o.owner = c.value"
        old = set(self._run(sql, (_list(owners), linker)).fetchall())
        records = {(owner, record.kind, record.id): record for owner, record in made}
        gone, come = old - records.keys(), records.keys() - old
        self._many("DELETE FROM owed WHERE linker = ? AND owner = ? AND kind = ? AND id = ?",
                   sorted((linker, *row) for row in gone))  # fmt: skip
        self._many("INSERT INTO owed VALUES (?, ?, ?, ?)", sorted((linker, *row) for row in come))
        # A record may have passed to another owner, whose turn has been or is still to come.
        owed = "SELECT 1 FROM owed WHERE id = ? AND kind = ?"
        lost = {(kind, ident) for _, kind, ident in gone}
        self._remove((kind, i) for kind, i in lost if self._run(owed, (i, kind)).fetchone() is None)
        self._write(records.values())

    def _remove(self, chosen: Iterable[tuple[str, str]]) -> None:
        for kind, ident in sorted(chosen):
            table = TABLE_OF[kind]
            self._run(f"DELETE FROM {table} WHERE id = ?", (ident,))
            if table in BESIDE:
                beside, column = BESIDE[table]
                self._run(f"DELETE FROM {beside} WHERE {column} = ?", (ident,))

    def _write(self, records: Iterable[Made]) -> None:
        """Write the records that are not on file as they are."""
        by_kind: dict[str, list[Made]] = defaultdict(list)
        for record in records:
            by_kind[record.kind].append(record)
        for kind, own in by_kind.items():
            table = TABLE_OF[kind]
            sql = f"SELECT id, record FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
            known = dict(self._run(sql, (_list(record.id for record in own),)).fetchall())
            fresh = [r for r in own if known.get(r.id) != msgspec.json.encode(r).decode()]
            self._remove((kind, record.id) for record in fresh if record.id in known)
            for name, rows in rows_of_linkage(_linkage(kind, fresh)).items():
                self._insert(name, rows)

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        for size, group in itertools.groupby(rows, key=len):
            self._many(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * size)})", list(group))

    # A person's judgements

    def unsettle(self) -> None:
        """Bring back what linking itself had decided."""
        for table, gone, row in self._run(
            "SELECT place, gone, row FROM settled ORDER BY number DESC"
        ).fetchall():
            self._turn(table, json.loads(row), back=bool(gone))
        self._run("DELETE FROM settled")

    def settle(self, before: Linkage, after: Linkage) -> None:
        """Put what persons decided in the place of what linking did, so that it can be undone."""
        old, new = rows_of_linkage(before), rows_of_linkage(after)
        for table in old:
            lost, won = set(old[table]) - set(new[table]), set(new[table]) - set(old[table])
            steps = [
                *((1, row) for row in sorted(lost, key=str)),
                *((0, row) for row in sorted(won, key=str)),
            ]
            for gone, row in steps:
                self._run("INSERT INTO settled VALUES (NULL, ?, ?, ?)", (table, gone, json.dumps(row)))
                self._turn(table, list(row), back=not gone)

    def _turn(self, table: str, row: list[Any], *, back: bool) -> None:
        if back:
            self._insert(table, [tuple(row)])
            return
        columns = [column[1] for column in self._run(f"PRAGMA table_info({table})")]
        where = " AND ".join(f"{column} IS ?" for column in columns)
        self._run(f"DELETE FROM {table} WHERE {where}", row)

    def clear(self) -> None:
        """Forget everything, so that linking starts anew."""
        self._known.clear()
        for table in (*KEPT, *LINKED):
            self._run(f"DELETE FROM {table}")


def _list(values: Iterable[Any]) -> str:
    return msgspec.json.encode(list(values)).decode()


def _marked(name: str) -> tuple[str, str, str, str]:
    """The table of a mark, its columns, and what chooses its rows."""
    if name in MARKED:
        return (*MARKED[name], "")
    return "marks", "id", "value", f"name = '{name}' AND "


def _linkage(kind: str, records: list[Any]) -> Linkage:
    fields: dict[str, Any] = {TABLE_OF[kind]: tuple(records)}
    return Linkage(**fields)
