"""Engines: who runs the jobs. Own worker processes here; Dask in a module of its own.

What comes in: functions with their arguments. What goes out: for each its result, the error it raised, or the
news that the process working on it died. A death costs the one job: its worker is replaced, the others go on.

    with Workers(2) as engine:
        engine.submit(Job("one", len, ("abc",)))
        engine.finished()           # [(Job(...), 3)]
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from regesta.errors import LakeError

__all__ = ["Died", "Engine", "Job", "Outcome", "Workers", "answers"]

# Jobs after which a worker is replaced: the parser keeps every new word that it meets.
WORN = 200
# Deaths after which a job is given up.
PATIENCE = 3
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Job(NamedTuple):
    """A function of a module and what to call it with; `key` tells the caller which job it was."""

    key: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Died(NamedTuple):
    """Nothing came back: the process that worked on the job ended, and how."""

    how: str


class Failed(NamedTuple):
    """The function raised an error."""

    error: Exception


Outcome = Any


class Engine(Protocol):
    """Whatever can run jobs."""

    def __enter__(self) -> Self:
        """Begin; leaving the block ends all workers of this engine."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def room(self) -> int:
        """How many more jobs it takes now."""
        ...

    def submit(self, job: Job) -> None:
        """Hand over a job."""
        ...

    def finished(self) -> list[tuple[Job, Outcome]]:
        """Wait for one job or more; what each gave, `Failed` or `Died`."""
        ...


def answers(engine: Engine, jobs: Iterable[Job]) -> Iterator[Any]:
    """What jobs that need no other give, as they come; one whose worker dies is tried again.

    Raises what a job raised, and LakeError for one that dies whenever it is tried.
    """
    waiting, tries, running = deque(jobs), Counter[Any](), 0
    while waiting or running:
        while waiting and engine.room > 0:
            engine.submit(waiting.popleft())
            running += 1
        for job, outcome in engine.finished():
            running -= 1
            if isinstance(outcome, Failed):
                raise outcome.error
            if not isinstance(outcome, Died):
                yield outcome
                continue
            tries[job.key] += 1
            if tries[job.key] >= PATIENCE:
                raise LakeError(
                    f"the process that compares reports {outcome.how}; try again with more memory"
                )
            waiting.append(job)


class Workers:
    """Worker processes on this machine, one job each at a time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._idle: list[_Worker] = []
        self._busy: dict[connection.Connection, tuple[_Worker, Job]] = {}

    def __enter__(self) -> Self:
        # Each worker has a core; threads of the libraries below it would only get in each other's way.
        for library in THREADS:
            os.environ.setdefault(library, "1")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._idle:
            worker.dismiss()
        for worker, _ in self._busy.values():
            worker.end()
        self._idle.clear()
        self._busy.clear()

    @property
    def room(self) -> int:
        """How many more jobs there are hands for."""
        return self._count - len(self._busy)

    def submit(self, job: Job) -> None:
        """Give a job to a worker that is idle, or to a new one."""
        while True:
            worker = self._idle.pop() if self._idle else _Worker()
            if worker.give(job):
                self._busy[worker.pipe] = worker, job
                return
            # It died while it was idle: nothing is lost.

    def finished(self) -> list[tuple[Job, Outcome]]:
        """Wait for a worker to be done, or dead."""
        found = []
        ready = set(connection.wait(list(self._busy)))
        for pipe in [pipe for pipe in self._busy if pipe in ready]:
            worker, job = self._busy.pop(pipe)
            outcome = worker.take()
            found.append((job, outcome))
            if isinstance(outcome, Died):
                continue
            if worker.jobs < WORN:
                self._idle.append(worker)
            else:
                worker.dismiss()
        return found


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.jobs = 0
        # Each is forked from one process that has our code loaded, and nothing else, so that a new one costs little.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["regesta.lake.parting", "pyarrow.parquet"])
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, job: Job) -> bool:
        """Send a job; False when nobody is there any more."""
        self.jobs += 1
        try:
            self.pipe.send((job.function, job.arguments))
        except OSError:
            self.end()
            return False
        return True

    def take(self) -> Outcome:
        """What came back."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode or 0
            self.pipe.close()
            return Died(
                f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
            )

    def dismiss(self) -> None:
        """Let it go: at the end of its pipe it stops."""
        self.pipe.close()
        self._process.join()

    def end(self) -> None:
        """Stop it whatever it does."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: connection.Connection) -> None:
    """Work until the other end of the pipe is closed, or whoever holds it is gone."""
    # Ctrl-C is for the process that hands out the jobs, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        outcome: Outcome
        try:
            outcome = function(*arguments)
        except Exception as err:  # noqa: BLE001 - it is raised again where the job came from
            outcome = Failed(err)
        _send(pipe, outcome)


def _send(pipe: connection.Connection, outcome: Outcome) -> None:
    try:
        pipe.send(outcome)
    except OSError:
        return
    except Exception as err:  # noqa: BLE001 - an error that cannot be sent is told in words
        pipe.send(Failed(LakeError(f"{outcome!r} ({err})")))


def _follow() -> None:
    """End with the process that hands out the jobs, even when that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
