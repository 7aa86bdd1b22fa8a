"""Commitments: who undertakes, offers, expects, demands or threatens what, to whom, on what condition.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: `Commitment` records.

Taken: "Lima pledged to reopen the crossing if the raids stop", "Oslo is ready to send monitors",
"“We will keep our embassy open,” the envoy said" (a will-clause about the speaker's own side).
Not taken: "The film promises to be a hit" (nobody undertakes), "he may offer to resign" (not made).

The words are found in promises.py, will-clauses in wills.py, their contents and conditions in complements.py;
which words count is data: lexicons/en/commitments.toml, conditions.toml and verb_classes.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.complements import conditions
from regesta.extract.context import Context
from regesta.extract.dates import when_of
from regesta.extract.deadlines import deadlines
from regesta.extract.mentions import Cast
from regesta.extract.promises import Found, promises
from regesta.extract.terms import terms
from regesta.extract.wills import wills
from regesta.lexicons.classes import verb_class
from regesta.records import Commitment, Parse, Polarity, Span, Statement, Timex, identify

# Conditions that belong to the deed itself and stay in its words ("decide based on its conduct").
KEPT = frozenset({"based on", "depending on"})
CARRIERS = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
# A repeated content stands near: only so many of the latest are compared.
RECENT = 8


def commitments(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Commitment, ...]:
    """The commitments of one document, in the order of their words."""
    context = Context.of(parse, who, times, said)
    taken: list[Found] = []
    for first, last in parse.sentences:
        if parse.role(first) != "body":
            continue
        for token in range(first, last):
            if parse.pos[token] in CARRIERS:
                for found in _undertaken(context, token):
                    if not any(_repeats(found, other) for other in taken[-RECENT:]):
                        taken.append(found)
    return tuple(
        _record(context, found, place, party)
        for found in taken
        for place, party in enumerate(found.parties or (None,))
    )


def _undertaken(context: Context, token: int) -> Iterator[Found]:
    yield from promises(context, token)
    if context.parse.pos[token] == "VERB":
        yield from deadlines(context, token)
        yield from terms(context, token)
    if token in context.stated:
        yield from wills(context, token)


def _repeats(new: Found, old: Found) -> bool:
    """True when the new content lies within an old one, or holds one of the same party."""
    a, b = new.complement, old.complement
    within = b.first <= a.first and a.last <= b.last
    holds = a.first <= b.first and b.last <= a.last and new.parties == old.parties
    return within or holds


def _record(context: Context, found: Found, place: int, party: str | None) -> Commitment:
    """The record of one party; what several undertake together is a record for each."""
    parse, complement = context.parse, found.complement
    condition, word = _condition(context, found)
    content = parse.span(complement.first, _end(parse, found, condition, word))
    uttered = context.uttered(found.trigger) if found.rule != "commitments/will" else None
    statement = uttered or context.stated.get(found.trigger)
    polarity: Polarity = "negative" if found.negative else "positive"
    sort = found.sort
    if found.rule == "commitments/will" and polarity == "negative" and word in ("unless", "until"):
        sort = "condition"
    made = when_of(parse, context.times, found.trigger) if found.rule != "commitments/will" else None
    due = found.due or when_of(parse, context.times, complement.head)
    if due is None and made is not None and made.text and _closes(context, content, made.text):
        # "promised a second ship by mid-May"
        made, due = None, made
    if made is None and statement is not None:
        made = statement.when
    if made is not None and due is not None and made.text is not None and made.text == due.text:
        # one date cannot tell both: "hoped it would end this year"
        made, due = (None, due) if made.text in content.cut(parse.document.text) else (made, None)
    relays = () if statement is None else _relays(statement, party)
    return Commitment(
        id=identify("commitment", parse.document.id, [content], [sort, party] if place else [sort]),
        document=parse.document.id,
        evidence=(parse.sentence_span(found.trigger),),
        rule=found.rule,
        certainty=found.certainty,
        sort=sort,
        party=party,
        beneficiaries=_beneficiaries(context, found, statement, end=content.end),
        content=(content,),
        polarity=polarity,
        condition=condition,
        when=made,
        due=due,
        via=relays,
        statement=statement.id if statement is not None else None,
    )


def _closes(context: Context, content: Span, words: str) -> bool:
    return content.cut(context.parse.document.text).endswith(words)


def _end(parse: Parse, found: Found, condition: Span | None, word: str | None) -> int:
    """Where the content ends: before a condition that closes it, unless that belongs to the deed."""
    last = found.complement.last
    if condition is None or word in KEPT or condition.end < parse.ends[last - 1]:
        return last
    first = next(
        (i for i in range(last - 1, found.complement.head, -1) if parse.starts[i] == condition.start), last
    )
    return grammar.trim(parse, found.complement.first, first)[1]


def _relays(statement: Statement, party: str | None) -> tuple[str, ...]:
    own = statement.speaker
    if own is None or party in (own, *statement.together):
        # "Lima and Quito expect to sign": nobody tells it for the other
        return statement.via
    return (own, *statement.via)


def _condition(context: Context, found: Found) -> tuple[Span | None, str | None]:
    parse = context.parse
    verb = grammar.verb_of(parse, found.trigger)
    heads: tuple[int, ...] = (found.complement.head, found.trigger, found.trigger if verb is None else verb)
    if verb is not None and parse.deps[verb] == "ccomp":
        # "said it was prepared to close it, provided that ...": the parser may hang the condition on "said"
        heads = (*heads, parse.heads[verb])
    for first, last, word in conditions(parse, heads, parse.sentence_of[found.trigger]):
        if last > first:
            return parse.span(first, last), word
    return None, None


def _beneficiaries(
    context: Context, found: Found, statement: Statement | None, *, end: int
) -> tuple[str, ...]:
    """Those addressed or named in what is undertaken, the party's own side left out."""
    if given := found.target or _given(context, found):
        return given
    if found.sort in ("demand", "expectation") and found.complement.frame == "clause":
        asked = grammar.subject(context.parse, found.complement.head)
        return (
            () if asked is None else tuple(a for a in context.who.actors_at(asked) if a not in found.parties)
        )
    if found.sort == "demand":
        return _asked_from(context, found)
    if (
        statement is not None
        and statement.speaker in found.parties
        and context.uttered(found.trigger) is statement
    ):
        addressed = tuple(actor for actor in _addressed(context, statement) if actor not in found.parties)
        if addressed:
            return addressed
    return _named(context, found, end) or (
        _addressed(context, statement) if statement is not None and statement.speaker in found.parties else ()
    )


def _addressed(context: Context, statement: Statement) -> tuple[str, ...]:
    """Whom a statement is made to, the press left out."""
    return tuple(actor for actor in statement.addressees if not context.who.is_press(actor))


def _given(context: Context, found: Found) -> tuple[str, ...]:
    """Whom something is promised: "promised Fiji two ships", "Fiji was promised two ships"."""
    if found.sort not in ("pledge", "offer"):
        return ()
    receiving = context.parse.kids(found.trigger, "dative", "nsubjpass")
    named = (a for kid in receiving for a in context.who.actors_at(kid))
    return tuple(a for a in named if a not in found.parties and not context.who.is_press(a))


def _asked_from(context: Context, found: Found) -> tuple[str, ...]:
    """Those of whom a thing is demanded: "an apology from the ministry", "asked Lima for two ships"."""
    parse = context.parse
    heads = [
        head
        for place in (found.complement.head, found.trigger)
        for head in grammar.prepositional(parse, place, "from")
    ]
    if found.complement.frame == "nominal":
        heads += parse.kids(found.trigger, "dobj")
    named = (actor for head in heads for actor in context.who.actors_at(head))
    return tuple(dict.fromkeys(actor for actor in named if actor not in found.parties))


def _named(context: Context, found: Found, end: int) -> tuple[str, ...]:
    """The actors the content names up to `end`, beside its own subject and the party's own side."""
    parse, complement = context.parse, found.complement
    own = grammar.subject(parse, complement.head)
    skip = set(found.parties) if own is None else {*found.parties, context.actor(own)}
    first, last = (0, 0) if own is None else grammar.noun_phrase(parse, own)
    country = context.who.actor(found.parties[0]).country if len(found.parties) == 1 else None
    inside = own is not None and complement.first <= own < complement.last
    named = [
        actor
        for token in range(complement.first, complement.last)
        if parse.ends[token] <= end and not (inside and first <= token < last) and not _aside(context, token)
        for actor in context.actors(token, token + 1)
        if actor not in skip
    ]
    return tuple(
        dict.fromkeys(
            actor for actor in named if country is None or context.who.actor(actor).country != country
        )
    )


def _aside(context: Context, token: int) -> bool:
    """True for places and participants: "near Suwalki", "involving Baltic troops", "send troops", "its Oslo office"."""
    parse = context.parse
    node = token
    while parse.deps[node] in ("amod", "compound", "nmod", "poss"):
        above = parse.heads[node]
        thing = context.who.actor_at(above) is None and not context.somebody_named(above)
        if thing and parse.deps[node] in ("compound", "nmod"):
            return True
        node = above
    above = parse.heads[node]
    if parse.deps[node] == "pobj":
        return parse.lemmas[above].lower() in verb_class("beside")
    outside = verb_class("beside") | verb_class("dispatching")
    return parse.deps[node] == "dobj" and parse.lemmas[above].lower() in outside
