"""How a frame of a relation is to be read: affirmed, negated, left open, or only planned.

What comes in: a `Context` and the token of a frame's word. What goes out: a `Reading`, or None for what
merely may be, was supposed, joked or rumoured, or is somebody else's wish.

Taken: "has yet to recognise" (negated), "will decide whether to recognise" (undecided), "is eager to join" (planned).
Not taken: "may recognise", "may answer by closing", "if Lima recognised", "had Lima recognised it, ...",
"was urged to recognise", "accused of closing", "which countries recognise", "rumours that Lima recognised".

The words that govern a reading are data: lexicons/en/verb_classes.toml.
"""

from __future__ import annotations

from typing import Literal

from regesta.extract import grammar
from regesta.extract.bidding import is_bidden
from regesta.extract.context import Context
from regesta.extract.falsehoods import is_untrue
from regesta.lexicons.classes import verb_class
from regesta.records import Parse

Reading = Literal["value", "negated", "undecided", "planned"]
SUPPOSED = frozenset({"if", "unless", "until", "lest"})
# "may answer by closing": told as far as the answer is; "may pay for it after closing": done.
MEANS = frozenset({"by", "in", "with"})
# "Had Lima recognised it, ...": a condition without "if".
INVERTED = frozenset({"had", "were", "should"})


def reading(context: Context, token: int) -> Reading | None:
    """Whether the frame at `token` is affirmed, negated, left open or planned."""
    parse = context.parse
    verb = token if parse.pos[token] in grammar.VERBAL else grammar.verb_of(parse, token)
    if verb is None or context.asked(token) or _wondered(parse, verb) or not context.earnest(token):
        return None
    if parse.deps[grammar.first_conjunct(parse, token)] == "appos":
        # "Rabat, a member, has not signed": what is not done is the signing
        return "negated" if grammar.negated(parse, token) else "value"
    statement = context.stated.get(token)
    if _whether(parse, verb):
        return "undecided"
    if statement is not None and statement.negated and (statement.act or "") not in verb_class("refusing"):
        return "undecided" if (statement.act or "") in verb_class("silence") else None
    auxiliaries = set(grammar.auxiliaries(parse, verb))
    reported = statement is not None and "would" in auxiliaries
    if (
        (auxiliaries & verb_class("hedge") and not reported)
        or _supposed(parse, verb)
        or is_bidden(parse, verb)
    ):
        return None
    if "have" in auxiliaries and auxiliaries & verb_class("hedge"):
        return None
    if grammar.negated(parse, verb) or grammar.negated(parse, token) or _neither(parse, verb):
        return "negated"
    if auxiliaries & verb_class("future"):
        return "planned"
    return _governed(parse, verb)


def told_by_noun(context: Context, noun: int, *, change: bool) -> Reading | None:
    """How a noun of a deed is told: "announced the closure" (so), "plans it" (planned), "urged it" (nothing).

    A `change` counts where it is the news of its clause or lies behind it ("after the closure of ..."), not where
    it is only spoken of ("used the withdrawal as an excuse").
    """
    parse = context.parse
    if [word.lower() for word in parse.words[max(noun - 2, 0) : noun]] == ["non", "-"]:
        return "negated"
    unreal = verb_class("unreal_deed")
    if any(parse.lemmas[kid].lower() in unreal for kid in parse.kids(noun, "amod", "compound")):
        return None
    if change and not _is_news(parse, noun):
        return None
    for above in grammar.governors(parse, noun):
        lemma = parse.lemmas[above].lower()
        if lemma in verb_class("unreal") or lemma in verb_class("undoing"):
            # "protested at the recall" tells it as so; "called for the recall" does not
            return None
        if parse.pos[above] in grammar.VERBAL:
            break
    found = reading(context, noun)
    return None if found == "undecided" else found


def _is_news(parse: Parse, noun: int) -> bool:
    node = grammar.first_conjunct(parse, noun)
    dep, above = parse.deps[node], parse.heads[node]
    if dep == "dobj":
        return parse.lemmas[above].lower() in verb_class("carried_out")
    if dep == "pobj":
        return parse.lemmas[above].lower() in verb_class("behind")
    return dep in ("nsubj", "nsubjpass", "attr")


def _neither(parse: Parse, verb: int) -> bool:
    """ "Neither Oslo nor Bern recognises it"."""
    own = grammar.own_subject(parse, verb)
    below = () if own is None else parse.kids(own, "preconj", "cc", "det", "advmod")
    return any(parse.lemmas[kid].lower() in ("neither", "nor") for kid in below)


def _wondered(parse: Parse, verb: int) -> bool:
    """True when who does it is the question: "how many countries recognise it", "who closed it"."""
    own = grammar.own_subject(parse, verb)
    if own is None or parse.deps[verb] == "relcl":
        return False
    below = [own, *parse.children[own], *(low for kid in parse.children[own] for low in parse.children[kid])]
    return any(parse.tags[i] in ("WDT", "WP", "WRB") for i in below if i <= own)


def _inverted(parse: Parse, verb: int) -> bool:
    if grammar.is_inverted_condition(parse, verb):
        return True
    own = grammar.own_subject(parse, verb)
    if own is None:
        return False
    words = [kid for kid in parse.children[verb] if parse.pos[kid] != "PUNCT"]
    # not "never had Lima recognised it"
    opening = words[0] if words else verb
    return opening < parse.left_edge(own) and parse.words[opening].lower() in INVERTED


def _hearsay(parse: Parse, verb: int) -> bool:
    """True for "rumours that ...", and for "reports that ... were false"."""
    noun = parse.heads[verb]
    told = parse.deps[verb] in ("acl", "relcl", "ccomp") and parse.pos[noun] == "NOUN"
    return (told and parse.lemmas[noun].lower() in verb_class("hearsay")) or is_untrue(parse, verb)


def _supposed(parse: Parse, verb: int) -> bool:
    """True under "if" or "until", or below a word of doubt or rumour."""
    node = verb
    for _ in range(grammar.MAX_CHAIN):
        if any(parse.words[kid].lower() in SUPPOSED for kid in parse.kids(node, "mark")):
            return True
        if _inverted(parse, node) or _hearsay(parse, node):
            return True
        dep, head = parse.deps[node], parse.heads[node]
        lemma = parse.lemmas[head].lower()
        if dep in ("ccomp", "xcomp") and lemma in verb_class("doubting"):
            return True
        if dep == "ccomp" and lemma in verb_class("demanding") and parse.tags[node] in ("VB", "VBP"):
            return True
        if dep not in ("conj", "xcomp", "acomp", "attr"):
            return False
        node = head
    return False


def _whether(parse: Parse, verb: int) -> bool:
    if any(parse.words[kid].lower() == "whether" for kid in parse.kids(verb, "mark")):
        return True
    # "decide on recognising", "is considering recognising"
    above = _above(parse, verb) if _embedded(parse, verb) else None
    if above is None or parse.lemmas[above] not in verb_class("deciding"):
        return False
    return parse.tags[verb] == "VBG" or "will" in grammar.auxiliaries(parse, above)


def _embedded(parse: Parse, verb: int) -> bool:
    gerund = parse.tags[verb] == "VBG" and not grammar.auxiliaries(parse, verb)
    nested = parse.deps[verb] in ("pcomp", "xcomp", "ccomp", "acl", "dobj")
    return grammar.is_infinitive(parse, verb) or (gerund and nested)


def _above(parse: Parse, verb: int) -> int | None:
    """The word that governs an infinitive or gerund, prepositions and coordination left out."""
    node = grammar.first_conjunct(parse, verb)
    above = next(grammar.governors(parse, node), None)
    if above is not None and parse.pos[above] == "ADP":
        above = next(grammar.governors(parse, above), None)
    if above is not None and parse.lemmas[above] == "short":
        above = parse.heads[above]
    return above


def _governed(parse: Parse, verb: int) -> Reading | None:
    """The reading by what governs an infinitive or gerund ("keen to join", "stopped short of recognising")."""
    first = grammar.first_conjunct(parse, verb)
    if not (_embedded(parse, verb) or _embedded(parse, first)):
        return "value" if parse.deps[verb] != "pcomp" else _by_preposition(parse, verb)
    above = _above(parse, verb)
    if above is None:
        return None
    lemma = parse.lemmas[above].lower()
    if lemma in verb_class("resolves") and _given_up(parse, above):
        return None
    told = grammar.rank_told(parse, first)
    if told is not None:
        # "was the first country to appoint": it did
        return _plainly(parse, told)
    carrier = grammar.verb_of(parse, above)
    if any(parse.deps[kid] == "neg" for kid in parse.children[verb]):
        return "negated"
    if lemma in ("have", "be") and any(
        parse.lemmas[kid] == "yet" for kid in (*parse.children[above], *parse.children[verb])
    ):
        return "negated"
    if grammar.negated(parse, above) or (carrier is not None and grammar.negated(parse, carrier)):
        return "negated" if lemma in verb_class("aspiring") or lemma in verb_class("phasal") else None
    short = lemma == "stop" and any(parse.lemmas[kid] == "short" for kid in parse.children[above])
    if short or lemma in verb_class("refusing") or parse.lemmas[parse.heads[first]] == "without":
        return "negated"
    if lemma in verb_class("phasal"):
        # "is willing to continue to keep it" is no more than willing
        return _governed(parse, above) if grammar.is_infinitive(parse, above) else "value"
    if lemma not in verb_class("aspiring") or parse.kids(above, "dobj"):
        return _by_preposition(parse, verb)
    return "planned"


def _given_up(parse: Parse, noun: int) -> bool:
    """True for "dropped its plan to join", "denied any plan to", "after reversing its decision to"."""
    head = parse.heads[noun]
    lost = verb_class("dropping") | verb_class("undoing") | verb_class("doubting") | verb_class("unreal_deed")
    return parse.lemmas[head].lower() in lost or any(
        parse.lemmas[kid].lower() in lost for kid in parse.kids(noun, "amod", "compound")
    )


def _by_preposition(parse: Parse, verb: int) -> Reading | None:
    """ "after closing its embassy" tells that it did; "accused of closing" does not."""
    node = grammar.first_conjunct(parse, verb)
    preposition = parse.heads[node]
    if parse.deps[node] != "pcomp" or parse.lemmas[preposition].lower() not in verb_class("done"):
        return None
    above = grammar.verb_of(parse, preposition)
    if above is None or parse.lemmas[preposition].lower() not in MEANS:
        return "value"
    return _plainly(parse, above)


def _plainly(parse: Parse, verb: int) -> Reading | None:
    """The reading of a verb that carries another: affirmed or planned, and nothing when it is hedged or negated."""
    auxiliaries = set(grammar.auxiliaries(parse, verb))
    if auxiliaries & verb_class("hedge") or _supposed(parse, verb) or grammar.negated(parse, verb):
        return None
    if auxiliaries & verb_class("future"):
        return "planned"
    return _governed(parse, verb)
