"""What a report tells only to call it untrue: no deed and no relation follows from it.

What comes in: a `Parse` and a verb. What goes out: True where its clause is called false.

    "Claims that Oman had left are baseless", "the story that Oman left was made up"     True of "left"
    "It is not true that Oman has left", "it is false that Oman left"                    True of "left"
    "A leaflet falsely claimed that Oman had left"                                       True of "left"
    "It is true that Oman left", "it is wrong that Oman left"                            False
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

__all__ = ["is_untrue"]


def is_untrue(parse: Parse, verb: int) -> bool:
    """True for a clause that is called false, under a noun ("claims that ...") or under "it is"."""
    head = parse.heads[verb]
    if parse.deps[verb] in ("acl", "relcl", "ccomp") and parse.pos[head] == "NOUN":
        return _noun_is_untrue(parse, head)
    if parse.deps[verb] not in ("ccomp", "csubj"):
        return False
    if any(parse.words[kid].lower() in verb_class("falsely") for kid in parse.kids(head, "advmod")):
        # "a leaflet falsely claimed that Oman had left"
        return parse.deps[verb] == "ccomp" and head < verb
    if parse.lemmas[head] != "be":
        return False
    said_of = {parse.lemmas[kid].lower() for kid in parse.kids(head, "acomp", "attr", "oprd")}
    if grammar.negated(parse, head):
        return bool(said_of & verb_class("true"))
    # "it is wrong that he left": he did
    return bool(said_of & (verb_class("untrue") - {"wrong"}))


def _noun_is_untrue(parse: Parse, noun: int) -> bool:
    """True for "reports that ... were false", "claims that ... were not true", "a story that ... was made up"."""
    above = parse.heads[noun]
    said_of = parse.kids(above, "acomp", "attr", "oprd") if parse.deps[noun].startswith("nsubj") else []
    lemmas = {parse.lemmas[kid].lower() for kid in (above, *said_of)}
    if grammar.negated(parse, above):
        return bool(said_of) and bool(lemmas & verb_class("true"))
    made_up = parse.lemmas[above] == "make" and any(
        parse.words[kid].lower() == "up" for kid in parse.kids(above, "prt")
    )
    return made_up or bool(lemmas & verb_class("untrue"))
