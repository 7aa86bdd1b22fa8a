"""Mends what the tagger gets wrong in a way that the tree gives away.

What comes in: token columns with their trees. What goes out: the same columns, set right in place.

A noun has no subject of its own: "the group pledges to ..." tagged as a plural noun is a verb.
"that" as somebody's object or subject opens a relative clause: "by the party that the army banned".
A finite verb is no equal of one under "would": "said it would stay and ruled out talks" tells two things of who spoke.
"that" after the one who is told, before a clause that lacks nothing, opens what is told: "assured the bank that ...".
A clause before a semicolon is no object of the one after it: "Oslo signed the pact; Lima refused." Nor is its
subject that of the verb after it: "Oslo, a member, signed the pact; Lima, a guest, refused."
A second finite verb without a subject makes the first a participle: "a truce agreed in May collapsed".
A weekday between a verb and its clause dates the verb: in "said on Monday it would pay" the saying.
A month is no part of the name behind it: "In June Poland closed its border".
A name with a clause between commas is the subject of the verb behind it: "Oslo, which lent the money, called on ...".
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from regesta.lexicons import load
from regesta.lexicons.entries import Month, Weekday

TELLING = frozenset(
    {"assure", "tell", "promise", "inform", "remind", "warn", "notify", "convince", "persuade"}
)
CLAIMING = frozenset({"demand", "claim", "hope", "fear", "plan"})
CALLING = frozenset({"call", "push", "press", "appeal", "plead", "lobby"})
# What gives a clause a beginning of its own.
OWN_OPENING = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "mark", "aux", "auxpass"})
STOPS = frozenset({",", ":", ";", "–", "—", "-", "“", '"'})
CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})


def mend_tags(pos: list[str], tags: list[str], deps: Sequence[str], heads: Sequence[int]) -> None:
    """Turns nouns that head a clause with a subject into the verbs they are."""
    for token, dep in enumerate(deps):
        head = heads[token]
        if dep == "nsubj" and pos[head] == "NOUN" and deps[head] in CLAUSAL and token < head:
            pos[head] = "VERB"
            tags[head] = "VBZ" if tags[head] == "NNS" else "VBP"


def mend_acronyms(
    words: Sequence[str], pos: list[str], tags: list[str], deps: list[str], heads: Sequence[int]
) -> None:
    """ "left the bloc ECOWAS" has one verb: a word in capitals behind a noun is a name."""
    for token, word in enumerate(words):
        if (
            token < 2
            or len(word) < 3
            or not word.isupper()
            or tags[token][:2] != "VB"
            or words[token - 1].isupper()
        ):
            continue
        beside = deps[token - 1] == "dobj" and heads[token] == heads[token - 1]
        if beside and deps[token] in ("xcomp", "dobj", "ccomp", "advcl"):
            pos[token], tags[token], deps[token] = "PROPN", "NNP", "dobj"


def mend_demands(
    words: Sequence[str], pos: list[str], tags: list[str], deps: list[str], heads: list[int]
) -> None:
    """Reads "The Taliban demand that Lima pay" as a sentence, where the tree took it for a noun."""
    for verb, dep in enumerate(deps):
        if (
            dep != "ROOT"
            or tags[verb] != "NN"
            or words[verb] not in CLAIMING
            or words[verb + 1 : verb + 2] != ["that"]
        ):
            continue
        who, clause = verb - 1, heads[verb + 1]
        if who < 0 or deps[who] != "compound" or heads[who] != verb or pos[who] != "PROPN":
            continue
        if deps[verb + 1] != "mark" or heads[clause] != verb:
            continue
        pos[verb], tags[verb], deps[who], deps[clause] = "VERB", "VBP", "nsubj", "ccomp"
        for kid, head in enumerate(heads):
            if head == verb and kid < who:
                heads[kid] = who


def mend_relatives(words: Sequence[str], pos: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Hangs a clause whose "that" is its own object or subject on the noun right before it."""
    for token, word in enumerate(words):
        if word != "that" or token == 0 or deps[token] not in ("dobj", "nsubj", "nsubjpass"):
            continue
        verb, noun = heads[token], token - 1
        free = verb > token and deps[verb] == "ccomp" and heads[verb] < noun
        if free and pos[noun] in ("NOUN", "PROPN") and deps[noun] in ("dobj", "pobj"):
            deps[verb], heads[verb] = "relcl", noun


def mend_rows(words: Sequence[str], pos: Sequence[str], deps: list[str], heads: Sequence[int]) -> None:
    """Reads "Mali, Niger and Chad left" as a row of three, where the second was taken for another name of the first."""
    for second, dep in enumerate(deps):
        first = heads[second]
        if dep != "appos" or first > second or pos[first] != "PROPN" or pos[second] != "PROPN":
            continue
        last = next(
            (i for i in range(second + 1, len(deps)) if heads[i] == second and deps[i] == "conj"), None
        )
        if last is None or pos[last] != "PROPN" or deps[first] not in ("nsubj", "nsubjpass"):
            continue
        # a second name would be closed by a comma
        if words[last + 1 : last + 2] != [","]:
            deps[second] = "conj"


def mend_told(
    words: Sequence[str], lemmas: Sequence[str], tags: list[str], deps: list[str], heads: list[int]
) -> None:
    """Hangs a clause on "assured" or "told", where the tree made it one about the people told."""
    for token, word in enumerate(words):
        verb = heads[token]
        if word != "that" or tags[token] != "WDT" or deps[token] != "dobj" or verb < token:
            continue
        clause = verb if deps[verb] == "relcl" else heads[verb]
        told = heads[clause]
        above = heads[told]
        if deps[clause] != "relcl" or deps[told] != "dobj" or lemmas[above] not in TELLING:
            continue
        kids = [i for i, head in enumerate(heads) if head == verb]
        full = any(deps[i] == "dobj" for i in kids if i != token)
        if full and any(deps[i].startswith("nsubj") and heads[i] == clause for i in range(token, clause)):
            deps[clause], heads[clause] = "ccomp", above
            deps[token], heads[token], tags[token] = "mark", clause, "IN"


def mend_titles(
    words: Sequence[str], pos: list[str], tags: list[str], deps: list[str], heads: list[int]
) -> None:
    """Reads "declared the envoy persona non grata" as what the envoy was declared, where "persona" became a verb."""
    for token, word in enumerate(words):
        verb = heads[token]
        if word.lower() != "persona" or deps[token] not in ("ccomp", "xcomp") or verb >= token:
            continue
        whom = next((i for i in range(verb + 1, token) if heads[i] == token and deps[i] == "nsubj"), None)
        pos[token], tags[token], deps[token] = "NOUN", "NN", "oprd"
        if whom is not None:
            deps[whom], heads[whom] = "dobj", verb


def mend_calls(words: Sequence[str], lemmas: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Gives "called for the bank to pay" its preposition, which the tree took for the mark of an aside."""
    for token, word in enumerate(words):
        clause = heads[token]
        verb = heads[clause]
        if word != "for" or deps[token] != "mark" or deps[clause] != "advcl" or not verb < token < clause:
            continue
        if lemmas[verb] in CALLING and any(
            heads[i] == clause and deps[i] == "nsubj" for i in range(token, clause)
        ):
            deps[token], heads[token] = "prep", verb
            deps[clause] = "ccomp"


def mend_joined(tags: list[str], deps: Sequence[str], heads: list[int]) -> None:
    """Joins a finite verb with the one that tells: "said the ship would stay and ruled out talks"."""
    for token, dep in enumerate(deps):
        clause = heads[token]
        verb = heads[clause]
        past = "VBD" if tags[token] == "VBN" and tags[clause] == "VB" else tags[token]
        if dep != "conj" or past not in ("VBD", "VBZ") or deps[clause] != "ccomp" or verb > clause:
            continue
        kids = [i for i, head in enumerate(heads) if head in (token, clause)]
        modal = any(heads[i] == clause and tags[i] == "MD" for i in kids)
        own = any(heads[i] == token and deps[i] in OWN_OPENING for i in kids)
        if modal and not own and tags[verb] == past:
            tags[token] = past
            for joint in (token, *(i for i in kids if deps[i] == "cc" and clause < i < token)):
                heads[joint] = verb


def mend_participles(
    words: Sequence[str], pos: Sequence[str], tags: list[str], deps: list[str], heads: list[int]
) -> None:
    """Makes the participle it is of a verb whose "clause" is the sentence: "the truce agreed in May collapsed"."""
    for clause, dep in enumerate(deps):
        verb = heads[clause]
        if dep != "ccomp" or deps[verb] != "ROOT" or verb > clause or tags[verb] != "VBD":
            continue
        if (
            tags[clause] not in ("VBD", "VBZ", "VBP")
            or pos[clause] != "VERB"
            or not words[verb].endswith("ed")
        ):
            continue
        kids = [i for i, head in enumerate(heads) if head == clause and i != clause]
        if any(deps[i] in OWN_OPENING for i in kids) or {"``", '""'} & set(tags[verb:clause]):
            continue
        noun = next((i for i in range(verb) if heads[i] == verb and deps[i] == "nsubj"), None)
        if noun is None or pos[noun] != "NOUN" or not set(words[verb:clause]).isdisjoint(STOPS):
            continue
        tags[verb], deps[verb], heads[verb] = "VBN", "acl", noun
        deps[clause], heads[clause], heads[noun] = "ROOT", clause, clause


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(form for day in load(Weekday) for form in day.forms)


def mend_days(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: list[int]) -> None:
    """Hangs a weekday right behind a verb on that verb, where the tree gave it to the clause that follows."""
    names = _weekdays()
    for day, word in enumerate(words):
        if word.lower() not in names or day == 0:
            continue
        first = day - 1 if words[day - 1].lower() == "on" and heads[day] == day - 1 else day
        verb, clause = first - 1, heads[first]
        hung = deps[first] in ("prep", "npadvmod") and deps[clause] == "ccomp" and heads[clause] == verb
        if not hung or verb < 0 or clause <= day:
            continue
        if tags[verb] in ("VBD", "VBZ", "VBP") and deps[day + 1] != "punct":
            heads[first] = verb


@functools.cache
def _months() -> frozenset[str]:
    return frozenset(form for month in load(Month) for form in month.forms)


def mend_months(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Parts a month from the name behind it, which is the subject where the verb has none."""
    names = _months()
    for month, word in enumerate(words):
        if word.lower() not in names or deps[month] != "compound" or month == 0 or not word[0].isupper():
            continue
        name, before = heads[month], month - 1
        opens = before == 0 or deps[before - 1] in ("punct", "cc")
        if name < month or tags[before] != "IN" or not tags[name].startswith("NNP") or not opens:
            continue
        verb = heads[before]
        if heads[name] == before and tags[verb] in ("VBD", "VBZ", "VBP") and verb > name:
            if not _leads_list(words, deps, heads, name):
                continue
            deps[name], heads[name] = "nsubj", verb
        if heads[name] == verb:
            deps[month], heads[month] = "pobj", before


def _leads_list(words: Sequence[str], deps: list[str], heads: list[int], name: int) -> bool:
    """True where the verb has no other subject, or that is the rest of a list: "In May Mali, Niger and Chad signed"."""
    verb = heads[heads[name]]
    rest = [
        i
        for i in range(name + 1, verb)
        if heads[i] in (verb, name) and deps[i] in ("nsubj", "nsubjpass", "appos")
    ]
    for other in rest:
        listed = words[name + 1] == "," and any(
            heads[i] == other and deps[i] == "conj" for i in range(other, verb)
        )
        if not listed:
            return deps[other] == "appos"
        deps[other], heads[other] = "conj", name
    return True


def mend_roots(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Gives a sentence that seems to be a bare name its verb back."""
    for verb, dep in enumerate(deps):
        name = heads[verb]
        if dep != "acl" or tags[verb] != "VBD" or words[verb - 1] != "," or name > verb:
            continue
        if deps[name] != "ROOT" or not tags[name].startswith("NNP"):
            continue
        if any(heads[i] == name and deps[i] == "relcl" for i in range(name + 1, verb)):
            deps[verb], heads[verb] = "ROOT", verb
            deps[name], heads[name] = "nsubj", verb
            for i in range(verb + 1, len(words)):
                if heads[i] == name and deps[i] == "punct":
                    heads[i] = verb


def mend_semicolons(words: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Joins two clauses with a semicolon between them as equals, where the tree made the first an object."""
    for stop, word in enumerate(words):
        if word != ";":
            continue
        for first in range(stop - 1, -1, -1):
            second = heads[first]
            if deps[first] == "ccomp" and second > stop and deps[second] == "ROOT":
                if _has_subject(deps, heads, first, 0, first) and _has_subject(
                    deps, heads, second, stop, second
                ):
                    deps[first], heads[first] = "ROOT", first
                    deps[second], heads[second] = "conj", first
                break
        else:
            _part_subjects(stop, deps, heads)


def _part_subjects(stop: int, deps: list[str], heads: list[int]) -> None:
    """Gives each verb its own subject: the first's is read as that of the second, whose own is beside it."""
    for noun in range(stop - 1, -1, -1):
        second = heads[noun]
        if deps[noun] != "nsubj" or second <= stop or deps[second] != "ROOT":
            continue
        first = next((i for i in range(noun + 1, stop) if heads[i] == noun and deps[i] == "acl"), None)
        other = next((i for i in range(stop + 1, second) if heads[i] == noun and deps[i] == "appos"), None)
        if first is not None and other is not None:
            deps[first], heads[first] = "ROOT", first
            heads[noun], deps[other], heads[other] = first, "nsubj", second
            deps[second], heads[second] = "conj", first
            for stray in range(first + 1, stop + 1):
                if heads[stray] == noun:
                    heads[stray] = first
        return


def _has_subject(deps: Sequence[str], heads: Sequence[int], verb: int, first: int, last: int) -> bool:
    return any(heads[i] == verb and deps[i] in ("nsubj", "nsubjpass") for i in range(first, last))
