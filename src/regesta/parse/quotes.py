"""Where quotations stand, whatever marks a paper uses.

What comes in: a document's text, its token offsets and paragraphs. What goes out: Quotations in
text order, outer before inner.

Marks: curly and straight double, doubled apostrophes, guillemets, low-9, and single ones where they are not
apostrophes. An odd mark never spoils more than its own paragraph: a quotation left open ends with the
paragraph, and goes on in the next one only if that opens with a mark of the same kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from regesta.records import Quotation, Role

DOUBLE = re.compile(r"[“”„\"«»]|''|``|,,(?=\w)")
OPENERS = {"“": "”", "„": "”", "«": "»", "``": "''", ",,": "''"}
CLOSERS = {"”", "»"}
CURLY = re.compile("[“”]")
SINGLE = re.compile(r"[‘’']")
# '90s: the century left out
DECADE = re.compile(r"\d0s\b")
Found = tuple[int, int, bool]


def quotations(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    paragraphs: Sequence[tuple[int, int]],
    roles: Sequence[Role],
) -> tuple[Quotation, ...]:
    """All quotations of the document, depth 1 for one within another."""
    result: list[Quotation] = []
    bounds = [(starts[first], ends[last - 1]) for first, last in paragraphs]
    for number, (begin, end) in enumerate(bounds):
        outer = _double(text, begin, end)
        inner = _single(text, begin, end)
        following = bounds[number + 1][0] if number + 1 < len(bounds) else None
        follows = (
            following is not None
            and roles[number] == roles[number + 1] == "body"
            and DOUBLE.match(text, following) is not None
            and text[following] not in CLOSERS
        )
        for open_, close, closed in outer:
            carries_on = not closed and follows
            quote = _quotation(starts, ends, (open_, close, closed), carries_on, 0)
            result += [quote] if quote else []
        for found in inner:
            depth = int(any(open_ <= found[0] and found[1] <= close for open_, close, _ in outer))
            quote = _quotation(starts, ends, found, False, depth)
            result += [quote] if quote else []
    return tuple(sorted(result, key=lambda quote: (quote.start, -quote.end)))


def _quotation(
    starts: Sequence[int], ends: Sequence[int], found: Found, carries_on: bool, depth: int
) -> Quotation | None:
    open_, close, closed = found
    first = bisect_left(starts, open_)
    last = bisect_right(ends, close)
    if first >= last:
        return None
    return Quotation(first, last, starts[first], ends[last - 1], closed, carries_on, depth)


def _double(text: str, begin: int, end: int) -> list[Found]:
    """Quotations in double marks: (start of the words, end of the words, closed)."""
    found: list[Found] = []
    opened: int | None = None
    skip = begin
    for match in DOUBLE.finditer(text, begin, end):
        mark = match.group()
        if match.start() < skip:
            continue
        if _opens(text, match, begin, opened is not None):
            if opened is not None and mark == "“" and (inner := _inner(text, match, end)) is not None:
                skip = inner
                continue
            if opened is not None and mark in OPENERS:
                # a second opening mark: the first was never closed
                found.append((opened, match.start(), False))
            opened = match.end()
        elif opened is not None:
            found.append((opened, match.start(), True))
            opened = None
    if opened is not None and opened < end:
        found.append((opened, end, False))
    return [item for item in found if text[item[0] : item[1]].strip()]


def _inner(text: str, match: re.Match[str], end: int) -> int | None:
    """Where a quotation within one ends: its closing mark is followed by another closing mark."""
    first = CURLY.search(text, match.end(), end)
    if first is None or first.group() != "”":
        return None
    second = CURLY.search(text, first.end(), end)
    return first.end() if second is not None and second.group() == "”" else None


def _opens(text: str, match: re.Match[str], begin: int, inside: bool) -> bool:
    mark = match.group()
    if mark in OPENERS:
        # a slip of the keyboard: an opening mark where only a closing one can stand (`so,“ she said`)
        after = text[match.end() : match.end() + 1]
        before = text[match.start() - 1 : match.start()] if match.start() > begin else " "
        return not (inside and not before.isspace() and (not after.strip() or after in ",.;"))
    if mark in CLOSERS:
        # the other slip: a closing mark before the first word (`”We won,” he said`)
        free = match.start() == begin or text[match.start() - 1].isspace()
        return not inside and free and text[match.end() : match.end() + 1].isalnum()
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1] if match.start() > begin else " "
    free_before = before.isspace() or before in "([—–-‘'"
    return not inside and bool(after.strip()) and (free_before or not before.isalnum())


def _single(text: str, begin: int, end: int) -> list[Found]:
    """Quotations in single marks, with apostrophes told apart."""
    found: list[Found] = []
    closing: dict[str, tuple[list[int], list[int]]] = {}
    position = begin
    while True:
        match = SINGLE.search(text, position, end)
        if match is None:
            return found
        position = match.end()
        if not _opens_single(text, match, begin, end):
            continue
        opener = match.group()
        if opener not in closing:
            closing[opener] = _closings(text, opener, begin, end)
        sure, possessive = closing[opener]
        # a plural possessive only as a last resort
        close = _from(sure, position)
        close = _from(possessive, position) if close is None else close
        if close is not None and close - position > 1:
            found.append((position, close, True))
            position = close + 1


def _opens_single(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    before = text[match.start() - 1] if match.start() > begin else " "
    after = text[match.end()] if match.end() < end else " "
    if text.startswith("''", match.start()) or before == "'":
        return False
    if DECADE.match(text, match.end()):
        return False
    if match.group() == "’" or not (after.isalnum() or after in '[“"…'):
        return False
    return before.isspace() or before in '([—–“"„«'


def _closings(text: str, opener: str, begin: int, end: int) -> tuple[list[int], list[int]]:
    """Offsets of the marks that may close a single quotation: the sure ones, and those of a plural possessive."""
    sure: list[int] = []
    possessive: list[int] = []
    for match in SINGLE.finditer(text, begin, end):
        if (opener == "‘") != (match.group() == "’"):
            continue
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < end else " "
        if match.group() == "‘" or after.isalnum() or before.isspace():
            continue
        if text.startswith("''", match.start()) or after == "'":
            continue
        owns = before == "s" and after == " " and text[match.end() + 1 : match.end() + 2].islower()
        (possessive if owns else sure).append(match.start())
    return sure, possessive


def _from(offsets: list[int], position: int) -> int | None:
    """The first of the offsets that is not before the position."""
    place = bisect_left(offsets, position)
    return offsets[place] if place < len(offsets) else None
