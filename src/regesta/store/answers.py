"""Answers a question with records of the case, or with nothing: what the reports do not say is not said.

What comes in: a case, a question. What goes out: an `Answer`: the filters the question was read as,
and the records that pass them all, the closest first.

    answer(case, "What did the Taliban promise China?").found     # [Commitment(...), ...]

A record passes when its kind and class are asked for, every name stands where the question puts it,
its time fits and every word left of the question stands in its words (or beside them in its report).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import QuestionTopic, State
from regesta.records import (
    Actor,
    Commitment,
    Discrepancy,
    Event,
    EventMention,
    Figure,
    Record,
    Statement,
    Status,
    When,
)
from regesta.store.case import Case
from regesta.store.questions import Lookup, Name, Question, parse_question, stem, topics_by_stem
from regesta.store.rows import TOKEN, fold, fold_name
from regesta.text import order_of

__all__ = ["NOTHING", "Answer", "answer"]

NOTHING = "The reports do not say."
KINDS = ("commitment", "status", "event", "statement", "figure")
LISTS = {
    "commitment": "commitments", "status": "statuses", "event": "events", "statement": "statements",
    "figure": "figures", "discrepancy": "discrepancies",
}  # fmt: skip
ACTS: dict[Any, tuple[str, ...]] = {
    Statement: ("speaker", "via"), Commitment: ("party",), Event: ("actors",), Status: ("holder",),
    Figure: ("speaker",),
}  # fmt: skip
TAKES: dict[Any, tuple[str, ...]] = {
    Statement: ("addressees",), Commitment: ("beneficiaries",), Event: ("recipients",), Status: ("counterpart",),
}  # fmt: skip
# Who speaks or acts for a state or body, beside those whose office names it.
OFFICIAL = {"GOV", "MIL", "LEG", "JUD", "REB"}
KINDS_BY_NAME: dict[str, Any] = {
    "commitment": Commitment,
    "status": Status,
    "event": Event,
    "statement": Statement,
}
# Reports whose head lines are at hand while a question is answered.
REPORTS_KEPT = 4096
BRACKETS = re.compile(r"\([^)]*\)")
# How much nearer a record is for what: the actor named or his kin, a word that means the same or the
# very word, the class asked for.
DIRECT, NEAR, OWN, VERY, ASKED = 4, 2, 1, 2, 3


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Records that answer a question, closest first; `read_as` tells how the question was understood."""

    read_as: tuple[tuple[str, str], ...]
    found: tuple[msgspec.Struct, ...] = ()
    unknown: tuple[str, ...] = ()


def answer(case: Case, text: str, *, limit: int = 10) -> Answer:
    """The records that answer a question; none when the reports do not say."""
    desk = _Desk(case)
    question = parse_question(text, desk.lookup)
    read_as = tuple(_read_as(question, case))
    if question.unknown or not (_of_something(question) or question.since or question.until):
        return Answer(read_as=read_as, unknown=question.unknown)
    scored = [
        (*score, place, order_of(_when(record)), getattr(record, "id", ""), record)
        for place, kind in enumerate(desk.kinds(question))
        for record in desk.records(kind, question)
        if (score := desk.score(record, question)) is not None
    ]
    scored.sort(key=lambda item: item[:-1])
    return Answer(read_as=read_as, found=tuple(desk.once(item[-1] for item in scored))[:limit])


def _of_something(question: Question) -> bool:
    return bool(question.topics or question.names or question.words)


def _within(when: When, question: Question) -> bool:
    """True when a time begins in the time asked for and is no vaguer: "in 2021" tells nothing of a day."""
    begun = when.start is not None and (question.since is None or when.start >= question.since)
    longest = question.until - question.since if question.until and question.since else None
    size = when.end - when.start if when.end and when.start else None
    return begun and (longest is None or when.precision == "day" or (size is not None and size <= longest))


def _read_as(question: Question, case: Case) -> Iterator[tuple[str, str]]:
    """The filters in words."""
    yield "asks", question.asks.replace("_", " ")
    for topic in question.topics:
        classes = f" ({', '.join(topic.types)})" if topic.types else ""
        yield "kind", f"{', '.join(topic.kinds)}{classes}"
    labels = {"subject": "by", "object": "to or about", "place": "at", "any": "about"}
    for name in question.names:
        names = ", ".join(dict.fromkeys(map(case.name, name.actors)))
        yield labels[name.role], names or f"“{name.words}”"
    for label, day in (("from", question.since), ("before", question.until)):
        if day:
            yield label, day.isoformat()
    if question.outlet:
        yield "outlet", question.outlet
    if question.words:
        yield "words", ", ".join(question.words)


class _Desk:
    """One case under questions: its actors by name, their kin, the words of its records."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.actors = {actor.id: actor for actor in case.actors()}
        self.lookup = Lookup(self._actors_called, self._outlet, case.holds)
        self.document = functools.lru_cache(REPORTS_KEPT)(case.document)
        self.kin = functools.cache(self._kin)
        self.side = functools.cache(self._side)
        self.called = functools.cache(self._called)

    # ---- names ----

    def _actors_called(self, words: str) -> list[str]:
        """The actors a name of the question stands for."""
        folded = fold_name(words)
        found = sorted(
            ident
            for ident, actor in self.actors.items()
            if folded in {fold_name(name) for name in (actor.name, *actor.aliases)}
        )
        if not found and (country := _states().get(folded)):
            found = sorted(
                ident
                for ident, actor in self.actors.items()
                if actor.type == "state" and actor.country == country
            )
        if not found:
            inside = f" {folded} "
            found = sorted(
                ident
                for ident, actor in self.actors.items()
                if actor.type == "person" and inside in f" {fold_name(actor.name)} "
            )
        return found

    def _outlet(self, words: str) -> str | None:
        folded = fold_name(words)
        names = self.case.outlets_named()
        return next((name for name in names if folded == fold_name(name).removeprefix("the ")), None)

    def _called(self, ident: str) -> frozenset[str]:
        """What reports call an actor."""
        actor = self.actors[ident]
        return frozenset(filter(None, map(fold_name, (actor.name, *actor.aliases))))

    def _kin(self, ident: str) -> frozenset[str]:
        """Those who act or speak for an actor: by office, by name ("Taliban delegation"), by country."""
        chief = self.actors.get(ident)
        if chief is None or chief.type == "person":
            return frozenset()
        names = [f" {name} " for name in self.called(ident)]
        found = set()
        for other in self.actors.values():
            titles = " ".join(f"{role.title} {role.organisation or ''}" for role in other.roles)
            own = f" {fold_name(f'{other.name} | {titles}')} "
            official = other.sector in OFFICIAL and other.type in ("person", "government", "ministry")
            named = other.type != "population" and any(name in own for name in names)
            of_country = chief.country is not None and other.country == chief.country
            if named or (official and of_country and _of_side(chief, other)):
                found.add(other.id)
        return frozenset(found - {ident})

    # ---- records ----

    def kinds(self, question: Question) -> tuple[str, ...]:
        """The kinds of record that may answer, best first."""
        asked = tuple(kind for topic in question.topics for kind in topic.kinds) or KINDS
        if question.asks == "how_many":
            return ("figure",)
        if question.asks == "where":
            return ("event",)
        return asked

    def records(self, kind: str, question: Question) -> list[Any]:
        """The records of a kind, before the question's names and words are held against them."""
        asked: dict[str, Any] = {"outlet": question.outlet} if question.outlet else {}
        if kind == "discrepancy":
            found = self.case.discrepancies()
        elif (who := self._acting(kind, question)) is not None:
            struct = KINDS_BY_NAME[kind]
            found = self.case.records_of(struct, ACTS[struct], who, **asked)
        else:
            found = getattr(self.case, LISTS[kind])(**asked)
        return [record for record in found if self._in_time(record, question)]

    def _acting(self, kind: str, question: Question) -> frozenset[str] | None:
        """The actors one of whom must act in every answer of this kind; None when anybody may."""
        if kind == "figure" or any(topic.both for topic in question.topics):
            return None
        named = [name for name in question.names if name.role == "subject" and name.actors]
        return self.side(named[0]) if named else None

    def _in_time(self, record: Record, question: Question) -> bool:
        """True when it was, or for words: was reported, in the time asked for."""
        if question.since is None and question.until is None:
            return True
        when = _when(record)
        # Asked for nothing but a day, only what is dated so itself answers.
        lenient = _of_something(question) and not isinstance(record, Event)
        if lenient and (when is None or not when.known):
            when = self.document(record.evidence[0].document).published
        if when is None or not (when.start or when.end):
            return False
        if not _of_something(question) and not _within(when, question):
            return False
        late = question.until is not None and when.start is not None and when.start >= question.until
        early = question.since is not None and when.end is not None and when.end <= question.since
        return not (late or early) and (
            when.end is not None or question.until is None or when.start is not None
        )

    def score(self, record: Any, question: Question) -> tuple[int, int] | None:
        """How closely a record answers (less is closer), or None when it does not."""
        if not _tells(record, question) or self._by_another(record, question):
            return None
        words = _Words(self, record)
        parts = [self._of_topic(record, topic, words) for topic in question.topics]
        parts += [self._of_name(record, name, question, words) for name in question.names]
        held = [words.holds(word) for word in question.words]
        if None in parts or None in held:
            return None
        beside = held.count(0)
        # Words beside a record may help its own, not stand for them.
        if beside * 2 > len(held):
            return None
        return beside, -sum(part or 0 for part in (*parts, *held))

    def _by_another(self, record: Any, question: Question) -> bool:
        """True when somebody else than asked for acts in the record; seen without reading its words."""
        if isinstance(record, Discrepancy | Figure) or any(topic.both for topic in question.topics):
            return False
        acts = set(_slots(record, ACTS))
        wanted = [name for name in question.names if name.role == "subject" and name.actors]
        return any(acts.isdisjoint(self.side(name)) for name in wanted)

    def _side(self, name: Name) -> frozenset[str]:
        """The actors of a name and their kin."""
        return frozenset(name.actors).union(*map(self.kin, name.actors))

    def _of_topic(self, record: Any, topic: QuestionTopic, words: _Words) -> int | None:
        if topic.types and not _classes(record).isdisjoint(topic.types):
            return ASKED + OWN
        if topic.open:
            return OWN
        if isinstance(record, Event) or (isinstance(record, Statement) and not topic.told):
            return OWN if any(words.is_act(form) for form in topic.words) else None
        return OWN if OWN in map(words.of_form, topic.words) else None

    def _of_name(self, record: Any, name: Name, question: Question, words: _Words) -> int | None:
        """How closely a name of the question stands in the record where the question puts it."""
        if not name.actors or name.role == "place":
            place = getattr(record, "place", None)
            if place is not None and fold_name(name.words) in fold_name(place.name):
                return DIRECT
            return OWN if words.phrase(name.words) else None
        both = any(topic.both for topic in question.topics) or name.role == "any"
        direct = set(name.actors)
        kin = self.side(name) - direct
        acts, takes = set(_slots(record, ACTS)), set(_slots(record, TAKES))
        own = acts | takes if both else acts if name.role == "subject" else takes
        if own & direct:
            return DIRECT
        if own & kin:
            return NEAR
        if isinstance(record, Discrepancy | Figure) or name.role in ("object", "any"):
            called = {form for actor in name.actors for form in self.called(actor)} | {fold_name(name.words)}
            named = any(words.phrase(form, told=name.role == "object") for form in called)
            # The one who acts, named in his own words, is not the one it is done to.
            return OWN if named and not (name.role == "object" and acts & direct) else None
        return None

    def once(self, records: Iterable[msgspec.Struct]) -> Iterator[msgspec.Struct]:
        """The records without those told in the same words as one before, as copies are."""
        seen: set[tuple[str, str]] = set()
        for record in records:
            key = (getattr(record, "kind", ""), _Words(self, record).own)
            if key not in seen:
                seen.add(key)
                yield record


class _Words:
    """The words of a record: its own, and those around it in its report."""

    def __init__(self, desk: _Desk, record: Any) -> None:
        spans = [*record.evidence, *getattr(record, "content", ())]
        parts = [desk.case.cut(span) for span in spans]
        if isinstance(record, Event):
            parts += [desk.case.cut(span) for one in desk.case.mentions_of(record) for span in one.evidence]
        if isinstance(record, Discrepancy):
            # Its summary names the reports in brackets; what they are called is not what they differ on.
            parts += [BRACKETS.sub("", record.summary), record.sort]
        if isinstance(record, Figure):
            parts += [record.counted or "", record.unit or ""]
        if isinstance(record, Status):
            parts += [record.dimension, record.value or ""]
        if isinstance(record, Commitment | EventMention) and record.statement:
            parts += [desk.case.cut(span) for span in desk.case.get(record.statement).evidence]  # type: ignore[attr-defined]
        self.own = fold_name(" ".join(dict.fromkeys(parts)))
        told = [desk.case.cut(span) for span in getattr(record, "content", ())]
        self._told = f" {fold_name(' '.join(told))} " if told else ""
        self._acts = {stem(word) for word in TOKEN.findall(fold(_act(desk.case, record)))}
        # Offices stand for words such as "minister" or "spokesman" of the question.
        people = [
            desk.actors[one] for one in {*_slots(record, ACTS), *_slots(record, TAKES)} if one in desk.actors
        ]
        offices = [role.title for actor in people for role in actor.roles]
        self._text = f" {self.own} {fold_name(' '.join(offices))} "
        self._stems = {stem(word) for word in self._text.split()}
        self._around: Callable[[], set[str]] = functools.cache(lambda: _around(desk, record))

    def phrase(self, words: str, *, told: bool = False) -> bool:
        """True when these words stand side by side in the record's own words, or in what it tells."""
        return f" {fold_name(words)} " in (self._told if told and self._told else self._text)

    def is_act(self, form: str) -> bool:
        """True when a form of a lexicon is the very word for what is done or said."""
        return {stem(word) for word in form.split()} <= self._acts

    def of_form(self, form: str) -> int | None:
        """How near a form of a lexicon stands: in the record's own words, beside them, or not at all."""
        if " " in form:
            return OWN if self.phrase(form) else None
        key = stem(form)
        return OWN if key in self._stems else 0 if key in self._around() else None

    def holds(self, word: str) -> int | None:
        """The same for a word of the question, or what a lexicon says it means."""
        if self.of_form(word) == OWN:
            return VERY
        alike: list[QuestionTopic] = list(topics_by_stem().get(stem(word), ()))
        forms = [word, *(form for topic in alike for form in topic.words)]
        return max((part for form in forms if (part := self.of_form(form)) is not None), default=None)


def _act(case: Case, record: Any) -> str:
    """The words for what is done or said: an event's triggers, a statement's cue."""
    if isinstance(record, Event):
        return " ".join(case.cut(span) for one in case.mentions_of(record) for span in one.trigger)
    if isinstance(record, Statement):
        return f"{record.act or ''} {case.cut(record.cue) if record.cue else ''}"
    return ""


def _tells(record: Any, question: Question) -> bool:
    """True when the record tells what is asked for: a time, a place, somebody."""
    if question.asks == "when":
        when = _when(record)
        return when is not None and when.known
    if question.asks == "where":
        return record.place is not None
    return question.asks != "who" or any(_slots(record, ACTS)) or any(_slots(record, TAKES))


def _around(desk: _Desk, record: Any) -> set[str]:
    """The stems of the headline of a record's report and of what stands right before it."""
    span = record.evidence[0]
    document = desk.document(span.document)
    before = document.text[max(0, span.start - 200) : span.start].rpartition("\n\n")[2]
    return {stem(word) for word in TOKEN.findall(fold(f"{document.title or ''} {before}"))}


def _slots(record: Any, table: dict[Any, tuple[str, ...]]) -> Iterator[str]:
    for slot in table.get(type(record), ()):
        value = getattr(record, slot)
        yield from (value,) if isinstance(value, str) else value or ()


def _classes(record: Any) -> set[str]:
    """The classes of a record that a topic may name."""
    if isinstance(record, Commitment):
        return {record.sort}
    return {getattr(record, "type", None) or getattr(record, "dimension", None) or ""}


def _when(record: Any) -> When | None:
    when: When | None = getattr(record, "when", None)
    if when is None or not when.known:
        when = getattr(record, "as_of", None) or when
    return when


def _of_side(chief: Actor, other: Actor) -> bool:
    """True for an official of a state, and for one of a movement that is of its kind."""
    return chief.type == "state" or (chief.sector == other.sector and other.type == "person")


@functools.cache
def _states() -> dict[str, str]:
    """Words for a state -> its country code."""
    return {
        fold_name(word): state.iso3
        for state in load(State)
        for word in (state.name, *state.aliases, *state.adjectives, *state.capitals)
    }
