"""Whose words they are: the noun phrase that a cue's grammar makes the speaker.

What comes in: a `View` and a cue's head token. What goes out: the head token of the speaker, or None.

    "said Ama Boateng, the mayor"     Boateng      "a man who says he saw it"     man
    "was quoted by AFP as saying"     the subject of "quoted"
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.cues import words
from regesta.extract.grammar import MAX_CHAIN, NOMINAL, deed_control, is_infinitive
from regesta.extract.view import View
from regesta.lexicons.months import month_numbers

# An insertion between a name and its verb is no longer than this.
REACH = 16
SUBJECTS = ("nsubj", "nsubjpass")
RELATIVE = frozenset({"WDT", "WP", "WP$"})
# Clauses whose understood subject is that of the clause above them.
SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp", "acomp", "parataxis"})


def speaker_of(view: View, verb: int) -> int | None:
    """Head token of who speaks by `verb`: its subject, its agent, or the subject it shares."""
    parse = view.parse
    token = verb
    for step in range(MAX_CHAIN):
        own = nearest_subject(view, token, inverted=step == 0)
        if own is not None and view.inside[own] >= 0 and view.inside[verb] < 0:
            own = None
        if own is not None:
            return _antecedent(view, token, own)
        dep, head = parse.deps[token], parse.heads[token]
        if head == token:
            return _name_before(view, verb) if step == 0 else None
        if dep == "acl" and parse.lemmas[head] in words("document") and parse.deps[head] == "dobj":
            # "issued a statement saying": the one who issued it speaks
            return speaker_of(view, parse.heads[head])
        if dep in ("relcl", "acl") and parse.pos[head] in NOMINAL:
            return head
        if dep == "xcomp" and is_infinitive(parse, token):
            objects = [kid for kid in parse.kids(head, "dobj", "dative") if kid < token]
            if objects:
                return objects[-1]
        if dep == "pcomp" and (accused := deed_control(parse, head)) is not None:
            # "accused Chad of saying ..."
            return accused
        if dep == "ccomp" and step == 0 and not view.cues.get(verb):
            return None
        if dep not in SHARED:
            return None
        token = head
    return None


def nearest_subject(view: View, verb: int, *, inverted: bool = False) -> int | None:
    """The subject on this very verb; of two ("The army, he said, left") the one next to it."""
    parse = view.parse
    kids = parse.kids(verb, *SUBJECTS)
    if not kids and inverted and parse.tags[verb] in ("VBD", "VBZ", "VBP", "VBN"):
        kids = [
            kid
            for kid in parse.kids(verb, "dobj", "npadvmod", "attr", "oprd")
            if kid > verb
            and (parse.pos[kid] == "PROPN" or view.word(kid) in words("nominative"))
            and view.left[kid] == verb + 1
            and verb > 0
            and (view.is_mark(verb - 1) or parse.words[verb - 1] == ",")
        ]
    if view.inside[verb] < 0:
        kids = [kid for kid in kids if view.inside[kid] < 0 or parse.deps[verb] == "relcl"]
    if not kids:
        return None
    return min(kids, key=lambda kid: abs(kid - verb))


def _name_before(view: View, verb: int) -> int | None:
    """A name left of a main verb that has no subject in the tree ("Speaking in Lomé, Sika, smiling, accused ...")."""
    parse = view.parse
    if parse.tags[verb] not in ("VBD", "VBZ"):
        return None
    start, k = view.bounds(verb)[0], verb - 1
    while k > start and parse.pos[k] in ("ADV", "AUX"):
        k -= 1
    if k > start and parse.words[k] == ",":
        k = next((i for i in range(k - 1, max(start, k - REACH), -1) if parse.words[i] == ","), start) - 1
    return k if k >= start and parse.pos[k] == "PROPN" and view.inside[k] < 0 else None


def inverted_speaker(view: View, verb: int) -> int | None:
    """The noun phrase right after a cue that follows its quotation: `"Go," warned the envoy`."""
    parse = view.parse
    first, stop = verb + 1, view.bounds(verb)[1]
    while first < stop and parse.pos[first] == "ADV":
        first += 1
    if first >= stop or parse.pos[first] in ("ADP", "PUNCT", "VERB", "AUX", "SCONJ", "CCONJ"):
        return None
    head = first
    for _ in range(MAX_CHAIN):
        above = parse.heads[head]
        if above in (head, verb) or above < first or parse.pos[above] not in NOMINAL:
            break
        head = above
    if parse.pos[head] not in NOMINAL or view.inside[head] >= 0 or parse.deps[head] == "npadvmod":
        return None
    timely = view.word(head) in words("day") or view.word(first) in words("day")
    return None if timely or view.word(head) in words("oblique") else head


def _antecedent(view: View, verb: int, own: int) -> int:
    parse = view.parse
    if parse.tags[own] not in RELATIVE:
        return own
    if parse.deps[verb] == "relcl":
        return parse.heads[verb]
    token = verb
    for _ in range(MAX_CHAIN):
        token = parse.heads[token]
        if parse.deps[token] == "relcl":
            return parse.heads[token]
    return own


def passive_agent(view: View, verb: int) -> int | None:
    """Who did it, after "by" of a passive."""
    parse = view.parse
    for by in parse.kids(verb, "agent", "prep"):
        if view.word(by) == "by":
            found = parse.kids(by, "pobj")
            if found:
                return found[0]
    return None


def phrase_of(view: View, head: int) -> tuple[int, int]:
    """Token range of the speaker's words: the noun phrase with its apposition, without clauses after commas."""
    parse = view.parse
    first, last = view.left[head], view.right[head] + 1
    for kid in parse.kids(head, "relcl", "acl", "advcl", "cc", "conj", "parataxis", "appos"):
        if kid > head and parse.deps[kid] != "conj" and _clausal(view, kid):
            last = min(last, view.left[kid])
    for i in range(first, last):
        if view.is_mark(i) or (parse.words[i] == ":" and i > head):
            if i > head:
                last = i
                break
            first = i + 1
    last = _without_day(view, head, last)
    opened = next((i for i in range(head + 1, last) if parse.words[i] == "("), last)
    if ")" not in parse.words[opened:last]:
        # "Senator Ama Boateng (R-Idaho"
        last = opened
    while (
        last - 1 > head
        and parse.pos[last - 1] == "PUNCT"
        and not (opened < last and parse.words[last - 1] == ")")
    ):
        last -= 1
    while first < head and (parse.pos[first] in ("PUNCT", "CCONJ")):
        first += 1
    return first, last


def _without_day(view: View, head: int, last: int) -> int:
    """Where the speaker's words end before "on Monday night"; Ben Sunday keeps his name."""
    months = month_numbers()
    after = range(head + 1, last)
    day = next((i for i in after if view.word(i) in words("day") or view.word(i).rstrip(".") in months), last)
    if day == last or view.parse.deps[day] not in ("npadvmod", "pobj"):
        return last
    return day - 1 if view.word(day - 1) in ("on", "late", "early") else day


def _clausal(view: View, kid: int) -> bool:
    return view.parse.deps[kid] in ("relcl", "acl", "advcl", "parataxis")


def is_impersonal(view: View, head: int) -> bool:
    """True for "it" and "there" that only fill the subject's place."""
    return view.word(head) in ("it", "there") and view.parse.deps[head] == "expl"


def faces(view: View, verb: int, patient: int) -> bool:
    """True for "questioned a trader": somebody is faced with it, and nothing is told of what was said."""
    parse = view.parse
    if parse.lemmas[verb] not in words("done to people"):
        return False
    entry = world.noun().get(parse.lemmas[patient].lower())
    return parse.pos[patient] == "PROPN" or (entry is not None and entry.sort in ("person", "people"))
