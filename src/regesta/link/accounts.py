"""Accounts of events: what one report's mention of an event says, ready to be compared.

What comes in: event mentions. What goes out: an `Account` each: the family of its words, its parties,
its time and place; and the blocks it is compared in.

A mention with a date is looked for among those of its months; one without through its named persons,
its place, or a process there is only one of ("the withdrawal").
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import EventFamily
from regesta.link.blocks import EVER, Window
from regesta.link.ledger import Place
from regesta.link.reports import Cast, Profile, Reports
from regesta.link.times import months, one_day, window
from regesta.link.words import function_words, stem, term, tokens
from regesta.records import EventMention, Span, Statement, When
from regesta.records import Place as Where

LONG_TRIGGER = 3  # words from which a trigger says enough by itself
PHRASE = 4  # words from the event's own on in which a phrase of its family may stand
CLAUSE = 120  # characters after a short one that are looked at
NEAR_PRINT = 45  # days before print within which an undated event is looked for
PROCESS = timedelta(days=60)  # how long before its end a long process is spoken of as one thing
DISPUTED = 1  # days two reports of one located meeting of the same persons may differ
OPEN = ("planned", "ongoing", "possible", "conditional")  # what print may come before the end of
MUTUAL = "CONSULT"  # the type whose parties may swap sides


class Slot(msgspec.Struct, frozen=True):
    """Parties in one place of an event: who, and the named persons among them by the side they act for."""

    ids: frozenset[str]
    persons: dict[str, frozenset[str]]


class Account(msgspec.Struct, frozen=True):
    """One report's account of one event; `sided` holds all parties by the side they act for.

    `mention` is the record, `text` and `trigger` its words, `people` what is known of its parties,
    `named` where the sentence names each, `origin` the text family of its report.
    """

    mention: EventMention
    text: str
    trigger: str
    people: dict[str, Profile]
    named: tuple[tuple[str, tuple[Span, ...]], ...]
    order: tuple[date, str]
    outlet: str
    paper: str | None
    printed: date | None
    published: When | None
    origin: str
    family: str | None
    near: frozenset[str]
    singular: bool
    located: bool
    verbal: bool
    stems: frozenset[str]
    clause: Span
    content: tuple[str, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    sides: frozenset[str]
    around: frozenset[str]
    persons: frozenset[str]
    doing: Slot
    receiving: Slot
    sided: dict[str, Slot]
    window: Window = EVER
    sayings: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the mention."""
        return self.mention.id

    @property
    def document(self) -> str:
        """The report it stands in."""
        return self.mention.document

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.mention.type

    @property
    def when(self) -> When | None:
        """When it happened, as this report has it."""
        return self.mention.when

    @property
    def place(self) -> Where | None:
        """Where it happened, as this report has it."""
        return self.mention.place

    @property
    def modality(self) -> str:
        """Whether it happened, is planned, denied ..."""
        return self.mention.modality

    @property
    def sentence(self) -> tuple[str, int]:
        """The stretch of evidence that holds the event's own words, and where in it they begin."""
        trigger, at = self.mention.trigger[0], 0
        for span in self.mention.evidence:
            if span.covers(trigger):
                return self.text[at : at + span.end - span.start], trigger.start - span.start
            at += span.end - span.start + 1  # `text` has a space between two spans
        return "", 0

    def name(self, ident: str) -> str:
        """What to call one of its parties."""
        return self.people[ident].name


@functools.cache
def families() -> dict[str, EventFamily]:
    """Family by name."""
    return {entry.name: entry for entry in load(EventFamily)}


@functools.cache
def _forms() -> tuple[dict[str, tuple[EventFamily, ...]], tuple[tuple[str, EventFamily], ...]]:
    single: dict[str, tuple[EventFamily, ...]] = {}
    phrases = []
    for entry in load(EventFamily):
        for form in entry.forms:
            words = tokens(form)
            if len(words) > 1:
                phrases.append((f" {' '.join(words)} ", entry))
            else:
                known = single.get(words[0], ())
                single[words[0]] = known if entry in known else (*known, entry)
    return single, tuple(phrases)


@functools.lru_cache(maxsize=16384)
def family_of(trigger: str, type_: str) -> EventFamily | None:
    """The family of an event's words: a phrase before a single word, the first word first."""
    words = tokens(trigger)
    if found := phrase_of(" ".join(words), type_):
        return found
    single, _ = _forms()
    for word in words:
        for entry in single.get(word, ()):
            if _fits(entry, type_):
                return entry
    return None


def phrase_of(text: str, type_: str) -> EventFamily | None:
    """The family of a phrase that stands in a text: "took power" where the event's word is "took"."""
    line = f" {text} "
    _, phrases = _forms()
    return next((entry for phrase, entry in phrases if phrase in line and _fits(entry, type_)), None)


def _fits(entry: EventFamily, type_: str) -> bool:
    return not entry.types or type_ in entry.types


class AccountLinker:
    """How accounts are found and compared."""

    name = "events"
    item = Account
    purged = False
    leaders = 0

    def __init__(self, verdict: Callable[[Account, Account], float]) -> None:
        self._verdict = verdict

    def keys(self, item: Account) -> Iterable[str]:
        """The blocks an account is compared in."""
        return key(item)

    def halves(self, item: Account) -> Iterable[tuple[str, bool]]:
        """What is said in it: with either sign, to be compared whenever it was."""
        return ((name, sign) for name in said_key(item) for sign in (False, True))

    def place(self, ident: str, item: Account) -> Place:
        """The days it can have been; within a day by parties."""
        return Place(ident, *item.window, f"{finer(item)}|{ident}")

    def score(self, left: Account, right: Account) -> float | None:
        """How much speaks for one event."""
        return self._verdict(left, right) or None


def accounts(
    reports: Reports, cast: Cast, sayings: Mapping[str, frozenset[str]], origins: Mapping[str, str]
) -> dict[str, Account]:
    """The account of every event mention; `sayings`: what each statement says, as `quotes.py` found it."""
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for statement in reports.all(Statement):
        if statement.id in sayings:
            spoken[statement.document].append(statement)
    found = {}
    for mention in reports.all(EventMention):
        own = (sayings[s.id] for s in spoken[mention.document] if _told_by(s, mention))
        item = account(mention, reports, cast, origins.get(mention.document, mention.document))
        span = window_of(item, item.printed)
        found[mention.id] = msgspec.structs.replace(item, window=span, sayings=frozenset().union(*own))
    return found


def window_of(item: Account, printed: date | None) -> Window:
    """The days in which what an account tells of can have been, as far as `events.clash` looks."""
    if dated(item):
        return window(item.when, DISPUTED)
    if printed is None or item.modality in OPEN or (item.when and item.when.known):
        return EVER
    day = printed.toordinal()
    first = 0 if item.singular or (item.place and item.persons) else day - max(NEAR_PRINT, PROCESS.days)
    return first, day + PROCESS.days


def _told_by(statement: Statement, mention: EventMention) -> bool:
    """True when an event's words are the cue of a statement, or lie in what it says."""
    if mention.statement == statement.id:
        return True
    parts = (*statement.content, *([statement.cue] if statement.cue else []))
    return any(trigger.overlaps(part) for trigger in mention.trigger for part in parts)


def account(mention: EventMention, reports: Reports, cast: Cast, origin: str) -> Account:
    """What one mention says."""
    trigger = reports.words(mention.trigger)
    clause = _clause(mention)
    opening = " ".join(tokens(reports.words([clause]))[:PHRASE])
    family = phrase_of(opening, mention.type) or family_of(trigger, mention.type)
    actors, recipients = cast.all(mention.actors), cast.all(mention.recipients)
    everyone = {*actors, *recipients}
    persons = frozenset(i for i in everyone if cast.person(i) and cast.named(i))
    named = {stem(word) for ident in everyone for word in tokens(cast.name(ident))}
    long = len(tokens(trigger)) > LONG_TRIGGER
    text = trigger if long else reports.words([clause])
    if not long:
        # The event's own word is judged by its family; here counts what it was about.
        named |= {stem(word) for word in tokens(trigger)}
    said = [word for word in tokens(text) if word not in function_words() and stem(word) not in named]
    doc = reports.documents[mention.document]
    return Account(
        mention=mention,
        text=reports.words(mention.evidence),
        trigger=" ".join(trigger.split()),
        people={ident: cast.profile(ident) for ident in sorted(everyone)},
        named=_named(mention, reports, cast),
        order=reports.order(mention.document),
        outlet=reports.outlet(mention.document),
        paper=doc.outlet,
        printed=reports.printed(mention.document),
        published=doc.published,
        origin=origin,
        family=family.name if family else None,
        near=frozenset(family.near) if family else frozenset(),
        singular=bool(family and family.singular),
        located=bool(family and family.located),
        # Words of no family: only what is said can show that two are one.
        verbal=family.verbal if family else mention.type != MUTUAL,
        stems=frozenset(stem(word) for word in tokens(trigger) if word not in function_words()),
        clause=clause,
        content=tuple(term(word) for word in said),
        actors=frozenset(actors),
        recipients=frozenset(recipients),
        sides=_sides(mention.type, everyone, cast),
        around=_around(mention, reports, cast) - {cast.side(ident) for ident in everyone},
        persons=persons,
        doing=_slot(actors, persons, cast),
        receiving=_slot(recipients, persons, cast),
        sided={side: _slot(ids, persons, cast) for side, ids in _by_side(everyone, cast).items()},
    )


def _named(mention: EventMention, reports: Reports, cast: Cast) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """Where an event's evidence names each of its actors; by joined actor, as often as it is one."""
    found = []
    for ident in (*mention.actors, *mention.recipients):
        spans = (Span(m.document, m.start, m.end) for m in reports.mentions_of.get(ident, ()))
        own = tuple(span for span in spans if any(part.covers(span) for part in mention.evidence))
        if own:
            found.append((cast.of(ident) or ident, own))
    return tuple(found)


def _sides(type_: str, everyone: Iterable[str], cast: Cast) -> frozenset[str]:
    """The sides an event has. Whom a report of a meeting only describes ("envoys") may be any side's."""
    known = {i for i in everyone if type_ != MUTUAL or cast.named(i) or cast.side(i) != i}
    return frozenset(cast.side(ident) for ident in known or everyone)


def _by_side(idents: Iterable[str], cast: Cast) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for ident in idents:
        found[cast.side(ident)].add(ident)
    return found


def _slot(idents: Iterable[str], persons: frozenset[str], cast: Cast) -> Slot:
    ids = frozenset(idents)
    named = _by_side(ids & persons, cast) if persons else {}
    return Slot(ids, {side: frozenset(own) for side, own in named.items()})


def _around(mention: EventMention, reports: Reports, cast: Cast) -> frozenset[str]:
    """The countries and bodies that an event's sentence names beside its parties."""
    named = reports.mentions_in(mention.document, mention.evidence)
    return frozenset(cast.side(cast.of(other.actor) or other.actor) for other in named)


def _clause(mention: EventMention) -> Span:
    """The stretch from an event's own words on, as far as it is likely to be its clause."""
    first = mention.trigger[0]
    ends = [span.end for span in mention.evidence if span.covers(first)]
    last = min(max(ends, default=first.end), first.end + CLAUSE)
    return Span(first.document, first.start, max(last, first.end))


def key(item: Account) -> frozenset[str]:
    """The blocks an account is compared in."""
    found: set[str] = set()
    for group in _groups(item):
        found.update(f"{group}|{tail}" for tail in _tails(item))
    return frozenset(found)


def said_key(item: Account) -> frozenset[str]:
    """The blocks of an account through what is said in it, whenever that was printed."""
    return frozenset(f"{group}|said|{saying}" for group in _groups(item) for saying in item.sayings)


def _groups(item: Account) -> Iterable[str]:
    yield item.type
    if item.family:
        yield f"~{item.family}"


def _tails(item: Account) -> Iterable[str]:
    pair = "+".join(sorted(item.sides))
    place = " ".join(tokens(item.place.name)) if item.place else ""
    for month in months(item.when):
        yield f"{pair}|{month}"
        for side in sorted(item.sides):
            yield f"{side}|{month}"
        if place:
            yield f"@{place}|{month}"
    for side in sorted(item.sides):
        if place:
            yield f"{side}|@{place}"
        if item.singular:
            yield f"{side}|*"
    for person in sorted(item.persons):
        yield f"{pair}|{person}"
    if not months(item.when) and item.verbal:
        yield f"{pair}|undated"
    yield f"{pair}|in {item.document}"


def finer(item: Account) -> str:
    """Order within a block that is too large: by day, then parties."""
    day = item.when.start.isoformat() if item.when and item.when.start else "~"
    return f"{day}|{'+'.join(sorted(item.sides))}"


def dated(item: Account) -> bool:
    """True for an account whose time is known to two months or better."""
    return one_day(item.when) or bool(months(item.when))
