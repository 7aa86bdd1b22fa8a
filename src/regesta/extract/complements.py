"""The clauses and phrases that carry what is promised, demanded or hoped, and the conditions on them.

What comes in: a `Parse` and the token of a word such as "pledged", "ready" or "plans".
What goes out: `Complement`s (head token, token range, what it is), clipped to the words that say it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from regesta.extract.grammar import MAX_CHAIN, is_infinitive, is_inverted_condition, own_subject, trim
from regesta.lexicons import load
from regesta.lexicons.entries import Conditional, VerbClass
from regesta.records import Parse

INFINITIVE_PARENTS = ("xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp")


class Complement(msgspec.Struct, frozen=True):
    """What a word governs: the head token of the content and its token range [first, last)."""

    head: int
    first: int
    last: int
    frame: str


class Bound(msgspec.Struct, frozen=True):
    """Token range that a content may not leave (a quotation, a statement's content, the sentence)."""

    first: int
    last: int


@functools.cache
def _conditionals(lang: str = "en") -> tuple[dict[str, str], tuple[tuple[tuple[str, ...], str], ...]]:
    entries = load(Conditional, lang)
    marks = {entry.form: entry.kind for entry in entries if entry.kind == "mark"}
    phrases = [(tuple(entry.form.split()), entry.kind) for entry in entries if entry.kind != "mark"]
    return marks, tuple(sorted(phrases, key=lambda item: -len(item[0])))


def infinitives(parse: Parse, word: int, target: int | None = None) -> list[int]:
    """Heads of "to ..." governed by `word`, wherever the parser hangs them, coordinated ones too."""
    places = [word] if target is None else [word, target]
    # "told those stranded in the port to wait": the infinitive may hang on the participle between
    places += [
        kid
        for place in places
        for kid in parse.kids(place, "acl", "xcomp")
        if parse.tags[kid] in ("VBG", "VBN")
    ]
    found = []
    for place in places:
        for kid in parse.kids(place, *INFINITIVE_PARENTS):
            if kid > word and is_infinitive(parse, kid):
                found += [kid, *_repeated_infinitives(parse, kid)]
    found += [] if found else _misread_infinitive(parse, word)
    return sorted(set(found))


def _misread_infinitive(parse: Parse, word: int) -> list[int]:
    """ "offered to host mediators": the parser may take the verb for the first half of a compound noun."""
    verb = word + 2
    if parse.words[word + 1 : word + 2] != ("to",) or parse.tags[word + 1] not in ("IN", "TO"):
        return []
    if verb + 1 >= len(parse) or parse.tags[verb] not in ("NN", "JJ") or parse.lemmas[verb] not in _deeds():
        return []
    nominal = parse.deps[verb] in ("compound", "amod", "nmod") and parse.heads[verb] > verb
    return [verb] if nominal and parse.tags[parse.heads[verb]] == "NNS" else []


@functools.cache
def _deeds(lang: str = "en") -> frozenset[str]:
    classes = ("scheduled", "disposing", "adverse", "light")
    return frozenset(
        word for entry in load(VerbClass, lang) if entry.name in classes for word in entry.lemmas
    )


def _repeated_infinitives(parse: Parse, verb: int) -> list[int]:
    """ "to X and to Y": Y, when it bears a "to" of its own."""
    found = [kid for kid in parse.kids(verb, "conj") if is_infinitive(parse, kid)]
    return found + [inner for kid in found for inner in _repeated_infinitives(parse, kid)]


def finite_clauses(parse: Parse, word: int) -> list[int]:
    """Heads of clauses under `word`: "that it will go", "it will go", "that it go", coordinated ones too."""
    found = []
    for kid in parse.kids(word, "ccomp", "acl", "relcl"):
        if kid > word and _is_clause(parse, kid, needs_that=parse.deps[kid] != "ccomp"):
            found += [kid, *(other for other in parse.kids(kid, "conj") if opens_with_that(parse, other))]
    return found


def told_before(parse: Parse, verb: int) -> list[int]:
    """Head of the clause before the verb that reports it: "Oslo would send rice, she promised"."""
    above, first = parse.heads[verb], reporting(parse, verb)
    found = [kid for kid in parse.kids(verb, "ccomp") if kid < first]
    if parse.deps[verb] == "parataxis" and above < first:
        # "Two ferries would be sent, she promised, before the winter"
        found.append(above)
    comma = first - 2 if parse.tags[first - 1] == "''" else first - 1
    if len(found) != 1 or own_subject(parse, verb) is None or parse.words[comma] != ",":
        return []
    return found if _is_clause(parse, found[0], needs_that=False) else []


def reporting(parse: Parse, verb: int) -> int:
    """First token of "she promised", "promised the minister"."""
    own = own_subject(parse, verb)
    return verb if own is None else min(parse.left_edge(own), verb)


def _is_clause(parse: Parse, verb: int, *, needs_that: bool) -> bool:
    if is_infinitive(parse, verb) or _asks(parse, verb):
        return False
    finite = parse.tags[verb] in ("VBD", "VBZ", "VBP", "MD") or any(
        parse.tags[aux] in ("MD", "VBD", "VBZ", "VBP") for aux in parse.kids(verb, "aux", "auxpass")
    )
    if opens_with_that(parse, verb):
        return finite or bool(parse.kids(verb, "nsubj", "nsubjpass"))
    return finite and not needs_that


def _asks(parse: Parse, verb: int) -> bool:
    return any(parse.lemmas[kid] in ("whether", "if") for kid in parse.kids(verb, "mark"))


def opens_with_that(parse: Parse, verb: int) -> bool:
    """True when the clause opens with the conjunction "that" (which the parser may call an object)."""
    return any(
        parse.lemmas[kid] == "that" and parse.tags[kid] == "IN" for kid in parse.children[verb] if kid < verb
    )


def gerunds(parse: Parse, word: int) -> list[int]:
    """Heads of "to/on/in going" under `word`."""
    return [
        kid
        for preposition in parse.kids(word, "prep")
        for kid in parse.kids(preposition, "pcomp")
        if parse.tags[kid] == "VBG"
    ]


def nominals(parse: Parse, word: int, *prepositions: str) -> list[int]:
    """Heads of noun phrases after one of the prepositions under `word`."""
    return [
        kid
        for preposition in parse.kids(word, "prep")
        if parse.words[preposition].lower() in prepositions
        for kid in parse.kids(preposition, "pobj")
        if parse.pos[kid] in ("NOUN", "PROPN")
    ]


def stretch(parse: Parse, head: int, bound: Bound, *, subject: bool = True) -> tuple[int, int]:
    """Token range of the content headed by `head`: its subtree without marks at the edges, without
    asides after a comma (relative clauses, appositions, attributions), clipped to `bound`.
    """
    kept = set()
    # a verb the parser took for the first half of a compound has its objects above it
    queue = (
        [head]
        if parse.deps[head] != "compound"
        else [head, *range(head + 1, parse.right_edge(parse.heads[head]) + 1)]
    )
    while queue:
        token = queue.pop()
        kept.add(token)
        for kid in parse.children[token]:
            if _belongs(parse, token, kid, head=head, subject=subject):
                queue.append(kid)
    inside = [token for token in kept if bound.first <= token < bound.last]
    if not inside:
        return head, head + 1
    first, last = _gapless(parse, sorted(inside), head)
    while last < bound.last - 1 and _glued(parse, last):
        # "re-open the road": the tokeniser cuts it in three and the parser loses the thread
        last = min(max(parse.right_edge(last + 1) + 1, last + 2), bound.last)
    first, last = trim(parse, first, last)
    opened = sum(parse.tags[i] == "``" for i in range(first, last))
    closed = sum(parse.tags[i] == "''" for i in range(first, last))
    # "fight for “every blade of grass”": what opens inside closes inside
    return first, last + (opened > closed and last < bound.last and parse.tags[last] == "''")


def _glued(parse: Parse, hyphen: int) -> bool:
    return parse.words[hyphen] == "-" and parse.starts[hyphen] == parse.ends[hyphen - 1]


def _belongs(parse: Parse, token: int, kid: int, *, head: int, subject: bool) -> bool:
    dep = parse.deps[kid]
    if token == head:
        if parse.lemmas[kid] == "that" and parse.tags[kid] == "IN":
            return False
        if dep == "advcl" and (_opens_condition(parse, kid) or _tells_before(parse, head, kid)):
            return False
        if dep in ("cc", "conj") and _own_infinitive(parse, head, kid, dep):
            return False
        if not subject and dep in ("nsubj", "nsubjpass", "mark") and kid < head:
            return False
        if dep == "aux" and parse.tags[kid] == "TO":
            return False
    if dep in ("relcl", "appos", "parataxis") and _after_comma(parse, kid):
        return False
    if dep in ("prep", "advcl", "acl") and kid > head and _after_comma(parse, kid) and _trails(parse, kid):
        return False
    return not (dep == "ccomp" and kid < token)


@functools.cache
def _trailing(lang: str = "en") -> frozenset[str]:
    return frozenset(
        word for entry in load(VerbClass, lang) if entry.name == "trailing" for word in entry.lemmas
    )


def _trails(parse: Parse, kid: int) -> bool:
    """ ", at a cost of 4 million", ", in addition to the two": remarks on what is promised."""
    words = parse.words[kid : kid + 2]
    return words[0].lower() in _trailing() or " ".join(words).lower() in _trailing()


def _tells_before(parse: Parse, head: int, kid: int) -> bool:
    """ "vowed to fight after Lima sent tanks": the clause in the past dates the vow, not the fight."""
    if parse.tags[head] != "VB" or kid < head:
        return False
    past = parse.tags[kid] == "VBD" or any(
        parse.tags[aux] == "VBD" for aux in parse.kids(kid, "aux", "auxpass")
    )
    return past and any(
        parse.lemmas[mark] in ("after", "as", "when", "while") for mark in parse.kids(kid, "mark", "advmod")
    )


def _own_infinitive(parse: Parse, head: int, kid: int, dep: str) -> bool:
    """True for a coordinated clause that is a content of its own, and for the "and" before it."""
    split = [
        other
        for other in parse.kids(head, "conj")
        if is_infinitive(parse, other)
        or opens_with_that(parse, other)
        or parse.kids(other, "nsubj", "nsubjpass")
        or _contrast(parse, head, other)
        or _finite_beside(parse, head, other)
    ]
    return bool(split) and (kid in split or (dep == "cc" and kid < split[0]))


def _finite_beside(parse: Parse, head: int, other: int) -> bool:
    """ "would never leave and was not ready to sign", "urged it not to leave and expect it to sign": another clause."""
    if parse.tags[head] != "VB":
        return False
    if parse.tags[other] == "VBP" and is_infinitive(parse, head):
        # the parser says finite where the form is bare; its own infinitive with a subject tells
        below = (kid for kid in parse.kids(other, "ccomp", "xcomp") if is_infinitive(parse, kid))
        return any(parse.kids(kid, "nsubj") for kid in below)
    return parse.tags[other] in ("VBD", "VBZ") or any(
        parse.tags[aux] in ("VBD", "VBZ") for aux in parse.kids(other, "aux", "auxpass")
    )


def _contrast(parse: Parse, head: int, other: int) -> bool:
    """ "will not close the port but will tax the ships", "would build it and would pay": two undertakings."""
    return all(any(parse.tags[kid] == "MD" for kid in parse.kids(one, "aux")) for one in (head, other))


def _after_comma(parse: Parse, kid: int) -> bool:
    edge = parse.left_edge(kid)
    return edge > 0 and parse.words[edge - 1] in (",", "—", "–", "--", "(")


def _gapless(parse: Parse, tokens: list[int], head: int) -> tuple[int, int]:
    """The stretch around `head` without a hole of words; punctuation between is no hole."""
    inside = set(tokens)
    first = last = head
    while first > tokens[0] and (first - 1 in inside or parse.pos[first - 1] in ("PUNCT", "SPACE")):
        first -= 1
    while last < tokens[-1] and (last + 1 in inside or parse.pos[last + 1] in ("PUNCT", "SPACE")):
        last += 1
    return first, last + 1


def _opens_condition(parse: Parse, kid: int) -> bool:
    marks = _conditionals()[0]
    opened = (parse.words[mark].lower() for mark in (kid, *parse.kids(kid, "mark", "advmod")))
    return any(word in marks for word in opened) or is_inverted_condition(parse, kid)


def conditions(parse: Parse, heads: tuple[int, ...], sentence: int) -> Iterator[tuple[int, int, str]]:
    """Token ranges of the conditions on what `heads` say, with the word that opens them.

    Clauses ("if ...", "unless ...") hang on one of the heads; phrases ("in exchange for ...",
    "based on ...") stand in the same sentence under one of them.
    """
    marks, phrases = _conditionals()
    for head in heads:
        for kid in parse.kids(head, "advcl", "prep", "npadvmod"):
            mark = next(
                (
                    parse.words[m].lower()
                    for m in parse.kids(kid, "mark", "advmod", "aux")
                    if parse.words[m].lower() in marks
                ),
                None,
            )
            if parse.lemmas[kid] == "provide" and parse.words[kid].lower() in marks:
                last = max(parse.right_edge(kid), _stray_clause(parse, head, kid))
                yield (*trim(parse, parse.left_edge(kid), last + 1), "provided")
            elif (
                mark is not None
                and parse.deps[kid] == "advcl"
                and min(parse.kids(kid, "mark", "advmod", "aux")) <= kid
            ):
                yield (*trim(parse, parse.left_edge(kid), parse.right_edge(kid) + 1), mark)
    first, last = parse.sentences[sentence]
    words = [word.lower() for word in parse.words[first:last]]
    for offset in range(len(words)):
        for phrase, kind in phrases:
            if tuple(words[offset : offset + len(phrase)]) != phrase:
                continue
            start = first + offset
            if not _under(parse, start, heads):
                break
            end = (
                start + len(phrase) if kind == "adverbial" else _reach(parse, start, start + len(phrase)) + 1
            )
            yield *trim(parse, start, max(end, start + len(phrase))), " ".join(phrase)
            break


def _stray_clause(parse: Parse, head: int, mark: int) -> int:
    """Last token of "Rome drops its veto" after "provided", where the parser hangs it on the verb above."""
    after = (kid for kid in parse.children[head] if parse.left_edge(kid) == mark + 1 < kid)
    return max((parse.right_edge(kid) for kid in after), default=mark)


def _reach(parse: Parse, start: int, end: int) -> int:
    """Last token of what a phrase opens: of the clause that "as long as" marks, of the objects of "in return for"."""
    reach = max((parse.right_edge(i) for i in range(start, end) if parse.heads[i] != i), default=end - 1)
    above = parse.heads[end - 1]
    if parse.deps[end - 1] in ("mark", "advmod") and above >= end:
        reach = max(reach, parse.right_edge(above))
    return reach


def _under(parse: Parse, token: int, heads: tuple[int, ...]) -> bool:
    for _ in range(MAX_CHAIN):
        if token in heads:
            return True
        if parse.heads[token] == token or (parse.deps[token] == "conj" and parse.pos[token] == "VERB"):
            return False
        token = parse.heads[token]
    return False
