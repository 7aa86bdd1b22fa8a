"""Words by which somebody undertakes, offers, expects, demands or threatens: found, asserted, and whose.

What comes in: a `Context` and a token. What goes out: `Found`s: who undertakes what, to whom, by which word.

Taken: "Lima pledged to reopen the crossing", "is ready to send monitors", "repeated its offer of talks".
Not taken: "whether Lima pledged to ...", "denied it had promised", "scrapped its plan to ...", "may offer to ...".

Which words count is data: lexicons/en/commitments.toml and verb_classes.toml.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from regesta.extract import grammar
from regesta.extract.asserting import is_asserted, is_voiced
from regesta.extract.complements import (
    Bound,
    Complement,
    finite_clauses,
    gerunds,
    infinitives,
    nominals,
    opens_with_that,
    reporting,
    stretch,
    told_before,
)
from regesta.extract.context import Context
from regesta.extract.dates import when_of
from regesta.extract.deeds import (
    act_noun,
    classed,
    effective,
    is_answered,
    is_light,
    is_money,
    is_reprisal,
    is_search,
    is_subjunctive,
    with_purpose,
    with_term,
)
from regesta.extract.undertakers import doer, is_given, parties
from regesta.lexicons import load
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import Undertaking
from regesta.records import Parse, Sort, When

TAGS = {"verb": ("VERB", "AUX"), "adj": ("ADJ",), "noun": ("NOUN",)}
PREPOSITIONS = ("to", "for", "of", "on", "forward")
# "... would leave, she promised"; what was demanded or hoped is rarely told so.
TOLD_BEFORE = ("pledge", "threat")
MODAL_DEMANDS = frozenset({"should", "must", "ought", "shall"})
# Certainty by sort: the share found right among records read by eye (docs/commitments-and-statuses.md).
CERTAINTY: dict[Sort, float] = {
    "pledge": 0.95,
    "offer": 0.92,
    "intent": 0.91,
    "demand": 0.94,
    "expectation": 0.85,
    "threat": 0.95,
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An undertaking before it becomes a record."""

    trigger: int
    complement: Complement
    sort: Sort
    parties: tuple[str, ...]
    target: tuple[str, ...]
    negative: bool
    rule: str
    certainty: float
    due: When | None = None


@functools.cache
def _words(lang: str = "en") -> dict[tuple[str, str], tuple[Undertaking, ...]]:
    """Universal tag and lemma -> the entries of a word."""
    table: dict[tuple[str, str], list[Undertaking]] = {}
    for entry in load(Undertaking, lang):
        for form in entry.forms:
            for tag in TAGS[entry.pos]:
                table.setdefault((tag, form), []).append(entry)
    # what asks for more is tried first: "wants Lima to go" before "wants to go"
    return {key: tuple(sorted(entries, key=lambda e: e.target is None)) for key, entries in table.items()}


def promises(context: Context, token: int) -> Iterator[Found]:
    """What the word at `token` undertakes, offers, expects, demands or threatens."""
    parse = context.parse
    pos = "VERB" if _misread_verb(parse, token) else parse.pos[token]
    entries = _words().get((pos, parse.lemmas[token].lower()))
    if not entries or context.asked(token) or not context.earnest(token):
        return
    for entry in entries:
        found = tuple(_by_entry(context, token, entry))
        if found:
            yield from found
            return


def _by_entry(context: Context, token: int, entry: Undertaking) -> Iterator[Found]:
    parse = context.parse
    if entry.dated and (parse.kids(token, "attr") or not infinitives(parse, token)):
        # "is to sign"; but "was the last state to sign" did
        return
    if entry.particle and not _has_particle(parse, token, entry.particle):
        return
    if not is_asserted(parse, token, entry) or not is_voiced(parse, token, entry):
        return
    target = _target(context, token, entry)
    if entry.target is not None and target is None and entry.frames != ("clause",):
        return
    complements = tuple(_complements(context, token, entry, target))
    if entry.sort == "demand":
        complements = _joined(complements)
    if complements:
        yield from _found(context, token, entry, target=target, complements=complements)


def _misread_verb(parse: Parse, token: int) -> bool:
    """ "renews its call and demands that Lima pay": the parser takes the second verb for a noun."""
    if parse.tags[token] != "NNS" or parse.deps[token] != "conj":
        return False
    above = parse.heads[token]
    if parse.pos[above] not in grammar.VERBAL or parse.tags[above] not in grammar.FINITE:
        return False
    return any(opens_with_that(parse, kid) for kid in parse.kids(token, "acl", "ccomp", "relcl"))


def _has_particle(parse: Parse, token: int, particle: str) -> bool:
    return any(parse.words[kid].lower() == particle for kid in parse.children[token])


def _target(context: Context, token: int, entry: Undertaking) -> int | None:
    """Head of the one who is urged, assured or expected: somebody, not something and no day of the week."""
    if entry.target is None:
        return None
    parse = context.parse
    if entry.target != "object":
        found = grammar.prepositional(parse, token, entry.target)
        if entry.target == "for" and not found:
            # "called for the bank to pay": the one asked is the subject of what is asked
            asked = [kid for kid in parse.kids(token, "ccomp") if grammar.is_infinitive(parse, kid)]
            found = [own for kid in asked if (own := grammar.own_subject(parse, kid)) is not None]
        return next((kid for kid in found if context.somebody(kid)), None)
    found = parse.kids(token, "dobj", "dative")
    if not found and parse.kids(token, "nsubjpass") and "inf" in entry.frames:
        found = parse.kids(token, "nsubjpass")
    if not found:
        # "urged Lima to go" is often read as a clause with Lima as its subject
        found = [
            own
            for kid in parse.kids(token, "ccomp", "xcomp")
            if grammar.is_infinitive(parse, kid) and (own := grammar.own_subject(parse, kid)) is not None
        ]
    return next((kid for kid in found if context.somebody(kid)), None)


def _complements(
    context: Context, token: int, entry: Undertaking, target: int | None
) -> Iterator[Complement]:
    parse = context.parse
    bound = context.bound(token)
    for frame in entry.frames:
        heads = [head for head in _heads(parse, token, frame, entry=entry, target=target) if head != target]
        for head in heads:
            if not _fits(context, head, frame, entry):
                continue
            inner = bound if head > token else Bound(bound.first, reporting(parse, token))
            first, last = stretch(parse, head, inner, subject=frame == "clause")
            if frame == "object" and is_money(parse, head):
                last = with_purpose(parse, token, last, bound.last)
            if frame in ("object", "nominal"):
                last = with_term(parse, context.times, token, last, bound.last)
            if entry.pos == "adj" and frame == "inf":
                first = min(first, token)
            if entry.pos == "noun" and grammar.negated(parse, token):
                first = min(first, parse.left_edge(token))
            if last > first:
                yield Complement(head, first, last, frame)
        if heads:
            return


def _heads(parse: Parse, token: int, frame: str, *, entry: Undertaking, target: int | None) -> list[int]:
    if frame == "inf":
        if target is None and entry.pos == "verb" and parse.kids(token, "dobj"):
            return []
        return infinitives(parse, token, target)
    if frame == "clause":
        found = finite_clauses(parse, token)
        return found or (told_before(parse, token) if entry.sort in TOLD_BEFORE else [])
    if frame == "gerund":
        return gerunds(parse, token)
    if frame == "direct":
        plain = [kid for kid in parse.kids(token, "xcomp", "ccomp", "pcomp") if parse.tags[kid] == "VBG"]
        return plain + [kid for kid in parse.kids(token, "advcl") if grammar.is_object(parse, kid)]
    if frame == "object":
        return [kid for kid in parse.kids(token, "dobj") if parse.pos[kid] in ("NOUN", "NUM", "SYM")]
    words = entry.prepositions or PREPOSITIONS
    # "warned Athens of consequences": the parser may hang "of" on Athens
    return nominals(parse, token, *words) or ([] if target is None else nominals(parse, target, *words))


def _fits(context: Context, head: int, frame: str, entry: Undertaking) -> bool:
    """True when the content is something one can undertake, demand or threaten."""
    parse = context.parse
    lemma = parse.lemmas[head].lower()
    if lemma == "do" and any(parse.lemmas[kid] == "so" for kid in parse.children[head]):
        # "threatened to do so": what, another sentence says
        return False
    if frame in ("object", "nominal"):
        if is_money(parse, head):
            return True
        wanted = lemma in classed(entry.objects) if entry.objects else context.who.actor_at(head) is None
        wanted = wanted or (entry.sort == "demand" and act_noun(lemma))
        wanted = wanted or (entry.sort in ("pledge", "offer") and is_given(context, head))
        return wanted and not (grammar.negated(parse, head) or parse.kids(head, "relcl"))
    if frame == "inf" and entry.target is None and grammar.own_subject(parse, head) is not None:
        # "expects similar moves to follow": not its own
        return False
    if frame in ("inf", "gerund") and entry.without:
        verb = effective(parse, head)
        if parse.lemmas[verb].lower() in classed(entry.without) and not is_light(parse, verb):
            return is_search(parse, verb)
        if entry.sort == "intent" and grammar.is_passive(parse, head):
            return False
    if frame != "clause":
        return not entry.dated or when_of(parse, context.times, head) is not None
    return _clause_fits(context, head, entry)


def _clause_fits(context: Context, head: int, entry: Undertaking) -> bool:
    parse = context.parse
    modals = set(grammar.auxiliaries(parse, head))
    if entry.sort in ("pledge", "threat"):
        return bool(modals & verb_class("promised")) and "have" not in modals
    if entry.sort == "demand":
        bare = entry.bare and not modals and parse.words[head].lower() == parse.lemmas[head].lower()
        return (
            bool(modals & MODAL_DEMANDS)
            or is_subjunctive(parse, head)
            or (bare and opens_with_that(parse, head))
        )
    own = grammar.own_subject(parse, head)
    somebody = own is not None and (context.actor(own) is not None or parse.pos[own] == "PRON")
    return somebody or not entry.without


def _joined(complements: tuple[Complement, ...]) -> tuple[Complement, ...]:
    """What is asked of one in one breath is one demand ("to stop, and to leave")."""
    if len(complements) < 2:
        return complements
    first = min(complements, key=lambda item: item.first)
    return (Complement(first.head, first.first, max(item.last for item in complements), first.frame),)


def _found(
    context: Context,
    token: int,
    entry: Undertaking,
    *,
    target: int | None,
    complements: tuple[Complement, ...],
) -> Iterator[Found]:
    whose = parties(context, token, entry)
    if not whose:
        return
    party = whose[0]
    addressed = () if target is None else context.who.actors_at(target)
    parse = context.parse
    row = _joint_subject(context, token, entry)
    for complement in complements:
        if row is not None:
            # whose the wish is, its own words tell: "both countries wanted to ..."
            complement = msgspec.structs.replace(complement, first=min(row, complement.first))
        own_act = complement.frame != "clause" or _own_act(context, token, complement.head, party)
        own_act = own_act or (entry.sort == "threat" and is_answered(parse, complement.head))
        if (entry.sort == "threat" or entry.own) and not own_act:
            continue
        if entry.sort in ("demand", "expectation") and complement.frame == "clause" and own_act:
            continue
        yield Found(
            trigger=token,
            complement=complement,
            sort=_sort(parse, entry, complement.head),
            parties=whose,
            target=tuple(one for one in addressed if one not in whose and not context.who.is_press(one)),
            negative=_negative(parse, token, entry) != grammar.negated(parse, complement.head),
            rule=f"commitments/{entry.pos}:{parse.lemmas[token].lower()}",
            certainty=CERTAINTY[entry.sort],
        )


def _own_act(context: Context, token: int, verb: int, party: str) -> bool:
    """True when the party asks it of itself; "they demanded that it pay" is asked of another."""
    parse = context.parse
    asking, asked = doer(parse, token), grammar.own_subject(parse, verb)
    both = tuple(parse.lemmas[i].lower() for i in (asking, asked) if i is not None)
    if both == ("they", "it"):
        return False
    return context.own_act(verb, party)


def _joint_subject(context: Context, token: int, entry: Undertaking) -> int | None:
    """First token of "both countries", where it is the party."""
    head = doer(context.parse, token)
    if entry.party == "possessor" or head is None or context.actor(head) is not None:
        return None
    return context.parse.left_edge(head) if context.both(token, head) is not None else None


def _negative(parse: Parse, token: int, entry: Undertaking) -> bool:
    if not entry.negatable:
        return entry.negative
    verb = grammar.verb_of(parse, token)
    return grammar.negated(parse, token) or (
        entry.pos != "verb" and verb is not None and grammar.negated(parse, verb)
    )


def _sort(parse: Parse, entry: Undertaking, verb: int) -> Sort:
    """The entry's sort; "will not hesitate to strike" and "vowed to take measures in response" are threats."""
    adverse = verb_class("adverse") | verb_class("answering_force")
    if entry.sort == "pledge" and parse.lemmas[verb].lower() in verb_class("revenge"):
        return "threat"
    if entry.sort == "pledge" and is_reprisal(parse, verb) and not grammar.negated(parse, verb):
        return "threat"
    if entry.sort == "offer" and _hurts(parse, verb) and not grammar.negated(parse, verb):
        return "threat"
    return "threat" if entry.only_negated and parse.lemmas[verb].lower() in adverse else entry.sort


def _hurts(parse: Parse, verb: int) -> bool:
    """ "is ready to strike", "to restore the sanctions": nothing one is glad to be offered."""
    if parse.lemmas[verb].lower() in verb_class("adverse"):
        return True
    things = {parse.lemmas[kid].lower() for kid in grammar.objects(parse, verb)}
    return parse.lemmas[verb].lower() in verb_class("imposing") and bool(things & verb_class("hostility"))
