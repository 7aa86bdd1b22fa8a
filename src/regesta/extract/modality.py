"""Whether an event is told as fact: actual, ongoing, planned, possible, conditional, negated or claimed.

What comes in: a `Parse` and the token an event hangs on. What goes out: a modality.

The way up from the event to its clause's top is walked; each auxiliary, negation, adverb, conjunction and
governing word ("plans to", "failed to", "the threat of") adds its mark, and the strongest mark wins.

    modality(parse, i)      # "planned" for "sign" in "The two sides are expected to sign a pact."
"""

from __future__ import annotations

import functools

from regesta.extract import grammar
from regesta.extract.falsehoods import is_untrue
from regesta.extract.framewords import word_class
from regesta.extract.pacts import binds
from regesta.lexicons import load
from regesta.lexicons.entries import ModalityCue
from regesta.records import Modality, Parse

# Stronger marks first: "did not plan to attack" is negated, "may have attacked, he claimed" possible.
STRENGTH: tuple[Modality, ...] = (
    "negated",
    "conditional",
    "possible",
    "planned",
    "claimed",
    "ongoing",
)
UPWARD = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "pobj",
        "dobj",
        "acl",
        "prep",
        "conj",
        "nsubjpass",
        "advcl",
        "acomp",
        "attr",
        "oprd",
        "aux",
        "nsubj",
        "appos",
    }
)
JUDGED = frozenset({"xcomp", "ccomp", "acl", "relcl", "advcl"})
COPULAR = frozenset({"be", "seem", "remain", "become", "appear"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
MAX_CLIMB = 12
# Tokens between "whoever" and what the rule tells of him.
RULE_REACH = 20
OUTSTANDING = frozenset({"remain", "have"})


@functools.cache
def _cues(place: str) -> dict[str, Modality]:
    return {word: cue.modality for cue in load(ModalityCue) if cue.place == place for word in cue.words}


@functools.cache
def _phrases(place: str) -> dict[str, tuple[tuple[tuple[str, ...], Modality], ...]]:
    """Last word -> the words before it, for cues of several words."""
    found: dict[str, list[tuple[tuple[str, ...], Modality]]] = {}
    for word, modality in _cues(place).items():
        if " " in word:
            *before, last = word.split()
            found.setdefault(last, []).append((tuple(before), modality))
    return {last: tuple(some) for last, some in found.items()}


def modality(parse: Parse, i: int, *, reported: bool = False) -> Modality:
    """How the event at token `i` is told; `reported`: "would" after a past "said" is a plan."""
    marks: set[Modality] = set()
    token, denials = i, 0
    for _ in range(MAX_CLIMB):
        if is_untrue(parse, token):
            return "negated"
        if parse.pos[token] in grammar.VERBAL and grammar.is_inverted_condition(parse, token):
            # "had Lima not signed": it is only supposed that it did not
            return "conditional"
        found = _marks(parse, token, reported=reported)
        if token == i and _has_no_object(parse, token):
            found.add("negated")
        if "negated" in found and _is_own_condition(parse, token):
            # "had Oslo not sent it", "if Oslo does not sign": nobody says that it did not
            found = (found - {"negated"}) | {"conditional"}
        denials += "negated" in found
        marks |= found
        head, dep = parse.heads[token], parse.deps[token]
        told = grammar.rank_told(parse, token)
        if told is not None:
            # "was the first to sign" tells it as so, "will be the first to sign" as planned
            token = told
            continue
        if parse.pos[token] in ("NOUN", "PROPN") and dep in ("pobj", "dobj", "nsubj", "nsubjpass"):
            above = _above_noun(parse, token, reported=reported)
            denials += "negated" in above
            marks |= above
            break
        # "stopped short of signing": the parser hangs the clause on the adverb
        upward = dep in UPWARD or _phrase(parse, head, token) in _cues("governor")
        if head == token or not upward or _is_boundary(parse, token, head, dep):
            break
        governing = _governor(parse, token, head, dep)
        denials += governing == "negated"
        if governing is not None:
            marks.add(governing)
        token = head
    if denials > 1 and denials % 2 == 0:
        # "did not rule out", "did not deny": two denials leave it open
        marks = (marks - {"negated"}) | {"possible"}
    return next((mark for mark in STRENGTH if mark in marks), "actual")


def is_judged(parse: Parse, i: int) -> bool:
    """True for a deed that is only called something: "it is too early to sign", "to sign would be madness".

    And for a rule: "whoever attacks one attacks the other".
    """
    head, infinitive = parse.heads[i], grammar.is_infinitive(parse, i)
    first = max(parse.sentences[parse.sentence_of[i]][0], i - RULE_REACH)
    if parse.tags[i] not in ("VBD", "VBN") and any(w.lower() == "whoever" for w in parse.words[first:i]):
        return True
    if parse.deps[i] == "csubj":
        return infinitive or any(parse.tags[kid] == "MD" for kid in parse.kids(head, "aux"))
    if not infinitive or parse.deps[i] not in JUDGED or parse.lemmas[head].lower() in _cues("governor"):
        return False
    verb = parse.heads[head] if parse.deps[head] in ("acomp", "attr", "oprd") else head
    if verb == head and not parse.kids(verb, "acomp", "attr", "oprd"):
        return False
    own = grammar.own_subject(parse, verb)
    return parse.lemmas[verb].lower() in COPULAR and own is not None and parse.words[own].lower() == "it"


def _above_noun(parse: Parse, noun: int, *, reported: bool) -> set[Modality]:
    """What the clause around an event noun says of it: "plans for an attack", "no attack was seen".

    What is done to or said of a definite event leaves it a fact: "did not condemn the attack".
    """
    head, dep = parse.heads[noun], parse.deps[noun]
    if dep == "pobj":
        if parse.words[head].lower() not in word_class("governing"):
            return set()
        head = parse.heads[head]
    found: set[Modality] = set()
    # what ends or fails has been ("the talks ended"); what seems or may be, not
    governing = _governor(parse, noun, head, "dobj" if dep.startswith("nsubj") else dep)
    if dep == "nsubj" and governing != "possible" and parse.lemmas[head] != "be":
        governing = None
    if governing == "negated" and _was_not_averted(parse, head):
        return found
    if governing is not None:
        found.add(governing)
    if dep == "pobj" and parse.pos[head] not in grammar.VERBAL and grammar.negated(parse, head):
        # "no sign of a coup"
        found.add("negated")
    definite = any(
        parse.lemmas[kid] in ("the", "this", "that", "these", "those") for kid in parse.kids(noun, "det")
    )
    if not definite and not parse.kids(noun, "poss") and dep != "pobj" and parse.pos[head] in grammar.VERBAL:
        found |= _marks(parse, head, reported=reported) - {"ongoing"}
    return found


def _was_not_averted(parse: Parse, verb: int) -> bool:
    """ "failed to prevent the attack", "did not stop the march": both took place."""
    if parse.lemmas[verb].lower() not in word_class("averting"):
        return False
    above = parse.lemmas[parse.heads[verb]].lower()
    in_vain = parse.deps[verb] == "xcomp" and _cues("governor").get(above) == "negated"
    return in_vain or grammar.negated(parse, verb)


def _is_boundary(parse: Parse, token: int, head: int, dep: str) -> bool:
    """True where what stands above no longer colours the event ("..., said X"; "while ...")."""
    if any(parse.lemmas[kid] in ("after", "since") for kid in parse.kids(token, "mark")):
        return True
    if dep == "conj":
        # "did not answer but said": a finite verb beside another form stands on its own
        if parse.tags[token] in FINITE and parse.tags[head] != parse.tags[token]:
            return True
        # and so does a second verb with a subject of its own
        return grammar.own_subject(parse, token) is not None or _own_auxiliary(parse, token)
    if dep == "advcl":
        return not grammar.is_infinitive(parse, token) and grammar.own_subject(parse, token) is not None
    if dep == "ccomp":
        return parse.pos[head] in grammar.VERBAL and parse.lemmas[head].lower() not in _cues("governor")
    if dep == "nsubj":
        return parse.lemmas[head].lower() not in _cues("governor")
    return False


def _own_auxiliary(parse: Parse, token: int) -> bool:
    return any(parse.lemmas[kid] not in ("be", "to") for kid in parse.kids(token, "aux"))


def _marks(parse: Parse, token: int, *, reported: bool) -> set[Modality]:
    """The marks the token's own children set."""
    found: set[Modality] = set()
    auxiliaries, modifiers, conjunctions = _cues("auxiliary"), _cues("modifier"), _cues("mark")
    verbal = parse.pos[token] in grammar.VERBAL
    for kid in parse.children[token]:
        word, dep = parse.words[kid].lower(), parse.deps[kid]
        if dep == "aux" and word in auxiliaries:
            cue = auxiliaries[word]
            plan = cue == "conditional" and reported and "have" not in grammar.auxiliaries(parse, token)
            found.add("planned" if plan else cue)
        elif dep in ("advmod", "amod", "acomp", "compound") and word in modifiers:
            found.add(modifiers[word])
        elif dep in ("mark", "advmod") and verbal and word in conjunctions:
            found.add(conjunctions[word])
        elif dep == "advcl" and verbal and _is_condition(parse, kid):
            found.add("conditional")
    if grammar.negated(parse, token):
        found.add("negated")
    if verbal and grammar.is_inverted_condition(parse, token):
        found.add("conditional")
    if verbal and parse.tags[token] == "VBG" and _is_progressive(parse, token):
        found.add("ongoing")
    return found


def _has_no_object(parse: Parse, verb: int) -> bool:
    """ "summoned neither envoy", "signed no pact"; "lost no time in signing" is no such thing of "signing"."""
    if parse.pos[verb] not in grammar.VERBAL:
        return False
    nothing = (kid for thing in grammar.objects(parse, verb) for kid in parse.kids(thing, "det"))
    return any(parse.words[kid].lower() in ("no", "neither") for kid in nothing)


def _is_own_condition(parse: Parse, verb: int) -> bool:
    """True for the verb of the "if" clause itself, not for what would follow from it."""
    return parse.pos[verb] in grammar.VERBAL and _is_condition(parse, verb)


def _is_condition(parse: Parse, clause: int) -> bool:
    conjunctions = _cues("mark")
    return any(
        conjunctions.get(parse.words[kid].lower()) == "conditional"
        for kid in parse.children[clause]
        if parse.deps[kid] in ("mark", "advmod") and kid < clause
    )


def _is_progressive(parse: Parse, verb: int) -> bool:
    """ "is shelling", "has been shelling"; not "was shelling", nor "will be shelling"."""
    words = grammar.auxiliaries(parse, verb)
    return bool(words) and words[-1] in ("is", "are", "'re", "'s", "been", "am", "’re", "’s")


def _phrase(parse: Parse, verb: int, part: int) -> str:
    """ "rule out" for "ruled ... out"."""
    return f"{parse.lemmas[verb].lower()} {parse.words[part].lower()}"


def _governor(parse: Parse, token: int, head: int, dep: str) -> Modality | None:
    """The mark the word above sets on what it governs."""
    if dep in ("conj", "appos"):
        return None
    if dep in ("pcomp", "pobj") and parse.words[head].lower() == "without":
        return "negated"
    if dep == "advcl" and not grammar.is_object(parse, token):
        # a purpose: "crossed the river to attack the fort"
        return "planned" if grammar.is_infinitive(parse, token) else None
    if binds(parse, head):
        # "the truce obliges both sides to release prisoners": nobody has yet
        return "planned"
    lemma, cues = parse.lemmas[head].lower(), _cues("governor")
    still = dep == "xcomp" and grammar.is_infinitive(parse, token)
    yet = any(parse.words[kid].lower() == "yet" for kid in parse.kids(head, "advmod"))
    if still and yet and lemma in ("have", "be") and not grammar.is_passive(parse, token):
        # "has yet to recognise": it does not, so far
        return "negated"
    if still and (lemma == "be" or (lemma in OUTSTANDING and grammar.is_passive(parse, token))):
        # "Oslo and Lima are to sign a pact", "documents remain to be signed", "has still to be signed"
        return "planned"
    for kid in parse.kids(head, "prt", "prep", "acomp", "advmod"):
        if (phrase := _phrase(parse, head, kid)) in cues:
            return cues[phrase]
    tagged = f"{lemma}/{parse.tags[head]}"
    if tagged in cues:
        return cues[tagged]
    if lemma not in cues:
        return None
    if dep == "nsubj" and parse.pos[head] in grammar.VERBAL and grammar.objects(parse, head):
        return None
    if dep == "aux":
        return None
    return cues[lemma]
