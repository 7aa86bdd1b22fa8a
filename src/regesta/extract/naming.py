"""Names as they are read: a person with its offices, a listed name as its sentence uses it, a body by its words.

What comes in: a Reading and a Name. What goes out: the reading, with the actor and the mention noted.

"Taliban spokesman Zabihullah Mujahid" notes the person, the office, and that "spokesman" stands for him.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.bearers import merge_description, note_headship
from regesta.extract.belonging import background, is_related
from regesta.extract.layout import is_headline
from regesta.extract.names import Name
from regesta.extract.people import Person, Sighting, name_head
from regesta.extract.reading import Found, Reading
from regesta.extract.roles import Office
from regesta.extract.usage import is_actor, is_located
from regesta.extract.world import Known
from regesta.records import ActorRole

__all__ = ["read_name", "read_person"]

MONEY = frozenset({"dollar", "$"})
# "Fjord News Service" is a medium, not an office.
PRESS = frozenset({"news", "press", "broadcasting"})


def read_person(reading: Reading, key: str, one: Sighting, person: Person) -> None:
    parse, name = reading.parse, one.name
    head = name_head(parse, name.first, name.last)
    gender = _gender(one)
    if gender is not None:
        reading.stage.genders.setdefault(key, gender)
    country, sector = background(reading, one)
    found = Found(
        key,
        parse.text_of(name.first, name.last),
        "person",
        country,
        sector,
        "name",
        max(person.certainty, 0.6),
    )
    reading.touch(found, name.first, name.last, head)
    for token in range(name.first, name.last):
        reading.at[token] = key
    sketch = reading.sketches[key]
    for office in (one.office, one.description):
        if office is None or (office.entry is None and office.last == name.first):
            continue
        for token in {office.head, *range(office.head, name.first)}:
            if reading.at[token] is None:
                reading.at[token] = key
        role = ActorRole(
            title=parse.text_of(office.first, office.last),
            organisation=_owner_text(reading, office),
            evidence=(parse.span(min(office.first, name.first), max(office.last, name.last)),),
        )
        if role.title not in {known.title for known in sketch.roles}:
            sketch.roles.append(role)
        merge_description(reading, key, office)
    note_headship(reading, sketch, head)


def _gender(one: Sighting) -> str | None:
    for office in (one.office, one.description):
        if office is not None and office.gender is not None:
            return office.gender
    genders = world.gender_of()
    return genders.get(one.words[0]) or (genders.get("-".join(one.words[1:])) if len(one.words) > 1 else None)


def _owner_text(reading: Reading, office: Office) -> str | None:
    if office.owner is None or is_related(reading, office.head):
        return None
    key = reading.at[office.owner]
    sketch = reading.sketches.get(key) if key else None
    return sketch.found.name if sketch else None


def read_name(reading: Reading, name: Name, strong: frozenset[str]) -> bool:
    """Note what a name stands for; False when it stands for no actor."""
    parse = reading.parse
    head = name_head(parse, name.first, name.last)
    if name.sort == "known":
        found = _known(reading, name, head, strong)
    elif name.sort == "org":
        found = _body(reading, name)
    else:
        found = _unknown(reading, name, head) if name.sort == "open" else None
    if found is None:
        return False
    mention = found.form != "nominal" or found.type in {"state", "population"}
    if found.certainty == 0:
        mention = False
    if found.type in {"armed_group", "party"} and found.framing is None:
        found = found._replace(framing=_framed(reading, name))
    key = reading.touch(found, name.first, name.last, head, mention=mention)
    for token in range(name.first, name.last):
        reading.at[token] = key
        if key.startswith("state:"):
            reading.states[token] = key
    return True


def _framed(reading: Reading, name: Name) -> str | None:
    """ "the militant group" before or after the name of a group."""
    parse = reading.parse
    head = name_head(parse, name.first, name.last)
    nouns = [name.first - 1] if name.first else []
    nouns += [kid for kid in parse.kids(head, "appos") if kid >= name.last]
    for token in nouns:
        entry = world.noun().get(parse.lemmas[token].lower())
        if entry is None or not entry.framing:
            continue
        first = token
        while first > 0 and parse.pos[first - 1] in {"ADJ", "NOUN"}:
            first -= 1
        text = parse.text_of(first, token + 1)
        if any(word in world.name_words("framing") for word in text.lower().split()):
            return text
    return None


def _known(reading: Reading, name: Name, head: int, strong: frozenset[str]) -> Found | None:
    parse = reading.parse
    one = _choose(name.readings, strong)
    if one is not None and one.country and (one.sort == "place" or one.sort == "capital"):
        reading.stage.pass_through(head, one.country)
    if (
        one is not None
        and one.country
        and one.sort in {"place", "capital"}
        and _is_seat(reading, name, one.sort)
    ):
        # "its embassy in Lima": Peru is spoken of, though only as where it stands
        seat = world.state_name()[one.country]
        if seat.key not in reading.sketches:
            reading.touch(_plain(seat, 0.5), name.first, name.last, head, mention=False)
            reading.at[head] = None
        return None
    if one is None or one.sort == "place" or parse.lemmas[parse.heads[head]] in MONEY:
        return None
    if one.sort == "capital" and not is_actor(parse, head):
        thing = parse.lemmas[parse.heads[head]].lower()
        if parse.deps[head] == "compound" and thing in world.grammar("named after a place"):
            return None
        if parse.deps[head] in {"poss", "compound", "amod", "nmod"}:
            for token in range(name.first, name.last):
                reading.states[token] = one.key
            if one.key not in reading.sketches:
                reading.touch(_plain(one, 0.5), name.first, name.last, head, mention=False)
            reading.at[head] = None
        return None
    if one.sort == "metonym" and is_located(parse, head):
        return None
    if one.sort == "adjective":
        nominal = parse.deps[head] not in {"amod", "compound", "nmod", "poss"} and name.first > 0
        if nominal and parse.words[name.first - 1].lower() == "the" and parse.tags[head] != "JJ":
            return _plain(one, 0.7)._replace(form="nominal")
        reading.touch(_plain(one, 0.9), name.first, name.last, head, mention=False)
        for token in range(name.first, name.last):
            reading.states[token] = one.key
        return None
    forms = {"capital": "metonym", "metonym": "metonym", "people": "nominal"}
    form = "acronym" if one.acronym else forms.get(one.sort, "name")
    found = _plain(one, 0.85 if one.sort == "capital" else 0.95)
    return found._replace(form=form, plural=one.sort == "people")  # type: ignore[arg-type]


def _is_seat(reading: Reading, name: Name, sort: str) -> bool:
    """True for the town right behind a mission or a government: "the embassy in Lima", "its consulate in Bonn"."""
    noun = name.first - 2
    if noun < 0 or reading.words[name.first - 1] not in {"in", "to"}:
        return False
    lemma = reading.parse.lemmas[noun].lower()
    return lemma in world.grammar("mission") or (
        sort == "capital" and lemma in world.grammar("sits in a capital")
    )


def _plain(one: Known, certainty: float) -> Found:
    return Found(one.key, one.name, one.type, one.country, one.sector, "name", certainty, one.wikidata)


def _choose(readings: tuple[Known, ...], strong: frozenset[str]) -> Known | None:
    """The reading to take: a weak name needs its body, or its country, named elsewhere in the report."""
    sure = [one for one in readings if not one.weak]
    likely = [one for one in readings if one.key in strong or f"state:{one.country}" in strong]
    if len(sure) > 1 and likely:
        named = [one for one in likely if one.key in strong and not one.weak]
        return next(iter(named or [one for one in likely if not one.weak]), sure[0])
    return sure[0] if sure else next(iter(likely), None)


def _body(reading: Reading, name: Name) -> Found | None:
    """A body nobody listed, known by a word in its name ("Acme Corp", "Lund University")."""
    words = [reading.words[i] for i in range(name.first, name.last)]
    table = world.name_words("org")
    order = words if "of" in words or "for" in words else [words[-1], *words[:-1]]
    entry = next((table[word.lower()] for word in order if word.lower() in table), None)
    if entry is not None and entry.type == "government" and any(w.lower() in PRESS for w in words):
        entry = None
    kind, sector = (entry.type or "other", entry.sector) if entry else ("media", "JRN")
    if is_headline(reading.parse, name.first):
        return None
    known = world.name_table().get(words[0], ())
    country = next(
        (r[0].country for pieces, r in known if pieces == (words[0],) and r[0].sort != "body"), None
    )
    text = reading.parse.text_of(name.first, name.last)
    return Found(f"org:{text.lower()}", text, kind, country, sector, "name", 0.7)


def _unknown(reading: Reading, name: Name, head: int) -> Found | None:
    """A name that is neither listed nor a person's: an actor only when it speaks, or spells a body's initials."""
    parse = reading.parse
    text = parse.text_of(name.first, name.last)
    if name.last - name.first == 1 and text.isupper() and len(text) > 1:
        key = _initials(reading, text)
        if key is not None:
            return reading.sketches[key].found._replace(form="acronym")
    if (key := _short_form(reading, name)) is not None:
        return reading.sketches[key].found._replace(form="name", certainty=0.8)
    if text.lower() in world.grammar("role of a label"):
        return None
    if len(text.rstrip(".")) < 3 and text.rstrip(".") not in ("X", "UN"):
        return None
    before = parse.words[name.first - 1].lower() if name.first else ""
    if is_headline(parse, name.first) or before in {"a", "an"}:
        return None
    if (described := _described(reading, name, head)) is not None:
        return described
    speaks = parse.deps[head] == "nsubj" and parse.lemmas[parse.heads[head]] in world.speech_verbs()
    key = f"open:{text.lower()}"
    if not speaks and key not in reading.sketches:
        return None
    return Found(key, text, "other", None, None, "name", 0.5)


def _described(reading: Reading, name: Name, head: int) -> Found | None:
    """ "Popular Force, the party of ...", "the consultancy Teneo": the noun tells what body it is."""
    parse = reading.parse
    nouns = [kid for kid in parse.kids(head, "appos") if kid >= name.last]
    before = name.first - 1
    if name.first and parse.pos[before] == "NOUN" and name.first <= parse.heads[before] < name.last:
        nouns.append(before)
    for token in nouns:
        two = f"{parse.words[token - 1].lower()} {parse.lemmas[token].lower()}" if token else ""
        entry = world.noun().get(two) or world.noun().get(parse.lemmas[token].lower())
        if entry is None or entry.sort not in {"body", "outlet"} or parse.tags[token] != "NN":
            continue
        text = parse.text_of(name.first, name.last)
        vague = entry.type == "armed_group" and _framed(reading, name) is None
        kind, sector = ("other", None) if vague else (entry.type, entry.sector)
        return Found(f"org:{text.lower()}", text, kind, None, sector, "name", 0.7)
    return None


def _short_form(reading: Reading, name: Name) -> str | None:
    """ "the Post" after the New York Post: a body's last word with its article, or a company's first word."""
    if name.last - name.first != 1:
        return None
    word = reading.words[name.first]
    after_the = name.first > 0 and reading.words[name.first - 1].lower() == "the"
    for key, sketch in reversed(reading.sketches.items()):
        if key.startswith(("body:", "org:")) and sketch.aliases:
            parts = sketch.aliases[0].split()
            first = parts[0] == word and sketch.found.type in {"media", "company"}
            if len(parts) > 1 and (first or (after_the and parts[-1] == word)):
                return key
    return None


def _initials(reading: Reading, text: str) -> str | None:
    for key, sketch in reversed(reading.sketches.items()):
        if key.startswith(("org:", "ministry:")):
            words = sketch.aliases[0].split() if sketch.aliases else sketch.found.name.split()
            if "".join(word[0] for word in words if word[0].isupper()) == text:
                return key
    return None
