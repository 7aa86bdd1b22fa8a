"""Noun phrases that may name an actor: their extent, determiner, qualifiers and owner.

What comes in: a Parse and the noun that heads the phrase. What goes out: a `Phrase`.

"the Russian embassy in Kabul": head "embassy", definite, qualified by "Russian".
"""

from __future__ import annotations

import msgspec

from regesta.extract import world
from regesta.lexicons.entries import ActorNoun
from regesta.records import Parse

__all__ = ["Phrase", "phrase_at"]

LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "punct", "npadvmod"}
)
# Nouns whose "of", "to" or "in" phrase belongs to their name ("ambassador to Kenya", "embassy in Oslo").
REACHING = {
    "of": None,
    "to": frozenset({"ambassador", "envoy", "adviser", "advisor"}),
    "in": frozenset({"embassy"}),
}
# A wrong tree may hang a clause on a noun; a phrase stops at these all the same.
BREAKS = frozenset({",", ";", ":", "--", "—", "–", "(", ")"})
BREAKING_TAGS = frozenset({"VBZ", "VBD", "VBP", "MD", "IN", "WDT", "WP"})
JOINT = frozenset({"both", "two"})


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase at tokens first..last with head noun `head`, of the kind `entry`."""

    first: int
    last: int
    head: int
    noun: str
    entry: ActorNoun
    plural: bool
    determiner: str | None
    owner: int | None
    of: tuple[int, ...]
    counter: int | None = None

    @property
    def definite(self) -> bool:
        """True for "the group", "this group"."""
        return self.determiner in world.grammar("definite")

    @property
    def indefinite(self) -> bool:
        """True for "a group", "another group"."""
        return self.determiner in world.grammar("indefinite")


def phrase_at(parse: Parse, i: int) -> Phrase | None:
    """The phrase headed by noun `i` when the noun is one for people or bodies."""
    found = _noun(parse, i)
    if found is None:
        return None
    start, noun, entry = found
    first = _left_edge(parse, i, start)
    determiner = owner = None
    for kid in parse.children[i]:
        if kid >= i:
            break
        if parse.deps[kid] == "det" and parse.words[kid] != "]":
            determiner = parse.words[kid].lower()
        elif parse.deps[kid] == "poss":
            owner = kid
        elif parse.deps[kid] == "nummod" and parse.words[kid].lower() in JOINT:
            determiner = "both"
    if owner is None and parse.deps[i] == "compound" and entry.sort == "organ":
        owner = next((kid for kid in parse.kids(parse.heads[i], "poss") if kid < i), None)
        first = first if owner is None else min(first, owner)
    first = _bracketed(parse, first)
    while first < i and parse.words[first] == "-":
        first += 1
    if determiner is None and owner is None:
        determiner = _opening(parse, first)
    of, last = _of(parse, i, noun, entry)
    plural = parse.tags[i] in {"NNS", "NNPS"}
    counter = _counter(parse, i) if determiner is None else None
    if counter is not None:
        first = _left_edge(parse, counter, counter)
    return Phrase(first, last, i, noun, entry, plural, determiner, owner, of, counter)


def _bracketed(parse: Parse, first: int) -> int:
    """ "[The] envoys": the phrase begins with the bracket, wherever the tree hangs it."""
    for opening in (first - 1, first - 3):
        if opening >= 0 and parse.words[opening] == "[" and parse.words[opening + 2 : opening + 3] == ("]",):
            return opening
    return first


def _opening(parse: Parse, first: int) -> str | None:
    """ "The eight envoys", "[The] envoys": a determiner that the tree hangs elsewhere."""
    word = parse.words[first + (parse.words[first] == "[")].lower()
    return word if word in world.grammar("definite") or word in world.grammar("indefinite") else None


def _counter(parse: Parse, i: int) -> int | None:
    """The noun that counts the phrase ("thousands" of people, "a number" of states)."""
    of = parse.heads[i]
    if parse.deps[i] != "pobj" or parse.words[of].lower() != "of":
        return None
    noun = parse.heads[of]
    return noun if parse.words[noun].lower() in world.name_words("quantity") else None


def _noun(parse: Parse, i: int) -> tuple[int, str, ActorNoun] | None:
    nouns = world.noun()
    lemma, low = parse.lemmas[i].lower(), parse.words[i].lower()
    if i and parse.sentence_of[i - 1] == parse.sentence_of[i]:
        two = parse.words[i - 1].lower()
        for last in (low, lemma):
            if (entry := nouns.get(f"{two} {last}")) is not None:
                return i - 1, f"{two} {last}", entry
    for form in (low, lemma):
        if (entry := nouns.get(form)) is not None:
            return i, form, entry
    if parse.tags[i] == "NNPS" and (entry := nouns.get(low.removesuffix("s"))) is not None:
        return i, low.removesuffix("s"), entry
    return None


def _left_edge(parse: Parse, head: int, start: int) -> int:
    first = start
    for kid in parse.children[head]:
        if kid >= head:
            break
        if parse.deps[kid] not in LEFT or (parse.deps[kid] == "punct" and parse.words[kid] != "-"):
            first = start
            continue
        first = min(first, parse.left_edge(kid))
    for token in range(start - 1, first - 1, -1):
        dash = parse.words[token] == "-" and parse.ends[token] != parse.starts[token + 1]
        joins = token > 0 and parse.tags[token] == "CC" and parse.tags[token - 1] not in {"JJ", "NNP", "NNPS"}
        if joins or dash or parse.words[token] in BREAKS or parse.tags[token] in BREAKING_TAGS:
            # "up to 12 rebels", "at least 14 people"
            both = " ".join(parse.words[token : token + 2]).lower()
            halved = both in world.grammar("goes with a number")
            return min(token + 1 + halved, head)
    return first


def _named_end(parse: Parse, thing: int) -> int:
    """The end of the name that `thing` stands in: "of the Kingdom of Norway" does not end with the kingdom."""
    last = thing + 1
    for of in parse.kids(thing, "prep"):
        names = [low for low in parse.kids(of, "pobj") if parse.pos[low] == "PROPN"]
        if of == last and parse.words[of] == "of" and parse.pos[thing] == "PROPN" and names:
            last = names[0] + 1
    return last


def _of(parse: Parse, head: int, noun: str, entry: ActorNoun) -> tuple[tuple[int, ...], int]:
    """The objects of a following "of" (or "to", "in") that belongs to the name, and the phrase's end."""
    objects: list[int] = []
    last = head + 1
    for kid in parse.children[head]:
        word = parse.words[kid].lower()
        if kid < head or parse.deps[kid] != "prep" or word not in REACHING:
            continue
        nouns = REACHING[word]
        if nouns is not None and noun not in nouns:
            continue
        for thing in (token for token in parse.kids(kid, "pobj") if token > kid):
            if word == "of":
                objects.append(thing)
                if entry.organ == "ministry":
                    # "the Ministry of Health of Chad": the parser hangs Chad on the health
                    objects += [
                        low
                        for inner in parse.kids(thing, "prep")
                        if parse.words[inner] == "of"
                        for low in parse.kids(inner, "pobj")
                    ]
            reach = entry.sort == "organ" or nouns is not None or parse.pos[thing] == "PROPN"
            if reach and kid == last:
                last = _named_end(parse, thing)
    return tuple(objects), last
