"""Relations: how each pair stands on each dimension, step by step, with contradictions in sight.

What comes in: a visit. What goes out: the page of relations.
"""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from regesta.records import Status
from regesta.show.web import drawing
from regesta.show.web.entries import Entry, entry
from regesta.show.web.filters import number_of, pages_of
from regesta.show.web.visit import Visit
from regesta.store.changes import Step, series
from regesta.store.indexes import Series
from regesta.store.pages import Listing

__all__ = ["relations", "shown"]

SIZE = 15
STEPS_SHOWN = 40


def relations(visit: Visit) -> Response:
    """Every relation, those that changed or are told most often first."""
    known = visit.once("relations", lambda case: case.relations())
    actors = set(visit.case.actors_called(visit.given("actor"))) if visit.given("actor") else None
    asked = [one for one in known if _passes(one, actors, visit.given("type"))]
    first = (number_of(visit) - 1) * SIZE
    listing = Listing(records=tuple(asked[first : first + SIZE]), first=first, total=len(asked))
    dimensions = visit.once("dimensions", lambda _: Counter(one.dimension for one in known))
    return visit.page(
        "relations.html",
        charts=[drawing.standings(visit, visit.given("actor") or None)] if not visit.given("type") else [],
        shown=[(one, shown(visit, one)) for one in listing.records],
        pages=pages_of(listing, SIZE),
        dimensions=dimensions,
    )


def shown(visit: Visit, relation: Series) -> list[tuple[Step, Entry]]:
    """The steps of a relation by time, each with its words."""
    records = [visit.case.one("status", ident) for ident in relation.statuses[:STEPS_SHOWN]]
    statuses = [record for record in records if isinstance(record, Status)]
    return [
        (step, entry(visit, step.status)) for steps in series(visit.case, statuses).values() for step in steps
    ]


def _passes(one: Series, actors: set[str] | None, dimension: str) -> bool:
    sides = {one.holder, one.counterpart}
    return (actors is None or not actors.isdisjoint(sides)) and dimension in ("", one.dimension)
