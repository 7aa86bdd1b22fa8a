"""The case file asked for pages: one state of it at a time, and only what a page shows.

What comes in: filters, the number of a page. What goes out: the records of that page and how many
there are in all, by time: what has no date of its own stands on the day of its report.

    with case.reading():
        case.listed(("statement",), Filters(actor="Wang Yi"), first=50, size=50).records
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from regesta.errors import CaseError
from regesta.records import KINDS, Document, Event, Mention, Record
from regesta.store.casefile import decode
from regesta.store.query import SAYING, WITHIN, Condition, Query, listed, quoted
from regesta.store.rows import fold
from regesta.store.search import SearchedFile, match_of

__all__ = ["Filters", "Listing", "PagedFile"]

TOLD = ("statement", "event")
# What a page asked last, and the few before, so that its total, its list and its chart are found at once.
PASSED_KEPT = 8
LAST_DAY = "9999-12-31"
# Every query runs along an index: a page of 50 costs the same in a case of ten and of ten thousand reports.
MOMENTS = "moments m WHERE {}"
BY_TIME = "m.day, m.until, m.document, m.position, m.id"
OF_ACTOR = (
    "m.id IN (SELECT s.record FROM slots s WHERE s.actor IN ({of}) AND s.slot {slots} "
    "UNION ALL SELECT e.event FROM slots s JOIN event_of e ON e.event_mention = s.record "
    "WHERE s.actor IN ({of}) AND s.slot {slots})"
)
OF = f"SELECT document_actor FROM actor_of WHERE actor IN {WITHIN}"
OF_WORDS = (
    "m.id IN (SELECT s.id FROM search JOIN searched s ON s.number = search.rowid WHERE search MATCH ? "
    "UNION ALL SELECT e.event FROM search JOIN searched s ON s.number = search.rowid "
    "JOIN event_of e ON e.event_mention = s.id WHERE search MATCH ?)"
)
OF_MODALITY = "EXISTS (SELECT 1 FROM deeds t WHERE t.id = m.id AND instr(t.told, ',' || ? || ','))"
OF_OUTLET = (
    "(m.document IN ({in_outlet}) OR m.id IN (SELECT e.event FROM event_mentions t "
    "JOIN event_of e ON e.event_mention = t.id WHERE t.document IN ({in_outlet})))"
)
IN_OUTLET = f"SELECT id FROM documents WHERE coalesce(outlet, name) IN {WITHIN}"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows; a record must pass all that are given.

    `actor` and `also` take part (a name, part of one, or an id), `speaker` says or promises it, `about`
    is named inside its words. `type` is a kind's own class, `outlet` part of an outlet's name, `words`
    a search. `since` and `until` are days, months or years, both included.
    """

    actor: str | None = None
    also: str | None = None
    speaker: str | None = None
    about: str | None = None
    type: str | None = None
    outlet: str | None = None
    modality: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def given(self) -> bool:
        """True when anything is asked for."""
        return any(getattr(self, field) for field in self.__struct_fields__)


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list: its records, which of all they are, and how many there are in all."""

    records: tuple[Any, ...]
    first: int
    total: int


class PagedFile(SearchedFile):
    """A case file that can be read page by page while others write."""

    _seen = ""
    _held = ""

    def __init__(self, path: str | Path | None, *, create: bool = False) -> None:
        super().__init__(path, create=create)
        self._lately: list[dict[tuple[str, Filters], list[tuple[str, str, str]]]] = [{}]

    def share(self, other: PagedFile) -> None:
        """Know what another connection to the same file has found lately, and let it know."""
        self._lately = other._lately

    @property
    def state(self) -> str:
        """Words that change whenever what the case answers may have changed."""
        return self._held or self._state()

    def _state(self) -> str:
        filed, behind = self._row("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM pending)")
        marks = self._rows("SELECT key, value FROM meta ORDER BY key").fetchall()
        return " ".join([f"documents={filed} pending={behind}", *(f"{key}={value}" for key, value in marks)])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the file for as long as this lasts, whatever others write meanwhile."""
        self._rows("BEGIN")
        try:
            self._held = self._state()
            if self._held != self._seen:
                self._forget()
                self._seen = self._held
            yield
        finally:
            self._held = ""
            self._rows("COMMIT")

    # Lists by time

    def listed(
        self,
        kinds: Sequence[str],
        filters: Filters,
        *,
        first: int = 0,
        size: int = 50,
        total: int | None = None,
    ) -> Listing:
        """The records of these kinds that pass, by time, from number `first` on; `total` when it is known."""
        if total is None:
            total = self.how_many(kinds, filters)
        if _by_few(filters):
            chosen = [row[:2] for row in self._passed(filters) if row[0] in kinds][first : first + size]
            return Listing(records=tuple(self.one(*row) for row in chosen), first=first, total=total)
        condition = self._passing(kinds, filters)
        sql = f"SELECT m.kind, m.id FROM {MOMENTS.format(condition.sql)} ORDER BY {BY_TIME} LIMIT ? OFFSET ?"
        rows = self._rows(sql, *condition.values, size, first).fetchall()
        return Listing(records=tuple(self.one(kind, ident) for kind, ident in rows), first=first, total=total)

    def latest(self, kinds: Sequence[str], filters: Filters, *, size: int) -> list[Any]:
        """The last of these records by time, the latest first; what no day is known for is left out."""
        if _by_few(filters):
            known = [row[:2] for row in self._passed(filters) if row[0] in kinds and row[2] < LAST_DAY]
            return [self.one(*row) for row in known[: -size - 1 : -1]]
        condition = self._passing(kinds, filters)
        condition.add("m.day < ?", LAST_DAY)
        sql = f"SELECT m.kind, m.id FROM {MOMENTS.format(condition.sql)} ORDER BY m.day DESC, m.until DESC LIMIT ?"
        return [self.one(kind, ident) for kind, ident in self._rows(sql, *condition.values, size).fetchall()]

    def how_many(self, kinds: Sequence[str], filters: Filters) -> int:
        """How many records of these kinds pass."""
        if filters == Filters(type=filters.type):
            condition = Condition()
            condition.add(f"kind IN {WITHIN}", listed(kinds))
            if filters.type:
                condition.add("? IN (type, subtype)", filters.type)
            sql = f"SELECT coalesce(sum(number), 0) FROM classes WHERE {condition.sql}"
            return int(self._row(sql, *condition.values)[0])
        if filters == Filters(type=filters.type, modality=filters.modality):
            # Nothing but an event is told as done, planned or denied.
            found = "SELECT count(*) FROM deeds t WHERE instr(t.told, ',' || ? || ',') AND ?2 IN (t.type, '')"
            return int(self._row(found, filters.modality, filters.type or "")[0]) if "event" in kinds else 0
        if _by_few(filters):
            return sum(row[0] in kinds for row in self._passed(filters))
        return self._number("moments m", self._passing(kinds, filters))

    def idents(self, kinds: Sequence[str], filters: Filters) -> list[str]:
        """The ids of all records of these kinds that pass, in no order."""
        if _by_few(filters):
            return [row[1] for row in self._passed(filters) if row[0] in kinds]
        condition = self._passing(kinds, filters)
        sql = f"SELECT m.id FROM {MOMENTS.format(condition.sql)}"
        return [str(row[0]) for row in self._rows(sql, *condition.values)]

    def _number(self, table: str, condition: Condition) -> int:
        """How many rows of a table meet the condition."""
        return int(self._row(f"SELECT count(*) FROM {table} WHERE {condition.sql}", *condition.values)[0])

    def _passed(self, filters: Filters) -> list[tuple[str, str, str]]:
        """Every record by time that passes, as (kind, id, day), by time; found once for all that a page asks of it."""
        key = (self.state, filters)
        lately = self._lately[0]
        if key not in lately:
            condition = self._asked_of(filters, Condition())
            sql = f"SELECT m.kind, m.id, m.day FROM {MOMENTS.format(condition.sql)} ORDER BY {BY_TIME}"
            kept = list(lately.items())[1 - PASSED_KEPT :]
            # Put in place at once: other threads may be reading.
            lately = self._lately[0] = {**dict(kept), key: self._rows(sql, *condition.values).fetchall()}
        return lately[key]

    def days_of(self, idents: Sequence[str]) -> dict[str, str]:
        """The day (ISO) that each record stands on in a list by time."""
        sql = f"SELECT id, day FROM moments WHERE id IN {WITHIN}"
        return dict(self._rows(sql, listed(idents)).fetchall())

    def sorts_of(self, kinds: Sequence[str]) -> list[tuple[str, str, int]]:
        """The types of these kinds, and how many records are of each: (kind, type, number)."""
        sql = (
            "SELECT type, sum(number) FROM classes WHERE kind = ? AND type != '' AND number > 0 "
            "GROUP BY type ORDER BY 2 DESC, 1"
        )
        return [(kind, sort, number) for kind in kinds for sort, number in self._rows(sql, kind).fetchall()]

    def undertaken(self, filters: Filters, *, first: int = 0, size: int = 50) -> Listing:
        """The commitments that pass, by party (who undertakes most comes first), sort and time."""
        if not filters.given:
            idents, total = self._undertaken_by_all(first, size)
        else:
            condition = self._passing(("commitment",), filters)
            sql = (
                "SELECT m.id, count(*) OVER () FROM moments m JOIN undertaken u ON u.id = m.id "
                f"WHERE {condition.sql} ORDER BY u.party IS NULL, count(*) OVER (PARTITION BY u.party) DESC, "
                f"u.party, m.type, {BY_TIME} LIMIT ? OFFSET ?"
            )
            rows = self._rows(sql, *condition.values, size, first).fetchall()
            idents = [str(row[0]) for row in rows]
            total = rows[0][1] if rows else self.how_many(("commitment",), filters)
        records = tuple(self.one_by_one("commitment", idents))
        return Listing(records=records, first=first, total=int(total))

    def _undertaken_by_all(self, first: int, size: int) -> tuple[list[str], int]:
        """The same of all commitments: those of the parties that this page is about, and how many there are."""
        parties = (
            "SELECT party, count(*) FROM undertaken GROUP BY party ORDER BY party IS NULL, 2 DESC, party"
        )
        own = "SELECT id FROM undertaken WHERE party IS ? ORDER BY type, day, until, document, position, id"
        found: list[str] = []
        total = 0
        for party, number in self._rows(parties).fetchall():
            if total + number > first and len(found) < size:
                rows = self._rows(f"{own} LIMIT ? OFFSET ?", party, size - len(found), max(first - total, 0))
                found += [str(row[0]) for row in rows]
            total += number
        return found, total

    def one_by_one(self, kind: str, idents: Sequence[str]) -> list[Any]:
        """The records of these ids, in their order."""
        return [self.one(kind, ident) for ident in idents]

    def one(self, kind: str, ident: str) -> Any:
        """The record of that kind and whole id. Raises CaseError when there is none."""
        found = next(self._load(KINDS[kind], "WHERE id = ?", ident), None)
        if found is None:
            raise CaseError(f"{self.path}: no {kind} {ident!r}")
        return found

    def _passing(self, kinds: Sequence[str], filters: Filters) -> Condition:
        """The condition on table `m` (moments)."""
        condition = Condition()
        if len(kinds) == 1:
            condition.add("m.kind = ?", kinds[0])
        elif set(kinds) == set(TOLD):
            # As the partial index has it, so that it is used.
            condition.add("m.kind IN ('statement', 'event')")
        else:
            condition.add(f"m.kind IN ({', '.join('?' * len(kinds))})", *kinds)
        condition.add("m.day >= ?", "")
        return self._asked_of(filters, condition)

    def _asked_of(self, filters: Filters, condition: Condition) -> Condition:
        """The same of records of any kind."""
        self._in_time(condition, filters)
        self._of_actors(condition, filters)
        if filters.type:
            condition.add("? IN (m.type, m.subtype)", filters.type)
        if filters.outlet:
            chosen = listed(self.outlets_called(filters.outlet))
            condition.add(OF_OUTLET.format(in_outlet=IN_OUTLET), chosen, chosen)
        if filters.modality:
            condition.add(OF_MODALITY, filters.modality)
        if filters.words:
            match = match_of(filters.words)
            condition.add(OF_WORDS, match, match)
        return condition

    @staticmethod
    def _in_time(condition: Condition, filters: Filters) -> None:
        first, last = Query(since=filters.since, until=filters.until).days
        if first:
            condition.add("m.until > ?", first)
        if last:
            condition.add("m.day < ?", last)
        if first or last:
            condition.add("m.day < ?", LAST_DAY)

    def _of_actors(self, condition: Condition, filters: Filters) -> None:
        asked = (
            (filters.actor, "!= 'about'"),
            (filters.also, "!= 'about'"),
            (filters.speaker, f"IN ({quoted(SAYING)})"),
            (filters.about, "= 'about'"),
        )
        for name, slots in asked:
            if name:
                chosen = listed(self._ids_of(name))
                condition.add(OF_ACTOR.format(of=OF, slots=slots), chosen, chosen)

    def actors_called(self, name: str) -> list[str]:
        """The ids of the actors a name, part of one, or an id stands for."""
        return self._ids_of(name)

    # Reports, outlets

    def outlets(self) -> dict[str, int]:
        """How many reports each outlet has; those of no outlet go by their file's name."""
        sql = "SELECT coalesce(outlet, name), count(*) FROM documents GROUP BY coalesce(outlet, name)"
        return dict(self._rows(sql).fetchall())

    def outlets_called(self, name: str) -> list[str]:
        """The outlets whose name is this, or else holds it."""
        whole = "SELECT 1 FROM documents WHERE coalesce(outlet, name) = ? LIMIT 1"
        if self._row(whole, name):
            return [name]
        return [outlet for outlet in self.outlets() if fold(name) in fold(outlet)]

    def reports(self, filters: Filters, *, first: int = 0, size: int = 50) -> Listing:
        """The reports by day of publication, from number `first` on; texts are left out."""
        condition = Condition()
        start, end = Query(since=filters.since, until=filters.until).days
        if start:
            condition.add("t.start >= ?", start)
        if end:
            condition.add("t.start < ?", end)
        if filters.outlet:
            chosen = listed(self.outlets_called(filters.outlet))
            condition.add(f"coalesce(t.outlet, t.name) IN {WITHIN}", chosen)
        if filters.actor:
            chosen = listed(self._ids_of(filters.actor))
            condition.add(f"t.id IN (SELECT document FROM document_actors WHERE id IN ({OF}))", chosen)
        if filters.words:
            found = "SELECT s.document FROM search JOIN searched s ON s.number = search.rowid WHERE search MATCH ?"
            condition.add(f"t.id IN ({found})", match_of(filters.words))
        total = self._number("documents t", condition)
        sql = (
            f"SELECT t.record, t.id, '', t.added FROM documents t WHERE {condition.sql} "
            "ORDER BY t.start IS NULL, t.start, t.name, t.id LIMIT ? OFFSET ?"
        )
        rows = self._rows(sql, *condition.values, size, first).fetchall()
        return Listing(records=tuple(self._record(Document, row) for row in rows), first=first, total=total)

    def report(self, ident: str) -> Document:
        """One report by its whole id, without its text. Raises CaseError when there is none."""
        row = self._row("SELECT record, id, '', added FROM documents WHERE id = ?", ident)
        if row is None:
            raise CaseError(f"{self.path}: no report {ident!r}; the page of sources lists them")
        return self._record(Document, row)

    def latest_reports(self, size: int) -> list[Document]:
        """The reports last published, the latest first; texts are left out."""
        sql = (
            "SELECT record, id, '', added FROM documents WHERE start IS NOT NULL ORDER BY start DESC LIMIT ?"
        )
        return [self._record(Document, row) for row in self._rows(sql, size).fetchall()]

    def told_only_in(self, document: str, *, size: int) -> list[Event]:
        """Events that this report alone tells, by time."""
        sql = (
            "SELECT e.record FROM moments m JOIN events e ON e.id = m.id WHERE m.document = ? AND +m.kind = 'event' "
            "AND json_array_length(e.record, '$.documents') = 1 ORDER BY m.day, m.position LIMIT ?"
        )
        return [decode(Event, row[0]) for row in self._rows(sql, document, size).fetchall()]

    def published_between(self) -> tuple[str, str] | None:
        """The first and the last day (ISO) on which a report was published."""
        # One by one: each is then the end of an index.
        ends = "SELECT (SELECT min(start) FROM documents), (SELECT max(start) FROM documents)"
        first, last = self._row(ends)
        return (first, last) if first else None

    def mentions_in(self, document: str) -> list[Mention]:
        """Where a report names actors."""
        return list(self._load(Mention, "WHERE document = ? ORDER BY position, id", document))

    def within_report(self, document: str) -> list[Record]:
        """Every record that stands in one report, its mentions apart, in the order of the text."""
        found: list[Record] = []
        for kind in ("statement", "event_mention", "commitment", "status", "figure"):
            found.extend(self._load(KINDS[kind], "WHERE document = ? ORDER BY position, id", document))  # type: ignore[arg-type]
        found.sort(key=lambda record: (record.evidence[0].start, record.kind, record.id))
        return found


def _by_few(filters: Filters) -> bool:
    """True when what passes is found by the few that the filters name, and not along the index of all."""
    return any((filters.actor, filters.also, filters.speaker, filters.about, filters.outlet, filters.words))
