"""Time expressions: what is one, what it means, and which verb it dates."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from regesta.extract.dates import anchored_events, bound_published, scene_of, timexes, when_of
from regesta.parse import parse as parse_document
from regesta.records import Document, Parse, Precision, Timex, When

FIXTURES = Path(__file__).parents[2] / "gold" / "dates.jsonl"
ROWS = [json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").splitlines()]


def first_day(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    return date(*[*parts, 1, 1][:3])


def day_after(value: str) -> date:
    """The day after the day, month or year that `value` names."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts) + timedelta(days=1)
    year, month = (parts[0] + parts[1] // 12, parts[1] % 12 + 1) if len(parts) == 2 else (parts[0] + 1, 1)
    return date(year, month, 1)


def stretch(value: str) -> tuple[date | None, date | None]:
    """Half-open bounds of "2021-07", "2021-07-03/2021-07-09" (both ends inside), "2019/", "/2019-05"."""
    first, slash, last = value.partition("/")
    if not slash:
        return first_day(first), day_after(first)
    return first_day(first) if first else None, day_after(last) if last else None


def published(value: str | None) -> When | None:
    if value is None:
        return None
    sizes: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    start, end = stretch(value)
    return When(start=start, end=end, precision=sizes[len(value)], basis="explicit")


def read(text: str, day: str | None) -> tuple[Parse, tuple[Timex, ...]]:
    parse = parse_document(Document(id="d", name="d", text=text, published=published(day)))
    return parse, timexes(parse)


def means(timex: Timex, value: str) -> bool:
    kind, _, rest = value.partition(":")
    if value == "any":
        return True
    if value == "null":
        return not timex.when.known and timex.type in ("DATE", "TIME")
    if value == "time":
        return timex.type == "TIME"
    if rest:
        return (timex.type, timex.value) == (kind.upper(), rest)
    return (timex.when.start, timex.when.end) == stretch(value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_times_of_a_sentence_are_found_and_resolved_and_nothing_else_is(row: dict[str, object]) -> None:
    parse, found = read(str(row["text"]), row["published"])  # type: ignore[arg-type]
    expected = dict(row["times"])  # type: ignore[call-overload]
    got = {parse.text_of(timex.first, timex.last): timex for timex in found}
    assert set(got) == set(expected)
    wrong = {words: got[words] for words, value in expected.items() if not means(got[words], value)}
    assert not wrong


def test_fixtures_hold_enough_expressions_and_near_misses() -> None:
    expressions = [value for row in ROWS for _, value in row["times"]]
    misses = [row for row in ROWS if not row["times"] or all(value == "null" for _, value in row["times"])]
    assert len(expressions) >= 250
    assert len(misses) * 3 >= len(ROWS)


# (sentence, verb or noun, the stretch it is given, None for no time)
DATED = [
    ("On Monday, Togo said the talks would take place on Friday.", "said", "2024-03-11"),
    ("On Monday, Togo said the talks would take place on Friday.", "take", "2024-03-15"),
    ("Togo said the talks would take place on Friday.", "said", None),
    ("Togo said the talks would take place on Friday.", "talks", "2024-03-15"),
    ("The premier said on Tuesday that the port had been seized in May 2019.", "said", "2024-03-12"),
    ("The premier said on Tuesday that the port had been seized in May 2019.", "seized", "2019-05"),
    ("In late January, Okoro met her Kenyan counterpart.", "met", "2024-01"),
    ("A Bolivian team last month met traders in Arica and promised to cut duties.", "met", "2024-02"),
    ("A Bolivian team last month met traders in Arica and promised to cut duties.", "promised", "2024-02"),
    ("A Bolivian team last month met traders in Arica and promised to cut duties.", "cut", None),
    ("In a March 6 call with Diallo, the emir praised the truce.", "praised", "2024-03-06"),
    ("In a March 6 call with Diallo, the emir praised the truce.", "call", "2024-03-06"),
    ("The minister held talks in Baku on Sunday.", "talks", "2024-03-10"),
    ("The minister held talks in Baku on Sunday.", "held", "2024-03-10"),
    ("He ran the agency until June 2017, when he was arrested in Minsk.", "ran", "/2017-06"),
    ("He ran the agency until June 2017, when he was arrested in Minsk.", "arrested", "2017-06"),
    ("Rebels entered Sake on Monday and will march on Goma.", "march", None),
    ("On Saturday, the navy fired flares, killing two fishermen.", "killing", "2024-03-09"),
    ("Critics say the 2015 deal failed.", "failed", None),
    ("Critics say the 2015 deal failed.", "say", None),
    ("Iran rejected the treaty of 1988.", "rejected", None),
    ('"We sold the ships in 2021," Marin told the court on Thursday.', "told", "2024-03-14"),
    ('"We sold the ships in 2021," Marin told the court on Thursday.', "sold", "2021"),
    ('"We sold the ships in 2021," Marin told the court.', "told", None),
    ("Lawmakers passed the bill after the king left on Friday.", "passed", None),
    ("Lawmakers passed the bill after the king left on Friday.", "left", "2024-03-08"),
    ("Monday's vote ended in uproar.", "vote", "2024-03-11"),
    ("The march planned for Sunday was banned on Wednesday.", "banned", "2024-03-13"),
    ("The march planned for Sunday was banned on Wednesday.", "planned", "2024-03-17"),
    ("Troops began shelling the port on 2 March.", "shelling", "2024-03-02"),
    (
        "The council confirmed Oslo will be its host in the first sign of peace on March 1.",
        "confirmed",
        "2024-03-01",
    ),
    ("Recently the prince sacked his guards.", "sacked", "open"),
    ("The prince sacked his guards every spring.", "sacked", None),
    ("The prince ruled for three years.", "ruled", None),
    ("On March 4, a day after rebels took the airport, the envoy fled.", "fled", "2024-03-04"),
    ("On March 4, a day after rebels took the airport, the envoy fled.", "took", "2024-03-03"),
    (
        "On March 4, a day after rebels took the airport and shut the road, the envoy fled.",
        "shut",
        "2024-03-03",
    ),
    (
        "The envoy said Monday that Lima is calm two days after voters ousted the junta.",
        "ousted",
        "2024-03-09",
    ),
    ("The envoy said Monday that Lima is calm two days after voters ousted the junta.", "said", "2024-03-11"),
    ("The envoy left on Monday, a day before the ruling in Accra.", "ruling", "2024-03-12"),
    ("The envoy left, a day before rebels took the airport on Monday.", "left", "2024-03-10"),
    ("The envoy left hours after rebels took the airport.", "took", None),
    ("The envoy said rebels took the airport a day after the feast.", "took", None),
    ("The ferries sailed, the minister said, on 3 March.", "sailed", "2024-03-03"),
    ("Ghana expelled the envoy in the early hours of Sunday.", "expelled", "2024-03-10"),
    ("The rebels attacked on the night of 6 March.", "attacked", "2024-03-06"),
    ("The rebels attacked on the eve of the feast of 6 March.", "attacked", None),
    ("The ferries sailed, the minister said, on 3 March.", "said", None),
    ("The ferries sailed, the minister said on 3 March.", "said", "2024-03-03"),
]


@pytest.mark.parametrize(("text", "word", "value"), DATED, ids=[f"{row[1]}: {row[0][:50]}" for row in DATED])
def test_a_time_dates_the_verb_or_noun_it_belongs_to(text: str, word: str, value: str | None) -> None:
    parse, times = read(text, "2024-03-14")
    when = when_of(parse, times, parse.words.index(word))
    if value is None:
        assert when is None or not when.known
    elif value == "open":
        assert when is not None and not when.known and when.text == "Recently"
    else:
        assert when is not None and (when.start, when.end) == stretch(value)


def test_an_event_dated_through_another_says_so() -> None:
    parse, times = read("On 4 May 2021, a day after the army seized Mandalay, shops shut.", None)
    (when,) = anchored_events(parse, times).values()
    assert (when.start, when.basis, when.text) == (date(2021, 5, 3), "anchored", "a day after")


def test_the_next_sentence_of_a_paragraph_can_take_over_the_scene() -> None:
    parse, times = read("In late July, Khan met Orlov. He described the visit as useful.", "2021-09-09")
    described = parse.words.index("described")
    assert when_of(parse, times, described) is None
    when = scene_of(parse, times, described)
    assert when is not None and (when.start, when.basis) == (date(2021, 7, 1), "inherited")


@pytest.mark.parametrize(
    "text",
    [
        "In late July, Khan met Orlov.\nHe described the visit as useful.",
        "Khan met Orlov. He described the visit as useful.",
        "In late July, Khan met Orlov. In May he described the visit as useful.",
        "Khan will meet Orlov in late July. He described the visit as useful.",
    ],
)
def test_no_scene_is_taken_over_from_another_paragraph_or_from_the_future(text: str) -> None:
    parse, times = read(text, "2021-09-09")
    when = scene_of(parse, times, parse.words.index("described"))
    assert when is None or when.start != date(2021, 7, 1)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The mayor quit on 3 July 2016.", date(2016, 7, 3)),
        (
            "The mayor quit on July 3. She was elected in May 2016 and sacked her deputy on June 2.",
            date(2016, 7, 3),
        ),
        ("The mayor will quit on 3 July 2016. She was elected on 1 May 2014.", date(2014, 5, 1)),
        ("The mayor quit on July 3.", None),
        ("The mayor quit on Monday, and the vote is due in 2016.", None),
        ("The mayor quit in July 2016.", None),
        ("The mayor will quit on 3 July 2016.", None),
    ],
)
def test_an_undated_report_is_no_earlier_than_the_last_past_day_it_tells(
    text: str, start: date | None
) -> None:
    bound = bound_published(*read(text, None))
    if start is None:
        assert bound is None
    else:
        assert bound == When(start=start, precision="interval", basis="inferred")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The mayor quit on 30 May 2016. A vote will be held in June.", date(2016, 7, 1)),
        ("The mayor quit on 1 June 2016. The port will reopen in June, he said.", date(2016, 7, 1)),
        ("The mayor quit on 30 May 2016. A vote will be held on 5 June 2016.", date(2016, 6, 6)),
        ("The mayor quit on 30 May 2016. A vote will be held in June 2019.", None),
        ("The mayor quit on 30 May 2016. He said a vote would be held in June 2016.", None),
        ("The mayor quit on 30 May 2016. A vote was held in June 2016.", None),
        ("The mayor quit on 30 May 2016. A vote will be held soon.", None),
    ],
)
def test_what_will_happen_bounds_an_undated_report_from_above(text: str, end: date | None) -> None:
    bound = bound_published(*read(text, None))
    assert bound is not None and bound.end == end


def test_bounds_that_are_a_whole_month_are_that_month() -> None:
    bound = bound_published(*read("The mayor quit on 1 June 2016. The port will reopen in June.", None))
    assert bound is not None and (bound.start, bound.precision) == (date(2016, 6, 1), "month")


def test_a_given_publication_date_stays() -> None:
    parse, times = read("The mayor quit on 3 July 2016.", "2016-07-05")
    assert bound_published(parse, times) == parse.document.published


def test_an_open_publication_date_anchors_nothing() -> None:
    open_end = When(start=date(2021, 9, 1), precision="interval", basis="inferred")
    text = "The mayor quit on Monday and on July 3."
    parse = parse_document(Document(id="d", name="d", text=text, published=open_end))
    assert not any(timex.when.known for timex in timexes(parse))


def test_basis_tells_how_a_day_was_found() -> None:
    text = "He left on 5 May 2020 and came back on Monday."
    assert [timex.when.basis for timex in read(text, "2020-06-10")[1]] == ["explicit", "anchored"]
    assert [timex.when.basis for timex in read("He left on July 3. It was May 2016.", None)[1]] == [
        "inferred",
        "explicit",
    ]


@pytest.mark.parametrize("day", [None, "0001-01-01", "9998-12-31", "2024-02-29"])
def test_odd_language_and_odd_years_raise_nothing(day: str | None) -> None:
    text = (
        "Last Monday weekend, 31 February 2021, 99th May, 24:70 p.m. yesterday, a year and a half ago, "
        "between 12 and 5 June, 31/12/9999, 2999-13-40, the 99th century, centuries ago, next Sunday, "
        "400 decades ago, 9999 years later, the 0s, the first half of half a day after"
    )
    parse, times = read(text, day)
    for i in range(len(parse)):
        when_of(parse, times, i)
        scene_of(parse, times, i)
    assert all(0 <= timex.first < timex.last <= len(parse) for timex in times)
