"""Full dates as pages write them, for publication lines and metadata.

What comes in: a line ("Published: 9 September 2021, 10:30 GMT") or a metadata value (ISO, RFC 2822).
What goes out: a `When` of the precision given. Nothing here knows today's date, and a day and month
whose order cannot be told (3/4/2021) are no date.

>>> parse_date("2021-08").precision
'month'
"""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from regesta.lexicons.months import month_numbers
from regesta.records import Basis, Precision, When

OLDEST, NEWEST = 1600, 2200
MILLISECONDS_FROM = 100_000_000_000
ISO = re.compile(r"(?<![\d-])(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d|[./-]\d)"
)
EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?")
CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?"
    r"|(?:\b(?:GMT|UTC)\s*)?[+-]\d{1,2}:?\d{2}\b|(?-i:\b(?:[A-Z]{1,3}T|GMT|UTC|Z)\b)",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A date and where it stands."""

    when: When
    start: int
    end: int


@functools.cache
def _written() -> re.Pattern[str]:
    """Day month year, month day year, month year; the groups are numbered by the order."""
    month = rf"(?:{'|'.join(sorted(month_numbers(), key=len, reverse=True))})"
    return re.compile(
        rf"(?<!\w)(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m1>{month})\.?,?[\s-]+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\.?\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y2>\d{{4}})"
        # "5 March 20249:15 AM": pages glue the clock to the year
        rf"|(?P<m3>{month})\.?,?\s+(?P<y3>\d{{4}}))(?=\D|$|\d{{1,2}}[:.]\d\d\b)",
        re.IGNORECASE,
    )


def find_date(text: str) -> Found | None:
    """The first full date, or month with its year, in a short text."""
    found = [one for one in (_written_date(text), _iso_date(text), _numeric_date(text)) if one]
    return min(found, key=lambda one: one.start, default=None)


def parse_date(text: str) -> When | None:
    """The date a metadata value stands for; null when it is none or cannot be told for certain."""
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return _when(text, int(text), None, None)
    if parts := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return _when(text, int(parts[1]), int(parts[2]), None)
    if parts := COMPACT.fullmatch(text):
        return _when(text, int(parts["y"]), int(parts["m"]), int(parts["d"]))
    if EPOCH.fullmatch(text):
        return _epoch(text)
    found = find_date(text[:200])
    return found.when if found else None


def bare_date(text: str) -> Found | None:
    """A date in a line that holds nothing beside it but weekday, time and separators."""
    found = find_date(text) if len(text) <= 120 else None
    if found is None:
        return None
    rest = CLOCK.sub(" ", text[: found.start] + " " + text[found.end :])
    words = re.findall(r"[^\W\d_]+", rest)
    return found if len(words) <= 2 and all(_is_filler(word) for word in words) else None


def _is_filler(word: str) -> bool:
    lower = word.lower()
    return lower.endswith("day") or (len(word) <= 4 and lower not in month_numbers())


def _written_date(text: str) -> Found | None:
    match = _written().search(text)
    if match is None:
        return None
    if match["m3"] and not match["m3"][0].isupper():
        return None  # "he may 2021 times": a month alone needs its capital
    year = match["y1"] or match["y2"] or match["y3"]
    month = month_numbers()[(match["m1"] or match["m2"] or match["m3"]).lower()]
    day = match["d1"] or match["d2"]
    when = _when(match[0], int(year), month, int(day) if day else None)
    return Found(when, *match.span()) if when else None


def _iso_date(text: str) -> Found | None:
    match = ISO.search(text)
    if match is None:
        return None
    when = _when(match[0], int(match["y"]), int(match["m"]), int(match["d"]))
    return Found(when, *match.span()) if when else None


def _numeric_date(text: str) -> Found | None:
    match = NUMERIC.search(text)
    if match is None:
        return None
    first, second = int(match["a"]), int(match["b"])
    # 3/4/2021 is March in one country and April in the next; dots are day first everywhere
    if first <= 12 and second <= 12 and first != second and match["sep"] != ".":
        return None
    day, month = (second, first) if second > 12 else (first, second)
    when = _when(match[0], int(match["y"]), month, day)
    return Found(when, *match.span()) if when else None


def _epoch(text: str) -> When | None:
    seconds = float(text)
    if seconds > MILLISECONDS_FROM:
        seconds /= 1000
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return _when(text, moment.year, moment.month, moment.day)


def _when(text: str, year: int, month: int | None, day: int | None) -> When | None:
    precision: Precision = "day" if day else "month" if month else "year"
    basis: Basis = "explicit"
    if not OLDEST <= year < NEWEST:
        return None
    try:
        start = date(year, month or 1, day if day is not None else 1)
    except ValueError:
        return None
    if precision == "day":
        end = start + timedelta(days=1)
    elif precision == "month":
        end = date(year + start.month // 12, start.month % 12 + 1, 1)
    else:
        end = date(year + 1, 1, 1)
    return When(start=start, end=end, precision=precision, text=text, basis=basis)
