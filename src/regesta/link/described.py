"""Persons that a report does not name in full: the same words in a copy, an office, a lone surname.

What comes in: the parties and the clusters found by name. What goes out: `Clue`s, pairs of parties that
are one person, each with its reason. No clue joins where two persons would fit.

"Qatar's foreign minister" in one outlet's copy of a wire story is who he is at the same words of the other
copy; and whoever reports of the same days name as Qatar's foreign minister. "Quispe said", in a report that
gives no first name, is the one Quispe of the case, if reports of the same weeks and matter tell of her. "The
Chinese embassy", in a report about Kabul, is the one in Kabul if no other Chinese embassy is in the case.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from regesta.link.bodies import hosted
from regesta.link.offices import sole_office
from regesta.link.parties import Party, bearing, lone, widened

__all__ = ["Clue", "by_host", "by_office", "by_surname", "halves", "in_copies", "near", "sole_office"]

COPIED, HOSTED, VOICED, OFFICE, SURNAME = 0.95, 0.9, 0.85, 0.8, 0.72  # how sure a join is, by its reason
DAYS = 45  # between a report that gives an office and one that names who holds it
TERM = 60  # days within which nobody else may be named as its holder

Parties = Mapping[str, Party]


class Clue(msgspec.Struct, frozen=True):
    """Two parties that are one, how surely, and why."""

    score: float
    left: str
    right: str
    why: str


def halves(party: Party) -> Iterable[tuple[str, bool]]:
    """What a party is looked for by (false), and what such a one may be found by (true)."""
    for seat in party.seats:
        yield f"seat|{seat}", party.named
    if word := lone(party, party.name):
        yield f"lone|{word}", False
    if party.person and party.named:
        for word in bearing(party.name, party.bare):
            yield f"lone|{word}", True
    if party.body is not None and party.body.open_host:
        yield f"host|{party.body.kind}", False
    for kind in hosted(party.body) if party.body else ():
        yield f"host|{kind}", True


def near(left: Party, right: Party) -> bool:
    """True when one of two parties may be a clue to who the other is, or stand in the way of one."""
    mine, theirs = dict(halves(left)), dict(halves(right))
    for key in mine.keys() & theirs.keys():
        if mine[key] == theirs[key]:
            continue
        if not key.startswith("seat|"):
            return True
        seat = key.removeprefix("seat|")
        if any(abs(a - b) <= TERM for a in left.seats[seat] for b in right.seats[seat]):
            return True
    return bool(left.copied & right.copied)


def in_copies(parties: Parties, home: Mapping[str, str]) -> Iterable[Clue]:
    """The actors that stand at the same words of two copies of one text, or of one saying."""
    places: dict[str, list[str]] = defaultdict(list)
    for ident, party in sorted(parties.items()):
        for place in party.copied:
            places[place].append(ident)
    for place, own in sorted(places.items()):
        copied = place.startswith("copied")
        score, why = (COPIED, "same-words-in-a-copy") if copied else (VOICED, "office-holder-quoted-alike")
        for left, right in itertools.pairwise(own):
            if home[left] != home[right]:
                yield Clue(score, left, right, why)


def by_host(parties: Parties, home: Mapping[str, str]) -> Iterable[Clue]:
    """Embassies whose report does not say where, and the only one of that country that others place."""
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ident, party in sorted(parties.items()):
        for kind, host in hosted(party.body).items() if party.body else ():
            known[kind][host].append(ident)
    for ident, party in sorted(parties.items()):
        if party.body is None or not party.body.open_host or len(found := known[party.body.kind or ""]) != 1:
            continue
        host, homes = next(iter(found.items()))
        if host in party.hosts and home[ident] != home[homes[0]]:
            yield Clue(HOSTED, ident, homes[0], "only-embassy-there")


def by_office(parties: Parties, home: Mapping[str, str]) -> Iterable[Clue]:
    """Persons known by an office of a country, and the one person whom reports of those days name in it."""
    holders: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for ident, party in sorted(parties.items()):
        for seat, days in party.seats.items() if party.named and party.person else ():
            holders[seat] += ((day, ident) for day in days)
    for ident, party in sorted(parties.items()):
        for seat, days in sorted(party.seats.items()) if not party.named else ():
            for day in sorted(days):
                near_ = [
                    (abs(day - other), holder) for other, holder in holders[seat] if abs(day - other) <= TERM
                ]
                if near_ and len({home[holder] for _, holder in near_}) == 1 and min(near_)[0] <= DAYS:
                    yield Clue(OFFICE, ident, min(near_)[1], "office-holder-of-those-days")


def by_surname(parties: Parties, home: Mapping[str, str]) -> Iterable[Clue]:
    """Names of one word, and the one person of the case who bears them, told of in the same weeks and scene."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for ident, party in sorted(parties.items()):
        for word in bearing(party.name, party.bare) if party.person and party.named else ():
            bearers[word].append(ident)
    for ident, party in sorted(parties.items()):
        sought = lone(party, party.name)
        fits = [other for other in bearers.get(sought or "", ()) if home[other] != home[ident]]
        if not fits or len({home[other] for other in fits}) > 1:
            continue
        if any(parties[other].party in party.beside for other in fits):
            continue
        seen = widened(party.seen)
        if not all(seen.isdisjoint(parties[other].scenes) for other in fits):
            for other in fits:
                yield Clue(SURNAME, ident, other, "surname+scene")
