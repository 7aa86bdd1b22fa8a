"""Cues that stand beside or inside their words: "C, he said", "A, the ministry said, B", "C, as X put it".

What comes in: a `View` and a `Cue`. What goes out: the pieces around the cue, or None.
"""

from __future__ import annotations

from regesta.extract.clauses import Range, below, trim
from regesta.extract.cues import Cue, words
from regesta.extract.speakers import RELATIVE, nearest_subject
from regesta.extract.view import FINITE, View

PAUSES = frozenset({",", "—", "–", "--", ";", ":", ".", "?", "!"})
# Tokens after "and" within which its verb stands.
CLAUSE = 12
# Tokens before a cue within which name and office of the speaker stand.
NAMED = 24
# A dateline is no longer than this.
DATELINE = 14
BESIDE = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "advcl", "prt"})


def aside(view: View, cue: Cue) -> tuple[Range, ...] | None:
    """The whole sentence but the cue's own words, when the cue stands alone between commas."""
    parse, verb = view.parse, cue.head
    start, stop = view.bounds(verb)
    first, last = cue_group(view, verb)
    if first <= start or not _alone(view, cue, first, last):
        return None
    if parse.words[first - 1] == "," and view.word(first) == "as":
        first -= 1
    head = trim(view, _after_semicolon(view, _skip_opening(view, start), first), first)
    if head is None:
        return None
    if view.inside[head[0]] >= 0 and view.inside[verb] < 0:
        # a sentence that begins inside a quotation begins where the quotation does
        head = (view.quotes[view.inside[head[0]]].first, head[1])
    tail = _tail(view, verb, last, stop)
    if parse.tags[first - 2] in RELATIVE and parse.words[first - 1] == ",":
        # "Ruiz, who, critics say, took most of it, resigned": of her they say only what follows
        return None if tail is None else ((tail[0], _to_comma(view, *tail)),)
    pieces = (head, tail) if tail is not None else (head,)
    if view.inside[head[0]] < 0 and not any(_tensed(view, *piece) for piece in pieces):
        return None
    return pieces


def between_commas(view: View, verb: int) -> bool:
    """True for a cue without objects that the tree has not hung on its words ("Rain, they say, fell")."""
    parse = view.parse
    told = parse.lemmas[verb] in words("told")
    if parse.kids(verb, "ccomp", "xcomp", "oprd", *(() if told else ("dobj",))):
        return False
    after = verb + 1
    return after < len(parse) and (told or parse.pos[after] in ("PUNCT", "ADP", "PROPN"))


def named_aside(view: View, cue: Cue) -> tuple[Range, int] | None:
    """What stands before ", the aid minister, Ana Ruiz, said", and the name's last token.

    The parser takes a speaker between so many commas for one of those whom the clause names.
    """
    parse, verb = view.parse, cue.head
    start, stop = view.bounds(verb)
    if not cue.takes("aside") or nearest_subject(view, verb) is not None or parse.words[verb - 1] != ",":
        return None
    commas = [i for i in range(verb - 2, max(start, verb - NAMED), -1) if parse.words[i] == ","][:2]
    if len(commas) < 2 or any(parse.pos[i] in ("VERB", "AUX") for i in range(commas[1], verb)):
        return None
    parts = [(commas[1] + 1, commas[0]), (commas[0] + 1, verb - 1)]
    names = [part for part in parts if {parse.pos[i] for i in range(*part)} == {"PROPN"}]
    offices = [part for part in parts if any(parse.pos[i] == "NOUN" for i in range(*part))]
    after = verb + 1
    open_ = after < stop and parse.pos[after] not in ("PUNCT", "ADP", "PROPN", "ADV", "NOUN")
    head = trim(view, _skip_opening(view, start), commas[1])
    if len(names) != 1 or len(offices) != 1 or open_ or head is None:
        return None
    said = range(head[0], stop)
    main = parse.pos[head[0]] not in ("SCONJ", "ADP") and parse.tags[head[0]] not in ("WRB", "VBG", "VBN")
    if not main or any(view.inside[i] >= 0 for i in said) or not _tensed(view, *head):
        return None
    return head, names[0][1] - 1


def _after_semicolon(view: View, start: int, first: int) -> int:
    """Where the last clause before an aside begins: "Rebels left; the army came, he said" is said of the army."""
    parse = view.parse
    marks = [i for i in range(start, first) if parse.words[i] == ";" and view.inside[i] < 0]
    return marks[-1] + 1 if marks else start


def _to_comma(view: View, first: int, last: int) -> int:
    """Where the words up to the next comma end."""
    return next((i for i in range(first + 1, last) if view.parse.words[i] == ","), last)


def _tensed(view: View, first: int, last: int) -> bool:
    """True when the words hold a verb with a tense: "In a later vote, he warned of ..." has none before him."""
    parse = view.parse
    return any(parse.tags[i] in FINITE or parse.deps[i] in ("nsubj", "nsubjpass") for i in range(first, last))


def _alone(view: View, cue: Cue, first: int, last: int) -> bool:
    """True when nothing that the cue says follows it at once."""
    parse, verb = view.parse, cue.head
    before = parse.words[first - 1]
    if before not in (",", "—", "–", "--", "-") and not view.is_mark(first - 1):
        return False
    own = nearest_subject(view, verb, inverted=True)
    if own is None or (cue.part is not None and parse.kids(cue.part, "pobj", "pcomp")):
        return False
    for i in range(verb + 1, last):
        if view.left[own] <= i <= view.right[own] or parse.pos[i] in ("PUNCT", "ADP", "ADV"):
            continue
        top = below(view, verb, i)
        if top is None or parse.deps[top] not in BESIDE:
            return False
        # "The ships will sail, she promised reporters": the object is who listens
        told = cue.takes("order") or any(kid < first for kid in parse.kids(verb, "ccomp"))
        if parse.deps[top] == "dobj" and not told:
            return False
        if parse.deps[top] == "advcl" and parse.tags[top] != "VBG":
            return False
    return not parse.kids(verb, "xcomp", "acomp", "attr")


def _skip_opening(view: View, start: int) -> int:
    """Leave out a conjunction that ties the sentence to the one before ("But rates, he said, ...")."""
    parse = view.parse
    i = _after_dateline(view, start)
    while parse.pos[i] == "CCONJ" or (i > start and parse.words[i] == ","):
        i += 1
    return i


def _after_dateline(view: View, start: int) -> int:
    """The first token after "LOMÉ, Feb. 2 (AFP) —"."""
    parse = view.parse
    if not (parse.words[start].isupper() and len(parse.words[start]) > 2):
        return start
    for i in range(start + 1, min(start + DATELINE, view.bounds(start)[1])):
        if parse.words[i] in ("—", "–", "--"):
            return i + 1
    return start


def _tail(view: View, verb: int, last: int, stop: int) -> Range | None:
    """What follows a cue in the middle, unless it is the cue's own ("..., he said, adding that ...")."""
    parse = view.parse
    i = last + 1
    if i >= stop or parse.words[last] not in (",", "—", "–", "--"):
        return None
    if parse.tags[i] == "VBG" and view.inside[i] < 0:
        return None
    if view.word(i) in words("aside-end"):
        return None
    top = below(view, verb, i)
    if view.word(i) in ("and", "but", "while"):
        return trim(view, i, stop) if _goes_on(view, i, stop) else None
    if top is not None and parse.deps[top] in ("conj", "cc", "advcl", "appos", "relcl"):
        return None
    return trim(view, i, stop)


def _goes_on(view: View, i: int, stop: int) -> bool:
    """True when the clause after "and" or "but" is still the speaker's, with a subject that says nothing."""
    parse = view.parse
    verb = next((k for k in range(i + 1, min(i + CLAUSE, stop)) if parse.tags[k] in FINITE), None)
    if verb is None:
        return False
    main = parse.heads[verb] if parse.deps[verb] in ("aux", "auxpass") else verb
    own = nearest_subject(view, main)
    return own is not None and i < own < main and main not in view.cues


def cue_group(view: View, verb: int) -> Range:
    """The cue with its subject and what modifies it, as one stretch between commas."""
    parse = view.parse
    start, stop = view.bounds(verb)
    own = nearest_subject(view, verb, inverted=True)
    members = {verb}
    if own is not None:
        members.update(range(view.left[own], view.right[own] + 1))
        # "the engineer Ama Boateng said", where office and name are each read as the subject
        office = [kid for kid in parse.kids(verb, "nsubj") if view.right[kid] + 1 == view.left[own]]
        members.update(view.left[kid] for kid in office)
    for kid in parse.kids(verb, "aux", "auxpass", "neg", "advmod", "prt", "mark"):
        if abs(kid - verb) <= 3 or parse.deps[kid] == "mark":
            members.add(kid)
    first, last = min(members), max(members) + 1
    # a subject that holds half the sentence is a misreading: stop at the comma before the verb
    floor = start
    for i in range(verb - 1, start - 1, -1):
        if view.is_mark(i) and i > start and view.inside[i - 1] >= 0:
            floor = i + 1
            break
        if (
            parse.words[i] == ","
            and own is not None
            and i < own
            and first < i
            and parse.deps[i - 1] != "compound"
        ):
            floor = i + 1
            break
    first = max(first, floor)
    while last < stop and parse.words[last] not in PAUSES:
        if view.is_mark(last) or view.inside[last] >= 0:
            break
        last += 1
    return first, last
