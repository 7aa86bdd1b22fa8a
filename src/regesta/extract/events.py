"""Parse -> EventMentions: who did what to whom, where, when, and whether it is told as fact.

What comes in: a `Parse`, its cast, its time expressions and its statements. What goes out: event mentions
in text order, each on its sentence, with the frame that found it in `rule`.

    event_mentions(parse, who, times, said)[0].type     # "COERCE" for "Police in Lusaka jailed two editors."

Taken: "Talks between Oslo and Hanoi ended on Monday." Not taken: "The striker attacked down the left for Brazil."
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from regesta.extract import grammar
from regesta.extract.bidding import is_bidden, is_wished
from regesta.extract.candidates import ABSORBING, candidates, names_object
from regesta.extract.casualties import casualties_of
from regesta.extract.dates import when_of
from regesta.extract.frames import Match
from regesta.extract.framewords import word_class, word_list
from regesta.extract.gates import VERBAL, is_event, is_excluded, is_purpose, is_unmeant
from regesta.extract.longtail import GUESSED, rare_matches
from regesta.extract.mentions import Cast
from regesta.extract.modality import is_judged, modality
from regesta.extract.parties import Sides, sides
from regesta.extract.settings import place_of
from regesta.extract.voicing import with_speaker, without_listeners, without_teller
from regesta.extract.worlds import is_genre, is_other_world, is_retold
from regesta.records import EventMention, Modality, Parse, Span, Statement, Timex, When, identify

__all__ = ["event_mentions"]

# Set by hand, not calibrated: both sides known, one side, an event noun on its own.
BOTH, ONE, BARE = 0.85, 0.7, 0.6
# A guess of the long-tail classifier, both sides known.
RARE = 0.5
# Words whose content has a time of its own.
PROMISING = frozenset({"AGREE", "THREATEN", "REQUEST"})


class Context(NamedTuple):
    """What all mentions of one document share."""

    parse: Parse
    who: Cast
    times: tuple[Timex, ...]
    statements: dict[int, list[tuple[Span, Statement]]]
    by_id: dict[str, Statement]


def event_mentions(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[EventMention, ...]:
    """All event mentions of the body's sentences, in text order."""
    context = Context(parse, who, times, _by_sentence(parse, said), {one.id: one for one in said})
    found: list[EventMention] = []
    invented = is_genre(parse)
    before: list[EventMention] = []
    for first, last in parse.sentences:
        if parse.role(first) != "body":
            continue
        matches = candidates(parse, who, first, last)
        matches += rare_matches(parse, who, first, last, matches)
        if invented:
            matches = [match for match in matches if not is_retold(parse, match.head, match.light)]
        if not matches or parse.words[last - 1] == "?" or is_other_world(parse, first, last):
            continue
        near = parse.paragraphs[parse.paragraph_of[first]][0]
        before = [one for one in before if one.evidence[0].start >= parse.starts[near]]
        before = list(_sentence(context, matches, before))
        found += before
    return tuple(found)


def _by_sentence(parse: Parse, said: tuple[Statement, ...]) -> dict[int, list[tuple[Span, Statement]]]:
    """Sentence number -> the statement contents that reach into it."""
    starts = [parse.starts[first] for first, _ in parse.sentences]
    found: dict[int, list[tuple[Span, Statement]]] = {}
    for statement in said:
        for span in statement.content:
            for number in _sentences_of(starts, span):
                found.setdefault(number, []).append((span, statement))
    return found


def _sentences_of(starts: list[int], span: Span) -> range:
    return range(max(bisect.bisect_right(starts, span.start) - 1, 0), bisect.bisect_left(starts, span.end))


def _sentence(context: Context, matches: list[Match], before: list[EventMention]) -> Iterator[EventMention]:
    """The mentions of one sentence: content of absorbing acts left out, twins joined.

    `before`: those of the sentence before it in the same paragraph.
    """
    parse = context.parse
    matches.sort(key=lambda match: (depth(parse, match.head), match.head))
    absorbed: set[int] = set()
    kept: list[EventMention] = []
    met: dict[int, EventMention] = {}
    for match in matches:
        if match.head in absorbed:
            continue
        mention = _mention(
            context, match, [*before, *kept], helped=[one for one in kept if one.type == "AID"]
        )
        if mention is None:
            continue
        if match.frame.type in ABSORBING or match.frame.mode == "allege":
            absorbed.update(_content(parse, match, word_list("content")))
        elif match.frame.type == "CONSULT":
            # "sent envoys to meet": one meeting
            absorbed.update(_content(parse, match, ("to_do",)))
        kept.append(_met(context, match, mention, met))
        if match.frame.type == "CONSULT":
            met[match.head] = kept[-1]
    yield from _joined(sorted(kept, key=lambda one: one.trigger[0]))


def _met(context: Context, match: Match, mention: EventMention, met: dict[int, EventMention]) -> EventMention:
    """What is said to nobody in particular is said to whom one meets: "met Oslo's envoy and promised peace"."""
    meeting = met.get(grammar.first_conjunct(context.parse, match.head))
    if (
        meeting is None
        or mention.recipients
        or mention.type not in VERBAL
        or mention.actors != meeting.actors
    ):
        return mention
    content = (mention.type, *mention.actors, ">", *meeting.recipients, mention.modality)
    own = identify("event_mention", mention.document, mention.trigger, content)
    return msgspec.structs.replace(
        mention, id=own, event=own, recipients=meeting.recipients, place=mention.place or meeting.place
    )


def depth(parse: Parse, i: int) -> int:
    """How many words stand above token `i`."""
    return sum(1 for _ in grammar.governors(parse, i))


def _content(parse: Parse, match: Match, slots: tuple[str, ...]) -> set[int]:
    """The tokens of what an absorbing act is about."""
    found: set[int] = set()
    for slot in slots:
        inside = list(match.slots.get(slot, ()))
        for token in inside:
            inside += [
                kid
                for kid in parse.children[token]
                if not _is_granted(parse, kid) and not _is_added(parse, kid)
            ]
        found.update(inside)
    return found - {match.head}


def _is_added(parse: Parse, clause: int) -> bool:
    """True for ", whose raids have killed forty": what the report adds about somebody, no part of the demand."""
    first = parse.left_edge(clause)
    return parse.deps[clause] == "relcl" and first > 0 and parse.words[first - 1] == ","


def _mention(
    context: Context, match: Match, near: list[EventMention], *, helped: list[EventMention]
) -> EventMention | None:
    """The event mention of one match, or None where too little is told for one.

    `near`: what is told around it; `helped`: the aid told before it in its sentence.
    """
    parse, who = context.parse, context.who
    both = sides(parse, who, match)
    if helped and match.frame.type == "AID" and not both.recipients:
        # "Oslo gave $2m to Fiji, while Lima sent tents": to Fiji too
        both = Sides(both.actors, tuple(one for one in helped[0].recipients if one not in both.actors))
    place = place_of(parse, who, match)
    attack = casualties_of(parse, match, both, near)
    if attack is not None:
        place = place or attack.place
    trigger = _trigger(parse, match)
    statement = _statement_of(context, match, trigger)
    both = with_speaker(parse, match, without_teller(parse, who, both, statement), statement)
    both = without_listeners(who, match, both)
    told = attack is not None or is_event(parse, who, match, both, place=place)
    if not told or is_unmeant(parse, who, match, both, statement=statement):
        return None
    how, by = _told(context, match, both, statement)
    if _is_idle(context, match, both, statement=statement, how=how):
        return None
    document = parse.document.id
    content = (match.frame.type, *both.actors, ">", *both.recipients, how)
    own = identify("event_mention", document, trigger, content)
    return EventMention(
        id=own,
        evidence=(parse.sentence_span(match.head),),
        rule=_rule(parse, match),
        certainty=_certainty(match, both),
        document=document,
        event=own,
        type=match.frame.type,
        mode=match.frame.mode,
        contexts=match.frame.contexts,
        actors=both.actors,
        recipients=both.recipients,
        trigger=trigger,
        when=_when(context, match, statement),
        place=place,
        modality=how,
        claimed_by=by,
        statement=statement.id if statement is not None else None,
    )


def _is_idle(
    context: Context, match: Match, both: Sides, *, statement: Statement | None, how: Modality
) -> bool:
    """True for what is merely meant, supposed or asked: told as no fact, and nobody's act yet."""
    parse = context.parse
    if (
        (how == "planned" and is_purpose(parse, match))
        or is_excluded(parse, match)
        or is_bidden(parse, match.head)
        or is_wished(parse, match.head)
        or is_judged(parse, match.head)
    ):
        return True
    if how == "planned" and match.frame.type == "SUPPORT" and not both.recipients:
        return True
    if how != "actual" and not both.actors and match.frame.pos == "noun" and match.light is None:
        return True
    open_question = how in ("conditional", "possible") or _is_asked(parse, match.head)
    return open_question and not _is_weighed(context, match, both, statement)


def _when(context: Context, match: Match, statement: Statement | None) -> When | None:
    """The event's time; that of saying it is none ("said on Monday it would")."""
    parse = context.parse
    found = when_of(parse, context.times, match.light if match.light is not None else match.head)
    if found is not None and found.start is None and match.frame.type in PROMISING:
        # "pledged two ships by May": when they are due, not when it was said
        return None
    if found is None or found.text is None or statement is None or statement.cue is None:
        return found
    text = parse.document.text
    return found if any(found.text in span.cut(text) for span in statement.content) else None


def _rule(parse: Parse, match: Match) -> str:
    """What found it: the frame's word and type, or that it was a guess of the long tail."""
    lemma = parse.lemmas[match.head].lower()
    if match.frame.words == GUESSED:
        return f"events/longtail@{match.frame.type}:{lemma}"
    return f"events/{match.frame.pos}:{lemma}@{match.frame.type}"


def _certainty(match: Match, both: Sides) -> float:
    if match.frame.words == GUESSED:
        return RARE
    if match.frame.pos == "noun" and match.light is None:
        return BARE
    return BOTH if both.actors and both.recipients else ONE


def _trigger(parse: Parse, match: Match) -> tuple[Span, ...]:
    """The trigger's words as spans, neighbours joined."""
    tokens = {*match.trigger, *([match.light] if match.light is not None else [])}
    if match.frame.pos == "verb" and names_object(match):
        tokens.update(match.slots.get("object", ())[:1])
    spans: list[tuple[int, int]] = []
    for token in sorted(tokens):
        if spans and spans[-1][1] == token:
            spans[-1] = (spans[-1][0], token + 1)
        else:
            spans.append((token, token + 1))
    return tuple(parse.span(first, last) for first, last in spans)


def _statement_of(context: Context, match: Match, trigger: tuple[Span, ...]) -> Statement | None:
    """The innermost statement whose words the event stands in."""
    inside = [
        (span.end - span.start, statement.id, statement)
        for span, statement in context.statements.get(context.parse.sentence_of[match.head], ())
        if span.covers(trigger[0]) and (statement.cue is None or not statement.cue.overlaps(trigger[0]))
    ]
    return min(inside, key=lambda one: one[:2])[2] if inside else None


def _modality(context: Context, match: Match, statement: Statement | None) -> Modality:
    top = match.light if match.light is not None else match.head
    if "not" in match.frame.needs:
        # a promise not to is a promise
        return "actual"
    how = modality(context.parse, top, reported=statement is not None)
    if how == "actual" and match.light is not None:
        how = modality(context.parse, match.head, reported=statement is not None)
    return how


def _is_asked(parse: Parse, head: int) -> bool:
    """True inside "whether ..."."""
    return any(parse.lemmas[kid].lower() == "whether" for kid in parse.kids(head, "mark", "advmod"))


def _is_weighed(context: Context, match: Match, both: Sides, statement: Statement | None) -> bool:
    """True for an open event somebody weighs or sets terms for; mere supposition is none."""
    if not (both.actors and both.recipients):
        return False
    parse = context.parse
    if any(parse.lemmas[kid] == "if" for kid in parse.kids(match.head, "mark")):
        return False
    if statement is not None and not _is_asked(parse, match.head):
        return True
    return any(
        parse.lemmas[token].lower() in word_class("weighing")
        for token in grammar.governors(parse, match.head)
    )


def _told(
    context: Context, match: Match, both: Sides, statement: Statement | None
) -> tuple[Modality, str | None]:
    """How the event is told, and by whom where the report leaves it to another.

    Words of diplomacy are acts when spoken: a speaker's own are told as fact. So is what a time clause
    takes for granted ("a day after rebels seized the town", said Oslo).
    """
    how = _modality(context, match, statement)
    speaker = statement.speaker if statement is not None else None
    own = speaker is not None and speaker in both.actors and match.frame.type in VERBAL
    outer = context.by_id.get(statement.nested_in or "") if statement is not None else None
    if own and outer is not None and outer.speaker not in (None, speaker):
        # what one speaker tells of another's words
        return ("claimed" if how in ("actual", "claimed") else how), outer.speaker
    if how == "claimed" and own:
        return "actual", None
    granted = _is_granted(context.parse, match.head) or (
        statement is not None and statement.act in word_class("presupposing")
    )
    if "not" in match.frame.needs:
        return "actual", None
    if speaker is None or own or (how == "actual" and granted):
        return how, None
    return ("claimed" if how == "actual" else how), speaker


def _is_granted(parse: Parse, head: int) -> bool:
    """True inside a clause of time, which takes its event for a fact."""
    marks = {parse.lemmas[kid] for kid in parse.kids(head, "mark", "advmod")}
    return bool(marks & {"after", "since"}) or (parse.deps[head] == "advcl" and bool(marks & {"when", "as"}))


def _joined(mentions: list[EventMention]) -> Iterator[EventMention]:
    """Mentions of one sentence that differ in their trigger alone are one ("supplied and trained")."""
    groups: dict[tuple[object, ...], list[EventMention]] = {}
    for one in mentions:
        key = (one.type, one.actors, one.recipients, one.modality)
        groups.setdefault(key, []).append(one)
    for same in groups.values():
        first = same[0]
        if len(same) == 1 or not first.actors:
            yield from same
            continue
        spans = tuple(sorted({span for one in same for span in one.trigger}))
        content = (first.type, *first.actors, ">", *first.recipients, first.modality)
        own = identify("event_mention", first.document, spans, content)
        yield msgspec.structs.replace(
            first,
            id=own,
            event=own,
            trigger=spans,
            place=next((one.place for one in same if one.place), None),
            when=next((one.when for one in same if one.when), None),
        )
