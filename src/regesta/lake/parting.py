"""What a worker does: one part in, its files out. The same function in every engine.

What comes in: a part of an input file. What goes out: the part's Parquet files in the lake, and a note of them.
Nothing is shared between parts but the lake's folder, so any number of workers may run at once.

    write_part(part, "lake/")       # Written(documents=500, skipped=2, ...)
"""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

import regesta
from regesta import pipeline
from regesta.collecting import rarely
from regesta.errors import LakeError
from regesta.lake.columns import COLUMNS, document_row, rows_of, skipped_row
from regesta.lake.folder import Lake, Written
from regesta.lake.parts import Part, items
from regesta.records import Document, Skipped
from regesta.store.rows import Filing
from regesta.versions import drawn_by
from regesta.workers import Work

__all__ = ["probe", "version", "write_part"]

# Reports whose records are in memory before they are written.
GROUP = 100
ALONE = threading.Lock()


@functools.cache
def version() -> str:
    """What decides on the bytes of a part: the version that draws records, and how they are laid out here."""
    told = hashlib.sha256(drawn_by().encode())
    package = Path(regesta.__file__).parent
    for path in sorted([*(package / "lake").glob("*.py"), package / "store" / "rows.py"]):
        told.update(path.read_bytes())
    return f"{drawn_by()}+{told.hexdigest()[:12]}"


@contextmanager
def _busy() -> Iterator[None]:
    """One part at a time in a process, also where an engine runs threads: the parser is not made for more."""
    with ALONE, rarely():
        yield


def write_part(part: Part, lake: str, work: Work = pipeline.work, aside: tuple[int, ...] = ()) -> Written:
    """Read, extract and write one part. Rows `aside` (the first is 0) are set down as skipped, unread."""
    _same_version(part)
    with _busy():
        return _Draft(part, Lake(Path(lake)), aside).write(work)


def probe(part: Part, stretch: tuple[int, int], work: Work = pipeline.work) -> None:
    """Go through a stretch of a part's rows and keep nothing: who lives through it has met no poison."""
    _same_version(part)
    with _busy():
        for _, item in items(part, stretch=stretch):
            if isinstance(item, Document):
                work(item)


def _same_version(part: Part) -> None:
    if part.version != version():
        raise LakeError(
            "a worker runs another version of Regesta than this one; install the same on all machines"
        )


class _Draft:
    """One part being written."""

    def __init__(self, part: Part, lake: Lake, aside: tuple[int, ...]) -> None:
        self.part, self.lake, self.aside = part, lake, aside
        self._documents: dict[str, tuple[Document, int]] = {}
        self._skipped: dict[str, dict[str, object]] = {}
        self._rows: dict[str, list[dict[str, object]]] = {table: [] for table in COLUMNS}
        self._counts = dict.fromkeys(COLUMNS, 0)

    def write(self, work: Work) -> Written:
        """Go through the rows and write what they yield."""
        # Here and not above: a part without Parquet in it should fail before it begins.
        from regesta.lake.parquet import Writer

        drafts = {table: self.lake.scratch(table, self.part.digest) for table in COLUMNS}
        with ExitStack() as files:
            writers = {table: files.enter_context(Writer(drafts[table], COLUMNS[table])) for table in COLUMNS}

            def flush() -> None:
                for table, rows in self._rows.items():
                    writers[table].write(rows)
                    self._counts[table] += len(rows)
                    rows.clear()

            for count, (document, filing) in enumerate(self._worked(work), 1):
                for table, row in rows_of(document, filing):
                    self._rows[table].append(row)
                if count % GROUP == 0:
                    flush()
            self._finish()
            flush()
        files_of = self.lake.place(self.part.digest, {t: (drafts[t], self._counts[t]) for t in COLUMNS})
        written = Written(
            part=self.part.digest,
            source=self.part.name,
            first=self.part.first,
            rows=self.part.rows,
            documents=len(self._documents),
            skipped=len(self._skipped),
            version=self.part.version,
            files=files_of,
        )
        self.lake.note(written)
        return written

    def _worked(self, work: Work) -> Iterator[tuple[Document, Filing]]:
        """Each report of the part once, with what it yields."""
        for number, item in items(self.part, self.aside):
            if isinstance(item, Skipped):
                self._skip(item, number)
            elif item.id in self._documents:
                self._name(item)
            elif isinstance(result := work(item), Skipped):
                self._skip(result, number)
            else:
                self._documents[item.id] = item, number
                yield item, result

    def _skip(self, item: Skipped, number: int) -> None:
        self._skipped.setdefault(item.id, skipped_row(item, source=self.part.name, row=number))

    def _name(self, again: Document) -> None:
        """Of the names the same bytes are found under, keep the one that sorts first (as `add` does)."""
        document, number = self._documents[again.id]
        if again.name < document.name:
            self._documents[again.id] = msgspec.structs.replace(document, name=again.name), number

    def _finish(self) -> None:
        for document, number in self._documents.values():
            self._rows["documents"].append(document_row(document, source=self.part.name, row=number))
        self._rows["skipped"].extend(self._skipped.values())
