"""What each form of time expression means: lengths of time, windows, repetitions and hours.

What comes in: a `Reading` and a `Hit`. What goes out: a `Meaning`, or None when the words are no time after all.

    "for three years" -> P3Y;  "the next three days" -> P3D from publication on;  "every year" -> a SET, P1Y
"""

from __future__ import annotations

from regesta.extract import calendar
from regesta.extract.anchors import Meaning, Reading, unresolved
from regesta.extract.calendar import DAY, Stretch
from regesta.extract.numbers import value_of
from regesta.extract.timewords import UNITS, Hit

COUNTING = frozenset({"NUMBER", "SCALE", "INT", "DAYNUM", "YEARNUM", "A", "HALF", "AND", "DASH"})
# The unit code of a TimeML duration, where it is not the code itself.
DURATION = {"TS": "PT{}S", "TM": "PT{}M", "TH": "PT{}H", "WE": "P{}WE", "F": "P{}W", "Q": "P{}Q"}
# The day of an hour that tells none; the one told beside it is filled in (extract/dates.py).
NO_DAY = "XXXX-XX-XX"
REPEATED = {"MO": "TMO", "AF": "TAF", "EV": "TEV", "NI": "TNI", "MI": "TMI"}


def duration_value(code: str, number: float | None) -> str:
    """The TimeML value of a length of time: P3Y, PT2H, PXM."""
    if code == "F" and number is not None:
        number *= 2
    count = "X" if number is None else f"{number:g}"
    return DURATION.get(code, f"P{{}}{code}").format(count)


def counted_units(reading: Reading, hit: Hit) -> float | None:
    """The number of units of the hit; None when the words give no exact one ("several")."""
    if reading.find(hit, "SOME", "BIG"):
        return None
    if reading.find(hit, "ANOTHER") and not reading.find(hit, "NUMBER", "INT", "DAYNUM", "SCALE"):
        return 1
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


def window(reading: Reading, hit: Hit) -> Meaning | None:
    """ "the past three years", "the next three days", "recent weeks"."""
    code = reading.value(reading.find(hit, *UNITS)[-1])
    if reading.find(hit, "RECENT"):
        return unresolved("PAST_REF")
    # "following decades of war": a preposition
    if reading.symbol(hit.first) == "FOLLOWING":
        return None
    which = reading.find(hit, "NEXT", "LAST", "FOLLOWING")
    ahead = reading.symbol(which[0]) != "LAST"
    number = counted_units(reading, hit)
    if reading.value(which[0]) in ("-2", "2") or number is None:
        bare = not reading.find(hit, "SOME", "BIG", "NUMBER", "SCALE", "INT", "DAYNUM")
        if bare:
            return unresolved("FUTURE_REF" if ahead else "PAST_REF")
        return Meaning("DURATION", duration_value(code, number), None, "unknown")
    return window_from(reading, code, number, ahead=ahead)


def window_from(reading: Reading, code: str, number: float, *, ahead: bool) -> Meaning:
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


def duration(reading: Reading, hit: Hit) -> Meaning | None:
    """ "for three years", "two-day", "within 48 hours", "decades"; not "20-year-old"."""
    place = reading.find(hit, *UNITS)[-1]
    code = reading.value(place)
    before, after = reading.word(hit.first - 1), reading.word(hit.last)
    if reading.symbol(hit.last) == "OLD" or (
        reading.symbol(hit.last) == "DASH" and reading.symbol(hit.last + 1) == "OLD"
    ):
        return None
    if (old := _old_days(reading, hit)) is not None:
        return old
    bare = hit.last - hit.first == 1
    if bare and (code in ("TS", "TM", "Q", "WE") or after == "old" or reading.parse.pos[place] != "NOUN"):
        return None
    if (code == "Q" and after == "of") or (bare and before in ("early", "late", "small")):
        return None
    number = counted_units(reading, hit)
    if reading.symbol(hit.first) == "A" and reading.symbol(hit.first + 1) in UNITS and place == hit.last - 1:
        single = _single(reading, hit, code)
        if single is None or single.type == "SET":
            return single
    return _due(reading, hit, code, number, before) or Meaning(
        "DURATION", duration_value(code, number), None, "unknown"
    )


def _old_days(reading: Reading, hit: Hit) -> Meaning | None:
    """ "these days", "those years", "the old days"."""
    if reading.symbol(hit.first) == "THESE":
        return unresolved(reading.value(hit.first))
    return unresolved("PAST_REF") if reading.find(hit, "OLD") else None


def _single(reading: Reading, hit: Hit, code: str) -> Meaning | None:
    """ "takes a year", "$9 an hour" (a rate, a SET); not "a day trader", "a second goal", "what a day"."""
    parse, last = reading.parse, hit.last - 1
    named = parse.deps[last] in ("compound", "amod", "nmod") and parse.heads[last] >= hit.last
    if named or reading.word(hit.first - 1) in ("what", "such", "quite"):
        return None
    if code in ("TS", "TM") and reading.word(hit.first - 1) not in reading.context("duration_before"):
        return None
    rated = hit.first > 0 and parse.deps[last] == "npadvmod" and parse.heads[last] < hit.first
    counted = rated and (
        parse.pos[hit.first - 1] in ("NUM", "SYM", "NOUN") or reading.word(hit.first - 1) == "times"
    )
    if counted and any(parse.tags[i] in ("CD", "$") for i in parse.subtree(parse.heads[last])):
        return Meaning("SET", duration_value(code, 1), None, "unknown")
    return Meaning("DURATION", duration_value(code, 1), None, "unknown")


def _due(reading: Reading, hit: Hit, code: str, number: float | None, before: str) -> Meaning | None:
    """ "in two weeks", "within three days" of what is still to come: measured from publication."""
    if number is None or number != int(number) or before not in ("in", "within"):
        return None
    if reading.tense(hit) != "future" or reading.anchor.day is None:
        return None
    if before == "within":
        meaning = window_from(reading, code, number, ahead=True)
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
    if symbol == "WEEKDAY" and reading.find(hit, "OTHER"):
        return Meaning("SET", "P2W", None, "unknown")
    if symbol == "WEEKDAY":
        return Meaning("SET", f"XXXX-WXX-{value}", None, "unknown")
    if symbol == "MONTH":
        return Meaning("SET", f"XXXX-{int(value):02}", None, "unknown")
    if symbol == "SEASON":
        return Meaning("SET", f"XXXX-{value[:2]}", None, "unknown")
    if symbol == "PART":
        return Meaning("SET", NO_DAY + REPEATED[value], None, "unknown")
    number = None if reading.find(hit, "TIMES") else counted_units(reading, hit)
    if reading.find(hit, "OTHER"):
        number = 2
    return Meaning("SET", duration_value(value, number or 1), None, "unknown")


def clock(reading: Reading, hit: Hit) -> Meaning | None:
    """ "8:30 p.m.", "1900 GMT"; the day it belongs to is told beside it or not at all."""
    word = reading.word(hit.first)
    digits = word.rstrip("apm.").replace(".", ":")
    late = "pm" in word.replace(".", "") or any(reading.value(i) == "12" for i in reading.find(hit, "AMPM"))
    hours, _, minutes = digits.partition(":")
    if not minutes and len(hours) == 4 and hours.isdigit():
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
    return Meaning("TIME", f"{NO_DAY}T{hour:02}:{(minutes or '00')[:2]}", None, "unknown")


def noon(reading: Reading, hit: Hit) -> Meaning | None:
    """ "at midnight", "at dawn", "in the morning"; not "the morning paper", "a night of dance"."""
    place = reading.find(hit, "PART")[0]
    parse, word = reading.parse, reading.word(place)
    modifies = parse.deps[place] in ("compound", "amod", "nmod", "poss") and parse.heads[place] > place
    if modifies or parse.pos[place] != "NOUN":
        return None
    if not reading.find(hit, "IN") and reading.word(hit.first - 1) not in reading.context("clock_before"):
        return None
    if word in ("noon", "midnight", "midday"):
        return unresolved(f"{NO_DAY}T{'24:00' if word == 'midnight' else '12:00'}", "TIME")
    return unresolved(NO_DAY + REPEATED[reading.value(place)], "TIME")
