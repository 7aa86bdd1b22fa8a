"""The command line: what it prints, where, and with which exit status."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import handmade
from regesta import pipeline
from regesta.show.cli import LISTS, main


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []))
    path = tmp_path / "x.case"
    handmade.story(path).close()
    return str(path)


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_timeline_shows_when_who_what_outlet_and_words(run, case):
    result = run("timeline", case)
    assert result.exit_code == 0
    first, words, *_ = result.stdout.splitlines()
    assert first.startswith("28 July 2021")
    assert "Mensah, Dahl: met (CONSULT/visit), 2 independent reports" in first
    assert "Nordic Courier +1" in first
    assert words.strip() == "> On 2021-07-28, Dahl met Mensah."
    assert "undated" in result.stdout and "herald.txt" in result.stdout
    assert result.stderr == "timeline: 3 found\n"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_prints_a_table_json_and_evidence(run, case, name):
    table, machine = run(name, case), run(name, case, "--json")
    assert table.exit_code == machine.exit_code == 0
    rows = [json.loads(line) for line in machine.stdout.splitlines()]
    assert all("kind" in row for row in rows)
    assert bool(rows) == bool(table.stdout) == (name != "skipped")
    assert run(name, case, "--with-evidence").exit_code == 0


def test_no_line_is_wider_than_the_terminal(run, case, monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    for name in LISTS:
        assert max(map(len, run(name, case, "--with-evidence").stdout.splitlines()), default=0) <= 72


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--speaker", "Dahl"], 1),
        (["--actor", "Mensah"], 1),
        (["--about", "Togo", "--from", "2021-07", "--to", "2021-07-29"], 1),
        (["--outlet", "tribune"], 0),
        (["--limit", "1"], 1),
    ],
)
def test_filters_reach_the_case(run, case, arguments, count):
    assert len(run("statements", case, "--json", *arguments).stdout.splitlines()) == count


def test_nothing_found_is_said_and_is_no_error(run, case):
    result = run("statements", case, "--text", "railway")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "statements: nothing found\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline"],
        ["timeline", "x", "--from", "yesterday"],
        ["statements", "x", "--limit", "0"],
        ["export", "x", "--to", "parquet"],
        ["export", "x", "--to", "csv"],
        ["add", "x"],
        ["add", "x", "no-such-folder"],
        ["discrepancies", "x", "--actor", "Dahl"],
        ["sing", "x"],
    ],
)
def test_wrong_usage_is_status_2(run, arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["timeline", "absent.case"], "no such case"),
        (["timeline", "."], "a folder, not a case"),
        (["show", "CASE", "ffffffffffff"], "no record"),
        (["export", "CASE", "-o", "no/such/folder/x.jsonl"], "No such file"),
        (["export", "CASE", "--to", "csv", "-o", "CASE"], "cannot write there"),
    ],
)
def test_what_is_missing_is_status_1_and_one_line(run, case, arguments, told):
    result = run(*[case if argument == "CASE" else argument for argument in arguments])
    assert result.exit_code == 1 and told in result.stderr
    assert "Traceback" not in result.stderr and result.stdout == ""


def test_show_gives_every_field_and_marks_the_words(run, case):
    ident = json.loads(run("statements", case, "--json").stdout.splitlines()[0])["id"]
    shown = run("show", case, ident[:8]).stdout
    for label in ("speaker", "manner", "content", "via", "rule", "certainty"):
        assert f"\n{label}" in shown
    assert ">>On 2021-07-29, Dahl said Togo will get its harbour.<<" in " ".join(shown.split())
    assert "Dahl (" in shown and "29 July 2021 (dated in the report" in shown


@pytest.mark.parametrize("name", [name for name in LISTS if name != "skipped"])
def test_show_works_for_every_kind(run, case, name):
    for line in run(name, case, "--json").stdout.splitlines():
        result = run("show", case, json.loads(line)["id"])
        assert result.exit_code == 0 and json.loads(line)["id"] in result.stdout


def test_show_tells_what_a_record_is_linked_to(run, case):
    figure = json.loads(run("figures", case, "--json").stdout.splitlines()[0])
    shown = run("show", case, figure["id"]).stdout
    assert "reports differ the number of ships differs" in " ".join(shown.split())


def test_export_goes_to_stdout_or_a_file(run, case, tmp_path):
    out = run("export", case, "--to", "jsonl")
    run("export", case, "-o", str(tmp_path / "x.jsonl"))
    assert out.stdout == (tmp_path / "x.jsonl").read_text() != ""
    assert run("export", case, "--to", "csv", "-o", str(tmp_path / "csv")).exit_code == 0
    assert (tmp_path / "csv" / "statements.csv").exists()


def test_check_of_a_whole_and_of_a_broken_case(run, case):
    import sqlite3

    assert run("check", case).exit_code == 0
    with sqlite3.connect(case) as plain:
        plain.execute("DELETE FROM actors")
    result = run("check", case)
    assert result.exit_code == 1 and "speaker names" in result.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys, regesta.show.cli as c, regesta, regesta.run\n"
        "print([m for m in ('spacy', 'rich', 'lxml', 'trafilatura', 'jinja2', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
