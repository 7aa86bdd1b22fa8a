"""Who acts and who receives: the political actors in the slots of a frame.

What comes in: a `Parse`, who is who in it, and a `Match`. What goes out: actor ids, both sides.

A slot's own head counts first, then what belongs to it ("Israel's strike", "Russian soldiers", "the army of
Chad"), then clauses below the verb ("agreed to send aid to Haiti").

    sides(parse, who, match)       # (("france",), ("haiti",))
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract import grammar
from regesta.extract.frames import Match, match_at
from regesta.extract.framewords import cores, named, word_class, word_list
from regesta.extract.hosts import also_called, holders, hosts, is_objects_deed, own_cabinets, own_states
from regesta.extract.mentions import Cast
from regesta.extract.political import POLITICAL
from regesta.extract.slots import Slots, noun_slots, verb_slots
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

# Whom a thing done abroad is done for or to, where nothing nearer is named ("financed a school in Mali").
ABROAD = frozenset({"AGREE", "AID", "COOPERATE", "SANCTION", "SUPPORT"})
# Types whose recipient is whoever is behind the thing spoken of: "condemned Chad's raid on Mali" is aimed
# at Chad, while "stopped French aid to Mali" strikes Mali.
ATTITUDES = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# What is promised or threatened is said of its own subject, but aimed at another: "promised that X would stay".
PROMISING = frozenset({"AGREE", "THREATEN", "REJECT"})
# What a pact is about.
TOPICS = ("on", "about", "over")
MAX_DEPTH = 3


class Sides(NamedTuple):
    """Actor ids of one event mention."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def sides(parse: Parse, who: Cast, match: Match) -> Sides:
    """Both sides of the event a match stands for."""
    slots = _all_slots(parse, match)
    roles = match.frame.roles
    acting = _acting_slots(match)
    actors: list[str] = []
    received: list[str] = []
    for slot in acting:
        side = roles.get(slot, match.lends if slot == "subject" else "actor")
        if side == "none":
            continue
        into = actors if side == "actor" else received
        if slot == "adjective" and into:
            continue
        for token in slots.get(slot, ()):
            into += [one for one in parties(parse, who, token, deep=slot != "subject") if one not in into]
    if not actors and "subject" in slots and match.lends == "actor" and roles.get("subject") is None:
        actors += _voices(parse, who, slots["subject"])
    if not actors and match.frame.pos == "verb" and "subject" not in slots:
        actors += _behind_object(parse, who, slots, own=match.frame.type == "RETREAT")
        if match.frame.type == "MOBILIZE":
            # "the army was called in": who is sent acts
            actors += [one for token in slots.get("object", ()) for one in _direct(parse, who, token)]
    if not actors and match.frame.type == "ASSAULT" and match.frame.pos == "verb":
        actors += _in_clause(parse, who, match.head)
    lending = ("of", "from") if match.lends == "recipient" else ()
    for slot in (*(slot for slot, side in roles.items() if side == "actor"), *lending):
        if slot not in acting and not actors:
            actors += _of_slot(parse, who, slots, slot)
    blamed = _violence(parse, who, match) if match.frame.type == "ACCUSE" else None
    if blamed is not None:
        # "condemned the killing of nurses by Chad" is not aimed at the nurses
        received = list(sides(parse, who, blamed).actors)
    elif not received:
        received = _received(parse, who, match, slots, actors=tuple(actors))
        received = received or _met_before(parse, who, match, actors)
        received = received or hosts(parse, who, match, slots, actors)
    held = holders(parse, who, match) if match.frame.type in PROMISING else []
    if own := {"THREATEN": own_states, "AGREE": own_cabinets}.get(match.frame.type):
        held += own(who, tuple(actors))
    received = [one for one in received if one not in held]
    each_other = any(parse.words[token].lower() in ("other", "another") for token in slots.get("object", ()))
    return _settled(match, actors, received, each_other=each_other)


def _in_clause(parse: Parse, who: Cast, verb: int) -> list[str]:
    """Whose attack it was: "was killed when rebels attacked the base"."""
    for clause in parse.kids(verb, "advcl"):
        marks = {parse.lemmas[kid] for kid in parse.kids(clause, "mark", "advmod")}
        if not marks & {"when", "as", "after"} or parse.pos[clause] not in grammar.VERBAL:
            continue
        inner = match_at(parse, clause, lambda one: sort_of(parse, who, one))
        if inner is None or inner.frame.type != "ASSAULT":
            continue
        doers = inner.slots.get("subject", ())
        if found := [one for doer in doers for one in parties(parse, who, doer, deep=False)]:
            return found
    return []


def _met_before(parse: Parse, who: Cast, match: Match, actors: list[str]) -> list[str]:
    """Whom a pronoun means that cannot be the doer: "phoned the president of Togo and thanked him"."""
    head = parse.heads[match.head]
    objects = match.slots.get("object", [])
    if parse.deps[match.head] != "conj" or len(objects) != 1 or parse.tags[objects[0]] != "PRP":
        return []
    if parse.words[objects[0]].lower().endswith(("self", "selves")):
        return []
    found = [one for token in grammar.objects(parse, head) for one in parties(parse, who, token, deep=False)]
    return [one for one in found if one not in actors]


def _behind_object(parse: Parse, who: Cast, slots: Slots, *, own: bool) -> list[str]:
    """Whose the thing is that was done: "the pact between Mali and Niger was sealed".

    `own`: one withdraws what is one's own ("its staff was evacuated").
    """
    found: list[str] = []
    for token in slots.get("object", ()):
        for core in cores(parse, token) if own else ():
            found += [one for one in map(who.actor_at, parse.kids(core, "poss")) if one is not None]
        for kid in grammar.prepositional(parse, token, "between", "by"):
            found += [one for one in parties(parse, who, kid, deep=True) if one not in found]
    return found


def _settled(match: Match, actors: list[str], received: list[str], *, each_other: bool) -> Sides:
    """Each id on one side only; parties of a meeting without a with-side are set against the first."""
    actors = list(dict.fromkeys(actors))
    received = [one for one in dict.fromkeys(received) if one not in actors]
    needed = set(match.frame.needs.get("object", ()))
    # "Mali and Niger pledged two million": to somebody else
    given = match.frame.type == "AGREE" and "object" in match.slots
    mutual = (match.frame.type in RECIPROCAL and not given) or {"@pacts", "@relations"} & needed
    mediated = match.frame.mode == "third-party" and "subject" in match.slots
    if ((mutual and not mediated) or each_other) and not received and len(actors) > 1:
        return Sides(tuple(actors[:1]), tuple(actors[1:]))
    return Sides(tuple(actors), tuple(received))


def _acting_slots(match: Match) -> tuple[str, ...]:
    if match.frame.pos == "verb":
        return ("subject",)
    return ("subject", "possessor", "by", "between", "adjective")


def _all_slots(parse: Parse, match: Match) -> Slots:
    """The frame's slots; an event noun takes over those of the light verb that carries it."""
    if match.light is None:
        return match.slots
    slots = dict(match.slots)
    for slot, tokens in verb_slots(parse, match.light).items():
        if slot != "object" and slot not in slots:
            slots[slot] = [token for token in tokens if token not in match.trigger]
    return slots


def _of_slot(parse: Parse, who: Cast, slots: Slots, slot: str) -> list[str]:
    found: list[str] = []
    for token in slots.get(slot, ()):
        found += parties(parse, who, token, deep=True)
    return found


def _order(parse: Parse, match: Match, slots: Slots) -> list[str]:
    """The slots in which the one who receives may stand, nearest first."""
    roles = match.frame.roles
    first = [slot for slot, side in roles.items() if side == "recipient" and slot in slots]
    listed = (slot for slot in word_list("receiving") if slot in slots and slot not in first)
    order = first + [slot for slot in listed if roles.get(slot, "recipient") == "recipient"]
    if any(named(parse, token, word_class("pacts")) for token in slots.get("object", ())):
        # "signed a deal on the return of refugees": with whom, it does not tell
        return [slot for slot in order if slot not in TOPICS]
    return order


def _received(parse: Parse, who: Cast, match: Match, slots: Slots, *, actors: tuple[str, ...]) -> list[str]:
    roles, order = match.frame.roles, _order(parse, match, slots)
    clauses = [slot for slot in order if slot.startswith("that") and roles.get(slot) == "recipient"]
    for verb in (token for slot in clauses for token in slots[slot]):
        # "the Peruvian minister warned that Peru would strike Chile": aimed at Chile
        if found := below(parse, who, verb, (*actors, *own_states(who, actors))):
            return found
    order = [slot for slot in order if slot not in clauses]
    passes = (False, True) if match.frame.type not in ATTITUDES else (True,)
    for deep in passes:
        for slot in order:
            found = [
                one
                for token in slots[slot]
                if not is_objects_deed(parse, slots, slot, token)
                for one in parties(parse, who, token, deep=deep)
                if one not in actors
            ]
            at_forum = slot == "at" and match.frame.type in ATTITUDES
            if found and not (at_forum and who.actor(found[0]).type == "igo"):
                return found
    if match.frame.type in ABROAD and "with" not in slots and roles.get("in", "recipient") == "recipient":
        # "in Mali", not "in the Malian capital", where two others may have signed
        there = [token for token in slots.get("in", ()) if parse.pos[token] == "PROPN"]
        abroad = [one for token in there for one in parties(parse, who, token, deep=False)]
        if found := [one for one in abroad if one not in actors]:
            return found
    hopes = [clause for token in slots.get("object", ()) for clause in parse.kids(token, "acl", "relcl")]
    for clause in hopes:
        # "expressed its hope to work with Mali"
        if grammar.is_infinitive(parse, clause) and (found := below(parse, who, clause, actors)):
            return found
    for slot in ("to_do", "that", "that_must"):
        if roles.get(slot) == "none":
            continue
        for verb in slots.get(slot, ()):
            if found := below(parse, who, verb, actors, with_subject=match.frame.type not in PROMISING):
                return found
    return []


def _violence(parse: Parse, who: Cast, match: Match) -> Match | None:
    """The deed a verb of blame has as its object, where its victims are named."""
    for token in match.slots.get("object", ()):
        if parse.pos[token] != "NOUN" or "of" not in noun_slots(parse, token):
            continue
        done = match_at(parse, token, lambda one: sort_of(parse, who, one))
        if done is not None and done.frame.type == "ASSAULT" and done.frame.roles.get("of") == "recipient":
            return done
    return None


def below(
    parse: Parse, who: Cast, verb: int, actors: tuple[str, ...], *, depth: int = 0, with_subject: bool = True
) -> list[str]:
    """Whom a clause is aimed at: its own subject if that is another, else what its verb governs."""
    match = match_at(parse, verb, lambda token: sort_of(parse, who, token))
    named = match is not None and depth == 0 and not with_subject
    if match is not None and named and (found := _received(parse, who, match, match.slots, actors=actors)):
        return found
    slots = verb_slots(parse, verb)
    if parse.lemmas[verb].lower() in verb_class("dispatching"):
        slots.pop("object", None)  # "offered to send doctors to Gaza": not to the doctors
    own = grammar.own_subject(parse, verb) if with_subject else None
    if not with_subject and grammar.is_passive(parse, verb):
        slots.pop("object", None)
    # "what it sees as the American retreat"
    tries: list[tuple[list[int], bool]] = [(slots.get("as", []), True)]
    tries.append(([own] if own is not None else [], False))
    tries += [(slots.get(slot, []), False) for slot in word_list("receiving")]
    tries += [(slots.get(slot, []), True) for slot in (*word_list("receiving"), "oprd", "in")]
    for tokens, deep in tries:
        found = [
            one for token in tokens for one in parties(parse, who, token, deep=deep) if one not in actors
        ]
        if found:
            return found
    if depth < MAX_DEPTH:
        inner = [clause for slot in ("to_do", "that") for clause in slots.get(slot, ())]
        inner += [kid for tokens in slots.values() for kid in tokens if parse.deps[kid] == "pcomp"]
        for clause in inner:
            if found := below(parse, who, clause, actors, depth=depth + 1):
                return found
    return []


def parties(parse: Parse, who: Cast, token: int, *, deep: bool) -> list[str]:
    """The actors a noun phrase names; `deep`: also those that what it names belongs to."""
    found: list[str] = []
    for one in grammar.conjuncts(parse, token):
        if parse.pos[one] in grammar.VERBAL:
            continue
        found += [actor for actor in _direct(parse, who, one) if actor not in found]
    if found or not deep:
        return found
    if parse.pos[token] in grammar.VERBAL:
        # "was held upon landing in Accra" was not done to Accra
        arriving = parse.lemmas[token].lower() in word_class("arriving")
        return [] if arriving else below(parse, who, token, ())
    for one in grammar.conjuncts(parse, token):
        found += [actor for actor in _within(parse, who, one, 0) if actor not in found]
    return found


def _direct(parse: Parse, who: Cast, token: int) -> list[str]:
    if len(shared := _shared(parse, who, token)) > 1:
        return shared
    if (owner := _whose(parse, token)) is not None and (actor := who.actor_at(owner)) is not None:
        return [actor]
    if members := [kid for kid in _members(parse, token) if who.actor_at(kid) is not None]:
        return [actor for kid in members if (actor := who.actor_at(kid)) is not None]
    for core in cores(parse, token):
        actor = who.actor_at(core)
        if actor is not None:
            return [actor]
        if core in who.groups:
            # "both countries", "the two ministers"
            return list(who.groups[core])
    core = cores(parse, token)[-1]
    if parse.lemmas[core].lower() in word_class("people"):
        return _owners(parse, who, core)
    for kid in also_called(parse, token):
        actor = who.actor_at(kid)
        if actor is not None:
            return [actor]
    return []


def _whose(parse: Parse, token: int) -> int | None:
    """Whose minister it is in "Chad, whose minister resigned": the noun the clause hangs on."""
    if not any(parse.tags[kid] == "WP$" for kid in parse.kids(token, "poss")):
        return None
    clause = next((one for one in grammar.governors(parse, token) if parse.deps[one] == "relcl"), None)
    return parse.heads[clause] if clause is not None else None


def _members(parse: Parse, token: int) -> list[int]:
    """Who is meant by a loose plural: "neighbours including Ghana and Togo"."""
    if parse.tags[token] != "NNS":
        return []
    found = grammar.prepositional(parse, token, "including", "like")
    return [one for kid in found for one in grammar.conjuncts(parse, kid)]


def _shared(parse: Parse, who: Cast, token: int) -> list[str]:
    """The states that share one noun: "Turkish and Greek ministers", "the presidents of Peru and Chile"."""
    if parse.tags[token] != "NNS":
        return []
    first = [kid for kid in parse.kids(token, "amod", "compound", "nmod", "poss") if parse.kids(kid, "conj")]
    first += [kid for kid in grammar.prepositional(parse, token, "of") if parse.kids(kid, "conj")]
    both = [one for kid in first for one in grammar.conjuncts(parse, kid)]
    return [actor for one in both if (actor := who.state_of(one) or who.actor_at(one)) is not None]


def _owners(parse: Parse, who: Cast, token: int) -> list[str]:
    """Whose people they are: "Russian soldiers", "the army of Chad", "Mali's diplomats"."""
    for kid in parse.kids(token, "poss", "amod", "compound", "nmod"):
        actor = who.state_of(kid) or who.actor_at(kid)
        if actor is not None:
            return [actor]
    for preposition in ("of", "from", "in"):
        for kid in grammar.prepositional(parse, token, preposition):
            if (actor := who.actor_at(kid)) is not None:
                return [actor]
    return []


def _voices(parse: Parse, who: Cast, tokens: list[int]) -> list[str]:
    """Who speaks through a paper or a ruling: "a statement from the ministry", "the court's verdict"."""
    found: list[str] = []
    for token in tokens:
        if parse.lemmas[token].lower() in word_class("voices"):
            found += _within(parse, who, token, 0)
            issuer = grammar.subject(parse, parse.heads[token]) if parse.deps[token] == "dobj" else None
            if not found and issuer is not None:
                # "issued a statement backing Chad"
                found += parties(parse, who, issuer, deep=False)
    return found


def _within(parse: Parse, who: Cast, token: int, depth: int) -> list[str]:
    """The actors inside a phrase: possessor, adjective, then prepositional parts, nearest first."""
    owners = parse.kids(token, "poss", "amod", "compound", "nmod") + also_called(parse, token)
    for kid in owners:
        actor = who.actor_at(kid) or who.state_of(kid)
        if actor is not None:
            return [actor]
    if depth >= MAX_DEPTH:
        return []
    for preposition in word_list("belonging"):
        for kid in grammar.prepositional(parse, token, preposition):
            if found := [
                actor for one in grammar.conjuncts(parse, kid) for actor in _direct(parse, who, one)
            ]:
                # "condemned the raid at the General Assembly": where it was condemned
                return [] if preposition == "at" and who.actor(found[0]).type == "igo" else found
            # "the government in Mali" is Mali's; "the government in the Cuban capital" need not be Cuba's
            if preposition != "in" and (found := _within(parse, who, kid, depth + 1)):
                return found
    for clause in parse.kids(token, "acl", "relcl"):
        doers = grammar.agents(parse, clause) if grammar.is_passive(parse, clause) else []
        if found := [actor for doer in doers for actor in _direct(parse, who, doer)]:
            return found
    for kid in owners:
        if found := _within(parse, who, kid, depth + 1):
            return found
    return []


def sort_of(parse: Parse, who: Cast, token: int) -> str | None:
    """The sort of party a token names: "power" (states and bodies), "fighter", "person" or "people"; None if nobody."""
    found = parties(parse, who, token, deep=False)
    if not found:
        return None
    record = who.actor(found[0])
    if record.sector is not None and record.sector.lower() in word_class("fighting"):
        return "fighter"
    if record.type == "person":
        return "person"
    return "power" if record.type in POLITICAL and record.type != "population" else "people"
