"""What qualifies a noun phrase, and the ways it can stand for an actor named before.

What comes in: a Reading and a Phrase. What goes out: the body and country that own it, its bare words,
or the `Found` of an earlier actor.

"the Chinese foreign ministry" is qualified by China; "the agency" is the body whose name holds the noun.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.belonging import Bearer, is_related, tells
from regesta.extract.phrases import Phrase
from regesta.extract.reading import Found, Reading
from regesta.extract.stage import Turn

__all__ = [
    "again",
    "core_of",
    "core_words",
    "framing_of",
    "last_like",
    "named_with",
    "nominal",
    "of_body",
    "owners",
]


# Organs that a town has: "a Lyon court", "police in Lagos" are organs of the country it lies in.
LOCAL = frozenset({"court", "police"})
NATIONAL = frozenset({"government", "parliament"})


def owners(reading: Reading, phrase: Phrase) -> tuple[str | None, str | None]:
    """(key of the body, ISO code of the country) that qualify a phrase, either or both None."""
    if reading.forced is not None:
        return None, reading.forced
    tokens = [i for i in range(phrase.first, phrase.head) if i != phrase.owner] + list(phrase.of)
    if phrase.noun == "counterpart":
        # "her counterpart from China" is of China, not of her country
        tokens += [at for kid in reading.parse.kids(phrase.head, "prep") for at in _from(reading, kid)]
    elif phrase.owner is not None:
        tokens.insert(0, phrase.owner)
    body = country = None
    bearer = Bearer(phrase.head, phrase.first, phrase.entry.sector)
    for token in tokens:
        own = phrase.entry.sort != "person" or tells(reading, bearer, token)
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known":
            # "RSF" has two readings: the one it was taken for
            here = reading.at[token]
            one = next((one for one in name.readings if one.key == here), name.readings[0])
            if one.sort == "body" and one.type != "media" and here is not None:
                body = body or (one.key if one.key in reading.sketches else None)
            elif own and one.sort != "body" and (one.sort != "place" or phrase.entry.organ in LOCAL):
                country = country or one.country
            continue
        key = reading.at[token] if token in {phrase.owner, *phrase.of} else None
        if key is None:
            continue
        sketch = reading.sketches.get(key)
        if key.startswith("body:"):
            body = body or key
        elif (
            own
            and sketch is not None
            and sketch.country
            and (sketch.found.type != "person" or token == phrase.owner)
        ):
            country = country or sketch.country
    if body is None and country is None and phrase.entry.sort == "organ":
        country = _left_of(reading, phrase) or _seat(reading, phrase)
    if (
        body is None
        and country is None
        and reading.parse.deps[phrase.head] == "conj"
        and phrase.determiner is None
    ):
        body, country = _shared(reading, phrase)
    return body, country


def _from(reading: Reading, preposition: int) -> list[int]:
    return reading.parse.kids(preposition, "pobj") if reading.words[preposition].lower() == "from" else []


def _left_of(reading: Reading, phrase: Phrase) -> str | None:
    """ "the Omani government and state media", read as one phrase: the adjective further left."""
    parse = reading.parse
    for token in range(max(parse.left_edge(phrase.head), phrase.first - 5), phrase.first):
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known" and name.readings[0].sort == "adjective":
            return name.readings[0].country
    return None


def _seat(reading: Reading, phrase: Phrase) -> str | None:
    """ "the Ministry of Defence in London", "Chinese officials from the Ministry of ...": the country."""
    parse = reading.parse
    if parse.deps[phrase.head] == "pobj":
        up = parse.heads[phrase.head]
        if parse.words[up] == "from" and (country := _adjective_before(reading, up)) is not None:
            return country
        holder = parse.heads[up]
        if (country := reading.country_of(reading.at[holder])) is not None:
            return country
    for kid in parse.kids(phrase.head, "prep"):
        for place in (
            parse.kids(kid, "pobj") if parse.words[kid] == "in" and phrase.entry.organ != "embassy" else ()
        ):
            name = reading.name_at.get(place)
            if name is None or name.sort != "known":
                continue
            text = reading.parse.text_of(name.first, name.last).lower()
            if text in world.grammar("seat of world courts"):
                continue
            sort, organ = name.readings[0].sort, phrase.entry.organ
            local = organ in LOCAL and sort in {"place", "state"}
            if local or (organ in NATIONAL and sort == "state") or name.readings[0].sort == "capital":
                return name.readings[0].country
    return None


def _adjective_before(reading: Reading, token: int) -> str | None:
    """ "Omani “security men” from": the country of the noun before `token`, whatever the tree makes of it."""
    parse, noun = reading.parse, token - 1
    while noun > 0 and parse.pos[noun] == "PUNCT":
        noun -= 1
    for kid in parse.children[noun] if noun > 0 and parse.pos[noun] == "NOUN" else ():
        name = reading.name_at.get(kid)
        if kid < noun and name is not None and name.sort == "known" and name.readings[0].sort == "adjective":
            return name.readings[0].country
    return None


def _shared(reading: Reading, phrase: Phrase) -> tuple[str | None, str | None]:
    """ "the Chinese government and state media": the second noun shares the adjective of the first."""
    first = reading.parse.heads[phrase.head]
    for kid in reading.parse.children[first]:
        name = reading.name_at.get(kid)
        if kid < first and name is not None and name.sort == "known" and reading.parse.deps[kid] == "amod":
            return None, name.readings[0].country
    return None, None


def core_of(reading: Reading, phrase: Phrase) -> list[str]:
    """The phrase's words in lower case, without determiners, owners and names of countries."""
    kept = []
    for token in range(phrase.first, phrase.last):
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known":
            continue
        if reading.parse.pos[token] in {"DET", "PRON", "PART", "PUNCT", "NUM", "ADP", "SYM"}:
            continue
        if token < phrase.head and reading.parse.deps[token] in {"quantmod", "advmod", "nummod"}:
            continue
        kept.append(reading.words[token].lower())
    return kept


def core_words(reading: Reading, first: int, last: int) -> str:
    """The words of a title in lower case, without the names in it ("foreign minister")."""
    kept = []
    for token in range(first, last):
        name = reading.name_at.get(token)
        if name is None or name.sort != "known":
            kept.append(reading.words[token].lower())
    return " ".join(kept)


def again(reading: Reading, turn: Turn | None, certainty: float, framing: str | None = None) -> Found | None:
    if turn is None:
        return None
    before = reading.sketches[turn.key].found
    return before._replace(form="nominal", certainty=certainty, framing=framing)


def of_body(reading: Reading, body: str, framing: str | None = None) -> Found | None:
    sketch = reading.sketches.get(body)
    return sketch.found._replace(form="nominal", certainty=0.85, framing=framing) if sketch else None


def named_with(reading: Reading, phrase: Phrase) -> Found | None:
    """ "the agency", "the bank": the body whose name holds the noun."""
    noun = phrase.noun

    def wanted(turn: Turn) -> bool:
        sketch = reading.sketches.get(turn.key)
        if sketch is None or turn.key.startswith("nominal:"):
            return False
        return turn.type != "person" and noun in sketch.found.name.lower().split()

    turn = reading.stage.last(reading.parse.sentence_of[phrase.head], wanted)
    return again(reading, turn, 0.75)


def last_like(reading: Reading, phrase: Phrase, kind: str) -> Found | None:
    """ "the ministry": the ministry named last."""
    sentence = reading.parse.sentence_of[phrase.head]
    turn = reading.stage.last(sentence, lambda turn: turn.key.startswith(f"{kind}:"))
    if turn is None and kind == "ministry":
        turn = reading.stage.last(sentence, lambda turn: turn.type == "ministry")
    return again(reading, turn, 0.8)


def framing_of(reading: Reading, phrase: Phrase) -> str | None:
    """The outlet's own words about a group: the phrase without determiner and names."""
    if not phrase.entry.framing:
        return None
    core = core_of(reading, phrase)
    return " ".join(core) if any(word in world.name_words("framing") for word in core) else None


def nominal(reading: Reading, phrase: Phrase, kind: str, country: str | None, sector: str | None) -> Found:
    """An actor known by its description only: one for each distinct wording in a report.

    "two people said ... 23 people were held": so many are others than so many.
    """
    text = reading.parse.text_of(phrase.first, phrase.last)
    core = " ".join(core_of(reading, phrase))
    body = owners(reading, phrase)[0] or ""
    count = ""
    if not phrase.definite and phrase.owner is None:
        numbers = (i for i in range(phrase.first, phrase.head) if reading.parse.pos[i] == "NUM")
        count = "".join(f"{reading.words[i].lower()} " for i in numbers)
    whose = country or body
    if not whose and is_related(reading, phrase.head):
        # "Peru's allies" and "Chile's allies" are two groups, of no country
        other = next((one for one in (phrase.owner, *phrase.of) if one is not None), None)
        whose = (reading.at[other] or reading.words[other].lower()) if other is not None else ""
    key = f"nominal:{count}{core}:{whose}"
    return Found(key, text, kind, country, sector, "nominal", 0.6, plural=phrase.plural)
