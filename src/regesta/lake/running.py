"""`regesta run`: input files in, a lake out, on any engine; killed at any moment, it goes on where it stopped.

What comes in: files or folders of reports, and an engine. What goes out: a lake (see folder) and a `Tally` of it.
The process that runs this hands out parts and counts; workers read, extract and write.

A part whose worker dies is tried again. When it dies again, the part is split in halves and those in halves, until
the rows that kill are known; they are set aside as skipped, and the rest of the part is written as always.

    with Workers(2) as engine:
        run([Path("news/")], Path("lake"), engine)
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from regesta import pipeline
from regesta.errors import LakeError
from regesta.lake.copying import find_copies
from regesta.lake.engines import Died, Engine, Failed, Job, Outcome
from regesta.lake.folder import Lake, Written
from regesta.lake.parting import probe, version, write_part
from regesta.lake.parts import Limits, Part, inputs, plan
from regesta.workers import Work

__all__ = ["Progress", "Tally", "run"]

# Deaths of a part, whole, after which it is searched; of a row alone, after which it is poison.
PATIENCE = 2


class Tally(msgspec.Struct, frozen=True):
    """What became of the input: parts and the reports in them. `known` of the parts were finished before.

    `failed` tells of each part that could not be finished, though no row of it kills alone; `copies` are the
    reports of the lake that share their text with another, when that was asked for.
    """

    parts: int = 0
    known: int = 0
    documents: int = 0
    skipped: int = 0
    failed: tuple[str, ...] = ()
    copies: int | None = None


class Progress(msgspec.Struct, frozen=True):
    """How far a run is: rows done, of how many; `rate` in rows a second of this run, `left` in seconds."""

    rows: int
    of: int
    rate: float | None
    left: float | None


def run(
    paths: Iterable[Path],
    output: Path,
    engine: Engine,
    *,
    limits: Limits | None = None,
    work: Work = pipeline.work,
    copies: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Tally:
    """Turn every input file under `paths` into parts of the lake `output`; those that are there stay.

    `work` is the function from a report to its rows. With `copies` the lake's table of copies is made anew.
    Raises LakeError when the folder is not ours to write.
    """
    lake = Lake(output.absolute())
    with lake.begin(version()):
        found = _planned(engine, inputs(paths), limits or Limits())
        tally = _Run(lake, engine, work, progress).over(found)
        if not copies:
            return tally
        return msgspec.structs.replace(tally, copies=find_copies(lake, engine))


def _planned(engine: Engine, files: list[Path], limits: Limits) -> list[Part]:
    """The parts of all files; the same stretch met twice (a copied file) is one part."""
    jobs = deque(Job(path, plan, (str(path), limits, version())) for path in files)
    waiting = len(jobs)
    found: dict[Path, tuple[Part, ...]] = {}
    while waiting:
        while jobs and engine.room > 0:
            engine.submit(jobs.popleft())
        for job, outcome in engine.finished():
            if isinstance(outcome, Died):
                raise LakeError(
                    f"{job.key}: the process that counted its rows died ({outcome.how}); run again"
                )
            found[job.key] = _value(outcome)
            waiting -= 1
    parts = (part for path in files for part in found[path])
    return list({part.digest: part for part in parts}.values())


def _value(outcome: Outcome) -> Outcome:
    """What a job gave. Raises what the job raised."""
    if isinstance(outcome, Failed):
        raise outcome.error
    return outcome


class _Run:
    """One run over the parts of a lake."""

    def __init__(
        self, lake: Lake, engine: Engine, work: Work, progress: Callable[[Progress], None] | None
    ) -> None:
        self._lake, self._engine, self._work, self._progress = lake, engine, work, progress
        self._jobs: deque[Job] = deque()
        self._waiting = 0
        self._searches: dict[str, _Search] = {}
        self._deaths: Counter[str] = Counter()
        self._failed: list[str] = []
        self._written: dict[str, Written] = {}
        self._rows = self._of = self._fresh = 0
        self._began = time.monotonic()

    def over(self, parts: list[Part]) -> Tally:
        """Write the parts that are not there yet."""
        before = self._lake.written()
        wanted = {part.digest for part in parts}
        self._written = {digest: note for digest, note in before.items() if digest in wanted}
        known = len(self._written)
        self._of = sum(part.rows for part in parts)
        self._rows = sum(note.rows for note in self._written.values())
        self._jobs.extend(self._job(part) for part in parts if part.digest not in before)
        self._tell()
        while self._jobs or self._waiting:
            while self._jobs and self._engine.room > 0:
                self._engine.submit(self._jobs.popleft())
                self._waiting += 1
            for job, outcome in self._engine.finished():
                self._waiting -= 1
                self._take(job, outcome)
        notes = self._written.values()
        return Tally(
            parts=len(parts),
            known=known,
            documents=sum(note.documents for note in notes),
            skipped=sum(note.skipped for note in notes),
            failed=tuple(sorted(self._failed)),
        )

    def _job(self, part: Part) -> Job:
        search = self._searches.get(part.digest)
        aside = search.poison if search else ()
        return Job((part, None), write_part, (part, str(self._lake.path), self._work, aside))

    def _take(self, job: Job, outcome: Outcome) -> None:
        part, stretch = job.key
        if stretch is not None:
            self._searched(part, stretch, died=isinstance(_value(outcome), Died))
        elif isinstance(outcome, Died):
            self._died(part, outcome)
        else:
            self._written[part.digest] = _value(outcome)
            self._rows += part.rows
            self._fresh += part.rows
            self._tell()

    def _died(self, part: Part, outcome: Died) -> None:
        self._deaths[part.digest] += 1
        if self._deaths[part.digest] < PATIENCE:
            self._jobs.appendleft(self._job(part))
        elif part.digest in self._searches or part.rows == 0:
            # Searched already: what is left of it kills only when taken together.
            self._failed.append(f"{part.name}, from row {part.first}: its worker {outcome.how}")
        else:
            self._searches[part.digest] = _Search()
            self._split(part, (0, part.rows))

    def _split(self, part: Part, stretch: tuple[int, int]) -> None:
        """Look into a stretch of rows in which something kills: into its halves, or the one row again."""
        first, last = stretch
        middle = (first + last) // 2
        for half in ((first, middle), (middle, last)):
            if half[0] < half[1]:
                self._searches[part.digest].open += 1
                self._jobs.appendleft(Job((part, half), probe, (part, half, self._work)))

    def _searched(self, part: Part, stretch: tuple[int, int], *, died: bool) -> None:
        """Go on looking for the rows that kill; when all is looked through, write the part without them."""
        search = self._searches[part.digest]
        search.open -= 1
        if died and stretch[1] - stretch[0] == 1:
            search.deaths[stretch[0]] += 1
        if died and search.deaths[stretch[0]] < PATIENCE:
            self._split(part, stretch)
        if not search.open:
            self._deaths[part.digest] = 0
            self._jobs.appendleft(self._job(part))

    def _tell(self) -> None:
        if self._progress is None:
            return
        spent = time.monotonic() - self._began
        rate = self._fresh / spent if self._fresh and spent > 0 else None
        left = (self._of - self._rows) / rate if rate else None
        self._progress(Progress(self._rows, self._of, rate, left))


class _Search:
    """The search of a part for the rows that kill: stretches not answered for, deaths of single rows."""

    def __init__(self) -> None:
        self.open = 0
        self.deaths: Counter[int] = Counter()

    @property
    def poison(self) -> tuple[int, ...]:
        """The rows that have killed alone, again and again."""
        return tuple(sorted(row for row, deaths in self.deaths.items() if deaths >= PATIENCE))
