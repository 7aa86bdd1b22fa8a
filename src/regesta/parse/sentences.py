"""Where sentences begin in a paragraph.

What comes in: the text of one paragraph. What goes out: the character offsets of sentence starts.

A stop ends a sentence unless it belongs to an abbreviation or an initial, or what follows goes on in
lower case. Inside a quotation each sentence is one of its own; `"Why?" he asked` is not split, nor is
`"Why?" Okafor asked`. "PERU - Miners struck." opens with a heading.

>>> sorted(sentence_starts("Gen. Ade left Sept. 4. He will return."))
[0, 23]
"""

from __future__ import annotations

import functools
import re

from regesta.lexicons import load
from regesta.lexicons.entries import Abbreviation, Starter

STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’'»)\]]*)(?P<gap>\s+)(?P<next>[\"“‘'«(\[]*)(?P<word>\w+)")
INITIAL = re.compile(r"(?:^|[\s(\"“‘.])[A-Z]$")
# Each item of a column of briefs opens with its country in capitals and a dash.
SLUG = re.compile(r"[A-Z][A-Z'’.]{2,}(?:[ -][A-Z][A-Z'’.]+){0,3} (?:-|--|–|—) (?=[A-Z“\"])")
LAST_WORD = re.compile(r"[\w.&'’-]+$")
# `"Why?" Okafor asked`: a name of up to four words and a verb in the past or the present.
TAG_AFTER_QUOTE = re.compile(r"(?:[A-Z][\w'’.-]*\s+){1,4}(?:says|\w+ed|said|told|wrote|says)\b")


@functools.cache
def _abbreviations(lang: str) -> dict[str, bool]:
    return {form: entry.may_end for entry in load(Abbreviation, lang) for form in entry.forms}


@functools.cache
def _starters(lang: str) -> frozenset[str]:
    return frozenset(form for entry in load(Starter, lang) for form in entry.forms)


def sentence_starts(text: str, lang: str = "en") -> frozenset[int]:
    """Character offsets at which a sentence of the paragraph begins, 0 among them."""
    starts = {0}
    if slug := SLUG.match(text):
        starts.add(slug.end())
    for match in STOP.finditer(text):
        if _ends(text, match, lang):
            starts.add(match.start("next"))
    return frozenset(starts)


def _ends(text: str, match: re.Match[str], lang: str) -> bool:
    word, close = match["word"], match["close"]
    if word[0].islower():
        return False
    if set(match["stop"]) <= {"."} and len(match["stop"]) == 1 and not close:
        return _full_stop(text, match, lang)
    if close.strip(")]") and match["stop"] in ("?", "!"):
        return not TAG_AFTER_QUOTE.match(text, match.start("word"))
    if match["stop"] in ("…", "...") and not close and not match["next"]:
        return word in _starters(lang)
    return True


def _full_stop(text: str, match: re.Match[str], lang: str) -> bool:
    before = text[max(0, match.start() - 24) : match.start()]
    found = LAST_WORD.search(before)
    last = found.group().strip("'’") if found else ""
    may_end = _abbreviations(lang).get(last.lower())
    if may_end is None and INITIAL.search(before):
        # "posted to X. Her office": an initial before a surname never has a small word before it.
        may_end = before[: found.start() if found else 0].rstrip().rpartition(" ")[2].islower()
    elif may_end is None and "." in last and all(len(part) <= 2 for part in last.split(".")):
        may_end = True
    if may_end is None:
        return True
    return may_end and match["word"] in _starters(lang)
