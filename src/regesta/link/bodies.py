"""Bodies that reports name by country and noun: the keys by which they are the same.

What comes in: an actor that is no person. What goes out: its `Body`: the keys it shares with the same
body in other reports: its proper names, or country and kind ("Chinese embassy in Kabul").

A body noun without a country ("the foreign ministry") gives no key: it may be any country's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import msgspec

from regesta.lexicons import load
from regesta.lexicons.entries import ActorNoun, BodyNoun, State
from regesta.link.words import capitalised, function_words, stem, tokens
from regesta.records import Actor

FIGHTERS = re.compile(r"^(?:\w+ )?(?P<noun>\w+) (?:of|from) (?:the )?(?P<group>[A-Z].*)$")
HOST = re.compile(r"^(?P<noun>.+?) (?:in|to) (?P<host>.+)$")
SHORTEST = 3  # letters of a name that alone is enough


class Body(msgspec.Struct, frozen=True):
    """A body's keys; `host` is the country an embassy stands in, `open_host` true when not said."""

    keys: tuple[str, ...] = ()
    kind: str | None = None
    open_host: bool = False


@functools.cache
def _nouns() -> dict[str, BodyNoun]:
    return {" ".join(tokens(form)): entry for entry in load(BodyNoun) for form in entry.forms}


@functools.cache
def _country_names() -> dict[str, frozenset[str]]:
    """Country -> the words that stand for it, longest first when stripped."""
    table = {}
    for state in load(State):
        forms = (state.name, *state.aliases, *state.adjectives, *state.capitals)
        table[state.iso3] = frozenset(" ".join(tokens(form)) for form in forms)
    return table


@functools.cache
def _hosts() -> dict[str, str]:
    return {name: iso3 for iso3, names in sorted(_country_names().items()) for name in names}


@functools.lru_cache(maxsize=4096)
def is_country(name: str) -> bool:
    """True for a state's name."""
    plain = " ".join(tokens(name))
    return any(
        plain == " ".join(tokens(form)) for state in load(State) for form in (state.name, *state.aliases)
    )


def body_of(actor: Actor) -> Body:
    """The keys of an actor that is no person."""
    if actor.world:
        return Body()
    names = (actor.name, *actor.aliases)
    if actor.type == "armed_group" and (led := _led(names, actor)):
        return Body(keys=led, kind=actor.type)
    for name in names:
        if (found := _by_noun(name, actor.country)) is not None:
            return found
    keys = sorted({f"name:{plain}" for name in names if (plain := _proper(name, actor))})
    return Body(keys=tuple(keys))


def _led(names: Iterable[str], actor: Actor) -> tuple[str, ...]:
    """The group whose "fighters of the Valley Front" they are: what these do, it does."""
    found = set()
    for name in names:
        match = FIGHTERS.match(name)
        if match and stem(match["noun"].lower()) in _fighters() and " " in match["group"]:
            found.add(_proper(match["group"], actor))
    return tuple(sorted(f"name:{plain}" for plain in found if plain))


@functools.cache
def _fighters() -> frozenset[str]:
    own = (e for e in load(ActorNoun) if e.type == "armed_group" and e.sort == "person")
    return frozenset(stem(form) for entry in own for form in entry.forms)


def _by_noun(name: str, country: str | None) -> Body | None:
    plain = without_country(name, country)
    host = None
    match = HOST.match(plain)
    if match:
        plain, host = match["noun"], _hosts().get(match["host"])
        if host is None:
            return None
    noun = _nouns().get(plain)
    if noun is None or (match and not noun.hosted):
        return None
    if country is None:
        return Body(kind=noun.kind)
    if not noun.hosted:
        return Body(keys=(f"body:{country}:{noun.kind}",), kind=noun.kind)
    if host is None:
        return Body(kind=f"{country}:{noun.kind}", open_host=True)
    return Body(keys=(f"body:{country}:{noun.kind}:{host}",), kind=noun.kind)


def without_country(name: str, country: str | None) -> str:
    """A name or title without its article and the words for its country, in comparable form."""
    words = list(tokens(name))
    while words and words[0] in function_words():
        words.pop(0)
    plain = " ".join(words)
    for form in sorted(_country_names().get(country or "", ()), key=lambda form: (-len(form), form)):
        if plain.startswith(f"{form} "):
            return plain[len(form) + 1 :]
        if plain.endswith(f" of {form}"):
            return plain[: -len(form) - 4]
    return plain


def _proper(name: str, actor: Actor) -> str:
    """A proper name in comparable form, or nothing for a description."""
    words = [word for word in name.split() if word.lower() not in function_words()]
    if not words or not all(capitalised(word) for word in words):
        return ""
    plain = " ".join(tokens(" ".join(words)))
    if len(plain) < SHORTEST or (actor.type in ("ministry", "government") and not actor.country):
        return ""
    return plain


def spoken_of(text: str) -> frozenset[str]:
    """The countries a text names, by name, adjective or capital."""
    plain = f" {' '.join(tokens(text))} "
    return frozenset(
        iso3 for iso3, names in _country_names().items() if any(f" {name} " in plain for name in names)
    )


def hosted(body: Body) -> dict[str, str]:
    """Country and kind of an embassy -> the country it stands in, for a body whose report says so."""
    parts = [key.split(":") for key in body.keys if key.count(":") == 3]
    return {f"{country}:{kind}": host for _, country, kind, host in parts}
