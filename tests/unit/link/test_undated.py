"""Reports without a date that the case can date, and those it cannot."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from newsroom import Newsroom
from regesta.records import When


def dated(
    sentence: str, trigger: str, *, words: str | None = None, day: str = "2021-08-15", **more: object
) -> When | None:
    """What the case gives an undated report, when another dates the rebels' seizure of the port."""
    room = Newsroom()
    first = room.report("The rebels seized the port from Togo on 15 August.", published="2021-08-20")
    first.event("seized", "ASSAULT", [first.actor("rebels", "armed_group", "MLI", world="body:rebels")],
                [first.state("Togo", "TGO")], when=day)  # fmt: skip
    second = room.report(sentence)
    mention = second.event(trigger, "ASSAULT", [second.actor("rebels", "armed_group", "MLI", world="body:rebels")],
                           [second.state("Togo", "TGO")], **more)  # fmt: skip
    if words:
        at = next(i for i, record in enumerate(room.records) if record.id == mention)
        room.records[at] = msgspec.structs.replace(room.records[at], when=When(text=words))
    return room.link().published.get(second.document.id)


def test_a_day_after_with_the_right_weekday_dates_the_report() -> None:
    when = dated("Togo said Monday it would talk, a day after the rebels toppled its governor.", "toppled")
    assert when is not None
    assert (when.start, when.precision, when.basis) == (date(2021, 8, 16), "day", "inferred")
    assert when.text == "Monday, a day after"


@pytest.mark.parametrize(
    "sentence",
    [
        "Togo said Tuesday it would talk, a day after the rebels toppled its governor.",
        "Togo said it would talk, a day after the rebels toppled its governor.",
        "Togo said Monday it would talk after the rebels toppled its governor.",
        "A day after the storm had passed over the coast and the last of the boats was home, "
        "Togo said Monday, the rebels toppled its governor.",
    ],
)
def test_without_a_weekday_that_agrees_the_report_stays_undated(sentence: str) -> None:
    assert dated(sentence, "toppled") is None


def test_yesterday_is_the_day_before_print() -> None:
    when = dated("Yesterday the rebels seized the port from Togo.", "seized", words="yesterday")
    assert when is not None
    assert when.start == date(2021, 8, 16)


def test_a_weekday_alone_leaves_a_week() -> None:
    when = dated("On Sunday the rebels seized the port from Togo.", "seized", words="Sunday")
    assert when is not None
    assert (when.start, when.end) == (date(2021, 8, 15), date(2021, 8, 22))


def test_another_weekday_says_nothing() -> None:
    assert dated("On Friday the rebels seized the port from Togo.", "seized", words="Friday") is None


def test_a_day_of_the_month_gives_the_earliest_date() -> None:
    when = dated("The rebels seized the port from Togo on August 15.", "seized", words="August 15")
    assert when is not None
    assert (when.start, when.end) == (date(2021, 8, 15), None)


def test_a_report_with_a_date_keeps_it() -> None:
    room = Newsroom()
    report = room.report("The rebels seized the port.", published="2021-08-20")
    report.event("seized", "ASSAULT", [report.actor("rebels", "armed_group")], when="2021-08-15")
    assert room.link().published == {}
