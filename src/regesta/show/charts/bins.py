"""Events counted by day, month or year -> bars: cooperation above the line, conflict below.

What comes in: `Activity` of a case, or, for a timeline of too many events, its rows and lanes.
What goes out: a `Chart`.

    activity(case.activity(done=True))

Only what is told as done is counted; what is dated less exactly than a bar is wide is named in the notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

import msgspec

from regesta.show.charts.chart import QUADS, Cell, Chart, Key, counted, number_cell, quad_of, short, template
from regesta.store.moments import Moment
from regesta.store.tallies import DAYS, MONTHS, Activity, Unit

__all__ = ["Band", "activity", "binned", "bounds"]

DONE = frozenset({"actual", "ongoing"})
QUAD_KEYS = tuple(Key(f"quad-{quad}", label) for quad, (_, label) in QUADS.items())
ALONE, EACH, LOW = 280, 84, 170  # pixels
# From the line outwards: words, then deeds.
ORDER = (1, 2, 3, 4)


class Whole(msgspec.Struct, frozen=True):
    """The one lane of a chart that has no other."""

    name: str = ""
    line: float = 0.0
    actors: tuple[str, ...] = ()


class Band(Protocol):
    """What bars need of a lane."""

    @property
    def name(self) -> str: ...
    @property
    def line(self) -> float: ...
    @property
    def actors(self) -> tuple[str, ...]: ...


def bounds(day: date, unit: Unit) -> tuple[date, date]:
    """The first day of the unit of time that holds a day, and the first day after it.

    >>> bounds(date(2021, 12, 5), "month")
    (datetime.date(2021, 12, 1), datetime.date(2022, 1, 1))
    """
    if unit == "day":
        return day, date.fromordinal(day.toordinal() + 1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.replace(day=1), date(day.year + day.month // 12, day.month % 12 + 1, 1)


def activity(found: Activity, *, name: str = "activity", height: int = LOW) -> Chart:
    """How much is told of which time: events told as done, by quad class."""
    count: Counter[tuple[float, date, int]] = Counter()
    for one in found.counts:
        if (quad := quad_of(one.type)) is not None:
            count[0.0, one.first, quad] += one.number
    left = found.wider + found.undated
    if not count:
        told = (
            f"{counted(left, 'event has', 'events have')} no date that fits a {found.unit}."
            if left
            else "No events."
        )
        return Chart(name=name, title="When it happened", summary=told)
    days = [first for _, first, _ in count]
    span = bounds(min(days), found.unit)[0], bounds(max(days), found.unit)[1]
    total, per = Counter[date](), Counter[bool]()
    for (_, first, quad), number in count.items():
        total[first] += number
        per[quad < 3] += number
    most = min(total, key=lambda first: (-total[first], first))
    summary = (
        f"{counted(total.total(), 'dated event')} told as done, {per[True]:,} of cooperation and {per[False]:,} of "
        f"conflict; most in {_words(most, found.unit)} ({total[most]:,})."
    )
    return Chart(
        name=name,
        title="When it happened",
        summary=summary,
        spec=_spec(count, (Whole(),), span, found.unit, summary) | {"height": height},
        columns=(found.unit.capitalize(), "Lane", *(f"{label} #" for _, label in QUADS.values())),
        rows=_rows(count, {0.0: ""}),
        keys=QUAD_KEYS,
        notes=(f"Not here: {counted(left, 'event')} undated or dated less exactly than a {found.unit}.",)
        if left
        else (),
        span=span,
    )


def binned(
    shown: Sequence[Moment],
    lanes: Sequence[Band],
    span: tuple[date, date],
    *,
    lane_of: Callable[[Moment], Any],
) -> Chart:
    """The timeline as counts. Beside named lanes, everyone else would dwarf them and is left out."""
    lanes = [lane for lane in lanes if lane.actors] or lanes
    days = (span[1] - span[0]).days
    unit: Unit = "day" if days <= DAYS else "month" if days <= MONTHS else "year"
    count: Counter[tuple[float, date, int]] = Counter()
    names = {lane.line: lane.name for lane in lanes}
    left = 0
    for moment in shown:
        quad = quad_of(moment.type)
        first = bounds(moment.start, unit) if moment.start else None
        within = first is not None and moment.end is not None and moment.end <= first[1]
        line = lane_of(moment).line
        if (
            line not in names
            or quad is None
            or first is None
            or not within
            or DONE.isdisjoint(moment.modalities)
        ):
            left += 1
            continue
        count[line, first[0], quad] += 1
    total = sum(count.values())
    summary = f"{counted(total, 'event')} told as done, counted by {unit}" + (
        f" in {counted(len(names), 'lane')}." if len(names) > 1 else "."
    )
    return Chart(
        name="timeline",
        title="Timeline",
        summary=summary,
        spec=_spec(count, lanes, span, unit, summary),
        columns=(unit.capitalize(), "Lane", *(f"{label} #" for _, label in QUADS.values())),
        rows=_rows(count, names),
        keys=QUAD_KEYS,
        notes=(
            f"Too many to draw one by one: each bar counts the events of one {unit}. "
            "Come closer in time, or filter, to see each.",
            f"{counted(left, 'event')} not counted here: planned, claimed or denied, of no PLOVER class, "
            f"without a date, dated less exactly than a {unit}"
            + (", or of nobody in a lane." if len(names) > 1 else "."),
        ),
        span=span,
    )


def _spec(
    count: Counter[tuple[float, date, int]],
    lanes: Sequence[Band],
    span: tuple[date, date],
    unit: Unit,
    summary: str,
) -> dict[str, Any]:
    heights: Counter[tuple[float, date, bool]] = Counter()
    for (line, first, quad), number in count.items():
        heights[line, first, quad < 3] += number
    most = max(heights.values(), default=1)
    base: Counter[tuple[float, date, bool]] = Counter()
    bars = []
    for line, first, quad in sorted(count, key=lambda key: (key[0], key[1], ORDER.index(key[2]))):
        number, up = count[line, first, quad], quad < 3
        low = base[line, first, up]
        base[line, first, up] += number
        scale = (10.0 if up else -10.0) / most
        bars.append(
            {
                "from": f"{first}",
                "to": f"{bounds(first, unit)[1]}",
                "low": round(line + low * scale, 3),
                "high": round(line + (low + number) * scale, 3),
                "colour": QUADS[quad][0],
                "title": f"{counted(number, 'event')} of {QUADS[quad][1]}",
                "when": _words(first, unit),
            }
        )
    lines = [lane.line for lane in lanes]
    return template(
        "bins",
        summary=summary,
        height=ALONE if len(lines) == 1 else EACH * len(lines),
        depth=[min(lines) - 13, max(lines) + 13],
        span=[f"{day}" for day in span],
        lanes=[{"y": lane.line, "top": lane.line + 13, "name": short(lane.name, 44)} for lane in lanes],
        hints=[{"y": lines[0] + 12.2, "text": "▲ cooperation"}, {"y": lines[0] - 12.2, "text": "▼ conflict"}],
        bars=bars,
    )


def _words(first: date, unit: Unit) -> str:
    return {"day": f"{first.day} {first:%B} {first.year}", "month": f"{first:%B} {first.year}"}.get(
        unit, str(first.year)
    )


def _rows(count: Counter[tuple[float, date, int]], names: dict[float, str]) -> tuple[tuple[Cell, ...], ...]:
    keys = sorted({(first, -line) for line, first, _ in count})
    return tuple(
        (
            Cell(f"{first}"),
            Cell(names[-line] or "all"),
            *(number_cell(count[-line, first, quad]) for quad in QUADS),
        )
        for first, line in keys
    )
