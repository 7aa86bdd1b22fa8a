"""What is compared when actors are joined: the actors of single reports under one name and country.

What comes in: `Reports`. What goes out: a `Tally` for each actor of a report, with the party it is of; the
tallies of a party add up, in any order, to what is known of it. Actors under one full name and country are
one party from the start; descriptions ("the envoy") stay alone.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from regesta.link.bodies import Body, body_of, spoken_of
from regesta.link.names import Name, kinship, parse_name, skeleton
from regesta.link.offices import full_office, full_offices, sole_office
from regesta.link.reports import Reports
from regesta.link.spellings import Framing, Spelling, framings_of, spellings_of
from regesta.link.words import fold, function_words, stem, tokens
from regesta.records import Actor, ActorRole, Form, Span, identify

C = TypeVar("C")

EVIDENCE = 60  # most spans kept of one party
TIME_BITS = 20  # of a scene: which stretch of days it is of
DAYS = 15  # length of the stretches by which the times of two scenes are compared
STRETCHES = 4  # stretches between a report with a lone surname and one with the name: two months
COUNTERPART = "counterpart"
LEAST = 3  # letters of a surname that says who it is

Held = tuple[str, str, int, ActorRole]  # since when a role is told: day of print, report, place in it


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What some actors of single reports, all of one party, are known as.

    `id` is that of the one in the earliest report, and whatever only one can have (`name`, `body`) is its.
    """

    id: str
    party: str
    since: tuple[date, str]
    document: str = ""
    size: int = 1
    person: bool
    name: str
    country: str | None
    world: str | None
    body: Body | None
    named: bool
    plain: bool  # only ever a person, or nothing in particular
    bare: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()  # reports that name another by part of the name
    copied: frozenset[str] = frozenset()  # places in copies at which another stands in the other copy
    seats: dict[str, frozenset[int]] = {}  # office of a country -> days on which it is told of him
    posts: dict[str, frozenset[int]] = {}  # the same of one who is named, whether or not the country is told
    hosts: frozenset[str] = frozenset()  # countries a report with an embassy somewhere speaks of
    scenes: frozenset[int] = frozenset()  # whom and what its reports tell of, each with its time
    seen: frozenset[int] = frozenset()  # the same of one who goes by a surname only
    beside: frozenset[str] = frozenset()  # parties of the same report that bear this surname
    names: dict[str, int] = {}
    called: dict[str, int] = {}  # names where a report gives a name, not only a description
    aliases: frozenset[str] = frozenset()
    known_as: frozenset[str] = frozenset()
    types: dict[str, int] = {}
    countries: dict[str, int] = {}
    sectors: dict[str, int] = {}
    evidence: tuple[Span, ...] = ()
    certainty: float = 0.0
    roles: tuple[Held, ...] = ()
    same_as: dict[str, str] = {}
    spelt: dict[str, Spelling] = {}
    framed: dict[str, Framing] = {}


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party as it is compared: all that its joins depend on."""

    id: str
    party: str
    document: str = ""
    person: bool
    name: Name
    country: str | None
    world: str | None
    body: Body | None
    named: bool
    plain: bool
    bare: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    copied: frozenset[str]
    seats: dict[str, frozenset[int]]
    posts: dict[str, frozenset[int]]
    hosts: frozenset[str]
    scenes: frozenset[int]
    seen: frozenset[int]
    beside: frozenset[str]


def party_of(tally: Tally) -> Party:
    """The party that its members' tallies add up to."""
    return Party(
        id=tally.id,
        party=tally.party,
        person=tally.person,
        name=parse_name(tally.name),
        country=tally.country,
        world=tally.world,
        body=None if tally.person else tally.body,
        named=tally.named,
        plain=tally.plain,
        bare=tally.bare if tally.person else frozenset(),
        offices=tally.offices,
        kin=tally.kin,
        copied=tally.copied,
        seats=tally.seats,
        posts=tally.posts,
        hosts=tally.hosts,
        scenes=tally.scenes,
        seen=tally.seen,
        beside=tally.beside,
    )


# ---- one report's actors ----------------------------------------------------------------------


def tallies(reports: Reports) -> dict[str, Tally]:
    """The tally of every actor of these reports; each report's depend on that report alone."""
    found: dict[str, Tally] = {}
    by_document: dict[str, list[Tally]] = defaultdict(list)
    called = {(actor.document, actor.name): actor for actor in reports.all(Actor)}
    for actor in reports.all(Actor):
        found[actor.id] = _tally(actor, reports, _titles(actor, called))
        by_document[actor.document or ""].append(found[actor.id])
    for document, own in by_document.items():
        for tally in _in_scene(own, reports, document):
            found[tally.id] = tally
    return found


def _titles(actor: Actor, called: Mapping[tuple[str | None, str], Actor]) -> tuple[str, ...]:
    """The titles a report gives a person; that of "her Norwegian counterpart" is hers."""
    found: list[str] = []
    for role in actor.roles:
        beside = called.get((actor.document, role.organisation or ""))
        if beside is not None and role.title.endswith(COUNTERPART):
            hers = {office for own in beside.roles if (office := sole_office(own.title, beside.country))}
            # Of two offices nobody knows which is meant.
            found += hers if len(hers) == 1 else ()
        else:
            found.append(role.title)
    return tuple(found)


def _tally(actor: Actor, reports: Reports, titles: Sequence[str]) -> Tally:
    name, named = parse_name(actor.name), is_named(actor, reports)
    body = body_of(actor) if actor.type != "person" else None
    called = (actor.name, *actor.aliases)
    mentions = reports.mentions_of.get(actor.id, [])
    open_host = body is not None and body.open_host
    text = reports.documents[actor.document].text if open_host and actor.document in reports.documents else ""
    return Tally(
        id=actor.id,
        party=_signature(actor, name, named=named, body=body),
        since=reports.order(actor.document or ""),
        document=actor.document or "",
        person=actor.type == "person",
        name=actor.name,
        country=actor.country,
        world=actor.world,
        body=body,
        named=named,
        plain=actor.type in ("person", "other"),
        bare=_bare(actor, name),
        offices=_offices(actor),
        seats=_seats(actor, reports, titles if named or actor.world else (actor.name, *titles)),
        posts=_posts(actor, reports, titles) if named else {},
        hosts=spoken_of(text) if text else frozenset(),
        names={actor.name: 1},
        called={actor.name: 1} if named else {},
        aliases=frozenset(called),
        known_as=frozenset(called) if named else frozenset(),
        types={actor.type: 1},
        countries={actor.country: 1} if actor.country else {},
        sectors={actor.sector: 1} if actor.sector else {},
        evidence=tuple(sorted(set(actor.evidence)))[:EVIDENCE],
        certainty=actor.certainty,
        roles=_held(actor, reports),
        same_as=actor.same_as,
        spelt=spellings_of(mentions) if actor.type in ("person", "other") else {},
        framed=framings_of(mentions, reports.order(actor.document or "")),
    )


def party_from_the_start(actor: Actor, reports: Reports) -> str:
    """The party that an actor of one report is of before anything is compared."""
    body = body_of(actor) if actor.type != "person" else None
    return _signature(actor, parse_name(actor.name), named=is_named(actor, reports), body=body)


def _signature(actor: Actor, name: Name, *, named: bool, body: Body | None) -> str:
    """What makes two actors of single reports one party from the start."""
    parts: tuple[object, ...] = ()
    if actor.world:
        parts = ("world", actor.world)
    elif body is None and named and len(name.words) > 1:
        offices = sorted(_offices(actor)) if common(name) else full_offices(actor)
        groups = (name.words, *map(sorted, (name.marks, name.servant, name.fathers)))
        parts = ("person", *(" ".join(group) for group in groups), actor.country, *offices)
    elif body is not None and body.keys and (named or body.kind is not None):
        parts = ("body", *body.keys, actor.country)
    return identify("party", "", (), parts) if parts else actor.id


def _bare(actor: Actor, name: Name) -> frozenset[str]:
    shorts = map(parse_name, actor.aliases if actor.type == "person" else ())
    return frozenset(
        short.words[0]
        for short in shorts
        if len(short.words) == 1 and kinship(short, name) in ("bare", "given")
    )


def _seats(actor: Actor, reports: Reports, titles: Sequence[str]) -> dict[str, frozenset[int]]:
    """The offices one person at a time holds that a report gives a person, with its day of print."""
    printed = reports.printed(actor.document or "")
    if actor.type != "person" or actor.country is None or printed is None:
        return {}
    offices = sorted({office for title in titles if (office := sole_office(title, actor.country))})
    return {f"{actor.country}|{office}": frozenset({printed.toordinal()}) for office in offices}


def _posts(actor: Actor, reports: Reports, titles: Sequence[str]) -> dict[str, frozenset[int]]:
    """The sole and full offices that a report gives to a person it names, with its day of print."""
    printed = reports.printed(actor.document or "")
    if actor.type != "person" or printed is None:
        return {}
    told = {find(title, actor.country) for title in titles for find in (sole_office, full_office)}
    return {office: frozenset({printed.toordinal()}) for office in sorted(filter(None, told))}


def _held(actor: Actor, reports: Reports) -> tuple[Held, ...]:
    day, document = reports.order(actor.document or "")
    first: dict[tuple[str, str | None], Held] = {}
    for place, role in enumerate(actor.roles):
        first.setdefault(
            (role.title, role.organisation), (day.isoformat(), f"{document}|{actor.id}", place, role)
        )
    return tuple(first.values())


def _in_scene(own: Sequence[Tally], reports: Reports, document: str) -> Iterable[Tally]:
    """The tallies of one report's actors with what depends on the others of the report."""
    scene = {tally.party for tally in own if tally.named}
    scene |= {f"state:{tally.country}" for tally in own if tally.country}
    printed = reports.printed(document)
    at = printed.toordinal() // DAYS if printed else None
    persons = [(tally, parse_name(tally.name)) for tally in own if tally.person and tally.named]
    for tally in own:
        name = parse_name(tally.name)
        changes: dict[str, object] = {}
        if tally.person and tally.named:
            kin = any(o.id != tally.id and kinship(name, other) == "part" for o, other in persons)
            changes["kin"] = frozenset({document} if kin else ())
        if at is not None and tally.person and tally.named and len(name.words) > 1:
            changes["scenes"] = _timed(scene - {tally.party}, at)
        if (word := lone(tally, name)) is not None:
            changes["seen"] = _timed(scene - {tally.party}, at) if at is not None else frozenset()
            bearers = (o for o, other in persons if word in bearing(other, o.bare))
            changes["beside"] = frozenset(o.party for o in bearers if o.id != tally.id)
        yield msgspec.structs.replace(tally, **changes) if changes else tally


def _timed(scene: Iterable[str], time: int) -> frozenset[int]:
    return frozenset(zlib.crc32(name.encode()) << TIME_BITS | time for name in scene)


def widened(scenes: Iterable[int]) -> frozenset[int]:
    """The scenes with the times beside theirs."""
    return frozenset(scene + step for scene in scenes for step in range(-STRETCHES, STRETCHES + 1))


def lone(party: Tally | Party, name: Name) -> str | None:
    """The one word by which a party goes, when it may be a surname."""
    plain = party.named and party.plain and party.world is None and party.country is None
    word = name.words[0] if plain and len(name.words) == 1 else ""
    return word if len(word) >= LEAST else None


def bearing(name: Name, bare: Iterable[str]) -> set[str]:
    """The words by which reports may call the bearer of a full name."""
    return {name.words[-1], *bare} if len(name.words) > 1 else set()


def common(name: Name) -> bool:
    """Names of two short words are borne by many; their offices are looked at before they join."""
    return len(name.words) == 2 and sum(map(len, name.words)) <= 7


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
    if party.person and party.named:
        outer = {*party.name.words[:1], *party.name.words[-1:], *party.bare}
        return frozenset(f"person:{skeleton(word)}" for word in outer)
    if party.body is not None and (party.named or party.body.kind is not None):
        return frozenset(party.body.keys)
    return frozenset()


# ---- tallies added up -------------------------------------------------------------------------


def added(tallies_: Iterable[Tally]) -> Tally:
    """The sum of tallies, the same in any order."""
    own = sorted(tallies_, key=lambda tally: (tally.since, tally.id))
    if len(own) == 1:
        return own[0]
    first = own[0]
    return msgspec.structs.replace(
        first,
        document="",
        size=sum(tally.size for tally in own),
        world=next((tally.world for tally in own if tally.world), None),
        named=any(tally.named for tally in own),
        plain=all(tally.plain for tally in own),
        **{field: frozenset().union(*(getattr(tally, field) for tally in own)) for field in UNITED},
        **{field: _counted(getattr(tally, field) for tally in own) for field in COUNTED},
        seats=_united(tally.seats for tally in own),
        posts=_united(tally.posts for tally in own),
        evidence=tuple(sorted({span for tally in own for span in tally.evidence})[:EVIDENCE]),
        certainty=max(tally.certainty for tally in own),
        roles=_first_held(own),
        same_as=dict(sorted(item for tally in own for item in tally.same_as.items())),
        spelt=_joined(Spelling.added, (tally.spelt for tally in own)),
        framed=_joined(Framing.added, (tally.framed for tally in own)),
    )


UNITED = (
    "bare", "offices", "kin", "copied", "hosts", "scenes", "seen", "beside", "aliases", "known_as",
)  # fmt: skip
COUNTED = ("names", "called", "types", "countries", "sectors")


def _counted(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for own in counts:
        for value, number in own.items():
            total[value] += number
    return dict(total)


def _united(tables: Iterable[Mapping[str, frozenset[int]]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for own in tables:
        for name, days in own.items():
            found[name] |= days
    return {name: frozenset(days) for name, days in found.items()}


def _first_held(own: Iterable[Tally]) -> tuple[Held, ...]:
    first: dict[tuple[str, str | None], Held] = {}
    for held in sorted((held for tally in own for held in tally.roles), key=lambda held: held[:3]):
        first.setdefault((held[3].title, held[3].organisation), held)
    return tuple(first.values())


def _joined(add: object, tables: Iterable[Mapping[str, C]]) -> dict[str, C]:
    found: dict[str, C] = {}
    for own in tables:
        for name, value in own.items():
            found[name] = add(found[name], value) if name in found else value  # type: ignore[operator]
    return found
