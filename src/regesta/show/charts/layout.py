"""Who is tied to whom -> a place for everybody on a sheet, the same each time.

What comes in: the sizes of labelled points in pixels, and ties with their weights. What goes out: places
in a unit square.

Force-directed placement (Fruchterman and Reingold, 1991: https://doi.org/10.1002/spe.4380211102) from a
sunflower's spiral instead of a random start, then boxes that overlap are pushed apart.

>>> placed([(40.0, 20.0), (40.0, 20.0)], [(0, 1, 1.0)]) == placed([(40.0, 20.0), (40.0, 20.0)], [(0, 1, 1.0)])
True
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

__all__ = ["HIGH", "WIDE", "placed"]

# The sheet in pixels on which labels must not cover each other; smaller screens show fewer labels.
WIDE, HIGH = 820.0, 560.0
ROUNDS = 160
APART = 60
GRAVITY = 0.09
# Points further apart than this many times their rest (squared) let each other be, so that islands stay near.
REACH = 14.0
NEAREST = 1e-4
# Sheets that are remembered, each some thirty points.
KEPT = 512
GOLDEN = math.pi * (3 - math.sqrt(5))

Places = list[list[float]]


def placed(
    boxes: Sequence[tuple[float, float]],
    ties: Sequence[tuple[int, int, float]],
    *,
    centre: int | None = None,
) -> list[tuple[float, float]]:
    """Places (0 to 1 across and down) for boxes of these widths and heights; `centre` stays in the middle."""
    return list(_placed(tuple(boxes), tuple(ties), centre)) if boxes else []


@functools.lru_cache(KEPT)
def _placed(
    boxes: tuple[tuple[float, float], ...], ties: tuple[tuple[int, int, float], ...], centre: int | None
) -> list[tuple[float, float]]:
    """The same, worked out once for a sheet: what is new in a case leaves most of its sheets as they were."""
    places = _spiral(len(boxes), centre)
    _settle(places, ties, centre)
    _stretch(places, boxes, centre)
    _part(places, boxes, centre)
    return [(round(x / WIDE, 4), round(y / HIGH, 4)) for x, y in places]


def _spiral(number: int, centre: int | None) -> Places:
    """The start: in order of importance from the middle outwards, as seeds stand in a sunflower."""
    places = []
    for rank in range(number):
        far, angle = math.sqrt(rank + 0.5) / math.sqrt(number + 0.5), rank * GOLDEN
        places.append([0.5 + 0.45 * far * math.cos(angle), 0.5 + 0.45 * far * math.sin(angle)])
    if centre is not None:
        places[centre] = [0.5, 0.5]
    return places


def _settle(places: Places, ties: Sequence[tuple[int, int, float]], centre: int | None) -> None:
    """Points push each other away and ties pull, less far each round."""
    number = len(places)
    rest = 0.8 / math.sqrt(number)
    heaviest = max((weight for _, _, weight in ties), default=1.0)
    pulls = [(one, other, (0.6 + 0.4 * weight / heaviest) / rest) for one, other, weight in ties]
    for count in range(ROUNDS):
        limit = 0.12 * (1 - count / ROUNDS) + 0.002
        moves = _pushed(places, rest * rest)
        for one, other, strength in pulls:
            _pull(places, moves, (one, other), strength)
        for number_, (across, down) in enumerate(moves):
            far = math.hypot(across, down)
            if number_ == centre or not far:
                continue
            step = min(far, limit) / far
            places[number_][0] += across * step
            places[number_][1] += down * step


def _pushed(places: Places, strength: float) -> Places:
    """How far the middle draws each point and all others push it, pair by pair."""
    # Eighty thousand pairs a chart: a call for each, and a look into a list for each side, took three times as long.
    reach = REACH * strength
    before: list[tuple[float, float, list[float]]] = []
    for x, y in places:
        move_x, move_y = (0.5 - x) * GRAVITY, (0.5 - y) * GRAVITY
        for other_x, other_y, other in before:
            across, down = x - other_x, y - other_y
            far = across * across + down * down
            if far > reach:
                continue
            force = strength / (far if far > NEAREST else NEAREST)
            across *= force
            down *= force
            move_x += across
            move_y += down
            other[0] -= across
            other[1] -= down
        before.append((x, y, [move_x, move_y]))
    return [move for _, _, move in before]


def _pull(places: Places, moves: Places, pair: tuple[int, int], strength: float) -> None:
    one, other = pair
    across, down = places[one][0] - places[other][0], places[one][1] - places[other][1]
    force = math.hypot(across, down) * strength
    moves[one][0] -= across * force
    moves[one][1] -= down * force
    moves[other][0] += across * force
    moves[other][1] += down * force


def _stretch(places: Places, boxes: Sequence[tuple[float, float]], centre: int | None) -> None:
    """Fill the sheet, with room at its edges for half a box."""
    for axis, size in ((0, WIDE), (1, HIGH)):
        edge = max(box[axis] for box in boxes) / 2
        values = [place[axis] for place in places]
        low, high = min(values), max(values)
        if centre is not None:
            far = max(high - places[centre][axis], places[centre][axis] - low)
            low, high = places[centre][axis] - far, places[centre][axis] + far
        spread = high - low
        for place in places:
            share = (place[axis] - low) / spread if spread > 1e-9 else 0.5
            place[axis] = edge + share * (size - 2 * edge)


def _part(places: Places, boxes: Sequence[tuple[float, float]], centre: int | None) -> None:
    """Push apart boxes that overlap, along the side where that takes less, and keep them on the sheet."""
    for _ in range(APART):
        moved = False
        for one in range(len(places)):
            for other in range(one):
                moved |= _parted(places, boxes, (one, other), centre)
        for place, box in zip(places, boxes, strict=True):
            place[0] = min(max(place[0], box[0] / 2), WIDE - box[0] / 2)
            place[1] = min(max(place[1], box[1] / 2), HIGH - box[1] / 2)
        if not moved:
            return


def _parted(
    places: Places, boxes: Sequence[tuple[float, float]], pair: tuple[int, int], centre: int | None
) -> bool:
    one, other = pair
    gaps = [
        (boxes[one][axis] + boxes[other][axis]) / 2 - abs(places[one][axis] - places[other][axis])
        for axis in (0, 1)
    ]
    if min(gaps) <= 0:
        return False
    axis = 0 if gaps[0] < gaps[1] else 1
    way = 1.0 if places[one][axis] >= places[other][axis] else -1.0
    for number, sign in ((one, way), (other, -way)):
        if number != centre:
            places[number][axis] += sign * (gaps[axis] / 2 + 0.5)
    return True
