"""The command line: what it prints, where, and with which exit status."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import handmade
from regesta import pipeline
from regesta.show.cli import LISTS, main

RELINK = pipeline.relink


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []))
    path = tmp_path / "x.case"
    handmade.story(path).close()
    return str(path)


@pytest.fixture
def run(monkeypatch):
    # A worker of the test run may have a terminal of its own.
    monkeypatch.setenv("COLUMNS", "120")
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


def test_the_command_line_alone_loads_no_record_type():
    code = "import sys, regesta.show.cli; print('msgspec' in sys.modules, 'sqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


def test_a_reader_that_has_seen_enough_is_no_error(case):
    command = f"{sys.executable} -m regesta export {case} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0" and done.stderr == ""


def test_corrections_print_their_id_and_can_be_undone(run, case, monkeypatch):
    import regesta.link

    monkeypatch.setattr(pipeline, "relink", RELINK)
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(handmade.link))
    figure = json.loads(run("figures", case, "--json").stdout.splitlines()[0])
    done = run("set", case, figure["id"][:10], "value", "45", "--by", "Ann", "--reason", "recounted")
    assert done.exit_code == 0 and "regesta undo" in done.stderr
    assert "45 ships" in run("figures", case).stdout and "[corrected by Ann]" in run("figures", case).stdout
    assert "corrected           set by Ann on" in run("show", case, figure["id"]).stdout
    assert "set figure: value = 45" in run("judgements", case).stdout
    assert run("undo", case, done.stdout.strip(), "--by", "Ann").exit_code == 0
    assert "[undone]" in run("judgements", case).stdout and "[corrected" not in run("figures", case).stdout
    actors = [json.loads(line)["id"] for line in run("actors", case, "--json").stdout.splitlines()]
    assert run("merge", case, actors[0], actors[1]).exit_code == 0
    assert len(run("actors", case, "--json").stdout.splitlines()) == len(actors) - 1
    assert run("reject", case, figure["id"]).exit_code == 0
    gone = run("show", case, figure["id"])
    assert gone.exit_code == 1 and "rejected by" in gone.stderr


def test_find_marks_the_words_and_takes_filters(run, case):
    result = run("find", case, "harbour")
    assert "*harbour*" in result.stdout and result.stderr == "find: 2 found\n"
    rows = [json.loads(line) for line in run("find", case, "harbour", "--json").stdout.splitlines()]
    assert {row["kind"] for row in rows} == {"document", "statement"} and "*" in rows[0]["snippet"]
    assert run("find", case, "harbour", "--kind", "statement").stderr == "find: 1 found\n"
    assert run("find", case, "zebra").stderr == "find: nothing found\n"
    assert run("find", case, "will get", "--kind", "statement").stderr == "find: 1 found\n"
    assert run("find", case, "get will", "--kind", "statement").stderr == "find: nothing found\n"


def test_a_list_as_of_a_day_says_what_is_left_out(run, case, monkeypatch):
    import regesta.link

    monkeypatch.setattr(pipeline, "relink", RELINK)
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(handmade.link))
    result = run("statements", case, "--as-of", "2021-07-30")
    assert "as of 2021-07-30: 1 report; 1 undated report left out" in result.stderr
    assert "Dahl said" in result.stdout and "Mensah" not in result.stdout
    assert run("timeline", case, "--as-of", "2021-07-29").stdout == ""
    assert run("timeline", case, "--as-of", "then").exit_code == 2


def test_changes_come_under_headings_and_as_json(run, case):
    result = run("changes", case, "--since", "2021-07-30")
    assert "New statement (1)" in result.stdout and "Dahl said" in result.stdout
    assert "1 undated report left out" in result.stderr
    rows = [
        json.loads(line)
        for line in run("changes", case, "--since", "2021-07-30", "--json").stdout.splitlines()
    ]
    assert {row["change"] for row in rows} >= {"new statement", "new commitment"}
    assert run("changes", case).exit_code == 2


def test_statuses_by_series(run, case):
    lines = run("statuses", case, "--series").stdout.splitlines()
    assert lines[0].startswith("recognition:") and "Dahl" in lines[1]
    row = json.loads(run("statuses", case, "--series", "--json").stdout)
    assert row["changed"] is False and row["before"] is None


def test_ask_tells_how_it_read_the_question_and_shows_records_with_their_words(run, case):
    result = run("ask", case, "What did Mensah promise Togo?")
    assert result.exit_code == 0 and "by: Mensah; to or about: Togo" in result.stderr
    assert "Mensah: pledge, to Togo" in result.stdout and "Nordic Courier, " in result.stdout
    row = json.loads(run("ask", case, "--json", "What", "did", "Mensah", "promise", "Togo?").stdout)
    assert [found["kind"] for found in row["answers"]] == ["commitment"]
    assert {"filter": "by", "value": "Mensah"} in row["read_as"]


def test_ask_says_plainly_when_the_reports_do_not(run, case):
    result = run("ask", case, "What did Mensah promise Zanzibar?")
    assert (result.exit_code, result.stdout) == (0, "The reports do not say.\n")
    assert "no report names Zanzibar" in result.stderr
