"""Clauses that lack a noun: the one their cue hangs on ("a class he says was ruining them"), or a subject.

What comes in: a `View`, a cue's verb and the clause under it. What goes out: whether it lacks a noun, and
where no pronoun stands for the noun ("a group Peru says is armed") the noun, the clause and its speaker.
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract.clauses import Range, clause_end, trim
from regesta.extract.speakers import nearest_subject
from regesta.extract.view import FINITE, View

QUESTION_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
SPEAKERS = frozenset({"PROPN", "NOUN", "PRON"})


class Contact(NamedTuple):
    """The noun with what is said of it, and the speaker's head token."""

    pieces: tuple[Range, ...]
    speaker: int


def contact(view: View, verb: int, kid: int) -> Contact | None:
    """The noun, the clause under it and its speaker in "a group Peru says is armed", or None."""
    parse = view.parse
    if kid <= verb or view.inside[kid] != view.inside[verb]:
        return None
    first = min([kid, *parse.kids(kid, "aux", "auxpass", "neg")])
    if first != verb + 1 or parse.tags[first] not in FINITE or nearest_subject(view, kid) is not None:
        return None
    speaker = verb - 1
    begin = view.left[speaker]
    if parse.pos[speaker] not in SPEAKERS or begin < 1 or parse.tags[speaker] in QUESTION_TAGS:
        return None
    noun = next((k for k in (parse.heads[verb], parse.heads[speaker]) if k < begin), None)
    if noun is None or parse.pos[noun] not in ("NOUN", "PROPN") or noun != begin - 1:
        return None
    last = clause_end(view, verb, first, view.right[kid] + 1)
    pieces = ((view.left[noun], noun + 1), (first, before_own_verb(view, first, last)))
    return Contact(pieces, speaker)


def before_own_verb(view: View, first: int, last: int) -> int:
    """Where a clause without a subject ends: "a group Peru says is armed, denied it" - the group's own verb."""
    parse = view.parse
    if parse.tags[first] not in FINITE:
        return last
    for k in range(first + 1, last):
        if parse.words[k - 1] != "," or parse.tags[k] not in FINITE or parse.deps[k] == "conj":
            continue
        main = parse.heads[k] if parse.deps[k] in ("aux", "auxpass") else k
        if nearest_subject(view, main) is None and parse.deps[main] != "conj":
            return k - 1
    return last


def lacks_noun(view: View, verb: int, kid: int) -> bool:
    """True for "a class (that) he says was ruining them": the clause lacks what stands before the cue."""
    parse = view.parse
    if view.inside[kid] >= 0 > view.inside[verb] or nearest_subject(view, kid) is not None:
        return False
    own = nearest_subject(view, verb)
    if own is None or (own == view.left[verb] and parse.tags[own] in QUESTION_TAGS):
        return False
    if parse.deps[verb] == "relcl":
        return True
    opened = parse.tags[view.left[verb]] in QUESTION_TAGS or view.word(view.left[verb]) == "that"
    return parse.deps[verb] in ("ccomp", "csubj", "pcomp") and opened


def subjectless(view: View, verb: int, kid: int) -> bool:
    """True for a tensed verb after a comma that has no subject of its own: "Ruiz, asked again, laughed"."""
    parse = view.parse
    tensed = parse.tags[kid] in FINITE and parse.deps[kid] == "ccomp" and not parse.kids(kid, "mark")
    subject = parse.kids(kid, "nsubj", "nsubjpass", "csubj", "expl")
    return tensed and not subject and kid > verb + 1 and parse.words[view.left[kid] - 1] == ","


def around(view: View, verb: int, kid: int) -> tuple[Range, ...] | None:
    """The two pieces of "The coup, its leaders said on Friday, was a correction"."""
    parse = view.parse
    subjects = [own for own in parse.kids(verb, "nsubj", "nsubjpass") if own < verb]
    if len(subjects) != 2 or parse.words[view.left[subjects[1]] - 1] != ",":
        return None
    head = trim(view, view.left[subjects[0]], view.left[subjects[1]] - 1)
    first = view.left[kid]
    last = clause_end(view, verb, first, view.right[kid] + 1)
    return (head, (first, last)) if head is not None and first < last else None
