"""What the statement rules look at: a parse with the things they ask for again and again worked out once.

What comes in: a `Parse`. What goes out: a `View`: subtree edges, the quotation each token stands in, the cues.

    view = view_of(parse)
    view.inside[12]      # number of the outer quotation token 12 stands in, -1 outside quotation marks
"""

from __future__ import annotations

from dataclasses import dataclass

from regesta.extract.cues import Cue, cues
from regesta.records import Parse, Quotation

MARKS = frozenset({"“", "”", '"', "''", "``", "„", "«", "»", ",,"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True)
class View:
    """A parse, the edges of every subtree, the outer quotations and the cues by head token."""

    parse: Parse
    left: tuple[int, ...]
    right: tuple[int, ...]
    quotes: tuple[Quotation, ...]
    inside: tuple[int, ...]
    cues: dict[int, Cue]
    marks: frozenset[int]

    def bounds(self, i: int) -> tuple[int, int]:
        """Token range of the sentence of token `i`."""
        return self.parse.sentences[self.parse.sentence_of[i]]

    def is_mark(self, i: int) -> bool:
        """True for a quotation mark; an apostrophe is none unless a quotation begins or ends there."""
        return self.parse.words[i] in MARKS or i in self.marks

    def word(self, i: int) -> str:
        """The word in lower case, "" outside the document."""
        return self.parse.words[i].lower() if 0 <= i < len(self.parse) else ""


def view_of(parse: Parse) -> View:
    """The view of one parse, in time proportional to its length."""
    left, right = _edges(parse)
    quotes = tuple(quote for quote in parse.quotations if quote.depth == 0)
    inside = [-1] * len(parse)
    for number, quote in enumerate(quotes):
        for i in range(quote.first, quote.last):
            inside[i] = number
    found = {cue.head: cue for cue in cues(parse)}
    marks = frozenset(
        i
        for quote in quotes
        for i in (quote.first - 1, quote.last)
        if 0 <= i < len(parse) and not parse.words[i][0].isalnum()
    )
    return View(parse, left, right, quotes, tuple(inside), found, marks)


def _edges(parse: Parse) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Leftmost and rightmost token of every subtree; each climb stops where an earlier one has been."""
    count, heads = len(parse), parse.heads
    left, right = list(range(count)), list(range(count))
    for i in range(count):
        token = i
        while heads[token] != token and left[heads[token]] > i:
            token = heads[token]
            left[token] = i
    for i in range(count - 1, -1, -1):
        token = i
        while heads[token] != token and right[heads[token]] < i:
            token = heads[token]
            right[token] = i
    return tuple(left), tuple(right)
