"""The frames of a sentence, each event noun joined to the verb that lends it a subject.

What comes in: a `Parse`, its cast and a token range. What goes out: `Match`es in text order.

    candidates(parse, who, first, last)     # one match, "launched" + "attack", for "The army launched an attack."
"""

from __future__ import annotations

import msgspec

from regesta.extract import grammar
from regesta.extract.frames import Match, Party, match_at
from regesta.extract.framewords import named, word_class
from regesta.extract.mentions import Cast
from regesta.extract.parties import sort_of
from regesta.extract.places import is_place
from regesta.extract.slots import light_verb, verb_slots
from regesta.records import Parse

# What is agreed, asked, refused or threatened is the content of that act and no event of its own.
ABSORBING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


def candidates(parse: Parse, who: Cast, first: int, last: int) -> list[Match]:
    """The frames of one sentence, event nouns joined to their light verbs."""
    found: list[Match] = []
    taken: set[int] = set()

    def is_party(token: int) -> str | None:
        return sort_of(parse, who, token) or ("place" if is_place(parse, token) else None)

    for i in range(first, last):
        match = match_at(parse, i, is_party)
        if match is None:
            continue
        if match.frame.pos == "verb" and names_object(match):
            if _is_outspoken(parse, match, is_party):
                continue
            taken.update(match.slots.get("object", ()))
        found.append(match)
    deeds = {match.head: match.frame.type for match in found if match.frame.pos == "verb"}
    # "fought a war with Peru": the verb tells it
    found = [match for match in found if not _is_told_by_verb(parse, match, deeds)]
    spoken_for = {token for match in found for token in match.trigger[1:] if match.frame.pos != "noun"}
    matches = [
        match for match in found if match.head not in spoken_for and not _is_taken(parse, match, taken)
    ]
    matches = _struck(parse, [_lightened(parse, match) for match in matches])
    matches = [_turned(parse, match, is_party) for match in matches]
    matches = [match for match in matches if match.light is not None or "light" not in match.frame.needs]
    lent = {match.light for match in matches if match.light is not None}
    return [match for match in matches if match.head not in lent or match.frame.type in ABSORBING]


def _turned(parse: Parse, match: Match, is_party: Party) -> Match:
    """A show of force that is none: troops sent to keep the peace are help, a drill of two powers is shared."""
    if match.frame.type != "MOBILIZE" or match.frame.mode != "troops":
        return match
    below = {parse.lemmas[token].lower() for token in parse.subtree(match.head)}
    if below & word_class("keeping_peace"):
        frame = msgspec.structs.replace(match.frame, type="AID", mode=None, contexts=("peacekeeping",))
        return match._replace(frame=frame)
    drilling = match.frame.pos == "noun" or any(
        named(parse, token, word_class("drills")) for token in match.slots.get("object", ())
    )
    if not drilling:
        return match
    slots = [match.slots, *([verb_slots(parse, match.light)] if match.light is not None else [])]
    doers = [one for each in slots for slot in ("subject", "by", "between") for one in each.get(slot, ())]
    powers = [one for token in doers for one in grammar.conjuncts(parse, token) if is_party(one) is not None]
    if len(powers) < 2:
        return match
    return match._replace(frame=msgspec.structs.replace(match.frame, type="COOPERATE", mode=None))


def _struck(parse: Parse, matches: list[Match]) -> list[Match]:
    """ "Air strikes killed nine": one assault, told by its noun, whose victims the verb names."""
    verbs = {
        match.head: match for match in matches if match.frame.pos == "verb" and match.frame.type == "ASSAULT"
    }
    merged: list[Match] = []
    dropped: set[int] = set()
    for match in matches:
        verb = verbs.get(parse.heads[match.head]) if match.frame.pos == "noun" else None
        if verb is None or match.frame.type != "ASSAULT" or parse.deps[match.head] != "nsubj":
            merged.append(match)
            continue
        dropped.add(verb.head)
        slots = {**{slot: tokens for slot, tokens in verb.slots.items() if slot != "subject"}, **match.slots}
        merged.append(match._replace(slots=slots, trigger=(*match.trigger, verb.head)))
    heads = {match.head for match in merged if match.frame.type == "ASSAULT"}
    return [match for match in merged if match.head not in dropped and not _is_outcome(parse, match, heads)]


def _is_outcome(parse: Parse, match: Match, heads: set[int]) -> bool:
    """True for what an assault already told led to: "shelled the town, killing nine"."""
    if match.frame.type != "ASSAULT" or parse.tags[match.head] != "VBG" or parse.deps[match.head] != "advcl":
        return False
    return parse.heads[match.head] in heads and parse.lemmas[match.head].lower() in word_class("felling")


def names_object(match: Match) -> bool:
    """True when the frame says which words its object must be: "imposed" + "sanctions"."""
    wanted = match.frame.needs.get("object", ())
    return bool(wanted) and not {"*", "+"} & set(wanted)


def _is_outspoken(parse: Parse, match: Match, is_party: Party) -> bool:
    """True when the object itself names the event more exactly ("began a hunger strike")."""
    for token in match.slots.get("object", ()):
        noun = match_at(parse, token, is_party)
        exact = noun is not None and (
            len(noun.trigger) > 1 or len(set(noun.frame.needs) - {"light"}) >= len(match.frame.needs)
        )
        if noun is not None and exact and light_verb(parse, token) is not None:
            return noun.frame.type != match.frame.type
    return False


def _is_taken(parse: Parse, match: Match, taken: set[int]) -> bool:
    return match.frame.pos == "noun" and (
        match.head in taken or grammar.first_conjunct(parse, match.head) in taken
    )


def _is_told_by_verb(parse: Parse, match: Match, deeds: dict[int, str]) -> bool:
    """True for an attack that is the object of a verb of attack."""
    object_of = parse.heads[match.head] if parse.deps[match.head] == "dobj" else None
    return match.frame.pos == "noun" and match.frame.type == "ASSAULT" == deeds.get(object_of or -1)


def _lightened(parse: Parse, match: Match) -> Match:
    """The match with the light verb that carries its noun, where there is one."""
    if match.frame.pos != "noun":
        return match
    light = light_verb(parse, match.head)
    if light is None:
        return _held_during(parse, match)
    verb, lends = light
    if lends == "none":
        return match
    return match._replace(light=verb, lends=lends)


def _held_during(parse: Parse, match: Match) -> Match:
    """A talk named in passing, with the subject of its clause as the other side."""
    head = parse.heads[match.head]
    if match.frame.type != "CONSULT" or "with" not in match.slots or "possessor" in match.slots:
        return match
    if parse.deps[match.head] != "pobj" or parse.words[head].lower() not in word_class("during"):
        return match
    verb = parse.heads[head]
    subject = grammar.subject(parse, verb) if parse.pos[verb] in grammar.VERBAL else None
    return match._replace(slots={**match.slots, "subject": [subject]}) if subject is not None else match
