"""A case: the reports filed so far and every record drawn from them, in one SQLite file.

What comes in: filings (rows of one report each), skipped inputs, and what linking decided.
What goes out: records, with each report's own actors replaced by the actors of the case.

    with Case("story.case", create=True) as case:
        case.file([rows_of(extraction)])
        documents = case.documents()
        case.relink(link(documents, case.extracted()), documents=len(documents))
        case.statements(speaker="Wang Yi", since="2021-07")
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterable
from typing import Any, TypeVar, Unpack, cast

import msgspec

from regesta.errors import CaseError
from regesta.records import (
    Actor,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Extracted,
    Figure,
    Link,
    Linkage,
    Mention,
    Skipped,
    Statement,
    Status,
)
from regesta.store.casefile import TABLE_OF, CaseFile, decode
from regesta.store.query import (
    Asked,
    Condition,
    Query,
    document_actors,
    of_actors,
    of_outlet,
    of_text,
    of_time,
    of_type,
)
from regesta.store.rows import TABLES, Filing, Row, fold, fold_name, json_of, rows_of_linkage, skip_id
from regesta.text import order_of

__all__ = ["Case"]

R = TypeVar("R", bound=msgspec.Struct)
T = TypeVar("T")

BY_TIME = (
    "t.start IS NULL AND t.until IS NULL, coalesce(t.start, date(t.until, '-1 day')), "
    "coalesce(t.until, '9999')"
)
# What has the same time, or none, comes in the order in which it was published and stands in its report.
IN_REPORT = f"{BY_TIME}, coalesce(d.start, d.until, '9999'), d.name, d.id, t.position, t.id"
# A reason may change with a newer version; the time an input was first met does not.
SKIP = (
    "INSERT INTO skipped VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET reason = excluded.reason, record = excluded.record"
)
# Filters that a kind has nothing to hold against.
NOT_OF_DOCUMENTS = ("speaker", "type")
NOT_OF_ACTORS = ("about", "speaker", "outlet", "since", "until")
NOT_OF_DISCREPANCIES = ("actor", *NOT_OF_ACTORS)
# What may be the start of an id rather than a name.
ID_START = re.compile(r"[0-9a-f]{6,64}")


class Case(CaseFile):
    """One case file. Every question takes the filters of `regesta.store.query.Query`."""

    # Filing

    def known(self, document: str) -> str | None:
        """The name a document is filed under, or None when it is not on file."""
        row = self._row("SELECT name FROM documents WHERE id = ?", document)
        return str(row[0]) if row else None

    def rename(self, document: str, name: str) -> None:
        """Give a document on file another name (the same bytes may be found under two)."""
        (record,) = self._row("SELECT record FROM documents WHERE id = ?", document)
        renamed = msgspec.structs.replace(decode(Document, record), name=name)
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET name = ?, record = ? WHERE id = ?",
                (name, json_of(renamed), document),
            )

    def file(self, items: Iterable[Filing | Skipped], *, added: str | None = None) -> None:
        """File reports and skipped inputs, all of them or, when something fails, none.

        What is on file already stays as it is. Linking has to run again afterwards (`relink`).
        """
        with self._transaction() as connection:
            for item in items:
                if isinstance(item, Skipped):
                    record = json_of(msgspec.structs.replace(item, added=None))
                    row = (item.id, item.name, item.reason, item.added or added, record)
                    connection.execute(SKIP, row)
                    continue
                connection.execute("DELETE FROM skipped WHERE id = ?", (skip_id(item.document),))
                for table, rows in item.rows.items():
                    self._insert(connection, table, rows)
                connection.execute(
                    "UPDATE documents SET added = coalesce(added, ?) WHERE id = ?",
                    (added, item.document),
                )

    def relink(self, linkage: Linkage, *, documents: int) -> None:
        """Replace all that linking decided before by what it decided for so many documents."""
        with self._transaction() as connection:
            for table, rows in rows_of_linkage(linkage).items():
                connection.execute(f"DELETE FROM {table}")
                self._insert(connection, table, rows)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('linked', ?)", (str(documents),))
        for cache in (self._actor, self._named, self._paper):
            cache.cache_clear()

    @property
    def linked(self) -> bool:
        """False when reports were filed since linking last ran (a run was broken off)."""
        # A count, not a mark: another process may have filed reports while this one was linking.
        (filed,) = self._row("SELECT count(*) FROM documents")
        row = self._row("SELECT value FROM meta WHERE key = 'linked'")
        return int(row[0] if row else 0) == int(filed)

    def extracted(self) -> list[Extracted]:
        """Every record as its report gave it, with the report's own actors; what linking reads."""
        found: list[Extracted] = []
        for struct, table in TABLES.items():
            rows = self._rows(f"SELECT record FROM {table} ORDER BY document, position, id")
            found.extend(cast(Extracted, decode(struct, row[0])) for row in rows)
        return found

    # Questions

    def documents(self, **asked: Unpack[Asked]) -> list[Document]:
        """The reports, by date of publication. `actor` and `about`: those that name the actor."""
        query, condition = _query(asked, NOT_OF_DOCUMENTS), Condition()
        of_time(condition, query)
        of_text(condition, query, "t.text")
        of_outlet(condition, query, "t")
        for name in filter(None, (query.actor, query.about)):
            chosen, values = document_actors(self._ids_of(name))
            condition.add(
                "t.id IN (SELECT document FROM document_actors WHERE id IN " + chosen + ")", *values
            )
        sql = f"SELECT t.record, t.id, t.text, t.added FROM documents t WHERE {condition.sql}"
        rows = self._rows(f"{sql} ORDER BY {BY_TIME}, t.name, t.id", *condition.values)
        return [self._record(Document, row) for row in _cut(rows, query.limit)]

    def statements(self, **asked: Unpack[Asked]) -> list[Statement]:
        """Who said what, by time; what is undated last."""
        return self._ask(Statement, asked)

    def event_mentions(self, **asked: Unpack[Asked]) -> list[EventMention]:
        """Each report of an event, by time."""
        return self._ask(EventMention, asked)

    def commitments(self, **asked: Unpack[Asked]) -> list[Commitment]:
        """Pledges, offers, demands and their kin, by the time they were made."""
        return self._ask(Commitment, asked)

    def statuses(self, **asked: Unpack[Asked]) -> list[Status]:
        """How relations stand, by time."""
        return self._ask(Status, asked)

    def figures(self, **asked: Unpack[Asked]) -> list[Figure]:
        """The numbers reported, by the day they are as of."""
        return self._ask(Figure, asked)

    def mentions(self, **asked: Unpack[Asked]) -> list[Mention]:
        """Where reports name actors."""
        return self._ask(Mention, asked)

    def events(self, **asked: Unpack[Asked]) -> list[Event]:
        """Events, however many reports tell of them, by time; filters look at their mentions."""
        query, condition = Query(**asked), Condition()
        of_time(condition, query)
        told = self._told(msgspec.structs.replace(query, since=None, until=None))
        if told.parts:
            condition.add(
                "t.id IN (SELECT event FROM event_of WHERE event_mention IN (SELECT t.id FROM "
                f"event_mentions t JOIN documents d ON d.id = t.document WHERE {told.sql}))",
                *told.values,
            )
        sql = f"SELECT t.record FROM events t WHERE {condition.sql} ORDER BY {BY_TIME}, t.id"
        rows = self._rows(sql, *condition.values)
        return [decode(Event, row[0]) for row in _cut(rows, query.limit)]

    def timeline(self, **asked: Unpack[Asked]) -> list[Statement | Event]:
        """Statements and events together, by time; what is undated last."""
        limit = asked.pop("limit", None)
        found: list[Statement | Event] = [*self.statements(**asked), *self.events(**asked)]
        found.sort(key=self._place_in_time)
        return list(_cut(found, limit))

    def actors(self, **asked: Unpack[Asked]) -> list[Actor]:
        """The actors of the case, by name."""
        query, condition = _query(asked, NOT_OF_ACTORS), Condition()
        of_type(condition, query)
        of_text(condition, query)
        rows = self._rows(f"SELECT t.record FROM actors t WHERE {condition.sql}", *condition.values)
        chosen = [decode(Actor, row[0]) for row in rows]
        if query.actor:
            ids = set(self._ids_of(query.actor))
            chosen = [actor for actor in chosen if actor.id in ids]
        chosen.sort(key=lambda actor: (fold(actor.name), actor.id))
        return list(_cut(chosen, query.limit))

    def discrepancies(self, **asked: Unpack[Asked]) -> list[Discrepancy]:
        """Where reports differ."""
        query, condition = _query(asked, NOT_OF_DISCREPANCIES), Condition()
        of_type(condition, query)
        of_text(condition, query)
        sql = f"SELECT record FROM discrepancies t WHERE {condition.sql} ORDER BY t.type, t.id"
        rows = self._rows(sql, *condition.values)
        return [decode(Discrepancy, row[0]) for row in _cut(rows, query.limit)]

    def links(self) -> list[Link]:
        """Records of different reports that belong together."""
        return list(self._load(Link, "ORDER BY id"))

    def skipped(self) -> list[Skipped]:
        """Inputs that were not filed, and why."""
        return list(self._load(Skipped, "ORDER BY name, id"))

    # How questions are asked

    def _ask(self, struct: type[R], asked: Asked) -> list[R]:
        """Records of one extracted kind that pass the filters."""
        query = Query(**asked)
        condition = self._told(query)
        of_time(condition, query)
        sql = (
            f"SELECT t.record, t.id FROM {TABLE_OF[struct]} t "
            f"JOIN documents d ON d.id = t.document WHERE {condition.sql} ORDER BY {IN_REPORT}"
        )
        rows = _cut(self._rows(sql, *condition.values), query.limit)
        return [self._record(struct, row) for row in rows]

    def _told(self, query: Query) -> Condition:
        """What the filters ask of a record of one report, its time apart."""
        condition = Condition()
        of_type(condition, query)
        of_text(condition, query)
        of_outlet(condition, query)
        named = filter(None, (query.actor, query.about, query.speaker))
        of_actors(condition, query, {name: self._ids_of(name) for name in named})
        return condition

    def _ids_of(self, name: str) -> list[str]:
        """The actors a name stands for: an id, else a whole name or alias, else part of one."""
        folded = fold_name(name)
        rows = self._rows("SELECT actor FROM names WHERE name = ?", folded).fetchall()
        if not rows and ID_START.fullmatch(name):
            rows = [(ident,) for ident, kind in self._starting(name) if kind == "actor"]
        if not rows and folded:
            words = folded.split()
            sql = " AND ".join(["instr(' ' || name || ' ', ?) > 0"] * len(words))
            marks = [f" {word} " for word in words]
            rows = self._rows(f"SELECT DISTINCT actor FROM names WHERE {sql}", *marks).fetchall()
        return sorted({row[0] for row in rows})

    def _place_in_time(self, record: Statement | Event) -> tuple[Any, ...]:
        first = record.evidence[0]
        return *order_of(record.when), *self._printed(first.document), first.start, record.id

    @staticmethod
    def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def _query(asked: Asked, refused: Iterable[str]) -> Query:
    query = Query(**asked)
    for name in refused:
        if getattr(query, name) is not None:
            raise CaseError(f"this list cannot be filtered by {name}; leave it out")
    return query


def _cut(rows: Iterable[T], limit: int | None) -> Iterable[T]:
    return rows if limit is None else itertools.islice(rows, max(limit, 0))
