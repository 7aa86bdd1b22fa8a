"""The overview: what the case holds, on one screen.

What comes in: a visit. What goes out: the page.
"""

from __future__ import annotations

from starlette.responses import Response

from regesta.show.web.visit import Visit

__all__ = ["overview"]


def overview(visit: Visit) -> Response:
    """The first page."""
    counts = visit.once("counts", lambda case: case.counts())
    return visit.page("overview.html", counts=counts)
