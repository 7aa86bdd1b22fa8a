"""Search and ask: one box for words and for plain questions.

What comes in: a visit with `q`. What goes out: what was found, best first; for a question, the records
that answer it, or that the reports do not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from markupsafe import Markup, escape
from starlette.responses import Response

from regesta.errors import CaseError
from regesta.records import Document, Record
from regesta.run import Case
from regesta.show.web.entries import Entry, entries, entry
from regesta.show.web.filters import Pages, number_of
from regesta.show.web.visit import Visit
from regesta.store.answers import UNREAD, answer
from regesta.store.questions import is_question
from regesta.store.search import CLOSE, OPEN, Found

__all__ = ["search"]

SIZE, ANSWERS = 20, 8
LONGEST = 300


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was found, or a report, with its words."""

    entry: Entry | None
    report: Document | None
    snippet: Markup


def search(visit: Visit) -> Response:
    """What holds the words, and what answers the question."""
    words = visit.given("q")[:LONGEST]
    number = number_of(visit)
    told: Any = None
    hits: list[Hit] = []
    amiss = ""
    if words and is_question(words) and number == 1:
        told = visit.once(("answer", words), lambda case: answer(case, words, limit=ANSWERS))
    try:
        if words:
            kinds = [visit.given("kind")] if visit.given("kind") else []
            outlet = visit.given("outlet") or None
            found = visit.once(
                ("found", words, *kinds, outlet, number), _finding(words, kinds, outlet, number)
            )
            hits = [_hit(visit, one.record, one.snippet) for one in found[(number - 1) * SIZE :]]
    except CaseError as err:
        amiss = str(err)
    return visit.page(
        "search.html",
        words=words,
        told=told,
        answers=entries(visit, told.found) if told else [],
        unread=UNREAD,
        hits=hits[:SIZE],
        amiss=amiss,
        pages=Pages(
            number=number,
            of=number + (len(hits) > SIZE),
            first=(number - 1) * SIZE + 1,
            last=(number - 1) * SIZE + len(hits[:SIZE]),
            total=0,
        ),
    )


def _finding(
    words: str, kinds: Sequence[str], outlet: str | None, number: int
) -> Callable[[Case], list[Found]]:
    return lambda case: case.find(
        re.sub(r"[?]", " ", words), kinds=kinds, limit=number * SIZE + 1, outlet=outlet
    )


def _hit(visit: Visit, found: Any, snippet: str) -> Hit:
    marked = Markup("").join(_marked(snippet))
    return Hit(
        entry=entry(visit, found) if isinstance(found, Record) else None,
        report=found if isinstance(found, Document) else None,
        snippet=marked,
    )


def _marked(snippet: str) -> list[Markup]:
    """The snippet, escaped, with what was found marked."""
    parts = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", " ".join(snippet.split()))
    return [
        Markup("<mark>{}</mark>").format(part[1:-1]) if part.startswith(OPEN) else escape(part)
        for part in parts
    ]
