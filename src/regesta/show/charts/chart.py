"""What a chart is: a specification to draw, a sentence to say, a table to read, a key to its marks.

What comes in: rows counted by the case. What goes out: a `Chart`, the same for a page, the dossier and a
picture. Colours are CSS variables (`static/charts.css` holds their values), so that one drawing follows
light, dark and print without being drawn anew.

>>> fill({"width": "$wide", "mark": {"type": "bar"}}, wide=300)
{'width': 300, 'mark': {'type': 'bar'}}
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from importlib import resources
from typing import Any, Literal

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import EventType
from regesta.records import Precision, When
from regesta.store.tallies import Unit
from regesta.text import day_words, iso_words

__all__ = [
    "COLOURS",
    "QUADS",
    "Cell",
    "Chart",
    "Key",
    "Link",
    "Side",
    "Spec",
    "begins_by",
    "bounds",
    "counted",
    "dense",
    "fading",
    "fill",
    "number_cell",
    "quad_of",
    "score_of",
    "short",
    "side_of",
    "template",
    "time_cell",
    "type_words",
    "wide",
]

Spec = dict[str, Any]
Side = Literal["cooperation", "conflict", "neither"]
# What a mark stands for -> the address of its page, or None where it has none: the kind of a record and its
# id, or "dyad" ("ACTOR ACTOR"), "relation" ("HOLDER DIMENSION"), "commitments" ("PARTY SORT"), "place" (its
# name), "period" ("2021", "2021-07" or "2021-07-28"), "words" ("START-END" in the report shown).
Link = Callable[[str, str], str | None]

COLOURS: dict[Side, str] = {
    "cooperation": "var(--chart-cooperation)",
    "conflict": "var(--chart-conflict)",
    "neither": "var(--chart-neither)",
}
# The first view holds the shortest stretch with this share of all days, and what lies nearer to it than so
# many times its length (or days); else a case of 2025 that mentions 1919 once would be one thick line. The
# notes say what is left out.
MOST, NEAR, MONTH = 0.8, 2, 31
# PLOVER quad classes: verbal and material cooperation, verbal and material conflict.
QUADS = {
    1: ("var(--chart-cooperation-soft)", "cooperation in words"),
    2: ("var(--chart-cooperation)", "cooperation in deeds"),
    3: ("var(--chart-conflict-soft)", "conflict in words"),
    4: ("var(--chart-conflict)", "conflict in deeds"),
}


class Cell(msgspec.Struct, frozen=True):
    """One cell of a chart's table; `exact` is the same for machines (an ISO date)."""

    text: str
    href: str | None = None
    exact: str | None = None


class Key(msgspec.Struct, frozen=True):
    """One entry of a chart's legend: the class of the swatch in charts.css, and what it means."""

    swatch: str
    label: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """One chart. `spec` is None when there is nothing to draw, and `summary` then says why.

    `notes` say what was put together or left out. Columns with a name ending in "#" hold numbers.
    `span` is the stretch of time shown, where time runs across.
    """

    name: str
    title: str
    summary: str
    spec: Spec | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    span: tuple[date, date] | None = None


@functools.cache
def _source(name: str) -> str:
    path = resources.files("regesta.show.charts") / "specs" / f"{name}.json"
    return path.read_text(encoding="utf-8")


def template(name: str, **values: Any) -> Spec:
    """The specification of that name with its `$placeholders` filled, in the house style."""
    spec: Spec = fill(json.loads(_source(name)), **values)
    style = json.loads(_source("style" if "vega-lite" in spec["$schema"] else "style_vega"))
    return spec | {"config": style | spec.get("config", {})}


def fill(part: Any, **values: Any) -> Any:
    """A part of a specification with every "$name" replaced by its value; names without one stay."""
    if isinstance(part, dict):
        return {key: fill(value, **values) for key, value in part.items()}
    if isinstance(part, list):
        return [fill(value, **values) for value in part]
    return values.get(part[1:], part) if isinstance(part, str) and part.startswith("$") else part


def fading(colours: Sequence[str]) -> Spec:
    """A fill that fades out: `datum.fades` says towards which side ("earlier", "later"), `datum.colour` from what."""
    conditions = [
        {
            "test": f"datum.fades === '{way}' && datum.colour === '{colour}'",
            "value": {
                "gradient": "linear",
                "stops": [{"offset": 0, "color": one}, {"offset": 1, "color": other}],
            },
        }
        for colour in colours
        for way, one, other in (("later", colour, "transparent"), ("earlier", "transparent", colour))
    ]
    return {"value": "transparent", "condition": conditions}


# PLOVER types, as charts ask them


@functools.cache
def _types() -> dict[str, EventType]:
    return {entry.type: entry for entry in load(EventType)}


def quad_of(type_: str) -> int | None:
    """The quad class of a PLOVER type: 1 and 2 cooperation, 3 and 4 conflict; None for none."""
    entry = _types().get(type_)
    return entry.quad if entry else None


def side_of(type_: str) -> Side:
    """Whether events of a PLOVER type are cooperation or conflict."""
    quad = quad_of(type_)
    return "neither" if quad is None else "cooperation" if quad < 3 else "conflict"


def score_of(type_: str, modes: Iterable[str] = ()) -> float:
    """How far an event leans to cooperation (to 10) or conflict (to -10), by its type and mode.

    The intensities of PLOVER 0.8 (lexicons/en/plover.toml); 0 for an event without a class.
    """
    entry = _types().get(type_)
    if entry is None:
        return 0.0
    scores = [entry.scores[mode] for mode in modes if mode in entry.scores]
    return max(scores, key=abs) if scores else entry.score or 0.0


def type_words(type_: str, modes: Iterable[str] = ()) -> str:
    """A PLOVER type as a reader meets it: 'CONSULT, visit: talks, meets or visits'."""
    entry = _types().get(type_)
    named = ", ".join((type_, *modes))
    return f"{named}: {entry.meaning}" if entry else named


# Words and cells


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "event"), counted(1200, "event"), counted(2, "country", "countries")
    ('1 event', '1,200 events', '2 countries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_cell(number: int, href: str | None = None) -> Cell:
    """A number as a cell."""
    return Cell(f"{number:,}", href)


def time_cell(start: date | None, end: date | None, precision: Precision, href: str | None = None) -> Cell:
    """A time as a cell: in words, with its ISO form."""
    when = When(start=start, end=end, precision=precision)
    return Cell(day_words(when), href, iso_words(when))


def short(name: str, width: int = 26) -> str:
    """A name cut at a word so that it fits a label."""
    if len(name) <= width:
        return name
    return f"{name[: width - 1].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


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


def begins_by(start: date, precision: str, printed: date | None) -> date:
    """The day by which a time has begun for certain.

    "Since 2021" may begin on any day of that year, but has begun by the day it is printed.

    >>> begins_by(date(2021, 1, 1), "year", date(2021, 9, 9)), begins_by(date(2021, 3, 1), "month", None)
    (datetime.date(2021, 9, 9), datetime.date(2021, 4, 1))
    """
    if precision not in ("month", "year"):
        return start
    end = bounds(start, "year" if precision == "year" else "month")[1]
    return min(end, printed) if printed is not None and printed >= start else end


def dense(found: Iterable[date]) -> tuple[date, date]:
    """The shortest stretch that holds most of the days, with all that lies near it."""
    days = sorted(found)
    number = math.ceil(len(days) * MOST)
    stretches = zip(days, days[number - 1 :], strict=False)
    first, last = min(stretches, key=lambda stretch: stretch[1] - stretch[0])
    room = max((last - first).days * NEAR, MONTH)
    near = [day for day in days if (first - day).days <= room and (day - last).days <= room]
    return near[0], near[-1]


def wide(first: date, last: date, share: float = 0.02) -> tuple[date, date]:
    """A stretch of time with a little room on both sides, a week at least."""
    days = max((last - first).days * share, 3.5)
    return _shifted(first, -days), _shifted(last, days)


def _shifted(day: date, days: float) -> date:
    """A day so many days away, within the calendar."""
    ordinal = day.toordinal() + round(days)
    return date.min + timedelta(min(max(ordinal - 1, 0), date.max.toordinal() - 1))
