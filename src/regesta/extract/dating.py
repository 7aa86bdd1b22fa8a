"""When a verb or event noun happened: its own time, or that of the verb it leans on.

What comes in: a `Parse`, its time expressions and a token. What goes out: the `When` the grammar gives it, or None.

A time belongs to its own clause: in "said the talks would take place on Tuesday" it dates the talks, not the
saying. What has none of its own takes over that of the verb it is coordinated with ("met Wang and promised").
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import msgspec

from regesta.extract import calendar, grammar
from regesta.extract.attach import MAX_CLIMB, VERBAL, context, same_speech, targets
from regesta.extract.offsets import anchored, direction, sentence_times
from regesta.records import Parse, Timex, When

__all__ = ["scene_of", "when_of"]

PRESENT = frozenset({"VBZ", "VBP"})
RANK = {"day": 0, "interval": 2, "month": 1, "year": 3, "unknown": 9}


class Scene(NamedTuple):
    """A sentence's time expressions, and what is dated through another event in it."""

    found: tuple[Timex, ...]
    linked: dict[int, When]


def when_of(parse: Parse, times: tuple[Timex, ...], i: int) -> When | None:
    """The time that the grammar attaches to the verb or event noun `i`, or None.

    A time that could not be resolved comes back with its words and no days.
    """
    found = sentence_times(parse, times, i)
    if not found:
        return None
    linked = any(direction(parse, timex) for timex in found)
    return _when(parse, Scene(found, anchored(parse, found) if linked else {}), i, 0)


def _when(parse: Parse, scene: Scene, i: int, depth: int) -> When | None:
    if depth > MAX_CLIMB:
        return None
    if i in scene.linked:
        return scene.linked[i]
    own = [timex for timex in scene.found if _is_datable(parse, timex) and i in targets(parse, timex)]
    if own:
        return min(
            own, key=lambda timex: (not timex.when.known, RANK[timex.when.precision], abs(timex.first - i))
        ).when
    if parse.pos[i] in VERBAL:
        return _taken_over(parse, scene, i, depth)
    return _of_noun(parse, scene, i, depth)


def _is_datable(parse: Parse, timex: Timex) -> bool:
    if timex.type == "SET" or direction(parse, timex):
        return False
    return timex.type in ("DATE", "TIME") or timex.when.known


def _taken_over(parse: Parse, scene: Scene, verb: int, depth: int) -> When | None:
    """The time of a verb that has none of its own, from the verb or time it leans on."""
    dep, head = parse.deps[verb], parse.heads[verb]
    if head == verb:
        return None
    if (explained := _of_relative(parse, scene.found, verb)) is not None:
        return explained
    if parse.pos[head] not in VERBAL or not same_speech(parse, verb, head):
        return None
    if dep == "conj":
        carried = _carried(parse, scene.found, verb, head)
    elif dep == "xcomp":
        carried = parse.lemmas[head] in context("carried_out")
    else:
        kids = {parse.deps[kid] for kid in parse.children[verb]}
        carried = dep == "advcl" and parse.tags[verb] == "VBG" and "mark" not in kids and "nsubj" not in kids
    if not carried:
        return None
    when = _when(parse, scene, head, depth + 1)
    return msgspec.structs.replace(when, basis="inherited") if when and when.known else when


def _carried(parse: Parse, found: tuple[Timex, ...], verb: int, head: int) -> bool:
    """True when a coordinated verb shares the first one's time ("last month met Wang and promised")."""
    modal = context("modal")
    mine = any(aux in modal for aux in grammar.auxiliaries(parse, verb))
    if mine != any(aux in modal for aux in grammar.auxiliaries(parse, head)):
        return False
    if {parse.tags[verb], parse.tags[head]} & PRESENT and parse.tags[verb] != parse.tags[head]:
        return False
    if _is_present(parse, verb) != _is_present(parse, head):
        # "declared independence in 2008 and is recognised by Lima"
        return False
    if any(_under(parse, timex.first, verb, head) for timex in found if timex.type != "SET"):
        return False
    if grammar.own_subject(parse, verb) is None:
        return True
    shared = (timex for timex in found if timex.when.precision == "day" and head in targets(parse, timex))
    return any(timex.first - parse.sentences[parse.sentence_of[head]][0] <= 1 for timex in shared)


def _is_present(parse: Parse, verb: int) -> bool:
    """True for "recognises", "is recognised" and "has been closed"."""
    return any(parse.tags[i] in PRESENT for i in (verb, *parse.kids(verb, "aux", "auxpass")))


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
        if parse.lemmas[kid] in context("holds") and (when := _when(parse, scene, kid, depth + 1)):
            return when
    verb = noun
    for _ in range(3):
        dep, above = parse.deps[verb], parse.heads[verb]
        if dep not in ("dobj", "nsubj", "nsubjpass", "pobj", "prep", "conj", "compound") or above == verb:
            return None
        if dep == "prep" and parse.words[verb].lower() not in context("occasion"):
            return None
        verb = above
        if parse.pos[verb] in VERBAL:
            break
    if parse.pos[verb] not in VERBAL or parse.lemmas[verb] not in context("holds"):
        return None
    return _when(parse, scene, verb, depth + 1)
