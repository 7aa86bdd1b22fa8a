"""Who acts towards whom -> bars by pair: cooperation to the right, conflict to the left.

What comes in: `Dyad` rows of a case (what is told as done). What goes out: a `Chart`.

    dyads(case.dyads(), case.name, address)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regesta.show.charts.chart import (
    COLOURS,
    Cell,
    Chart,
    Key,
    Link,
    Side,
    counted,
    number_cell,
    short,
    side_of,
    template,
)
from regesta.store.tallies import Dyad

__all__ = ["dyads"]

TOP = 12
STEP = 22  # pixels
TITLE = "Who deals with whom"
SIGNS: tuple[tuple[Side, int], ...] = (("cooperation", 1), ("conflict", -1))
KEYS = (Key("cooperation", "cooperation"), Key("conflict", "conflict"))

Pair = tuple[str, str]


def dyads(rows: Sequence[Dyad], name: Callable[[str], str], link: Link) -> Chart:
    """The pairs with most events."""
    pairs: dict[Pair, Counter[Side]] = {}
    for row in rows:
        pairs.setdefault((row.actor, row.recipient), Counter())[side_of(row.type)] += row.events
    if not pairs:
        return Chart(name="dyads", title=TITLE, summary="No event here is told of two sides.")
    best = sorted(pairs, key=lambda pair: (-pairs[pair].total(), pair))[:TOP]
    first = best[0]
    summary = (
        f"Most often told: {name(first[0])} towards {name(first[1])}, "
        f"{counted(pairs[first]['cooperation'], 'event')} of cooperation and "
        f"{pairs[first]['conflict']:,} of conflict; {counted(len(pairs), 'pair')} in all."
    )
    cells = tuple(
        (
            Cell(name(one), link("actor", one)),
            Cell(name(other), link("actor", other)),
            *(number_cell(pairs[one, other][side]) for side, _ in SIGNS),
        )
        for one, other in best
    )
    labels = {pair: f"{short(name(pair[0]), 20)} → {short(name(pair[1]), 20)}" for pair in best}
    bars = _bars({pair: pairs[pair] for pair in best}, labels, name, link)
    return Chart(
        name="dyads",
        title=TITLE,
        summary=summary,
        spec=template(
            "dyads", summary=summary, height=STEP * len(best), bars=bars, order=list(labels.values())
        ),
        columns=("Who", "Towards whom", "Cooperation #", "Conflict #"),
        rows=cells,
        keys=KEYS,
    )


def _bars(
    best: Mapping[Pair, Counter[Side]], labels: Mapping[Pair, str], name: Callable[[str], str], link: Link
) -> list[dict[str, Any]]:
    """A bar for each pair and side."""
    return [
        {
            "pair": labels[pair],
            "number": number[side] * sign,
            "colour": COLOURS[side],
            "title": f"{name(pair[0])} → {name(pair[1])}",
            "words": f"{counted(number[side], 'event')} of {side}",
            "href": link("dyad", " ".join(pair)),
        }
        for pair, number in best.items()
        for side, sign in SIGNS
        if number[side]
    ]
