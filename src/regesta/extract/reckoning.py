"""What each form of time expression means: the dated and calendar forms.

What comes in: a `Reading` and a `Hit`. What goes out: a `Meaning`, or None when the words are no time after all.

The forms measured from now or from another time stand in extract/relative.py; both tables meet in extract/dates.py.
"""

from __future__ import annotations

from datetime import date

from regesta.extract import calendar, grammar
from regesta.extract.anchors import Meaning, Reading
from regesta.extract.calendar import Stretch
from regesta.extract.tenses import verb_tense
from regesta.extract.timewords import UNITS, Hit
from regesta.records import Basis

MONTHS, SEASON = 12, 3
LAST_CENTURY = 24
CENTURY = 100


def iso(reading: Reading, hit: Hit) -> Meaning | None:
    """2021-08-16"""
    numbers = [reading.number(i) for i in range(hit.first, hit.last, 2)]
    day = calendar.make_day(numbers[0], numbers[1], numbers[2])
    return Meaning("DATE", day.isoformat(), calendar.of_day(day), "explicit") if day else None


def slashes(reading: Reading, hit: Hit) -> Meaning | None:
    """16/08/2021; 04/05/2021 is told by nothing, and stays open."""
    parts = [int(part) for part in reading.parse.words[hit.first].split("/")]
    if parts[0] > CENTURY:
        year, options = parts[0], [(parts[1], parts[2])]
    else:
        year = parts[2] if parts[2] >= CENTURY else 2000 + parts[2]
        options = [(parts[1], parts[0]), (parts[0], parts[1])]
    found = {day for month, number in options if (day := calendar.make_day(year, month, number))}
    if len(found) != 1:
        return Meaning("DATE", None, None, "unknown") if found else None
    day = found.pop()
    return Meaning("DATE", day.isoformat(), calendar.of_day(day), "explicit")


def attacks(reading: Reading, hit: Hit) -> Meaning | None:
    """ "since 9/11": a day; "the 9/11 attacks": a name, left alone."""
    named_day = reading.context("until") | reading.context("since") | {"before", "after", "on"}
    if reading.word(hit.first - 1) not in named_day or reading.parse.deps[hit.first] != "pobj":
        return None
    day = date(2001, 9, 11)
    return Meaning("DATE", day.isoformat(), calendar.of_day(day), "explicit")


def _weekday(reading: Reading, hit: Hit) -> int | None:
    found = reading.find(hit, "WEEKDAY")
    return int(reading.value(found[0])) if found else None


def _shifted_year(reading: Reading, hit: Hit) -> tuple[int, Basis] | None:
    """The year of "of last year", "this year"."""
    which = reading.find(hit, "LAST", "THIS", "NEXT")
    if not which or reading.anchor.year is None:
        return None
    step = {"LAST": -1, "THIS": 0, "NEXT": 1}[reading.symbol(which[-1])]
    return reading.anchor.year + step, "anchored"


def _has_year_word(reading: Reading, hit: Hit) -> bool:
    return any(reading.value(i) == "Y" for i in reading.find(hit, "UNIT"))


def day(reading: Reading, hit: Hit) -> Meaning | None:
    """ "Monday, Aug. 16, 2021", "the 8th of May", "Aug. 16 last year"."""
    month_at = reading.find(hit, "MONTH")[0]
    month = int(reading.value(month_at))
    number = reading.number(reading.find(hit, "DAYNUM", "ORDDAY")[0])
    if _counts_things(reading, hit, month_at):
        return _month_meaning(reading, hit, month)._replace(last=month_at + 1)
    years = reading.find(hit, "YEARNUM")
    chosen: tuple[int, Basis] | None
    if years:
        chosen = (reading.number(years[0]), "explicit")
    elif _has_year_word(reading, hit):
        chosen = _shifted_year(reading, hit)
    else:
        chosen = reading.year_of_day(hit, month, number, _weekday(reading, hit))
    if chosen is None:
        possible = calendar.make_day(2000, month, number)
        return Meaning("DATE", f"XXXX-{month:02}-{number:02}", None, "unknown") if possible else None
    found = calendar.make_day(chosen[0], month, number)
    return Meaning("DATE", found.isoformat(), calendar.of_day(found), chosen[1]) if found else None


def _counts_things(reading: Reading, hit: Hit, month_at: int) -> bool:
    """ "In July 20 people died": the number counts, it is no day."""
    parse, last = reading.parse, hit.last - 1
    if last != month_at + 1 or reading.symbol(last) != "DAYNUM" or hit.last >= len(parse.words):
        return False
    return parse.tags[hit.last] == "NNS" and reading.word(hit.first - 1) == "in"


def days(reading: Reading, hit: Hit) -> Meaning | None:
    """ "August 5-10", "from 30 August to 2 September 2021", "5 and 6 August"."""
    months = [int(reading.value(i)) for i in reading.find(hit, "MONTH")]
    numbers = [reading.number(i) for i in reading.find(hit, "DAYNUM", "ORDDAY")]
    years = [reading.number(i) for i in reading.find(hit, "YEARNUM")]
    if len(numbers) != 2:
        return None
    first_month, last_month = months[0], months[-1]
    if len(months) == 1 and numbers[0] >= numbers[1]:
        return None
    chosen: tuple[int, Basis] | None = (years[-1], "explicit") if years else None
    chosen = chosen or reading.year_of_day(hit, last_month, numbers[1], None)
    if chosen is None:
        value = f"XXXX-{first_month:02}-{numbers[0]:02}/XXXX-{last_month:02}-{numbers[1]:02}"
        return Meaning("DATE", value, None, "unknown")
    first_year = years[0] if len(years) == 2 else chosen[0] - (first_month > last_month)
    ends = (
        calendar.make_day(first_year, first_month, numbers[0]),
        calendar.make_day(chosen[0], last_month, numbers[1]),
    )
    if ends[0] is None or ends[1] is None or _apart(reading, hit, ends[0], ends[1]):
        return Meaning("DATE", None, None, "unknown")
    stretch = calendar.joined(calendar.of_day(ends[0]), calendar.of_day(ends[1]))
    return Meaning("DATE", stretch.value, stretch, chosen[1]) if stretch else None


def _apart(reading: Reading, hit: Hit, first: date, last: date) -> bool:
    """ "5 and 10 August" are two days and no stretch."""
    listed = any(reading.word(i) in ("and", "or") for i in range(hit.first, hit.last))
    return (
        listed
        and "between" not in (reading.word(hit.first), reading.word(hit.first - 1))
        and (last - first).days != 1
    )


def week_of(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the week of 16 August"."""
    if reading.value(reading.find(hit, "UNIT")[0]) != "W":
        return None
    found = day(reading, hit)
    if found is None or found.stretch is None or found.stretch.start is None:
        return found
    week = calendar.of_week(found.stretch.start)
    return Meaning("DATE", week.value, week, found.basis)


def month(reading: Reading, hit: Hit) -> Meaning | None:
    """ "July", "late July 2021", "the end of August", "last October", "May of this year"."""
    return _month_meaning(reading, hit, int(reading.value(reading.find(hit, "MONTH")[0])))


def _month_meaning(reading: Reading, hit: Hit, number: int) -> Meaning:
    years = reading.find(hit, "YEARNUM")
    chosen: tuple[int, Basis] | None
    if years:
        chosen = (reading.number(years[0]), "explicit")
    elif _has_year_word(reading, hit) and not reading.find(hit, "OF")[2:]:
        chosen = _shifted_year(reading, hit)
    else:
        chosen = _which_month(reading, hit, number)
    if chosen is None:
        return Meaning("DATE", f"XXXX-{number:02}", None, "unknown")
    stretch = calendar.of_month(chosen[0], number)
    return Meaning("DATE", stretch.value, stretch, chosen[1])


def _which_month(reading: Reading, hit: Hit, number: int) -> tuple[int, Basis] | None:
    place = reading.find(hit, "MONTH")[0]
    which = [
        i for i in range(max(hit.first, place - 3), place) if reading.symbol(i) in ("LAST", "NEXT", "THIS")
    ]
    # "the last week of May" tells which week, "last May" tells which May
    if not which or reading.find(hit, "OF") or reading.anchor.month is None:
        return reading.year_of_month(hit, number)
    year, now = reading.anchor.month
    symbol = reading.symbol(which[-1])
    if symbol == "LAST":
        return year - (number >= now), "anchored"
    return year + (number <= now if symbol == "NEXT" else 0), "anchored"


def months(reading: Reading, hit: Hit) -> Meaning | None:
    """ "May to July 2021", "between March and May"."""
    places = reading.find(hit, "MONTH")
    numbers = [int(reading.value(i)) for i in places]
    years = [reading.number(i) for i in reading.find(hit, "YEARNUM")]
    chosen: tuple[int, Basis] | None = (years[-1], "explicit") if years else None
    chosen = chosen or reading.year_of_month(hit, numbers[-1])
    if chosen is None:
        return Meaning("DATE", f"XXXX-{numbers[0]:02}/XXXX-{numbers[-1]:02}", None, "unknown")
    first_year = years[0] if len(years) == 2 else chosen[0] - (numbers[0] > numbers[-1])
    stretch = calendar.joined(
        calendar.of_month(first_year, numbers[0]), calendar.of_month(chosen[0], numbers[-1])
    )
    return Meaning("DATE", stretch.value, stretch, chosen[1]) if stretch else None


def years(reading: Reading, hit: Hit) -> Meaning | None:
    """ "1998 to 2004", "2015-16"."""
    words = reading.parse.words
    if hit.last - hit.first == 1:
        first, last = (int(part) for part in words[hit.first].split("/"))
    else:
        first, last = (reading.number(i) for i in reading.find(hit, "YEARNUM", "DAYNUM", "INT"))
    if last < CENTURY:
        last += first - first % CENTURY
    between = reading.symbol(hit.first) == "BETWEEN"
    if not first < last <= first + CENTURY or not (between or _is_year(reading, hit, first, hit.first)):
        return None
    stretch = calendar.joined(calendar.of_year(first), calendar.of_year(last))
    return Meaning("DATE", stretch.value, stretch, "explicit") if stretch else None


def year(reading: Reading, hit: Hit) -> Meaning | None:
    """ "2021", "early 2021", "the end of 2021"."""
    place = reading.find(hit, "YEARNUM")[0]
    number = reading.number(place)
    modified = hit.last - hit.first > 1
    if not modified and not _is_year(reading, hit, number, place):
        return None
    if modified and reading.word(hit.last) in reading.context("not_a_year"):
        return None
    stretch = calendar.of_year(number)
    return Meaning("DATE", stretch.value, stretch, "explicit")


def _is_year(reading: Reading, hit: Hit, number: int, place: int) -> bool:
    """True when the four digits name a year and count nothing ("in 2021"; not "2000 troops")."""
    parse = reading.parse
    before, after = reading.word(place - 1), reading.word(hit.last)
    if after in reading.context("not_a_year") or before in reading.context("number_before"):
        return False
    modern = 1900 <= number <= 2100
    dep, head = parse.deps[place], parse.heads[place]
    counts = dep == "nummod" and parse.tags[head] in ("NNS", "NNPS") and head >= hit.last
    if before in reading.context("year_before") or before in ("(", "—", "–", "in"):
        return (modern and not (counts and number % CENTURY == 0)) or (
            not counts and before in ("in", "since", "until")
        )
    if not modern:
        return False
    if before == "than" and dep == "pobj" and reading.word(place - 2) not in ("more", "less", "fewer"):
        # "better than 1997"
        return True
    if before in ("and", "or", ",", "to", "-", "than"):
        return _after_year(reading, place) or (before == "," and after in (",", ".", ")") and dep != "nummod")
    if dep in ("nummod", "compound", "nmod", "amod", "npadvmod") and head >= hit.last:
        owner = [kid for kid in parse.children[head] if parse.deps[kid] in ("det", "poss") and kid < place]
        return bool(owner) or not counts
    return dep in ("nsubj", "pobj", "npadvmod", "attr", "ROOT", "appos") and parse.pos[place] == "NUM"


def _after_year(reading: Reading, place: int) -> bool:
    return any(reading.symbol(i) == "YEARNUM" for i in range(max(0, place - 4), place - 1))


def mid_year(reading: Reading, hit: Hit) -> Meaning | None:
    """ "mid-2021"; "post-2001" names no stretch."""
    prefix, _, digits = reading.parse.words[hit.first].lower().partition("-")
    if prefix in ("post", "pre"):
        return None
    stretch = calendar.of_year(int(digits))
    return Meaning("DATE", stretch.value, stretch, "explicit")


def fiscal(reading: Reading, hit: Hit) -> Meaning | None:
    """ "fiscal 2022": each country begins its own on another day, so the days stay open."""
    found = reading.find(hit, "YEARNUM", "YEARSLASH", "FY")
    # of "2023/24" the first
    digits = int(str(reading.number(found[0]))[:4]) if found else None
    if digits is None:
        return Meaning("DATE", "PRESENT_REF", None, "unknown")
    return Meaning("DATE", f"FY{digits + 2000 if digits < CENTURY else digits}", None, "unknown")


def decade(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the 1990s", "the '90s"; "people in their 30s" is an age."""
    place = reading.find(hit, "DECADENUM")[0]
    number = reading.number(place)
    if number < CENTURY:
        if {reading.word(place - 1), reading.word(place - 2)} & reading.context("owner_of_age"):
            return None
        if not {"the", "'", "’", "‘"} & {reading.word(i) for i in range(hit.first, place)}:
            return None
        # "the '20s" of this century or the last: only what is past can be meant
        now = reading.anchor.year
        number += 1900 if now is None or now % CENTURY < number or number > 20 else 2000
    stretch = calendar.of_decade(number)
    return Meaning("DATE", stretch.value, stretch, "explicit")


def ordinal(reading: Reading, hit: Hit) -> int | None:
    """The number an ordinal of the hit stands for."""
    found = reading.find(hit, "ORDINAL", "ORDDAY")
    if not found:
        return None
    if reading.symbol(found[-1]) == "ORDDAY":
        return reading.number(found[-1])
    return int(float(reading.value(found[-1])))


def century(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the 19th century"."""
    number = ordinal(reading, hit)
    units = reading.find(hit, *UNITS)
    if not number or not units or reading.value(units[-1]) != "CE" or number > LAST_CENTURY:
        return None
    stretch = calendar.of_century(number)
    return Meaning("DATE", stretch.value, stretch, "explicit")


def quarter(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the third quarter of 2021", "Q3", "the first half of last year"."""
    names = reading.find(hit, "QNUM")
    number = int(reading.parse.words[names[0]][1:]) if names else ordinal(reading, hit)
    place = reading.find(hit, "QUARTER", "HALF")
    code = "Q" if names else ("H" if reading.symbol(place[0]) == "HALF" else reading.value(place[0]))
    if code == "CE":
        return century(reading, hit)
    if code not in ("Q", "H") or not number or number > (4 if code == "Q" else 2):
        return None
    chosen = _quarter_year(reading, hit)
    if code == "H" and chosen is None:
        return None
    if chosen is None or reading.find(hit, "FISCAL"):
        # a firm's third quarter is not always the calendar's: the value says which, the days stay open
        year_told = str(_running_year(reading, hit, number) or "XXXX")
        return Meaning("DATE", f"{year_told}-{code}{number}", None, "unknown")
    stretch = (calendar.of_quarter if code == "Q" else calendar.of_half)(chosen[0], number)
    return Meaning("DATE", stretch.value, stretch, chosen[1])


def _running_year(reading: Reading, hit: Hit, number: int) -> int | None:
    """The year of the last such quarter that has begun, or of the next one under "will"."""
    if reading.anchor.month is None:
        return None
    year, month = reading.anchor.month
    current = (month - 1) // SEASON + 1
    # "income for the third quarter fell": "for" looks ahead only before a day
    verb = grammar.verb_of(reading.parse, hit.first)
    tense = "none" if verb is None else verb_tense(reading.parse, verb, reading.words, hit.first)
    if tense == "future":
        return year + (number < current)
    return year - (number >= current)


def _quarter_year(reading: Reading, hit: Hit) -> tuple[int, Basis] | None:
    years = reading.find(hit, "YEARNUM")
    if years:
        return reading.number(years[0]), "explicit"
    if _has_year_word(reading, hit):
        shifted = _shifted_year(reading, hit)
        return shifted or ((reading.anchor.year, "anchored") if reading.anchor.year else None)
    return None


def season(reading: Reading, hit: Hit) -> Meaning | None:
    """ "last summer", "the winter of 2019"."""
    place = reading.find(hit, "SEASON")[0]
    code, _, first_month = reading.value(place).partition(":")
    years = reading.find(hit, "YEARNUM")
    chosen: tuple[int, Basis] | None
    if years:
        chosen = (reading.number(years[0]), "explicit")
    elif _has_year_word(reading, hit):
        chosen = _shifted_year(reading, hit)
    else:
        chosen = _season_year(reading, hit, int(first_month))
    if chosen is None:
        return Meaning("DATE", f"XXXX-{code}", None, "unknown")
    stretch: Stretch = calendar.of_season(chosen[0], code, int(first_month))
    return Meaning("DATE", stretch.value, stretch, chosen[1])


def _season_year(reading: Reading, hit: Hit, first_month: int) -> tuple[int, Basis] | None:
    """The season of "last summer", "this winter", or of a bare one by the tense of its clause."""
    if reading.anchor.month is None:
        return None
    year, now = reading.anchor.month
    began = year if now >= first_month else year - 1
    running = (now - first_month) % MONTHS < SEASON
    which = reading.find(hit, "LAST", "THIS", "NEXT")
    symbol = reading.symbol(which[0]) if which else ""
    ahead = symbol == "NEXT" or (symbol != "LAST" and reading.tense(hit) != "past")
    if symbol == "LAST":
        return began - running, "anchored"
    if running and symbol != "NEXT":
        return began, "anchored"
    if symbol == "THIS":
        return year, "anchored"
    return began + ahead, "anchored"
