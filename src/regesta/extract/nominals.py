"""Which actor a common noun phrase names: "the Chinese foreign ministry", "its embassy", "the group".

What comes in: a Reading and a Phrase. What goes out: a `Found`, or None when no actor is meant.

An organ belongs to the country its phrase names, else to the one the report is speaking of; a definite
"group" or "paper" is the one named last; people nouns stand for themselves.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.counts import counted_back
from regesta.extract.humans import humans
from regesta.extract.organs import organ
from regesta.extract.phrases import Phrase
from regesta.extract.pronouns import speaker_country
from regesta.extract.qualifiers import again, core_of, framing_of, named_with, nominal, of_body, owners
from regesta.extract.reading import Found, Reading
from regesta.extract.stage import subject_above

__all__ = ["resolve", "resolve_joint"]

RULING = frozenset({"flee", "leave", "run", "rule"})
GROUPS = frozenset({"armed_group", "party"})
# Who may be one of "the two sides".
SIDES = frozenset({"state", "government", "armed_group"})
# "the group" is one named before; "the trade group" need not be.
LOOSE = frozenset({"group", "movement", "opposition", "alliance"})


def resolve(reading: Reading, phrase: Phrase) -> Found | None:
    """The actor a phrase stands for; "no other head of state" is nobody."""
    if phrase.determiner in ("no", "neither"):
        return None
    sort = phrase.entry.sort
    if sort == "state":
        return _state(reading, phrase)
    if sort == "organ":
        if phrase.noun == "government" and phrase.plural and is_pair(reading, phrase):
            _two_before(reading, phrase, frozenset({"state"}))
            return None
        return organ(reading, phrase)
    if sort in {"body", "outlet"}:
        return _body(reading, phrase)
    return humans(reading, phrase)


def resolve_joint(reading: Reading, phrase: Phrase) -> tuple[Found, ...]:
    """ "Uzbek and Tajik forces", "the ministers of Chad and Mali": one actor for each country named, if two are."""
    countries: list[str] = []
    for first in phrase.of:
        for token in (first, *reading.parse.kids(first, "conj")):
            name = reading.name_at.get(token)
            one = name.readings[0] if name is not None and name.sort == "known" else None
            if one is not None and one.sort == "state" and one.country not in countries:
                countries.append(one.country or "")
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
        actor = resolve(reading, phrase)
        if actor is not None and actor.key.startswith("nominal:"):
            words = [world.adjective_of().get(country, country), *core_of(reading, phrase)]
            actor = actor._replace(name=" ".join(words))
        found.append(actor)
    reading.forced = None
    return tuple(actor for actor in found if actor is not None and actor.country in countries)


def _state(reading: Reading, phrase: Phrase) -> Found | None:
    parse, stage = reading.parse, reading.stage
    if phrase.plural:
        return _countries(reading, phrase)
    if phrase.noun == "nation" and reading.words[phrase.head].istitle():
        # "told the Nation": a newspaper, in more than one country
        return None
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
    if is_pair(reading, phrase):
        _two_before(reading, phrase, frozenset({"state"}))
        return None
    if phrase.definite and (several := counted_back(reading, phrase.head, frozenset({"state"}))):
        reading.groups[phrase.head] = several
        return None
    core = core_of(reading, phrase)
    acts = reading.parse.deps[phrase.counter or phrase.head] in {"nsubj", "nsubjpass"}
    if acts and not phrase.definite and reading.parse.kids(phrase.head, "nummod"):
        return nominal(reading, phrase, "other", None, "GOV")
    if len(core) < 2 or phrase.definite or not acts:
        return None
    return nominal(reading, phrase, "other", None, "GOV")


def is_pair(reading: Reading, phrase: Phrase) -> bool:
    """True for "both countries" and "the two countries"."""
    if phrase.determiner == "both":
        return True
    counted = reading.parse.kids(phrase.head, "nummod")
    return phrase.definite and any(reading.words[kid].lower() == "two" for kid in counted)


def _two_before(reading: Reading, phrase: Phrase, types: frozenset[str]) -> None:
    """Notes the two of those types named last, when there are just two, as whom the phrase means."""
    keys: list[str] = []
    for turn in reading.stage.back(reading.parse.sentence_of[phrase.head], 2):
        if turn.type in types and turn.key not in keys:
            keys.append(turn.key)
    if len(keys) == 2:
        reading.groups[phrase.head] = tuple(reversed(keys))


def _body(reading: Reading, phrase: Phrase) -> Found | None:
    parse = reading.parse
    if phrase.noun == "side" and phrase.plural and is_pair(reading, phrase):
        _two_before(reading, phrase, SIDES)
        return None
    body, country = owners(reading, phrase)
    framing = framing_of(reading, phrase)
    if body is not None and phrase.noun != "side" and not phrase.plural and _qualifies(reading, phrase, body):
        return of_body(reading, body, framing)
    if phrase.plural or phrase.of:
        return _plural_body(reading, phrase, country)
    if phrase.definite and country is None:
        found = named_with(reading, phrase)
        if found is not None and phrase.entry.type != "armed_group":
            return found
        if framing is None and phrase.noun in LOOSE and len(core_of(reading, phrase)) > 1:
            return found
        wanted = GROUPS if phrase.noun == "group" and framing is None else {phrase.entry.type}
        sentence = parse.sentence_of[phrase.head]
        turn = reading.stage.last(
            sentence,
            lambda turn: (
                turn.type in wanted
                and not turn.plural
                and not turn.key.startswith("nominal:")
                and not _is_other_kind(reading, phrase.noun, turn.key)
            ),
            6,
        )
        return again(reading, turn, 0.75, framing) or found
    if framing and phrase.entry.framing and phrase.indefinite and country is not None:
        return _ahead(reading, phrase, country, framing)
    return None


def _is_other_kind(reading: Reading, noun: str, key: str) -> bool:
    """ "the agency" is no Security Council, whose name says that it is another kind of body."""
    kinds = world.grammar("kind of a body")
    named = set(reading.sketches[key].found.name.lower().split()) & kinds
    return noun in kinds and bool(named) and noun not in named


def _qualifies(reading: Reading, phrase: Phrase, body: str) -> bool:
    """ "the Taliban organisation" is the body; "the UN agency" is another one."""
    found = reading.sketches[body].found
    return found.type == phrase.entry.type or (phrase.entry.framing and found.type in GROUPS)


def _plural_body(reading: Reading, phrase: Phrase, country: str | None) -> Found | None:
    """ "anti-war groups", "Venezuela's opposition parties": who acts together."""
    parse, head = reading.parse, phrase.head
    acts = parse.deps[head] == "nsubj" or parse.words[parse.heads[head]] == "by"
    told = country is not None or len(core_of(reading, phrase)) > 1
    if phrase.plural and acts and told and phrase.entry.sort == "body" and not framing_of(reading, phrase):
        sector = "OPP" if "opposition" in core_of(reading, phrase) else None
        return nominal(reading, phrase, "other", country, sector)
    if phrase.entry.type != "armed_group" or not framing_of(reading, phrase) or not phrase.plural:
        return None
    return nominal(reading, phrase, "armed_group", country, "REB")


def _ahead(reading: Reading, phrase: Phrase, country: str, framing: str) -> Found | None:
    """ "An Afghan militant group", named in the next two sentences: the only listed group of that country."""
    parse = reading.parse
    sentence = parse.sentence_of[phrase.head]
    if any(turn.type in GROUPS for turn in reading.stage.turns):
        return nominal(reading, phrase, "armed_group", country, "REB")
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
    return nominal(reading, phrase, "armed_group", country, "REB")
