"""Kill -9 at any moment: the case opens and is whole, what was acknowledged is there, and going on ends alike.

A prepared process forks children that add reports, correct an actor, or bring an old case up to date, and
kills each at a moment of its own. KILLS=1000 in the environment makes it that many instead of 210.
"""

import io
import os
import random
import re
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

import handmade
from regesta import pipeline, run
from regesta.show.export import export_jsonl
from regesta.store import Case, filing
from regesta.store.check import faults
from regesta.store.rows import rows_of

KILLS = int(os.environ.get("KILLS", "210"))
FIRST = Path(__file__).parents[1] / "unit" / "store" / "version-1.sql"
NAMES = ("Dahl", "Mensah", "Otieno", "Kamau", "Silva")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    """Real reading, filing and linking; the toy extractor; many small batches."""
    monkeypatch.setattr(pipeline, "work", lambda document: rows_of(handmade.extract(document)))
    monkeypatch.setattr(pipeline, "BATCH_REPORTS", 2)
    monkeypatch.setattr(pipeline, "LINK_REPORTS", 4)


@pytest.fixture
def reports(tmp_path):
    chance = random.Random(7)
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(9):
        one, other = chance.sample(NAMES, 2)
        lines = [
            f"On 2021-07-{10 + number % 3}, {one} met {other}.",
            f"{one} said the harbour of Lomé will be opened to all ships.",
            f"{other} counted {40 + number % 2} ships.",
        ]
        text = "\n".join(chance.sample(lines, 3)) + "\n" + "Nothing else was told. " * 8
        (folder / f"{number}.txt").write_text(text)
    (folder / "empty.txt").write_text("")
    return folder


class Trial:
    """Children that do one job over and over, each from the same start, and are killed.

    `finish` does the job again, or what is left of it, on a case that is open.
    """

    def __init__(self, folder, start, job, finish):
        self.start, self.job, self.finish = start, job, finish
        self.path = folder / "trial.case"
        # What is loaded but once is loaded here, before any child is timed.
        self.lay()
        with run.open_case(self.path, create=True) as case:
            finish(case)
        times = sorted(self.once(None) for _ in range(5))
        self.seconds = times[2]
        with run.open_case(self.path) as case:
            self.expected = export(case)

    def lay(self):
        for old in self.path.parent.glob("trial.case*"):
            old.unlink()
        if self.start:
            shutil.copyfile(self.start, self.path)

    def once(self, wait):
        """Do the job in a child and kill it after so many seconds; returns how long it took."""
        self.lay()
        ear, mouth = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if not child:
            status = 1
            try:
                self.job(self.path, lambda told: os.write(mouth, told.encode() + b"\n"))
                status = 0
            finally:
                os._exit(status)
        os.close(mouth)
        if wait is not None:
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(ear) as told:
            self.acknowledged = told.read().split()
        self.killed = os.WIFSIGNALED(status)
        assert self.killed or os.WEXITSTATUS(status) == 0
        return time.monotonic() - began

    def check(self):
        """The case after a kill, and when the job is done again."""
        with run.open_case(self.path, create=True) as case:
            assert list(faults(case)) == []
            filed = [document.id for document in case.documents()]
            assert len(filed) == len(set(filed)) and set(self.acknowledged) <= set(filed)
            self.finish(case)
            assert list(faults(case)) == []
            assert export(case) == self.expected


def export(case):
    out = io.BytesIO()
    export_jsonl(case, out)
    return re.sub(rb'"added":("[^"]*"|null)', b"", out.getvalue())


def acknowledging(tell):
    """Have every report told once the call that files it has returned."""
    real = filing.FiledFile.file

    def file(self, items, **how):
        items = list(items)
        real(self, items, **how)
        for item in items:
            if isinstance(item, filing.Filing):
                tell(item.document)

    filing.FiledFile.file = file


def put_to_trial(trial, share, seed):
    chance = random.Random(seed)
    kills = max(1, round(KILLS * share))
    killed = missed = 0
    while killed < kills:
        # Each child in its own part of the whole time, so that no part is left out.
        trial.once(trial.seconds * (killed + chance.random()) / kills)
        if trial.killed:
            trial.check()
            killed += 1
            trial.seconds *= 1.01
        else:
            # It had finished: the machine is quicker than before.
            missed += 1
            trial.seconds *= 0.95
        assert missed <= 3 * kills


def test_an_add_killed_at_any_moment_loses_nothing(tmp_path, reports):
    def job(path, tell):
        acknowledging(tell)
        with run.open_case(path, create=True) as case:
            case.add(reports)

    put_to_trial(Trial(tmp_path, None, job, lambda case: case.add(reports)), 0.5, 1)


def test_an_add_to_a_case_with_corrections_killed_at_any_moment_loses_nothing(tmp_path, reports):
    start = tmp_path / "start.case"
    with run.open_case(start, create=True) as case:
        case.add(*sorted(reports.iterdir())[:5])
        case.merge(*(actor.id for actor in case.actors()[:2]), by="Ann")

    def job(path, tell):
        acknowledging(tell)
        with run.open_case(path) as case:
            case.add(reports)

    put_to_trial(Trial(tmp_path, start, job, lambda case: case.add(reports)), 0.2, 2)


def test_a_merge_killed_at_any_moment_is_made_wholly_or_not_at_all(tmp_path, reports):
    start = tmp_path / "start.case"
    with run.open_case(start, create=True) as case:
        case.add(reports)
        pair = [actor.id for actor in case.actors()[:2]]

    def job(path, tell):
        with run.open_case(path) as case:
            case.merge(*pair, by="Ann")
        tell("judged")

    def finish(case):
        if not case.judgements():
            case.merge(*pair, by="Ann")

    class Merging(Trial):
        def check(self):
            judged, self.acknowledged = self.acknowledged, []
            with Case(self.path) as case:
                assert len(case.judgements()) >= len(judged)
            super().check()

    put_to_trial(Merging(tmp_path, start, job, finish), 0.2, 3)


def test_a_migration_killed_at_any_moment_goes_on_from_there(tmp_path):
    start = tmp_path / "start.case"
    with sqlite3.connect(start) as old:
        old.executescript(FIRST.read_text(encoding="utf-8"))
    old.close()

    def job(path, tell):
        run.open_case(path).close()

    put_to_trial(Trial(tmp_path, start, job, lambda case: None), 0.1, 4)
