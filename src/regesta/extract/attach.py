"""What a time expression hangs on: the verbs and nouns it dates, and whether those look back or ahead.

What comes in: a `Parse` and a `Timex`. What goes out: tokens.

    "held talks in Baku on Sunday" -> "talks" and "held";  "the treaty of 1988" -> "treaty" alone
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.tenses import Tense, head_of, tense_at, verb_tense
from regesta.extract.timewords import Vocabulary
from regesta.lexicons import load
from regesta.lexicons.entries import TimeContext
from regesta.records import Parse, Timex

VERBAL = grammar.VERBAL
# Labels by which a noun's time may reach the verb above: its objects and what stands in them.
TO_VERB = frozenset(
    {"dobj", "pobj", "prep", "attr", "oprd", "dative", "agent", "conj", "nsubj", "nsubjpass", "appos"}
)
MAX_CLIMB = 8


@functools.cache
def context(role: str) -> frozenset[str]:
    """The words of a role in the lexicon of time contexts."""
    return next(frozenset(entry.forms) for entry in load(TimeContext) if entry.role == role)


def targets(parse: Parse, timex: Timex) -> list[int]:
    """The tokens the expression dates: what it hangs on, and the verb that carries this."""
    return [token for token in _climb(parse, timex) if same_speech(parse, timex.first, token)]


def _climb(parse: Parse, timex: Timex) -> Iterator[int]:
    token = head_of(parse, timex.first, timex.last)
    by = token
    preposition = ""
    for above in grammar.governors(parse, token):
        if parse.pos[above] in VERBAL:
            if grammar.set_off(parse, above) and above < timex.first:
                # "Two ferries would come, she said, by May"
                above = parse.heads[above]
            occasion = _reacted_to(parse, above, timex)
            yield _past_mark(parse, above, timex) if occasion is None else occasion
            return
        if timex.first <= above < timex.last:
            continue
        if parse.pos[above] == "ADP" or parse.deps[above] == "prep":
            preposition = parse.words[above].lower()
            by = above
            continue
        if preposition == "of" and parse.lemmas[above].lower() in context("part_of_day"):
            # "in the early hours of Sunday"
            by = above
            continue
        if parse.pos[above] in ("NOUN", "PROPN", "NUM", "PRON"):
            yield above
            verb = _verb_above(parse, above, by, preposition)
            if verb is not None:
                yield _past_state(parse, _past_mark(parse, verb, timex), timex)
            return


def _reacted_to(parse: Parse, verb: int, timex: Timex) -> int | None:
    """What is condemned or welcomed, when a date stands behind it: "condemned the raid on 30 August".

    A reaction comes with a weekday; its occasion, being past, with a date in figures.
    """
    if parse.lemmas[verb] not in context("reaction"):
        return None
    if not any(parse.words[token][0].isdigit() for token in range(timex.first, timex.last)):
        return None
    occasions = [kid for kid in parse.kids(verb, "dobj") if verb < kid < timex.first]
    return occasions[-1] if occasions and parse.pos[occasions[-1]] == "NOUN" else None


def _verb_above(parse: Parse, noun: int, by: int, preposition: str) -> int | None:
    """The verb a noun's time also dates ("held talks on Monday", "in a Sept. 2 call he said"), or None."""
    loose = parse.deps[by] in ("prep", "npadvmod", "advmod") and by > noun
    if loose and preposition in context("no_time_of_verb"):
        return None
    token = noun
    for _ in range(MAX_CLIMB):
        dep, above = parse.deps[token], parse.heads[token]
        if above == token or dep not in TO_VERB:
            return None
        if parse.pos[above] in VERBAL:
            if dep in ("nsubj", "nsubjpass") and not loose and parse.deps[by] != "poss":
                return None
            return above if loose or dep in ("nsubj", "nsubjpass", "prep") else None
        if not loose and dep == "prep" and parse.words[token].lower() not in context("occasion"):
            return None
        if not loose and dep == "pobj" and parse.words[above].lower() not in context("occasion"):
            return None
        token = above
    return None


def _past_mark(parse: Parse, verb: int, timex: Timex) -> int:
    """The verb above, when the time stands before the word that opens the verb's clause.

    "On Aug. 16, a day after rebels took the city, he said": parsers hang "On Aug. 16" on "took".
    """
    for _ in range(MAX_CLIMB):
        if parse.deps[verb] not in ("advcl", "ccomp", "relcl", "acl"):
            return verb
        opens = [
            kid for kid in parse.children[verb] if parse.deps[kid] == "mark" and timex.last <= kid < verb
        ]
        head = parse.heads[verb]
        if not opens or parse.pos[head] not in VERBAL:
            return verb
        verb = head
    return verb


def _past_state(parse: Parse, verb: int, timex: Timex) -> int:
    """The reporting verb, when a day hangs far down in what it says about a lasting state.

    "confirmed Oslo will be its partner in a first sign of closer ties on May 3": confirmed on May 3.
    """
    state = parse.lemmas[verb] == "be" and parse.kids(verb, "attr", "acomp")
    head = parse.heads[verb]
    if state and timex.when.precision == "day" and parse.deps[verb] == "ccomp" and timex.first > verb:
        return head if parse.tags[head] in ("VBD", "VBN") else verb
    return verb


def tense_of(parse: Parse, timex: Timex, words: Vocabulary) -> Tense:
    """Whether what the expression dates is past or still to come."""
    for token in targets(parse, timex):
        if parse.pos[token] in VERBAL:
            return verb_tense(parse, token, words, timex.first)
    return tense_at(parse, head_of(parse, timex.first, timex.last), words)


def foretold(parse: Parse, timex: Timex) -> bool:
    """True when the expression dates what "will" happen; "would" may look ahead from long ago."""
    will = context("will")
    verbs = (token for token in targets(parse, timex) if parse.pos[token] in VERBAL)
    return any(aux in will for verb in verbs for aux in grammar.auxiliaries(parse, verb))


def same_speech(parse: Parse, i: int, j: int) -> bool:
    """False when a quotation's mark stands between the two: what is quoted dates nothing outside it."""
    if not parse.quotations:
        return True
    return _quotation(parse, i) == _quotation(parse, j)


def _quotation(parse: Parse, i: int) -> int | None:
    """The start of the longer quotation token `i` stands in."""
    place = bisect_left(parse.quotations, i + 1, key=lambda quote: quote.first) - 1
    while place >= 0:
        quote = parse.quotations[place]
        if quote.first <= i < quote.last:
            return quote.first if quote.last - quote.first > 2 and not quote.depth else None
        if not quote.depth:
            return None
        place -= 1
    return None
