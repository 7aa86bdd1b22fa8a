"""Mends what "and" joins: rows of names, second verbs, second infinitives.

What comes in: a table of tokens with its tree, and a sentence of it. What goes out: the same table, set right in place.

A finite verb is no equal of one under "would": "said it would stay and ruled out talks" tells two things of who spoke.
An infinitive joined to a verb that has one goes on with that one: "vowed to veto it, and to sue". A past verb behind
one is the urger's: "urged Lima to sign and promised ships".
"""

from __future__ import annotations

from regesta.parse.tokens import Column

__all__ = ["mend_infinitives", "mend_joined", "mend_resumed", "mend_rows"]

# What gives a clause a beginning of its own.
OWN_OPENING = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "mark", "aux", "auxpass"})
PLAIN = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def mend_rows(table: Column, tokens: range) -> None:
    """Reads "Mali, Niger and Chad left" as a row of three, where the second was taken for another name of the first."""
    words, pos, deps, heads = table.words, table.pos, table.deps, table.heads
    for second in tokens:
        first = heads[second]
        if deps[second] != "appos" or first > second or pos[first] != "PROPN" or pos[second] != "PROPN":
            continue
        others = (kid for kid in table.kids(tokens, second) if kid > second and deps[kid] == "conj")
        last = next(others, None)
        if last is None or pos[last] != "PROPN" or deps[first] not in ("nsubj", "nsubjpass"):
            continue
        # a second name would be closed by a comma
        if words[last + 1 : last + 2] != [","]:
            deps[second] = "conj"


def mend_joined(table: Column, tokens: range) -> None:
    """Joins a finite verb with the one that tells: "said the ship would stay and ruled out talks"."""
    tags, deps, heads = table.tags, table.deps, table.heads
    for token in tokens:
        clause = heads[token]
        verb = heads[clause]
        past = "VBD" if tags[token] == "VBN" and tags[clause] == "VB" else tags[token]
        if deps[token] != "conj" or past not in ("VBD", "VBZ") or deps[clause] != "ccomp" or verb > clause:
            continue
        kids, own_kids = table.kids(tokens, clause), table.kids(tokens, token)
        modal = any(tags[kid] == "MD" for kid in kids)
        own = any(deps[kid] in OWN_OPENING for kid in own_kids)
        if modal and not own and tags[verb] == past:
            tags[token] = past
            for joint in (
                token,
                *(kid for kid in (*kids, *own_kids) if deps[kid] == "cc" and clause < kid < token),
            ):
                heads[joint] = verb


def mend_infinitives(table: Column, tokens: range) -> None:
    """Joins "to oppose it" with "to veto" in "vowed to veto the law, and to oppose it", not with "vowed"."""
    tags, deps, heads = table.tags, table.deps, table.heads
    for token in tokens:
        verb = heads[token]
        if deps[token] != "conj" or tags[token] != "VB" or verb > token or tags[verb] not in PLAIN:
            continue
        if table.has_subject(token, tokens.start):
            # "wants to dig for ore, and for Lima to join"
            continue
        first = [i for i in table.kids(tokens, verb) if deps[i] == "xcomp" and i < token and tags[i] == "VB"]
        if not first or any(
            all(tags[i] != "TO" or i > token for i in table.kids(tokens, one)) for one in (token, first[-1])
        ):
            continue
        for joint in (token, *(i for i in range(first[-1], token) if deps[i] == "cc" and heads[i] == verb)):
            heads[joint] = first[-1]


def mend_resumed(table: Column, tokens: range) -> None:
    """Joins a past verb behind "urged Lima to sign and" with what was done, not with what was to be done."""
    tags, deps, heads = table.tags, table.deps, table.heads
    for token in tokens:
        clause = heads[token]
        verb = heads[clause]
        if (
            deps[token] != "conj"
            or tags[token] not in ("VBD", "VBN")
            or tags[clause] != "VB"
            or verb >= clause
        ):
            continue
        told = deps[clause] in ("xcomp", "ccomp") and tags[verb] in ("VBD", "VBN")
        opened = {tags[i] for i in tokens if heads[i] == clause and i < clause}
        own = any(heads[i] == token and deps[i] in ("aux", "auxpass", "nsubj", "nsubjpass") for i in tokens)
        if told and "TO" in opened and not own and table.lemmas[clause] not in ("be", "get", "have"):
            for joint in (
                token,
                *(i for i in range(clause, token) if heads[i] == clause and deps[i] == "cc"),
            ):
                heads[joint] = verb
