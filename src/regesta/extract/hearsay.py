"""Words that somebody "was quoted as saying": who said them, and who passes them on.

What comes in: a `View` and the head of a cue. What goes out: the words before it, the one who quotes.

    "The port is safe, its chief was quoted as saying by Belta."     The port is safe / Belta
    "Go," she was quoted as telling aides.                           telling, of "quoted"
"""

from __future__ import annotations

from regesta.extract.clauses import Range, trim
from regesta.extract.cues import words
from regesta.extract.speakers import nearest_subject, passive_agent
from regesta.extract.view import FINITE, View

__all__ = ["passer_on", "said_as", "words_before"]

# What opens a clause that is none of the speaker's: "When talks ended, he was quoted as saying".
OPENING = frozenset({"ADP", "SCONJ", "CCONJ", "ADV"})
NOT_FINITE = frozenset({"VBG", "VBN", "TO", "WRB"})


def said_as(view: View, verb: int) -> int | None:
    """The cue under "was quoted as": "saying", "telling"; None for any other verb."""
    parse = view.parse
    if parse.lemmas[verb] not in words("quoting") or not parse.kids(verb, "auxpass"):
        return None
    for link in (kid for kid in parse.kids(verb, "prep") if view.word(kid) == "as"):
        for cue in parse.kids(link, "pcomp"):
            if parse.tags[cue] == "VBG" and cue in view.cues:
                return cue
    return None


def _quoting(view: View, cue: int) -> int | None:
    """The "quoted" above a cue that "was quoted as" opens."""
    above = view.parse.heads[view.parse.heads[cue]]
    return above if said_as(view, above) == cue else None


def passer_on(view: View, cue: int) -> int | None:
    """Who quotes: "was quoted by Belta as saying", "was quoted as saying by Belta"."""
    above = _quoting(view, cue)
    if above is None:
        return None
    found = passive_agent(view, above)
    found = found if found is not None else passive_agent(view, cue)
    # "by the state agency Belta": it has a name
    named = view.parse.kids(found, "appos") if found is not None else []
    return next((kid for kid in named if view.parse.pos[kid] == "PROPN"), found)


def words_before(view: View, cue: int) -> Range | None:
    """What stands before ", its chief was quoted as saying", if it is a clause of its own and unquoted."""
    parse, above = view.parse, _quoting(view, cue)
    subject = nearest_subject(view, above) if above is not None else None
    start = view.bounds(cue)[0]
    if subject is None or parse.kids(cue, "ccomp", "dobj"):
        return None
    comma = view.left[subject] - 1
    if comma <= start + 2 or parse.words[comma] != "," or any(view.inside[i] >= 0 for i in range(start, cue)):
        return None
    if parse.pos[start] in OPENING or parse.tags[start] in NOT_FINITE:
        return None
    return trim(view, start, comma) if any(parse.tags[i] in FINITE for i in range(start, comma)) else None
