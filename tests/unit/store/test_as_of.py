"""The case as it stood on a day, and what is new since one."""

import pytest

import handmade
import regesta.link
from regesta import pipeline, run
from regesta.errors import CaseError
from regesta.store.changes import changes, series
from regesta.store.check import faults
from regesta.store.rows import rows_of

FIRST = handmade.report(
    "On 2021-07-28, Dahl met Mensah.\nDahl said rice is dear.\nDahl counted 40 ships.\n",
    name="first.txt", published="2021-07-29",
)  # fmt: skip
SECOND = handmade.report(
    "On 2021-07-28, Mensah met Dahl.\nOn 2021-08-02, Dahl met Otieno.\nOtieno said tea is dear.\n"
    "Otieno counted 50 ships.\nMensah recognised Togo.\n",
    name="second.txt", published="2021-08-03",
)  # fmt: skip
UNDATED = handmade.report("Ngo said nothing helps.\n", name="undated.txt")


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "extraction_of", handmade.extract)
    monkeypatch.setattr(regesta.link, "relink", handmade.relinked(handmade.link))
    with run.Case(tmp_path / "x.case", create=True) as opened:
        documents = (FIRST, SECOND, UNDATED)
        opened.file([rows_of(handmade.extract(document)) for document in documents], added="2026-01-02")
        pipeline.relink(opened)
        yield opened


@pytest.mark.parametrize(
    ("day", "reports", "events", "statements", "actors"),
    [
        ("2021-07-28", 0, 0, 0, set()),
        ("2021-07-29", 1, 1, 1, {"Dahl", "Mensah"}),
        ("2021-07", 1, 1, 1, {"Dahl", "Mensah"}),
        ("2021-08-03", 2, 2, 2, {"Dahl", "Mensah", "Otieno", "Togo"}),
        ("2030", 2, 2, 2, {"Dahl", "Mensah", "Otieno", "Togo"}),
    ],
)
def test_only_what_reports_published_by_then_said_is_there(case, day, reports, events, statements, actors):
    with case.as_of(day) as stood:
        assert len(stood.documents()) == reports
        assert (len(stood.events()), len(stood.statements())) == (events, statements)
        assert {item.name for item in stood.actors()} == actors
        assert list(faults(stood)) == []


def test_an_event_stood_on_fewer_reports_then(case):
    with case.as_of("2021-07") as stood:
        (event,) = stood.events()
        assert event.independent_reports == 1 and stood.links() == [] and stood.discrepancies() == []
    assert max(event.independent_reports for event in case.events()) == 2


def test_filters_and_search_work_on_the_case_as_it_stood(case):
    with case.as_of("2021-07") as stood:
        assert len(stood.statements(speaker="Dahl")) == 1 and stood.statements(speaker="Otieno") == []
        assert stood.find("tea") == [] and len(stood.find("rice")) > 0
    assert len(case.find("tea")) > 0


def test_judgements_hold_then_too(case):
    case.merge(case.actors(actor="Dahl")[0].id, case.actors(actor="Mensah")[0].id)
    with case.as_of("2021-07") as stood:
        assert [item.name for item in stood.actors()] == ["Dahl"]


def test_a_copy_leaves_the_case_alone_and_cannot_be_copied(case):
    with case.as_of("2021-07") as stood:
        with pytest.raises(CaseError, match="copy as of a day"):
            stood.as_of("2021-06")
        assert stood.linked
    assert len(case.documents()) == 3 and case.linked and case.undated() == 1


def test_what_is_new_since_a_day(case):
    found = [(change.what, case.cut(change.record.evidence[0])) for change in changes(case, "2021-08")]
    assert found == [
        ("new event", "On 2021-08-02, Dahl met Otieno."),
        ("new statement", "Otieno said tea is dear."),
        ("new status", "Mensah recognised Togo."),
        ("new disagreement", "Dahl counted 40 ships."),
    ]


def test_nothing_is_new_since_the_last_report(case):
    assert changes(case, "2021-08-04") == []


def test_new_may_also_mean_filed_since(case):
    assert {change.what for change in changes(case, "2026-01-02", filed=True)} > {
        "new event",
        "new statement",
    }
    assert changes(case, "2026-01-03", filed=True) == []


def test_a_series_tells_what_changed(tmp_path, case):
    texts = {
        "2021-09-01": "Mensah recognised Togo.\nKamau met Dahl.\n",
        "2021-10-01": "Mensah recognised Togo.\nDahl met Kamau.\n",
    }
    for day, text in texts.items():
        case.file([rows_of(handmade.extract(handmade.report(text, name=f"{day}.txt", published=day)))])
    pipeline.relink(case)
    late = next(item for item in case.statuses() if case.document(item.document).name == "2021-10-01.txt")
    for item in case.statuses():
        case.set(item.id, "as_of", str(case.document(item.document).published.start))
    case.set(late.id, "value", "withdrawn")
    (steps,) = series(case, one_series(case.statuses())).values()
    assert [(step.status.value, step.changed) for step in steps] == [
        ("granted", False), ("granted", False), ("withdrawn", True),
    ]  # fmt: skip


def one_series(statuses):
    import msgspec

    return [msgspec.structs.replace(item, series="recognition:mensah-togo") for item in statuses]
