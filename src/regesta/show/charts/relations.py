"""How relations stand, by report -> their course: a row a relation, a step a value, unknown ends faded.

What comes in: `Standing` rows of a case, the names of actors, the addresses of records. What goes out: a `Chart`.

    relations(case.standings(limit=20, each=MARKS), case.name, address)

A point is a report's word that it stood so on that day; a bar reaches over the time a report gives. Before the
first word and after the last nothing is known, which fades. Values that contradict each other stand on steps of
their own above the same days, each with its colour, shape and words. Nothing is averaged or decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from regesta.records import When
from regesta.show.charts.chart import (
    Cell,
    Chart,
    Key,
    Link,
    Spec,
    begins_by,
    counted,
    dense,
    fading,
    short,
    template,
    wide,
)
from regesta.store.moments import Standing
from regesta.text import day_words, iso_words

__all__ = ["MARKS", "relations"]

HEAD, STEP, FOOT = 22, 26, 6  # pixels: the name of a row, each value, the room below
VALUES = 4
# How many words of one relation are told apart in a row.
MARKS = 40
TAIL = 0.06
# Blue and orange come last: they mean cooperation and conflict elsewhere.
PALETTE = tuple(f"var(--chart-{number})" for number in (3, 4, 5, 6, 1, 2))
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "triangle-right")
ROWS = 300
TIPS = [
    {"field": field, "type": "nominal", "title": title}
    for field, title in (("title", "title"), ("when", "when"), ("claimed", "as told by"))
]
KEYS = (
    Key("neither", "a report says that it stood so"),
    Key("hollow", "claimed by one side"),
    Key("bar", "the time the report gives"),
    Key("fade", "not known how long"),
    Key("differs", "reports differ (strong rim)"),
)


def relations(rows: Sequence[Standing], name: Callable[[str], str], link: Link) -> Chart:
    """The course of these relations."""
    dated = [row for row in rows if _day(row) is not None]
    if not dated:
        told = "No relation is told here." if not rows else "No report here says when a relation stood so."
        return Chart(name="relations-chart", title="How relations stand", summary=told)
    sheet = _Sheet(name, link, dated)
    for _, group in groupby(dated, key=lambda row: row.series):
        sheet.put(sorted(group, key=lambda row: (_day(row) or date.max, row.status.id)))
    summary = _summary(dated)
    left = sum(row.of for row in {row.series: row for row in rows}.values()) - len(rows)
    notes = []
    if undated := len(rows) - len(dated):
        notes.append(f"Not drawn, for want of any date: {counted(undated, 'entry', 'entries')}.")
    if far := sum(not sheet.span[0] <= (_day(row) or date.min) <= sheet.span[1] for row in dated):
        notes.append(f"{counted(far, 'entry', 'entries')} outside the stretch shown; the table has all.")
    if left:
        notes.append(
            f"{counted(left, 'entry', 'entries')} of crowded rows left out: each row shows where a relation changed "
            "and what was said last; its name leads to all of it."
        )
    return Chart(
        name="relations-chart",
        title="How relations stand",
        summary=summary,
        spec=sheet.spec(summary),
        columns=("Relation", "When", "Value", "Told by", "Reports differ"),
        rows=tuple(_row(row, name, link) for row in rows[:ROWS]),
        keys=KEYS,
        notes=tuple(notes),
    )


class _Sheet:
    """The marks of the chart, row by row from the top."""

    def __init__(self, name: Callable[[str], str], link: Link, dated: Sequence[Standing]) -> None:
        self.name, self.link = name, link
        self.span = wide(*dense(day for row in dated for day in _ends(row) if day), 0.06)
        self._tail = timedelta(max(round((self.span[1] - self.span[0]).days * TAIL), 1))
        self._middle = self.span[0] + (self.span[1] - self.span[0]) / 2
        self._colour = _palette(dated)
        self.data: dict[str, list[dict[str, Any]]] = {
            part: [] for part in ("rows", "joins", "bars", "tails", "points", "labels")
        }
        self.height = 0

    def put(self, shown: Sequence[Standing]) -> None:
        """One relation: its reports by time."""
        values = list(dict.fromkeys(row.status.value or "not said" for row in shown))
        level = {value: min(number, VALUES - 1) for number, value in enumerate(values)}
        steps = max(level.values()) + 1
        self.data["rows"].append(
            {
                "y": self.height,
                "name": _name(shown[0], self.name),
                "href": self.link("relation", f"{shown[0].status.holder or ''} {shown[0].status.dimension}"),
            }
        )
        heights = {
            value: self.height + HEAD + STEP * (steps - 1 - number) + STEP / 2
            for value, number in level.items()
        }
        marks = [self._mark(row, heights[row.status.value or "not said"]) for row in shown]
        for one, other in pairwise(marks):
            self.data["joins"].append(
                {"from": one["from"], "to": other["from"], "y": one["y"], "y2": other["y"]}
            )
        self._label(marks)
        self.height += HEAD + STEP * steps + FOOT

    def _mark(self, row: Standing, height: float) -> dict[str, Any]:
        status, day = row.status, _day(row)
        assert day is not None
        value = status.value or "not said"
        colour, shape = self._colour[status.dimension, value]
        claimed = self.name(status.claimed_by) if status.claimed_by else ""
        mark = {
            "y": height,
            "from": f"{day}",
            "value": value,
            "title": f"{_name(row, self.name)}: {value}",
            "when": _when(row),
            "claimed": f"{claimed} (a claim)" if claimed else "the report itself",
            "href": self.link("status", status.id),
            "colour": colour,
        }
        rim = "var(--chart-ink)" if row.disputed else colour
        fill = "var(--chart-paper)" if claimed else colour
        self.data["points"].append(mark | {"shape": shape, "fill": fill, "edge": rim})
        self._extent(row, mark, day)
        return mark

    def _extent(self, row: Standing, mark: dict[str, Any], day: date) -> None:
        """The time a report gives as a bar; what it leaves open fades, on both sides of the day it holds for."""
        when = row.status.when
        first, end = (when.start, when.end) if when else (None, None)
        if when is None or first is None:
            self._fade(mark, day - self._tail, day, later=False)
            self._fade(mark, day, day + self._tail, later=True)
            return
        certain = begins_by(first, when.precision, row.printed) if end is None else first
        if certain > first:
            self._fade(mark, first, certain, later=False)
        last = end or max(certain, row.printed or certain)
        if last > certain:
            self.data["bars"].append(mark | {"from": f"{certain}", "to": f"{last}"})
        if end is None:
            self._fade(mark, last, last + self._tail, later=True)

    def _fade(self, mark: dict[str, Any], first: date, last: date, *, later: bool) -> None:
        kept = {key: mark[key] for key in ("colour", "href")}
        fades = {"from": f"{first}", "to": f"{last}", "fades": "later" if later else "earlier"}
        self.data["tails"].append(kept | fades | {"low": mark["y"] - 3.5, "high": mark["y"] + 3.5})

    def _label(self, marks: Sequence[dict[str, Any]]) -> None:
        """The words of a value, where a row comes to it."""
        before = None
        named: set[str] = set()
        for mark in marks:
            if mark["value"] != before and mark["value"] not in named:
                late = date.fromisoformat(mark["from"]) > self._middle
                align = "right" if late else "left"
                # What began before the stretch shown is named where it comes into sight.
                first = max(mark["from"], f"{self.span[0]}")
                self.data["labels"].append(
                    {"from": first, "y": mark["y"], "text": short(mark["value"], 34), "align": align}
                )
                named.add(mark["value"])
            before = mark["value"]

    def spec(self, summary: str) -> Spec:
        """The marks as a specification."""
        span = [f"{day}" for day in self.span]
        return template(
            "relations",
            summary=summary,
            height=self.height,
            span=span,
            tips=TIPS,
            fading=fading(PALETTE),
            **self.data,
        )


def _palette(dated: Sequence[Standing]) -> dict[tuple[str, str], tuple[str, str]]:
    """A colour and a shape for each value, by dimension: the values told most have the most telling ones."""
    count: Counter[tuple[str, str]] = Counter(
        (row.status.dimension, row.status.value or "not said") for row in dated
    )
    found: dict[tuple[str, str], tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for key in sorted(count, key=lambda key: (-count[key], key)):
        number = seen[key[0]] % len(PALETTE)
        found[key] = PALETTE[number], SHAPES[number]
        seen[key[0]] += 1
    return found


def _day(row: Standing) -> date | None:
    """The day to which a report's word holds for certain: its as-of day, else the start, else its print."""
    status = row.status
    for when in (status.as_of, status.when):
        if when is not None and when.known:
            if when.start is None:
                return when.end - timedelta(1) if when.end else None
            return begins_by(when.start, when.precision, row.printed) if when.end is None else when.start
    return row.printed


def _ends(row: Standing) -> tuple[date | None, ...]:
    when = row.status.when
    return _day(row), when.start if when else None, when.end if when else None, row.printed


def _when(row: Standing) -> str:
    status = row.status
    if status.when is not None and status.when.known:
        return day_words(status.when)
    if status.as_of is not None and status.as_of.known:
        return f"as of {day_words(status.as_of)}"
    return f"no date given; printed {day_words(_on(row.printed))}" if row.printed else "undated"


def _on(day: date) -> When:
    return When(start=day, end=day + timedelta(1), precision="day")


def _name(row: Standing, name: Callable[[str], str]) -> str:
    """'China → Taliban: recognition'."""
    status = row.status
    sides = [name(one) for one in (status.holder, status.counterpart) if one]
    return f"{' → '.join(sides) or 'somebody unnamed'}: {status.dimension}"


def _row(row: Standing, name: Callable[[str], str], link: Link) -> tuple[Cell, ...]:
    when = row.status.when if row.status.when and row.status.when.known else row.status.as_of
    return (
        Cell(_name(row, name)),
        Cell(_when(row), None, iso_words(when) or None),
        Cell(row.status.value or "not said", link("status", row.status.id)),
        Cell(f"{name(row.status.claimed_by)} (a claim)" if row.status.claimed_by else "the report itself"),
        Cell("yes" if row.disputed else ""),
    )


def _summary(dated: Sequence[Standing]) -> str:
    values: dict[str, set[str]] = {}
    for row in dated:
        values.setdefault(row.series, set()).add(row.status.value or "")
    changed = sum(len(found) > 1 for found in values.values())
    disputed = len({row.series for row in dated if row.disputed})
    return (
        f"{counted(len(values), 'relation')} by {counted(len(dated), 'dated entry', 'dated entries')}: "
        f"{changed:,} with more than one value, {disputed:,} on which reports differ."
    )
