"""Who tells of what, who promises what, where in a report what stands -> dots and strips.

What comes in: `Retold`, `Sorted` and `Marked` rows of a case. What goes out: `Chart`s.

    outlets(case.retold(limit=40), address)
    promises(case.sorts(), case.name, address)
    strip(case.marked(document), length, address)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regesta.show.charts.chart import (
    COLOURS,
    Cell,
    Chart,
    Key,
    Link,
    counted,
    number_cell,
    short,
    side_of,
    template,
    time_cell,
)
from regesta.store.moments import Marked, Retold
from regesta.store.tallies import Sorted

__all__ = ["outlets", "promises", "strip"]

OUTLETS, PARTIES, ROWS = 22, 14, 300
BALL = "var(--chart-4)"
OTHERS = "others"
# Below so many columns their names stand level.
LEVEL = 7
# The sorts of commitment, from what is offered to what is exacted.
SORTS = ("pledge", "offer", "intent", "expectation", "demand", "condition", "threat")
KINDS = {
    "statement": "statements",
    "event_mention": "events",
    "commitment": "commitments",
    "status": "relations",
    "figure": "figures",
}
RETOLD_KEYS = (
    Key("cooperation", "cooperation"),
    Key("conflict", "conflict"),
    Key("hollow", "told only in copies of another report"),
)


def outlets(rows: Sequence[Retold], link: Link) -> Chart:
    """Events by outlets: who tells of what; the outlets that tell most first."""
    if not rows:
        return Chart(name="outlets", title="Who tells of what", summary="No events here.")
    told = Counter(row.outlet for row in rows)
    order = sorted(told, key=lambda outlet: (-told[outlet], outlet))
    names = {outlet: short(outlet, 24) for outlet in order[:OUTLETS]}
    labels = _distinct({row.event: short(row.label, 60) for row in rows})
    shared = sum(number > 1 for number in Counter(row.event for row in rows).values())
    summary = (
        f"{counted(len(labels), 'event')} told most often, by {counted(len(told), 'outlet')}: {shared:,} by more "
        f"than one; {order[0]} tells of {told[order[0]]:,}."
    )
    hidden = len(order) - len(names)
    columns = [*dict.fromkeys(names.values()), *([OTHERS] if hidden else [])]
    spec = template(
        "matrix",
        summary=summary,
        dots=[_dot(row, labels[row.event], names.get(row.outlet, OTHERS), link) for row in rows],
        rows=list(labels.values()),
        columns=columns,
        angle=0 if len(columns) < LEVEL else -50,
    )
    return Chart(
        name="outlets",
        title="Who tells of what",
        summary=summary,
        spec=spec,
        columns=("Event", "When", "Outlet", "Reports #", "Copies #", "Independent reports of the event #"),
        rows=tuple(_retold(row, link) for row in rows),
        keys=RETOLD_KEYS,
        notes=(f"{counted(hidden, 'outlet')} put together as “{OTHERS}”.",) if hidden else (),
    )


def _dot(row: Retold, label: str, column: str, link: Link) -> dict[str, Any]:
    """One outlet's telling of one event; hollow when it only carries copies."""
    colour = COLOURS[side_of(row.type)]
    copied = f", {row.copies} of them copied" if row.copies else ""
    return {
        "row": label,
        "column": column,
        "size": 70 + 45 * min(row.told - 1, 4),
        "colour": colour,
        "fill": "var(--chart-paper)" if row.copies >= row.told else colour,
        "title": row.label,
        "words": f"{row.outlet}: {counted(row.told, 'report')}{copied}",
        "href": link("event", row.event),
        "text": "",
    }


def promises(rows: Sequence[Sorted], name: Callable[[str], str], link: Link) -> Chart:
    """Commitments by party and sort; what several reports tell counts once."""
    if not rows:
        return Chart(name="promises", title="Who promises and demands", summary="No commitments here.")
    weight: Counter[str] = Counter()
    sorts: Counter[str] = Counter()
    for row in rows:
        weight[row.party or ""] += row.distinct
        sorts[row.sort] += row.distinct
    parties = sorted(weight, key=lambda party: (party == "", -weight[party], party))[:PARTIES]
    labels = _distinct({party: short(name(party), 40) if party else "nobody named" for party in parties})
    best = min(sorts, key=lambda sort: (-sorts[sort], sort))
    summary = (
        f"{counted(weight.total(), 'commitment')} by {counted(len(weight.keys() - {''}), 'party', 'parties')}; "
        f"most are of the sort {best} ({sorts[best]:,})."
    )
    shown = [row for row in rows if (row.party or "") in labels]
    spec = template(
        "matrix",
        summary=summary,
        dots=_balls(shown, labels, link),
        rows=list(labels.values()),
        columns=[sort for sort in SORTS if sort in {row.sort for row in shown}],
        angle=-50,
    )
    hidden = len(weight) - len(parties)
    return Chart(
        name="promises",
        title="Who promises and demands",
        summary=summary,
        spec=spec | {"height": {"step": 34}},
        columns=("Party", "Sort", "Commitments #", "Reports #"),
        rows=tuple(_sorted(row, name, link) for row in rows[:ROWS]),
        notes=(f"{counted(hidden, 'party', 'parties')} with fewer not drawn; the table has them.",)
        if hidden
        else (),
    )


def _balls(shown: Sequence[Sorted], labels: Mapping[str, str], link: Link) -> list[dict[str, Any]]:
    """A point for each party and sort, with its number."""
    most = max(row.distinct for row in shown)
    return [
        {
            "row": labels[row.party or ""],
            "column": row.sort,
            "size": round(150 + 750 * math.sqrt((row.distinct - 1) / max(most, 8)), 1),
            "colour": BALL,
            "fill": BALL,
            "title": f"{labels[row.party or '']}: {row.sort}",
            "words": f"{counted(row.distinct, 'commitment')} in {counted(row.number, 'report')}",
            "href": link("commitments", f"{row.party or ''} {row.sort}"),
            "text": f"{row.distinct:,}",
        }
        for row in shown
    ]


def strip(rows: Sequence[Marked], length: int, link: Link) -> Chart:
    """One report from its first word to its last: what stands where."""
    shown = [row for row in rows if row.kind in KINDS]
    if not shown:
        return Chart(name="strip", title="What stands where", summary="Nothing was found in this report.")
    count = Counter(row.kind for row in shown)
    parts = [f"{count[kind]:,} {label}" for kind, label in KINDS.items() if count[kind]]
    summary = f"From the first word (left) to the last: {', '.join(parts)}."
    colours = {"event_mention": None, "statement": COLOURS["neither"]}
    ticks = [
        {
            "row": KINDS[row.kind],
            "first": row.first,
            "last": max(row.last, row.first + length // 200),
            "colour": colours.get(row.kind, "var(--chart-4)") or COLOURS[side_of(row.type or "")],
            "title": f"{row.kind.replace('_', ' ')}: {row.type or 'not said'}",
            "href": link(row.kind, row.id),
        }
        for row in shown
    ]
    spec = template(
        "strip",
        summary=summary,
        ticks=ticks,
        rows=[label for kind, label in KINDS.items() if count[kind]],
        length=max(length, 1),
    )
    return Chart(name="strip", title="What stands where", summary=summary, spec=spec)


def _distinct(labels: dict[str, str]) -> dict[str, str]:
    """Labels told from each other: the second of a kind has a mark of its own that is not seen."""
    seen: Counter[str] = Counter()
    found = {}
    for key, label in labels.items():
        found[key] = label + "\u200b" * seen[label]
        seen[label] += 1
    return found


def _retold(row: Retold, link: Link) -> tuple[Cell, ...]:
    return (
        Cell(row.label, link("event", row.event)),
        time_cell(row.start, row.end, "interval"),
        Cell(row.outlet),
        number_cell(row.told),
        number_cell(row.copies),
        number_cell(row.reports),
    )


def _sorted(row: Sorted, name: Callable[[str], str], link: Link) -> tuple[Cell, ...]:
    return (
        Cell(name(row.party), link("actor", row.party)) if row.party else Cell("nobody named"),
        Cell(row.sort, link("commitments", f"{row.party or ''} {row.sort}")),
        number_cell(row.distinct),
        number_cell(row.number),
    )
