"""Who promises what, and where in a report what stands -> dots and strips.

What comes in: `Sorted` and `Marked` rows of a case. What goes out: `Chart`s.

    promises(case.sorts(), case.name, address)
    strip(case.marked(document), length, address)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regesta.show.charts.chart import (
    Cell,
    Chart,
    Link,
    counted,
    number_cell,
    short,
    template,
)
from regesta.store.moments import Marked
from regesta.store.tallies import Sorted

__all__ = ["promises", "strip"]

PARTIES, ROWS = 14, 300
STEP, LINE = 34, 18  # pixels a row
BALL = "var(--chart-4)"
# The sorts of commitment, from what is offered to what is exacted.
SORTS = ("pledge", "offer", "intent", "expectation", "demand", "condition", "threat")
# The kinds in a report, each in the colour of its number in charts.css.
KINDS = {
    "statement": "statements",
    "event_mention": "events",
    "commitment": "commitments",
    "status": "relations",
    "figure": "figures",
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
        height=STEP * len(parties),
    )
    hidden = len(weight) - len(parties)
    return Chart(
        name="promises",
        title="Who promises and demands",
        summary=summary,
        spec=spec,
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
    ticks = [
        {
            "row": KINDS[row.kind],
            "first": row.first,
            "last": max(row.last, row.first + length // 200),
            "colour": f"var(--chart-{list(KINDS).index(row.kind) + 1})",
            "title": f"{row.kind.replace('_', ' ')}: {row.type or 'not said'}",
            "href": link("words", f"{row.first}-{row.last}"),
        }
        for row in shown
    ]
    spec = template(
        "strip",
        summary=summary,
        ticks=ticks,
        height=LINE * len(count),
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


def _sorted(row: Sorted, name: Callable[[str], str], link: Link) -> tuple[Cell, ...]:
    return (
        Cell(name(row.party), link("actor", row.party)) if row.party else Cell("nobody named"),
        Cell(row.sort, link("commitments", f"{row.party or ''} {row.sort}")),
        number_cell(row.distinct),
        number_cell(row.number),
    )
