"""The reports of a case, page by page, and what stands in each.

What comes in: filters, a report. What goes out: reports without their texts, by day of publication; the records of one.

    case.reports(Filters(outlet="Lantern News"), first=60, size=60).records
"""

from __future__ import annotations

from regesta.errors import CaseError
from regesta.records import KINDS, Document, Event, Mention, Record
from regesta.store.casefile import decode
from regesta.store.listing import Filters, Listing
from regesta.store.query import WITHIN, Condition, Query, listed
from regesta.store.rows import fold
from regesta.store.search import SearchedFile, match_of

__all__ = ["OF", "ReportsFile"]

OF = f"SELECT document_actor FROM actor_of WHERE actor IN {WITHIN}"


class ReportsFile(SearchedFile):
    """A case file whose reports can be listed and read."""

    def outlets(self) -> dict[str, int]:
        """How many reports each outlet has; those of no outlet go by their file's name."""
        return dict(self._rows("SELECT outlet, reports FROM papers WHERE reports > 0").fetchall())

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
        total = self._number("documents t", condition) if condition.parts else self.on_file()
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

    def _number(self, table: str, condition: Condition) -> int:
        """How many rows of a table meet the condition."""
        return int(self._row(f"SELECT count(*) FROM {table} WHERE {condition.sql}", *condition.values)[0])
