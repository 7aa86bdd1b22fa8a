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
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from regesta.errors import LexiconError, MissingExtra, ReadError, RegestaError
from regesta.records import Document, Skipped, identify
from regesta.store import Case
from regesta.store.rows import Filing, rows_of, skip_id

if TYPE_CHECKING:
    from regesta.read import Given

__all__ = ["Progress", "Tally", "add", "relink"]

# A batch is written when it holds this many reports or is this old, so that a crash loses little.
BATCH_REPORTS = 50
BATCH_SECONDS = 1.0
# Below this many characters one process is done before a second has loaded its model.
SMALL_RUN = 120_000
# Reports handed out ahead of the slowest worker, for each worker: keeps memory bounded.
AHEAD = 8


class Tally(msgspec.Struct, frozen=True):
    """What became of the inputs: newly filed, on file already, not fit to be filed."""

    filed: int = 0
    known: int = 0
    skipped: int = 0


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
    if not case.linked:
        relink(case)
    return run.tally


def relink(case: Case) -> None:
    """Join the records of all reports anew: actors, events, links, discrepancies."""
    from regesta.link import link

    documents = case.documents()
    case.relink(link(documents, case.extracted()), documents=len(documents))


def work(document: Document) -> Filing | Skipped:
    """Parse and extract one report. Pure, and the only thing that a worker does."""
    # spaCy takes a second to import: only a process that parses does so.
    from regesta.extract import extract
    from regesta.parse import parse

    try:
        return rows_of(extract(parse(document)))
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
            self._files += 1
            self._tell()

    def take(self, result: Filing | Skipped) -> None:
        """Count a result and put it in the batch."""
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
        else:
            self._pending[document.id] = document.name
            return False
        self._count(known=1)
        return True

    def _name(self, document: str, name: str) -> None:
        """Of the names the same bytes are found under, keep the one that sorts first."""
        if name < (self.case.known(document) or ""):
            self.case.rename(document, name)

    def _count(self, *, filed: int = 0, known: int = 0, skipped: int = 0) -> None:
        now = self.tally
        self.tally = Tally(now.filed + filed, now.known + known, now.skipped + skipped)
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
