"""A case made from a lake is the case that `add` makes of the same reports."""

import pytest

import handmade
import lakeside
from regesta import pipeline
from regesta.errors import LakeError
from regesta.lake.opening import Wanted, open_lake
from regesta.lake.parts import Limits
from regesta.lake.running import run
from regesta.pipeline import Tally
from regesta.run import open_case
from regesta.versions import drawn_by


@pytest.fixture
def lake(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    lakeside.jsonl(folder / "a.jsonl", [*lakeside.ROWS[:12], {"title": "no text"}])
    lakeside.jsonl(
        folder / "b.jsonl",
        [
            *lakeside.ROWS[8:16],
            {
                "text": "Sarpong met Lee.\nThe two of them spoke for an hour in the old town hall.\n",
                "outlet": "Wire",
            },
        ],
    )
    with lakeside.Here() as engine:
        run([folder], tmp_path / "lake", engine, limits=Limits(5), work=lakeside.toy)
    return tmp_path / "lake"


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", lakeside.toy)
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []) and ())


def test_the_whole_lake_is_the_case_that_add_makes(lake, tmp_path):
    opened = open_lake(lake, tmp_path / "lake.case")
    assert (opened.tally, opened.left) == (Tally(filed=17, known=4, skipped=1), 0)
    assert lakeside.exported(tmp_path / "lake.case") == lakeside.added(
        tmp_path / "added.case", tmp_path / "news"
    )


def test_opening_twice_changes_nothing(lake, tmp_path):
    open_lake(lake, tmp_path / "lake.case")
    before = lakeside.exported(tmp_path / "lake.case")
    opened = open_lake(lake, tmp_path / "lake.case")
    assert (opened.tally.filed, opened.tally.known) == (0, 21) and lakeside.exported(
        tmp_path / "lake.case"
    ) == before


def test_a_lake_joins_a_case_that_holds_some_of_it(lake, tmp_path):
    lakeside.added(tmp_path / "lake.case", tmp_path / "news" / "b.jsonl")
    assert open_lake(lake, tmp_path / "lake.case").tally.filed == 8
    assert lakeside.exported(tmp_path / "lake.case") == lakeside.added(
        tmp_path / "added.case", tmp_path / "news"
    )


@pytest.mark.parametrize(
    "wanted, kept",
    [
        (Wanted(actors=("sarpong",)), 1),
        (Wanted(actors=("Sarpong", "Mensah")), 21),
        (Wanted(actors=("Mensah Lee",)), 0),
        (Wanted(since="2021-08-10"), 10),
        (Wanted(until="2021-08-03"), 3),
        (Wanted(since="2021-08-02", until="2021-08-03"), 2),
        (Wanted(actors=("Lee",), until="2021-08"), 0),
    ],
)
def test_only_the_reports_asked_for_are_filed(lake, tmp_path, wanted, kept):
    opened = open_lake(lake, tmp_path / "some.case", wanted)
    tally = opened.tally
    assert tally.filed + tally.known == kept and opened.left == 21 - kept and tally.skipped == 0


def test_a_filtered_case_is_the_case_of_those_reports_alone(lake, tmp_path):
    open_lake(lake, tmp_path / "some.case", Wanted(until="2021-08-03"))
    lakeside.jsonl(tmp_path / "a.jsonl", lakeside.ROWS[:3])
    assert lakeside.exported(tmp_path / "some.case") == lakeside.added(
        tmp_path / "added.case", tmp_path / "a.jsonl"
    )


def test_a_report_known_more_fully_in_another_row_is_completed_as_by_add(tmp_path):
    text = "Dahl met the envoy of Togo in the old town hall on Monday, and they spoke for an hour.\n"
    address = "https://example.org/talks"
    rows = [{"text": text, "url": address}, {"text": text, "url": address, "outlet": "The Post"}]
    files = [lakeside.jsonl(tmp_path / f"{number}.jsonl", [row]) for number, row in enumerate(rows)]
    with lakeside.Here() as engine:
        run(files, tmp_path / "lake", engine, work=lakeside.toy)
    open_lake(tmp_path / "lake", tmp_path / "lake.case")
    for file in files:
        whole = lakeside.added(tmp_path / "added.case", file)
    assert lakeside.exported(tmp_path / "lake.case") == whole


def test_the_case_knows_which_version_drew_its_records(lake, tmp_path):
    open_lake(lake, tmp_path / "lake.case")
    with open_case(tmp_path / "lake.case") as case:
        assert case.drawn_otherwise(drawn_by()) == [] and len(case.drawn_otherwise("")) == 17


def test_a_folder_that_is_no_lake_is_told_so_and_no_case_begun(tmp_path):
    with pytest.raises(LakeError, match="no lake"):
        open_lake(tmp_path, tmp_path / "x.case")
    assert not (tmp_path / "x.case").exists()
