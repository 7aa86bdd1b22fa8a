"""Promises of two reports: the same one, the same again later, another one."""

from __future__ import annotations

import pytest

from newsroom import Newsroom
from regesta.records import Linkage


def promised(left: tuple[str, str | None], right: tuple[str, str | None], **more: object) -> Linkage:
    room = Newsroom()
    polarity = more.get("polarity", ("positive", "positive"))
    due = more.get("due", (None, None))
    for (text, day), sign, end in zip((left, right), polarity, due, strict=True):  # type: ignore[call-overload]
        report = room.report(f"Kenya told Uganda it would {text}.", published=day)
        kenya, uganda = report.state("Kenya", "KEN"), report.state("Uganda", "UGA")
        report.promise(
            kenya, text, to=[uganda], when=day, due=end, polarity=sign, sort=str(more.get("sort", "pledge"))
        )
    return room.link()


def relations(linkage: Linkage) -> list[str]:
    return [link.relation for link in linkage.links]


SAME = [
    ("reopen the Busia crossing and pay the drivers", "open the Busia crossing again and pay drivers"),
    ("invest in the oil pipeline and the refinery", "be ready to invest in an oil pipeline and refinery"),
    ("repatriate all stolen cattle", "repatriate stolen cattle"),
]
OTHER = [
    ("reopen the Busia crossing", "buy maize from the north"),
    ("send doctors to the camps", "send engineers to the dams"),
    ("free four jailed fishermen", "lower the tax on sugar"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_promise_in_two_reports(left: str, right: str) -> None:
    linkage = promised((left, "2023-05-03"), (right, "2023-05-03"))
    assert relations(linkage) == ["same_commitment"]
    assert len(set(linkage.groups.values())) == 1


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_two_promises_stay_two(left: str, right: str) -> None:
    linkage = promised((left, "2023-05-03"), (right, "2023-05-03"))
    assert relations(linkage) == []
    assert len(set(linkage.groups.values())) == 2


def test_a_promise_made_again_is_a_follow_up_with_both_dates() -> None:
    text = "reopen the Busia crossing and pay the drivers"
    linkage = promised((text, "2023-05-03"), (text, "2023-09-14"))
    (link,) = linkage.links
    assert link.relation == "follow_up"
    assert link.why.startswith("Kenya undertook it (3 May 2023) and again (14 September 2023)")
    assert len(set(linkage.groups.values())) == 2


def test_the_same_subject_in_other_words_later_is_a_follow_up() -> None:
    linkage = promised(
        ("not let its soil be a base for militants", "2023-05-03"),
        ("allow no armed separatists to threaten anyone from its territory", "2023-09-14"),
        polarity=("negative", "negative"),
    )
    assert relations(linkage) == ["follow_up"]


def test_the_same_subject_on_the_same_day_in_other_words_is_not_linked() -> None:
    linkage = promised(
        ("not let its soil be a base for militants", "2023-05-03"),
        ("allow no armed separatists to threaten anyone from its territory", "2023-05-03"),
        polarity=("negative", "negative"),
    )
    assert relations(linkage) == []


def test_a_promise_to_do_and_one_not_to_do_are_not_linked() -> None:
    text = "reopen the Busia crossing to lorries"
    assert (
        relations(promised((text, "2023-05-03"), (text, "2023-05-03"), polarity=("positive", "negative")))
        == []
    )


def test_a_demand_on_another_party_is_no_repetition_of_its_promise() -> None:
    text = "reopen the Busia crossing and pay the drivers"
    room = Newsroom()
    for sort in ("pledge", "demand"):
        report = room.report(f"Kenya and Uganda: {text}.")
        report.promise(report.state("Kenya", "KEN"), text, sort=sort, to=[report.state("Uganda", "UGA")])
    assert relations(room.link()) == []


def test_promises_of_two_parties_are_two() -> None:
    text = "reopen the Busia crossing and pay the drivers"
    room = Newsroom()
    for name, code in (("Kenya", "KEN"), ("Uganda", "UGA")):
        report = room.report(f"{name} will {text}.")
        report.promise(report.state(name, code), text)
    assert relations(room.link()) == []


def told_apart(left: tuple[str, str], right: tuple[str, str]) -> list[str]:
    """The links of two reports printed on these days, whose promises have none."""
    room = Newsroom()
    for text, day in (left, right):
        report = room.report(f"Kenya told Uganda it would {text}.", published=day)
        report.promise(report.state("Kenya", "KEN"), text, to=[report.state("Uganda", "UGA")])
    return relations(room.link())


def test_a_promise_without_a_day_is_told_again_for_weeks_and_not_for_years() -> None:
    one, other = (
        "reopen the Busia crossing and pay the drivers",
        "open the Busia crossing again and pay drivers",
    )
    assert told_apart((one, "2023-05-03"), (other, "2023-05-20")) == ["same_commitment"]
    assert told_apart((one, "2023-05-03"), (other, "2025-05-20")) == []
    assert told_apart((one, "2023-05-03"), (one, "2025-05-20")) == ["same_commitment"]


def test_another_amount_weeks_later_is_another_promise() -> None:
    one, other = "send 400 tonnes of maize to the camps", "send 650 tonnes of maize to the camps"
    assert told_apart((one, "2023-05-03"), (other, "2023-05-05")) == ["same_commitment"]
    assert told_apart((one, "2023-05-03"), (other, "2023-05-24")) == []


def test_a_promise_made_three_times_is_followed_from_each_to_the_next() -> None:
    room = Newsroom()
    days = ("2023-05-03", "2023-09-14", "2024-02-01")
    for day in days:
        report = room.report("Kenya told Uganda it would reopen the Busia crossing.", published=day)
        kenya, uganda = report.state("Kenya", "KEN"), report.state("Uganda", "UGA")
        report.promise(kenya, "reopen the Busia crossing", to=[uganda], when=day)
    steps = sorted(link.why.split(" again ")[1][:20] for link in room.link().links)
    assert steps == ["(1 February 2024)", "(14 September 2023)"]


@pytest.mark.parametrize(
    ("due", "sides"),
    [
        (("2023-06-01", "2023-06-15"), ["1 June 2023", "15 June 2023"]),
        (("/2023-06-01", "/2023-06-15"), ["by 1 June 2023", "by 15 June 2023"]),
    ],
)
def test_reports_that_give_a_promise_other_days_disagree_on_the_date(
    due: tuple[str, str], sides: list[str]
) -> None:
    text = "reopen the Busia crossing and pay the drivers"
    linkage = promised((text, "2023-05-03"), (text, "2023-05-03"), due=due)
    assert relations(linkage) == ["same_commitment"]
    (found,) = linkage.discrepancies
    assert (found.sort, [side.value for side in found.sides]) == ("date", sides)
    assert len(found.members) == 2


def test_a_promise_for_one_day_and_for_its_month_is_no_disagreement() -> None:
    text = "reopen the Busia crossing and pay the drivers"
    assert not promised(
        (text, "2023-05-03"), (text, "2023-05-03"), due=("2023-06-01", "2023-06")
    ).discrepancies
