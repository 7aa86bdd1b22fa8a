"""Dating the undated: the day a report without a date was printed, where the case pins it.

What comes in: the accounts of each event. What goes out: for a report whose own date is not known, a
`When` with basis "inferred" whose `text` are the words it leans on.

"Dahl said Monday ... a day after the rebels took the port", and another report takes the port on
15 August 2021: the Monday is 16 August, and the report is of that day. The weekday must agree; where
two clues of a report do not agree, it stays undated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from regesta.link.accounts import Account
from regesta.link.times import one_day
from regesta.records import When

COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3}
LEAN = re.compile(r"\b(?P<count>a|one|two|three) days? (?P<side>after|before)\b", re.IGNORECASE)
WEEKDAY = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})\b")
NEIGHBOURS = {"yesterday": 1, "today": 0, "tomorrow": -1}  # days from the event to the report
REACH = 60  # characters between "a day after" and the event's own word
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Clue(msgspec.Struct, frozen=True):
    """What one mention of an event tells of its report's date; `id` is the mention's."""

    id: str
    document: str
    when: When


def clues(own: Sequence[Account]) -> Iterable[Clue]:
    """What the accounts of one event tell of the dates of reports whose day is not known."""
    if len({item.document for item in own}) < 2:
        return
    for item in own:
        if one_day(item.published):
            continue
        day = _day_elsewhere(own, item.document)
        when = _clue(item, day) if day else None
        if when:
            yield Clue(item.id, item.document, when)


def agreed(found: Iterable[Clue]) -> When | None:
    """The narrowest clue to a report's date if all agree with it, else null."""
    return _common([clue.when for clue in found])


def _day_elsewhere(own: Sequence[Account], document: str) -> date | None:
    """The one day that other reports give the event, null when they give none or several."""
    days = {item.when.start for item in own if item.document != document and one_day(item.when) and item.when}
    return days.pop() if len(days) == 1 else None


def _clue(item: Account, day: date) -> When | None:
    """What a mention tells of its report's date, given the day of the event."""
    own = item.when
    if own is not None and own.known:
        return None
    words = (own.text or "") if own is not None else ""
    if words.lower() in NEIGHBOURS:
        return _at(day + NEIGHBOURS[words.lower()] * DAY, words)
    if words == calendar.day_name[day.weekday()] and item.modality != "planned":
        return When(start=day, end=day + WEEK, precision="interval", text=words, basis="inferred")
    if item.modality != "planned" and words in (f"{day:%B} {day.day}", f"{day:%b}. {day.day}"):
        return When(start=day, precision="interval", text=words, basis="inferred")
    return _leaning(item, day)


def _leaning(item: Account, day: date) -> When | None:
    """The day that "a day after" the event is, if the sentence names its weekday."""
    text, at = item.sentence
    leans = [m for m in LEAN.finditer(text, 0, at) if at - m.end() <= REACH]
    if not leans:
        return None
    last = leans[-1]
    step = COUNTS[last["count"].lower()] * DAY
    then = day + step if last["side"].lower() == "after" else day - step
    named = set(WEEKDAY.findall(text[: last.start()]))
    if named != {calendar.day_name[then.weekday()]}:
        return None
    return _at(then, f"{named.pop()}, {last.group()}")


def _at(day: date, words: str) -> When:
    return When(start=day, end=day + DAY, precision="day", text=words, basis="inferred")


def _common(clues: Iterable[When]) -> When | None:
    """The narrowest clue if all agree with it, else null."""
    ordered = sorted(
        clues, key=lambda w: (w.end is None, (w.end or date.max) - (w.start or date.min), w.text or "")
    )
    best = ordered[0]
    for other in ordered[1:]:
        if best.start and other.end and best.start >= other.end:
            return None
        if other.start and best.end and other.start >= best.end:
            return None
    return best
