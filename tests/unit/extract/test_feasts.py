"""Named days: which day is meant, and what is no day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regesta.extract.dates import timexes
from regesta.extract.feasts import easter
from regesta.parse import parse as parse_document
from regesta.records import Document, When


def times(text: str, published: date) -> dict[str, str | None]:
    when = When(start=published, end=published + timedelta(days=1), precision="day", basis="explicit")
    parse = parse_document(Document(id="d", name="d", text=text, published=when))
    return {parse.text_of(timex.first, timex.last): timex.value for timex in timexes(parse)}


@pytest.mark.parametrize(
    ("year", "day"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))]
)
def test_easter_is_where_the_calendar_puts_it(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sank last Christmas.", {"last Christmas": "2022-12-25"}),
        ("The ferry will sail again next Easter.", {"next Easter": "2024-03-31"}),
        ("The port closed on New Year's Eve.", {"New Year's Eve": "2022-12-31"}),
        ("The truce will hold until Christmas Day.", {"Christmas Day": "2023-12-25"}),
        ("The pact was signed on Good Friday 1998.", {"Good Friday 1998": "1998-04-10"}),
        ("Shops reopened the day after Thanksgiving.", {"the day after Thanksgiving": "2022-11-25"}),
        ("Offices shut on Memorial Day 2021.", {"Memorial Day 2021": "2021-05-31"}),
        ("The guards fled on Labor Day.", {"Labor Day": "2023-09-04"}),
        ("The town sold Christmas trees.", {}),
        ("A new year began for the good people of Thanksgiving Point.", {}),
        ("The easter wind blew.", {}),
        ("Rebels seized the mill during the Easter Rising.", {}),
    ],
)
def test_a_named_day_is_found_and_its_namesakes_are_not(text: str, expected: dict[str, str]) -> None:
    assert times(text, date(2023, 9, 14)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The siege lasted nearly two years.", {"nearly two years": "P2Y"}),
        ("He left more than a decade ago.", {"more than a decade ago": "2013"}),
        ("The dam will take at least 18 months.", {"at least 18 months": "P18M"}),
        ("The raids killed thousands over two years.", {"two years": "P2Y"}),
        ("The talks lasted over two years.", {"over two years": "P2Y"}),
        ("Doctors earn $9 an hour.", {"an hour": "PT1H"}),
        ("The mail comes every other Friday.", {"every other Friday": "P2W"}),
        ("The first nine months were calm.", {"The first nine months": "P9M"}),
        ("Another year will pass.", {"Another year": "P1Y"}),
        ("What a day!", {}),
        ("A day trader lost his shirt.", {}),
        ("She scored a second goal.", {}),
        ("A meeting is due in a month from now.", {"a month from now": "2023-10"}),
        ("In future, the fleet will stay home.", {"future": "FUTURE_REF"}),
        ("The future king bowed.", {}),
        ("These days nobody fishes.", {"These days": "PRESENT_REF"}),
        (
            "The shelling began at 5:30 a.m. on Tuesday.",
            {"5:30 a.m.": "2023-09-12T05:30", "Tuesday": "2023-09-12"},
        ),
        ("They marched at dawn.", {"dawn": "2023-09-14TMO"}),
        ("The morning paper was late.", {}),
        ("The mandate expires on 31 December.", {"31 December": "2023-12-31"}),
        ("The mandate expired on 31 December.", {"31 December": "2022-12-31"}),
        (
            "Income for the third quarter of 2022 rose from a year earlier.",
            {"the third quarter of 2022": "2022-Q3", "a year earlier": "2021-Q3"},
        ),
        ("It opened 18 months later than planned.", {"18 months": "P18M"}),
        ("Rice rose by 380,000 two years ago.", {"two years ago": "2021"}),
    ],
)
def test_an_expression_begins_and_ends_where_timeml_has_it(text: str, expected: dict[str, str]) -> None:
    assert times(text, date(2023, 9, 14)) == expected
