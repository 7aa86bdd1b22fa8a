"""The only conductor: reads, parses and extracts each report, files it, then links the whole case.

What comes in: a case and the files or folders to add. What goes out: a `Tally`; the case holds the rest.
Workers only turn a document into rows; this process alone reads the inputs and writes the case, so
neither the order of the inputs nor the number of workers shows in the result.

    add(case, [Path("reports/")], Given(outlet="Reuters"))     # Tally(filed=12, known=0, skipped=1)
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from regesta.errors import LexiconError, MissingExtra, ReadError, RegestaError
from regesta.records import Document, Extraction, Judgement, Linkage, Skipped, When, identify
from regesta.store import Case
from regesta.store.corrections import correct, dates_of
from regesta.store.rows import Filing, rows_of, skip_id
from regesta.store.settling import settle

if TYPE_CHECKING:
    from regesta.read import Given

__all__ = ["Progress", "Tally", "add", "rebuild", "relink"]

# A batch is written when it holds this many reports or is this old, so that a crash loses little.
BATCH_REPORTS = 50
BATCH_SECONDS = 1.0
# Below this many characters one process is done before a second has loaded its model.
SMALL_RUN = 120_000
# Reports handed out ahead of the slowest worker, for each worker: keeps memory bounded.
AHEAD = 8


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


def add(
    case: Case,
    paths: Iterable[Path],
    given: Given | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Tally:
    """File every report found under `paths`, then link the case.

    `workers` is the number of processes (default: one a core, one for a small run). What cannot be
    read or extracted is filed as skipped with its reason; the run goes on.
    """
    run = _Run(case, progress)
    try:
        documents = run.fresh(paths, given)
        for result in _results(documents, workers or os.cpu_count() or 1):
            run.take(result)
    finally:
        # Also after Ctrl-C: what is finished is kept; the next run or question links it.
        run.write()
    notes: tuple[str, ...] = () if case.linked else relink(case)
    return msgspec.structs.replace(run.tally, notes=notes)


def rebuild(
    case: Case,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Tally:
    """Draw every record anew from the stored texts, as this version reads them; judgements stay."""
    base = case.base()
    filed = skipped = 0
    for result in _results(iter([page.document for page in base.values()]), workers or os.cpu_count() or 1):
        if isinstance(result, Skipped):
            # What was drawn before is better than nothing.
            skipped += 1
        else:
            case.refile([result])
            filed += 1
        if progress:
            progress(Progress(filed + skipped, len(base), Tally(filed=filed, skipped=skipped)))
    relink(case)
    return Tally(filed=filed, skipped=skipped)


def relink(case: Case) -> tuple[str, ...]:
    """Join the records of all reports anew: actors, events, links, discrepancies.

    Starts from the base extractions, so that the outcome depends on the reports and judgements on
    file, never on how they came. A report without a date that linking can date is read again with
    that date, and the case linked once more. Returns notes on what was not compared, in plain words.
    """
    changes, base, judgements = case.changes, case.base(), case.judgements(in_force=True)
    given = {doc: when for doc, when in dates_of(judgements).items() if doc in base}
    redated = _dated(case, base, given)
    pages, linkage = _linked(redated, judgements)
    inferred = {
        doc: when
        for doc, when in linkage.published.items()
        if doc in pages and doc not in given and not _is_dated(pages[doc].document)
    }
    if inferred:
        redated = _dated(case, redated, inferred)
        pages, linkage = _linked(redated, judgements)
    settled = settle(linkage, pages, judgements)
    shown = {
        doc: (pages[doc], base[doc], redated[doc] if redated[doc] is not base[doc] else None)
        for doc in base
        if pages[doc] is not base[doc]
    }
    case.relink(settled.linkage, documents=len(base), changes=changes, pages=shown, touched=settled.touched)
    return linkage.notes


def _linked(
    pages: dict[str, Extraction], judgements: list[Judgement]
) -> tuple[dict[str, Extraction], Linkage]:
    """The extractions as corrected, and what joins their records."""
    from regesta.link import link

    pages = correct(pages, judgements)
    documents = [page.document for page in pages.values()]
    return pages, link(documents, [record for page in pages.values() for record in page.records])


def _dated(
    case: Case, base: Mapping[str, Extraction], dates: Mapping[str, When | None]
) -> dict[str, Extraction]:
    """The extractions, those of reports with another date than their own drawn anew with it."""
    found = dict(base)
    for doc, when in sorted(dates.items()):
        document = msgspec.structs.replace(base[doc].document, published=when)
        found[doc] = case.redated(document, when) or extraction_of(document)
    return found


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
        # No fault of this report's: every other would meet it too.
        raise
    except RegestaError as err:
        return _skip(document, str(err))
    except Exception as err:  # noqa: BLE001 - one report that breaks a rule must not end the run
        return _skip(document, f"could not be extracted ({type(err).__name__}: {err}); report this")


class _Run:
    """One run's counts and the batch that waits to be written."""

    def __init__(self, case: Case, progress: Callable[[Progress], None] | None) -> None:
        self.case = case
        self.tally = Tally()
        self._progress = progress
        self._batch: list[Filing | Skipped] = []
        self._since = time.monotonic()
        self._pending: dict[str, str] = {}
        self._completed: dict[str, str] = {}
        self._files, self._of = 0, 0

    def fresh(self, paths: Iterable[Path], given: Given | None) -> Iterator[Document]:
        """The documents not on file yet; the others are counted."""
        from regesta import read

        files = list(read.files(paths))
        self._of = len(files)
        for path in files:
            for item in _read(path, given or read.Given()):
                if isinstance(item, Skipped):
                    self.take(item)
                elif not self._known(item):
                    yield item
                elif fuller := self._completing(item):
                    yield fuller
            self._files += 1
            self._tell()

    def take(self, result: Filing | Skipped) -> None:
        """Count a result and put it in the batch."""
        if isinstance(result, Filing) and result.document in self._completed:
            self.case.refile([result])
            return
        self._batch.append(result)
        if isinstance(result, Skipped):
            self._count(skipped=1)
        else:
            self._count(filed=1)
        if len(self._batch) >= BATCH_REPORTS or time.monotonic() - self._since > BATCH_SECONDS:
            self.write()

    def write(self) -> None:
        """Write the batch in one transaction."""
        if self._batch:
            self.case.file(self._batch, added=datetime.now(UTC).isoformat(timespec="seconds"))
        for item in self._batch:
            if isinstance(item, Filing):
                self._name(item.document, self._pending.pop(item.document, item.name))
        self._batch.clear()
        self._since = time.monotonic()

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
        if document.id in self._pending or (twin := self._twin(document)) is None:
            return None
        if twin.id in self._completed:
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
        told = tuple(self._completed.values())
        self.tally = msgspec.structs.replace(self.tally, completed=told)
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
        yield Skipped(id=identify("skipped", path.name, ()), name=path.name, reason=str(err))


def _skip(document: Document, reason: str) -> Skipped:
    return Skipped(id=skip_id(document.id), name=document.name, reason=reason)


def _results(documents: Iterator[Document], workers: int) -> Iterator[Filing | Skipped]:
    """The documents worked on, here or, when there is enough to do, by worker processes."""
    head: list[Document] = []
    size = 0
    while workers > 1 and size < SMALL_RUN and (document := next(documents, None)):
        head.append(document)
        size += len(document.text)
    together = itertools.chain(head, documents)
    if workers > 1 and size >= SMALL_RUN:
        yield from _spread(together, workers)
    else:
        yield from map(work, together)


def _spread(documents: Iterator[Document], workers: int) -> Iterator[Filing | Skipped]:
    """The same by worker processes; one that dies takes no report with it."""
    waiting: deque[tuple[Document, Future[Filing | Skipped]]] = deque()
    with _Pool(workers) as pool:
        for document in documents:
            waiting.append((document, pool.submit(document)))
            while len(waiting) >= workers * AHEAD:
                yield pool.result(*waiting.popleft())
        while waiting:
            yield pool.result(*waiting.popleft())


class _Pool:
    """Worker processes, replaced when one dies (out of memory, killed)."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = _executor(workers)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *error: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def submit(self, document: Document) -> Future[Filing | Skipped]:
        """Hand a document to a worker."""
        try:
            return self._executor.submit(work, document)
        except BrokenProcessPool:
            self._executor = _executor(self._workers)
            return self._executor.submit(work, document)

    def result(self, document: Document, future: Future[Filing | Skipped]) -> Filing | Skipped:
        """A document's result; when its worker died it is tried once more, alone."""
        try:
            return future.result()
        except BrokenProcessPool:
            return _alone(document)


def _alone(document: Document) -> Filing | Skipped:
    try:
        with _executor(1) as executor:
            return executor.submit(work, document).result()
    except BrokenProcessPool:
        return _skip(document, "the process working on it died, perhaps for want of memory")


def _executor(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_worker)


def _worker() -> None:
    """Ctrl-C is for the writer, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
