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
from datetime import timedelta

import msgspec

from regesta.link.accounts import MUTUAL, Account, accounts, dated, families, finer, key
from regesta.link.blocks import Edge, groups, join, pairs
from regesta.link.bodies import is_country
from regesta.link.copies import Copies, shingles_of
from regesta.link.reports import Cast, Reports
from regesta.link.times import bounds, closeness, gap
from regesta.link.words import function_words, mass, shared, tokens
from regesta.records import Basis, Event, EventMention, Link, Place, Precision, When, identify
from regesta.text import day_words

# Tuned on the pairs of tests/unit/link: the sum of what agrees, see `verdict`.
ENOUGH = 3.0
ALIKE = 0.5  # share of the shorter wording that two accounts of words said must have in common
LEAST_MASS = 2.0
SAME_SCENE = 0.5  # other countries that stand in both sentences
SAME_PAGE = 0.5  # one report speaks of one event more often than of two alike
NEAR_PRINT = 45  # days before print within which an undated event is looked for
ONE_TEXT = 0.6  # shared shingles of two sentences that are one wire's
DISPUTED = 1  # days two reports of one located meeting of the same persons may differ
PROCESS = timedelta(days=60)  # how long before its end a long process is spoken of as one thing
OPEN = ("planned", "ongoing", "possible", "conditional")  # what print may come before the end of
PRECISIONS: tuple[Precision, ...] = ("day", "interval", "month", "year", "unknown")
BASES: tuple[Basis, ...] = ("explicit", "anchored", "inherited", "inferred", "published", "unknown")


class Happened(msgspec.Struct, frozen=True):
    """The outcome: events, and the way from each mention to its event."""

    events: tuple[Event, ...]
    event_of: dict[str, str]
    links: tuple[Link, ...]
    accounts: dict[str, Account]


def link_events(
    reports: Reports, cast: Cast, copies: Copies, sayings: Mapping[str, frozenset[str]]
) -> Happened:
    """Join the event mentions of a case."""
    told = accounts(reports, cast, sayings)
    found: list[Edge] = []
    for left, right in pairs({i: key(a) for i, a in told.items()}, lambda i: finer(told[i])):
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


# ---- verdicts ---------------------------------------------------------------------------------


def clash(left: Account, right: Account, cast: Cast, reports: Reports) -> bool:
    """True when two accounts cannot be of one event."""
    if (left.modality == "negated") != (right.modality == "negated"):
        return True
    if _parties(left, right, cast) is None or _places(left, right) is None:
        return True
    apart = gap(left.when, right.when)
    if apart:
        return not _disputed(left, right, apart)
    if not dated(left) and not dated(right) and not left.sayings & right.sayings:
        days = _printed_apart(left, right, reports)
        return days is not None and days > PROCESS.days
    return _printed_before(left, right, reports) or _printed_before(right, left, reports)


def verdict(left: Account, right: Account, *, cast: Cast, reports: Reports) -> float:
    """How much speaks for one event; 0 when they are two, or nothing particular ties them."""
    kin = _kin(left, right)
    if not kin or clash(left, right, cast, reports):
        return 0.0
    parties, place = _parties(left, right, cast) or 0.0, _places(left, right) or 0.0
    close = closeness(left.when, right.when)
    if left.document != right.document and not close and _open(left) != _open(right):
        # What one report expects and another tells as done is one event only on one date.
        return 0.0
    if not _particular(left, right, close=close, place=place, parties=parties):
        return 0.0
    total = kin + parties + place + close + (1.0 if left.singular and right.singular else 0.0)
    total += 1.0 if left.verbal and right.verbal else 0.0
    total += SAME_PAGE if left.document == right.document else 0.0
    total += SAME_SCENE if left.around & right.around else 0.0
    return total if total >= ENOUGH else 0.0


def _open(item: Account) -> bool:
    return item.modality in OPEN and item.modality != "ongoing"


def _kin(left: Account, right: Account) -> float:
    """How alike the words for the event are."""
    if left.family and left.family == right.family:
        return 1.0
    if left.type != right.type:
        return 0.0
    if left.family and right.family:
        near = left.family in right.near or right.family in left.near
        return 0.75 if near else 0.0
    if left.stems & right.stems:
        return 0.75
    return 0.5 if left.verbal and right.verbal else 0.0


def _particular(left: Account, right: Account, *, close: float, place: float, parties: float) -> bool:
    """True when something ties the accounts beyond type, parties and a rough time."""
    if left.verbal or right.verbal:
        undated = not left.when or not right.when or gap(left.when, right.when) is None
        return left.verbal == right.verbal and _same_content(left, right) and (close > 0 or undated)
    same_day = close == 2.0
    people = left.persons & right.persons
    if left.singular and right.singular:
        one_actor = bool(left.actors & right.actors) and close > 0
        return parties >= 1.5 or place > 0 or one_actor or bool(left.around & right.around)
    if left.located and not left.persons & right.persons and left.type != MUTUAL:
        return place > 0 and (same_day or close >= 1.5)
    if same_day or (people and close >= 1.0) or (place > 0 and close >= 1.0):
        return True
    # Without a date on one side: the same persons on both sides, or a person and a place; within one
    # report ("the talks") one person and both parties.
    if left.document == right.document and people and parties >= 1.5:
        return True
    return not close and ((len(people) > 1) or bool(people and place > 0))


def _same_content(left: Account, right: Account) -> bool:
    if left.clause.overlaps(right.clause):
        # Two words of one clause are alike in all that surrounds them; that shows nothing.
        return False
    if left.sayings & right.sayings:
        return True
    both = mass(shared(left.content, right.content).elements())
    least = min(mass(left.content), mass(right.content))
    return both >= LEAST_MASS and both >= ALIKE * least


def _parties(left: Account, right: Account, cast: Cast) -> float | None:
    """How well the parties fit, up to 2; null when they are other parties."""
    if left.type == MUTUAL or right.type == MUTUAL:
        return _mutual(left, right, cast)
    total = 0.0
    for mine, theirs in ((left.actors, right.actors), (left.recipients, right.recipients)):
        if not mine or not theirs:
            continue
        fit = _fit(mine, theirs, cast)
        if fit is None:
            return None
        total += fit
    return total if total or not (left.sides and right.sides) else None


def _mutual(left: Account, right: Account, cast: Cast) -> float | None:
    mine, theirs = left.actors | left.recipients, right.actors | right.recipients
    if len(left.sides) > 1 < len(right.sides) and not (
        left.sides <= right.sides or right.sides <= left.sides
    ):
        return None
    total = 0.0
    for side in sorted(left.sides & right.sides):
        fit = _fit(
            frozenset(i for i in mine if cast.side(i) == side),
            frozenset(i for i in theirs if cast.side(i) == side),
            cast,
        )
        if fit is None:
            return None
        total += fit
    return min(total, 2.0) if total else None


def _fit(mine: frozenset[str], theirs: frozenset[str], cast: Cast) -> float | None:
    """1 for a shared actor, 0.5 for a state and who speaks for it; null for two other parties."""
    for side in {cast.side(ident) for ident in mine}:
        persons = [
            {i for i in group if cast.person(i) and cast.named(i) and cast.side(i) == side}
            for group in (mine, theirs)
        ]
        if all(persons) and not persons[0] & persons[1]:
            return None
    if mine & theirs:
        return 1.0
    related = any(cast.related(one, other) for one in mine for other in theirs)
    return 0.5 if related else None


def _places(left: Account, right: Account) -> float | None:
    """1.5 for one place, 0 when one is not said or wider; null for two places."""
    if left.place is None or right.place is None:
        return 0.0
    mine, theirs = set(tokens(left.place.name)), set(tokens(right.place.name))
    if mine & theirs:
        return 1.5
    known = left.place.latitude is not None and right.place.latitude is not None
    if left.place.country and right.place.country and left.place.country != right.place.country:
        return None if left.located or right.located else 0.0
    return None if known and left.located and right.located and not _wide(left, right) else 0.0


def _wide(left: Account, right: Account) -> bool:
    """True when one place is a country: the other may lie in it."""
    return any(item.place is not None and is_country(item.place.name) for item in (left, right))


def _disputed(left: Account, right: Account, days: int) -> bool:
    """True for one event that two reports date a day apart: the place agrees, and the persons or words."""
    return (
        days <= DISPUTED
        and left.document != right.document
        and left.located
        and (_places(left, right) or 0) > 0
        and (len(left.persons & right.persons) > 1 or _same_content(left, right))
    )


def _printed_apart(left: Account, right: Account, reports: Reports) -> int | None:
    one, other = reports.printed(left.document), reports.printed(right.document)
    return None if one is None or other is None else abs((one - other).days)


def _printed_before(early: Account, late: Account, reports: Reports) -> bool:
    """True when an undated past event was in print before the other happened, or long after it."""
    printed = reports.printed(early.document)
    first, last = bounds(late.when)
    if dated(early) or not dated(late) or printed is None or early.modality in OPEN:
        return False
    process = PROCESS if early.singular and late.singular else timedelta(0)
    if first is not None and first - process > printed:
        return True
    recent = early.singular or (early.place is not None and early.persons)
    return not recent and last is not None and (printed - last).days > NEAR_PRINT


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
