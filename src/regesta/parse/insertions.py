"""Mends clauses that are read as another's: who speaks between commas, conditions without "if".

What comes in: a table of tokens with its tree, and a sentence of it. What goes out: the same table, set right in place.

    "Oslo, the envoy warned, should pay"              Oslo should pay, the envoy warned
    "It would pay should Oslo sign, the envoy said"   the signing is a condition, nothing the envoy said
    "It will pay, the envoy assured reporters"        one sentence, told by the envoy
"""

from __future__ import annotations

from regesta.lexicons.classes import verb_class
from regesta.parse.tokens import Column

__all__ = ["mend_inserted", "mend_inverted", "mend_trailing"]

FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
# Verbs that open a condition when they stand before its subject.
OPENING = frozenset({"should", "had", "were"})


def mend_inserted(table: Column, tokens: range) -> None:
    """Gives "Oslo, the envoy warned, should pay" its two subjects, where Oslo was taken for one who warned."""
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for verb in tokens:
        if tags[verb] not in ("VBD", "VBZ") or table.lemmas[verb] not in verb_class("inserted"):
            continue
        told = heads[verb] if deps[verb] == "parataxis" else _told_after(table, tokens, verb)
        topic = next(
            (i for i in tokens if heads[i] == verb and i < verb and deps[i] in ("nsubj", "dep", "npadvmod")),
            None,
        )
        if told is None or told < verb or topic is None or words[topic + 1] != ",":
            continue
        between = range(topic + 2, verb)
        speaker = next((i for i in between if heads[i] == verb and deps[i] == "nsubj"), None)
        if speaker is None:
            beside = [i for i in between if heads[i] == topic and deps[i] in ("conj", "appos")]
            joined = any(deps[i] == "cc" or (words[i] == "," and heads[i] == topic) for i in between)
            speaker = beside[-1] if beside and not joined else None
        opens = next((i for i in range(verb + 1, told + 1) if tags[i] in FINITE), None)
        if speaker is None or opens is None or words[opens - 1] != "," or table.has_subject(told, verb):
            continue
        deps[speaker], heads[speaker] = "nsubj", verb
        deps[topic], heads[topic] = "nsubj", told
        if heads[told] == verb:
            deps[told], heads[told] = deps[verb], told if heads[verb] == verb else heads[verb]
            deps[verb], heads[verb] = "parataxis", told


def _told_after(table: Column, tokens: range, verb: int) -> int | None:
    """The clause behind the verb that is its object, or beside it without an "and"."""
    below = [i for i in tokens if table.heads[i] == verb and i > verb]
    if any(table.deps[i] == "cc" for i in below):
        return next((i for i in below if table.deps[i] == "ccomp"), None)
    return next((i for i in below if table.deps[i] in ("ccomp", "conj")), None)


def mend_inverted(table: Column, tokens: range) -> None:
    """Hangs "should Oslo sign" as a condition on what would follow, where both are what somebody said."""
    words, deps, heads = table.words, table.deps, table.heads
    for verb in tokens:
        said = heads[verb]
        if deps[verb] != "ccomp" or said == verb:
            continue
        opening = next((i for i in tokens if heads[i] == verb and deps[i] in ("aux", "auxpass")), verb)
        subject = next(
            (i for i in range(opening + 1, verb) if heads[i] == verb and deps[i].startswith("nsubj")), None
        )
        if words[opening].lower() not in OPENING or subject is None:
            continue
        if any(heads[i] == verb and i < opening and deps[i] != "punct" for i in tokens):
            continue
        other = next((i for i in tokens if i != verb and heads[i] == said and deps[i] == "ccomp"), None)
        if other is not None:
            deps[verb], heads[verb] = "advcl", other


def mend_trailing(table: Column, tokens: range) -> None:
    """Makes the sentence what was said where the verb that tells it trails as if it were a second deed."""
    words, deps, heads = table.words, table.deps, table.heads
    for verb in tokens:
        told = heads[verb]
        speaks = table.lemmas[verb] in verb_class("telling") and table.tags[verb] in ("VBD", "VBZ")
        if not speaks or deps[verb] != "conj" or deps[told] != "ROOT" or told > verb:
            continue
        own = next((i for i in range(told + 1, verb) if heads[i] == verb and deps[i] == "nsubj"), None)
        below = [deps[i] for i in tokens if heads[i] == verb and i > verb]
        if own is None or set(below) - {"dobj", "dative", "punct", "npadvmod", "prep"} or "dobj" not in below:
            continue
        first = min(i for i in range(told + 1, own + 1) if i == own or _leads(table, i, own))
        if words[first - 1] == "," and not any(
            heads[i] == told and deps[i] == "cc" for i in range(told, verb)
        ):
            deps[verb], heads[verb] = "ROOT", verb
            deps[told], heads[told] = "ccomp", verb


def _leads(table: Column, token: int, noun: int) -> bool:
    """True for a word that stands in the noun's own phrase."""
    while token != noun and table.heads[token] not in (token, noun):
        token = table.heads[token]
    return table.heads[token] == noun
