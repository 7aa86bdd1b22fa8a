"""Names that look like a state and are none, beside those that are one."""

from __future__ import annotations

import pytest

from regesta.extract import extract
from regesta.extract.mentions import cast
from regesta.parse import parse
from regesta.records import Document, EventMention


def states(text: str) -> list[str]:
    who = cast(parse(Document(id="d" * 8, name="fixture.txt", text=text)))
    return [one.text for one in who.mentions if who.actor(one.actor).type == "state"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jordan Berg said the team would win. Jordan was tired.", "Jordan"),
        ("Chad Lindqvist said no. Chad is a plumber in Ohio.", "Chad"),
        ("Israel Moreno said no.", "Israel"),
        ("Coach Michael Jordan said no. Jordan left early.", "Jordan"),
        ("The storm hit Alabama, Georgia and Florida.", "Georgia"),
        ("She flew to Atlanta, Georgia, on Monday.", "Georgia"),
        ("Voters in Georgia and Ohio went to the polls.", "Georgia"),
        ("The Georgia legislature passed the bill. Atlanta rejoiced.", "Georgia"),
        ("He was born in Peru, Indiana, in 1961.", "Peru"),
        ("They live in Lebanon, Pennsylvania.", "Lebanon"),
        ("Moscow, Idaho, voted no.", "Moscow"),
        ("The family ate turkey, and Turkey prices rose.", "Turkey"),
        ("Barges carried grain down the Niger river.", "Niger"),
        ("The Niger Delta flooded.", "Niger"),
        ("The Congo River flooded.", "Congo"),
        ("The Jordan River flooded. The Jordan Valley is dry.", "Jordan"),
        ("Snow fell in New England and New Mexico.", "Mexico"),
        ("The Gulf of Mexico is warm.", "Mexico"),
        ("The Gulf of Guinea is warm.", "Guinea"),
        ("They keep guinea pigs. Guinea pigs are shy.", "Guinea"),
        ("The South China Sea is rough.", "China"),
        ("The Sea of Japan is rough.", "Japan"),
        ("The Carters of Plains, Georgia, grow peanuts.", "Georgia"),
        ("Polls in Georgia closed at seven. In Savannah and in Florida they stayed open.", "Georgia"),
        ("Emma Jordan runs a bakery. Jordan bakes at night.", "Jordan"),
        ("Rep. Amina Otieno of Georgia voted no.", "Georgia"),
        ("The senator from Georgia, a Republican, will not run.", "Georgia"),
        ("Macon, Georgia, is proud of its sons.", "Georgia"),
        ("They married in Lebanon, Ohio.", "Lebanon"),
        ("Chad Lowe sang, and Chad bowed.", "Chad"),
        ("Football: Georgia beat Alabama 27-24.", "Georgia"),
        ("They met in Vienna, Virginia, last week.", "Vienna"),
    ],
)
def test_what_is_only_called_like_a_state_is_none(text: str, name: str) -> None:
    assert name not in states(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russia accused Georgia of firing first.", "Georgia"),
        ("Georgia and the United States signed a pact.", "Georgia"),
        ("Georgia wants to join NATO.", "Georgia"),
        ("Jordan asked Israel for water.", "Jordan"),
        ("Chad closed its border with Sudan.", "Chad"),
        ("Turkey asked China for steel.", "Turkey"),
        ("Niger and Mali left the court.", "Niger"),
        ("Talks between Mexico, Texas and Arizona failed.", "Mexico"),
        ("Georgian police said Georgia would vote in May.", "Georgia"),
        ("Russian tanks rolled into Georgia.", "Georgia"),
        ("Saakashvili said Georgia would not yield. He spoke in New York.", "Georgia"),
        ("The talks in Paris, France and Germany agreed, were useful.", "Germany"),
        ("In Amman, Emma Jordan said Jordan was a friend.", "Jordan"),
        ("In Mexico, Texas governor Bo Lind met the president.", "Mexico"),
        ("Peru, Chile and Bolivia signed.", "Peru"),
        ("Lebanon, Texas and Ohio have little in common.", "Lebanon"),
    ],
)
def test_a_state_stays_a_state(text: str, name: str) -> None:
    assert name in states(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A gunman killed two students in Georgia on Monday. Georgia's governor was sad.", "USA"),
        ("Russian soldiers killed two farmers in Georgia on Monday.", "GEO"),
        ("A gunman killed two students in Peru, Indiana, on Monday.", "USA"),
        ("A gunman killed two students in Peru on Monday.", "PER"),
    ],
)
def test_an_event_is_placed_where_the_name_stands_for(text: str, country: str) -> None:
    found = extract(parse(Document(id="d" * 8, name="fixture.txt", text=text)))
    places = [one.place for one in found.records if isinstance(one, EventMention)]
    assert [place.country for place in places if place is not None] == [country]
