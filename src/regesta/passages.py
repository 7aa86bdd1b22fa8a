"""Records and the texts they stand in -> the words to show for them, with what is telling picked out.

What comes in: a report's text, spans of it. What goes out: `Passage`s, cut around them, and where two
sayings differ. Shared by everything that shows records with their words.

>>> text = "They met. Oslo will pay, Lund said. Nobody asked why."
>>> found = passage(text, [Span("d1", 10, 35)], [Span("d1", 10, 23)])
>>> [(piece.text, piece.kinds) for piece in found.pieces]
[('Oslo will pay', ('focus',)), (', Lund said.', ())]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

import msgspec

from regesta.records import Block, Commitment, Document, EventMention, Figure, Span, Statement
from regesta.text import pieces, sentence_around

__all__ = ["WORD", "Passage", "Piece", "blocks_of", "differing", "focus_of", "passage", "stretch", "words_in"]

# Evidence shorter than SHORT is shown within its sentence; a passage never grows beyond LONG.
SHORT, LONG = 50, 700
WORD = re.compile(r"\w+(?:[’']\w+)?")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of words under one set of marks: "focus", "differs"."""

    text: str
    kinds: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one report; `aim` is the first of the words it was cut out for."""

    document: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    aim: Span


def focus_of(record: Any) -> tuple[Span, ...]:
    """The words of its evidence that a record is about."""
    if isinstance(record, Statement | Commitment):
        return record.content or record.evidence
    if isinstance(record, EventMention):
        return record.trigger or record.evidence
    evidence: tuple[Span, ...] = getattr(record, "evidence", ())
    return evidence[:1] if isinstance(record, Figure) else evidence


def passage(text: str, spans: Sequence[Span], focus: Sequence[Span], differs: Iterable[Span] = ()) -> Passage:
    """The words around spans of one report, `focus` and `differs` picked out in them."""
    start, end = stretch(text, spans, focus)
    # Marks over a whole passage would tell nothing.
    marks = [(span.start, span.end, "focus") for span in focus if (span.start, span.end) != (start, end)]
    document = spans[0].document
    marks += [(span.start, span.end, "differs") for span in differs if span.document == document]
    cut = tuple(Piece(text[first:last], kinds) for first, last, kinds in pieces(start, end, marks))
    return Passage(document=document, start=start, end=end, pieces=cut, aim=(*focus, *spans)[0])


def stretch(text: str, spans: Sequence[Span], focus: Sequence[Span]) -> tuple[int, int]:
    """Where to cut a passage: all its spans if they stand close, else those around the focus."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    if end - start > LONG:
        about = focus[:1] or spans[:1]
        over = [span for span in spans if span.covers(about[0])] or about
        start, end = over[0].start, min(over[0].end, over[0].start + LONG)
    if end - start < SHORT:
        start, end = sentence_around(text, start, end)
    return start, min(end, start + LONG)


def words_in(text: str, spans: Iterable[Span]) -> list[tuple[str, Span]]:
    """The words of these spans, case folded, each with its place."""
    return [
        (match.group().casefold(), Span(span.document, match.start(), match.end()))
        for span in spans
        for match in WORD.finditer(text, span.start, span.end)
    ]


def differing(own: Sequence[tuple[str, Span]], other: Sequence[tuple[str, Span]]) -> Iterator[Span]:
    """Stretches of words that have no counterpart on the other side."""
    matcher = SequenceMatcher(None, [w for w, _ in own], [w for w, _ in other], autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            for _, run in groupby(own[first:last], key=lambda item: item[1].document):
                spans = [span for _, span in run]
                yield Span(spans[0].document, spans[0].start, spans[-1].end)


def blocks_of(document: Document) -> Iterator[Block]:
    """The blocks in order; text that no block covers is shown too, signs ("## ") before their block."""
    at = 0
    for block in sorted(document.blocks, key=lambda block: block.start):
        between = document.text[at : block.start]
        signs = between.strip() and not WORD.search(between)
        if between.strip() and not signs:
            yield Block(at, block.start, "body")
        start = at + len(between) - len(between.lstrip()) if signs else block.start
        yield Block(start, block.end, block.role)
        at = max(at, block.end)
    if document.text[at:].strip():
        yield Block(at, len(document.text), "body")
