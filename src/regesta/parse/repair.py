"""Mends what the tagger gets wrong in a way that the tree gives away.

What comes in: token columns with their trees. What goes out: the same columns, set right in place.

A noun has no subject of its own: "the group pledges to ..." tagged as a plural noun is a verb.
"that" as somebody's object or subject opens a relative clause: "by the party that the army banned".
A clause before a semicolon is no object of the one after it: "Oslo signed the pact; Lima refused."
A weekday between a verb and its clause dates the verb: in "said on Monday it would pay" the saying.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from regesta.lexicons import load
from regesta.lexicons.entries import Weekday

CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})


def mend_tags(pos: list[str], tags: list[str], deps: Sequence[str], heads: Sequence[int]) -> None:
    """Turns nouns that head a clause with a subject into the verbs they are."""
    for token, dep in enumerate(deps):
        head = heads[token]
        if dep == "nsubj" and pos[head] == "NOUN" and deps[head] in CLAUSAL and token < head:
            pos[head] = "VERB"
            tags[head] = "VBZ" if tags[head] == "NNS" else "VBP"


def mend_relatives(words: Sequence[str], pos: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Hangs a clause whose "that" is its own object or subject on the noun right before it."""
    for token, word in enumerate(words):
        if word != "that" or token == 0 or deps[token] not in ("dobj", "nsubj", "nsubjpass"):
            continue
        verb, noun = heads[token], token - 1
        free = verb > token and deps[verb] == "ccomp" and heads[verb] < noun
        if free and pos[noun] in ("NOUN", "PROPN") and deps[noun] in ("dobj", "pobj"):
            deps[verb], heads[verb] = "relcl", noun


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(form for day in load(Weekday) for form in day.forms)


def mend_days(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: list[int]) -> None:
    """Hangs a weekday right behind a verb on that verb, where the tree gave it to the clause that follows."""
    names = _weekdays()
    for day, word in enumerate(words):
        if word.lower() not in names or day == 0:
            continue
        first = day - 1 if words[day - 1].lower() == "on" and heads[day] == day - 1 else day
        verb, clause = first - 1, heads[first]
        hung = deps[first] in ("prep", "npadvmod") and deps[clause] == "ccomp" and heads[clause] == verb
        if not hung or verb < 0 or clause <= day:
            continue
        if tags[verb] in ("VBD", "VBZ", "VBP") and deps[day + 1] != "punct":
            heads[first] = verb


def mend_semicolons(words: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Joins two clauses with a semicolon between them as equals, where the tree made the first an object."""
    for stop, word in enumerate(words):
        if word != ";":
            continue
        for first in range(stop - 1, -1, -1):
            second = heads[first]
            if deps[first] == "ccomp" and second > stop and deps[second] == "ROOT":
                if _has_subject(deps, heads, first, 0, first) and _has_subject(
                    deps, heads, second, stop, second
                ):
                    deps[first], heads[first] = "ROOT", first
                    deps[second], heads[second] = "conj", first
                break


def _has_subject(deps: Sequence[str], heads: Sequence[int], verb: int, first: int, last: int) -> bool:
    return any(heads[i] == verb and deps[i] in ("nsubj", "nsubjpass") for i in range(first, last))
