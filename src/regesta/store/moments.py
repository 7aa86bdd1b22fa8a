"""What a case holds, laid out: events and sayings in time, relations in series, records in their reports.

What comes in: the filters of every question. What goes out: light rows, one a mark of a chart, each with the
id of the record it stands for.

    case.moments(since="2021-07")               # (Moment(id="3f2a...", start=date(2021, 7, 28), ...), ...)
    case.retold(limit=40)                       # which outlet tells of which event
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

import msgspec

from regesta.records import Status
from regesta.store.casefile import decode
from regesta.store.inorder import UNDATED
from regesta.store.query import Asked, Condition, Query, at_most, of_time
from regesta.store.tallies import TalliedFile, of_ids

__all__ = ["LaidOutFile", "Marked", "Moment", "Retold", "Saying", "Standing"]

# The kinds of record that stand at a place of a report, and their tables.
PLACED = {
    "statement": "statements",
    "event_mention": "event_mentions",
    "commitment": "commitments",
    "status": "statuses",
    "figure": "figures",
}

STEPS = "steps p JOIN statuses t ON t.id = p.status JOIN documents d ON d.id = t.document"
MOST_TOLD = (
    f"SELECT p.key FROM {STEPS} WHERE {{}} GROUP BY 1 ORDER BY count(DISTINCT t.document) DESC, "
    "count(*) DESC, 1 LIMIT ?"
)
# So many words of each series, its turns and the last first. Narrow rows tell: a series may have thousands.
RANKED = (
    "SELECT status, number FROM (SELECT status, number, row_number() OVER (PARTITION BY key ORDER BY back > 1 AND "
    "NOT turn, back) AS place FROM (SELECT p.status, p.key, p.value IS NOT lag(p.value) OVER by_time AS turn, "
    "row_number() OVER (PARTITION BY p.key ORDER BY p.day DESC, p.until DESC, p.status DESC) AS back, "
    "count(*) OVER (PARTITION BY p.key) AS number FROM {} WHERE {} AND p.key IN ({}) "
    "WINDOW by_time AS (PARTITION BY p.key ORDER BY p.day, p.until, p.status))) WHERE place <= coalesce(?, place)"
)


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One event; `start` inclusive, `end` exclusive, one of them or both may be open.

    `modalities` are those of its reports: an event may be planned in one and done in the next.
    `told` is the day the first report of it was published.
    """

    id: str
    label: str
    start: date | None
    end: date | None
    precision: str
    type: str
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reports: int
    told: date | None = None


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements of one speaker carry one time; `statement` is the id of one of them."""

    speaker: str | None
    start: date | None
    end: date | None
    number: int
    statement: str


class Retold(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet that tells of one event, in so many reports, of which `copies` only repeat others."""

    event: str
    label: str
    type: str
    start: date | None
    end: date | None
    reports: int
    outlet: str
    told: int
    copies: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One report's word on how a relation stands, of so many on it; `printed` is the day the report was published."""

    series: str
    status: Status
    printed: date | None
    disputed: bool
    of: int = 1


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record stands in its report, in characters of the text."""

    id: str
    kind: str
    type: str | None
    first: int
    last: int


class _Known(msgspec.Struct, frozen=True):
    """How exactly a time is known."""

    precision: str = "unknown"


class _Sides(msgspec.Struct, frozen=True):
    """What of an event's record a moment needs."""

    label: str
    independent_reports: int
    when: _Known | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class LaidOutFile(TalliedFile):
    """A case file whose records can be laid out in time and in their reports."""

    def moments(
        self, *, done: bool = False, among: Sequence[str] | None = None, **asked: Unpack[Asked]
    ) -> tuple[Moment, ...]:
        """Every event by time, what is undated last.

        With `done`, only what some report tells as happening or happened; `among` are ids.
        """
        condition = self._happened(Query(**asked), done=done)
        of_ids(condition, among)
        return self._moments(condition)

    def sayings(self, *, among: Sequence[str] | None = None, **asked: Unpack[Asked]) -> tuple[Saying, ...]:
        """Dated statements counted by speaker and time; `among` are ids."""
        query = Query(**asked)
        condition = self._told(query)
        of_time(condition, query)
        of_ids(condition, among if among is None else self._dated(among))
        # The report is looked up only when the outlet is asked for.
        return self._sayings(condition, " JOIN documents d ON d.id = t.document" if query.outlet else "")

    def retold(self, **asked: Unpack[Asked]) -> tuple[Retold, ...]:
        """The `limit` events that most independent reports tell, by time, with the outlets that tell them."""
        return self._retold(asked)

    def standings(self, *, each: int | None = None, **asked: Unpack[Asked]) -> tuple[Standing, ...]:
        """How relations stand, by series and time; `limit` counts series, those told most often first.

        Of a series that is told more than `each` times only so many: its turns and its last words come first.
        """
        return self._standings(asked, each)

    def marked(self, document: str) -> tuple[Marked, ...]:
        """Every record of one report, in the order of its text."""
        parts = (
            f"SELECT id, '{kind}', type, record ->> '$.evidence[0].start' AS first, "
            f"record ->> '$.evidence[0].end' FROM {table} WHERE document = ?1"
            for kind, table in PLACED.items()
        )
        rows = self._rows(" UNION ALL ".join(parts) + " ORDER BY 4, 5, 2, 1", document)
        names = ("id", "kind", "type", "first", "last")
        return tuple(Marked(**dict(zip(names, row, strict=True))) for row in rows)

    # How they are read

    def _moments(self, condition: Condition) -> tuple[Moment, ...]:
        sql = (
            "SELECT t.id, t.start, t.until, t.type, e.record, t.told, t.modes, t.printed "
            "FROM deeds t CROSS JOIN events e ON e.id = t.id "
            f"WHERE {condition.sql} ORDER BY t.start IS NULL AND t.until IS NULL, "
            "coalesce(t.start, date(t.until, '-1 day')), coalesce(t.until, '9999'), t.id"
        )
        return tuple(_moment(row) for row in self._rows(sql, *condition.values))

    def _dated(self, statements: Sequence[str]) -> Sequence[str]:
        """Of these statements those that are dated, when few of the case are; else all of them."""
        dated = f"FROM statements t INDEXED BY statements_by_time WHERE {UNDATED} = 0"
        most = len(statements) // 2
        if self._row(f"SELECT count(*) FROM (SELECT 1 {dated} LIMIT ?)", most + 1)[0] > most:
            return statements
        known = {str(row[0]) for row in self._rows(f"SELECT t.id {dated}")}
        return sorted(known.intersection(statements))

    def _sayings(self, condition: Condition, documents: str) -> tuple[Saying, ...]:
        condition.add("(t.start IS NOT NULL OR t.until IS NOT NULL)")
        sql = (
            "SELECT coalesce(a.actor, t.record ->> '$.speaker'), t.start, t.until, count(*), min(t.id) "
            f"FROM statements t{documents} "
            "LEFT JOIN actor_of a ON a.document_actor = t.record ->> '$.speaker' "
            f"WHERE {condition.sql} GROUP BY 1, 2, 3 ORDER BY 2, 3, 1"
        )
        return tuple(
            Saying(speaker=row[0], start=_day(row[1]), end=_day(row[2]), number=row[3], statement=row[4])
            for row in self._rows(sql, *condition.values)
        )

    def _retold(self, asked: Asked) -> tuple[Retold, ...]:
        condition = self._happened(Query(**asked))
        best = (
            "SELECT t.id, t.type, t.start, t.until, t.reports AS reports "
            f"FROM deeds t WHERE {condition.sql} "
            "ORDER BY t.reports DESC, t.start IS NULL, t.start DESC, t.id LIMIT ?"
        )
        sql = (
            f"WITH best AS ({best}) SELECT b.id, e.words, b.type, b.start, b.until, b.reports, "
            "coalesce(d.outlet, d.name) AS outlet, count(DISTINCT d.id), count(DISTINCT c.document) "
            "FROM best b JOIN events e ON e.id = b.id JOIN event_of o ON o.event = b.id "
            "JOIN event_mentions m ON m.id = o.event_mention "
            "JOIN documents d ON d.id = m.document LEFT JOIN copy_of c ON c.document = d.id "
            "GROUP BY b.id, coalesce(d.outlet, d.name) ORDER BY b.start IS NULL, b.start, b.until, b.id, 7"
        )
        rows = self._rows(sql, *condition.values, at_most(asked.get("limit")))
        return tuple(
            Retold(
                event=row[0],
                label=row[1],
                type=row[2],
                start=_day(row[3]),
                end=_day(row[4]),
                reports=row[5],
                outlet=row[6],
                told=row[7],
                copies=row[8],
            )
            for row in rows
        )

    def _standings(self, asked: Asked, each: int | None) -> tuple[Standing, ...]:
        query = Query(**asked)
        told = self._told(query)
        of_time(told, query)
        if query == Query(limit=query.limit):
            most, values = "SELECT key FROM relations ORDER BY reports DESC, statuses DESC, key LIMIT ?", []
            ranked = RANKED.format("steps p", told.sql, most)
        else:
            most, values = MOST_TOLD.format(told.sql), told.values
            ranked = RANKED.format(STEPS, told.sql, most)
        sql = (
            "SELECT p.key, t.record, p.holder, p.counterpart, a.actor, g.grouped, d.start, found.number, "
            "EXISTS (SELECT 1 FROM sides s JOIN discrepancies x ON x.id = s.discrepancy WHERE x.type = 'status' "
            "AND s.document = d.id AND instr(x.record, t.id) AND s.first < t.record ->> '$.evidence[0].end' "
            "AND s.last > t.record ->> '$.evidence[0].start') "
            f"FROM ({ranked}) found CROSS JOIN {STEPS} LEFT JOIN group_of g ON g.record = t.id "
            "LEFT JOIN actor_of a ON a.document_actor = t.record ->> '$.claimed_by' "
            "WHERE p.status = found.status ORDER BY 1, coalesce(t.start, t.until, d.start, '9999'), t.id"
        )
        rows = self._rows(sql, *told.values, *values, at_most(query.limit), each)
        return tuple(map(_standing, rows.fetchall()))


def _standing(row: tuple[Any, ...]) -> Standing:
    key, record, holder, counterpart, claimed_by, grouped, printed, number, disputed = row
    status = decode(Status, record)
    # As the case reads a status one by one, but all of them in one go: a series may have thousands.
    status = msgspec.structs.replace(
        status,
        holder=holder,
        counterpart=counterpart,
        claimed_by=claimed_by or status.claimed_by,
        series=grouped or status.series,
    )
    return Standing(series=key, status=status, printed=_day(printed), disputed=bool(disputed), of=number)


def _moment(row: tuple[str, ...]) -> Moment:
    sides = msgspec.json.decode(row[4], type=_Sides)
    return Moment(
        id=row[0],
        label=sides.label,
        start=_day(row[1]),
        end=_day(row[2]),
        precision=sides.when.precision if sides.when else "unknown",
        type=row[3],
        modes=_between_commas(row[6]),
        modalities=_between_commas(row[5]),
        actors=sides.actors,
        recipients=sides.recipients,
        reports=sides.independent_reports,
        told=_day(row[7]),
    )


def _between_commas(words: str | None) -> tuple[str, ...]:
    return tuple(sorted(filter(None, (words or "").split(","))))


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
