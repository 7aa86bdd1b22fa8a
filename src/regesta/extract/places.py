"""Where an event took place, as far as its own clause says so.

What comes in: a `Parse` and the slots of an event. What goes out: a `Place` from the gazetteer, or None.

A capital that speaks for its government is an actor and no place; a dateline is nobody's place.

    place_of(parse, match)      # Place(name="Tianjin", country="CHN", ...) for "met in Tianjin"
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from regesta.extract import grammar
from regesta.extract.frames import Match
from regesta.extract.framewords import word_class, word_list
from regesta.lexicons import load
from regesta.lexicons.entries import PlaceName, State
from regesta.records import Parse, Place

# Types that happen where their object is ("seized Kabul"), and those that leave a place ("from Mali").
AT_OBJECT = frozenset({"ASSAULT"})
LEAVING = frozenset({"RETREAT"})
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
    return parse.pos[token] == "PROPN" and _place(parse, token, MAX_DEPTH) is not None


def place_of(parse: Parse, match: Match) -> Place | None:
    """The place the event's own clause names, the nearest first."""
    heads = [match.head] if match.light is None else [match.head, match.light]
    heads += [token for token in (*match.trigger, *match.slots.get("object", ())) if token not in heads]
    for head in heads:
        for token in grammar.prepositional(parse, head, *word_list("locating")):
            if (place := _place(parse, token, 0)) is not None:
                return place
    # "police in Harare arrested": forces act where they stand
    for token in match.slots.get("subject", ()):
        if parse.lemmas[token].lower() in word_class("means"):
            for kid in grammar.prepositional(parse, token, *word_list("locating")):
                if (place := _place(parse, kid, 0)) is not None:
                    return place
    kind = match.frame.type
    slots = [slot for slot, kinds in (("object", AT_OBJECT), ("from", LEAVING)) if kind in kinds]
    for slot in slots:
        for token in match.slots.get(slot, ()):
            if (place := _place(parse, token, 0)) is not None:
                return place
    return None


def place_country(parse: Parse, token: int) -> str | None:
    """ISO3 of the country a place name stands in, None for anything else."""
    place = _place(parse, token, MAX_DEPTH) if parse.pos[token] == "PROPN" else None
    return None if place is None else place.country


def _place(parse: Parse, token: int, depth: int) -> Place | None:
    if parse.pos[token] != "PROPN":
        if depth < MAX_DEPTH:
            for kid in parse.kids(token, "appos", "poss"):
                if (place := _place(parse, kid, depth + 1)) is not None:
                    return place
            for kid in grammar.prepositional(parse, token, "of", *word_list("locating")):
                if (place := _place(parse, kid, depth + 1)) is not None:
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
                if (place := _place(parse, kid, MAX_DEPTH))
            ),
            None,
        )
        return Place(name=name, country=inner.country if inner else None)
    return None
