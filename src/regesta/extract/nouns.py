"""Nouns and adjectives that attribute: "his claim that ...", "a warning from the ministry that ...".

What comes in: a `View` and a noun `Cue`. What goes out: `Found` with its speaker, or None.

    "the group's pledge to free them"     to free them, the group
    "the claim that it was lost"          nothing: it is not told whose claim
"""

from __future__ import annotations

from regesta.extract.clauses import clause_end, phrase_end, without_gloss
from regesta.extract.content import Found
from regesta.extract.cues import Cue, words
from regesta.extract.grammar import is_infinitive
from regesta.extract.speakers import is_impersonal, speaker_of
from regesta.extract.view import View


def noun_content(view: View, cue: Cue) -> Found | None:
    """The that-clause or infinitive under the noun, with whose it is."""
    parse, noun = view.parse, cue.head
    for kid in parse.kids(noun, "acl", "ccomp", "relcl"):
        if kid < noun:
            continue
        if is_infinitive(parse, kid) and cue.takes("to"):
            return _found(view, cue, view.left[kid], kid, rule="statements/noun-infinitive")
        if parse.deps[kid] == "relcl":
            continue
        marked = [mark for mark in parse.kids(kid, "mark") if view.word(mark) == "that"]
        if marked and cue.takes("clause", "light"):
            return _found(view, cue, marked[0] + 1, kid, rule="statements/noun-clause")
    return None


def adjective_content(view: View, cue: Cue) -> Found | None:
    """The clause or object under an adjective that is said of its subject ("is sure that ...")."""
    parse, adjective = view.parse, cue.head
    verb = parse.heads[adjective]
    if parse.deps[adjective] not in ("acomp", "oprd", "attr", "conj") or parse.pos[verb] not in (
        "AUX",
        "VERB",
    ):
        return None
    speaker = speaker_of(view, verb)
    if speaker is None or is_impersonal(view, speaker) or view.word(speaker) == "it":
        return None
    if cue.part is not None:
        for noun in parse.kids(cue.part, "pobj"):
            first = view.left[noun]
            last = phrase_end(view, adjective, first, view.right[noun] + 1)
            return Found(without_gloss(view, first, last), "statements/adjective", speaker=speaker)
    for kid in parse.kids(adjective, "ccomp"):
        if kid > adjective and cue.takes("clause"):
            marks = [mark for mark in parse.kids(kid, "mark") if view.word(mark) == "that"]
            first = marks[0] + 1 if marks else view.left[kid]
            last = clause_end(view, adjective, first, view.right[kid] + 1)
            return Found(without_gloss(view, first, last), "statements/adjective", speaker=speaker)
    return None


def _found(view: View, cue: Cue, first: int, kid: int, *, rule: str) -> Found | None:
    parse, noun = view.parse, cue.head
    speaker, light = _whose(view, noun)
    if speaker is None or (cue.takes("light") and not light):
        return None
    if rule.endswith("infinitive"):
        first = min([k for k in parse.kids(kid, "aux") if parse.tags[k] == "TO"] or [kid])
        last = phrase_end(view, noun, first, view.right[kid] + 1)
    else:
        last = min(clause_end(view, noun, first, view.right[kid] + 1), view.right[kid] + 1)
    if first >= last:
        return None
    return Found(without_gloss(view, first, last), rule, speaker=speaker)


def _whose(view: View, noun: int) -> tuple[int | None, bool]:
    """Whose word it is: possessor, "from" or "by", or the subject of a verb that only makes it."""
    parse = view.parse
    for owner in parse.kids(noun, "poss"):
        if parse.tags[owner] != "WP$":
            return owner, False
    for preposition in parse.kids(noun, "prep"):
        if view.word(preposition) in ("from", "by"):
            found = parse.kids(preposition, "pobj")
            if found:
                return found[0], False
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in words("light"):
        return speaker_of(view, verb), True
    return None, False
