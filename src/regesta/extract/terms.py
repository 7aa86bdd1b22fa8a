"""What a pact lays on its parties: "Under the deal, Lima will close the mine", "The treaty requires Lima to pay".

What comes in: a `Context` and a verb. What goes out: a `Found` for each party, or nothing.

Taken: "Kenya will send engineers, according to the memorandum", "The accord commits Chile to reopening the road".
Not taken: "Under the proposed deal, Lima would pay" (nobody has agreed), "Under the deal, Lima will receive two ships"
(what it gets), "The law requires Lima to pay" (no pact), "The deal would require Lima to pay" (if there were one).

Which nouns are pacts, which make them none yet and which verbs bind is data: verb_classes.toml, frame_words.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.asserting import OPEN
from regesta.extract.complements import Complement, infinitives, stretch
from regesta.extract.context import BODIES, OFFICIAL, Context
from regesta.extract.pacts import binds, is_pact
from regesta.extract.political import is_political
from regesta.extract.promises import Found
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

__all__ = ["terms"]

# The share found right among sentences of the project's own.
CERTAINTY = 0.9
LAID_DOWN = frozenset({"will", "'ll", "’ll", "shall", "must", "wo", "would"})
ASSERTED = frozenset({"ROOT", "ccomp", "conj", "parataxis", "relcl"})


def terms(context: Context, token: int) -> Iterator[Found]:
    """What the clause of a verb says that a pact lays on whom it names."""
    parse = context.parse
    if parse.deps[token] not in ASSERTED or context.asked(token) or not context.earnest(token):
        return
    if any(parse.words[mark].lower() in OPEN for mark in parse.kids(token, "mark", "advmod")):
        return
    statement = context.stated.get(token)
    if statement is not None and (statement.negated or not _may_tell(context, statement.speaker)):
        return
    yield from _bound_by(context, token) if binds(parse, token) else _under(context, token)


def _may_tell(context: Context, speaker: str | None) -> bool:
    """False for what critics, opponents and pundits make of a pact."""
    if speaker is None:
        return True
    one = context.who.actor(speaker)
    return one.sector in OFFICIAL or one.type in BODIES or one.type == "igo"


def _under(context: Context, token: int) -> Iterator[Found]:
    """ "Under the deal, Lima will close the mine"."""
    parse = context.parse
    auxiliaries = set(grammar.auxiliaries(parse, token))
    if not auxiliaries & LAID_DOWN or "have" in auxiliaries:
        return
    if not auxiliaries & verb_class("promised") and parse.tags[token] != "VB":
        return
    if grammar.is_passive(parse, token) or not _is_deed(parse, token):
        return
    head = grammar.own_subject(parse, token)
    if head is None or not _is_laid_down(parse, token):
        return
    first, last = stretch(parse, token, context.bound(token))
    first = max(first, min(parse.subtree(head)))
    yield from _found(context, token, token, head=head, first=first, last=last)


def _is_laid_down(parse: Parse, token: int) -> bool:
    """True for a clause that says by which pact it is so, itself or as the second of two."""
    verb: int | None = token
    while verb is not None:
        if any(is_pact(parse, noun) for noun in _sources(parse, verb)):
            return True
        verb = parse.heads[verb] if parse.deps[verb] == "conj" else None
    return False


def _sources(parse: Parse, verb: int) -> Iterator[int]:
    """What stands behind "under", "under the terms of" and "according to" beside a verb."""
    for noun in grammar.prepositional(parse, verb, "under"):
        yield noun
        if parse.lemmas[noun] in ("term", "provision", "clause", "article"):
            yield from grammar.prepositional(parse, noun, "of")
    for kid in parse.kids(verb, "prep"):
        if parse.words[kid].lower() == "according":
            yield from (noun for to in parse.kids(kid, "prep") for noun in parse.kids(to, "pobj"))


def _bound_by(context: Context, token: int) -> Iterator[Found]:
    """ "requires Lima to close the mine", "commits Lima to closing the mine"."""
    parse = context.parse
    deeds = infinitives(parse, token)
    deeds += [
        kid
        for to in parse.kids(token, "prep")
        if parse.words[to] == "to"
        for kid in parse.kids(to, "pcomp")
        if parse.tags[kid] == "VBG"
    ]
    for deed in deeds:
        head = grammar.own_subject(parse, deed)
        if head is None or head < token:
            head = next((kid for kid in parse.kids(token, "dobj") if token < kid < deed), None)
        if head is not None and _is_deed(parse, deed) and not grammar.is_passive(parse, deed):
            first, last = stretch(parse, deed, context.bound(token), subject=False)
            yield from _found(context, token, deed, head=head, first=max(first, head + 1), last=last)


def _is_deed(parse: Parse, verb: int) -> bool:
    """False for what one gets, becomes or feels."""
    return parse.lemmas[verb].lower() not in verb_class("involuntary") | verb_class("receiving")


def _found(context: Context, token: int, deed: int, *, head: int, first: int, last: int) -> Iterator[Found]:
    parse, who = context.parse, context.who
    named = list(
        dict.fromkeys(one for place in grammar.conjuncts(parse, head) for one in who.actors_at(place))
    )
    parties = tuple(
        one for one in named if is_political(who, one) and context.undertakes(deed, one, "pledge")
    )
    if parties:
        yield Found(
            trigger=token,
            complement=Complement(deed, first, last, "clause"),
            sort="pledge",
            parties=parties,
            target=(),
            negative=grammar.negated(parse, deed),
            rule="commitments/terms",
            certainty=CERTAINTY,
        )
