"""Persons that a report does not name in full: the same words in a copy, an office, a lone surname.

What comes in: the parties and the clusters found by name. What goes out: `Clue`s, pairs of parties that
are one person, each with its reason. No clue joins where two persons would fit.

"Qatar's foreign minister" in one outlet's copy of a wire story is who he is at the same words of the other
copy; and whoever reports of the same days name as Qatar's foreign minister. "Quispe said", in a report that
gives no first name, is the one Quispe of the case, if reports of the same weeks and matter tell of her.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import SoleOffice
from regesta.link.bodies import without_country
from regesta.link.copies import Copies, same_places
from regesta.link.parties import Party
from regesta.link.reports import Reports
from regesta.link.words import tokens
from regesta.records import Actor, Mention

COPIED, OFFICE, SURNAME = 0.95, 0.8, 0.72  # how sure a join is, by its reason
DAYS = 45  # between a report that gives an office and one that names who holds it
TERM = 60  # days within which nobody else may be named as its holder
WEEKS = 60  # days between a report with a lone surname and one with the name
LEAST = 3  # letters of a surname that says who it is


class Clue(msgspec.Struct, frozen=True):
    """Two parties that are one, how surely, and why."""

    score: float
    left: str
    right: str
    why: str


# ---- the same words in a copy -----------------------------------------------------------------


def in_copies(
    copies: Copies, reports: Reports, parties: Mapping[str, Party], home: Mapping[str, str]
) -> Iterable[Clue]:
    """The actors that stand at the same words of two copies of one text."""
    party_of = {member: party.id for party in parties.values() for member in party.members}
    for copy, first in sorted(copies.copy_of.items()):
        places = same_places(reports, copy, first)
        there = {m.start: m for m in _mentions(reports, first)}
        for mention in _mentions(reports, copy):
            other = there.get(places.get(mention.start, -1))
            if other is not None and _same_words(mention.text, other.text):
                left, right = sorted((party_of[mention.actor], party_of[other.actor]))
                if home[left] != home[right]:
                    yield Clue(COPIED, left, right, "same-words-in-a-copy")


def _same_words(left: str, right: str) -> bool:
    """True for one text, or one that goes on to give the name: "the envoy", "the envoy, Ana Silva"."""
    short, long = sorted((left, right), key=len)
    return long == short or long.startswith(f"{short},")


def _mentions(reports: Reports, document: str) -> list[Mention]:
    known = (m for m in reports.mentions_by_place[document] if m.form != "pronoun")
    return [m for m in known if m.actor in reports.records]


# ---- offices ----------------------------------------------------------------------------------


@functools.cache
def _offices() -> dict[str, str]:
    return {" ".join(tokens(form)): entry.forms[0] for entry in load(SoleOffice) for form in entry.forms}


@functools.lru_cache(maxsize=16384)
def sole_office(title: str, country: str | None) -> str | None:
    """The office a title names, if one person at a time holds it: not "former", not "deputy"."""
    return _offices().get(without_country(title, country))


def by_office(reports: Reports, parties: Mapping[str, Party], home: Mapping[str, str]) -> Iterable[Clue]:
    """Persons known by an office of a country, and the one person whom reports of those days name in it."""
    holders: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    described: list[tuple[tuple[str, str], int, str]] = []
    for party in parties.values():
        for actor in _members(reports, party):
            printed = reports.printed(actor.document or "")
            if not party.person or actor.country is None or printed is None:
                continue
            day = printed.toordinal()
            if party.named:
                offices = {sole_office(role.title, actor.country) for role in actor.roles}
                for held in sorted(filter(None, offices)):
                    holders[actor.country, held].append((day, party.id))
            elif office := sole_office(actor.name, actor.country):
                described.append(((actor.country, office), day, party.id))
    for seat, day, ident in described:
        near = [(abs(day - other), party) for other, party in holders[seat] if abs(day - other) <= TERM]
        if near and len({home[party] for _, party in near}) == 1 and min(near)[0] <= DAYS:
            yield Clue(OFFICE, ident, min(near)[1], "office-holder-of-those-days")


# ---- lone surnames ----------------------------------------------------------------------------


def by_surname(reports: Reports, parties: Mapping[str, Party], home: Mapping[str, str]) -> Iterable[Clue]:
    """Names of one word, and the one person of the case who bears them, told of in the same weeks and scene."""
    bearers: dict[str, list[Party]] = defaultdict(list)
    for party in parties.values():
        if party.person and party.named and len(party.name.words) > 1:
            for word in {party.name.words[-1], *party.bare}:
                bearers[word].append(party)
    scenes = _scenes(reports, parties, home)
    for party in parties.values():
        lone = _lone(reports, party)
        fits = [other for other in bearers.get(lone, ()) if home[other.id] != home[party.id]] if lone else []
        if not fits or len({home[other.id] for other in fits}) > 1:
            continue
        known = {actor.document or "" for other in fits for actor in _members(reports, other)}
        own = {actor.document or "" for actor in _members(reports, party)}
        if own.isdisjoint(known) and all(_one_scene(reports, scenes, doc, known) for doc in own):
            for other in fits:
                yield Clue(SURNAME, party.id, other.id, "surname+scene")


def _lone(reports: Reports, party: Party) -> str | None:
    """The one word by which a party goes, when it may be a surname."""
    plain = party.named and party.world is None and party.country is None and len(party.name.words) == 1
    if not plain or any(actor.type not in ("person", "other") for actor in _members(reports, party)):
        return None
    word = party.name.words[0]
    return word if len(word) >= LEAST else None


def _scenes(
    reports: Reports, parties: Mapping[str, Party], home: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Document -> the states and the named persons and bodies it tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        for actor in _members(reports, party):
            if actor.document and party.named:
                found[actor.document].add(home[party.id])
            if actor.document and actor.country:
                found[actor.document].add(f"state:{actor.country}")
    return {doc: frozenset(names) for doc, names in found.items()}


def _one_scene(
    reports: Reports, scenes: Mapping[str, frozenset[str]], doc: str, known: Iterable[str]
) -> bool:
    """True when a report is of the same weeks as one of others, and tells of a state, body or person of theirs."""
    printed, scene = reports.printed(doc), scenes.get(doc, frozenset())
    for other in known:
        theirs = reports.printed(other)
        near = printed is not None and theirs is not None and abs((printed - theirs).days) <= WEEKS
        if near and scene & scenes.get(other, frozenset()):
            return True
    return False


def _members(reports: Reports, party: Party) -> list[Actor]:
    return [actor for ident in party.members if isinstance(actor := reports.records[ident], Actor)]
