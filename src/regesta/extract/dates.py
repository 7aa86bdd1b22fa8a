"""Time expressions: what they are, what they mean, and when the report itself must have been written.

What comes in: a `Parse`. What goes out: `Timex` records in text order, each with its `When`.

    times = timexes(parse)             # published 2021-09-09
    times[0].when                      # "in late July" -> 2021-07-01..2021-08-01, precision month, anchored
    when_of(parse, times, verb)        # the time the grammar gives to a verb (extract/dating.py)

Relative expressions lean on the publication date, or on the day a quotation was spoken. Where that is not
known they keep their words and stay open: there is no fall-back to today.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from regesta.extract import calendar, lengths, reckoning, relative
from regesta.extract.anchors import Anchor, Meaning, Reading
from regesta.extract.attach import foretold, tense_of
from regesta.extract.dating import scene_of, when_of
from regesta.extract.extents import widened
from regesta.extract.feasts import feast
from regesta.extract.offsets import anchored_events
from regesta.extract.timewords import Hit, hits, vocabulary
from regesta.records import Parse, Precision, Timex, When

__all__ = ["anchored_events", "bound_published", "scene_of", "timexes", "when_of"]

Rule = Callable[[Reading, Hit], Meaning | None]
RULES: dict[str, Rule] = {
    "iso": reckoning.iso,
    "slashes": reckoning.slashes,
    "attacks": reckoning.attacks,
    "days": reckoning.days,
    "anniversary": relative.anniversary,
    "feast": feast,
    "week_of": reckoning.week_of,
    "day": reckoning.day,
    "months": reckoning.months,
    "quarter": reckoning.quarter,
    "month": reckoning.month,
    "fiscal": reckoning.fiscal,
    "years": reckoning.years,
    "decade": reckoning.decade,
    "century": reckoning.century,
    "season": reckoning.season,
    "day_beyond": relative.day_beyond,
    "deictic": relative.deictic,
    "weekday": relative.weekday,
    "weekdays": relative.weekdays,
    "set": lengths.repeated,
    "ago": relative.ago,
    "offset": relative.offset,
    "window": lengths.window,
    "unit": relative.unit,
    "running": relative.running,
    "part": relative.part,
    "clock": lengths.clock,
    "publication": relative.publication,
    "duration": lengths.duration,
    "mid_year": reckoning.mid_year,
    "year": reckoning.year,
    "noon": lengths.noon,
    "vague": relative.vague,
}
# Forms that tell a stretch another time may lean on ("the following day").
TOLD = frozenset(
    {"iso", "day", "month", "deictic", "weekday", "year", "ago", "unit", "part", "feast", "quarter"}
)
# Forms whose length or hour may be told inexactly ("nearly two years ago", "about 8 p.m.").
INEXACT = frozenset({"ago", "clock"})
DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d")
DAY_LENGTH = 10
# A quotation shorter than this many tokens is a quoted word, not speech with a "today" of its own.
SPEECH = 4
# What a report says will happen lies this near to the last past day it tells, or it is a distant plan
# that bounds nothing.
SOON = timedelta(days=62)


def timexes(parse: Parse) -> tuple[Timex, ...]:
    """The document's time expressions, in text order."""
    words = vocabulary(parse.document.language or "en")
    symbols, found = hits(parse, words)
    reading = Reading(parse, words, symbols)
    if reading.anchor.year is None:
        reading.only_year = _only_year(reading, found)
    published = reading.anchor
    spoken = [_in_speech(parse, hit.first) for hit in found]
    plain = [_timex(reading, hit) for hit, inside in zip(found, spoken, strict=True) if not inside]
    outer = [timex for timex in plain if timex]
    result = list(outer)
    reading.told = None
    for hit, inside in zip(found, spoken, strict=True):
        if not inside:
            continue
        reading.anchor = _spoken_anchor(parse, published, outer, hit)
        timex = _timex(reading, hit)
        result += [timex] if timex else []
    return tuple(_on_their_days(parse, sorted(result, key=lambda timex: timex.first), published))


def _on_their_days(parse: Parse, found: list[Timex], published: Anchor) -> Iterator[Timex]:
    """Hours with the value of the day told nearest in their sentence, else of the day of publication."""
    for timex in found:
        value = timex.value or ""
        if timex.type != "TIME" or not value.startswith(lengths.NO_DAY):
            yield timex
            continue
        sentence = parse.sentence_of[timex.first]
        near = (
            other for other in found if other.type != "SET" and parse.sentence_of[other.first] == sentence
        )
        days = [other for other in near if DAY_VALUE.fullmatch((other.value or "")[:DAY_LENGTH])]
        if days:
            day = (min(days, key=lambda other: abs(other.first - timex.first)).value or "")[:DAY_LENGTH]
        else:
            day = published.day.isoformat() if published.day else lengths.NO_DAY
        yield msgspec.structs.replace(timex, value=day + value[DAY_LENGTH:])


def _only_year(reading: Reading, found: list[Hit]) -> int | None:
    """The year of an undated report that names just one, and names it with a month.

    A bare year is background ("in power since 2001"): it must not date the report's "July 3".
    """
    with_month: set[int] = set()
    bare: set[int] = set()
    for hit in found:
        years = [reading.number(i) for i in reading.find(hit, "YEARNUM")]
        if hit.form in ("day", "days", "month", "months", "iso"):
            with_month.update(years)
        elif years and hit.form in ("year", "years", "season", "quarter") and RULES[hit.form](reading, hit):
            bare.update(years)
    return with_month.pop() if len(with_month | bare) == 1 and with_month else None


def _in_speech(parse: Parse, i: int) -> bool:
    """True for a token inside a quotation of more than a few words."""
    place = bisect_right(parse.quotations, i, key=lambda quote: quote.first) - 1
    while place >= 0:
        quote = parse.quotations[place]
        if quote.last > i:
            return quote.last - quote.first >= SPEECH
        if not quote.depth:
            return False
        place -= 1
    return False


def _spoken_anchor(parse: Parse, published: Anchor, outer: list[Timex], hit: Hit) -> Anchor:
    """What "tomorrow" in a quotation leans on: the day its sentence says it was spoken, else publication.

    A sentence that tells when, but not to the day, leaves it open.
    """
    first, last = parse.sentences[parse.sentence_of[hit.first]]
    place = bisect_right(outer, first - 1, key=lambda timex: timex.first)
    for timex in outer[place:]:
        if timex.first >= last:
            break
        if timex.type not in ("DATE", "TIME") or timex.value in ("PRESENT_REF", "FUTURE_REF"):
            continue
        told = Anchor.of(timex.when)
        if told.day is None or published.day is None or told.day <= published.day:
            return told
    return published


def _timex(reading: Reading, hit: Hit) -> Timex | None:
    if hit.form == "ago" and reading.symbol(hit.first) == "ANOTHER":
        # "the visit was followed by another three years later"
        hit = hit._replace(first=hit.first + 1)
    meaning = RULES[hit.form](reading, hit)
    if meaning is None:
        return None
    if meaning.stretch and hit.form in TOLD and meaning.stretch.start:
        reading.told = (hit.last, meaning.stretch)
    if hit.form == "quarter":
        reading.quarter = (hit.last, meaning.value or "")
    last = hit.last - 1 if hit.form == "offset" and meaning.type == "DURATION" else hit.last
    last = meaning.last or last
    if reading.symbol(hit.first) == "BETWEEN":
        hit = hit._replace(first=hit.first + 1)
    counted = meaning.type == "DURATION" or hit.form in INEXACT
    first = widened(reading.parse, hit.first) if counted else hit.first
    return Timex(
        first=first,
        last=last,
        type=meaning.type,
        when=_when(reading, hit, meaning, first=first, last=last),
        value=meaning.value,
    )


def _when(reading: Reading, hit: Hit, meaning: Meaning, *, first: int, last: int) -> When:
    """The expression's time, opened or closed by the word before it ("since", "until")."""
    parse, stretch = reading.parse, meaning.stretch
    text = parse.text_of(first, last)
    if stretch is None:
        return When(text=text)
    start, end = stretch.start, stretch.end
    place = hit.first - 1
    if reading.word(place) in ("the", "about", "around", "at"):
        place -= 1
    before = reading.word(place)
    modifies = ("poss", "compound", "nmod", "nummod")
    owner = parse.deps[hit.last - 1] in modifies and parse.heads[hit.last - 1] >= hit.last
    if meaning.type in ("DATE", "TIME") and place >= 0 and not owner:
        if before in reading.context("since") and _opens(reading, place, hit):
            end = None
        elif before in reading.context("until"):
            start = None
        elif (
            before == "than"
            and reading.word(place - 1) == "later"
            and reading.word(place - 2) in ("no", "not")
        ):
            start, place = None, place - 2
        elif before == "before" or (before == "to" and reading.word(place - 1) == "prior"):
            # "before the end of May" closes with May, "before May" with April
            start, end = None, (end if reading.find(hit, "EDGE") else start)
        elif before == "after":
            start, end = (end if stretch.precision == "day" else start), None
        if start is None or end is None:
            text = parse.text_of(min(place, first), last)
    return When(start=start, end=end, precision=stretch.precision, text=text, basis=meaning.basis)


def _opens(reading: Reading, place: int, hit: Hit) -> bool:
    """ "since May"; "from May" only under a verb and not in "from May to July" or "a photo from May"."""
    if reading.word(place) != "from":
        return True
    if hit.form in ("days", "weekdays", "months", "years") or reading.word(hit.last) in (
        "to",
        "until",
        "through",
        "till",
    ):
        return False
    # "tax papers from 1995" tells whence; "from Monday, shops will close" tells from when on
    return (
        place == reading.parse.sentences[reading.parse.sentence_of[place]][0]
        or reading.tense(hit) == "future"
    )


def bound_published(parse: Parse, times: tuple[Timex, ...]) -> When | None:
    """The publication date as given; else as the text bounds it; else None.

    No earlier than the latest past day the text tells, and, when something told soon after that day
    "will" happen on another, no later than this one: "seized it on May 30 ... will vote in June".
    """
    if parse.document.published is not None:
        return parse.document.published
    words = vocabulary(parse.document.language or "en")
    past: list[date] = []
    ahead: list[date] = []
    for timex in times:
        end = timex.when.end
        if timex.type not in ("DATE", "TIME") or end is None or timex.when.start is None:
            continue
        if parse.role(timex.first) not in ("body", "caption"):
            continue
        tense = tense_of(parse, timex, words)
        if timex.when.precision == "day" and tense == "past":
            past.append(timex.when.start)
        elif timex.when.precision in ("day", "month") and tense == "future" and foretold(parse, timex):
            ahead.append(end)
    if not past:
        return None
    start = max(past)
    end = min((day for day in ahead if start < day <= start + SOON), default=None)
    whole = calendar.of_month(start.year, start.month)
    precision: Precision = "month" if (start, end) == whole[:2] else "interval"
    return When(start=start, end=end, precision=precision, basis="inferred")
