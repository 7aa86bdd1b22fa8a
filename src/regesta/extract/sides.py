"""The two sides of a relation: who holds it, and towards whom.

What comes in: a `Context` and a frame found at a token (`Told`). What goes out: actor ids, or none.

Taken: "Part of its staff", "our ambassador" (the state they serve), "Rabat, a member" (Rabat).
Not taken: people without a name, newspapers, and for a membership anyone but a state or body.

Which slots a frame fills is data: lexicons/en/statuses.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from regesta.extract import grammar
from regesta.extract.context import Context
from regesta.extract.ladders import Reading
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import StatusFrame
from regesta.records import Parse

MISSIONS = frozenset({"embassy", "ambassador", "consulate"})
# How many words back a mission's place may stand.
POSTING_REACH = 250
LOCATIVE = frozenset({"in", "of", "from", "to"})
# Others of its own country a state may punish; its bank and ministries it does not.
PUNISHED = frozenset({"person", "party", "armed_group", "state"})
NO_HOLDERS = frozenset({"population", "media", "ngo"})


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A frame found at a token: the noun it is about, and how it is to be read."""

    trigger: int
    about: int | None
    frame: StatusFrame
    reading: Reading


def _slot(context: Context, told: Told, name: str) -> list[int]:
    """Tokens that fill a slot of the frame."""
    parse, token, about = context.parse, told.trigger, told.about
    if name in ("subject", "sender"):
        return _subject(parse, token, about) or _stray_subject(context, token)
    if name == "together":
        heads = _subject(parse, token, about)
        pairs = [head for head in heads if context.actor(head) is None and head in context.who.groups]
        return pairs or [kid for head in heads for kid in grammar.conjuncts(parse, head)[1:]]
    if name == "agent":
        return grammar.agents(parse, token)
    if name in SLOTS:
        return SLOTS[name](parse, token)
    if name in ("owner", "beside"):
        return _owners(parse, told, ("poss",) if name == "owner" else ("amod", "compound", "nmod"))
    places = [token] if about is None else [token, about]
    if about is not None and parse.deps[about] in ("compound", "nmod"):
        places.append(parse.heads[about])
    found = [head for place in places for head in grammar.prepositional(parse, place, name)]
    if not found and parse.deps[token] == "attr":
        # "the bloc, of which both are members"
        beside = (kid for kid in parse.kids(parse.heads[token], "prep") if parse.words[kid].lower() == name)
        found = [low for kid in beside for low in parse.kids(kid, "pobj") if parse.tags[low] == "WDT"]
    if not found and told.frame.deed and parse.deps[token] == "dobj":
        # "justified its presence in Chad": the parser may hang "in" on the verb
        beside = (kid for kid in parse.kids(parse.heads[token], "prep") if kid == parse.right_edge(token) + 1)
        found = [low for kid in beside if parse.words[kid].lower() == name for low in parse.kids(kid, "pobj")]
    if name == "from":
        # "out of Chad"
        outs = [kid for place in places for kid in parse.kids(place, "prep") if parse.lemmas[kid] == "out"]
        found += [head for kid in outs for head in grammar.prepositional(parse, kid, "of")]
    if told.frame.dimension == "presence":
        # "at two bases in Chad", "in three districts of Chad"
        found += [low for head in found for low in grammar.prepositional(parse, head, "in", "of")]
    return found


def _subject(parse: Parse, token: int, about: int | None) -> list[int]:
    verb = token if parse.pos[token] in grammar.VERBAL else grammar.verb_of(parse, token)
    if verb is None or grammar.is_passive(parse, verb):
        return []
    head = grammar.subject(parse, verb)
    if head is not None and head > 0 and parse.deps[head] == "attr" and parse.deps[verb] in ("acl", "relcl"):
        # "Oman was the first country to appoint ..."
        head = grammar.subject(parse, parse.heads[head])
    return [] if head is None or head == about else [head]


def _is_non(parse: Parse, token: int) -> bool:
    return token > 1 and parse.words[token - 1] == "-" and parse.words[token - 2].lower() == "non"


def _stray_subject(context: Context, token: int) -> list[int]:
    """ "Islamabad, like every capital, has not recognised": the parser may take the subject for an adverb."""
    parse = context.parse
    if grammar.own_subject(parse, token) is not None or grammar.is_passive(parse, token):
        return []
    stray = (
        kid
        for kid in parse.kids(token, "npadvmod", "advmod", "dep")
        if kid < token and parse.pos[kid] == "PROPN"
    )
    return [kid for kid in stray if context.actor(kid) is not None][:1]


def _doer(parse: Parse, noun: int) -> list[int]:
    """The subject of the verb whose object the noun is: "announced the closure", "completed the pullout"."""
    verb = parse.heads[noun]
    if parse.deps[noun] != "dobj" or parse.lemmas[verb].lower() not in verb_class("carried_out"):
        return []
    head = grammar.subject(parse, verb)
    return [] if head is None else [head]


def _bearer(parse: Parse, token: int) -> list[int]:
    """Who is called so: "Rabat is a member", "Rabat, a member", "described Rabat as a member"."""
    noun = grammar.first_conjunct(parse, token)
    dep, above = parse.deps[noun], parse.heads[noun]
    if dep == "appos":
        return [above]
    if dep == "attr" and parse.lemmas[above] in ("be", "become", "remain", "stay"):
        head = grammar.subject(parse, above)
        return [] if head is None else [head]
    if dep == "pobj" and parse.lemmas[above] == "as" and parse.pos[parse.heads[above]] == "VERB":
        return parse.kids(parse.heads[above], "dobj")
    return parse.kids(above, "nsubj", "dobj")[-1:] if dep == "oprd" else []


def _owners(parse: Parse, told: Told, label: tuple[str, ...]) -> list[int]:
    about = told.about
    if about is None:
        return []
    heads = [about, *(kid for kid in parse.kids(about, "prep") for kid in parse.kids(kid, "pobj"))]
    if parse.deps[about] in ("compound", "nmod", "pobj"):
        above = parse.heads[about]
        heads.append(parse.heads[above] if parse.deps[about] == "pobj" else above)
    # "a rebel chargé d'affaires": the name hangs on the first half
    heads += [kid for kid in parse.kids(about, "compound") if "poss" not in label]
    return [kid for head in heads for kid in parse.kids(head, *label)]


SLOTS: dict[str, Callable[[Parse, int], list[int]]] = {
    "object": grammar.objects,
    "dative": lambda parse, token: parse.kids(token, "dative"),
    # "Accra's non-recognition" is three words for the tokeniser
    "possessor": lambda parse, token: parse.kids(token - 2 * _is_non(parse, token), "poss"),
    "adjective": lambda parse, token: parse.kids(token, "amod", "compound", "nmod"),
    "doer": _doer,
    "bearer": _bearer,
}


def holders(context: Context, told: Told) -> tuple[str, ...]:
    for name in told.frame.holder:
        for token in _slot(context, told, name):
            own = _sender(context, token) or context.actor(token) or context.matrix(told.trigger, token)
            own = _state_of(context, own) if name == "sender" else own
            adjective = name in ("beside", "adjective")
            owned = own or (context.state(token) if adjective else None) or _owner(context, token)
            # "the two countries", "both": the pair they are known to be
            found = context.who.actors_at(token) if own == context.actor(token) and own is not None else ()
            if owned is None:
                found = context.who.groups.get(token, ())
            if own is not None and len(found) < 2:
                found = fellows(context, token, own) or found
            found = tuple(
                one for one in (found or (owned,)) if one is not None and _can_hold(context, told.frame, one)
            )
            if found:
                single = (
                    (own is None and owned is not None)
                    or name == "between"
                    or "together" in told.frame.counterpart
                )
                return tuple(dict.fromkeys(found[:1] if single else found))
    return ()


def fellows(context: Context, token: int, own: str) -> tuple[str, ...]:
    """All of "they" and of "the rulers of Mali, Chad and Niger", where `own` is one of them."""
    parse, heads = context.parse, [token]
    if parse.lemmas[token].lower() in ("they", "their"):
        above = (grammar.own_subject(parse, verb) for verb in grammar.governors(parse, token))
        heads = [head for head in above if head is not None and head != token][:1] or _subjects_before(
            parse, token
        )
    if parse.tags[token] not in ("NNS", "PRP", "PRP$"):
        return ()
    for head in heads:
        # "the rulers of Mali, Chad and Niger left": the parser may cut the row in two subjects
        row = parse.kids(parse.heads[head], "nsubj") if parse.deps[head] == "nsubj" else [head]
        places = [low for one in row for low in (one, *grammar.prepositional(parse, one, "of"))]
        found = tuple(dict.fromkeys(one for place in places for one in context.who.actors_at(place)))
        if len(found) > 1 and own in found and all(context.who.actor(one).type == "state" for one in found):
            return found
    return ()


def _subjects_before(parse: Parse, token: int) -> list[int]:
    """The subject of the sentence before, in the same paragraph, for a "they" that opens its own."""
    sentence = parse.sentence_of[token]
    if sentence == 0:
        return []
    first, last = parse.sentences[sentence - 1]
    if parse.paragraph_of[first] != parse.paragraph_of[token]:
        return []
    roots = [i for i in range(first, last) if parse.heads[i] == i]
    head = grammar.own_subject(parse, roots[0]) if roots else None
    return [] if head is None else [head]


def _sender(context: Context, token: int) -> str | None:
    """The state "our ambassador" or "its consul" stands for."""
    parse = context.parse
    if parse.pos[token] != "NOUN" or parse.lemmas[token].lower() not in verb_class("envoys"):
        return None
    owners = parse.kids(token, "poss", "amod", "compound", "nmod")
    named = [context.actor(kid) or context.state(kid) for kid in owners]
    actor = next((one for one in named if one is not None), None) or context.state(token)
    return actor if actor is None or context.who.actor(actor).type != "person" else _state_of(context, actor)


def _state_of(context: Context, actor: str | None) -> str | None:
    country = None if actor is None else context.who.actor(actor).country
    return None if country is None else context.who.state_ids.get(country)


def _can_hold(context: Context, frame: StatusFrame, actor: str) -> bool:
    one = context.who.actor(actor)
    if frame.holders:
        return one.type in frame.holders
    if frame.dimension == "control" and one.type == "person":
        # "the senator captured Ohio"
        return one.sector in ("MIL", "REB")
    if one.type == "other" and one.sector == "JUD":
        return frame.dimension == "assets"
    return one.type not in NO_HOLDERS and (one.type != "other" or one.sector in ("GOV", "MIL", "REB"))


def _owner(context: Context, token: int) -> str | None:
    """The owner of a noun that acts for somebody ("part of its staff", "our ambassador")."""
    parse = context.parse
    if parse.lemmas[token].lower() in verb_class("resolves"):
        # "Ankara's refusal to join", "its bid to host"
        named = (context.actor(kid) or context.state(kid) for kid in parse.kids(token, "poss"))
        return next((one for one in named if one is not None), None)
    if parse.lemmas[token].lower() not in verb_class("servants"):
        return None
    first, last = grammar.noun_phrase(parse, token)
    found = context.actors(first, last)
    return found[0] if found else context.state(token)


def counterparts_of(context: Context, told: Told, holder: str) -> tuple[tuple[str, int], ...]:
    """The other sides, each with the token that names it: "sanctions on Russia and Belarus" has two."""
    for name in told.frame.counterpart:
        for token in _slot(context, told, name):
            row = () if name == "together" else _listed(context.parse, token, told.about)
            found = tuple(_fitting(context, told, row or (token,), holder))
            if found:
                return found[:1] if name == "between" else found
    other = _posting(context, told, holder) or _there(context, told, holder)
    return () if other is None else (other,)


def _listed(parse: Parse, token: int, about: int | None) -> tuple[int, ...]:
    """A noun and those named beside it: "Russia and Belarus", "three nations: Palau, Nauru and Tuvalu"."""
    named = parse.kids(token, "appos")
    if parse.tags[token] == "NNS" and about is not None:
        named += [kid for kid in parse.kids(about, "appos") if kid > token]
    beside = [low for kid in named for low in grammar.conjuncts(parse, kid)]
    return (*grammar.conjuncts(parse, token), *beside)


def _fitting(context: Context, told: Told, places: tuple[int, ...], holder: str) -> Iterator[tuple[str, int]]:
    """The actors at the places that can be the other side, each once."""
    kinds, seen = told.frame.kinds, {holder}
    named = [(one, place) for place in places for one in _meant(context, told, place)]
    for actor, place in named:
        if actor is not None and _own_body(context, told, actor, holder):
            continue
        if actor is not None and actor not in seen and (not kinds or context.who.actor(actor).type in kinds):
            seen.add(actor)
            yield actor, place


def _meant(context: Context, told: Told, place: int) -> tuple[str | None, ...]:
    """Whom a word in the other side's slot means: one, or the pair that "both" and "the two countries" are."""
    if grammar.is_garbled(context.parse, place):
        return ()
    one = _other_side(context, told, place)
    return (one,) if one is not None else context.who.groups.get(place, ())


def _own_body(context: Context, told: Told, actor: str, holder: str) -> bool:
    """True where a state would freeze its own bank's money or punish itself: the report means another's."""
    one, other = context.who.actor(holder), context.who.actor(actor)
    own = one.country is not None and one.country == other.country and other.type not in PUNISHED
    return own and told.frame.dimension in ("assets", "sanctions")


def _there(context: Context, told: Told, holder: str) -> tuple[str, int] | None:
    """The country "there" points to, for troops: the latest one named as a place, here or in the sentence before."""
    parse = context.parse
    sentence = parse.sentence_of[told.trigger]
    first, last = parse.sentences[sentence]
    there = next((i for i in range(told.trigger, last) if parse.words[i].lower() == "there"), None)
    if told.frame.dimension != "presence" or there is None or parse.deps[there] != "advmod":
        return None
    start = parse.sentences[sentence - 1][0] if sentence else first
    for place in range(there - 1, start - 1, -1):
        if parse.deps[place] != "pobj" or parse.lemmas[parse.heads[place]].lower() not in LOCATIVE:
            continue
        state = context.actor(place) or context.state(place)
        if state is not None and state != holder and context.who.actor(state).type == "state":
            return state, place
    return None


def _posting(context: Context, told: Told, holder: str) -> tuple[str, int] | None:
    """Where "its embassy" stands when its own sentence does not say: as last told of that state's mission."""
    if told.frame.dimension != "embassy" or told.about is None:
        return None
    parse, home = context.parse, context.who.actor(holder).country
    for token in range(told.trigger, max(told.trigger - POSTING_REACH, 0), -1):
        if parse.lemmas[token].lower() not in MISSIONS:
            continue
        owners = [
            context.actor(kid) or context.state(kid) for kid in parse.kids(token, "poss", "amod", "compound")
        ]
        owners += [context.state(token), context.actor(token)]
        if not any(one is not None and context.who.actor(one).country == home for one in owners):
            continue
        for place in grammar.prepositional(parse, token, "in", "to"):
            state = context.actor(place) or context.state(place)
            if state not in (None, holder) and context.who.actor(state or "").type == "state":
                return state or "", place
    return None


def _other_side(context: Context, told: Told, token: int) -> str | None:
    """The actor in the counterpart slot; for control over a land, the state a government or place belongs to."""
    who = context.who
    actor = context.actor(token)
    if told.frame.dimension == "control":
        bare = told.about is None and told.frame.particle is None
        if actor is not None and bare and context.parse.lemmas[told.trigger] in ("take", "hold"):
            # "took Goma" is a capture, "took Congo to court" is none
            return None
        country = who.actor(actor).country if actor is not None else None
        return context.state(token) or (who.state_ids.get(country) if country else None)
    if actor is not None and who.actor(actor).type == "population":
        # "visa-free entry for Georgian citizens": their state
        return (_state_of(context, actor) or actor) if told.frame.dimension == "visa" else None
    if told.frame.dimension == "recognition":
        # who recognises Abkhazia does not recognise the state it lies in
        return _ruled(context, token) or actor or who.state_of(token)
    if told.frame.dimension == "ambassador" and actor is not None and who.actor(actor).type == "person":
        # an envoy is sent by, and accredited to, a state
        return _state_of(context, actor)
    return actor or context.state(token) or _the_bloc(context, told, token)


def _ruled(context: Context, token: int) -> str | None:
    """The state that "the government in Lima" rules."""
    parse = context.parse
    if parse.lemmas[token].lower() not in verb_class("regimes"):
        return None
    places = grammar.prepositional(parse, token, "in")
    if parse.words[token + 1 : token + 2] == ("in",):
        # the parser may hang "in" on the verb
        places += parse.kids(token + 1, "pobj")
    return next((one for one in map(context.state, places) if one is not None), None)


def _the_bloc(context: Context, told: Told, token: int) -> str | None:
    """ "joined the alliance": the body named last before it; not "the pact it had quit in 2018"."""
    parse = context.parse
    if any(parse.left_edge(kid) == token + 1 for kid in parse.kids(token, "relcl")):
        return None
    definite = any(parse.lemmas[kid].lower() == "the" for kid in parse.kids(token, "det"))
    if told.frame.kinds != ("igo",) or not definite or parse.lemmas[token].lower() not in verb_class("blocs"):
        return None
    for place in range(token - 1, max(token - POSTING_REACH, -1), -1):
        actor = context.who.actor_at(place)
        if actor is not None and context.who.actor(actor).type == "igo":
            return actor
    return None
