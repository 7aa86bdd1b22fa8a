"""Orders to write something down, or to suppose it: "Record that Oslo recognised ...", "Suppose Chile expelled ...".

What comes in: a `Parse` and a token. What goes out: whether it stands below such an order, or below a wish. Whoever
gives the order reports nothing: a report that bids its reader record a deed is no report of the deed.
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

OUGHT = frozenset({"must", "should", "shall"})


def is_bidden(parse: Parse, i: int) -> bool:
    """True for what somebody is only told to record or to suppose."""
    node = i
    for above in grammar.governors(parse, i):
        if parse.deps[node] in ("ccomp", "dobj", "parataxis", "appos") and _bids(parse, above):
            return True
        node = above
    return _after_order(parse, i)


def is_wished(parse: Parse, i: int) -> bool:
    """True for what one only wishes of another: "villagers want the army to attack", "Chad was urged to sign"."""
    above = parse.heads[i]
    if not grammar.is_infinitive(parse, i) or parse.deps[i] not in ("xcomp", "ccomp"):
        return False
    if parse.lemmas[above].lower() not in verb_class("wishing") or above > i:
        return False
    own = grammar.own_subject(parse, i)
    others = [own] if own is not None else [kid for kid in parse.kids(above, "dobj", "dative") if kid < i]
    return bool(others) or grammar.is_passive(parse, above)


def _bids(parse: Parse, verb: int) -> bool:
    if parse.lemmas[verb].lower() not in verb_class("dictating"):
        return False
    auxiliaries = set(grammar.auxiliaries(parse, verb))
    if auxiliaries & OUGHT:
        return True
    bare = (
        parse.tags[verb] in ("VB", "VBP") and "to" not in auxiliaries and parse.deps[verb] in ("ROOT", "conj")
    )
    return bare and not auxiliaries and not parse.kids(verb, "nsubj", "nsubjpass", "expl")


def _after_order(parse: Parse, i: int) -> bool:
    """True behind the colon of "Output the following event: ..."."""
    first = parse.sentences[parse.sentence_of[i]][0]
    words = parse.words[first:i]
    return (
        ":" in words and parse.lemmas[first].lower() in verb_class("dictating") and parse.tags[first] != "NNP"
    )
