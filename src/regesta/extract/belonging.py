"""Which of the states and bodies in the words about a person are the person's own.

What comes in: a Reading and the words before or after a name. What goes out: a country and a sector, or None.

"the Peruvian foreign minister Ana Ruiz" is of Peru; "a friend of the Peruvian foreign minister", "the Peru
expert", "ambassador to Peru", "the Peruvian-born singer" may be of anywhere.
"""

from __future__ import annotations

from typing import NamedTuple

from regesta.extract import world
from regesta.extract.names import Name
from regesta.extract.people import Sighting
from regesta.extract.reading import Reading
from regesta.extract.roles import Office, title_head
from regesta.extract.world import Known

__all__ = ["Bearer", "background", "is_related", "tells"]

# The farthest a word may hang from the title it belongs to.
LONGEST_PATH = 8
RULING = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "OPP", "REL"})
STUDYING = frozenset({"EDU", "JRN"})
# Whose members are of its country.
NATIONAL = frozenset({"organ", "body", "outlet", "person", "people"})
WORKS_AT = frozenset({"at", "with", "in", "from", "of", "for"})
# How the parts of a noun phrase hang on its noun.
INNER = frozenset({"amod", "compound", "poss", "nmod", "conj", "det", "nummod"})


class Bearer(NamedTuple):
    """The title word at token `head` of words that begin at `first`, and the sector it tells."""

    head: int
    first: int
    sector: str | None


def background(reading: Reading, one: Sighting) -> tuple[str | None, str | None]:
    """Country and sector of a named person, as the words of an office tell them."""
    country, sector = _beside(reading, one.name)
    for office in (one.office, one.description):
        if office is None:
            continue
        bearer = _bearer(reading, office)
        tokens = list(range(office.first, office.last))
        if office.owner is not None:
            tokens.insert(0, office.owner)
        for token in tokens:
            if not tells(reading, bearer, token):
                continue
            name = reading.name_at.get(token)
            if token == office.owner and (owned := reading.country_of(reading.at[token])) is not None:
                country = country or owned
            if name is None or name.sort != "known" or name.readings[0].sort == "place":
                organ = reading.sketches.get(reading.at[token] or "")
                if organ is not None and organ.found.type in {"ministry", "government"}:
                    country, sector = country or organ.country, sector or organ.sector
                continue
            if name.readings[0].sort == "body":
                sector = sector or name.readings[0].sector
            country = country or name.readings[0].country
        if office.entry is not None:
            sector = sector or office.entry.sector
    return country, sector


def _bearer(reading: Reading, office: Office) -> Bearer:
    sector = office.entry.sector if office.entry is not None else None
    noun = world.noun().get(reading.parse.lemmas[office.head].lower())
    if office.entry is None and noun is not None:
        sector = noun.sector
    return Bearer(office.head, office.first, sector)


def is_related(reading: Reading, head: int) -> bool:
    """True for a noun that tells how somebody stands to another: ally, critic, neighbour."""
    return _is(reading, head, "stands towards another")


def tells(reading: Reading, bearer: Bearer, token: int) -> bool:
    """True where a name at `token` tells where the bearer of a title belongs."""
    head = bearer.head
    if _is_tied(reading, token):
        return False
    if (second := _second(reading, bearer, token)) is not None:
        return tells(reading, second, token)
    before = token < head
    owner = before and (token < bearer.first or _is_owners(reading, head, token))
    if _is(reading, head, "counterpart"):
        return (before and not owner) or _steps(reading, head, token) == ["from"]
    if is_related(reading, head):
        return before and not owner and _is_adjective(reading, token) and _has_other(reading, bearer)
    if owner:
        return not _is(reading, head, "held by another")
    return _before(reading, bearer, token) if before else _behind(reading, bearer, token)


def _is(reading: Reading, token: int, kind: str) -> bool:
    words = world.grammar(kind)
    return reading.words[token].lower() in words or reading.parse.lemmas[token].lower() in words


def _second(reading: Reading, bearer: Bearer, token: int) -> Bearer | None:
    """ "a governor and former Peruvian envoy": the title further on that the token belongs to."""
    last, found = bearer.head, None
    for at in reversed(_path(reading, bearer.head, token) or []):
        title = title_head(reading.parse, at)
        if title is None or reading.parse.deps[at] != "conj" or reading.parse.heads[at] != last:
            break
        last, found = at, Bearer(at, last + 1, title[1].sector)
    return found


def _is_owners(reading: Reading, head: int, token: int) -> bool:
    """True within the possessor of a title word: "Peru's ambassador", "the Peruvian president's friend"."""
    return any(reading.parse.deps[at] == "poss" for at in _path(reading, head, token) or ())


def _has_other(reading: Reading, bearer: Bearer) -> bool:
    """ "Putin's Belarusian ally", "an Iranian critic of the clergy": whom they stand towards is told."""
    parse, head = reading.parse, bearer.head
    after = reading.words[head + 1].lower() if head + 1 < len(parse) else ""
    owned = any(kid < head for kid in parse.kids(head, "poss"))
    return after in {"of", "to"} or owned


def _is_tied(reading: Reading, token: int) -> bool:
    """ "Peruvian-born", "Peruvian-American", "Peru-backed", "pro-Peruvian"; but "ex-Peruvian president"."""
    parse, words = reading.parse, reading.words
    name = reading.name_at.get(token)
    first, last = (name.first, name.last) if name is not None else (token, token + 1)
    if last < len(words) and words[last] == "-" and parse.starts[last] == parse.ends[last - 1]:
        return True
    if first < 2 or words[first - 1] != "-" or parse.ends[first - 1] != parse.starts[first]:
        return False
    return words[first - 2].lower() not in world.grammar("tied to a time")


def _known(reading: Reading, token: int) -> Known | None:
    name = reading.name_at.get(token)
    return name.readings[0] if name is not None and name.sort == "known" else None


def _is_adjective(reading: Reading, token: int) -> bool:
    """ "Peruvian", and the names that serve as adjectives ("United States", "UK")."""
    name = reading.name_at.get(token)
    if name is None or name.sort != "known":
        return False
    text = " ".join(reading.words[name.first : name.last]).lower()
    return any(one.sort == "adjective" for one in name.readings) or text in world.grammar("name as adjective")


def _before(reading: Reading, bearer: Bearer, token: int) -> bool:
    """ "Peruvian", "Peru", "Lima", "Interpol" before a title word."""
    one, name = _known(reading, token), reading.name_at.get(token)
    if one is None or name is None:
        return not _is_narrow(reading, bearer)
    between = range(name.last, bearer.head)
    nouns = [i for i in between if reading.parse.pos[i] in {"NOUN", "PROPN"} and _known(reading, i) is None]
    organ = any(_is_national(reading, i, {"organ"}) for i in nouns)
    if one.sort == "body":
        return not _is_narrow(reading, bearer) or one.type in {"media", "company", "ngo"}
    if one.sort == "metonym":
        return not _is_narrow(reading, bearer)
    if _is_adjective(reading, token):
        if _is(reading, bearer.head, "held by another"):
            # "an Afghan hostage"; not "an Afghan war veteran"
            return not nouns
        belongs = organ or all(_is_national(reading, i, {"organ", "body", "outlet"}) for i in nouns)
        return belongs or not (bearer.sector in STUDYING | {"OPP"} or _is(reading, bearer.head, "sent out"))
    if organ and one.sort in {"state", "capital", "place"}:
        return not _is_narrow(reading, bearer) and not _is(reading, bearer.head, "sent out")
    if one.sort in {"capital", "place"}:
        direct = reading.parse.heads[token] == bearer.head or name.last == bearer.head
        return direct and (
            _is(reading, bearer.head, "of a town") or _is(reading, bearer.head, "office of a government")
        )
    if not _is(reading, bearer.head, "rules a state"):
        return False
    minister = _is(reading, bearer.head, "has a portfolio")
    return minister or all(_is_national(reading, i, NATIONAL) or _is_title(reading, bearer, i) for i in nouns)


def _is_narrow(reading: Reading, bearer: Bearer) -> bool:
    """ "a Kremlin historian", "a Taliban hostage": of whom they write, or by whom they are held."""
    return bearer.sector in STUDYING or _is(reading, bearer.head, "held by another")


def _is_title(reading: Reading, bearer: Bearer, token: int) -> bool:
    """ "prime" of "Prime Minister"."""
    last = reading.words[bearer.head].lower()
    here = tuple(word.lower() for word in reading.words[token : bearer.head + 1])
    return any(pieces == here for pieces, _ in world.title().get(last, ()))


def _is_national(reading: Reading, token: int, sorts: frozenset[str] | set[str]) -> bool:
    """A noun for what a state or its people run: "army", "parliament", "newspaper"."""
    entry = world.noun().get(reading.words[token].lower()) or world.noun().get(
        reading.parse.lemmas[token].lower()
    )
    return entry is not None and entry.sort in sorts


def _is_run(reading: Reading, token: int) -> bool:
    """A noun for what belongs to the country its adjective names: "the Kenyan parliament", "a Kenyan bank"."""
    if _is_national(reading, token, NATIONAL):
        return True
    entry = world.name_words("org").get(reading.words[token].lower())
    return entry is not None and entry.sector != "NGO"


def _path(reading: Reading, head: int, token: int) -> list[int] | None:
    """The tokens from `token` up to the title word, which is left out; None when it hangs elsewhere."""
    parse, at = reading.parse, token
    path: list[int] = []
    for _ in range(LONGEST_PATH):
        if at == head:
            return path
        path.append(at)
        at = parse.heads[at]
    return None


def _steps(reading: Reading, head: int, token: int) -> list[str]:
    """The prepositions between a token and the title word it hangs on, the title's own last."""
    path = _path(reading, head, token) or ()
    return [reading.words[at].lower() for at in path if reading.parse.deps[at] == "prep"]


def _behind(reading: Reading, bearer: Bearer, token: int) -> bool:
    """ "of Peru", "of the Peruvian army", "at Interpol", "of an institute in Peru" behind a title word."""
    parse = reading.parse
    one, head = _known(reading, token), bearer.head
    if _is_seat(reading, token):
        return True
    path = _path(reading, head, token)
    if path is None or _is(reading, head, "held by another") or _is_others(reading, path):
        return False
    steps = _steps(reading, head, token)
    top = steps[-1] if steps else ""
    if top not in WORKS_AT and not (top == "on" and bearer.sector == "JUD"):
        return top == "to" and _serves(reading, bearer, path)
    noun = next((at for at in path if parse.deps[at] not in INNER), token)
    name = reading.name_at.get(token)
    if one is None or one.sort == "body":
        return len(steps) < 3 and _works_for(reading, bearer, top, one)
    direct = name is not None and name.first <= noun < name.last
    if direct:
        return _is_of(reading, bearer, steps, top)
    if len(steps) > 1 and (set(steps) != {"of"}):
        return False
    if top in {"of", "for"} and (bearer.sector in STUDYING or (top == "for" and not _speaks(reading, head))):
        return bearer.sector == "JRN" and _is_national(reading, noun, {"outlet"})
    if parse.deps[token] == "poss" and parse.pos[noun] == "PROPN" and _is(reading, head, "holds a post"):
        return True
    if _is_adjective(reading, token) or parse.deps[token] == "poss" or one.sort == "people":
        return _is_run(reading, noun)
    return _is_national(reading, noun, {"organ"})


def _is_of(reading: Reading, bearer: Bearer, steps: list[str], top: str) -> bool:
    """ "president of Peru", "a nurse from Peru", "minister of trade of Peru"; not "minister for Europe"."""
    head = bearer.head
    if len(steps) > 1:
        return steps[0] == "of" and set(steps) <= {"of", "for"} and _is(reading, head, "has a portfolio")
    if top == "from":
        # "a nurse from Peru"; not "a nurse on loan from Peru"
        return reading.words[head + 1].lower() == "from" and not _is(reading, head, "went away")
    if top == "for":
        return _speaks(reading, head)
    return top == "of" and (bearer.sector in RULING or _is(reading, head, "holds a post"))


def _works_for(reading: Reading, bearer: Bearer, top: str, one: Known | None) -> bool:
    """A body, listed or an organ of a state, that the bearer of the title works for."""
    if bearer.sector in STUDYING:
        own = top in {"at", "with", "from"} or one is None or one.type in {"media", "ngo", "company"}
        return own and not (top == "of" and bearer.sector == "EDU")
    if top != "for" or bearer.sector in RULING or _speaks(reading, bearer.head):
        return True
    return bearer.sector is None and one is not None and one.type == "party"


def _speaks(reading: Reading, head: int) -> bool:
    return _is(reading, head, "speaks for another")


def _serves(reading: Reading, bearer: Bearer, path: list[int]) -> bool:
    """ "an adviser to the Peruvian president": whoever serves a holder of an office of state."""
    if not _is(reading, bearer.head, "serves another"):
        return False
    noun = next((at for at in path if reading.parse.deps[at] not in INNER), path[0])
    return _is(reading, noun, "rules a state")


def _is_others(reading: Reading, path: list[int]) -> bool:
    """ "a mayor and critic of Peru": what the phrase stands behind is not the title it is hung on."""
    prepositions = [at for at in path if reading.parse.deps[at] == "prep" and at > 0]
    return bool(prepositions) and is_related(reading, prepositions[-1] - 1)


def _is_seat(reading: Reading, token: int) -> bool:
    """ "director of the Fjord Institute in Norway": where the body right before "in" has its seat."""
    name = reading.name_at.get(token)
    if name is None or name.first < 2 or reading.words[name.first - 1].lower() != "in":
        return False
    before = name.first - 2
    body = reading.name_at.get(before)
    held = range(body.first, body.last) if body is not None and body.sort == "org" else (before,)
    return any(reading.words[i].lower() in world.grammar("seated in its country") for i in held)


def _beside(reading: Reading, name: Name) -> tuple[str | None, str | None]:
    """Country and sector right beside a name: "Hungary's Viktor Orban", "Bola Tinubu of Nigeria", "the EU's Berg"."""
    parse = reading.parse
    beside = []
    if name.first > 1 and parse.tags[name.first - 1] == "POS":
        beside.append(name.first - 2)
    if name.last + 1 < len(parse) and parse.words[name.last] == "of":
        beside.append(name.last + 1)
    for token in beside:
        one = _known(reading, token)
        if one is not None and one.sort == "state":
            return one.country, None
        if one is not None and one.sort == "body" and one.type == "igo":
            return None, one.sector
    return None, None
