"""Events and sayings in time -> the timeline: cooperation above the line, conflict below, in lanes.

What comes in: `Moment` and `Saying` rows of a case, the names of actors, the addresses of records.
What goes out: a `Chart`.

    timeline(case.moments(), case.sayings(), Setting(name=case.name, link=address, by="actor"))

A day is a mark, a month or a year a bar as long as it was, an open end fades. What is planned, possible,
claimed or denied is hollow, dashed or crossed: never drawn as done. An event without a date stands on the
day of its first report, with a mark of its own. Height is the intensity of PLOVER 0.8 (10 to -10).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from regesta.show.charts.bins import binned
from regesta.show.charts.board import DONE, LANE, Board, Lane, Setting, sides_of, told_as, told_words
from regesta.show.charts.chart import Cell, Chart, Key, counted, dense, number_cell, side_of, time_cell, wide
from regesta.store.moments import Moment, Saying

__all__ = ["MARKS", "Setting", "timeline", "windows"]

# More marks than this are neither told apart by a reader nor quick to draw: bars of counts from there on.
MARKS = 400
LANES = 7
ROWS = 300
KEYS = (
    Key("cooperation", "cooperation"),
    Key("conflict", "conflict"),
    Key("bar", "known to the month or year"),
    Key("hollow", "claimed"),
    Key("dashed", "planned or possible"),
    Key("crossed", "denied"),
    Key("untimed", "undated: day of its first report"),
    Key("saying", "statements"),
)


def timeline(moments: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> Chart:
    """The timeline of these events and sayings."""
    span = _span(moments, sayings, setting)
    shown = [moment for moment in moments if span and _falls(moment, span)]
    if span is None or not (shown or sayings):
        return Chart(name="timeline", title="Timeline", summary=_nothing(moments))
    lanes = _lanes(shown, sayings, setting)
    board = Board(setting, lanes, span)
    if len(shown) > MARKS:
        return binned(shown, lanes, span, link=setting.link, lane_of=board.lane_of)
    for moment in shown:
        board.put(moment)
    for saying in sayings:
        board.say(saying)
    summary = _summary(shown, sayings, moments)
    return Chart(
        name="timeline",
        title="Timeline",
        summary=summary,
        spec=board.spec(summary),
        columns=("When", "What", "Kind", "Who", "Told as", "Reports #"),
        rows=tuple(_row(moment, setting) for moment in shown[:ROWS]),
        keys=KEYS,
        notes=_notes(moments, shown),
        span=span,
    )


def windows(first: date, last: date) -> dict[str, tuple[date, date]]:
    """Stretches of time beside this one, for links: 'earlier', 'later', 'closer', 'wider'."""
    days = max((last - first).days, 1)
    half, quarter = timedelta(days // 2), timedelta(max(days // 4, 1) if days > 3 else 0)

    def moved(low: timedelta, high: timedelta) -> tuple[date, date]:
        limits = date(1, 1, 2), date(9998, 12, 30)
        one = limits[0] + max(first - limits[0] + low, timedelta(0))
        other = limits[1] - max(limits[1] - last - high, timedelta(0))
        return min(one, other), max(one, other)

    return {
        "earlier": moved(-half, -half),
        "later": moved(half, half),
        "closer": moved(quarter, -quarter),
        "wider": moved(-half, half),
    }


# ---- what is shown, and where ----


def _falls(moment: Moment, span: tuple[date, date]) -> bool:
    first, last = moment.start, moment.end
    if first is None and last is None:
        return moment.told is not None and span[0] <= moment.told <= span[1]
    return (last is None or last > span[0]) and (first is None or first <= span[1])


def _span(moments: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> tuple[date, date] | None:
    """The stretch of time to show: the one asked for, else all that is dated."""
    ends = [(one.start, one.end) for one in moments] + [(one.start, one.end) for one in sayings]
    days = [day for pair in ends for day in pair if day]
    days += [one.told for one in moments if one.told and not (one.start or one.end)]
    low, high = dense(days) if days else (setting.until, setting.since)
    first, last = setting.since or low, setting.until or high
    if first is None or last is None:
        return None
    return wide(min(first, last), max(first, last))


def _lanes(shown: Sequence[Moment], sayings: Sequence[Saying], setting: Setting) -> tuple[Lane, ...]:
    """The lanes: the busiest actors or pairs, then everyone else."""
    count: Counter[tuple[str, ...]] = Counter()
    for moment in shown:
        count.update(sides_of(moment, setting.by))
    if setting.by == "actor":
        count.update((saying.speaker,) for saying in sayings if saying.speaker)
    best = sorted(count, key=lambda actors: (-count[actors], actors))[:LANES]
    if setting.by == "all" or not best:
        return (Lane(actors=(), name="", line=0.0),)
    lanes = [
        Lane(actors=actors, name=" ↔ ".join(map(setting.name, actors)), line=-LANE * number)
        for number, actors in enumerate(best)
    ]
    return (*lanes, Lane(actors=(), name="everyone else", line=-LANE * len(best)))


# ---- words ----


def _row(moment: Moment, setting: Setting) -> tuple[Cell, ...]:
    who = ", ".join(map(setting.name, moment.actors))
    whom = ", ".join(map(setting.name, moment.recipients))
    return (
        time_cell(moment.start, moment.end, moment.precision),  # type: ignore[arg-type]
        Cell(moment.label, setting.link("event", moment.id)),
        Cell(", ".join((moment.type, *moment.modes))),
        Cell(f"{who} → {whom}" if whom else who),
        Cell(told_words(moment)),
        number_cell(moment.reports),
    )


def _summary(shown: Sequence[Moment], sayings: Sequence[Saying], moments: Sequence[Moment]) -> str:
    sides = Counter(side_of(moment.type) for moment in shown if told_as(moment) in DONE)
    open_ = sum(told_as(moment) not in DONE for moment in shown)
    said = sum(saying.number for saying in sayings)
    words = (
        f"{counted(len(shown), 'event')}, of which {sides['cooperation']:,} of cooperation and "
        f"{sides['conflict']:,} of conflict are told as done, {open_:,} as planned, possible, claimed or denied"
    )
    days = [
        day for moment in shown for day in (moment.start, moment.end and moment.end - timedelta(1)) if day
    ]
    if days:
        words += f"; dated from {min(days):%B %Y} to {max(days):%B %Y}"
    return f"{words}; and {counted(said, 'dated statement')}." if said else f"{words}."


def _nothing(moments: Sequence[Moment]) -> str:
    if not moments:
        return "No events here."
    return f"{counted(len(moments), 'event')}, none of them with a date or in a dated report: see the list."


def _notes(moments: Sequence[Moment], shown: Sequence[Moment]) -> tuple[str, ...]:
    notes = []
    untimed = sum(not (moment.start or moment.end) for moment in shown)
    if untimed:
        notes.append(
            f"{counted(untimed, 'event has', 'events have')} no date in the reports and "
            f"{'stands' if untimed == 1 else 'stand'} on the day of the first report."
        )
    if hidden := len(moments) - len(shown):
        notes.append(
            f"{counted(hidden, 'event')} outside the stretch shown, or in undated reports, not shown."
        )
    if len(shown) > ROWS:
        notes.append(f"The table holds the first {ROWS} of {len(shown):,}.")
    notes.append(
        "Height: intensity of PLOVER 0.8, from 10 (aid) to −10 (worst violence). Size: independent reports."
    )
    return tuple(notes)
