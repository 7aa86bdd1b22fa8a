"""Offices without a name and who bears them: "its ambassador to Peru", later "Ambassador Ivan Petrov".

What comes in: a Reading, and a phrase or a named person. What goes out: roles noted, descriptions merged
with the person they turn out to describe.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.belonging import is_related
from regesta.extract.phrases import Phrase, phrase_at
from regesta.extract.qualifiers import core_words, owners
from regesta.extract.reading import Reading, Sketch
from regesta.extract.roles import Office, title_head
from regesta.records import ActorRole

__all__ = ["heads_diplomacy", "merge_description", "note_headship", "note_office"]

SMALL = frozenset({"DET", "PRON", "PART", "PUNCT", "NUM"})


def note_office(reading: Reading, phrase: Phrase, key: str) -> None:
    """ "The rebels' chief negotiator": an unnamed person's office is a role, and may find its bearer later."""
    parse = reading.parse
    if not key.startswith("nominal:") or phrase.plural or reading.sketches[key].found.type != "person":
        return
    if title_head(parse, phrase.head) is None:
        return
    if phrase.owner is not None or phrase.definite:
        reading.sole.add(key)
    first = phrase.first if phrase.owner is None else phrase.owner + 1
    while first < phrase.head and parse.pos[first] in SMALL:
        first += 1
    title = parse.text_of(first, phrase.last)
    sketch = reading.sketches[key]
    if title not in {role.title for role in sketch.roles}:
        related = is_related(reading, phrase.head)
        owner = reading.at[phrase.owner] if phrase.owner is not None and not related else None
        organisation = reading.sketches[owner].found.name if owner else None
        span = parse.span(phrase.first, phrase.last)
        sketch.roles.append(ActorRole(title=title, organisation=organisation, evidence=(span,)))


def merge_description(reading: Reading, key: str, office: Office) -> None:
    """What an office described before its bearer was named now stands for the bearer.

    With the same country, or, where the name comes without one, when a single bearer was spoken of.
    """
    core = core_words(reading, office.first, office.last)
    sketch = reading.sketches[key]
    names = [core, *sorted(world.grammar("top diplomat") if heads_diplomacy(core) else ())]
    if sketch.country:
        for name in names:
            if (described := f"nominal:{name}:{sketch.country}") in reading.sketches:
                reading.merge(described, key)
        return
    found = [
        one
        for one in sorted(reading.sole & reading.sketches.keys())
        if one.rpartition(":")[0] == f"nominal:{core}" and reading.sketches[one].country
    ]
    if len(found) == 1 and _is_one(reading.sketches[found[0]]):
        reading.merge(found[0], key)


def _is_one(sketch: Sketch) -> bool:
    """False for "its ambassador to Peru" and "its ambassador to Chile": two bearers under one description."""
    longest = max((role.title for role in sketch.roles), key=len, default="")
    return all(longest.startswith(role.title) for role in sketch.roles)


def heads_diplomacy(title: str) -> bool:
    """True for a title whose bearer is a country's top diplomat."""
    return any(title.endswith(name) for name in world.grammar("head of diplomacy"))


def note_headship(reading: Reading, sketch: Sketch, head: int) -> None:
    """ "Berg headed Interpol": a role told by a verb, not by a title."""
    parse = reading.parse
    verbs = [parse.heads[head]] if parse.deps[head] == "nsubj" else []
    who = [kid for kid in parse.kids(head, "relcl") if _own_subject(reading, kid)]
    for verb in (*verbs, *who):
        denied = any(parse.tags[kid] == "MD" or parse.deps[kid] == "neg" for kid in parse.children[verb])
        if denied or parse.lemmas[verb] not in world.grammar("to head a body"):
            continue
        for thing in (kid for kid in parse.kids(verb, "dobj") if kid > verb):
            name = reading.name_at.get(thing)
            if name is not None and name.sort == "known" and name.readings[0].sort == "body":
                evidence = (parse.span(min(head, verb), name.last),)
                body = name.readings[0].name
                sketch.roles.append(ActorRole(title="head", organisation=body, evidence=evidence))
            elif (phrase := phrase_at(parse, thing)) is not None and phrase.entry.sort == "organ":
                _heads_organ(reading, sketch, min(head, verb), phrase)


def _own_subject(reading: Reading, verb: int) -> bool:
    """True for "Berg, who heads the bank"; not for "Berg, whose brother heads it"."""
    return any(reading.words[kid].lower() in {"who", "that"} for kid in reading.parse.kids(verb, "nsubj"))


def _heads_organ(reading: Reading, sketch: Sketch, first: int, phrase: Phrase) -> None:
    """ "who heads Peru's central bank": the office is of the bank, and of its country."""
    parse = reading.parse
    name = reading.name_at.get(phrase.head)
    last = max(phrase.last, name.last) if name is not None else phrase.last
    start = phrase.first if phrase.owner is None else phrase.owner + 1
    while start < phrase.head and parse.pos[start] in SMALL:
        start += 1
    title = ActorRole(
        title="head", organisation=parse.text_of(start, last), evidence=(parse.span(first, last),)
    )
    sketch.roles.append(title)
    sketch.country = sketch.country or owners(reading, phrase)[1]
    sketch.sector = sketch.sector or phrase.entry.sector
