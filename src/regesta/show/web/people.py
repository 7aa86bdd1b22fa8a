"""Actors: the list, and one page for each: names, roles over time, what it said, did and promised.

What comes in: a visit. What goes out: the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from regesta.errors import CaseError
from regesta.records import Actor
from regesta.run import Case
from regesta.show.web import drawing
from regesta.show.web.correcting import fields_of
from regesta.show.web.entries import entries
from regesta.show.web.filters import number_of, pages_of
from regesta.show.web.standing import course
from regesta.show.web.visit import Visit
from regesta.store.pages import Filters
from regesta.store.rows import fold
from regesta.text import order_of

__all__ = ["actor", "actors"]

SIZE = 100
LATEST, RELATIONS_SHOWN, MEMBERS_SHOWN, PARTNERS_SHOWN = 8, 8, 30, 12
STEPS_SHOWN = 3


def actors(visit: Visit) -> Response:
    """Everybody who is named, those in most records first."""
    listing = visit.case.known_actors(
        first=(number_of(visit) - 1) * SIZE,
        size=SIZE,
        sort=visit.given("type"),
        words=fold(visit.given("text")),
    )
    types = visit.once("actor types", lambda case: case.actor_types())
    return visit.page("actors.html", known=listing.records, pages=pages_of(listing, SIZE), types=types)


def actor(visit: Visit) -> Response:
    """One actor."""
    found = visit.case.get(visit.given("id"))
    if not isinstance(found, Actor):
        raise CaseError(f"{visit.given('id')} is no actor; the page of actors lists them")
    mine = Filters(actor=found.id)
    related = visit.case.relations(actors=[found.id], size=RELATIONS_SHOWN)
    roles = sorted(found.roles, key=lambda role: order_of(role.when))
    kinds = {"statement": Filters(speaker=found.id), "event": mine, "commitment": Filters(speaker=found.id)}
    return visit.page(
        "actor.html",
        charts=[
            chart for chart in (drawing.around(visit, found.id), drawing.timeline(visit, mine)) if chart.data
        ],
        found=found,
        fields=fields_of(visit, found),
        roles=roles,
        named=visit.once(("named", found.id), lambda case: case.named(found.id)),
        latest={
            kind: (
                visit.once(("total", (kind,), asked), _counting((kind,), asked)),
                entries(visit, visit.once(("latest", kind, asked), _latest(kind, asked))),
            )
            for kind, asked in kinds.items()
        },
        about=visit.once(
            ("about", found.id), _counting(("statement", "commitment"), Filters(about=found.id))
        ),
        related=[course(visit, one, STEPS_SHOWN) for one in related.records],
        relations=related.total,
        members=visit.case.members_of(found.id, size=MEMBERS_SHOWN),
        partners=visit.once(("partners", found.id), lambda case: case.partners(found.id))[:PARTNERS_SHOWN],
    )


def _counting(kinds: tuple[str, ...], asked: Filters) -> Callable[[Case], int]:
    return lambda case: case.how_many(kinds, asked)


def _latest(kind: str, asked: Filters) -> Callable[[Case], list[Any]]:
    return lambda case: case.latest((kind,), asked, size=LATEST)
