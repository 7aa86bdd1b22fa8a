"""Actors of many reports -> one actor for each person, state, body or group of the case.

What comes in: the parties of the case (`parties.py`) of which some changed. What goes out: the joined actors
and, for each per-document actor, the joined one it belongs to. `rule` says what joined it, readably:
"link.actors/same-name", "link.actors/spelling+country", "link.actors/surname+office".

A name alone joins only where it is full and the same. Everything weaker (two spellings, a part of
a name, a bare surname) needs the same country or office, and a bare surname also that nobody else
in the case bears it. Titles and descriptions never join two persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from regesta.link.blocks import Edge, groups, join
from regesta.link.described import by_host, by_office, by_surname, halves, in_copies, near
from regesta.link.graph import Region
from regesta.link.ledger import Place
from regesta.link.names import Kinship, kinship
from regesta.link.odds import at_odds, of_either, one_post
from regesta.link.parties import Party, common, key

# How sure a join is, by what the names and their context show; tuned on the cases in tests/unit/link.
FULL, SPELT, PART, LOOSE, BARE = 0.97, 0.9, 0.88, 0.75, 0.7

OTHERWISE = ("prefix", "initials", "swapped", "short")  # a full name written otherwise than by its letters

Reasons = dict[tuple[str, str], tuple[float, str]]


class Cluster(msgspec.Struct, frozen=True):
    """Parties that are one actor, how surely, and why; `sure` is null for one that was not joined."""

    parties: tuple[str, ...]
    named: bool
    sure: tuple[float, str] | None


class ActorLinker:
    """How parties are found and compared."""

    name = "actors"
    item = Party
    purged = False
    leaders = 0

    def keys(self, item: Party) -> Iterable[str]:
        """The blocks a party is compared in."""
        return key(item) | item.copied

    def halves(self, item: Party) -> Iterable[tuple[str, bool]]:
        """What a party is looked for by, and found by."""
        return halves(item)

    def place(self, ident: str, item: Party) -> Place:
        """Parties are of all times; in a crowded block those with like names are near."""
        return Place(ident, 0, 0, f"{' '.join(item.name.words)}|{item.id}")

    def score(self, left: Party, right: Party) -> float | None:
        """0 when two parties may be one, or one stands in the way of the other's being a third."""
        alike = _alike(left, right) and (
            compare(left, right) or _may_be(left, right) or _may_be(right, left) or at_odds(left, right)
        )
        return 0.0 if alike or near(left, right) else None


def _alike(left: Party, right: Party) -> bool:
    """True when two parties are called alike; others are tied only by what is told of them."""
    return not key(left).isdisjoint(key(right))


def clusters(region: Region[Party]) -> list[Cluster]:
    """The actors that the parties of a region make; parties by the id of their first member."""
    parties = {party.id: party for _, party in sorted(region.items.items())}
    edges: Reasons = {}
    rivals: dict[str, list[str]] = defaultdict(list)
    for _, *tied in region.edges:
        left, right = sorted(region.items[ident].id for ident in tied)
        if not _alike(parties[left], parties[right]):
            continue
        told = compare(parties[left], parties[right])
        if told is not None:
            edges[left, right] = told
        for short, full in ((left, right), (right, left)):
            if _may_be(parties[short], parties[full]):
                rivals[short].append(full)
    for pair in of_either(parties, sorted(edges)):
        del edges[pair]
    firm = [(value, *pair) for pair, (value, _) in edges.items() if value > BARE]
    home = join(parties, firm, lambda a, b: apart(parties[a], parties[b]))
    home = _seat_bare(parties, rivals, edges, home)
    for clues in (in_copies, by_host, by_office, by_surname):
        found = sorted(clues(parties, home), key=lambda clue: (clue.left, clue.right))
        home = _further(parties, home, [(clue.score, clue.left, clue.right) for clue in found])
        for clue in found:
            left, right = sorted((clue.left, clue.right))
            edges.setdefault((left, right), (clue.score, clue.why))
    reasons = _reasons(edges, home)
    return [
        Cluster(
            tuple(parties[ident].party for ident in inside),
            any(parties[ident].named for ident in inside),
            reasons.get(cluster),
        )
        for cluster, inside in groups(home).items()
    ]


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
    if kin == "initials" and context == "office" and len(left.scenes & right.scenes) > 1:
        # "Rear Admiral H. Toba", "Rear Admiral Hendra Toba" of one story
        return (BARE, "initials+office+scene")
    if kin in OTHERWISE and "country" not in context and not _clash(left, right) and one_post(left, right):
        return (BARE, f"{kin}+office")
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
    if left.person and right.person and at_odds(left, right):
        return True
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
    other = kin == "different" or (kin == "short" and not one_post(left, right))
    return other or (kin == "part" and bool(left.kin & right.kin))


def _wordlike(party: Party) -> bool:
    return not party.person and not party.world and not party.country and len(party.name.words) == 1


def _seat_bare(
    parties: dict[str, Party], rivals: Mapping[str, list[str]], edges: Reasons, home: dict[str, str]
) -> dict[str, str]:
    """Join a lone surname to the one cluster that fits; where two fit, it stays alone."""
    fitting = {short: {home[full] for full in found} for short, found in rivals.items()}
    none: set[str] = set()
    weak = [
        (value, left, right)
        for (left, right), (value, _) in edges.items()
        if value <= BARE
        and _unrivalled(fitting.get(left, none), fitting.get(right, none), home[left], home[right])
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
        return kin in ("variant", "part", *OTHERWISE) and len(short.name.words) <= len(full.name.words)
    return len(full.name.words) > 1 and _bare(kin, short, full)


def _spanning(home: dict[str, str]) -> list[Edge]:
    return [(1.0, cluster, ident) for ident, cluster in home.items() if ident != cluster]


def _reasons(edges: Reasons, home: dict[str, str]) -> dict[str, tuple[float, str]]:
    """Cluster -> its weakest join and the reason."""
    found: dict[str, tuple[float, str]] = {}
    for (left, right), (value, why) in sorted(edges.items()):
        if home[left] == home[right]:
            found[home[left]] = min(found.get(home[left], (1.0, "")), (value, why))
    return found
