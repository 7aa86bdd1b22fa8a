"""Whom "the three" and "the four countries" stand for: as many as were named together just before.

What comes in: a Reading, a token and its number. What goes out: the keys of those actors, or nothing.

"Mali, Niger and Chad signed. On Friday the three left the bloc." The number must be that of the list exactly.
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.numbers import number_words
from regesta.extract.reading import Reading

__all__ = ["counted_back", "number_at"]

# How many a report still thinks of as a list; two are the business of pronouns and pairs.
FEWEST, MOST = 3, 7
REACH = 3
SUBJECTS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def number_at(reading: Reading, token: int) -> int | None:
    """The number of a bare "the three" that acts or is acted on."""
    parse = reading.parse
    number = _number(reading, token)
    the = any(parse.lemmas[kid].lower() == "the" for kid in parse.kids(token, "det"))
    if number is None or not the or parse.deps[token] not in SUBJECTS or parse.kids(token, "prep"):
        return None
    return number


def _number(reading: Reading, token: int) -> int | None:
    """The value of a number word, if a list may be of so many."""
    value = number_words().unit.get(reading.words[token].lower(), 0)
    return int(value) if FEWEST <= value <= MOST else None


def counted_back(reading: Reading, token: int, types: frozenset[str]) -> tuple[str, ...]:
    """The actors of the latest list before `token` that is as long as its number says and of those types."""
    parse = reading.parse
    numbers = (_number(reading, one) for one in (token, *parse.kids(token, "nummod")))
    number = next((one for one in numbers if one is not None), None)
    if number is None:
        return ()
    first = parse.sentences[max(parse.sentence_of[token] - REACH, 0)][0]
    for head in range(token - 1, first - 1, -1):
        if reading.at[head] is None or parse.deps[head] == "conj":
            continue
        keys = [reading.at[one] for one in grammar.conjuncts(parse, head) if one < token]
        named = tuple(dict.fromkeys(key for key in keys if key is not None))
        if len(keys) == len(named) == number and all(
            reading.sketches[key].found.type in types for key in named
        ):
            return named
    return ()
