"""Whether a match is an event at all: enough parties, meant in earnest, done by somebody who can do it.

What comes in: a `Parse`, its cast, a `Match` and its two sides. What goes out: true or false.

    is_event(parse, who, match, both, place=None)     # False for "Loneliness kills."
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.deeds import is_taken_back
from regesta.extract.frames import Match
from regesta.extract.framewords import named, word_class
from regesta.extract.mentions import Cast
from regesta.extract.parties import Sides
from regesta.extract.places import is_place
from regesta.extract.political import is_political
from regesta.extract.slots import verb_slots
from regesta.lexicons.classes import verb_class
from regesta.records import Parse, Place, Statement

# Words of diplomacy are acts when spoken.
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
VIOLENT = frozenset({"ASSAULT", "COERCE"})
FORCEFUL = VIOLENT | {"PROTEST"}
# Types whose doer a report may leave out ("was jailed", "was sacked"), and those that need somebody to receive.
NAMELESS = FORCEFUL | {"SANCTION", "RETREAT", "CONCEDE", "NONE"}
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
GIVING = frozenset({"AID", "COOPERATE"})


def is_event(parse: Parse, who: Cast, match: Match, both: Sides, *, place: Place | None) -> bool:
    """True when enough is told: parties of politics, on as many sides as the type needs."""
    kind, frame = match.frame.type, match.frame
    # whoever takes to the streets acts in politics
    acting = any(is_political(who, one) for one in both.actors) or (kind == "PROTEST" and bool(both.actors))
    acting = acting or _is_countrymans(who, both)
    struck = any(is_political(who, one) for one in both.recipients)
    if not _is_agent_plausible(parse, match, both) or _is_standing(parse, match):
        return False
    if kind == "THREATEN" and "that" in frame.needs and frame.pos == "verb" and not _is_ahead(parse, match):
        return False
    if kind in VERBAL and frame.pos == "noun" and is_taken_back(parse, match.head):
        return False
    called = frame.mode == "phone" and any(who.actor(one).type == "person" for one in both.recipients)
    if kind in MUTUAL and not (acting and (struck or called or _is_trip(parse, who, match, both))):
        return False
    if "@cooperation" in frame.needs.get("to_do", ()) and not (both.recipients or _is_shared(parse, match)):
        return False
    if (kind in VERBAL and both.actors and not acting) or (kind in GIVING and not both.recipients):
        return False
    objects = match.slots.get("object", [])
    if (
        kind in VERBAL
        and not both.recipients
        and objects
        and all(parse.pos[one] == "PRON" for one in objects)
    ):
        # "we welcome this": of what?
        return False
    if not acting and not struck:
        if _is_plain_arrest(match, both) or _is_set_free(who, match, both) or _is_crowd(parse, match, place):
            return True
        if _is_charged(parse, match, both) or _is_murder(parse, match, both, place):
            return True
        return (
            kind in FORCEFUL and (place is not None or bool(both.recipients)) and _is_violence(parse, match)
        )
    if not both.actors and frame.pos == "noun" and match.light is None:
        return kind in VIOLENT and (place is not None or struck)
    summoned = "@envoys" in frame.needs.get("object", ())
    refused = _is_refused_papers(parse, match)
    if not both.actors and kind not in NAMELESS and frame.mode != "allege" and not summoned and not refused:
        return False
    if frame.mode == "withdraw" and parse.lemmas[match.head] == "leave" and _are_persons(who, both):
        return False
    return bool(both.recipients) or "that_must" not in frame.needs


def _is_ahead(parse: Parse, match: Match) -> bool:
    """True for "said it would strike back"; "said a drone had struck the port" threatens nobody."""
    ahead = verb_class("ahead")
    clauses = match.slots.get("that", ())
    return any(word in ahead for clause in clauses for word in grammar.auxiliaries(parse, clause)) or any(
        parse.lemmas[parse.heads[clause]] == "go" for clause in clauses
    )


def _is_countrymans(who: Cast, both: Sides) -> bool:
    """True where a named person of a known country acts on a party: "Poland's Sikorski praised the Spanish crew"."""
    known = any(_is_known_person(who, one) for one in both.actors)
    return known and any(is_political(who, one) for one in both.recipients)


def _is_known_person(who: Cast, actor: str) -> bool:
    """True for a person of full name and known country."""
    record = who.actor(actor)
    return record.type == "person" and record.country is not None and " " in record.name


def _is_plain_arrest(match: Match, both: Sides) -> bool:
    """True for "sixty people were arrested": nobody but the authorities does that."""
    arrests = match.frame.type == "COERCE" and match.frame.mode == "arrest"
    return arrests and match.frame.pos == "verb" and bool(both.recipients) and "subject" not in match.slots


def _is_charged(parse: Parse, match: Match, both: Sides) -> bool:
    """True for "nine officers have been charged": by nobody but the authorities; "a man was charged" is crime."""
    told = match.frame.pos == "verb" and bool(both.recipients) and "subject" not in match.slots
    charged = told and parse.lemmas[match.head].lower() in word_class("charging")
    return charged and match.frame.mode == "allege" and not _is_anyone(parse, match)


def _is_murder(parse: Parse, match: Match, both: Sides, place: Place | None) -> bool:
    """True for "three teachers were shot dead in Tagum": an attack, whoever made it."""
    told = match.frame.type == "ASSAULT" and match.frame.pos == "verb" and "subject" not in match.slots
    deadly = told and parse.lemmas[match.head].lower() in word_class("murderous")
    return deadly and bool(both.recipients) and place is not None and not _is_anyone(parse, match)


def _is_anyone(parse: Parse, match: Match) -> bool:
    """True for "a man", "a teenager": the stuff of crime reports."""
    tokens = match.slots.get("object", ())
    return all(
        parse.tags[token] == "NN"
        and any(parse.lemmas[kid] in ("a", "an") for kid in parse.kids(token, "det"))
        for token in tokens
    )


def _is_refused_papers(parse: Parse, match: Match) -> bool:
    """True for "the rapporteur was denied a visa"."""
    refused = match.frame.type == "REJECT" and match.frame.pos == "verb" and "subject" not in match.slots
    return refused and any(named(parse, one, word_class("papers")) for one in match.slots.get("object", ()))


def _are_persons(who: Cast, both: Sides) -> bool:
    """True for a general who leaves a city: no withdrawal."""
    return all(who.actor(one).type == "person" for one in both.actors)


def _is_set_free(who: Cast, match: Match, both: Sides) -> bool:
    """True for captives whose captors or country are told: "the fishermen were freed by pirates"."""
    freed = match.frame.type == "RETREAT" and match.frame.mode == "release" and bool(both.recipients)
    return freed and (bool(both.actors) or any(who.actor(one).country for one in both.recipients))


def _is_crowd(parse: Parse, match: Match, place: Place | None) -> bool:
    """True for "thousands marched in Tbilisi"."""
    if match.frame.type != "PROTEST" or match.frame.mode == "riot" or place is None:
        return False
    doers = match.slots.get("subject", ())
    return any(parse.lemmas[doer].lower() in word_class("multitudes") for doer in doers)


def _is_standing(parse: Parse, match: Match) -> bool:
    """True for a pact spoken of as a thing that is there: "the treaty between Chile and Peru runs to forty pages".

    So are its parts and drafts: "a copy of the treaty between Chile and Peru".
    """
    if match.frame.pos != "noun" or match.light is not None:
        return False
    above = parse.heads[match.head]
    if parse.deps[match.head] == "pobj" and parse.lemmas[above] == "of":
        part = parse.lemmas[parse.heads[above]].lower() in word_class("parts of papers")
        return part and parse.lemmas[match.head].lower() in word_class("pacts")
    if parse.deps[match.head] != "nsubj":
        return False
    known = any(parse.lemmas[kid].lower() == "the" for kid in parse.kids(match.head, "det"))
    return known and parse.lemmas[match.head].lower() in word_class("pacts") - {"truce", "ceasefire"}


def _is_trip(parse: Parse, who: Cast, match: Match, both: Sides) -> bool:
    """True for an official's visit to a named place: "the minister is visiting Addis Ababa"."""
    if match.frame.mode != "visit" and "@trips" not in match.frame.needs.get("object", ()):
        return False
    heading = match.frame.pos == "noun" or "@trips" in match.frame.needs.get("object", ())
    slots = ("to",) if heading else ("object",)
    placed = any(is_place(parse, one) for slot in slots for one in match.slots.get(slot, ()))
    there = [who.actor(one) for one in both.actors]
    past = [
        role.title for one in there for role in one.roles if role.title.lower().startswith(("former", "ex-"))
    ]
    sectors = [(one.sector or "").lower() for one in there if not past]
    return placed and (
        any(sector in word_class("powers") for sector in sectors)
        or any(_is_known_person(who, one) for one in both.actors)
    )


def _is_shared(parse: Parse, match: Match) -> bool:
    """True for a wish that by its object takes two: "wants to expand cooperation"."""
    wanted = word_class("relations") | word_class("talks") | word_class("pacts")
    clauses = match.slots.get("to_do", ())
    slots = [verb_slots(parse, clause) for clause in clauses]
    return any(named(parse, one, wanted) for each in slots for one in each.get("object", ()))


def _is_agent_plausible(parse: Parse, match: Match, both: Sides) -> bool:
    """False when a verb's doer is named and is nobody ("loneliness kills"), or the deed is done to oneself."""
    if match.frame.pos != "verb" and match.light is None:
        return True
    slots = match.slots if match.light is None else verb_slots(parse, match.light)
    if any(parse.words[token].lower().endswith(("self", "selves")) for token in slots.get("object", ())):
        return match.frame.type == "PROTEST" or match.frame.mode in ("explosives", "suicide-attack")
    doers = slots.get("subject", [])
    if both.actors or not doers:
        return True
    return any(
        named(parse, doer, word_class("people") | word_class("means") | word_class("multitudes"))
        for doer in doers
    )


def _is_violence(parse: Parse, match: Match) -> bool:
    """True when nobody of politics is named, yet the doer, or the deed itself, is an attack."""
    doers = match.slots.get("subject", [])
    if match.frame.pos == "noun" and parse.lemmas[match.head].lower() == "rally":
        # "was shot at a rally in Cali": of a party, for all that is told
        return False
    if match.frame.pos == "noun" or (
        doers and any(named(parse, doer, word_class("means")) for doer in doers)
    ):
        return True
    causes = [token for slot in ("in", "by", "during") for token in match.slots.get(slot, ())]
    return any(named(parse, cause, word_class("means")) for cause in causes)


def is_unmeant(parse: Parse, who: Cast, match: Match, both: Sides, *, statement: Statement | None) -> bool:
    """True for a jest, for what a question asks after, and for a promise not to that is not the speaker's own."""
    if statement is not None and statement.act in word_class("jesting"):
        return True
    if any(_is_questioned(parse, token) for token in match.slots.get("subject", ())):
        return True
    if "not" not in match.frame.needs:
        return False
    speaker = statement.speaker if statement is not None else None
    return speaker is None or not any(_is_of_one(who, speaker, one) for one in both.actors)


def _is_questioned(parse: Parse, token: int) -> bool:
    """True for "how many states", "which ministers"; relatives ask nothing."""
    words = list(parse.kids(token, "amod", "det", "advmod"))
    words += [one for kid in words for one in parse.kids(kid, "advmod")]
    return any(parse.words[kid].lower() in ("how", "which", "what") for kid in words)


def _is_of_one(who: Cast, first: str, second: str) -> bool:
    """True for a state and its minister, or one and the same."""
    country = who.actor(first).country
    return first == second or (country is not None and country == who.actor(second).country)


def is_purpose(parse: Parse, match: Match) -> bool:
    """True for what a deed already done was meant for: "sent troops to fight"; meetings were held, though."""
    head = parse.heads[match.head]
    if match.frame.type in MUTUAL or parse.deps[match.head] not in ("advcl", "xcomp"):
        return False
    done = parse.tags[head] == "VBD" and parse.lemmas[head].lower() in word_class("dispatching")
    return done and grammar.is_infinitive(parse, match.head)


def is_excluded(parse: Parse, match: Match) -> bool:
    """True for what somebody was banned from: "barred two officers from entering Mali" is no invasion averted."""
    preposition = parse.heads[match.head]
    if parse.deps[match.head] != "pcomp" or parse.words[preposition].lower() != "from":
        return False
    return parse.lemmas[parse.heads[preposition]].lower() in word_class("excluding")
