"""What is compared when actors are joined: per-document actors under one name and country.

What comes in: `Reports`. What goes out: a `Party` each, and the blocks it is compared in. Actors under one
full name and country are one party from the start; descriptions ("the envoy") stay alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from regesta.link.bodies import Body, body_of, settle_hosts
from regesta.link.names import Name, kinship, parse_name, skeleton
from regesta.link.reports import Reports
from regesta.link.words import fold, function_words, stem, tokens
from regesta.records import Actor, Form


class Party(msgspec.Struct, frozen=True):
    """Per-document actors that bear one name and country: what is compared."""

    id: str
    members: tuple[str, ...]
    person: bool
    name: Name
    bare: frozenset[str]
    country: str | None
    offices: frozenset[str]
    world: str | None
    body: Body | None
    named: bool
    documents: frozenset[str] = frozenset()


def gather(reports: Reports) -> Iterable[Party]:
    """Actors under one name and country are one party from the start; descriptions stay alone."""
    table: dict[tuple[object, ...], list[Actor]] = defaultdict(list)
    bodies = settle_hosts(reports, {a.id: body_of(a) for a in reports.all(Actor) if a.type != "person"})
    for actor in reports.all(Actor):
        name = parse_name(actor.name)
        named = is_named(actor, reports)
        signature: tuple[object, ...] = (actor.id,)
        if actor.world:
            signature = ("world", actor.world)
        elif actor.type == "person" and named and len(name.words) > 1:
            signature = ("person", name, actor.country, _offices(actor) if common(name) else None)
        elif actor.type != "person" and (named or _by_noun(bodies[actor.id])):
            body = bodies[actor.id]
            signature = ("body", body.keys, actor.country) if body.keys else signature
        table[signature].append(actor)
    for members in table.values():
        yield _party(members, bodies.get(members[0].id), reports)


def _by_noun(body: Body) -> bool:
    """True for a body known by country and noun, whether or not a report gives it a name."""
    return bool(body.keys) and body.kind is not None


def common(name: Name) -> bool:
    """Names of two short words are borne by many; their offices are looked at before they join."""
    return len(name.words) == 2 and sum(map(len, name.words)) <= 7


def _party(members: Sequence[Actor], body: Body | None, reports: Reports) -> Party:
    first = members[0]
    main = parse_name(first.name)
    person = first.type == "person"
    bare = {
        short.words[0]
        for actor in members
        for short in map(parse_name, actor.aliases)
        if person and len(short.words) == 1 and kinship(short, main) in ("bare", "given")
    }
    return Party(
        id=first.id,
        members=tuple(actor.id for actor in members),
        person=person,
        name=main,
        bare=frozenset(bare),
        country=first.country,
        offices=frozenset().union(*(_offices(actor) for actor in members)),
        world=first.world,
        body=None if person else body,
        named=any(is_named(actor, reports) for actor in members),
        documents=frozenset(actor.document or "" for actor in members) if person else frozenset(),
    )


def is_named(actor: Actor, reports: Reports) -> bool:
    """True when a report calls the actor by a name, not only by a description."""
    naming: tuple[Form, ...] = ("name", "acronym", "metonym")
    mentions = reports.mentions_of.get(actor.id)
    if mentions:
        return any(mention.form in naming for mention in mentions)
    words = [word for word in actor.name.split() if fold(word) not in function_words()]
    return bool(words) and all(word[:1].isupper() for word in words[-1:])


def _offices(actor: Actor) -> frozenset[str]:
    found: set[str] = set()
    for role in actor.roles:
        found.update(stem(word) for word in tokens(role.title) if word not in function_words())
        if role.organisation:
            found.add(" ".join(tokens(role.organisation)))
    return frozenset(found)


def key(party: Party) -> frozenset[str]:
    """Blocks a party is compared in: outer words of a personal name, the names of a body."""
    if not party.named and not party.body:
        return frozenset()
    if party.person:
        outer = {*party.name.words[:1], *party.name.words[-1:], *party.bare}
        return frozenset(f"person:{skeleton(word)}" for word in outer) if party.named else frozenset()
    by_name = party.body is not None and (party.named or _by_noun(party.body))
    return frozenset(party.body.keys) if party.body and by_name else frozenset()
