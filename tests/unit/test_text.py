"""Times, figures and certainty in words: never more exact than the record."""

from __future__ import annotations

from datetime import date

import pytest

from regesta.records import Figure, Span, When
from regesta.text import (
    basis_words,
    certainty_words,
    day_words,
    figure_words,
    iso_words,
    order_of,
    pieces,
    published_words,
    sentence_around,
)


def when(start: str | None, end: str | None, precision: str = "interval") -> When:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return When(start=day(start), end=day(end), precision=precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words", "iso"),
    [
        (when("2021-07-28", "2021-07-29", "day"), "28 July 2021", "2021-07-28"),
        (when("2021-07-01", "2021-08-01", "month"), "July 2021", "2021-07"),
        (when("2021-12-01", "2022-01-01", "month"), "December 2021", "2021-12"),
        (when("1998-01-01", "1999-01-01", "year"), "1998", "1998"),
        (when("1990-01-01", "2000-01-01"), "the 1990s", "1990-01-01/1999-12-31"),
        (when("2021-01-01", "2023-01-01"), "2021–2022", "2021-01-01/2022-12-31"),
        (when("2021-08-05", "2021-08-11"), "5–10 August 2021", "2021-08-05/2021-08-10"),
        (
            when("2021-07-28", "2021-08-03"),
            "28 July – 2 August 2021",
            "2021-07-28/2021-08-02",
        ),
        (
            when("2021-12-30", "2022-01-03"),
            "30 December 2021 – 2 January 2022",
            "2021-12-30/2022-01-02",
        ),
        (when("2021-07-01", "2021-09-01"), "July – August 2021", "2021-07-01/2021-08-31"),
        (when("1998-01-01", None, "year"), "since 1998", "1998-01-01/.."),
        (when("2023-09-01", None, "month"), "since September 2023", "2023-09-01/.."),
        (when("2023-09-13", None, "day"), "since 13 September 2023", "2023-09-13/.."),
        (when("2021-01-01", None, "day"), "since 1 January 2021", "2021-01-01/.."),
        (when(None, "2022-06-01", "month"), "by May 2022", "../2022-05-31"),
        (when(None, "2023-01-01", "year"), "by 2022", "../2022-12-31"),
        (when(None, "2022-05-16", "day"), "by 15 May 2022", "../2022-05-15"),
    ],
)
def test_a_time_reads_as_exactly_as_it_is_known(given: When, words: str, iso: str) -> None:
    assert day_words(given) == words
    assert iso_words(given) == iso


def test_an_unresolved_time_keeps_its_words_and_gets_no_date() -> None:
    assert day_words(None) == "undated"
    assert day_words(When()) == "undated"
    assert day_words(When(text="last month")) == "undated (“last month”)"
    assert iso_words(When(text="last month")) == ""
    assert basis_words(None) == basis_words(When())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (when("2025-02-26", None, "day"), "not before 26 February 2025"),
        (when(None, "2025-03-01", "month"), "not after February 2025"),
        (when("2025-03-03", "2025-03-04", "day"), "3 March 2025"),
        (When(), "undated"),
    ],
)
def test_a_bounded_publication_says_which_bound(given: When, words: str) -> None:
    assert published_words(given) == words


def test_undated_sorts_after_every_date_and_narrow_before_wide() -> None:
    day = when("2021-07-01", "2021-07-02", "day")
    month = when("2021-07-01", "2021-08-01", "month")
    by_then = when(None, "2021-07-01", "day")
    assert sorted([None, month, by_then, day], key=order_of) == [by_then, day, month, None]


@pytest.mark.parametrize(
    ("value", "high", "comparator", "words"),
    [
        (1_500_000.0, None, "more_than", "more than 1.5 million"),
        (540e6, None, "exactly", "540 million"),
        (9.5e9, None, "about", "about 9.5 billion"),
        (1_234_567.0, None, "exactly", "1,234,567"),
        (4_500.0, None, "exactly", "4,500"),
        (47.0, None, "exactly", "47"),
        (5.0, 7.0, "exactly", "5 to 7"),
        (0.25, None, "about", "about 0.25"),
        (None, None, "order_of_magnitude", ""),
    ],
)
def test_a_figure_reads_as_the_report_has_it(
    value: float | None, high: float | None, comparator: str, words: str
) -> None:
    figure = Figure(
        id="f",
        evidence=(Span("d", 0, 1),),
        rule="t",
        certainty=1,
        document="d",
        value=value,
        high=high,
        comparator=comparator,  # type: ignore[arg-type]
    )
    assert figure_words(figure) == words


@pytest.mark.parametrize(("certainty", "word"), [(1.0, "firm"), (0.7, "fair"), (0.2, "weak")])
def test_certainty_is_one_word(certainty: float, word: str) -> None:
    assert certainty_words(certainty) == word


def test_pieces_cover_the_stretch_once_and_carry_the_marks_over_them() -> None:
    found = list(pieces(10, 20, [(5, 12, "a"), (11, 25, "b"), (30, 40, "c")]))
    assert found == [(10, 11, ("a",)), (11, 12, ("a", "b")), (12, 20, ("b",))]
    assert list(pieces(10, 20, [])) == [(10, 20, ())]


@pytest.mark.parametrize(
    ("text", "inner", "sentence"),
    [
        ("It rained. The U.S. left in May. All slept.", "left", "The U.S. left in May."),
        ("He said: “Go.” Then he went.", "went", "Then he went."),
        ("It began on Aug. 31. The U.S. Congress met.", "31", "It began on Aug. 31."),
        ("It began on Aug. 31. The U.S. Congress met.", "met", "The U.S. Congress met."),
        ("Title\nOnly a line\nNext", "line", "Only a line"),
        ("It cost 3.5 million. Fine.", "3.5", "It cost 3.5 million."),
        ("No stop at all", "stop", "No stop at all"),
    ],
)
def test_the_sentence_around_a_word(text: str, inner: str, sentence: str) -> None:
    start = text.index(inner)
    first, last = sentence_around(text, start, start + len(inner))
    assert text[first:last] == sentence
