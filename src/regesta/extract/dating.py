"""Which verb or event noun a time expression dates.

What comes in: a `Parse`, its time expressions and a token. What goes out: the `When` the grammar gives it, or None.

A time belongs to its own clause: in "said the talks would take place on Tuesday" it dates the talks, not the
saying. What has none of its own takes over that of the verb it is coordinated with ("met Wang and promised").
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from regesta.extract import calendar, grammar
from regesta.extract.tenses import Tense, head_of, tense_at, verb_tense
from regesta.extract.timewords import Vocabulary
from regesta.lexicons import load
from regesta.lexicons.entries import TimeContext
from regesta.records import Parse, Timex, When

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
VERBAL = grammar.VERBAL
# Labels by which a noun's time may reach the verb above: its objects and what stands in them.
TO_VERB = frozenset(
    {"dobj", "pobj", "prep", "attr", "oprd", "dative", "agent", "conj", "nsubj", "nsubjpass", "appos"}
)
MAX_CLIMB = 8
RANK = {"day": 0, "interval": 2, "month": 1, "year": 3, "unknown": 9}


class Scene(NamedTuple):
    """A sentence's time expressions, and what is dated through another event in it."""

    found: tuple[Timex, ...]
    anchored: dict[int, When]


@functools.cache
def _context(role: str) -> frozenset[str]:
    return next(frozenset(entry.forms) for entry in load(TimeContext) if entry.role == role)


def when_of(parse: Parse, times: tuple[Timex, ...], i: int) -> When | None:
    """The time that the grammar attaches to the verb or event noun `i`, or None.

    A time that could not be resolved comes back with its words and no days.
    """
    found = _sentence_times(parse, times, i)
    if not found:
        return None
    linked = any(_direction(parse, timex) for timex in found)
    return _when(parse, Scene(found, _anchored(parse, found) if linked else {}), i, 0)


def anchored_events(parse: Parse, times: tuple[Timex, ...]) -> dict[int, When]:
    """Verbs and nouns dated through another event.

    "On Aug. 16, a day after rebels took the city" dates "took" 15 August.
    """
    dated: dict[int, When] = {}
    seen = -1
    for timex in times:
        sentence = parse.sentence_of[timex.first]
        if sentence != seen and _direction(parse, timex):
            seen = sentence
            dated.update(_anchored(parse, _sentence_times(parse, times, timex.first)))
    return dated


def _sentence_times(parse: Parse, times: tuple[Timex, ...], i: int) -> tuple[Timex, ...]:
    first, last = parse.sentences[parse.sentence_of[i]]
    begin = bisect_left(times, first, key=lambda timex: timex.first)
    end = begin
    while end < len(times) and times[end].first < last:
        end += 1
    return times[begin:end]


def _when(parse: Parse, scene: Scene, i: int, depth: int) -> When | None:
    if depth > MAX_CLIMB:
        return None
    if i in scene.anchored:
        return scene.anchored[i]
    own = [timex for timex in scene.found if _is_datable(parse, timex) and i in _targets(parse, timex)]
    if own:
        return min(
            own, key=lambda timex: (not timex.when.known, RANK[timex.when.precision], abs(timex.first - i))
        ).when
    if parse.pos[i] in VERBAL:
        return _taken_over(parse, scene, i, depth)
    return _of_noun(parse, scene, i, depth)


def _is_datable(parse: Parse, timex: Timex) -> bool:
    if timex.type == "SET" or _direction(parse, timex):
        return False
    return timex.type in ("DATE", "TIME") or timex.when.known


def _targets(parse: Parse, timex: Timex) -> list[int]:
    """The tokens the expression dates: what it hangs on, and the verb that carries this."""
    return [token for token in _climb(parse, timex) if _same_speech(parse, timex.first, token)]


def _climb(parse: Parse, timex: Timex) -> Iterator[int]:
    token = head_of(parse, timex.first, timex.last)
    by = token
    preposition = ""
    for above in grammar.governors(parse, token):
        if parse.pos[above] in VERBAL:
            yield _past_mark(parse, above, timex)
            return
        if timex.first <= above < timex.last:
            continue
        if parse.pos[above] == "ADP" or parse.deps[above] == "prep":
            preposition = parse.words[above].lower()
            by = above
            continue
        if parse.pos[above] in ("NOUN", "PROPN", "NUM", "PRON"):
            yield above
            verb = _verb_above(parse, above, by, preposition)
            if verb is not None:
                yield _past_state(parse, _past_mark(parse, verb, timex), timex)
            return


def _verb_above(parse: Parse, noun: int, by: int, preposition: str) -> int | None:
    """The verb a noun's time also dates ("held talks on Monday", "in a Sept. 2 call he said"), or None."""
    loose = parse.deps[by] in ("prep", "npadvmod", "advmod") and by > noun
    if loose and preposition in _context("no_time_of_verb"):
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
        if not loose and dep == "prep" and parse.words[token].lower() not in _context("occasion"):
            return None
        if not loose and dep == "pobj" and parse.words[above].lower() not in _context("occasion"):
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
    for token in _targets(parse, timex):
        if parse.pos[token] in VERBAL:
            return verb_tense(parse, token, words, timex.first)
    return tense_at(parse, head_of(parse, timex.first, timex.last), words)


def _same_speech(parse: Parse, i: int, j: int) -> bool:
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


def _taken_over(parse: Parse, scene: Scene, verb: int, depth: int) -> When | None:
    """The time of a verb that has none of its own, from the verb or time it leans on."""
    dep, head = parse.deps[verb], parse.heads[verb]
    if head == verb:
        return None
    if (explained := _of_relative(parse, scene.found, verb)) is not None:
        return explained
    if parse.pos[head] not in VERBAL or not _same_speech(parse, verb, head):
        return None
    if dep == "conj":
        carried = _carried(parse, scene.found, verb, head)
    elif dep == "xcomp":
        carried = parse.lemmas[head] in _context("carried_out")
    else:
        kids = {parse.deps[kid] for kid in parse.children[verb]}
        carried = dep == "advcl" and parse.tags[verb] == "VBG" and "mark" not in kids and "nsubj" not in kids
    if not carried:
        return None
    when = _when(parse, scene, head, depth + 1)
    return msgspec.structs.replace(when, basis="inherited") if when and when.known else when


def _carried(parse: Parse, found: tuple[Timex, ...], verb: int, head: int) -> bool:
    """True when a coordinated verb shares the first one's time ("last month met Wang and promised")."""
    modal = _context("modal")
    mine = any(aux in modal for aux in grammar.auxiliaries(parse, verb))
    if mine != any(aux in modal for aux in grammar.auxiliaries(parse, head)):
        return False
    if {parse.tags[verb], parse.tags[head]} & {"VBZ", "VBP"} and parse.tags[verb] != parse.tags[head]:
        return False
    if any(_under(parse, timex.first, verb, head) for timex in found if timex.type != "SET"):
        return False
    if grammar.own_subject(parse, verb) is None:
        return True
    shared = (timex for timex in found if timex.when.precision == "day" and head in _targets(parse, timex))
    return any(timex.first - parse.sentences[parse.sentence_of[head]][0] <= 1 for timex in shared)


def _under(parse: Parse, i: int, verb: int, stop: int) -> bool:
    """True when token `i` hangs below `verb`, and not by way of `stop`."""
    for above in grammar.governors(parse, i):
        if above in (verb, stop):
            return above == verb
    return False


def scene_of(parse: Parse, times: tuple[Timex, ...], i: int) -> When | None:
    """The time of the scene a past verb goes on with: that of the sentence before, in its paragraph.

    "In late July, Khan met Orlov. He described the talks as useful.": "described" in late July. For verbs
    without a time of their own; the caller decides whether the verb belongs to the scene.
    """
    sentence = parse.sentence_of[i]
    first, last = parse.sentences[sentence]
    begin = bisect_left(times, first, key=lambda timex: timex.first)
    if parse.tags[i] not in ("VBD", "VBG") or (begin < len(times) and times[begin].first < last):
        return None
    paragraph = parse.paragraph_of[i]
    while sentence > 0 and parse.paragraph_of[parse.sentences[sentence - 1][0]] == paragraph:
        sentence -= 1
        start, stop = parse.sentences[sentence]
        roots = [k for k in range(start, stop) if parse.heads[k] == k]
        when = when_of(parse, times, roots[0]) if roots and parse.tags[roots[0]] == "VBD" else None
        if when is not None:
            return msgspec.structs.replace(when, basis="inherited") if when.known else None
        if any(start <= timex.first < stop for timex in times):
            return None
    return None


def _of_relative(parse: Parse, found: tuple[Timex, ...], verb: int) -> When | None:
    """ "until September 2018, when he was arrested": the clause's time is the one it explains."""
    if parse.deps[verb] not in ("relcl", "advcl"):
        return None
    opens = [kid for kid in parse.children[verb] if parse.lemmas[kid] == "when" and kid < verb]
    for timex in found if opens else ():
        if timex.last <= opens[0] <= timex.last + 1 and timex.when.known:
            until = timex.when.start is None and timex.when.end is not None
            return _closed(timex) if until else timex.when
    return None


def _closed(timex: Timex) -> When:
    """The stretch itself, without the "until" before it."""
    end, precision = timex.when.end, timex.when.precision
    assert end is not None
    steps = {"day": ("D", 1), "month": ("M", 1), "year": ("Y", 1)}
    if precision not in steps:
        return timex.when
    return msgspec.structs.replace(timex.when, start=calendar.back(end, *steps[precision]))


def _of_noun(parse: Parse, scene: Scene, noun: int, depth: int) -> When | None:
    """The time of an event noun: that of the verb that holds it ("held talks", "the talks took place")."""
    for kid in parse.kids(noun, "acl", "relcl"):
        if parse.lemmas[kid] in _context("holds") and (when := _when(parse, scene, kid, depth + 1)):
            return when
    verb = noun
    for _ in range(3):
        dep, above = parse.deps[verb], parse.heads[verb]
        if dep not in ("dobj", "nsubj", "nsubjpass", "pobj", "prep", "conj", "compound") or above == verb:
            return None
        if dep == "prep" and parse.words[verb].lower() not in _context("occasion"):
            return None
        verb = above
        if parse.pos[verb] in VERBAL:
            break
    if parse.pos[verb] not in VERBAL or parse.lemmas[verb] not in _context("holds"):
        return None
    return _when(parse, scene, verb, depth + 1)


def _direction(parse: Parse, timex: Timex) -> int:
    """1 for "a day after (an event)", -1 for "a day before", else 0."""
    if timex.type != "DURATION" or timex.last >= len(parse.words):
        return 0
    word = parse.words[timex.last].lower()
    return 1 if word == "after" else (-1 if word == "before" else 0)


def _anchored(parse: Parse, found: tuple[Timex, ...]) -> dict[int, When]:
    dated: dict[int, When] = {}
    for timex in found:
        direction = _direction(parse, timex)
        distance = _distance(timex) if direction else None
        event = _event_after(parse, timex.last) if distance else None
        if distance is None or event is None:
            continue
        others = tuple(other for other in found if other is not timex)
        text = parse.text_of(timex.first, timex.last + 1)
        main = _main_time(parse, others, timex, event)
        own = [other.when for other in others if event in _targets(parse, other) and other.when.known]
        if own:
            carrier = _carrier(parse, event)
            when = _shifted(own[0], distance, direction, text)
            if carrier is not None and when:
                dated[carrier] = when
        elif main:
            when = _shifted(main, distance, -direction, text)
            if when:
                dated[event] = when
    return dated


def _distance(timex: Timex) -> tuple[str, int] | None:
    """("D", 1) of P1D; None for a vague or broken count."""
    value = (timex.value or "")[1:]
    digits = value.rstrip("DWMYE")
    return (value[len(digits) :], int(digits)) if digits.isdigit() and len(digits) < len(value) else None


def _event_after(parse: Parse, preposition: int) -> int | None:
    """The verb or noun that "after" or "before" opens."""
    if parse.deps[preposition] == "mark":
        return parse.heads[preposition]
    objects = parse.kids(preposition, "pobj", "pcomp")
    return objects[0] if objects else None


def _carrier(parse: Parse, event: int) -> int | None:
    return next((token for token in grammar.governors(parse, event) if parse.pos[token] in VERBAL), None)


def _main_time(parse: Parse, others: tuple[Timex, ...], timex: Timex, event: int) -> When | None:
    """The day of what happened "a day after": the time just before, else that of the verbs above."""
    for other in others:
        gap = timex.first - other.last
        if 0 <= gap <= 1 and other.when.known and other.type != "DURATION":
            return other.when
    for above in grammar.governors(parse, event):
        if parse.pos[above] not in VERBAL:
            continue
        own = [other.when for other in others if above in _targets(parse, other)]
        if own:
            return own[0] if own[0].known else None
    return None


def _shifted(when: When, distance: tuple[str, int], direction: int, text: str) -> When | None:
    code, count = distance
    if when.start is None or when.end is None or when.precision != "day":
        return None
    stretch = calendar.moved(when.start, code, direction * count)
    if stretch is None:
        return None
    return When(
        start=stretch.start, end=stretch.end, precision=stretch.precision, text=text, basis="anchored"
    )
