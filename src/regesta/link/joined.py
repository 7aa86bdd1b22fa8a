"""The joined actors of a case: made, kept up to date, and asked who an actor of one report is.

What comes in: reports that are new or changed, and the ledger. What goes out: joined actors with what their
spellings and framings differ in, and the reports in which somebody is now known otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

import msgspec

from regesta.link.actors import BARE, ActorLinker, Cluster, clusters
from regesta.link.blocks import Crowd
from regesta.link.discrepancies import both, make
from regesta.link.graph import PIECE, number, pieces, update
from regesta.link.ledger import Ledger, Made, Place, noted
from regesta.link.names import parse_name
from regesta.link.parties import Tally, added, party_of, tallies
from regesta.link.reports import Cast, Profile, Reports
from regesta.link.spellings import spellings
from regesta.records import Actor, identify

V = TypeVar("V", bound=str)

MEMBERS, TALLIES = "members", "tallies"
ROLES = 40  # most roles kept on one joined actor
_of_profile = msgspec.json.Decoder(Profile)


def link_actors(
    ledger: Ledger,
    reports: Reports,
    copied: Mapping[str, frozenset[str]],
    *,
    documents: Collection[str],
    renamed: Collection[str] = (),
    crowds: list[Crowd] | None = None,
) -> set[str]:
    """Bring the joined actors in step with these reports; the reports in which a known actor changed.

    `copied` leads from an actor to the places at which another stands in a copy of its report;
    `renamed` are reports whose outlet has another name than before.
    """
    old = ledger.items_of(MEMBERS, Tally, documents)
    new = tallies(reports)
    for ident, places in copied.items():
        new[ident] = msgspec.structs.replace(new[ident], copied=places)
    changed = {ident for ident in {*old, *new} if old.get(ident) != new.get(ident)}
    gone = {ident: old[ident] for ident in changed if ident in old}
    come = {ident: new[ident] for ident in changed if ident in new}
    ledger.drop(MEMBERS, gone, {(number(MEMBERS, t.party), i) for i, t in gone.items()})
    rows = {i: (t.document, Place(i, order=f"{t.party}|{t.document}"), t) for i, t in come.items()}
    ledger.put(MEMBERS, rows, {(number(MEMBERS, t.party), i) for i, t in come.items()})
    total = _totals(ledger, gone, come)
    touched = {*total, *(t.party for t in new.values() if t.document in renamed)}
    parties = {name: party_of(tally) if tally else None for name, tally in total.items()}
    known = ledger.items(ActorLinker.name, ActorLinker.item, parties)
    fresh = {name: party for name, party in parties.items() if party != known.get(name)}
    region = update(
        ledger, ActorLinker(), fresh, documents={}, touched=touched.difference(fresh), crowds=crowds
    )
    moved: set[str] = set()
    for piece in pieces(region, PIECE):
        moved |= _joined(ledger, clusters(piece), piece.owners)
    ledger.mark("actor_of", dict.fromkeys(set(gone) - set(come)))
    _lead(ledger, moved, come)
    return {document for _, document in _members(ledger, moved)} | {t.document for t in come.values()}


def _totals(ledger: Ledger, gone: Mapping[str, Tally], come: Mapping[str, Tally]) -> dict[str, Tally | None]:
    """Party -> what its members' tallies add up to, null when none is left; for parties that changed."""
    lost = {tally.party for tally in gone.values()}
    won: dict[str, list[Tally]] = defaultdict(list)
    for tally in come.values():
        won[tally.party].append(tally)
    before = ledger.items(TALLIES, Tally, [party for party in won if party not in lost])
    total: dict[str, Tally | None] = {}
    for party, own in won.items():
        if party not in lost:
            total[party] = added([*own, *([before[party]] if party in before else [])])
    for party in sorted(lost):
        # What is taken away cannot be subtracted: the party is added up anew.
        own = list(ledger.items(MEMBERS, Tally, [ident for ident, _ in _members(ledger, [party])]).values())
        total[party] = added(own) if own else None
    ledger.drop(TALLIES, list(total), ())
    kept = {party: ("", Place(party), tally) for party, tally in total.items() if tally is not None}
    ledger.put(TALLIES, kept, ())
    return total


def _members(ledger: Ledger, parties: Collection[str]) -> list[tuple[str, str]]:
    """The members of parties, each with its report."""
    found = ledger.blocks(MEMBERS, {number(MEMBERS, party) for party in parties})
    placed = ((place.id, *place.order.split("|", 1)) for places in found.values() for place in places)
    return [(ident, document) for ident, party, document in placed if party in parties]


def _joined(ledger: Ledger, found: Iterable[Cluster], owners: Collection[str]) -> set[str]:
    """Make the actors of these clusters; the parties whose actor is another than before, or otherwise known."""
    found = list(found)
    tally_of = ledger.items(TALLIES, Tally, [party for cluster in found for party in cluster.parties])
    outlets = _outlets(ledger, tally_of.values())
    made: list[tuple[str, Made]] = []
    profiles: dict[str, str | None] = dict.fromkeys(owners)
    for cluster in found:
        tally = added(tally_of[party] for party in cluster.parties)
        actor, *told = of_cluster(tally, cluster, outlets)
        made += ((tally.party, record) for record in (actor, *told))
        profiles.update(dict.fromkeys(cluster.parties, msgspec.json.encode(profile_of(actor)).decode()))
    ledger.replace(ActorLinker.name, owners, made)
    return noted(ledger, "profile", profiles)


def of_cluster(
    tally: Tally, cluster: Cluster, outlet: Callable[[str], str]
) -> tuple[Actor, *tuple[Made, ...]]:
    """The actor that parties make, whose tallies add up to this one; and what reports differ in about it."""
    actor = joined_actor(tally, cluster)
    return actor, *_differences(actor, tally, outlet)


def _lead(ledger: Ledger, moved: Collection[str], come: Mapping[str, Tally]) -> None:
    """Note which actor each member of parties that moved, and each new one, leads to."""
    wanted = {*moved, *(tally.party for tally in come.values())}
    profiles = {party: _decoded(text).id for party, text in ledger.marks("profile", wanted).items()}
    leads: dict[str, str | None] = {i: profiles[t.party] for i, t in come.items()}
    for party in moved:
        if party in profiles:
            leads.update(dict.fromkeys((ident for ident, _ in _members(ledger, [party])), profiles[party]))
    ledger.mark("actor_of", leads)


def cast_of(ledger: Ledger, documents: Collection[str]) -> Cast:
    """Who the actors of these reports are in the case."""
    members = ledger.items_of(MEMBERS, Tally, documents)
    profiles = ledger.marks("profile", {tally.party for tally in members.values()})
    known = {party: _decoded(text) for party, text in profiles.items()}
    people = {profile.id: profile for profile in known.values()}
    return Cast(people, {ident: known[tally.party].id for ident, tally in members.items()})


def profile_of(actor: Actor) -> Profile:
    """What linkers know of a joined actor."""
    return Profile(actor.id, actor.name, actor.type, actor.country, not actor.rule.endswith("/described"))


def _decoded(text: str) -> Profile:
    return _of_profile.decode(text)


# ---- one joined actor -------------------------------------------------------------------------


def joined_actor(tally: Tally, cluster: Cluster) -> Actor:
    """The actor that a cluster of parties makes."""
    several = tally.size > 1
    ident = identify("actor", "", (), [tally.world]) if tally.world else tally.id
    sure, why = cluster.sure or (1.0, "same-name" if several else "alone")
    joined_by = why if cluster.sure else "country-and-noun"
    described = f"{joined_by}/described" if several else "described"
    rule = "world-table" if tally.world else why if cluster.named else described
    person = "person" in tally.types
    # A description ("the army's envoy") names nobody once a report gives the name.
    names, aliases = (tally.called, tally.known_as) if tally.called else (tally.names, tally.aliases)
    best = min(names, key=lambda name: _rank(name, names[name], person))
    return Actor(
        id=ident,
        evidence=tally.evidence,
        rule=f"link.actors/{rule}",
        certainty=round(min(tally.certainty, max(sure, BARE)), 3),
        name=best,
        type="person" if person else _most(tally.types),  # type: ignore[arg-type]
        country=_most(tally.countries) if tally.countries else None,
        sector=_most(tally.sectors) if tally.sectors else None,
        aliases=tuple(sorted(aliases - {best})),
        roles=tuple(held[3] for held in tally.roles[:ROLES]),
        same_as=dict(sorted(tally.same_as.items())),
        world=tally.world,
    )


def _rank(name: str, uses: int, person: bool) -> tuple[object, ...]:
    """A person's name of two whole words or more, as most reports have it; then the fuller one."""
    words = sum(len(word) > 1 for word in parse_name(name).words) if person else 0
    return (-min(words, 2), -uses, -words, name)


def _most(counted: Mapping[V, int]) -> V:
    return min(counted, key=lambda value: (-counted[value], value))


def _outlets(ledger: Ledger, found: Iterable[Tally]) -> Callable[[str], str]:
    names = ledger.marks("outlet", {document for tally in found for document in shown_of(tally)})
    return lambda document: names.get(document, document)


def shown_of(tally: Tally) -> set[str]:
    """The reports whose words are shown where reports differ about an actor."""
    spans = [span for own in tally.spelt.values() for span in own.spans]
    return {
        span.document for span in [*spans, *(span for own in tally.framed.values() for span in own.spans)]
    }


def _differences(actor: Actor, tally: Tally, outlet: Callable[[str], str]) -> Iterable[Made]:
    """How reports spell a person, and what outlets call an actor in words of their own."""
    for sides in spellings(tally.spelt) if actor.type == "person" else ():
        summary = f"How {actor.name} is spelt: {both(sides, outlet)}"
        yield make("spelling", sides, about=[actor.id, *sides], summary=summary, certainty=0.9)
    documents = {span.document for own in tally.framed.values() for span in own.spans}
    framed = sorted(tally.framed.values(), key=lambda own: (own.since, own.mention))
    if len(framed) > 1 < len(documents):
        sides = {}
        for own in framed:
            sides[own.text] = (*sides.get(own.text, ()), *own.spans)
        if len(sides) > 1:
            summary = f"What outlets call {actor.name}: {both(sides, outlet)}"
            yield make("framing", sides, about=[actor.id], summary=summary)
