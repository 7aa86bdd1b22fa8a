"""Wording shared by everything that shows records (times, numbers, certainty), and offsets in text.

What comes in: a `When`, a `Figure`, a certainty; a text and stretches of it.
What goes out: the words a person reads, never more exact than the record is; other stretches.

>>> from regesta.records import When
>>> day_words(When(start=date(2021, 7, 1), end=date(2021, 8, 1), precision="month"))
'July 2021'
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from regesta.records import Channel, Figure, Place, When

T = TypeVar("T")

FIRM, FAIR = 0.85, 0.6
# A full stop after one capital ("U.S.") or before a number ("Sept. 1") ends no sentence.
SENTENCE_END = re.compile(r"(?:(?<!\b[A-Z])\.|[!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-Z])|\n")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
COMPARED = {
    "more_than": "more than {}",
    "less_than": "less than {}",
    "about": "about {}",
    "within": "within {}",
    "order_of_magnitude": "in the order of {}",
    "growing": "{} and growing",
}
BASES = {
    "explicit": "dated in the report",
    "anchored": "worked out from a date the report leans on",
    "inherited": "dated by the sentence around it",
    "published": "publication date, nothing better given",
    "inferred": "inferred from other reports",
    "unknown": "date not given",
}


def file_name(path: Path) -> str:
    """A file's name as text: what is no character of a line is written out.

    >>> file_name(Path("two\\nlines.txt"))
    'two\\\\x0alines.txt'
    """
    name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    return CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def day_words(when: When | None) -> str:
    """When something was, as exactly as is known: '28 July 2021', 'July 2021', 'since 1998'.

    A time that could not be resolved reads 'undated', with the report's words if it has some.
    """
    if when is None or not when.known:
        return f"undated (“{when.text}”)" if when is not None and when.text else "undated"
    if when.start is None and when.end is not None:
        return f"by {_last_words(when.end, when.precision)}"
    if when.start is not None and when.end is None:
        return f"since {_first_words(when.start, when.precision)}"
    assert when.start is not None and when.end is not None
    return _range_words(when.start, when.end - timedelta(days=1), when.precision)


def published_words(when: When | None) -> str:
    """When a report was published; one that is only bounded reads 'not before 26 February 2025'."""
    if when is None or (when.start is None) == (when.end is None):
        return day_words(when)
    if when.start is not None:
        return f"not before {_first_words(when.start, when.precision)}"
    assert when.end is not None
    return f"not after {_last_words(when.end, when.precision)}"


def iso_words(when: When | None) -> str:
    """The same in ISO 8601: '2021-07-28', '2021-07', '2021-08-05/2021-08-10', '1998/..', or ''."""
    if when is None or not when.known:
        return ""
    last = when.end - timedelta(days=1) if when.end else None
    if when.start is None or last is None:
        return f"{when.start or '..'}/{last or '..'}"
    if when.start == last:
        return when.start.isoformat()
    if _whole_years(when.start, last) and when.start.year == last.year:
        return f"{when.start.year:04}"
    if _whole_months(when.start, last) and _month(when.start) == _month(last):
        return when.start.isoformat()[:7]
    return f"{when.start}/{last}"


def basis_words(when: When | None) -> str:
    """How the time was found, for a reader who wants to judge it."""
    return BASES[when.basis if when is not None else "unknown"]


def order_of(when: When | None) -> tuple[date, date]:
    """Sort key: by first known day, the narrower time first; undated last."""
    if when is None or not when.known:
        return date.max, date.max
    first = when.start or (when.end or date.max) - timedelta(days=1)
    return first, when.end or date.max


def figure_words(figure: Figure) -> str:
    """A figure's value as a reader would write it: 'more than 1.5 million', '5 to 7', or ''."""
    if figure.value is None:
        return ""
    low = number_words(figure.value)
    words = f"{low} to {number_words(figure.high)}" if figure.high is not None else low
    return COMPARED.get(figure.comparator, "{}").format(words)


def number_words(value: float) -> str:
    """A number with thousands set apart or, where that is as exact, in millions or billions."""
    for size, name in SCALES:
        if abs(value) >= size and round(value / size, 2) * size == value:
            return f"{value / size:.10g} {name}"
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def certainty_words(certainty: float) -> str:
    """The extractor's certainty as one modest word: 'firm', 'fair' or 'weak'."""
    if certainty >= FIRM:
        return "firm"
    return "fair" if certainty >= FAIR else "weak"


def value_words(field: str, value: object) -> str | None:
    """A field's value as every page and list tells it, or None for what each tells in its own way.

    >>> value_words("certainty", 0.9), value_words("direct", True), value_words("name", "Lund")
    ('firm (0.90)', 'yes', None)
    """
    if isinstance(value, When):
        said = f", “{value.text}”" if value.text and value.known else ""
        return f"{day_words(value)} ({basis_words(value)}{said})"
    if isinstance(value, Place):
        return ", ".join(filter(None, (value.name, value.country)))
    if isinstance(value, Channel):
        return value.type + (f" with {value.outlet}" if value.outlet else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "certainty" and isinstance(value, int | float):
        return f"{certainty_words(value)} ({value:.2f})"
    return None


def pieces(
    start: int, end: int, marks: Iterable[tuple[int, int, T]]
) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """Cut [start, end) wherever a mark opens or closes; each piece comes with the marks over it.

    >>> list(pieces(0, 9, [(2, 5, "a"), (4, 12, "b")]))
    [(0, 2, ()), (2, 4, ('a',)), (4, 5, ('a', 'b')), (5, 9, ('b',))]
    """
    inside = [mark for mark in marks if mark[0] < end and start < mark[1]]
    cuts = {start, end} | {cut for mark in inside for cut in mark[:2] if start < cut < end}
    ordered = sorted(cuts)
    for first, last in itertools.pairwise(ordered):
        yield first, last, tuple(what for low, high, what in inside if low <= first < high)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence (or line) of `text` that holds [start, end), found without a parse.

    >>> "Two. China agreed. Six."[slice(*sentence_around("Two. China agreed. Six.", 5, 10))]
    'China agreed.'
    """
    first = 0
    for match in SENTENCE_END.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            return first, first + len(text[first : match.end()].rstrip())
    return first, first + len(text[first:].rstrip())


def _range_words(first: date, last: date, precision: str) -> str:
    if first == last:
        return _day(first)
    if precision != "day" and _whole_years(first, last):
        return _years(first.year, last.year)
    if precision != "day" and _whole_months(first, last):
        return _joined(f"{first:%B}", f"{last:%B}", first.year, last.year)
    if _month(first) == _month(last):
        return f"{first.day}–{last.day} {first:%B} {first.year}"
    return _joined(f"{first.day} {first:%B}", f"{last.day} {last:%B}", first.year, last.year)


def _joined(first: str, last: str, first_year: int, last_year: int) -> str:
    """Two ends with their years, the year once where it is shared."""
    if first_year != last_year:
        return f"{first} {first_year} – {last} {last_year}"
    return f"{first} {first_year}" if first == last else f"{first} – {last} {last_year}"


def _years(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"the {first}s" if last - first == 9 and first % 10 == 0 else f"{first}–{last}"


def _first_words(first: date, precision: str) -> str:
    """An open time's first day, widened to its month or year where nothing finer was said."""
    if precision == "day" or first.day != 1:
        return _day(first)
    return str(first.year) if first.month == 1 and precision != "month" else f"{first:%B} {first.year}"


def _last_words(end: date, precision: str) -> str:
    last = end - timedelta(days=1)
    if precision == "day" or end.day != 1:
        return _day(last)
    return str(last.year) if end.month == 1 and precision != "month" else f"{last:%B} {last.year}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _whole_years(first: date, last: date) -> bool:
    return first.month == 1 and last.month == 12 and _whole_months(first, last)
