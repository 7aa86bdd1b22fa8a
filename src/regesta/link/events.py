"""Events of many reports: mentions of one real event become one `Event`.

What comes in: event mentions, the joined actors, the copies. What goes out: events and the way from
each mention to its event, and a same_event link for each event that two reports tell.

Two mentions are one event when their words are of one family, their parties fit on both sides, their
times overlap, their places fit, and something particular ties them: one day, a named person within
one month, one place, one process of which there is only one, or, for words said, the same content.
Same type, pair and week are not enough: two calls on two days are two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from regesta.link.accounts import (
    Account,
    accounts,
    dated,
    families,
    finer,
    key,
    said_key,
)
from regesta.link.blocks import Crowd, Edge, groups, join, pairs
from regesta.link.copies import Copies, shingles_of
from regesta.link.reports import Cast, Reports
from regesta.link.verdicts import clash, verdict
from regesta.link.words import function_words, tokens
from regesta.records import Basis, Event, EventMention, Link, Place, Precision, When, identify
from regesta.text import day_words

ONE_TEXT = 0.6  # shared shingles of two sentences that are one wire's
PRECISIONS: tuple[Precision, ...] = ("day", "interval", "month", "year", "unknown")
BASES: tuple[Basis, ...] = ("explicit", "anchored", "inherited", "inferred", "published", "unknown")


class Happened(msgspec.Struct, frozen=True):
    """The outcome: events, and the way from each mention to its event."""

    events: tuple[Event, ...]
    event_of: dict[str, str]
    links: tuple[Link, ...]
    accounts: dict[str, Account]


def link_events(
    reports: Reports,
    cast: Cast,
    copies: Copies,
    sayings: Mapping[str, frozenset[str]],
    *,
    crowds: list[Crowd] | None = None,
) -> Happened:
    """Join the event mentions of a case."""
    told = accounts(reports, cast, sayings)
    found: list[Edge] = []
    near = pairs(
        {i: key(a) for i, a in told.items()},
        lambda i: finer(told[i]),
        window=lambda i: told[i].window,
        crowds=crowds,
    )
    alike = pairs({i: said_key(a) for i, a in told.items()}, lambda i: finer(told[i]), crowds=crowds)
    for left, right in sorted({*near, *alike}):
        score = verdict(told[left], told[right], cast=cast, reports=reports)
        if score:
            found.append((score, left, right))
    home = _settle(told, found, lambda a, b: clash(told[a], told[b], cast, reports))
    events, links, event_of = [], [], {}
    for members in groups(home).values():
        event = _event(members, told, reports=reports, cast=cast, copies=copies)
        events.append(event)
        event_of.update(dict.fromkeys(members, event.id))
        if len(event.documents) > 1:
            links.append(_link(event, [told[m] for m in members], reports, cast))
    ordered = tuple(sorted(events, key=lambda event: event.id))
    return Happened(ordered, dict(sorted(event_of.items())), tuple(links), told)


def _settle(told: dict[str, Account], edges: list[Edge], apart: Callable[[str, str], bool]) -> dict[str, str]:
    """Dated accounts join first; an undated one joins the one event it fits, never one of two."""
    firm = [edge for edge in edges if dated(told[edge[1]]) == dated(told[edge[2]])]
    home = join(told, firm, apart)
    targets: dict[str, set[str]] = defaultdict(set)
    loose = [edge for edge in edges if dated(told[edge[1]]) != dated(told[edge[2]])]
    for _, left, right in loose:
        for undated, other in ((left, right), (right, left)):
            if not dated(told[undated]):
                targets[home[undated]].add(home[other])
    chosen = [
        edge for edge in loose if all(len(targets[home[i]]) <= 1 for i in edge[1:] if not dated(told[i]))
    ]
    spanning = [(100.0, cluster, ident) for ident, cluster in home.items() if ident != cluster]
    return join(told, [*spanning, *chosen], lambda a, b: home[a] != home[b] and apart(a, b))


# ---- the joined event -------------------------------------------------------------------------


def _event(
    members: Sequence[str],
    told: dict[str, Account],
    *,
    reports: Reports,
    cast: Cast,
    copies: Copies,
) -> Event:
    mentions: list[EventMention] = [m for i in members if isinstance(m := reports.records[i], EventMention)]
    documents = tuple(sorted({mention.document for mention in mentions}))
    types = Counter(mention.type for mention in mentions)
    actors = cast.all(i for mention in mentions for i in mention.actors)
    recipients = [i for i in cast.all(i for m in mentions for i in m.recipients) if i not in actors]
    type_ = min(types, key=lambda name: (-types[name], name))
    when, place = best_when(mentions, reports), _best_place(mentions)
    lone = len(members) == 1
    return Event(
        id=identify("event", "", (), [min(members)]),
        evidence=tuple(sorted({span for mention in mentions for span in mention.evidence})),
        rule="link.events/alone" if lone else "link.events/joined",
        certainty=round(max(mention.certainty for mention in mentions), 3),
        label=_label(mentions, told, cast=cast, reports=reports),
        type=type_,
        when=when,
        place=place,
        actors=actors,
        recipients=tuple(recipients),
        mentions=tuple(members),
        documents=documents,
        independent_reports=_independent(mentions, documents, reports, copies),
    )


def best_when(mentions: Iterable[EventMention], reports: Reports) -> When | None:
    """The most precise time given, one the report states before one worked out; earliest report first."""
    known = [mention for mention in mentions if mention.when is not None]
    if not known:
        return None

    def rank(mention: EventMention) -> tuple[object, ...]:
        when = mention.when or When()
        weak = when.basis in ("published", "unknown") or not when.known
        order = (PRECISIONS.index(when.precision), BASES.index(when.basis))
        return (weak, *order, mention.modality != "actual", reports.order(mention.document), mention.id)

    return min(known, key=rank).when


def _best_place(mentions: Sequence[EventMention]) -> Place | None:
    places = Counter(mention.place for mention in mentions if mention.place)
    if not places:
        return None
    return min(places, key=lambda p: (p.latitude is None, -places[p], -len(p.name), p.name))


def _label(
    mentions: Sequence[EventMention], told: dict[str, Account], *, cast: Cast, reports: Reports
) -> str:
    """'Wang Yi met Abdul Ghani Baradar': names and the family's word, or the report's own words."""
    best = min(mentions, key=lambda m: (-len(told[m.id].persons), not m.recipients, m.id))
    item = told[best.id]
    who = " and ".join(cast.name(i) for i in cast.all(best.actors)[:2]) or "Somebody"
    whom = " and ".join(cast.name(i) for i in cast.all(best.recipients)[:2])
    words = " ".join(reports.words(best.trigger).split())
    plain = item.family and best.modality in ("actual", "ongoing")
    if plain and item.family:
        done = families()[item.family].label.split()
        while not whom and len(done) > 1 and done[-1] in function_words():
            done.pop()
        return " ".join([who, *done, whom]).strip()
    return f"{who}{' to ' + whom if whom else ''}: {words}"


def _independent(
    mentions: Sequence[EventMention],
    documents: Sequence[str],
    reports: Reports,
    copies: Copies,
) -> int:
    """Reports that do not take the event from one another: copies, one wire's text, quoted outlets."""
    text = {m.document: reports.words(m.evidence) for m in mentions}
    grams = {doc: shingles_of(tokens(words)) for doc, words in text.items()}
    edges: list[Edge] = []
    for index, left in enumerate(documents):
        for right in documents[index + 1 :]:
            least = min(len(grams[left]), len(grams[right]))
            one_text = least and len(grams[left] & grams[right]) >= ONE_TEXT * least
            quoted = _quotes(text[left], right, reports) or _quotes(text[right], left, reports)
            if one_text or quoted or copies.origin[left] == copies.origin[right]:
                edges.append((1.0, left, right))
    return len(set(join(documents, edges, lambda a, b: False).values()))


def _quotes(text: str, document: str, reports: Reports) -> bool:
    """True when a text names the outlet of another report as its source."""
    doc = reports.documents.get(document)
    if doc is None or not doc.outlet:
        return False
    # As written: "the Post" is a paper, "the post office" is not.
    return re.search(rf"\b{re.escape(doc.outlet)}\b", text) is not None


def _link(event: Event, told: Sequence[Account], reports: Reports, cast: Cast) -> Link:
    dates = sorted({day_words(a.when) for a in told if a.when and a.when.known})
    people = sorted({cast.name(i) for a in told for b in told if a.id < b.id for i in a.persons & b.persons})
    because = [f"{', '.join(people[:3])} in each"] if people else ["the parties fit"]
    because += [f"dated {'; '.join(dates)}"] if dates else ["no date stands against it"]
    because += [f"at {event.place.name}"] if event.place else []
    return Link(
        id=identify("link", "", (), ["same_event", *event.mentions]),
        evidence=event.evidence,
        rule="link.events/joined",
        certainty=event.certainty,
        relation="same_event",
        members=event.mentions,
        score=1.0,
        why=f"{len(event.documents)} reports of one event: {', '.join(because)}",
    )
