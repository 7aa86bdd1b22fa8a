"""Statuses: how a relation stands, as a report says it.

What comes in: a `Parse`, its cast, its time expressions and its statements.
What goes out: `Status` records, one for each holder, counterpart and dimension told.

Taken: "Accra has not recognised the junta" (recognition withheld), "the envoy did not say whether Accra will
recognise it" (undecided), "Lima keeps its embassy in Baghdad open".
Not taken: "the film was recognised by critics" (no such relation), "Accra may recognise the junta" (not how it stands).

How a frame is read stands in ladders.py, who stands on either side in sides.py. Dimensions, their ladders of
values and the words that tell them are data: lexicons/en/statuses.toml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from regesta.extract import grammar
from regesta.extract.context import Context
from regesta.extract.dates import when_of
from regesta.extract.ladders import reading, told_by_noun
from regesta.extract.mentions import Cast
from regesta.extract.sides import Told, counterparts_of, holders
from regesta.lexicons import load
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import StatusFrame
from regesta.records import Parse, Statement, Status, Timex, When, identify

# Certainty by reading: the share found right among records read by eye (docs/commitments-and-statuses.md).
CERTAINTY = {"value": 0.92, "negated": 0.9, "undecided": 0.85, "planned": 0.85}
# Clauses that speak of something else; a noun within them is not what the frame is about.
OTHER_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "conj", "parataxis", "cc", "appos", "agent"})
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})
# The value of ties one works at.
STRIVING = "closer ties sought"
SLUG = re.compile(r"[^a-z0-9]+")


@functools.cache
def _frames(lang: str = "en") -> dict[tuple[str, str], tuple[tuple[StatusFrame, frozenset[str]], ...]]:
    """Word class and lemma of a trigger -> its frames, each with the heads of the nouns it is about."""
    table: dict[tuple[str, str], list[tuple[StatusFrame, frozenset[str]]]] = {}
    for frame in load(StatusFrame, lang):
        heads = frozenset(about.split()[-1] for about in frame.about)
        for word in frame.words:
            table.setdefault((frame.pos, word), []).append((frame, heads))
    return {key: tuple(frames) for key, frames in table.items()}


@functools.cache
def _triggers(lang: str = "en") -> frozenset[str]:
    return frozenset(lemma for _, lemma in _frames(lang))


@functools.cache
def _abouts(lang: str = "en") -> frozenset[str]:
    return frozenset().union(*(heads for frames in _frames(lang).values() for _, heads in frames))


def statuses(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Status, ...]:
    """The statuses of one document, in the order of their words; what is told twice is one with more evidence."""
    context = Context.of(parse, who, times, said)
    found: dict[tuple[object, ...], Status] = {}
    for first, last in parse.sentences:
        if parse.role(first) != "body":
            continue
        lemmas = [lemma.lower() for lemma in parse.lemmas[first:last]]
        if "VBG" in parse.tags[first:last]:
            lemmas = [_lemma(parse, token) for token in range(first, last)]
        present = _abouts().intersection(lemmas)
        for token, lemma in enumerate(lemmas, first):
            if lemma not in _triggers():
                continue
            for frame in _fitting(parse.pos[token], lemma, present):
                for status in _told(context, token, frame):
                    _keep(found, status, frame)
    return tuple(found.values())


def _lemma(parse: Parse, token: int) -> str:
    """The lemma in small letters; "the crossing" is a noun, though the parser may take it for a verb."""
    gerund = parse.tags[token] == "VBG" and parse.deps[token] in NOMINAL
    return (parse.words if gerund else parse.lemmas)[token].lower()


def _fitting(pos: str, lemma: str, present: frozenset[str]) -> Iterator[StatusFrame]:
    """The frames a word may trigger in a sentence that holds the nouns `present`."""
    kind = "verb" if pos in grammar.VERBAL else pos.lower()
    for frame, heads in _frames().get((kind, lemma), ()):
        if not heads or not heads.isdisjoint(present):
            yield frame


def _keep(found: dict[tuple[object, ...], Status], status: Status, frame: StatusFrame) -> None:
    polarity = _polarity(status, frame)
    key = (status.holder, status.counterpart, status.dimension, frame.value, polarity)
    first = found.get(key)
    if first is None:
        found[key] = status
    elif status.evidence[0] not in first.evidence:
        found[key] = msgspec.structs.replace(
            first,
            evidence=(*first.evidence, *status.evidence),
            claimed_by=first.claimed_by or status.claimed_by,
            when=first.when or status.when,
            as_of=first.as_of or status.as_of,
        )


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
    read = told_by_noun(context, token, change=frame.completed) if frame.deed else reading(context, token)
    if read == "value" and about is not None and grammar.negated(parse, about):
        # "has no embassy in Lima"
        read = "negated"
    if read is None or getattr(frame, read) is None:
        return
    told = Told(trigger=token, about=about, frame=frame, reading=read)
    if read == "value" and frame.negated is not None and "agent" in frame.holder:
        yield from _not_by(context, msgspec.structs.replace(told, reading="negated"))
    if not _stands(parse, told) or not _fit_capacity(parse, told):
        return
    side = holders(context, told)
    for holder in side:
        for counterpart in counterparts_of(context, told, holder):
            if not _named_as(context, told, counterpart[0]):
                continue
            status = _record(context, told, holder, counterpart)
            # "the rulers of Mali and Niger announced": each tells its own
            yield msgspec.structs.replace(status, claimed_by=None) if status.claimed_by in side else status


def _not_by(context: Context, told: Told) -> Iterator[Status]:
    """ "is recognised by Lima but not by Quito, Bern or Oslo": the three have not."""
    parse = context.parse
    by = [kid for kid in parse.kids(told.trigger, "prep", "agent") if parse.lemmas[kid] == "by"]
    places = [low for kid in by if grammar.excepted(parse, kid) for low in parse.kids(kid, "pobj")]
    for holder in (one for place in places for one in context.who.actors_at(place)):
        for counterpart in counterparts_of(context, told, holder):
            yield _record(context, told, holder, counterpart)


def _named_as(context: Context, told: Told, actor: str) -> bool:
    """A person is recognised "as president", else he is only praised."""
    if told.frame.dimension != "recognition" or context.who.actor(actor).type != "person":
        return True
    parse = context.parse
    places = (told.trigger, *grammar.objects(parse, told.trigger))
    return any(grammar.prepositional(parse, place, "as") for place in places)


def _fit_capacity(parse: Parse, told: Told) -> bool:
    """ "recognise the council as the government" is a recognition, "the city as a capital" is none of the actor.

    A base that is given up or only wished for is not held.
    """
    if told.frame.dimension == "presence" and told.frame.pos == "noun":
        verb = grammar.verb_of(parse, told.trigger)
        return verb is None or parse.lemmas[verb].lower() not in verb_class("ceding")
    if told.frame.dimension == "ambassador" and told.about is not None and _is_call(parse, told):
        return False
    if told.frame.planned == STRIVING and told.reading == "planned":
        # "has sought to deepen ties"; being ready to is an offer
        return parse.lemmas[parse.heads[told.trigger]].lower() in verb_class("striving")
    if told.frame.dimension != "recognition":
        return True
    objects = grammar.prepositional(parse, told.trigger, "as")
    objects += [
        k for o in grammar.objects(parse, told.trigger) for k in grammar.prepositional(parse, o, "as")
    ]
    return all(parse.lemmas[kid].lower() in verb_class("standing") for kid in objects)


def _is_call(parse: Parse, told: Told) -> bool:
    """True for "received the Russian ambassador": a call; a new one, or one from Oman, is accredited."""
    noun = told.about
    if noun is None or parse.lemmas[told.trigger].lower() != "receive":
        return False
    known = {parse.words[kid].lower() for kid in parse.kids(noun, "det", "amod", "poss")}
    return parse.lemmas[noun].lower() == "ambassador" and "the" in known and "new" not in known


def _about(context: Context, token: int, frame: StatusFrame) -> int | None:
    """The noun the frame is about, below its trigger (clauses left out) or above it ("aid frozen by ...")."""
    if not frame.about:
        return None
    parse = context.parse
    near = _near(parse, token, frame)
    for kid in near:
        if _is_about(context, kid, frame):
            return kid
        if not frame.within:
            near += [
                low for low in parse.children[kid] if parse.deps[low] not in OTHER_CLAUSES and low != token
            ]
    return None


def _near(parse: Parse, token: int, frame: StatusFrame) -> list[int]:
    """Where the noun is looked for: in the frame's own places, else below the trigger and above it."""
    if frame.within:
        near = parse.kids(token, *frame.within)
        near += [low for kid in near for low in parse.kids(kid, "appos")]
        return near + [low for kid in near if parse.pos[kid] == "ADP" for low in parse.kids(kid, "pobj")]
    active = bool(parse.kids(token, "dobj"))
    near = [
        kid
        for kid in parse.children[token]
        if parse.deps[kid] not in OTHER_CLAUSES and not (active and parse.deps[kid] == "nsubj")
    ]
    return [*near, parse.heads[token]] if parse.deps[token] in ("acl", "relcl") else near


def _is_about(context: Context, token: int, frame: StatusFrame) -> bool:
    parse = context.parse
    lemma = _lemma(parse, token)
    if parse.pos[token] not in ("NOUN", "PROPN") and lemma == parse.lemmas[token].lower():
        return False
    for about in frame.about:
        *before, head = about.split()
        if head == lemma and all(
            any(parse.words[k].lower() == w for k in parse.children[token]) for w in before
        ):
            named = context.who.actor_at(token)
            return named is None or context.who.actor(named).type not in ("igo", "company", "media")
    return False


def _stands(parse: Parse, told: Told) -> bool:
    """True when one of the frame's state words goes with the trigger or its noun ("remains closed", "in force")."""
    if not told.frame.state:
        return True
    near = [*parse.children[told.trigger], *(() if told.about is None else parse.children[told.about])]
    near += [low for kid in near if parse.pos[kid] in ("ADP", "ADJ") for low in parse.children[kid]]
    return any(parse.words[kid].lower() in told.frame.state for kid in near)


def _record(context: Context, told: Told, holder: str, other: tuple[str, int]) -> Status:
    parse, frame = context.parse, told.frame
    counterpart, place = other
    statement = context.stated.get(told.trigger)
    value = _value(context, told, place)
    evidence = parse.sentence_span(told.trigger)
    when = when_of(parse, context.times, told.trigger)
    began = when is not None and when.start is not None and when.end is None
    # "will be our main partner" declares the partnership as of the day it is said
    lasting = frame.completed and (told.reading == "value" or frame.planned == "{phrase}" == frame.value)
    since = when if began else None
    if lasting:
        since = _since(when if when is not None or statement is None else statement.when)
    speaker = statement.speaker if statement is not None and told.reading != "undecided" else None
    planned = told.reading == "planned"
    return Status(
        id=identify("status", parse.document.id, [evidence], [frame.dimension, holder, counterpart, value]),
        document=parse.document.id,
        evidence=(evidence,),
        rule=f"statuses/{frame.dimension}:{parse.lemmas[told.trigger].lower()}",
        certainty=CERTAINTY[told.reading],
        holder=holder,
        counterpart=counterpart,
        dimension=frame.dimension,
        value=value,
        when=since,
        # "will recognise it by mid-June": planned as of the day it is told, not of mid-June
        as_of=None if lasting else _as_of(context, None if began or planned else when, statement),
        claimed_by=None if speaker == holder else speaker,
        series=series(context.who, frame.dimension, holder, counterpart),
    )


def _value(context: Context, told: Told, place: int) -> str | None:
    parse, frame = context.parse, told.frame
    if frame.partly is not None and told.reading in ("value", "planned"):
        heads = [kid for kid in parse.children[told.trigger] if parse.deps[kid] in ("nsubjpass", "dobj")]
        if any(parse.lemmas[head] in ("part", "some", "most", "half") for head in heads):
            return frame.partly if told.reading == "value" else f"part {frame.planned}"
    value: str | None = getattr(frame, told.reading)
    noun = told.about if told.about is not None else told.trigger
    if value != "{phrase}":
        return value if value is None else value + _of_place(context, told, place) + _qualified(parse, noun)
    words = [kid for kid in parse.kids(noun, "amod", "compound", "nummod", "advmod") if kid < noun]
    inner = [low for kid in words for low in parse.kids(kid, "advmod")]
    named = [kid for kid in words if context.actor(kid) is None and context.state(kid) is None]
    return " ".join(parse.words[i].lower() for i in sorted({*named, *inner, noun}))


def _of_place(context: Context, told: Told, place: int) -> str:
    """ " of Goma" for a town or a part of a state: holding it is not holding the state."""
    parse = context.parse
    if told.frame.dimension != "control" or parse.pos[place] != "PROPN" or context.actor(place) is not None:
        return ""
    first = min([place, *parse.kids(place, "compound")])
    link = " of " if (told.frame.value or "").endswith("control") else " "
    return f"{link}{parse.text_of(first, place + 1)}"


def _qualified(parse: Parse, noun: int) -> str:
    """ " (de facto)" for words that are part of the value."""
    known = verb_class("qualifier")
    below = [
        low for kid in (noun, *parse.kids(noun, "amod", "nmod", "compound")) for low in parse.children[kid]
    ]
    words = [
        parse.words[i].lower()
        for i in sorted({i for i in below if i < noun})
        if parse.words[i].lower() in known
    ]
    return f" ({' '.join(words)})" if words else ""


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
