"""A question -> the records that may answer it, the most promising first; no other is read.

What comes in: a question, and who is meant by its names. What goes out: rows of records (`asked.Row`), each with the
best score it may reach. Every record that answers is among them: what is held against a row asks for no more
than the question does.

A word is looked up in the index of words in every form that has its stem, a name among those who stand in a
slot. Where that leaves few records these are looked up; where it leaves many they are met by time, soon enough.
"""

from __future__ import annotations

import functools
import heapq
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import msgspec

from regesta.lexicons.entries import QuestionTopic
from regesta.records import KINDS
from regesta.store.asked import Chosen, Row, terms_of
from regesta.store.case import Case
from regesta.store.questions import SUFFIXES, Name, Question, stem, topics_by_stem
from regesta.store.rows import TOKEN, fold_name
from regesta.store.scarce import Hit, Part, look_up
from regesta.store.wordings import ACTS, OWN, TAKES, VERY, stems_of

__all__ = ["ASKED", "DIRECT", "NEAR", "PASSED", "Narrowing"]

# How much nearer a record is for what: the actor named or his kin, the class asked for.
DIRECT, NEAR, ASKED = 4, 2, 3
# So many finds of a word are held in memory.
FINDS = 100_000
# So many of them, and of the records of those who are named, are looked up at once; and so many when this many rows
# met by time have not settled the question.
MANY, WIDE, PATIENCE = 30_000, 250_000, 1_000
# Around so many records is looked whether the words stand there that are not their own.
BESIDE = 5_000
# So many of what was looked up are read at once, and then twice as many each time.
AT_ONCE = 100
# Letters that one word may be spelt with in two ways; more of them and only the ways most likely are looked up.
SPELT = 5
TYPED = ("commitment", "status", "event")


class Narrowing:
    """One question over one case. `side` gives the kin of a name, `called` what an actor is called."""

    def __init__(
        self,
        case: Case,
        question: Question,
        *,
        side: Callable[[Name], frozenset[str]],
        called: Callable[[str], frozenset[str]],
        offices: Callable[[], dict[str, frozenset[str]]],
    ) -> None:
        self.case, self.question = case, question
        self._side, self._called, self._offices = side, called, offices
        self._numbers = functools.cache(self._numbers_of)
        self._standing = functools.cache(self._forms_standing)
        self._summaries = functools.cache(self._summaries_read)
        self._words = functools.cache(self._of_words)
        self._alike = functools.cache(lambda word: frozenset(map(stem, _alike(word))))
        # True when more records had to be looked around than may be.
        self.unread = False
        self._looked = 0
        self._corrected = case.corrected()
        # Of two words one may stand beside a record.
        self._beside = len(question.words) > 1
        self.both = any(topic.both for topic in question.topics)

    def rows(self, kind: str) -> Iterator[tuple[int, Row]]:
        """The rows of a kind that may answer, each with the best sum it may reach: streams of falling sums by time."""
        parts = list(self._parts(kind))
        if (few := look_up(self.case, kind, parts, most=MANY)) is not None:
            yield from self._of_few(kind, *few)
            return
        seen: set[str] = set()
        for met, (best, row) in enumerate(self._by_time(kind, parts)):
            yield best, row
            if row is not PASSED:
                seen.add(row.id)
            if self.unread:
                return
            # What so many rows did not settle is looked up after all.
            if met == PATIENCE and (few := look_up(self.case, kind, parts, most=WIDE)) is not None:
                left, held = few
                yield from self._of_few(kind, left - seen, held, always=self._corrected - seen)
                return

    def _by_time(self, kind: str, parts: Sequence[Part]) -> Iterator[tuple[int, Row]]:
        """Every row of a kind by time, those of a class asked for first."""
        types = frozenset(itertools.chain.from_iterable(topic.types for topic in self.question.topics))
        chosen = self._chosen(kind)
        streams = [chosen]
        if types and kind in TYPED:
            streams = [
                msgspec.structs.replace(chosen, types=types, others=others) for others in (False, True)
            ]
        for number, stream in enumerate(streams):
            best = self.most(kind, asked=number == 0)
            for row in self.case.rows_by_time(kind, stream):
                yield best, row if self._passes(kind, row, parts) else PASSED

    def _of_few(
        self, kind: str, left: set[str], parts: Sequence[Part], always: Set[str] | None = None
    ) -> Iterator[tuple[int, Row]]:
        """Of these records those that pass, in order; no more of them is read than is asked for."""
        always = self._corrected if always is None else always
        rows = self.case.light_rows(kind, left | always, self._chosen(kind), always)
        # Till its slots are read, each name may stand in it.
        order = sorted(((-self.best(row, kind, near=True), row.time, row.id) for row in rows), reverse=True)
        numbers = self._beside or any(hit.numbers for part in parts for hit in part.hits)
        who = any(hit.who or hit.unless for part in parts for hit in part.hits) or any(
            name.actors for name in self.question.names
        )
        ready: list[tuple[int, tuple[int, str, str], str, Row]] = []
        size = AT_ONCE
        while order:
            some = [order.pop()[2] for _ in range(min(size, len(order)))]
            size *= 2
            for row in self.case.rows_of_ids(kind, some, numbers=numbers, who=who):
                if not self.unread and self._passes(kind, row, parts):
                    heapq.heappush(ready, (-self.best(row, kind), row.time, row.id, row))
            if self.unread:
                order.clear()
            while ready and (not order or ready[0][:3] < order[-1]):
                worst, _, _, row = heapq.heappop(ready)
                yield -worst, row

    def _chosen(self, kind: str) -> Chosen:
        """The time asked for, and whether a place is."""
        question = self.question
        return Chosen(
            since=question.since.isoformat() if question.since else None,
            until=question.until.isoformat() if question.until else None,
            undated=kind != "event" and not question.bare,
            placed=kind == "event" and question.asks == "where",
        )

    def most(self, kind: str, *, asked: bool = True) -> int:
        """The best sum that a record of the kind may reach; not `asked`: one of no class asked for."""
        question = self.question
        by_class = ASKED + OWN if asked and kind in TYPED else OWN
        topics = sum(by_class if topic.types else OWN for topic in question.topics)
        return topics + DIRECT * len(question.names) + VERY * len(question.words)

    def best(self, row: Row, kind: str, *, near: bool = False) -> int:
        """The best sum that the record of a row may reach; `near`: were those who are named in its slots."""
        if row.id in self._corrected:
            return self.most(kind)
        sum_ = VERY * len(self.question.words)
        for topic in self.question.topics:
            sum_ += ASKED + OWN if kind in TYPED and row.type in topic.types else OWN
        for name in self.question.names:
            if near or not name.actors or name.role == "place":
                sum_ += DIRECT
                continue
            slots = self._slots(kind, name)
            stand = {actor for slot, actor in row.who if slot in slots}
            side = DIRECT if stand & set(name.actors) else NEAR if stand & self._side(name) else OWN
            sum_ += side
        return sum_

    def _passes(self, kind: str, row: Row, parts: Sequence[Part]) -> bool:
        if row.id in self._corrected:
            return True
        return all(part.holds(row) for part in parts) and (not self._beside or self._stand(kind, row))

    def _stand(self, kind: str, row: Row) -> bool:
        """True when every word of the question may stand in the record's words or beside them in its report."""
        missing = [word for word, hit in self._words(kind).items() if not (hit.open or hit.holds(row))]
        if not missing or kind == "discrepancy":
            return True
        self._looked += 1
        self.unread = self._looked > BESIDE
        number, title = self.case.around(row.id)
        stems = stems_of(title) if title else set()
        words = self._words(kind)
        return all(
            number in words[word].numbers or not stems.isdisjoint(self._alike(word)) for word in missing
        )

    # ---- what must hold ----

    def _parts(self, kind: str) -> Iterator[Part]:
        for topic in self.question.topics:
            if not topic.open:
                yield Part((self._of_topic(kind, topic),))
        for name in self.question.names:
            yield Part((self._of_name(kind, name),))
            if (
                name.role == "subject"
                and name.actors
                and not self.both
                and ACTS.get(KINDS[kind])
                and kind != "figure"
            ):
                yield Part((Hit(who=_standing(ACTS[KINDS[kind]], self._side(name))),))
        if words := self.question.words:
            # Words beside a record may help its own, not stand for them.
            yield Part(tuple(self._words(kind)[word] for word in words), -(-len(words) // 2))

    def _of_topic(self, kind: str, topic: QuestionTopic) -> Hit:
        hit = self._of_forms(
            kind, topic.words, act=kind == "event" or (kind == "statement" and not topic.told)
        )
        types = frozenset(topic.types) if kind in TYPED else frozenset()
        return msgspec.structs.replace(hit, types=hit.types | types)

    def _of_words(self, kind: str) -> dict[str, Hit]:
        return {word: self._of_forms(kind, _alike(word)) for word in self.question.words}

    def _of_name(self, kind: str, name: Name) -> Hit:
        if not name.actors or name.role == "place":
            at = self.case.ids_at(fold_name(name.words)) if kind == "event" else frozenset()
            return msgspec.structs.replace(self._of_phrases(kind, [name.words]), idents=frozenset(at))
        who = _standing(self._slots(kind, name), self._side(name))
        if kind in ("discrepancy", "figure") or name.role in ("object", "any"):
            called = {form for actor in name.actors for form in self._called(actor)} | {fold_name(name.words)}
            hit = self._of_phrases(kind, sorted(called))
            # The one who acts, named in his own words, is not the one it is done to.
            unless = (
                _standing(ACTS.get(KINDS[kind], ()), name.actors) if name.role == "object" else frozenset()
            )
            return msgspec.structs.replace(hit, who=hit.who | who, unless=unless)
        return Hit(who=who)

    def _slots(self, kind: str, name: Name) -> tuple[str, ...]:
        """The slots of a kind in which a name may stand."""
        acts, takes = ACTS.get(KINDS[kind], ()), TAKES.get(KINDS[kind], ())
        if self.both or name.role == "any":
            return (*acts, *takes)
        return acts if name.role == "subject" else takes

    # ---- where words stand ----

    def _of_forms(self, kind: str, forms: Iterable[str], *, act: bool = False) -> Hit:
        """Where one of these forms of a lexicon or words of a question stands in a record's own words."""
        asked = tuple(dict.fromkeys(forms))
        stems = [frozenset(stem(word) for word in form.split()) for form in asked]
        types = frozenset(
            known
            for known in self._classes(kind)
            if any(one <= {stem(word) for word in TOKEN.findall(known.casefold())} for one in stems)
        )
        standing = [[self._standing(word) for word in TOKEN.findall(form)] for form in asked]
        groups = [words for words in standing if words and all(words)]
        match = " OR ".join(
            "(" + " AND ".join(f"({_either(word)})" for word in words) + ")" for words in groups
        )
        # A word that alone stands in so many texts need not be counted, nor words that together stand in so few.
        common = any(len(words) == 1 and max(words[0].values()) > FINDS for words in groups)
        few = sum(min(sum(word.values()) for word in words) for words in groups) <= FINDS
        return msgspec.structs.replace(
            Hit(open=True) if common else self._of_match(match, few=few),
            types=types,
            who=frozenset() if act else self._titled(kind, stems),
            idents=self._summed(kind, stems),
        )

    def _of_phrases(self, kind: str, phrases: Iterable[str]) -> Hit:
        """Where one of these phrases stands in a record's own words."""
        folded = [words for words in map(fold_name, phrases) if words]
        stems = [frozenset(map(stem, words.split())) for words in folded]
        match = " OR ".join(f'"{words}"' for words in folded)
        types = frozenset(
            known for known in self._classes(kind) if any(words in fold_name(known) for words in folded)
        )
        return msgspec.structs.replace(
            self._of_match(match),
            types=types,
            who=self._titled(kind, stems),
            idents=self._summed(kind, stems),
        )

    def _forms_standing(self, word: str) -> dict[str, int]:
        """The forms of a word that stand in some text, as the index of words tells them apart, with how many do."""
        forms = _forms_of(word)
        texts = self.case.standing(forms)
        return {form: texts[term] for term, form in forms.items() if term in texts}

    def _of_match(self, match: str, *, few: bool = False) -> Hit:
        numbers = self._numbers(match, few) if match else frozenset()
        return Hit(open=True) if numbers is None else Hit(numbers=numbers)

    def _numbers_of(self, match: str, few: bool) -> frozenset[int] | None:
        return self.case.numbers_of(match, None if few else FINDS)

    def _classes(self, kind: str) -> list[str]:
        """What a record's class adds to its words: how a relation stands, a unit, the verb of a statement."""
        return [] if kind in ("event", "commitment", "discrepancy") else self.case.classes_of(kind)

    def _titled(self, kind: str, stems: Sequence[frozenset[str]]) -> frozenset[tuple[str, str]]:
        """Those whose office has the words, where they stand in a record."""
        slots = (*ACTS.get(KINDS[kind], ()), *TAKES.get(KINDS[kind], ()))
        people = {
            actor
            for title, actors in self._offices().items()
            if any(one <= {stem(word) for word in title.split()} for one in stems)
            for actor in actors
        }
        return _standing(slots, people)

    def _summed(self, kind: str, stems: Sequence[frozenset[str]]) -> frozenset[str]:
        """The discrepancies whose summary has the words."""
        if kind != "discrepancy":
            return frozenset()
        asked = [one for one in stems if one]
        return frozenset(
            ident
            for ident, plain, words in self._summaries()
            # A stem is the beginning of its word: few summaries have to be taken apart.
            if any(all(part in plain for part in one) for one in asked)
            and any(one <= stems_of(words) for one in asked)
        )

    def _summaries_read(self) -> list[tuple[str, str, str]]:
        """Each discrepancy with its summary, spelt as stems are, and as it stands."""
        return [
            (ident, words.casefold().lower().replace("z", "s"), words)
            for ident, words in self.case.summaries()
        ]


# A row that was met and does not pass.
PASSED = Row("", None, None, (0, "", ""), frozenset(), frozenset())


def _alike(word: str) -> tuple[str, ...]:
    """A word of the question and what a lexicon says means the same."""
    return word, *(form for topic in topics_by_stem().get(stem(word), ()) for form in topic.words)


def _standing(slots: Iterable[str], actors: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.product(slots, actors))


@functools.lru_cache(1024)
def _forms_of(word: str) -> dict[str, str]:
    """Every word that has the stem of this one, as the index of words tells them apart, by its term there.

    >>> _forms_of("harbours")
    {'harbour': 'harbours', ...}
    """
    key = stem(word)
    bare = {key, key + key[-1:]}
    whole = {base + suffix for base in bare for suffix in ("", *SUFFIXES)}
    spelt = {one for base in whole for one in _spellings(base) if stem(one.casefold()) == key}
    # How the word itself is spelt is never left out.
    return terms_of((word, *sorted(spelt - {word}))) or {word: word}


def _either(words: Iterable[str]) -> str:
    """A search for one of these words."""
    return " OR ".join(f'"{word}"' for word in words)


def _spellings(word: str) -> Iterator[str]:
    """A word with "s" and "z", "ss" and "ß" in the place of each other, as stems do not tell them apart."""
    places = [found.start() for found in re.finditer("s", word)][-SPELT:]
    for chosen in itertools.product("sz", repeat=len(places)):
        letters = list(word)
        for at, letter in zip(places, chosen, strict=True):
            letters[at] = letter
        yield "".join(letters)
    if "ss" in word:
        yield word.replace("ss", "ß")
