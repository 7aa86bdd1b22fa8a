"""Where events took place -> the map, with nothing fetched from anywhere.

What comes in: `Sited` rows of a case (what is told as done), the addresses of records. What goes out: a `Chart`.

    places(case.sites(), address)

A point is a place as reports name it, as large as its events are many, coloured by the share of cooperation and
conflict among them. A place whose coordinates are not known stands in the table only: no country's middle
stands in for it. Outlines: Natural Earth 1:110m (docs/world.py).
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import Any

import msgspec

from regesta.show.charts.chart import (
    Cell,
    Chart,
    Key,
    Link,
    Side,
    Spec,
    counted,
    number_cell,
    side_of,
    template,
)
from regesta.store.tallies import Sited

__all__ = ["places"]

POINTS, ROWS = 400, 300
SHEET = (820.0, 430.0)
ROOM = 7.5  # pixels for each letter of a country's name
# Shares of cooperation, and how they are coloured; from what share on.
SHARES = (
    (0.8, "var(--chart-cooperation)"),
    (0.6, "var(--chart-cooperation-soft)"),
    (0.4, "var(--chart-neither)"),
    (0.2, "var(--chart-conflict-soft)"),
    (0.0, "var(--chart-conflict)"),
)
KEYS = (
    Key("cooperation", "cooperation alone, or nearly"),
    Key("mostly-cooperation", "mostly cooperation"),
    Key("neither", "both alike"),
    Key("mostly-conflict", "mostly conflict"),
    Key("conflict", "conflict alone, or nearly"),
)
# A region is shown with this much around its points, in degrees; beyond this width, the whole world.
AROUND, REGION = 6.0, 110.0
# The world without the ice of the south.
WORLD = ((-168.0, -56.0), (180.0, 78.0))


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """The events of one place."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    sides: dict[Side, int]
    reports: int
    event: str

    @property
    def events(self) -> int:
        """How many there are."""
        return sum(self.sides.values())

    @property
    def colour(self) -> str:
        """The colour of the share of cooperation."""
        good, bad = self.sides.get("cooperation", 0), self.sides.get("conflict", 0)
        if not good + bad:
            return "var(--chart-neither)"
        return next(colour for share, colour in SHARES if good / (good + bad) >= share)


def places(rows: Sequence[Sited], link: Link, *, whole: bool = False) -> Chart:
    """The map of these places: their region or (`whole`, or when they lie far apart) the world."""
    spots = _spots(rows)
    if not spots:
        return Chart(
            name="map-chart", title="Where it happened", summary="No event here is told with a place."
        )
    known = [spot for spot in spots if spot.latitude is not None and spot.longitude is not None]
    summary = _summary(spots, known)
    return Chart(
        name="map-chart",
        title="Where it happened",
        summary=summary,
        spec=_spec(known[:POINTS], link, summary, whole=whole) if known else None,
        columns=(
            "Place",
            "Country",
            "Cooperation #",
            "Conflict #",
            "Other #",
            "Independent reports #",
            "On the map",
        ),
        rows=tuple(_row(spot, link) for spot in spots[:ROWS]),
        keys=KEYS,
        notes=_notes(spots, known),
    )


def _spots(rows: Sequence[Sited]) -> list[Spot]:
    """Rows by type -> places, those with most events first."""
    sides: dict[tuple[Any, ...], Counter[Side]] = {}
    reports: Counter[tuple[Any, ...]] = Counter()
    first: dict[tuple[Any, ...], str] = {}
    for row in rows:
        key = (row.name, row.country, row.latitude, row.longitude)
        sides.setdefault(key, Counter())[side_of(row.type)] += row.events
        reports[key] += row.reports
        first[key] = min(first.get(key, row.event), row.event)
    order = sorted(sides, key=lambda key: (-sides[key].total(), str(key)))
    return [
        Spot(
            name=key[0],
            country=key[1],
            latitude=key[2],
            longitude=key[3],
            sides=dict(sides[key]),
            reports=reports[key],
            event=first[key],
        )
        for key in order
    ]


@functools.cache
def _world() -> Spec:
    path = resources.files("regesta.show.charts") / "world" / "outlines.json"
    found: Spec = json.loads(path.read_text(encoding="utf-8"))
    return found


def _spec(known: Sequence[Spot], link: Link, summary: str, *, whole: bool) -> Spec:
    (west, south), (east, north) = _frame(known)
    region = not whole and east - west <= REGION
    if not region:
        (west, south), (east, north) = WORLD
    middle = (west + east) / 2
    corners = [
        [west + (east - west) * across / 6, south + (north - south) * down / 4]
        for across in range(7)
        for down in range(5)
    ]
    most = max(spot.events for spot in known)
    largest = max(850 - 4 * len(known), 220)
    named = _named(known, (west, south), (east, north))
    points: list[dict[str, Any]] = [
        {
            "longitude": spot.longitude,
            "latitude": spot.latitude,
            "rank": rank,
            "label": spot.name if rank in named else "",
            "away": 1 if (spot.longitude or 0) <= middle else -1,
            "size": round(45 + largest * math.sqrt(spot.events / (most + 20)), 1),
            "colour": spot.colour,
            "tip": _tip(spot),
            "href": _address(spot, link),
        }
        for rank, spot in enumerate(known)
    ]
    # Large points must not cover small ones.
    points.sort(key=lambda point: (-point["size"], point["rank"]))
    return template(
        "map",
        summary=summary,
        world=_world(),
        places=points,
        names=_countries((west, south), (east, north)),
        projection="mercator" if region else "equalEarth",
        frame={"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": corners}},
    )


def _named(known: Sequence[Spot], low: tuple[float, float], high: tuple[float, float]) -> set[int]:
    """The places, by rank, whose names have room beside them, on a sheet of about the size drawn."""
    across, down = SHEET[0] / (high[0] - low[0]), SHEET[1] / (high[1] - low[1])
    taken: list[tuple[float, float, float]] = []
    found = set()
    for rank, spot in enumerate(known):
        x = ((spot.longitude or 0) - low[0]) * across
        y = (high[1] - (spot.latitude or 0)) * down
        wide = 16 + 6.6 * len(spot.name)
        first = x if (spot.longitude or 0) <= (low[0] + high[0]) / 2 else x - wide
        if all(abs(y - top) > 15 or first > end or first + wide < start for start, end, top in taken):
            found.add(rank)
            taken.append((first, first + wide, y))
    return found


def _countries(low: tuple[float, float], high: tuple[float, float]) -> list[dict[str, Any]]:
    """The names of countries in sight; `least` is the width of the map, in pixels, from which one has room."""
    found = []
    for country in _world()["objects"]["countries"]["geometries"]:
        name, (across, down, wide) = country["properties"]["name"], country["properties"]["at"]
        if low[0] <= across <= high[0] and low[1] <= down <= high[1]:
            least = round(ROOM * len(name) * (high[0] - low[0]) / max(wide, 0.1))
            found.append({"name": name, "longitude": across, "latitude": down, "least": least})
    return found


def _frame(known: Sequence[Spot]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners of the stretch of the world that holds the places, south-west and north-east."""
    across = [spot.longitude for spot in known if spot.longitude is not None]
    down = [spot.latitude for spot in known if spot.latitude is not None]
    return (
        (max(min(across) - AROUND, -180.0), max(min(down) - AROUND, -75.0)),
        (min(max(across) + AROUND, 180.0), min(max(down) + AROUND, 80.0)),
    )


def _tip(spot: Spot) -> dict[str, str]:
    told = {
        "title": f"{spot.name} ({spot.country})" if spot.country else spot.name,
        "cooperation": f"{spot.sides.get('cooperation', 0):,}",
        "conflict": f"{spot.sides.get('conflict', 0):,}",
        "told by": counted(spot.reports, "independent report"),
    }
    if other := spot.sides.get("neither", 0):
        told["other"] = f"{other:,}"
    return told


def _address(spot: Spot, link: Link) -> str | None:
    return link("event", spot.event) if spot.events == 1 else link("place", spot.name)


def _row(spot: Spot, link: Link) -> tuple[Cell, ...]:
    sides: tuple[Side, ...] = ("cooperation", "conflict", "neither")
    return (
        Cell(spot.name, _address(spot, link)),
        Cell(spot.country or ""),
        *(number_cell(spot.sides.get(side, 0)) for side in sides),
        number_cell(spot.reports),
        Cell("yes" if spot.latitude is not None else "no: where it lies is not known"),
    )


def _summary(spots: Sequence[Spot], known: Sequence[Spot]) -> str:
    events = sum(spot.events for spot in spots)
    best = spots[0]
    return (
        f"{counted(events, 'event')} told as done at {counted(len(spots), 'place')}, {len(known):,} of them on the "
        f"map; most at {best.name} ({best.events:,})."
    )


def _notes(spots: Sequence[Spot], known: Sequence[Spot]) -> tuple[str, ...]:
    notes = ["Events without a place in the reports are not here. Size: number of events."]
    if missing := len(spots) - len(known):
        notes.append(f"In the table only, for their position is not known: {counted(missing, 'place')}.")
    if len(known) > POINTS:
        notes.append(f"Drawn: the {POINTS} places with most events, of {len(known):,}.")
    notes.append("Outlines and names of countries: Natural Earth, public domain, as drawn there.")
    return tuple(notes)
