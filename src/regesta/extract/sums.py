"""What a sum, a length or a share is of: "loans of $66 million", "$5m for clinics", "trade reached $31 billion".

What comes in: a `Parse` and an `Amount` with a unit. What goes out: the token of the thing, or None.
"""

from __future__ import annotations

from regesta.extract import grammar
from regesta.extract.amounts import Amount, role_words
from regesta.extract.units import units
from regesta.lexicons.months import month_numbers
from regesta.records import Parse

# Prepositions directly behind a sum or length that say what it is of.
PURPOSE = ("in", "of", "on", "for", "towards", "toward")


def purpose_of(parse: Parse, amount: Amount) -> int | None:
    """What stands directly behind a sum or length: "$5m for clinics"; no place and no time."""
    if amount.last >= len(parse.words) or parse.words[amount.last].lower() not in PURPOSE:
        return None
    objects = parse.kids(amount.last, "pobj", "pcomp")
    if not objects or _is_time_word(parse, objects[0]):
        return None
    following = amount.last + 1
    following += following < len(parse) and parse.pos[following] == "DET"
    if parse.tags[objects[0]] in ("CD", "$") or (following < len(parse) and parse.tags[following] == "$"):
        # "$52m of the $190m": of money, and of what is told elsewhere
        return None
    place = parse.words[amount.last].lower() == "in" and parse.pos[objects[0]] == "PROPN"
    return None if place else objects[0]


def sum_of(parse: Parse, amount: Amount, at: int) -> int | None:
    """What a sum before it is of: "loans of $66 million", "aid worth 9 million euros", "trade fell 4%"."""
    before = parse.words[amount.first - 1].lower() if amount.first else ""
    link, head = amount.first - 1, parse.heads[amount.first - 1] if amount.first else 0
    further = parse.words[amount.last].lower() == "of" if amount.last < len(parse.words) else False
    if before == "of" and parse.pos[head] in ("NOUN", "PROPN") and head < link and not further:
        # in "control of tons of coal" the coal is counted
        return head
    if (
        before == "for"
        and parse.pos[head] == "NOUN"
        and head < link
        and amount.unit in set(units().symbol.values())
    ):
        # "an appeal for $2m", "a contract for $3m"
        return head
    if before == "worth":
        if link > 1 and parse.words[link - 1] == "," and parse.pos[link - 2] == "NOUN":
            # "its assistance, worth $3m"
            return link - 2
        while parse.pos[head] in ("ADJ", "ADP"):
            if parse.heads[head] == head:
                return None
            head = parse.heads[head]
        return head if parse.pos[head] in ("NOUN", "PROPN") else grammar.own_subject(parse, head)
    verb = parse.heads[at]
    moved = parse.pos[verb] == "VERB" and parse.lemmas[verb] in role_words("moved")
    reached = parse.lemmas[verb] in role_words("reached") and parse.deps[at] == "dobj"
    return grammar.own_subject(parse, verb) if (moved and amount.unit == "percent") or reached else None


def _is_time_word(parse: Parse, i: int) -> bool:
    """ "in the first half of the year": a time, and no thing."""
    below = (i, *(low for kid in parse.kids(i, "prep") for low in parse.kids(kid, "pobj")))
    return any(
        parse.lemmas[k].lower() in units().time or parse.words[k].isdigit() or _is_month(parse.words[k])
        for k in below
    )


def _is_month(word: str) -> bool:
    """True for "March", not for "march"."""
    return word.istitle() and word.lower() in month_numbers()
