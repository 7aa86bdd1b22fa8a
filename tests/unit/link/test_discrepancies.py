"""Points where reports differ, and points where they only seem to."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import pytest
from msgspec.structs import replace

from newsroom import Newsroom, Report
from regesta.records import Discrepancy, EventMention, Status


def of(room: Newsroom, sort: str) -> list[Discrepancy]:
    return [item for item in room.link().discrepancies if item.sort == sort]


def sides(item: Discrepancy) -> list[str]:
    return [side.value for side in item.sides]


def meeting(room: Newsroom, text: str, whom: str, **more: object) -> Report:
    report = room.report(text, outlet=more.pop("outlet", None))  # type: ignore[arg-type]
    form = "nominal" if whom[0].islower() or whom.startswith("A ") else "name"
    kind = "other" if form == "nominal" else "person"
    report.event("met", "CONSULT", [report.person("Ana Silva", "PER")],
                 [report.actor(whom, kind, "NOR", form=form)], **more)  # fmt: skip
    return report


def test_two_dates_of_one_meeting() -> None:
    room = Newsroom()
    meeting(
        room,
        "Ana Silva met Jon Dahl in Lima on 3 May 2023.",
        "Jon Dahl",
        when="2023-05-03",
        place="Lima",
        outlet="Herald",
    )
    meeting(
        room,
        "Ana Silva met Jon Dahl in Lima on 4 May 2023.",
        "Jon Dahl",
        when="2023-05-04",
        place="Lima",
        outlet="Post",
    )
    (found,) = of(room, "date")
    assert sides(found) == ["3 May 2023", "4 May 2023"]
    assert found.summary == "When: Ana Silva met Jon Dahl: “3 May 2023” (Herald); “4 May 2023” (Post)"


def test_a_vaguer_date_is_shown_as_less_exact_and_less_sure() -> None:
    room = Newsroom()
    meeting(room, "Ana Silva met Jon Dahl on 3 May 2023.", "Jon Dahl", when="2023-05-03")
    meeting(room, "Ana Silva met Jon Dahl in May 2023.", "Jon Dahl", when="2023-05")
    (found,) = of(room, "date")
    assert found.summary.startswith("How exactly dated")
    assert found.certainty == 0.5


def test_late_in_a_month_says_more_than_the_month() -> None:
    room = Newsroom()
    for words in ("late July", "July 2023"):
        report = meeting(room, f"Ana Silva met Jon Dahl in {words}.", "Jon Dahl", when="2023-07")
        found = room.records.pop()
        assert isinstance(found, EventMention)
        assert found.when is not None
        room.add(replace(found, when=replace(found.when, text=words)))
        assert report.document.text.endswith(f"{words}.")
    (item,) = of(room, "date")
    assert sorted(sides(item)) == ["July 2023", "late July"]


def test_the_same_date_twice_is_no_discrepancy() -> None:
    room = Newsroom()
    for _ in range(2):
        meeting(room, "Ana Silva met Jon Dahl on 3 May 2023.", "Jon Dahl", when="2023-05-03")
    assert room.link().discrepancies == ()


def test_a_print_date_contradicts_nothing() -> None:
    room = Newsroom()
    meeting(room, "Ana Silva met Jon Dahl on 3 May 2023.", "Jon Dahl", when="2023-05-03")
    meeting(room, "Ana Silva met Jon Dahl.", "Jon Dahl", when="~2023-05-04")
    assert of(room, "date") == []


def test_who_took_part() -> None:
    room = Newsroom()
    meeting(room, "Ana Silva met a delegation on 3 May.", "a delegation", when="2023-05-03")
    meeting(room, "Ana Silva met Jon Dahl on 3 May.", "Jon Dahl", when="2023-05-03")
    (found,) = of(room, "attribution")
    assert sides(found) == ["Jon Dahl", "a delegation"] or sides(found) == ["a delegation", "Jon Dahl"]


def test_done_in_one_report_and_claimed_in_another() -> None:
    room = Newsroom()
    for modality in ("actual", "claimed"):
        meeting(
            room,
            f"Ana Silva met Jon Dahl on 3 May ({modality}).",
            "Jon Dahl",
            when="2023-05-03",
            modality=modality,
        )
    (found,) = of(room, "status")
    assert sorted(sides(found)) == ["actual", "claimed"]


def quoted(
    room: Newsroom, text: str, *, speaker: str = "Ana Silva", via: str | None = None, **more: object
) -> None:
    tail = f", according to {via}" if via else ""
    report = room.report(f"“{text},” {speaker} said{tail}.", outlet=more.pop("outlet", None))  # type: ignore[arg-type]
    relays = (report.actor(via, "media"),) if via else ()
    report.says(report.person(speaker, "PER"), text, via=relays, **more)


LONG = "Norway is our chief partner and will rebuild the northern railway before the rains"


def test_two_wordings_of_one_saying() -> None:
    room = Newsroom()
    quoted(room, LONG)
    quoted(room, LONG.replace("chief", "principal"))
    (found,) = of(room, "wording")
    assert "“chief” / “principal”" in found.summary
    assert len(found.sides) == 2


def test_one_wording_cut_short_is_no_discrepancy_of_wording() -> None:
    room = Newsroom()
    quoted(room, LONG)
    quoted(room, LONG.removesuffix(" before the rains"))
    assert of(room, "wording") == []


def test_the_outlets_that_carried_a_saying() -> None:
    room = Newsroom()
    quoted(room, LONG, via="La Tribuna")
    quoted(room, LONG, via="The Bergen Times")
    (found,) = of(room, "attribution")
    assert sorted(sides(found)) == ["bergen times", "la tribuna"]
    texts = {document.id: document.text for document in room.documents}
    words = [span.cut(texts[span.document]) for side in found.sides for span in side.evidence]
    assert any("according to La Tribuna" in piece for piece in words)


@pytest.mark.parametrize("other", ["La Tribuna", None])
def test_no_second_source_no_discrepancy(other: str | None) -> None:
    room = Newsroom()
    quoted(room, LONG, via="La Tribuna")
    quoted(room, LONG, via=other)
    assert of(room, "attribution") == []


def test_two_spellings_of_a_name() -> None:
    room = Newsroom()
    room.report("Zabihullah Mujahid spoke.", outlet="Herald").person("Zabihullah Mujahid", "AFG")
    room.report("Zabiullah Mujahid spoke.", outlet="Post").person("Zabiullah Mujahid", "AFG")
    (found,) = of(room, "spelling")
    assert sorted(sides(found)) == ["Zabihullah Mujahid", "Zabiullah Mujahid"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("Bill Gates", "William Gates"), ("Angela Merkel", "Merkel"), ("Recep Erdoğan", "Recep Erdogan"), ("Wang Yi", "Wang Yu")],
)  # fmt: skip
def test_other_names_are_no_other_spellings(left: str, right: str) -> None:
    room = Newsroom()
    for name in (left, right):
        room.report(f"{name} spoke.").person(name, "USA")
    assert of(room, "spelling") == []


@pytest.mark.parametrize(
    ("left", "right"),
    [("trains to Kyiv", "trains to Kiev"), ("the One Belt One Road loans", "loans of the Belt and Road Initiative"),
     ("rice from Burma", "rice from Myanmar"), ("a Daesh cell", "an ISIS cell")],
)  # fmt: skip
def test_one_thing_by_two_names(left: str, right: str) -> None:
    room = Newsroom()
    room.report(f"They saw {left}.")
    room.report(f"They saw {right}.")
    (found,) = of(room, "spelling")
    assert len(found.sides) == 2


def test_a_report_that_explains_both_names_takes_no_side() -> None:
    room = Newsroom()
    room.report("Trains to Kyiv, long spelt Kiev, run again.")
    room.report("Trains to Kiev run again.")
    assert of(room, "spelling") == []


def counted(room: Newsroom, number: str, value: float, **more: object) -> None:
    report = room.report(f"The ferry sank off Zanzibar with {number} passengers aboard.")
    report.figure(number, value, "person", "ferry passengers", **more)


def test_two_figures_for_one_thing() -> None:
    room = Newsroom()
    counted(room, "300", 300)
    counted(room, "290", 290)
    (found,) = of(room, "figure")
    assert sorted(sides(found)) == ["290", "300"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((300.0, "exactly"), (300.0, "about")),
        ((250.0, "more_than"), (290.0, "exactly")),
        ((300.0, "exactly"), (350.0, "less_than")),
        ((300.0, "about"), (308.0, "exactly")),
    ],
)
def test_figures_that_agree(left: tuple[float, str], right: tuple[float, str]) -> None:
    room = Newsroom()
    for value, comparator in (left, right):
        counted(room, f"{value:.0f}", value, comparator=comparator)
    assert of(room, "figure") == []


def test_about_does_not_cover_a_wide_difference() -> None:
    room = Newsroom()
    counted(room, "300", 300, comparator="about")
    counted(room, "500", 500)
    assert len(of(room, "figure")) == 1


def stood(room: Newsroom, value: str, day: str, holder: str = "Peru") -> str:
    report = room.report(f"{holder} and Kosovo: recognition {value}.", published=day)
    code = {"Peru": "PER", "Chile": "CHL"}[holder]
    return report.status(f"recognition {value}", report.state(holder, code), report.state("Kosovo", "XKX"),
                         "recognition", value, as_of=day)  # fmt: skip


def test_a_status_that_changes_between_reports_makes_no_record_of_it_disputed() -> None:
    room = Newsroom()
    idents = [stood(room, "withheld", "2008-02-18"), stood(room, "granted", "2008-02-22")]
    (found,) = of(room, "status")
    assert sides(found) == ["withheld (18 February 2008)", "granted (22 February 2008)"]
    assert found.members == () and found.certainty == 0.5
    linkage = room.link()
    assert {linkage.groups[ident] for ident in idents} == {"recognition:peru-kosovo"}
    assert [link.relation for link in linkage.links] == ["follow_up"]


def test_two_values_at_one_time_are_a_difference_of_the_records_that_have_them() -> None:
    room = Newsroom()
    stood(room, "withheld", "2008-01-10")
    idents = [stood(room, "withheld", "2008-02-22"), stood(room, "granted", "2008-02-22")]
    (found,) = of(room, "status")
    assert len(sides(found)) == 2 and found.certainty == 0.8
    assert set(found.members) == set(idents)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("in control", "in control of the capital", False),
        ("open", "not open", True),
        ("reopened", "closed", True),
    ],
)
def test_a_value_that_only_says_more_is_no_difference(one: str, other: str, differ: bool) -> None:
    room = Newsroom()
    stood(room, one, "2008-02-22")
    stood(room, other, "2008-02-22")
    assert bool(of(room, "status")) is differ


def test_one_status_twice_agrees() -> None:
    room = Newsroom()
    stood(room, "withheld", "2008-02-18")
    stood(room, "withheld", "2008-03-18")
    assert of(room, "status") == []
    assert len(room.link().links) == 1


def test_two_holders_are_two_series() -> None:
    room = Newsroom()
    stood(room, "withheld", "2008-02-18")
    stood(room, "granted", "2008-02-22", holder="Chile")
    assert of(room, "status") == []
    assert room.link().links == ()


def framed(room: Newsroom, words: str, outlet: str) -> None:
    report = room.report(f"Fighters of {words} left the town.", outlet=outlet)
    report.actor(words, "armed_group", "MLI", world="body:jnim", form="nominal", framing=words)


def test_what_outlets_call_a_group() -> None:
    room = Newsroom()
    framed(room, "the extremist group", "Herald")
    framed(room, "the rebel movement", "Post")
    framed(room, "the extremist group", "Gazette")
    (found,) = of(room, "framing")
    assert len(found.sides) == 2
    assert "(Herald, Gazette)" in found.summary or "(Gazette, Herald)" in found.summary


def test_one_outlet_alone_is_no_difference_of_framing() -> None:
    room = Newsroom()
    framed(room, "the extremist group", "Herald")
    framed(room, "an extremist group", "Post")
    assert of(room, "framing") == []


def test_the_actor_keeps_no_framing() -> None:
    room = Newsroom()
    report = room.report("JNIM left the town.")
    report.actor("JNIM", "armed_group", "MLI", world="body:jnim")
    framed(room, "the extremist group", "Herald")
    assert room.link().actors[0].name == "JNIM"


def test_a_day_counted_from_another_event_is_dated_less_exactly_and_contradicts_nobody() -> None:
    room = Newsroom()
    for words in ("3 May 2023", "a day after", "on 3 May"):
        meeting(room, f"Ana Silva met Jon Dahl {words}.", "Jon Dahl", when="2023-05-03")
        found = room.records.pop()
        assert isinstance(found, EventMention) and found.when is not None
        room.add(replace(found, when=replace(found.when, text=words)))
    (item,) = of(room, "date")
    assert "a day after" in sides(item) and item.members == () and item.certainty == 0.5


def test_what_began_later_came_after_and_contradicts_nothing() -> None:
    room = Newsroom()
    for value, day in (("appointed", "2021-05-03"), ("accredited", "2024-01-30")):
        stood(room, value, day)
        found = room.records.pop()
        assert isinstance(found, Status) and found.as_of is not None
        room.add(replace(found, as_of=replace(found.as_of, end=None)))
    (item,) = of(room, "status")
    assert item.members == ()
