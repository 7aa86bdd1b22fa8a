"""Whose an event is by who tells it: the speaker's own words leave something to the speaker.

What comes in: the sides of an event and the statement it stands in. What goes out: the sides with or without the
speaker.

Taken: "is expected to help", she said (her judgement). Not taken: "It sent rice, the minister, Ana Ruiz, said" (not
her deed).
"""

from __future__ import annotations

from bisect import bisect_left

from regesta.extract.frames import Match
from regesta.extract.mentions import Cast
from regesta.extract.parties import Sides
from regesta.records import Parse, Statement

__all__ = ["with_speaker", "without_listeners", "without_teller"]

# Types nobody can report without saying whose they are.
SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "THREATEN"})


def without_teller(parse: Parse, who: Cast, both: Sides, statement: Statement | None) -> Sides:
    """Without the speaker who only stands beside the words: "It sent rice to Togo, the minister, Ana Ruiz, said"."""
    if statement is None or statement.speaker is None or statement.rule != "statements/aside":
        return both
    speaker = statement.speaker
    if speaker not in (*both.actors, *both.recipients):
        return both
    for span in statement.content:
        first, last = (bisect_left(parse.starts, place) for place in (span.start, span.end))
        if speaker in who.actors_in(first, last):
            return both
    left, right = (tuple(one for one in side if one != speaker) for side in (both.actors, both.recipients))
    return Sides(left, right)


def without_listeners(who: Cast, match: Match, both: Sides) -> Sides:
    """Without the press in "promised reporters that ...": they only listened."""
    if match.frame.type != "AGREE":
        return both
    return Sides(both.actors, tuple(one for one in both.recipients if not who.is_press(one)))


def with_speaker(parse: Parse, match: Match, both: Sides, statement: Statement | None) -> Sides:
    """What the speaker's own words leave to the speaker.

    A judgement nobody is named for is theirs ("is expected to help", she said), and so is a pronoun that
    stands for nobody else ("Oslo said it was ready").
    """
    speaker = statement.speaker if statement is not None else None
    if speaker is None or both.actors:
        return both
    subjects = match.slots.get("subject", [])
    # inside quotation marks "it" is never the speaker
    pronoun = statement is not None and statement.manner == "indirect" and bool(subjects)
    pronoun = pronoun and all(parse.tags[token] == "PRP" for token in subjects)
    pronoun = pronoun or (
        bool(subjects) and all(parse.words[token].lower() in ("i", "we") for token in subjects)
    )
    if not pronoun and (subjects or match.frame.type not in SPOKEN):
        return both
    return Sides((speaker,), tuple(one for one in both.recipients if one != speaker))
