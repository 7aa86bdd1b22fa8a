"""Dating the undated: the day a report without a date was printed, where the case pins it.

What comes in: the reports and their joined events. What goes out: for a report whose own date is not
known, a `When` with basis "inferred" whose `text` are the words it leans on.

"Dahl said Monday ... a day after the rebels took the port", and another report takes the port on
15 August 2021: the Monday is 16 August, and the report is of that day. The weekday must agree; where
two clues of a report do not agree, it stays undated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from regesta.link.events import Happened
from regesta.link.reports import Reports
from regesta.link.times import one_day
from regesta.records import Event, EventMention, When

COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3}
LEAN = re.compile(r"\b(?P<count>a|one|two|three) days? (?P<side>after|before)\b", re.IGNORECASE)
WEEKDAY = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})\b")
NEIGHBOURS = {"yesterday": 1, "today": 0, "tomorrow": -1}  # days from the event to the report
REACH = 60  # characters between "a day after" and the event's own word
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def date_reports(reports: Reports, happened: Happened) -> dict[str, When]:
    """Document -> the time it must have been printed, for documents without a day of their own."""
    found: dict[str, list[When]] = {}
    for event in happened.events:
        if len(event.documents) < 2:
            continue
        for mention in _mentions(reports, event):
            if not one_day(reports.documents[mention.document].published):
                day = _day_elsewhere(reports, event, mention.document)
                clue = day and _clue(reports, mention, day)
                if clue:
                    found.setdefault(mention.document, []).append(clue)
    agreed = {document: _common(clues) for document, clues in sorted(found.items())}
    return {document: when for document, when in agreed.items() if when is not None}


def _mentions(reports: Reports, event: Event) -> list[EventMention]:
    return [m for i in event.mentions if isinstance(m := reports.records[i], EventMention)]


def _day_elsewhere(reports: Reports, event: Event, document: str) -> date | None:
    """The one day that other reports give the event, null when they give none or several."""
    days = {
        mention.when.start
        for mention in _mentions(reports, event)
        if mention.document != document and one_day(mention.when) and mention.when
    }
    return days.pop() if len(days) == 1 else None


def _clue(reports: Reports, mention: EventMention, day: date) -> When | None:
    """What a mention tells of its report's date, given the day of the event."""
    own = mention.when
    if own is not None and own.known:
        return None
    words = (own.text or "") if own is not None else ""
    if words.lower() in NEIGHBOURS:
        return _at(day + NEIGHBOURS[words.lower()] * DAY, words)
    if words == calendar.day_name[day.weekday()] and mention.modality != "planned":
        return When(start=day, end=day + WEEK, precision="interval", text=words, basis="inferred")
    if mention.modality != "planned" and words in (f"{day:%B} {day.day}", f"{day:%b}. {day.day}"):
        return When(start=day, precision="interval", text=words, basis="inferred")
    return _leaning(reports, mention, day)


def _leaning(reports: Reports, mention: EventMention, day: date) -> When | None:
    """The day that "a day after" the event is, if the sentence names its weekday."""
    trigger = mention.trigger[0]
    whole = next((span for span in mention.evidence if span.covers(trigger)), None)
    if whole is None:
        return None
    text = reports.words([whole])
    at = trigger.start - whole.start
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
