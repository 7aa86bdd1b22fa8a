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
from collections.abc import Iterable
from typing import Any, TypeVar, Unpack

import msgspec

from regesta.errors import CaseError
from regesta.records import (
    Actor,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Figure,
    Link,
    Mention,
    Skipped,
    Statement,
    Status,
)
from regesta.store.casefile import TABLE_OF, decode
from regesta.store.indexes import IndexedFile
from regesta.store.moments import LaidOutFile
from regesta.store.query import (
    Asked,
    Condition,
    Query,
    document_actors,
    of_outlet,
    of_text,
    of_time,
    of_type,
)
from regesta.store.rows import fold
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
# Filters that a kind has nothing to hold against.
NOT_OF_DOCUMENTS = ("speaker", "type")
NOT_OF_ACTORS = ("about", "speaker", "outlet", "since", "until")
NOT_OF_DISCREPANCIES = ("actor", *NOT_OF_ACTORS)


class Case(IndexedFile, LaidOutFile):
    """One case file. Every question takes the filters of `regesta.store.query.Query`."""

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
        query = Query(**asked)
        condition = self._happened(query)
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

    def _place_in_time(self, record: Statement | Event) -> tuple[Any, ...]:
        first = record.evidence[0]
        return *order_of(record.when), *self._printed(first.document), first.start, record.id


def _query(asked: Asked, refused: Iterable[str]) -> Query:
    query = Query(**asked)
    for name in refused:
        if getattr(query, name) is not None:
            raise CaseError(f"this list cannot be filtered by {name}; leave it out")
    return query


def _cut(rows: Iterable[T], limit: int | None) -> Iterable[T]:
    return rows if limit is None else itertools.islice(rows, max(limit, 0))
