"""Meetings, calls and interviews that the sentences after them are still about.

What comes in: drafts with their statements, in text order. What goes out: the statements, with the
channel, listener and date of the occasion where their own sentence gives none.

    Wang met Baradar in July. Wang described the talks as useful.     meeting, to Baradar, July
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import NamedTuple

import msgspec

from regesta.extract import world
from regesta.extract.cues import words
from regesta.extract.dates import when_of
from regesta.extract.draft import Draft
from regesta.extract.mentions import Cast
from regesta.extract.relay import encounters, sets_scene
from regesta.extract.speakers import RELATIVE, speaker_of
from regesta.extract.view import View
from regesta.records import Channel, Statement, Timex, When

# Sentences after a meeting in which its parties are taken to speak there.
LASTING = 3


class Occasion(NamedTuple):
    """A meeting or call: its sentence, its parties, its channel and its date."""

    sentence: int
    parties: tuple[str, ...]
    channel: str
    when: When | None


def on_occasion(
    view: View, pairs: list[tuple[Draft, Statement]], who: Cast, times: tuple[Timex, ...]
) -> list[Statement]:
    """The statements with what the occasion before them adds."""
    held = occasions(view, who, times)
    named = _named(view, who)
    result: list[Statement] = []
    last: tuple[int, Statement] | None = None
    scene: tuple[int, Statement] | None = None
    for draft, given in pairs:
        statement = _same_speaker(view, draft, given, last, named, who)
        if draft.head is None or view.inside[draft.head] >= 0:
            result.append(statement)
            continue
        sentence = view.parse.sentence_of[draft.head]
        made = _at_meeting(view, draft, statement, held)
        if made is statement and scene is not None:
            made = _goes_on(statement, sentence, *scene)
        if made.channel is not None and made.speaker is not None:
            opened = sets_scene(view, draft) or (scene is not None and made.channel == scene[1].channel)
            scene = (sentence, made) if opened else None
        result.append(made)
        if made.speaker is not None:
            last = (sentence, made)
    return result


def _named(view: View, who: Cast) -> dict[str, list[int]]:
    """Actor -> tokens at which the report itself names it, quotations left out."""
    found: dict[str, list[int]] = {}
    for i, actor in enumerate(who.at):
        if actor is not None and view.inside[i] < 0 and view.parse.pos[i] != "PRON":
            found.setdefault(actor, []).append(i)
    return found


def _same_speaker(
    view: View,
    draft: Draft,
    statement: Statement,
    last: tuple[int, Statement] | None,
    named: dict[str, list[int]],
    who: Cast,
) -> Statement:
    """ "He said" after a statement is its speaker, when the other reading was only named inside a quotation."""
    head = draft.speaker
    if head is None or last is None or view.word(head) not in ("he", "she", "they", "it"):
        return statement
    before, earlier = last
    if earlier.speaker is None or earlier.speaker == statement.speaker:
        return statement
    if not 0 <= view.parse.sentence_of[head] - before <= 2:
        return statement
    kind = who.actor(earlier.speaker).type
    if (kind == "person") != (view.word(head) in ("he", "she")):
        return statement
    if _of_other_gender(view.word(head), earlier, who):
        return statement
    heard = statement.speaker is not None and any(i < head for i in named.get(statement.speaker, ()))
    return statement if heard else msgspec.structs.replace(statement, speaker=earlier.speaker)


def _of_other_gender(pronoun: str, earlier: Statement, who: Cast) -> bool:
    """True for "she" after what "Mr Peskov" or Ivan said: somebody else."""
    told = {"he": "m", "she": "f"}.get(pronoun)
    if told is None or earlier.speaker is None:
        return False
    named = [
        *(earlier.speaker_text or "").lower().split(),
        *who.actor(earlier.speaker).name.lower().split()[:1],
    ]
    titles = (entry for word in named for form, entry in world.title().get(word, ()) if form == (word,))
    genders = {entry.gender for entry in titles} | {world.gender_of().get(word) for word in named}
    return told not in genders and bool(genders - {None})


def occasions(view: View, who: Cast, times: tuple[Timex, ...]) -> list[Occasion]:
    """Every meeting or call the report tells with at least two parties, in text order."""
    parse = view.parse
    verbs = encounters()
    found = []
    for i, lemma in enumerate(parse.lemmas):
        if parse.pos[i] != "VERB" or lemma not in verbs or view.inside[i] >= 0 or not _took_place(view, i):
            continue
        if parse.deps[i] == "relcl" and any(parse.tags[k] in RELATIVE for k in parse.kids(i, "nsubj")):
            # "said Berg, who met the envoy in Bonn": not to the envoy; "the host was Chad, whose king met him" tells it
            continue
        subject = speaker_of(view, i)
        partners = parse.kids(i, "dobj")
        partners += [
            k for prep in parse.kids(i, "prep") if view.word(prep) == "with" for k in parse.kids(prep, "pobj")
        ]
        if subject is None or not partners:
            continue
        sides = [*who.actors_at(subject), *(one for k in partners for one in who.actors_at(k))]
        parties = tuple(dict.fromkeys(sides))
        if len(parties) >= 2:
            found.append(Occasion(parse.sentence_of[i], parties, verbs[lemma], when_of(parse, times, i)))
    return found


def _took_place(view: View, verb: int) -> bool:
    """False for "would meet", "to meet", "did not call": nobody has spoken there."""
    parse = view.parse
    helpers = {parse.words[kid].lower() for kid in parse.kids(verb, "aux", "neg", "mark")}
    return helpers.isdisjoint(words("modal") | words("condition") | {"to", "not", "n't", "n’t", "never"})


def _at_meeting(view: View, draft: Draft, statement: Statement, held: list[Occasion]) -> Statement:
    """A party's statement within reach of a meeting, unless it has an occasion of its own."""
    if statement.speaker is None or statement.channel is not None or draft.head is None:
        return statement
    if view.parse.tags[draft.head] in ("VBZ", "VBP"):
        return statement
    sentence = view.parse.sentence_of[draft.head]
    told_in = attrgetter("sentence")
    first = bisect_left(held, sentence - LASTING, key=told_in)
    for occasion in reversed(held[first : bisect_right(held, sentence, key=told_in)]):
        if statement.speaker not in occasion.parties:
            continue
        if statement.when is not None and sentence != occasion.sentence:
            return statement
        others = tuple(one for one in occasion.parties if one not in (statement.speaker, *statement.together))
        return msgspec.structs.replace(
            statement,
            channel=Channel(type=occasion.channel),
            addressees=statement.addressees or others,
            when=statement.when or _inherited(occasion.when),
        )
    return statement


def _inherited(when: When | None) -> When | None:
    if when is None or not when.known:
        return None
    return msgspec.structs.replace(when, basis="inherited")


def _goes_on(statement: Statement, sentence: int, before: int, earlier: Statement) -> Statement:
    """The same speaker right after: still in the interview or speech that "speaking to ..." opened."""
    if statement.channel is not None or earlier.channel is None or statement.speaker is None:
        return statement
    if earlier.speaker != statement.speaker or not 0 <= sentence - before <= LASTING:
        return statement
    when = statement.when or (_inherited(earlier.when) if sentence == before else None)
    return msgspec.structs.replace(statement, channel=earlier.channel, when=when)
