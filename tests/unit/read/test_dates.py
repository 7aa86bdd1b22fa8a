"""Full dates are read as written; what cannot be told for certain is no date."""

from datetime import date

import pytest

from regesta.read.dates import bare_date, find_date, parse_date


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("2021-08-16", date(2021, 8, 16), "day"),
        ("2021-08-16T23:30:00-05:00", date(2021, 8, 16), "day"),
        ("Mon, 16 Aug 2021 10:00:00 GMT", date(2021, 8, 16), "day"),
        ("August 16th, 2021", date(2021, 8, 16), "day"),
        ("16-Aug-2021", date(2021, 8, 16), "day"),
        ("20210816", date(2021, 8, 16), "day"),
        ("20210816T101500Z", date(2021, 8, 16), "day"),
        ("1629108000", date(2021, 8, 16), "day"),
        ("1629108000000", date(2021, 8, 16), "day"),
        ("2021/8/6", date(2021, 8, 6), "day"),
        ("16.08.2021", date(2021, 8, 16), "day"),
        ("6.8.2021", date(2021, 8, 6), "day"),
        ("08/16/2021", date(2021, 8, 16), "day"),
        ("2021-08", date(2021, 8, 1), "month"),
        ("Aug 2021", date(2021, 8, 1), "month"),
        ("December 2021", date(2021, 12, 1), "month"),
        ("2021", date(2021, 1, 1), "year"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, start: date, precision: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.start, found.precision) == (start, precision)
    assert found.end is not None
    assert found.end > start


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "3/4/2021",
        "31 February 2021",
        "2021-13-01",
        "August 16",
        "99999",
        "0001-01-01",
        "May 20211",
    ],
)
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Published: 16 August 2021, 10:30 GMT", "16 August 2021"),
        ("The pact of 16 August 2021 and that of 3 May 2022", "16 August 2021"),
        ("He may 2021 times refuse", None),
        ("version 1.2.2021.4", None),
    ],
)
def test_the_first_date_in_a_line(line: str, words: str | None) -> None:
    found = find_date(line)
    assert (line[found.start : found.end] if found else None) == words


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Monday, 16 August 2021 10:30 a.m. GMT", True),
        ("16 August 2021 | 10:30", True),
        ("The war ended on 16 August 2021", False),
        ("Monday", False),
    ],
)
def test_a_line_that_is_a_date_and_nothing_else(line: str, bare: bool) -> None:
    assert (bare_date(line) is not None) is bare
