"""Steps over a whole lake, each a job a bucket, done by an engine; what is done stays done until all is.

What comes in: a lake, an engine, and steps in order. What goes out: the `Shop` in which they left what they found.
Everything is kept in a folder of the lake that is named by what is looked at and by which rules, so that the same
command goes on where it stopped and another begins anew.

    with Run(lake, engine, "linking") as run:
        run.read()
        run.do(steps)
        run.shop.now.rows("made", 0, ...)
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from regesta.collecting import rarely
from regesta.lake.engines import Engine, Job, answers
from regesta.lake.folder import Lake
from regesta.lake.shop import Shop
from regesta.lake.shuffle import Out, Shuffle
from regesta.versions import linked_by

__all__ = ["Progress", "Run", "Step"]

# Reports of a bucket: what one job holds. More than so many buckets would be more files than reports.
REPORTS = 1000
MOST = 2048
TAKE, HOME, AGAIN = "take", "home", "again"

Progress = Callable[[int, int], None]


class Step(msgspec.Struct, frozen=True):
    """A job to be done for every bucket, or once (`alone`). Whatever does it can be sent to another process."""

    name: str
    job: Callable[[Shop, Out, int], None]
    alone: bool = False


class _Place(msgspec.Struct, frozen=True):
    """Where a run keeps what jobs hand on: a lake, a folder in it, the number of buckets, which time."""

    lake: str
    folder: str
    width: int
    again: bool = False

    def shop(self) -> Shop:
        first, second = (Shuffle(Path(self.folder) / name, self.width) for name in ("first", "again"))
        lake = Lake(Path(self.lake))
        return Shop(lake, second, first) if self.again else Shop(lake, first)


class Run:
    """One run over all steps; it leaves nothing behind when it ends well."""

    def __init__(self, lake: Lake, engine: Engine, name: str, progress: Progress | None = None) -> None:
        self._engine, self._progress = engine, progress
        self._parts = lake.written()
        told = "\n".join((linked_by(), lake.mark.version, *self._parts))
        self.folder = lake.path / f".{name}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
        for left in lake.path.glob(f".{name}-*"):
            if left != self.folder:
                shutil.rmtree(left)
        reports = sum(note.documents for note in self._parts.values())
        width = min(max(-(-reports // REPORTS), 1), MOST)
        self._place = _Place(str(lake.path), str(self.folder), width)
        self._count = self._of = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            shutil.rmtree(self.folder)

    @property
    def shop(self) -> Shop:
        """What was handed on."""
        return self._place.shop()

    @property
    def buckets(self) -> range:
        """All buckets."""
        return range(self._place.width)

    def read(self, *, records: bool = True, ahead: Iterable[Step] = ()) -> None:
        """Bring the reports of all parts to their buckets, with their records or without; `ahead` will be done."""
        self._expect((*ahead, Step(HOME, Shop.take_home)), len(self._parts))
        place = self._place
        parts = enumerate(self._parts)
        self._all(TAKE, [Job((TAKE, n), _take, (place, n, part, records)) for n, part in parts])
        self.do([Step(HOME, Shop.take_home)])

    def once_more(self, ahead: Iterable[Step]) -> None:
        """Begin again with the reports that were dated."""
        self._place = msgspec.structs.replace(self._place, again=True)
        self._expect((*ahead, Step(AGAIN, Shop.redate)), 0)
        self.do([Step(AGAIN, Shop.redate)])

    def do(self, steps: Iterable[Step]) -> None:
        """One step after the other."""
        for step in steps:
            jobs = range(1) if step.alone else self.buckets
            self._all(step.name, [Job((step.name, n), _work, (self._place, step, n)) for n in jobs])

    def _expect(self, steps: Iterable[Step], more: int) -> None:
        self._of += sum(1 if step.alone else self._place.width for step in steps) + more

    def _all(self, step: str, jobs: list[Job]) -> None:
        """Have the jobs of a step done, those that are not yet."""
        left = [job for job in jobs if not self.shop.now.done(step, job.key[1])]
        self._count += len(jobs) - len(left)
        for _ in answers(self._engine, left):
            self._count += 1
            if self._progress:
                self._progress(self._count, self._of)


def _take(place: _Place, number: int, part: str, records: bool) -> None:
    """Bring the reports of a part to their buckets."""
    shop = place.shop()
    with rarely(), shop.now.job(TAKE, number) as out:
        shop.take_part(out, number, part, records=records)


def _work(place: _Place, step: Step, bucket: int) -> None:
    """Do one job."""
    shop = place.shop()
    with rarely(), shop.now.job(step.name, bucket) as out:
        step.job(shop, out, bucket)
