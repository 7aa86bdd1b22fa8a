"""Events dated through each other: "a day after the army seized the city".

What comes in: a `Parse` and its time expressions. What goes out: the `When` of a verb or noun that has none of
its own, counted from the one that has.

    "On Aug. 16, a day after rebels took the city, ..."  ->  "took": 15 August
"""

from __future__ import annotations

from bisect import bisect_left

from regesta.extract import calendar, grammar
from regesta.extract.attach import VERBAL, targets
from regesta.extract.extents import inexact
from regesta.records import Parse, Timex, When


def anchored_events(parse: Parse, times: tuple[Timex, ...]) -> dict[int, When]:
    """Verbs and nouns dated through another event.

    "On Aug. 16, a day after rebels took the city" dates "took" 15 August.
    """
    dated: dict[int, When] = {}
    seen = -1
    for timex in times:
        sentence = parse.sentence_of[timex.first]
        if sentence != seen and direction(parse, timex):
            seen = sentence
            dated.update(anchored(parse, sentence_times(parse, times, timex.first)))
    return dated


def sentence_times(parse: Parse, times: tuple[Timex, ...], i: int) -> tuple[Timex, ...]:
    """The time expressions of the sentence token `i` stands in."""
    first, last = parse.sentences[parse.sentence_of[i]]
    begin = bisect_left(times, first, key=lambda timex: timex.first)
    end = begin
    while end < len(times) and times[end].first < last:
        end += 1
    return times[begin:end]


def direction(parse: Parse, timex: Timex) -> int:
    """1 for "a day after (an event)", -1 for "a day before", else 0."""
    if timex.type != "DURATION" or timex.last >= len(parse.words):
        return 0
    word = parse.words[timex.last].lower()
    return 1 if word == "after" else (-1 if word == "before" else 0)


def anchored(parse: Parse, found: tuple[Timex, ...]) -> dict[int, When]:
    """What the times of one sentence date through one another."""
    dated: dict[int, When] = {}
    for timex in found:
        sign = direction(parse, timex)
        distance = _distance(timex) if sign and not inexact(parse, timex.first) else None
        event = _event_after(parse, timex.last) if distance else None
        if distance is None or event is None:
            continue
        others = tuple(other for other in found if other is not timex)
        text = parse.text_of(timex.first, timex.last + 1)
        main = _main_time(parse, others, timex, event)
        own = [other.when for other in others if event in targets(parse, other) and other.when.known]
        if own:
            carrier = _carrier(parse, event)
            when = _shifted(own[0], distance, sign, text)
            if carrier is not None and when:
                dated[carrier] = when
        elif main:
            when = _shifted(main, distance, -sign, text)
            if when:
                dated[event] = when
    return dated


def _distance(timex: Timex) -> tuple[str, int] | None:
    """("D", 1) of P1D; None for a vague or broken count."""
    value = (timex.value or "")[1:]
    digits = value.rstrip("DWMYE")
    return (value[len(digits) :], int(digits)) if digits.isdigit() and len(digits) < len(value) else None


def _event_after(parse: Parse, preposition: int) -> int | None:
    """The verb or noun that "after" or "before" opens."""
    if parse.deps[preposition] == "mark":
        return parse.heads[preposition]
    objects = parse.kids(preposition, "pobj", "pcomp")
    return objects[0] if objects else None


def _carrier(parse: Parse, event: int) -> int | None:
    return next((token for token in grammar.governors(parse, event) if parse.pos[token] in VERBAL), None)


def _main_time(parse: Parse, others: tuple[Timex, ...], timex: Timex, event: int) -> When | None:
    """The day of what happened "a day after": the time just before, else that of the verbs above."""
    for other in others:
        gap = timex.first - other.last
        if 0 <= gap <= 1 and other.when.known and other.type != "DURATION":
            return other.when
    for above in grammar.governors(parse, event):
        if parse.pos[above] not in VERBAL:
            continue
        own = [other.when for other in others if above in targets(parse, other)]
        if own:
            return own[0] if own[0].known else None
    return None


def _shifted(when: When, distance: tuple[str, int], direction: int, text: str) -> When | None:
    code, count = distance
    if when.start is None or when.end is None or when.precision != "day":
        return None
    stretch = calendar.moved(when.start, code, direction * count)
    if stretch is None:
        return None
    return When(
        start=stretch.start, end=stretch.end, precision=stretch.precision, text=text, basis="anchored"
    )
