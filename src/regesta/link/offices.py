"""Offices that one person at a time holds: "foreign minister", not "ambassador" or "spokesman".

>>> sole_office("Norway's former foreign minister", "NOR")
"""

from __future__ import annotations

import functools

from regesta.lexicons import load
from regesta.lexicons.entries import SoleOffice
from regesta.link.bodies import without_country
from regesta.link.words import tokens
from regesta.records import Actor


@functools.cache
def _offices() -> dict[str, str]:
    return {
        " ".join(tokens(form)): entry.forms[0]
        for entry in load(SoleOffice)
        if entry.sole
        for form in entry.forms
    }


@functools.cache
def _full() -> dict[str, str]:
    return {
        " ".join(tokens(form)): entry.forms[0]
        for entry in load(SoleOffice)
        if entry.full
        for form in entry.forms
    }


@functools.lru_cache(maxsize=16384)
def sole_office(title: str, country: str | None) -> str | None:
    """The office a title names, if one person at a time holds it: not "former", not "deputy"."""
    return _offices().get(without_country(title, country))


@functools.lru_cache(maxsize=16384)
def full_office(title: str, country: str | None) -> str | None:
    """The office a title names, if whoever holds it holds no other such office: police chief, finance minister."""
    return _full().get(without_country(title, country))


def full_offices(actor: Actor) -> tuple[str, ...]:
    """The full offices a report gives an actor, sorted."""
    told = (full_office(role.title, actor.country) for role in actor.roles)
    return tuple(sorted({office for office in told if office is not None}))
