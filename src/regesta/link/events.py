"""Events of many reports: mentions of one real event become one `Event`.

What comes in: accounts with what ties them. What goes out: events with their accounts, and a same_event
link for each event that two reports tell.

Two mentions are one event when their words are of one family, their parties fit on both sides, their
times overlap, their places fit, and something particular ties them: one day, a named person within
one month, one place, one process of which there is only one, or, for words said, the same content.
Same type, pair and week are not enough: two calls on two days are two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from regesta.link.accounts import Account, dated, families
from regesta.link.blocks import Edge, groups, join
from regesta.link.copies import shingles_of
from regesta.link.graph import Region
from regesta.link.verdicts import clash
from regesta.link.words import function_words, tokens
from regesta.records import Basis, Event, EventMention, Link, Place, Precision, When, identify
from regesta.text import day_words

ONE_TEXT = 0.6  # shared shingles of two sentences that are one wire's
PRECISIONS: tuple[Precision, ...] = ("day", "interval", "month", "year", "unknown")
BASES: tuple[Basis, ...] = ("explicit", "anchored", "inherited", "inferred", "published", "unknown")


def happened(region: Region[Account]) -> list[tuple[Event, tuple[Account, ...]]]:
    """The events that the accounts of a region tell of, each with its accounts."""
    told = region.items
    home = _settle(told, region.edges, lambda a, b: clash(told[a], told[b]))
    found = []
    for members in groups(home).values():
        own = tuple(told[member] for member in members)
        found.append((_event(own), own))
    return found


def _settle(
    told: Mapping[str, Account], edges: list[Edge], apart: Callable[[str, str], bool]
) -> dict[str, str]:
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


def _event(own: Sequence[Account]) -> Event:
    mentions = [item.mention for item in own]
    documents = tuple(sorted({mention.document for mention in mentions}))
    types = Counter(mention.type for mention in mentions)
    actors = tuple(sorted(frozenset().union(*(item.actors for item in own))))
    recipients = sorted(frozenset().union(*(item.recipients for item in own)).difference(actors))
    return Event(
        id=identify("event", "", (), [mentions[0].id]),
        evidence=tuple(sorted({span for mention in mentions for span in mention.evidence})),
        rule="link.events/alone" if len(own) == 1 else "link.events/joined",
        certainty=round(max(mention.certainty for mention in mentions), 3),
        label=_label(own),
        type=min(types, key=lambda name: (-types[name], name)),
        when=best_when(own),
        place=_best_place(mentions),
        actors=actors,
        recipients=tuple(recipients),
        mentions=tuple(mention.id for mention in mentions),
        documents=documents,
        independent_reports=_independent(own, documents),
    )


def best_when(own: Iterable[Account]) -> When | None:
    """The most precise time given, one the report states before one worked out; earliest report first."""
    known = [item for item in own if item.when is not None]
    if not known:
        return None

    def rank(item: Account) -> tuple[object, ...]:
        when = item.when or When()
        weak = when.basis in ("published", "unknown") or not when.known
        order = (PRECISIONS.index(when.precision), BASES.index(when.basis))
        return (weak, *order, item.modality != "actual", item.order, item.id)

    return min(known, key=rank).when


def _best_place(mentions: Sequence[EventMention]) -> Place | None:
    places = Counter(mention.place for mention in mentions if mention.place)
    if not places:
        return None
    return min(places, key=lambda p: (p.latitude is None, -places[p], -len(p.name), p.name))


def _label(own: Sequence[Account]) -> str:
    """'Wang Yi met Abdul Ghani Baradar': names and the family's word, or the report's own words."""
    item = min(own, key=lambda a: (-len(a.persons), not a.mention.recipients, a.id))
    who = " and ".join(item.name(i) for i in sorted(item.actors)[:2]) or "Somebody"
    whom = " and ".join(item.name(i) for i in sorted(item.recipients)[:2])
    if item.family and item.modality in ("actual", "ongoing"):
        done = families()[item.family].label.split()
        while not whom and len(done) > 1 and done[-1] in function_words():
            done.pop()
        return " ".join([who, *done, whom]).strip()
    return f"{who}{' to ' + whom if whom else ''}: {item.trigger}"


def _independent(own: Sequence[Account], documents: Sequence[str]) -> int:
    """Reports that do not take the event from one another: copies, one wire's text, quoted outlets."""
    if len(documents) == 1:
        return 1
    of = {item.document: item for item in own}
    text = {item.document: item.text for item in own}
    grams = {doc: shingles_of(tokens(words)) for doc, words in text.items()}
    edges: list[Edge] = []
    for index, left in enumerate(documents):
        for right in documents[index + 1 :]:
            least = min(len(grams[left]), len(grams[right]))
            one_text = least and len(grams[left] & grams[right]) >= ONE_TEXT * least
            quoted = _quotes(text[left], of[right].paper) or _quotes(text[right], of[left].paper)
            if one_text or quoted or of[left].origin == of[right].origin:
                edges.append((1.0, left, right))
    return len(set(join(documents, edges, lambda a, b: False).values()))


def _quotes(text: str, outlet: str | None) -> bool:
    """True when a text names the outlet of another report as its source."""
    if not outlet or outlet not in text:
        return False
    # As written: "the Post" is a paper, "the post office" is not.
    return re.search(rf"\b{re.escape(outlet)}\b", text) is not None


def event_link(event: Event, told: Sequence[Account]) -> Link:
    """What an event that several reports tell of is joined by."""
    dates = sorted({day_words(a.when) for a in told if a.when and a.when.known})
    people = sorted({a.name(i) for a in told for b in told if a.id < b.id for i in a.persons & b.persons})
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
