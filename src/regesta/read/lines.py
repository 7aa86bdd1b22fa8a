"""A text's lines with what can be seen of them from outside: length, final stop, title case.

What comes in: a document's text.
What goes out: its non-empty lines in order. A paragraph that was wrapped by hand at a fixed column
is one line here, from its first to its last character.

>>> [line.text for line in split("Port reopens\\n\\nShips came in.")]
['Port reopens', 'Ships came in.']
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import PageWords

LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
# Blank to a reader: spaces of any width, zero-width marks, byte order mark.
BLANK = " \t\xa0\u202f\u3000\u2060\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
CLOSERS = "\"'”’»›)]}*_"
OPENERS = '"“„«'
# "... on Sunday. (Xinhua)": the sentence ends before the bracket.
ASIDE = re.compile(r"[.!?…”\"’]\s*[(\[][^()\[\]]{1,60}[)\]]$")
# "... in October. #talks @newsdesk https://t.co/x": so does it before what a post hangs on it.
HUNG = re.compile(r"(?<=[.!?…”\"’])(?:\s+(?:[#@]\w+|https?://\S+))+$")
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
# A line is looked at no further than this from either end.
LOOK = 400
# In a line of more words than this nothing depends on their number or their capitals.
COUNTED = 40
LONGEST_QUESTION = 11
# Hand-wrapped text: the shortest and longest lines that make a column, and how many there must be.
WRAP_FROM, WRAP_TO, WRAP_LINES = 50, 100, 4


class Line(NamedTuple):
    """One line: `start`/`end` are its offsets, `text` is it without blanks at its ends."""

    start: int
    end: int
    text: str
    words: int
    stop: str
    titled: float
    gap: bool

    @property
    def prose(self) -> bool:
        """True for what reads as a sentence: ends in a stop, or is far too long for a headline."""
        if self.words > 26:
            return True
        if self.stop == "?" and self.text.endswith("?") and not self.quoted:
            # "What happens next?" between paragraphs is a subheading
            return self.words > LONGEST_QUESTION
        return self.words >= 4 and self.stop != "" and self.stop in ".!?…:" and not self.headline_case

    @property
    def headline_case(self) -> bool:
        """True when Every Weighty Word Is Capitalised."""
        return self.words >= 4 and self.titled >= 0.85

    @property
    def fragment(self) -> bool:
        """True for a piece of a sentence that the page broke: it opens in lower case."""
        return self.text[:1].islower() and not self.text[1:2].isupper()

    @property
    def quoted(self) -> bool:
        """True when the line opens with a double quotation mark."""
        return self.text[:1] in OPENERS or self.text.startswith("''")


def split(text: str) -> list[Line]:
    """The non-empty lines of a text."""
    pieces = [(match.start(), match.end()) for match in LINE.finditer(text) if match[0].strip(BLANK)]
    pieces = _unwrapped(text, pieces)
    found: list[Line] = []
    end = 0
    for start, stop in pieces:
        gap = text.count("\n", end, start) > 1 or text.count("\r", end, start) > 1 or not found
        found.append(_line(text, start, stop, gap=gap))
        end = stop
    return found


def _line(text: str, start: int, end: int, *, gap: bool) -> Line:
    content = text[start:end].strip(BLANK)
    tail = HUNG.sub("", content[-LOOK:])
    aside = ASIDE.search(tail)
    tail = (tail[: aside.start() + 1] if aside else tail).rstrip(CLOSERS + BLANK)
    stop = tail[-1:] if tail[-1:] in ".!?…:;," else ""
    count, words = content.count(" ") + 1, []
    if count <= COUNTED:
        words = WORD.findall(content)
        count = len(words)
    return Line(start, end, content, count, stop, _titled(words), gap)


def _titled(words: list[str]) -> float:
    """Share of the weighty words that open with a capital."""
    minor = minor_words()
    weighty = [word for word in words if word.lower() not in minor and not word[0].isdigit()]
    if not weighty:
        return 0.0
    return sum(word[0].isupper() for word in weighty) / len(weighty)


@functools.cache
def minor_words() -> frozenset[str]:
    """The words that title case leaves small."""
    return words_of("minor")


@functools.cache
def words_of(sort: str) -> frozenset[str]:
    """The page words of one sort."""
    return frozenset(word for entry in load(PageWords) if entry.sort == sort for word in entry.words)


def _unwrapped(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces, with hand-wrapped lines joined to paragraphs when the whole text is so wrapped."""
    groups: list[list[tuple[int, int]]] = []
    for piece in pieces:
        if groups and text.count("\n", groups[-1][-1][1], piece[0]) == 1:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    inner = [piece for group in groups for piece in group[:-1]]
    if len(inner) < WRAP_LINES or not _is_column(text, pieces, inner):
        return pieces
    joined: list[tuple[int, int]] = []
    for group in groups:
        first = group[0][0]
        for piece, after in zip(group, [*group[1:], None], strict=True):
            if after is None or piece[1] - piece[0] < WRAP_FROM:
                joined.append((first, piece[1]))
                first = after[0] if after else 0
    return joined


def _is_column(text: str, pieces: list[tuple[int, int]], inner: list[tuple[int, int]]) -> bool:
    """True when no line is wide, and most lines that another follows break in mid-sentence."""
    if max(end - start for start, end in pieces) > WRAP_TO:
        return False
    long = [piece for piece in inner if piece[1] - piece[0] >= WRAP_FROM]
    broken = [piece for piece in long if text[piece[1] - 1] not in '.!?:"”']
    return len(long) >= WRAP_LINES and len(long) >= 0.6 * len(inner) and len(broken) >= 0.6 * len(long)
