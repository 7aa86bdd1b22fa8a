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

from regesta.store.query import Asked, Condition, Query, of_actors, of_outlet, of_text, of_time, of_type
from regesta.store.search import SearchedFile

__all__ = ["Activity", "Count", "Dyad", "Sited", "Sorted", "TalliedFile", "Unit", "of_ids"]

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
DONE = (
    "EXISTS (SELECT 1 FROM event_of o JOIN event_mentions m ON m.id = o.event_mention "
    "WHERE o.event = t.id AND m.record ->> '$.modality' IN ('actual', 'ongoing'))"
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
        self, *, done: bool = False, among: Sequence[str] | None = None, **asked: Unpack[Asked]
    ) -> Activity:
        """Events by type and by day, month or year, whichever fits their stretch of time.

        With `done`, only events that some report tells as happening or happened; `among` are ids.
        """
        condition = self._happened(Query(**asked), done=done)
        of_ids(condition, among)
        unit = self._unit(condition)
        letters, end = UNITS[unit]
        sql = (
            f"SELECT CASE WHEN t.start IS NULL AND t.until IS NULL THEN '' WHEN t.until <= {end} "
            f"THEN substr(t.start, 1, {letters}) END AS first, t.type, count(*) FROM events t "
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

    def _unit(self, condition: Condition) -> Unit:
        """The unit of time that suits the events that pass."""
        sql = f"SELECT julianday(max(t.until)) - julianday(min(t.start)) FROM events t WHERE {condition.sql}"
        days = self._row(f"{sql} AND t.start IS NOT NULL AND t.until IS NOT NULL", *condition.values)[0] or 0
        return "day" if days <= DAYS else "month" if days <= MONTHS else "year"

    def _dyads(self, asked: Asked, *, done: bool) -> tuple[Dyad, ...]:
        limit = asked.get("limit")
        condition = self._happened(Query(**asked), done=done)
        sql = (
            "SELECT a.value, r.value, t.type, count(*), sum(t.record ->> '$.independent_reports') "
            "FROM events t, json_each(t.record, '$.actors') a, json_each(t.record, '$.recipients') r "
            f"WHERE {condition.sql} AND a.value != r.value GROUP BY 1, 2, 3"
        )
        names = ("actor", "recipient", "type", "events", "reports")
        found = [Dyad(**dict(zip(names, row, strict=True))) for row in self._rows(sql, *condition.values)]
        busy: dict[tuple[str, str], int] = {}
        for one in found:
            busy[one.actor, one.recipient] = busy.get((one.actor, one.recipient), 0) + one.reports
        order = sorted(busy, key=lambda pair: (-busy[pair], pair))[:limit]
        place = {pair: number for number, pair in enumerate(order)}
        chosen = [one for one in found if (one.actor, one.recipient) in place]
        return tuple(sorted(chosen, key=lambda one: (place[one.actor, one.recipient], one.type)))

    def _sites(self, asked: Asked, *, done: bool) -> tuple[Sited, ...]:
        condition = self._happened(Query(**asked), done=done)
        place = [f"t.record ->> '$.place.{field}'" for field in ("name", "country", "latitude", "longitude")]
        sql = (
            f"SELECT {', '.join(place)}, t.type, count(*), sum(t.record ->> '$.independent_reports'), min(t.id) "
            f"FROM events t WHERE {condition.sql} AND {place[0]} IS NOT NULL "
            "GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 5"
        )
        names = ("name", "country", "latitude", "longitude", "type", "events", "reports", "event")
        rows = self._rows(sql, *condition.values)
        return tuple(Sited(**dict(zip(names, row, strict=True))) for row in rows)

    def _sorts(self, asked: Asked) -> tuple[Sorted, ...]:
        query = Query(**asked)
        condition = self._told(query)
        of_time(condition, query)
        sql = (
            "SELECT coalesce(a.actor, t.record ->> '$.party') AS party, t.type, count(*), "
            "count(DISTINCT coalesce(g.grouped, t.id)) FROM commitments t "
            "JOIN documents d ON d.id = t.document "
            "LEFT JOIN actor_of a ON a.document_actor = t.record ->> '$.party' "
            f"LEFT JOIN group_of g ON g.record = t.id WHERE {condition.sql} GROUP BY 1, 2"
        )
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
        told = self._told(msgspec.structs.replace(query, since=None, until=None))
        if told.parts:
            condition.add(
                "t.id IN (SELECT event FROM event_of WHERE event_mention IN (SELECT t.id FROM "
                f"event_mentions t JOIN documents d ON d.id = t.document WHERE {told.sql}))",
                *told.values,
            )
        if done:
            condition.add(DONE)
        return condition


def of_ids(condition: Condition, among: Sequence[str] | None) -> None:
    """Add that table `t` holds one of these ids, if any are named."""
    if among is not None:
        condition.add("t.id IN (SELECT value FROM json_each(?))", json.dumps(list(among)))


def _first(day: str) -> date:
    """The first day of "2021", "2021-07" or "2021-07-28"."""
    return date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)
