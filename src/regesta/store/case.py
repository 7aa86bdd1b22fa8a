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
    Figure,
    Link,
    Mention,
    Skipped,
    Statement,
    Status,
)
from regesta.store.asked import AskedFile
from regesta.store.casefile import TABLE_OF, decode
from regesta.store.indexes import IndexedFile
from regesta.store.inorder import FEW, Source, in_order
from regesta.store.moments import LaidOutFile
from regesta.store.query import (
    WITHIN,
    Asked,
    Condition,
    Query,
    document_actors,
    listed,
    of_outlet,
    of_text,
    of_time,
    of_type,
    quoted,
)
from regesta.store.rows import SLOTS, Cell, Row, fold
from regesta.text import order_of

__all__ = ["Case"]

R = TypeVar("R", bound=msgspec.Struct)
T = TypeVar("T")

# What has the same time, or none, comes in the order in which it was published and stands in its report.
PRINTED = "coalesce(d.start, d.until, '9999')"
PRINTED_FIRST = "documents d INDEXED BY documents_printed CROSS JOIN {} t ON t.document = d.id"
IN_REPORT = (PRINTED, "d.name", "d.id", "t.position", "t.id")
DOCUMENTS = Source(table="documents", columns=("t.id",), order=("t.name", "t.id"))
EVENTS = Source(table="events", columns=("t.record", "t.id AS event_id"), order=("t.id",))
# The same in the order of the timeline, where events stand among statements.
EVENTS_TOLD = Source(
    table="events",
    joined="LEFT JOIN moments m ON m.id = t.id LEFT JOIN documents d ON d.id = m.document",
    columns=("t.record", "t.id AS event_id"),
    order=(PRINTED, "d.name", "d.id", "m.position", "t.id"),
)
# Filters that a kind has nothing to hold against.
NOT_OF_DOCUMENTS = ("speaker", "type")
NOT_OF_ACTORS = ("about", "speaker", "outlet", "since", "until")
NOT_OF_DISCREPANCIES = ("actor", *NOT_OF_ACTORS)


class Case(IndexedFile, AskedFile, LaidOutFile):
    """One case file. Every question takes the filters of `regesta.store.query.Query`."""

    # Questions

    def documents(self, **asked: Unpack[Asked]) -> list[Document]:
        """The reports, by date of publication. `actor` and `about`: those that name the actor."""
        query, condition = _query(asked, NOT_OF_DOCUMENTS), Condition()
        of_text(condition, query, "t.text")
        of_outlet(condition, query, "t")
        for name in filter(None, (query.actor, query.about)):
            chosen, values = document_actors(self._ids_of(name))
            condition.add(
                "t.id IN (SELECT document FROM document_actors WHERE id IN " + chosen + ")", *values
            )
        rows = in_order(self._all_rows, DOCUMENTS, condition, query, led=bool(query.actor or query.about))
        return [self.document(str(row[0])) for row in rows]

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
        return [decode(Event, row[0]) for row in self._event_rows(Query(**asked), EVENTS)]

    def timeline(self, **asked: Unpack[Asked]) -> list[Statement | Event]:
        """Statements and events together, by time; what is undated last."""
        query = Query(**asked)
        found: list[Statement | Event] = list(self.statements(**asked))
        found += [decode(Event, row[0]) for row in self._event_rows(query, EVENTS_TOLD)]
        found.sort(key=self._place_in_time)
        return list(_cut(found, query.limit))

    def actors(self, **asked: Unpack[Asked]) -> list[Actor]:
        """The actors of the case, by name."""
        query, condition = _query(asked, NOT_OF_ACTORS), Condition()
        condition.add("k.name IS NOT NULL")
        of_type(condition, query)
        if query.text:
            condition.add("instr(k.names, ?) > 0", fold(query.text))
        if query.actor:
            condition.add(f"k.actor IN {WITHIN}", listed(self._ids_of(query.actor)))
        sql = (
            f"SELECT t.record, t.id FROM known k CROSS JOIN actors t ON t.id = k.actor WHERE {condition.sql} "
            "ORDER BY k.name, k.actor LIMIT ?"
        )
        rows = self._rows(sql, *condition.values, -1 if query.limit is None else max(query.limit, 0))
        return [self._record(Actor, row) for row in rows.fetchall()]

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

    def records_of(
        self, struct: type[R], slots: Iterable[str], actors: Iterable[str], *, outlet: str | None = None
    ) -> list[R]:
        """Records of a kind in which one of these actors stands in one of these slots, by time."""
        query = Query(outlet=outlet)
        chosen, values = document_actors(sorted(actors))
        held = Condition()
        held.add(
            f"IN (SELECT record FROM slots WHERE actor IN {chosen} AND slot IN ({quoted(slots)}))", *values
        )
        if struct is Event:
            return [cast(R, decode(Event, row[0])) for row in self._event_rows(query, EVENTS, held)]
        condition = self._told(query)
        condition.add(f"t.id {held.sql}", *values)
        return self._in_order(struct, condition, query, led=True)

    def told_in(self, struct: type[R], documents: Iterable[str]) -> list[R]:
        """Records of a kind that stand in these reports, by time; of events those that one of them tells."""
        held = Condition()
        chosen = listed(documents)
        if struct is Event:
            held.add(f"IN (SELECT id FROM event_mentions WHERE document IN {WITHIN})", chosen)
            return [cast(R, decode(Event, row[0])) for row in self._event_rows(Query(), EVENTS, held)]
        held.add(f"t.document IN {WITHIN}", chosen)
        return self._in_order(struct, held, Query(), led=True)

    def outlets_named(self) -> list[str]:
        """The outlets of the case that are known by name."""
        # From each outlet to the next along the index, however many reports lie between.
        following = "SELECT min(outlet) FROM documents WHERE outlet IS NOT NULL"
        sql = (
            f"WITH RECURSIVE o (name) AS ({following} UNION ALL SELECT ({following} AND outlet > o.name) FROM o "
            "WHERE o.name IS NOT NULL) SELECT name FROM o WHERE name IS NOT NULL"
        )
        return [str(row[0]) for row in self._rows(sql)]

    # How questions are asked

    def _ask(self, struct: type[R], asked: Asked) -> list[R]:
        """Records of one extracted kind that pass the filters."""
        query = Query(**asked)
        if struct is Mention:
            return self._ask_mentions(query)
        led = self._is_led(struct, query)
        return self._in_order(struct, self._told(query, "t.id" if led else "+t.id"), query, led=led)

    def _in_order(self, struct: type[R], condition: Condition, query: Query, *, led: bool) -> list[R]:
        """Records of single reports that meet the condition, by time."""
        source = Source(
            table=TABLE_OF[struct],
            joined="CROSS JOIN documents d ON d.id = t.document",
            printed=PRINTED_FIRST.format(TABLE_OF[struct]),
            columns=("t.record", "t.id"),
            order=IN_REPORT,
        )
        rows = in_order(self._all_rows, source, condition, query, led=led)
        return [self._record(struct, row) for row in rows]

    def _ask_mentions(self, query: Query) -> list[Any]:
        """Mentions, which have no time of their own: by report."""
        condition = self._told(query)
        of_time(condition, query)
        cut = "" if query.limit is None else f" LIMIT {max(query.limit, 0)}"
        sql = (
            f"SELECT t.record, t.id FROM {PRINTED_FIRST.format('mentions')} "
            f"WHERE {condition.sql} ORDER BY {', '.join(IN_REPORT)}{cut}"
        )
        return [self._record(Mention, row) for row in self._rows(sql, *condition.values)]

    def _event_rows(self, query: Query, source: Source, held: Condition | None = None) -> list[Row]:
        """Events that pass the filters, by time; `held`: what the id of some mention of it must be in."""
        led = held is not None or self._is_led(EventMention, query)
        told = self._told(query)
        condition = Condition()
        if held is not None:
            mentions = f"SELECT event FROM event_of WHERE event_mention {held.sql}"
            condition.add(f"t.id IN ({mentions})", *held.values)
        if told.parts and led:
            condition.add(
                "t.id IN (SELECT event FROM event_of WHERE event_mention IN (SELECT t.id FROM event_mentions t "
                f"JOIN documents d ON d.id = t.document WHERE {told.sql}))",
                *told.values,
            )
        elif told.parts:
            told = self._told(query, "+t.id")
            condition.add(
                "EXISTS (SELECT 1 FROM event_of o CROSS JOIN event_mentions t ON t.id = o.event_mention "
                f"CROSS JOIN documents d ON d.id = t.document WHERE o.event = event_id AND {told.sql})",
                *told.values,
            )
        return in_order(self._all_rows, source, condition, query, led=led)

    def _is_led(self, struct: type[msgspec.Struct], query: Query) -> bool:
        """True when the actors asked for stand in so few records that these are looked up one by one."""
        slots = quoted((*SLOTS[struct], "about"))
        for name in filter(None, (query.actor, query.speaker)):
            chosen, values = document_actors(self._ids_of(name))
            some = f"SELECT 1 FROM slots WHERE actor IN {chosen} AND slot IN ({slots}) LIMIT {FEW}"
            if self._row(f"SELECT count(*) FROM ({some})", *values)[0] < FEW:
                return True
        return False

    def _all_rows(self, sql: str, *values: Cell) -> list[Row]:
        return self._rows(sql, *values).fetchall()

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
