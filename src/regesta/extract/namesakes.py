"""Names of states that are also somebody's or something else's: a man called Jordan, Georgia in the South.

What comes in: a Parse, its words and its names. What goes out: the names, those that are no state settled.

"Atlanta, Georgia", "Peru, Indiana", "Michael Jordan ... Jordan", "the Gulf of Mexico" name no state of the world.
"""

from __future__ import annotations

import functools

import msgspec

from regesta.extract import world
from regesta.extract.names import Name
from regesta.extract.usage import is_located
from regesta.extract.world import Known
from regesta.lexicons import load
from regesta.lexicons.entries import PlaceName
from regesta.records import Parse

__all__ = ["elsewhere", "settled"]

STATELY = frozenset({"state", "capital"})
# Where "Georgia" is one of the fifty, and the state of the world it is not.
HOME, ABROAD = "USA", "GEO"


@functools.cache
def _regions() -> frozenset[str]:
    """Keys of the places that are parts of a state."""
    return frozenset(f"place:{place.name}" for place in load(PlaceName) if place.sort == "region")


def settled(parse: Parse, words: tuple[str, ...], found: list[Name]) -> list[Name]:
    """The names, with what looks like a state and is none told apart."""
    if not any(_one(name, STATELY) for name in found):
        return found
    found = _georgia(parse, words, found)
    bearers = _bearers(words, found)
    done = []
    for n, name in enumerate(found):
        if (one := _one(name, STATELY)) is None:
            done.append(name)
        elif _is_thing(words, name):
            done.append(Name(name.first, name.last, "thing"))
        elif (place := _town(words, found, n)) is not None:
            done.append(_as_place(name, one.name, place))
        else:
            done.append(_of_person(parse, words, name, bearers, found))
    return done


def elsewhere(words: tuple[str, ...], found: list[Name]) -> dict[str, str | None]:
    """Names of states that stand for another place all through a report -> the country of that place, if told."""
    places: dict[str, str | None] = {}
    stately: set[str] = set()
    for name in found:
        if name.sort != "known" or name.last - name.first > 1:
            continue
        text, one = words[name.first], name.readings[0]
        if one.sort in STATELY:
            stately.add(text)
        elif one.sort == "place" and text in _stately():
            places[text] = one.country if places.get(text, one.country) == one.country else None
    return {text: country for text, country in places.items() if text not in stately}


@functools.cache
def _stately() -> frozenset[str]:
    """Words that name a state or a capital."""
    return frozenset(
        first
        for first, names in world.name_table().items()
        for pieces, readings in names
        if pieces == (first,) and readings[0].sort in STATELY
    )


def _one(name: Name, sorts: frozenset[str]) -> Known | None:
    """The reading of a listed name that is first of all of one of these sorts."""
    return name.readings[0] if name.sort == "known" and name.readings[0].sort in sorts else None


def _as_place(name: Name, text: str, country: str | None) -> Name:
    return msgspec.structs.replace(name, readings=(Known(f"place:{text}", text, "place", country=country),))


def _is_thing(words: tuple[str, ...], name: Name) -> bool:
    """ "the Gulf of Mexico", "turkey farmer", "guinea pigs": called after a state, or like one."""
    low = [word.lower() for word in words[max(name.first - 2, 0) : name.last + 1]]
    here = min(name.first, 2)
    phrases = world.grammar("called like a state")
    return " ".join(low[here:]) in phrases or " ".join(low[: len(low) - 1]) in phrases


def _town(words: tuple[str, ...], found: list[Name], n: int) -> str | None:
    """ "Peru, Indiana": the country of the region right behind a town that is named like a state."""
    name = found[n]
    if n + 1 == len(found) or found[n + 1].first != name.last + 1 or words[name.last] != ",":
        return None
    region = _one(found[n + 1], frozenset({"place"}))
    if region is None or region.key not in _regions() or region.country == name.readings[0].country:
        return None
    listed = n > 0 and found[n - 1].last == name.first - 1 and words[name.first - 1] == ","
    end = found[n + 1].last
    goes_on = n + 2 < len(found) and found[n + 2].first == end + 1 and words[end] == ","
    closed = end == len(words) or not words[end][0].isalnum()
    if listed or goes_on or not closed:
        return None
    return region.country


def _bearers(words: tuple[str, ...], found: list[Name]) -> dict[str, bool]:
    """Words of persons' full names -> whether they are surnames."""
    known: dict[str, bool] = {}
    for name in found:
        if name.sort != "open" or not 2 <= name.last - name.first <= 3:
            continue
        if words[name.first].lower() not in world.given_names():
            continue
        known.setdefault(words[name.first], False)
        known[words[name.last - 1]] = True
    return known


def _of_person(
    parse: Parse, words: tuple[str, ...], name: Name, bearers: dict[str, bool], found: list[Name]
) -> Name:
    """ "Michael Jordan ... Jordan": the man's name, in a report that speaks of nothing Jordanian."""
    word = words[name.first]
    if name.last - name.first > 1 or word not in bearers or is_located(parse, name.first):
        return name
    if _speaks_of(words, found, name.readings[0].country, word):
        return name
    if not bearers[word]:
        alike = [one for one in found if words[one.first] == word]
        if alike[0].last - alike[0].first == 1:
            # "Israel closed the crossing. ... Israel Katz, the minister, said": nobody is called so before his name
            return name
    return Name(name.first, name.last, "open" if bearers[word] else "thing")


def _speaks_of(words: tuple[str, ...], found: list[Name], country: str | None, but: str) -> bool:
    """True where a report names something of a country by another word than `but`."""
    return any(
        name.sort == "known" and name.readings[0].country == country and words[name.first] != but
        for name in found
    )


def _georgia(parse: Parse, words: tuple[str, ...], found: list[Name]) -> list[Name]:
    """The one of the fifty states that is named like a state of the world, where the report is about it."""
    here = [n for n, name in enumerate(found) if _is_georgia(name)]
    if not here:
        return found
    abroad = _speaks_of(words, found, ABROAD, "Georgia")
    done = list(found)
    told = any(_behind_town(words, found, n) or _of_the_fifty(words, found[n]) for n in here)
    for n in here:
        country = _which(parse, words, found, n, abroad=abroad)
        if country == ABROAD and told and not abroad:
            # "in Georgia ... Georgia's governor"
            country = None if _is_around(found) else HOME
        if country != ABROAD:
            done[n] = _as_place(found[n], "Georgia", country)
    return done


def _is_georgia(name: Name) -> bool:
    one = _one(name, frozenset({"state"}))
    return one is not None and one.country == ABROAD


def _which(parse: Parse, words: tuple[str, ...], found: list[Name], n: int, *, abroad: bool) -> str | None:
    """The country of one "Georgia"; None where the report speaks of places around both."""
    name = found[n]
    if _behind_town(words, found, n):
        return HOME
    if abroad:
        return ABROAD
    if _of_the_fifty(words, name):
        return HOME
    sentence = parse.sentence_of[name.first]
    near = [other for other in found if parse.sentence_of[other.first] == sentence]
    for scope, sure in ((near, True), (found, False)):
        around = _is_around(scope)
        if _is_home(scope, regions=not sure):
            return None if around else HOME
        if around:
            return ABROAD
    behind = n > 0 and found[n - 1].last == name.first - 1 and words[name.first - 1] == ","
    return None if _is_home(found, regions=False) or (behind and found[n - 1].sort == "open") else ABROAD


def _of_the_fifty(words: tuple[str, ...], name: Name) -> bool:
    """ "Georgia's governor", "a sheriff from Georgia", "Rep. Lena Berg of Georgia"."""
    own, first = world.grammar("office of one of the fifty states"), name.first
    after = [word.lower() for word in words[name.last : name.last + 2]]
    if (after and after[0] in own) or (len(after) > 1 and after[0] == "'s" and after[1] in own):
        return True
    if first == 0 or words[first - 1] not in {"of", "from"}:
        return False
    before = {word.lower() for word in words[max(first - 6, 0) : first - 1]}
    return bool(before & own) and "bank" not in before


def _is_home(found: list[Name], *, regions: bool) -> bool:
    """True where names are of places in the country of the fifty; where all the world meets is no sign."""
    places = [one for name in found if (one := _one(name, frozenset({"place"}))) is not None]
    meeting = world.grammar("where all states meet")
    return any(
        one.country == HOME and one.name.lower() not in meeting and (not regions or one.key in _regions())
        for one in places
    )


def _is_around(found: list[Name]) -> bool:
    """True where names are of states that are spoken of with the Georgia abroad."""
    codes = world.grammar("around georgia")
    return any((name.readings[0].country or "").lower() in codes for name in found if name.sort == "known")


def _behind_town(words: tuple[str, ...], found: list[Name], n: int) -> bool:
    """ "Atlanta, Georgia", "in Athens, Georgia"."""
    if n == 0 or found[n - 1].last != found[n].first - 1 or words[found[n].first - 1] != ",":
        return False
    town = _one(found[n - 1], frozenset({"place", "capital"}))
    if town is None or town.country == ABROAD:
        return False
    before = words[found[n - 1].first - 1].lower() if found[n - 1].first else ""
    if town.sort == "place":
        return town.country == HOME and town.key not in _regions()
    return before in world.grammar("in a place") | {"from", "of"}
