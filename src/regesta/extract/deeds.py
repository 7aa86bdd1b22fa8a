"""What a deed is: sums of money, reprisals, light verbs, searches, bare demands. Shared by promises and will-clauses.

What comes in: a `Parse` and the token of a verb or noun of what is promised. What goes out: plain answers.

    is_money(parse, head)      # True for "$25m", "50 million pesos"
    is_reprisal(parse, verb)   # True for "take measures in response", "use my gun on them"
"""

from __future__ import annotations

import functools
from bisect import bisect_left

from regesta.extract import grammar
from regesta.lexicons.classes import verb_class
from regesta.records import Parse, Timex


@functools.cache
def classed(names: tuple[str, ...]) -> frozenset[str]:
    """The words of several classes of verb_classes.toml."""
    return frozenset().union(*(verb_class(name) for name in names))


def effective(parse: Parse, verb: int) -> int:
    """The verb that says what is done: "send" of "continue to send"."""
    if parse.lemmas[verb].lower() in verb_class("continuing"):
        below = [kid for kid in parse.kids(verb, "xcomp") if parse.pos[kid] == "VERB"]
        return below[0] if below else verb
    return verb


def is_light(parse: Parse, verb: int) -> bool:
    """True for "take steps", "make a payment", "take part": the object says what is done."""
    if parse.lemmas[verb].lower() not in verb_class("light"):
        return False
    things = classed(("goods", "acts", "harm")) | {"part"}
    return any(parse.lemmas[kid].lower() in things for kid in parse.kids(verb, "dobj"))


def drops(parse: Parse, verb: int) -> bool:
    """True for verbs with which a promise or plan is void or not made: "scrapped its plan", "went back on its word"."""
    lemma, void = parse.lemmas[verb].lower(), verb_class("dropping")
    parts = parse.kids(verb, "prt", "prep", "advmod")
    return lemma in void or any(f"{lemma} {parse.words[part].lower()}" in void for part in parts)


def is_taken_back(parse: Parse, noun: int) -> bool:
    """True for what one said and calls off: "withdrew its threat", "its offer was dropped"; not "lost the argument"."""
    if not any(parse.tags[kid] == "PRP$" for kid in parse.kids(noun, "poss")):
        return False
    verb = next((above for above in grammar.governors(parse, noun) if parse.pos[above] != "ADP"), noun)
    return (
        parse.deps[noun] in ("dobj", "pobj", "nsubjpass") and parse.pos[verb] == "VERB" and drops(parse, verb)
    )


def is_reprisal(parse: Parse, verb: int) -> bool:
    """ "take all necessary measures in response", "use my gun on them": meant to hurt."""
    things = {parse.lemmas[kid].lower() for kid in parse.kids(verb, "dobj")}
    answers = {parse.lemmas[kid].lower() for kid in grammar.prepositional(parse, verb, "in")}
    if parse.lemmas[verb] == "take" and things & {"measure", "step", "action", "countermeasure"}:
        return "countermeasure" in things or bool(answers & {"response", "retaliation"})
    aimed = grammar.prepositional(parse, verb, "on", "against", "at")
    armed = parse.lemmas[verb] in ("use", "fire", "launch", "turn") and things & verb_class("weapons")
    return bool(armed and aimed)


def is_money(parse: Parse, head: int) -> bool:
    """ "pledged $25m", "demanded 50 million pesos", "two billion"."""
    below = (head, *parse.kids(head, "nummod", "nmod", "compound", "quantmod"))
    counted = any(parse.tags[kid] in ("CD", "$") for kid in below if kid != head)
    return counted and any(
        parse.tags[kid] == "$" or parse.lemmas[kid].lower() in verb_class("thousands") for kid in below
    )


def is_search(parse: Parse, verb: int) -> bool:
    """ "wants to look for copper": a plan, where "wants to look good" is none."""
    return parse.lemmas[verb] == "look" and any(
        parse.lemmas[kid] in ("for", "into") for kid in parse.kids(verb, "prep")
    )


def is_answered(parse: Parse, verb: int) -> bool:
    """ "warned that any shell would be met with force": who answers is plain."""
    answering = parse.lemmas[verb].lower() in verb_class("met_with")
    return answering and grammar.is_passive(parse, verb) and not grammar.agents(parse, verb)


def with_purpose(parse: Parse, verb: int, last: int, limit: int) -> int:
    """The end of "$25m for the flooded valleys", which the parser may hang on "pledged"."""
    for kid in parse.kids(verb, "prep", "dative"):
        if kid == last and parse.lemmas[kid] in ("for", "to", "in"):
            last = min(parse.right_edge(kid) + 1, limit)
    return last


def with_term(parse: Parse, times: tuple[Timex, ...], verb: int, last: int, limit: int) -> int:
    """The end of "a second ship by mid-May", "a vote next spring": the term belongs to what is promised."""
    if last >= limit:
        return last
    word = parse.words[last].lower()
    first = last + (word in verb_class("terms"))
    place = bisect_left(times, first, key=lambda timex: timex.first)
    if place == len(times) or times[place].first != first:
        return last
    if verb not in (parse.heads[i] for i in range(last, times[place].last)):
        return last
    ahead = first > last or word in ("next", "later", "tomorrow")
    return min(times[place].last, limit) if ahead else last


def act_noun(lemma: str) -> bool:
    """ "publication", "reinstatement": nouns of deeds, by their endings."""
    ends = tuple(verb_class("deed_endings"))
    return lemma.endswith(ends) and lemma not in verb_class("no_deeds")


def is_subjunctive(parse: Parse, verb: int) -> bool:
    """ "that Lima pay": the bare form under a subject that would take "pays", or "be freed"."""
    first = parse.kids(verb, "aux", "auxpass")
    form = first[0] if first else verb
    word = parse.words[form].lower()
    if word == "be":
        return True
    own = grammar.own_subject(parse, verb)
    if first or own is None or word != parse.lemmas[verb].lower() or parse.tags[verb] == "VBD":
        return False
    many = parse.tags[own] in ("NNS", "NNPS") or bool(parse.kids(own, "conj"))
    # "that the rebels pay": only the verb's tag tells, so the parser has the word
    return parse.tags[verb] == "VB" or not (many or parse.lemmas[own].lower() in ("they", "we", "i", "you"))
