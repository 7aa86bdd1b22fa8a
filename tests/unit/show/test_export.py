"""An export is the public contract, and nothing else."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import handmade
from regesta.records import KINDS, Skipped
from regesta.show.export import export_csv, export_jsonl, plural

SCORER = Path(__file__).parents[3] / ".." / "shared" / "gold"


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        opened.file([Skipped(id="s1", name="bad.txt", reason="empty")], added="2026-01-01")
        yield opened


def lines(case):
    out = io.BytesIO()
    export_jsonl(case, out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def test_records_are_sorted_by_kind_then_id_and_every_kind_is_there(case):
    keys = [(row["kind"], row["id"]) for row in lines(case)]
    assert keys == sorted(keys)
    assert {kind for kind, _ in keys} == set(KINDS) - {"judgement"}


def test_every_span_carries_its_text(case):
    texts = {row["id"]: row["text"] for row in lines(case) if row["kind"] == "document"}
    seen = 0

    def walk(value):
        nonlocal seen
        if isinstance(value, dict):
            if {"document", "start", "end"} <= set(value) and "kind" not in value:
                assert value["text"] == texts[value["document"]][value["start"] : value["end"]]
                seen += 1
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    for row in lines(case):
        walk(row)
    assert seen > 30


def test_only_the_actors_of_the_case_are_exported(case):
    actors = [row for row in lines(case) if row["kind"] == "actor"]
    assert sorted(row["name"] for row in actors) == ["Dahl", "Mensah", "Togo"]
    assert not any("document" in row for row in actors)


def test_what_is_not_known_is_null_and_lists_are_lists(case):
    statement = next(row for row in lines(case) if row["kind"] == "statement" and not row["when"])
    assert statement["via"] == [] and statement["nested_in"] is None
    assert statement["channel"] is None


def test_the_scorer_finds_no_contract_problem(case, tmp_path):
    if not SCORER.is_dir():
        pytest.skip("../shared/gold is not there: the contract check of the scorer was not run")
    sys.path.insert(0, str(SCORER))
    from scorer import contract

    with (tmp_path / "x.jsonl").open("wb") as out:
        export_jsonl(case, out)
    assert contract.load(tmp_path / "x.jsonl").problems == []


def test_csv_has_one_file_a_kind_with_a_column_for_each_part_of_a_time(case, tmp_path):
    written = export_csv(case, tmp_path / "csv")
    assert sorted(path.stem for path in written) == sorted(plural(kind) for kind in KINDS)
    with (tmp_path / "csv" / "statements.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    dated = next(row for row in rows if row["when.start"])
    assert (dated["when.start"], dated["when.end"]) == ("2021-07-29", "2021-07-30")
    assert (dated["cue.text"], dated["negated"], dated["via"]) == ("said", "false", "[]")
    assert json.loads(dated["content"])[0]["text"] == "Togo will get its harbour"
    assert next(row for row in rows if not row["when.start"])["when.basis"] == ""


def test_csv_of_an_empty_kind_has_its_header(case, tmp_path):
    export_csv(case, tmp_path / "csv")
    (header,) = (tmp_path / "csv" / "judgements.csv").read_text().splitlines()
    assert header.split(",")[:3] == ["id", "action", "target"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("status", "statuses"),
        ("discrepancy", "discrepancies"),
        ("event_mention", "event_mentions"),
        ("skipped", "skipped"),
        ("statement", "statements"),
    ],
)
def test_plurals(kind, name):
    assert plural(kind) == name


def test_no_cell_of_a_csv_is_a_formula(tmp_path):
    with handmade.story(tmp_path / "x.case") as case:
        case.file([Skipped(id="s1", name='=HYPERLINK("http://a.example")', reason="-")], added="2026-01-01")
        export_csv(case, tmp_path / "csv")
    with (tmp_path / "csv" / "skipped.csv").open(newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["name"], row["reason"]) == ('\'=HYPERLINK("http://a.example")', "'-")
