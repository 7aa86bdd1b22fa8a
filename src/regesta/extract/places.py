"""The gazetteer: which words name a place, and where it is.

What comes in: a `Parse` and a token. What goes out: a `Place`, or None.

    place_at(parse, i)      # Place(name="Tianjin", country="CHN", ...) for the last word of "met in Tianjin"
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.extract import grammar
from regesta.extract.framewords import word_class, word_list
from regesta.lexicons import load
from regesta.lexicons.entries import PlaceName, State
from regesta.records import Parse, Place

MAX_DEPTH = 2


class Spot(NamedTuple):
    """A gazetteer entry."""

    country: str | None
    latitude: float | None
    longitude: float | None


@functools.cache
def gazetteer() -> dict[str, Spot]:
    """Name, in lower case -> where it is; of two places of one name the first in the table."""
    found: dict[str, Spot] = {}
    for state in load(State):
        spot = Spot(state.iso3, state.latitude, state.longitude)
        for name in (state.name, *state.aliases):
            found.setdefault(name.lower(), spot)
    for place in load(PlaceName):
        for name in (place.name, *place.aliases):
            found.setdefault(name.lower(), Spot(place.country, place.latitude, place.longitude))
    return found


def is_place(parse: Parse, token: int) -> bool:
    """True when the token ends the name of a place."""
    return parse.pos[token] == "PROPN" and place_at(parse, token, MAX_DEPTH) is not None


def place_country(parse: Parse, token: int) -> str | None:
    """ISO3 of the country a place name stands in, None for anything else."""
    place = place_at(parse, token, MAX_DEPTH) if parse.pos[token] == "PROPN" else None
    return None if place is None else place.country


def place_at(parse: Parse, token: int, depth: int = 0) -> Place | None:
    """The place a noun phrase names, its own parts searched (\"a village near Goma\")."""
    if parse.pos[token] != "PROPN":
        if depth < MAX_DEPTH:
            for kid in parse.kids(token, "appos", "poss"):
                if (place := place_at(parse, kid, depth + 1)) is not None:
                    return place
            for kid in grammar.prepositional(parse, token, "of", *word_list("locating")):
                if (place := place_at(parse, kid, depth + 1)) is not None:
                    return place
        return None
    first = last = token
    while first > 0 and parse.pos[first - 1] == "PROPN" and parse.heads[first - 1] in range(first, token + 1):
        first -= 1
    name = parse.text_of(first, last + 1)
    spot = gazetteer().get(name.lower())
    if spot is None and first < token:
        spot = gazetteer().get(parse.words[token].lower())
        name = parse.words[token] if spot is not None else name
    if spot is not None:
        return Place(name=name, country=spot.country, latitude=spot.latitude, longitude=spot.longitude)
    if parse.words[token].lower() in word_class("facilities"):
        inner = next(
            (
                place
                for kid in grammar.prepositional(parse, token, "in", "of")
                if (place := place_at(parse, kid, MAX_DEPTH))
            ),
            None,
        )
        return Place(name=name, country=inner.country if inner else None)
    return None
