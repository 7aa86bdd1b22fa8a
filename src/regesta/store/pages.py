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

from regesta.errors import CaseError
from regesta.records import KINDS
from regesta.store.listing import LAST_DAY, TOLD_AS, Filters, Listing, in_time, of_days
from regesta.store.query import WITHIN, Condition, listed
from regesta.store.reports import ReportsFile
from regesta.store.search import match_of

__all__ = ["TOLD", "Filters", "Listing", "PagedFile"]

TOLD = ("statement", "event")
# What a page asked last, and the few before, so that its total, its list and its chart are found at once.
PASSED_KEPT = 8
# Every query runs along an index: a page of 50 costs the same in a case of ten and of ten thousand reports.
MOMENTS = "moments m WHERE {}"
BY_TIME = "m.day, m.until, m.document, m.position, m.id"
# What an actor has a share in, by time: the same order as that of all.
SHARES = "shares s CROSS JOIN moments m ON m.id = s.record WHERE {}"
SHARES_BY_TIME = "s.day, s.until, m.document, m.position, m.id"
# The filters that name an actor, and which of his shares each means.
SHARED = {
    "actor": "s.about = 0",
    "also": "s.about = 0",
    "speaker": "s.about = 0 AND s.says",
    "about": "s.about = 1",
}
OF_ACTOR = f"m.id IN (SELECT s.record FROM shares s WHERE s.actor IN {WITHIN} AND {{}})"
OF_WORDS = "m.id IN (SELECT f.record FROM search CROSS JOIN worded f ON f.number = search.rowid WHERE search MATCH ?)"
OF_MODALITY = f"EXISTS (SELECT 1 FROM deeds WHERE id = m.id AND {TOLD_AS})"
# So few of what is told so are looked up; when more are, the index by time soon meets a page of them.
OF_RARE_MODALITY = f"m.id IN (SELECT id FROM deeds WHERE told IN (SELECT told FROM days WHERE {TOLD_AS}))"
FEW_TOLD = 4_000
OF_OUTLET = (
    "(m.document IN ({in_outlet}) OR m.id IN (SELECT e.event FROM event_mentions t "
    "JOIN event_of e ON e.event_mention = t.id WHERE t.document IN ({in_outlet})))"
)
IN_OUTLET = f"SELECT id FROM documents WHERE coalesce(outlet, name) IN {WITHIN}"


class PagedFile(ReportsFile):
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
        filed, behind = self.on_file(), self._row("SELECT count(*) FROM pending")[0]
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
        if (share := self._share(kinds, filters)) is not None:
            sql = f"SELECT s.kind, s.record FROM {SHARES.format(share.sql)} ORDER BY {SHARES_BY_TIME} LIMIT ? OFFSET ?"
            rows = self._rows(sql, *share.values, size, first).fetchall()
            return Listing(records=tuple(self.one(*row) for row in rows), first=first, total=total)
        if _by_few(filters):
            chosen = [row[:2] for row in self._passed(filters) if row[0] in kinds][first : first + size]
            return Listing(records=tuple(self.one(*row) for row in chosen), first=first, total=total)
        condition = self._passing(kinds, filters)
        sql = f"SELECT m.kind, m.id FROM {MOMENTS.format(condition.sql)} ORDER BY {BY_TIME} LIMIT ? OFFSET ?"
        rows = self._rows(sql, *condition.values, size, first).fetchall()
        return Listing(records=tuple(self.one(kind, ident) for kind, ident in rows), first=first, total=total)

    def latest(self, kinds: Sequence[str], filters: Filters, *, size: int) -> list[Any]:
        """The last of these records by time, the latest first; what no day is known for is left out."""
        if (share := self._share(kinds, filters)) is not None:
            share.add("s.day < ?", LAST_DAY)
            order = SHARES_BY_TIME.replace(",", " DESC,")
            sql = f"SELECT s.kind, s.record FROM {SHARES.format(share.sql)} ORDER BY {order} DESC LIMIT ?"
            return [self.one(*row) for row in self._rows(sql, *share.values, size).fetchall()]
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
        if filters.modality and "event" not in kinds:
            return 0
        condition = Condition()
        if filters.plain and (filters.modality or tuple(kinds) == ("event",)):
            # Nothing but an event is told as done, planned or denied.
            of_days(condition, filters)
            sql = f"SELECT coalesce(sum(number), 0) FROM days WHERE {condition.sql}"
            return int(self._row(sql, *condition.values)[0])
        if filters == Filters(since=filters.since, until=filters.until):
            condition.add(f"kind IN {WITHIN}", listed(kinds))
            in_time(condition, filters, "day", "until")
            sql = f"SELECT coalesce(sum(number), 0) FROM spans WHERE {condition.sql}"
            return int(self._row(sql, *condition.values)[0])
        if (share := self._share(kinds, filters)) is not None:
            return self._number("shares s", share)
        if _by_few(filters):
            return sum(row[0] in kinds for row in self._passed(filters))
        return self._number("moments m", self._passing(kinds, filters))

    def idents(self, kinds: Sequence[str], filters: Filters) -> list[str]:
        """The ids of all records of these kinds that pass, in no order."""
        if (share := self._share(kinds, filters)) is not None:
            rows = self._rows(f"SELECT s.record FROM shares s WHERE {share.sql}", *share.values)
            return [str(row[0]) for row in rows]
        if _by_few(filters):
            return [row[1] for row in self._passed(filters) if row[0] in kinds]
        condition = self._passing(kinds, filters)
        sql = f"SELECT m.id FROM {MOMENTS.format(condition.sql)}"
        return [str(row[0]) for row in self._rows(sql, *condition.values)]

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
            "SELECT nullif(party, ''), sum(number) FROM board WHERE number > 0 GROUP BY party "
            "ORDER BY party = '', 2 DESC, party"
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
        if filters.modality and "event" in kinds:
            # Nothing else is told as done, planned or denied.
            kinds = ("event",)
        if len(kinds) == 1:
            condition.add("m.kind = ?", kinds[0])
        elif set(kinds) == set(TOLD):
            # As the partial index has it, so that it is used.
            condition.add("m.kind IN ('statement', 'event')")
        else:
            condition.add(f"m.kind IN ({', '.join('?' * len(kinds))})", *kinds)
        condition.add("m.day >= ?", self._first_day(kinds, filters))
        return self._asked_of(filters, condition)

    def _first_day(self, kinds: Sequence[str], filters: Filters) -> str:
        """The first day on which something stands that lasts into the time asked for; '' when that is of no matter."""
        if not filters.since:
            return ""
        condition = Condition()
        condition.add(f"kind IN {WITHIN}", listed(kinds))
        in_time(condition, filters, "day", "until")
        sql = f"SELECT coalesce(min(day), '') FROM spans WHERE number > 0 AND {condition.sql}"
        return str(self._row(sql, *condition.values)[0])

    def _asked_of(self, filters: Filters, condition: Condition) -> Condition:
        """The same of records of any kind."""
        in_time(condition, filters, "m.day", "m.until")
        self._of_actors(condition, filters)
        if filters.type:
            condition.add("? IN (m.type, m.subtype)", filters.type)
        if filters.outlet:
            chosen = listed(self.outlets_called(filters.outlet))
            condition.add(OF_OUTLET.format(in_outlet=IN_OUTLET), chosen, chosen)
        if filters.modality:
            rare = self.how_many(("event",), Filters(modality=filters.modality)) < FEW_TOLD
            condition.add(OF_RARE_MODALITY if rare else OF_MODALITY, filters.modality)
        if filters.words:
            condition.add(OF_WORDS, match_of(filters.words))
        return condition

    def _of_actors(self, condition: Condition, filters: Filters) -> None:
        for field, which in SHARED.items():
            if name := getattr(filters, field):
                condition.add(OF_ACTOR.format(which), listed(self._ids_of(name)))

    def _share(self, kinds: Sequence[str], filters: Filters) -> Condition | None:
        """The condition on table `s` (shares) when the filters ask for one actor and a time alone; else None."""
        named = [field for field in SHARED if getattr(filters, field)]
        if len(named) != 1 or named[0] == "also":
            return None
        name = getattr(filters, named[0])
        chosen = self._ids_of(name)
        if len(chosen) != 1 or filters != Filters(
            since=filters.since, until=filters.until, **{named[0]: name}
        ):
            return None
        condition = Condition()
        condition.add(f"s.actor = ? AND {SHARED[named[0]]}", chosen[0])
        condition.add(f"s.kind IN {WITHIN}", listed(kinds))
        in_time(condition, filters, "s.day", "s.until")
        return condition

    def actors_called(self, name: str) -> list[str]:
        """The ids of the actors a name, part of one, or an id stands for."""
        return self._ids_of(name)


def _by_few(filters: Filters) -> bool:
    """True when what passes is found by the few that the filters name, and not along the index of all."""
    return any((filters.actor, filters.also, filters.speaker, filters.about, filters.outlet, filters.words))
