"""Whom "the three" and "the four countries" stand for: as many as were named together just before.

What comes in: a Reading, a token and its number. What goes out: the keys of those actors, or nothing.

"Mali, Niger and Chad signed. On Friday the three left the bloc." The number must be that of the list exactly.
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.reading import Reading

__all__ = ["counted_back", "number_at"]

# Numbers of whom a report still thinks as a list; two are the business of pronouns and pairs.
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
REACH = 3
SUBJECTS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def number_at(reading: Reading, token: int) -> int | None:
    """The number of a bare "the three" that acts or is acted on."""
    parse = reading.parse
    number = NUMBERS.get(reading.words[token].lower())
    the = any(parse.lemmas[kid].lower() == "the" for kid in parse.kids(token, "det"))
    if number is None or not the or parse.deps[token] not in SUBJECTS or parse.kids(token, "prep"):
        return None
    return number


def counted_back(reading: Reading, token: int, types: frozenset[str]) -> tuple[str, ...]:
    """The actors of the latest list before `token` that is as long as its number says and of those types."""
    parse = reading.parse
    numbers = [token, *parse.kids(token, "nummod")]
    number = next((NUMBERS[w] for one in numbers if (w := reading.words[one].lower()) in NUMBERS), None)
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
