"""Days with a name: Christmas, New Year's Eve, Easter, the day after Thanksgiving.

What comes in: tokens of a report, and the year of its calendar. What goes out: which tokens name a feast, and its day.

    "last Christmas", printed in June 2009  ->  2008-12-25;  "Easter 1994"  ->  1994-04-03

Which days have a name is data: lexicons/en/feasts.toml. A name counts only with a capital letter.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta

from regesta.extract import calendar
from regesta.extract.anchors import Meaning, Reading, unresolved
from regesta.extract.timewords import Hit, feast_at
from regesta.lexicons import load
from regesta.lexicons.entries import Feast
from regesta.records import Basis

NEAR = (-1, 0, 1)


@functools.cache
def _feasts(lang: str = "en") -> dict[str, Feast]:
    return {form: entry for entry in load(Feast, lang) for form in entry.forms}


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def day_of(entry: Feast, year: int) -> date | None:
    """The day of a feast in a year."""
    if entry.easter is not None:
        return easter(year) + timedelta(days=entry.easter)
    if entry.month is None:
        return None
    if entry.day is not None:
        return calendar.make_day(year, entry.month, entry.day)
    if entry.weekday is None or entry.nth is None:
        return None
    if entry.nth > 0:
        start = date(year, entry.month, 1)
        return start + timedelta(days=(entry.weekday - 1 - start.weekday()) % 7 + 7 * (entry.nth - 1))
    last = calendar.of_month(year, entry.month).end
    assert last is not None
    last -= calendar.DAY
    return last - timedelta(days=(last.weekday() - entry.weekday + 1) % 7)


def feast(reading: Reading, hit: Hit) -> Meaning | None:
    """ "last Christmas", "Easter 1994", "the day after Thanksgiving"; not "Christmas trees"."""
    places = reading.find(hit, "FEAST", "FEASTREST")
    if _modifies(reading, places[-1]):
        return None
    named = feast_at(reading.parse.words, places[0])
    chosen = None if named is None else _day(reading, hit, _feasts()[named[0]])
    if chosen is None:
        return unresolved(None)
    day, basis = chosen
    if reading.find(hit, "AFTER", "BEFORE"):
        day += calendar.DAY if reading.find(hit, "AFTER") else -calendar.DAY
    stretch = calendar.of_day(day)
    return Meaning("DATE", stretch.value, stretch, basis)


def _modifies(reading: Reading, place: int) -> bool:
    """ "Christmas trees", "the Easter Rising": the name of a thing."""
    parse = reading.parse
    head = parse.heads[place]
    owner = parse.deps[place] in ("compound", "amod", "nmod") and head > place
    return owner and parse.pos[head] in ("NOUN", "PROPN") and not reading.symbol(head)


def _day(reading: Reading, hit: Hit, entry: Feast) -> tuple[date, Basis] | None:
    years = reading.find(hit, "YEARNUM")
    if years:
        day = day_of(entry, reading.number(years[0]))
        return (day, "explicit") if day else None
    now = reading.anchor.day
    if now is None:
        return None
    days = [day for step in NEAR if (day := day_of(entry, now.year + step)) is not None]
    return next(_chosen(reading, hit, days, now), None)


def _chosen(reading: Reading, hit: Hit, days: list[date], now: date) -> Iterator[tuple[date, Basis]]:
    """The one meant: by "last", "next" and "this", else the nearest one in the direction of the tense."""
    which = reading.find(hit, "LAST", "THIS", "NEXT")
    symbol = reading.symbol(which[0]) if which else ""
    tense = reading.tense(hit)
    if symbol == "LAST":
        yield from ((day, "anchored") for day in reversed(days) if day < now)
    elif symbol == "NEXT" or tense == "future":
        yield from ((day, "anchored") for day in days if day >= now)
    elif tense == "past" and symbol != "THIS":
        yield from ((day, "anchored") for day in reversed(days) if day <= now)
    yield from ((day, "anchored") for day in sorted(days, key=lambda day: abs((day - now).days)))
