"""Makes the world's outlines of the map smaller: `python docs/world.py countries-110m.json`.

What comes in: `countries-110m.json` of the npm package world-atlas 2.0.2 (`npm pack world-atlas`), which is
Natural Earth 1:110m, public domain, as TopoJSON. What goes out: src/regesta/show/charts/world/outlines.json,
without Antarctica, on a grid of a tenth of a degree, with fewer points along each line (Douglas and Peucker,
1973) and a place for each name: the middle of the country's largest part. The same input gives the same bytes.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "regesta" / "show" / "charts" / "world" / "outlines.json"
GRID = 10  # steps a degree
TOLERANCE = 0.18  # degrees; a pixel of a map 1,000 pixels wide is 0.36
ANTARCTICA = "010"
ORIGIN = "Natural Earth 1:110m countries, from npm world-atlas 2.0.2, simplified by docs/world.py"

Point = tuple[float, float]


def simplified(points: list[Point]) -> list[Point]:
    """The line with the points left out that lie close to what remains."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    far, at = 0.0, 0
    for number in range(1, len(points) - 1):
        distance = _distance(points[number], first, last)
        if distance > far:
            far, at = distance, number
    if far <= TOLERANCE:
        return [first, last]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def _distance(point: Point, first: Point, last: Point) -> float:
    across, down = last[0] - first[0], last[1] - first[1]
    length = math.hypot(across, down)
    if not length:
        return math.hypot(point[0] - first[0], point[1] - first[1])
    return abs(across * (point[1] - first[1]) - down * (point[0] - first[0])) / length


def _points(deltas: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """An arc of the source in degrees."""
    x = y = 0
    points = []
    for across, down in deltas:
        x, y = x + across, y + down
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def _arc(deltas: list[list[int]], transform: dict[str, list[float]]) -> list[list[int]]:
    """An arc of the source as an arc of ours: simplified, on our grid, each point told from the one before."""
    line = simplified(_points(deltas, transform))
    grid = [(round(one * GRID), round(other * GRID)) for one, other in line]
    kept = [point for number, point in enumerate(grid) if number == 0 or point != grid[number - 1]]
    if len(kept) == 1:
        kept.append(kept[0])
    told = [list(kept[0])]
    told += [[one[0] - before[0], one[1] - before[1]] for before, one in itertools.pairwise(kept)]
    return told


def _middle(country: dict[str, Any], source: dict[str, Any]) -> list[float]:
    """The centre of gravity of a country's largest part, and how wide that is, in degrees."""
    parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    best = (0.0, 0.0, 0.0, 0.0)
    for part in parts:
        points: list[Point] = []
        for number in part[0]:
            line = _points(source["arcs"][number if number >= 0 else ~number], source["transform"])
            points.extend(line if number >= 0 else line[::-1])
        area = x = y = 0.0
        for (ax, ay), (bx, by) in itertools.pairwise([*points, points[0]]):
            cross = ax * by - bx * ay
            area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
        if area and abs(area) > best[0]:
            east, west = max(one for one, _ in points), min(one for one, _ in points)
            best = abs(area), x / (3 * area), y / (3 * area), east - west
    return [round(number, 1) for number in best[1:]]


def outlines(source: dict[str, Any]) -> dict[str, Any]:
    """The smaller TopoJSON of the whole one."""
    used: dict[int, int] = {}

    def renumbered(part: Any) -> Any:
        if isinstance(part, list):
            return [renumbered(one) for one in part]
        number = part if part >= 0 else ~part
        place = used.setdefault(number, len(used))
        return place if part >= 0 else ~place

    countries = source["objects"]["countries"]["geometries"]
    geometries = [
        {
            "type": one["type"],
            "properties": {"name": one["properties"]["name"], "at": _middle(one, source)},
            "arcs": renumbered(one["arcs"]),
        }
        for one in countries
        if one.get("id") != ANTARCTICA
    ]
    return {
        "type": "Topology",
        "origin": ORIGIN,
        "licence": "public domain (Natural Earth); world-atlas is ISC",
        "date": "2026-11-21",
        "transform": {"scale": [1 / GRID, 1 / GRID], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_arc(source["arcs"][number], source["transform"]) for number in used],
    }


if __name__ == "__main__":
    made = outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(
        json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n"
    )
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(made['arcs'])} lines\n")
