"""How lines are set, as far as names depend on it: headlines capitalise all, transcripts label their turns.

What comes in: a Parse. What goes out: True for a token in a headline; the tokens that label speakers.

"KULEBA: Thank you." three times over is a transcript; "UPDATE: Ten held" alone is none.
"""

from __future__ import annotations

from regesta.records import Parse

__all__ = ["is_headline", "speaker_labels"]

HEADLINE_ROLES = frozenset({"title", "section"})
# A short line without a full stop is set like a headline, whatever its role.
SHORT_LINE = 14
# Up to here a line that capitalises every longer word is one, even where it ends with a stop.
LONG_LINE = 30
# A transcript has at least so many labelled turns.
FEWEST_TURNS = 3


def is_headline(parse: Parse, i: int) -> bool:
    """True where every word may be capitalised: in titles, and in short lines that end openly."""
    if parse.role(i) in HEADLINE_ROLES:
        return True
    first, last = parse.paragraphs[parse.paragraph_of[i]]
    if last - first > LONG_LINE:
        return False
    if last - first <= SHORT_LINE and parse.words[last - 1][-1] not in '.?!:"”’…':
        return True
    long = [word for word in parse.words[first:last] if len(word) > 3 and word.isalpha()]
    return len(long) > 3 and all(word[0].isupper() for word in long)


def speaker_labels(parse: Parse) -> frozenset[int]:
    """Tokens that name the speaker of a turn in a transcript ("KULEBA: Thank you."), if it is one."""
    found = frozenset(
        first
        for first, last in parse.paragraphs
        if first + 1 < last
        and parse.words[first + 1] == ":"
        and parse.words[first].isupper()
        and len(parse.words[first]) > 2
    )
    return found if len(found) >= FEWEST_TURNS else frozenset()
