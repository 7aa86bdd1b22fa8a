"""A person's corrections applied to what linking decided: merged, split, set and rejected for good.

What comes in: the `Linkage`, the (corrected) extractions it was made from, and the judgements.
What goes out: the linkage as settled and, for each record a judgement touched, the judgements.
Pure; the later judgement wins (by `added`, then id), whatever order they come in.

    settle(link(documents, records), pages, active(judgements)).linkage
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from regesta.records import (
    Actor,
    Discrepancy,
    Event,
    EventMention,
    Extraction,
    Judgement,
    Link,
    Linkage,
    Mention,
    When,
    identify,
)
from regesta.store.corrections import field_type, kind_of

__all__ = ["Settled", "settle"]

S = TypeVar("S", Actor, Event)
EVIDENCE_KEPT = 60


class Settled(msgspec.Struct, frozen=True):
    """The outcome; `touched` holds pairs of a record's id and a judgement's."""

    linkage: Linkage
    touched: tuple[tuple[str, str], ...]


def settle(linkage: Linkage, pages: Mapping[str, Extraction], judgements: Sequence[Judgement]) -> Settled:
    """The linkage with every judgement honoured."""
    touched = {(ident, item.id) for item in judgements for ident in item.target if item.action == "set"}
    if any(kind_of(item) in ("actor", "event", "link", "discrepancy") for item in judgements):
        known = _Known(pages)
        linkage = _actors(linkage, known, judgements, touched)
        linkage = _events(linkage, known, judgements, touched)
        linkage = msgspec.structs.replace(
            linkage,
            links=tuple(link for link in linkage.links if not _refused_link(link, judgements)),
            discrepancies=tuple(
                item for item in linkage.discrepancies if not _refused_discrepancy(item, judgements)
            ),
        )
    return Settled(linkage, tuple(sorted(touched)))


class _Known:
    """The extracted records that settling looks at, by id."""

    def __init__(self, pages: Mapping[str, Extraction]) -> None:
        records = [record for page in pages.values() for record in page.records]
        self.actors = {record.id: record for record in records if isinstance(record, Actor)}
        self.tellings = {record.id: record for record in records if isinstance(record, EventMention)}
        self.actor_of_mention = {record.id: record.actor for record in records if isinstance(record, Mention)}
        self.outlets = {document: page.document for document, page in pages.items()}


class _Clusters:
    """Members by cluster, under judgement."""

    def __init__(self, of: Mapping[str, str]) -> None:
        self.of = dict(of)
        self.first = dict(of)
        self.members: dict[str, set[str]] = defaultdict(set)
        for member, cluster in of.items():
            self.members[cluster].add(member)
        self.changed: dict[str, list[Judgement]] = defaultdict(list)

    def apply(self, item: Judgement, targets: Sequence[str], kind: str) -> None:
        """One merge or split."""
        if item.action == "merge":
            joined = list(dict.fromkeys(self.of[one] for one in targets if one in self.of))
            for other in joined[1:]:
                self._move(self.members[other].copy(), joined[0], item)
            return
        rest = set(item.value["from"])
        moved = {one for one in targets if one in self.of and self.members[self.of[one]] & rest}
        if moved:
            self._move(moved, identify(kind, "", (), ("split", *sorted(moved))), item)

    def _move(self, members: set[str], home: str, item: Judgement) -> None:
        for member in sorted(members):
            old = self.of[member]
            self.members[old].discard(member)
            self.of[member] = home
            self.members[home].add(member)
            for cluster in (old, home):
                if item not in self.changed[cluster]:
                    self.changed[cluster].append(item)

    def origins(self, cluster: str) -> list[tuple[str, set[str]]]:
        """The machine's clusters that went into one, its own first, and the members each gave."""
        parts: dict[str, set[str]] = defaultdict(set)
        for member in self.members[cluster]:
            parts[self.first[member]].add(member)
        return sorted(parts.items(), key=lambda part: (part[0] != cluster, part[0]))


def _clustered(of: Mapping[str, str], judgements: Sequence[Judgement], kind: str, known: _Known) -> _Clusters:
    clusters = _Clusters(of)
    for item in judgements:
        if item.action in ("merge", "split") and kind_of(item) == kind:
            targets = [known.actor_of_mention.get(one, one) for one in item.target]
            clusters.apply(item, targets, kind)
    return clusters


# ---- actors -----------------------------------------------------------------------------------


def _actors(
    linkage: Linkage, known: _Known, judgements: Sequence[Judgement], touched: set[tuple[str, str]]
) -> Linkage:
    clusters = _clustered(linkage.actor_of, judgements, "actor", known)
    machine = {actor.id: actor for actor in linkage.actors}
    made = functools.partial(_actor, clusters=clusters, machine=machine, known=known)
    actors = _as_judged(machine, clusters, judgements, touched, made=made)
    linkage = msgspec.structs.replace(
        linkage,
        actors=tuple(actors[ident] for ident in sorted(actors)),
        actor_of=dict(sorted(clusters.of.items())),
    )
    if not clusters.changed:
        return linkage
    tellings: dict[str, list[EventMention]] = defaultdict(list)
    for ident, event in linkage.event_of.items():
        if ident in known.tellings:
            tellings[event].append(known.tellings[ident])
    events = tuple(_recast(event, tellings[event.id], clusters) for event in linkage.events)
    return msgspec.structs.replace(linkage, events=events)


def _actor(cluster: str, clusters: _Clusters, machine: Mapping[str, Actor], known: _Known) -> Actor:
    """The actor of a cluster that a person made."""
    parts: list[Actor] = []
    for origin, members in clusters.origins(cluster):
        whole = sum(home == origin for home in clusters.first.values()) == len(members)
        own = [known.actors[member] for member in sorted(members) if member in known.actors]
        if whole and origin in machine:
            parts.append(machine[origin])
        elif own:
            parts.append(_part(machine.get(origin), own))
    first = parts[0]
    names = {name for part in parts for name in (part.name, *part.aliases)}
    evidence = sorted({span for part in parts for span in part.evidence})
    return msgspec.structs.replace(
        first,
        id=cluster,
        rule="judgement",
        certainty=1.0,
        evidence=tuple(evidence[:EVIDENCE_KEPT]),
        aliases=tuple(sorted(names - {first.name})),
        country=_first(part.country for part in parts),
        sector=_first(part.sector for part in parts),
        world=_first(part.world for part in parts),
        roles=tuple({repr(role): role for part in parts for role in part.roles}.values()),
        same_as={key: value for part in reversed(parts) for key, value in part.same_as.items()},
        document=None,
    )


def _part(machine: Actor | None, own: list[Actor]) -> Actor:
    """What is left of a machine's actor when only some of its members stay together."""
    names = [name for actor in own for name in (actor.name, *actor.aliases)]
    name = machine.name if machine and machine.name in names else _commonest(actor.name for actor in own)
    return msgspec.structs.replace(
        own[0],
        name=name,
        type=_commonest(actor.type for actor in own),
        evidence=tuple(sorted({span for actor in own for span in actor.evidence})),
        aliases=tuple(sorted(set(names) - {name})),
        country=_first(actor.country for actor in own),
        sector=_first(actor.sector for actor in own),
        world=_first(actor.world for actor in own),
        roles=tuple(role for actor in own for role in actor.roles),
        same_as={key: value for actor in own for key, value in actor.same_as.items()},
    )


def _recast(event: Event, tellings: list[EventMention], clusters: _Clusters) -> Event:
    """The event with the actors that its mentions now lead to."""
    if not any(actor in clusters.changed for actor in (*event.actors, *event.recipients)):
        return event
    slots = {one for told in tellings for one in (*told.actors, *told.recipients)}

    def now(actors: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for actor in actors:
            heirs = sorted({clusters.of[one] for one in slots if clusters.first.get(one) == actor})
            found.extend(heirs or (home for home in (actor,) if clusters.members[home]))
        return tuple(dict.fromkeys(found))

    actors = now(event.actors)
    recipients = tuple(one for one in now(event.recipients) if one not in actors or one in event.actors)
    return msgspec.structs.replace(event, actors=actors, recipients=recipients)


# ---- events -----------------------------------------------------------------------------------


def _events(
    linkage: Linkage, known: _Known, judgements: Sequence[Judgement], touched: set[tuple[str, str]]
) -> Linkage:
    clusters = _clustered(linkage.event_of, judgements, "event", known)
    machine = {event.id: event for event in linkage.events}
    made = functools.partial(_event, clusters=clusters, machine=machine, known=known, linkage=linkage)
    events = _as_judged(machine, clusters, judgements, touched, made=made)
    links = linkage.links
    if clusters.changed:
        links = _links(links, clusters, events, known)
    return msgspec.structs.replace(
        linkage,
        events=tuple(events[ident] for ident in sorted(events)),
        event_of=dict(sorted(clusters.of.items())),
        links=links,
    )


def _event(
    cluster: str, clusters: _Clusters, machine: Mapping[str, Event], *, known: _Known, linkage: Linkage
) -> Event:
    """The event of a cluster that a person made."""
    members = clusters.members[cluster]
    told = [known.tellings[member] for member in sorted(members) if member in known.tellings]
    origins = [(machine[origin], part) for origin, part in clusters.origins(cluster) if origin in machine]
    whole = [event for event, part in origins if part >= set(event.mentions)]
    lead = whole[0] if whole else origins[0][0]
    documents = tuple(sorted({mention.document for mention in told}))
    roots = {linkage.copy_of.get(document, document) for document in documents}
    at_most = sum(min(event.independent_reports, len(part)) for event, part in origins)
    actors = _named(linkage, told, whole, "actors")
    recipients = tuple(one for one in _named(linkage, told, whole, "recipients") if one not in actors)
    return msgspec.structs.replace(
        lead,
        id=cluster,
        rule="judgement",
        certainty=1.0,
        evidence=tuple(dict.fromkeys(span for mention in told for span in mention.evidence)),
        when=_best([event.when for event in whole] or [mention.when for mention in told]),
        place=_first([event.place for event in whole] or [mention.place for mention in told]),
        actors=actors,
        recipients=recipients,
        mentions=tuple(sorted(members)),
        documents=documents,
        independent_reports=max(1, min(len(roots), at_most)),
    )


def _named(linkage: Linkage, told: list[EventMention], whole: list[Event], slot: str) -> tuple[str, ...]:
    named = [actor for event in whole for actor in getattr(event, slot)]
    named += [linkage.actor_of.get(actor, actor) for mention in told for actor in getattr(mention, slot)]
    return tuple(dict.fromkeys(named))


def _best(whens: Iterable[When | None]) -> When | None:
    """The narrowest time told."""
    known = [when for when in whens if when is not None]
    closed = [when for when in known if when.start and when.end]
    if closed:
        return min(closed, key=lambda when: ((when.end or when.start) - when.start, repr(when)))  # type: ignore[operator]
    return next((when for when in known if when.known), known[0] if known else None)


def _links(
    links: Sequence[Link], clusters: _Clusters, events: Mapping[str, Event], known: _Known
) -> tuple[Link, ...]:
    """Links "same event", redrawn for the events that a person made."""
    redrawn = {cluster for cluster in clusters.changed if cluster in events}
    old = set(clusters.changed)
    kept = [
        link
        for link in links
        if link.relation != "same_event" or not any(clusters.first.get(one) in old for one in link.members)
    ]
    for cluster in sorted(redrawn):
        event = events[cluster]
        if len(event.documents) < 2:
            continue
        items = clusters.changed[cluster]
        kept.append(
            Link(
                id=identify("link", "", (), ["same_event", *event.mentions]),
                evidence=event.evidence,
                rule="judgement",
                certainty=1.0,
                relation="same_event",
                members=event.mentions,
                score=1.0,
                why="; ".join(words(item) for item in items),
            )
        )
    return tuple(sorted({link.id: link for link in kept}.values(), key=lambda link: link.id))


def words(item: Judgement) -> str:
    """A judgement in words: 'merged by Ann: one visit, two papers'."""
    verb = {"merge": "merged", "split": "split", "reject": "rejected", "set": "set", "undo": "undone"}
    said = f"{verb[item.action]} by {item.by or 'a person'}"
    return f"{said}: {item.reason}" if item.reason else said


# ---- values and refusals ----------------------------------------------------------------------


def _as_judged(
    machine: Mapping[str, S],
    clusters: _Clusters,
    judgements: Sequence[Judgement],
    touched: set[tuple[str, str]],
    *,
    made: Callable[[str], S],
) -> dict[str, S]:
    """The actors or events, those that persons joined or took apart made anew, with the values they set."""
    result = dict(machine)
    for cluster, items in clusters.changed.items():
        result.pop(cluster, None)
        if clusters.members[cluster]:
            result[cluster] = made(cluster)
            touched.update((cluster, item.id) for item in items)
    of = clusters.of
    for item in judgements:
        if item.action != "set" or kind_of(item) not in ("actor", "event"):
            continue
        for cluster in dict.fromkeys(of[one] for one in item.target if one in of):
            record = result.get(cluster)
            if record is None or record.kind != kind_of(item):
                continue
            result[cluster] = _valued(record, item, of)
            touched.add((cluster, item.id))
    return result


def _valued(record: S, item: Judgement, actor_of: Mapping[str, str]) -> S:
    field, value = item.value["field"], item.value["value"]
    converted: Any = msgspec.convert(value, field_type(type(record), field))
    changes = {field: converted}
    if isinstance(record, Actor) and field == "name":
        changes["aliases"] = tuple(sorted({*record.aliases, record.name} - {converted}))
    return msgspec.structs.replace(record, **changes)


def _refused_link(link: Link, judgements: Sequence[Judgement]) -> bool:
    """True when a person rejected the link, or one between members of it."""
    return any(
        item.action == "reject"
        and kind_of(item) == "link"
        and item.value["relation"] == link.relation
        and set(item.value["members"]) <= set(link.members)
        for item in judgements
    )


def _refused_discrepancy(found: Discrepancy, judgements: Sequence[Judgement]) -> bool:
    """True when a person rejected the discrepancy, or one on words that it holds too."""
    spans = {(span.document, span.start, span.end) for side in found.sides for span in side.evidence}
    return any(
        item.action == "reject"
        and kind_of(item) == "discrepancy"
        and item.value["sort"] == found.sort
        and {tuple(span) for span in item.value["spans"]} <= spans
        for item in judgements
    )


def _commonest(names: Iterable[Any]) -> Any:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)
