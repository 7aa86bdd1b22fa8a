"""Actors of two reports: who is one, who is not."""

# ruff: noqa: E501 - one case a line reads best

import pytest

from newsroom import Newsroom
from regesta.records import Linkage


def joined(left: tuple, right: tuple) -> bool:
    """Whether two actors (name, type, country, role) of two reports become one."""
    room = Newsroom()
    idents = []
    for name, type_, country, role in (left, right):
        report = room.report(f"It was {name} who came.")
        form = "name" if any(part[:1].isupper() for part in name.split()) else "nominal"
        idents.append(report.actor(name, type_, country, role=role, form=form))
    linkage = room.link()
    return linkage.actor_of[idents[0]] == linkage.actor_of[idents[1]]


P = "person"
ONE = [
    (("Wang Yi", P, "CHN", "foreign minister"), ("Wang Yi", P, "CHN", None)),
    (("Zabihullah Mujahid", P, "AFG", None), ("Zabiullah Mujahid", P, "AFG", None)),
    (("Sergei Lavrov", P, None, "foreign minister"), ("Sergey Lavrov", P, "RUS", "Foreign Minister")),
    (("Ghani Baradar", P, "AFG", None), ("Abdul Ghani Baradar", P, "AFG", None)),
    (("Mullah Baradar Akhund", P, "AFG", None), ("Abdul Ghani Baradar", P, "AFG", "deputy leader")),
    (("Merkel", P, "DEU", None), ("Angela Merkel", P, "DEU", "chancellor")),
    (("Yi Wang", P, "CHN", None), ("Wang Yi", P, "CHN", None)),
    (("A. Guterres", P, "PRT", None), ("António Guterres", P, "PRT", None)),
    (("Luis Arce", P, "BOL", None), ("Luis Arce Catacora", P, "BOL", None)),
    (("William Ruto", P, "KEN", "president"), ("President William Ruto", P, "KEN", None)),
    (("Chinese Foreign Ministry", "ministry", "CHN", None), ("Ministry of Foreign Affairs of China", "ministry", "CHN", None)),
    (("Kenyan defence ministry", "ministry", "KEN", None), ("Ministry of Defense", "ministry", "KEN", None)),
    (("the Afghan people", "population", "AFG", None), ("Afghan people", "population", "AFG", None)),
    (("Chinese embassy in Kabul", "ministry", "CHN", None), ("China's embassy in Afghanistan", "ministry", "CHN", None)),
    (("US troops", "other", "USA", None), ("American forces", "other", "USA", None)),
    (("Doctors Without Borders", "ngo", None, None), ("Doctors Without Borders", "ngo", None, None)),
    (("Rio Tinto", "company", "AUS", None), ("Rio Tinto", "company", None, None)),
]  # fmt: skip
TWO = [
    (("Wang Yi", P, "CHN", None), ("Wang Yu", P, "CHN", None)),
    (("Ashraf Ghani", P, "AFG", "president"), ("Ghani Baradar", P, "AFG", None)),
    (("Ashraf Ghani", P, "AFG", None), ("Abdul Ghani Baradar", P, "AFG", None)),
    (("Gotabaya Rajapaksa", P, "LKA", "president"), ("Mahinda Rajapaksa", P, "LKA", "president")),
    (("the foreign minister", P, "CHN", "foreign minister"), ("Wang Yi", P, "CHN", "foreign minister")),
    (("a spokesman", P, "KEN", "spokesman"), ("a spokesman", P, "KEN", "spokesman")),
    (("analysts", "other", "USA", None), ("analysts", "other", "USA", None)),
    (("Merkel", P, "DEU", None), ("Una Merkel", P, "USA", None)),
    (("Merkel", P, None, None), ("Angela Merkel", P, None, None)),
    (("Zabihullah Mujahid", P, "AFG", None), ("Zabiullah Mujahid", P, "PAK", None)),
    (("John Smith", P, "GBR", "footballer"), ("John Smith", P, "AUS", "senator")),
    (("Yi Wang", P, "USA", "professor"), ("Wang Yi", P, "CHN", "foreign minister")),
    (("A. Guterres", P, None, None), ("António Guterres", P, "PRT", None)),
    (("Foreign Ministry", "ministry", "CHN", None), ("Foreign Ministry", "ministry", "RUS", None)),
    (("Foreign Ministry", "ministry", None, None), ("Foreign Ministry", "ministry", None, None)),
    (("Foreign Ministry", "ministry", None, None), ("Foreign Ministry", "ministry", "RUS", None)),
    (("Chinese embassy in Kabul", "ministry", "CHN", None), ("Chinese embassy in Lima", "ministry", "CHN", None)),
    (("Chinese embassy in Kabul", "ministry", "CHN", None), ("Russian embassy in Kabul", "ministry", "RUS", None)),
    (("Chinese citizens in Afghanistan", "population", "CHN", None), ("Chinese people", "population", "CHN", None)),
    (("Supreme Court", "other", "IND", None), ("Supreme Court", "other", "ISR", None)),
    (("Punjab police", "other", "PAK", None), ("Sindh police", "other", "PAK", None)),
    (("Paris Hilton", P, "USA", None), ("Hilton", "company", "USA", None)),
    (("Moussa Traoré", P, "MLI", None), ("Dioncounda Traoré", P, "MLI", "president")),
    (("Abdul Ghani", P, "AFG", "judge"), ("Ashraf Ghani", P, "AFG", "president")),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), ONE)
def test_one_actor_by_two_names(left: tuple, right: tuple) -> None:
    assert joined(left, right)
    assert joined(right, left)


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_actors_stay_two(left: tuple, right: tuple) -> None:
    assert not joined(left, right)
    assert not joined(right, left)


def people(*names: tuple[str, str | None]) -> tuple[Linkage, list[str]]:
    room = Newsroom()
    idents = [room.report(f"Then {name} spoke.").person(name, country) for name, country in names]
    return room.link(), idents


def test_a_bare_surname_that_two_people_bear_joins_neither() -> None:
    linkage, (clinton, bill, hillary) = people(
        ("Clinton", "USA"), ("Bill Clinton", "USA"), ("Hillary Clinton", "USA")
    )
    assert len({linkage.actor_of[ident] for ident in (clinton, bill, hillary)}) == 3


def test_a_second_spelling_of_a_full_name_joins_where_nobody_else_may_be_meant() -> None:
    linkage, (one, other) = people(("Zabihullah Mujahid", None), ("Zabiullah Mujahid", None))
    assert linkage.actor_of[one] == linkage.actor_of[other]
    assert {actor.certainty for actor in linkage.actors} == {0.7}


def test_a_shorter_name_that_two_fuller_ones_fit_joins_neither() -> None:
    linkage, idents = people(("George Bush", None), ("George W. Bush", None), ("George H.W. Bush", None))
    assert len({linkage.actor_of[ident] for ident in idents}) == 3


def test_a_description_at_the_head_of_a_sentence_is_no_name() -> None:
    room = Newsroom()
    idents = [room.report("Scholars spoke.").actor("Scholars", "other", form="nominal") for _ in range(2)]
    assert len(set(room.link().actor_of.values())) == len(idents)


def test_a_father_and_son_whom_one_report_names_as_two_stay_two() -> None:
    room = Newsroom()
    family = room.report("Hassan Idriss spoke for Omar Hassan Idriss.")
    father, son = family.person("Hassan Idriss", "SDN"), family.person("Omar Hassan Idriss", "SDN")
    linkage = room.link()
    assert linkage.actor_of[father] != linkage.actor_of[son]


def test_brothers_are_not_joined_through_their_surname() -> None:
    linkage, (fidel, castro, raul, again) = people(
        ("Fidel Castro", "CUB"), ("Castro", "CUB"), ("Raúl Castro", "CUB"), ("Raul Castro", "CUB")
    )
    assert linkage.actor_of[raul] == linkage.actor_of[again]
    assert len({linkage.actor_of[ident] for ident in (fidel, castro, raul)}) == 3


def test_a_family_name_written_first_joins_where_a_report_shortens_it_so() -> None:
    room = Newsroom()
    full = room.report("Xi Jinping spoke. Xi left.").person("Xi Jinping", "CHN", aliases=["Xi"])
    short = room.report("On Monday Xi left.").person("Xi", "CHN")
    linkage = room.link()
    assert linkage.actor_of[full] == linkage.actor_of[short]


def test_the_same_entry_of_the_world_table_joins_whatever_the_name() -> None:
    room = Newsroom()
    one = room.report("Beijing agreed.").actor("Beijing", "state", "CHN", world="state:CHN", form="metonym")
    other = room.report("China agreed.").state("China", "CHN")
    third = room.report("Taiwan agreed.").state("Taiwan", "TWN")
    linkage = room.link()
    assert linkage.actor_of[one] == linkage.actor_of[other] != linkage.actor_of[third]


def test_an_embassy_without_a_host_is_the_one_its_report_speaks_of() -> None:
    room = Newsroom()
    full = room.report("The Chinese embassy in Kabul is open.").actor(
        "Chinese embassy in Kabul", "ministry", "CHN"
    )
    near = room.report("In Afghanistan the Chinese embassy warned travellers.").actor(
        "Chinese embassy", "ministry", "CHN"
    )
    far = room.report("In Lima the Chinese embassy held a fair.").actor("Chinese embassy", "ministry", "CHN")
    linkage = room.link()
    assert linkage.actor_of[full] == linkage.actor_of[near] != linkage.actor_of[far]


def test_the_joined_actor_has_the_fullest_name_and_all_that_reports_call_it() -> None:
    room = Newsroom()
    room.report("Baradar spoke.").person("Baradar", "AFG", "deputy leader")
    room.report("Abdul Ghani Baradar spoke.").person("Abdul Ghani Baradar", "AFG", "envoy")
    (actor,) = room.link().actors
    assert actor.name == "Abdul Ghani Baradar"
    assert actor.aliases == ("Baradar",)
    assert {role.title for role in actor.roles} == {"deputy leader", "envoy"}
    assert len(actor.evidence) == 2
    assert actor.document is None
    assert "surname" in actor.rule


def test_a_joined_actor_is_never_surer_than_the_weakest_join() -> None:
    room = Newsroom()
    room.report("Baradar spoke.").person("Baradar", "AFG")
    room.report("Abdul Ghani Baradar spoke.").person("Abdul Ghani Baradar", "AFG")
    assert room.link().actors[0].certainty <= 0.7


OTHERWISE = [
    ("Hugo Benítez", "Hugo Benítez Ayala"),
    ("Cora Villaruel", "Corazon Villaruel"),
    ("H. Tumbe", "Hendra Tumbe"),
]


def posts(left: tuple[str, str, str | None], right: tuple[str, str, str | None], *days: str) -> bool:
    room = Newsroom()
    idents = []
    for (name, role, country), day in zip((left, right), days, strict=True):
        report = room.report(f"{name} spoke.", published=day)
        idents.append(report.person(name, country, role))
    actor_of = room.link().actor_of
    return actor_of[idents[0]] == actor_of[idents[1]]


@pytest.mark.parametrize(("left", "right"), OTHERWISE)
def test_one_office_in_the_same_weeks_joins_a_name_written_otherwise(left: str, right: str) -> None:
    one, other = (left, "foreign minister", None), (right, "foreign minister", "PRY")
    assert posts(one, other, "2024-03-13", "2024-03-14")


@pytest.mark.parametrize(("left", "right"), OTHERWISE)
@pytest.mark.parametrize(
    ("role", "country", "day"),
    [
        ("defence minister", "PRY", "2024-03-14"),
        ("ambassador", "PRY", "2024-03-14"),
        ("foreign minister", "PRY", "2025-03-14"),
        ("foreign minister", "BOL", "2024-03-14"),
    ],
)
def test_a_name_written_otherwise_stays_alone_without_it(
    left: str, right: str, role: str, country: str, day: str
) -> None:
    first = "foreign minister" if role != "ambassador" else role
    own = "PRY" if country == "BOL" else None
    assert not posts((left, first, own), (right, role, country), "2024-03-13", day)


def test_martin_and_martina_of_one_country_are_two() -> None:
    one, other = ("Martin Meyer", "lawyer", "DEU"), ("Martina Meyer", "lawyer", "DEU")
    assert not posts(one, other, "2024-03-13", "2024-03-14")


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Moussa Abdraman", "Moussa Abderaman", True),
        ("Moussa Hassan", "Moussa Hassana", False),
        ("Nils Martins", "Nils Martinsa", False),
    ],
)
def test_one_vowel_more_inside_a_long_name_is_another_spelling(left: str, right: str, one: bool) -> None:
    people = [(name, "spokesman", "TCD") for name in (left, right)]
    assert posts(people[0], people[1], "2024-03-13", "2024-03-14") is one


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Fighters of the Ennedi Renewal Front", "Ennedi Renewal Front", True),
        ("Rebels from the Ennedi Renewal Front", "Fighters of the Ennedi Renewal Front", True),
        ("Members of the Ennedi Renewal Front", "Ennedi Renewal Front", False),
        ("Fighters of the Front", "Rebels of the Front", False),
        ("Fighters of the Ennedi Renewal Front", "Fighters of the Borkou Renewal Front", False),
    ],
)
def test_what_the_fighters_of_a_group_do_it_does(left: str, right: str, one: bool) -> None:
    room = Newsroom()
    idents = []
    for name in (left, right):
        form = "nominal" if " of " in name or " from " in name else "name"
        idents.append(room.report(f"{name} left the town.").actor(name, "armed_group", form=form))
    actor_of = room.link().actor_of
    assert (actor_of[idents[0]] == actor_of[idents[1]]) is one


def told(name: str, country: str, *offices: tuple[str | None, str]) -> list[str]:
    """The joined actors of one name whom reports give these offices on these days."""
    room, idents = Newsroom(), []
    for number, (office, day) in enumerate(offices):
        report = room.report(f"Report {number}: {name} spoke.", published=day)
        idents.append(report.person(name, country, office))
    actor_of = room.link().actor_of
    return [actor_of[ident] for ident in idents]


@pytest.mark.parametrize(
    ("first", "second", "day", "one"),
    [
        ("finance minister", "police chief", "2025-03-06", False),
        ("finance minister", "interior minister", "2025-03-06", False),
        # one may lead a government and a ministry
        ("foreign minister", "prime minister", "2025-03-06", True),
        ("defence minister", "army chief", "2025-03-06", True),
        ("finance minister", "police chief", "2025-09-06", True),
        ("finance minister", None, "2025-03-06", True),
        ("finance minister", "Minister of Finance", "2025-03-06", True),
    ],
)
def test_two_full_offices_at_one_time_are_of_two_persons(
    first: str, second: str | None, day: str, one: bool
) -> None:
    left, right = told("Kwame Owusu", "GHA", (first, "2025-03-03"), (second, day))
    assert (left == right) is one


def test_who_may_be_either_of_two_is_neither() -> None:
    minister, chief, either = told(
        "Kwame Owusu",
        "GHA",
        ("finance minister", "2025-03-03"),
        ("police chief", "2025-03-06"),
        (None, "2025-03-08"),
    )
    assert len({minister, chief, either}) == 3


def test_who_changes_office_stays_one_person() -> None:
    days = [("finance minister", f"2025-03-0{day}") for day in (1, 2, 4)]
    days += [("interior minister", f"2025-03-0{day}") for day in (5, 6, 8)]
    assert len(set(told("Kwame Owusu", "GHA", *days))) == 1
    days.append(("finance minister", "2025-03-07"))
    assert len(set(told("Kwame Owusu", "GHA", *days))) == 2
