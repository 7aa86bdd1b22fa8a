"""Who acts towards whom -> the network: a line a direction, blue for cooperation, orange for conflict.

What comes in: `Dyad` rows of a case (what is told as done), the names of actors, the addresses of records.
What goes out: a `Chart`; with `centre`, that of one actor and those it deals with.

    network(case.dyads(), case.name, address)

The line is as wide as independent reports tell of it, the point as large as the events of its actor. Places
are worked out here, always the same (layout.py), so that a page, a print and the next visit agree.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from regesta.show.charts.chart import (
    COLOURS,
    Cell,
    Chart,
    Key,
    Link,
    Side,
    Spec,
    counted,
    number_cell,
    short,
    side_of,
    template,
)
from regesta.show.charts.layout import HIGH, placed
from regesta.store.tallies import Dyad

__all__ = ["network"]

# More than this and lines hide each other; the rest is named in the notes and stands in the lists.
ACTORS, LINES, ROWS = 32, 90, 300
LABEL, CHARACTER = 24, 6.6  # characters, pixels
FEW, LOW = 8, 360  # so few actors need less height (pixels)
PHONE, LINE_HIGH = 330.0, 17.0  # pixels: the width of a small screen, the height of a name
KEYS = (
    Key("line-cooperation", "cooperation"),
    Key("line-conflict", "conflict"),
    Key("line-neither", "neither"),
    Key("neither", "an actor: larger with more events"),
)


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor did to another on one side: cooperation, conflict or neither."""

    actor: str
    recipient: str
    side: Side
    events: int
    reports: int


def network(
    rows: Sequence[Dyad],
    name: Callable[[str], str],
    link: Link,
    *,
    centre: str | None = None,
) -> Chart:
    """Who acts towards whom, of all or (`centre`) around one actor."""
    ties = _ties(rows)
    if centre is not None:
        near = {
            one for tie in ties for one in (tie.actor, tie.recipient) if centre in (tie.actor, tie.recipient)
        }
        ties = [tie for tie in ties if tie.actor in near and tie.recipient in near]
    title = f"Around {name(centre)}" if centre else "Who acts towards whom"
    if not ties:
        return Chart(
            name="network", title=title, summary="No event here is told of two who act on each other."
        )
    order, drawn = _chosen(ties, centre)
    summary = _summary(ties, order, name)
    return Chart(
        name="network",
        title=title,
        summary=summary,
        spec=_spec(drawn, order, centre, (name, link, summary)),
        columns=("Who", "Towards whom", "Cooperation #", "Conflict #", "Other #", "Independent reports #"),
        rows=_rows(ties, name, link),
        keys=KEYS,
        notes=_notes(ties, drawn, order),
    )


def _ties(rows: Sequence[Dyad]) -> list[Tie]:
    """Rows by type -> ties by side, the best told first."""
    events: Counter[tuple[str, str, Side]] = Counter()
    reports: Counter[tuple[str, str, Side]] = Counter()
    for row in rows:
        key = (row.actor, row.recipient, side_of(row.type))
        events[key] += row.events
        reports[key] += row.reports
    order = sorted(events, key=lambda key: (-reports[key], -events[key], key))
    return [
        Tie(actor=key[0], recipient=key[1], side=key[2], events=events[key], reports=reports[key])
        for key in order
    ]


def _chosen(ties: Sequence[Tie], centre: str | None) -> tuple[list[str], list[Tie]]:
    """The actors to draw, the busiest first, and the ties between them."""
    weight: Counter[str] = Counter()
    for tie in ties:
        weight[tie.actor] += tie.reports
        weight[tie.recipient] += tie.reports
        if centre is not None and centre in (tie.actor, tie.recipient):
            # Around one actor, those it deals with itself come first.
            other = tie.recipient if tie.actor == centre else tie.actor
            weight[other] += 1000 * tie.reports
    order = sorted(weight, key=lambda actor: (actor != centre, -weight[actor], actor))[:ACTORS]
    kept = set(order)
    drawn = [tie for tie in ties if tie.actor in kept and tie.recipient in kept][:LINES]
    tied = {one for tie in drawn for one in (tie.actor, tie.recipient)}
    return [actor for actor in order if actor in tied], drawn


def _spec(
    drawn: Sequence[Tie],
    order: Sequence[str],
    centre: str | None,
    told: tuple[Callable[[str], str], Link, str],
) -> Spec:
    name, link, summary = told
    events: Counter[str] = Counter()
    for tie in drawn:
        events.update({tie.actor: tie.events, tie.recipient: tie.events})
    number = {actor: rank for rank, actor in enumerate(order)}
    radius = [round(4.5 + 2.6 * math.sqrt(min(events[actor], 60)), 1) for actor in order]
    labels = [short(name(actor), LABEL) for actor in order]
    boxes = [
        (max(len(label) * CHARACTER, 2 * size) + 8, 2 * size + 22)
        for label, size in zip(labels, radius, strict=True)
    ]
    links = [(number[tie.actor], number[tie.recipient], math.sqrt(tie.reports)) for tie in drawn]
    places = placed(boxes, links, centre=number.get(centre) if centre else None)
    roomy = _roomy(places, labels)
    nodes = [
        {
            "rank": rank,
            "roomy": rank in roomy,
            "u": places[rank][0],
            "v": places[rank][1],
            "name": labels[rank],
            "radius": radius[rank],
            "tip": {"title": name(actor), "drawn here": counted(events[actor], "event")},
            "href": link("actor", actor),
        }
        for rank, actor in enumerate(order)
    ]
    lines = _lines(drawn, (number, places), name, link)
    high = round(HIGH) if len(order) > FEW else LOW
    return template("network", summary=summary, height=high, nodes=nodes, lines=lines)


def _lines(
    drawn: Sequence[Tie],
    where: tuple[dict[str, int], Sequence[tuple[float, float]]],
    name: Callable[[str], str],
    link: Link,
) -> list[dict[str, Any]]:
    """The lines, those told most on top."""
    most = max(tie.reports for tie in drawn)
    return [
        _line(tie, where, name, link) | {"wide": round(1.2 + 6 * math.sqrt(tie.reports / (most + 8)), 1)}
        for tie in reversed(drawn)
    ]


def _roomy(places: Sequence[tuple[float, float]], labels: Sequence[str]) -> set[int]:
    """The actors, by rank, whose names do not cover each other on a phone."""
    halves = [len(label) * CHARACTER / 2 / PHONE for label in labels]
    found: set[int] = set()
    for rank, (x, y) in enumerate(places):
        free = all(
            abs(y - places[other][1]) * HIGH > LINE_HIGH
            or abs(x - places[other][0]) > halves[rank] + halves[other]
            for other in found
        )
        if free and halves[rank] <= x <= 1 - halves[rank]:
            found.add(rank)
    return found


def _line(
    tie: Tie,
    where: tuple[dict[str, int], Sequence[tuple[float, float]]],
    name: Callable[[str], str],
    link: Link,
) -> dict[str, Any]:
    number, places = where
    one, other = number[tie.actor], number[tie.recipient]
    return {
        "one": one,
        "other": other,
        "u": places[one][0],
        "v": places[one][1],
        "u2": places[other][0],
        "v2": places[other][1],
        # Lines of two kinds, or of both directions, part from each other.
        "bend": {"cooperation": 0.1, "conflict": 0.22, "neither": 0.34}[tie.side],
        "colour": COLOURS[tie.side],
        "tip": {
            "title": f"{name(tie.actor)} → {name(tie.recipient)}",
            "what": f"{counted(tie.events, 'event')} of {tie.side}"
            if tie.side != "neither"
            else "other events",
            "told by": counted(tie.reports, "independent report"),
        },
        "href": link("dyad", f"{tie.actor} {tie.recipient}"),
    }


def _summary(ties: Sequence[Tie], order: Sequence[str], name: Callable[[str], str]) -> str:
    sides = Counter[Side]()
    for tie in ties:
        sides[tie.side] += tie.events
    actors = {one for tie in ties for one in (tie.actor, tie.recipient)}
    best = ties[0]
    kind = f" ({best.side})" if best.side != "neither" else ""
    return (
        f"{counted(len(actors), 'actor')} tied by {counted(sides['cooperation'], 'event')} of cooperation and "
        f"{sides['conflict']:,} of conflict told as done; most often told: {name(best.actor)} towards "
        f"{name(best.recipient)}{kind}."
    )


def _notes(ties: Sequence[Tie], drawn: Sequence[Tie], order: Sequence[str]) -> tuple[str, ...]:
    notes = [
        "A line leads from who acts to whom it is done to; its width is the number of independent reports."
    ]
    everyone = {one for tie in ties for one in (tie.actor, tie.recipient)}
    if len(drawn) < len(ties):
        notes.append(
            f"Drawn: the {len(order)} actors and {len(drawn)} lines told most, of {len(everyone):,} and {len(ties):,}."
        )
    return tuple(notes)


def _rows(ties: Sequence[Tie], name: Callable[[str], str], link: Link) -> tuple[tuple[Cell, ...], ...]:
    pairs: dict[tuple[str, str], dict[Side, int]] = {}
    reports: Counter[tuple[str, str]] = Counter()
    for tie in ties:
        pairs.setdefault((tie.actor, tie.recipient), {})[tie.side] = tie.events
        reports[tie.actor, tie.recipient] += tie.reports
    best = sorted(pairs, key=lambda pair: (-reports[pair], pair))[:ROWS]
    sides: tuple[Side, ...] = ("cooperation", "conflict", "neither")
    return tuple(
        (
            Cell(name(one), link("actor", one)),
            Cell(name(other), link("actor", other)),
            *(number_cell(pairs[one, other].get(side, 0)) for side in sides),
            number_cell(reports[one, other], link("dyad", f"{one} {other}")),
        )
        for one, other in best
    )
