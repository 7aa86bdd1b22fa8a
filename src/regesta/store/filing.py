"""The case file written: reports filed, refiled and renamed, linking's outcome put in place.

What comes in: filings, corrected or redated extractions, a `Linkage`. What goes out: the base
extractions that linking starts from, and copies of the case as it stood on a day.

Each report's rows are what is shown of it. Where that is not what its extraction gave (a person
corrected it, linking dated it), the base is kept beside them, so that linking always starts there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Self, cast

import msgspec

from regesta.errors import CaseError
from regesta.records import Document, Extracted, Extraction, Linkage, Skipped, When
from regesta.store import migrate
from regesta.store.casefile import decode
from regesta.store.extractions import BASE, json_of_date, json_of_page, page_of
from regesta.store.ledger import StoredLedger
from regesta.store.part import JudgedPart
from regesta.store.query import WITHIN, listed, period
from regesta.store.rows import TABLES, Filing, Row, json_of, rows_of, skip_id

__all__ = ["FiledFile"]

# A reason may change with a newer version; the time an input was first met does not.
SKIP = (
    "INSERT INTO skipped VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET reason = excluded.reason, record = excluded.record"
)
PENDING = "INSERT OR IGNORE INTO pending VALUES (?)"
# The reports of an attached case that linking has dated by others, and the extraction made with that date.
REDATED = (
    "SELECT e.document, e.published FROM whole.extractions e JOIN whole.documents d ON d.id = e.document "
    "WHERE e.published = json_extract(d.record, '$.published') "
    "AND json_extract(d.record, '$.published.basis') = 'inferred'"
)
COPIED = ("mentions", "document_actors", *sorted(set(TABLES.values()) - {"mentions", "document_actors"}))


class FiledFile(JudgedPart):
    """A case file that reports are filed in."""

    def known(self, document: str) -> str | None:
        """The name a document is filed under, or None when it is not on file."""
        row = self._row("SELECT name FROM documents WHERE id = ?", document)
        return str(row[0]) if row else None

    def twins(self, document: Document) -> list[Document]:
        """The reports on file with the same name and text, whatever was known of them otherwise."""
        # "+text": SQLite must not put the value in the place of the indexed expressions.
        sql = (
            "SELECT record, id, text, added FROM documents WHERE length(text) = ? "
            "AND substr(text, 1, 64) = ? AND +text = ? AND name = ? ORDER BY id"
        )
        text = document.text
        return [
            self._record(Document, row) for row in self._rows(sql, len(text), text[:64], text, document.name)
        ]

    def reports_in(self, stamp: bytes) -> int:
        """How many reports the file of this stamp holds, when all of them are on file; else 0."""
        row = self._row("SELECT documents FROM inputs WHERE stamp = ?", stamp)
        return int(row[0]) if row else 0

    def drawn_otherwise(self, version: str) -> list[str]:
        """The reports whose records were not drawn by this version, by id."""
        sql = (
            "SELECT d.id FROM documents d LEFT JOIN drawn v ON v.document = d.id "
            "WHERE v.version IS NOT ? ORDER BY d.id"
        )
        return [str(row[0]) for row in self._rows(sql, version)]

    def rename(self, document: str, name: str) -> None:
        """Give a document on file another name (the same bytes may be found under two)."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET name = ?1, record = json_set(record, '$.name', ?1) WHERE id = ?2",
                (name, document),
            )
            connection.execute(
                "UPDATE extractions SET record = json_set(record, '$.document.name', ?1) WHERE document = ?2",
                (name, document),
            )
            # What an outlet without a name is called stands in many a summary.
            connection.execute(PENDING, (document,))

    def file(
        self,
        items: Iterable[Filing | Skipped],
        *,
        added: str | None = None,
        drawn_by: str | None = None,
        inputs: Iterable[tuple[bytes, int]] = (),
    ) -> None:
        """File reports and skipped inputs, all of them or, when something fails, none.

        What is on file already stays as it is. Linking has to run again afterwards (`relink`).
        `drawn_by` names the version that drew the records; `inputs` are the stamps of files whose
        reports (so many) are now all on file.
        """
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO inputs VALUES (?, ?)", inputs)
            for item in items:
                if isinstance(item, Skipped):
                    record = json_of(msgspec.structs.replace(item, added=None))
                    row = (item.id, item.name, item.reason, item.added or added, record)
                    connection.execute(SKIP, row)
                    continue
                connection.execute("DELETE FROM skipped WHERE id = ?", (skip_id(item.document),))
                known = "SELECT 1 FROM documents WHERE id = ?"
                if connection.execute(known, (item.document,)).fetchone() is None:
                    self._insert_filing(connection, item, added)
                    self._note(connection, item.document, drawn_by)
                    connection.execute(PENDING, (item.document,))

    def refile(self, items: Iterable[Filing], *, drawn_by: str | None = None) -> None:
        """Put reports on file anew in the place of what was drawn from them before."""
        with self._transaction() as connection:
            for item in items:
                connection.execute("DELETE FROM extractions WHERE document = ?", (item.document,))
                self._replace(connection, item)
                self._note(connection, item.document, drawn_by)
                connection.execute(PENDING, (item.document,))
        self._forget()

    def base(self, documents: Collection[str] | None = None) -> dict[str, Extraction]:
        """These reports, or all, with their records as extraction gave them: not corrected, not redated."""
        if documents is None:
            documents = [str(row[0]) for row in self._rows("SELECT id FROM documents")]
        chosen = listed(documents)
        sql = f"SELECT document, record FROM extractions WHERE published = ? AND document IN {WITHIN}"
        kept = dict(self._rows(sql, BASE, chosen).fetchall())
        records: dict[str, list[Extracted]] = {}
        for struct, table in TABLES.items():
            sql = f"SELECT document, record FROM {table} WHERE document IN {WITHIN} ORDER BY document, position, id"
            for document, record in self._rows(sql, chosen):
                if document not in kept:
                    records.setdefault(document, []).append(cast(Extracted, decode(struct, record)))
        found = {}
        sql = f"SELECT id, text, added, record FROM documents WHERE id IN {WITHIN} ORDER BY id"
        for ident, text, added, record in self._rows(sql, chosen):
            if ident in kept:
                found[ident] = page_of(kept[ident], text, added)
                continue
            own = msgspec.structs.replace(decode(Document, record), text=text, added=added)
            found[ident] = Extraction(document=own, records=tuple(records.get(ident, ())))
        return found

    def base_document(self, ident: str) -> Document:
        """A report on file as it was filed, without a date that was inferred or set since."""
        row = self._row("SELECT record FROM extractions WHERE document = ? AND published = ?", ident, BASE)
        own = self.document(ident)
        if row is None:
            return msgspec.structs.replace(own, copy_of=None)
        return page_of(row[0], own.text, own.added).document

    def redated(self, document: Document, published: When | None) -> Extraction | None:
        """The extraction of a report made once before with that date of publication, if there was one."""
        sql = "SELECT record FROM extractions WHERE document = ? AND published = ?"
        row = self._row(sql, document.id, json_of_date(published))
        return page_of(row[0], document.text, document.added) if row else None

    # Linking

    @contextmanager
    def linking(self, place: Callable[..., Any]) -> Iterator[StoredLedger]:
        """What linking keeps in the case; written wholly or, when something fails, not at all."""
        with self._transaction() as connection:
            yield StoredLedger(connection, place)
        self._forget()

    def relink(self, linkage: Linkage, *, documents: int) -> None:
        """Replace all that linking decided before by what it decided for so many documents."""
        with self._transaction() as connection:
            ledger = StoredLedger(connection, tuple)
            ledger.clear()
            ledger.settle(Linkage(), linkage)
            connection.execute("DELETE FROM settled")
            if connection.execute("SELECT count(*) FROM documents").fetchone() == (documents,):
                connection.execute("DELETE FROM pending")
            self._linked(connection, self.changes)
        self._forget()

    def pending(self, characters: int) -> list[str]:
        """Reports that linking has yet to look at, the oldest first, of about so many characters in all."""
        sql = (
            "SELECT p.document, coalesce(length(d.text), 0) FROM pending p "
            "LEFT JOIN documents d ON d.id = p.document "
            "ORDER BY coalesce(d.start, d.until, '9999'), p.document"
        )
        found: list[str] = []
        for ident, size in self._rows(sql):
            if found and characters < 0:
                break
            found.append(str(ident))
            characters -= size
        return found

    def put_off(self, documents: Iterable[str] | None) -> None:
        """Have linking look at these reports, or at all, again; within `linking`."""
        if documents is None:
            self._rows("INSERT OR IGNORE INTO pending SELECT id FROM documents")
        else:
            ids = [(document,) for document in documents]
            self._connection.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ids)

    def looked_at(self, documents: Iterable[str]) -> None:
        """Linking has looked at these reports; it is done when `linked_with` says so. Within `linking`."""
        ids = [(document,) for document in documents]
        self._connection.executemany("DELETE FROM pending WHERE document = ?", ids)
        self._linked(self._connection, -1)

    def linked_with(self, changes: int, touched: Iterable[tuple[str, str]]) -> None:
        """Linking has seen so many changes, and these judgements touched these records; within `linking`."""
        self._rows("DELETE FROM judged")
        self._insert(self._connection, "judged", list(touched))
        kept = "(SELECT document FROM extractions WHERE published = ?)"
        self._rows(f"DELETE FROM extractions WHERE document NOT IN {kept}", BASE)
        self._linked(self._connection, changes)

    @staticmethod
    def _linked(connection: sqlite3.Connection, changes: int) -> None:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('linked_changes', ?)", (str(changes),))

    def keep_redated(self, page: Extraction) -> None:
        """Keep what was drawn from a report with another date than its own."""
        row = (page.document.id, json_of_date(page.document.published), json_of_page(page))
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?, ?)", row)

    def shown_otherwise(self) -> set[str]:
        """The reports that are shown otherwise than extraction gave them."""
        return {
            str(row[0]) for row in self._rows("SELECT document FROM extractions WHERE published = ?", BASE)
        }

    def show(self, shown: Extraction, base: Extraction) -> None:
        """Bring the rows of a report in step with what is to be shown of it; within `linking`."""
        connection, document = self._connection, base.document.id
        kept = self._row("SELECT 1 FROM extractions WHERE document = ? AND published = ?", document, BASE)
        if shown is base or shown == base:
            if kept is not None:
                self._replace(connection, rows_of(base))
                # What was drawn with another date may be wanted again before linking is done.
                base_row = "DELETE FROM extractions WHERE document = ? AND published = ?"
                connection.execute(base_row, (document, BASE))
            return
        row = (document, BASE, json_of_page(base))
        connection.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?, ?)", row)
        dated = (document, BASE, json_of_date(shown.document.published))
        connection.execute("DELETE FROM extractions WHERE document = ? AND published NOT IN (?, ?)", dated)
        if not self._shows(shown):
            self._replace(connection, rows_of(shown))

    def _shows(self, page: Extraction) -> bool:
        """True when a report's rows are just these."""
        own = msgspec.structs.replace(self.document(page.document.id), copy_of=None)
        records: dict[str, Extracted] = {}
        for struct, table in TABLES.items():
            rows = self._rows(f"SELECT id, record FROM {table} WHERE document = ?", own.id)
            records.update((row[0], cast(Extracted, decode(struct, row[1]))) for row in rows)
        return own == page.document and records == {record.id: record for record in page.records}

    @property
    def changes(self) -> int:
        """How often judgements or refiled reports have put linking behind."""
        row = self._row("SELECT value FROM meta WHERE key = 'changes'")
        return int(row[0]) if row else 0

    @property
    def linked(self) -> bool:
        """False when reports or judgements were filed since linking last ran (a run was broken off)."""
        marks = dict(self._rows("SELECT key, value FROM meta").fetchall())
        behind = self._row("SELECT 1 FROM pending LIMIT 1") is not None
        return not behind and int(marks.get("linked_changes", 0)) == self.changes

    def extracted(self) -> list[Extracted]:
        """Every record of a single report as it is shown, with the report's own actors."""
        found: list[Extracted] = []
        for struct, table in TABLES.items():
            rows = self._rows(f"SELECT record FROM {table} ORDER BY document, position, id")
            found.extend(cast(Extracted, decode(struct, row[0])) for row in rows)
        return found

    def undated(self) -> int:
        """How many reports have no date by which they were surely published."""
        return int(self._row("SELECT count(*) FROM documents WHERE until IS NULL")[0])

    def copy_as_of(self, day: date | str) -> Self:
        """A copy in memory, still to be linked, of the reports published by the end of that day or month."""
        if str(self.path) == "in memory":
            raise CaseError("this is a copy as of a day already; ask the case it was made from")
        end = period(day)[1].isoformat()
        copy = type(self)(None)
        run = copy._connection.execute
        run("ATTACH ? AS whole", (migrate.address(self.path),))
        run("BEGIN")
        chosen = "(SELECT id FROM whole.documents WHERE until <= ?)"
        run(f"INSERT INTO documents SELECT * FROM whole.documents WHERE id IN {chosen}", (end,))
        for table in COPIED:
            run(f"INSERT INTO {table} SELECT * FROM whole.{table} WHERE document IN {chosen}", (end,))
        kept = f"FROM whole.extractions WHERE document IN {chosen} AND"
        by_itself = f"document NOT IN (SELECT document FROM ({REDATED}))"
        run(f"INSERT INTO extractions SELECT * {kept} {by_itself}", (end,))
        # A report came out when it did, whoever tells the day: the date that linking gave it is its own here.
        run(
            f"INSERT INTO extractions SELECT document, '', record {kept} (document, published) IN ({REDATED})",
            (end,),
        )
        run("INSERT INTO slots SELECT * FROM whole.slots WHERE record IN (SELECT id FROM searched)")
        run("INSERT INTO judgements SELECT * FROM whole.judgements")
        run("INSERT INTO pending SELECT id FROM documents")
        run("COMMIT")
        run("DETACH whole")
        return copy

    # Rows

    def _replace(self, connection: sqlite3.Connection, item: Filing) -> None:
        """The rows of a report already on file, in the place of those it had."""
        row = connection.execute("SELECT added FROM documents WHERE id = ?", (item.document,)).fetchone()
        self._remove(connection, item.document)
        self._insert_filing(connection, item, row[0] if row else None)

    @staticmethod
    def _remove(connection: sqlite3.Connection, document: str) -> None:
        """Delete the rows of a report."""
        chosen = " UNION ALL ".join(f"SELECT id FROM {table} WHERE document = ?1" for table in COPIED)
        for (ident,) in connection.execute(chosen, (document,)).fetchall():
            connection.execute("DELETE FROM slots WHERE record = ?", (ident,))
        for table in COPIED:
            connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        connection.execute("DELETE FROM documents WHERE id = ?", (document,))

    def _insert_filing(self, connection: sqlite3.Connection, item: Filing, added: str | None) -> None:
        for table, rows in item.rows.items():
            self._insert(connection, table, rows)
        connection.execute(
            "UPDATE documents SET added = coalesce(added, ?) WHERE id = ?", (added, item.document)
        )

    @staticmethod
    def _note(connection: sqlite3.Connection, document: str, version: str | None) -> None:
        """Note by which version a report's records were drawn; None when that is not known."""
        connection.execute("DELETE FROM drawn WHERE document = ?", (document,))
        if version is not None:
            connection.execute("INSERT INTO drawn VALUES (?, ?)", (document, version))

    @staticmethod
    def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def _forget(self) -> None:
        for cache in (self._actor, self._named, self._paper, self._printed):
            cache.cache_clear()
