"""Where a report attributes: the words that carry "X says", "X wants", "according to X".

What comes in: a `Parse`. What goes out: `Cue`s in text order: the token, its span, sort and frames.
The words are data (lexicons/en/cues.toml); what is done with a frame is decided in `content`.

    cues(parse)     # "called on" in "Oslo called on Lima to pay": head "called", frames {"order"}
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import CueGroup, CueWords
from regesta.records import Parse

PARTS = ("prt", "prep", "dative", "advmod", "dobj", "nsubj")
WORD_CLASS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
# What a verb can still do beside its preposition ("spoke of ..." and "...," he spoke).
SPEAKING = frozenset({"clause", "question", "quote", "aside"})


class Cue(NamedTuple):
    """A word that attributes: head token, its particle if any, its lemma as `act`, sort and frames."""

    head: int
    part: int | None
    act: str
    sort: str
    frames: frozenset[str]
    lemma: str

    def takes(self, *frames: str) -> bool:
        """True when the cue takes any of the frames."""
        return not self.frames.isdisjoint(frames)


Senses = tuple[tuple[str, str, frozenset[str]], ...]


@functools.cache
def _senses() -> dict[tuple[str, str], Senses]:
    """(word class, lemma) -> its senses as (particle or "", sort, frames), particles first."""
    found: dict[tuple[str, str], dict[str, tuple[str, frozenset[str]]]] = {}
    for group in load(CueGroup):
        for form in group.forms:
            lemma, _, part = form.partition(" ")
            senses = found.setdefault((group.pos, lemma), {})
            sort, frames = senses.get(part, (group.sort, frozenset()))
            sort = group.sort if sort == "speech" else sort
            senses[part] = (sort, frames | frozenset(group.frames))
    return {
        key: tuple((part, sort, frames) for part, (sort, frames) in sorted(senses.items(), reverse=True))
        for key, senses in found.items()
    }


@functools.cache
def words(use: str) -> frozenset[str]:
    """The small words of one use (lexicons/en/cue_words.toml)."""
    return frozenset(form for entry in load(CueWords) if entry.use == use for form in entry.forms)


def cues(parse: Parse) -> tuple[Cue, ...]:
    """Every word of the report that can attribute, in text order."""
    senses = _senses()
    found = []
    for i, pos in enumerate(parse.pos):
        word_class = WORD_CLASS.get(pos)
        if word_class is None:
            continue
        entry = senses.get((word_class, parse.lemmas[i].lower()))
        if entry is None:
            continue
        cue = _cue(parse, i, entry)
        if cue is not None:
            found.append(cue)
    return tuple(found)


def _cue(parse: Parse, i: int, entry: Senses) -> Cue | None:
    """The sense whose particle is there; frames of the bare verb stay when the particle is a preposition."""
    lemma = parse.lemmas[i].lower()
    bare = next((frames for part, _, frames in entry if not part), frozenset())
    for part, sort, frames in entry:
        if not part:
            return Cue(i, None, lemma, sort, frames, lemma)
        last = part.rsplit(" ", 1)[-1]
        for kid in parse.children[i]:
            if kid > i and parse.words[kid].lower() == last and parse.deps[kid] in PARTS:
                if " " in part and parse.words[kid - 1].lower() != part.split(" ")[0]:
                    continue
                if kid - i > 4:
                    continue
                if any(parse.words[k].lower() in words("day") for k in parse.kids(kid, "pobj")):
                    continue
                return Cue(i, kid, f"{lemma} {part}", sort, frames | (bare & SPEAKING), lemma)
    return None
