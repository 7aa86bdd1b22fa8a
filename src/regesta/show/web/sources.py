"""Sources: the reports by outlet and day, copies, who tells of which event, what was skipped.

What comes in: a visit. What goes out: the page.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.responses import Response

from regesta.show.web.filters import filters_of, number_of, pages_of
from regesta.show.web.visit import Visit
from regesta.store.moments import Retold

__all__ = ["sources"]

SIZE = 60
EVENTS_SHOWN, OUTLETS_SHOWN, SKIPPED_SHOWN, COPIES_SHOWN = 30, 12, 50, 50


def sources(visit: Visit) -> Response:
    """Where the case comes from."""
    asked = filters_of(visit, "outlet", "actor", "words", "since", "until")
    first = (number_of(visit) - 1) * SIZE
    found = visit.case.reports(asked, first=first, size=SIZE)
    copies = visit.once("copies", lambda case: case.copies())
    skipped = visit.once("skipped", lambda case: case.skipped())
    outlets = visit.once("outlets", lambda case: case.outlets())
    return visit.page(
        "sources.html",
        reports=found.records,
        number=visit.case.entries_in([one.id for one in found.records]),
        pages=pages_of(found, SIZE),
        filters=asked,
        outlets=sorted(outlets.items(), key=lambda item: (-item[1], item[0])),
        copies=copies[:COPIES_SHOWN],
        copied=len(copies),
        skipped=skipped[:SKIPPED_SHOWN],
        left=len(skipped),
        matrix=visit.once("matrix", lambda case: _matrix(case.retold(limit=EVENTS_SHOWN))),
    )


def _matrix(told: tuple[Retold, ...]) -> dict[str, Any]:
    """Who tells of which event: only events that two outlets tell, and the outlets that tell most of them."""
    rows: dict[str, dict[str, Retold]] = defaultdict(dict)
    for one in told:
        rows[one.event][one.outlet] = one
    shared = {event: cells for event, cells in rows.items() if len(cells) > 1}
    busy: dict[str, int] = defaultdict(int)
    for cells in shared.values():
        for outlet in cells:
            busy[outlet] += 1
    outlets = sorted(busy, key=lambda outlet: (-busy[outlet], outlet))[:OUTLETS_SHOWN]
    return {"outlets": outlets, "rows": list(shared.values()), "more": max(0, len(busy) - len(outlets))}
