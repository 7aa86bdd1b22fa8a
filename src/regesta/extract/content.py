"""Which words a cue attributes, when no quotation says so: clauses, infinitives, objects.

What comes in: a `View` and a `Cue`. What goes out: `Found`: token ranges, the rule's name, the addressee.

    "said on Monday that it would leave"      it would leave            reported-clause
    "urged the army to leave"                 the army / to leave       order
    "The army, he said, would leave."         The army / would leave    aside
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract.asides import aside, between_commas, cue_group
from regesta.extract.clauses import Range, below, clause_end, phrase_end, trim, without_gloss
from regesta.extract.cues import Cue, words
from regesta.extract.gaps import around, before_own_verb, contact, lacks_noun, subjectless
from regesta.extract.grammar import is_infinitive, is_passive
from regesta.extract.hearsay import words_before
from regesta.extract.speakers import faces, nearest_subject, passive_agent
from regesta.extract.view import FINITE, View

QUESTION_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
NEAR_CUE = frozenset({"prep", "npadvmod", "advmod", "prt", "dative", "punct"})
THINGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB"})


class Found(NamedTuple):
    """The words a cue attributes: token ranges, by which rule, to whom they were said."""

    pieces: tuple[Range, ...]
    rule: str
    addressee: int | None = None
    speaker: int | None = None


def find(view: View, cue: Cue) -> Found | None:
    """The content of a cue by the first of its frames that the tree bears out."""
    for look in (_clause, _order_or_infinitive, _as, _name, _what, _object, _gerund):
        found = look(view, cue)
        if found is not None:
            return found
    return None


def _clause(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    for kid in parse.kids(verb, "ccomp", "parataxis", "xcomp"):
        if cue.takes("clause") and (noun := contact(view, verb, kid)) is not None:
            return Found(noun.pieces, "statements/reported-clause", speaker=noun.speaker)
        if kid < verb:
            pieces = aside(view, cue) if cue.takes("aside") else None
            if pieces is not None:
                return Found(pieces, "statements/aside", addressee_of(view, verb, view.bounds(verb)[1]))
            continue
        if parse.deps[kid] == "parataxis" or not cue.takes("clause", "question", "quote"):
            continue
        if subjectless(view, verb, kid):
            if (split := around(view, verb, kid)) and cue.takes("aside"):
                return Found(split, "statements/aside")
            continue
        if not cue.takes("clause", "question") and view.inside[kid] < 0:
            continue
        if _tensed(view, kid) and not lacks_noun(view, verb, kid):
            return _reported(view, cue, kid)
    if cue.takes("aside") and (before := words_before(view, verb)) is not None:
        return Found((before,), "statements/aside")
    found = _as_put_by(view, cue) if cue.takes("aside") else None
    found = found or _that(view, cue)
    if (
        found is None
        and cue.takes("aside")
        and cue.takes("clause")
        and parse.tags[verb] in ("VBD", "VBZ", "VBP")
    ):
        pieces = aside(view, cue) if between_commas(view, verb) else None
        found = Found(pieces, "statements/aside") if pieces is not None else None
    return found


THAT_REACH = 30  # how far "that" may stand from its cue ("said in a statement on Monday that")


def _that(view: View, cue: Cue) -> Found | None:
    """ "said in a statement that ...": the clause where the tree has hung it on the wrong word."""
    parse, verb = view.parse, cue.head
    if not cue.takes("clause"):
        return None
    stop = min(verb + THAT_REACH, view.bounds(verb)[1] - 2)
    for i in range(verb + 1, stop):
        if parse.tags[i] in FINITE or parse.words[i] in (";", ":") or view.inside[i] >= 0:
            return None
        if view.word(i) == "that" and parse.tags[i] == "IN":
            break
    else:
        return None
    if parse.lemmas[i - 1] in words("proviso"):
        # "promised schools on condition that a bill be dropped": the bill is no part of the promise
        return None
    between = [k for k in range(verb + 1, i) if parse.heads[k] == verb and parse.deps[k] not in NEAR_CUE]
    if between and not (parse.lemmas[verb] in words("told") and parse.deps[between[0]] in ("dobj", "dative")):
        return None
    last = clause_end(view, verb, i + 1, i + 2)
    return Found(without_gloss(view, i + 1, last), "statements/reported-clause", addressee_of(view, verb, i))


def _tensed(view: View, kid: int) -> bool:
    """True for a clause with a verb of its own, not "called the plan a disgrace" or "saw him leave"."""
    parse = view.parse
    if parse.tags[kid] in FINITE or parse.kids(kid, "mark"):
        return True
    if any(parse.tags[aux] in FINITE for aux in parse.kids(kid, "aux", "auxpass", "cop")):
        return True
    if parse.deps[kid] == "xcomp":
        return False
    # a verb mistaken for a noun ("said their words amount to ...") still has its subject
    return bool(parse.kids(kid, "nsubj", "nsubjpass")) and parse.tags[kid] in (
        "NN",
        "NNS",
        "VB",
        "VBN",
        "NNP",
    )


def _as_put_by(view: View, cue: Cue) -> Found | None:
    """ "C, as the ministry put it": the cue has no words of its own, the sentence around it is them."""
    parse, verb = view.parse, cue.head
    if view.word(view.left[verb]) != "as" or parse.kids(verb, "ccomp", "dobj", "xcomp"):
        return None
    pieces = aside(view, cue)
    return Found(pieces, "statements/as-said") if pieces is not None else None


def _reported(view: View, cue: Cue, kid: int) -> Found | None:
    parse, verb = view.parse, cue.head
    first = _clause_start(view, cue, kid)
    if cue.takes("aside") and parse.words[first - 1] == "," and view.inside[first] < 0:
        pieces = _bracketed(view, cue, first)
        if pieces is not None:
            return Found(pieces, "statements/aside")
    if parse.pos[first] == "ADV" and view.word(first + 1) == "that":
        # "said only that ..."
        first += 1
    subject = nearest_subject(view, kid)
    # "that" with a subject behind it opens the clause, whatever the tree makes of it
    opens = parse.tags[first] == "IN" or (parse.heads[first] == kid and (subject or 0) > first)
    if view.word(first) == "that" and first < kid and opens:
        first += 1
    question = view.word(first) in ("whether", "if") or parse.tags[first] in QUESTION_TAGS
    last = before_own_verb(view, first, clause_end(view, verb, first, view.right[kid] + 1))
    rule = "statements/reported-question" if question else "statements/reported-clause"
    return Found(without_gloss(view, first, last), rule, addressee_of(view, verb, first))


def _clause_start(view: View, cue: Cue, kid: int) -> int:
    parse, verb = view.parse, cue.head
    first = max(view.left[kid], verb + 1)
    if nearest_subject(view, kid) is None and parse.lemmas[verb] not in words("told"):
        # "said the days when it mattered are gone": the subject is often hung on the cue instead
        first = min(first, _after_cue(view, verb, kid))
    while (
        first < kid
        and parse.pos[first] == "PUNCT"
        and not (view.is_mark(first) and view.inside[first + 1] >= 0)
    ):
        first += 1
    return first


def _after_cue(view: View, verb: int, kid: int) -> int:
    """The first token after a cue that tells neither when nor where it was said."""
    parse = view.parse
    i = verb + 1
    while i < kid:
        top = below(view, verb, i)
        aside_word = parse.words[i] == "," or (
            top is not None and parse.deps[top] in ("npadvmod", "advmod", "prep", "prt", "dative")
        )
        if not aside_word:
            break
        i = i + 1 if top is None or parse.words[i] == "," else view.right[top] + 1
    return min(i, kid)


def _bracketed(view: View, cue: Cue, first: int) -> tuple[Range, ...] | None:
    """ "In the north, he said on Monday, rain fell": words on both sides of a cue between commas."""
    parse = view.parse
    start, stop = view.bounds(cue.head)
    begin, _ = cue_group(view, cue.head)
    if begin <= start + 1 or parse.words[begin - 1] != ",":
        return None
    head, tail = trim(view, start, begin - 1), trim(view, first, stop)
    if head is None or tail is None or (parse.pos[head[0]] in ("CCONJ", "ADV") and head[1] - head[0] < 2):
        return None
    return head, tail


def addressee_of(view: View, verb: int, before: int) -> int | None:
    """Who is told: an object between the cue and what is said, or after "to"."""
    parse = view.parse
    told = parse.lemmas[verb] in words("told")
    for kid in parse.kids(verb, "dobj", "dative", "iobj") if told else ():
        if verb < kid < before and parse.pos[kid] in ("NOUN", "PROPN", "PRON"):
            return kid
    for kid in parse.kids(verb, "prep", "dative"):
        if view.word(kid) == "to" and verb < kid < before:
            found = parse.kids(kid, "pobj")
            if found:
                return found[0]
    return None


def _order_or_infinitive(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("to", "order"):
        return None
    patient = _patient(view, cue)
    hosts = [verb] if patient is None else [verb, patient]
    inner = next(
        (
            kid
            for host in hosts
            for kid in parse.kids(host, "xcomp", "ccomp", "advcl", "acl", "relcl")
            if kid > verb and is_infinitive(parse, kid)
        ),
        None,
    )
    if inner is None and patient is not None and cue.takes("order"):
        inner = _infinitive_after(view, patient, verb)
    if inner is None:
        return None
    first = min([k for k in parse.kids(inner, "aux") if parse.tags[k] == "TO"] or [inner])
    if first > verb + 1 and view.word(first - 1) == "not":
        first -= 1
    last = phrase_end(view, verb, first, max(view.right[inner] + 1, first + 1))
    subject = nearest_subject(view, inner)
    if subject is not None and verb < subject < first:
        patient = subject
    if patient is not None and patient < first and cue.takes("order"):
        if is_passive(parse, verb):
            return None
        begin = view.left[patient]
        if cue.part is not None and view.word(cue.part) == "for":
            return Found(without_gloss(view, begin, last), "statements/object", patient)
        if cue.part is not None or cue.sort == "wish":
            return Found(without_gloss(view, begin, last), "statements/order", patient)
        return Found(((begin, first), *without_gloss(view, first, last)), "statements/order", patient)
    if parse.text_of(inner, last).lower() in words("proform"):
        return None
    if cue.takes("to") and patient is None:
        return Found(without_gloss(view, first, last), "statements/infinitive")
    return None


def _infinitive_after(view: View, patient: int, verb: int) -> int | None:
    """The infinitive after whom an order goes to, where the tree has hung it too low."""
    parse = view.parse
    stop = view.bounds(verb)[1]
    for i in range(patient + 1, min(patient + 8, stop)):
        if parse.words[i] in (",", ";") or parse.tags[i] in ("VBD", "VBZ", "MD"):
            return None
        if parse.tags[i] == "TO" and parse.pos[i] == "PART":
            return parse.heads[i]
    return None


def _patient(view: View, cue: Cue) -> int | None:
    """Whom an order goes to: the object, or that of the cue's preposition."""
    parse = view.parse
    if cue.part is not None and parse.pos[cue.part] in ("ADP", "SCONJ"):
        found = parse.kids(cue.part, "pobj")
        return found[0] if found else None
    found = [k for k in parse.kids(cue.head, "dobj", "dative") if k > cue.head]
    return found[0] if found else None


def _as(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("as"):
        return None
    patient = _patient(view, cue)
    marker = _marker(view, verb, patient)
    if marker is None or any(parse.words[k] == "," for k in range(patient or marker, marker)):
        return None
    last = phrase_end(view, verb, marker, view.right[marker] + 1)
    if is_passive(parse, verb):
        own, agent = nearest_subject(view, verb), passive_agent(view, verb)
        if own is None or agent is None:
            return None
        return Found((_span(view, own), (marker, last)), "statements/described-as", speaker=agent)
    if patient is None:
        return None
    begin = min(view.left[patient], marker)
    return Found(without_gloss(view, begin, last), "statements/described-as")


def _marker(view: View, verb: int, patient: int | None) -> int | None:
    """The "as" of "described X as Y", wherever in the object the tree has hung it."""
    parse = view.parse
    hosts = [verb] if patient is None else [verb, patient]
    for host in hosts:
        for kid in parse.kids(host, "prep", "mark", "advmod"):
            if view.word(kid) == "as" and kid > verb and view.right[kid] > kid:
                return kid
    return None


def _name(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("name") or cue.part is not None or is_passive(parse, verb):
        return None
    that = verb + 1
    if view.word(that) in ("this", "that") and view.inside[that] < view.inside[parse.heads[that]]:
        # "called that 'pure fiction'": the tree takes the pronoun for an article
        last = min(view.quotes[view.inside[parse.heads[that]]].last + 1, view.bounds(verb)[1])
        return Found(((that, last),), "statements/called")
    if view.word(that) in ("this", "that") and view.word(that + 1) in ("a", "an"):
        return Found(
            ((that, phrase_end(view, verb, that, view.right[parse.heads[that]] + 1)),), "statements/called"
        )
    small = next(
        (k for k in parse.kids(verb, "ccomp", "oprd", "xcomp") if k > verb and not parse.kids(k, "aux")), None
    )
    patient = _patient(view, cue)
    if small is not None and (patient is None or patient < small):
        subject = nearest_subject(view, small)
        if patient is None and subject is None:
            return None
        begin = view.left[patient if patient is not None else subject if subject is not None else small]
        if begin <= verb:
            return None
        return Found(((begin, phrase_end(view, verb, begin, view.right[small] + 1)),), "statements/called")
    if patient is None:
        return None
    # "called the plan 'a disgrace'" is often read as an apposition
    second = next((k for k in parse.kids(patient, "appos") if view.inside[k] >= 0), None)
    if second is None:
        return None
    begin = view.left[patient]
    return Found(((begin, phrase_end(view, verb, begin, view.right[second] + 1)),), "statements/called")


def _what(view: View, cue: Cue) -> Found | None:
    """ "criticised what it sees as a hasty exit": a relative clause without a head as object."""
    parse, verb = view.parse, cue.head
    if not cue.takes("object", "of"):
        return None
    host = verb if cue.part is None else cue.part
    for kid in parse.kids(host, "ccomp", "dobj", "pobj", "pcomp", "xcomp"):
        first = view.left[kid]
        if first > verb and view.word(first) in ("what", "how", "why", "whatever"):
            last = phrase_end(view, verb, first, view.right[kid] + 1)
            return Found(((first, last),), "statements/object")
    return None


def _span(view: View, head: int) -> Range:
    found = trim(view, view.left[head], view.right[head] + 1)
    return found if found is not None else (head, head + 1)


def _object(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("object", "fragment", "of"):
        return None
    if is_passive(parse, verb):
        agent, own = passive_agent(view, verb), nearest_subject(view, verb)
        if agent is None or own is None or not cue.takes("object", "of"):
            return None
        return Found((_span(view, own),), "statements/passive", speaker=agent)
    patient = _patient(view, cue)
    if patient is None or patient < verb or parse.pos[patient] not in THINGS or faces(view, verb, patient):
        return None
    first = view.left[patient]
    if first <= verb or (parse.pos[patient] == "PRON" and view.right[patient] == patient):
        return None
    inner = range(first, view.right[patient] + 1)
    quoted = view.inside[verb] < 0 and any(view.inside[k] >= 0 for k in inner)
    if not cue.takes("object", "of") and not quoted:
        return None
    last = phrase_end(view, verb, first, view.right[patient] + 1)
    rule = "statements/fragment" if quoted else "statements/object"
    if not quoted and cue.takes("of"):
        rule = "statements/verdict"
    return Found(without_gloss(view, first, last), rule)


def _gerund(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("doing"):
        return None
    host = verb if cue.part is None else cue.part
    for kid in parse.kids(host, "xcomp", "pcomp", "ccomp"):
        perfect = any(view.word(aux) == "having" for aux in parse.kids(kid, "aux"))
        if kid > verb and (parse.tags[kid] == "VBG" or perfect):
            first = max(view.left[kid], verb + 1)
            last = phrase_end(view, verb, first, view.right[kid] + 1)
            return Found(((first, last),), "statements/gerund")
    return None
