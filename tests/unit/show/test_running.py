"""`regesta run` and `regesta open-lake`: what they say, and with which exit status."""

import sys

import pytest
from click.testing import CliRunner

from regesta.lake import running
from regesta.lake.running import Progress, Tally
from regesta.show.cli import main
from regesta.show.running import _duration, _Teller


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(
        main, [str(one) for one in arguments], catch_exceptions=False
    )


@pytest.fixture
def rows(tmp_path):
    # Without text nothing is parsed: the command itself is tried here, not what it starts.
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "Port reopens"}\n{"title": "Talks"}\n')
    return path


def test_a_lake_is_made_gone_on_with_and_opened(run, rows, tmp_path):
    first = run("run", rows, tmp_path / "lake", "--workers", "1")
    assert first.exit_code == 1
    assert first.stderr.endswith("0 reports, 2 skipped, in 1 part (0 finished before)\n")
    assert "2 of 2 rows" in first.stderr and first.stdout == ""
    again = run("run", rows, tmp_path / "lake", "--workers", "1")
    assert again.stderr.endswith("in 1 part (1 finished before)\n")
    opened = run("open-lake", tmp_path / "lake", tmp_path / "x.case")
    assert opened.exit_code == 1
    assert opened.stderr.endswith("0 filed, 0 known, 0 left out, 2 skipped\n")
    assert "rows.jsonl#1" in run("skipped", tmp_path / "x.case").stdout


def test_a_lake_is_linked_and_says_where(run, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"title": "Talks", "published": "2024-03-05", "text": "President Ana Silva of Peru met President Jon Dahl of '
        'Norway in Lima on Monday."}\n'
    )
    linked = run("run", path, tmp_path / "lake", "--workers", "1", "--link")
    assert linked.exit_code == 0
    told = linked.stderr.splitlines()[-1]
    assert told.startswith("4 actors, 1 event, 0 links, 0 disagreements in ") and told.endswith("linked")
    assert "steps of linking" in linked.stderr and (tmp_path / "lake" / "linked" / "events").is_dir()


def test_some_of_a_lake_is_asked_for_in_either_way_of_speaking(run, rows, tmp_path):
    run("run", rows, tmp_path / "lake", "--workers", "1")
    asked = ("open-lake", tmp_path / "lake", tmp_path / "x.case", "--actor", "Togo")
    for since, until in (("--since", "--until"), ("--from", "--to")):
        opened = run(*asked, since, "2021-07", until, "2021")
        assert (opened.exit_code, opened.stderr[-39:]) == (
            0,
            "0 filed, 0 known, 0 left out, 0 skipped\n"[-39:],
        )
    assert run("open-lake", tmp_path / "lake", tmp_path / "x.case", "--since", "soon").exit_code == 2


@pytest.mark.parametrize(
    "more, why",
    [
        (("--scheduler", "tcp://127.0.0.1:9"), "goes with --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"), "leave --workers out"),
        (("--engine", "spark"), "not one of"),
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(run, rows, tmp_path, more, why):
    result = run("run", rows, tmp_path / "lake", *more)
    assert result.exit_code == 2 and why in result.stderr


def test_without_the_extra_the_error_names_it(run, rows, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "regesta.lake.dask", raising=False)
    result = run("run", rows, tmp_path / "lake", "--engine", "dask")
    assert result.exit_code == 1 and "pip install 'regesta[scale]'" in result.stderr


def test_a_folder_that_is_no_lake_is_told_in_one_line(run, tmp_path):
    result = run("open-lake", tmp_path, tmp_path / "x.case")
    assert result.exit_code == 1 and "no lake" in result.stderr and "Traceback" not in result.stderr


def test_ctrl_c_says_how_to_go_on(run, rows, tmp_path, monkeypatch):
    def stopped(*arguments, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run", stopped)
    result = run("run", rows, tmp_path / "lake", "--workers", "1")
    assert result.exit_code == 130 and "the same command goes on from there" in result.stderr


def test_a_part_that_failed_is_told_with_what_to_do(run, rows, tmp_path, monkeypatch):
    tally = Tally(
        parts=2,
        known=0,
        documents=5,
        skipped=0,
        failed=("a.jsonl, from row 7: its worker killed by SIGKILL",),
    )
    monkeypatch.setattr(running, "run", lambda *arguments, **more: tally)
    result = run("run", rows, tmp_path / "lake", "--workers", "1")
    assert result.exit_code == 1 and "from row 7" in result.stderr and "more memory" in result.stderr


@pytest.mark.parametrize(
    "seconds, told",
    [(0.4, "0 s"), (45, "45 s"), (95, "1 min 35 s"), (3599, "59 min 59 s"), (12000, "3 h 20 min")],
)
def test_time_left_is_told_as_far_as_it_matters(seconds, told):
    assert _duration(seconds) == told


def test_progress_has_rate_and_time_left(capsys):
    teller = _Teller("rows")
    teller._last -= 60
    teller.tell(Progress(500, 2000, 8.25, 182.0))
    teller.tell(Progress(600, 2000, 8.25, 170.0))
    assert capsys.readouterr().err == "500 of 2,000 rows, 8.2 a second, 3 min 2 s left\n"
