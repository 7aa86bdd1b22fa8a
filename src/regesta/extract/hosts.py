"""Who receives where the report names only the place, and whose a wish is that another restates.

What comes in: a `Parse`, its cast, a `Match` with its slots and its actors. What goes out: actor ids.

"trucked rice to a camp in Goma" helps the Congo, "paid a visit to Moscow" is a visit to Russia; but who
meets somebody else in Doha does not visit Qatar.

    hosts(parse, who, match, slots, actors)      # ("congo",)
"""

from __future__ import annotations

import functools

from regesta.extract.frames import Match
from regesta.extract.framewords import named, word_class
from regesta.extract.mentions import Cast
from regesta.extract.places import place_at
from regesta.extract.slots import Slots
from regesta.lexicons import load
from regesta.lexicons.entries import PlaceName
from regesta.records import Parse

__all__ = ["also_called", "holders", "hosts", "is_objects_deed", "own_states"]


@functools.cache
def _capitals() -> frozenset[str]:
    return frozenset(place.name for place in load(PlaceName) if place.sort == "capital")


def hosts(parse: Parse, who: Cast, match: Match, slots: Slots, actors: list[str]) -> list[str]:
    """The state whose place receives aid, a visit or a mission; nobody where it is the giver's own."""
    kind, frame = match.frame.type, match.frame
    places: list[int] = []
    if kind == "AID":
        places = [token for slot in ("to", "for", "in") for token in slots.get(slot, ())]
    elif kind == "COOPERATE" and frame.roles.get("in") == "recipient":
        # "will build a depot near Herat"
        places = [token for slot in ("in", "near") for token in slots.get(slot, ())]
    elif kind == "CONSULT" and frame.mode == "visit" and match.slots.get("subject", match.light) is not None:
        slot = "object" if frame.pos == "verb" else "to"
        places = [token for token in slots.get(slot, ()) if parse.words[token] in _capitals()]
    elif kind == "SUPPORT" and any(
        named(parse, one, word_class("missions")) for one in slots.get("object", ())
    ):
        places = slots.get("in", [])
    own = {who.actor(one).country for one in actors}
    for token in places:
        place = place_at(parse, token)
        state = who.state_ids.get(place.country) if place is not None and place.country else None
        if state is not None and state not in actors and who.actor(state).country not in own:
            return [state]
    return []


def holders(parse: Parse, who: Cast, match: Match) -> list[str]:
    """Whose the wish is that a speaker restates: "reiterated Chad's commitment" (Chad, who receives nothing)."""
    if word_class("wishes").isdisjoint(match.frame.needs.get("object", ())):
        return []
    owners = [kid for token in match.slots.get("object", ()) for kid in parse.kids(token, "poss")]
    return [actor for kid in owners if (actor := who.actor_at(kid)) is not None]


def own_states(who: Cast, actors: tuple[str, ...]) -> tuple[str, ...]:
    """The states whose ministers and bodies act: a minister who warns that his state will strike threatens another."""
    homes = {who.actor(one).country for one in actors} - {None}
    return tuple(state for country, state in who.state_ids.items() if country in homes)


def own_cabinets(who: Cast, actors: tuple[str, ...]) -> tuple[str, ...]:
    """The states for which officials act: "the minister offered Nairobi's mediation" is no offer to Nairobi."""
    officials = tuple(
        one for one in actors if who.actor(one).type == "person" and who.actor(one).sector == "GOV"
    )
    return own_states(who, officials) if len(officials) == len(actors) else ()


def also_called(parse: Parse, token: int) -> list[int]:
    """The appositions of a noun; "a pact, the Alliance of Sahel States" names no side of it."""
    return [] if parse.lemmas[token].lower() in word_class("pacts") else parse.kids(token, "appos")


def is_objects_deed(parse: Parse, slots: Slots, slot: str, token: int) -> bool:
    """True for "helping Chad" in "fined the bank for helping Chad": the bank's deed, and Chad is not fined."""
    return slot in ("for", "of", "from") and parse.deps[token] == "pcomp" and "object" in slots
