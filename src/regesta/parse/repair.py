"""Mends what the tagger gets wrong in a way that the tree gives away.

What comes in: token columns with their trees. What goes out: the same columns, set right in place. Each
sentence is mended by itself and nothing looks beyond it, so that a long document costs no more a sentence.

    mend(table)      # "pledges" in "the group pledges to pay", tagged as a noun, is a verb now

A noun has no subject of its own: "the group pledges to ..." tagged as a plural noun is a verb.
"that" as somebody's object or subject opens a relative clause: "by the party that the army banned".
"that" after the one who is told, before a clause that lacks nothing, opens what is told: "assured the bank that ...".
A clause before a semicolon is no object of the one after it, nor has it its subject: "Oslo signed; Lima refused."
A second finite verb without a subject makes the first a participle: "a truce agreed in May collapsed".
A weekday between a verb and its clause dates the verb: in "said on Monday it would pay" the saying.
A noun behind "before" with a verb behind it that has no subject is its subject: "before the year is out".
A month is no part of the name behind it: "In June Poland closed its border".
A name with a clause between commas is the subject of the verb behind it: "Oslo, which lent the money, called on ...".
What is inserted between commas, and conditions without "if": see `insertions.py`; what "and" joins: `joints.py`;
rows with titles: `titled.py`.
"""

from __future__ import annotations

import functools

from regesta.lexicons import load
from regesta.lexicons.classes import verb_class
from regesta.lexicons.entries import Weekday
from regesta.lexicons.months import month_numbers
from regesta.parse.insertions import mend_inserted, mend_inverted, mend_trailing
from regesta.parse.joints import mend_infinitives, mend_joined, mend_resumed, mend_rows
from regesta.parse.titled import mend_beside, mend_portfolios
from regesta.parse.tokens import Column

__all__ = ["mend"]

# What gives a clause a beginning of its own.
OWN_OPENING = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "mark", "aux", "auxpass"})
STOPS = frozenset({",", ":", ";", "–", "—", "-", "“", '"'})
# Before a noun, or before a clause: "before the year", "before the year is out".
OPENING = frozenset({"before", "after", "until", "since"})
CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})


def mend(table: Column) -> None:
    """Sets every sentence right, one fault after the other: later steps count on what earlier ones mended."""
    for first, last in table.sentences():
        for step in STEPS:
            step(table, range(first, last))


def _mend_tags(table: Column, tokens: range) -> None:
    """Turns nouns that head a clause with a subject into the verbs they are."""
    pos, tags, deps, heads = table.pos, table.tags, table.deps, table.heads
    for token in tokens:
        head = heads[token]
        if deps[token] == "nsubj" and pos[head] == "NOUN" and deps[head] in CLAUSAL and token < head:
            pos[head] = "VERB"
            tags[head] = "VBZ" if tags[head] == "NNS" else "VBP"


def _mend_acronyms(table: Column, tokens: range) -> None:
    """ "left the bloc ECOWAS" has one verb: a word in capitals behind a noun is a name."""
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for token in tokens:
        word = words[token]
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
            table.pos[token], tags[token], deps[token] = "PROPN", "NNP", "dobj"


def _mend_demands(table: Column, tokens: range) -> None:
    """Reads "The Taliban demand that Lima pay" as a sentence, where the tree took it for a noun."""
    words, pos, tags, deps, heads = table.words, table.pos, table.tags, table.deps, table.heads
    for verb in tokens:
        if (
            deps[verb] != "ROOT"
            or tags[verb] != "NN"
            or words[verb] not in verb_class("claiming")
            or words[verb + 1 : verb + 2] != ["that"]
        ):
            continue
        who, clause = verb - 1, heads[verb + 1]
        if who < 0 or deps[who] != "compound" or heads[who] != verb or pos[who] != "PROPN":
            continue
        if deps[verb + 1] != "mark" or heads[clause] != verb:
            continue
        pos[verb], tags[verb], deps[who], deps[clause] = "VERB", "VBP", "nsubj", "ccomp"
        for kid in table.kids(tokens, verb):
            if kid < who:
                heads[kid] = who


def _mend_relatives(table: Column, tokens: range) -> None:
    """Hangs a clause whose "that" is its own object or subject on the noun right before it."""
    words, pos, deps, heads = table.words, table.pos, table.deps, table.heads
    for token in tokens:
        if words[token] != "that" or token == 0 or deps[token] not in ("dobj", "nsubj", "nsubjpass"):
            continue
        verb, noun = heads[token], token - 1
        free = verb > token and deps[verb] == "ccomp" and heads[verb] < noun
        if free and pos[noun] in ("NOUN", "PROPN") and deps[noun] in ("dobj", "pobj"):
            deps[verb], heads[verb] = "relcl", noun


def _mend_told(table: Column, tokens: range) -> None:
    """Hangs a clause on "assured" or "told", where the tree made it one about the people told."""
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for token in tokens:
        verb = heads[token]
        if words[token] != "that" or tags[token] != "WDT" or deps[token] != "dobj" or verb < token:
            continue
        clause = verb if deps[verb] == "relcl" else heads[verb]
        told = heads[clause]
        above = heads[told]
        if (
            deps[clause] != "relcl"
            or deps[told] != "dobj"
            or table.lemmas[above] not in verb_class("telling")
        ):
            continue
        full = any(deps[kid] == "dobj" for kid in table.kids(tokens, verb) if kid != token)
        if full and any(deps[i].startswith("nsubj") and heads[i] == clause for i in range(token, clause)):
            deps[clause], heads[clause] = "ccomp", above
            deps[token], heads[token], tags[token] = "mark", clause, "IN"


def _mend_titles(table: Column, tokens: range) -> None:
    """Reads "declared the envoy persona non grata" as what the envoy was declared, where "persona" became a verb."""
    words, deps, heads = table.words, table.deps, table.heads
    for token in tokens:
        verb = heads[token]
        if words[token].lower() != "persona" or deps[token] not in ("ccomp", "xcomp") or verb >= token:
            continue
        whom = next((i for i in range(verb + 1, token) if heads[i] == token and deps[i] == "nsubj"), None)
        table.pos[token], table.tags[token], deps[token] = "NOUN", "NN", "oprd"
        if whom is not None:
            deps[whom], heads[whom] = "dobj", verb


def _mend_calls(table: Column, tokens: range) -> None:
    """Gives "called for the bank to pay" its preposition, which the tree took for the mark of an aside."""
    words, deps, heads = table.words, table.deps, table.heads
    for token in tokens:
        clause = heads[token]
        verb = heads[clause]
        if (
            words[token] != "for"
            or deps[token] != "mark"
            or deps[clause] != "advcl"
            or not verb < token < clause
        ):
            continue
        if table.lemmas[verb] in verb_class("calling") and any(
            heads[i] == clause and deps[i] == "nsubj" for i in range(token, clause)
        ):
            deps[token], heads[token] = "prep", verb
            deps[clause] = "ccomp"


def _mend_participles(table: Column, tokens: range) -> None:
    """Makes the participle it is of a verb whose "clause" is the sentence: "the truce agreed in May collapsed"."""
    words, pos, tags, deps, heads = table.words, table.pos, table.tags, table.deps, table.heads
    for clause in tokens:
        verb = heads[clause]
        if deps[clause] != "ccomp" or deps[verb] != "ROOT" or verb > clause or tags[verb] != "VBD":
            continue
        if (
            tags[clause] not in ("VBD", "VBZ", "VBP")
            or pos[clause] != "VERB"
            or not words[verb].endswith("ed")
        ):
            continue
        opened = any(deps[kid] in OWN_OPENING for kid in table.kids(tokens, clause))
        if opened or {"``", '""'} & set(tags[verb:clause]):
            continue
        subjects = (kid for kid in table.kids(tokens, verb) if kid < verb and deps[kid] == "nsubj")
        noun = next(subjects, None)
        if noun is None or pos[noun] != "NOUN" or not set(words[verb:clause]).isdisjoint(STOPS):
            continue
        tags[verb], deps[verb], heads[verb] = "VBN", "acl", noun
        deps[clause], heads[clause], heads[noun] = "ROOT", clause, clause


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(form for day in load(Weekday) for form in day.forms)


def _mend_days(table: Column, tokens: range) -> None:
    """Hangs a weekday right behind a verb on that verb, where the tree gave it to the clause that follows."""
    names = _weekdays()
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for day in tokens:
        if words[day].lower() not in names or day == 0:
            continue
        first = day - 1 if words[day - 1].lower() == "on" and heads[day] == day - 1 else day
        verb, clause = first - 1, heads[first]
        if deps[verb] in ("dobj", "dative") and heads[verb] < verb:
            # "told the bank on Monday it would pay"
            verb = heads[verb]
        hung = deps[first] in ("prep", "npadvmod") and deps[clause] == "ccomp" and heads[clause] == verb
        if not hung or verb < 0 or clause <= day:
            continue
        if tags[verb] in ("VBD", "VBZ", "VBP") and deps[day + 1] != "punct":
            heads[first] = verb


def _mend_months(table: Column, tokens: range) -> None:
    """Parts a month from the name behind it, which is the subject where the verb has none."""
    names = month_numbers()
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for month in tokens:
        word = words[month]
        if word.lower() not in names or deps[month] != "compound" or month == 0 or not word[0].isupper():
            continue
        name, before = heads[month], month - 1
        opens = before == 0 or deps[before - 1] in ("punct", "cc")
        if name < month or tags[before] != "IN" or not tags[name].startswith("NNP") or not opens:
            continue
        verb = heads[before]
        if heads[name] == before and tags[verb] in ("VBD", "VBZ", "VBP") and verb > name:
            if not _leads_list(table, name):
                continue
            deps[name], heads[name] = "nsubj", verb
        if heads[name] == verb:
            deps[month], heads[month] = "pobj", before


def _leads_list(table: Column, name: int) -> bool:
    """True where the verb has no other subject, or that is the rest of a list: "In May Mali, Niger and Chad signed"."""
    deps, heads = table.deps, table.heads
    verb = heads[heads[name]]
    rest = [
        i
        for i in range(name + 1, verb)
        if heads[i] in (verb, name) and deps[i] in ("nsubj", "nsubjpass", "appos")
    ]
    for other in rest:
        listed = table.words[name + 1] == "," and any(
            heads[i] == other and deps[i] == "conj" for i in range(other, verb)
        )
        if not listed:
            return deps[other] == "appos"
        deps[other], heads[other] = "conj", name
    return True


def _mend_terms(table: Column, tokens: range) -> None:
    """Reads "before the year is out" as a clause, where the tree cut it off behind the noun."""
    tags, deps, heads = table.tags, table.deps, table.heads
    for noun in tokens:
        opening, verb = heads[noun], noun + 1
        if deps[noun] != "pobj" or deps[opening] != "prep" or table.words[opening] not in OPENING:
            continue
        if verb not in tokens or tags[verb] not in ("VBZ", "VBP", "VBD") or verb in (heads[opening], opening):
            continue
        above = heads[opening]
        hung = deps[verb] in ("advcl", "conj", "ccomp", "dep", "parataxis") and heads[verb] < opening
        if not hung or table.has_subject(verb, tokens.start):
            continue
        deps[noun], heads[noun] = "nsubj", verb
        deps[opening], heads[opening] = "mark", verb
        deps[verb], heads[verb] = "advcl", above


def _mend_roots(table: Column, tokens: range) -> None:
    """Gives a sentence that seems to be a bare name its verb back."""
    words, tags, deps, heads = table.words, table.tags, table.deps, table.heads
    for verb in tokens:
        name = heads[verb]
        if deps[verb] != "acl" or tags[verb] != "VBD" or words[verb - 1] != "," or name > verb:
            continue
        if deps[name] != "ROOT" or not tags[name].startswith("NNP"):
            continue
        if any(heads[i] == name and deps[i] == "relcl" for i in range(name + 1, verb)):
            deps[verb], heads[verb] = "ROOT", verb
            deps[name], heads[name] = "nsubj", verb
            for kid in table.kids(tokens, name):
                if kid > verb and deps[kid] == "punct":
                    heads[kid] = verb


def _mend_semicolons(table: Column, tokens: range) -> None:
    """Joins two clauses with a semicolon between them as equals, where the tree made the first an object."""
    words, deps, heads = table.words, table.deps, table.heads
    for stop in tokens:
        if words[stop] != ";":
            continue
        for first in range(stop - 1, tokens.start - 1, -1):
            second = heads[first]
            if deps[first] == "ccomp" and second > stop and deps[second] == "ROOT":
                if table.has_subject(first, tokens.start) and table.has_subject(second, stop):
                    deps[first], heads[first] = "ROOT", first
                    deps[second], heads[second] = "conj", first
                break
        else:
            _part_subjects(table, tokens, stop)


def _part_subjects(table: Column, tokens: range, stop: int) -> None:
    """Gives each verb its own subject: the first's is read as that of the second, whose own is beside it."""
    deps, heads = table.deps, table.heads
    for noun in range(stop - 1, tokens.start - 1, -1):
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


STEPS = (
    mend_portfolios,
    mend_beside,
    _mend_tags,
    _mend_acronyms,
    mend_rows,
    _mend_demands,
    _mend_relatives,
    _mend_told,
    _mend_titles,
    _mend_calls,
    mend_joined,
    mend_infinitives,
    _mend_participles,
    _mend_semicolons,
    _mend_days,
    _mend_months,
    _mend_terms,
    _mend_roots,
    mend_inserted,
    mend_inverted,
    mend_trailing,
    mend_resumed,
)
