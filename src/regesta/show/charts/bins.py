"""Events counted by day, month or year -> bars: cooperation above the line, conflict below.

What comes in: `Activity` of a case, or, for a timeline of too many events, its rows and lanes.
What goes out: a `Chart`.

    activity(case.activity(done=True), address)

Only what is told as done is counted; what is dated less exactly than a bar is wide is named in the notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

import msgspec

from regesta.show.charts.chart import (
    QUADS,
    Cell,
    Chart,
    Key,
    Link,
    Spec,
    bounds,
    counted,
    number_cell,
    quad_of,
    short,
    template,
)
from regesta.store.moments import Moment
from regesta.store.tallies import UNITS, Activity, Unit, unit_of

__all__ = ["Band", "activity", "binned"]

DONE = frozenset({"actual", "ongoing"})
QUAD_KEYS = tuple(Key(f"quad-{quad}", label) for quad, (_, label) in QUADS.items())
ALONE, EACH, LOW = 280, 84, 170  # pixels
TITLE = "When it happened"


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


LaneOf = Callable[[Any], Band]


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of events by lane (the height of its line), unit of time and quad class, ready to be drawn."""

    count: Counter[tuple[float, date, int]]
    lanes: Sequence[Band]
    unit: Unit
    span: tuple[date, date]
    link: Link
    height: int

    @property
    def total(self) -> int:
        """How many events are counted."""
        return self.count.total()

    @property
    def most(self) -> int:
        """The number that the highest bar stands for."""
        heights: Counter[tuple[float, date, bool]] = Counter()
        for (line, first, quad), number in self.count.items():
            heights[line, first, quad < 3] += number
        return max(heights.values(), default=1)

    def marks(self) -> list[dict[str, Any]]:
        """The bars, from the line outwards: words, then deeds."""
        most = self.most
        base: Counter[tuple[float, date, bool]] = Counter()
        bars = []
        for line, first, quad in sorted(self.count):
            number, up = self.count[line, first, quad], quad < 3
            low = base[line, first, up]
            base[line, first, up] += number
            scale = (10.0 if up else -10.0) / most
            bars.append(
                {
                    "from": f"{first}",
                    "to": f"{bounds(first, self.unit)[1]}",
                    "low": round(line + low * scale, 3),
                    "high": round(line + (low + number) * scale, 3),
                    "colour": QUADS[quad][0],
                    "title": f"{counted(number, 'event')} of {QUADS[quad][1]}",
                    "when": words(first, self.unit),
                    "href": self.link("period", prefix(first, self.unit)),
                }
            )
        return bars

    def spec(self, summary: str) -> Spec:
        """The specification of the bars."""
        lines = [lane.line for lane in self.lanes]
        return template(
            "bins",
            summary=summary,
            height=self.height if len(lines) == 1 else EACH * len(lines),
            depth=[min(lines) - 13, max(lines) + 13],
            span=[f"{day}" for day in self.span],
            lanes=[
                {"y": lane.line, "top": lane.line + 13, "name": short(lane.name, 44)} for lane in self.lanes
            ],
            hints=[
                {
                    "y": lines[0] + 12.2,
                    "text": f"▲ cooperation; the highest bar is {self.most:,} a {self.unit}",
                },
                {"y": lines[0] - 12.2, "text": "▼ conflict"},
            ],
            bars=self.marks(),
        )

    def chart(self, title: str, summary: str, *notes: str, name: str = "timeline") -> Chart:
        """The bars as a chart."""
        names = {lane.line: lane.name or "all" for lane in self.lanes}
        keys = sorted({(first, -line) for line, first, _ in self.count})
        rows = tuple(
            (
                Cell(words(first, self.unit), self.link("period", prefix(first, self.unit)), f"{first}"),
                Cell(names[-line]),
                *(number_cell(self.count[-line, first, quad]) for quad in QUADS),
            )
            for first, line in keys
        )
        return Chart(
            name=name,
            title=title,
            summary=summary,
            spec=self.spec(summary),
            columns=(self.unit.capitalize(), "Lane", *(f"{label} #" for _, label in QUADS.values())),
            rows=rows,
            keys=QUAD_KEYS,
            notes=notes,
            span=self.span,
        )


def activity(
    found: Activity, link: Link, *, of: int | None = None, name: str = "activity", height: int = LOW
) -> Chart:
    """How much is told of which time: events told as done, by quad class.

    `of` is the number of all events where these stand for a timeline: the notes then say what is not counted.
    """
    count: Counter[tuple[float, date, int]] = Counter()
    for one in found.counts:
        if (quad := quad_of(one.type)) is not None:
            count[0.0, one.first, quad] += one.number
    left = found.wider + found.undated
    if not count:
        told = f"{counted(left, 'event')}, none of them told as done on a date that fits a {found.unit}."
        return Chart(name=name, title=TITLE, summary=told if left else "No events.")
    days = [first for _, first, _ in count]
    span = bounds(min(days), found.unit)[0], bounds(max(days), found.unit)[1]
    bars = Bars(count=count, lanes=(Whole(),), unit=found.unit, span=span, link=link, height=height)
    total, per = Counter[date](), Counter[bool]()
    for (_, first, quad), number in count.items():
        total[first] += number
        per[quad < 3] += number
    most = min(total, key=lambda first: (-total[first], first))
    summary = (
        f"{counted(bars.total, 'dated event')} told as done, {per[True]:,} of cooperation and {per[False]:,} of "
        f"conflict; most in {words(most, found.unit)} ({total[most]:,})."
    )
    if of is not None:
        return bars.chart(TITLE, summary, *_left_out(of - bars.total, found.unit), name=name)
    note = f"Not here: {counted(left, 'event')} undated or dated less exactly than a {found.unit}."
    return bars.chart(TITLE, summary, *([note] if left else []), name=name)


def _left_out(number: int, unit: Unit, *, lanes: bool = False) -> tuple[str, str]:
    """What is said below bars that stand for a timeline."""
    return (
        f"Too many to draw one by one: each bar counts the events of one {unit}. "
        "Come closer in time, or filter, to see each.",
        f"{counted(number, 'event')} not counted here: planned, claimed or denied, of no PLOVER class, without a "
        f"date, dated less exactly than a {unit}{', or of nobody in a lane' if lanes else ''}.",
    )


def binned(
    shown: Sequence[Moment], lanes: Sequence[Band], span: tuple[date, date], *, link: Link, lane_of: LaneOf
) -> Chart:
    """The timeline as counts. Beside named lanes, everyone else would dwarf them and is left out."""
    lanes = [lane for lane in lanes if lane.actors] or lanes
    unit = unit_of((span[1] - span[0]).days)
    drawn = {lane.line for lane in lanes}
    count: Counter[tuple[float, date, int]] = Counter()
    for moment in shown:
        key = _key(moment, unit)
        if key is not None and (line := lane_of(moment).line) in drawn:
            count[line, *key] += 1
    bars = Bars(count=count, lanes=lanes, unit=unit, span=span, link=link, height=ALONE)
    many = len(lanes) > 1
    where = f" in {counted(len(lanes), 'lane')}" if many else ""
    return bars.chart(
        "Timeline",
        f"{counted(bars.total, 'event')} told as done, counted by {unit}{where}.",
        *_left_out(len(shown) - bars.total, unit, lanes=many),
    )


def _key(moment: Moment, unit: Unit) -> tuple[date, int] | None:
    """The unit of time that an event lies in and its quad class, if it is told as done and both are known."""
    quad = quad_of(moment.type)
    if quad is None or moment.start is None or moment.end is None or DONE.isdisjoint(moment.modalities):
        return None
    first, last = bounds(moment.start, unit)
    return (first, quad) if moment.end <= last else None


def prefix(first: date, unit: Unit) -> str:
    """A unit of time as filters take it: "2021-07-28", "2021-07" or "2021"."""
    return f"{first}"[: UNITS[unit][0]]


def words(first: date, unit: Unit) -> str:
    """A unit of time in words: '28 July 2021', 'July 2021', '2021'."""
    return {"day": f"{first.day} {first:%B} {first.year}", "month": f"{first:%B} {first.year}"}.get(
        unit, str(first.year)
    )
