"""What the tagger and parser get wrong in a way that the tree gives away is set right."""

from __future__ import annotations

import pytest

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Document, Parse


def read(text: str) -> Parse:
    return parse(Document(id="0" * 64, name="fixture", text=text))


def names(text: str) -> set[str]:
    return {record.name for record in extract(read(text)).records if record.kind == "actor"}


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        (
            "The lease was signed in 2011 by the government that the rebels overthrew.",
            "overthrew",
            "government",
        ),
        ("The road was paid for by the bank that the court closed.", "closed", "bank"),
    ],
)
def test_that_as_an_object_opens_a_relative_clause(text: str, verb: str, noun: str) -> None:
    found = read(text)
    clause = found.words.index(verb)
    assert found.deps[clause] == "relcl"
    assert found.words[found.heads[clause]] == noun


@pytest.mark.parametrize(
    "text", ["Kenya told the bank that the loan was late.", "He said that Peru had paid."]
)
def test_that_as_a_conjunction_stays_one(text: str) -> None:
    found = read(text)
    assert "ccomp" in found.deps
    assert "relcl" not in found.deps


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("In September Mali and Niger signed a defence pact.", "Mali"),
        ("In June Poland closed its border with Belarus.", "Poland"),
    ],
)
def test_a_month_is_no_part_of_the_name_behind_it(text: str, subject: str) -> None:
    found = read(text)
    assert found.deps[1] == "pobj"
    assert found.words[found.heads[1]] == "In"
    assert found.deps[found.words.index(subject)] == "nsubj"


def test_a_name_before_a_clause_between_commas_has_a_verb() -> None:
    found = read("Washington, which imposed sanctions in October, called on both sides to return to talks.")
    assert found.words[found.heads[0]] == "called"
    assert found.deps[0] == "nsubj"


def test_the_heading_of_a_brief_is_a_sentence_of_its_own() -> None:
    found = read("PERU - Miners blocked a road near Cusco.\n\nNATO - the alliance - met.")
    assert [found.words[first] for first, _ in found.sentences] == ["PERU", "Miners", "NATO"]


def test_a_weekday_behind_the_verb_dates_the_saying() -> None:
    found = read("Ghana said on Tuesday it would raise tariffs.")
    assert found.words[found.heads[found.words.index("on")]] == "said"
    found = read("Ana Soto told reporters Tuesday the bridge was shut.")
    assert found.words[found.heads[found.words.index("Tuesday")]] == "told"


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("No other head of state has received the envoy from Peru.", "head"),
        ("Neither minister met the envoy from Peru.", "minister"),
    ],
)
def test_no_one_is_no_actor(text: str, absent: str) -> None:
    assert not [name for name in names(text) if absent in name]


def test_a_toppled_government_is_not_that_of_whoever_speaks() -> None:
    text = "Chile wanted good ties with Mali, a day after soldiers marched into Bamako and toppled the government."
    assert "former Chilean government" not in names(text)
    assert "former Malian government" in names(text)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Angola and Portugal signed a treaty in 1995; Lisbon has refused two requests.",
            "signed",
            "refused",
        ),
        ("Oslo raised the tariff; Lima answered in kind.", "raised", "answered"),
    ],
)
def test_clauses_on_both_sides_of_a_semicolon_are_equals(text: str, first: str, second: str) -> None:
    found = read(text)
    one, other = found.words.index(first), found.words.index(second)
    assert found.deps[one] == "ROOT"
    assert found.deps[other] in ("conj", "ccomp", "parataxis")
    assert found.heads[other] == one


def test_a_list_with_semicolons_keeps_its_tree() -> None:
    found = read("He named three towns: Lima; Cusco; and Puno.")
    assert found.deps[found.words.index("named")] == "ROOT"


def test_told_opens_what_is_told() -> None:
    found = read(
        "Ghana's works minister assured the two neighbours that no group would be allowed to threaten the line."
    )
    clause = found.words.index("allowed")
    assert (found.deps[clause], found.words[found.heads[clause]]) == ("ccomp", "assured")


def test_a_past_verb_is_no_equal_of_one_under_would() -> None:
    found = read("Lima said the ship would stay and ruled out talks with Quito.")
    assert found.words[found.heads[found.words.index("ruled")]] == "said"


def test_called_for_somebody_to_do_it() -> None:
    found = read("Kosovo called for the bank to scrap the fee.")
    assert found.deps[found.words.index("for")] == "prep"
    assert found.deps[found.words.index("scrap")] == "ccomp"


def test_the_sentence_is_not_what_its_participle_says() -> None:
    found = read("A truce agreed in Jeddah last May collapsed within days.")
    assert found.deps[found.words.index("collapsed")] == "ROOT"
    assert found.words[found.heads[found.words.index("agreed")]] == "truce"


@pytest.mark.parametrize(
    ("text", "topic", "deed", "speaker", "told"),
    [
        ("Manila, Peru's minister Ana Ruiz warned on Monday, must not give in.", "Manila", "give", "Ruiz", "warned"),
        ("Oslo, Prime Minister Anna Berg said, would not pay.", "Oslo", "pay", "Berg", "said"),
        ("The rebels, army spokesman Juma Bello said on Monday, have fled.", "rebels", "fled", "Bello", "said"),
        ("The dam, Egypt's minister Hani Saleh argued, threatens the Nile.", "dam", "threatens", "minister", "argued"),
    ],
)  # fmt: skip
def test_who_is_inserted_as_speaking_has_only_that_verb(
    text: str, topic: str, deed: str, speaker: str, told: str
) -> None:
    found = read(text)
    for noun, verb in ((topic, deed), (speaker, told)):
        at = found.words.index(noun)
        assert (found.words[found.heads[at]], found.deps[at]) == (verb, "nsubj")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, the aid minister, said on Monday the dam had burst.",
        "Berg, Ruiz and Sow said, in a joint letter, the dam had burst.",
    ],
)
def test_who_speaks_and_is_described_keeps_the_verb(text: str) -> None:
    found = read(text)
    assert found.words[found.heads[found.words.index("Berg")]] == "said"


def test_a_condition_without_if_is_nothing_that_was_said() -> None:
    found = read("Peru said it would respond in kind should Chile send tanks to the border.")
    clause = found.words.index("send")
    assert (found.deps[clause], found.words[found.heads[clause]]) == ("advcl", "respond")


def test_who_is_to_do_a_second_thing_keeps_it() -> None:
    found = read("Chile wants to dig for ore and sell it abroad, and for Lima to join its club.")
    assert found.words[found.heads[found.words.index("join")]] != "dig"


@pytest.mark.parametrize(
    ("text", "verb", "above"),
    [
        ("Peru had urged Chile to sign and promised to send two ships.", "promised", "urged"),
        ("Peru vowed to veto the law that Chile wants, and to sue the bank.", "sue", "veto"),
        ("Peru wants to sign and to pay.", "pay", "sign"),
    ],
)
def test_a_second_verb_goes_on_with_its_own_kind(text: str, verb: str, above: str) -> None:
    found = read(text)
    at = found.words.index(verb)
    assert (found.deps[at], found.words[found.heads[at]]) == ("conj", above)
