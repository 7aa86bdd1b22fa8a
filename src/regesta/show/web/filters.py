"""The address of a page -> the filters it asks for, and which page of the list.

What comes in: a visit. What goes out: `Filters`, and `Pages` to turn.

    /statements?speaker=Wang%20Yi&since=2021-07&page=2
"""

from __future__ import annotations

import msgspec

from regesta.errors import CaseError
from regesta.show.web.visit import Visit
from regesta.store.pages import Filters, Listing

__all__ = ["SIZE", "Pages", "filters_of", "number_of", "pages_of"]

SIZE = 30
# How filters are called in an address, where not as in `Filters`.
CALLED = {"words": "text"}
TURNED = 100_000


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """Which page this is of how many, and which entries it holds."""

    number: int
    of: int
    first: int
    last: int
    total: int


def filters_of(visit: Visit, *names: str) -> Filters:
    """The filters asked for, of those the page takes (all of them when none is named)."""
    taken = names or Filters.__struct_fields__
    given = {name: visit.given(CALLED.get(name, name)) or None for name in taken}
    return Filters(**given)


def number_of(visit: Visit) -> int:
    """The number of the page asked for. Raises CaseError for what is no number."""
    asked = visit.given("page") or "1"
    if not (asked.isascii() and asked.isdecimal()) or not 0 < int(asked) <= TURNED:
        raise CaseError(f"{asked[:20]!r} is no page; pages are numbered from 1")
    return int(asked)


def pages_of(listing: Listing, size: int = SIZE) -> Pages:
    """What to show of a listing's place among the others."""
    return Pages(
        number=listing.first // size + 1,
        of=max(1, -(-listing.total // size)),
        first=min(listing.first + 1, listing.total),
        last=listing.first + len(listing.records),
        total=listing.total,
    )
