"""What `regesta run --link` joins over a lake is what `open-lake` joins of a case of all its reports."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import lakeside
from regesta import pipeline
from regesta.errors import LakeError
from regesta.lake import jobs, linking
from regesta.lake.columns import LINKED
from regesta.lake.engines import Workers
from regesta.lake.linking import find_links
from regesta.lake.opening import open_lake
from regesta.lake.parts import Limits
from regesta.lake.running import run
from regesta.read import Given, files, read
from regesta.records import Document

# Two hundred and more by hand: REGESTA_KILLS=250 pytest -k killed
KILLS = int(os.environ.get("REGESTA_KILLS", "10"))
EXAMPLES = Path(__file__).parents[3] / "examples" / "reports"
# Ours: told by a dated report, and by one that says only the weekday.
PORT = (
    {
        "title": "Berbera falls", "published": "2021-08-16", "outlet": "Nordic Courier",
        "text": "Militants of the Lume Front seized the port of Berbera on 15 August 2021, the police said.",
    },
    {
        "title": "Lima meets Oslo", "outlet": "Lima Herald",
        "text": "Peru and Norway look for a common line.\n\nForeign minister Rosa Quispe of Peru met Foreign Minister "
        "Jon Dahl of Norway in Lima on Monday, a day after the Lume Front seized the port of Berbera.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    """The bundled reports, two of which one dates the other, and one that stands there twice, as rows."""
    found = [doc for path in files([EXAMPLES]) for doc in read(path, Given()) if isinstance(doc, Document)]
    rows = [
        {"text": doc.text, "title": doc.title, "outlet": doc.outlet, "url": doc.url, "name": doc.name}
        | ({"published": str(doc.published.start)} if doc.published and doc.published.start else {})
        for doc in found
    ]
    rows = [{name: value for name, value in row.items() if value} for row in (*rows, *PORT, rows[3])]
    return lakeside.jsonl(tmp_path_factory.mktemp("news") / "news.jsonl", rows)


def laked(news: Path, lake: Path, work=pipeline.work) -> Path:
    with lakeside.Here() as engine:
        run([news], lake, engine, limits=Limits(6), work=work)
    return lake


@pytest.fixture(scope="module")
def lake(news, tmp_path_factory) -> Path:
    return laked(news, tmp_path_factory.mktemp("lake") / "lake")


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """The tables in a folder, whether each is one file or many."""
    found = {}
    for table in LINKED:
        paths = sorted(path.glob(f"{table}.parquet")) or sorted((path / table).glob("*.parquet"))
        found[table] = sorted((row for one in paths for row in pq.read_table(one).to_pylist()), key=str)
    return found


def bytes_of(lake: Path) -> dict[str, bytes]:
    return {str(p.relative_to(lake)): p.read_bytes() for p in sorted((lake / "linked").rglob("*.parquet"))}


def test_many_jobs_join_what_one_case_joins(lake, tmp_path, monkeypatch):
    open_lake(lake, tmp_path / "x.case", linked=tmp_path / "linked")
    monkeypatch.setattr(jobs, "REPORTS", 4)
    told = []
    with lakeside.Here(room=3) as engine:
        joined = find_links(lake, engine, lambda done, of: told.append((done, of)))
    assert rows(lake / "linked") == rows(tmp_path / "linked")
    assert joined.rows == {table: len(found) for table, found in rows(tmp_path / "linked").items()}
    assert all(joined.rows.values()) and joined.notes == ()
    # The report without a date has the one that the other gives it.
    met = next(
        json.loads(str(row["record"]))
        for row in rows(lake / "linked")["events"]
        if "Quispe" in str(row["label"])
    )
    assert met["when"]["start"] == "2021-08-16"
    assert told[-1][0] == told[-1][1] and len(list((lake / "linked" / "actors").iterdir())) > 3
    assert not list(lake.glob(".*ing-*"))


def test_neither_engine_nor_a_death_shows_in_the_bytes(lake, monkeypatch):
    monkeypatch.setattr(jobs, "REPORTS", 9)
    with lakeside.Here(room=4) as engine:
        find_links(lake, engine)
    one = bytes_of(lake)
    dead: set[str] = set()

    def once(job):
        return lakeside.step_of(job) in ("take", "actors-add", "events-decide") and not (
            lakeside.step_of(job) in dead or dead.add(lakeside.step_of(job))
        )

    with lakeside.Here(room=2, killer=once) as engine:
        find_links(lake, engine)
    assert len(dead) == 3 and bytes_of(lake) == one
    with Workers(2) as engine:
        find_links(lake, engine)
    assert bytes_of(lake) == one


def test_what_is_done_is_not_done_again(lake, monkeypatch):
    monkeypatch.setattr(jobs, "REPORTS", 9)
    with lakeside.Here() as engine:
        find_links(lake, engine)
    one, whole = bytes_of(lake), len(engine.done)
    with (
        lakeside.Here(killer=lambda job: lakeside.step_of(job) == "quotes-decide") as engine,
        pytest.raises(LakeError, match="again"),
    ):
        find_links(lake, engine)
    assert bytes_of(lake) == one
    before = len({job.key for job in engine.done if lakeside.step_of(job) != "quotes-decide"})
    with lakeside.Here() as engine:
        find_links(lake, engine)
    # What the first pass had done by then, and no more, was there.
    assert len(engine.done) == whole - before and bytes_of(lake) == one


def _link_forever(lake: Path) -> None:
    with lakeside.Here(room=3) as engine:
        find_links(lake, engine)
    os._exit(0)


def test_killed_at_random_moments_linking_completes_to_the_same_bytes(lake, monkeypatch):
    monkeypatch.setattr(jobs, "REPORTS", 9)
    with lakeside.Here() as engine:
        find_links(lake, engine)
    one, chance, fork, kills = bytes_of(lake), random.Random(5), multiprocessing.get_context("fork"), 0
    while kills < KILLS:
        process = fork.Process(target=_link_forever, args=(lake,))
        process.start()
        process.join(chance.uniform(0.05, 1))
        if process.exitcode is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.join()
    with lakeside.Here() as engine:
        find_links(lake, engine)
    assert bytes_of(lake) == one


@pytest.mark.parametrize("place", ["flush", "rmtree"])
def test_killed_while_the_tables_are_put_in_their_place_none_is_lost(lake, monkeypatch, place):
    with lakeside.Here() as engine:
        find_links(lake, engine)
    one = bytes_of(lake)

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, lakeside.Here() as engine, pytest.raises(KeyboardInterrupt):
        if place == "rmtree":
            patch.setattr(jobs.shutil, "rmtree", killed)
        else:
            patch.setattr(linking, "flush", killed)
        find_links(lake, engine)
    with lakeside.Here() as engine:
        find_links(lake, engine)
    assert bytes_of(lake) == one and not list(lake.glob(".linking-*"))


def test_new_reports_are_linked_with_the_old(lake, tmp_path):
    other = laked(lakeside.jsonl(tmp_path / "b.jsonl", PORT[:1]), tmp_path / "lake")
    with lakeside.Here() as engine:
        few = find_links(other, engine).rows
        run([lakeside.jsonl(tmp_path / "c.jsonl", PORT[1:])], other, engine)
        more = find_links(other, engine).rows
    assert more["events"] > few["events"] and more["links"] > few["links"] == 0


def test_a_folder_that_is_no_lake_stays_as_it_is(tmp_path):
    with lakeside.Here() as engine, pytest.raises(LakeError, match="no lake"):
        find_links(tmp_path / "nothing", engine)
    assert not (tmp_path / "nothing").exists()
