"""What each form of time expression means: the forms measured from now, from another time or from an event.

What comes in: a `Reading` and a `Hit`. What goes out: a `Meaning`, or None when the words are no time after all.
"""

from __future__ import annotations

from datetime import date, timedelta

from regesta.extract import calendar
from regesta.extract.anchors import Meaning, Reading
from regesta.extract.calendar import DAY, Stretch
from regesta.extract.numbers import value_of
from regesta.extract.reckoning import ordinal
from regesta.extract.timewords import UNITS, Hit

STEPS = {"LAST": -1, "THIS": 0, "NEXT": 1, "FOLLOWING": 1}
WHICH = ("LAST", "THIS", "NEXT", "FOLLOWING")
# The unit code of a TimeML duration, where it is not the code itself.
DURATION = {"TS": "PT{}S", "TM": "PT{}M", "TH": "PT{}H", "WE": "P{}WE", "F": "P{}W", "Q": "P{}Q"}
REPEATED = {"MO": "TMO", "AF": "TAF", "EV": "TEV", "NI": "TNI", "MI": "TMI"}

# Days ahead up to which a weekday in the progressive present is still to come.
HALF_WEEK = 3
COUNTING = frozenset({"NUMBER", "SCALE", "INT", "DAYNUM", "YEARNUM", "A", "HALF", "AND", "DASH"})


def duration_value(code: str, number: float | None) -> str:
    """The TimeML value of a length of time: P3Y, PT2H, PXM."""
    if code == "F" and number is not None:
        number *= 2
    count = "X" if number is None else f"{number:g}"
    return DURATION.get(code, f"P{{}}{code}").format(count)


def _open(value: str | None, kind: str = "DATE") -> Meaning:
    return Meaning("TIME" if kind == "TIME" else "DATE", value, None, "unknown")


def _counted(reading: Reading, hit: Hit) -> float | None:
    """The number of units of the hit; None when the words give no exact one ("several")."""
    if reading.find(hit, "SOME", "BIG"):
        return None
    words = [
        reading.word(i)
        for i in range(hit.first, hit.last)
        if reading.symbol(i) in COUNTING
        and not (reading.symbol(i) == "DASH" and reading.symbol(i + 1) in UNITS)
    ]
    if reading.find(hit, "TO") or "or" in words:
        return None
    units = reading.find(hit, *UNITS)
    half = reading.find(hit, "HALF")
    # "a year and a half", "half a century"
    if half and units and (half[0] > units[0] or words[0] == "half"):
        return (
            1.5
            if half[0] > units[0] and words[0] in ("a", "an", "one")
            else (0.5 if words[0] == "half" else None)
        )
    return value_of(words) if words else None


def deictic(reading: Reading, hit: Hit) -> Meaning | None:
    """ "today", "yesterday morning", "tonight"; not the newspaper USA Today."""
    place = reading.find(hit, "DEICTIC")[0]
    if reading.is_name(place):
        return None
    part = reading.find(hit, "PART")
    suffix = REPEATED[reading.value(part[0])] if part else ("TNI" if reading.word(place) == "tonight" else "")
    kind = "TIME" if suffix else "DATE"
    if reading.anchor.day is None:
        return _open(None, kind)
    found = reading.anchor.day + timedelta(days=int(reading.value(place)))
    return _day_meaning(found, suffix)


def _day_meaning(day: date, suffix: str) -> Meaning:
    stretch = calendar.of_day(day)
    return Meaning("TIME" if suffix else "DATE", stretch.value + suffix, stretch)


def day_beyond(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the day before yesterday"."""
    deictics = reading.find(hit, "DEICTIC")
    if not deictics:
        return _moved(
            reading, reading.value(reading.find(hit, *UNITS)[0]), 2 if reading.find(hit, "NEXT") else -2
        )
    step = int(reading.value(deictics[0]))
    if reading.anchor.day is None:
        return _open(None)
    return _day_meaning(reading.anchor.day + timedelta(days=2 * step), "")


def weekday(reading: Reading, hit: Hit) -> Meaning | None:
    """ "on Monday", "last Friday", "Tuesday night", "Monday of last week"."""
    place = reading.find(hit, "WEEKDAY")[0]
    if reading.is_name(place):
        return None
    number = int(reading.value(place))
    part = reading.find(hit, "PART")
    suffix = REPEATED[reading.value(part[0])] if part else ""
    day = _weekday_date(reading, hit, place, number)
    if day is None:
        return _open(f"XXXX-WXX-{number}{suffix}", "TIME" if suffix else "DATE")
    return _day_meaning(day, suffix)


def _weekday_date(reading: Reading, hit: Hit, place: int, number: int) -> date | None:
    anchor = reading.anchor.day
    which = reading.find(hit, *WHICH)
    after = [i for i in which if i > place]
    before = [i for i in which if i < place]
    told = reading.leaned_on(hit.first)
    if before and reading.value(before[0]) in ("-2", "2"):
        lean = told.start if told and told.precision == "day" else None
        ahead = reading.symbol(before[0]) != "LAST"
        return calendar.weekday_near(lean, number - 1, ahead=ahead, strict=True) if lean else None
    if anchor is None:
        return None
    week = anchor - timedelta(days=anchor.weekday())
    if after and any(reading.value(i) == "W" for i in reading.find(hit, "UNIT")):
        return week + timedelta(days=number - 1 + 7 * STEPS[reading.symbol(after[0])])
    if after:
        return None
    symbol = reading.symbol(before[0]) if before else ""
    tense = reading.tense(hit)
    if symbol == "THIS" and tense != "past":
        return calendar.weekday_near(anchor, number - 1, ahead=True)
    ahead = symbol == "NEXT" or (not symbol and tense in ("future", "present"))
    found = calendar.weekday_near(anchor, number - 1, ahead=ahead, strict=symbol in ("LAST", "NEXT"))
    # "is visiting on Monday", printed on a Wednesday: live reports tell what was
    if tense == "present" and reading.is_progressive(hit) and (found - anchor).days > HALF_WEEK:
        found -= timedelta(days=7)
    return found


def part(reading: Reading, hit: Hit) -> Meaning | None:
    """ "this morning", "last night", "that evening"."""
    suffix = REPEATED[reading.value(reading.find(hit, "PART")[0])]
    if reading.find(hit, "SAME"):
        told = reading.leaned_on(hit.first)
        if told and told.start and told.precision == "day":
            return _day_meaning(told.start, suffix)
        return _open(None, "TIME")
    if reading.anchor.day is None:
        return _open(None, "TIME")
    back = 1 if reading.find(hit, "LAST") else 0
    return _day_meaning(reading.anchor.day - back * DAY, suffix)


def vague(reading: Reading, hit: Hit) -> Meaning | None:
    """ "now", "recently", "soon", "overnight"."""
    symbol = reading.symbol(hit.first)
    # "now that ..." gives a reason, "as soon as" a condition
    if reading.word(hit.last) == "that" or (symbol == "SOON" and reading.word(hit.last) in ("as", "after")):
        return None
    if symbol == "SOON" and reading.word(hit.first - 1) == "as":
        return None
    value = {"NOW": "PRESENT_REF", "ONCE_PAST": "PAST_REF", "SOON": "FUTURE_REF"}.get(symbol)
    return _open(value, "DATE" if value else "TIME")


def publication(reading: Reading, hit: Hit) -> Meaning | None:
    """ "at the time of publication"."""
    when = reading.parse.document.published
    if when is None or when.start is None or when.end is None:
        return _open("PRESENT_REF")
    stretch = Stretch(when.start, when.end, when.precision, when.start.isoformat())
    return Meaning("DATE", stretch.value, stretch)


def unit(reading: Reading, hit: Hit) -> Meaning | None:
    """ "last week", "earlier this year", "the following day", "the end of the month"."""
    places = reading.find(hit, *UNITS)
    place = places[-1]
    code = reading.value(place)
    if code.startswith("T") or reading.find(hit, "FISCAL"):
        return None if code.startswith("T") else _open("PRESENT_REF")
    which = [i for i in reading.find(hit, *WHICH, "SAME") if i >= place - 2]
    symbol = reading.symbol(which[-1]) if which else "THIS"
    definite = bool(which) and reading.symbol(which[-1] - 1) == "THE"
    leaning = which and reading.value(which[-1]) in ("-2", "2")
    if code == "WE":
        return _weekend(reading, hit, symbol if which else "")
    if symbol == "SAME" or leaning or (code == "D" and symbol == "NEXT"):
        return _leaning(reading, hit, code, STEPS.get(symbol, 0))
    if code == "D":
        return None
    if definite and symbol in ("LAST", "NEXT") and reading.symbol(hit.first) == "THE":
        return _window(reading, code, 1, ahead=symbol == "NEXT")
    return _moved(reading, code, STEPS[symbol])


def _moved(reading: Reading, code: str, step: int) -> Meaning:
    start = reading.anchor.start(code)
    if start and code == "DE" and step == 0:
        stretch: Stretch | None = calendar.of_decade(start.year - start.year % 10)
    else:
        stretch = calendar.moved(start, code, step) if start else None
    if stretch is None:
        return _open("PRESENT_REF" if step == 0 else ("PAST_REF" if step < 0 else "FUTURE_REF"))
    return Meaning("DATE", stretch.value, stretch)


def _leaning(reading: Reading, hit: Hit, code: str, step: int) -> Meaning:
    """Measured from the time told before ("the following day", "that year")."""
    told = reading.leaned_on(hit.first)
    exact = {"D": ("day",), "W": ("day",), "M": ("day", "month"), "Y": ("day", "month", "year")}.get(code, ())
    if told is None or told.start is None or told.precision not in exact:
        return _open(None)
    stretch = calendar.moved(told.start, code, step)
    return Meaning("DATE", stretch.value, stretch) if stretch else _open(None)


def _weekend(reading: Reading, hit: Hit, symbol: str) -> Meaning:
    day = reading.anchor.day
    if day is None:
        return _open(None)
    past = symbol == "LAST" or (symbol != "NEXT" and reading.tense(hit) in ("past", "none"))
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=calendar.SATURDAY)
    if past and (saturday > day or (symbol == "LAST" and saturday <= day)):
        day -= timedelta(days=7)
    stretch = calendar.moved(day, "WE", 1 if symbol == "NEXT" else 0)
    return Meaning("DATE", stretch.value, stretch) if stretch else _open(None)


def window(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the past three years", "the next three days", "recent weeks"."""
    code = reading.value(reading.find(hit, *UNITS)[-1])
    if reading.find(hit, "RECENT"):
        return _open("PAST_REF")
    # "following decades of war": a preposition
    if reading.symbol(hit.first) == "FOLLOWING":
        return None
    which = reading.find(hit, "NEXT", "LAST", "FOLLOWING")
    ahead = reading.symbol(which[0]) != "LAST"
    number = _counted(reading, hit)
    if reading.value(which[0]) in ("-2", "2") or number is None:
        bare = not reading.find(hit, "SOME", "BIG", "NUMBER", "SCALE", "INT", "DAYNUM")
        if bare:
            return _open("FUTURE_REF" if ahead else "PAST_REF")
        return Meaning("DURATION", duration_value(code, number), None, "unknown")
    return _window(reading, code, number, ahead=ahead)


def _window(reading: Reading, code: str, number: float, *, ahead: bool) -> Meaning:
    """A length of time that ends or begins on the day of publication."""
    value = duration_value(code, number)
    day = reading.anchor.day
    other = (
        calendar.back(day, code, int(-number if ahead else number)) if day and number == int(number) else None
    )
    if day is None or other is None:
        return Meaning("DURATION", value, None, "unknown")
    start, end = (day, other + DAY) if ahead else (other, day + DAY)
    return Meaning("DURATION", value, Stretch(start, end, "interval", value))


def ago(reading: Reading, hit: Hit) -> Meaning | None:
    """ "two weeks ago", "a year earlier", "three days later"."""
    code = reading.value(reading.find(hit, *UNITS)[-1])
    number = _counted(reading, hit)
    ahead = bool(reading.find(hit, "LATER"))
    told = None if reading.find(hit, "AGO") else reading.leaned_on(hit.first)
    start = reading.anchor.start(code) if reading.find(hit, "AGO") else _told_start(told, code)
    vague_value = "FUTURE_REF" if ahead else "PAST_REF"
    rough = reading.word(hit.first - 1) in reading.context("approximate")
    if number is None or start is None or number != int(number):
        return _open(vague_value)
    stretch = calendar.moved(start, code, int(number if ahead else -number))
    if stretch is None:
        years = 10 * int(number) if code == "DE" else 0
        return _open(f"{start.year - years:04}" if years and not ahead else vague_value)
    if rough:
        return _open(stretch.value)
    return Meaning("DATE", stretch.value, stretch)


def _told_start(told: Stretch | None, code: str) -> date | None:
    fine = {"D": ("day",), "W": ("day",), "M": ("day", "month"), "Y": ("day", "month", "year")}.get(code, ())
    return told.start if told and told.precision in fine else None


def offset(reading: Reading, hit: Hit) -> Meaning | None:
    """ "a day after (the army took the city)": its length here, its day once the event is dated.

    Without anything after it ("It had met two days before.") it leans on the time told last.
    """
    code = reading.value(reading.find(hit, *UNITS)[-1])
    number = _counted(reading, hit)
    if reading.symbol(hit.first) == "THE":
        number = 1
    alone = hit.last >= len(reading.parse.words) or reading.parse.pos[hit.last] == "PUNCT"
    if alone and number is not None:
        start = _told_start(reading.leaned_on(hit.first), code)
        ahead = bool(reading.find(hit, "AFTER"))
        stretch = calendar.moved(start, code, int(number if ahead else -number)) if start else None
        return Meaning("DATE", stretch.value, stretch) if stretch else _open(None)
    return Meaning("DURATION", duration_value(code, number), None, "unknown")


def duration(reading: Reading, hit: Hit) -> Meaning | None:
    """ "for three years", "two-day", "within 48 hours", "decades"; not "20-year-old"."""
    place = reading.find(hit, *UNITS)[-1]
    code = reading.value(place)
    before, after = reading.word(hit.first - 1), reading.word(hit.last)
    if reading.symbol(hit.last) == "OLD" or (
        reading.symbol(hit.last) == "DASH" and reading.symbol(hit.last + 1) == "OLD"
    ):
        return None
    bare = hit.last - hit.first == 1
    if bare and (
        code in ("TS", "TM", "Q", "CE", "WE") or after == "old" or reading.parse.pos[place] != "NOUN"
    ):
        return None
    if (code == "Q" and after == "of") or (bare and before in ("early", "late", "small")):
        return None
    number = _counted(reading, hit)
    single = reading.symbol(hit.first) == "A" and reading.symbol(hit.first + 1) in UNITS
    if single and before not in reading.context("duration_before"):
        return None
    return _due(reading, hit, code, number, before) or Meaning(
        "DURATION", duration_value(code, number), None, "unknown"
    )


def _due(reading: Reading, hit: Hit, code: str, number: float | None, before: str) -> Meaning | None:
    """ "in two weeks", "within three days" of what is still to come: measured from publication."""
    if number is None or number != int(number) or before not in ("in", "within"):
        return None
    if reading.tense(hit) != "future" or reading.anchor.day is None:
        return None
    if before == "within":
        meaning = _window(reading, code, number, ahead=True)
        return meaning if meaning.stretch else None
    stretch = calendar.moved(reading.anchor.day, code, int(number))
    return Meaning("DATE", stretch.value, stretch) if stretch else None


def repeated(reading: Reading, hit: Hit) -> Meaning | None:
    """ "every year", "on Mondays", "twice a week", "daily"."""
    first = reading.symbol(hit.first)
    if first == "WEEKDAYS":
        return Meaning("SET", f"XXXX-WXX-{reading.value(hit.first)}", None, "unknown")
    if first == "HABIT" and reading.is_name(hit.first):
        return None
    if first == "HABIT":
        return Meaning("SET", reading.value(hit.first), None, "unknown")
    last = hit.last - 1
    symbol, value = reading.symbol(last), reading.value(last)
    if symbol == "WEEKDAY":
        return Meaning("SET", f"XXXX-WXX-{value}", None, "unknown")
    if symbol == "MONTH":
        return Meaning("SET", f"XXXX-{int(value):02}", None, "unknown")
    if symbol == "SEASON":
        return Meaning("SET", f"XXXX-{value[:2]}", None, "unknown")
    if symbol == "PART":
        return Meaning("SET", f"XXXX-XX-XX{REPEATED[value]}", None, "unknown")
    number = None if reading.find(hit, "TIMES") else _counted(reading, hit)
    return Meaning("SET", duration_value(value, number or 1), None, "unknown")


def clock(reading: Reading, hit: Hit) -> Meaning | None:
    """ "8:30 p.m.", "1900 GMT"; the day it belongs to is told beside it or not at all."""
    word = reading.word(hit.first)
    digits = word.rstrip("apm.").replace(".", ":")
    late = "pm" in word.replace(".", "") or any(reading.value(i) == "12" for i in reading.find(hit, "AMPM"))
    hours, _, minutes = digits.partition(":")
    if not minutes and len(hours) == 4:
        hours, minutes = hours[:2], hours[2:]
    meridiem = reading.find(hit, "AMPM")
    if meridiem and reading.parse.tags[meridiem[0]].startswith("VB"):
        return None
    if reading.symbol(hit.first) == "NUMBER":
        hours = reading.value(hit.first)
    if not hours.isdigit() or int(hours) > 24 or (reading.find(hit, "ZONE") and len(word) == 3):
        return None
    hour = int(hours) + (12 if late and int(hours) < 12 else 0)
    if not minutes and not reading.find(hit, "AMPM") and not word.endswith("m"):
        return None
    day = reading.anchor.day.isoformat() if reading.anchor.day else "XXXX-XX-XX"
    return Meaning("TIME", f"{day}T{hour:02}:{(minutes or '00')[:2]}", None, "unknown")


def noon(reading: Reading, hit: Hit) -> Meaning | None:
    """ "at midnight"; other parts of the day alone ("at night") name no time."""
    word = reading.word(hit.first)
    if word not in ("noon", "midnight", "midday") or reading.word(hit.first - 1) not in reading.context(
        "clock_before"
    ):
        return None
    return _open(f"XXXX-XX-XXT{'24:00' if word == 'midnight' else '12:00'}", "TIME")


def anniversary(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the 20th anniversary of the Sept. 11, 2001, attacks": the day named in what follows, years on."""
    number = ordinal(reading, hit)
    stop = min(hit.last + 10, len(reading.parse.words))
    months = [i for i in range(hit.last, stop) if reading.symbol(i) == "MONTH"]
    numbers = [i for i in range(hit.last, stop) if reading.symbol(i) in ("DAYNUM", "ORDDAY")]
    years = [i for i in range(hit.last, stop) if reading.symbol(i) == "YEARNUM"]
    if not (number and months and numbers and years):
        return _open(None)
    day = calendar.make_day(
        reading.number(years[0]) + number, int(reading.value(months[0])), reading.number(numbers[0])
    )
    return _day_meaning(day, "") if day else _open(None)
