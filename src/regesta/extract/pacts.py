"""Pacts that there are, and the verbs by which they bind: not a draft, nor what a pact would require.

What comes in: a `Parse` and a noun or a verb. What goes out: true or false.

    is_pact(parse, i)       # "the 2015 deal", "a truce signed on Monday"; not "the proposed deal", "a deal"
    binds(parse, i)         # "the accord obliges both to"; not "the law obliges", "the accord would oblige"
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.framewords import word_class
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

__all__ = ["binds", "is_pact"]

DEFINITE = frozenset({"the", "this", "that", "its", "their", "these", "those"})
# Auxiliaries that leave it a fact.
PLAIN = frozenset({"has", "have", "had", "does", "do", "did", "also"})


def is_pact(parse: Parse, noun: int) -> bool:
    """A pact that there is: the one spoken of, or one that was signed; no draft and none that is sought."""
    if parse.lemmas[noun].lower() not in word_class("pacts"):
        return False
    if any(parse.lemmas[kid].lower() in verb_class("no pact yet") for kid in parse.children[noun]):
        return False
    definite = any(parse.words[kid].lower() in DEFINITE for kid in parse.kids(noun, "det", "poss"))
    owned = bool(parse.kids(noun, "poss"))
    signed = any(
        parse.lemmas[kid].lower() in verb_class("sealing") for kid in parse.kids(noun, "acl", "relcl")
    )
    return definite or owned or signed


def binds(parse: Parse, token: int) -> bool:
    """ "The treaty requires Lima to ...", "the accord, which obliges ...": a pact that there is, and no "would"."""
    if parse.lemmas[token].lower() not in verb_class("binding") or grammar.negated(parse, token):
        return False
    subject = grammar.subject(parse, token)
    plain = set(grammar.auxiliaries(parse, token)) <= PLAIN
    return plain and subject is not None and is_pact(parse, subject) and not grammar.is_passive(parse, token)
