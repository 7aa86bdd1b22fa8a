"""Where an event took place, as far as its own clause says so.

What comes in: a `Parse`, its cast and a `Match`. What goes out: a `Place`, or None.

A capital that speaks for its government is an actor and no place; a dateline is nobody's place. "The country" is
the state it stands for, and a government falls where it rules.

    place_of(parse, who, match)      # Place(name="Tianjin", country="CHN", ...) for "met in Tianjin"
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.frames import Match
from regesta.extract.framewords import lemma_of, word_class, word_list
from regesta.extract.mentions import Cast
from regesta.extract.places import gazetteer, place_at
from regesta.extract.unlisted import bare_place, described_place
from regesta.records import Parse, Place

# Types that happen where their object is ("seized Kabul"), and those that leave a place ("from Mali").
AT_OBJECT = frozenset({"ASSAULT", "NONE"})
LEAVING = frozenset({"RETREAT"})
# Deeds done at a spot, whose place a name may be that no gazetteer lists.
FORCEFUL = frozenset({"ASSAULT", "PROTEST", "COERCE"})
# Talk comes to its end where it is held: "agreed to a truce during talks in Doha".
TALKING = frozenset({"AGREE", "SUPPORT", "RETREAT", "CONCEDE", "CONSULT"})


def place_of(parse: Parse, who: Cast, match: Match) -> Place | None:
    """The place the event's own clause names, the nearest first."""
    place = (
        _own_place(parse, who, match)
        or _at_side(parse, who, match)
        or _upon_arrival(parse, match.head)
        or _above(parse, who, match)
        or _at_talks(parse, who, match)
        or _set_before(parse, who, match)
        or _unlisted(parse, who, match)
    )
    if place is None or place.name not in who.namesakes:
        return place
    # "killed two in Georgia", in a report on Atlanta
    return Place(name=place.name, country=who.namesakes[place.name])


def _own_place(parse: Parse, who: Cast, match: Match) -> Place | None:
    """ "met in Tianjin", "police in Harare arrested": what the words of the event govern."""
    heads = [match.head] if match.light is None else [match.head, match.light]
    heads += [token for token in (*match.trigger, *match.slots.get("object", ())) if token not in heads]
    for head in heads:
        if (place := _around(parse, who, head)) is not None:
            return place
    # forces act where they stand
    for token in match.slots.get("subject", ()):
        if parse.lemmas[token].lower() in word_class("means"):
            place = _around(parse, who, token)
            if place is not None:
                return place
    return None


def _at_talks(parse: Parse, who: Cast, match: Match) -> Place | None:
    """ "agreed to a truce during talks in Doha", "signed the pact at a summit in Nairobi"."""
    if match.frame.type not in TALKING:
        return None
    heads = (match.head, *match.trigger, *match.slots.get("object", ()), *match.slots.get("to", ()))
    for head in heads:
        for token in grammar.prepositional(parse, head, "during", "at"):
            held = parse.lemmas[token].lower() in word_class("talks") and parse.pos[token] == "NOUN"
            if held and (place := _around(parse, who, token)) is not None:
                return place
    return None


def _set_before(parse: Parse, who: Cast, match: Match) -> Place | None:
    """ "In Moura, soldiers shot two herders, the UN found": the scene stands before all, whatever verb has it."""
    first = parse.sentences[parse.sentence_of[match.head]][0]
    verb = parse.heads[first]
    if parse.words[first].lower() not in word_list("locating") or parse.deps[first] != "prep":
        return None
    if (
        match.frame.type not in FORCEFUL
        or parse.deps[match.head] != "ccomp"
        or parse.heads[match.head] != verb
    ):
        return None
    own = grammar.own_subject(parse, verb)
    if own is None or own < match.head:
        # "In Oslo, the ministry said rebels shot two herders": there it was said
        return None
    tokens = parse.kids(first, "pobj")
    return next((place for token in tokens if (place := _found(parse, who, token)) is not None), None)


def _found(parse: Parse, who: Cast, token: int) -> Place | None:
    return place_at(parse, token) or described_place(parse, token) or bare_place(parse, who, token)


def _unlisted(parse: Parse, who: Cast, match: Match) -> Place | None:
    """A place the gazetteer lacks, as its own words tell, for deeds done at a spot."""
    if match.frame.type not in FORCEFUL:
        return None
    for token in match.slots.get("object", ()):
        if (place := described_place(parse, token)) is not None:
            return place
    heads = [match.head, *match.slots.get("object", ()), *([match.light] if match.light is not None else [])]
    for head in heads:
        for token in grammar.prepositional(parse, head, *word_list("locating")):
            if (place := described_place(parse, token)) is not None:
                return place
            near = parse.words[parse.heads[token]].lower() in ("in", "near", "outside")
            if near and head != match.light and (place := bare_place(parse, who, token)) is not None:
                return place
    return None


def _around(parse: Parse, who: Cast, head: int) -> Place | None:
    """The place a word's own prepositions name; what follows a second noun belongs to that one."""
    joined = parse.kids(head, "conj") if parse.pos[head] == "NOUN" else []
    within = ("of",) if parse.lemmas[head].lower() in ("street", "square") else ()
    for token in grammar.prepositional(parse, head, *word_list("locating"), *within):
        if any(head < other < token for other in joined):
            continue
        if (place := place_at(parse, token) or _homeland(parse, who, token)) is not None:
            return place
    return None


def _homeland(parse: Parse, who: Cast, token: int) -> Place | None:
    """The state "the country" stands for."""
    if parse.lemmas[token].lower() not in word_class("homelands"):
        return None
    actor = who.actor_at(token)
    return _state(who, actor) if actor is not None else None


def _state(who: Cast, actor: str) -> Place | None:
    record = who.actor(actor)
    spot = gazetteer().get(record.name.lower()) if record.type == "state" else None
    if spot is None:
        return None
    return Place(name=record.name, country=spot.country, latitude=spot.latitude, longitude=spot.longitude)


def _at_side(parse: Parse, who: Cast, match: Match) -> Place | None:
    """Where the object is: "seized Kabul", "left the country", "toppled the Malian government"."""
    kind = match.frame.type
    slots = [slot for slot, kinds in (("object", AT_OBJECT), ("from", LEAVING)) if kind in kinds]
    slots += ["from"] if match.frame.mode == "abduct" else []
    slots += ["object"] if kind in LEAVING and match.frame.mode == "withdraw" else []
    if match.frame.mode == "visit" and match.frame.pos == "verb" and match.slots.get("subject"):
        # who visits a state or a city is there
        tokens = match.slots.get("object", [])
        return next((place for token in tokens if (place := place_at(parse, token)) is not None), None)
    if match.frame.mode == "visit" and match.light is not None:
        # "paid a visit to Moscow"
        slots.append("to")
    tokens = [token for slot in slots for token in match.slots.get(slot, ())]
    if kind in LEAVING:
        # "the withdrawal of troops from the country"
        inner = match.slots.get("of", ())
        tokens += [kid for token in inner for kid in grammar.prepositional(parse, token, "from")]
    for token in tokens:
        place = place_at(parse, token) or described_place(parse, token)
        place = place or _homeland(parse, who, token) or _facility(parse, token)
        if place is not None:
            return place
    if kind not in AT_OBJECT or lemma_of(parse, match.head, "verb") not in word_class("toppling"):
        return None
    fallen = [*match.slots.get("object", ()), *match.slots.get("of", ()), *match.slots.get("against", ())]
    for token in fallen:
        for one in (token, *parse.kids(token, "amod", "compound", "poss")):
            actor = who.state_of(one) or who.actor_at(one)
            if actor is not None and (place := _state(who, actor)) is not None:
                return place
    return None


def _facility(parse: Parse, token: int) -> Place | None:
    """ "the presidential palace": a building no name is given for."""
    described = parse.kids(token, "amod", "compound")
    if parse.words[token].lower() not in word_class("facilities") or not described:
        return None
    if parse.words[min(described) - 1] == "-":
        # "the sugar-growing district"
        return None
    return Place(name=parse.text_of(min(described), token + 1)) if max(described) < token else None


def _upon_arrival(parse: Parse, head: int) -> Place | None:
    """ "was held upon landing in Accra"."""
    for token in grammar.prepositional(parse, head, "upon", "on", "after"):
        if parse.lemmas[token].lower() in word_class("arriving"):
            for kid in grammar.prepositional(parse, token, "to", "in", "at"):
                if (place := place_at(parse, kid)) is not None:
                    return place
    return None


def _above(parse: Parse, who: Cast, match: Match) -> Place | None:
    """The place of the deed this one belongs to: "met in Oslo and promised", "set up a camp in Chad to train"."""
    head = parse.heads[match.head]
    if parse.pos[match.head] not in grammar.VERBAL or parse.pos[head] not in grammar.VERBAL:
        return None
    if grammar.own_subject(parse, match.head) is not None:
        return None
    purpose = parse.deps[match.head] in ("advcl", "xcomp") and grammar.is_infinitive(parse, match.head)
    if parse.deps[match.head] != "conj" and not purpose:
        return None
    for token in (head, *parse.kids(head, "dobj")):
        if (place := _around(parse, who, token)) is not None:
            return place
    return None
