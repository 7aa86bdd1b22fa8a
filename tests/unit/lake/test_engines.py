"""Own workers: results, errors and deaths come back, and a death costs one job."""

import os
import signal
import time

import pytest

from regesta.errors import LakeError
from regesta.lake.engines import Died, Failed, Job, Workers


def drain(engine, jobs):
    outcomes, jobs, waiting = {}, list(jobs), 0
    while jobs or waiting:
        while jobs and engine.room > 0:
            engine.submit(jobs.pop(0))
            waiting += 1
        for job, outcome in engine.finished():
            outcomes[job.key] = outcome
            waiting -= 1
    return outcomes


def test_results_errors_and_deaths_come_back_each_to_its_job():
    jobs = [
        Job("sum", sum, ([1, 2],)),
        Job("error", int, ("x",)),
        Job("killed", signal.raise_signal, (signal.SIGKILL,)),
        Job("exits", os._exit, (3,)),
        Job("after", sum, ([3, 4],)),
    ]
    with Workers(2) as engine:
        found = drain(engine, jobs)
    assert found["sum"] == 3 and found["after"] == 7
    assert isinstance(found["error"], Failed) and isinstance(found["error"].error, ValueError)
    assert found["killed"] == Died("killed by SIGKILL") and found["exits"] == Died("ended with status 3")


def test_an_error_that_cannot_travel_is_told_in_words():
    with Workers(1) as engine:
        found = drain(engine, [Job("made", compile, ("lambda: 0", "x", "eval"))])
    assert isinstance(found["made"], Failed) and isinstance(found["made"].error, LakeError)


def test_leaving_ends_workers_that_are_busy():
    with Workers(1) as engine:
        engine.submit(Job("long", time.sleep, (600,)))
        (busy,) = engine._busy.values()
        process = busy[0]._process
        assert process.is_alive()
    assert not process.is_alive()


def test_a_worker_is_replaced_after_many_jobs(monkeypatch):
    from regesta.lake import engines

    monkeypatch.setattr(engines, "WORN", 2)
    with Workers(1) as engine:
        found = drain(engine, [Job(number, os.getpid, ()) for number in range(4)])
    assert found[0] == found[1] != found[2] == found[3]


@pytest.mark.parametrize("count", [1, 3])
def test_there_is_room_for_one_job_a_worker(count):
    with Workers(count) as engine:
        assert engine.room == count
        engine.submit(Job("one", time.sleep, (0,)))
        assert engine.room == count - 1
        engine.finished()
        assert engine.room == count
