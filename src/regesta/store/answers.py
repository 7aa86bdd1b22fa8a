"""Answers a question with records of the case, or with nothing: what the reports do not say is not said.

What comes in: a case, a question. What goes out: an `Answer`: the filters the question was read as,
and the records that pass them all, the closest first.

    answer(case, "What did the Taliban promise China?").found     # [Commitment(...), ...]

A record passes when its kind and class are asked for, every name stands where the question puts it,
its time fits and every word left of the question stands in its words (or beside them in its report).
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import Any

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import QuestionTopic, State
from regesta.records import Actor, Discrepancy, Event, Figure, Record, Statement, When
from regesta.store.case import Case
from regesta.store.kin import OFFICIAL, OFFICIALS, Person
from regesta.store.narrowing import ASKED, DIRECT, NEAR, PASSED, Narrowing
from regesta.store.questions import Lookup, Name, Question, parse_question
from regesta.store.rows import fold, fold_name
from regesta.store.wordings import ACTS, OWN, TAKES, Words, classes_of, slots_of, time_of

__all__ = ["NOTHING", "UNREAD", "Answer", "answer"]

NOTHING = "The reports do not say."
UNREAD = (
    "Too many records may answer this to look at them all: name an actor, an outlet, a time or a rarer word."
)
KINDS_ASKED = ("commitment", "status", "event", "statement", "figure")
# Reports whose head lines are at hand while a question is answered.
REPORTS_KEPT = 4096
# So many records are met, and so many of them read, before a question is left with what was found till then:
# some seconds, which only a question without a telling word in a very large case takes.
MET, READ = 50_000, 2_000


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Records that answer a question, closest first; `read_as` tells how the question was understood.

    `unread` when so many records may answer that not all of them were looked at.
    """

    read_as: tuple[tuple[str, str], ...]
    found: tuple[msgspec.Struct, ...] = ()
    unknown: tuple[str, ...] = ()
    unread: bool = False

    @property
    def nothing(self) -> str:
        """What to say when nothing was found."""
        return UNREAD if self.unread else NOTHING


def answer(case: Case, text: str, *, limit: int = 10) -> Answer:
    """The records that answer a question; none when the reports do not say."""
    desk = _Desk(case)
    question = parse_question(text, desk.lookup)
    read_as = tuple(_read_as(question, case))
    if question.unknown or (question.bare and not (question.since or question.until)):
        return Answer(read_as=read_as, unknown=question.unknown)
    best, unread = desk.best(question, limit)
    return Answer(read_as=read_as, found=best, unread=unread)


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


class _Best:
    """The records that answer best so far, those told in the same words once, as copies are."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._keys: list[tuple[Any, ...]] = []
        self._found: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}

    def put(self, key: tuple[Any, ...], words: tuple[str, str], record: Any) -> None:
        """One more; less is better."""
        if words in self._found:
            old = self._found[words][0]
            if old <= key:
                return
            self._keys.remove(old)
        self._found[words] = (key, record)
        bisect.insort(self._keys, key)

    def settled(self, key: tuple[Any, ...]) -> bool:
        """True when nothing from this key on can be among the best."""
        return len(self._keys) >= self._limit and self._keys[self._limit - 1] < key

    def records(self) -> tuple[msgspec.Struct, ...]:
        """The best, in order."""
        order = sorted(self._found.values(), key=lambda item: item[0])
        return tuple(record for _, record in order[: self._limit])


class _Desk:
    """One case under questions: its actors by name, their kin, the words of its records."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lookup = Lookup(self._actors_called, self._outlet, case.holds)
        self.outlets = functools.cache(case.outlets_named)
        self.document = functools.lru_cache(REPORTS_KEPT)(case.document)
        self.kin = functools.cache(self._kin)
        self.side = functools.cache(self._side)
        self.called = functools.cache(self._called)
        self.titles = functools.lru_cache(REPORTS_KEPT)(self._titles)
        self.actor = functools.lru_cache(REPORTS_KEPT)(case.actor_of)

    # ---- names ----

    def _actors_called(self, words: str) -> list[str]:
        """The actors a name of the question stands for."""
        folded = fold_name(words)
        if found := self.case.named_exactly(folded):
            return found
        if (country := _states().get(folded)) and (found := self.case.states_of(country)):
            return found
        inside = f" {folded} "
        return [one.id for one in self.case.persons_named(folded) if inside in f" {fold_name(one.name)} "]

    def _outlet(self, words: str) -> str | None:
        folded = fold_name(words)
        names = self.outlets()
        return next((name for name in names if folded == fold_name(name).removeprefix("the ")), None)

    def _called(self, ident: str) -> frozenset[str]:
        """What reports call an actor."""
        actor = self.actor(ident)
        names = (actor.name, *actor.aliases) if actor else ()
        return frozenset(filter(None, map(fold_name, names)))

    def _titles(self, ident: str) -> list[str]:
        """The offices of an actor."""
        actor = self.actor(ident)
        return [role.title for role in actor.roles] if actor else []

    def _kin(self, ident: str) -> frozenset[str]:
        """Those who act or speak for an actor: by office, by name ("Taliban delegation"), by country."""
        chief = self.actor(ident)
        if chief is None or chief.type == "person":
            return frozenset()
        names = [f" {name} " for name in self.called(ident)]
        found = set()
        for other in self.case.akin(chief.country, self.called(ident)):
            titles = " ".join(f"{role.title} {role.organisation or ''}" for role in other.roles)
            own = f" {fold_name(f'{other.name} | {titles}')} "
            official = other.sector in OFFICIAL and other.type in OFFICIALS
            named = other.type != "population" and any(name in own for name in names)
            of_country = chief.country is not None and other.country == chief.country
            if named or (official and of_country and _of_side(chief, other)):
                found.add(other.id)
        return frozenset(found - {ident})

    # ---- records ----

    def kinds(self, question: Question) -> tuple[str, ...]:
        """The kinds of record that may answer, best first."""
        asked = tuple(kind for topic in question.topics for kind in topic.kinds) or KINDS_ASKED
        if question.asks == "how_many":
            return ("figure",)
        if question.asks == "where":
            return ("event",)
        return asked

    def best(self, question: Question, limit: int) -> tuple[tuple[msgspec.Struct, ...], bool]:
        """The records that answer best, and whether some that may answer were not looked at."""
        best = _Best(limit)
        narrowing = Narrowing(
            self.case, question, side=self.side, called=self.called, offices=self.case.offices
        )
        met = read = 0
        for place, kind in enumerate(self.kinds(question)):
            if best.settled((0, -narrowing.most(kind), place)):
                continue
            for most, row in narrowing.rows(kind):
                if row is not PASSED and best.settled((0, -most, place, row.time, row.id)):
                    break
                met += 1
                read += row is not PASSED
                if met > MET or read > READ:
                    return best.records(), True
                if row is not PASSED:
                    self._hear(best, kind, row.id, question=question, place=(place, row.time, row.id))
            if narrowing.unread:
                return best.records(), True
        return best.records(), False

    def _hear(
        self, best: _Best, kind: str, ident: str, *, question: Question, place: tuple[Any, ...]
    ) -> None:
        """Read a record, and keep it when it answers."""
        record = self.case.one(kind, ident)
        if not (self._in_outlet(record, question) and self._in_time(record, question)):
            return
        if (found := self._scored(record, question)) is not None:
            score, words = found
            best.put((*score, *place), (kind, words.own), record)

    def _in_outlet(self, record: Any, question: Question) -> bool:
        if not question.outlet or isinstance(record, Discrepancy):
            return True
        documents = record.documents if isinstance(record, Event) else (record.document,)
        return any(fold(question.outlet) in fold(self.case.outlet(one)) for one in documents)

    def _in_time(self, record: Record, question: Question) -> bool:
        """True when it was, or for words: was reported, in the time asked for."""
        if question.since is None and question.until is None:
            return True
        when = time_of(record)
        # Asked for nothing but a day, only what is dated so itself answers.
        lenient = not question.bare and not isinstance(record, Event)
        if lenient and (when is None or not when.known):
            when = self.document(record.evidence[0].document).published
        if when is None or not (when.start or when.end):
            return False
        if question.bare and not _within(when, question):
            return False
        late = question.until is not None and when.start is not None and when.start >= question.until
        early = question.since is not None and when.end is not None and when.end <= question.since
        return not (late or early) and (
            when.end is not None or question.until is None or when.start is not None
        )

    def _scored(self, record: Any, question: Question) -> tuple[tuple[int, int], Words] | None:
        """How closely a record answers (less is closer), and its words; None when it does not."""
        if not _tells(record, question) or self._by_another(record, question):
            return None
        words = Words(self.case, record, self.titles)
        parts = [self._of_topic(record, topic, words) for topic in question.topics]
        if None in parts:
            return None
        parts += [self._of_name(record, name, question, words) for name in question.names]
        held = [words.holds(word) for word in question.words]
        if None in parts or None in held:
            return None
        beside = held.count(0)
        # Words beside a record may help its own, not stand for them.
        if beside * 2 > len(held):
            return None
        return (beside, -sum(part or 0 for part in (*parts, *held))), words

    def _by_another(self, record: Any, question: Question) -> bool:
        """True when somebody else than asked for acts in the record; seen without reading its words."""
        if isinstance(record, Discrepancy | Figure) or any(topic.both for topic in question.topics):
            return False
        acts = set(slots_of(record, ACTS))
        wanted = [name for name in question.names if name.role == "subject" and name.actors]
        return any(acts.isdisjoint(self.side(name)) for name in wanted)

    def _side(self, name: Name) -> frozenset[str]:
        """The actors of a name and their kin."""
        return frozenset(name.actors).union(*map(self.kin, name.actors))

    def _of_topic(self, record: Any, topic: QuestionTopic, words: Words) -> int | None:
        if topic.types and not classes_of(record).isdisjoint(topic.types):
            return ASKED + OWN
        if topic.open:
            return OWN
        if isinstance(record, Event) or (isinstance(record, Statement) and not topic.told):
            return OWN if any(words.is_act(form) for form in topic.words) else None
        return OWN if OWN in map(words.of_form, topic.words) else None

    def _of_name(self, record: Any, name: Name, question: Question, words: Words) -> int | None:
        """How closely a name of the question stands in the record where the question puts it."""
        if not name.actors or name.role == "place":
            place = getattr(record, "place", None)
            if place is not None and fold_name(name.words) in fold_name(place.name):
                return DIRECT
            return OWN if words.phrase(name.words) else None
        both = any(topic.both for topic in question.topics) or name.role == "any"
        direct = set(name.actors)
        kin = self.side(name) - direct
        acts, takes = set(slots_of(record, ACTS)), set(slots_of(record, TAKES))
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


def _tells(record: Any, question: Question) -> bool:
    """True when the record tells what is asked for: a time, a place, somebody."""
    if question.asks == "when":
        when = time_of(record)
        return when is not None and when.known
    if question.asks == "where":
        return record.place is not None
    return question.asks != "who" or any(slots_of(record, ACTS)) or any(slots_of(record, TAKES))


def _of_side(chief: Actor, other: Person) -> bool:
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
