"""Pages that are lists: the timeline, statements, figures, disagreements.

What comes in: a visit. What goes out: a page of entries by time, with filters that stand in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from starlette.responses import Response

from regesta.records import Statement
from regesta.show.web import drawing
from regesta.show.web.entries import Entry, compared, entries, sides
from regesta.show.web.filters import SIZE, filters_of, number_of, pages_of
from regesta.show.web.visit import Visit
from regesta.store.listing import LAST_DAY
from regesta.store.pages import TOLD, Filters

__all__ = ["disagreements", "figures", "options", "statements", "timeline"]

SOUGHT = ("actor", "also", "about", "type", "outlet", "modality", "words", "since", "until")
MODALITIES = ("actual", "ongoing", "planned", "possible", "conditional", "negated", "claimed")
DISPUTES = 20
# Versions of one quotation, and quotations of a page whose versions stand in it; the rest is one click away.
VARIANTS, COMPARED = 3, 12


def timeline(visit: Visit) -> Response:
    """Events and statements by time."""
    kinds = tuple(kind for kind in TOLD if visit.given("kind") in ("", kind))
    asked = filters_of(visit, *SOUGHT)
    charts = [drawing.timeline(visit, asked)] if "event" in kinds else []
    beside = drawing.windows(charts[0]) if charts else {}
    return _list(visit, "timeline.html", kinds, asked, modalities=MODALITIES, charts=charts, windows=beside)


def statements(visit: Visit) -> Response:
    """Who said what; a quotation that several reports give, side by side."""
    asked = filters_of(visit, "speaker", "about", "type", "outlet", "words", "since", "until")
    return _list(visit, "statements.html", ("statement",), asked, variants=_variants)


def figures(visit: Visit) -> Response:
    """The numbers reported."""
    asked = filters_of(visit, "speaker", "type", "outlet", "words", "since", "until")
    return _list(visit, "figures.html", ("figure",), asked)


def disagreements(visit: Visit) -> Response:
    """Where reports differ, side by side."""
    first = (number_of(visit) - 1) * DISPUTES
    found = visit.case.disputes(visit.given("type") or None, first=first, size=DISPUTES)
    return visit.page(
        "disagreements.html",
        shown=[(record, sides(visit, record)) for record in found.records],
        pages=pages_of(found, DISPUTES),
        sorts=visit.once("disputed", lambda case: case.dispute_sorts()),
    )


def options(visit: Visit, kinds: Sequence[str]) -> dict[str, Any]:
    """What the filters of a list offer: its types, and the outlets."""
    return {
        "types": visit.once(("types", *kinds), lambda case: case.sorts_of(kinds)),
        "outlets": visit.once("outlets", lambda case: case.outlets()),
    }


def _list(visit: Visit, template: str, kinds: tuple[str, ...], asked: Filters, **more: Any) -> Response:
    first = (number_of(visit) - 1) * SIZE
    total = visit.once(("total", kinds, asked), lambda case: case.how_many(kinds, asked))
    found = visit.case.listed(kinds, asked, first=first, size=SIZE, total=total)
    shown = entries(visit, found.records)
    return visit.page(
        template,
        groups=_by_year(visit, shown),
        pages=pages_of(found),
        filters=asked,
        options=options(visit, kinds),
        **{name: (made(visit, shown) if callable(made) else made) for name, made in more.items()},
    )


def _by_year(visit: Visit, shown: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under the year they stand in; those of no year under ''."""
    days = visit.case.days_of([one.id for one in shown])

    def year(one: Entry) -> str:
        day = days.get(one.id, LAST_DAY)
        return "" if day == LAST_DAY else day[:4]

    return [(heading, list(group)) for heading, group in groupby(shown, key=year)]


def _variants(visit: Visit, shown: Sequence[Entry]) -> dict[str, list[Entry]]:
    """For each statement that other reports quote too: all of them, differing words marked."""
    found: dict[str, list[Entry]] = {}
    for one in shown:
        others = [
            visit.case.one("statement", member)
            for link in one.again
            if link.relation == "same_quote"
            for member in link.members
            if member != one.id
        ]
        told: list[Statement] = [record for record in others if isinstance(record, Statement)]
        if told and len(found) < COMPARED:
            found[one.id] = compared(visit, [one.record, *told[: VARIANTS - 1]])
    return found
