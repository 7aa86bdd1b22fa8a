"""The same promise twice: one undertaking in several reports, and one repeated later.

What comes in: commitments and the joined actors. What goes out: a group for each commitment (the
same undertaking, told by one report or by many), same_commitment links across reports, and follow_up
links where a party undertakes again, on another day, what it undertook before.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from regesta.link.blocks import Edge, groups, join
from regesta.link.graph import Region
from regesta.link.ledger import Place
from regesta.link.quotes import ORDERED, differing, likeness
from regesta.link.reports import Cast, Profile, Reports
from regesta.link.times import gap, sooner
from regesta.link.words import mass, shared, stem, term, terms, themes, tokens
from regesta.records import Commitment, Link, Span, Statement, When, identify
from regesta.text import day_words

# Tuned on tests/unit/link/test_undertakings.py.
SAME = 0.6  # share of the shorter content that the other has in order
LEAST = 2.0  # mass the two share at least
AGAIN = 0.45  # the same for a repetition, whose words may be new
RELATED = 0.9
# Reports printed so many days apart hardly tell of one promise, unless the promise has a day or its very words.
RETOLD, VERBATIM = 31, 0.9
AMOUNTS = 7  # the same, when each has an amount of its own
WISHES = frozenset({"expectation", "demand"})  # what is asked of a party is no undertaking by it


class Undertaking(msgspec.Struct, frozen=True):
    """A commitment as it is compared; `shown`: its words stand in a quotation that is told twice."""

    id: str
    document: str
    party: Profile
    partners: frozenset[str]
    asked: bool
    negative: bool
    text: str
    terms: tuple[str, ...]
    themes: frozenset[str]
    when: When | None
    due: When | None
    content: tuple[Span, ...]
    order: tuple[date, str]
    printed: date | None
    shown: bool


class UndertakingLinker:
    """How commitments are found and compared."""

    name = "undertakings"
    item = Undertaking
    purged = True
    leaders = 0

    def keys(self, item: Undertaking) -> Iterable[str]:
        """Blocks: the side with two neighbouring content words, and with partner and theme."""
        found = set()
        for place, word in enumerate(item.terms):
            for other in item.terms[place + 1 : place + 4]:
                first, second = sorted((word, other))
                found.add(f"{item.party.side}|{first}|{second}")
        for partner in item.partners:
            found.update(f"{item.party.side}>{partner}|{name}" for name in item.themes)
        return found

    def halves(self, item: Undertaking) -> Iterable[tuple[str, bool]]:
        """Commitments are compared as equals."""
        return ()

    def place(self, ident: str, item: Undertaking) -> Place:
        """A promise may be made again at any time; like texts are near."""
        return Place(ident, 0, 0, f"{item.text[:ORDERED]}|{ident}")

    def score(self, left: Undertaking, right: Undertaking) -> float | None:
        """How surely two commitments undertake the same, or the same again."""
        score = verdict(left, right)
        return round(score, 3) if score else AGAIN if repeats(left, right) else None


class Undertaken(msgspec.Struct, frozen=True):
    """The outcome: groups, links, and pairs that are one undertaking in two wordings."""

    groups: dict[str, str]
    links: tuple[tuple[str, Link], ...]
    pairs: tuple[tuple[str, str], ...]


def undertaken(region: Region[Undertaking]) -> Undertaken:
    """Group the commitments of a region; each link with a member of it."""
    items = region.items
    same: list[Edge] = []
    again: list[Edge] = []
    for edge in region.edges:
        left, right = (items[ident] for ident in edge[1:])
        (again if edge[0] == AGAIN or gap(left.when, right.when) else same).append(edge)
    home = join(items, same, lambda a, b: bool(gap(items[a].when, items[b].when)))
    weakest: dict[str, float] = {}
    for score, left_id, right_id in same:
        if home[left_id] == home[right_id]:
            weakest[home[left_id]] = min(score, weakest.get(home[left_id], 1.0))
    links: list[tuple[str, Link]] = []
    for cluster, members in groups(home).items():
        if len({items[m].document for m in members}) > 1:
            links.append((cluster, _same_link([items[m] for m in members], weakest[cluster])))
    links += ((link.members[0], link) for link in _follow_ups(again, items, home))
    one = tuple((a, b) for _, a, b in sorted(same) if items[a].document != items[b].document)
    return Undertaken(dict(home), tuple(links), one)


def undertakings(reports: Reports, cast: Cast, quoted: Collection[str]) -> Iterable[Undertaking]:
    """The commitments of reports as they are compared; `quoted` are the statements that are told twice."""
    shown: dict[str, list[Span]] = defaultdict(list)
    for statement in reports.all(Statement):
        if statement.id in quoted:
            shown[statement.document] += statement.content
    for commitment in reports.all(Commitment):
        party = cast.of(commitment.party)
        if party is None:
            continue
        text = reports.words(commitment.content)
        partners = cast.all(commitment.beneficiaries)
        # A described partner ("250 border guards") is part of what is promised.
        named = [party, *(ident for ident in partners if cast.named(ident))]
        names = {stem(w) for i in named for w in tokens(cast.name(i))}
        beside = shown[commitment.document]
        yield Undertaking(
            id=commitment.id,
            document=commitment.document,
            party=cast.profile(party),
            partners=frozenset(cast.side(ident) for ident in partners),
            asked=commitment.sort in WISHES,
            negative=commitment.polarity == "negative",
            text=text,
            terms=tuple(word for word in terms(text) if word not in {term(n) for n in names}),
            themes=themes(text),
            when=commitment.when,
            due=commitment.due,
            content=commitment.content,
            order=reports.order(commitment.document),
            printed=reports.printed(commitment.document),
            shown=any(span.overlaps(other) for span in commitment.content for other in beside),
        )


def verdict(left: Undertaking, right: Undertaking) -> float:
    """How surely two commitments undertake the same, whenever they were made."""
    if left.asked != right.asked or left.negative != right.negative:
        return 0.0
    factor = 1.0 if left.party.id == right.party.id else RELATED
    if factor < 1 and not left.party.related(right.party):
        return 0.0
    if left.partners and right.partners and not left.partners & right.partners:
        return 0.0
    degree, common = likeness(left.terms, right.terms)
    loose = mass(shared(left.terms, right.terms).elements())
    least = min(mass(left.terms), mass(right.terms))
    degree = max(degree, 0.9 * loose / least if least else 0.0)
    enough = max(common, loose) >= LEAST and degree >= _least(left, right)
    return degree * factor if enough else 0.0


def _least(left: Undertaking, right: Undertaking) -> float:
    """How like two contents must be to be one, as far apart as they were told."""
    if gap(left.when, right.when) is not None or not left.printed or not right.printed:
        return SAME
    days = abs((left.printed - right.printed).days)
    amounts = [{word for word in item.terms if word[0].isdigit()} for item in (left, right)]
    if all(amounts) and amounts[0] != amounts[1] and days > AMOUNTS:
        return math.inf
    return SAME if days <= RETOLD else VERBATIM


def repeats(left: Undertaking, right: Undertaking) -> bool:
    """True when a party undertakes again: other words, one subject, one partner, another day."""
    return (
        not left.asked
        and not right.asked
        and left.negative == right.negative
        and left.party.side == right.party.side
        and bool(left.partners & right.partners)
        and bool(left.themes & right.themes)
        and bool(gap(left.when, right.when))
        and left.party.related(right.party)
    )


def _same_link(members: Sequence[Undertaking], score: float) -> Link:
    first, *others = sorted(members, key=lambda u: (u.order, u.id))
    parts = [f"“{a or '–'}” / “{b or '–'}”" for o in others for a, b in differing(first.text, o.text)]
    told = f"differing in {'; '.join(parts[:4])}" if parts else "in the same words"
    return Link(
        id=identify("link", "", (), ["same_commitment", *sorted(u.id for u in members)]),
        evidence=tuple(sorted({span for u in members for span in u.content})),
        rule="link.undertakings/same-content",
        certainty=round(min(0.95, score), 3),
        relation="same_commitment",
        members=tuple(sorted(u.id for u in members)),
        score=round(score, 3),
        why=f"one undertaking of {first.party.name}, {told}",
    )


def _follow_ups(
    again: Iterable[Edge], items: Mapping[str, Undertaking], home: Mapping[str, str]
) -> Iterable[Link]:
    """A link from each group to the next that makes it again, and from the last before, with both dates."""
    inside = groups(home)
    seen: dict[tuple[str, str], float] = {}
    for score, left, right in again:
        early, late = sorted((left, right), key=lambda i: (sooner(items[i].when), i))
        ends = (home[early], home[late])
        if ends[0] != ends[1] and items[early].document != items[late].document:
            seen[ends] = max(seen.get(ends, 0.0), score)
    following: dict[str, str] = {}
    preceding: dict[str, str] = {}
    for early, late in sorted(seen, key=lambda ends: (sooner(items[ends[1]].when), ends)):
        following.setdefault(early, late)
    for early, late in sorted(seen, key=lambda ends: (sooner(items[ends[0]].when), ends), reverse=True):
        preceding.setdefault(late, early)
    kept = {*following.items(), *((early, late) for late, early in preceding.items())}
    for (early, late), score in sorted((ends, seen[ends]) for ends in kept):
        members = (*inside[early], *inside[late])
        about = sorted(items[early].themes & items[late].themes)
        yield Link(
            id=identify("link", "", (), ["follow_up", *members]),
            evidence=tuple(sorted({span for m in members for span in items[m].content})),
            rule="link.undertakings/made-again",
            certainty=round(min(0.9, score), 3),
            relation="follow_up",
            members=members,
            score=score,
            why=f"{items[early].party.name} undertook it ({day_words(items[early].when)}) and "
            f"again ({day_words(items[late].when)})" + (f" (both on {', '.join(about)})" if about else ""),
        )
