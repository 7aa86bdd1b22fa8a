"""Figures: which numbers a reader would want, and what is told of each."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from regesta.extract.amounts import amounts
from regesta.extract.dates import timexes
from regesta.extract.figures import figures
from regesta.extract.mentions import Cast
from regesta.extract.numbers import value_of
from regesta.parse import parse as parse_document
from regesta.records import Block, Document, Figure, Role, Span, Statement, When

FIXTURES = Path(__file__).parents[2] / "gold" / "figures.jsonl"
ROWS = [json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").splitlines()]
DAY = date(2024, 3, 14)
PUBLISHED = When(start=DAY, end=DAY + timedelta(days=1), precision="day", basis="explicit")


def found(text: str, *, said: tuple[Statement, ...] = (), roles: tuple[Role, ...] = ()) -> tuple[Figure, ...]:
    """The figures of a text; with `roles`, each line stands in a block of that role."""
    blocks, start = [], 0
    for line, role in zip(text.splitlines(keepends=True), roles, strict=False):
        blocks.append(Block(start, start + len(line.rstrip()), role))
        start += len(line)
    parse = parse_document(Document(id="d", name="d", text=text, blocks=tuple(blocks), published=PUBLISHED))
    return figures(parse, Cast(), timexes(parse), said)


def statement(text: str, content: str, speaker: str | None, **more: object) -> Statement:
    start = text.index(content)
    span = Span("d", start, start + len(content))
    return Statement(
        id=f"s{start}{speaker}",
        evidence=(span,),
        rule="test",
        certainty=1,
        document="d",
        speaker=speaker,
        content=(span,),
        manner="indirect",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_numbers_a_reader_wants_are_figures_and_others_are_not(row: dict[str, object]) -> None:
    text = str(row["text"])
    got = {figure.evidence[0].cut(text): figure for figure in found(text)}
    expected = {item["words"]: item for item in row["figures"]}  # type: ignore[attr-defined]
    assert set(got) == set(expected)
    for words, item in expected.items():
        for field in ("value", "high", "comparator", "unit"):
            assert item[field] == "any" or getattr(got[words], field) == item[field], field


def test_fixtures_hold_enough_sentences_and_near_misses() -> None:
    assert len(ROWS) >= 150
    assert sum(not row["figures"] for row in ROWS) * 3 >= len(ROWS)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The rebels won control of millions of tons of coal and several mines.", "coal"),
        ("A drone hit a school in Sumy, injuring 14.", "injuring"),
        ("Trade between Oman and Chad reached 31 million dollars.", "Trade between Oman and Chad"),
        ("The UN appeal for $27 million was late.", "UN appeal"),
        ("A 90-kilometre border divides Laos from its neighbour.", "border"),
        ("Over two million Syrians have settled in Gaziantep.", "Syrians settled in Gaziantep"),
        ("At least 70 people have been killed since May, according to the mayor.", "people killed"),
        ("Chad has loans of $66 million.", "loans"),
        (
            "Trade between Peru and Chile fell 47% in the first half of the year.",
            "Trade between Peru and Chile",
        ),
        ("The aid, worth 9 million euros, was cut.", "aid"),
        ("Togo withdrew 41 diplomats from Lima.", "diplomats"),
        ("More than half a million have fled.", "have fled"),
        ("Admiral Juan Ruiz was sentenced to 13 years in prison.", "Admiral Juan Ruiz in prison"),
        ("Peru pumps 90,000 barrels of oil a day.", "oil"),
        ("It joined the Ring Road, the $4 billion project that skirts Lima.", "Ring Road"),
        ("They spent 9,000 euros on training a pilot.", "training a pilot"),
        ("Donors froze millions of dollars in aid.", "aid"),
        ("The crossing will be open within the next two days.", "The crossing will be open"),
        ("The quake killed 31 villagers.", "killed villagers"),
        ("The toll rose to 31.", "toll"),
    ],
)
def test_what_is_counted_is_told_in_the_words_of_the_report(text: str, counted: str) -> None:
    (figure,) = found(text)
    assert figure.counted == counted


def test_the_first_evidence_is_the_number_and_the_second_its_sentence() -> None:
    text = "Rain fell. Some 40 boats sank off Conakry. It was night."
    (figure,) = found(text)
    assert [span.cut(text) for span in figure.evidence] == ["40", "Some 40 boats sank off Conakry."]


@pytest.mark.parametrize(
    ("lines", "roles", "values"),
    [
        ("A 47-mile wall.\nThe 47-mile wall, seen from Ceuta.", ("body", "caption"), [47]),
        ("A wall was built.\nThe 47-mile wall, seen from Ceuta.", ("body", "caption"), [47]),
        ("The 47-mile wall.\nThe 47-mile wall again.", ("caption", "caption"), [47]),
        ("Wall of 47 miles\nA wall was built.", ("title", "body"), []),
        ("Wall of 47 miles", ("section",), []),
    ],
)
def test_captions_count_once_and_only_what_is_new(
    lines: str, roles: tuple[Role, ...], values: list[int]
) -> None:
    assert [figure.value for figure in found(lines, roles=roles)] == values


def test_a_number_repeated_by_the_same_voice_is_one_figure() -> None:
    assert len(found("Some 40 boats sank. The 40 boats sank.")) <= 2
    assert len(found("The fleet lost 40 boats. The fleet lost 40 boats.")) == 1


def test_the_speaker_is_the_one_of_the_innermost_statement() -> None:
    text = "Sall said aides claimed that 300 huts burned; 12 wells were dug."
    outer = statement(text, "aides claimed that 300 huts burned", "sall")
    inner = statement(text, "300 huts burned", "aides")
    assert [figure.speaker for figure in found(text, said=(outer, inner))] == ["aides", None]


def test_a_statement_without_a_named_speaker_gives_none() -> None:
    text = "It was said that 300 huts burned."
    (figure,) = found(text, said=(statement(text, "300 huts burned", None),))
    assert figure.speaker is None


def test_as_of_is_the_time_of_the_clause_or_of_the_statement_and_never_an_open_one() -> None:
    (killed,) = found("The raid killed 40 miners on Monday.")
    assert killed.as_of is not None and killed.as_of.start == date(2024, 3, 11)
    (since,) = found("The war has killed 400 miners since May 2022.")
    assert since.as_of is None
    when = When(start=date(2024, 3, 8), end=date(2024, 3, 9), precision="day", basis="anchored")
    text = "The agency said on Friday that 40 miners are missing."
    (told,) = found(text, said=(statement(text, "40 miners are missing", "agency", when=when),))
    assert told.as_of == when
    guessed = When(start=DAY, end=DAY + timedelta(days=1), precision="day", basis="published")
    (untold,) = found(text, said=(statement(text, "40 miners are missing", "agency", when=guessed),))
    assert untold.as_of is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["10,000"], 10_000),
        (["1.5", "million"], 1_500_000),
        (["two", "hundred", "and", "fifty"], 250),
        (["twenty", "-", "one"], 21),
        (["three", "million", "four", "hundred", "thousand"], 3_400_000),
        (["half", "a", "million"], 500_000),
        (["two", "and", "a", "half"], 2.5),
        (["a", "hundred"], 100),
        (["2bn"], 2_000_000_000),
        (["2.3", "million"], 2_300_000),
        (["5", "lakh"], 500_000),
        (["several"], None),
        (["F-16"], None),
        ([], None),
    ],
)
def test_numbers_in_digits_and_words_have_their_value(words: list[str], value: float | None) -> None:
    assert value_of(words) == value


def test_a_count_whose_thing_stands_before_it_is_a_figure_all_the_same() -> None:
    (wheat,) = found("The firm hopes to grow by taking charge of thousands of tonnes of wheat in old silos.")
    assert (wheat.unit, wheat.comparator) == ("tonne", "order_of_magnitude")


def test_every_amount_lies_inside_the_text_and_in_order() -> None:
    text = " ".join(row["text"] for row in ROWS)
    parse = parse_document(Document(id="d", name="d", text=text))
    ends = [(amount.first, amount.last) for amount in amounts(parse)]
    assert all(0 <= first < last <= len(parse) for first, last in ends)
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chile said it had shot down three of five drones.",
            [(3.0, "drone", "shot drones"), (5.0, "drone", "drones")],
        ),
        (
            "Twelve of 40 villages were flooded.",
            [(12.0, "village", "villages flooded"), (40.0, "village", "villages")],
        ),
        ("Nine in ten voters want peace.", []),
    ],
)
def test_a_part_of_a_number_is_counted_with_what_is_said_of_it(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    assert [(one.value, one.unit, one.counted) for one in found(text)] == expected


def test_a_number_with_a_time_of_its_own_has_that() -> None:
    now, before = found("The toll rose to 21 on Tuesday, from 14 the day before.")
    assert (now.value, before.value) == (21.0, 14.0)
    assert now.as_of is not None and now.as_of.start == date(2024, 3, 12)
    assert before.as_of is not None and before.as_of.start == date(2024, 3, 11)


def test_the_time_of_one_number_is_not_that_of_another() -> None:
    now, before = found("Some 4,000 villagers have fled, up from 2,500 last week.")
    assert (now.value, now.as_of) == (4000.0, None)
    assert before.value == 2500.0 and before.as_of is not None and before.as_of.start == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Inflation stood at 12.8% in January, down from a peak of 14.1% in August.",
            {"12.8%": date(2024, 1, 1), "14.1%": date(2023, 8, 1)},
        ),
        ("Unemployment was 7.2% in January, against 6.9%.", {"7.2%": date(2024, 1, 1), "6.9%": None}),
        ("Since the start of the rains in January, floods have driven out 42,000 farmers.", {"42,000": None}),
        ("Before the strike on Monday the port handled 40 ships.", {"40": None}),
        ("The raid on the port on Monday sank 40 ships.", {"40": date(2024, 3, 11)}),
        ("Trade grew by 12.4 per cent on the previous year.", {"12.4 per cent": None}),
        ("The mill lost $2m in the six months to January.", {"$2m": None}),
        ("The mill lost $2m in January.", {"$2m": date(2024, 1, 1)}),
    ],
)
def test_the_time_of_a_number_is_not_that_of_what_it_is_measured_against(
    text: str, expected: dict[str, date | None]
) -> None:
    told = {one.evidence[0].cut(text): one.as_of.start if one.as_of else None for one in found(text)}
    assert told == expected


@pytest.mark.parametrize(
    ("text", "values", "units"),
    [
        ("She promised Rs500,000 for the school.", [500_000.0], ["rupee"]),
        ("The grant was USD20 million.", [20_000_000.0], ["USD"]),
        ("Thieves took Ksh450,000.", [450_000.0], ["KES"]),
        ("Nobody from Togo went to COP26 in the end.", [], []),
        ("The plug is an RS232.", [], []),
        ("The number of clinics has fallen to 31.", [31.0], ["clinic"]),
        ("The number of dead has risen to 31.", [31.0], ["person"]),
        ("Some 19,000 head of cattle drowned.", [19_000.0], ["cattle"]),
        ("Thirty heads of state came.", [30.0], ["person"]),
    ],
)
def test_letters_of_a_currency_and_what_a_number_is_of(
    text: str, values: list[float], units: list[str]
) -> None:
    assert ([one.value for one in found(text)], [one.unit for one in found(text)]) == (values, units)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Donors sent $52m of the $190m they had promised.", ["Donors sent", None]),
        ("A bridge cost 4 billion yuan ($560 million).", ["A bridge cost", "A bridge cost"]),
        ("The list won 43 seats in the 120-seat parliament.", ["seats in the parliament", None]),
    ],
)
def test_one_number_is_not_what_another_counts(text: str, counted: list[str | None]) -> None:
    assert [one.counted for one in found(text)] == counted
