"""The words of a record and of what stands around it, as a question is held against them.

What comes in: a case, a record. What goes out: `Words`, which says whether a phrase, a form of a lexicon or a word of
the question stands there, and how near.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from regesta.lexicons.entries import QuestionTopic
from regesta.records import (
    Commitment,
    Discrepancy,
    Event,
    EventMention,
    Figure,
    Statement,
    Status,
    When,
)
from regesta.store.asked import Telling
from regesta.store.case import Case
from regesta.store.questions import stem, topics_by_stem
from regesta.store.rows import TOKEN, fold, fold_name

__all__ = ["ACTS", "BESIDE", "OWN", "TAKES", "VERY", "Words", "classes_of", "slots_of", "stems_of", "time_of"]

ACTS: dict[Any, tuple[str, ...]] = {
    Statement: ("speaker", "together", "via"), Commitment: ("party",), Event: ("actors",), Status: ("holder",),
    Figure: ("speaker",),
}  # fmt: skip
TAKES: dict[Any, tuple[str, ...]] = {
    Statement: ("addressees",), Commitment: ("beneficiaries",), Event: ("recipients",), Status: ("counterpart",),
}  # fmt: skip
# How near a word stands: beside the record, in its own words as what means the same, or as the very word.
BESIDE, OWN, VERY = 0, 1, 2
# So many letters before a record are right before it.
BEFORE = 200
BRACKETS = re.compile(r"\([^)]*\)")
WORDS_KEPT = 4096


class Words:
    """The words of a record: its own, and those around it in its report."""

    def __init__(self, case: Case, record: Any, titles: Callable[[str], list[str]]) -> None:
        self._case, self._record, self._titles = case, record, titles

    # Each made when it is asked for: what a record does not do is seen before most of its words are read.

    @functools.cached_property
    def _tellings(self) -> list[Telling]:
        return self._case.tellings(self._record.id) if isinstance(self._record, Event) else []

    @functools.cached_property
    def own(self) -> str:
        """The record's own words, folded."""
        case, record = self._case, self._record
        spans = [*record.evidence, *getattr(record, "content", ())]
        parts = [case.cut(span) for span in spans]
        parts += [case.cut(span) for one in self._tellings for span in one.evidence]
        if isinstance(record, Discrepancy):
            # Its summary names the reports in brackets; what they are called is not what they differ on.
            parts += [BRACKETS.sub("", record.summary), record.sort]
        if isinstance(record, Figure):
            parts += [record.counted or "", record.unit or ""]
        if isinstance(record, Status):
            parts += [record.dimension, record.value or ""]
        if isinstance(record, Commitment | EventMention) and record.statement:
            parts += [case.cut(span) for span in case.get(record.statement).evidence]  # type: ignore[attr-defined]
        return fold_name(" ".join(dict.fromkeys(parts)))

    @functools.cached_property
    def _told(self) -> str:
        content = [self._case.cut(span) for span in getattr(self._record, "content", ())]
        return f" {fold_name(' '.join(content))} " if content else ""

    @functools.cached_property
    def _acts(self) -> set[str]:
        return stems_of(_act(self._case, self._record, self._tellings))

    @functools.cached_property
    def _text(self) -> str:
        # Offices stand for words such as "minister" or "spokesman" of the question.
        people = sorted({*slots_of(self._record, ACTS), *slots_of(self._record, TAKES)})
        offices = [title for actor in people for title in self._titles(actor)]
        return f" {self.own} {fold_name(' '.join(offices))} "

    @functools.cached_property
    def _stems(self) -> set[str]:
        return {_kept(word) for word in self._text.split()}

    @functools.cached_property
    def _around(self) -> set[str]:
        return _around(self._case, self._record)

    def phrase(self, words: str, *, told: bool = False) -> bool:
        """True when these words stand side by side in the record's own words, or in what it tells."""
        return f" {fold_name(words)} " in (self._told if told and self._told else self._text)

    def is_act(self, form: str) -> bool:
        """True when a form of a lexicon is the very word for what is done or said."""
        return {_kept(word) for word in form.split()} <= self._acts

    def of_form(self, form: str) -> int | None:
        """How near a form of a lexicon stands: in the record's own words, beside them, or not at all."""
        if " " in form:
            return OWN if self.phrase(form) else None
        key = _kept(form)
        return OWN if key in self._stems else BESIDE if key in self._around else None

    def holds(self, word: str) -> int | None:
        """The same for a word of the question, or what a lexicon says it means."""
        if self.of_form(word) == OWN:
            return VERY
        alike: list[QuestionTopic] = list(topics_by_stem().get(stem(word), ()))
        forms = [word, *(form for topic in alike for form in topic.words)]
        return max((part for form in forms if (part := self.of_form(form)) is not None), default=None)


def _act(case: Case, record: Any, told: Iterable[Telling]) -> str:
    """The words for what is done or said: an event's triggers, a statement's cue."""
    if isinstance(record, Event):
        return " ".join(case.cut(span) for one in told for span in one.trigger)
    if isinstance(record, Statement):
        return f"{record.act or ''} {case.cut(record.cue) if record.cue else ''}"
    return ""


def _around(case: Case, record: Any) -> set[str]:
    """The stems of the headline of a record's report and of what stands right before it."""
    span = record.evidence[0]
    text, first = case.text(span.document), max(0, span.start - BEFORE)
    before = text[first : span.start]
    if first and TOKEN.match(text[first - 1]):
        # The rest of a word is no word.
        before = TOKEN.sub("", before, count=1) if TOKEN.match(before) else before
    return stems_of(case.headline(span.document)) | stems_of(before.rpartition("\n\n")[2])


def stems_of(text: str) -> set[str]:
    """The stems of all words of a text."""
    return {_kept(word) for word in TOKEN.findall(fold(text))}


@functools.lru_cache(WORDS_KEPT)
def _kept(word: str) -> str:
    """The stem of a word, which texts repeat."""
    return stem(word)


def slots_of(record: Any, table: dict[Any, tuple[str, ...]]) -> Iterator[str]:
    """The actors in the slots of a record that a table names for its kind."""
    for slot in table.get(type(record), ()):
        value = getattr(record, slot)
        yield from (value,) if isinstance(value, str) else value or ()


def classes_of(record: Any) -> set[str]:
    """The classes of a record that a topic may name."""
    if isinstance(record, Commitment):
        return {record.sort}
    return {getattr(record, "type", None) or getattr(record, "dimension", None) or ""}


def time_of(record: Any) -> When | None:
    """When it was, was said or was so; else as of when."""
    when: When | None = getattr(record, "when", None)
    if when is None or not when.known:
        when = getattr(record, "as_of", None) or when
    return when
