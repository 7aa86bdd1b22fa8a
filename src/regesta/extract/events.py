"""Parse -> EventMentions: who did what to whom, where, when, and whether it is told as fact.

What comes in: a `Parse`, its cast, its time expressions and its statements. What goes out: event mentions
in text order, each on its sentence, with the frame that found it in `rule`.

    event_mentions(parse, who, times, said)[0].type     # "COERCE" for "Police in Lusaka jailed two editors."

Taken: "Talks between Oslo and Hanoi ended on Monday." Not taken: "The striker attacked down the left for Brazil."
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from regesta.extract import grammar
from regesta.extract.dates import when_of
from regesta.extract.frames import Match, Party, light_verb, match_at
from regesta.extract.mentions import Cast
from regesta.extract.modality import modality
from regesta.extract.parties import Sides, is_political, parties, sides
from regesta.extract.places import place_of
from regesta.lexicons import load
from regesta.lexicons.entries import OtherWorld
from regesta.records import EventMention, Modality, Parse, Place, Span, Statement, Timex, identify

__all__ = ["event_mentions"]

# What is agreed, asked, refused, threatened or alleged is the content of that act and no event of its own.
ABSORBING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
CONTENT_SLOTS = (
    "object",
    "to_do",
    "that",
    "of",
    "for",
    "to",
    "against",
    "with",
    "on",
    "from",
    "over",
    "about",
)
# Words of diplomacy are acts when spoken; a speaker's own are told as fact, another's as claimed.
VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
DEEDS = frozenset({"COOPERATE", "AID", "SANCTION", "MOBILIZE", "COERCE", "RETREAT", "CONCEDE"})
# The oldest year whose events are news and no history lesson.
FIRST_YEAR = 1946
# Tuned on tests/gold/events.jsonl: both sides known, one side, an event noun on its own.
BOTH, ONE, BARE = 0.85, 0.7, 0.6


class Context(NamedTuple):
    """What all mentions of one document share."""

    parse: Parse
    who: Cast
    times: tuple[Timex, ...]
    statements: dict[int, list[tuple[Span, Statement]]]


def event_mentions(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[EventMention, ...]:
    """All event mentions of the body's sentences, in text order."""
    context = Context(parse, who, times, _by_sentence(parse, said))
    found: list[EventMention] = []
    for first, last in parse.sentences:
        if parse.role(first) != "body":
            continue
        matches = candidates(parse, who, first, last)
        if not matches or is_other_world(parse, who, first, last):
            continue
        found += _sentence(context, matches)
    return tuple(found)


def candidates(parse: Parse, who: Cast, first: int, last: int) -> list[Match]:
    """The frames of one sentence, event nouns joined to their light verbs."""
    found: list[Match] = []
    taken: set[int] = set()

    def is_party(token: int) -> bool:
        return bool(parties(parse, who, token, deep=False))

    for i in range(first, last):
        match = match_at(parse, i, is_party)
        if match is None:
            continue
        if match.frame.pos == "verb" and _names_object(match):
            if _is_outspoken(parse, match, is_party):
                continue
            taken.update(match.slots.get("object", ()))
        found.append(match)
    spoken_for = {token for match in found for token in match.trigger[1:] if match.frame.pos != "noun"}
    matches = [
        match for match in found if match.head not in spoken_for and not _is_taken(parse, match, taken)
    ]
    matches = [_lightened(parse, match) for match in matches]
    matches = [match for match in matches if match.light is not None or "light" not in match.frame.needs]
    lent = {match.light for match in matches if match.light is not None}
    return [match for match in matches if match.head not in lent or match.frame.type in ABSORBING]


def _names_object(match: Match) -> bool:
    wanted = match.frame.needs.get("object", ())
    return bool(wanted) and not {"*", "+"} & set(wanted)


def _is_outspoken(parse: Parse, match: Match, is_party: Party) -> bool:
    """True when the object itself names the event more exactly ("began a hunger strike")."""
    for token in match.slots.get("object", ()):
        noun = match_at(parse, token, is_party)
        if noun is not None and len(noun.trigger) > 1 and light_verb(parse, token) is not None:
            return noun.frame.type != match.frame.type
    return False


def _is_taken(parse: Parse, match: Match, taken: set[int]) -> bool:
    return match.frame.pos == "noun" and (
        match.head in taken or grammar.first_conjunct(parse, match.head) in taken
    )


def _lightened(parse: Parse, match: Match) -> Match:
    """The match with the light verb that carries its noun, where there is one."""
    if match.frame.pos != "noun":
        return match
    light = light_verb(parse, match.head)
    if light is None:
        return match
    verb, lends = light
    if lends == "none":
        return match
    return match._replace(light=verb, lends=lends)


def is_other_world(parse: Parse, who: Cast, first: int, last: int) -> bool:
    """True for a sentence of sport, markets, weather, fiction or history books."""
    words, phrases = _other_words()
    for i in range(first, last):
        word = parse.words[i].lower()
        if parse.pos[i] == "NUM" and word.isdigit() and len(word) == 4 and "1000" <= word < str(FIRST_YEAR):
            return True
        if word in words and who.actor_at(i) is None and who.state_of(i) is None:
            return True
        if word in phrases and any(
            tuple(one.lower() for one in parse.words[i : i + len(phrase)]) == phrase
            for phrase in phrases[word]
        ):
            return True
    return False


@functools.cache
def _other_words() -> tuple[frozenset[str], dict[str, tuple[tuple[str, ...], ...]]]:
    singles: set[str] = set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in load(OtherWorld):
        for words in entry.words:
            parts = tuple(words.split())
            if len(parts) == 1:
                singles.add(words)
            else:
                phrases.setdefault(parts[0], []).append(parts)
    return frozenset(singles), {first: tuple(some) for first, some in phrases.items()}


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


def _sentence(context: Context, matches: list[Match]) -> Iterator[EventMention]:
    """The mentions of one sentence: content of absorbing acts left out, twins joined."""
    parse = context.parse
    matches.sort(key=lambda match: (depth(parse, match.head), match.head))
    absorbed: set[int] = set()
    kept: list[EventMention] = []
    for match in matches:
        if match.head in absorbed:
            continue
        mention = _mention(context, match)
        if mention is None:
            continue
        if match.frame.type in ABSORBING:
            absorbed.update(_content(parse, match))
        kept.append(mention)
    yield from _joined(sorted(kept, key=lambda one: one.trigger[0]))


def depth(parse: Parse, i: int) -> int:
    """How many words stand above token `i`."""
    return sum(1 for _ in grammar.governors(parse, i))


def _content(parse: Parse, match: Match) -> set[int]:
    """The tokens of what an absorbing act is about."""
    found: set[int] = set()
    for slot in CONTENT_SLOTS:
        for token in match.slots.get(slot, ()):
            found.update(parse.subtree(token))
    return found - {match.head}


def _mention(context: Context, match: Match) -> EventMention | None:
    """The event mention of one match, or None where too little is told for one."""
    parse, who = context.parse, context.who
    both = sides(parse, who, match)
    place = place_of(parse, match)
    trigger = _trigger(parse, match)
    statement = _statement_of(context, match, trigger)
    how = _modality(context, match, statement)
    if not _is_event(context, match, both, place, how):
        return None
    speaker = statement.speaker if statement is not None else None
    how, by = _told(match.frame.type, how, both, speaker)
    document = parse.document.id
    sure = BOTH if both.actors and both.recipients else ONE
    if match.frame.pos == "noun" and match.light is None:
        sure = min(sure, BARE)
    content = (match.frame.type, *both.actors, ">", *both.recipients, how)
    own = identify("event_mention", document, trigger, content)
    return EventMention(
        id=own,
        evidence=(parse.sentence_span(match.head),),
        rule=f"events/{match.frame.pos}:{parse.lemmas[match.head].lower()}@{match.frame.type}",
        certainty=sure,
        document=document,
        event=own,
        type=match.frame.type,
        mode=match.frame.mode,
        contexts=match.frame.contexts,
        actors=both.actors,
        recipients=both.recipients,
        trigger=trigger,
        when=when_of(parse, context.times, match.light if match.light is not None else match.head),
        place=place,
        modality=how,
        claimed_by=by,
        statement=statement.id if statement is not None else None,
    )


def _trigger(parse: Parse, match: Match) -> tuple[Span, ...]:
    """The trigger's words as spans, neighbours joined."""
    tokens = sorted({*match.trigger, *([match.light] if match.light is not None else [])})
    spans: list[tuple[int, int]] = []
    for token in tokens:
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
    how = modality(context.parse, top, reported=statement is not None)
    if how == "actual" and match.light is not None:
        how = modality(context.parse, match.head, reported=statement is not None)
    return how


def _told(kind: str, how: Modality, both: Sides, speaker: str | None) -> tuple[Modality, str | None]:
    """The modality once the speaker is known: what another did is claimed, not done."""
    if speaker is None:
        return how, None
    if speaker in both.actors and kind in VERBAL:
        return how, None
    if how in ("actual", "claimed"):
        return "claimed", speaker
    return how, speaker


def _is_event(context: Context, match: Match, both: Sides, place: Place | None, how: Modality) -> bool:
    """True when enough is told: a political party, and more for bare nouns and open modalities."""
    who, kind = context.who, match.frame.type
    parties = [*both.actors, *both.recipients]
    political = any(is_political(who, one) for one in parties)
    if not political and not (kind == "ASSAULT" and place is not None and how == "actual"):
        return False
    if match.frame.pos == "noun" and match.light is None and not both.actors:
        return kind == "ASSAULT" and place is not None and how == "actual"
    if how in ("possible", "conditional") and not (both.actors and both.recipients):
        return False
    return bool(both.actors) or kind in ("ASSAULT", "COERCE") or bool(both.recipients)


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
