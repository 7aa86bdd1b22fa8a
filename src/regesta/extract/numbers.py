"""Numbers as reports write them, in digits and in words.

What comes in: the words of one number. What goes out: its value.

>>> value_of(["1.5", "million"]), value_of(["twenty", "-", "one"]), value_of(["several"])
(1500000.0, 21.0, None)
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import NumberWord

DIGITS = re.compile(r"(\d{1,3}(?:,\d{2,3})+|\d+)(\.\d+)?")
# "2bn", "5m", "300k": a number and its scale written as one word.
GLUED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([A-Za-z]{1,3})")
# Words inside a number that add nothing to it.
JOINING = frozenset({"-", "‑", "and", "of"})
ARTICLES = frozenset({"a", "an"})
HUNDRED = 100


class NumberWords(NamedTuple):
    """One language's number words: exact ones, multipliers, and orders of magnitude."""

    unit: dict[str, float]
    scale: dict[str, float]
    plural: dict[str, float]
    ordinal: dict[str, float]


@functools.cache
def number_words(lang: str = "en") -> NumberWords:
    """The number words of a language, by kind."""
    tables: dict[str, dict[str, float]] = {"unit": {}, "scale": {}, "plural": {}, "ordinal": {}}
    for entry in load(NumberWord, lang):
        for form in entry.forms:
            tables[entry.kind][form] = entry.value
    return NumberWords(**tables)


def unstopped(word: str) -> str:
    """ "m" for the "m." that ends a sentence ("a loss of $2.5m.")."""
    return (
        word[:-1] if len(word) in (2, 3) and word[-1] == "." and word[:-1] in number_words().scale else word
    )


def digits_value(word: str) -> float | None:
    """The value of a number in digits ("10,000", "3.5", "2bn"), else None."""
    match = DIGITS.fullmatch(word)
    if match:
        return float(word.replace(",", ""))
    glued = GLUED.fullmatch(word)
    if glued and (scale := number_words().scale.get(glued[2].lower())):
        return float(glued[1].replace(",", "")) * scale
    return None


def value_of(words: Iterable[str]) -> float | None:
    """The value of a number written in digits, words or both; None when a word is no number."""
    table = number_words()
    total, current, seen, only_article = 0.0, 0.0, False, False
    for raw in words:
        word = unstopped(raw.lower())
        if word in ARTICLES and not seen:
            current, only_article = 1.0, True
        if word in ARTICLES or word in JOINING:
            continue
        if word == "half":
            # "two and a half million" is read by the caller's order; "half a million" halves what follows
            current = current + 0.5 if seen else 0.5
            seen = True
            continue
        digits = digits_value(raw)
        if digits is not None:
            current = current + digits if seen and current >= HUNDRED else digits
        elif word in table.unit:
            current = (current if seen else 0.0) + table.unit[word]
        elif word in table.scale:
            current, total = _scaled(current or 1.0, total, table.scale[word])
        else:
            return None
        seen = True
    return _clean(total + current) if seen or only_article else None


def _scaled(current: float, total: float, scale: float) -> tuple[float, float]:
    """Multiply what was said last; "two million three hundred thousand" adds up."""
    if scale <= HUNDRED:
        return current * scale, total
    if total and total < scale:
        return 0.0, (total + current) * scale
    return 0.0, total + current * scale


def _clean(value: float) -> float:
    """Free of the dust of binary fractions: 2.3 million is 2300000, not 2299999.9999999995."""
    return round(value, 6)
