"""One name in two spellings ('Zabihullah', 'Zabiullah'), one thing by two names ('Kyiv', 'Kiev').

What comes in: the joined actors, their mentions, the reports' texts. What goes out: for each actor or
thing that reports write differently, the forms with the places that have them.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from regesta.lexicons import load
from regesta.lexicons.entries import Renaming
from regesta.link.names import parse_name, skeleton
from regesta.link.reports import Cast, Reports
from regesta.records import Mention, Span

CLOSE = 0.6  # letters two spellings share; short forms (Bill, William) share fewer
LEAST = 4  # letters of a word that can be misspelt


def spellings(reports: Reports, cast: Cast) -> Iterable[tuple[str, dict[str, list[Span]]]]:
    """Actors with their spellings: the words as written, with where they stand."""
    table: dict[str, dict[str, dict[str, list[Mention]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for mention in reports.all(Mention):
        joined = cast.of(mention.actor)
        if mention.form != "name" or joined is None or not cast.person(joined):
            continue
        for word in parse_name(mention.text).words:
            if len(word) >= LEAST:
                table[joined][skeleton(word)][word].append(mention)
    for ident, by_skeleton in sorted(table.items()):
        for _, words in sorted(by_skeleton.items()):
            if _differ(words):
                yield ident, _sides(words)


def _differ(words: dict[str, list[Mention]]) -> bool:
    documents = {mention.document for own in words.values() for mention in own}
    if len(words) < 2 or len(documents) < 2:
        return False
    first, *others = sorted(words)
    return all(SequenceMatcher(None, first, o, autojunk=False).ratio() >= CLOSE for o in others)


def _sides(words: dict[str, list[Mention]]) -> dict[str, list[Span]]:
    sides: dict[str, list[Span]] = {}
    for _, own in sorted(words.items()):
        value = max((mention.text for mention in own), key=lambda text: (len(text.split()), text))
        sides[value] = [Span(m.document, m.start, m.end) for m in own]
    return sides


@functools.cache
def _renamed() -> tuple[re.Pattern[str], dict[str, int]]:
    """One pattern for all names of the renamings, longest first, and the entry of each name."""
    entry_of = {form: number for number, entry in enumerate(load(Renaming)) for form in entry.forms}
    forms = sorted(entry_of, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b"), entry_of


def renamings(reports: Reports) -> Iterable[tuple[str, dict[str, list[Span]]]]:
    """Things that two reports call by different names, with each report's first use of its name.

    A report that uses both names ("Kyiv, formerly Kiev") explains rather than differs.
    """
    pattern, entry_of = _renamed()
    table: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for doc in reports.documents.values():
        if not any(form in doc.text for form in entry_of):
            continue
        first: dict[int, dict[str, Span]] = defaultdict(dict)
        for match in pattern.finditer(doc.text):
            own = first[entry_of[match.group()]]
            own.setdefault(match.group(), doc.span(match.start(), match.end()))
        for number, own in first.items():
            if len(own) == 1:
                for name, span in own.items():
                    table[number][name].append(span)
    for number, sides in sorted(table.items()):
        if len(sides) > 1:
            yield load(Renaming)[number].forms[0], dict(sorted(sides.items()))
