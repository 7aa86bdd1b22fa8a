"""Search by words: what is found, in which order, and that the index keeps step with what is filed."""

import sqlite3
from pathlib import Path

import pytest

import handmade
from regesta.errors import CaseError
from regesta.records import Document, Event, Statement
from regesta.store import Case, migrate
from regesta.store.rows import rows_of
from regesta.store.search import CLOSE, OPEN, match_of

FIRST = Path(__file__).parent / "version-1.sql"


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour", {"document", "statement"}),
        ("HARBOUR", {"document", "statement"}),
        ("harbours", {"document", "statement"}),
        ("meeting", set()),
        ("talk short", {"document", "statement"}),
        ('"talks were"', {"document", "statement"}),
        ('"were talks"', set()),
        ("harb*", {"document", "statement"}),
        ("harb", set()),
        ("ships -50", {"document", "figure"}),
        ("harbour railway", set()),
        ("rice", {"document", "commitment"}),
        ("recognise", {"document", "status"}),
        ("NEAR(", set()),
        ('dahl"', {"document", "statement", "event", "status", "figure"}),
    ],
)
def test_what_is_found(case, words, found):
    assert {hit.record.kind for hit in case.find(words)} == found


def test_words_found_are_marked_in_the_snippet(case):
    (hit,) = case.find("harbour", kinds=["statement"])
    assert f"{OPEN}harbour{CLOSE}" in hit.snippet and isinstance(hit.record, Statement)


def test_an_event_is_found_once_through_all_its_mentions(case):
    (hit,) = case.find("met", kinds=["event"])
    assert isinstance(hit.record, Event)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"outlet": "courier"}, 1),
        ({"outlet": "tribune"}, 0),
        ({"since": "2021-07-30"}, 1),
        ({"since": "2021-08"}, 0),
        ({"until": "2021-07"}, 1),
        ({"limit": 1}, 1),
        ({}, 2),
    ],
)
def test_filters(case, asked, count):
    assert len(case.find("dahl", kinds=["document"], **asked)) == count


@pytest.mark.parametrize("words", ["", "   ", "-oil", "?!", '""'])
def test_nothing_to_find_is_refused(words):
    with pytest.raises(CaseError, match="one word"):
        match_of(words)


def test_an_unknown_kind_is_refused(case):
    with pytest.raises(CaseError, match="choose from"):
        case.find("dahl", kinds=["song"])


def test_what_holds_the_word_more_than_others_comes_first(tmp_path):
    long = handmade.report("Dahl said rice " + "and tea " * 80 + ".\n", name="long.txt")
    short = handmade.report("Dahl said rice.\n", name="short.txt")
    with handmade.story(tmp_path / "y.case", [long, short]) as case:
        names = [hit.record.name for hit in case.find("rice", kinds=["document"])]
    assert names == ["short.txt", "long.txt"]


def test_the_index_keeps_step_when_reports_are_filed_and_refiled(case):
    extra = handmade.report("Kamau said glaciers melt.\n", name="extra.txt")
    assert not case.holds("glaciers")
    case.file([rows_of(handmade.extract(extra))])
    assert case.holds("glaciers melt") and not case.holds("melt glaciers")
    page = handmade.extract(extra)
    case.refile([rows_of(page.__class__(document=page.document, records=()))])
    assert [type(hit.record) for hit in case.find("glaciers")] == [Document]
    whole(case.path)


def test_what_fails_to_be_filed_is_not_found(case):
    bad = rows_of(handmade.extract(handmade.report("Otieno said bananas.")))
    bad.rows["statements"] = [("too", "few")]
    with pytest.raises(CaseError):
        case.file([bad])
    assert not case.holds("bananas")


def test_a_case_of_the_first_version_can_be_searched(tmp_path):
    with sqlite3.connect(tmp_path / "first.case") as old:
        old.executescript(FIRST.read_text(encoding="utf-8"))
    with Case(tmp_path / "first.case") as case:
        assert migrate.version_of(case._connection) == migrate.VERSION >= 2
        assert {hit.record.kind for hit in case.find("harbour")} == {"document", "statement"}
        case.file([rows_of(handmade.extract(handmade.report("Kamau said glaciers melt.\n")))])
        assert case.holds("glaciers")
    whole(tmp_path / "first.case")


def whole(path):
    """The index says exactly what the tables do (SQLite compares them)."""
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
