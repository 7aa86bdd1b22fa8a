"""What a number counts, in the report's own words, and the unit that follows from it.

What comes in: a `Parse` and an `Amount`. What goes out: a short phrase from the text, the token that heads
it, and a unit ("person" for "1,200 refugees"), or nothing when the number counts nothing a reader would want.
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract import grammar
from regesta.extract.amounts import DASHES, Amount, role_words
from regesta.extract.countunits import is_demonym, unit_of
from regesta.extract.sums import purpose_of, sum_of
from regesta.extract.units import units
from regesta.records import Parse

# Units that are themselves what is counted.
NAMED = ("state", "seat", "vote", "job")
# Longer descriptions are cut at a clause, so that a reader sees what is counted at a glance.
MAX_WORDS = 8
MAX_CLIMB = 6
DROPPED = frozenset({"punct", "cc", "conj", "appos", "parataxis", "predet", "quantmod"})
SIDE_CLAUSES = frozenset(
    {"punct", "conj", "cc", "advcl", "ccomp", "parataxis", "mark", "relcl", "preconj", "meta"}
)
ADVERBS = frozenset({"advmod", "npadvmod", "intj"})


class Counted(NamedTuple):
    """What is counted: its words, the token that heads them, and the unit."""

    words: str | None
    head: int | None
    unit: str | None


def counted(parse: Parse, amount: Amount, since: int | None = None) -> Counted:
    """What the number counts. `since`: the token from which the number's own words run ("more than ...")."""
    if since is not None:
        amount = amount._replace(first=min(since, amount.first))
    noun = _noun(parse, amount)
    if amount.unit in NAMED:
        amount = amount._replace(last=amount.digits[1])
    elif amount.unit is not None:
        return _measured(parse, amount, noun)
    if noun is None:
        return _bare(parse, amount)
    hyphened = _hyphened(parse, amount)
    if hyphened is not None and parse.lemmas[hyphened].lower() in role_words("never"):
        # "three-fourths"
        return Counted(None, None, None)
    if hyphened is None and not _agrees(parse, amount, noun):
        return Counted(None, None, None)
    if hyphened is None and _is_whole(parse, amount):
        return Counted(_phrase(parse, noun, amount), noun, amount.unit or unit_of(parse, noun))
    unit = amount.unit or unit_of(parse, hyphened if hyphened is not None else noun)
    if hyphened is not None:
        amount = amount._replace(last=hyphened + 1)
        return Counted(_phrase(parse, noun, amount), noun, unit)
    return Counted(_predicated(parse, noun, amount), noun, unit)


def _is_whole(parse: Parse, amount: Amount) -> bool:
    """ "five" of "three of five boats sank": of the five it is not said that they sank."""
    last = amount.digits[0] - 1
    return last > 0 and parse.words[last].lower() == "of" and parse.tags[last - 1] == "CD"


def _agrees(parse: Parse, amount: Amount, noun: int) -> bool:
    """False for "30 engage" and other words a parser took for a noun: more than one needs a plural."""
    lemma = parse.lemmas[noun].lower()
    if lemma in role_words("never"):
        return False
    plural = amount.vague or parse.tags[noun] in ("NNS", "NNPS") or is_demonym(parse, noun)
    return plural or amount.value == 1 or lemma in role_words("same_plural")


def _hyphened(parse: Parse, amount: Amount) -> int | None:
    """The noun of "nine-person delegation"."""
    place = amount.digits[1]
    if amount.unit is None and place + 1 < len(parse.words) and parse.words[place] in DASHES:
        return place + 1 if parse.pos[place + 1] == "NOUN" else None
    return None


def _predicated(parse: Parse, noun: int, amount: Amount) -> str | None:
    """The noun and what is said of it ("Afghans have returned from Iran"); "killed soldiers" keeps its verb."""
    top = noun
    if parse.deps[noun] == "pobj" and amount.digits[0] <= parse.heads[parse.heads[noun]] < amount.digits[1]:
        top = parse.heads[parse.heads[noun]]
    verb = parse.heads[top]
    if parse.pos[verb] not in grammar.VERBAL:
        return _phrase(parse, noun, amount)
    if top != noun and parse.deps[top] in ("nsubj", "nsubjpass") and verb > noun:
        return _clause(
            parse,
            verb,
            amount._replace(last=noun - len(parse.kids(noun, "det", "amod", "compound", "poss"))),
            noun,
        )
    if parse.deps[noun] in ("nsubj", "nsubjpass") and verb > noun:
        return _clause(parse, verb, amount, noun)
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in role_words("harmed"):
        return f"{parse.words[verb]} {_phrase(parse, noun, amount) or ''}".strip()
    return _phrase(parse, noun, amount)


def _noun(parse: Parse, amount: Amount) -> int | None:
    """The noun the number stands with ("1,200 refugees", "thousands of people", "a 47-mile border")."""
    first, last = amount.digits
    if amount.unit_at is not None and amount.unit in NAMED:
        return amount.unit_at
    inside = range(amount.digits[0], amount.last)
    hyphened = _hyphened(parse, amount)
    if hyphened is not None:
        head = parse.heads[hyphened]
        return head if head > hyphened and parse.pos[head] in ("NOUN", "PROPN") else hyphened
    for i in range(last - 1, first - 1, -1):
        head = parse.heads[i]
        if head in inside and head >= last:
            head = (
                parse.heads[head]
                if parse.deps[head] in ("compound", "nmod", "amod", "nummod", "npadvmod")
                else head
            )
        if (
            head not in inside
            and head >= last
            and parse.pos[head] in ("NOUN", "PROPN", "ADJ")
            and parse.deps[i]
            in ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "punct", "det")
        ):
            return head if _plausible(parse, last, head) else None
    return _of_noun(parse, amount)


def _plausible(parse: Parse, last: int, head: int) -> bool:
    """No verb or comma-bound clause lies between the number and its noun."""
    # in "$40 million and three trucks" the money counts no trucks
    joined = parse.tags[last] == "CC" and last < head
    return (
        not joined
        and head - last <= MAX_CLIMB
        and all(
            parse.pos[i] not in ("VERB", "AUX") or parse.tags[i] in ("VBG", "VBN") for i in range(last, head)
        )
    )


def _of_noun(parse: Parse, amount: Amount) -> int | None:
    """ "thousands of people", "two million of the refugees", "three of five boats"."""
    for i in range(*amount.digits):
        whole = parse.heads[i]
        if (
            parse.deps[i] == "quantmod"
            and parse.tags[whole] == "CD"
            and parse.words[whole - 1].lower() == "of"
        ):
            return parse.heads[whole] if parse.deps[whole] == "nummod" else None
        for kid in parse.kids(i, "prep"):
            if parse.words[kid].lower() == "of" and kid >= amount.digits[1]:
                found = parse.kids(kid, "pobj")
                return found[0] if found else None
    return None


def _measured(parse: Parse, amount: Amount, noun: int | None) -> Counted:
    """A length, a sum, a time: of which thing ("47-mile border"), or in which clause."""
    unit = amount.unit
    if noun is not None and noun >= amount.last and parse.lemmas[noun].lower() not in units().money:
        entity = _renamed(parse, noun)
        return Counted(_phrase(parse, entity, amount), entity, unit)
    if _of_sum(parse, amount):
        # "$52m of the $190m they asked for": what has come in is not what was asked for
        return Counted(None, None, unit)
    at = amount.unit_at if amount.unit_at is not None else amount.digits[1] - 1
    if (thing := sum_of(parse, amount, at)) is not None:
        link = amount.first - (thing < amount.first and amount.unit != "percent")
        return Counted(_phrase(parse, thing, amount._replace(first=link)), thing, unit)
    purpose = purpose_of(parse, amount)
    if purpose is not None and parse.lemmas[purpose].lower() in role_words("custody"):
        return Counted(_held(parse, at, purpose, amount), purpose, unit)
    if purpose is not None:
        return Counted(_phrase(parse, purpose, amount), purpose, unit)
    return Counted(_clause(parse, at, amount), grammar.verb_of(parse, at), unit)


def _of_sum(parse: Parse, amount: Amount) -> bool:
    """True for the second of "$52m of the $190m"."""
    before = amount.first - 1 - (amount.first > 1 and parse.pos[amount.first - 1] == "DET")
    number = parse.tags[max(0, before - 2) : before]
    return before > 0 and parse.words[before].lower() == "of" and "CD" in number


def _held(parse: Parse, at: int, custody: int, amount: Amount) -> str | None:
    """ "Ruiz in prison", of "Ruiz was sentenced to 13 years in prison": who, and in what."""
    verb = grammar.verb_of(parse, at)
    subject = None if verb is None else grammar.subject(parse, verb)
    place = _phrase(parse, custody, amount)
    named = subject is not None and parse.pos[subject] != "PRON"
    who = _phrase(parse, subject, amount) if named and subject is not None else None
    return place if who is None else f"{who} in {place}"


def _renamed(parse: Parse, noun: int) -> int:
    """ "the Silk Road, the $4 billion project": the thing is the road."""
    if parse.deps[noun] == "appos" and parse.pos[parse.heads[noun]] in ("PROPN", "NOUN"):
        return parse.heads[noun]
    return noun


def _bare(parse: Parse, amount: Amount) -> Counted:
    """A number without a noun: "killed 12", "the toll rose to 40", "a force of 3,000"."""
    i = amount.digits[1] - 1
    verb: int | None = None
    for _ in range(MAX_CLIMB):
        above = parse.heads[i]
        if above == i:
            break
        if parse.pos[above] in ("NOUN", "PROPN") and parse.deps[i] in ("prep", "pobj"):
            lemma = parse.lemmas[above].lower()
            if lemma in role_words("collective") or lemma in role_words("toll"):
                return _toll(parse, above, amount)
        if parse.pos[above] in grammar.VERBAL:
            verb = above
            break
        i = above
    if verb is None or "CD" not in parse.tags[slice(*amount.digits)]:
        return Counted(None, None, None)
    return _of_verb(parse, amount, verb)


def _of_verb(parse: Parse, amount: Amount, verb: int) -> Counted:
    subject = grammar.own_subject(parse, verb)
    harmed = role_words("harmed")
    adjectives = [
        kid for kid in parse.kids(verb, "acomp", "attr", "oprd", "xcomp") if parse.lemmas[kid] in harmed
    ]
    following = amount.last < len(parse.words) and parse.words[amount.last].lower() in harmed
    direct = parse.heads[amount.digits[1] - 1] == verb
    if direct and subject in range(*amount.digits) and parse.lemmas[verb] in role_words("people_verb"):
        # "more than half a million have fled"
        return Counted(_clause(parse, verb, amount), verb, "person")
    if direct and parse.lemmas[verb] in harmed and parse.deps[amount.digits[1] - 1] == "dobj":
        # "a missile hit a school, injuring 14"
        return Counted(parse.words[verb], verb, "person")
    if direct and (parse.lemmas[verb] in harmed or adjectives or following):
        return Counted(_clause(parse, verb, amount), verb, "person")
    if subject is not None and parse.lemmas[subject].lower() in role_words("toll"):
        return _toll(parse, subject, amount)
    return Counted(None, None, None)


def _toll(parse: Parse, noun: int, amount: Amount) -> Counted:
    """ "the toll", "a crowd of 3,000" are people; "the number of clinics" is of clinics."""
    of = [
        thing for kid in parse.kids(noun, "prep") if kid < amount.first for thing in parse.kids(kid, "pobj")
    ]
    tallied = parse.lemmas[noun].lower() in role_words("tally")
    unit = next((unit_of(parse, thing) for thing in of), None) if tallied else "person"
    return Counted(_phrase(parse, noun, amount), noun, unit)


def _is_likening(parse: Parse, i: int) -> bool:
    return parse.deps[i] == "prep" and parse.words[i].lower() in role_words("likened")


def _phrase(parse: Parse, noun: int, amount: Amount) -> str | None:
    """The noun with what belongs to it, without the number, its unit, and an opening article."""
    kept = [noun]
    for token in kept:
        kept += [
            kid
            for kid in parse.children[token]
            if not (token == noun and parse.deps[kid] in DROPPED)
            and parse.deps[kid] not in ("advcl", "ccomp")
            and not _is_likening(parse, kid)
            and not _left_alone(parse, kid, amount)
            and not (parse.deps[kid] == "relcl" and _holds_number(parse, kid))
            and not (parse.tags[kid] in ("$", "CD") and not amount.first <= kid < amount.last)
        ]
    tokens = sorted(i for i in kept if not amount.first <= i < amount.last or i == noun)
    # of "the 120-seat parliament" the number went: "-seat" goes with it
    cut = {k for i in tokens if parse.words[i] in DASHES and i - 1 not in tokens for k in (i, i + 1)}
    return _joined(parse, [i for i in tokens if i not in cut or i == noun], noun)


def _left_alone(parse: Parse, i: int, amount: Amount) -> bool:
    """True for a preposition whose object is the number: "an increase of 12.4 per cent on ..."."""
    own = range(amount.first, amount.last)
    return parse.pos[i] == "ADP" and any(k in own for k in parse.kids(i, "pobj"))


def _clause(parse: Parse, i: int, amount: Amount, noun: int | None = None) -> str | None:
    """Subject, verb and complements of the clause the number stands in, without the number.

    Where the number counts the subject (`noun`), what is said of it stands beside it: "people killed", "Syrians
    settled in Gaziantep".
    """
    verb = grammar.verb_of(parse, i)
    if verb is None:
        return None
    kept = [verb]
    for token in kept:
        kept += [kid for kid in parse.children[token] if _belongs(parse, kid, verb, amount)]
    subject = grammar.subject(parse, verb)
    if subject is not None and subject not in kept and subject < verb:
        kept += range(*grammar.noun_phrase(parse, subject))
    opening = verb if subject is None or subject > verb else parse.left_edge(subject)
    tokens = sorted({k for k in kept if k >= opening and not amount.first <= k < amount.last})
    around = [k for k in tokens if not _stranded(parse, k, amount)]
    if noun is not None:
        perfect = [k for k in parse.kids(verb, "aux", "auxpass") if parse.lemmas[k] in ("have", "be")]
        around = [k for k in around if k not in perfect or parse.tags[verb] not in ("VBN", "VBG")]
    return _joined(parse, around, verb, clause=True)


def _belongs(parse: Parse, kid: int, verb: int, amount: Amount) -> bool:
    """True for what a short wording of the clause keeps: no side clauses, no adverbs, no other number."""
    dep = parse.deps[kid]
    if dep in SIDE_CLAUSES or _is_likening(parse, kid):
        return False
    other = not amount.first <= kid < amount.last
    money = parse.tags[kid] in ("CD", "$") or parse.words[kid] == "%" or parse.lemmas[kid] in units().money
    if other and ((parse.heads[kid] == verb and money) or (dep == "appos" and _holds_number(parse, kid))):
        # "A bridge cost 4 billion yuan ($560 million)", "was 7.2%, against 6.9%": not what the other counts
        return False
    if dep in ADVERBS and parse.heads[kid] == verb:
        # "walked out", "live abroad"
        return kid == verb + 1 or amount.first <= kid < amount.last
    whole = parse.words[kid].lower() == "of" and kid == amount.last and purpose_of(parse, amount) is None
    return not (dep == "prep" and (kid != amount.last or whole) and _holds_number(parse, kid))


def _holds_number(parse: Parse, preposition: int) -> bool:
    return any(parse.tags[i] == "CD" for i in parse.subtree(preposition))


def _stranded(parse: Parse, i: int, amount: Amount) -> bool:
    """A preposition or article left without the number it introduced ("within the")."""
    if parse.pos[i] not in ("ADP", "DET", "ADV", "SCONJ") or i >= amount.first or amount.first - i > 4:
        return False
    return (
        all(k >= amount.first - 3 for k in range(i, amount.first))
        and any(amount.first <= k < amount.last for k in parse.subtree(i))
    ) or (parse.pos[i] == "DET" and amount.first <= parse.heads[i] < amount.last)


def _joined(parse: Parse, tokens: list[int], head: int, *, clause: bool = False) -> str | None:
    """The tokens as words of the text; spaces as in the text, holes as one space, cut to a short phrase."""
    openers = ("PUNCT", "ADP", "ADV") if clause else ("DET", "PUNCT", "ADP", "ADV", "CCONJ")
    while (
        tokens
        and tokens[0] != head
        and (
            parse.pos[tokens[0]] in openers
            or parse.tags[tokens[0]] in (("PRP$", "CD") if clause else ("PRP$", "PRP", "CD"))
        )
    ):
        tokens = tokens[1:]
    if len(tokens) > MAX_WORDS:
        place = max(tokens.index(head), MAX_WORDS - 1) if head in tokens else MAX_WORDS - 1
        tokens = tokens[: place + 1]
    while tokens and (parse.pos[tokens[-1]] in ("PUNCT", "ADP", "DET", "CCONJ") and tokens[-1] != head):
        tokens = tokens[:-1]
    pieces: list[str] = []
    for before, i in zip([None, *tokens], tokens, strict=False):
        if before is not None and (i != before + 1 or parse.ends[before] != parse.starts[i]):
            pieces.append(" ")
        pieces.append(parse.words[i])
    text = "".join(pieces).strip(" ,;-–—")
    return text or None
