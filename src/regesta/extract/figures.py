"""Figures: every number a reader would want, with its unit, what it counts, as of when, and whose it is.

What comes in: a `Parse`, its time expressions, its cast and its statements. What goes out: `Figure` records;
the first evidence span is the number itself, the second its sentence.

    "more than 1,000 Russian soldiers"  ->  1000, more_than, person, "Russian soldiers"
    "on August 5-10", "aged 34", "one of them", "Resolution 2593", "won 2-1"  ->  nothing
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.amounts import DASHES, MANY, Amount, amounts, role_words
from regesta.extract.asof import as_of
from regesta.extract.comparing import Comparison, compared
from regesta.extract.counted import Counted, counted
from regesta.extract.mentions import Cast
from regesta.extract.units import time_units
from regesta.records import Figure, Parse, Statement, Timex, When, identify

__all__ = ["figures"]

ROLES = ("body", "caption")
# Certainty by how much grammar stands behind a figure (checked on the gold reports).
MEASURED, COUNTED, LOOSE = 0.95, 0.9, 0.75
SMALL = 2
# A bare number counts what the one before it does when it is neither much smaller nor much larger.
ALIKE = 20
FIRST_YEAR, LAST_YEAR = 1800, 2100


def figures(
    parse: Parse, who: Cast, times: tuple[Timex, ...], said: tuple[Statement, ...]
) -> tuple[Figure, ...]:
    """The document's figures, in text order; a caption's only when the body does not have it."""
    spoken = _Speech(parse, said)
    found: list[tuple[str, Figure]] = []
    last: tuple[Amount, Counted] | None = None
    for amount in amounts(parse):
        if parse.role(amount.first) not in ROLES:
            continue
        timex = _timex_at(times, amount)
        if timex is not None and timex.type != "DURATION":
            continue
        comparison = compared(parse, amount)
        of = counted(parse, amount, comparison.since)
        if of.words is None and amount.unit is None:
            of = _as_before(parse, amount, last) or of
        last = (amount, of)
        if not _wanted(parse, amount, of, timex):
            continue
        found.append(
            (
                parse.role(amount.first),
                _figure(parse, times, amount, of=of, comparison=comparison, spoken=spoken),
            )
        )
    found += [(parse.role(i), _growing(parse, i, spoken)) for i in _growing_nouns(parse)]
    return tuple(_once(found))


def _as_before(parse: Parse, amount: Amount, last: tuple[Amount, Counted] | None) -> Counted | None:
    """What the number before it in the sentence counts: "another 200 are due", "up from 380,000"."""
    if last is None or amount.value is None or amount.high is not None or amount.first == 0:
        return None
    before, of = last
    same_sentence = parse.sentence_of[before.first] == parse.sentence_of[amount.first]
    if of.words is None or not before.value or not same_sentence:
        return None
    year = parse.words[amount.digits[0]].isdigit() and FIRST_YEAR <= amount.value <= LAST_YEAR
    alike = 1 / ALIKE <= amount.value / before.value <= ALIKE
    linked = parse.words[amount.first - 1].lower() in role_words("again")
    return of._replace(unit=before.unit or of.unit) if alike and linked and not year else None


def _once(found: list[tuple[str, Figure]]) -> Iterator[Figure]:
    """Captions repeat the body: what it has already told is left out."""
    told = {(figure.value, figure.high, figure.unit) for role, figure in found if role == "body"}
    seen: set[object] = set()
    for role, figure in sorted(found, key=lambda pair: pair[1].evidence[0].start):
        if role == "caption":
            if (figure.value, figure.high, figure.unit) in told:
                continue
            told.add((figure.value, figure.high, figure.unit))
        # the same number of the same thing, told again by the same voice
        said = (figure.value, figure.high, figure.unit, (figure.counted or "").lower(), figure.speaker)
        if said not in seen:
            seen.add(said)
            yield figure


def _timex_at(times: tuple[Timex, ...], amount: Amount) -> Timex | None:
    place = bisect_right(times, amount.digits[0], key=lambda timex: timex.first) - 1
    for timex in times[max(0, place - 1) : place + 1]:
        if timex.first <= amount.digits[0] < timex.last:
            return timex
    return None


# ---- what a reader would want ----


def _wanted(parse: Parse, amount: Amount, of: Counted, timex: Timex | None) -> bool:
    """False for names, ages, scores, list numbers, and counts too small or too vague to look for."""
    if _is_name(parse, amount) or _is_age(parse, amount) or _is_listed(parse, amount):
        return False
    if _is_code(parse, amount, of) or _is_score(parse, amount) or _is_ratio(parse, amount):
        return False
    if amount.unit in time_units():
        return _is_length_of_time(parse, amount, timex)
    if amount.unit is not None and amount.unit != "state":
        return True
    if of.words is None:
        return False
    return not _is_small(parse, amount, of)


def _is_ratio(parse: Parse, amount: Amount) -> bool:
    """ "nine in ten voters": of ten voters nobody speaks."""
    first = amount.digits[0]
    return first > 1 and parse.words[first - 1].lower() == "in" and parse.tags[first - 2] == "CD"


def _is_length_of_time(parse: Parse, amount: Amount, timex: Timex | None) -> bool:
    """ "13 years in prison", "the next three days"; not "two weeks ago", "a decade", "years"."""
    if timex is None or (amount.vague and amount.value is None):
        return False
    after = [word.lower() for word in parse.words[timex.last : timex.last + 2]]
    part = [word.lower() for word in parse.words[max(0, amount.first - 1) : amount.first]]
    if after[:1] == ["of"] and part and part[0] in role_words("period_part"):
        # "in the first five months of 2023"
        return False
    if after and after[0] in role_words("period_end") and parse.tags[timex.last + 1] != "VB":
        # "in the six months to June": a stretch of the calendar
        return False
    # "Five years on, the camp is full"
    return after != ["on", ","] and not (after and after[0] in role_words("time_relation"))


def _is_name(parse: Parse, amount: Amount) -> bool:
    """ "Resolution 2593", "Boeing 737", "phase 3", "Group of 20": the number is part of a name."""
    first = amount.first
    if first == 0 or parse.sentence_of[first - 1] != parse.sentence_of[first]:
        return False
    before = parse.words[first - 1].lower()
    if parse.words[amount.digits[0]][0].isdigit() or amount.unit is None:
        if before in role_words("label") and amount.unit is None and _heads_left(parse, amount):
            return True
        if before == "of" and first > 1 and parse.words[first - 2] in ("Group", "Gang", "Company", "Council"):
            return True
    proper = parse.tags[first - 1] in ("NNP", "NNPS") and parse.words[first - 1][:1].isupper()
    if not proper or amount.unit is not None:
        return False
    # "Boeing 737 jets": name and number both modify the noun
    modifies = parse.deps[first - 1] in ("compound", "nmod") and parse.heads[first - 1] >= amount.first
    return modifies or _heads_left(parse, amount)


def _heads_left(parse: Parse, amount: Amount) -> bool:
    """True when the number hangs on something before it, or on nothing that follows."""
    head = parse.heads[amount.digits[1] - 1]
    return head < amount.first or parse.pos[head] not in ("NOUN", "PROPN") or head in range(*amount.digits)


def _is_age(parse: Parse, amount: Amount) -> bool:
    """ "aged 34", "Nadia Haddad, 34, said", "a 12-year-old"."""
    words, first, last = parse.words, amount.first, amount.last
    before = words[first - 1].lower() if first else ""
    after = [word.lower() for word in words[last : last + 3]]
    if before in ("aged", "age", "ages") or after[:1] == ["old"] or after[:2] in (["-", "old"], ["‑", "old"]):
        return True
    if amount.unit is not None or amount.high is not None or amount.value is None or amount.value > 115:
        return False
    comma = before in (",", "(") and (after[:1] in ([","], [")"], ["."]) or not after)
    return (
        comma and first > 1 and parse.pos[first - 2] in ("PROPN", "NOUN") and words[first - 2][:1].isupper()
    )


def _is_listed(parse: Parse, amount: Amount) -> bool:
    """ "1. Open the case", "(2)", "#4"."""
    first, last = amount.first, amount.last
    begin = parse.paragraphs[parse.paragraph_of[first]][0]
    after = parse.words[last] if last < len(parse.words) else ""
    before = parse.words[first - 1] if first else ""
    # "one in five", "one of every nine": a ratio
    ratio = before in ("every", "each") or (
        before == "in" and first > 1 and parse.words[first - 2].lower() == "one"
    )
    if before == "#" or (ratio and amount.unit not in time_units()):
        return True
    return amount.unit is None and (
        (first == begin and after in (".", ")", ":"))
        or (before == "(" and after == ")" and last - first == 1)
    )


def _is_code(parse: Parse, amount: Amount, of: Counted) -> bool:
    """Telephone numbers, years that nothing made a date, "50-50", "24/7"."""
    word = parse.words[amount.digits[0]]
    first = amount.first
    glued = first > 1 and parse.words[first - 1] in DASHES and parse.ends[first - 1] == parse.starts[first]
    back = parse.words[first - 2] if glued else ""
    if back[:1].isdigit() and amount.unit not in time_units():
        return True
    if amount.unit is not None:
        return False
    lone_year = word.isdigit() and len(word) == 4 and word[:2] in ("19", "20") and amount.high is None
    if lone_year:
        # "2005 levels" is a year; soldiers counted without a comma are people
        return of.unit != "person"
    long_digits = word.isdigit() and (len(word) > 7 or (len(word) > 1 and word[0] == "0"))
    return long_digits or (bool(glued) and back[-1:].isupper())


def _is_score(parse: Parse, amount: Amount) -> bool:
    """ "won 2-1", "a 15-0 vote"."""
    last = amount.digits[1]
    if amount.unit is not None or amount.high is not None or last + 1 >= len(parse.words):
        return False
    return (
        parse.words[last] in DASHES
        and parse.words[last + 1][:1].isdigit()
        and parse.ends[last] == parse.starts[last + 1]
    )


def _is_small(parse: Parse, amount: Amount, of: Counted) -> bool:
    """ "one of them", "two sides", "one country": too small to be a figure unless people came to harm."""
    if amount.value is None or amount.vague or amount.high is not None or amount.value > SMALL:
        return False
    if of.head is None or of.unit != "person":
        return not (parse.words[amount.digits[0]][0].isdigit() and amount.value > 1)
    verb = grammar.verb_of(parse, of.head)
    harmed = role_words("harmed")
    if verb is not None and parse.lemmas[verb] in harmed:
        return False
    return not any(parse.lemmas[kid] in harmed for kid in parse.children[of.head])


# ---- the record ----


def _figure(
    parse: Parse,
    times: tuple[Timex, ...],
    amount: Amount,
    *,
    of: Counted,
    comparison: Comparison,
    spoken: _Speech,
) -> Figure:
    comparator, first, last = comparison.comparator, comparison.first, amount.last
    if amount.vague and comparator in ("exactly", "about"):
        comparator = MANY
    span = parse.span(first, last)
    if (
        of.head is not None
        and amount.vague
        and parse.words[last : last + 1] == ("of",)
        and last <= of.head <= last + 3
    ):
        span = parse.span(first, of.head + 1)
    evidence = (span, parse.sentence_span(amount.first))
    unit = amount.unit or of.unit
    certainty = MEASURED if amount.unit else (COUNTED if of.unit else LOOSE)
    return Figure(
        id=identify("figure", span.document, evidence, (amount.value, amount.high, unit)),
        evidence=evidence,
        rule="figures/" + ("measured" if amount.unit else "counted"),
        certainty=certainty,
        document=span.document,
        value=amount.value,
        high=amount.high,
        comparator=comparator,
        unit=unit,
        counted=of.words,
        as_of=as_of(parse, times, amount, spoken.when(span.start, span.end)),
        speaker=spoken.speaker(span.start, span.end),
    )


def _growing_nouns(parse: Parse) -> Iterator[int]:
    """The noun "number" of "a growing number of states"."""
    growing = role_words("growing")
    for i in (i for i, word in enumerate(parse.words) if word == "number"):
        if i and parse.words[i - 1].lower() in growing and parse.role(i) in ROLES and parse.kids(i, "prep"):
            yield i


def _growing(parse: Parse, i: int, spoken: _Speech) -> Figure:
    amount = Amount(i - 1, i + 1, None, None, True, None, (i, i + 1), None)
    of = counted(parse, amount)
    start = i - 2 if i > 1 and parse.words[i - 2].lower() == "a" else i - 1
    last = of.head + 1 if of.head is not None and of.head > i else i + 1
    evidence = (parse.span(start, last), parse.sentence_span(i))
    return Figure(
        id=identify("figure", parse.document.id, evidence, (None, None, of.unit)),
        evidence=evidence,
        rule="figures/growing",
        certainty=LOOSE,
        document=parse.document.id,
        comparator="growing",
        unit=of.unit,
        counted=of.words,
        speaker=spoken.speaker(evidence[0].start, evidence[0].end),
    )


class _Speech:
    """Whose words a stretch of text is: the innermost statement around it."""

    def __init__(self, parse: Parse, said: tuple[Statement, ...]) -> None:
        rows = [
            (span.start, span.end, statement)
            for statement in said
            for span in statement.content
            if span.document == parse.document.id
        ]
        self.rows = sorted(rows, key=lambda row: (row[0], -row[1]))
        self.longest = max((end - start for start, end, _ in rows), default=0)

    def speaker(self, start: int, end: int) -> str | None:
        """Who says the characters start..end, if they are anybody's but the reporter's."""
        around = self._around(start, end)
        return around.speaker if around else None

    def when(self, start: int, end: int) -> When | None:
        """When they were said, if the report tells."""
        around = self._around(start, end)
        when = around.when if around else None
        told = when is not None and when.start is not None and when.end is not None
        return when if told and when is not None and when.basis != "published" else None

    def _around(self, start: int, end: int) -> Statement | None:
        """The shortest statement that covers the characters."""
        place = bisect_right(self.rows, start, key=lambda row: row[0])
        best: tuple[int, Statement] | None = None
        for begin, stop, statement in reversed(self.rows[:place]):
            if begin < start - self.longest:
                break
            if stop >= end and (best is None or stop - begin < best[0]):
                best = (stop - begin, statement)
        return best[1] if best else None
