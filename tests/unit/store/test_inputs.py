"""Known files go by without being read; reports drawn by another version are told and drawn anew."""

import io
import json

import pytest

import handmade
from regesta import pipeline, read, run
from regesta.pipeline import Tally
from regesta.read import Given
from regesta.read.stamps import Stamps
from regesta.records import Skipped
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import rows_of
from regesta.workers import skip


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setattr(pipeline, "work", lambda document: rows_of(handmade.extract(document)))
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []) and ())


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, document in enumerate(handmade.STORY):
        (reports / f"{number}.txt").write_text(document.text * 3)
    rows = [{"text": document.text * 4, "outlet": "Row"} for document in handmade.STORY]
    (reports / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return reports


@pytest.fixture
def unread(monkeypatch):
    """The names of the files that were read in full."""
    seen = []
    real = read.read

    def reading(path, given):
        seen.append(path.name)
        return real(path, given)

    monkeypatch.setattr(read, "read", reading)
    return seen


def add(path, *inputs, given=None):
    with run.open_case(path, create=True) as case:
        return case.add(*inputs, given=given)


def export(path):
    out = io.BytesIO()
    with run.open_case(path) as case:
        assert list(faults(case)) == []
        export_jsonl(case, out)
    return [{**json.loads(line), "added": None} for line in out.getvalue().splitlines()]


def test_files_whose_reports_are_all_on_file_are_not_read_again(tmp_path, folder, unread):
    assert add(tmp_path / "x.case", folder) == Tally(4, 0, 0)
    before, unread[:] = export(tmp_path / "x.case"), []
    assert add(tmp_path / "x.case", folder) == Tally(0, 4, 0)
    assert unread == [] and export(tmp_path / "x.case") == before


@pytest.mark.parametrize("change", ["bytes", "name", "sidecar", "given", "version"])
def test_whatever_reading_goes_by_has_a_changed_file_read_again(
    tmp_path, folder, unread, change, monkeypatch
):
    add(tmp_path / "x.case", folder)
    unread.clear()
    file, given = folder / "0.txt", None
    if change == "bytes":
        file.write_text(file.read_text() + "Dahl met Mensah.\n")
    elif change == "name":
        file = file.rename(folder / "9.txt")
    elif change == "sidecar":
        (folder / "0.txt.meta.json").write_text('{"published": "2021-07-30"}')
    elif change == "given":
        given = Given.of(published="2021-07-30")
    else:
        monkeypatch.setattr(pipeline, "drawn_by", lambda: "a later version")
    tally = add(tmp_path / "x.case", file, given=given)
    assert unread == [file.name]
    assert tally.filed == (change == "bytes")
    assert bool(tally.completed) == (change in ("sidecar", "given"))
    unread.clear()
    assert add(tmp_path / "x.case", file, given=given).known == 1 and unread == []


def test_the_short_way_ends_in_the_case_of_the_long_way(tmp_path, folder, monkeypatch):
    (folder / "a").mkdir()
    (folder / "a" / "twin.txt").write_text((folder / "0.txt").read_text())
    steps = [
        ((folder / "0.txt",), None),
        ((folder,), Given.of(url="https://a.example/1")),
        ((folder,), None),
        ((folder / "a",), None),
        ((folder,), Given.of(published="2021-07-30")),
        ((folder,), None),
    ]
    told = {}
    for way in ("short", "long"):
        if way == "long":
            monkeypatch.setattr(Stamps, "of", lambda self, path: None)
        told[way] = [add(tmp_path / f"{way}.case", *inputs, given=given) for inputs, given in steps]
    assert told["short"] == told["long"]
    assert export(tmp_path / "short.case") == export(tmp_path / "long.case")


def test_a_file_with_something_not_filed_is_read_again_each_time(tmp_path, folder, unread, monkeypatch):
    (folder / "00.txt").write_bytes(b"")
    good = pipeline.work
    monkeypatch.setattr(
        pipeline, "work", lambda doc: skip(doc, "odd") if doc.name.endswith("#2") else good(doc)
    )
    assert add(tmp_path / "x.case", folder) == Tally(3, 0, 2)
    unread.clear()
    monkeypatch.setattr(pipeline, "work", good)
    assert add(tmp_path / "x.case", folder) == Tally(1, 3, 1)
    assert sorted(unread) == ["00.txt", "rows.jsonl"]


def test_a_file_is_known_only_when_the_last_of_its_reports_is_written(tmp_path, folder, monkeypatch):
    good, done = pipeline.work, []

    def stopping(document):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(document)
        return good(document)

    monkeypatch.setattr(pipeline, "work", stopping)
    with pytest.raises(KeyboardInterrupt):
        add(tmp_path / "x.case", folder)
    monkeypatch.setattr(pipeline, "work", good)
    assert add(tmp_path / "x.case", folder) == Tally(1, 3, 0)


def test_a_folder_or_an_absent_file_has_no_stamp(tmp_path):
    stamps = Stamps(Given(), "1")
    assert stamps.of(tmp_path) is None and stamps.of(tmp_path / "absent.txt") is None


def test_a_rebuild_draws_only_what_another_version_has_drawn(tmp_path, folder, monkeypatch):
    add(tmp_path / "x.case", folder / "0.txt", folder / "1.txt")
    monkeypatch.setattr(pipeline, "drawn_by", lambda: "later")
    add(tmp_path / "x.case", folder / "rows.jsonl")
    before = export(tmp_path / "x.case")
    drawn = []
    good = pipeline.work
    monkeypatch.setattr(pipeline, "work", lambda document: drawn.append(document.name) or good(document))
    with run.open_case(tmp_path / "x.case") as case:
        assert len(case.drawn_otherwise("later")) == 2
        assert case.rebuild() == Tally(2, 2, 0)
        assert sorted(drawn) == ["0.txt", "1.txt"] and case.drawn_otherwise("later") == []
        assert case.rebuild() == Tally(0, 4, 0)
        assert case.rebuild(whole=True) == Tally(4, 0, 0)
    assert export(tmp_path / "x.case") == before


def test_a_report_that_a_version_cannot_read_keeps_what_was_drawn_before(tmp_path, folder, monkeypatch):
    add(tmp_path / "x.case", folder / "0.txt")
    before = export(tmp_path / "x.case")
    monkeypatch.setattr(pipeline, "drawn_by", lambda: "later")
    monkeypatch.setattr(pipeline, "work", lambda document: skip(document, "odd"))
    with run.open_case(tmp_path / "x.case") as case:
        assert case.rebuild() == Tally(0, 0, 1)
        assert len(case.drawn_otherwise("later")) == 1
    assert export(tmp_path / "x.case") == before


def test_a_second_filing_leaves_what_is_on_file_and_its_version(tmp_path):
    first = rows_of(handmade.extract(handmade.COURIER))
    with run.open_case(tmp_path / "x.case", create=True) as case:
        case.file([first], drawn_by="one")
        case.file([first, Skipped(id="s" * 32, name="s", reason="s: empty")], drawn_by="two")
        assert case.drawn_otherwise("one") == []


TOLD = {"name": "talks", "text": handmade.STORY[0].text * 2}


@pytest.mark.parametrize(
    ("rows", "tally"),
    [
        # one report, told of in other words: the second time nothing is new
        ([TOLD | {"outlet": "Row"}, TOLD | {"title": "Talks"}], Tally(1, 1, 0)),
        ([TOLD, TOLD | {"outlet": "Row"}], Tally(1, 1, 0, ("talks.jsonl#1: known, now with outlet",))),
        ([TOLD, TOLD | {"outlet": "Row"}, TOLD | {"outlet": "Row"}], None),
        # copies in two outlets are two reports
        ([TOLD | {"outlet": "Row"}, TOLD | {"outlet": "Column"}], Tally(2, 0, 0)),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_rows_of_one_name_and_text_are_one_report_in_a_batch_as_in_two(
    tmp_path, rows, tally, workers, monkeypatch, unread
):
    monkeypatch.setattr("regesta.workers.SMALL_RUN", 10**9)
    file = tmp_path / "talks.jsonl"
    for way, batch in (("one", 50), ("two", 1)):
        monkeypatch.setattr(pipeline, "BATCH_REPORTS", batch)
        file.write_text("\n".join(json.dumps({"url": "https://a.example/1"} | row) for row in rows))
        with run.open_case(tmp_path / f"{way}.case", create=True) as case:
            found = case.add(file, workers=workers)
            assert (found.filed, found.known) == ((tally.filed, tally.known) if tally else (1, 2))
            assert bool(found.completed) == (tally is None or bool(tally.completed))
            unread.clear()
            assert case.add(file).known == len(rows) and unread == []
    assert export(tmp_path / "one.case") == export(tmp_path / "two.case")
