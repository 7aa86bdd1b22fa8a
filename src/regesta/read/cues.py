"""The lexicon of page cues, compiled once: what a line's own words say of its role.

What comes in: one line.
What goes out: a `Cue` (role, sort, and what follows the label), a wire's name, a picture credit.

>>> from regesta.read.lines import split
>>> cue_of(split("ALSO SEE: Ferry strike enters third week")[0])
Cue(role='teaser', sort='label', rest='Ferry strike enters third week')
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import BlockCue, Wire
from regesta.read.lines import Line, words_of
from regesta.records import Role

MARKERS = " \t\xa0•·*▪■►▶»>|#→–—-"
FIRST = re.compile(r"[^\s:|.,>!?»]+")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})
AFTER_LABEL = r"\s*(?:[:|»>→]+|\s[–—-]+\s|$)\s*"
# What `*` in a form stands for: one to five words.
WILD = r"[^\s.:]+(?: [^\s.:]+){0,4}?"
HEAD = 200
TAIL = 160


class Cue(NamedTuple):
    """What a line's words say of it; `rest` is what follows a label."""

    role: Role
    sort: str
    rest: str = ""


class _Rule(NamedTuple):
    role: Role
    sort: str
    at: str
    longest: int
    pattern: re.Pattern[str]


def plain(text: str) -> str:
    """Lower case, straight quotes, without list markers in front."""
    if not text.isascii():
        text = text.translate(STRAIGHT).replace("©", "© ")
    return text.lower().lstrip(MARKERS)


def cue_of(line: Line) -> Cue | None:
    """The first cue of the lexicon that the line answers to."""
    if line.quoted:
        return None
    head = plain(line.text[:HEAD])
    first = FIRST.match(head)
    by_first, anywhere = _rules()
    rules = by_first.get(first[0], ()) if first else ()
    for rule in (*rules, *by_first.get("*", ())):
        if line.words <= rule.longest and (match := rule.pattern.match(head)):
            return Cue(rule.role, rule.sort, _rest(line.text, head, match.end()))
    if line.words > anywhere[0].longest:
        return None
    whole, tail = plain(line.text[: HEAD * 2]), plain(line.text[-TAIL:])
    for rule in anywhere:
        if line.words <= rule.longest and rule.pattern.search(tail if rule.at == "end" else whole):
            return Cue(rule.role, rule.sort)
    return None


def _rest(text: str, head: str, end: int) -> str:
    """What follows a label, in the line's own spelling."""
    shown = text.lstrip(MARKERS)
    # lower() may change the length of a rare letter; then the rest is not worth having
    return shown[end:].strip(" :|–—-") if len(shown[:HEAD].lower()) == len(shown[:HEAD]) else ""


@functools.cache
def _rules() -> tuple[dict[str, tuple[_Rule, ...]], tuple[_Rule, ...]]:
    """Rules by the first word of their forms, and those that may stand anywhere."""
    by_first: dict[str, list[_Rule]] = {}
    anywhere: list[_Rule] = []
    for entry in load(BlockCue):
        if entry.at in ("end", "inside"):
            anywhere.append(_rule(entry, entry.forms))
            continue
        groups: dict[str, list[str]] = {}
        for form in entry.forms:
            first = FIRST.match(form)
            groups.setdefault(first[0] if first else "*", []).append(form)
        for word, forms in groups.items():
            by_first.setdefault(word, []).append(_rule(entry, tuple(forms)))
    return {word: tuple(rules) for word, rules in by_first.items()}, tuple(
        sorted(anywhere, key=lambda rule: -rule.longest)
    )


def _rule(entry: BlockCue, forms: tuple[str, ...]) -> _Rule:
    longest_first = sorted(forms, key=len, reverse=True)
    alternatives = "|".join(
        re.escape(form).replace(r"\*", WILD).replace(r"\#", r"\d+") for form in longest_first
    )
    ends = {
        "start": rf"(?:{alternatives})(?!\w)",
        "whole": rf"(?:{alternatives})[\s.:!…)\]]*$",
        "label": rf"(?:{alternatives}){AFTER_LABEL}",
        "end": rf"(?<!\w)(?:{alternatives})[\s.)\]]*$",
        "inside": rf"(?<!\w)(?:{alternatives})(?!\w)",
    }
    return _Rule(entry.role, entry.sort, entry.at, entry.longest, re.compile(ends[entry.at]))


# -- wires and picture credits ------------------------------------------------------------------

PERSON = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|d[aeiu]l?|[ae]l|bin|v[ao]n)){0,3}"
# A wire that the lexicon does not know, by the last word of its name.
NAMED_WIRE = re.compile(
    r"(?!By |With |From |The )(?:[A-Z][\w’'-]+ ){1,3}(?:Newswire|Wire|(?:News|Press) (?:Agency|Service))\b"
)
# Where a picture credit may begin: a line, after a sentence, after a bar or dash.
OPENS = r"(?:^|[.!?…”\"’')\]|]\s*|\s[|–—-]\s)"
JOIN = r"\s*(?:/|,|via|for|[-–—|]|and|through|©)\s*"


@functools.cache
def _wire_forms() -> dict[str, Wire]:
    return {form: wire for wire in load(Wire) for form in wire.forms}


@functools.cache
def _houses() -> str:
    return "|".join(re.escape(form) for form in sorted(_wire_forms(), key=len, reverse=True))


@functools.cache
def _wire_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/])(?:{_houses()})(?![\w])")


@functools.cache
def _credit_patterns() -> tuple[re.Pattern[str], ...]:
    house = rf"(?:{_houses()})(?!\w)"
    labels = "|".join(re.escape(word) for word in sorted(words_of("credit"), key=len, reverse=True))
    return (
        # "... on Sunday. AFP via Getty Images", "REUTERS/Jane Roe", "A harbour | Reuters"
        re.compile(rf"{OPENS}(?:© ?)?(?:{PERSON}{JOIN})?{house}(?:{JOIN}(?:{house}|{PERSON}|\d{{4}}))*\.?$"),
        # "(Image: ...)", "[Photo/Xinhua]", "(AP Photo/Jane Roe)", "(Photo by ...)"
        re.compile(rf"[(\[](?i:{labels})\b[^()\[\]]*(?:\[[^\]]*\][^()\[\]]*)?[)\]]\s*\.?$"),
        # "... at the port. Photo: Jane Roe", "Photograph: Jane Roe/The Herald"
        re.compile(rf"{OPENS}(?i:{labels})\s*(?:[:/©]|\b[Bb]y\b|\b[Cc]ourtesy\b)\s*[^.:]{{2,70}}\.?$"),
        # "A view of the port. (Reuters)", "[AFP]", "(Jane Roe/AFP)"
        re.compile(rf"[(\[](?:{PERSON}{JOIN})?{house}(?:{JOIN}(?:{house}|{PERSON}))*[)\]]\s*$"),
    )


def credit_start(text: str) -> int | None:
    """Where the picture credit at the end of a line starts; null when there is none."""
    skipped = max(0, len(text) - TAIL)
    tail = text[skipped:]
    for pattern in _credit_patterns():
        match = pattern.search(tail)
        if match is not None and (match.start() or not skipped):
            return skipped + match.start()
    return None


def is_bracketed_wire(text: str) -> bool:
    """True for a line that ends in a wire's name in brackets: a caption, or the report's last line."""
    return _credit_patterns()[3].search(text[-TAIL:]) is not None


def is_wire_only(text: str) -> bool:
    """True for a line that is a wire's or picture house's name, or several, and nothing else."""
    if len(text) >= 80:
        return False
    bare = text.strip(MARKERS + "()[].©")
    rest = _wire_pattern().sub("", bare)
    return rest != bare and not re.sub(r"\b(?:via|and|with|for|by)\b|[\W\d_]", "", rest)


def names_house(text: str) -> bool:
    """True when a news agency or a picture house is named."""
    return _wire_pattern().search(text) is not None


def wires_in(text: str) -> tuple[str, ...]:
    """Names of the news agencies in a credit, in its order, each once."""
    forms = _wire_forms()
    found = [(match.start(), forms[match[0]]) for match in _wire_pattern().finditer(text)]
    named = [(start, wire.name) for start, wire in found if wire.sort == "wire"]
    if not found:
        named = [(match.start(), match[0]) for match in NAMED_WIRE.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(named)))
