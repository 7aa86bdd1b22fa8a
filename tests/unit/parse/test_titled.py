"""Rows of which a title is part: one minister of several things, and two persons where one seemed to own the other."""

from __future__ import annotations

import pytest

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Document, Parse, Statement


def read(text: str) -> Parse:
    return parse(Document(id="0" * 64, name="fixture", text=text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The two have agreed to rebuild the ageing railway, Works and Transport Minister Juma Kessi said.",
            "The two have agreed to rebuild the ageing railway",
        ),
        (
            "The ban will stay, Trade, Industry and Competition Minister Paul Dube told reporters.",
            "The ban will stay",
        ),
        ("The ban will stay, Food & Agriculture Minister Paul Dube said.", "The ban will stay"),
        ("The ban will stay, Foreign Minister Paul Dube said.", "The ban will stay"),
    ],
)
def test_what_a_minister_is_of_is_no_part_of_what_he_said(text: str, said: str) -> None:
    found = [record for record in extract(read(text)).records if isinstance(record, Statement)]
    own = [statement for statement in found if statement.speaker is not None]
    assert [" ".join(span.cut(text) for span in statement.content) for statement in own] == [said]


def test_the_words_of_a_portfolio_hang_on_the_name() -> None:
    found = read("Lima will pay, Works and Transport Minister Juma Kessi said.")
    name = found.words.index("Kessi")
    assert [found.words[i] for i in found.children[name] if i < name] == [
        "Works",
        "and",
        "Transport",
        "Minister",
        "Juma",
    ]
    assert found.words[found.heads[name]] == "said" and found.deps[name] == "nsubj"


@pytest.mark.parametrize(
    "text",
    [
        "Oslo and Foreign Minister Paul Dube signed the pact.",
        "Dube and Trade Minister Lina Rao signed the pact.",
        "The works and transport minister signed the pact.",
    ],
)
def test_another_name_or_common_nouns_are_no_portfolio(text: str) -> None:
    found = read(text)
    first = next(i for i, word in enumerate(found.words) if word in ("Oslo", "Dube", "works"))
    assert found.deps[first] != "compound" or not found.words[first][0].isupper()


@pytest.mark.parametrize(
    ("text", "one", "other", "owner"),
    [
        ("The deal was signed by Kessi and Zambia's transport minister.", "Kessi", "minister", "Zambia"),
        ("Norway and Kenya's president signed a treaty on Monday.", "Norway", "president", "Kenya"),
    ],
)
def test_a_name_beside_anothers_minister_is_a_second_person(
    text: str, one: str, other: str, owner: str
) -> None:
    found = read(text)
    place = {word: found.words.index(word) for word in (one, other, owner)}
    assert found.heads[place[other]] == place[one] and found.deps[place[other]] == "conj"
    assert found.heads[place[owner]] == place[other] and found.deps[place[owner]] == "poss"


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("The army closed Peru and Chile's border in June.", "border"),
        ("The pact was signed by Peru and Chile's ministers.", "ministers"),
    ],
)
def test_what_two_own_together_stays_theirs(text: str, owned: str) -> None:
    found = read(text)
    assert found.words[found.heads[found.words.index("Chile")]] == "Peru"
    assert found.words[found.heads[found.words.index("Peru")]] == owned
