"""Worker processes: documents in, the rows of each out, in the order in which they came.

What comes in: documents, how many processes may work on them, and the pure function that turns one
into rows. What goes out: its results. One worker is this process; more are processes of their own
that get documents by the handful, so that short ones do not cost more to send than to read. While they
load the model, documents are read; while they work, the caller may do something else (`idle`).

    for result in results(documents, 2, work): ...
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import ModuleType

from regesta.collecting import YOUNG_OBJECTS, rarely
from regesta.records import Document, Skipped
from regesta.store.rows import Filing, skip_id

__all__ = ["Idle", "Result", "Work", "results", "skip"]

Result = Filing | Skipped
Work = Callable[[Document], Result]
# Told how many documents are still to come, None while they are being read.
Idle = Callable[[int | None], None]
Handful = list[Document]

# Below this many characters one process is done before two have been started and have learned the usual words.
SMALL_RUN = 80_000
# Characters of text handed to a worker at once: about a third of a second's work.
HANDFUL = 8_000
# Handfuls given out ahead of the slowest worker, for each worker: keeps memory bounded.
AHEAD = 24
# Handfuls read while the workers load the model: some megabytes.
READ_AHEAD = 240
# How a worker comes about: forked from a process that has loaded everything, where the system can.
WAY = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
STARTING = threading.Lock()


def results(
    documents: Iterator[Document], workers: int, work: Work, idle: Idle = lambda left: None
) -> Iterator[Result]:
    """The documents worked on, here or, when there is enough to do, by worker processes.

    `idle` is called whenever there is no result to take yet.
    """
    head: Handful = []
    size = 0
    while workers > 1 and size < SMALL_RUN and (document := next(documents, None)):
        head.append(document)
        size += len(document.text)
    together = itertools.chain(head, documents)
    with rarely():
        if workers > 1 and size >= SMALL_RUN:
            yield from _spread(together, workers, work, idle)
            return
        for document in together:
            yield work(document)
            idle(None)


def skip(document: Document, reason: str) -> Skipped:
    """The note that a document could not be filed, and why."""
    return Skipped(id=skip_id(document.id), name=document.name, reason=reason)


def _spread(documents: Iterator[Document], workers: int, work: Work, idle: Idle) -> Iterator[Result]:
    """The same by worker processes; one that dies takes no report with it."""
    waiting: deque[tuple[Handful, Future[list[Result]]]] = deque()

    def taken(*, last: bool) -> list[Result]:
        if not waiting[0][1].done():
            idle(sum(len(handful) for handful, _ in waiting) if last else None)
        return pool.result(*waiting.popleft())

    with _Pool(workers, work) as pool:
        for handful in _read_ahead(_handfuls(documents), pool):
            waiting.append((handful, pool.submit(handful)))
            while len(waiting) >= workers * AHEAD:
                yield from taken(last=False)
        while waiting:
            yield from taken(last=True)


def _read_ahead(handfuls: Iterator[Handful], pool: _Pool) -> Iterator[Handful]:
    """The handfuls, many of them read before the workers are there to take the first."""
    read: deque[Handful] = deque()
    for handful in handfuls:
        read.append(handful)
        while read and not (pool.loading and len(read) < READ_AHEAD):
            yield read.popleft()
    yield from read


def _handfuls(documents: Iterator[Document]) -> Iterator[Handful]:
    handful: Handful = []
    size = 0
    for document in documents:
        handful.append(document)
        size += len(document.text)
        if size >= HANDFUL:
            yield handful
            handful, size = [], 0
    if handful:
        yield handful


class _Pool:
    """Worker processes, replaced when one dies (out of memory, killed)."""

    def __init__(self, workers: int, work: Work) -> None:
        self._workers = workers
        self._work = work
        self._executor = _executor(workers)
        # The first submission waits until model and word lists are loaded.
        self._loading = threading.Thread(target=self._load, daemon=True)
        self._loading.start()

    def _load(self) -> None:
        # What goes wrong here goes wrong for the first handful too, and is told there.
        with contextlib.suppress(OSError, EOFError, RuntimeError):
            self._executor.submit(_nothing)

    @property
    def loading(self) -> bool:
        """True until the first worker is there."""
        return self._loading.is_alive()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *error: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def submit(self, handful: Handful) -> Future[list[Result]]:
        """Give documents to a worker."""
        try:
            return self._executor.submit(_all, self._work, handful)
        except BrokenProcessPool:
            self._executor = _executor(self._workers)
            return self._executor.submit(_all, self._work, handful)

    def result(self, handful: Handful, future: Future[list[Result]]) -> list[Result]:
        """The results of a handful; when a worker died it is tried once more by itself, then each document alone."""
        try:
            return future.result()
        except BrokenProcessPool:
            pass
        try:
            with _executor(1) as executor:
                return executor.submit(_all, self._work, handful).result()
        except BrokenProcessPool:
            return [self._alone(document) for document in handful]

    def _alone(self, document: Document) -> Result:
        try:
            with _executor(1) as executor:
                return executor.submit(self._work, document).result()
        except BrokenProcessPool:
            return skip(document, "the process working on it died, perhaps for want of memory")


def _nothing() -> None:
    """What a worker is asked for to have it started."""


def _all(work: Work, handful: Handful) -> list[Result]:
    return [work(document) for document in handful]


class _Worker(WAY.Process):  # type: ignore[name-defined,misc]
    """A process that does not run its caller's script again, as Python's own would.

    Otherwise a script that adds reports outside `if __name__ == "__main__"` would be run from its first line by
    each worker. Nothing that workers need stands in it.
    """

    def start(self) -> None:
        """Start it with an empty script in the place of the caller's."""
        with STARTING:
            script = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = script


def _executor(workers: int) -> ProcessPoolExecutor:
    context = type(WAY)()
    context.Process = _Worker  # type: ignore[attr-defined]
    if hasattr(context, "set_forkserver_preload"):
        # Loading model and word lists takes seconds: once for all workers, in the process they are forked from.
        context.set_forkserver_preload(["regesta.warm"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Ctrl-C is for the writer, which then ends its workers; when it is killed, they end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(YOUNG_OBJECTS)
    threading.Thread(target=_end_with_writer, daemon=True).start()


def _end_with_writer() -> None:
    if writer := multiprocessing.parent_process():
        writer.join()
        os._exit(1)
