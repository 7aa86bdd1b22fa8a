"""The reader: a report as filed, with every record marked in it; and the page of one record.

What comes in: a visit. What goes out: the page; from a record one step leads to its words
(/report/ID?at=123-145#s123-145), from the words to the record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from starlette.responses import Response

from regesta.errors import CaseError
from regesta.passages import blocks_of, focus_of
from regesta.records import (
    Actor,
    Block,
    Commitment,
    Discrepancy,
    Document,
    Judgement,
    Link,
    Mention,
    Record,
    Skipped,
    Span,
    Statement,
    Status,
)
from regesta.show.web import drawing
from regesta.show.web.correcting import fields_of
from regesta.show.web.entries import compared, entries, entry, sides
from regesta.show.web.visit import Visit
from regesta.text import pieces

__all__ = ["record", "report"]

# A long report is cut into leaves of about this many characters.
LEAF = 24_000
PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
MEMBERS_SHOWN = 12
# A report of so many characters does not fit the screen: a strip above it shows what stands where.
LONG = 2_500


class Mark(msgspec.Struct, frozen=True):
    """A record over a stretch of text; `focus` when the stretch is the words it is about."""

    record: Any
    focus: bool
    length: int


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report under one set of records: `about` is the one with the fewest words."""

    text: str
    about: Any = None
    over: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    lit: bool = False


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A block of a report, its pieces, and the records whose words begin in it."""

    block: Block
    pieces: tuple[Piece, ...]
    notes: tuple[Any, ...]


def report(visit: Visit) -> Response:
    """A report as filed."""
    found = visit.case.document(visit.report(visit.given("id")).id)
    records: list[Any] = list(visit.case.within_report(found.id))
    if visit.given("names"):
        records += visit.case.mentions_in(found.id)
    lit = _place(visit.given("at"), found)
    leaves = list(_leaves(found))
    leaf = _leaf(visit, leaves, lit)
    return visit.page(
        "report.html",
        found=found,
        paragraphs=list(_paragraphs(found, leaves[leaf], records, lit)) if leaves else [],
        number=len(visit.case.within_report(found.id)),
        leaf=leaf + 1,
        leaves=len(leaves),
        copies=[
            copy
            for copy, original in visit.once("copies", lambda case: case.copies())
            if original == found.id
        ],
        judged=visit.case.judged(found),
        fields=fields_of(visit, found),
        charts=[drawing.strip(visit, found.id, len(found.text))] if len(found.text) > LONG else [],
    )


def record(visit: Visit) -> Response:
    """One record: every field, its words in their reports, what it is linked to."""
    found: Any = visit.case.get(visit.given("id"))
    if isinstance(found, Document):
        return visit.elsewhere(f"report/{found.id}")
    if isinstance(found, Actor):
        return visit.elsewhere(f"actor/{found.id}")
    if isinstance(found, Mention):
        return visit.elsewhere(f"report/{found.document}", at=f"{found.start}-{found.end}", names="on")
    if isinstance(found, Judgement):
        return visit.elsewhere("corrections")
    if isinstance(found, Skipped):
        return visit.elsewhere("sources")
    return visit.page("record.html", **_around(visit, found), found=found, fields=fields_of(visit, found))


def _around(visit: Visit, found: Any) -> dict[str, Any]:
    """The record as an entry, and what is linked to it."""
    case = visit.case
    own = entry(visit, found)
    inside = case.within(found) if isinstance(found, Statement) else []
    grouped = case.grouped(found) if isinstance(found, Commitment | Status) else []
    members = found.members[:MEMBERS_SHOWN] if isinstance(found, Link) else ()
    linked = [
        (
            link,
            compared(visit, _records(visit, (found.id, *(one for one in link.members if one != found.id)))),
        )
        for link in own.again
    ]
    outer = [getattr(found, name, None) for name in ("event", "statement", "nested_in")]
    alone = [ident for ident in grouped if not any(ident in link.members for link in own.again)]
    return {
        "own": own,
        "tellings": entries(visit, own.told),
        "inside": entries(visit, inside),
        "around": entries(visit, _records(visit, [ident for ident in outer if ident])),
        "grouped": entries(visit, _records(visit, alone)),
        "linked": linked,
        "members": compared(visit, _records(visit, members)),
        "disputes": [(item, sides(visit, item)) for item in own.disputes],
        "sides": sides(visit, found) if isinstance(found, Discrepancy) else [],
    }


def _records(visit: Visit, idents: Iterable[str]) -> list[Any]:
    found = [visit.case.get(ident) for ident in list(idents)[:MEMBERS_SHOWN]]
    return [record for record in found if isinstance(record, Record)]


# The text with its marks


def _place(at: str, found: Document) -> Span | None:
    """The stretch of the text that an address asks for."""
    place = PLACE.fullmatch(at)
    if place is None:
        return None
    start, end = int(place[1]), int(place[2])
    return Span(found.id, start, end) if start < end <= len(found.text) else None


def _leaves(found: Document) -> Iterator[list[Block]]:
    """The blocks of a report, some pages of them together."""
    leaf: list[Block] = []
    size = 0
    for block in blocks_of(found):
        for start in range(block.start, block.end, LEAF):
            part = Block(start, min(start + LEAF, block.end), block.role)
            if leaf and size + part.end - part.start > LEAF:
                yield leaf
                leaf, size = [], 0
            leaf.append(part)
            size += part.end - part.start
    if leaf:
        yield leaf


def _leaf(visit: Visit, leaves: list[list[Block]], lit: Span | None) -> int:
    """Which leaf to show: the one asked for, or the one that holds the words asked for."""
    asked = visit.given("leaf")
    if asked:
        if not (asked.isascii() and asked.isdecimal()) or not 0 < int(asked) <= len(leaves):
            raise CaseError(f"{asked[:20]!r} is no part of this report; it has {len(leaves)}")
        return int(asked) - 1
    if lit is None:
        return 0
    return next((number for number, leaf in enumerate(leaves) if lit.start < leaf[-1].end), 0)


def _paragraphs(
    found: Document, leaf: list[Block], records: list[Any], lit: Span | None
) -> Iterator[Paragraph]:
    """The blocks of a leaf with their marks."""
    marks: list[tuple[int, int, Mark | None]] = []
    spots: dict[int, list[str]] = defaultdict(list)
    begins: dict[int, list[Any]] = defaultdict(list)
    for one in records:
        focus = focus_of(one)
        for span in dict.fromkeys((*focus, *one.evidence)):
            marks.append((span.start, span.end, Mark(one, span in focus, span.end - span.start)))
            spots[span.start].append(f"s{span.start}-{span.end}")
        if not isinstance(one, Mention):
            begins[min(span.start for span in focus)].append(one)
    if lit is not None:
        marks.append((lit.start, lit.end, None))
        spots[lit.start].append(f"s{lit.start}-{lit.end}")
    for block in leaf:
        inside = [mark for mark in marks if mark[0] < block.end and block.start < mark[1]]
        cut = tuple(
            _piece(found.text[first:last], over, dict.fromkeys(spots.get(first, ())))
            for first, last, over in pieces(block.start, block.end, inside)
        )
        notes = tuple(
            one for start in sorted(begins) if block.start <= start < block.end for one in begins[start]
        )
        yield Paragraph(block=block, pieces=cut, notes=notes)


def _piece(text: str, over: tuple[Mark | None, ...], spots: Iterable[str]) -> Piece:
    marks = [mark for mark in over if mark is not None]
    about = min((mark for mark in marks if mark.focus), key=lambda mark: mark.length, default=None)
    return Piece(
        text=text,
        # A space between two marks is nothing to follow.
        about=about.record if about and text.strip() else None,
        over=tuple(dict.fromkeys(mark.record.id for mark in marks)),
        spots=tuple(spots),
        lit=None in over,
    )
