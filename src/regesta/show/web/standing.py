"""Relations: how each pair stands on each dimension, step by step, with contradictions in sight.

What comes in: a visit. What goes out: the page of relations.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.responses import Response

from regesta.show.web import drawing
from regesta.show.web.entries import Entry, entry
from regesta.show.web.filters import number_of, pages_of
from regesta.show.web.visit import Visit
from regesta.store.changes import Step, Turn, turns
from regesta.store.indexes import Series

__all__ = ["Course", "course", "relations"]

SIZE = 12
# Of a long series a list shows what it turned to and how it stands last; all of it has a page of its own.
STEPS_SHOWN, STEPS_ALONE = 5, 60


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A relation, the steps of it that are shown, and how many there are."""

    relation: Series
    steps: tuple[tuple[Step, Entry], ...]
    of: int


def relations(visit: Visit) -> Response:
    """Every relation, those that changed or are told most often first; with `series`, one in full."""
    alone = visit.given("series")
    listing = visit.case.relations(
        first=(number_of(visit) - 1) * SIZE,
        size=SIZE,
        actors=visit.case.actors_called(visit.given("actor")) if visit.given("actor") else None,
        dimension=visit.given("type"),
        key=alone,
    )
    dimensions = visit.once("dimensions", lambda case: case.dimensions())
    plain = not alone and not visit.given("type")
    return visit.page(
        "relations.html",
        charts=[drawing.standings(visit, visit.given("actor") or None)] if plain else [],
        shown=[course(visit, one, STEPS_ALONE if alone else STEPS_SHOWN) for one in listing.records],
        pages=pages_of(listing, SIZE),
        dimensions=dimensions,
    )


def course(visit: Visit, relation: Series, limit: int) -> Course:
    """A relation with so many of its steps by time, each with its words."""
    told = visit.case.values_of(relation.key)
    steps: list[Step] = []
    for turn in _telling(list(turns(told)), limit):
        status = visit.case.one("status", turn.ident)
        steps.append(Step(series=relation.key, status=status, changed=turn.changed, before=turn.before))
    return Course(
        relation=relation,
        steps=tuple((step, entry(visit, step.status)) for step in steps),
        of=relation.statuses,
    )


def _telling(steps: Sequence[Turn], limit: int) -> list[Turn]:
    """The first and the last step, those that changed it, and as many others as there is room for."""
    if len(steps) <= limit:
        return list(steps)
    turns = [number for number, step in enumerate(steps) if step.changed]
    kept = dict.fromkeys([0, len(steps) - 1, *turns, *range(len(steps))])
    return [steps[number] for number in sorted(list(kept)[:limit])]
