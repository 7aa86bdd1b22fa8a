"""What each form of time expression means: the forms measured from now, from another time or from an event.

What comes in: a `Reading` and a `Hit`. What goes out: a `Meaning`, or None when the words are no time after all.
"""

from __future__ import annotations

from datetime import date, timedelta

from regesta.extract import calendar
from regesta.extract.anchors import Meaning, Reading, unresolved
from regesta.extract.calendar import DAY, Stretch
from regesta.extract.grammar import verb_of
from regesta.extract.lengths import REPEATED, counted_units, duration_value, window_from
from regesta.extract.reckoning import ordinal
from regesta.extract.timewords import UNITS, Hit

# Tokens within which "a year earlier" still leans on the quarter told before.
NEAR_QUARTER = 40
STEPS = {"LAST": -1, "THIS": 0, "NEXT": 1, "FOLLOWING": 1}
WHICH = ("LAST", "THIS", "NEXT", "FOLLOWING")
# Days ahead up to which a weekday in the progressive present is still to come.
HALF_WEEK = 3


def deictic(reading: Reading, hit: Hit) -> Meaning | None:
    """ "today", "yesterday morning", "tonight"; not the newspaper USA Today."""
    place = reading.find(hit, "DEICTIC")[0]
    if reading.is_name(place):
        return None
    part = reading.find(hit, "PART")
    suffix = REPEATED[reading.value(part[0])] if part else ("TNI" if reading.word(place) == "tonight" else "")
    kind = "TIME" if suffix else "DATE"
    if reading.anchor.day is None:
        return unresolved(None, kind)
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
        return unresolved(None)
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
        return unresolved(f"XXXX-WXX-{number}{suffix}", "TIME" if suffix else "DATE")
    if _is_either_week(reading, place, day):
        either = calendar.Stretch(day, day + timedelta(days=8), "interval", f"XXXX-WXX-{number}{suffix}")
        return Meaning("DATE", either.value, either)
    return _day_meaning(day, suffix)


def _is_either_week(reading: Reading, place: int, day: date) -> bool:
    """ "next Friday" said on a Wednesday: in two days or in nine, as the speaker is used to."""
    anchor = reading.anchor.day
    near = anchor is not None and anchor < day < anchor + timedelta(days=7 - anchor.weekday())
    return near and reading.word(place - 1) == "next"


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
    # "on a Friday in October": none in particular
    if anchor is None or (not which and reading.word(hit.first - 1) in ("a", "one", "any")):
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


def weekdays(reading: Reading, hit: Hit) -> Meaning | None:
    """ "between Friday and Sunday", "from Monday to Wednesday"; "moved from Monday to Wednesday" is no stretch."""
    places = reading.find(hit, "WEEKDAY")
    if any(reading.is_name(place) for place in places):
        return None
    anchor, tense = reading.anchor.day, reading.tense(hit)
    verb = verb_of(reading.parse, hit.first)
    moved = verb is not None and reading.parse.lemmas[verb] in reading.context("rescheduled")
    if anchor is None or tense not in ("past", "future") or moved:
        return unresolved(None)
    one, other = (int(reading.value(place)) - 1 for place in places)
    length = timedelta(days=(other - one) % 7 or 7)
    if tense == "past":
        last = calendar.weekday_near(anchor, other, ahead=False)
        first = last - length
    else:
        first = calendar.weekday_near(anchor, one, ahead=True)
        last = first + length
    stretch = calendar.joined(calendar.of_day(first), calendar.of_day(last))
    return Meaning("DATE", stretch.value, stretch) if stretch else None


def part(reading: Reading, hit: Hit) -> Meaning | None:
    """ "this morning", "last night", "that evening"."""
    suffix = REPEATED[reading.value(reading.find(hit, "PART")[0])]
    if reading.find(hit, "SAME"):
        told = reading.leaned_on(hit.first)
        if told and told.start and told.precision == "day":
            return _day_meaning(told.start, suffix)
        return unresolved(None, "TIME")
    if reading.anchor.day is None:
        return unresolved(None, "TIME")
    back = 1 if reading.find(hit, "LAST") else 0
    return _day_meaning(reading.anchor.day - back * DAY, suffix)


def vague(reading: Reading, hit: Hit) -> Meaning | None:
    """ "now", "recently", "soon", "overnight"."""
    symbol = reading.symbol(hit.first)
    if reading.find(hit, "INSTANT"):
        now = reading.word(hit.first - 1) in ("at", "for")
        return unresolved("PRESENT_REF") if now and reading.word(hit.last) != "of" else None
    if symbol == "FUTURE":
        alone = reading.word(hit.first - 1) == "in" and reading.parse.heads[hit.first] < hit.first
        return unresolved("FUTURE_REF") if alone else None
    if symbol == "THE":
        return _the_past(reading, hit)
    # "now that ..." gives a reason, "as soon as" a condition
    if reading.word(hit.last) == "that" or (
        symbol == "SOON" and reading.word(hit.last) in ("as", "after", "before")
    ):
        return None
    if symbol == "SOON" and reading.word(hit.first - 1) == "as":
        return None
    value = {"NOW": "PRESENT_REF", "ONCE_PAST": "PAST_REF", "SOON": "FUTURE_REF"}.get(symbol)
    return unresolved(value, "DATE" if value else "TIME")


def _the_past(reading: Reading, hit: Hit) -> Meaning | None:
    """ "in the past", "the near future"; not "the past leaders"."""
    last = hit.last - 1
    modifies = reading.parse.heads[last] >= hit.last
    if modifies or reading.word(last) == "last":
        return None
    return unresolved("PAST_REF" if reading.symbol(last) == "LAST" else "FUTURE_REF")


def publication(reading: Reading, hit: Hit) -> Meaning | None:
    """ "at the time of publication"."""
    when = reading.parse.document.published
    if when is None or when.start is None or when.end is None:
        return unresolved("PRESENT_REF")
    stretch = Stretch(when.start, when.end, when.precision, when.start.isoformat())
    return Meaning("DATE", stretch.value, stretch)


def unit(reading: Reading, hit: Hit) -> Meaning | None:
    """ "last week", "earlier this year", "the following day", "the end of the month"."""
    places = reading.find(hit, *UNITS)
    place = places[-1]
    code = reading.value(place)
    if code.startswith("T") or reading.find(hit, "FISCAL"):
        return None if code.startswith("T") else unresolved("PRESENT_REF")
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
        return window_from(reading, code, 1, ahead=symbol == "NEXT")
    return _moved(reading, code, STEPS[symbol])


def running(reading: Reading, hit: Hit) -> Meaning | None:
    """ "for the quarter", "sales in the year": the one under way or told, whose days stay open."""
    code, parse = reading.value(hit.last - 1), reading.parse
    named = parse.deps[hit.last - 1] in ("compound", "amod", "nmod", "poss")
    if named or code not in ("W", "M", "Q", "Y") or reading.word(hit.last) in ("of", "'s", "’s", "and"):
        return None
    if reading.word(hit.first - 1) not in reading.context("within"):
        return None
    if code == "Q" and reading.quarter is not None:
        return unresolved(reading.quarter[1] or None)
    start = reading.anchor.start(code)
    # the quarter somebody reports on has ended
    ended = code == "Q" and reading.tense(hit) != "future"
    stretch = calendar.moved(start, code, -1 if ended else 0) if start else None
    return unresolved(stretch.value if stretch else None)


def _moved(reading: Reading, code: str, step: int) -> Meaning:
    start = reading.anchor.start(code)
    if start and code == "DE" and step == 0:
        stretch: Stretch | None = calendar.of_decade(start.year - start.year % 10)
    else:
        stretch = calendar.moved(start, code, step) if start else None
    if stretch is None:
        return unresolved("PRESENT_REF" if step == 0 else ("PAST_REF" if step < 0 else "FUTURE_REF"))
    return Meaning("DATE", stretch.value, stretch)


def _leaning(reading: Reading, hit: Hit, code: str, step: int) -> Meaning:
    """Measured from the time told before ("the following day", "that year")."""
    told = reading.leaned_on(hit.first)
    start = _told_start(told, code)
    if start is None:
        return unresolved(None)
    stretch = calendar.moved(start, code, step)
    return Meaning("DATE", stretch.value, stretch) if stretch else unresolved(None)


def _weekend(reading: Reading, hit: Hit, symbol: str) -> Meaning:
    day = reading.anchor.day
    if day is None:
        return unresolved(None)
    past = symbol == "LAST" or (symbol != "NEXT" and reading.tense(hit) in ("past", "none"))
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=calendar.SATURDAY)
    if past and (saturday > day or (symbol == "LAST" and saturday <= day)):
        day -= timedelta(days=7)
    stretch = calendar.moved(day, "WE", 1 if symbol == "NEXT" else 0)
    return Meaning("DATE", stretch.value, stretch) if stretch else unresolved(None)


def ago(reading: Reading, hit: Hit) -> Meaning | None:
    """ "two weeks ago", "a year earlier", "three days later"."""
    code = reading.value(reading.find(hit, *UNITS)[-1])
    number = counted_units(reading, hit)
    ahead = bool(reading.find(hit, "LATER", "FROM"))
    from_now = bool(reading.find(hit, "AGO", "FROM"))
    told = None if from_now else reading.leaned_on(hit.first)
    start = reading.anchor.start(code) if from_now else _told_start(told, code)
    vague_value = "FUTURE_REF" if ahead else "PAST_REF"
    rough = reading.word(hit.first - 1) in reading.context("approximate")
    if hit.form == "ago" and reading.word(hit.last) == "than":
        # "18 months later than planned"
        return Meaning("DURATION", duration_value(code, number), None, "unknown", hit.last - 1)
    if (quarter := _quarter_of_year(reading, hit, code, number)) is not None:
        return unresolved(quarter)
    if number is None or start is None or number != int(number):
        return unresolved(_from_now(reading, code, number, ahead=ahead) or vague_value)
    stretch = calendar.moved(start, code, int(number if ahead else -number))
    if stretch is None:
        years = {"DE": 10, "CE": 100}.get(code, 0) * int(number)
        return unresolved(f"{start.year - years:04}" if years and not ahead else vague_value)
    if rough:
        return unresolved(stretch.value)
    return Meaning("DATE", stretch.value, stretch)


def _quarter_of_year(reading: Reading, hit: Hit, code: str, number: float | None) -> str | None:
    """ "44 million a year earlier", told of a third quarter: the third quarter of the year before."""
    told = reading.quarter
    if told is None or code != "Y" or number != 1 or hit.first - told[0] > NEAR_QUARTER:
        return None
    year, _, rest = told[1].partition("-")
    step = 1 if reading.find(hit, "LATER") else -1
    return f"{int(year) + step:04}-{rest}" if year.isdigit() and rest.startswith("Q") else None


def _from_now(reading: Reading, code: str, number: float | None, *, ahead: bool) -> str | None:
    """The value "a year earlier" has when nothing is told that it leans on: measured from publication.

    The days themselves stay open, since the report may measure from another day.
    """
    start = reading.anchor.start(code)
    if start is None or number is None or number != int(number) or code not in ("Y", "M"):
        return None
    stretch = calendar.moved(start, code, int(number if ahead else -number))
    return stretch.value if stretch else None


def _told_start(told: Stretch | None, code: str) -> date | None:
    fine = {"D": ("day",), "W": ("day",), "M": ("day", "month"), "Y": ("day", "month", "year")}.get(code, ())
    if told is None or told.start is None:
        return None
    week = code == "W" and "-W" in told.value and "/" not in told.value
    return told.start if week or told.precision in fine else None


def offset(reading: Reading, hit: Hit) -> Meaning | None:
    """ "a day after (the army took the city)": its length here, its day once the event is dated.

    Without anything after it ("It had met two days before.") it leans on the time told last.
    """
    code = reading.value(reading.find(hit, *UNITS)[-1])
    number = counted_units(reading, hit)
    if reading.symbol(hit.first) == "THE":
        number = 1
    alone = hit.last >= len(reading.parse.words) or reading.parse.pos[hit.last] == "PUNCT"
    if alone and number is not None:
        start = _told_start(reading.leaned_on(hit.first), code)
        ahead = bool(reading.find(hit, "AFTER"))
        stretch = calendar.moved(start, code, int(number if ahead else -number)) if start else None
        return Meaning("DATE", stretch.value, stretch) if stretch else unresolved(None)
    return Meaning("DURATION", duration_value(code, number), None, "unknown")


def anniversary(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the 20th anniversary of the Sept. 11, 2001, attacks": the day named in what follows, years on."""
    number = ordinal(reading, hit)
    stop = min(hit.last + 10, len(reading.parse.words))
    months = [i for i in range(hit.last, stop) if reading.symbol(i) == "MONTH"]
    numbers = [i for i in range(hit.last, stop) if reading.symbol(i) in ("DAYNUM", "ORDDAY")]
    years = [i for i in range(hit.last, stop) if reading.symbol(i) == "YEARNUM"]
    if not (number and months and numbers and years):
        return unresolved(None)
    day = calendar.make_day(
        reading.number(years[0]) + number, int(reading.value(months[0])), reading.number(numbers[0])
    )
    return _day_meaning(day, "") if day else unresolved(None)
