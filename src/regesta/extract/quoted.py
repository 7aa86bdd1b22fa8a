"""Which cue each quotation hangs on: before it, after it, in its middle, or in an earlier sentence.

What comes in: a `View`. What goes out: `Attributed` groups: a cue (or a signature) and its quotations.

    "We leave," she said. "There is no other way."     one group: said, both quotations
"""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.extract.clauses import Range, trim
from regesta.extract.content import addressee_of
from regesta.extract.cues import words
from regesta.extract.draft import Draft
from regesta.extract.hearsay import said_as
from regesta.extract.speakers import nearest_subject, speaker_of
from regesta.extract.view import FINITE, View

BREAKERS = frozenset({"CCONJ", "SCONJ"})
ENDERS = frozenset({",", "?", "!", "—", "–", "--", "…", "...", "-", ".", "―", ";"})
STOPS = frozenset({".", "?", "!", "…", "..."})
DASHES = frozenset({"—", "–", "--", "―", "-"})
# Words between a cue and its quotation, beyond which the two are not one construction.
REACH = 22
# Tokens a name before a colon may have.
LABEL = 8


@dataclass
class Attributed:
    """Quotations of one cue: `cue` is its head token; `prefix` the unquoted words before the first."""

    cue: int | None
    quotes: list[int] = field(default_factory=list)
    signature: tuple[int, int] | None = None
    rule: str = "statements/quotation"
    whole: bool = False


def attribute(view: View) -> tuple[list[Attributed], list[int]]:
    """Groups of quotations with their cue, in text order, and the quotations that have none."""
    orphans: list[int] = []
    groups: list[Attributed] = []
    of_cue: dict[int, Attributed] = {}
    owner: dict[int, Attributed] = {}
    for number in range(len(view.quotes)):
        post = post_cue(view, number)
        pre = pre_cue(view, number) if post is None else None
        cue = post if post is not None else pre
        # "..., he was quoted as saying": he says it
        cue = cue if cue is None else said_as(view, cue) or cue
        signature = _signature(view, number) or _label(view, number) if cue is None else None
        group: Attributed | None = None
        if cue is not None:
            group = of_cue.get(cue)
            if group is None:
                group = of_cue[cue] = Attributed(cue, whole=post is not None)
                groups.append(group)
        elif signature is not None:
            group = Attributed(None, signature=signature, rule="statements/signature")
            groups.append(group)
        else:
            group = _earlier(view, number, owner)
        if group is not None:
            _open_before(view, number, group, owner)
            group.quotes.append(number)
            owner[number] = group
        else:
            orphans.append(number)
    return groups, orphans


def quoted_within(view: View) -> list[Draft]:
    """Quotations inside quotations that their own cue opens: `"He told us, 'Go home,'" she said`."""
    parse = view.parse
    found = []
    for quote in parse.quotations:
        if quote.depth == 0 or not quote.closed or quote.last - quote.first < 2:
            continue
        before = quote.first - 2
        if before < 1 or parse.words[before] not in (",", ":"):
            continue
        start = view.bounds(before)[0]
        for k in range(before - 1, max(start, before - REACH) - 1, -1):
            if parse.pos[k] not in ("VERB", "AUX"):
                continue
            cue = view.cues.get(k)
            speaker = nearest_subject(view, k)
            if cue is not None and cue.takes("quote") and speaker is not None and parse.tags[k] in FINITE:
                pieces = [(quote.first, quote.last)]
                rule = "statements/quotation"
                told = addressee_of(view, k, before + 1)
                found.append(Draft(k, (k, k + 1), pieces, speaker, rule, cue.lemma, cue.sort, told))
            break
    return found


def adoptable(view: View, number: int) -> bool:
    """True for a quotation that stands as a sentence of its own, right after one or opening a paragraph."""
    quote, parse = view.quotes[number], view.parse
    if not _starts_sentence(view, number) or not _full(view, number) or quote.last - quote.first < 4:
        return False
    after = quote.last + 1
    if after < len(parse) and parse.sentence_of[after] == parse.sentence_of[quote.last - 1]:
        return parse.pos[after] == "PUNCT"
    return True


def _open_before(view: View, number: int, group: Attributed, owner: dict[int, Attributed]) -> None:
    """Quotations left open in the paragraphs before belong to the speaker named in the end."""
    earlier = number - 1
    chain = []
    while earlier >= 0 and view.quotes[earlier].continues and earlier not in owner:
        chain.append(earlier)
        earlier -= 1
    for found in reversed(chain):
        group.quotes.append(found)
        owner[found] = group


def _earlier(view: View, number: int, owner: dict[int, Attributed]) -> Attributed | None:
    """The group of the quotation before, when this one goes on with it."""
    quote = view.quotes[number]
    parse = view.parse
    if number == 0 or (number - 1) not in owner:
        return None
    group, before = owner[number - 1], view.quotes[number - 1]
    if not _starts_sentence(view, number):
        return group if _joined(view, number) else None
    if before.continues:
        return group
    if not _full(view, number):
        return None
    first, last = quote.first, before.last
    gap_paragraphs = parse.paragraph_of[first] - parse.paragraph_of[before.first]
    if gap_paragraphs > 1:
        return None
    if gap_paragraphs == 1:
        begin, end = parse.paragraphs[parse.paragraph_of[first]]
        if first > begin + 1 or quote.last < end - 1:
            return None
    # nothing but the cue's own sentence stands between
    sentences = parse.sentence_of[first] - parse.sentence_of[last - 1]
    return group if sentences <= 2 else None


def _joined(view: View, number: int) -> bool:
    """True for the second of two quotations of one cue: `chanted "Home," and "Go."`, `"A" - he rose - "and B"`."""
    before, quote, parse = view.quotes[number - 1], view.quotes[number], view.parse
    gap = range(before.last, quote.first - 1)
    if parse.sentence_of[quote.first] != parse.sentence_of[before.last - 1] or len(gap) > REACH // 2:
        return False
    link = quote.first - 2
    if parse.pos[link] != "CCONJ" and parse.words[link] not in DASHES:
        return False
    return not any(parse.tags[k] in ("VBD", "VBZ", "MD") and view.inside[k] < 0 for k in gap) or (
        parse.words[link] in DASHES
    )


def _starts_sentence(view: View, number: int) -> bool:
    first = view.quotes[number].first
    return first - view.bounds(first)[0] <= 1


def _full(view: View, number: int) -> bool:
    """True for a quotation that ends as a sentence does, or is left open."""
    quote = view.quotes[number]
    if not quote.closed:
        return True
    parse = view.parse
    after = view.word(quote.last + 1)
    return parse.words[quote.last - 1] in STOPS or after in STOPS or quote.last - quote.first > 4


def mostly_quoted(view: View, number: int) -> Range | None:
    """The sentence around a quotation that fills most of it: `Instead, "he acts like a beaten man."`."""
    quote, parse = view.quotes[number], view.parse
    first, last = view.bounds(quote.first)
    if quote.first <= first + 1 or quote.last < last - 2:
        return None
    if quote.last - quote.first < (last - first) / 2:
        return None
    cued = any(head in view.cues and parse.tags[head] in FINITE for head in range(first, quote.first))
    return None if cued else trim(view, first, last)


def post_cue(view: View, number: int) -> int | None:
    """The cue right after a quotation: `"...," she said`, `"...," said the mayor`."""
    quote, parse = view.quotes[number], view.parse
    paragraph_end = parse.paragraphs[parse.paragraph_of[quote.first]][1]
    j = quote.last
    comma = parse.words[quote.last - 1] in ENDERS
    while j < paragraph_end and (view.is_mark(j) or parse.words[j] in ENDERS):
        comma = comma or parse.words[j] == ","
        j += 1
    if j >= paragraph_end or view.inside[j] >= 0 or not quote.closed:
        return None
    if not comma and not (_starts_sentence(view, number) and quote.last - quote.first > 4):
        return None
    if not _clausal_start(view, number):
        return None
    if parse.words[quote.last - 1] == "." and j == view.bounds(j)[0] and parse.words[j][0].isupper():
        return None
    if parse.pos[j] in BREAKERS or parse.tags[j] in ("WDT", "WP", "VBG", "TO"):
        return None
    return _first_verb(view, j, min(view.bounds(j)[1], j + REACH + 8))


def _clausal_start(view: View, number: int) -> bool:
    """True when the quotation opens its sentence, or follows a comma, colon or dash."""
    first = view.quotes[number].first
    before = first - 2
    start = view.bounds(first)[0]
    if first - start <= 2:
        return True
    return before >= start and view.parse.words[before] in (",", ":", "—", "–", "--", ";")


def _first_verb(view: View, j: int, end: int) -> int | None:
    """The first main verb from token `j`, when it is a cue; a participle stands in when there is none."""
    parse = view.parse
    reduced = None
    for k in range(j, end):
        if view.inside[k] >= 0:
            return reduced
        if view.word(k) == "according" and view.word(k + 1) == "to":
            return k
        if parse.pos[k] not in ("VERB", "AUX"):
            continue
        cue = view.cues.get(k)
        speaks = cue is not None and cue.takes("quote", "aside")
        if k > j and parse.deps[k] in ("relcl", "acl", "aux", "auxpass", "amod", "compound"):
            if reduced is None and speaks and parse.tags[k] in ("VBN", "VBD") and parse.deps[k] == "acl":
                reduced = k
            continue
        if not speaks or _says_more(view, k):
            return reduced
        if parse.tags[k] == "VBG" and not parse.kids(k, "aux") and nearest_subject(view, k) is None:
            return None
        return k
    return reduced


def _says_more(view: View, verb: int) -> bool:
    """True for a cue with a clause of its own after it: `In his book, "Salt," he suggested waiting`."""
    kids = view.parse.kids(verb, "ccomp", "xcomp")
    return any(kid > verb and view.inside[kid] < 0 and view.left[kid] > verb for kid in kids)


def pre_cue(view: View, number: int) -> int | None:
    """The cue right before a quotation: `she said: "..."`, `he told aides, "..."`."""
    quote, parse = view.quotes[number], view.parse
    opening = quote.first - 1
    j = opening - 1 if opening >= 0 and view.is_mark(opening) else opening
    if j < 0:
        return None
    start = view.bounds(quote.first)[0]
    if j < start:
        if parse.words[j] != ":":
            return None
        start = view.bounds(j)[0]
        if parse.paragraph_of[quote.first] - parse.paragraph_of[j] > 1:
            return None
    word = parse.words[j]
    if word not in (",", ":", "—", "--") and not _speaks(view, j, number):
        return None
    return _last_cue(view, j, start, colon=word == ":", full=_sentence_like(view, number))


def _speaks(view: View, j: int, number: int) -> bool:
    """True for words that run straight into a quotation which is a clause of its own."""
    parse = view.parse
    loose = parse.tags[j] in ("POS", "DT", "PRP$", "JJ", "CC", "WDT", "TO")
    loose = loose or (parse.tags[j] == "IN" and view.word(j) != "that")
    if parse.pos[j] in ("NOUN", "PROPN"):
        loose = loose or parse.heads[j] not in view.cues
    return _sentence_like(view, number) and view.inside[j] < 0 and not loose


def _sentence_like(view: View, number: int) -> bool:
    quote, parse = view.quotes[number], view.parse
    first = quote.first
    if quote.last - first < 2 and parse.words[quote.last - 1] not in STOPS:
        return parse.words[first][0].isupper() and parse.pos[first] in ("INTJ", "ADV", "VERB", "PRON")
    if not parse.words[first][0].isupper() and parse.words[first][0].isalpha():
        return False
    finite = any(parse.pos[k] in ("VERB", "AUX") for k in range(first, min(quote.last, first + 40)))
    return finite or parse.words[quote.last - 1] in ("?", "!", ".")


def _last_cue(view: View, j: int, start: int, *, colon: bool, full: bool) -> int | None:
    parse = view.parse
    for k in range(j, max(start, j - REACH) - 1, -1):
        if view.inside[k] >= 0:
            return None
        if parse.pos[k] not in ("VERB", "AUX") or parse.deps[k] in ("aux", "auxpass", "amod"):
            continue
        cue = view.cues.get(k)
        if cue is not None and cue.takes("quote", "aside"):
            if not full and not colon and not cue.takes("quote"):
                return None
            if parse.kids(k, "ccomp") and min(parse.kids(k, "ccomp")) < j and not colon:
                inner = parse.kids(k, "ccomp")[0]
                if k < inner < j:
                    return None
            return k if speaker_of(view, k) is not None or colon else None
        if parse.deps[k] in ("relcl", "acl", "advcl", "pcomp") and k != j:
            continue
        if colon and any(parse.lemmas[kid] in words("document") and kid < j for kid in parse.kids(k, "dobj")):
            # "sent a video message: '...'"
            return k if parse.lemmas[k] in words("light") and parse.tags[k] in FINITE else None
        if not colon:
            return None
    return None


def _signature(view: View, number: int) -> tuple[int, int] | None:
    """Token range of a name after a dash that closes the paragraph: `"..." — Ama Boateng, mayor`."""
    quote, parse = view.quotes[number], view.parse
    end = parse.paragraphs[parse.paragraph_of[quote.first]][1]
    j = quote.last
    while j < end and view.is_mark(j):
        j += 1
    if j >= end or parse.words[j] not in DASHES:
        return None
    first = j + 1
    if first >= end or end - first > 30 or parse.pos[first] not in ("PROPN", "NOUN", "DET", "ADJ"):
        return None
    if any(parse.tags[k] in ("VBD", "VBZ", "MD") for k in range(first, min(end, first + 4))):
        return None
    last = first
    while last < end and parse.words[last] not in (",", ".", "(", "on", "in") and not view.is_mark(last):
        last += 1
    return (first, last) if last > first else None


def _label(view: View, number: int) -> tuple[int, int] | None:
    """Token range of a name before a colon: `Ama Boateng: "..."`."""
    quote, parse = view.quotes[number], view.parse
    colon = quote.first - 2
    begin = parse.paragraphs[parse.paragraph_of[quote.first]][0]
    if colon <= begin or parse.words[colon] != ":" or not _sentence_like(view, number):
        return None
    first = colon
    while (
        first > begin
        and colon - first < LABEL
        and parse.pos[first - 1] in ("PROPN", "CCONJ", "ADP", "DET", "NOUN")
    ):
        first -= 1
    if first > begin and parse.words[first - 1] not in DASHES and parse.words[first - 1] not in STOPS:
        return None
    if not any(parse.pos[k] == "PROPN" for k in range(first, colon)):
        return None
    return first, colon
