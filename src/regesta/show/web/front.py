"""The overview: what the case holds and its story, on one screen.

What comes in: a visit. What goes out: the page.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from regesta.records import Document, Event
from regesta.run import Case
from regesta.show.web import drawing
from regesta.show.web.entries import entries, sides
from regesta.show.web.visit import Visit
from regesta.store.pages import Filters

__all__ = ["overview"]

EVENTS, PROMISES, DISPUTES, REPORTS, ACTORS, DYADS = 8, 5, 4, 6, 14, 8
ALONE = 3
# The disagreements that a reader wants to know first.
TELLING = ("date", "figure", "status", "attribution", "framing", "wording", "spelling")


def overview(visit: Visit) -> Response:
    """The first page."""
    case = visit.case
    disputes = visit.once("front disputes", _disputes)
    return visit.page(
        "overview.html",
        charts=[drawing.timeline(visit, Filters(), sayings=False)],
        counts=visit.once("counts", lambda case: case.counts()),
        outlets=visit.once("named outlets", lambda case: case.outlets_named()),
        stretch=visit.once("stretch", lambda case: case.published_between()),
        happened=entries(
            visit, case.one_by_one("event", visit.once("front", lambda case: case.most_told(EVENTS)))
        ),
        latest=visit.once("latest", _latest),
        promised=entries(visit, case.latest(("commitment",), Filters(type="pledge"), size=PROMISES)),
        disputed=[(record, sides(visit, record)) for record in disputes],
        actors=case.known_actors(size=ACTORS).records,
        dyads=visit.once("front dyads", lambda case: case.dyads(limit=DYADS)),
    )


def _disputes(case: Case) -> list[Any]:
    found: list[Any] = []
    for sort in TELLING:
        found.extend(case.disputes(sort, size=DISPUTES - len(found)).records)
        if len(found) >= DISPUTES:
            break
    return found


def _latest(case: Case) -> list[tuple[Document, list[Event]]]:
    """The last reports, each with what it alone tells."""
    return [(report, case.told_only_in(report.id, size=ALONE)) for report in case.latest_reports(REPORTS)]
