"""Mentions of events in two reports: which are one event, which are two."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

from typing import Any

import pytest

from newsroom import Newsroom, Report
from regesta.records import Event


def who(report: Report, name: str) -> str:
    """An actor by name: states, persons and bodies of a small world."""
    states = {"Kenya": "KEN", "Uganda": "UGA", "Peru": "PER", "Chile": "CHL", "Norway": "NOR", "Turkey": "TUR",
              "France": "FRA", "Mali": "MLI", "Israel": "ISR", "Egypt": "EGY", "Japan": "JPN", "Ukraine": "UKR",
              "Russia": "RUS"}  # fmt: skip
    people = {"Ana Silva": "PER", "Luis Soto": "PER", "Jon Dahl": "NOR", "Kari Vik": "NOR", "Ruth Odhiambo": "KEN",
              "Peter Okello": "UGA", "Ayşe Demir": "TUR", "Marc Petit": "FRA"}  # fmt: skip
    if name in states:
        return report.state(name, states[name])
    if name in people:
        return report.person(name, people[name])
    if name == "rebels":
        return report.actor("rebels", "armed_group", "MLI", form="nominal")
    return report.actor(name, "armed_group", "MLI", world=f"body:{name.lower()}")


Mention = tuple[str, str, str, tuple[str, ...], tuple[str, ...], dict[str, Any]]


def events(*mentions: Mention, published: str | None = None) -> tuple[Event, ...]:
    room = Newsroom()
    for text, trigger, type_, actors, recipients, more in mentions:
        report = room.report(text, published=more.pop("published", published))
        known = {name: who(report, name) for name in (*actors, *recipients)}
        report.event(trigger, type_, [known[n] for n in actors], [known[n] for n in recipients], **more)
    return room.link().events


def meet(a: str, b: str, *, verb: str = "met", **more: Any) -> Mention:
    tail = f" in {more['place']}" if more.get("place") else ""
    return (f"{a} {verb} {b}{tail}.", verb, "CONSULT", (a,), (b,), more)


def act(a: str, verb: str, b: str, type_: str, *, tail: str = "", **more: Any) -> Mention:
    return (f"{a} {verb} {b}{tail}.", verb, type_, (a,), (b,), more)


ONE: list[tuple[Mention, Mention]] = [
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Jon Dahl", "Ana Silva", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05", place="Lima"), meet("Ana Silva", "Norway", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-07-21/2023-07-31"), meet("Ana Silva", "Norway", when="2023-07", place="Lima")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="held talks with", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="will meet", when="2023-05-03", modality="planned")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03", published="2023-05-04"), meet("Ana Silva", "Jon Dahl", published="2023-05-05")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03", place="Lima"), meet("Ana Silva", "Jon Dahl", when="2023-05-04", place="Lima")),
    (meet("Peru", "Norway", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", when="2023-05-03")),
    (act("Wagner", "seized", "Mali", "ASSAULT", when="2024-02-10"), act("Wagner", "took over", "Mali", "ASSAULT", when="2024-02-10")),
    (act("France", "withdrew from", "Mali", "RETREAT", when="2022-08"), act("France", "completed its withdrawal from", "Mali", "RETREAT")),
    (act("Turkey", "condemned", "Israel", "ACCUSE", tail=" over the raid on the Jenin camp", when="2023-07-04"),
     act("Turkey", "denounced", "Israel", "ACCUSE", tail=" for its raid on the Jenin camp", when="2023-07-04")),
    (act("Russia", "struck", "Ukraine", "ASSAULT", place="Kharkiv", when="2024-05-25"),
     act("Russia", "attacked", "Ukraine", "ASSAULT", place="Kharkiv", when="2024-05-25")),
    (meet("Ruth Odhiambo", "Peter Okello", when="2022-01-09", place="Busia"), meet("Kenya", "Uganda", when="2022-01-09", place="Busia")),
]  # fmt: skip
TWO: list[tuple[Mention, Mention]] = [
    (meet("Ana Silva", "Jon Dahl", verb="phoned", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="phoned", when="2023-05-05")),
    (meet("Ana Silva", "Jon Dahl", verb="phoned", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="phoned", when="2023-05-04")),
    (meet("Peru", "Norway", when="2023-05"), meet("Peru", "Norway", when="2023-05")),
    (meet("Peru", "Norway", when="2023-05-01/2023-05-08"), meet("Peru", "Norway", when="2023-05-01/2023-05-08")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Kari Vik", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Luis Soto", "Jon Dahl", when="2023-05-03")),
    (meet("Peru", "Norway", when="2023-05-03"), meet("Peru", "Chile", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03", place="Lima"), meet("Ana Silva", "Jon Dahl", when="2023-05-03", place="Oslo")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="phoned", when="2023-05-03")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", verb="did not meet", when="2023-05-03", modality="negated")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03", published="2023-05-04"), meet("Ana Silva", "Jon Dahl", published="2023-04-20")),
    (meet("Peru", "Norway", when="2023-05-03", published="2023-05-04"), meet("Peru", "Norway", published="2023-05-05")),
    (meet("Ana Silva", "Jon Dahl", when="2023-05-03"), meet("Ana Silva", "Jon Dahl", when="2024-05-03")),
    (act("Russia", "struck", "Ukraine", "ASSAULT", place="Kharkiv", when="2024-05-25"),
     act("Russia", "struck", "Ukraine", "ASSAULT", place="Odesa", when="2024-05-25")),
    (act("Russia", "struck", "Ukraine", "ASSAULT", when="2024-05-25"), act("Russia", "struck", "Ukraine", "ASSAULT", when="2024-05-25")),
    (act("Russia", "struck", "Ukraine", "ASSAULT", place="Kharkiv", when="2024-05-25"),
     act("Ukraine", "struck", "Russia", "ASSAULT", place="Kharkiv", when="2024-05-25")),
    (act("Turkey", "condemned", "Israel", "ACCUSE", tail=" over the raid on the Jenin camp", when="2023-07-04"),
     act("Turkey", "condemned", "Israel", "ACCUSE", tail=" over new houses near Hebron", when="2023-07-04")),
    (act("France", "withdrew from", "Mali", "RETREAT"), act("France", "withdrew from", "Egypt", "RETREAT")),
    (act("Egypt", "arrested", "Marc Petit", "COERCE", when="2021-03-02"), act("Egypt", "sentenced", "Marc Petit", "COERCE", when="2021-03-02")),
    (act("Japan", "sanctioned", "Russia", "SANCTION", when="2022-03-01"), act("Japan", "sanctioned", "Russia", "SANCTION", when="2022-03-15")),
    (act("Egypt", "urged", "Israel", "REQUEST", tail=" to open the crossing at Rafah"), act("Egypt", "urged", "Israel", "REQUEST", tail=" to free the jailed farmers")),
]  # fmt: skip


def copied(mention: Mention) -> Mention:
    return (*mention[:5], dict(mention[5]))


@pytest.mark.parametrize(("left", "right"), ONE)
def test_two_reports_of_one_event(left: Mention, right: Mention) -> None:
    (event,) = events(copied(left), copied(right))
    assert len(event.documents) == 2


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_events_stay_two(left: Mention, right: Mention) -> None:
    assert len(events(copied(left), copied(right))) == 2


def test_an_undated_mention_that_fits_two_events_joins_neither() -> None:
    found = events(
        meet("Ana Silva", "Jon Dahl", when="2023-05-03"),
        meet("Ana Silva", "Jon Dahl", when="2023-05-20"),
        meet("Ana Silva", "Jon Dahl"),
        published="2023-05-22",
    )
    assert sorted(len(event.mentions) for event in found) == [1, 1, 1]


def test_the_event_takes_the_most_precise_time_and_all_parties() -> None:
    (event,) = events(
        meet("Ana Silva", "Norway", when="2023-07", place="Lima"),
        meet("Ana Silva", "Jon Dahl", when="2023-07-28"),
    )
    assert event.when is not None
    assert (event.when.precision, event.when.text) == ("day", "2023-07-28")
    assert event.place is not None
    assert event.place.name == "Lima"
    assert len({*event.actors, *event.recipients}) == 3


def test_a_day_that_is_only_the_print_date_does_not_win_over_a_stated_month() -> None:
    (event,) = events(
        meet("Ana Silva", "Jon Dahl", when="2023-07"), meet("Ana Silva", "Jon Dahl", when="~2023-07-30")
    )
    assert event.when is not None
    assert event.when.basis == "explicit"


def test_the_label_is_made_of_names_and_the_event_word() -> None:
    (event,) = events(meet("Ana Silva", "Jon Dahl", when="2023-05-03"))
    assert event.label == "Ana Silva met Jon Dahl"


def test_what_is_only_planned_is_not_labelled_as_done() -> None:
    (event,) = events(meet("Ana Silva", "Jon Dahl", verb="will meet", when="2023-05-03", modality="planned"))
    assert event.label == "Ana Silva to Jon Dahl: will meet"


def test_the_link_says_why() -> None:
    room = Newsroom()
    for day in ("2023-05-03", "2023-05-03"):
        report = room.report(f"Ana Silva met Jon Dahl on {day}.")
        report.event("met", "CONSULT", [report.person("Ana Silva")], [report.person("Jon Dahl")], when=day)
    (link,) = room.link().links
    assert link.relation == "same_event"
    assert link.why == "2 reports of one event: Ana Silva, Jon Dahl in each, dated 3 May 2023"


def independent(*reports: tuple[str, str | None]) -> int:
    room = Newsroom()
    for text, outlet in reports:
        report = room.report(text, outlet=outlet)
        people = [report.person("Ana Silva"), report.person("Jon Dahl")]
        report.event("met", "CONSULT", people[:1], people[1:], when="2023-05-03")
    (event,) = room.link().events
    return event.independent_reports


WIRE = "Ana Silva met Jon Dahl on Wednesday for two hours of talks about fish quotas and the price of ore."


def test_two_reports_of_their_own_count_twice() -> None:
    assert (
        independent(
            (WIRE, "Herald"), ("Over lunch, Ana Silva met Jon Dahl and they parted as friends.", "Post")
        )
        == 2
    )


def test_one_wire_text_in_two_papers_counts_once() -> None:
    assert independent((WIRE, "Herald"), (WIRE + " It rained.", "Post")) == 1


def test_an_outlet_that_quotes_the_other_counts_with_it() -> None:
    assert (
        independent((WIRE, "Herald"), ("Ana Silva met Jon Dahl, according to the Herald newspaper.", "Post"))
        == 1
    )
