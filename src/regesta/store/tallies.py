"""What a case holds, counted: the rows that charts are drawn from.

What comes in: the filters of every question (`regesta.store.query.Query`).
What goes out: rows already counted in SQL, so that a case of 10,000 reports is as quick to draw as one of ten.

    case.activity(actor="Taliban").counts       # (Count(first=date(2021, 7, 1), type="CONSULT", number=3), ...)
    case.dyads(limit=40)                        # (Dyad(actor="...", recipient="...", type="AID", ...), ...)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Literal, Unpack

import msgspec

from regesta.store.listing import Filters, of_days
from regesta.store.query import (
    WITHIN,
    Asked,
    Condition,
    Query,
    at_most,
    listed,
    of_actors,
    of_outlet,
    of_text,
    of_time,
    of_type,
)
from regesta.store.rows import Row
from regesta.store.search import SearchedFile

__all__ = ["Activity", "Count", "Dyad", "Sited", "Sorted", "TalliedFile", "Unit", "of_ids", "unit_of"]

Unit = Literal["day", "month", "year"]

# How much of an ISO day names the unit, and the first day that no longer belongs to it.
UNITS: dict[Unit, tuple[int, str]] = {
    "day": (10, "date(t.start, '+1 day')"),
    "month": (7, "date(t.start, 'start of month', '+1 month')"),
    "year": (4, "date(t.start, 'start of year', '+1 year')"),
}
# The widest stretches told day by day and month by month; a chart has room for some 200 bars.
DAYS, MONTHS = 92, 20 * 366
# What is told as done, so that a plan or a denial never counts as a deed.
DONE = "t.done"
# Events counted by their days, as they stand in `deeds`.
DAYS_COUNTED = (
    "(SELECT nullif(start, '') AS start, nullif(until, '') AS until, day, ends, type, told, done, number FROM days "
    "WHERE number > 0) t"
)


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many events of a PLOVER type lie within the unit of time that begins on `first`."""

    first: date
    type: str
    number: int


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """Events by unit of time; `wider` are dated less exactly than that, `undated` not at all."""

    unit: Unit
    counts: tuple[Count, ...]
    wider: int
    undated: int


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor did to another, by PLOVER type; `reports` are independent ones."""

    actor: str
    recipient: str
    type: str
    events: int
    reports: int


class Sited(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one type at one place; `event` is the id of one of them."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    type: str
    events: int
    reports: int
    event: str


class Sorted(msgspec.Struct, frozen=True, kw_only=True):
    """Commitments of one party and sort; `distinct` counts what several reports tell once."""

    party: str | None
    sort: str
    number: int
    distinct: int


class TalliedFile(SearchedFile):
    """A case file whose records can be counted."""

    def activity(
        self,
        *,
        done: bool = False,
        among: Sequence[str] | None = None,
        plain: Filters | None = None,
        **asked: Unpack[Asked],
    ) -> Activity:
        """Events by type and by day, month or year, whichever fits their stretch of time.

        With `done`, only events that some report tells as happening or happened; `among` are ids. `plain` are
        filters of a list that ask for a type, how it is told and a time alone.
        """
        query = Query(**asked)
        condition = self._happened(query, done=done)
        of_ids(condition, among)
        if plain:
            of_days(condition, plain)
        bare = Query(since=query.since, until=query.until) == query and among is None
        events = DAYS_COUNTED if bare else "deeds t"
        number = "sum(t.number)" if bare else "count(*)"
        unit = self._unit(events, condition)
        letters, end = UNITS[unit]
        sql = (
            f"SELECT CASE WHEN t.start IS NULL AND t.until IS NULL THEN '' WHEN t.until <= {end} "
            f"THEN substr(t.start, 1, {letters}) END AS first, t.type, {number} FROM {events} "
            f"WHERE {condition.sql} GROUP BY 1, 2 ORDER BY 1, 2"
        )
        rows = self._rows(sql, *condition.values).fetchall()
        counts = (Count(first=_first(row[0]), type=row[1], number=row[2]) for row in rows if row[0])
        return Activity(
            unit=unit,
            counts=tuple(counts),
            wider=sum(row[2] for row in rows if row[0] is None),
            undated=sum(row[2] for row in rows if row[0] == ""),
        )

    def dyads(self, *, done: bool = True, **asked: Unpack[Asked]) -> tuple[Dyad, ...]:
        """Who acts towards whom, the busiest pairs first; `limit` counts pairs.

        With `done`, only events that some report tells as happening or happened.
        """
        return self._dyads(asked, done=done)

    def sites(self, *, done: bool = True, **asked: Unpack[Asked]) -> tuple[Sited, ...]:
        """Where events took place, by place and type."""
        return self._sites(asked, done=done)

    def sorts(self, **asked: Unpack[Asked]) -> tuple[Sorted, ...]:
        """Commitments by party and sort, the busiest parties first."""
        return self._sorts(asked)

    # How they are counted

    def _unit(self, events: str, condition: Condition) -> Unit:
        """The unit of time that suits the events that pass."""
        sql = f"SELECT julianday(max(t.until)) - julianday(min(t.start)) FROM {events} WHERE {condition.sql}"
        days = self._row(f"{sql} AND t.start IS NOT NULL AND t.until IS NOT NULL", *condition.values)[0] or 0
        return unit_of(days)

    def _dyads(self, asked: Asked, *, done: bool) -> tuple[Dyad, ...]:
        limit = asked.get("limit")
        names = ("actor", "recipient", "type", "events", "reports")
        if Query(limit=limit) == Query(**asked):
            sql = (
                "SELECT p.actor, p.recipient, p.type, sum(p.events), sum(p.reports) FROM ("
                "SELECT actor, recipient, reports FROM bonds WHERE done = ? AND events > 0 "
                "ORDER BY reports DESC, actor, recipient LIMIT ?) b CROSS JOIN dyads p ON p.actor = b.actor "
                f"AND p.recipient = b.recipient WHERE p.events > 0{' AND p.done' if done else ''} "
                "GROUP BY b.reports, p.actor, p.recipient, p.type ORDER BY b.reports DESC, 1, 2, 3"
            )
            rows = self._rows(sql, int(done), at_most(limit))
            return tuple(Dyad(**dict(zip(names, row, strict=True))) for row in rows)
        condition = self._happened(Query(**asked), done=done)
        counted = "p.actor, p.recipient, p.type, count(*) AS events, sum(p.reports) AS reports"
        sql = (
            f"WITH found AS MATERIALIZED (SELECT {counted} FROM deeds t CROSS JOIN pairs p ON p.event = t.id "
            f"WHERE {condition.sql} GROUP BY 1, 2, 3), "
            "busy AS (SELECT actor, recipient, sum(reports) AS told FROM found GROUP BY 1, 2 "
            "ORDER BY told DESC, actor, recipient LIMIT ?) "
            f"SELECT {', '.join(f'f.{name}' for name in names)} FROM busy b "
            "JOIN found f ON f.actor = b.actor AND f.recipient = b.recipient "
            "ORDER BY b.told DESC, b.actor, b.recipient, f.type"
        )
        rows = self._rows(sql, *condition.values, at_most(limit))
        return tuple(Dyad(**dict(zip(names, row, strict=True))) for row in rows)

    def _sites(self, asked: Asked, *, done: bool) -> tuple[Sited, ...]:
        condition = self._happened(Query(**asked), done=done)
        condition.add("t.place IS NOT NULL")
        if Query() == Query(**asked):
            own = f"d.place = s.place AND d.type = s.type{' AND d.done' if done else ''}"
            sql = (
                "SELECT s.place, s.type, sum(s.events), sum(s.reports), (SELECT d.id FROM deeds d "
                f"WHERE {own} AND d.place IS NOT NULL ORDER BY d.id LIMIT 1) FROM sites s "
                f"WHERE s.events > 0{' AND s.done' if done else ''} GROUP BY s.place, s.type"
            )
            rows = self._rows(sql).fetchall()
        else:
            sql = (
                "SELECT t.place, t.type, count(*), sum(t.reports), min(t.id) FROM deeds t "
                f"WHERE {condition.sql} GROUP BY t.place, t.type"
            )
            rows = self._rows(sql, *condition.values).fetchall()
        found = [_sited(row) for row in rows]
        found.sort(key=lambda one: (-one.events, one.name, one.country or "", one.type))
        return tuple(found)

    def _sorts(self, asked: Asked) -> tuple[Sorted, ...]:
        query = Query(**asked)
        condition = self._told(query)
        of_time(condition, query)
        sql = (
            "SELECT u.party, u.type, count(*), count(DISTINCT u.grouped) FROM undertaken u "
            "JOIN commitments t ON t.id = u.id JOIN documents d ON d.id = t.document "
            f"WHERE {condition.sql} GROUP BY u.party, u.type"
        )
        if query == Query():
            sql = "SELECT nullif(party, ''), type, number, several FROM board WHERE number > 0"
        rows = self._rows(sql, *condition.values).fetchall()
        busy: dict[str, int] = {}
        for row in rows:
            busy[row[0] or ""] = busy.get(row[0] or "", 0) + row[3]
        rows.sort(key=lambda row: (row[0] is None, -busy[row[0] or ""], row[0] or "", row[1]))
        return tuple(Sorted(party=row[0], sort=row[1], number=row[2], distinct=row[3]) for row in rows)

    # Conditions

    def _told(self, query: Query, ident: str = "t.id") -> Condition:
        """What the filters ask of a record of one report, its time apart."""
        condition = Condition(ident)
        of_type(condition, query)
        of_text(condition, query)
        of_outlet(condition, query)
        named = filter(None, (query.actor, query.about, query.speaker))
        of_actors(condition, query, {name: self._ids_of(name) for name in named})
        return condition

    def _happened(self, query: Query, *, done: bool = False) -> Condition:
        """What the filters ask of an event: of its time, and of the reports of it."""
        condition = Condition()
        of_time(condition, query)
        query = msgspec.structs.replace(query, since=None, until=None, limit=None)
        told = self._told(query)
        if query.actor and query == Query(actor=query.actor):
            shared = f"SELECT record FROM shares WHERE actor IN {WITHIN} AND about = 0"
            condition.add(f"t.id IN ({shared})", listed(self._ids_of(query.actor)))
        elif told.parts:
            # The report is looked up only when the outlet is asked for.
            documents = " JOIN documents d ON d.id = t.document" if query.outlet else ""
            condition.add(
                "t.id IN (SELECT event FROM event_of WHERE event_mention IN (SELECT t.id FROM "
                f"event_mentions t{documents} WHERE {told.sql}))",
                *told.values,
            )
        if done:
            condition.add(DONE)
        return condition


def unit_of(days: float) -> Unit:
    """The unit of time in which a stretch of so many days is told."""
    if days <= DAYS:
        return "day"
    return "month" if days <= MONTHS else "year"


def of_ids(condition: Condition, among: Sequence[str] | None) -> None:
    """Add that table `t` holds one of these ids, if any are named."""
    if among is not None:
        condition.add(f"t.id IN {WITHIN}", listed(among))


def _first(day: str) -> date:
    """The first day of "2021", "2021-07" or "2021-07-28"."""
    return date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)


def _sited(row: Row) -> Sited:
    place, sort, events, reports, event = row
    name, country, latitude, longitude = json.loads(str(place))
    return Sited(
        name=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        type=str(sort),
        events=int(events or 0),
        reports=int(reports or 0),
        event=str(event),
    )
