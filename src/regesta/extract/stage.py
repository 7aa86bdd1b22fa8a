"""Who is on stage: what was named so far in reading order, for words that point back.

What comes in: each actor as it is named. What goes out: the actor that "he", "its", "the group", "the
country" or an unqualified "Foreign Ministry" stands for, or None when the report leaves it open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from regesta.extract import world
from regesta.records import Parse, Quotation

__all__ = ["Stage", "Turn", "subject_above"]

# How many sentences back a pronoun, a definite noun, or an unqualified organ may reach.
PRONOUN_REACH = 3
NOUN_REACH = 12
# Named so often, a country is what a report is about.
OFTEN = 4
HOME_REACH = 3
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
# Whose country is not "the country" for being told of: "wrote on Twitter. ... the country's affairs".
LANDLESS = frozenset({"population", "media", "company"})


class Turn(NamedTuple):
    """One naming of an actor: where, who, what kind, and whether as a subject."""

    token: int
    sentence: int
    key: str
    type: str
    country: str | None
    subject: bool
    plural: bool = False
    modifier: bool = False


class Stage:
    """The turns of one report so far. Genders are learned as the report goes on."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.turns: list[Turn] = []
        # each quoted token, with the outermost quotation around it
        self.quoted: dict[int, Quotation] = {}
        for quotation in parse.quotations:
            for token in range(quotation.first, quotation.last):
                self.quoted.setdefault(token, quotation)
        self.genders: dict[str, str] = {}
        self.countries: dict[str, str | None] = {}

    def pass_through(self, token: int, country: str) -> None:
        """A place was named: its country may be "the country" later, when nothing better is near."""
        sentence = self.parse.sentence_of[token]
        self.turns.append(Turn(token, sentence, "", "place", country, subject=False, modifier=True))

    def add(self, turn: Turn) -> None:
        """Another naming."""
        self.turns.append(turn)

    def back(self, sentence: int, reach: int) -> Iterator[Turn]:
        """Turns from the latest back, at most `reach` sentences before `sentence`."""
        for turn in reversed(self.turns):
            if sentence - turn.sentence > reach:
                return
            yield turn

    def last(self, sentence: int, wanted: Callable[[Turn], bool], reach: int = NOUN_REACH) -> Turn | None:
        """The latest turn of the wanted sort."""
        return next((turn for turn in self.back(sentence, reach) if wanted(turn)), None)

    def person(self, token: int, gender: str, barred: frozenset[str]) -> str | None:
        """Who "he" or "she" at `token` is: of the nearest sentence with a fitting person, its subject."""
        sentence = self.parse.sentence_of[token]
        fitting: list[Turn] = []
        for turn in self.back(sentence, PRONOUN_REACH):
            if turn.type != "person" or turn.plural or turn.key in barred or turn.token >= token:
                continue
            if turn.token in self.quoted and token not in self.quoted:
                continue
            if self.genders.get(turn.key, gender) != gender or self._only_describes(turn):
                continue
            if fitting and turn.sentence != fitting[0].sentence:
                break
            fitting.append(turn)
        if not fitting:
            return None
        keys = {turn.key for turn in fitting}
        sure = [turn for turn in fitting if self.genders.get(turn.key) == gender]
        subjects = [turn for turn in fitting if turn.subject]
        if len(keys) == 1:
            return fitting[0].key
        if subjects and len({turn.key for turn in subjects}) == 1:
            return None if self._may_be_either(token, subjects[0], keys) else subjects[0].key
        if not subjects and (topic := self._topic(fitting[0].sentence)) in keys:
            return topic
        if len({turn.key for turn in sure}) == 1:
            return sure[0].key
        return subjects[-1].key if subjects else None

    def _topic(self, sentence: int) -> str | None:
        """Who was last the subject before a sentence: it is he of whom the report goes on to tell."""
        before = self.back(sentence - 1, PRONOUN_REACH)
        return next((turn.key for turn in before if turn.subject and turn.sentence < sentence), None)

    def _only_describes(self, turn: Turn) -> bool:
        """ "could become the first female president": what somebody else may be."""
        described = self.parse.deps[turn.token] == "attr"
        return described and turn.key.startswith("nominal:")

    def _may_be_either(self, token: int, subject: Turn, keys: set[str]) -> bool:
        """ "A judge ordered Ruiz to stay in jail while police question him": somebody unnamed, or the one named."""
        parse = self.parse
        acted_on = parse.deps[token] in {"dobj", "pobj"} and parse.sentence_of[token] == subject.sentence
        return (
            acted_on and subject.key.startswith("nominal:") and any(key.startswith("person:") for key in keys)
        )

    def home(self, sentence: int, reach: int = HOME_REACH) -> str | None:
        """The country a report is speaking of when it says "the foreign ministry" without naming one."""
        near: int | None = None
        acting: set[str] = set()
        others: set[str] = set()
        nearer: set[str] = set()
        for turn in self.back(sentence, reach):
            if turn.country is None or turn.type not in {"state", "government", "ministry"}:
                if near is None and turn.country is not None and turn.type != "place":
                    nearer.add(turn.country)
                continue
            near = turn.sentence if near is None else near
            if turn.sentence != near and (acting or len(others) > 1):
                break
            (acting if turn.subject else others).add(turn.country)
        chosen = (
            acting
            or others
            or {turn.country for turn in self.turns_in(sentence) if turn.type == "adjective" and turn.country}
        )
        # "... Chad's envoy left. Three Malian unions struck. The interior ministry said": whose is open.
        if len(chosen) != 1 or not nearer <= chosen:
            return None
        home = next(iter(chosen))
        if home not in acting and not self._is_foremost(home):
            # "Nigeria's agency charged him over funds for camps in Chad. The court ...": not Chad's
            return None
        return home if (near is not None and sentence - near <= 1) or self._prevails(home) else None

    def _often(self) -> Counter[str]:
        """How often the report has so far spoken of each country."""
        return Counter(turn.country for turn in self.turns if turn.country and turn.type != "place")

    def _is_foremost(self, country: str) -> bool:
        """True where the report has so far spoken of no other country as often."""
        often = self._often()
        return all(often[country] > count for other, count in often.items() if other != country)

    def _prevails(self, country: str) -> bool:
        """True for the country that the report has so far spoken of far more than of any other."""
        often = self._often()
        return all(often[country] >= 2 * count for other, count in often.items() if other != country)

    def is_about(self, country: str) -> bool:
        """True for the country that a report has named again and again, and far more than any other."""
        named = sum(turn.country == country and turn.type != "place" for turn in self.turns)
        return named >= OFTEN and self._prevails(country)

    def land(
        self, token: int, subject: str | None, fits: Callable[[str], bool] = lambda country: True
    ) -> str | None:
        """The country "the country" at `token` is: not the state that acts in this very sentence."""
        sentence = self.parse.sentence_of[token]
        acting = {turn.country for turn in self.turns_in(sentence) if turn.subject and turn.type == "state"}
        if subject is not None and not subject.startswith("state:"):
            country = self.countries.get(subject)
            if country and fits(country):
                return country
        modifying: str | None = None
        for turn in self.back(sentence, NOUN_REACH):
            if turn.country is None or turn.type in LANDLESS or not fits(turn.country):
                continue
            if turn.sentence == sentence and (turn.country in acting or turn.type == "government"):
                continue
            if not turn.modifier:
                return self._theme(turn, fits) if turn.sentence < sentence else turn.country
            modifying = modifying or (turn.country if turn.sentence < sentence else None)
        return modifying

    def _theme(self, turn: Turn, fits: Callable[[str], bool]) -> str | None:
        """The country that the sentence of `turn` is about: its subject's, where the report says far more of it.

        "The junta won the backing of Moscow. ... The country": not the one that happened to come last.
        """
        parse = self.parse
        for one in reversed(self.turns_in_sentence(turn.sentence)):
            says = parse.lemmas[parse.heads[one.token]] in world.speech_verbs()
            if (
                not one.subject
                or one.type in {"person", "population", "adjective"}
                or one.country is None
                or says
            ):
                continue
            often = sum(1 for other in self.turns if other.country == one.country)
            rare = sum(1 for other in self.turns if other.country == turn.country)
            return one.country if often > 2 * rare and fits(one.country) else turn.country
        return turn.country

    def turns_in_sentence(self, sentence: int) -> list[Turn]:
        """The turns of an earlier sentence, the latest first."""
        found = []
        for turn in reversed(self.turns):
            if turn.sentence < sentence:
                break
            if turn.sentence == sentence:
                found.append(turn)
        return found

    def turns_in(self, sentence: int) -> list[Turn]:
        """The turns of one sentence so far."""
        found = []
        for turn in reversed(self.turns):
            if turn.sentence != sentence:
                break
            found.append(turn)
        return found


def subject_above(parse: Parse, token: int) -> Iterator[int]:
    """Subjects of the verbs above `token`, the nearest first, none that holds `token` itself."""
    node, last = parse.heads[token], token
    for _ in range(12):
        kinds = {"nsubj", "nsubjpass"}
        if parse.deps[last] == "xcomp" and parse.lemmas[node] != "promise":
            yield from (kid for kid in parse.kids(node, "dobj") if kid < last)
        for kid in parse.children[node]:
            if parse.deps[kid] in kinds and kid != last and kid < token:
                yield kid
        if parse.heads[node] == node:
            return
        node, last = parse.heads[node], node
