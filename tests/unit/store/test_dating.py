"""Reports without a date: those that linking dates are read again with it, whatever the order they come in."""

import io
import itertools

import msgspec
import pytest

import handmade
import regesta.link
from regesta import pipeline, run
from regesta.records import Statement
from regesta.show.export import export_jsonl
from regesta.store.check import faults
from regesta.store.rows import rows_of

KEY = handmade.report("Dahl met Mensah.\nTogo said it is late.\n", name="key.txt", published="2021-07-30")
READ: list[tuple[str, str]] = []


def extract(document):
    """The toy extractor, its statements dated by the report."""
    READ.append((document.name, str(document.published and document.published.start)))
    page = handmade.extract(document)
    return msgspec.structs.replace(
        page,
        records=tuple(
            msgspec.structs.replace(item, when=item.when or document.published)
            if isinstance(item, Statement)
            else item
            for item in page.records
        ),
    )


def link(documents, records):
    """The toy linker; with key.txt on file it knows when herald.txt was published."""
    linkage = handmade.link(documents, records)
    if not any(document.name == "key.txt" for document in documents):
        return linkage
    when = msgspec.structs.replace(handmade.day("2021-08-06"), basis="inferred", text=None)
    named = {document.name: document.id for document in documents}
    dates = {named[name]: when for name in ("herald.txt", "courier.txt") if name in named}
    return msgspec.structs.replace(linkage, published=dates)


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    READ.clear()
    monkeypatch.setattr(pipeline, "extraction_of", extract)
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(link))


def build(path, *batches):
    with run.Case(path, create=True) as case:
        for batch in batches:
            case.file([rows_of(extract(document)) for document in batch], added="2026-01-02")
            pipeline.relink(case)
        assert list(faults(case)) == []
        out = io.BytesIO()
        export_jsonl(case, out)
    return out.getvalue()


def test_a_report_gets_the_inferred_date_and_its_records_with_it(tmp_path):
    build(tmp_path / "x.case", [*handmade.STORY, KEY])
    with run.open_case(tmp_path / "x.case") as case:
        herald = case.document(handmade.HERALD.id).published
        assert (str(herald.start), herald.basis) == ("2021-08-06", "inferred")
        (said,) = case.statements(speaker="Mensah")
        assert said.when == herald
        assert [item.name for item in case.documents(since="2021-08")] == ["herald.txt"]


def test_a_date_of_its_own_is_never_replaced(tmp_path):
    build(tmp_path / "x.case", [*handmade.STORY, KEY])
    with run.open_case(tmp_path / "x.case") as case:
        assert str(case.document(handmade.COURIER.id).published.start) == "2021-07-30"


def test_the_order_of_reports_does_not_show(tmp_path):
    exports = {
        build(tmp_path / f"{number}.case", *([document] for document in order))
        for number, order in enumerate(itertools.permutations([*handmade.STORY, KEY]))
    }
    assert exports == {build(tmp_path / "x.case", [KEY, *handmade.STORY])}


def test_linking_again_reads_nothing_again(tmp_path):
    build(tmp_path / "x.case", [*handmade.STORY, KEY])
    READ.clear()
    with run.open_case(tmp_path / "x.case") as case:
        pipeline.relink(case)
    assert READ == []


def test_when_the_date_is_inferred_no_longer_the_base_is_shown_again(tmp_path, monkeypatch):
    before = build(tmp_path / "x.case", [*handmade.STORY, KEY])
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(handmade.link))
    with run.open_case(tmp_path / "x.case") as case:
        pipeline.relink(case)
        assert case.document(handmade.HERALD.id).published is None
        monkeypatch.setattr(regesta.link, "relink", handmade.relinked(link))
        pipeline.relink(case)
        out = io.BytesIO()
        export_jsonl(case, out)
    assert out.getvalue() == before


def test_a_persons_date_wins_over_the_inferred_one(tmp_path):
    build(tmp_path / "x.case", [*handmade.STORY, KEY])
    with run.open_case(tmp_path / "x.case") as case:
        case.set(handmade.HERALD.id, "published", "2021-08-09")
        assert str(case.document(handmade.HERALD.id).published.start) == "2021-08-09"


def test_a_rebuild_reads_the_texts_without_the_inferred_dates(tmp_path):
    build(tmp_path / "x.case", [*handmade.STORY, KEY])
    READ.clear()
    with run.open_case(tmp_path / "x.case") as case:
        case.rebuild()
    assert ("herald.txt", "None") in READ and ("herald.txt", "2021-08-06") in READ


def test_a_report_stands_on_the_day_that_later_reports_give_it(tmp_path):
    late = msgspec.structs.replace(KEY, published=handmade.day("2021-09-01"))
    build(tmp_path / "x.case", [*handmade.STORY, late])
    with run.open_case(tmp_path / "x.case") as case:
        assert str(case.document(handmade.HERALD.id).published.start) == "2021-08-06"
        with case.as_of("2021-08-20") as stood:
            assert [document.name for document in stood.documents()] == ["courier.txt", "herald.txt"]
            assert stood.document(handmade.HERALD.id).published.basis == "inferred"
            assert list(faults(stood)) == []
        with case.as_of("2021-08-05") as stood:
            assert [document.name for document in stood.documents()] == ["courier.txt"]
        with case.as_of("2021-09-02") as stood:
            assert len(stood.documents()) == 3
