"""How a listed name is used in its sentence: a capital as a government or as a place.

What comes in: a Parse and the token that carries the name. What goes out: True for an actor.

"Beijing said it would wait" is a government; "talks in Beijing", "Kabul fell" are places.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.names import Name
from regesta.records import Parse

__all__ = ["is_actor", "is_located", "is_strong"]

MAX_CHAIN = 6


def is_actor(parse: Parse, head: int) -> bool:
    """True when a capital at token `head` speaks or acts for its government."""
    for _ in range(MAX_CHAIN):
        if parse.deps[head] != "conj":
            break
        head = parse.heads[head]
    if _opens_dateline(parse, head) or _is_surname(parse, head):
        return False
    dep, up = parse.deps[head], parse.heads[head]
    if dep == "nsubj":
        return parse.lemmas[up] not in world.grammar("done by a place")
    if dep == "poss":
        return True
    if dep in {"dobj", "dative"}:
        return parse.lemmas[up] not in world.grammar("done to a place")
    if dep == "agent":
        return True
    if dep == "pobj":
        word = parse.words[up].lower()
        if word == "on":
            return parse.pos[parse.heads[up]] == "VERB" and parse.lemmas[parse.heads[up]] == "call"
        if word == "from":
            return parse.lemmas[parse.heads[up]] in world.grammar("from an actor")
        if word == "to":
            return parse.lemmas[parse.heads[up]] in world.grammar("to an actor")
        return word in world.grammar("towards an actor")
    return dep == "compound" and parse.lemmas[up] in world.grammar("office of a government")


def _is_surname(parse: Parse, head: int) -> bool:
    """ "Senator Lima", "Mr London": a person who bears the name of a capital."""
    before = head - 1
    if before < 0 or parse.heads[before] != head or parse.deps[before] != "compound":
        return False
    return parse.words[before].istitle() and parse.words[before].lower().rstrip(".") in world.title()


def _opens_dateline(parse: Parse, head: int) -> bool:
    """ "BAMAKO, Mali - ", "LIMA (Reuters) - ", "TIANJIN:" at the head of a paragraph."""
    first = parse.paragraphs[parse.paragraph_of[head]][0]
    if head - first > 2 or not parse.words[head].isupper() or head + 1 >= len(parse):
        return False
    return parse.words[head + 1] in {",", "(", "-", "–", "—", ":", "--", "/"}


def is_located(parse: Parse, head: int) -> bool:
    """True for a name after "in", "at", "near", "outside" or "to": a place here."""
    return parse.deps[head] == "pobj" and parse.words[parse.heads[head]].lower() in world.grammar(
        "in a place"
    )


def is_strong(parse: Parse, found: list[Name]) -> frozenset[str]:
    """Keys of the bodies and states that a report names beyond doubt."""
    del parse
    return frozenset(
        one.key.replace("people:", "state:")
        for name in found
        if name.sort == "known" and len({one.key.partition(":")[2] for one in name.readings}) == 1
        for one in name.readings
        if not one.weak
    )
