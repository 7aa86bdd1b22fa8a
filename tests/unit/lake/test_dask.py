"""The same run on a Dask cluster: worker processes of their own, on this machine."""

import signal

import pytest

import lakeside
from regesta.errors import LakeError
from regesta.lake import jobs
from regesta.lake.columns import LINKED
from regesta.lake.dask import Cluster
from regesta.lake.engines import Failed, Job
from regesta.lake.linking import find_links
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


def test_a_cluster_links_a_lake_to_the_bytes_of_one_process(address, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "REPORTS", 15)
    news, lake = lakeside.jsonl(tmp_path / "a.jsonl"), tmp_path / "lake"
    found = []
    with lakeside.Here() as engine:
        run([news], lake, engine, limits=Limits(6), work=lakeside.toy)
    for engine in (lakeside.Here(), Cluster(address)):
        with engine:
            assert find_links(lake, engine).rows["events"] > 0
        found.append({str(p.relative_to(lake)): p.read_bytes() for p in (lake / "linked").rglob("*.parquet")})
    assert found[0] == found[1] and len(found[0]) == 3 * len(LINKED)


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
