"""Will-clauses: what a speaker says his own side will do or not do.

What comes in: a `Context` and a token. What goes out: a `Found`, or nothing.

Taken: "“We will keep our embassy open,” the envoy said", "Accra said its troops would leave by May".
Not taken: "the minister said prices will rise", "the army said the rebels would attack" (somebody else's side),
"the premier said she would often walk home" (habit), "“It would hurt us,” he said" (supposed, not undertaken).

Which verbs undertake nothing, threaten or announce is data: lexicons/en/verb_classes.toml.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from regesta.extract import grammar
from regesta.extract.asserting import OPEN
from regesta.extract.complements import Complement, conditions, stretch
from regesta.extract.context import SPOKEN_FOR, Context
from regesta.extract.deeds import effective, is_answered, is_light, is_reprisal
from regesta.extract.promises import Found
from regesta.extract.undertakers import speakers
from regesta.lexicons.classes import verb_class
from regesta.records import Parse, Sort, Statement

MIGHT = frozenset({"could", "may", "might"})
# Conditions that somebody else can meet.
BARGAINS = frozenset(
    {"provided", "provided that", "once", "on condition", "in exchange for", "in return for", "as long as"}
)
WOULD = frozenset({"would", "’d", "'d"})
ASSERTED = frozenset({"ROOT", "ccomp", "conj", "parataxis", "advcl"})
# The share found right among records read by eye (docs/commitments-and-statuses.md).
CERTAINTY = 0.9


def wills(context: Context, token: int) -> Iterator[Found]:
    """The undertaking of the will-clause headed by `token`, if it is one."""
    parse = context.parse
    statement = context.stated.get(token)
    if statement is None or statement.negated or parse.pos[token] != "VERB":
        return
    auxiliaries = set(grammar.auxiliaries(parse, token))
    if not auxiliaries or not context.earnest(token):
        return
    offered = _offered(context, token, auxiliaries)
    if not (offered or auxiliaries & verb_class("promised")) or not _asserted(context, token, auxiliaries):
        return
    head = grammar.subject(parse, token)
    if head is None or context.asked(token):
        return
    whose = tuple(
        one for one in _parties(context, token, head, statement) if context.undertakes(token, one, "intent")
    )
    if not whose:
        return
    sort: Sort
    if offered:
        sort = "offer"
    elif is_answered(parse, token):
        sort = "threat"
    else:
        sort = _sort(parse, effective(parse, token))
    first, last = stretch(parse, token, context.bound(token))
    yield Found(
        trigger=token,
        complement=Complement(token, first, last, "clause"),
        sort=sort,
        parties=whose,
        target=(),
        negative=grammar.negated(parse, token),
        rule="commitments/will",
        certainty=CERTAINTY,
    )


def _offered(context: Context, token: int, auxiliaries: set[str]) -> bool:
    """ "could ease the rules provided that ...", "would consider sending boats": held out, not promised."""
    parse = context.parse
    if auxiliaries & MIGHT and not _quoted(parse, token):
        held = {word for _, _, word in conditions(parse, (token,), parse.sentence_of[token])}
        # "he may move south if he loses" offers nobody anything
        return bool(held & BARGAINS) or ("if" in held and _is_body(context, grammar.subject(parse, token)))
    if parse.lemmas[token] != "consider":
        return False
    return any(parse.tags[kid] == "VBG" for kid in parse.kids(token, "xcomp", "ccomp"))


def _is_body(context: Context, head: int | None) -> bool:
    actor = None if head is None else context.actor(head)
    return actor is not None and context.who.actor(actor).type in SPOKEN_FOR


def _asserted(context: Context, token: int, auxiliaries: set[str]) -> bool:
    """True for a plain will-clause of a verb one can undertake; none of habit, supposition or doubt."""
    parse = context.parse
    if "have" in auxiliaries or ("be" in auxiliaries and parse.lemmas[token] == "go"):
        return False
    if parse.deps[token] not in ASSERTED or parse.tags[token] not in ("VB", "VBG", "VBN"):
        return False
    if parse.tags[token] == "VBN" and not parse.kids(token, "auxpass"):
        return False
    if parse.deps[token] == "advcl" and not _because(parse, token):
        return False
    if any(parse.words[mark].lower() in OPEN for mark in parse.kids(token, "mark")):
        return False
    if parse.kids(token, "csubj", "csubjpass", "expl") or _unreal(parse, token):
        return False
    if any(parse.tags[kid] in ("WP", "WRB", "WDT") for kid in parse.children[token] if kid < token):
        return False
    if any(parse.lemmas[kid].lower() in verb_class("habit") for kid in parse.kids(token, "advmod")):
        return False
    verb = effective(parse, token)
    if parse.lemmas[verb] in ("remain", "stay") and _keeps_its_own(parse, token):
        return not (auxiliaries & WOULD) or _backshifted(context, token)
    if parse.lemmas[verb].lower() in verb_class("deciding") and parse.kids(verb, "oprd", "ccomp"):
        # "would consider it an insult" is a view; "will decide whether" leaves the matter open
        below = {parse.words[i].lower() for i in parse.subtree(verb)}
        if "whether" not in below:
            return False
    if parse.lemmas[verb].lower() in verb_class("involuntary") and not is_light(parse, verb):
        return False
    return not (auxiliaries & WOULD) or _backshifted(context, token)


def _keeps_its_own(parse: Parse, token: int) -> bool:
    """ "its troops will remain in Chad": what one does with one's own, where "we will remain friends" is talk."""
    head, own = grammar.own_subject(parse, token), verb_class("servants") | verb_class("standing_things")
    return head is not None and parse.pos[head] == "NOUN" and parse.lemmas[head].lower() in own


def _unreal(parse: Parse, token: int) -> bool:
    """True under "if it were": supposed, not undertaken."""
    return any(
        parse.words[low].lower() == "were" and parse.words[mark].lower() == "if"
        for kid in parse.kids(token, "advcl")
        for mark in parse.kids(kid, "mark")
        for low in (kid, *parse.kids(kid, "aux", "auxpass"))
    )


def _because(parse: Parse, token: int) -> bool:
    return any(parse.lemmas[kid] in ("because", "as", "since", "so") for kid in parse.kids(token, "mark"))


def _backshifted(context: Context, token: int) -> bool:
    """True where "would" tells a past "will": reported in the past tense, and not in the speaker's own words."""
    parse = context.parse
    modal = next(kid for kid in parse.kids(token, "aux", "auxpass") if parse.words[kid].lower() in WOULD)
    if _quoted(parse, modal):
        return False
    statement = context.stated[token]
    if statement.cue is None:
        return True
    first = bisect_left(parse.starts, statement.cue.start)
    tags = parse.tags[first : bisect_left(parse.starts, statement.cue.end)]
    return not any(tag in ("VBZ", "VBP") for tag in tags) or "VBD" in tags or "VBN" in tags


def _quoted(parse: Parse, token: int) -> bool:
    place = bisect_right(parse.quotations, token, key=lambda quote: quote.first) - 1
    return place >= 0 and token < parse.quotations[place].last


def _parties(context: Context, token: int, head: int, statement: Statement) -> tuple[str, ...]:
    """Who undertakes: one, or all who say together what "they" will do."""
    if len(together := speakers(context, token, head)) > 1:
        return together
    if (one := _of_pair(context, head, statement)) is not None:
        return (one,)
    if statement.speaker is None or _is_mouthpiece(context, statement.speaker):
        official = _anonymous(context, head, statement)
        if official is not None or statement.speaker is None:
            return () if official is None else (official,)
    if _grants(context.parse, token) and context.speaks_for_others(statement.speaker):
        return (context.spoken_for(statement.speaker) or statement.speaker,)
    one = _party(context, token, head, statement.speaker) or _at_home(context, head, statement.speaker)
    return () if one is None else (one,)


def _of_pair(context: Context, head: int, statement: Statement) -> str | None:
    """ "Lima will cede the islet, the two governments said": one of those who say so together."""
    direct = context.actor(head)
    if direct is None or statement.cue is None:
        return None
    cue = bisect_left(context.parse.starts, statement.cue.start)
    said_by = grammar.subject(context.parse, min(cue, len(context.parse) - 1))
    pair = () if said_by is None else context.who.groups.get(said_by, ())
    is_of_them = any(one == direct or context.sides(direct, one) for one in pair)
    return direct if is_of_them else None


def _grants(parse: Parse, token: int) -> bool:
    """ "any attack will be met with force", "women will be allowed to work": who does it is plain from who says it."""
    if not grammar.is_passive(parse, token) or grammar.agents(parse, token):
        return False
    return is_answered(parse, token) or parse.lemmas[token] in verb_class("rights_given")


def _at_home(context: Context, head: int, speaker: str) -> str | None:
    """ "China will send grain, Foreign Minister Wang said": a minister without a country, in a report on one state."""
    one, direct = context.who.actor(speaker), context.actor(head)
    if direct is None or one.country is not None or one.type != "person" or one.sector not in ("GOV", "MIL"):
        return None
    return direct if direct == context.main_state() else None


def _is_mouthpiece(context: Context, speaker: str) -> bool:
    """True for "a spokesman", of whom the report does not tell whom he serves."""
    one = context.who.actor(speaker)
    words = one.name.lower().split()
    return one.country is None and one.type in ("person", "other") and words[-1] in verb_class("mouthpieces")


def _anonymous(context: Context, head: int, statement: Statement) -> str | None:
    """ "a spokesman said Britain would never ...": the state or body, when the speaker is of no other."""
    parse, span = context.parse, statement.speaker_span
    direct = context.actor(head)
    if direct is None or span is None or context.who.actor(direct).type not in SPOKEN_FOR:
        return None
    first, last = bisect_left(parse.starts, span.start), bisect_left(parse.starts, span.end)
    words = {parse.lemmas[i].lower() for i in range(first, last)}
    named = [context.actor(i) or context.state(i) for i in range(first, last)]
    others = {one for one in named if one not in (None, direct, statement.speaker)}
    return direct if words & verb_class("mouthpieces") and not others else None


def _party(context: Context, token: int, head: int, speaker: str) -> str | None:
    """Who undertakes: the subject, when it is the speaker's side; the owner of what is disposed of."""
    parse = context.parse
    direct = context.actor(head) or context.matrix(token, head)
    if grammar.is_passive(parse, token):
        owner = _owner(context, head)
        own = owner is not None and (owner == speaker or context.sides(owner, speaker))
        disposing = parse.lemmas[token].lower() in verb_class("disposing")
        return owner if own and disposing and not grammar.agents(parse, token) else None
    if direct is not None and parse.lemmas[head] in ("we", "I"):
        return direct
    if direct is None and parse.lemmas[head] == "we" and context.speaks_for_others(speaker):
        return speaker
    if direct is not None and context.sides(direct, speaker):
        # "its envoy will fly": his state undertakes it
        owner = _owner(context, head) if parse.lemmas[head].lower() in verb_class("envoys") else None
        return owner or direct
    if direct is not None:
        return None
    if parse.lemmas[head].lower() in verb_class("standing_things") and context.speaks_for_others(speaker):
        # "the border will stay shut", says a premier
        return speaker
    return speaker if context.same_side(head, speaker) else None


def _owner(context: Context, head: int) -> str | None:
    """Whose the noun is: "part of its staff", "our embassy", "the embassy" of a state."""
    parse = context.parse
    nouns = [head, *grammar.prepositional(parse, head, "of")]
    for noun in nouns:
        for owner in parse.kids(noun, "poss"):
            if (actor := context.actor(owner)) is not None:
                return actor
    return context.actor(head) if context.same_body(head) else None


def _sort(parse: Parse, verb: int) -> Sort:
    lemma = parse.lemmas[verb].lower()
    if lemma in verb_class("deciding"):
        return "condition"
    negated = grammar.negated(parse, verb)
    if is_reprisal(parse, verb) and not negated:
        return "threat"
    if lemma in verb_class("adverse") and not negated:
        deal = any(parse.lemmas[kid] in ("deal", "balance", "agreement") for kid in parse.kids(verb, "dobj"))
        return "pledge" if deal else "threat"
    if lemma in verb_class("answering_force") and not negated:
        hostile = verb_class("hostility")
        below = (parse.lemmas[kid].lower() for kid in parse.subtree(verb) if kid > verb)
        return "threat" if any(word in hostile for word in below) else "pledge"
    return "intent" if lemma in verb_class("scheduled") else "pledge"
