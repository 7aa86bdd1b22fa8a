"""A run over many parts: the same bytes whatever the engine, the workers, the order and what died on the way."""

import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from datetime import date

import pytest

import lakeside
from regesta.errors import LakeError
from regesta.lake.engines import Workers
from regesta.lake.folder import Lake
from regesta.lake.parts import Limits
from regesta.lake.running import run
from regesta.store.rows import CLASSES

SMALL = Limits(documents=6)
# Two hundred and more by hand: REGESTA_KILLS=250 pytest -k killed
KILLS = int(os.environ.get("REGESTA_KILLS", "20"))


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    lakeside.jsonl(folder / "a.jsonl", lakeside.ROWS[:20])
    lakeside.parquet(folder / "b.parquet", lakeside.ROWS[15:])
    (folder / "notes.txt").write_text("Not for this run.")
    return folder


def made(news, lake, engine=None, work=lakeside.toy, **more):
    with engine or lakeside.Here() as running:
        return run([news], lake, running, limits=SMALL, work=work, **more)


def test_every_kind_has_its_files_and_the_tally_counts_them(news, tmp_path):
    tally = made(news, tmp_path / "lake")
    assert (tally.parts, tally.known, tally.documents, tally.skipped, tally.failed) == (10, 0, 45, 1, ())
    documents = lakeside.read(tmp_path / "lake", "documents")
    assert len(documents) == 45 and {row["source"] for row in documents} == {"a.jsonl", "b.parquet"}
    (skipped,) = lakeside.read(tmp_path / "lake", "skipped")
    assert skipped["name"] == "notes.txt" and "regesta add" in skipped["reason"]


def test_rows_are_flat_and_hold_the_record_of_the_contract(news, tmp_path):
    made(news, tmp_path / "lake")
    row = next(
        row for row in lakeside.read(tmp_path / "lake", "event_mentions") if "2021-07-04" in row["words"]
    )
    assert row["published"] == date(2021, 8, 4) and row["start"] == date(2021, 7, 4)
    assert row["until"] == date(2021, 7, 5) and row["type"] == "CONSULT" and row["outlet"] == "Nordic Courier"
    assert {(slot["slot"], slot["name"]) for slot in row["slots"]} == {
        ("actors", "Dahl"),
        ("actors", "Mensah"),
    }
    record = json.loads(row["record"])
    assert record["kind"] == "event_mention" and record["id"] == row["id"]
    assert record["evidence"][0]["text"] == row["evidence"][0]["text"] == row["words"]


def test_the_columns_filed_are_those_of_the_case_file(tmp_path):
    from regesta.lake.columns import FILED, OWN
    from regesta.store import migrate

    connection = migrate.scratch()
    for table in OWN:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        assert tuple(names[: len(FILED)]) == FILED
    assert len(OWN) == len(CLASSES)


@pytest.mark.parametrize("engine", [lambda: lakeside.Here(room=5), lambda: Workers(2)])
def test_engines_workers_and_order_do_not_show_in_the_bytes(news, tmp_path, engine):
    made(news, tmp_path / "one")
    made(news, tmp_path / "two", engine())
    assert lakeside.contents(tmp_path / "one") == lakeside.contents(tmp_path / "two")


def test_what_is_finished_is_not_done_again(news, tmp_path):
    made(news, tmp_path / "lake")
    engine = lakeside.Here()
    tally = made(news, tmp_path / "lake", engine, work=lakeside.failing)
    assert tally.known == tally.parts == 10 and tally.documents == 45
    assert not [job for job in engine.done if job.function.__name__ == "write_part"]


def test_only_what_is_missing_or_cut_short_is_done_again(news, tmp_path):
    made(news, tmp_path / "lake")
    before = lakeside.contents(tmp_path / "lake")
    notes = sorted((tmp_path / "lake" / "parts").iterdir())
    notes[0].unlink()
    damaged = tmp_path / "lake" / "statements" / f"{notes[1].stem}.parquet"
    damaged.write_bytes(damaged.read_bytes()[:50])
    assert made(news, tmp_path / "lake").known == 8
    assert lakeside.contents(tmp_path / "lake") == before


def test_new_input_joins_a_lake_that_is_there(news, tmp_path):
    made(news, tmp_path / "lake")
    lakeside.jsonl(tmp_path / "c.jsonl", lakeside.ROWS[:6])
    tally = made(tmp_path / "c.jsonl", tmp_path / "lake")
    assert (tally.parts, tally.known, tally.documents) == (1, 0, 6)
    assert len(Lake(tmp_path / "lake").written()) == 11


def test_the_same_stretch_under_two_paths_is_one_part(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        lakeside.jsonl(tmp_path / "news" / folder / "a.jsonl", lakeside.ROWS[:6])
    assert made(tmp_path / "news", tmp_path / "lake").parts == 1


def test_a_report_met_twice_in_a_part_stands_there_once_under_the_first_name(tmp_path):
    rows = [lakeside.ROWS[0], lakeside.ROWS[1], lakeside.ROWS[0]]
    made(lakeside.jsonl(tmp_path / "a.jsonl", rows), tmp_path / "lake")
    assert [row["name"] for row in lakeside.read(tmp_path / "lake", "documents")] == [
        "a.jsonl#1",
        "a.jsonl#2",
    ]
    assert len(lakeside.read(tmp_path / "lake", "event_mentions")) == 2


def test_an_error_that_is_no_reports_fault_ends_the_run_and_says_so(news, tmp_path):
    with pytest.raises(ValueError, match="no way to work"):
        made(news, tmp_path / "lake", work=lakeside.failing)


# What dies on the way


def test_a_death_is_made_good_by_another_try(news, tmp_path):
    made(news, tmp_path / "one")
    once = set()

    def first_time(job):
        return job.function.__name__ == "write_part" and not (job.key in once or once.add(job.key))

    made(news, tmp_path / "two", lakeside.Here(killer=first_time))
    assert lakeside.contents(tmp_path / "one") == lakeside.contents(tmp_path / "two")


def test_rows_that_kill_are_found_and_set_aside_and_the_rest_is_kept(tmp_path):
    rows = [dict(row) for row in lakeside.ROWS[:12]]
    for number in (3, 10):
        rows[number]["text"] += "POISON\n"
    file = lakeside.jsonl(tmp_path / "a.jsonl", rows)
    tally = made(file, tmp_path / "lake", Workers(2), work=lakeside.deadly)
    assert (tally.documents, tally.skipped, tally.failed) == (10, 2, ())
    skipped = lakeside.read(tmp_path / "lake", "skipped")
    assert {row["name"] for row in skipped} == {"a.jsonl#4", "a.jsonl#11"}
    assert all("died" in row["reason"] for row in skipped)


def test_a_part_that_kills_only_as_a_whole_is_told_as_failed_and_tried_again_next_time(news, tmp_path):
    def whole(job):
        return job.function.__name__ == "write_part" and job.key[0].first == 7

    tally = made(news, tmp_path / "lake", lakeside.Here(killer=whole))
    assert len(tally.failed) == 2 and tally.failed[0].startswith("a.jsonl, from row 7")
    again = made(news, tmp_path / "lake")
    assert (again.known, again.documents, again.failed) == (8, 45, ())


def test_a_row_that_is_killed_once_by_chance_is_no_poison(tmp_path):
    deaths = {"write_part": 2, "probe": 2}

    def unlucky(job):
        name = job.function.__name__
        deaths[name] = deaths.get(name, 0) - 1
        return deaths[name] >= 0

    file = lakeside.jsonl(tmp_path / "a.jsonl", lakeside.ROWS[:1])
    tally = made(
        file,
        tmp_path / "lake",
        lakeside.Here(killer=lambda job: job.function.__name__ != "plan" and unlucky(job)),
    )
    assert tally.skipped == 1, "a row that kills twice alone is poison"
    deaths.update(write_part=2, probe=1)
    tally = made(
        file,
        tmp_path / "other",
        lakeside.Here(killer=lambda job: job.function.__name__ != "plan" and unlucky(job)),
    )
    assert (tally.documents, tally.skipped) == (1, 0)


# The folder


def test_a_folder_of_other_things_is_left_alone(news, tmp_path):
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "thesis.tex").write_text("x")
    with pytest.raises(LakeError, match="holds other files"):
        made(news, tmp_path / "lake")


def test_a_lake_of_another_version_is_left_alone(news, tmp_path):
    made(news, tmp_path / "lake")
    mark = tmp_path / "lake" / "lake.json"
    mark.write_text(mark.read_text().replace('"version": "', '"version": "0'))
    with pytest.raises(LakeError, match="another version"):
        made(news, tmp_path / "lake")


def test_two_runs_do_not_write_one_lake_at_once(news, tmp_path):
    lake = Lake(tmp_path / "lake")
    with lake.begin("v"), pytest.raises(LakeError, match="another run writes there"):
        made(news, tmp_path / "lake")


def test_what_a_broken_run_left_is_cleared_away(news, tmp_path):
    made(news, tmp_path / "lake")
    left = tmp_path / "lake" / ".scratch" / "statements-x"
    left.parent.mkdir(exist_ok=True)
    left.write_text("half")
    made(news, tmp_path / "lake")
    assert not left.exists()


def test_progress_ends_at_all_rows(news, tmp_path):
    told = []
    made(news, tmp_path / "lake", progress=told.append)
    assert (told[-1].rows, told[-1].of, told[-1].left) == (45, 45, 0.0) and told[-1].rate > 0


# Killed at any moment. The process is forked with everything loaded, so that a kill costs little.


def _run_forever(news, lake, work):
    with lakeside.Here(room=3) as engine:
        run([news], lake, engine, limits=SMALL, work=work)
    os._exit(0)


def slow(document):
    time.sleep(0.002)
    return lakeside.toy(document)


def test_killed_at_random_moments_a_run_completes_to_the_same_bytes(news, tmp_path):
    made(news, tmp_path / "whole")
    whole = lakeside.contents(tmp_path / "whole")
    chance, fork, kills, lakes = random.Random(7), multiprocessing.get_context("fork"), 0, 0
    while kills < KILLS:
        lake, lakes = tmp_path / f"lake{lakes}", lakes + 1
        for _ in range(5):
            process = fork.Process(target=_run_forever, args=(news, lake, slow))
            process.start()
            process.join(chance.uniform(0.005, 0.25))
            if process.exitcode is None:
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
            process.join()
        made(news, lake)
        assert lakeside.contents(lake) == whole
        shutil.rmtree(lake)
    assert lakes >= KILLS // 5


def test_workers_killed_at_random_moments_cost_their_parts_only(news, tmp_path):
    made(news, tmp_path / "whole")
    chance, killed = random.Random(3), []
    with Workers(2) as engine:
        submit = engine.submit

        def risky(job):
            submit(job)
            worker = engine._busy[next(reversed(engine._busy))][0]
            if len(killed) < 3 and job.function.__name__ == "write_part" and job.key not in killed:
                killed.append(job.key)
                time.sleep(chance.uniform(0, 0.05))
                worker._process.kill()

        engine.submit = risky
        tally = made(news, tmp_path / "lake", engine)
    assert len(killed) == 3 and tally.failed == ()
    assert lakeside.contents(tmp_path / "lake") == lakeside.contents(tmp_path / "whole")
