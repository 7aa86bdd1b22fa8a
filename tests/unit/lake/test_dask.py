"""The same run on a Dask cluster: worker processes of their own, on this machine."""

import signal

import pytest

import lakeside
from regesta.errors import LakeError
from regesta.lake.dask import Cluster
from regesta.lake.engines import Failed, Job
from regesta.lake.parts import Limits
from regesta.lake.running import run

# A cluster that does not answer must fail a test, not hold it for ever.
MOST_SECONDS = 240


@pytest.fixture(autouse=True)
def in_time():
    def late(*_):
        raise TimeoutError(f"no answer in {MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def address():
    """A cluster that stays up, as one that a person keeps."""
    with Cluster(workers=2) as cluster:
        yield cluster._own.scheduler_address


def test_a_cluster_gives_the_bytes_of_own_workers(address, tmp_path):
    news = lakeside.parquet(tmp_path / "a.parquet")
    for lake, engine in (("one", lakeside.Here()), ("two", Cluster(address))):
        with engine:
            tally = run([news], tmp_path / lake, engine, limits=Limits(6), work=lakeside.toy)
        assert (tally.parts, tally.documents) == (7, 40)
    assert lakeside.contents(tmp_path / "one") == lakeside.contents(tmp_path / "two")


def test_a_row_that_kills_worker_after_worker_is_set_aside(address, tmp_path):
    news = lakeside.jsonl(tmp_path / "a.jsonl", [{"text": lakeside.ROWS[2]["text"] + "POISON\n"}])
    with Cluster(address) as engine:
        tally = run([news], tmp_path / "lake", engine, limits=Limits(6), work=lakeside.deadly)
    assert (tally.documents, tally.skipped, tally.failed) == (0, 1, ())


def test_results_and_errors_come_back_each_to_its_job(address):
    with Cluster(address) as engine:
        engine.submit(Job("error", int, ("x",)))
        engine.submit(Job("sum", sum, ([1, 2],)))
        assert engine.room > 0
        found = {job.key: outcome for _ in range(2) for job, outcome in engine.finished()}
    assert found["sum"] == 3
    assert isinstance(found["error"], Failed) and isinstance(found["error"].error, ValueError)


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    from regesta.lake import dask

    monkeypatch.setattr(dask, "PATIENCE", 1)
    with pytest.raises(LakeError, match="no Dask scheduler answers at tcp://"):
        Cluster("tcp://127.0.0.1:9")
