"""Whose acts are politics: states, bodies, armed groups, officials, populations.

What comes in: who is who in a report, and an actor. What goes out: true or false.
"""

from __future__ import annotations

from regesta.extract.framewords import word_class
from regesta.extract.mentions import Cast

__all__ = ["POLITICAL", "is_political"]

POLITICAL = frozenset({"state", "government", "ministry", "party", "armed_group", "igo", "ngo", "population"})


def is_political(who: Cast, actor: str) -> bool:
    """True for those whose acts are politics: states, bodies, armed groups, officials, populations."""
    record = who.actor(actor)
    if record.type in POLITICAL:
        # "the Afghan people" is a side, "two boys" is none
        return record.type != "population" or record.country is not None
    return (record.sector or "").lower() in word_class("powers") or (
        record.type == "person" and record.sector is None and bool(record.roles)
    )
