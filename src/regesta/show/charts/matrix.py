"""Who tells of what, who promises what, where in a report what stands -> dots and strips.

What comes in: `Retold`, `Sorted` and `Marked` rows of a case. What goes out: `Chart`s.

    outlets(case.retold(limit=40), address)
    promises(case.sorts(), case.name, address)
    strip(case.marked(document), length, address)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

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

OUTLETS, PARTIES = 22, 14
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
    told: Counter[str] = Counter()
    for row in rows:
        told[row.outlet] += 1
    order = sorted(told, key=lambda outlet: (-told[outlet], outlet))
    kept = order[:OUTLETS]
    events = {row.event: row for row in rows}
    labels = _distinct({ident: short(row.label, 60) for ident, row in events.items()})
    dots = [
        {
            "row": labels[row.event],
            "column": short(row.outlet, 24) if row.outlet in kept else OTHERS,
            "size": 70 + 45 * min(row.told - 1, 4),
            "colour": COLOURS[side_of(row.type)],
            "fill": "var(--chart-paper)" if row.copies >= row.told else COLOURS[side_of(row.type)],
            "title": row.label,
            "words": f"{row.outlet}: {counted(row.told, 'report')}"
            + (f", {row.copies} of them copied" if row.copies else ""),
            "href": link("event", row.event),
            "text": "",
        }
        for row in rows
    ]
    shared = sum(number > 1 for number in Counter(row.event for row in rows).values())
    summary = (
        f"{counted(len(events), 'event')} told most often, by {counted(len(told), 'outlet')}: {shared:,} by more "
        f"than one; {order[0]} tells of {told[order[0]]:,}."
    )
    columns = [short(outlet, 24) for outlet in kept] + ([OTHERS] if len(order) > OUTLETS else [])
    notes = (
        ()
        if len(order) <= OUTLETS
        else (f"{counted(len(order) - OUTLETS, 'outlet')} put together as “{OTHERS}”.",)
    )
    return Chart(
        name="outlets",
        title="Who tells of what",
        summary=summary,
        spec=template(
            "matrix",
            summary=summary,
            dots=dots,
            rows=list(labels.values()),
            columns=columns,
            angle=0 if len(columns) < LEVEL else -50,
        ),
        columns=("Event", "When", "Outlet", "Reports #", "Copies #", "Independent reports of the event #"),
        rows=tuple(_retold(row, link) for row in rows),
        keys=RETOLD_KEYS,
        notes=notes,
    )


def promises(rows: Sequence[Sorted], name: Callable[[str], str], link: Link) -> Chart:
    """Commitments by party and sort; what several reports tell counts once."""
    if not rows:
        return Chart(name="promises", title="Who promises and demands", summary="No commitments here.")
    weight: Counter[str | None] = Counter()
    for row in rows:
        weight[row.party] += row.distinct
    parties = sorted(weight, key=lambda party: (party is None, -weight[party], party or ""))[:PARTIES]
    names = {party: short(name(party), 40) if party else "nobody named" for party in parties}
    labels = _distinct({party or "": label for party, label in names.items()})
    most = max(row.distinct for row in rows)
    shown = [row for row in rows if row.party in names]
    dots = [
        {
            "row": labels[row.party or ""],
            "column": row.sort,
            "size": round(150 + 750 * math.sqrt((row.distinct - 1) / max(most, 8)), 1),
            "colour": "var(--chart-4)",
            "fill": "var(--chart-4)",
            "title": f"{names[row.party]}: {row.sort}",
            "words": f"{counted(row.distinct, 'commitment')} in {counted(row.number, 'report')}",
            "href": link("commitments", f"{row.party or ''} {row.sort}"),
            "text": f"{row.distinct:,}",
        }
        for row in shown
    ]
    total = sum(row.distinct for row in rows)
    sorts = Counter[str]()
    for row in rows:
        sorts[row.sort] += row.distinct
    best = min(sorts, key=lambda sort: (-sorts[sort], sort))
    known = [party for party in weight if party]
    summary = (
        f"{counted(total, 'commitment')} by {counted(len(known), 'party', 'parties')}; most are of the sort "
        f"{best} ({sorts[best]:,})."
    )
    hidden = len(weight) - len(parties)
    return Chart(
        name="promises",
        title="Who promises and demands",
        summary=summary,
        spec=template(
            "matrix",
            summary=summary,
            dots=dots,
            rows=list(labels.values()),
            columns=[sort for sort in SORTS if sort in {row.sort for row in shown}],
            angle=-50,
        )
        | {"height": {"step": 34}},
        columns=("Party", "Sort", "Commitments #", "Reports #"),
        rows=tuple(_sorted(row, name, link) for row in rows[:300]),
        notes=(f"{counted(hidden, 'party', 'parties')} with fewer not drawn; the table has them.",)
        if hidden
        else (),
    )


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
