"""What the long-tail classifier sees of a verb or noun: the words around it, and what sort of words they are.

What comes in: a `Parse` and a token that no frame explains. What goes out: its clues, short strings.

    clues(parse, i)      # {"verb:repatriate", "verb=RETREAT", "object=REQUEST", ...}

A word is seen as itself, as the sorts of `longtail_words.tsv` it belongs to, and, for verbs, by its first
and last letters, which carry over to words nobody listed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.framewords import cores, ways, word_class, word_list
from regesta.extract.modality import modality
from regesta.extract.slots import Slots, light_verb, noun_slots, verb_slots
from regesta.lexicons import load
from regesta.lexicons.entries import LongtailWord
from regesta.records import Parse

# How many letters of a word stand for its family: "repat", "-iate".
OPENING, ENDING = 5, 4
CLAUSES = frozenset({"to_do", "that", "that_must", "whether"})
BAG = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@functools.cache
def _sorts(pos: str) -> dict[str, tuple[str, ...]]:
    """Word -> the sorts it belongs to, as a verb, noun or adjective."""
    found: dict[str, list[str]] = {}
    for entry in load(LongtailWord):
        if entry.pos != pos:
            continue
        for word in entry.words:
            found.setdefault(word, []).append(entry.name)
    return {word: tuple(dict.fromkeys(some)) for word, some in found.items()}


def sorts_of(parse: Parse, i: int, pos: str | None = None) -> tuple[str, ...]:
    """The sorts of a token by its lemma or form; a verb with its particle first ("step down")."""
    kind = pos or {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(
        parse.pos[i], "noun"
    )
    known = _sorts(kind)
    lemma, word = parse.lemmas[i].lower(), parse.words[i].lower()
    if kind == "verb":
        for kid in parse.kids(i, "prt", "prep", "advmod"):
            if found := known.get(f"{lemma}_{parse.words[kid].lower()}"):
                return found
    return known.get(lemma) or known.get(word) or known.get(f"{lemma}e") or known.get(lemma[:-1]) or ()


@functools.cache
def _kinds(pos: str, lemma: str) -> tuple[str, ...]:
    """The types of all frames a word may open, whatever they need."""
    return tuple(sorted({way.frame.type for way in ways(pos).get(lemma, ())}))


def clues(parse: Parse, i: int) -> frozenset[str]:
    """The clues of token `i`, a verb, event noun or adjective."""
    return frozenset(_clues(parse, i))


def _clues(parse: Parse, i: int) -> Iterator[str]:
    kind = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective"}.get(parse.pos[i], "noun")
    slots = verb_slots(parse, i) if kind == "verb" else noun_slots(parse, i)
    yield from _word(parse, i, kind)
    if kind != "verb":
        light = light_verb(parse, i)
        if light is not None:
            yield f"light:{parse.lemmas[light[0]].lower()}"
    else:
        for kid in parse.kids(i, "prt", "prep", "acomp", "advmod"):
            yield f"verb+:{parse.lemmas[i].lower()} {parse.words[kid].lower()}"
    yield f"told={modality(parse, i, reported=True)}"
    for slot, tokens in slots.items():
        yield from _slot(parse, slot, tokens)
    if said := parse.kids(i, "attr", "acomp"):
        yield from _slot(parse, "is", said)
    yield from _bag(parse, i, slots)


def _word(parse: Parse, i: int, role: str) -> Iterator[str]:
    lemma = parse.lemmas[i].lower()
    yield f"{role}:{lemma}"
    for sort in sorts_of(parse, i):
        yield f"{role}={sort}"
        yield f"{role}~{sort.split('/')[0]}"
    if role in ("verb", "noun", "adjective"):
        for kind in _kinds(role, lemma):
            yield f"{role}%{kind}"
        yield f"{role}^{lemma[:OPENING]}"
        yield f"{role}${lemma[-ENDING:]}"


def _slot(parse: Parse, slot: str, tokens: list[int]) -> Iterator[str]:
    yield f"has {slot}"
    for token in tokens:
        for one in grammar.conjuncts(parse, token):
            for core in cores(parse, one):
                yield from _word(parse, core, f"{slot}>")
                yield from _described(parse, slot, core)


def _described(parse: Parse, slot: str, token: int) -> Iterator[str]:
    """The classes a thing belongs to, and what stands in front of it."""
    lemma = parse.lemmas[token].lower()
    for name in THINGS:
        if lemma in word_class(name):
            yield f"{slot}@{name}"
    if parse.pos[token] == "PROPN":
        yield f"{slot}@name"
    for kid in parse.kids(token, "amod", "compound", "nmod"):
        for sort in sorts_of(parse, kid):
            yield f"{slot}'s~{sort.split('/')[0]}"
    if slot in CLAUSES or parse.pos[token] == "VERB":
        below = verb_slots(parse, token) if parse.pos[token] in grammar.VERBAL else {}
        for inner in ("object", "to_do"):
            for one in below.get(inner, ()):
                for sort in sorts_of(parse, one):
                    yield f"{slot}>{inner}~{sort.split('/')[0]}"


def _bag(parse: Parse, i: int, slots: Slots) -> Iterator[str]:
    """The sorts of every other word below the token."""
    seen = {i, *(token for tokens in slots.values() for token in tokens)}
    for token in parse.subtree(i):
        if token in seen or parse.pos[token] not in BAG:
            continue
        for sort in sorts_of(parse, token):
            yield f"near~{sort.split('/')[0]}"


THINGS = word_list("things")
