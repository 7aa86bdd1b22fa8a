"""Places the gazetteer does not list, where the words around a name tell that it is one.

What comes in: a `Parse`, its cast and a token. What goes out: a `Place` of that name and unknown country, or None.

"the town of Wad Hamid", "Gezira state" and, for deeds of force, "opened fire in Ayacucho"; not "in Congress".
"""

from __future__ import annotations

import functools

from regesta.extract import world
from regesta.extract.framewords import word_class
from regesta.extract.mentions import Cast
from regesta.extract.places import place_at
from regesta.lexicons import load
from regesta.lexicons.entries import Language
from regesta.records import Parse, Place

__all__ = ["bare_place", "described_place"]


def described_place(parse: Parse, token: int) -> Place | None:
    """ "the town of Wad Hamid", "Gezira state": a name that a word for a settlement explains."""
    if parse.pos[token] != "NOUN" or parse.lemmas[token].lower() not in word_class("settlements"):
        return None
    for kid in parse.kids(token, "prep"):
        for name in parse.kids(kid, "pobj") if parse.words[kid] == "of" else ():
            if parse.pos[name] == "PROPN":
                return place_at(parse, name) or _named(parse, name)
    before = token - 1
    if before in parse.kids(token, "compound") and parse.pos[before] == "PROPN":
        return place_at(parse, before) or _named(parse, before)
    return None


def bare_place(parse: Parse, who: Cast, token: int) -> Place | None:
    """ "in Ayacucho": a name that is nobody's, with no article and no word of another kind in it."""
    if parse.pos[token] != "PROPN" or who.actor_at(token) is not None:
        return None
    first = _first(parse, token)
    words = [parse.words[i] for i in range(first, token + 1)]
    plain = all(word[0].isupper() and not word.isupper() and word.isalpha() for word in words)
    if not plain or parse.kids(token, "det", "nummod") or parse.pos[token + 1 : token + 2] == ("NOUN",):
        return None
    lowered = {word.lower() for word in words}
    if words[-1] in _languages() or lowered & (
        world.name_words("calendar").keys() | world.name_words("org").keys() | word_class("no_places")
    ):
        return None
    return _named(parse, token)


@functools.cache
def _languages() -> frozenset[str]:
    """ "protested in Hindi": a language is no place."""
    return frozenset(language.name for language in load(Language))


def _named(parse: Parse, token: int) -> Place:
    return Place(name=parse.text_of(_first(parse, token), token + 1))


def _first(parse: Parse, token: int) -> int:
    first = token
    while first > 0 and parse.pos[first - 1] == "PROPN" and parse.heads[first - 1] in range(first, token + 1):
        first -= 1
    return first
