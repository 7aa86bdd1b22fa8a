"""Which actor a common noun phrase names: "the Chinese foreign ministry", "its embassy", "the group".

What comes in: a Reading and a Phrase. What goes out: a `Found`, or None when no actor is meant.

An organ belongs to the country its phrase names, else to the one the report is speaking of; a definite
"group" or "paper" is the one named last; people nouns stand for themselves.
"""

from __future__ import annotations

import functools

from regesta.extract import world
from regesta.extract.phrases import Phrase
from regesta.extract.pronouns import speaker_country
from regesta.extract.reading import Found, Reading
from regesta.extract.stage import Turn, subject_above
from regesta.lexicons import load
from regesta.lexicons.entries import BodyNoun

__all__ = ["core_words", "resolve", "resolve_joint"]

FORMER = frozenset({"former", "ousted", "previous", "toppled"})
TOPPLING = frozenset({"topple", "overthrow", "oust", "depose"})
RULING = frozenset({"flee", "leave", "run", "rule"})
LEADING = frozenset({"leader", "commander", "ruler", "leadership"})
NEW = frozenset({"new", "interim", "caretaker", "current"})
GROUPS = frozenset({"armed_group", "party"})
BODIES = frozenset({"armed_group", "party", "igo", "ngo", "company", "media", "other"})


def resolve(reading: Reading, phrase: Phrase) -> Found | None:
    """The actor a phrase stands for."""
    sort = phrase.entry.sort
    if sort == "state":
        return _state(reading, phrase)
    if sort == "organ":
        return _organ(reading, phrase)
    if sort in {"body", "outlet"}:
        return _body(reading, phrase)
    return _persons(reading, phrase)


def resolve_joint(reading: Reading, phrase: Phrase) -> tuple[Found, ...]:
    """ "Uzbek and Tajik forces": one actor for each country named, or none when only one is."""
    countries: list[str] = []
    for token in range(phrase.first, phrase.head):
        name = reading.name_at.get(token)
        one = name.readings[0] if name is not None and name.sort == "known" else None
        if one is not None and one.sort in {"adjective", "state"} and one.country not in countries:
            countries.append(one.country or "")
    if len(countries) < 2 or not phrase.plural or phrase.entry.sort not in {"organ", "person"}:
        return ()
    found = []
    for country in countries:
        reading.forced = country
        found.append(resolve(reading, phrase))
    reading.forced = None
    return tuple(one for one in found if one is not None and one.country in countries)


def _owners(reading: Reading, phrase: Phrase) -> tuple[str | None, str | None]:
    """(key of the body, ISO code of the country) that qualify a phrase, either or both None."""
    if reading.forced is not None:
        return None, reading.forced
    tokens = [i for i in range(phrase.first, phrase.head) if i != phrase.owner] + list(phrase.of)
    if phrase.owner is not None:
        tokens.insert(0, phrase.owner)
    body = country = None
    for token in tokens:
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known":
            one = name.readings[0]
            if one.sort == "body" and one.type != "media" and reading.at[token] is not None:
                body = body or one.key
            elif one.sort != "body" and one.sort != "place":
                country = country or one.country
            continue
        key = reading.at[token] if token in {phrase.owner, *phrase.of} else None
        if key is None:
            continue
        sketch = reading.sketches.get(key)
        if key.startswith("body:"):
            body = body or key
        elif sketch is not None and sketch.found.type != "person" and sketch.country:
            country = country or sketch.country
    if body is None and country is None and phrase.entry.sort == "organ":
        country = _seat(reading, phrase)
    if (
        body is None
        and country is None
        and reading.parse.deps[phrase.head] == "conj"
        and phrase.determiner is None
    ):
        body, country = _shared(reading, phrase)
    return body, country


def _seat(reading: Reading, phrase: Phrase) -> str | None:
    """ "the Ministry of Defence in London", "Chinese officials from the Ministry of ...": the country."""
    parse = reading.parse
    if parse.deps[phrase.head] == "pobj":
        holder = parse.heads[parse.heads[phrase.head]]
        if (country := reading.country_of(reading.at[holder])) is not None:
            return country
    for kid in parse.kids(phrase.head, "prep"):
        for place in (
            parse.kids(kid, "pobj") if parse.words[kid] == "in" and phrase.entry.organ != "embassy" else ()
        ):
            name = reading.name_at.get(place)
            if name is not None and name.sort == "known" and name.readings[0].sort == "capital":
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


def _core(reading: Reading, phrase: Phrase) -> list[str]:
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


def _state(reading: Reading, phrase: Phrase) -> Found | None:
    parse, stage = reading.parse, reading.stage
    if phrase.plural:
        return _countries(reading, phrase)
    if phrase.noun in {"state", "power"} or phrase.indefinite or phrase.of or _singled_out(reading, phrase):
        return None
    iso: str | None = None
    if phrase.owner is not None:
        iso = reading.country_of(reading.at[phrase.owner])
        if iso is None and reading.words[phrase.owner].lower() in {"our", "my"}:
            iso = speaker_country(reading, phrase.owner)
    elif phrase.definite:
        subject = None
        for token in subject_above(parse, phrase.head):
            key = reading.at[token]
            if key is None:
                continue
            person = key.startswith("person:")
            if not person or parse.lemmas[parse.heads[token]] in RULING:
                subject = key
            break
        region = _region(reading, phrase)
        if region:
            iso = stage.land(phrase.head, subject, lambda country: region in world.regions().get(country, ()))
        iso = iso or stage.land(phrase.head, subject)
    if iso is None:
        return None
    known = world.state_name().get(iso)
    if known is None:
        return None
    return Found(known.key, known.name, "state", iso, "GOV", "nominal", 0.7, known.wikidata)


def _region(reading: Reading, phrase: Phrase) -> str:
    """ "the Southeast Asian nation": the part of the world it names, if any."""
    before = [reading.words[token] for token in range(phrase.first, phrase.head)]
    named = [
        " ".join(before[start:end]) for start in range(len(before)) for end in range(len(before), start, -1)
    ]
    return next((text for text in named if text in world.region_words()), "")


def _singled_out(reading: Reading, phrase: Phrase) -> bool:
    """ "the first country to ..., the country that ..., the largest nation": not the one named before."""
    parse = reading.parse
    for kid in parse.children[phrase.head]:
        if parse.tags[kid] in {"JJS", "RBS"} or reading.words[kid].lower() in {
            "first",
            "last",
            "only",
            "other",
        }:
            return True
        if parse.deps[kid] in {"relcl", "acl"} and reading.words[phrase.head + 1] != ",":
            return True
    return False


def _countries(reading: Reading, phrase: Phrase) -> Found | None:
    """ "both countries" are two named before; "western nations" a group of its own."""
    if phrase.determiner == "both":
        keys: list[str] = []
        for turn in reading.stage.back(reading.parse.sentence_of[phrase.head], 2):
            if turn.type == "state" and turn.key not in keys:
                keys.append(turn.key)
        if len(keys) == 2:
            reading.groups[phrase.head] = tuple(reversed(keys))
        return None
    core = _core(reading, phrase)
    acts = reading.parse.deps[phrase.counter or phrase.head] in {"nsubj", "nsubjpass"}
    if len(core) < 2 or phrase.definite or not acts:
        return None
    return _nominal(reading, phrase, "other", None, "GOV")


def _organ(reading: Reading, phrase: Phrase) -> Found | None:
    body, country = _owners(reading, phrase)
    kind = phrase.entry.organ or ""
    core = _core(reading, phrase)
    if kind == "government":
        return _government(reading, phrase, body, country, core)
    if kind == "delegation":
        return _delegation(reading, phrase, body, country)
    if kind == "office":
        return _office(reading, phrase, country, core)
    if kind == "media" and not core[0].startswith("state"):
        return None
    parse = reading.parse
    if any(parse.tags[kid] == "JJ" for kid in parse.kids(phrase.head, "conj")):
        return None
    if kind == "military" and body is not None and country is None:
        found = _of_body(reading, body)
        return found if found is not None and found.type in GROUPS else None
    if phrase.indefinite and country is None:
        return None
    if kind == "embassy" and phrase.plural and country is None:
        return _nominal(reading, phrase, "government", None, "GOV")
    if country is None and kind in {"ministry", "embassy", "court", "parliament"} and len(core) == 1:
        return _last_like(reading, phrase, kind) or _home_organ(reading, phrase, kind, core)
    if country is None:
        return _home_organ(reading, phrase, kind, core)
    return _organ_of(reading, phrase, kind, country, core, 0.9)


def _home_organ(reading: Reading, phrase: Phrase, kind: str, core: list[str]) -> Found | None:
    """An organ without a country is the organ of the country the report is speaking of."""
    if kind in {"ministry", "embassy"} and len(core) == 1:
        return None
    bare = phrase.determiner is None and reading.words[phrase.head][0].islower()
    if kind == "police" and bare:
        return _nominal(reading, phrase, "government", None, "COP")
    if kind in {"military", "court", "office"} and (bare or phrase.plural or len(core) > 1):
        return None
    reach = 3 if kind == "ministry" else 1
    country = reading.stage.home(reading.parse.sentence_of[phrase.head], reach)
    return _organ_of(reading, phrase, kind, country, core, 0.65) if country else None


def _organ_of(
    reading: Reading, phrase: Phrase, kind: str, country: str, core: list[str], certainty: float
) -> Found:
    label = _ministry(reading, phrase) if kind == "ministry" else phrase.noun
    adjective = world.adjective_of().get(country, country)
    name = f"{adjective} {label if kind in {'ministry', 'embassy', 'media'} else kind}"
    if kind == "media":
        name = f"{adjective} state media"
    kept = label if kind == "ministry" else kind
    capital = reading.words[phrase.head][0].isupper()
    bare = phrase.determiner is None and phrase.owner is None
    named = kind == "ministry" and len(core) > 1 and (capital or bare)
    entry = phrase.entry
    return Found(
        f"{kind}:{kept}:{country}", name, entry.type, country, entry.sector,
        "name" if named else "nominal", certainty,
    )  # fmt: skip


@functools.cache
def _ministries() -> dict[str, str]:
    return {form: entry.kind for entry in load(BodyNoun) for form in entry.forms}


def _ministry(reading: Reading, phrase: Phrase) -> str:
    """Which ministry it is: "ministry of defence" and "defence ministry" are one kind."""
    kept = []
    for token in range(phrase.first, phrase.last):
        name = reading.name_at.get(token)
        known = name is not None and name.sort == "known"
        if not known and reading.parse.pos[token] not in {"DET", "PRON", "PART", "PUNCT", "NUM"}:
            kept.append(reading.words[token].lower())
    text = " ".join(kept).removesuffix(" of").removesuffix(" in")
    return _ministries().get(text) or text


def _last_like(reading: Reading, phrase: Phrase, kind: str) -> Found | None:
    """ "the ministry": the ministry named last."""
    sentence = reading.parse.sentence_of[phrase.head]
    turn = reading.stage.last(sentence, lambda turn: turn.key.startswith(f"{kind}:"))
    if turn is None and kind == "ministry":
        turn = reading.stage.last(sentence, lambda turn: turn.type == "ministry")
    return _again(reading, turn, 0.8)


def _again(reading: Reading, turn: Turn | None, certainty: float, framing: str | None = None) -> Found | None:
    if turn is None:
        return None
    before = reading.sketches[turn.key].found
    return before._replace(form="nominal", certainty=certainty, framing=framing)


def _of_body(reading: Reading, body: str, framing: str | None = None) -> Found | None:
    sketch = reading.sketches.get(body)
    return sketch.found._replace(form="nominal", certainty=0.85, framing=framing) if sketch else None


def _government(
    reading: Reading, phrase: Phrase, body: str | None, country: str | None, core: list[str]
) -> Found | None:
    parse = reading.parse
    if body is not None and (found := _of_body(reading, body)) is not None and found.type in GROUPS:
        return found
    if phrase.indefinite or (phrase.plural and phrase.noun == "government"):
        return None
    toppled = (
        parse.deps[phrase.head] in {"dobj", "nsubjpass"}
        and parse.lemmas[parse.heads[phrase.head]] in TOPPLING
    )
    if country is not None and (toppled or FORMER & set(core)):
        name = f"former {world.adjective_of().get(country, country)} government"
        return Found(f"government:former:{country}", name, "government", country, "GOV", "nominal", 0.8)
    certainty = 0.85
    person = next((reading.at[t] for t in range(phrase.first, phrase.head) if t in reading.person_at), None)
    if country is None and person is not None:
        country = reading.country_of(person)
        if country is None:
            return _nominal(reading, phrase, "government", None, "GOV")
    if country is None and phrase.noun in {"authority", "authorities"} and not NEW & set(core):
        return _nominal(reading, phrase, "government", None, "GOV")
    if country is None and phrase.noun in {"leadership", "rulers", "ruler"} and not NEW & set(core):
        return None
    if country is None and NEW & set(core):
        turn = reading.stage.last(parse.sentence_of[phrase.head], lambda turn: turn.type in GROUPS, 3)
        return _again(reading, turn, 0.65)
    if country is None:
        if not phrase.definite or phrase.of:
            return None
        certainty, country = 0.6, reading.stage.home(parse.sentence_of[phrase.head], 1)
    known = world.state_name().get(country or "")
    if known is None:
        return None
    return Found(known.key, known.name, "state", known.country, "GOV", "nominal", certainty, known.wikidata)


def _delegation(reading: Reading, phrase: Phrase, body: str | None, country: str | None) -> Found | None:
    if body is None and country is None:
        return _last_like(reading, phrase, "delegation") if phrase.definite else None
    owner = body or f"state:{country}"
    sketch = reading.sketches.get(owner)
    name = f"{sketch.found.name if sketch else world.state_name()[country or ''].name} delegation"
    country = country or reading.country_of(body)
    sector = sketch.sector if sketch else "GOV"
    return Found(f"delegation:{owner}", name, "other", country, sector, "nominal", 0.8)


def _office(reading: Reading, phrase: Phrase, country: str | None, core: list[str]) -> Found | None:
    if len(core) == 1:
        return _named_with(reading, phrase) if phrase.definite else None
    if reading.words[phrase.head][0].islower() and country is None:
        return None
    text = reading.parse.text_of(phrase.first, phrase.last).removeprefix("the ").removeprefix("The ")
    return Found(f"org:{' '.join(core)}:{country or ''}", text, "government", country, "GOV", "name", 0.75)


def _named_with(reading: Reading, phrase: Phrase) -> Found | None:
    """ "the agency", "the bank": the body whose name holds the noun."""
    noun = phrase.noun

    def wanted(turn: Turn) -> bool:
        sketch = reading.sketches.get(turn.key)
        if sketch is None:
            return False
        return turn.type != "person" and noun in sketch.found.name.lower().split()

    turn = reading.stage.last(reading.parse.sentence_of[phrase.head], wanted)
    return _again(reading, turn, 0.75)


def _body(reading: Reading, phrase: Phrase) -> Found | None:
    parse = reading.parse
    body, country = _owners(reading, phrase)
    framing = _framing(reading, phrase)
    if body is not None and phrase.noun != "side" and not phrase.plural and _qualifies(reading, phrase, body):
        return _of_body(reading, body, framing)
    if phrase.plural or phrase.of:
        return _plural_body(reading, phrase, country)
    if phrase.definite and country is None:
        found = _named_with(reading, phrase)
        if found is not None and phrase.entry.type != "armed_group":
            return found
        wanted = GROUPS if phrase.noun == "group" and framing is None else {phrase.entry.type}
        sentence = parse.sentence_of[phrase.head]
        turn = reading.stage.last(sentence, lambda turn: turn.type in wanted and not turn.plural, 6)
        return _again(reading, turn, 0.75, framing) or found
    if framing and phrase.entry.framing and phrase.indefinite and country is not None:
        return _ahead(reading, phrase, country, framing)
    return None


def _qualifies(reading: Reading, phrase: Phrase, body: str) -> bool:
    """ "the Taliban organisation" is the body; "the UN agency" is another one."""
    found = reading.sketches[body].found
    return found.type == phrase.entry.type or (phrase.entry.framing and found.type in GROUPS)


def _framing(reading: Reading, phrase: Phrase) -> str | None:
    """The outlet's own words about a group: the phrase without determiner and names."""
    if not phrase.entry.framing:
        return None
    core = _core(reading, phrase)
    return " ".join(core) if any(word in world.name_words("framing") for word in core) else None


def _plural_body(reading: Reading, phrase: Phrase, country: str | None) -> Found | None:
    if phrase.entry.type != "armed_group" or not _framing(reading, phrase) or not phrase.plural:
        return None
    return _nominal(reading, phrase, "armed_group", country, "REB")


def _ahead(reading: Reading, phrase: Phrase, country: str, framing: str) -> Found | None:
    """ "An Afghan militant group", named in the next two sentences: the only listed group of that country."""
    parse = reading.parse
    sentence = parse.sentence_of[phrase.head]
    if any(turn.type in GROUPS for turn in reading.stage.turns):
        return _nominal(reading, phrase, "armed_group", country, "REB")
    last = parse.sentences[min(sentence + 2, len(parse.sentences) - 1)][1]
    keys = {}
    for token in range(phrase.last, last):
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known" and name.readings[0].type in GROUPS:
            keys[name.readings[0].key] = name.readings[0]
    if len(keys) == 1:
        one = next(iter(keys.values()))
        if one.country == country:
            return Found(
                one.key,
                one.name,
                one.type,
                one.country,
                one.sector,
                "nominal",
                0.6,
                one.wikidata,
                framing=framing,
            )
    return _nominal(reading, phrase, "armed_group", country, "REB")


def _persons(reading: Reading, phrase: Phrase) -> Found | None:
    body, country = _owners(reading, phrase)
    entry = phrase.entry
    core = _core(reading, phrase)
    if entry.sort == "people":
        return _people(reading, phrase, country, core)
    if phrase.plural and phrase.determiner == "both" and len(core) == 1:
        return _two_persons(reading, phrase)
    if not phrase.plural:
        return _one_person(reading, phrase, body, country, core)
    found = _of_body(reading, body) if body else None
    if (
        found is not None
        and found.type == "armed_group"
        and (entry.type == "armed_group" or phrase.noun in LEADING)
    ):
        return found
    if entry.type == "armed_group":
        if country is None and body is None and len(core) == 1 and not phrase.of:
            turn = reading.stage.last(
                reading.parse.sentence_of[phrase.head], lambda turn: turn.type == "armed_group", 4
            )
            opens = phrase.head == reading.parse.sentences[reading.parse.sentence_of[phrase.head]][0]
            if turn is not None and (phrase.definite or opens):
                return _again(reading, turn, 0.65)
        return _nominal(reading, phrase, "armed_group", country, "REB")
    if entry.sector == "MIL" and country is not None:
        return Found(
            f"military:military:{country}", f"{world.adjective_of()[country]} military", "government",
            country, "MIL", "nominal", 0.85,
        )  # fmt: skip
    if phrase.noun in {"citizen", "national"} and country is not None:
        name = f"{world.adjective_of()[country]} citizens"
        return Found(f"citizens:{country}", name, "population", country, "CVL", "nominal", 0.85, plural=True)
    country = country or reading.country_of(body)
    sector = reading.sketches[body].sector if body and entry.sector in {None, "GOV"} else entry.sector
    kind = "population" if entry.sector in {"CVL", "REF"} else "other"
    return _nominal(reading, phrase, kind, country, sector)


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
    if phrase.noun in {"family", "society", "community", "public", "crowd"} and len(core) == 1:
        return None
    return _nominal(reading, phrase, "population", country, "CVL")


def _one_person(
    reading: Reading, phrase: Phrase, body: str | None, country: str | None, core: list[str]
) -> Found | None:
    """ "the spokesman" is the one named before, if any; "a senior official" is somebody new."""
    definite = phrase.definite or phrase.owner is not None
    if definite and (turn := _office_holder(reading, phrase, body, country)) is not None:
        return _again(reading, turn, 0.75)
    if not definite and not phrase.indefinite:
        return None
    kin = phrase.owner is not None and phrase.entry.sector == "CVL"
    bare = kin or (
        len(core) == 1 and body is None and country is None and not phrase.of and phrase.owner is None
    )
    speaks = reading.parse.lemmas[reading.parse.heads[phrase.head]] in world.speech_verbs()
    if bare and not (speaks and reading.parse.deps[phrase.head] == "nsubj"):
        return None
    sector = phrase.entry.sector
    if body is not None and sector in {None, "GOV"}:
        sector = reading.sketches[body].sector
        country = country or reading.country_of(body)
    return _nominal(reading, phrase, "person", country, sector)


def _office_holder(reading: Reading, phrase: Phrase, body: str | None, country: str | None) -> Turn | None:
    """The person named last whom the report has given this office, and no other owner."""
    named = set(_core(reading, phrase))
    for turn in reading.stage.back(reading.parse.sentence_of[phrase.head], 12):
        if turn.type != "person" or not turn.key.startswith("person:"):
            continue
        sketch = reading.sketches[turn.key]
        theirs = {country} if phrase.owner is not None else {country, None}
        if country is not None and sketch.country not in theirs:
            continue
        for role in sketch.roles:
            if named <= set(role.title.lower().split()):
                return turn
    return None


def _nominal(reading: Reading, phrase: Phrase, kind: str, country: str | None, sector: str | None) -> Found:
    """An actor known by its description only: one for each distinct wording in a report."""
    text = reading.parse.text_of(phrase.first, phrase.last)
    core = " ".join(_core(reading, phrase))
    body = _owners(reading, phrase)[0] or ""
    key = f"nominal:{core}:{country or body}"
    return Found(key, text, kind, country, sector, "nominal", 0.6, plural=phrase.plural)
