"""The world tables, compiled for look-up: states, places, bodies, titles, nouns for actors, given names.

What comes in: words of a report. What goes out: what the tables know about them.

    known(("Hong", "Kong"))[0].key      # "state:HKG"
"""

from __future__ import annotations

import functools
import re

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import (
    ActorGrammar,
    ActorNoun,
    Body,
    CueGroup,
    NameGender,
    NameWords,
    PlaceName,
    State,
    Title,
)

__all__ = ["Known", "gender_of", "name_table", "noun", "speech_verbs", "split", "state_name", "title"]

PIECES = re.compile(r"'s\b|-|(?:[^\s\-']|'(?!s\b))+")
Words = tuple[str, ...]


class Known(msgspec.Struct, frozen=True):
    """One reading of a name: `sort` is state, capital, metonym, people, adjective, body or place."""

    key: str
    name: str
    sort: str
    type: str = "other"
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    acronym: bool = False
    weak: bool = False


def split(name: str) -> Words:
    """The tokens a name falls into in a parse, curly apostrophes straightened."""
    return tuple(PIECES.findall(name.replace("’", "'")))


@functools.cache
def name_table() -> dict[str, tuple[tuple[Words, tuple[Known, ...]], ...]]:
    """First word -> the names that begin with it, longest first, each with its readings."""
    readings: dict[Words, list[Known]] = {}
    for state in load(State):
        _add_state(readings, state)
    for body in load(Body):
        _add_body(readings, body)
    for place in load(PlaceName):
        for name in (place.name, *place.aliases):
            if (words := split(name)) not in readings:
                readings[words] = [Known(f"place:{place.name}", place.name, "place", country=place.country)]
    table: dict[str, list[tuple[Words, tuple[Known, ...]]]] = {}
    for words, found in readings.items():
        table.setdefault(words[0], []).append((words, tuple(found)))
    return {
        first: tuple(sorted(names, key=lambda item: (-len(item[0]), item[0])))
        for first, names in table.items()
    }


def _add_state(readings: dict[Words, list[Known]], state: State) -> None:
    def put(names: tuple[str, ...], sort: str, kind: str = "state", sector: str = "GOV") -> None:
        for name in names:
            prefix = "people" if sort == "people" else "state"
            word = f"people of {state.name}" if sort == "people" else state.name
            short = name.replace(".", "").isupper() and len(name) < 7
            wikidata = None if sort == "people" else state.wikidata
            key = f"{prefix}:{state.iso3}"
            one = Known(key, word, sort, kind, state.iso3, sector, wikidata, short)
            readings.setdefault(split(name.removeprefix("the ")), []).append(one)

    put((state.name, *state.aliases), "state")
    put(state.capitals, "capital")
    put(state.metonyms, "metonym")
    put(state.adjectives, "adjective")
    plural = tuple(name for name in state.plural if name not in state.adjectives)
    singular = tuple(
        name for name in state.singular if name not in state.adjectives and name not in state.plural
    )
    put(plural, "people", "population", "CVL")
    put(singular, "adjective")


def _add_body(readings: dict[Words, list[Known]], body: Body) -> None:
    for name in dict.fromkeys((body.name, *body.aliases, *body.weak)):
        sector = body.sector
        words = split(name)
        one = Known(
            f"body:{body.key}",
            body.name.removeprefix("the "),
            "body",
            body.type,
            body.country,
            sector,
            body.wikidata,
            " " not in name and name.isupper() and name != body.name,
            name in body.weak,
        )
        readings.setdefault(words, []).append(one)
        if words[0] == "The" and len(words) > 1:
            readings.setdefault(words[1:], []).append(msgspec.structs.replace(one, weak=len(words) == 2))


@functools.cache
def state_name() -> dict[str, Known]:
    """ISO code -> the state's own reading."""
    found = {}
    for state in load(State):
        found[state.iso3] = Known(
            f"state:{state.iso3}", state.name, "state", "state", state.iso3, "GOV", state.wikidata
        )
    return found


@functools.cache
def adjective_of() -> dict[str, str]:
    """ISO code -> its usual adjective, for the names of organs ("Chinese foreign ministry")."""
    return {state.iso3: (state.adjectives or (state.name,))[0] for state in load(State)}


@functools.cache
def regions() -> dict[str, tuple[str, ...]]:
    """ISO code -> the adjectives of the parts of the world the state lies in."""
    return {state.iso3: state.regions for state in load(State)}


@functools.cache
def region_words() -> frozenset[str]:
    """All adjectives for parts of the world."""
    return frozenset(word for state in load(State) for word in state.regions)


@functools.cache
def title() -> dict[str, tuple[tuple[Words, Title], ...]]:
    """Last word -> the titles that end with it, longest first."""
    found: dict[str, list[tuple[Words, Title]]] = {}
    for entry in load(Title):
        for form in entry.forms:
            words = split(form)
            found.setdefault(words[-1], []).append((words, entry))
    return {
        last: tuple(sorted(names, key=lambda item: (-len(item[0]), item[0]))) for last, names in found.items()
    }


@functools.cache
def noun() -> dict[str, ActorNoun]:
    """Singular, in lower case -> what kind of actor it names."""
    found: dict[str, ActorNoun] = {}
    for entry in load(ActorNoun):
        for form in entry.forms:
            found.setdefault(form, entry)
    return found


@functools.cache
def gender_of() -> dict[str, str]:
    """Given name, in lower case -> f or m; names found with both are left out."""
    found: dict[str, str] = {}
    both = set()
    for entry in load(NameGender):
        for form in entry.forms:
            if found.setdefault(form, entry.gender) != entry.gender:
                both.add(form)
    return {form: gender for form, gender in found.items() if form not in both}


@functools.cache
def given_names() -> frozenset[str]:
    """All given names of the table, in lower case."""
    return frozenset(form for entry in load(NameGender) for form in entry.forms)


@functools.cache
def name_words(sort: str) -> dict[str, NameWords]:
    """Words of one sort -> their entry."""
    return {word: entry for entry in load(NameWords) if entry.sort == sort for word in entry.words}


@functools.cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subject speaks, thinks or wants: somebody, not something."""
    return frozenset(
        form
        for group in load(CueGroup)
        if group.pos == "verb" and group.sort != "evidence"
        for form in group.forms
        if " " not in form
    )


@functools.cache
def grammar(name: str) -> frozenset[str]:
    """The words that decide one thing ("in a place", "definite")."""
    return frozenset(word for entry in load(ActorGrammar) if entry.name == name for word in entry.words)
