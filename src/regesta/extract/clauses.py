"""How far a reported clause reaches, and which words in it are the reporter's own.

What comes in: a `View`, the cue's verb and the clause under it. What goes out: token ranges.

    He said the dam was safe, although cracks had been seen.     the dam was safe
    He said the dam, the largest in the land, was safe.          the dam / was safe
"""

from __future__ import annotations

from regesta.extract.cues import words
from regesta.extract.grammar import is_infinitive
from regesta.extract.speakers import nearest_subject
from regesta.extract.view import View

Range = tuple[int, int]
CLOSING = frozenset({"”", '"', "''", "»", "’", "'"})
TAIL = frozenset(
    {
        "prt",
        "acomp",
        "prep",
        "advcl",
        "npadvmod",
        "advmod",
        "dobj",
        "agent",
        "dative",
        "pcomp",
        "oprd",
        "attr",
    }
)
PAST = frozenset({"VBD", "VBZ", "VBG", "VBN", "VBP"})
# Tokens a name before a cue verb may take (", a senior ministry official said").
REPORTER_REACH = 8

# No edited sentence reports more words in one clause; the bound keeps endless ones from costing their square.
LONGEST = 250


def phrase_end(view: View, verb: int, first: int, last: int) -> int:
    """Where a phrase ends: its own words, what trails it without a comma, a quotation begun inside it."""
    parse = view.parse
    stop = _within(view, verb, view.bounds(verb)[1])
    last = min(last, stop)
    for i in range(first + 1, last):
        if view.inside[i] == view.inside[verb] and (
            _resumes(view, verb, i, last) or _told_after(view, verb, i)
        ):
            last = i
            break
    while last < stop:
        own = view.inside[last] == view.inside[verb]
        if view.inside[last] >= 0 and view.inside[last] == view.inside[last - 1] and not own:
            last = min(view.quotes[view.inside[last]].last, stop)
            continue
        i = last
        if parse.words[i] in CLOSING and view.inside[i - 1] >= 0:
            i += 1
        if i >= stop or (parse.pos[i] == "PUNCT" and not view.is_mark(i)):
            break
        top = below(view, verb, i)
        if top is None or parse.deps[top] not in TAIL or _of_cue(view, top):
            break
        if parse.deps[top] == "advcl" and parse.tags[first] != "TO" and not is_infinitive(parse, top):
            # "praised the plan as he left": when the praise was given, not what was praised
            break
        last = max(view.right[top] + 1, last + 1)
    return trim_end(view, first, min(_and_that(view, last, stop), stop))


def _and_that(view: View, last: int, stop: int) -> int:
    """Where "and that ..." behind a phrase ends: it is still what the cue attributes."""
    parse = view.parse
    i = last + (view.word(last) == ",")
    if i + 1 >= stop or view.word(i) != "and" or view.word(i + 1) != "that" or parse.tags[i + 1] != "IN":
        return last
    return max(last, view.right[parse.heads[i + 1]] + 1)


def _told_after(view: View, verb: int, i: int) -> bool:
    """True for "vowed to resist after tanks had crossed": what is past occasioned the vow, it is no part of it."""
    parse = view.parse
    above = parse.heads[i]
    if view.word(i) != "after" or parse.deps[i] != "mark" or parse.deps[above] != "advcl":
        return False
    past = parse.tags[above] == "VBD" or any(view.word(k) == "had" for k in parse.kids(above, "aux"))
    infinitive = any(parse.tags[k] == "TO" for k in parse.kids(parse.heads[above], "aux"))
    return past and infinitive and parse.tags[verb] == "VBD"


def clause_end(view: View, verb: int, first: int, last: int) -> int:
    """Where a reported clause ends: with its sentence, unless the reporter speaks again before.

    `last` is where the tree ends it. A quotation that is open at the end of the sentence runs on.
    """
    parse = view.parse
    stop = _within(view, verb, max(_stop(view, verb), min(last, view.bounds(verb)[1])))
    stop = min(stop, first + LONGEST)
    depth = 0
    for i in range(first + 1, stop):
        word = parse.words[i]
        depth += (word in "([") - (word in ")]")
        if depth < 0:
            return trim_end(view, first, i)
        if view.inside[i] != view.inside[verb] or depth > 0:
            continue
        if word == ";" or _resumes(view, verb, i, last):
            return trim_end(view, first, i)
    inner = view.inside[stop - 1]
    if inner >= 0 and inner != view.inside[verb] and view.quotes[inner].last > stop:
        return view.quotes[inner].last
    return trim_end(view, first, stop)


def _within(view: View, verb: int, stop: int) -> int:
    """What a cue inside a quotation attributes ends with the quotation."""
    number = view.inside[verb]
    return min(stop, view.quotes[number].last) if number >= 0 else stop


def _stop(view: View, verb: int) -> int:
    """The farthest a clause under `verb` can reach: a subordinate cue ends with its own clause."""
    parse = view.parse
    stop = view.bounds(verb)[1]
    token = verb
    for _ in range(6):
        dep, head = parse.deps[token], parse.heads[token]
        if head == token:
            return stop
        if dep in ("advcl", "csubj", "prep") and head > token:
            return view.right[token] + 1
        if dep in ("relcl", "acl") and view.right[token] + 1 < stop:
            after = view.right[token] + 1
            if parse.words[after] in (",", "—", "–", "--", ")") or head_after(view, head, after):
                return after
        token = head
    return stop


def head_after(view: View, noun: int, after: int) -> bool:
    """True when the verb that governs `noun` stands after its clause: the noun is a subject."""
    above = view.parse.heads[noun]
    return above >= after and above != noun


def _resumes(view: View, verb: int, i: int, last: int) -> bool:
    """True where the reporter's own sentence goes on after a reported clause."""
    parse = view.parse
    word, before = view.word(i), parse.words[i - 1]
    comma = before in (",", "—", "–", "--") or (before in CLOSING and parse.words[i - 2] == ",")
    if word == "according" and view.word(i + 1) == "to":
        return True
    if comma and word in words("contrast"):
        cue = view.cues.get(verb)
        return cue is not None and cue.sort != "evidence" and _finite_after(view, i)
    if parse.tags[i] == "VBG" and comma and i in view.cues:
        return parse.lemmas[i] in words("adding") or (i >= last and parse.heads[i] == verb)
    if parse.pos[i] == "CCONJ" and comma and _next_speaker(view, i):
        return True
    if parse.pos[i] == "CCONJ" and parse.deps[i] == "cc":
        return _new_cue(view, verb, i)
    if word == "while" and parse.tags[i + 1 if i + 1 < len(parse) else i] == "VBG":
        return view.cues.get(i + 1) is not None
    if _comments(view, i):
        return True
    if comma and parse.heads[i] != i and i >= last:
        return _speaker_returns(view, i)
    return i >= last and not comma and _tells_when(view, verb, i)


def _comments(view: View, i: int) -> bool:
    """True for "in a sign of ..." and "a day after ...": the reporter's view and time of what was said."""
    parse = view.parse
    if view.word(i) == "in" and any(parse.lemmas[kid] in words("comment") for kid in parse.kids(i, "pobj")):
        return view.word(i + 1) in ("a", "an", "the", "what")
    after = i if parse.tags[i] == "NNS" else i + 1
    while after < i + 3 and after < len(parse) and parse.lemmas[after] not in words("span"):
        after += 1
    counted = parse.pos[i] == "NUM" or view.word(i) in ("a", "an", "just") or parse.tags[i] == "NNS"
    span = after < len(parse) and parse.lemmas[after] in words("span")
    return counted and span and view.word(after + 1) in ("after", "before") and parse.pos[i - 1] != "ADP"


def _finite_after(view: View, i: int) -> bool:
    """True when the word at `i` opens a clause with a finite verb ("though mixed" does not)."""
    parse = view.parse
    stop = min(view.bounds(i)[1], i + 12)
    return any(parse.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(i + 1, stop))


def _new_cue(view: View, verb: int, i: int) -> bool:
    """True for "and" before a further cue of the same speaker, or a further sentence beside the cue's."""
    parse = view.parse
    head = parse.heads[i]
    if view.word(i + 1) == "that":
        return False
    if head <= verb:
        kids = [kid for kid in parse.kids(head, "conj") if kid > i and parse.pos[kid] in ("VERB", "AUX")]
        comma = parse.words[i - 1] == ","
        return any(comma or kid in view.cues or nearest_subject(view, kid) is not None for kid in kids)
    for kid in parse.kids(head, "conj"):
        if kid <= i or view.left[kid] > i + 4:
            continue
        own = nearest_subject(view, kid)
        if own is None and kid in view.cues and kid - i <= 3 and not parse.kids(kid, "mark"):
            same = parse.tags[kid] == parse.tags[verb] and parse.tags[kid] in PAST
            return same and view.cues[kid].sort != "belief"
        if own is not None and kid in view.cues and parse.words[i - 1] == ",":
            return True
        return head == verb
    return False


def _next_speaker(view: View, i: int) -> bool:
    """True for ", and four in five said they ...": the next clause is somebody else's statement."""
    parse = view.parse
    named = i
    for k in range(i + 2, min(i + REPORTER_REACH + 2, view.bounds(i)[1])):
        if k <= named:
            continue
        if parse.words[k] == "," and (more := _apposed(view, k)) is not None:
            # "and a spokesman, Jorge Paz, added that ..."
            named = more
            continue
        if parse.words[k] in (",", ";") or view.inside[k] >= 0:
            return False
        if parse.tags[k] in ("VBD", "VBZ", "VBP", "MD"):
            cue = view.cues.get(k)
            own = nearest_subject(view, k)
            return cue is not None and cue.takes("clause", "object", "as") and own is not None and i < own < k
    return False


def _apposed(view: View, comma: int) -> int | None:
    """The comma that closes the name or office which this one opens."""
    parse = view.parse
    kids = [kid for kid in parse.kids(parse.heads[comma], "appos") if view.left[kid] == comma + 1]
    close = view.right[kids[0]] + 1 if kids else len(parse)
    return close if close < len(parse) and parse.words[close] == "," else None


def _speaker_returns(view: View, i: int) -> bool:
    """True for ", he said" and ", AFP reported" at the end of a reported clause."""
    parse = view.parse
    stop = view.bounds(i)[1]
    for k in range(i, min(i + REPORTER_REACH, stop)):
        if parse.words[k] in (",", ".", ";") or view.inside[k] >= 0:
            return False
        cue = view.cues.get(k)
        if cue is not None and cue.takes("aside") and parse.tags[k] in PAST:
            return k + 1 >= stop or parse.pos[k + 1] in ("PUNCT", "ADP", "PROPN")
    return False


def _tells_when(view: View, verb: int, i: int) -> bool:
    top = below(view, verb, i)
    return top is not None and view.left[top] == i and _of_cue(view, top)


def below(view: View, verb: int, i: int) -> int | None:
    """The child of `verb` above token `i`, or None when `i` hangs elsewhere."""
    heads = view.parse.heads
    for _ in range(40):
        head = heads[i]
        if head == verb:
            return i
        if head == i:
            return None
        i = head
    return None


def _of_cue(view: View, top: int) -> bool:
    """True for what tells when, where or how something was said rather than what."""
    return view.word(top) in words("occasion") or view.parse.deps[top] == "npadvmod"


def trim_end(view: View, first: int, last: int) -> int:
    """`last` moved back over punctuation and conjunctions that belong to no word before them."""
    parse = view.parse
    while last > first + 1:
        i = last - 1
        if (parse.words[i] in CLOSING and view.inside[i - 1] >= 0) or parse.words[i] in ")]?!":
            break
        if parse.pos[i] not in ("PUNCT", "CCONJ", "SPACE") or parse.words[i] in "$%":
            break
        last -= 1
    return last


def trim(view: View, first: int, last: int) -> Range | None:
    """The range without punctuation at its edges; an opening mark of a quotation inside stays."""
    parse = view.parse
    while (
        first < last
        and parse.pos[first] == "PUNCT"
        and not (view.is_mark(first) and first + 1 < last and view.inside[first + 1] >= 0)
    ):
        first += 1
    last = trim_end(view, first, last) if first < last else last
    if first >= last or all(parse.pos[i] == "PUNCT" for i in range(first, last)):
        return None
    return first, last


def without_gloss(view: View, first: int, last: int) -> tuple[Range, ...]:
    """The range without the reporter's insertions: "..., which ...", "X, the largest in Y, ...".

    Only unquoted words set off by commas or dashes go; a clause without its comma is the speaker's.
    """
    parse = view.parse
    pieces: list[Range] = []
    begin = first
    i = first + 1
    while i < last:
        end = _gloss_end(view, i, last) if view.inside[i] < 0 else None
        if end is None:
            i += 1
            continue
        piece = trim(view, begin, i)
        if piece is not None:
            pieces.append(piece)
        begin = i = end
    rest = trim(view, begin, last) if begin < last else None
    if rest is not None and any(parse.pos[k] != "PUNCT" for k in range(*rest)):
        pieces.append(rest)
    return tuple(pieces) or ((first, last),)


def _gloss_end(view: View, i: int, last: int) -> int | None:
    """Where an insertion that opens with the comma or dash at `i` ends, or None."""
    parse = view.parse
    if parse.words[i] not in (",", "—", "–", "--", "-") or i + 1 >= last:
        return None
    for kid in _openers(view, i + 1):
        if view.left[kid] > i + 1 or kid <= i or parse.heads[kid] >= i:
            continue
        end = view.right[kid] + 1
        if end > last or any(view.inside[k] >= 0 for k in range(i, end)):
            continue
        dep = parse.deps[kid]
        if dep == "relcl" and parse.tags[i + 1] in ("WDT", "WP", "WRB", "WP$"):
            return end
        closed = end == last or parse.words[end] in (",", "—", "–", "--", "-", ".")
        again = dep == "dobj" and any(k < i for k in parse.kids(parse.heads[kid], "dobj"))
        verdict = dep == "npadvmod" and bool(parse.kids(kid, "relcl"))
        if (
            (dep == "appos" or again or verdict)
            and closed
            and view.word(i + 1) in ("a", "an", "the")
            and end - i > 3
        ):
            return end
    return None


def _openers(view: View, i: int) -> list[int]:
    """Token `i` and those above it whose subtree begins there."""
    found = [i]
    heads = view.parse.heads
    while heads[found[-1]] != found[-1] and view.left[heads[found[-1]]] == i:
        found.append(heads[found[-1]])
    return found
