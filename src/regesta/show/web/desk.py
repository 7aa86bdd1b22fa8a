"""The case under many readers: open once a thread, what is costly worked out once, one writer.

What comes in: work to do on the case (a function), as it is or as it stood on a day.
What goes out: what the work found, in a thread that has the case open.

    await desk.ask(lambda case: case.statements())

SQLite lets any number of connections read while one writes (WAL); each thread reads one state of the
file for as long as a page takes. What has been worked out is kept for as long as that state lasts.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from regesta.errors import CaseError
from regesta.run import Case, open_case

__all__ = ["Desk", "Stood"]

T = TypeVar("T")

READERS = 4
# Copies of the case as it stood on a day; each holds its reports in memory.
PAST_KEPT = 4
WORKED_OUT_KEPT = 512


class Stood(msgspec.Struct, frozen=True):
    """A copy of the case as it stood on a day: how many reports of how many; `undated` were left out.

    `stretch` is the first and the last day of publication of all reports, `state` that of the case copied.
    """

    state: str
    reports: int
    of: int
    undated: int
    stretch: tuple[str, str] | None


class Desk:
    """One case for the whole application."""

    def __init__(self, path: Path) -> None:
        # Says at once what is wrong with the file, brings it up to date and links what waits.
        open_case(path).close()
        self.path = path
        self._own = threading.local()
        self._first: Case | None = None
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        # A copy as of a day lives in memory and in one thread; corrections are made one by one.
        self._past = ThreadPoolExecutor(1, thread_name_prefix="past")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._copies: OrderedDict[tuple[str, str], tuple[Case, Stood]] = OrderedDict()
        self._kept: OrderedDict[tuple[str, Any], Any] = OrderedDict()
        self._lock = threading.Lock()

    async def ask(self, work: Callable[[Case], T], as_of: str | None = None) -> T:
        """What the work finds in the case, or in the case as it stood on a day."""
        loop = asyncio.get_running_loop()
        if as_of is None:
            return await loop.run_in_executor(self._readers, self._now, work)
        return await loop.run_in_executor(self._past, self._then, work, as_of)

    async def write(self, work: Callable[[Case], T]) -> T:
        """The same, with the only connection that may change the case."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._change, work)

    def once(self, case: Case, key: Any, work: Callable[[Case], T]) -> T:
        """What the work finds, found before or now, for as long as the case does not change.

        `key` names the work and, where the case is a copy, its day.
        """
        whole = (case.state, key)
        with self._lock:
            if whole in self._kept:
                self._kept.move_to_end(whole)
                return cast(T, self._kept[whole])
        found = work(case)
        with self._lock:
            self._kept[whole] = found
            while len(self._kept) > WORKED_OUT_KEPT:
                self._kept.popitem(last=False)
        return found

    def close(self) -> None:
        """End the threads; what runs is finished."""
        for pool in (self._readers, self._past, self._writer):
            pool.shutdown()

    def _now(self, work: Callable[[Case], T]) -> T:
        case = getattr(self._own, "case", None)
        if case is None:
            case = self._own.case = Case(self.path)
            with self._lock:
                self._first = self._first or case
            case.share(self._first)
        with case.reading():
            return _done(work, case)

    def stood(self, case: Case) -> Stood | None:
        """What a copy of the case was made from."""
        return next((stood for copy, stood in self._copies.values() if copy is case), None)

    def _then(self, work: Callable[[Case], T], day: str) -> T:
        with Case(self.path) as whole:
            key = (whole.state, day)
            if key not in self._copies:
                copy = whole.as_of(day)
                self._copies[key] = (
                    copy,
                    Stood(
                        state=whole.state,
                        reports=copy.on_file(),
                        of=whole.on_file(),
                        undated=whole.undated(),
                        stretch=whole.published_between(),
                    ),
                )
        self._copies.move_to_end(key)
        while len(self._copies) > PAST_KEPT:
            self._copies.popitem(last=False)[1][0].close()
        return _done(work, self._copies[key][0])

    def _change(self, work: Callable[[Case], T]) -> T:
        with open_case(self.path) as case:
            return work(case)


def _done(work: Callable[[Case], T], case: Case) -> T:
    """The outcome of the work. A StopIteration would be lost on its way out of the thread: its reader would wait."""
    try:
        return work(case)
    except StopIteration as err:
        raise CaseError(
            "what this page leads to is not on file (any more); go back and load the page again"
        ) from err
