"""What a report calls a person: the title before the name, the description after it.

What comes in: a Parse and where a name stands. What goes out: `Office`s, the words and what they imply.

"acting Foreign Minister Amir Khan Muttaqi": the office "acting Foreign Minister", of the government.
"Sean Roberts, a professor at a university in Oslo, said": the office "professor at a university in Oslo".
"""

from __future__ import annotations

import msgspec

from regesta.extract import grammar, world
from regesta.lexicons.entries import Title
from regesta.records import Parse

__all__ = ["Office", "after", "before", "introduced", "title_head"]

PREMODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV", "X"})
STOPS = frozenset({",", ";", "—", "–", "--", "(", ")", ":", "“", "”", '"'})
LONGEST = 14


class Office(msgspec.Struct, frozen=True):
    """Tokens first..last of a title or description; `head` is its title word; `owner` a possessor."""

    first: int
    last: int
    head: int
    entry: Title | None = None
    gender: str | None = None
    owner: int | None = None


def title_head(parse: Parse, i: int) -> tuple[int, Title] | None:
    """The title that ends at token `i`: (its first token, its entry)."""
    low = parse.words[i].lower()
    forms = [low]
    if parse.tags[i] in {"NNS", "NNPS"}:
        forms.append(parse.lemmas[i].lower())
    for form in forms:
        for pieces, entry in world.title().get(form, ()):
            start = i - len(pieces) + 1
            if start < 0:
                continue
            here = [parse.words[k].lower() for k in range(start, i)]
            if tuple(here) == pieces[:-1]:
                return start, entry
    return None


def before(parse: Parse, first: int, last: int) -> Office | None:
    """The title right before the name at tokens first..last."""
    low = parse.sentences[parse.sentence_of[first]][0]
    j, gender, address = first - 1, None, None
    while j >= low and (found := title_head(parse, j)) is not None:
        start, entry = found
        if parse.words[j].lower() == "elder" and j > low and parse.words[j - 1].lower() == "the":
            # "the elder Almeida" is the older of two, no elder of a tribe
            return address
        if start > low and not entry.address and _is_surname(parse, start):
            return address
        if _is_plural(parse, j) and parse.words[last : last + 1] not in [("and",), (",",), ("&",)]:
            # "the number of refugees Obama will accept"
            return address
        gender = gender or entry.gender
        if not entry.address:
            left = _left(parse, start, last, low)
            owner = None
            if left - 2 >= low and parse.tags[left - 1] == "POS":
                owner = left - 2
            elif left - 1 >= low and parse.tags[left - 1] in {"PRP$", "WP$"}:
                owner = left - 1
            return Office(left, j + 1, j, entry, gender, owner)
        address, j = Office(start, j + 1, j, None, gender), start - 1
    return address or introduced(parse, first)


def introduced(parse: Parse, first: int) -> Office | None:
    """ "the French ambassador, Joel Meyer": the description before the comma before the words from `first` on."""
    low = parse.sentences[parse.sentence_of[first]][0]
    if first - 2 < low or parse.words[first - 1] != ",":
        return None
    noun = next((t for t in range(first, min(first + 5, len(parse))) if parse.deps[t] == "appos"), None)
    head = parse.heads[noun] if noun is not None else first - 2
    # "the spokesperson of the ministry of Peru, Ana Ruiz": the comma may hang on the last noun.
    while parse.deps[head] in {"pobj", "prep"} and _describes(parse, head) is None:
        head = parse.heads[head]
    if head >= first or parse.pos[head] not in {"NOUN", "PROPN"} or parse.tags[head] in {"NNS", "NNPS"}:
        return None
    if (found := _describes(parse, head)) is None:
        return None
    # "Senate President, Ana Ruiz, said"; but "after meeting the President, Ana Ruiz said".
    closed = noun is not None and noun + 1 < len(parse) and parse.words[noun + 1] == ","
    if parse.words[head][0].isupper() and (found[1] is None or not closed):
        return None
    if parse.deps[head] == "attr" and not parse.kids(head, "det", "poss"):
        # "with Oduya becoming president, Ana Ruiz said"
        return None
    owner = next((kid for kid in parse.kids(head, "poss") if kid < head), None)
    before = (parse.left_edge(kid) for kid in parse.children[head] if kid < head and kid != owner)
    start = min([found[0], *before])
    while start < head and parse.pos[start] in {"DET", "PRON", "PART"}:
        start += 1
    entry = found[1]
    return Office(start, first - 1, head, entry, entry.gender if entry else None, owner)


def _is_surname(parse: Parse, start: int) -> bool:
    """ "King" in "Larry King Live" is no title: a given name stands right before it."""
    before = parse.words[start - 1]
    return before[0].isupper() and parse.words[start][0].isupper() and before.lower() in world.given_names()


def _is_plural(parse: Parse, i: int) -> bool:
    return parse.tags[i] in {"NNS", "NNPS"} and parse.lemmas[i].lower() != parse.words[i].lower()


def _left(parse: Parse, start: int, last: int, low: int) -> int:
    """How far a title's own words reach to the left of its head."""
    k = start
    while k > low:
        before = k - 1
        word = parse.words[before]
        if before == low and parse.words[k] in world.grammar("opens a title"):
            # "Count former President Ana Ruiz among them"
            break
        glued = word == "-" and parse.ends[before] == parse.starts[k]
        proper = parse.pos[before] == "PROPN" and word.lower() not in world.name_words("calendar")
        if (
            glued
            or proper
            or (word != "-" and parse.pos[before] in PREMODIFIERS and before < parse.heads[before] < last)
        ):
            k = before
        elif word == "of" and k < start and before > low and parse.words[before - 1][0].isupper():
            k = before - 1
        elif word == "and" and before > low and (more := title_head(parse, before - 1)) is not None:
            k = more[0]
        else:
            break
    return k


def after(parse: Parse, head: int, last: int) -> Office | None:
    """The description that follows a name between commas: ", a professor at Oslo," or ", 34, a farmer".

    No description of her: "RUIZ: Not one soldier." tells what she says, ", no minister herself," what she is not.
    """
    for kid in parse.kids(head, "appos"):
        if kid < last or parse.pos[kid] not in {"NOUN", "PROPN"} or _is_plural(parse, kid):
            continue
        if ":" in parse.words[last:kid] or _denied(parse, head, last, kid):
            continue
        if (found := _describes(parse, kid)) is None:
            continue
        first = min((token for token in parse.children[kid] if token < kid), default=kid)
        first = min(first, found[0])
        while first < kid and parse.pos[first] in {"DET", "PRON"}:
            first += 1
        owner = next((token for token in parse.kids(kid, "poss") if token < kid), None)
        entry = found[1]
        return Office(first, _right(parse, kid), kid, entry, entry.gender if entry else None, owner)
    return None


def _denied(parse: Parse, head: int, last: int, kid: int) -> bool:
    return grammar.negated(parse, kid) or any(last <= token < kid for token in parse.kids(head, "neg"))


def _describes(parse: Parse, i: int) -> tuple[int, Title | None] | None:
    if (found := title_head(parse, i)) is not None:
        return found
    entry = world.noun().get(parse.lemmas[i].lower())
    return (i, None) if entry is not None and entry.sort == "person" else None


def _right(parse: Parse, kid: int) -> int:
    """The end of a description: its own phrase, cut at the next comma or dash."""
    end = min(parse.right_edge(kid) + 1, kid + LONGEST, parse.sentences[parse.sentence_of[kid]][1])
    for token in range(kid + 1, end):
        if parse.words[token] in STOPS or parse.tags[token] in {"WP", "WDT"}:
            return token
    return end
