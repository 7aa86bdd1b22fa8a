"""As of when a number holds: the time beside it, else that of its clause, else that of whoever tells it.

What comes in: a `Parse`, its time expressions, an `Amount`, and when the words around it were said. What goes out: a
`When`, or None. A number that another is measured against has no time but its own.

    "12.8% in December, down from a peak of 14.1% in August"     December / August
    "Since the start of the rains in May, floods have displaced 426,000"     not May
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.amounts import Amount, role_words
from regesta.extract.dates import when_of
from regesta.extract.offsets import sentence_times
from regesta.extract.units import time_units, units
from regesta.records import Parse, Timex, When

__all__ = ["as_of"]

CLIMB = 10
# Tokens before a number in which "from" and its like make it the one another is measured against.
BACK = 6


def as_of(parse: Parse, times: tuple[Timex, ...], amount: Amount, said: When | None) -> When | None:
    """The time of the number, if it is known and closed ("since May" opens a count)."""
    if amount.unit in time_units():
        return said
    near = sentence_times(parse, times, amount.first)
    if (own := _beside(parse, near, amount)) is not None:
        # "rose to 21 on Tuesday, from 14 the day before"
        return own.when if _closed(own.when) and not _is_measure(parse, own) else said
    if _is_base(parse, amount):
        return None
    verb = grammar.verb_of(parse, amount.digits[0])
    when = when_of(parse, times, verb) if verb is not None else None
    sources = [timex for timex in near if timex.when == when]
    foreign = (_is_of_another, _lies_apart, _is_measure)
    if any(test(parse, timex) for timex in sources for test in foreign):
        return said
    return when if when is not None and _closed(when) else said


def _closed(when: When) -> bool:
    return when.start is not None and when.end is not None


def _beside(parse: Parse, near: tuple[Timex, ...], amount: Amount) -> Timex | None:
    """The time right behind a number: "14 the day before", "14.1% in August"."""
    after = amount.last
    behind = after + (after < len(parse) and parse.words[after].lower() in role_words("time_of_number"))
    return next(
        (timex for timex in near if timex.first in (after, behind) and timex.type != "DURATION"), None
    )


def _is_measure(parse: Parse, timex: Timex) -> bool:
    """True for "12.4 per cent on the year before": it is what the number is measured by; one is told on a day."""
    return parse.words[timex.first - 1].lower() == "on" and timex.when.precision != "day"


def _is_base(parse: Parse, amount: Amount) -> bool:
    """True for "from 14", "compared with a peak of 14", after another number of the sentence."""
    start = parse.sentences[parse.sentence_of[amount.first]][0]
    for i in range(amount.first - 1, max(start, amount.first - BACK) - 1, -1):
        if parse.words[i].lower() in role_words("base"):
            return any(parse.tags[k] == "CD" for k in range(start, i))
        if parse.pos[i] in ("VERB", "AUX") or parse.words[i] in (",", ";"):
            return False
    return False


def _is_of_another(parse: Parse, timex: Timex) -> bool:
    """True for a time that dates another number: "4,000 have fled, up from 2,500 last week"."""
    number = timex.first - 1
    return (
        number > 0 and parse.tags[number] == "CD" and parse.words[number - 1].lower() in role_words("again")
    )


def _lies_apart(parse: Parse, timex: Timex) -> bool:
    """True for a time that only opens, closes or compares: "since the rains in May", "on the year before"."""
    i = timex.first
    for _ in range(CLIMB):
        above = parse.heads[i]
        if above == i or parse.pos[above] in grammar.VERBAL:
            break
        i = above
        if parse.pos[i] in ("ADP", "SCONJ") and parse.words[i].lower() in role_words("apart"):
            return True
    link = timex.first - 1
    # "in the six months to June"
    return (
        link > 0
        and parse.words[link].lower() in role_words("period_end")
        and parse.lemmas[link - 1].lower() in units().time
    )
