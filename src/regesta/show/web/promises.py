"""Commitments as a board: by party and sort, with what was due and what followed.

What comes in: a visit. What goes out: the page of all parties, or of the party asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from starlette.responses import Response

from regesta.show.web import drawing
from regesta.show.web.entries import entries
from regesta.show.web.filters import SIZE, filters_of, number_of, pages_of
from regesta.show.web.lists import options
from regesta.show.web.visit import Visit
from regesta.store.tallies import Sorted

__all__ = ["commitments"]

PARTIES_SHOWN = 60


def commitments(visit: Visit) -> Response:
    """What was promised, offered, demanded, threatened, by whom."""
    asked = filters_of(visit, "speaker", "about", "type", "outlet", "words", "since", "until")
    first = (number_of(visit) - 1) * SIZE
    # Who undertakes most comes first.
    found = visit.case.undertaken(asked, first=first, size=SIZE)
    shown = entries(visit, found.records)
    board = [
        (party, [(sort, list(cards)) for sort, cards in groupby(group, key=lambda one: one.record.sort)])
        for party, group in groupby(shown, key=lambda one: one.record.party)
    ]
    return visit.page(
        "commitments.html",
        board=board,
        pages=pages_of(found),
        filters=asked,
        parties=visit.once("parties", lambda case: _parties(case.sorts()))[:PARTIES_SHOWN],
        options=options(visit, ("commitment",)),
        charts=[] if asked.given or first else [drawing.promises(visit)],
    )


def _parties(counted: Iterable[Sorted]) -> list[tuple[str | None, int]]:
    """Who undertakes how much, the most first."""
    found: dict[str | None, int] = {}
    for one in counted:
        found[one.party] = found.get(one.party, 0) + one.number
    return list(found.items())
