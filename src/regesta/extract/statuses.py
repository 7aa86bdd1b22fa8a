"""Statuses: how a relation stands, as a report says it.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: `Status` records, one for each holder, counterpart and dimension told.

Taken: "Accra has not recognised the junta" (recognition withheld), "the envoy did not say whether Accra will
recognise it" (undecided), "Lima keeps its embassy in Baghdad open".
Not taken: "the film was recognised by critics" (no such relation), "Accra may recognise the junta" (not how it stands).

Dimensions, their ladders of values and the words that tell them are data: lexicons/en/statuses.toml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from regesta.extract import grammar
from regesta.extract.context import Context, verb_class
from regesta.extract.dates import when_of
from regesta.extract.mentions import Cast
from regesta.lexicons import load
from regesta.lexicons.entries import StatusFrame
from regesta.records import Parse, Statement, Status, Timex, When, identify

Reading = Literal["value", "negated", "undecided", "planned"]
HEDGES = frozenset({"could", "may", "might", "should", "would", "must", "can"})
CERTAINTY = {"value": 0.8, "negated": 0.85, "undecided": 0.8, "planned": 0.7}
# Clauses that speak of something else; a noun within them is not what the frame is about.
OTHER_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "conj", "parataxis", "cc", "appos"})
SLUG = re.compile(r"[^a-z0-9]+")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A frame found at a token: the noun it is about, and how it is to be read."""

    trigger: int
    about: int | None
    frame: StatusFrame
    reading: Reading


@functools.cache
def _frames(lang: str = "en") -> dict[tuple[str, str], tuple[StatusFrame, ...]]:
    table: dict[tuple[str, str], list[StatusFrame]] = {}
    for frame in load(StatusFrame, lang):
        for word in frame.words:
            table.setdefault((frame.pos, word), []).append(frame)
    return {key: tuple(frames) for key, frames in table.items()}


def statuses(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Status, ...]:
    """The statuses of one document, in the order of their words, each told once a sentence."""
    context = Context.of(parse, who, times, said)
    frames = _frames()
    found: dict[tuple[object, ...], Status] = {}  # what is told twice is one status with more evidence
    for token in range(len(parse)):
        if parse.role(token) != "body":
            continue
        pos = "verb" if parse.pos[token] in grammar.VERBAL else parse.pos[token].lower()
        for frame in frames.get((pos, parse.lemmas[token].lower()), ()):
            for status in _told(context, token, frame):
                key = (
                    status.holder,
                    status.counterpart,
                    status.dimension,
                    frame.value,
                    _polarity(status, frame),
                )
                first = found.get(key)
                if first is not None and status.evidence[0] not in first.evidence:
                    status = msgspec.structs.replace(first, evidence=(*first.evidence, *status.evidence))
                found[key] = status if first is None or len(status.evidence) > 1 else first
    return tuple(found.values())


def _polarity(status: Status, frame: StatusFrame) -> str | None:
    """What two tellings of one status share: its value, or that the frame takes the words as they are."""
    return "{phrase}" if "{phrase}" in (frame.value, frame.planned) else status.value


def _told(context: Context, token: int, frame: StatusFrame) -> Iterator[Status]:
    parse = context.parse
    about = _about(context, token, frame)
    if frame.about and about is None:
        return
    if frame.particle and not any(
        parse.words[kid].lower() == frame.particle for kid in parse.children[token]
    ):
        return
    reading = _reading(context, token)
    if reading is None or getattr(frame, reading) is None:
        return
    told = Told(trigger=token, about=about, frame=frame, reading=reading)
    for holder in _holders(context, told):
        counterpart = _counterpart(context, told, holder)
        if counterpart is None or counterpart == holder:
            continue
        yield _record(context, told, holder, counterpart)


def _about(context: Context, token: int, frame: StatusFrame) -> int | None:
    """The noun the frame is about: below its trigger, clauses left out, or above it ("aid frozen by ...")."""
    if not frame.about:
        return None
    parse = context.parse
    near = [kid for kid in parse.children[token] if parse.deps[kid] not in OTHER_CLAUSES]
    if parse.deps[token] in ("acl", "relcl"):
        near.append(parse.heads[token])
    for kid in near:
        named = context.who.actor_at(kid)
        about = parse.lemmas[kid].lower() in frame.about and parse.pos[kid] in ("NOUN", "PROPN")
        if about and (named is None or context.who.actor(named).type not in ("igo", "company", "media")):
            return kid
        near += [low for low in parse.children[kid] if parse.deps[low] not in OTHER_CLAUSES and low != token]
    return None


def _reading(context: Context, token: int) -> Reading | None:
    """Whether the frame is affirmed, negated, left open or planned; None for what merely may be."""
    parse = context.parse
    verb = token if parse.pos[token] in grammar.VERBAL else grammar.verb_of(parse, token)
    if verb is None:
        return None
    statement = context.stated.get(token)
    if _whether(parse, verb) or (statement is not None and statement.negated):
        return "undecided"
    auxiliaries = set(grammar.auxiliaries(parse, verb))
    if auxiliaries & HEDGES and not (statement is not None and "would" in auxiliaries):
        return None
    if any(parse.words[kid].lower() in ("if", "unless", "until") for kid in parse.kids(verb, "mark")):
        return None
    if grammar.negated(parse, verb) or grammar.negated(parse, token):
        return "negated"
    return _governed(parse, verb, auxiliaries)


def _whether(parse: Parse, verb: int) -> bool:
    if any(parse.words[kid].lower() == "whether" for kid in parse.kids(verb, "mark")):
        return True
    # "decide whether to recognise", "decide on recognising"
    above = next(grammar.governors(parse, verb), None)
    if above is not None and parse.pos[above] == "ADP":
        above = next(grammar.governors(parse, above), None)
    return above is not None and parse.lemmas[above] in verb_class("deciding")


def _governed(parse: Parse, verb: int, auxiliaries: set[str]) -> Reading | None:
    """The reading by what governs an infinitive or gerund ("keen to join", "no plans on evacuating")."""
    if auxiliaries & {"will", "'ll", "’ll", "would", "shall"}:
        return "planned"
    if not (grammar.is_infinitive(parse, verb) or parse.deps[verb] == "pcomp"):
        return "value"
    above = next(grammar.governors(parse, verb), None)
    if above is not None and parse.pos[above] == "ADP":
        above = next(grammar.governors(parse, above), None)
    if above is None:
        return "value"
    carrier = grammar.verb_of(parse, above)
    if grammar.negated(parse, above) or (carrier is not None and grammar.negated(parse, carrier)):
        return "negated"
    if any(parse.deps[kid] == "neg" for kid in parse.children[verb]):
        return "negated"
    if parse.lemmas[above] in ("refuse", "decline", "fail"):
        return "negated"
    if parse.lemmas[above] in ("continue", "manage", "begin", "start"):
        return "value"
    return "planned"


def _slot(context: Context, told: Told, name: str) -> list[int]:
    """Tokens that fill a slot of the frame."""
    parse, token, about = context.parse, told.trigger, told.about
    if name == "subject":
        verb = token if parse.pos[token] in grammar.VERBAL else grammar.verb_of(parse, token)
        if verb is None or grammar.is_passive(parse, verb):
            return []
        head = grammar.subject(parse, verb)
        return [] if head is None or head == about else [head]
    if name == "agent":
        return grammar.agents(parse, token)
    if name == "object":
        return grammar.objects(parse, token)
    if name == "dative":
        return parse.kids(token, "dative")
    if name == "possessor":
        return parse.kids(token, "poss")
    if name in ("owner", "beside"):
        if about is None:
            return []
        label = ("poss",) if name == "owner" else ("amod", "compound", "nmod")
        heads = [about, *(kid for kid in parse.kids(about, "prep") for kid in parse.kids(kid, "pobj"))]
        if parse.deps[about] in ("compound", "nmod", "pobj"):
            above = parse.heads[about]
            heads.append(parse.heads[above] if parse.deps[about] == "pobj" else above)
        return [kid for head in heads for kid in parse.kids(head, *label)]
    return [
        head
        for place in (token, about)
        if place is not None
        for head in grammar.prepositional(parse, place, name)
    ]


def _holders(context: Context, told: Told) -> tuple[str, ...]:
    for name in told.frame.holder:
        for token in _slot(context, told, name):
            found = context.who.actors_at(token) or tuple(
                actor for actor in (context.actor(token), _owner(context, token)) if actor is not None
            )
            if found:
                return tuple(dict.fromkeys(found[:1] if context.who.actor_at(token) is None else found))
    return ()


def _owner(context: Context, token: int) -> str | None:
    """The owner of a noun that is no actor itself ("part of its staff", "our ambassador")."""
    first, last = grammar.noun_phrase(context.parse, token)
    found = context.actors(first, last)
    return found[0] if found else None


def _counterpart(context: Context, told: Told, holder: str) -> str | None:
    kinds = told.frame.kinds
    for name in told.frame.counterpart:
        for token in _slot(context, told, name):
            actor = _other_side(context, told, token)
            if actor is None or actor == holder:
                continue
            if not kinds or context.who.actor(actor).type in kinds:
                return actor
    return None


def _other_side(context: Context, told: Told, token: int) -> str | None:
    """The actor in the counterpart slot; for control over a land, the state a government or place belongs to."""
    if told.frame.dimension == "control":
        actor = context.actor(token)
        country = context.who.actor(actor).country if actor is not None else None
        return context.state(token) or (context.who.state_ids.get(country) if country else None)
    return context.actor(token) or context.state(token)


def _record(context: Context, told: Told, holder: str, counterpart: str) -> Status:
    parse, frame = context.parse, told.frame
    statement = context.stated.get(told.trigger)
    evidence = parse.sentence_span(told.trigger)
    value = _value(context, told)
    when = when_of(parse, context.times, told.trigger)
    lasting = frame.completed and told.reading == "value"
    since = _since(when if when is not None or statement is None else statement.when) if lasting else None
    speaker = statement.speaker if statement is not None and told.reading != "undecided" else None
    return Status(
        id=identify("status", parse.document.id, [evidence], [frame.dimension, holder, counterpart]),
        document=parse.document.id,
        evidence=(evidence,),
        rule=f"statuses/{frame.dimension}:{parse.lemmas[told.trigger].lower()}",
        certainty=CERTAINTY[told.reading],
        holder=holder,
        counterpart=counterpart,
        dimension=frame.dimension,
        value=value,
        when=since,
        as_of=None if lasting else _as_of(context, when, statement),
        claimed_by=None if speaker == holder else speaker,
        series=series(context.who, frame.dimension, holder, counterpart),
    )


def _value(context: Context, told: Told) -> str | None:
    parse, frame = context.parse, told.frame
    if frame.partly is not None and told.reading in ("value", "planned"):
        heads = [kid for kid in parse.children[told.trigger] if parse.deps[kid] in ("nsubjpass", "dobj")]
        if any(parse.lemmas[head] in ("part", "some", "most") for head in heads):
            return frame.partly
    value: str | None = getattr(frame, told.reading)
    if value != "{phrase}":
        return value
    noun = told.about if told.about is not None else told.trigger
    words = [kid for kid in parse.kids(noun, "amod", "compound", "nummod", "advmod") if kid < noun]
    inner = [low for kid in words for low in parse.kids(kid, "advmod")]
    return " ".join(parse.words[i].lower() for i in sorted({*words, *inner, noun}))


def _since(when: When | None) -> When | None:
    """The change's date as the beginning of a state that still holds."""
    if when is None or when.start is None:
        return when
    return msgspec.structs.replace(when, end=None)


def _as_of(context: Context, when: When | None, statement: Statement | None) -> When | None:
    """The day the report says it stands so: its own date, that of the statement, else of publication."""
    if when is not None and when.known:
        return when
    if statement is not None and statement.when is not None and statement.when.known:
        return msgspec.structs.replace(statement.when, basis="inherited")
    published = context.parse.document.published
    if published is None or not published.known:
        return None
    basis: Literal["published", "inferred"] = "inferred" if published.basis == "inferred" else "published"
    return When(start=published.start, end=published.end, precision=published.precision, basis=basis)


def series(who: Cast, dimension: str, holder: str, counterpart: str) -> str:
    """Key of the timeline a status belongs to, e.g. "recognition:china-taliban"."""
    names = [SLUG.sub("-", who.actor(actor).name.lower()).strip("-") for actor in (holder, counterpart)]
    return f"{dimension}:{'-'.join(names)}"
