"""Actors of many reports -> one actor for each person, state, body or group of the case.

What comes in: per-document actors (`Reports`). What goes out: the joined actors and, for each
per-document actor, the joined one it belongs to. `rule` says what joined it, readably:
"link.actors/same-name", "link.actors/spelling+country", "link.actors/surname+office".

A name alone joins only where it is full and the same. Everything weaker (two spellings, a part of
a name, a bare surname) needs the same country or office, and a bare surname also that nobody else
in the case bears it. Titles and descriptions never join two persons.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from regesta.link.blocks import Crowd, Edge, groups, join, pairs
from regesta.link.copies import Copies
from regesta.link.described import by_office, by_surname, in_copies
from regesta.link.names import Kinship, kinship, parse_name
from regesta.link.parties import Party, common, gather, is_named, key
from regesta.link.reports import Cast, Reports
from regesta.records import Actor, ActorRole, identify

V = TypeVar("V", bound=str)
N = TypeVar("N")

# How sure a join is, by what the names and their context show; tuned on the cases in tests/unit/link.
FULL, SPELT, PART, LOOSE, BARE = 0.97, 0.9, 0.88, 0.75, 0.7
ROLES, EVIDENCE = 40, 60  # most roles and spans kept on one joined actor


class Joined(msgspec.Struct, frozen=True):
    """The outcome: joined actors, and the way from each per-document actor to its own."""

    actors: tuple[Actor, ...]
    actor_of: dict[str, str]


def link_actors(reports: Reports, copies: Copies, crowds: list[Crowd] | None = None) -> Joined:
    """Join the per-document actors of a case."""
    parties = {party.id: party for party in gather(reports)}
    keys = {ident: key(party) for ident, party in parties.items()}
    edges: dict[tuple[str, str], tuple[float, str]] = {}
    for left, right in pairs(keys, lambda ident: " ".join(parties[ident].name.words), crowds=crowds):
        verdict = compare(parties[left], parties[right])
        if verdict is not None:
            edges[left, right] = verdict
    firm = [(value, *pair) for pair, (value, _) in edges.items() if value > BARE]
    home = join(parties, firm, lambda a, b: apart(parties[a], parties[b]))
    home = _seat_bare(parties, keys, edges, home)
    for clues in (functools.partial(in_copies, copies), by_office, by_surname):
        found = sorted(clues(reports, parties, home), key=lambda clue: (clue.left, clue.right))
        home = _further(parties, home, [(clue.score, clue.left, clue.right) for clue in found])
        for clue in found:
            left, right = sorted((clue.left, clue.right))
            edges.setdefault((left, right), (clue.score, clue.why))
    reasons = _reasons(edges, home)
    return _build(reports, parties, home, reasons)


# ---- verdicts ---------------------------------------------------------------------------------


def compare(left: Party, right: Party) -> tuple[float, str] | None:
    """How sure two parties are one and why, or None. `BARE` says: only if nobody else fits."""
    if apart(left, right):
        return None
    if not left.person:
        # A body without a country is one with the only body of that name that has one.
        return (FULL, "same-body") if left.country == right.country else (BARE, "same-name")
    kin = kinship(left.name, right.name)
    context = _context(left, right)
    full = min(len(left.name.words), len(right.name.words)) > 1
    if kin == "same" and full:
        if _clash(left, right) or (common(left.name) and left.offices and right.offices and not context):
            return (LOOSE, f"same-name+{context}") if "office" in context else None
        return (FULL, "same-name")
    if not context:
        # Two spellings or lengths of a full name: one person if nobody else in the case may be meant.
        near = kin in ("variant", "part") and full and not _clash(left, right)
        return (BARE, f"{kin}-of-name") if near else None
    if kin == "variant" and full:
        return (SPELT, f"spelling+{context}")
    if kin == "part":
        return (PART, f"part-of-name+{context}")
    if kin in ("prefix", "initials", "swapped") and "country" in context:
        return (LOOSE, f"{kin}+{context}")
    if _bare(kin, left, right):
        return (BARE, f"surname+{context}")
    return None


def _bare(kin: Kinship, left: Party, right: Party) -> bool:
    """True for a lone surname (or the surname first, as reports of the full name shorten it)."""
    if kin in ("same", "variant", "bare"):
        return True
    short, full = sorted((left, right), key=lambda party: len(party.name.words))
    return kin == "given" and short.name.words[0] in full.bare


def _context(left: Party, right: Party) -> str:
    if _clash(left, right):
        return ""
    shared = ["country"] if left.country and left.country == right.country else []
    shared += ["office"] if left.offices & right.offices else []
    return "+".join(shared)


def _clash(left: Party, right: Party) -> bool:
    return bool(left.country and right.country and left.country != right.country)


def apart(left: Party, right: Party) -> bool:
    """True when two parties can never be one: other person, other table entry, other kind."""
    if left.world and right.world:
        return left.world != right.world
    if left.person != right.person:
        # A lone word that no report calls a person may still be a surname.
        return not (_wordlike(left) or _wordlike(right))
    if not left.person:
        return _clash(left, right)
    if _clash(left, right) and not left.offices & right.offices:
        return True
    if not (left.named and right.named):
        return False
    kin = kinship(left.name, right.name)
    # One report names both in full, as two: father and son.
    return kin == "different" or (kin == "part" and bool(left.documents & right.documents))


def _wordlike(party: Party) -> bool:
    return not party.person and not party.world and not party.country and len(party.name.words) == 1


def _seat_bare(
    parties: dict[str, Party],
    keys: dict[str, frozenset[str]],
    edges: dict[tuple[str, str], tuple[float, str]],
    home: dict[str, str],
) -> dict[str, str]:
    """Join a lone surname to the one cluster that fits; where two fit, it stays alone."""
    rivals: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs(keys, lambda ident: " ".join(parties[ident].name.words)):
        for short, full in ((left, right), (right, left)):
            if _may_be(parties[short], parties[full]):
                rivals[short].add(home[full])
    weak = [
        (value, left, right)
        for (left, right), (value, _) in edges.items()
        if value <= BARE and _unrivalled(rivals[left], rivals[right], home[left], home[right])
    ]
    return _further(parties, home, weak)


def _further(parties: dict[str, Party], home: dict[str, str], edges: Iterable[Edge]) -> dict[str, str]:
    """The clusters as they are, joined further by more edges."""
    return join(
        parties,
        [*_spanning(home), *edges],
        lambda a, b: home[a] != home[b] and apart(parties[a], parties[b]),
    )


def _unrivalled(left: set[str], right: set[str], own: str, other: str) -> bool:
    """True when neither of two parties could be a third, or both could be only the same third."""
    return (left <= {other} and right <= {own}) or (left == right and len(left) == 1)


def _may_be(short: Party, full: Party) -> bool:
    """True when a weakly named party could be the fuller one, whatever else speaks for it."""
    if apart(short, full):
        return False
    if not short.person:
        return short.country is None and full.country is not None
    kin = kinship(short.name, full.name)
    if len(short.name.words) > 1:
        return kin in ("variant", "part") and len(short.name.words) <= len(full.name.words)
    return len(full.name.words) > 1 and _bare(kin, short, full)


def _spanning(home: dict[str, str]) -> list[Edge]:
    return [(1.0, cluster, ident) for ident, cluster in home.items() if ident != cluster]


def _reasons(
    edges: dict[tuple[str, str], tuple[float, str]], home: dict[str, str]
) -> dict[str, tuple[float, str]]:
    """Cluster -> its weakest join and the reason."""
    found: dict[str, tuple[float, str]] = {}
    for (left, right), (value, why) in sorted(edges.items()):
        if home[left] == home[right]:
            found[home[left]] = min(found.get(home[left], (1.0, "")), (value, why))
    return found


# ---- the joined actor -------------------------------------------------------------------------


def _build(
    reports: Reports,
    parties: dict[str, Party],
    home: dict[str, str],
    reasons: dict[str, tuple[float, str]],
) -> Joined:
    actors, actor_of = [], {}
    for cluster, inside in groups(home).items():
        members = sorted(member for ident in inside for member in parties[ident].members)
        own: list[Actor] = [a for m in members if isinstance(a := reports.records[m], Actor)]
        world = next((actor.world for actor in own if actor.world), None)
        ident = identify("actor", "", (), [world]) if world else members[0]
        named = any(parties[party].named for party in inside)
        sure, why = reasons.get(cluster, (1.0, "same-name" if len(own) > 1 else "alone"))
        joined_by = why if cluster in reasons else "country-and-noun"
        described = f"{joined_by}/described" if len(own) > 1 else "described"
        rule = "world-table" if world else why if named else described
        actors.append(_joined(ident, own, rule=rule, sure=sure, reports=reports))
        actor_of.update(dict.fromkeys(members, ident))
    return Joined(tuple(sorted(actors, key=lambda a: a.id)), dict(sorted(actor_of.items())))


def _joined(ident: str, own: Sequence[Actor], *, rule: str, sure: float, reports: Reports) -> Actor:
    if len(own) == 1:
        return _alone(ident, own[0], rule=rule, sure=sure)
    person = any(actor.type == "person" for actor in own)
    # A description ("the army's envoy") names nobody once a report gives the name.
    bearing = [actor for actor in own if is_named(actor, reports)] or own
    names = Counter(actor.name for actor in bearing)
    best = min(names, key=lambda name: _rank(name, names[name], person))
    aliases = sorted({alias for actor in bearing for alias in (actor.name, *actor.aliases)} - {best})
    ordered = sorted(own, key=lambda actor: reports.order(actor.document or ""))
    roles: dict[tuple[str, str | None], ActorRole] = {}
    for actor in ordered:
        for role in actor.roles:
            roles.setdefault((role.title, role.organisation), role)
    return Actor(
        id=ident,
        evidence=tuple(sorted({span for actor in own for span in actor.evidence}))[:EVIDENCE],
        rule=f"link.actors/{rule}",
        certainty=round(min(max(actor.certainty for actor in own), max(sure, BARE)), 3),
        name=best,
        type="person" if person else _most((actor.type for actor in own), own[0].type),
        country=_most((actor.country for actor in own if actor.country), None),
        sector=_most((actor.sector for actor in own if actor.sector), None),
        aliases=tuple(aliases),
        roles=tuple(roles.values())[:ROLES],
        same_as=dict(sorted(item for actor in own for item in actor.same_as.items())),
        world=next((actor.world for actor in own if actor.world), None),
    )


def _alone(ident: str, actor: Actor, *, rule: str, sure: float) -> Actor:
    """The same for an actor that only one report tells of."""
    roles: dict[tuple[str, str | None], ActorRole] = {}
    for role in actor.roles:
        roles.setdefault((role.title, role.organisation), role)
    return msgspec.structs.replace(
        actor,
        id=ident,
        evidence=tuple(sorted(set(actor.evidence)))[:EVIDENCE],
        rule=f"link.actors/{rule}",
        certainty=round(min(actor.certainty, max(sure, BARE)), 3),
        aliases=tuple(sorted(set(actor.aliases) - {actor.name})),
        roles=tuple(roles.values())[:ROLES],
        same_as=dict(sorted(actor.same_as.items())),
        document=None,
    )


def _rank(name: str, uses: int, person: bool) -> tuple[object, ...]:
    """A person's name of two whole words or more, as most reports have it; then the fuller one."""
    words = sum(len(word) > 1 for word in parse_name(name).words) if person else 0
    return (-min(words, 2), -uses, -words, name)


def _most(values: Iterable[V], none: N) -> V | N:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else none


def cast_of(joined: Joined) -> Cast:
    """The joined actors, ready to be asked."""
    return Cast(joined.actors, joined.actor_of)
