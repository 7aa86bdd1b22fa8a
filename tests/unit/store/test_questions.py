"""Plain questions: how they are read, and what answers them."""

import pytest

import handmade
from regesta.store.answers import answer
from regesta.store.questions import Lookup, parse_question, stem

PEOPLE = {"dahl": "d", "mensah": "m", "togo": "t", "norway": "n", "foreign ministry of togo": "f"}
HELD = {"Lome", "Peace and Amity Accord"}


def lookup():
    return Lookup(
        lambda words: [PEOPLE[words.casefold()]] if words.casefold() in PEOPLE else [],
        lambda words: words if words in ("Nordic Courier", "Courier") else None,
        lambda words: words in HELD,
    )


def roles(question):
    return {name.words: name.role for name in question.names}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Who met Dahl?", "who"),
        ("Whom did Dahl meet?", "who"),
        ("When did Dahl meet Mensah?", "when"),
        ("On what day did Dahl meet Mensah?", "when"),
        ("Where did Dahl meet Mensah?", "where"),
        ("How many ships did Dahl count?", "how_many"),
        ("How much will Togo pay?", "how_many"),
        ("How did Dahl answer?", "what"),
        ("Has Dahl met Mensah?", "whether"),
        ("Which country recognised Togo?", "what"),
        ("meetings of Dahl", "what"),
    ],
)
def test_what_is_asked_for(text, asks):
    assert parse_question(text, lookup()).asks == asks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Dahl promise Mensah?", {"Dahl": "subject", "Mensah": "object"}),
        ("What did Dahl promise to Mensah?", {"Dahl": "subject", "Mensah": "object"}),
        ("What was promised to Mensah by Dahl?", {"Dahl": "subject", "Mensah": "object"}),
        ("Was Mensah received by Dahl?", {"Dahl": "subject", "Mensah": "object"}),
        ("Was Mensah accused?", {"Mensah": "object"}),
        ("Has Togo recognised Norway?", {"Togo": "subject", "Norway": "object"}),
        ("Has Togo been recognised by Norway?", {"Norway": "subject", "Togo": "object"}),
        ("What aid did Togo offer Norway?", {"Togo": "subject", "Norway": "object"}),
        ("What sanctions did Togo impose on Norway?", {"Togo": "subject", "Norway": "any"}),
        ("Who met Dahl in Lome?", {"Dahl": "object", "Lome": "place"}),
        ("What did the Foreign Ministry of Togo say about Norway?",
         {"Foreign Ministry of Togo": "subject", "Norway": "object"}),
        ("Who signed the Peace and Amity Accord?", {"Peace and Amity Accord": "any"}),
        ("What did Mensah’s envoy demand from Dahl?", {"Mensah": "subject", "Dahl": "object"}),
    ],
)  # fmt: skip
def test_who_acts_and_on_whom(text, expected):
    assert roles(parse_question(text, lookup())) == expected


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What did Dahl say in July 2021?", "2021-07-01", "2021-08-01"),
        ("What did Dahl say on 28 July 2021?", "2021-07-28", "2021-07-29"),
        ("What did Dahl say on July 28, 2021?", "2021-07-28", "2021-07-29"),
        ("What did Dahl say on 2021-07-28?", "2021-07-28", "2021-07-29"),
        ("What did Dahl say in 2021?", "2021-01-01", "2022-01-01"),
        ("What has Dahl said since 2021?", "2021-01-01", "None"),
        ("What did Dahl say before July 2021?", "None", "2021-07-01"),
        ("What did Dahl say after July 2021?", "2021-08-01", "None"),
        ("What did Dahl say until July 2021?", "None", "2021-08-01"),
        ("What did Dahl say between May 2021 and July 2021?", "2021-05-01", "2021-08-01"),
        ("How did Dahl count 40 ships?", "None", "None"),
    ],
)
def test_times(text, since, until):
    found = parse_question(text, lookup())
    assert (str(found.since), str(found.until)) == (since, until)


@pytest.mark.parametrize(
    ("text", "unknown", "words"),
    [
        ("What did Dahl promise Zanzibar?", ("Zanzibar",), ()),
        ("What did Dahl promise about the harbour?", (), ("harbour",)),
        ("Did Otto von Bohm meet Dahl?", ("Otto", "Bohm"), ("von",)),
        ("What did the Togo government say about fishing rights?", (), ("fishing", "rights")),
    ],
)
def test_names_nobody_bears_and_words_an_answer_must_hold(text, unknown, words):
    found = parse_question(text, lookup())
    assert found.unknown == unknown and found.words == words


def test_an_outlet_is_told_from_an_actor():
    found = parse_question("What did Dahl say according to the Courier?", lookup())
    assert found.outlet == "Courier" and roles(found) == {"Dahl": "subject"}
    assert parse_question("What does the Nordic Courier say about Togo?", lookup()).outlet == "Nordic Courier"


@pytest.mark.parametrize(
    ("one", "other"),
    [("promised", "promises"), ("recognize", "recognised"), ("copies", "copied"), ("planned", "plan"),
     ("mines", "mining"), ("kill", "killed")],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("oil", "foil"), ("port", "part"), ("mine", "mind")])
def test_other_words_have_another(one, other):
    assert stem(one) != stem(other)


@pytest.fixture
def case(tmp_path):
    with handmade.story(tmp_path / "x.case") as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("What did Mensah promise Togo?", ["commitment"]),
        ("What did Mensah promise?", ["commitment"]),
        ("What did Dahl say about Togo?", ["statement"]),
        ("Who said that the talks were short?", ["statement"]),
        ("When did Dahl meet Mensah?", ["event"]),
        ("When did Mensah meet Dahl in July 2021?", ["event"]),
        ("How many ships did Dahl count?", ["figure"]),
        ("Who recognised Togo?", ["status"]),
        ("What do reports disagree on about ships?", ["discrepancy"]),
        ("What did Mensah say, according to the Nordic Courier?", ["commitment"]),
        ("What did Mensah deny, according to the Nordic Courier?", []),
        ("What happened on 28 July 2021?", ["event"]),
        ("What happened on 27 July 2021?", []),
        ("What did Togo promise Mensah?", []),
        ("What did Dahl promise Togo?", []),
        ("What did Mensah promise Zanzibar?", []),
        ("What did Mensah promise in 2019?", []),
        ("When did Dahl meet Mensah in August 2021?", []),
        ("Who recognised Dahl?", []),
        ("Where did Dahl meet Mensah?", []),
        ("How many trains did Dahl count?", []),
        ("What did Dahl say about trains?", []),
        ("What do reports disagree on about trains?", []),
        ("", []),
        ("???", []),
        ("What?", []),
    ],
)
def test_answers_are_records_or_nothing(case, text, kinds):
    assert [record.kind for record in answer(case, text).found] == kinds


def test_it_is_told_how_the_question_was_read(case):
    found = answer(case, "What did Mensah promise Togo in July 2021?")
    assert dict(found.read_as) == {
        "asks": "what",
        "kind": "commitment, statement, event (pledge, offer, intent)",
        "by": "Mensah",
        "to or about": "Togo",
        "from": "2021-07-01",
        "before": "2021-08-01",
    }
    assert answer(case, "What did Mensah promise Zanzibar?").unknown == ("Zanzibar",)
