"""Which words a cue attributes, when no quotation says so: clauses, infinitives, objects.

What comes in: a `View` and a `Cue`. What goes out: `Found`: token ranges, the rule's name, the addressee.

    "said on Monday that it would leave"      it would leave            reported-clause
    "urged the army to leave"                 the army / to leave       order
    "The army, he said, would leave."         The army / would leave    aside
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract.cues import Cue
from regesta.extract.grammar import is_infinitive, is_passive
from regesta.extract.speakers import nearest_subject, passive_agent
from regesta.extract.view import View

Range = tuple[int, int]
CLOSING = frozenset({"”", '"', "''", "»", "’", "'"})
OPENING = frozenset({"“", '"', "``", "„", "«", "‘"})
TAIL = frozenset({"prep", "advcl", "npadvmod", "advmod", "dobj", "agent", "dative", "pcomp", "oprd", "attr"})
CONTRAST = frozenset({"but", "although", "though", "while", "yet", "whereas", "even"})
QUESTION_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})


class Found(NamedTuple):
    """The words a cue attributes: token ranges, by which rule, to whom they were said."""

    pieces: tuple[Range, ...]
    rule: str
    addressee: int | None = None
    speaker: int | None = None


def find(view: View, cue: Cue) -> Found | None:
    """The content of a cue by the first of its frames that the tree bears out."""
    for look in (_clause, _order_or_infinitive, _as, _name, _object, _gerund):
        found = look(view, cue)
        if found is not None:
            return found
    return None


def _clause(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    for kid in parse.children[verb]:
        dep = parse.deps[kid]
        if dep == "parataxis" and kid < verb and cue.takes("aside"):
            return aside(view, cue)
        if dep not in ("ccomp", "csubj") or (dep == "csubj"):
            continue
        if kid < verb:
            if cue.takes("aside"):
                found = aside(view, cue)
                if found is not None:
                    return found
            continue
        if not cue.takes("clause", "question", "quote"):
            continue
        if not cue.takes("clause", "question") and not _quoted_between(view, verb, kid):
            continue
        if _small_clause(view, kid):
            continue
        return _reported(view, cue, kid)
    return None


def _quoted_between(view: View, verb: int, kid: int) -> bool:
    return view.inside[kid] >= 0 and view.inside[verb] < 0


def _small_clause(view: View, kid: int) -> bool:
    """A nominal or adjective without a verb of its own: "called the plan a disgrace"."""
    parse = view.parse
    if parse.pos[kid] in ("VERB", "AUX"):
        return False
    return not parse.kids(kid, "cop", "aux", "mark")


def _reported(view: View, cue: Cue, kid: int) -> Found | None:
    parse, verb = view.parse, cue.head
    first = max(view.left[kid], verb + 1)
    while first < kid and (parse.pos[first] == "PUNCT") and not (
        view.is_mark(first) and first + 1 < len(parse) and view.inside[first + 1] >= 0
    ):
        first += 1
    question = view.word(first) in ("whether", "if") or parse.tags[first] in QUESTION_TAGS
    if view.word(first) == "that" and parse.deps[first] in ("mark", "det", "nsubj") and first + 1 <= kid:
        if parse.deps[first] == "mark":
            first += 1
    if question and not cue.takes("question", "clause"):
        return None
    last = _clause_end(view, verb, first, view.right[kid] + 1)
    rule = "statements/reported-question" if question else "statements/reported-clause"
    return Found(((first, last),), rule, addressee_of(view, verb, first))


def addressee_of(view: View, verb: int, before: int) -> int | None:
    """Who is told: an object between the cue and what is said, or after "to"."""
    parse = view.parse
    for kid in parse.kids(verb, "dobj", "dative", "iobj"):
        if verb < kid < before and parse.pos[kid] in ("NOUN", "PROPN", "PRON"):
            return kid
    for kid in parse.kids(verb, "prep", "dative"):
        if view.word(kid) == "to" and verb < kid < before:
            found = parse.kids(kid, "pobj")
            if found:
                return found[0]
    return None


def _end(view: View, verb: int, first: int, last: int) -> int:
    """Where the content ends: the clause, what trails it without a comma, a quotation begun inside it."""
    parse = view.parse
    stop = view.bounds(verb)[1]
    last = _cut(view, verb, first, last)
    while last < stop:
        if view.inside[last] >= 0 and view.inside[last] == view.inside[last - 1]:
            last = min(view.quotes[view.inside[last]].last, stop)
            continue
        top = _below(view, verb, last)
        if parse.words[last] in CLOSING:
            if last + 1 < stop and parse.pos[last + 1] != "PUNCT" and view.inside[last - 1] >= 0:
                top = _below(view, verb, last + 1)
                if top is not None and parse.deps[top] in TAIL and not _of_cue(view, top):
                    last = view.right[top] + 1
                    continue
            break
        if parse.pos[last] == "PUNCT" and not view.is_mark(last):
            break
        if top is None or parse.deps[top] not in TAIL or _of_cue(view, top):
            break
        last = max(view.right[top] + 1, last + 1)
    return _trim_end(view, first, min(last, stop))


def _clause_end(view: View, verb: int, first: int, last: int) -> int:
    """Where a reported clause ends: at the end of the sentence, unless the reporter speaks again before."""
    parse = view.parse
    stop = view.bounds(verb)[1]
    depth = 0
    for i in range(first + 1, stop):
        word = parse.words[i]
        depth += (word in "([") - (word in ")]")
        if depth < 0:
            return _trim_end(view, first, i)
        if view.inside[i] >= 0 or depth > 0:
            continue
        if word == ";" or (word == ":" and i >= last):
            return _trim_end(view, first, i)
        if _resumes(view, verb, i, last):
            return _trim_end(view, first, i)
    return _trim_end(view, first, max(stop, first + 1))


def _resumes(view: View, verb: int, i: int, last: int) -> bool:
    """True where the reporter's own sentence goes on after a reported clause."""
    parse = view.parse
    word, before = view.word(i), parse.words[i - 1]
    comma = before in (",", "—", "–", "--") or (before in CLOSING and parse.words[i - 2] == ",")
    if word == "according" and view.word(i + 1) == "to":
        return True
    if word in CONTRAST and comma:
        return True
    if parse.tags[i] == "VBG" and comma and i in view.cues:
        return True
    if parse.pos[i] == "CCONJ" and parse.deps[i] == "cc":
        return _new_cue(view, verb, i)
    if comma and parse.heads[i] != i and i >= last:
        return _speaker_returns(view, i)
    return i >= last and not comma and _tells_when(view, verb, i)


def _new_cue(view: View, verb: int, i: int) -> bool:
    """True for "and" before a further cue of the same speaker, or a further sentence beside the cue's."""
    parse = view.parse
    head = parse.heads[i]
    for kid in parse.kids(head, "conj"):
        if kid <= i or view.left[kid] > i + 4:
            continue
        own = nearest_subject(view, kid)
        if own is None and kid in view.cues and kid - i <= 3:
            same = parse.tags[kid] == parse.tags[verb]
            return same and parse.tags[kid] in ("VBD", "VBZ", "VBG", "VBN") and view.cues[kid].sort != "belief"
        return head == verb
    return False


def _speaker_returns(view: View, i: int) -> bool:
    """True for ", he said" and ", AFP reported" at the end of a reported clause."""
    parse = view.parse
    for k in range(i, min(i + 8, view.bounds(i)[1])):
        if parse.words[k] in (",", ".", ";") or view.inside[k] >= 0:
            return False
        cue = view.cues.get(k)
        if cue is not None and cue.takes("aside") and parse.tags[k] in ("VBD", "VBZ", "VBP"):
            after = parse.words[k + 1] if k + 1 < len(parse) else "."
            return parse.pos[k + 1] in ("PUNCT", "ADP", "PROPN") if after else False
    return False


def _tells_when(view: View, verb: int, i: int) -> bool:
    top = _below(view, verb, i)
    return top is not None and view.left[top] == i and _of_cue(view, top)


def _below(view: View, verb: int, i: int) -> int | None:
    """The child of `verb` above token `i`, or None when `i` hangs elsewhere."""
    parse = view.parse
    for _ in range(40):
        head = parse.heads[i]
        if head == verb:
            return i
        if head == i:
            return None
        i = head
    return None


def _of_cue(view: View, top: int) -> bool:
    """True for what tells when, where or how something was said rather than what."""
    parse = view.parse
    if view.word(top) in ("according", "citing", "adding", "while", "as", "after", "when", "during"):
        return True
    return parse.deps[top] == "npadvmod"


def _cut(view: View, verb: int, first: int, last: int) -> int:
    """Leave out what only the tree's confusion put inside: a later cue clause, "according to ..."."""
    for i in range(first + 1, last):
        if view.inside[i] < 0 and _resumes(view, verb, i, last):
            return i
    return last


def _trim_end(view: View, first: int, last: int) -> int:
    parse = view.parse
    while last > first + 1:
        i = last - 1
        if parse.words[i] in CLOSING and view.inside[i - 1] >= 0 or parse.words[i] in ")]?!":
            break
        if parse.pos[i] not in ("PUNCT", "CCONJ", "SPACE") or parse.words[i] in ("$", "%"):
            break
        last -= 1
    return last


def aside(view: View, cue: Cue) -> Found | None:
    """The whole sentence but the cue's own words: "C, he said", "A, he said, B"."""
    parse, verb = view.parse, cue.head
    start, stop = view.bounds(verb)
    first, last = cue_group(view, verb)
    if first <= start or not _parenthetical(view, verb, first, last):
        return None
    head = _trim_range(view, _skip_opening(view, start), first)
    if head is None:
        return None
    pieces = [head]
    if last < stop and parse.words[last] in (",", "—", "–", "--") and last + 1 < stop:
        tail = _tail(view, verb, last, stop)
        if tail is not None:
            pieces.append(tail)
    return Found(tuple(pieces), "statements/aside", addressee_of(view, verb, stop))


def _parenthetical(view: View, verb: int, first: int, last: int) -> bool:
    """True when the cue stands alone between commas: nothing that it says follows it at once."""
    parse = view.parse
    before = parse.words[first - 1]
    if before not in (",", "—", "–", "--", "-") and not view.is_mark(first - 1):
        return False
    own = nearest_subject(view, verb, inverted=True)
    if own is None:
        return False
    for i in range(verb + 1, last):
        if view.left[own] <= i <= view.right[own] or parse.pos[i] in ("PUNCT", "ADP", "ADV"):
            continue
        top = _below(view, verb, i)
        if top is None or parse.deps[top] not in ("prep", "npadvmod", "advmod", "dobj", "dative", "advcl", "prt"):
            return False
        if parse.deps[top] == "dobj" and not view.cues[verb].takes("order"):
            return False
        if parse.deps[top] == "advcl" and parse.tags[top] != "VBG":
            return False
    return not parse.kids(verb, "xcomp", "acomp", "attr")


def _skip_opening(view: View, start: int) -> int:
    """Leave out a conjunction that ties the sentence to the one before ("But rates, he said, ...")."""
    parse = view.parse
    i = start
    while parse.pos[i] == "CCONJ" or (i > start and parse.words[i] == ","):
        i += 1
    return i


def _tail(view: View, verb: int, last: int, stop: int) -> Range | None:
    """What follows a cue in the middle, unless it is the cue's own ("..., he said, adding that ...")."""
    parse = view.parse
    i = last + 1
    if i >= stop:
        return None
    top = _below(view, verb, i)
    word = view.word(i)
    if parse.tags[i] == "VBG" and not view.inside[i] >= 0:
        return None
    if word in ("according", "citing", "who", "which", "but", "and", "while", "as", "whose", "though", "although"):
        return None
    if top is not None and parse.deps[top] in ("conj", "cc", "advcl", "appos", "relcl"):
        return None
    end = stop
    return _trim_range(view, i, end)


def cue_group(view: View, verb: int) -> Range:
    """The cue with its subject and what modifies it, as one stretch between commas."""
    parse = view.parse
    start, stop = view.bounds(verb)
    own = nearest_subject(view, verb, inverted=True)
    members = {verb}
    if own is not None:
        members.update(range(view.left[own], view.right[own] + 1))
    for kid in parse.kids(verb, "aux", "auxpass", "neg", "advmod", "prt"):
        if abs(kid - verb) <= 3:
            members.add(kid)
    first, last = min(members), max(members) + 1
    if own is not None and own < verb:
        first = min(first, view.left[own])
    # a subject that holds half the sentence is a misreading: stop at the comma before the verb
    floor = start
    for i in range(verb - 1, start - 1, -1):
        if view.is_mark(i) and view.inside[i - 1 if i > start else i] >= 0:
            floor = i + 1
            break
        if parse.words[i] == "," and own is not None and i < own and first < i:
            floor = i + 1
            break
    first = max(first, floor)
    while last < stop and parse.words[last] not in (",", "—", "–", "--", ";", ":", ".", "?", "!"):
        if view.is_mark(last) or view.inside[last] >= 0:
            break
        last += 1
    return first, last


def _trim_range(view: View, first: int, last: int) -> Range | None:
    parse = view.parse
    while first < last and parse.pos[first] == "PUNCT" and not (
        view.is_mark(first) and first + 1 < last and view.inside[first + 1] >= 0
    ):
        first += 1
    last = _trim_end(view, first, last) if first < last else last
    if first >= last or all(parse.pos[i] == "PUNCT" for i in range(first, last)):
        return None
    return first, last


def _order_or_infinitive(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("to", "order"):
        return None
    inner = next(
        (k for k in parse.kids(verb, "xcomp", "ccomp", "advcl", "acl", "relcl") if k > verb and is_infinitive(parse, k)),
        None,
    )
    patient = _patient(view, cue)
    if inner is None and patient is not None:
        inner = next((k for k in parse.kids(patient, "acl", "relcl", "xcomp") if is_infinitive(parse, k)), None)
    if inner is None:
        return None
    first = min([k for k in parse.kids(inner, "aux") if parse.tags[k] == "TO"] or [inner])
    if first > verb + 1 and view.word(first - 1) == "not":
        first -= 1
    last = _end(view, verb, first, max(view.right[inner] + 1, first + 1))
    subject = nearest_subject(view, inner)
    if subject is not None and verb < subject < first:
        patient = subject
    if patient is not None and patient < first and cue.takes("order"):
        if is_passive(parse, verb):
            return None
        return Found(((view.left[patient], first), (first, last)), "statements/order", patient)
    if cue.takes("to") and patient is None:
        return Found(((first, last),), "statements/infinitive")
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
    marker = next((k for k in parse.kids(verb, "prep", "mark", "advmod") if view.word(k) == "as" and k > verb), None)
    patient = _patient(view, cue)
    if marker is None and patient is not None:
        marker = next((k for k in parse.kids(patient, "prep") if view.word(k) == "as"), None)
    if marker is None or view.right[marker] <= marker:
        return None
    if is_passive(parse, verb):
        own = nearest_subject(view, verb)
        agent = passive_agent(view, verb)
        if own is None or agent is None:
            return None
        pieces = (_span(view, own), (marker, _end(view, verb, marker, view.right[marker] + 1)))
        return Found(pieces, "statements/described-as", speaker=agent)
    if patient is None:
        return None
    first = min(view.left[patient], marker)
    last = _end(view, verb, first, view.right[marker] + 1)
    return Found(((first, last),), "statements/described-as")


def _name(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("name") or cue.part is not None or is_passive(parse, verb):
        return None
    small = next(
        (
            k
            for k in parse.kids(verb, "ccomp", "oprd", "xcomp")
            if k > verb and (parse.deps[k] == "oprd" or _small_clause(view, k) or not parse.kids(k, "aux"))
        ),
        None,
    )
    patient = _patient(view, cue)
    if small is not None and (patient is None or patient < small):
        subject = nearest_subject(view, small)
        begin = view.left[patient] if patient is not None else view.left[subject if subject is not None else small]
        if begin <= verb or (patient is None and subject is None):
            return None
        return Found(((begin, _end(view, verb, begin, view.right[small] + 1)),), "statements/called")
    if patient is None:
        return None
    # "called the plan 'a disgrace'" is often read as an apposition
    second = next((k for k in parse.kids(patient, "appos") if view.inside[k] >= 0), None)
    if second is None:
        return None
    begin = view.left[patient]
    return Found(((begin, _end(view, verb, begin, view.right[second] + 1)),), "statements/called")


def _span(view: View, head: int) -> Range:
    found = _trim_range(view, view.left[head], view.right[head] + 1)
    return found if found is not None else (head, head + 1)


def _object(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("object", "fragment", "of"):
        return None
    if is_passive(parse, verb):
        return _passive_object(view, cue)
    patient = _patient(view, cue)
    if patient is None or patient < verb or parse.pos[patient] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB"):
        return None
    first = view.left[patient]
    if first <= verb:
        return None
    quoted = any(view.inside[k] >= 0 for k in range(first, view.right[patient] + 1)) and view.inside[verb] < 0
    if not cue.takes("object", "of") and not quoted:
        return None
    last = _end(view, verb, first, view.right[patient] + 1)
    rule = "statements/fragment" if quoted else "statements/object"
    if not quoted and cue.takes("of"):
        rule = "statements/verdict"
    return Found(((first, last),), rule)


def _passive_object(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    agent, own = passive_agent(view, verb), nearest_subject(view, verb)
    if agent is None or own is None or not cue.takes("object", "of"):
        return None
    return Found((_span(view, own),), "statements/passive", speaker=agent)


def _gerund(view: View, cue: Cue) -> Found | None:
    parse, verb = view.parse, cue.head
    if not cue.takes("doing"):
        return None
    hosts = [verb] if cue.part is None else [cue.part]
    for host in hosts:
        for kid in parse.kids(host, "xcomp", "pcomp", "ccomp"):
            if kid > verb and parse.tags[kid] == "VBG":
                first = max(view.left[kid], verb + 1)
                return Found(((first, _end(view, verb, first, view.right[kid] + 1)),), "statements/gerund")
    return None
