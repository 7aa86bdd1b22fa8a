"""Whether the word of an undertaking is asserted: not denied, supposed, asked, hedged or taken back.

What comes in: a `Parse`, the token of a word such as "pledged" or "plan", and its entry. What goes out: true or false.

Taken: "Lima has no plans to pay" (as negative). Not taken: "whether Lima pledged", "had Lima pledged", "without
promising".
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.deeds import drops, is_subjunctive
from regesta.extract.undertakers import granted_by, is_active
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import Undertaking
from regesta.records import Parse

__all__ = ["OPEN", "is_asserted", "is_voiced"]

OPEN = frozenset({"if", "unless", "whether"})


def is_asserted(parse: Parse, token: int, entry: Undertaking) -> bool:
    """False for what may be, should be or was not promised; "has no plans" stays, as negative."""
    verb = token if entry.pos == "verb" else grammar.verb_of(parse, token)
    own = grammar.negated(parse, token)
    if entry.only_negated:
        return own
    if own and not entry.negatable:
        return False
    if verb is None:
        return entry.pos == "noun"
    if entry.pos == "noun" and drops(parse, verb):
        return False
    # "has no plans" is a plan not to; "did not unveil plans" is nothing
    void = not entry.negatable or (entry.pos == "noun" and parse.lemmas[verb] not in ("have", "be"))
    if entry.pos != "verb" and void and grammar.negated(parse, verb):
        return False
    if _open(parse, verb) or _disowned(parse, verb, entry):
        return False
    hedged = set(grammar.auxiliaries(parse, verb)) & (verb_class("hedge") | {"will"})
    if entry.particle is not None:
        hedged.discard(entry.particle)
    own_word = entry.pos == "verb" or not parse.kids(token, "poss")
    if own_word and (grammar.is_infinitive(parse, verb) or _asked(parse, verb)):
        return False
    return not hedged or (entry.pos == "adj" and hedged <= {"will", "would"})


def is_voiced(parse: Parse, token: int, entry: Undertaking) -> bool:
    """Who is "expected to" or "promised" something undertakes nothing; "is scheduled to" is passive by nature.

    "Kenya was promised two ships by Japan" tells who promises.
    """
    if entry.pos != "verb" or entry.sort in ("demand", "expectation") or granted_by(parse, token, entry):
        return True
    return (grammar.is_passive(parse, token) and not is_active(parse, token)) == entry.passive


def _asked(parse: Parse, verb: int) -> bool:
    """True for what is only asked for: "demanded that Lima make a pledge"."""
    bare = parse.tags[verb] in ("VB", "VBP") and is_subjunctive(parse, verb)
    return bare and (
        parse.deps[verb] == "ccomp"
        or (parse.heads[verb] != verb and parse.lemmas[parse.heads[verb]].lower() in verb_class("demanding"))
    )


def _open(parse: Parse, verb: int) -> bool:
    """True under "if", "whether" or a word of doubt or denial, for the verb or one it is coordinated with."""
    node = verb
    for _ in range(grammar.MAX_CHAIN):
        if any(parse.words[kid].lower() in OPEN for kid in parse.kids(node, "mark")):
            return True
        if grammar.is_inverted_condition(parse, node):
            return True
        dep, head = parse.deps[node], parse.heads[node]
        if dep in ("ccomp", "xcomp") and parse.lemmas[head].lower() in verb_class("doubting"):
            return True
        if dep not in ("conj", "acomp", "xcomp"):
            break
        node = head
    return False


def _disowned(parse: Parse, verb: int, entry: Undertaking) -> bool:
    """True for "without promising", "had hoped to" and what is done by habit."""
    if parse.deps[verb] == "pcomp" and parse.lemmas[parse.heads[verb]].lower() not in verb_class("asserting"):
        return True
    if any(parse.lemmas[kid].lower() in verb_class("habit") for kid in parse.kids(verb, "advmod")):
        return True
    wishing = entry.sort in ("intent", "expectation")
    return wishing and "had" in grammar.auxiliaries(parse, verb)
