from __future__ import annotations

from collections.abc import Collection

import pytest

from newsroom import Newsroom
from regesta.link import Memory, relink
from regesta.link.described import sole_office
from regesta.records import Document, Extraction


def joined(room: Newsroom, *idents: str) -> bool:
    actor_of = room.link().actor_of
    return len({actor_of[ident] for ident in idents}) == 1


@pytest.mark.parametrize(
    ("title", "country", "office"),
    [
        ("foreign minister", None, "foreign minister"),
        ("The Norwegian foreign minister", "NOR", "foreign minister"),
        ("Norway's top diplomat", "NOR", "foreign minister"),
        ("Minister of Foreign Affairs", "KEN", "foreign minister"),
        ("Prime Minister of Norway", "NOR", "prime minister"),
        ("former foreign minister", "NOR", None),
        ("deputy foreign minister", "NOR", None),
        ("foreign ministry spokesman", "NOR", None),
        ("minister", "NOR", None),
        ("the Swedish foreign minister", "NOR", None),
    ],
)
def test_an_office_that_one_person_holds_is_told_from_the_rest(
    title: str, country: str | None, office: str | None
) -> None:
    assert sole_office(title, country) == office


def office_room(title: str, printed: str, *, other: str | None = None) -> tuple[Newsroom, str, str]:
    room = Newsroom()
    named = room.report("Ingrid Solvang spoke.", published="2022-01-20")
    holder = named.person("Ingrid Solvang", "NOR", "foreign minister")
    if other:
        room.report(f"{other} spoke.", published="2022-02-10").person(other, "NOR", "foreign minister")
    later = room.report(f"{title} met rebels.", published=printed)
    return room, holder, later.person(title, "NOR", form="nominal")


def test_the_holder_of_an_office_is_whom_reports_of_those_days_name() -> None:
    room, holder, described = office_room("The Norwegian foreign minister", "2022-01-25")
    assert joined(room, holder, described)


@pytest.mark.parametrize(
    ("title", "printed", "other"),
    [
        ("The Norwegian foreign minister", "2022-04-25", None),
        ("The Norwegian foreign minister", "2022-01-25", "Jonas Dahle"),
        ("A former Norwegian foreign minister", "2022-01-25", None),
        ("The Norwegian defence minister", "2022-01-25", None),
    ],
)
def test_an_office_is_nobody_where_it_is_old_shared_or_another(
    title: str, printed: str, other: str | None
) -> None:
    room, holder, described = office_room(title, printed, other=other)
    assert not joined(room, holder, described)


def test_a_joined_description_never_names_the_person() -> None:
    room, holder, _ = office_room("The Norwegian foreign minister", "2022-01-25")
    linkage = room.link()
    actor = next(a for a in linkage.actors if a.id == linkage.actor_of[holder])
    assert (actor.name, actor.aliases) == ("Ingrid Solvang", ())
    assert actor.rule == "link.actors/office-holder-of-those-days"


WIRE = (
    "Envoys of the two sides signed a ceasefire of thirty days in Doha on Tuesday. The army's envoy said "
    "that tanks would leave the bridges. Qatar's foreign minister called the accord a beginning of a long way."
)


def test_the_same_words_of_two_copies_are_the_same_actor() -> None:
    room = Newsroom()
    first = room.report(WIRE, published="2023-02-14", outlet="Wire")
    copy = room.report(WIRE.replace("thirty", "30"), published="2023-02-15", outlet="Gazette")
    pair = [page.person("The army's envoy", form="nominal") for page in (first, copy)]
    assert joined(room, *pair)


def test_the_same_description_in_two_reports_of_their_own_is_not_one_actor() -> None:
    room = Newsroom()
    first = room.report(WIRE, published="2023-02-14")
    other = room.report("The army's envoy flew to Cairo for another round.", published="2023-02-15")
    pair = [page.person("The army's envoy", form="nominal") for page in (first, other)]
    assert not joined(room, *pair)


def surname_room(
    printed: str, *, namesake: str | None = None, country: str = "Peru"
) -> tuple[Newsroom, str, str]:
    room = Newsroom()
    first = room.report("Rosa Quispe of Peru spoke.", published="2024-05-04")
    full = first.person("Rosa Quispe")
    first.state("Peru", "PER")
    if namesake:
        room.report(f"{namesake} sang.", published="2024-05-06").person(namesake)
    later = room.report(f"Quispe thanked {country}.", published=printed)
    later.state(country, {"Peru": "PER", "Japan": "JPN"}[country])
    return room, full, later.actor("Quispe", "other")


def test_a_lone_surname_is_its_one_bearer_in_reports_of_the_same_weeks_and_scene() -> None:
    room, full, lone = surname_room("2024-06-22")
    linkage = room.link()
    assert linkage.actor_of[full] == linkage.actor_of[lone]
    assert next(a for a in linkage.actors if a.id == linkage.actor_of[lone]).type == "person"


@pytest.mark.parametrize(
    ("printed", "namesake", "country"),
    [
        ("2024-05-20", "Mario Quispe", "Peru"),
        ("2025-05-20", None, "Peru"),
        ("2024-05-20", None, "Japan"),
    ],
)
def test_a_lone_surname_stays_alone_where_two_bear_it_or_the_scene_is_another(
    printed: str, namesake: str | None, country: str
) -> None:
    room, full, lone = surname_room(printed, namesake=namesake, country=country)
    assert not joined(room, full, lone)


def test_a_body_of_one_word_is_no_person_of_that_name() -> None:
    room, full, _ = surname_room("2024-06-22")
    body = room.report("Quispe sells copper to Peru.", published="2024-05-05")
    body.state("Peru", "PER")
    assert not joined(room, full, body.actor("Quispe", "company", "PER"))


def test_her_counterpart_holds_the_office_that_she_holds() -> None:
    room = Newsroom()
    first = room.report("Foreign minister Ana Silva met her Norwegian counterpart.", published="2022-01-20")
    first.person("Ana Silva", "PER", "foreign minister")
    hers = first.person(
        "her Norwegian counterpart", "NOR", "Norwegian counterpart", organisation="Ana Silva", form="nominal"
    )
    other = room.report("Ingrid Solvang spoke.", published="2022-01-25")
    assert joined(room, hers, other.person("Ingrid Solvang", "NOR", "foreign minister"))


@pytest.mark.parametrize("role", ["ambassador", "foreign minister and defence minister"])
def test_a_counterpart_of_one_in_no_single_office_is_nobody(role: str) -> None:
    room = Newsroom()
    first = room.report("Ana Silva met her Norwegian counterpart.", published="2022-01-20")
    first.person("Ana Silva", "PER", role)
    hers = first.person(
        "her Norwegian counterpart", "NOR", "Norwegian counterpart", organisation="Ana Silva", form="nominal"
    )
    other = room.report("Ingrid Solvang spoke.", published="2022-01-25")
    assert not joined(room, hers, other.person("Ingrid Solvang", "NOR", "foreign minister"))


PLEDGE = "no bridge over the Vilcanota will be sold to a foreign bank"


def voices_room(
    named: str,
    described: str,
    *,
    role: str = "president",
    printed: str = "2022-01-22",
    country: str | None = None,
    third: str | None = None,
) -> tuple[Newsroom, str, str]:
    room = Newsroom()
    first = room.report(f"President Ana Silva said that {named}.", published="2022-01-20")
    holder = first.person("Ana Silva", country, role)
    first.says(holder, named, manner="indirect")
    if third:
        beside = room.report(f"President {third} said that {named}.", published="2022-01-21")
        beside.says(beside.person(third, None, "president"), named, manner="indirect")
    later = room.report(f"The president said that {described}.", published=printed)
    whom = later.person("The president", form="nominal")
    later.says(whom, described, manner="indirect")
    return room, holder, whom


@pytest.mark.parametrize("country", [None, "PER"])
def test_an_office_without_a_country_is_the_holder_who_says_the_same_in_those_days(
    country: str | None,
) -> None:
    room, holder, whom = voices_room(PLEDGE, "no bridge over the Vilcanota would be sold to foreign banks",
                                     country=country)  # fmt: skip
    assert joined(room, holder, whom)
    linkage = room.link()
    assert [link.relation for link in linkage.links] == ["same_quote"]
    assert {actor.rule for actor in linkage.actors} == {"link.actors/office-holder-quoted-alike"}


@pytest.mark.parametrize(
    ("described", "more"),
    [
        ("no bridge over the Apurimac will be closed", {}),  # another saying
        (PLEDGE, {"role": "foreign minister"}),  # another office
        (PLEDGE, {"printed": "2022-03-22"}),  # months later
        (PLEDGE, {"third": "Jon Dahl"}),  # two presidents who say it
    ],
)
def test_an_office_without_a_country_stays_nobody_else(described: str, more: dict[str, str]) -> None:
    room, holder, whom = voices_room(PLEDGE, described, **more)  # type: ignore[arg-type]
    assert not joined(room, holder, whom)


class Desk:
    """Reports that may be taken away."""

    def __init__(self, room: Newsroom) -> None:
        self.found = {
            doc.id: Extraction(document=doc, records=tuple(r for r in room.records if r.document == doc.id))
            for doc in room.documents
        }

    def pages(self, documents: Collection[str]) -> list[Extraction]:
        return [self.found[ident] for ident in documents if ident in self.found]

    def texts(self, documents: Collection[str]) -> list[Document]:
        return [page.document for page in self.pages(documents)]


def test_a_copy_that_is_taken_back_leaves_what_its_original_says_as_it_was() -> None:
    room, holder, whom = voices_room(PLEDGE, "no bridge over the Vilcanota would be sold to foreign banks")
    original, copy = room.documents[0], room.report(room.documents[0].text, published="2022-01-21")
    desk, memory = Desk(room), Memory()
    relink(memory, desk, set(desk.found))
    assert memory.linkage().copy_of == {copy.document.id: original.id}
    del desk.found[copy.document.id]
    relink(memory, desk, {copy.document.id})
    actor_of = memory.linkage().actor_of
    assert actor_of[holder] == actor_of[whom]


def test_each_join_tells_its_own_reason_where_a_case_has_copies_and_words_alike() -> None:
    room, holder, _ = voices_room(PLEDGE, "no bridge over the Vilcanota would be sold to foreign banks")
    pages = [
        room.report(WIRE.replace("thirty", days), published="2023-02-14", outlet=outlet)
        for days, outlet in (("thirty", "Wire"), ("30", "Gazette"))
    ]
    envoy, _ = (page.person("The army's envoy", form="nominal") for page in pages)
    linkage = room.link()
    rules = {actor.id: actor.rule for actor in linkage.actors}
    assert [rules[linkage.actor_of[ident]] for ident in (holder, envoy)] == [
        "link.actors/office-holder-quoted-alike",
        "link.actors/same-words-in-a-copy/described",
    ]
