"""People without a name: "the spokesman", "a senior official", "Taliban fighters", "the Afghan people".

What comes in: a Reading and a Phrase. What goes out: a `Found`, or None when no actor is meant.

An office with its article is the person who was given it; everybody else stands for themselves.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.bearers import heads_diplomacy
from regesta.extract.belonging import is_related
from regesta.extract.phrases import Phrase
from regesta.extract.pronouns import speaker_country
from regesta.extract.qualifiers import again, core_of, nominal, of_body, owners
from regesta.extract.reading import Found, Reading, Sketch
from regesta.extract.roles import title_head
from regesta.extract.stage import Turn

__all__ = ["humans"]

LEADING = frozenset({"leader", "commander", "ruler", "leadership"})
# Words for everybody: an actor only when a number or a clause tells whom.
ANYBODY = frozenset({"people", "population"})
# "the visiting Omani envoys" are the Omani delegation named before.
SENT = frozenset({"representative", "delegate", "envoy", "negotiator"})


def humans(reading: Reading, phrase: Phrase) -> Found | None:
    body, country = owners(reading, phrase)
    entry = phrase.entry
    core = core_of(reading, phrase)
    if entry.sort == "people":
        return _people(reading, phrase, country, core)
    # "the two ministers" were named before, "two ministers resigned" tells of others
    new = _is_two(reading, phrase) and not reading.parse.kids(phrase.head, "det", "predet")
    both = (phrase.determiner == "both" and not new) or (phrase.definite and _is_two(reading, phrase))
    if phrase.plural and both and len(core) == 1:
        _two_persons(reading, phrase)
        return None
    if not phrase.plural:
        return _one_person(reading, phrase, body, country, core)
    found = of_body(reading, body) if body else None
    if (
        found is not None
        and found.type == "armed_group"
        and (entry.type == "armed_group" or phrase.noun in LEADING)
    ):
        return found
    if phrase.noun in SENT and phrase.definite:
        owner = body or (f"state:{country}" if country else "")
        if (sketch := reading.sketches.get(f"delegation:{owner}")) is not None:
            return sketch.found._replace(certainty=0.7)
    if entry.type == "armed_group":
        if country is None and body is None and len(core) == 1 and not phrase.of:
            turn = reading.stage.last(
                reading.parse.sentence_of[phrase.head], lambda turn: turn.type == "armed_group", 4
            )
            opens = phrase.head == reading.parse.sentences[reading.parse.sentence_of[phrase.head]][0]
            if turn is not None and (phrase.definite or opens):
                return again(reading, turn, 0.65)
        return nominal(reading, phrase, "armed_group", country or _based(reading, phrase), entry.sector)
    if entry.sector == "MIL" and country is not None:
        return Found(
            f"military:military:{country}", f"{world.adjective_of()[country]} military", "government",
            country, "MIL", "nominal", 0.85,
        )  # fmt: skip
    if phrase.noun in {"citizen", "national"} and country is not None:
        name = f"{world.adjective_of()[country]} citizens"
        return Found(f"citizens:{country}", name, "population", country, "CVL", "nominal", 0.85, plural=True)
    if not is_related(reading, phrase.head):
        country = country or reading.country_of(body)
    sector = reading.sketches[body].sector if body and entry.sector in {None, "GOV"} else entry.sector
    kind = "population" if entry.sector in {"CVL", "REF"} else "other"
    return nominal(reading, phrase, kind, country, sector)


def _is_two(reading: Reading, phrase: Phrase) -> bool:
    """ "the two ministers"."""
    return any(reading.words[kid].lower() == "two" for kid in reading.parse.kids(phrase.head, "nummod"))


def _told_apart(reading: Reading, phrase: Phrase) -> bool:
    """ "40 people", "people in Mosul", "people who fled": somebody in particular."""
    parse = reading.parse
    return phrase.counter is not None or any(
        parse.deps[kid] in {"nummod", "relcl", "acl", "prep", "amod"} for kid in parse.children[phrase.head]
    )


def _is_a_thing(reading: Reading, owner: int) -> bool:
    """True for the "its" of a body that nothing names."""
    return reading.words[owner].lower() == "its" and reading.at[owner] is None


def _office_sector(reading: Reading, phrase: Phrase) -> str | None:
    """ "the secretary of state": the sector of a title that goes on after its head."""
    for last in (phrase.head + 2, phrase.head):
        found = title_head(reading.parse, last) if last < len(reading.parse) else None
        if found is not None and found[0] <= phrase.head and found[0] < last:
            return found[1].sector
    return None


def _ours(reading: Reading, owner: int) -> str | None:
    """ "our ambassador": of the country of whoever is quoted."""
    return speaker_country(reading, owner) if reading.words[owner].lower() == "our" else None


def _based(reading: Reading, phrase: Phrase) -> str | None:
    """ "separatists in the region of Biafra": the country of the place right after the phrase."""
    parse = reading.parse
    if "foreign" in core_of(reading, phrase):
        return None
    for kid in parse.kids(phrase.head, "prep"):
        if parse.words[kid] not in {"in", "from"} or any(
            parse.kids(at, "conj") for at in parse.kids(kid, "pobj")
        ):
            continue
        for token in range(kid + 1, min(kid + 7, parse.right_edge(kid) + 1)):
            name = reading.name_at.get(token)
            if name is not None and name.sort == "known" and name.readings[0].sort != "body":
                return name.readings[0].country
    return None


def _two_persons(reading: Reading, phrase: Phrase) -> None:
    """ "the two leaders" are the two persons named last, if they are two."""
    keys: list[str] = []
    for turn in reading.stage.back(reading.parse.sentence_of[phrase.head], 2):
        if turn.key.startswith("person:") and turn.key not in keys:
            keys.append(turn.key)
    if len(keys) == 2:
        reading.groups[phrase.head] = tuple(reversed(keys))


def _people(reading: Reading, phrase: Phrase, country: str | None, core: list[str]) -> Found | None:
    if (
        country is not None
        and phrase.noun in {"people", "public", "population", "citizenry"}
        and len(core) == 1
    ):
        known = world.state_name()[country]
        return Found(
            f"people:{country}",
            f"people of {known.name}",
            "population",
            country,
            "CVL",
            "nominal",
            0.9,
            plural=True,
        )
    if phrase.noun in world.grammar("vague people") and len(core) == 1:
        return None
    if phrase.noun in ANYBODY and len(core) == 1 and not phrase.of and not _told_apart(reading, phrase):
        return None
    return nominal(reading, phrase, "population", country, "CVL")


def _one_person(
    reading: Reading, phrase: Phrase, body: str | None, country: str | None, core: list[str]
) -> Found | None:
    """ "the spokesman" is the one named before, if any; "a senior official" is somebody new."""
    definite = phrase.definite or phrase.owner is not None
    related = is_related(reading, phrase.head)
    if phrase.owner is not None and body is None and country is None and not related:
        country = _ours(reading, phrase.owner)
    if (
        definite
        and not (related and phrase.owner is not None)
        and (turn := _office_holder(reading, phrase, body, country)) is not None
    ):
        return again(reading, turn, 0.75)
    if not definite and not phrase.indefinite:
        return None
    if phrase.noun == "exile" and phrase.owner is not None:
        return None
    kin = phrase.owner is not None and phrase.entry.sector == "CVL"
    bare = kin or (
        len(core) == 1 and body is None and country is None and not phrase.of and phrase.owner is None
    )
    speaks = reading.parse.lemmas[reading.parse.heads[phrase.head]] in world.speech_verbs()
    if bare and not (speaks and reading.parse.deps[phrase.head] == "nsubj"):
        return None
    sector = phrase.entry.sector or _office_sector(reading, phrase)
    if body is not None and sector in {None, "GOV"}:
        sector = reading.sketches[body].sector
        country = country if related else country or reading.country_of(body)
    return nominal(reading, phrase, "person", country, sector)


def _is_office(title: list[str], noun: str, named: set[str]) -> bool:
    """True where the words name the office itself: "the president" is no "spokesman for Peru's president".

    Nor is it the vice-president, nor a former one.
    """
    last = next((n for n, word in enumerate(title) if n and word in world.grammar("goes on")), len(title))
    lesser = {word for whole in title[:last] for word in (whole, *whole.split("-"))} & world.grammar(
        "lesser office"
    )
    return noun in title[:last] and named <= set(title) and lesser <= named


def _office_holder(reading: Reading, phrase: Phrase, body: str | None, country: str | None) -> Turn | None:
    """The person named last whom the report has given this office, and no other owner.

    Where it has given it to two, the one of them who was a subject last; where neither was, nobody.
    """
    if phrase.owner is not None and body is None and country is None and _is_a_thing(reading, phrase.owner):
        # "The central bank is silent, but its president said": not the president named before
        return None
    found: list[Turn] = []
    holds: dict[str, bool] = {}
    for turn in reading.stage.back(reading.parse.sentence_of[phrase.head], 12):
        if turn.type != "person" or not turn.key.startswith("person:"):
            continue
        if turn.key not in holds:
            holds[turn.key] = _holds(reading, phrase, reading.sketches[turn.key], country)
        if holds[turn.key]:
            found.append(turn)
    if len({turn.key for turn in found}) > 1:
        return next((turn for turn in found if turn.subject), None)
    return found[0] if found else None


def _holds(reading: Reading, phrase: Phrase, sketch: Sketch, country: str | None) -> bool:
    """True for a person to whom the report has given the office of a phrase."""
    core = core_of(reading, phrase)
    diplomat = phrase.noun == "diplomat" and " ".join(core) in world.grammar("top diplomat")
    theirs = {country} if phrase.owner is not None else {country, None}
    if country is not None and sketch.country not in theirs:
        return False
    return any(
        (diplomat and heads_diplomacy(role.title.lower()))
        or _is_office(role.title.lower().split(), phrase.noun.split()[-1], set(core))
        for role in sketch.roles
    )
