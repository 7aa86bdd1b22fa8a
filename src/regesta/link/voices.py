"""The words of an office and of a name: "the president said" here, "President Ana Silva said" there.

What comes in: the statements of persons whom a report gives an office that one at a time holds. What goes
out: for an actor who is only described, the places at which a named holder of that office stands with the
same words in another report of those days.

An office without a country ("the president") may be any country's; the same saying shows whose it is. Where
two persons are quoted alike, nobody is meant.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from regesta.link.graph import Region, reached
from regesta.link.ledger import Ledger, Place, noted
from regesta.link.names import kinship, parse_name
from regesta.link.offices import sole_office
from regesta.link.parties import is_named
from regesta.link.quotes import QUOTED, likeness
from regesta.link.reports import Reports
from regesta.link.words import mass, terms
from regesta.records import Actor, Statement

VOICES = "voices"
STRETCH = 7  # days by which times of print are compared: the same words a month later may be another's
LEAST = 4.0  # mass two statements share at least
INDIRECT = 0.8  # share of the shorter where one is no quotation
STRANGERS = ("different", "unlike")


class Voice(msgspec.Struct, frozen=True):
    """A statement of an office holder; `name` is empty for one who is only described."""

    id: str
    document: str
    actor: str
    name: str
    country: str | None
    offices: frozenset[str]
    quoted: bool
    stretch: int
    terms: tuple[str, ...]


class VoiceLinker:
    """How statements of the described and of the named are found and compared."""

    name = VOICES
    item = Voice
    purged = False
    leaders = 0

    def keys(self, item: Voice) -> Iterable[str]:
        """None: only a described speaker is compared with a named one."""
        return ()

    def halves(self, item: Voice) -> Iterable[tuple[str, bool]]:
        """Two words that stand near each other, with the office and the week of print."""
        weeks = (0,) if item.name else (-1, 0, 1)
        for first, second in _near(item.terms):
            for office in item.offices:
                for week in weeks:
                    yield f"{office}|{item.stretch + week}|{first}|{second}", bool(item.name)

    def place(self, ident: str, item: Voice) -> Place:
        """Where it stands in a block."""
        return Place(ident)

    def score(self, left: Voice, right: Voice) -> float | None:
        """How surely a name and a description say the same."""
        clash = left.country and right.country
        if clash or left.document == right.document or bool(left.name) == bool(right.name):
            # Two known countries: the office of the country tells who it is.
            return None
        degree, common = likeness(left.terms, right.terms)
        least = QUOTED if left.quoted and right.quoted else INDIRECT
        return round(degree, 3) if common >= LEAST and degree >= least else None


def _near(words: tuple[str, ...]) -> set[tuple[str, str]]:
    pairs = (*itertools.pairwise(words), *zip(words, words[2:], strict=False))
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def hear(ledger: Ledger, reports: Reports, documents: Collection[str]) -> set[str]:
    """Note who says the same as a holder of his office; the reports for which that changed."""
    moved: set[str] = set()
    for region in reached(ledger, VoiceLinker(), voices(reports, documents), documents):
        marks: dict[str, str | None] = dict.fromkeys(region.owners)
        marks.update((ident, " ".join(sorted(names))) for ident, names in places_heard(region).items())
        changed = noted(ledger, VOICES, marks)
        moved |= {region.items[ident].document for ident in changed if ident in region.items}
    return moved


def heard(ledger: Ledger, documents: Collection[str]) -> dict[str, frozenset[str]]:
    """Actor of one of these documents -> the names of the places at which another says the same."""
    voices = ledger.items_of(VOICES, Voice, documents)
    marks = ledger.marks(VOICES, voices)
    found: dict[str, set[str]] = defaultdict(set)
    for ident, names in marks.items():
        found[voices[ident].actor].update(names.split())
    return {actor: frozenset(names) for actor, names in found.items()}


def places_heard(region: Region[Voice]) -> dict[str, set[str]]:
    """Statement -> the places it shares with those of others, where only one person can be meant."""
    partners: dict[str, list[Voice]] = defaultdict(list)
    for _, *pair in region.edges:
        described, named = sorted((region.items[ident] for ident in pair), key=lambda v: bool(v.name))
        partners[described.id].append(named)
    places: dict[str, set[str]] = defaultdict(set)
    for ident, others in partners.items():
        names = [parse_name(other.name) for other in others]
        if any(kinship(a, b) in STRANGERS for a, b in itertools.combinations(names, 2)):
            continue
        if len({other.country for other in others if other.country}) > 1:
            continue
        for other in others:
            place = f"voice|{region.items[ident].actor}|{other.actor}"
            places[ident].add(place)
            places[other.id].add(place)
    return places


def voices(reports: Reports, documents: Collection[str]) -> Iterable[Voice]:
    """The statements of these documents by holders of an office, as they are compared."""
    offices: dict[str, frozenset[str]] = {}
    for statement in reports.all(Statement):
        actor = reports.records.get(statement.speaker or "")
        printed = reports.printed(statement.document)
        if statement.document not in documents or statement.negated or printed is None:
            continue
        if not isinstance(actor, Actor) or actor.type != "person" or actor.world:
            continue
        named = is_named(actor, reports)
        if actor.id not in offices:
            titles = [role.title for role in actor.roles] if named else [actor.name]
            told = (sole_office(title, actor.country) for title in titles)
            offices[actor.id] = frozenset(office for office in told if office)
        words = terms(reports.words(statement.content)) if offices[actor.id] else ()
        if mass(words) >= LEAST:
            yield Voice(
                id=statement.id,
                document=statement.document,
                actor=actor.id,
                name=actor.name if named else "",
                country=actor.country,
                offices=offices[actor.id],
                quoted=statement.manner != "indirect",
                stretch=printed.toordinal() // STRETCH,
                terms=words,
            )
