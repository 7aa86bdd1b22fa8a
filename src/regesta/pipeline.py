"""The only conductor: reads, parses and extracts each report, files it, then links the whole case.

What comes in: a case and the files or folders to add. What goes out: a `Tally`; the case holds the rest.
Workers only turn a document into rows; this process alone reads the inputs and writes the case, so
neither the order of the inputs nor the number of workers shows in the result.

    add(case, [Path("reports/")], Given(outlet="Reuters"))     # Tally(filed=12, known=0, skipped=1)
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from regesta import relinking
from regesta.errors import LexiconError, MissingExtra, ReadError, RegestaError
from regesta.records import Document, Extraction, Skipped
from regesta.store import Case
from regesta.store.rows import Filing, rows_of
from regesta.text import file_name
from regesta.versions import drawn_by
from regesta.workers import results, skip

if TYPE_CHECKING:
    from regesta.read import Given

__all__ = ["Progress", "Tally", "add", "add_drawn", "rebuild", "relink"]

# A batch is written when it holds this many reports or is this old, so that a crash loses little.
BATCH_REPORTS = 50
BATCH_SECONDS = 1.0
# Linking takes its turn after so many reports, while workers read on; in a large case, whose crowded blocks
# cost the same for one report and for many, after a share of those on file; towards the end, for fewer.
LINK_REPORTS, LINK_SHARE, LINK_LEAST = 50, 0.05, 10


class Tally(msgspec.Struct, frozen=True):
    """What became of the inputs: newly filed, on file already, not fit to be filed.

    `completed` tells of each known report that something was now added to: "x.txt: known, now with outlet";
    `notes` say where linking did not compare all records with each other.
    """

    filed: int = 0
    known: int = 0
    skipped: int = 0
    completed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Progress(msgspec.Struct, frozen=True):
    """How far a run is: input files done, of how many, and the reports in them."""

    files: int
    of: int
    tally: Tally


Tell = Callable[[Progress], None]


def add(
    case: Case,
    paths: Iterable[Path],
    given: Given | None = None,
    *,
    workers: int | None = None,
    progress: Tell | None = None,
) -> Tally:
    """File every report found under `paths`, then link the case.

    `workers` is the number of processes (default: one a core, one for a small run). What cannot be
    read or extracted is filed as skipped with its reason; the run goes on.
    """
    run = _Run(case, progress)
    try:
        documents = run.fresh(paths, given)
        found = results(documents, workers or os.cpu_count() or 1, work, run.idle)
        for result in itertools.chain(found, map(work, run.later())):
            run.take(result)
    finally:
        # Also after Ctrl-C: what is finished is kept; the next run or question links it.
        run.write()
    return run.linked()


def add_drawn(
    case: Case,
    documents: Iterable[Document | Skipped],
    filing_of: Callable[[Document], Filing],
    *,
    version: str,
) -> Tally:
    """File reports whose records another run has drawn, as that version did, then link the case.

    What is on file is passed over or completed as in `add`; only a report that is completed is read here.
    """
    run = _Run(case, None, version)
    try:
        run.take_drawn(documents, filing_of)
    finally:
        run.write()
    return run.linked()


def rebuild(
    case: Case,
    *,
    whole: bool = False,
    workers: int | None = None,
    progress: Tell | None = None,
) -> Tally:
    """Draw the records of reports that another version has read anew from the stored texts.

    With `whole` those of all reports. Judgements stay. The tally counts as `known` the reports that
    this version had read already.
    """
    version = drawn_by()
    chosen = case.drawn_otherwise("" if whole else version)
    tally = Tally(known=case.on_file() - len(chosen))
    documents = (case.base_document(ident) for ident in chosen)
    for result in results(documents, workers or os.cpu_count() or 1, work):
        if isinstance(result, Skipped):
            tally = msgspec.structs.replace(tally, skipped=tally.skipped + 1)  # what was drawn before stays
        else:
            case.refile([result], drawn_by=version)
            tally = msgspec.structs.replace(tally, filed=tally.filed + 1)
        if progress:
            progress(Progress(tally.filed + tally.skipped, len(chosen), tally))
    if not case.linked:
        relink(case)
    return tally


def relink(case: Case) -> tuple[str, ...]:
    """Link what is new or changed in the case; returns notes on what was not compared, in plain words."""
    return relinking.relink(case, extraction_of)


def _is_dated(document: Document) -> bool:
    when = document.published
    return when is not None and when.start is not None and when.end is not None


def extraction_of(document: Document) -> Extraction:
    """Parse and extract one report."""
    # spaCy takes a second to import: only a process that parses does so.
    from regesta.extract import extract
    from regesta.parse import parse

    return extract(parse(document))


def work(document: Document) -> Filing | Skipped:
    """The rows of one report. Pure, and the only thing that a worker does."""
    try:
        return rows_of(extraction_of(document))
    except (LexiconError, MissingExtra):
        raise  # no fault of this report's: every other would meet it too
    except RegestaError as err:
        return skip(document, str(err))
    except Exception as err:  # noqa: BLE001 - one report that breaks a rule must not end the run
        return skip(document, f"could not be extracted ({type(err).__name__}: {err}); report this")


class _Input:
    """A file that was read: its stamp, how many reports it holds, and those not on file yet."""

    def __init__(self, stamp: bytes | None) -> None:
        self.stamp = stamp
        self.reports = 0
        self.whole = False
        self.waiting: set[str] = set()


class _Run:
    """One run's counts and the batch that waits to be written."""

    def __init__(self, case: Case, progress: Tell | None, version: str | None = None) -> None:
        self.case = case
        self.tally = Tally()
        self.notes: set[str] = set()
        self._unlinked, self._link_after = 0, LINK_REPORTS
        self._version = version or drawn_by()
        self._progress = progress
        self._batch: list[Filing | Skipped] = []
        self._since = time.monotonic()
        self._pending: dict[str, str] = {}
        self._completed: dict[str, str] = {}
        self._inputs: dict[str, list[_Input]] = {}
        self._stamped: list[tuple[bytes, int]] = []
        self._told, self._twins = set[int](), list[Document]()
        self._files, self._of = 0, 0

    def fresh(self, paths: Iterable[Path], given: Given | None) -> Iterator[Document]:
        """The documents not on file yet; the others are counted."""
        from regesta import read
        from regesta.read.stamps import Stamps

        files, given = list(read.files(paths)), given or read.Given()
        stamps = Stamps(given, self._version)
        self._of = len(files)
        for path in files:
            stamp = stamps.of(path)
            if stamp and (reports := self.case.reports_in(stamp)):
                self._count(known=reports)
            else:
                yield from self._read(path, given, _Input(stamp))
            self._files += 1
            self._tell()

    def take_drawn(
        self, documents: Iterable[Document | Skipped], filing_of: Callable[[Document], Filing]
    ) -> None:
        """Put those not on file yet in the batch, with the records they came with."""
        for item in documents:
            if isinstance(item, Skipped):
                self.take(item)
                continue
            if any(item.name == waiting.name for waiting in self._batch):
                # Perhaps the same report told of more fully: that is seen only on file.
                self.write()
            if fresh := self._fresh(item):
                self.take(filing_of(item) if fresh is item else work(fresh))
                self.idle(None)

    def _read(self, path: Path, given: Given, file: _Input) -> Iterator[Document]:
        """The new documents of one file, which is stamped when all it holds is on file."""
        refused = 0
        for item in _read(path, given):
            if isinstance(item, Skipped):
                refused += 1
                self.take(item)
                continue
            file.reports += 1
            told = hash((item.name, item.text))
            if told in self._told and item.id not in self._pending and not self.case.known(item.id):
                # Perhaps the same report told of more fully: that is seen only once it is on file.
                self._twins.append(item)
                self._await(item.id, file)
                continue
            fresh = self._fresh(item)
            waits_for = fresh.id if fresh else item.id
            if fresh or waits_for in self._pending:
                self._await(waits_for, file)
            if fresh:
                self._told.add(told)
                yield fresh
        file.whole = refused == 0
        self._stamp(file)

    def later(self) -> Iterator[Document]:
        """Of those of one name and text with a report read before them: what is new, now that it is on file."""
        for item in self._twins:
            self.write()
            fresh = self._fresh(item)
            if fresh:
                self._await(fresh.id, *self._inputs[item.id])
                yield fresh
            if fresh is not item:
                self._filed(item.id)

    def _await(self, document: str, *files: _Input) -> None:
        """These files hold the report: none is stamped before it is on file."""
        for file in files:
            file.waiting.add(document)
            self._inputs.setdefault(document, []).append(file)

    def _fresh(self, document: Document) -> Document | None:
        """The document when it is to be read: new, or on file and now known more fully."""
        return self._completing(document) if self._known(document) else document

    def _stamp(self, file: _Input) -> None:
        if file.whole and file.reports and file.stamp and not file.waiting:
            self._stamped.append((file.stamp, file.reports))

    def take(self, result: Filing | Skipped) -> None:
        """Count a result and put it in the batch."""
        if isinstance(result, Filing) and result.document in self._completed:
            self.case.refile([result], drawn_by=self._version)
            self._filed(result.document)
            return
        self._batch.append(result)
        if isinstance(result, Skipped):
            self._count(skipped=1)
        else:
            self._filed(result.document)
            self._unlinked += 1
            self._count(filed=1)
        if len(self._batch) >= BATCH_REPORTS or time.monotonic() - self._since > BATCH_SECONDS:
            self.write()

    def _filed(self, document: str) -> None:
        """A report is on file with the batch: so may be all of the files that hold it."""
        for file in self._inputs.pop(document, ()):
            file.waiting.discard(document)
            self._stamp(file)

    def write(self) -> None:
        """Write the batch in one transaction."""
        if self._batch or self._stamped:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self.case.file(self._batch, added=now, drawn_by=self._version, inputs=self._stamped)
        for item in self._batch:
            if isinstance(item, Filing):
                self._name(item.document, self._pending.pop(item.document, item.name))
        self._batch.clear()
        self._stamped.clear()
        self._since = time.monotonic()

    def idle(self, left: int | None) -> None:
        """Link what has come by now, when it is much, or more than is left: workers read on meanwhile."""
        least = self._link_after if left is None else min(self._link_after, max(LINK_LEAST, left))
        if self._unlinked >= least:
            self.write()
            self.notes.update(relinking.ahead(self.case, extraction_of))
            self._unlinked = 0
            self._link_after = max(LINK_REPORTS, int(LINK_SHARE * self.case.on_file()))

    def linked(self) -> Tally:
        """The tally, once the whole case is linked."""
        if not self.case.linked:
            self.notes.update(relink(self.case))
        return msgspec.structs.replace(self.tally, notes=tuple(sorted(self.notes)))

    def _known(self, document: Document) -> bool:
        """True for what is on file or on its way there."""
        if document.id in self._pending:
            self._pending[document.id] = min(self._pending[document.id], document.name)
        elif self.case.known(document.id):
            self._name(document.id, document.name)
        elif self._twin(document):
            pass
        else:
            self._pending[document.id] = document.name
            return False
        self._count(known=1)
        return True

    def _twin(self, document: Document) -> Document | None:
        """The report on file that this is, whatever was told of its outlet and address then or now."""
        for twin in self.case.twins(document):
            pairs = ((getattr(twin, field), getattr(document, field)) for field in ("outlet", "url"))
            if twin.id == document.id or all(None in pair or pair[0] == pair[1] for pair in pairs):
                return twin
        return None

    def _completing(self, document: Document) -> Document | None:
        """The report on file with what was not known of it when it was filed, or None when nothing is new."""
        twin = None if document.id in self._pending else self._twin(document)
        if twin is None or twin.id in self._completed:
            return None
        own = self.case.base_document(twin.id)
        new = {
            field: getattr(document, field)
            for field in ("outlet", "url")
            if getattr(own, field) is None and getattr(document, field) is not None
        }
        if _is_dated(document) and not _is_dated(own):
            new["published"] = document.published
        if not new:
            return None
        self._completed[own.id] = f"{own.name}: known, now with {' and '.join(sorted(new))}"
        self.tally = msgspec.structs.replace(self.tally, completed=tuple(self._completed.values()))
        return msgspec.structs.replace(own, **new)

    def _name(self, document: str, name: str) -> None:
        """Of the names the same bytes are found under, keep the one that sorts first."""
        if name < (self.case.known(document) or ""):
            self.case.rename(document, name)

    def _count(self, *, filed: int = 0, known: int = 0, skipped: int = 0) -> None:
        now = self.tally
        self.tally = Tally(now.filed + filed, now.known + known, now.skipped + skipped, now.completed)
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(Progress(self._files, self._of, self.tally))


def _read(path: Path, given: Given) -> Iterator[Document | Skipped]:
    """What one file holds; a file that cannot be read is one skipped input."""
    from regesta import read

    try:
        yield from read.read(path, given)
    except (ReadError, OSError) as err:
        yield read.skipped(file_name(path), str(err))
