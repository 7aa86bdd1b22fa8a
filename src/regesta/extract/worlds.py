"""Sentences of sport, markets, weather, fiction and history books, where words of politics mean something else.

What comes in: a `Parse` and a token range. What goes out: true or false.

    is_other_world(parse, first, last)     # True for "Brazil attacked from the first minute of the match."
    is_genre(parse)                        # True under the title "Film review: ..."
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from operator import attrgetter

from regesta.extract.framewords import word_class
from regesta.lexicons import load
from regesta.lexicons.entries import OtherWorld
from regesta.records import Parse

# The oldest year whose events are news and no history lesson.
FIRST_YEAR = 1946
# Words and marks of a quotation that only colours its sentence.
SCARE_QUOTE = 8


def is_other_world(parse: Parse, first: int, last: int, *, history: bool = True) -> bool:
    """True for a sentence of sport, markets, weather, fiction or, unless `history` is false, of years long past."""
    words, phrases = _other_words()
    figurative = _scare_quoted(parse, first, last)
    for i in range(first, last):
        if i in figurative:
            continue
        word = parse.words[i].lower()
        if history and _is_long_past(parse, i):
            return True
        if word in words and parse.pos[i] in ("NOUN", "ADJ"):
            return True
        if word in phrases and any(
            tuple(one.lower() for one in parse.words[i : i + len(phrase)]) == phrase
            for phrase in phrases[word]
        ):
            return True
    return False


def _is_long_past(parse: Parse, i: int) -> bool:
    """True for "1812" and "the 1890s"."""
    word = parse.words[i].lower()
    year = word.removesuffix("s")
    if not (year.isdigit() and len(year) == 4 and "1000" <= year < str(FIRST_YEAR)):
        return False
    return year != word or parse.tags[i] == "CD"


def _scare_quoted(parse: Parse, first: int, last: int) -> frozenset[int]:
    """The words of short quotations: "dismissed the charge as 'tired fiction'" is about no novel."""
    opens = attrgetter("first")
    after = bisect_right(parse.quotations, first, key=opens)
    inside = parse.quotations[after : bisect_left(parse.quotations, last, key=opens)]
    return frozenset(
        i
        for quotation in inside
        if quotation.last - quotation.first <= SCARE_QUOTE
        for i in range(quotation.first, quotation.last)
    )


def is_genre(parse: Parse) -> bool:
    """True when the title tells a review, a recipe, a quiz: "Film review: The Last Consul"."""
    title = (parse.document.title or "").lower().replace("’", "'")
    label = title.split(":")[0] if ":" in title else title.rsplit(" ", 1)[-1]
    return label.strip() in word_class("genres")


def is_retold(parse: Parse, *heads: int | None) -> bool:
    """True for what such a piece tells in the present: "troops surround the city"."""
    present = ("VBZ", "VBP")
    words = [one for head in heads if head is not None for one in (head, *parse.kids(head, "aux", "auxpass"))]
    return any(parse.tags[word] in present for word in words)


@functools.cache
def _other_words() -> tuple[frozenset[str], dict[str, tuple[tuple[str, ...], ...]]]:
    singles: set[str] = set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in load(OtherWorld):
        for words in entry.words:
            # the tokeniser cuts "semi-final" in three
            parts = tuple(words.replace("-", " - ").split())
            if len(parts) == 1:
                singles.add(words)
            else:
                phrases.setdefault(parts[0], []).append(parts)
    return frozenset(singles), {first: tuple(some) for first, some in phrases.items()}
