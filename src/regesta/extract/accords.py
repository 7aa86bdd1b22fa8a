"""Attribution by a phrase: "according to X", "in the words of X".

What comes in: a `View`. What goes out: `Draft`s of the clause the phrase belongs to.

    According to the coast guard, the tanker sank.     the tanker sank
    The prisoners, according to X, were moved.         The prisoners / were moved
"""

from __future__ import annotations

from regesta.extract.clauses import Range, without_gloss
from regesta.extract.draft import Draft
from regesta.extract.view import View


def phrases(view: View, used: set[int | None]) -> list[Draft]:
    """ "according to X" around the clause it belongs to."""
    parse = view.parse
    found = []
    for i, word in enumerate(parse.words):
        if i in used or not _accords(view, i, word):
            continue
        draft = _according(view, i)
        if draft is not None:
            found.append(draft)
    return found


def _accords(view: View, i: int, word: str) -> bool:
    """True at "according to" and "in the words of"."""
    if word in ("according", "According"):
        return view.word(i + 1) == "to"
    return word in ("in", "In") and view.word(i + 2) == "words" and view.word(i + 3) == "of"


def accorded(view: View, head: int, pieces: list[Range], rule: str) -> Draft:
    parse = view.parse
    if view.word(head) == "in":
        source = next((k for k in parse.kids(head + 3, "pobj")), None)
        return Draft(head, (head, head + 4), pieces, source, rule, "in the words of")
    source = next((k for to in parse.kids(head, "prep") for k in parse.kids(to, "pobj")), None)
    return Draft(head, (head, head + 2), pieces, source, rule, "according to")


def _according(view: View, i: int) -> Draft | None:
    parse = view.parse
    start, stop = view.bounds(i)
    if view.inside[i] >= 0:
        quote = view.quotes[view.inside[i]]
        start, stop = max(start, quote.first), min(stop, quote.last)
    draft = accorded(view, i, [], "statements/according-to")
    if draft.speaker is None:
        return None
    end = max(view.right[i] + 1, view.right[draft.speaker] + 1)
    for k in range(draft.speaker + 1, end):
        if parse.words[k] == "," and parse.deps[k] == "punct" and not _apposed(view, draft.speaker, k):
            end = k
            break
    above = parse.heads[i]
    if start < above < i and parse.deps[above] == "relcl":
        start = max(start, view.left[above])
    for k in range(i - 1, start, -1):
        if parse.words[k] in (";", ":") and view.inside[k] < 0:
            start = k + 1
            break
    begin = i
    while begin > start and parse.pos[begin - 1] in ("PUNCT", "ADV") and not view.is_mark(begin - 1):
        begin -= 1
    pieces = []
    if begin > start + 1:
        pieces.append(_strip(view, start, begin))
    if end < stop and (not pieces or parse.words[end] == ","):
        tail = _strip(view, end, stop)
        if tail is not None and (not pieces or tail[1] - tail[0] > 2):
            pieces.append(tail)
    draft.pieces = [part for piece in pieces if piece for part in without_gloss(view, *piece)]
    return draft if draft.pieces else None


def _apposed(view: View, head: int, comma: int) -> bool:
    """True when what follows the comma still describes the source ("X, the mayor of Y, ...")."""
    parse = view.parse
    after = comma + 1
    return any(
        view.left[kid] <= after <= view.right[kid]
        for kid in parse.kids(head, "appos", "relcl", "acl", "conj")
    )


def _strip(view: View, first: int, last: int) -> Range | None:
    parse = view.parse
    while first < last and parse.pos[first] in ("PUNCT", "CCONJ") and not view.is_mark(first):
        first += 1
    while last > first and parse.pos[last - 1] == "PUNCT" and parse.words[last - 1] not in "\"”'’)]":
        last -= 1
    return (first, last) if first < last else None
