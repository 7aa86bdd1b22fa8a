"""Organs of a state or body: "the Chinese foreign ministry", "its embassy", "US forces", "the government".

What comes in: a Reading and a Phrase. What goes out: a `Found`, or None when no actor is meant.

An organ belongs to the country its phrase names, else to the one the report is speaking of.
"""

from __future__ import annotations

import functools
from itertools import pairwise

from regesta.extract import world
from regesta.extract.phrases import Phrase
from regesta.extract.qualifiers import again, core_of, last_like, named_with, nominal, of_body, owners
from regesta.extract.reading import Found, Reading
from regesta.extract.world import Known
from regesta.lexicons import load
from regesta.lexicons.entries import BodyNoun
from regesta.records import Parse

__all__ = ["organ"]

FORMER = frozenset({"former", "ousted", "previous", "toppled"})
TOPPLING = frozenset({"topple", "overthrow", "oust", "depose"})
NEW = frozenset({"new", "interim", "caretaker"})
GROUPS = frozenset({"armed_group", "party"})
# "the Hamas health ministry": a ruling group's organ is the organ of its country.
RUN_BY_GROUPS = frozenset({"ministry", "embassy", "court", "police"})
HEADING = frozenset({"lead", "head"})
SENT = frozenset({"from", "of"})
OWNED = frozenset({"ministry", "embassy", "court", "parliament", "police", "military"})
UNPLACED = frozenset({"court", "police", "military"})
UNACTING = frozenset({"be", "have"})
SENDERS = frozenset({"body", "state", "adjective"})


def organ(reading: Reading, phrase: Phrase) -> Found | None:
    body, country = owners(reading, phrase)
    kind = phrase.entry.organ or ""
    core = core_of(reading, phrase)
    if kind == "ministry" and (person := _owning_person(reading, phrase)) is not None:
        return _ministry_of(reading, phrase, person)
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
    if body is not None and country is None and kind in RUN_BY_GROUPS:
        country = reading.country_of(body)
    if kind == "military" and body is not None and country is None:
        return _forces_of(reading, body)
    if phrase.indefinite and country is None:
        return None
    if country is None and body is None and phrase.owner is not None and kind in OWNED:
        # "Muttaqi's ministry", of a Muttaqi whom the report has not introduced: nobody knows whose
        return nominal(reading, phrase, phrase.entry.type, None, phrase.entry.sector)
    if kind == "embassy" and phrase.plural and country is None:
        return nominal(reading, phrase, "government", None, "GOV")
    if country is None and kind in {"ministry", "embassy", "court", "parliament"} and len(core) == 1:
        again = last_like(reading, phrase, kind) if phrase.definite else None
        return again or _home_organ(reading, phrase, kind, core)
    if country is None:
        found = _home_organ(reading, phrase, kind, core)
        return found or _named_organ(reading, phrase, kind, core) or _unplaced(reading, phrase)
    return _organ_of(reading, phrase, kind, country, core, 0.9)


def _owning_person(reading: Reading, phrase: Phrase) -> str | None:
    """Whose it is, in "Muttaqi's ministry"."""
    key = reading.at[phrase.owner] if phrase.owner is not None else None
    return key if key is not None and key.startswith("person:") else None


def _ministry_of(reading: Reading, phrase: Phrase, person: str) -> Found:
    """ "Muttaqi's ministry" is the foreign ministry of his country where the report calls him its minister."""
    country, entry = reading.country_of(person), phrase.entry
    posts = {
        word
        for role in reading.sketches[person].roles
        for word, head in pairwise(role.title.lower().split())
        if head in {"minister", "secretary"}
    }
    label = f"{posts.pop()} ministry" if len(posts) == 1 else ""
    if country is None or label not in _ministries():
        return nominal(reading, phrase, entry.type, country, entry.sector)
    label = _ministries()[label]
    name = f"{world.adjective_of().get(country, country)} {label}"
    return Found(f"ministry:{label}:{country}", name, entry.type, country, entry.sector, "nominal", 0.75)


def _forces_of(reading: Reading, body: str) -> Found | None:
    """ "Taliban forces" are the Taliban; "NATO troops" belong to NATO."""
    found = of_body(reading, body)
    if found is None or found.type in GROUPS:
        return found
    if found.type != "igo":
        return None
    return Found(f"military:{body}", f"{found.name} forces", "other", None, "MIL", "nominal", 0.8)


def _named_organ(reading: Reading, phrase: Phrase, kind: str, core: list[str]) -> Found | None:
    """ "the Department of Transportation": named in full, of a country the report does not tell."""
    entry = phrase.entry
    if (
        kind not in {"ministry", "court"}
        or len(core) < 2
        or phrase.owner is not None
        or reading.words[phrase.head][0].islower()
    ):
        return None
    text = reading.parse.text_of(phrase.first, phrase.last).removeprefix("the ").removeprefix("The ")
    return Found(f"org:{text.lower()}", text, entry.type, None, entry.sector, "name", 0.7)


def _unplaced(reading: Reading, phrase: Phrase) -> Found | None:
    """ "The army fired", "troops loyal to the general": who acts, though not whose they are."""
    parse, head = reading.parse, phrase.head
    if parse.deps[head] not in {"nsubj", "agent"} and parse.words[parse.heads[head]] != "by":
        return None
    alone = parse.lemmas[parse.heads[head]] in UNACTING
    if phrase.entry.organ not in UNPLACED or phrase.indefinite or phrase.owner is not None or alone:
        return None
    return nominal(reading, phrase, phrase.entry.type, None, phrase.entry.sector)


def _home_organ(reading: Reading, phrase: Phrase, kind: str, core: list[str]) -> Found | None:
    """An organ without a country is the organ of the country the report is speaking of."""
    if kind in {"ministry", "embassy"} and len(core) == 1:
        return None
    bare = phrase.determiner is None and reading.words[phrase.head][0].islower()
    if kind == "police" and bare:
        return nominal(reading, phrase, "government", None, "COP")
    if kind in {"military", "court", "office"} and (bare or phrase.plural or len(core) > 1):
        return None
    reach = 3 if kind == "ministry" else 1
    country = reading.stage.home(reading.parse.sentence_of[phrase.head], reach)
    if country is not None and kind == "military" and _remarks(reading, phrase, country):
        return None
    if country is not None and kind in {"military", "police"} and _elsewhere(reading, phrase, country):
        return None
    return _organ_of(reading, phrase, kind, country, core, 0.65) if country else None


def _elsewhere(reading: Reading, phrase: Phrase, country: str) -> bool:
    """ "Kenya sent aid. The army fired on a crowd in Gao": need not be Kenya's."""
    parse = reading.parse
    for token in range(phrase.head, parse.sentences[parse.sentence_of[phrase.head]][1]):
        name = reading.name_at.get(token)
        if name is None or name.sort != "known" or parse.words[name.first - 1].lower() != "in":
            continue
        if any(one.sort == "place" and one.country not in (None, country) for one in name.readings):
            return True
    return False


def _remarks(reading: Reading, phrase: Phrase, country: str) -> bool:
    """ "France called on the army to leave": who only speaks of an army need not be the one it serves."""
    parse, stage = reading.parse, reading.stage
    sentence = parse.sentence_of[phrase.head]
    speaking = [
        turn
        for turn in stage.back(sentence, 1)
        if turn.country == country
        and turn.subject
        and parse.lemmas[parse.heads[turn.token]] in world.speech_verbs()
    ]
    here = any(turn.sentence == sentence for turn in speaking)
    return here or (bool(speaking) and not stage.is_about(country))


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


def _toppled(parse: Parse, head: int) -> bool:
    """True for "toppled the government" and "the government that they toppled"."""
    if parse.deps[head] in {"dobj", "nsubjpass"} and parse.lemmas[parse.heads[head]] in TOPPLING:
        return True
    return any(parse.lemmas[kid] in TOPPLING for kid in parse.kids(head, "relcl"))


def _government(
    reading: Reading, phrase: Phrase, body: str | None, country: str | None, core: list[str]
) -> Found | None:
    parse = reading.parse
    if body is not None and (found := of_body(reading, body)) is not None and found.type in GROUPS:
        return found
    if phrase.indefinite or (phrase.plural and phrase.noun == "government"):
        return None
    if (found := _regional(reading, phrase, country, core)) is not None:
        return found
    toppled = _toppled(parse, phrase.head)
    if toppled and country is None:
        # "China spoke a day after the rebels toppled the government": not that of whoever acts
        as_object = parse.deps[phrase.head] in {"dobj", "nsubjpass"}
        country = reading.stage.land(phrase.head, None) if as_object else None
    if country is not None and (toppled or FORMER & set(core)):
        name = f"former {world.adjective_of().get(country, country)} government"
        return Found(f"government:former:{country}", name, "government", country, "GOV", "nominal", 0.8)
    certainty = 0.85
    person = next((reading.at[t] for t in range(phrase.first, phrase.head) if t in reading.person_at), None)
    if country is None and person is not None:
        country = reading.country_of(person)
        if country is None:
            return nominal(reading, phrase, "government", None, "GOV")
    if country is None and phrase.noun in {"authority", "authorities"} and not NEW & set(core):
        return nominal(reading, phrase, "government", None, "GOV")
    if country is None and phrase.noun in {"leadership", "rulers", "ruler"} and not NEW & set(core):
        return None
    if country is None and NEW & set(core):
        turn = reading.stage.last(
            parse.sentence_of[phrase.head],
            lambda turn: turn.type in GROUPS and not turn.key.startswith("nominal:"),
            3,
        )
        return again(reading, turn, 0.65)
    if country is None:
        if not phrase.definite or phrase.of or toppled:
            return None
        certainty, country = 0.6, _at_home(reading, phrase)
    known = world.state_name().get(country or "")
    if known is None:
        return None
    return Found(known.key, known.name, "state", known.country, "GOV", "nominal", certainty, known.wikidata)


def _is_rival(reading: Reading, phrase: Phrase, core: list[str]) -> bool:
    """ "Libya's eastern government", "a government in exile": one that does not speak for the state."""
    behind = " ".join(reading.words[phrase.head + 1 : phrase.head + 5]).lower()
    return bool(world.grammar("not of the state") & set(core)) or behind.startswith(
        ("in exile", "- in - exile")
    )


def _at_home(reading: Reading, phrase: Phrase) -> str | None:
    """The country the report is speaking of; a junta's only where it speaks of no other.

    "France left Mali after a quarrel with the colonels. The junta told the UN to go": not that of France.
    """
    home = reading.stage.home(reading.parse.sentence_of[phrase.head], 1)
    if home is not None and _remarks(reading, phrase, home):
        # "Washington urged calm. The government blamed the party": need not be that of who spoke
        return None
    if phrase.noun == "junta" and len({turn.country for turn in reading.stage.turns if turn.country}) > 1:
        return None
    return home


def _regional(reading: Reading, phrase: Phrase, country: str | None, core: list[str]) -> Found | None:
    """ "the Sindh government" is not Pakistan's; "the Clinton administration" is a government all the same.

    "Libya's eastern government" is Libyan, and no more than itself.
    """
    if _is_rival(reading, phrase, core):
        return nominal(reading, phrase, "government", country, "GOV")
    if country is not None or phrase.noun not in {"government", "administration", "regime"}:
        return None
    for token in range(phrase.head - 1, phrase.first - 1, -1):
        name = reading.name_at.get(token)
        if name is None or reading.at[token] is not None:
            continue
        one = name.readings[0] if name.sort == "known" else None
        if (one is not None and one.sort != "place") or name.sort not in {"known", "open", "organ"}:
            return None
        text = reading.parse.text_of(name.first, phrase.head + 1)
        country = one.country if one else None
        return Found(f"government:of:{text.lower()}", text, "government", country, "GOV", "nominal", 0.75)
    return None


def _delegation(reading: Reading, phrase: Phrase, body: str | None, country: str | None) -> Found | None:
    if phrase.plural and not phrase.definite and (body or country):
        found = of_body(reading, body) if body else None
        return found or nominal(reading, phrase, "other", country, "GOV")
    sender = _sender(reading, phrase) if body is None and country is None else None
    if body is None and country is None and sender is None:
        return last_like(reading, phrase, "delegation") if phrase.definite else None
    owner = sender.key if sender else body or f"state:{country}"
    sketch = reading.sketches.get(owner)
    named = sketch.found.name if sketch else sender.name if sender else world.state_name()[country or ""].name
    country = country or (sender.country if sender else reading.country_of(body))
    sector = sketch.sector if sketch else sender.sector if sender else "GOV"
    return Found(f"delegation:{owner}", f"{named} delegation", "other", country, sector, "nominal", 0.8)


def _sender(reading: Reading, phrase: Phrase) -> Known | None:
    """ "a delegation led by Fiji's minister", "a team from Chad": the body or state right after those words."""
    parse = reading.parse
    start = None
    for kid in parse.children[phrase.head]:
        if kid < phrase.head:
            continue
        if parse.deps[kid] == "prep" and parse.words[kid] in SENT:
            start = kid
        elif parse.deps[kid] == "acl" and parse.lemmas[kid] in HEADING:
            start = next(iter(parse.kids(kid, "agent")), None)
        if start is not None:
            break
    for token in range(start + 1, min(start + 4, len(parse))) if start is not None else ():
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known" and name.readings[0].sort in SENDERS:
            one = name.readings[0]
            return one if one.sort == "body" else world.state_name()[one.country or ""]
    return None


def _office_of(reading: Reading, phrase: Phrase) -> Found | None:
    """ "Abbas's office said": the staff of a person or state, where it acts; a room is no actor."""
    owner = reading.at[phrase.owner] if phrase.owner is not None else None
    verb = reading.parse.lemmas[reading.parse.heads[phrase.head]]
    speaks = reading.parse.deps[phrase.head] == "nsubj" and verb in world.speech_verbs()
    if owner is None or not speaks or not owner.startswith(("person:", "state:")):
        return None
    return nominal(reading, phrase, "government", reading.country_of(owner), "GOV")


def _office(reading: Reading, phrase: Phrase, country: str | None, core: list[str]) -> Found | None:
    if phrase.noun == "office":
        return _office_of(reading, phrase)
    if len(core) == 1:
        return named_with(reading, phrase) if phrase.definite else None
    if reading.words[phrase.head][0].islower() and country is None:
        return None
    text = reading.parse.text_of(phrase.first, phrase.last).removeprefix("the ").removeprefix("The ")
    return Found(f"org:{' '.join(core)}:{country or ''}", text, "government", country, "GOV", "name", 0.75)
