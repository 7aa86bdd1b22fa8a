"""Whose an undertaking is: the parties of a promise, demand or threat, all of them.

What comes in: a `Context`, the token of a word such as "pledged" or "offer", and its entry.
What goes out: actor ids, the first one first; nothing when nobody the report names undertakes it.

Taken: "Lima and Quito agreed to ..." (both), "the rulers of Mali and Niger demanded" (both), "Oslo's offer" (Oslo),
"a resolution of the council demands that ..." (the council).
Not taken: "voters plan to ..." (a crowd without a name), "plans to go emerged" (nobody's).
"""

from __future__ import annotations

from bisect import bisect_left

from regesta.extract import grammar
from regesta.extract.context import SPOKEN_FOR, Context
from regesta.extract.sides import fellows
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import Undertaking
from regesta.records import Parse

PEOPLE = frozenset({"person"})
STATES = frozenset({"state", "government", "armed_group", "igo"})
# How many sentences back "the two leaders" may have been named.
REACH = 3


def parties(context: Context, token: int, entry: Undertaking) -> tuple[str, ...]:
    """Who undertakes what the word at `token` says, those left out who cannot."""
    found = _parties(context, token, entry)
    return tuple(one for one in found if context.undertakes(token, one, entry.sort))


def _parties(context: Context, token: int, entry: Undertaking) -> tuple[str, ...]:
    parse = context.parse
    if entry.party == "possessor":
        owners = [*parse.kids(token, "poss"), *_named_owners(context, token)]
        if owners:
            return row(context, owners[0])
        verb = parse.heads[token] if parse.deps[token] in ("dobj", "attr", "nsubjpass") else None
        if verb is None or parse.lemmas[verb] not in verb_class("carrier"):
            return ()
        token = verb
    passive = entry.pos == "verb" and grammar.is_passive(parse, token) and not is_active(parse, token)
    if passive and (giving := granted_by(parse, token, entry)):
        return row(context, giving[0])
    if passive and entry.sort in ("expectation", "demand"):
        agents = grammar.agents(parse, token)
        if agents:
            return row(context, agents[0])
        statement = context.stated.get(token)
        return () if statement is None or statement.speaker is None else (statement.speaker,)
    head = doer(parse, token)
    return () if head is None else _of_subject(context, token, head)


def _of_subject(context: Context, token: int, head: int) -> tuple[str, ...]:
    own = context.actor(head)
    if own is not None:
        one = context.who.actor(own)
        together = _pair(context, head) if one.type == "other" or one.name.startswith("The ") else ()
        return together or row(context, head)
    other = context.matrix(token, head) or context.both(token, head)
    if other is not None:
        return (other,)
    pair = context.who.groups.get(head, ()) or _spoken_by(context, token, head)
    return pair or speakers(context, token, head) or _issuers(context, head) or _pair(context, head)


def _spoken_by(context: Context, token: int, head: int) -> tuple[str, ...]:
    """ "We are ready to ...", of an official whose body has no name here: the undertaking is filed under him."""
    statement = context.stated.get(token)
    if statement is None or statement.speaker is None:
        return ()
    own = {context.actor(kid) for kid in context.parse.kids(head, "poss")}
    if context.parse.lemmas[head].lower() != "we" and not (
        _is_ruling(context, head) and own == {statement.speaker}
    ):
        return ()
    return (statement.speaker,) if context.speaks_for_others(statement.speaker) else ()


def _is_ruling(context: Context, head: int) -> bool:
    """True for the "government" of "her government is willing to ..."."""
    return context.parse.lemmas[head].lower() in ("government", "country", "ministry", "cabinet")


def doer(parse: Parse, token: int) -> int | None:
    """Head token of who does it; "said the ship would stay and ruled out talks": he who said rules out."""
    head = parse.heads[token]
    joined = parse.deps[token] == "conj" and grammar.own_subject(parse, token) is None
    if joined and parse.tags[token] in grammar.FINITE and parse.tags[head] == "VB":
        finite = next((above for above in grammar.governors(parse, head) if _finite(parse, above)), None)
        if any(parse.tags[kid] == "MD" for kid in parse.kids(head, "aux")) and finite is not None:
            return grammar.subject(parse, finite)
    return grammar.subject(parse, token)


def granted_by(parse: Parse, token: int, entry: Undertaking) -> list[int]:
    """Who holds something out in "Kenya was promised two ships by Japan"."""
    if entry.sort not in ("pledge", "offer") or not parse.kids(token, "nsubjpass"):
        return []
    return grammar.agents(parse, token) if parse.kids(token, "dobj") else []


def is_active(parse: Parse, token: int) -> bool:
    """ "Beijing, which sent an envoy, offered to mediate": the parser takes "offered" for a participle."""
    head = parse.heads[token]
    if parse.tags[token] != "VBN" or parse.deps[token] != "acl" or parse.heads[head] != head:
        return False
    between = any(kid < token for kid in parse.kids(head, "relcl", "appos"))
    return parse.pos[head] == "PROPN" and between and parse.words[token - 1] in (",", "—", "–")


def _finite(parse: Parse, token: int) -> bool:
    return parse.tags[token] in grammar.FINITE and parse.pos[token] in grammar.VERBAL


def row(context: Context, head: int) -> tuple[str, ...]:
    """All actors a noun phrase names in one breath: "Lima and Quito", "the rulers of Mali and Niger"."""
    own = context.actor(head)
    if own is None:
        # "the two governments", "both": the pair they are known to be
        return context.who.groups.get(head, ())
    found = context.who.actors_at(head)
    if own not in found or len(found) < 2:
        found = fellows(context, head, own)
    return tuple(dict.fromkeys((own, *found)))


def is_given(context: Context, head: int) -> bool:
    """ "promised Fiji a new wharf": whatever one promises another state or body is a good."""
    parse = context.parse
    receivers = [kid for kid in parse.kids(parse.heads[head], "dative") if parse.deps[head] == "dobj"]
    receivers = [low for kid in receivers for low in (kid, *parse.kids(kid, "pobj"))]
    # "promised Helsinki cameras": the parser may join the two
    receivers += parse.kids(head, "compound")
    named = (context.actor(kid) for kid in receivers)
    known = any(one is not None and context.who.actor(one).type in SPOKEN_FOR for one in named)
    return known and parse.pos[head] == "NOUN" and parse.lemmas[head].lower() not in verb_class("courtesies")


def speakers(context: Context, token: int, head: int) -> tuple[str, ...]:
    """Those who say together what "they" will do: "Estonia and Latvia announced that they would ..."."""
    parse, statement = context.parse, context.stated.get(token)
    if parse.lemmas[head].lower() != "they" or statement is None or statement.cue is None:
        return ()
    cue = bisect_left(parse.starts, statement.cue.start)
    said_by = grammar.subject(parse, min(cue, len(parse) - 1))
    found = () if said_by is None else row(context, said_by)
    return found if len(found) > 1 else ()


def _pair(context: Context, head: int) -> tuple[str, ...]:
    """ "the two leaders agreed": the two of whom the sentences before have told."""
    parse, lemma = context.parse, context.parse.lemmas[head].lower()
    counted = any(parse.lemmas[kid].lower() in ("two", "both", "the") for kid in parse.children[head])
    kinds = PEOPLE if lemma in verb_class("principals") else STATES if lemma in verb_class("sides") else None
    if kinds is None or not counted or parse.tags[head] != "NNS":
        return ()
    sentence = parse.sentence_of[head]
    for back in range(sentence - 1, max(sentence - 1 - REACH, -1), -1):
        first, last = parse.sentences[back]
        named = dict.fromkeys(one for i in range(first, last) for one in context.who.actors_at(i))
        found = tuple(one for one in named if context.who.actor(one).type in kinds)
        if found:
            return found if len(found) == 2 else ()
    return ()


def _issuers(context: Context, head: int) -> tuple[str, ...]:
    """Whose a resolution, a communique or a letter is: "the council's resolution demands"."""
    parse = context.parse
    if parse.lemmas[head].lower() not in verb_class("papers"):
        return ()
    owners = [*parse.kids(head, "poss"), *grammar.prepositional(parse, head, "of", "by", "from")]
    owners += [low for kid in parse.kids(head, "acl") for low in grammar.agents(parse, kid)]
    found = next((one for one in map(context.actor, owners) if one is not None), None)
    return () if found is None else (found,)


def _named_owners(context: Context, token: int) -> list[int]:
    """ "the commitment of the ministry": whose it is."""
    return [kid for kid in grammar.prepositional(context.parse, token, "of") if context.actor(kid)]
