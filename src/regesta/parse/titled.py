"""Mends rows of which a title is part: ministers of two or three things, and a man beside another country's minister.

What comes in: a table of tokens with its tree, and a sentence of it. What goes out: the same table, set right in place.

    "..., Works and Transport Minister Ana Silva said"     one person said it; works are no part of what she said
    "signed by Dahl and Peru's trade minister"             two persons signed
"""

from __future__ import annotations

from regesta.lexicons.classes import verb_class
from regesta.parse.tokens import Column

__all__ = ["mend_beside", "mend_portfolios"]

AND = frozenset({"and", "&"})


def mend_portfolios(table: Column, tokens: range) -> None:
    """Makes "Works and Transport Minister" words before the name behind it, where the tree made a row of them."""
    words, deps, heads = table.words, table.deps, table.heads
    for title in tokens:
        if words[title].lower() not in verb_class("portfolio holder") or not words[title][0].isupper():
            continue
        first, last = _portfolio(table, tokens, title), title
        while last + 1 in tokens and table.pos[last + 1] == "PROPN" and words[last + 1][0].isupper():
            last += 1
        if first is None or last == title:
            continue
        inside = range(first, last + 1)
        if heads[last] in inside:
            above = next((i for i in inside if heads[i] not in inside), None)
            if above is None:
                continue
            deps[last], heads[last] = deps[above], heads[above]
        for i in range(first, title + 1):
            deps[i] = "cc" if words[i] in AND else "punct" if words[i] == "," else "compound"
            heads[i] = last


def _portfolio(table: Column, tokens: range, title: int) -> int | None:
    """Where "Works and Transport" or "Trade, Industry and Competition" begins right before a title."""
    words = table.words
    known = verb_class("portfolio")

    def run(end: int) -> int:
        """The first of the capitalised words of portfolios that end right before a place."""
        first = end
        while first - 1 in tokens and words[first - 1][0].isupper() and words[first - 1].lower() in known:
            first -= 1
        return first

    second = run(title)
    if second == title or second - 1 not in tokens or words[second - 1] not in AND:
        return None
    first = run(second - 1)
    if first == second - 1:
        return None
    # a comma before it ends the clause, or parts it from a third: then another stands before that
    while words[first - 1 : first] == [","] and run(first - 1) < first - 1:
        first = run(first - 1)
    return first


def mend_beside(table: Column, tokens: range) -> None:
    """Makes "Dahl and Peru's minister" two, where the tree took both names for the owners of one minister."""
    words, deps, heads = table.words, table.deps, table.heads
    for mark in tokens:
        if deps[mark] != "case" or words[mark] not in ("'s", "’s"):
            continue
        owner = heads[mark]
        one = heads[owner]
        if deps[owner] != "conj" or one > owner or deps[one] not in ("nmod", "compound", "poss"):
            continue
        office = heads[one]
        if office < mark or words[office] not in verb_class("office holder"):
            continue
        if any(heads[i] == one and deps[i] == "case" for i in tokens):
            continue
        deps[one], heads[one] = deps[office], heads[office]
        deps[office], heads[office] = "conj", one
        deps[owner], heads[owner] = "poss", office
