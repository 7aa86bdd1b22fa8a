"""One name in two spellings ('Zabihullah', 'Zabiullah'), one thing by two names ('Kyiv', 'Kiev').

What comes in: the mentions of an actor, a report's text. What goes out: the words as written, and what
outlets call an actor, in a form that adds up over reports; and which of them differ.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import Renaming
from regesta.link.names import alike_behind, parse_name, skeleton
from regesta.link.words import function_words, stem, tokens
from regesta.records import Document, Mention, Span

CLOSE = 0.6  # letters two spellings share; short forms (Bill, William) share fewer
LEAST = 4  # letters of a word that can be misspelt
SHOWN = 20  # reports whose words are shown for one side


class Spelling(msgspec.Struct, frozen=True):
    """A word of a name as reports write it: the fullest name it stands in, and the first place in each report."""

    text: str
    spans: tuple[Span, ...]

    def added(self, other: Spelling) -> Spelling:
        """The same of more reports."""
        text = max(self.text, other.text, key=lambda text: (len(text.split()), text))
        return Spelling(text, first_places((*self.spans, *other.spans)))


class Framing(msgspec.Struct, frozen=True):
    """An outlet's own words about an actor: since which report, as whose mention has them, and where."""

    since: tuple[date, str]
    mention: str
    text: str
    spans: tuple[Span, ...]

    def added(self, other: Framing) -> Framing:
        """The same of more reports."""
        first = min(self, other, key=lambda framing: framing.mention)
        spans = first_places((*self.spans, *other.spans))
        return Framing(min(self.since, other.since), first.mention, first.text, spans)


def first_places(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The first span of each report, of as many reports as are shown."""
    first: dict[str, Span] = {}
    for span in sorted(spans):
        first.setdefault(span.document, span)
    return tuple(first.values())[:SHOWN]


def spellings_of(mentions: Iterable[Mention]) -> dict[str, Spelling]:
    """The words of a person's names, as one report writes them."""
    found: dict[str, Spelling] = {}
    for mention in mentions:
        if mention.form != "name":
            continue
        for word in parse_name(mention.text).words:
            if len(word) >= LEAST:
                own = Spelling(mention.text, (Span(mention.document, mention.start, mention.end),))
                found[word] = found[word].added(own) if word in found else own
    return found


def framings_of(mentions: Iterable[Mention], since: tuple[date, str]) -> dict[str, Framing]:
    """What one report calls an actor in words of its own."""
    found: dict[str, Framing] = {}
    for mention in mentions:
        if mention.framing:
            text = " ".join((mention.framing or mention.text).split())
            own = Framing(since, mention.id, text, (Span(mention.document, mention.start, mention.end),))
            word = plain(mention.framing)
            found[word] = found[word].added(own) if word in found else own
    return found


def spellings(spelt: Mapping[str, Spelling]) -> Iterable[dict[str, Sequence[Span]]]:
    """The spellings in which reports differ: the name as written, with where it stands."""
    table: dict[str, dict[str, Spelling]] = defaultdict(dict)
    for word, own in sorted(spelt.items()):
        home = next(
            (known for known in table if any(alike_behind(word, o) >= 0.8 for o in table[known])), None
        )
        table[home or skeleton(word)][word] = own
    for _, words in sorted(table.items()):
        documents = {span.document for own in words.values() for span in own.spans}
        if len(words) > 1 and len(documents) > 1 and _close(list(words)):
            sides: dict[str, Sequence[Span]] = {}
            for own in words.values():
                sides[own.text] = own.spans
            yield sides


def _close(words: Sequence[str]) -> bool:
    first, *others = words
    return all(SequenceMatcher(None, first, o, autojunk=False).ratio() >= CLOSE for o in others)


def plain(value: str | None) -> str:
    """A value for comparison: stems without function words."""
    words = [stem(word) for word in tokens(value or "") if word not in function_words() or word == "not"]
    return " ".join(words)


# ---- things renamed ---------------------------------------------------------------------------


class Renamed(msgspec.Struct, frozen=True):
    """What a report calls a thing that has two names; `thing` is the entry's first name."""

    id: str
    document: str
    thing: str
    name: str
    span: Span


@functools.cache
def _renamed() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all names of the renamings, longest first, and the thing each name is of."""
    thing_of = {form: entry.forms[0] for entry in load(Renaming) for form in entry.forms}
    forms = sorted(thing_of, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b"), thing_of


def renamings(doc: Document) -> Iterable[Renamed]:
    """The things a report names, with its first use of the name.

    A report that uses both names ("Kyiv, formerly Kiev") explains rather than differs.
    """
    pattern, thing_of = _renamed()
    if not any(form in doc.text for form in thing_of):
        return
    first: dict[str, dict[str, Span]] = defaultdict(dict)
    for match in pattern.finditer(doc.text):
        first[thing_of[match.group()]].setdefault(match.group(), doc.span(match.start(), match.end()))
    for thing, own in first.items():
        if len(own) == 1:
            for name, span in own.items():
                yield Renamed(f"{doc.id}|{thing}", doc.id, thing, name, span)
