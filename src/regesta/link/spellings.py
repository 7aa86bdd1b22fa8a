"""One name in two spellings: 'Zabihullah' in one report, 'Zabiullah' in another.

What comes in: the joined actors and their mentions. What goes out: for each actor whose name reports
spell differently, the spellings with the places that have them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

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
