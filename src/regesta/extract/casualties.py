"""Victims told in a sentence of their own: "Soldiers fired on the crowd. Eight people were killed."

What comes in: a `Parse`, a `Match`, its sides and the events told around it. What goes out: the attack they fell in.

The sentence must say no more than that they fell: what names another time, place or cause ("when a bus
overturned") may tell of something else.
"""

from __future__ import annotations

from regesta.extract.frames import Match
from regesta.extract.framewords import word_class
from regesta.extract.parties import Sides
from regesta.records import EventMention, Parse

__all__ = ["casualties_of"]

# What may stand around the verb; "attack" and "protest" are what people fall in.
PLAIN = frozenset({"object", "not"})
DEADLY = frozenset({"ASSAULT", "PROTEST"})
HAPPENED = frozenset({"actual", "claimed", "ongoing"})


def casualties_of(parse: Parse, match: Match, both: Sides, near: list[EventMention]) -> EventMention | None:
    """The attack told last in which the people of a bare "were killed" fell, or None."""
    fell = match.frame.type == "ASSAULT" and match.frame.pos == "verb" and bool(both.recipients)
    if not fell or both.actors or set(match.slots) - PLAIN or "not" in match.slots:
        return None
    if parse.lemmas[match.head].lower() not in word_class("felling"):
        return None
    if parse.kids(match.head, "advcl", "npadvmod", "mark") or parse.deps[match.head] not in (
        "ROOT",
        "ccomp",
        "conj",
    ):
        return None
    attacks = [one for one in near if one.type in DEADLY and one.modality in HAPPENED]
    return attacks[-1] if attacks else None
