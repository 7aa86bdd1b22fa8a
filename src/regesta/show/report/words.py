"""Numbered entries and the reports' texts -> passages under an entry, and full texts with marks.

What comes in: documents and `Entry`s (a record with its number).
What goes out: `Passage`s (the words an entry stands on) and the `Piece`s of each block of a report.

    Words(documents, entries).passages(entry)[0].pieces
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from regesta.passages import WORD, blocks_of, differing, focus_of, stretch, words_in
from regesta.records import (
    Block,
    Commitment,
    Document,
    EventMention,
    Figure,
    Span,
    Statement,
    Status,
)
from regesta.text import pieces, sentence_around

__all__ = ["WORD", "Entry", "Passage", "Piece", "Words", "focus_of"]

MARKED = (Statement, EventMention, Commitment, Status, Figure)


class Entry(msgspec.Struct, frozen=True):
    """A record with its number in the dossier ("S14") and the words it is about."""

    code: str
    kind: str
    record: Any
    focus: tuple[Span, ...]

    @property
    def page(self) -> str:
        """The entry it stands under: all reports of event E7 ("E7.2") stand under E7."""
        return self.code.partition(".")[0]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report under one set of entries; `opens` are those whose words begin here.

    In a full text, `kinds` and `page` are those of the entry whose own words are the fewest.
    """

    text: str
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    page: str | None = None
    opens: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one report, cut out for an entry; `target` is their anchor in the full text."""

    document: Document
    pieces: tuple[Piece, ...]
    target: str


class Over(msgspec.Struct, frozen=True):
    """An entry over a stretch of text; `focus` when the stretch is the words it is about."""

    entry: Entry
    focus: bool
    length: int


Mark = tuple[int, int, Over]


class Words:
    """The texts of the reports, with the words of every entry marked."""

    def __init__(self, documents: Iterable[Document], entries: Iterable[Entry]) -> None:
        self._document = {document.id: document for document in documents}
        self._marks: dict[str, list[Mark]] = defaultdict(list)
        for entry in entries:
            if not isinstance(entry.record, MARKED):
                continue
            for span in dict.fromkeys((*entry.record.evidence, *entry.focus)):
                over = Over(entry, span in entry.focus, span.end - span.start)
                self._marks[span.document].append((span.start, span.end, over))

    def passages(self, entry: Entry, differs: Iterable[Span] = ()) -> list[Passage]:
        """The words an entry stands on, one passage a report, its own words picked out."""
        found = []
        for ident in dict.fromkeys(span.document for span in entry.record.evidence):
            spans = [span for span in entry.record.evidence if span.document == ident]
            focus = [span for span in entry.focus if span.document == ident]
            if ident in self._document:
                found.append(self._passage(spans, focus, f"w-{entry.code}", differs))
        return found

    def around(self, span: Span) -> Passage | None:
        """A span within its sentence."""
        if span.document not in self._document:
            return None
        over = [
            (mark.length, mark.entry.code)
            for first, last, mark in self._marks[span.document]
            if first < span.end and span.start < last
        ]
        text = self._document[span.document].text
        sentence = Span(span.document, *sentence_around(text, span.start, span.end))
        return self._passage([sentence], [span], f"w-{min(over)[1]}" if over else "")

    def compared(self, entries: Sequence[Entry]) -> list[tuple[Entry, list[Passage]]]:
        """Entries with their passages; words that the first one (for it: the second) has not, differ."""
        words = [self._words(entry.focus) for entry in entries]
        found = []
        for entry, own, other in zip(entries, words, words[1:2] + words[:1] * len(words), strict=False):
            differs = tuple(differing(own, other))
            found.append((entry, self.passages(entry, differs)))
        return found

    def _words(self, spans: Iterable[Span]) -> list[tuple[str, Span]]:
        return [
            word
            for span in spans
            if span.document in self._document
            for word in words_in(self._document[span.document].text, [span])
        ]

    def _passage(
        self, spans: list[Span], focus: list[Span], target: str, differs: Iterable[Span] = ()
    ) -> Passage:
        document = self._document[spans[0].document]
        start, end = stretch(document.text, spans, focus)
        # Marks over a whole passage would tell nothing.
        marks = [(s.start, s.end, "focus") for s in focus if (s.start, s.end) != (start, end)]
        marks += [(s.start, s.end, "differs") for s in differs if s.document == document.id]
        found = tuple(
            Piece(text=document.text[first:last], kinds=kinds)
            for first, last, kinds in pieces(start, end, marks)
        )
        return Passage(document=document, pieces=found, target=target)

    def paragraphs(self, document: Document) -> Iterator[tuple[Block, tuple[Piece, ...], list[Entry]]]:
        """A report as filed: each block, its pieces, and the entries whose words begin in it."""
        marks = self._marks[document.id]
        openings = self._openings(document.id)
        for block in blocks_of(document):
            here = [item for item in openings if block.start <= item[0] < block.end]
            inside = [mark for mark in marks if mark[0] < block.end and block.start < mark[1]]
            cut = tuple(
                _piece(
                    document.text[first:last],
                    over,
                    [entry.code for start, entry in here if start == first],
                )
                for first, last, over in pieces(block.start, block.end, inside)
            )
            yield block, cut, [entry for _, entry in here]

    def _openings(self, document: str) -> list[tuple[int, Entry]]:
        """Where the words of each entry begin in a report."""
        first: dict[str, tuple[int, Entry]] = {}
        for start, _, over in self._marks[document]:
            code = over.entry.code
            if over.focus and (code not in first or start < first[code][0]):
                first[code] = (start, over.entry)
        return sorted(first.values(), key=lambda item: (item[0], len(item[1].code), item[1].code))


def _piece(text: str, marks: tuple[Over, ...], opens: Iterable[str]) -> Piece:
    codes = tuple(dict.fromkeys(over.entry.code for over in marks))
    about = min((over for over in marks if over.focus), key=lambda over: over.length, default=None)
    if not text.strip():
        about = None  # a space between two marks is nothing to follow
    return Piece(
        text=text,
        codes=codes,
        kinds=(about.entry.kind,) if about else (),
        page=about.entry.page if about else None,
        opens=tuple(opens),
    )
