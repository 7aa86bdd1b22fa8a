"""The unit that a counted noun gives: people, or the thing itself.

What comes in: a `Parse` and the noun a number counts. What goes out: "person" for refugees and Afghans, the noun's
lemma for other things ("clinic"), or None for what is no unit.
"""

from __future__ import annotations

import functools

from regesta.extract.amounts import role_words
from regesta.extract.units import units
from regesta.lexicons import load
from regesta.lexicons.entries import ActorNoun, State
from regesta.records import Parse

__all__ = ["is_demonym", "person_nouns", "unit_of"]


@functools.cache
def person_nouns() -> frozenset[str]:
    """Lemmas whose number is a number of people."""
    listed = {form for entry in load(ActorNoun) if entry.sort in ("person", "people") for form in entry.forms}
    return frozenset((listed | role_words("person")) - role_words("several_people"))


def unit_of(parse: Parse, noun: int) -> str | None:
    """The unit of what `noun` names."""
    lemma = parse.lemmas[noun].lower()
    if lemma in units().measure:
        return units().measure[lemma]
    if parse.words[noun].lower() in role_words("single"):
        # "19,000 head of cattle": animals, and no heads of state
        stock = (thing for kid in parse.kids(noun, "prep") for thing in parse.kids(kid, "pobj"))
        return next((parse.lemmas[thing].lower() for thing in stock), None)
    if lemma in person_nouns() or is_demonym(parse, noun):
        return "person"
    if parse.tags[noun] == "NNPS" or (parse.tags[noun] == "NNP" and parse.deps[noun] == "pobj"):
        return "person"
    if parse.tags[noun] == "NNP" or lemma in role_words("never"):
        return None
    return lemma if lemma.isascii() and lemma.replace("-", "").isalpha() else None


def is_demonym(parse: Parse, noun: int) -> bool:
    """ "four million Afghans", "20 Chinese"."""
    return parse.words[noun] in _peoples()


@functools.cache
def _peoples() -> frozenset[str]:
    """ "Afghans", "Chinese": the words for the people of a state, in the plural."""
    return frozenset(form for state in load(State) for form in (*state.plural, *state.adjectives))
