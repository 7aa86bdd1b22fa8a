"""How a number compares with the true one: "more than", "up to", "nearly", "within the next".

What comes in: a `Parse` and an `Amount`. What goes out: a `Comparison`.

    "well over 500 homes" -> more_than;  "the next three days" -> within, and the figure begins at "the"
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.extract.amounts import Amount, role_words
from regesta.extract.units import time_units
from regesta.lexicons import load
from regesta.lexicons.entries import ComparatorWords
from regesta.records import Comparator, Parse

LONGEST = 4  # words of the longest comparator

Form = tuple[tuple[str, ...], Comparator]


class Comparison(NamedTuple):
    """The comparator, the token the figure begins at, and the one its comparator begins at."""

    comparator: Comparator
    first: int
    since: int


class Forms(NamedTuple):
    """Word sequences that compare: those before a number by their last word, those after it by their first."""

    before: dict[str, tuple[Form, ...]]
    after: dict[str, tuple[Form, ...]]


@functools.cache
def _forms(lang: str = "en") -> Forms:
    before: dict[str, list[Form]] = {}
    after: dict[str, list[Form]] = {}
    for entry in load(ComparatorWords, lang):
        for form in map(str.split, entry.before):
            before.setdefault(form[-1], []).append((tuple(form), entry.comparator))
        for form in map(str.split, entry.after):
            after.setdefault(form[0], []).append((tuple(form), entry.comparator))
    return Forms(_longest_first(before), _longest_first(after))


def _longest_first(table: dict[str, list[Form]]) -> dict[str, tuple[Form, ...]]:
    return {word: tuple(sorted(forms, key=lambda form: -len(form[0]))) for word, forms in table.items()}


def compared(parse: Parse, amount: Amount) -> Comparison:
    """How the number compares with the true one."""
    first = amount.first
    words = [word.lower() for word in parse.words[max(0, first - LONGEST) : first]]
    skipped = 0
    # an article between: "more than a hundred", "over another 40"
    while words and words[-1] in role_words("determiner"):
        words.pop()
        skipped += 1
    table = _forms()
    for form, comparator in table.before.get(words[-1], ()) if words else ():
        if tuple(words[-len(form) :]) != form or _is_place_word(parse, form, amount):
            continue
        since = first - skipped - len(form)
        if comparator == "within" and form[-1] in ("next", "coming"):
            return Comparison(comparator, first - skipped - (2 if form[-2:-1] == ("the",) else 1), since)
        return Comparison(comparator, first, since)
    following = tuple(word.lower() for word in parse.words[amount.last : amount.last + 3])
    for form, comparator in table.after.get(following[0], ()) if following else ():
        if following[: len(form)] == form:
            return Comparison(comparator, first, first)
    return Comparison("exactly", first, first)


def _is_place_word(parse: Parse, form: tuple[str, ...], amount: Amount) -> bool:
    """ "inside 12 rooms", "over three days", "handed over 46": a word of place or time, or the verb's own."""
    if len(form) > 1 or form[0] not in role_words("place_preposition"):
        return False
    i = amount.first - 1
    if form[0] == "over" and i and parse.lemmas[i - 1] in role_words("over_verb"):
        # "handed over 46 helicopters"
        return True
    if form[0] == "over" and amount.unit in time_units():
        return parse.deps[i] == "prep"
    return form[0] in ("inside", "near") and parse.deps[i] == "prep"
