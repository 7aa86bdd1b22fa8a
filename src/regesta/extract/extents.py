"""Where a time expression begins: "nearly two years", "more than a decade ago", "at least 48 hours".

What comes in: a `Parse` and the first token of an expression. What goes out: the token it begins with once the
words that say how exact it is are counted in, as TimeML counts them. "over two years" begins with "over" only
where it means "more than": in "killed thousands over two years" it is a preposition.
"""

from __future__ import annotations

import functools

from regesta.lexicons import load
from regesta.lexicons.entries import TimeContext
from regesta.records import Parse

# Words that may be a preposition before a length of time; the tree tells.
EITHER = frozenset({"over", "under", "about", "around"})


@functools.cache
def _rough(lang: str = "en") -> tuple[tuple[str, ...], ...]:
    """The phrases that say how exact a length is, longest first."""
    forms = next(entry.forms for entry in load(TimeContext, lang) if entry.role == "inexact")
    return tuple(sorted((tuple(form.split()) for form in forms), key=len, reverse=True))


@functools.cache
def _last_words(lang: str = "en") -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in _rough(lang))


def widened(parse: Parse, first: int) -> int:
    """The token the expression at `first` begins with: "nearly", "more than", "at least" belong to it."""
    if first == 0 or parse.words[first - 1].lower() not in _last_words():
        return first
    begin = parse.sentences[parse.sentence_of[first]][0]
    words = tuple(word.lower() for word in parse.words[max(begin, first - 4) : first])
    for phrase in _rough():
        if words[-len(phrase) :] == phrase:
            lone = len(phrase) == 1 and phrase[0] in EITHER
            return (
                first if lone and parse.deps[first - 1] in ("prep", "agent", "prt") else first - len(phrase)
            )
    return first


def inexact(parse: Parse, first: int) -> bool:
    """True when the expression that begins at `first` opens with such words."""
    words = tuple(word.lower() for word in parse.words[first : first + 3])
    return any(words[: len(phrase)] == phrase for phrase in _rough())
