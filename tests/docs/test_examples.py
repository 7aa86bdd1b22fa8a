"""The bundled reports: all described in their README, well formed, and in the project's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from regesta.read import files, read
from regesta.records import Document, Skipped

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "examples" / "reports").iterdir())
SEEDS = ROOT / ".." / "shared" / "seeds"
RUN = 8


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words, without case and punctuation."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def rows() -> list[dict[str, object]]:
    lines = (ROOT / "examples" / "reports" / "dispatches.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def test_the_readme_names_every_report_and_no_other() -> None:
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## The reports")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert sorted(named) == [path.name for path in REPORTS]


def test_the_readme_says_plainly_that_they_are_examples() -> None:
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert "written for this project, as examples" in readme
    assert "Apache-2.0" in readme


def test_there_are_reports_in_every_shape_users_have() -> None:
    assert {path.suffix for path in REPORTS} == {".txt", ".html", ".md", ".jsonl", ".json"}
    texts = [path for path in REPORTS if path.suffix in {".txt", ".html", ".md"}]
    assert len(texts) + len(rows()) >= 14


def test_every_row_has_a_date_an_outlet_and_text_or_html() -> None:
    for row in rows():
        assert ("text" in row) != ("html" in row)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(row["published"]))
        assert row["outlet"] and row["title"]


def test_the_metadata_file_belongs_to_a_report() -> None:
    (sidecar,) = [path for path in REPORTS if path.name.endswith(".meta.json")]
    assert sidecar.with_name(sidecar.name.replace(".meta.json", ".txt")) in REPORTS
    assert set(json.loads(sidecar.read_text(encoding="utf-8"))) >= {"outlet", "published"}


def texts_of(paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not beside the clone")
@pytest.mark.parametrize("name", [path.name for path in REPORTS])
def test_no_report_repeats_a_run_of_words_of_a_real_article(name: str) -> None:
    seeds = texts_of(SEEDS.glob("*.txt"))
    own = runs(texts_of(REPORTS)[name])
    assert {seed: own & runs(text) for seed, text in seeds.items() if own & runs(text)} == {}


def test_the_run_finder_would_notice_a_copied_sentence() -> None:
    sentence = "The cabinet met at nine and rose again at noon without a word to anyone."
    assert runs(sentence.upper()) & runs(f"It says: {sentence}")
    assert not runs(sentence) & runs("The cabinet met at nine and rose at noon without a word.")


@pytest.fixture(scope="module")
def filed() -> dict[str, Document | Skipped]:
    found = files([ROOT / "examples" / "reports"])
    return {report.name: report for path in found for report in read(path)}


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("valley-post-tianjin.txt", "China hosts Taliban envoys in Tianjin", "2021-07-29"),
        ("northgate-herald-tianjin.html", "Taliban delegation meets Wang Yi", "2021-07-28"),
        ("lantern-news-kabul-falls.html", "Taliban enter Kabul", "2021-08-16"),
        ("harbour-courier-embassy.txt", "Beijing keeps its embassy open", None),
        ("meridian-wire-interview.txt", "Taliban spokesman calls China", "2021-09-02"),
        ("plateau-gazette-interview.html", "Broke and isolated", "2021-09-04"),
        ("valley-post-call.md", "Taliban deputy promises", "2021-09-03"),
        ("lantern-news-copper.html", "Diggers roll", "2024-07-25"),
        ("northgate-herald-oil.txt", "Taliban tears up oil contract", "2025-06-19"),
        ("valley-post-russia.html", "Russia becomes first state", "2025-07-04"),
        ("northgate-herald-trilateral.txt", "China, Pakistan and Taliban hold", "2025-08-21"),
        ("silk-road-ledger-readouts.txt", "One meeting, two accounts", "2025-08-22"),
    ],
)
def test_each_report_is_read_with_its_title_and_day(
    filed: dict[str, Document | Skipped], name: str, title: str, day: str | None
) -> None:
    report = filed[name]
    assert isinstance(report, Document)
    assert (report.title or "").startswith(title)
    published = report.published.start if report.published else None
    assert (published.isoformat() if published else None) == day


def test_every_row_of_the_dispatches_is_a_report(filed: dict[str, Document | Skipped]) -> None:
    outlets = {row["title"]: row["outlet"] for row in rows()}
    read_back = {
        report.title: report.outlet
        for report in filed.values()
        if isinstance(report, Document) and report.title in outlets
    }
    assert read_back == outlets


def test_only_the_french_report_is_skipped_and_its_reason_says_so(
    filed: dict[str, Document | Skipped],
) -> None:
    (skipped,) = [report for report in filed.values() if isinstance(report, Skipped)]
    assert skipped.name == "le-phare-du-matin.txt"
    assert "French" in skipped.reason


@pytest.mark.parametrize(
    "words",
    [
        "By signing up you accept",
        "Ferry strike enters its second week",
        "Ten gardens to see before autumn",
        "Why Central Asia wants an Afghan railway",
        "The tea house that outlived six governments",
        "Melon exports hit a record",
        "Never miss a story",
        "Share this story",
        "Rosa Lindqvist",
    ],
)
def test_what_is_no_part_of_a_report_is_not_read_as_its_body(
    filed: dict[str, Document | Skipped], words: str
) -> None:
    bodies = [
        report.text[block.start : block.end]
        for report in filed.values()
        if isinstance(report, Document)
        for block in report.blocks
        if block.role == "body"
    ]
    assert any(words in text for text in texts_of(REPORTS).values())
    assert [body for body in bodies if words in body] == []
