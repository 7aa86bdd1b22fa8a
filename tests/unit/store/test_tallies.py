"""What a case counts for charts: events by time, pairs, places and outlets; statuses by series; marks in a report."""

from collections import defaultdict
from datetime import date

import pytest

from newsroom import Newsroom
from regesta.records import Extraction
from regesta.store import Case
from regesta.store.rows import rows_of


def filed(room, path):
    """A case of hand-made reports."""
    records = defaultdict(list)
    for record in room.records:
        records[record.document].append(record)
    case = Case(path, create=True)
    case.file([rows_of(Extraction(document=one, records=tuple(records[one.id]))) for one in room.documents])
    case.relink(room.link(), documents=len(room.documents))
    return case


@pytest.fixture
def case(tmp_path):
    room = Newsroom()
    herald = room.report(
        "Ana Silva met Jon Dahl in Lima.\nNorway fined Togo.\nNorway will arm Togo.\nAna Silva promised rice.\n"
        "Ana Silva said the road is open.\nNorway does not recognise Togo.",
        published="2023-05-04",
        outlet="Herald",
    )
    silva, dahl = herald.person("Ana Silva", "PER"), herald.person("Jon Dahl", "NOR")
    norway, togo = herald.state("Norway", "NOR"), herald.state("Togo", "TGO")
    herald.event("met", "CONSULT", [silva], [dahl], when="2023-05-03", place="Lima", mode="visit")
    herald.event("fined", "SANCTION", [norway], [togo], when="2023-04")
    herald.event("arm", "AID", [norway], [togo], when="2024", modality="planned")
    herald.promise(silva, "rice", when="2023-05-03")
    herald.says(silva, "the road is open", when="2023-05-03")
    herald.status(
        "Norway does not recognise Togo", norway, togo, "recognition", "withheld", as_of="2023-05-04"
    )
    post = room.report(
        "It was in Lima that Ana Silva met Jon Dahl over dinner.\nNorway recognised Togo.",
        published="2023-06-10",
        outlet="Post",
    )
    silva, dahl = post.person("Ana Silva", "PER"), post.person("Jon Dahl", "NOR")
    norway, togo = post.state("Norway", "NOR"), post.state("Togo", "TGO")
    post.event("met", "CONSULT", [silva], [dahl], place="Lima", when="2023-05-03", mode="visit")
    post.event("recognised", "SUPPORT", [norway], [togo])
    post.status("Norway recognised Togo", norway, togo, "recognition", "granted", as_of="2023-06-09")
    with filed(room, tmp_path / "x.case") as opened:
        yield opened


def test_events_are_counted_by_the_month_they_lie_in(case):
    found = case.activity()
    assert found.unit == "month"
    assert [(one.first, one.type, one.number) for one in found.counts] == [
        (date(2023, 4, 1), "SANCTION", 1),
        (date(2023, 5, 1), "CONSULT", 1),
    ]
    # A year is no January, and what has no date is in no month.
    assert (found.wider, found.undated) == (1, 1)


def test_only_what_is_done_is_counted_when_asked_so(case):
    found = case.activity(done=True)
    # Without the plan of 2024 the stretch is short enough for days, which the fine of April has none of.
    assert (found.unit, [one.type for one in found.counts]) == ("day", ["CONSULT"])
    assert (found.wider, found.undated) == (1, 1)


def test_a_short_stretch_is_counted_by_day(case):
    found = case.activity(since="2023-05")
    assert (found.unit, [one.first for one in found.counts]) == ("month", [date(2023, 5, 1)])
    found = case.activity(since="2023-05", until="2023-05")
    assert (found.unit, [one.first for one in found.counts]) == ("day", [date(2023, 5, 3)])


def test_pairs_are_directed_and_the_best_told_come_first(case):
    found = [(case.name(one.actor), case.name(one.recipient), one.type, one.events) for one in case.dyads()]
    assert sorted(found) == [
        ("Ana Silva", "Jon Dahl", "CONSULT", 1),
        ("Norway", "Togo", "SANCTION", 1),
        ("Norway", "Togo", "SUPPORT", 1),
    ]
    assert {one.type for one in case.dyads(done=False)} == {"CONSULT", "SANCTION", "SUPPORT", "AID"}
    assert len({(one.actor, one.recipient) for one in case.dyads(limit=1)}) == 1


def test_places_are_counted_once_an_event(case):
    (lima,) = case.sites()
    assert (lima.name, lima.type, lima.events, lima.reports) == ("Lima", "CONSULT", 1, 2)
    assert case.sites(actor="Togo") == ()


def test_commitments_by_party_and_sort(case):
    (rice,) = case.sorts()
    assert (case.name(rice.party), rice.sort, rice.number, rice.distinct) == ("Ana Silva", "pledge", 1, 1)
    assert case.sorts(speaker="Dahl") == ()


def test_moments_know_how_exactly_they_are_dated_and_how_they_are_told(case):
    found = {one.type: one for one in case.moments()}
    meeting, plan, untimed = found["CONSULT"], found["AID"], found["SUPPORT"]
    assert (meeting.start, meeting.end, meeting.precision) == (date(2023, 5, 3), date(2023, 5, 4), "day")
    assert (meeting.modes, meeting.modalities, meeting.reports) == (("visit",), ("actual",), 2)
    assert (plan.precision, plan.modalities) == ("year", ("planned",))
    assert (untimed.start, untimed.end, untimed.told) == (None, None, date(2023, 6, 10))
    assert [one.type for one in case.moments()][-1] == "SUPPORT"


def test_moments_among_ids(case):
    idents = [one.id for one in case.moments() if one.type == "AID"]
    assert [one.type for one in case.moments(among=idents)] == ["AID"]
    assert case.moments(among=[]) == ()
    assert case.moments(among=idents, done=True) == ()
    assert case.activity(among=idents).wider == 1


def test_sayings_are_counted_by_speaker_and_day(case):
    (said,) = case.sayings()
    assert (case.name(said.speaker), said.start, said.number) == ("Ana Silva", date(2023, 5, 3), 1)
    assert case.sayings(since="2023-06") == ()
    assert case.sayings(among=[]) == ()
    everything = [one.id for one in case.statements()]
    # Whether the dated ones or those named are fewer, the same are counted.
    assert case.sayings(among=everything) == case.sayings(among=[said.statement]) == (said,)
    assert case.sayings(among=[*everything, "f00", "f01", "f02"]) == (said,)
    assert case.sayings(among=[one for one in everything if one != said.statement]) == ()


def test_who_tells_of_what(case):
    told = [(one.type, one.outlet, one.told, one.copies) for one in case.retold(limit=1)]
    assert told == [("CONSULT", "Herald", 1, 0), ("CONSULT", "Post", 1, 0)]
    assert len({one.event for one in case.retold()}) == 4


def test_standings_come_by_series_and_time(case):
    found = case.standings()
    assert [(one.status.value, one.printed) for one in found] == [
        ("withheld", date(2023, 5, 4)),
        ("granted", date(2023, 6, 10)),
    ]
    assert len({one.series for one in found}) == 1
    assert [one.status.value for one in case.standings(since="2023-06")] == ["granted"]
    assert case.standings(actor="Dahl") == ()


@pytest.mark.parametrize(
    ("each", "kept"),
    [
        (None, ["closed", "closed", "closed", "open", "open", "closed", "closed"]),
        (7, ["closed", "closed", "closed", "open", "open", "closed", "closed"]),
        (5, ["closed", "open", "open", "closed", "closed"]),
        (4, ["closed", "open", "closed", "closed"]),
        (2, ["closed", "closed"]),
    ],
)
def test_of_a_long_series_its_turns_and_its_last_words_are_kept(tmp_path, each, kept):
    room = Newsroom()
    for day, value in enumerate(["closed", "closed", "closed", "open", "open", "closed", "closed"], 1):
        report = room.report(
            f"The border of Norway and Togo is {value} on day {day}.", published=f"2023-05-0{day}"
        )
        sides = report.state("Norway", "NOR"), report.state("Togo", "TGO")
        report.status(
            f"border of Norway and Togo is {value}", *sides, "border", value, as_of=f"2023-05-0{day}"
        )
    with filed(room, tmp_path / "x.case") as case:
        found = case.standings(each=each)
        assert [one.status.value for one in found] == kept
        assert {one.of for one in found} == {7}
        assert case.standings(each=each, since="2023-05") == found


def test_marks_of_a_report_come_in_the_order_of_its_text(case):
    document = next(one for one in case.documents() if one.outlet == "Herald")
    found = case.marked(document.id)
    assert [one.first for one in found] == sorted(one.first for one in found)
    assert {one.kind for one in found} == {"statement", "event_mention", "commitment", "status"}
    assert all(0 <= one.first < one.last <= len(document.text) for one in found)


def test_an_empty_case_counts_nothing(tmp_path):
    with Case(tmp_path / "x.case", create=True) as case:
        assert case.activity().counts == ()
        for rows in (case.dyads(), case.sites(), case.sorts(), case.moments(), case.sayings(), case.retold()):
            assert rows == ()
        assert case.standings() == ()
