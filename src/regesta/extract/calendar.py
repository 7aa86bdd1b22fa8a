"""Stretches of the calendar: a day, a week, a month, a season ..., each with its TimeML value.

What comes in: days and counts. What goes out: a `Stretch`, half-open, that says how exact it is.

>>> of_month(2021, 7)
Stretch(start=datetime.date(2021, 7, 1), end=datetime.date(2021, 8, 1), precision='month', value='2021-07')
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from regesta.records import Precision

DAY = timedelta(days=1)
MONTHS, QUARTER, HALF = 12, 3, 6
SATURDAY = 5
# Reports speak of no other years, and sums with these never leave the calendar.
FIRST_YEAR, LAST_YEAR = 200, 2999
# Days before the next "same day of the year" from which that next one is the likelier reading: reports
# give the year of anything more than eleven months away.
FAR = 335


class Stretch(NamedTuple):
    """A half-open stretch of days, its precision, and its TimeML value."""

    start: date | None
    end: date | None
    precision: Precision
    value: str


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def of_day(day: date) -> Stretch:
    """One day."""
    return Stretch(day, day + DAY, "day", day.isoformat())


def of_month(year: int, month: int) -> Stretch:
    """One month."""
    start = date(year, month, 1)
    return Stretch(start, add_months(start, 1), "month", f"{year:04}-{month:02}")


def of_year(year: int) -> Stretch:
    """One year."""
    return Stretch(date(year, 1, 1), date(year + 1, 1, 1), "year", f"{year:04}")


def of_week(day: date) -> Stretch:
    """The week, Monday to Sunday, that `day` lies in."""
    start = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Stretch(start, start + timedelta(days=7), "interval", f"{year:04}-W{week:02}")


def of_weekend(day: date) -> Stretch:
    """Saturday and Sunday of the week that `day` lies in."""
    start = day - timedelta(days=day.weekday()) + timedelta(days=SATURDAY)
    year, week, _ = day.isocalendar()
    return Stretch(start, start + timedelta(days=2), "interval", f"{year:04}-W{week:02}-WE")


def of_season(year: int, code: str, first_month: int) -> Stretch:
    """A season of the northern half of the world; winter is named by the year it begins in."""
    start = date(year, first_month, 1)
    return Stretch(start, add_months(start, QUARTER), "interval", f"{year:04}-{code}")


def of_quarter(year: int, number: int) -> Stretch:
    """A quarter of a calendar year, 1 to 4."""
    start = date(year, QUARTER * number - 2, 1)
    return Stretch(start, add_months(start, QUARTER), "interval", f"{year:04}-Q{number}")


def of_half(year: int, number: int) -> Stretch:
    """A half of a calendar year, 1 or 2."""
    start = date(year, HALF * number - 5, 1)
    return Stretch(start, add_months(start, HALF), "interval", f"{year:04}-H{number}")


def of_decade(year: int) -> Stretch:
    """The ten years that begin with `year`."""
    return Stretch(date(year, 1, 1), date(year + 10, 1, 1), "interval", f"{year // 10:03}")


def of_century(number: int) -> Stretch:
    """The 19th century is 1801 to 1900; TimeML writes it 18."""
    start = 100 * (number - 1) + 1
    return Stretch(date(start, 1, 1), date(start + 100, 1, 1), "interval", f"{number - 1:02}")


def joined(first: Stretch, last: Stretch) -> Stretch | None:
    """From the beginning of `first` to the end of `last`; None when they run backwards."""
    if first.start is None or last.end is None or first.start >= last.end:
        return None
    return Stretch(first.start, last.end, "interval", f"{first.value}/{last.value}")


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last day that month has. Raises ValueError beyond the calendar."""
    months = day.year * MONTHS + day.month - 1 + count
    year, month = divmod(months, MONTHS)
    for last in (day.day, 30, 29, 28):
        found = make_day(year, month + 1, min(day.day, last))
        if found:
            return found
    raise ValueError(f"no month {month + 1} of the year {year}")


def moved(day: date, code: str, count: int) -> Stretch | None:
    """The stretch `count` units on from `day`, as wide as the unit ("two weeks ago" is a week)."""
    try:
        if code == "D":
            return of_day(day + timedelta(days=count))
        if code in ("W", "F"):
            return of_week(day + timedelta(weeks=count * (2 if code == "F" else 1)))
        if code == "WE":
            return of_weekend(day + timedelta(weeks=count))
        if code == "M":
            month = add_months(day.replace(day=1), count)
            return of_month(month.year, month.month)
        if code == "Q":
            month = add_months(day.replace(day=1), QUARTER * count)
            return of_quarter(month.year, (month.month + 2) // QUARTER)
        if code == "Y" and MINYEAR <= day.year + count < MAXYEAR:
            return of_year(day.year + count)
    except (OverflowError, ValueError):
        return None
    return None


def back(day: date, code: str, count: int) -> date | None:
    """The day `count` units before `day` (negative: after)."""
    try:
        if code in ("D", "W", "F"):
            return day - timedelta(days=count * {"D": 1, "W": 7, "F": 14}[code])
        if code in ("M", "Q"):
            return add_months(day, -count * (QUARTER if code == "Q" else 1))
        if code in ("Y", "DE"):
            return add_months(day, -count * MONTHS * (10 if code == "DE" else 1))
    except (OverflowError, ValueError):
        return None
    return None


def weekday_near(anchor: date, weekday: int, *, ahead: bool, strict: bool = False) -> date:
    """The nearest such weekday (Monday is 0) on or before `anchor`, or on or after it when `ahead`.

    `strict` leaves the anchor's own day out ("last Monday", "next Monday").
    """
    distance = (weekday - anchor.weekday()) % 7 if ahead else (anchor.weekday() - weekday) % 7
    if strict and distance == 0:
        distance = 7
    return anchor + timedelta(days=distance if ahead else -distance)
