"""Numbers of two reports: the same count, or another."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import pytest

from newsroom import Newsroom
from regesta.records import Figure, Linkage

Told = tuple[str, str, float, str | None, str, str | None]
QUAKE = "The earthquake near Herat killed {} villagers on Saturday"
ONE: list[tuple[Told, Told]] = [
    ((QUAKE.format("2,053"), "2,053", 2053, None, "villagers killed", "2023-10"),
     ("At least 2,400 villagers were killed by the earthquake near Herat", "2,400", 2400, None, "villagers killed", "2023-10")),
    (("The loan of 50 million euros for the Ibar bridge", "50 million", 5e7, "euro", "loan for the Ibar bridge", None),
     ("A 50 million euro loan will pay for the Ibar bridge", "50 million", 5e7, "euros", "loan for the Ibar bridge", None)),
    (("The ferry sank off Zanzibar with 300 passengers aboard", "300", 300, "person", "ferry passengers", None),
     ("Off Zanzibar, a ferry with 290 passengers sank", "290", 290, "people", "ferry passengers", None)),
]  # fmt: skip
TWO: list[tuple[Told, Told]] = [
    ((QUAKE.format("2,053"), "2,053", 2053, None, "villagers killed", "2023-10"),
     ("The earthquake near Paktika killed 1,000 villagers", "1,000", 1000, None, "villagers killed", "2022-06")),
    (("Floods in Derna killed 11,300 people", "11,300", 11300, None, "people killed", None),
     ("A fire in Hanoi killed 56 people", "56", 56, None, "people killed", None)),
    (("The ferry sank off Zanzibar with 300 passengers", "300", 300, "person", "ferry passengers", None),
     ("The ferry that sank off Zanzibar was 300 metres from the reef", "300", 300, "metre", "distance of the ferry from the reef", None)),
    (("Inflation in Ghana rose to 54 per cent", "54", 54, "percent", "inflation", "2022-12"),
     ("Inflation in Ghana fell to 23 per cent", "23", 23, "percent", "inflation", "2023-12")),
    (("In Ohio 44 per cent of likely voters back the mayor", "44", 44, "percent", "likely voters", None),
     ("Only 1 per cent of likely voters knew the harbour law", "1", 1, "percent", "likely voters", None)),
    (("Gunmen attacked an army base in western Niger, killing 17 soldiers", "17", 17, "person", "soldiers killed", None),
     ("Gunmen attacked an army base in southern Niger overnight and killed 26 soldiers", "26", 26, "person", "soldiers killed", None)),
    (("Some 400 people fled Rumalia on Monday when the river rose", "400", 400, "person", "people", None),
     ("Some 750 people fled Koshede on Monday when the river rose", "750", 750, "person", "people", None)),
    (("The army has 300 tanks in the north", "300", 300, None, "tanks", None),
     ("The museum shows 300 tanks from the war", "300", 300, None, "tanks", None)),
]  # fmt: skip


def groups(*told: Told) -> int:
    room = Newsroom()
    for text, words, value, unit, counted, as_of in told:
        room.report(f"{text}.").figure(
            words, value, "person" if unit == "people" else unit, counted, as_of=as_of
        )
    return shared(room, room.link())


def shared(room: Newsroom, linkage: Linkage) -> int:
    """How many counts two reports tell of."""
    documents: dict[str, set[str]] = {}
    for record in room.records:
        if isinstance(record, Figure):
            documents.setdefault(linkage.groups[record.id], set()).add(record.document)
    return sum(len(own) > 1 for own in documents.values())


@pytest.mark.parametrize(("left", "right"), ONE)
def test_two_reports_of_one_count(left: Told, right: Told) -> None:
    assert groups(left, right) == 1


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_counts_stay_two(left: Told, right: Told) -> None:
    assert groups(left, right) == 0


def test_old_reports_of_a_like_matter_are_not_one_count() -> None:
    room = Newsroom()
    for text, published in (
        ("killed 30 miners in the Donets coal pit", "2021-11-26"),
        ("killed 46 miners in the Donets coal pit", "2023-10-29"),
    ):
        report = room.report(f"The blast {text}.", published=published)
        report.figure(text.split()[1], float(text.split()[1]), None, "miners killed")
    assert shared(room, room.link()) == 0


def test_two_towns_in_one_week_have_two_counts_and_one_town_one() -> None:
    def told(*rows: tuple[str, int]) -> int:
        room = Newsroom()
        for town, count in rows:
            text = f"Some {count} people fled {town} on Monday when the river rose."
            room.report(text, published="2023-05-03").figure(str(count), count, "person", "people who fled")
        return shared(room, room.link())

    assert told(("Rumalia", 400), ("Koshede", 750)) == 0
    assert told(("Rumalia", 400), ("Rumalia", 750)) == 1


def tolls(left: str, right: str, days: tuple[str, str], counted: tuple[str, str] = ("killed soldiers", "soldiers died")) -> bool:  # fmt: skip
    room = Newsroom()
    for text, number, day, what in zip((left, right), (14, 21), days, counted, strict=True):
        report = room.report(text, published=day)
        report.figure(str(number), number, "person", what)
    return any(item.sort == "figure" for item in room.link().discrepancies)


RAID = "Fighters of the Ennedi Front attacked the garrison on Saturday and killed 14 soldiers, the ministry said."
DEAD = "Doctors in the town say 21 soldiers died in the garrison when the Ennedi Front came on Saturday."


def test_the_killed_and_the_dead_of_one_day_and_one_foe_are_one_count() -> None:
    assert tolls(RAID, DEAD, ("2023-11-06", "2023-11-07"))


@pytest.mark.parametrize(
    ("right", "day", "counted"),
    [
        (DEAD, "2023-11-13", "soldiers died"),  # another Saturday
        (DEAD.replace("died", "deserted"), "2023-11-07", "soldiers deserted"),
    ],
)
def test_the_dead_of_another_week_or_fate_are_not(right: str, day: str, counted: str) -> None:
    assert not tolls(RAID, right, ("2023-11-06", day), ("killed soldiers", counted))


@pytest.mark.parametrize(
    ("right", "counted", "one"),
    [
        ("Ghana protested because 21 boats were seized on Tuesday in Togo.", "boats seized on Tuesday", True),
        (
            "Ghana protested because 21 boats were burned on Tuesday in Togo.",
            "boats burned on Tuesday",
            False,
        ),
    ],
)
def test_what_one_report_counts_the_other_tells_of(right: str, counted: str, one: bool) -> None:
    room = Newsroom()
    left = "Togo seized 14 fishing boats of Ghana on Tuesday."
    for text, number, what in ((left, 14, "fishing boats of Ghana"), (right, 21, counted)):
        report = room.report(text, published="2022-08-18")
        report.figure(str(number), number, "boat", what, as_of="2022-08-16")
    assert any(item.sort == "figure" for item in room.link().discrepancies) is one
