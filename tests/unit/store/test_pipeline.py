"""What becomes of the inputs: filed, known, skipped; one way of working whatever the order."""

import io
import json
import os

import pytest

import handmade
from regesta import pipeline, run
from regesta.errors import LexiconError
from regesta.pipeline import Tally
from regesta.read import Given
from regesta.records import Skipped
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import rows_of


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    """Real reading and filing; the toy extractor and linker."""
    monkeypatch.setattr(pipeline, "work", lambda document: rows_of(handmade.extract(document)))
    monkeypatch.setattr(pipeline, "relink", lambda case: handmade.fill(case, []) and ())


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, document in enumerate(handmade.STORY):
        (reports / f"{number}.txt").write_text(document.text * 3)
    return reports


def add(path, *inputs, **options):
    with run.open_case(path, create=True) as case:
        tally = case.add(*inputs, **options)
        assert list(faults(case)) == []
        out = io.BytesIO()
        export_jsonl(case, out)
        rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return tally, [{**row, "added": None} for row in rows]


def test_adding_twice_changes_nothing_and_says_so(tmp_path, folder):
    first, before = add(tmp_path / "x.case", folder)
    second, after = add(tmp_path / "x.case", folder)
    assert (first, second) == (Tally(2, 0, 0), Tally(0, 2, 0))
    assert before == after


def test_the_order_of_the_inputs_does_not_show(tmp_path, folder):
    files = sorted(folder.iterdir())
    _, forth = add(tmp_path / "x.case", *files)
    _, back = add(tmp_path / "y.case", *reversed(files))
    add(tmp_path / "z.case", files[1])
    _, later = add(tmp_path / "z.case", files[0])
    assert forth == back == later


def test_the_same_bytes_under_two_names_are_one_document_of_the_first_name(tmp_path, folder):
    (folder / "a").mkdir()
    (folder / "a" / "9.txt").write_text((folder / "0.txt").read_text())
    files = [folder / "a" / "9.txt", folder / "1.txt", folder / "0.txt"]
    tally, forth = add(tmp_path / "x.case", *files)
    _, back = add(tmp_path / "y.case", *reversed(files))
    assert tally == Tally(2, 1, 0) and forth == back
    assert sorted(row["name"] for row in forth if row["kind"] == "document") == ["0.txt", "1.txt"]


def test_what_was_not_known_of_a_report_is_filled_by_a_second_add_and_told(tmp_path, folder):
    path, file = tmp_path / "x.case", folder / "0.txt"
    add(path, folder)
    tally, rows = add(path, file, given=Given.of(outlet="The Courier", published="2021-07-30"))
    assert tally == Tally(0, 1, 0, ("0.txt: known, now with outlet and published",))
    (document,) = [row for row in rows if row["kind"] == "document" and row["name"] == "0.txt"]
    assert document["outlet"] == "The Courier" and document["published"]["start"] == "2021-07-30"
    for given in (Given.of(outlet="The Courier"), Given(), Given.of(published="2022-01-01")):
        again, after = add(path, file, given=given)
        assert again == Tally(0, 1, 0) and after == rows
    tally, rows = add(path, file, given=Given.of(url="https://courier.example/1"))
    assert tally.completed == ("0.txt: known, now with url",)


def test_the_same_text_of_another_outlet_is_another_report(tmp_path, folder):
    file = folder / "0.txt"
    add(tmp_path / "x.case", file, given=Given.of(outlet="The Courier"))
    tally, _ = add(tmp_path / "x.case", file, given=Given.of(outlet="The Post"))
    assert tally == Tally(1, 0, 0)


def test_what_cannot_be_read_is_skipped_with_its_reason_and_the_run_goes_on(tmp_path, folder):
    (folder / "00.txt").write_bytes(b"")
    tally, rows = add(tmp_path / "x.case", folder)
    assert tally == Tally(2, 0, 1)
    (skipped,) = [row for row in rows if row["kind"] == "skipped"]
    assert skipped["name"] == "00.txt" and skipped["reason"]


def test_progress_ends_with_every_file_and_the_final_tally(tmp_path, folder):
    told = []
    tally, _ = add(tmp_path / "x.case", folder, progress=told.append)
    files = [step.files for step in told]
    assert files == sorted(files)
    assert (told[-1].files, told[-1].of, told[-1].tally) == (2, 2, tally)


def test_ctrl_c_keeps_what_is_finished_and_the_next_opening_links_it(tmp_path, folder, monkeypatch):
    done = []

    def work(document):
        if done:
            raise KeyboardInterrupt
        done.append(document.id)
        return rows_of(handmade.extract(document))

    monkeypatch.setattr(pipeline, "work", work)
    with run.open_case(tmp_path / "x.case", create=True) as case:
        with pytest.raises(KeyboardInterrupt):
            case.add(folder)
        assert not case.linked
    with run.open_case(tmp_path / "x.case") as case:
        assert case.linked and list(faults(case)) == []
        assert [document.id for document in case.documents()] == done


def test_a_process_killed_between_reports_leaves_a_case_that_opens(tmp_path, folder):
    path = tmp_path / "x.case"
    child = os.fork()
    if not child:
        case = run.open_case(path, create=True)
        case.file([rows_of(handmade.extract(handmade.COURIER))])
        case._connection.execute("BEGIN")
        case._connection.execute("DELETE FROM documents")
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    with run.open_case(path) as case:
        assert [document.name for document in case.documents()] == ["courier.txt"]
        assert list(faults(case)) == []
    assert add(path, folder)[0] == Tally(2, 0, 0)


@pytest.mark.parametrize(
    ("broken", "told"),
    [(ZeroDivisionError("by zero"), "ZeroDivisionError: by zero"), (UnicodeError("odd"), "odd")],
)
def test_a_report_that_breaks_an_extractor_is_skipped(broken, told, monkeypatch):
    monkeypatch.undo()
    import regesta.parse

    def parse(document):
        raise broken

    monkeypatch.setattr(regesta.parse, "parse", parse)
    result = pipeline.work(handmade.COURIER)
    assert isinstance(result, Skipped) and told in result.reason
    assert result.name == "courier.txt" and result.id == pipeline.work(handmade.COURIER).id


def test_a_broken_lexicon_ends_the_run_since_no_report_is_to_blame(monkeypatch):
    monkeypatch.undo()
    import regesta.parse

    def parse(document):
        raise LexiconError("cues.toml, entry 3: unknown key")

    monkeypatch.setattr(regesta.parse, "parse", parse)
    with pytest.raises(LexiconError):
        pipeline.work(handmade.COURIER)
