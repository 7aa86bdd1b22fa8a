"""Commitments: who undertakes, offers, expects, demands or threatens what, to whom, on what condition.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: `Commitment` records.

Taken: "Lima pledged to reopen the crossing if the raids stop", "Oslo is ready to send monitors",
"“We will keep our embassy open,” the envoy said" (a will-clause about the speaker's own side).
Not taken: "The film promises to be a hit" (nobody undertakes), "he may offer to resign" (not made).

Which words count is data: lexicons/en/commitments.toml, conditions.toml and verb_classes.toml.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from regesta.extract import grammar
from regesta.extract.complements import (
    Complement,
    conditions,
    finite_clauses,
    gerunds,
    infinitives,
    nominals,
    stretch,
)
from regesta.extract.context import Context
from regesta.extract.dates import when_of
from regesta.extract.mentions import Cast
from regesta.lexicons import load
from regesta.lexicons.entries import Undertaking, VerbClass
from regesta.records import Commitment, Parse, Polarity, Sort, Span, Statement, Timex, identify

FUTURE = frozenset({"will", "'ll", "’ll", "would", "shall", "wo", "’d", "'d"})
HEDGES = frozenset({"could", "may", "might", "should", "would", "must", "can", "will"})
PREPOSITIONS = ("to", "for", "of", "on", "forward")
# Certainty by rule, measured on the gold of three reports and on tests/gold/commitments.jsonl.
CERTAINTY = {"verb": 0.85, "adj": 0.85, "noun": 0.75, "will": 0.7}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An undertaking before it becomes a record."""

    trigger: int
    complement: Complement
    sort: Sort
    party: str | None
    target: tuple[str, ...]
    negative: bool
    rule: str
    certainty: float


@functools.cache
def _words(lang: str = "en") -> dict[tuple[str, str], tuple[Undertaking, ...]]:
    table: dict[tuple[str, str], list[Undertaking]] = {}
    for entry in load(Undertaking, lang):
        for form in entry.forms:
            table.setdefault((entry.pos, form), []).append(entry)
    # what asks for more is tried first: "wants Lima to go" before "wants to go"
    return {key: tuple(sorted(entries, key=lambda e: e.target is None)) for key, entries in table.items()}


@functools.cache
def verb_class(name: str, lang: str = "en") -> frozenset[str]:
    """The lemmas of a verb class of lexicons/<lang>/verb_classes.toml."""
    return frozenset(lemma for entry in load(VerbClass, lang) if entry.name == name for lemma in entry.lemmas)


def commitments(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Commitment, ...]:
    """The commitments of one document, in the order of their words."""
    context = Context.of(parse, who, times, said)
    taken: list[Found] = []
    for token in range(len(parse)):
        if parse.role(token) != "body":
            continue
        for found in (*_worded(context, token), *_will(context, token)):
            if not any(_repeats(found, other) for other in taken):
                taken.append(found)
    return tuple(_record(context, found) for found in taken)


def _repeats(new: Found, old: Found) -> bool:
    """True when the new content lies within an old one, or holds one of the same party."""
    a, b = new.complement, old.complement
    within = b.first <= a.first and a.last <= b.last
    holds = a.first <= b.first and b.last <= a.last and new.party == old.party
    return within or holds


def _worded(context: Context, token: int) -> Iterator[Found]:
    parse = context.parse
    pos = {"VERB": "verb", "ADJ": "adj", "NOUN": "noun"}.get(parse.pos[token])
    if pos is None:
        return
    for entry in _words().get((pos, parse.lemmas[token].lower()), ()):
        if entry.particle and not _has_particle(parse, token, entry.particle):
            continue
        if not _asserted(parse, token, entry) or (entry.passive and not grammar.is_passive(parse, token)):
            continue
        target = _target(parse, token, entry)
        if entry.target is not None and target is None and entry.frames != ("clause",):
            continue
        complements = tuple(_complements(context, token, entry, target))
        if entry.sort == "demand":
            complements = _joined(complements)
        if complements:
            yield from _found(context, token, entry, target, complements)
            return


def _has_particle(parse: Parse, token: int, particle: str) -> bool:
    return any(parse.words[kid].lower() == particle for kid in parse.children[token])


def _asserted(parse: Parse, token: int, entry: Undertaking) -> bool:
    """False for what may be, should be or was not promised; "has no plans" stays, as negative."""
    verb = token if entry.pos == "verb" else grammar.verb_of(parse, token)
    if grammar.negated(parse, token) and not entry.negatable:
        return False
    if verb is None:
        return entry.pos == "noun"
    if entry.pos != "verb" and grammar.negated(parse, verb) and not entry.negatable:
        return False
    if any(parse.words[kid].lower() in ("if", "unless", "whether") for kid in parse.kids(verb, "mark")):
        return False
    hedged = set(grammar.auxiliaries(parse, verb)) & HEDGES
    if entry.pos == "verb" and grammar.is_infinitive(parse, verb):
        return False
    return not hedged or entry.sort == "expectation" or (entry.pos == "adj" and hedged <= {"will", "would"})


def _target(parse: Parse, token: int, entry: Undertaking) -> int | None:
    """Head of the one who is urged, assured or expected."""
    if entry.target is None:
        return None
    if entry.target != "object":
        found = grammar.prepositional(parse, token, entry.target)
        return found[0] if found else None
    found = parse.kids(token, "dobj", "dative")
    if not found and parse.kids(token, "nsubjpass") and "inf" in entry.frames:
        found = parse.kids(token, "nsubjpass")
    if not found:
        # "urged Lima to go" is often read as a clause with Lima as its subject
        found = [
            own
            for kid in parse.kids(token, "ccomp", "xcomp")
            if grammar.is_infinitive(parse, kid) and (own := grammar.own_subject(parse, kid)) is not None
        ]
    return found[0] if found else None


def _complements(
    context: Context, token: int, entry: Undertaking, target: int | None
) -> Iterator[Complement]:
    parse = context.parse
    bound = context.bound(token)
    heads: dict[str, list[int]] = {}
    for frame in entry.frames:
        if frame == "inf":
            heads[frame] = infinitives(parse, token, target)
        elif frame == "clause":
            heads[frame] = finite_clauses(parse, token)
        elif frame == "gerund":
            heads[frame] = gerunds(parse, token)
        elif frame == "object":
            heads[frame] = [kid for kid in parse.kids(token, "dobj") if parse.pos[kid] == "NOUN"]
        else:
            heads[frame] = nominals(parse, token, *PREPOSITIONS)
    for frame in entry.frames:
        for head in heads[frame]:
            first, last = stretch(parse, head, bound, subject=frame == "clause")
            if entry.pos == "adj" and frame == "inf":
                first = min(first, token)
            if entry.pos == "noun" and grammar.negated(parse, token):
                first = min(first, parse.left_edge(token))
            if last > first:
                yield Complement(head, first, last, frame)
        if heads[frame]:
            return


def _joined(complements: tuple[Complement, ...]) -> tuple[Complement, ...]:
    """What is asked of one in one breath is one demand ("to stop, and to leave")."""
    if len(complements) < 2:
        return complements
    first = min(complements, key=lambda item: item.first)
    return (Complement(first.head, first.first, max(item.last for item in complements), first.frame),)


def _found(
    context: Context, token: int, entry: Undertaking, target: int | None, complements: tuple[Complement, ...]
) -> Iterator[Found]:
    party = _party(context, token, entry)
    if party is None:
        return
    addressed = () if target is None else context.who.actors_at(target)
    negative_cue = entry.negative
    if entry.negatable:
        verb = grammar.verb_of(context.parse, token)
        negative_cue = grammar.negated(context.parse, token) or (
            entry.pos != "verb" and verb is not None and grammar.negated(context.parse, verb)
        )
    for complement in complements:
        if (
            entry.sort == "threat"
            and complement.frame == "clause"
            and not _own_act(context, complement.head, party)
        ):
            continue
        yield Found(
            trigger=token,
            complement=complement,
            sort=entry.sort,
            party=party,
            target=addressed,
            negative=negative_cue != grammar.negated(context.parse, complement.head),
            rule=f"commitments/{entry.pos}:{context.parse.lemmas[token].lower()}",
            certainty=CERTAINTY[entry.pos],
        )


def _party(context: Context, token: int, entry: Undertaking) -> str | None:
    parse = context.parse
    if entry.party == "possessor":
        owners = parse.kids(token, "poss")
        if owners:
            return context.actor(owners[0])
        verb = parse.heads[token] if parse.deps[token] in ("dobj", "attr", "nsubjpass") else None
        if verb is None or parse.lemmas[verb] not in verb_class("carrier"):
            return None
        token = verb
    passive = entry.pos == "verb" and grammar.is_passive(parse, token)
    if passive and entry.sort in ("expectation", "demand"):
        agents = grammar.agents(parse, token)
        statement = context.stated.get(token)
        return context.actor(agents[0]) if agents else (statement.speaker if statement else None)
    head = grammar.subject(parse, token)
    if head is None:
        return None
    return context.actor(head)


def _own_act(context: Context, verb: int, party: str) -> bool:
    head = grammar.subject(context.parse, verb)
    return head is not None and _same_side(context, head, party)


def _same_side(context: Context, head: int, party: str) -> bool:
    """True when the noun phrase of `head` names the party, its state, body or people, or one it owns."""
    who = context.who
    first, last = grammar.noun_phrase(context.parse, head)
    direct = context.actor(head)
    named = (direct,) if direct is not None else context.actors(first, last)
    country = who.actor(party).country
    for actor in named:
        if actor == party:
            return True
        other = who.actor(actor)
        if country is not None and other.country == country and other.type not in ("population", "media"):
            return True
    return False


def _will(context: Context, token: int) -> Iterator[Found]:
    """What a speaker says his own side will do or not do."""
    parse = context.parse
    statement = context.stated.get(token)
    if statement is None or statement.speaker is None or statement.negated:
        return
    if parse.pos[token] != "VERB" or parse.deps[token] not in ("ROOT", "ccomp", "conj", "parataxis"):
        return
    auxiliaries = set(grammar.auxiliaries(parse, token))
    lemma = parse.lemmas[token].lower()
    if not auxiliaries & FUTURE or "have" in auxiliaries or lemma in verb_class("involuntary"):
        return
    if any(parse.words[mark].lower() in ("if", "whether", "unless") for mark in parse.kids(token, "mark")):
        return
    head = grammar.subject(parse, token)
    if head is None or not _same_side(context, head, statement.speaker):
        return
    first, last = stretch(parse, token, context.bound(token))
    direct = context.actor(head)
    yield Found(
        trigger=token,
        complement=Complement(token, first, last, "clause"),
        sort=_will_sort(parse, token, lemma),
        party=direct if direct is not None else statement.speaker,
        target=(),
        negative=grammar.negated(parse, token),
        rule="commitments/will",
        certainty=CERTAINTY["will"],
    )


def _will_sort(parse: Parse, token: int, lemma: str) -> Sort:
    if lemma in verb_class("deciding"):
        return "condition"
    if lemma in verb_class("adverse") and not grammar.negated(parse, token):
        return "threat"
    return "intent" if lemma in verb_class("scheduled") else "pledge"


def _record(context: Context, found: Found) -> Commitment:
    parse, complement = context.parse, found.complement
    content = parse.span(complement.first, complement.last)
    uttered = context.uttered(found.trigger) if found.rule != "commitments/will" else None
    statement = uttered or context.stated.get(found.trigger)
    condition, word = _condition(context, found)
    polarity: Polarity = "negative" if found.negative else "positive"
    sort = found.sort
    if found.rule == "commitments/will" and polarity == "negative" and word in ("unless", "until"):
        sort = "condition"
    made = when_of(parse, context.times, found.trigger) if found.rule != "commitments/will" else None
    if made is None and statement is not None:
        made = statement.when
    relays = () if statement is None else _relays(statement, found.party)
    return Commitment(
        id=identify("commitment", parse.document.id, [content], [sort]),
        document=parse.document.id,
        evidence=(parse.sentence_span(found.trigger),),
        rule=found.rule,
        certainty=found.certainty,
        sort=sort,
        party=found.party,
        beneficiaries=_beneficiaries(context, found, statement),
        content=(content,),
        polarity=polarity,
        condition=condition,
        when=made,
        due=when_of(parse, context.times, complement.head),
        via=relays,
        statement=statement.id if statement is not None else None,
    )


def _relays(statement: Statement, party: str | None) -> tuple[str, ...]:
    own = statement.speaker
    return statement.via if own is None or own == party else (own, *statement.via)


def _condition(context: Context, found: Found) -> tuple[Span | None, str | None]:
    parse = context.parse
    verb = grammar.verb_of(parse, found.trigger)
    heads = (found.complement.head, found.trigger, found.trigger if verb is None else verb)
    for first, last, word in conditions(parse, heads, parse.sentence_of[found.trigger]):
        if last > first:
            return parse.span(first, last), word
    return None, None


def _beneficiaries(context: Context, found: Found, statement: Statement | None) -> tuple[str, ...]:
    """Those addressed or named in what is undertaken, the party's own side left out."""
    if found.target:
        return tuple(actor for actor in found.target if actor != found.party)
    if (
        statement is not None
        and statement.speaker == found.party
        and context.uttered(found.trigger) is statement
    ):
        addressed = tuple(actor for actor in statement.addressees if actor != found.party)
        if addressed:
            return addressed
    return _named(context, found) or (
        statement.addressees if statement is not None and statement.speaker == found.party else ()
    )


def _named(context: Context, found: Found) -> tuple[str, ...]:
    """The actors the content names beside its own subject and the party's own side."""
    parse, complement = context.parse, found.complement
    own = grammar.subject(parse, complement.head)
    skip = {found.party} if own is None else {found.party, context.actor(own)}
    first, last = (0, 0) if own is None else grammar.noun_phrase(parse, own)
    country = None if found.party is None else context.who.actor(found.party).country
    places = [
        range(complement.first, min(max(first, complement.first), complement.last)),
        range(max(last, complement.first), complement.last),
    ]
    if own is None or not complement.first <= own < complement.last:
        places = [range(complement.first, complement.last)]
    named = [
        actor for place in places for actor in context.actors(place.start, place.stop) if actor not in skip
    ]
    return tuple(
        dict.fromkeys(
            actor for actor in named if country is None or context.who.actor(actor).country != country
        )
    )
