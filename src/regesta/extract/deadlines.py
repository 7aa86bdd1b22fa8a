"""Ultimatums: who gives whom how long to do what.

What comes in: a `Context` and a token. What goes out: `Found`s, demands with the time they fall due.

Taken: "Accra gave Lomé 48 hours to withdraw its boat", "Delhi had given Ottawa until 10 October to cut its staff",
"the council set a deadline of 1 May for the rebels to leave".
Not taken: "the storm gave them two hours to pack" (no actor), "gave the envoy a room to wait in".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.complements import Complement, infinitives, stretch
from regesta.extract.context import Context
from regesta.extract.promises import CERTAINTY, Found
from regesta.extract.undertakers import doer, row
from regesta.lexicons.classes import verb_class
from regesta.records import Timex

HOLDERS = frozenset({"state", "government", "ministry", "igo", "armed_group", "party", "person"})


def deadlines(context: Context, token: int) -> Iterator[Found]:
    """The demand that the verb at `token` sets a term for, if it does."""
    parse = context.parse
    lemma = parse.lemmas[token].lower()
    if parse.pos[token] != "VERB" or lemma not in verb_class("granting") or grammar.negated(parse, token):
        return
    if set(grammar.auxiliaries(parse, token)) & verb_class("hedge") or grammar.is_passive(parse, token):
        return
    term = _term(context, token)
    if term is None or context.asked(token):
        return
    head = doer(parse, token)
    whose = () if head is None else row(context, head)
    whose = tuple(one for one in whose if context.who.actor(one).type in HOLDERS)
    things = parse.kids(token, "dobj", "dative", "prep")
    named = [low for kid in things for low in grammar.prepositional(parse, kid, "for", "to")]
    places = [token, *things, *named, *range(term.first, term.last)]
    begin = term.last if parse.lemmas[token].lower() == "give" else token
    verbs = sorted({verb for place in places for verb in infinitives(parse, place) if verb >= begin})
    if not whose or not verbs:
        return
    first, last = stretch(parse, verbs[0], context.bound(token), subject=False)
    yield Found(
        trigger=token,
        complement=Complement(verbs[0], first, last, "inf"),
        sort="demand",
        parties=whose,
        target=tuple(one for one in _given(context, token, term, verbs[0]) if one not in whose),
        negative=grammar.negated(parse, verbs[0]),
        rule=f"commitments/deadline:{lemma}",
        certainty=CERTAINTY["demand"],
        due=term.when,
    )


def _term(context: Context, token: int) -> Timex | None:
    """ "48 hours" given, "until 10 October" given, "a deadline of 1 May" set: the next time in the sentence."""
    parse = context.parse
    last = parse.sentences[parse.sentence_of[token]][1]
    place = bisect_left(context.times, token, key=lambda timex: timex.first)
    timex = context.times[place] if place < len(context.times) else None
    if timex is None or timex.first >= last:
        return None
    before = parse.words[timex.first - 1].lower()
    if any(parse.lemmas[kid] in verb_class("ultimatum") for kid in parse.kids(token, "dobj")):
        return timex
    if parse.lemmas[token].lower() != "give":
        return None
    until = before in ("until", "till") and timex.type in ("DATE", "TIME")
    given = timex.type == "DURATION" and any(
        parse.heads[i] == token and parse.deps[i] in ("dobj", "npadvmod")
        for i in range(timex.first, timex.last)
    )
    return timex if until or given else None


def _given(context: Context, token: int, term: Timex, verb: int) -> tuple[str, ...]:
    """Whose time runs: "gave Lomé 48 hours", "a deadline for Lomé to leave"."""
    found = (actor for i in range(token + 1, verb) for actor in context.who.actors_at(i))
    return tuple(dict.fromkeys(found))
