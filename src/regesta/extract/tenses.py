"""Does a time expression look back or ahead? The verb above it tells.

What comes in: a `Parse` and the token by which a time expression hangs in its sentence.
What goes out: "past", "future", "present" or "none" (no verb at all).

    "said on Monday" -> past;  "will meet on Monday", "is due on Monday", "talks set for Monday" -> future
"""

from __future__ import annotations

from typing import Literal

from regesta.extract import grammar
from regesta.extract.timewords import Vocabulary
from regesta.records import Parse

Tense = Literal["past", "future", "present", "none"]
# Verbs above the nearest one that may still have to be asked ("plans to begin to withdraw").
MAX_DEPTH = 5


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of first..last (exclusive) whose head lies outside: by it the stretch hangs."""
    for i in range(first, last):
        head = parse.heads[i]
        if (head == i or not first <= head < last) and parse.pos[i] not in ("PUNCT", "DET"):
            return i
    return first


def tense_at(parse: Parse, i: int, words: Vocabulary) -> Tense:
    """The tense of the clause that token `i` (of a time expression) stands in."""
    token, own, prepositions = i, i, 0
    for step, above in enumerate(grammar.governors(parse, i)):
        lemma = parse.lemmas[above].lower()
        if step and parse.words[above].lower() in ("after", "since", "following"):
            return "past"
        if parse.pos[above] in grammar.VERBAL:
            if parse.words[own].lower() in words.context["until"] and lemma in words.context["planned"]:
                # "pledged ten million by 30 June"
                return "future"
            # in "agreed to a truce during talks on Sunday" the day is not what was agreed to
            return verb_tense(parse, above, words, token if prepositions < 2 else own)
        if lemma == "for" and step == 0 and _for_a_day(parse, above, words):
            return "future"
        if lemma in ("ahead", "due", "before") and lemma in words.context["ahead"] | {"due"}:
            return "future"
        if parse.pos[above] == "ADP" and lemma != "of":
            own = own if prepositions else above
            prepositions += 1
        token = above
    return "none"


def _for_a_day(parse: Parse, preposition: int, words: Vocabulary) -> bool:
    """ "set for Monday", "elections for Sunday"; but "jailed for the year" looks nowhere."""
    head = parse.heads[preposition]
    return parse.pos[head] not in grammar.VERBAL or parse.lemmas[head] in words.context["planned"]


def verb_tense(parse: Parse, verb: int, words: Vocabulary, below: int, depth: int = 0) -> Tense:
    """The tense of a verb, for a time that hangs on it by token `below`."""
    if depth > MAX_DEPTH:
        return "none"
    planned = words.context["planned"]
    auxiliaries = grammar.auxiliaries(parse, verb)
    if any(aux in words.context["modal"] for aux in auxiliaries):
        # "would have left in May" is past, "will have left by May" is not
        coming = words.context["certain"] & set(auxiliaries)
        return "past" if {"have", "’ve", "'ve"} & set(auxiliaries) and not coming else "future"
    if parse.lemmas[verb] in planned and _awaited(parse, verb, words, below):
        return "future"
    if "to" in auxiliaries and grammar.is_infinitive(parse, verb):
        return _of_infinitive(parse, verb, words, depth)
    tag = parse.tags[verb]
    if tag == "VBD" or words.context["perfect"] & set(auxiliaries):
        return "past"
    if tag == "VBN" and not auxiliaries:
        if parse.deps[verb] in ("conj", "xcomp", "ccomp") and parse.heads[verb] != verb:
            return _above(parse, verb, words, depth)
        return "past"
    if tag == "VBG" and not auxiliaries:
        return _above(parse, verb, words, depth)
    if tag in ("VBZ", "VBP", "VB") and not auxiliaries and _timetabled(parse, verb, words):
        return "future"
    if tag == "VB":
        first = grammar.first_conjunct(parse, verb)
        if first != verb and parse.pos[first] in grammar.VERBAL:
            return verb_tense(parse, first, words, first, depth + 1)
        return "future" if parse.heads[verb] != verb else "past"
    return "present"


def _timetabled(parse: Parse, verb: int, words: Vocabulary) -> bool:
    """ "the mandate expires on 31 December", "talks resume Monday"."""
    return parse.lemmas[verb] in words.context["timetabled"] and bool(parse.kids(verb, "nsubj"))


def _awaited(parse: Parse, verb: int, words: Vocabulary, below: int) -> bool:
    """ "is due on Monday", "postponed until May", "was set for Friday"; not "agreed on Monday"."""
    if parse.words[below].lower() in ("for", "until", "till", "to"):
        return True
    auxiliaries = grammar.auxiliaries(parse, verb)
    passive = bool(words.context["be"] & set(auxiliaries))
    unfinished = parse.lemmas[verb] in words.context["awaited"]
    bare = parse.tags[verb] == "VBN" and parse.deps[verb] in ("acl", "amod")
    return unfinished and (passive or bare) and below > verb


def _of_infinitive(parse: Parse, verb: int, words: Vocabulary, depth: int) -> Tense:
    head = parse.heads[verb]
    if parse.pos[head] in grammar.VERBAL and (
        parse.lemmas[head] in words.context["carried_out"] or parse.deps[verb] == "advcl"
    ):
        return verb_tense(parse, head, words, head, depth + 1)
    told = grammar.rank_told(parse, verb)
    if told is not None:
        # "became the first country to sign it on 3 July"
        return verb_tense(parse, told, words, told, depth + 1)
    return "future"


def _above(parse: Parse, verb: int, words: Vocabulary, depth: int) -> Tense:
    for above in grammar.governors(parse, verb):
        if parse.pos[above] in grammar.VERBAL:
            return verb_tense(parse, above, words, above, depth + 1)
    return "none"
