"""Which capitalised names are persons, and which names are one person's.

What comes in: a Parse and its names. What goes out: `Person`s: all places where one is named, with the
offices the report gives.

"Zabihullah Mujahid ... Mujahid": one person. "Ashraf Ghani ... Ghani Baradar": two.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import msgspec

from regesta.extract import roles, world
from regesta.extract.layout import is_headline, speaker_labels
from regesta.extract.names import Name
from regesta.extract.roles import Office
from regesta.records import Parse

__all__ = ["Person", "Sighting", "name_head", "people", "trimmed"]

# From how strong a sign on a name nobody listed counts as a person; tuned on fixtures for precision.
ENOUGH = 0.55
ENOUGH_IN_HEADLINE = 0.9
MOST_WORDS = 5
# Words and marks from a name to the other name of its bearer, both included.
LONGEST_CUE = 8
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
MEETING = frozenset({"with", "by", "against", "between"})


class Sighting(NamedTuple):
    """One name that may be a person's, the signs for it and the offices found with it."""

    name: Name
    words: tuple[str, ...]
    score: float
    office: Office | None
    description: Office | None
    kin: bool = False


class Person(NamedTuple):
    """One person of the report: every sighting, and how sure we are that it is a person."""

    sightings: list[Sighting]
    certainty: float


def name_head(parse: Parse, first: int, last: int) -> int:
    """The token of first..last that hangs outside it (the last one when none does)."""
    for token in range(last - 1, first - 1, -1):
        if not first <= parse.heads[token] < last or parse.heads[token] == token:
            return token
    return last - 1


def people(parse: Parse, words: tuple[str, ...], found: list[Name]) -> list[Person]:
    """The persons among the names of a report."""
    alone = Counter(
        words[name.first].lower() for name in found if name.sort == "open" and name.last - name.first == 1
    )
    roles_of_labels = world.grammar("role of a label")
    candidates = [
        name
        for name in found
        if _possible(name)
        and words[name.last - 1].lower() not in roles_of_labels
        and not _is_phrase(words, name)
    ]
    seen = [_sighting(parse, words, name, alone) for name in candidates]
    persons: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    full = [one for one in seen if len(one.words) > 1 and _enough(parse, one)]
    relatives = {one.words for one in full if one.kin}
    for one in sorted(full, key=lambda one: (-len(one.words), one.name.first)):
        around = (*by_word.get(one.words[-1], ()), *by_word.get(one.words[0], ()))
        home = next((p for p in around if _within(one.words, p, relatives)), None)
        if home is not None:
            home.sightings.append(one)
            continue
        person = Person([one], one.score)
        persons.append(person)
        for word in one.words:
            by_word.setdefault(word, []).append(person)
    for one in seen:
        if len(one.words) == 1:
            _add_short(parse, one, persons, by_word)
    persons = _renamed(words, persons)
    for person in persons:
        person.sightings.sort(key=lambda one: one.name.first)
    return persons


def _renamed(words: tuple[str, ...], persons: list[Person]) -> list[Person]:
    """The persons, two of whom are one: "Eliecer Chamorro, better known as Antonio García"."""
    homes = list(persons)
    ends = {one.name.last: n for n, person in enumerate(persons) for one in person.sightings}
    for n, person in enumerate(persons):
        for one in person.sightings:
            for last in range(one.name.first - 1, max(one.name.first - LONGEST_CUE, 0), -1):
                between = " ".join(word.lower() for word in words[last : one.name.first] if word.isalpha())
                if last in ends and between in world.grammar("other name"):
                    home = homes[ends[last]]
                    if home is not homes[n]:
                        home.sightings.extend(homes[n].sightings)
                        homes = [home if other is homes[n] else other for other in homes]
                    break
    return list({id(person): person for person in homes}.values())


def trimmed(parse: Parse, words: tuple[str, ...], found: list[Name]) -> list[Name]:
    """The names, without the capitalised words before those that are complete without them."""
    bearers = {
        words[name.last - 1].lower()
        for name in found
        if name.sort == "open"
        and name.last - name.first > 1
        and words[name.first].lower() in world.given_names()
    }
    full = {_low(words, name) for name in found if name.sort == "open" and name.last - name.first > 1}
    return [_cut(parse, words, _trimmed(parse, words, name, bearers), full) for name in found]


def _low(words: tuple[str, ...], name: Name) -> tuple[str, ...]:
    return tuple(word.lower() for word in words[name.first : name.last])


def _cut(parse: Parse, words: tuple[str, ...], name: Name, full: set[tuple[str, ...]]) -> Name:
    """ "Crooked Anna Berg", "Anna Berg Quits" in a headline: cut to the name the report gives elsewhere."""
    size = name.last - name.first
    if name.sort != "open" or size < 3:
        return name
    low = _low(words, name)
    if low[0] not in world.given_names() and low[1] in world.given_names() and _in_title(parse, name.first):
        return msgspec.structs.replace(name, first=name.first + 1)
    if low[1:] in full and low[0] not in world.given_names() and low[1] in world.given_names():
        return msgspec.structs.replace(name, first=name.first + 1)
    if is_headline(parse, name.first):
        for last in range(size - 1, 1, -1):
            if low[:last] in full:
                return msgspec.structs.replace(name, last=name.first + last)
    return name


def _trimmed(parse: Parse, words: tuple[str, ...], name: Name, bearers: set[str]) -> Name:
    """ "Rival Anna Berg", "Meeting Berg": a capitalised word before a name that is complete without it."""
    size = name.last - name.first
    if name.sort != "open" or size < 2 or words[name.first].lower() in world.given_names():
        return name
    opens = name.first == parse.sentences[parse.sentence_of[name.first]][0]
    first = words[name.first].lower()
    loose = opens or first.endswith(".") or first.removesuffix("s") in world.title()
    full = loose and size > 2 and words[name.first + 1].lower() in world.given_names()
    surname = size == 2 and opens and words[name.last - 1].lower() in bearers
    return msgspec.structs.replace(name, first=name.first + 1) if full or surname else name


def _in_title(parse: Parse, first: int) -> bool:
    """ "Minister for Energy Lena Berg": the word at `first` ends the title, not begins the name."""
    before = first - 2 if parse.words[first - 1] == "the" else first - 1
    return (
        before > 0
        and parse.words[before] in {"of", "for"}
        and roles.title_head(parse, before - 1) is not None
    )


def _is_phrase(words: tuple[str, ...], name: Name) -> bool:
    """ "Member States": two capitals, and nobody's name."""
    phrase = " ".join(words[max(name.first - 1, 0) : name.last]).lower()
    return phrase in world.grammar("no name behind a title")


def _possible(name: Name) -> bool:
    if name.sort == "open":
        return True
    soft = name.sort == "known" and name.last - name.first == 1
    return soft and (name.readings[0].sort in {"place", "state", "adjective"} or name.readings[0].weak)


def _add_short(parse: Parse, one: Sighting, persons: list[Person], by_word: dict[str, list[Person]]) -> None:
    """A surname or given name alone joins the person who bears it, the one named last before it."""
    word = one.words[0]
    bearers = by_word.get(word, [])
    if bearers and not (
        one.name.sort == "known"
        and one.office is None
        and (one.name.readings[0].sort == "state" or parse.deps[one.name.first] in {"amod", "compound"})
    ):
        surname = [p for p in bearers if word in {p.sightings[0].words[-1], _family(p)}] or bearers
        named = [p for p in bearers if p.sightings[0].name.first < one.name.first]
        if named and not any(p in named for p in surname):
            # "Hugo Benítez Ayala ... Benítez said ... Carlos Benítez, no relation": who was named by then.
            surname = named
        _bearer(surname, one).sightings.append(one)
    elif (one.name.sort == "open" and _enough(parse, one)) or _is_titled(parse, one):
        person = Person([one], one.score)
        persons.append(person)
        by_word.setdefault(word, []).append(person)


def _is_titled(parse: Parse, one: Sighting) -> bool:
    """ "Secretary Austin", "Senator Lincoln": a title right before what would else be a place."""
    office = one.office
    if office is None or office.entry is None or office.last != one.name.first or one.name.sort != "known":
        return False
    return one.name.readings[0].sort == "place" and all(
        parse.words[token][0].isupper() for token in (office.head, one.name.first)
    )


def _family(person: Person) -> str:
    """The first word of a name that reports also use alone (family name first, as in China)."""
    words = person.sightings[0].words
    return words[0] if len(words) < 4 and words[0] not in world.given_names() else words[-1]


def _bearer(bearers: list[Person], one: Sighting) -> Person:
    """Of several with one surname, whom the report names in full most often, then the nearest."""
    token, gender = one.name.first, one.office.gender if one.office else None

    def rank(person: Person) -> tuple[int, bool, bool, int, int]:
        known = world.gender_of().get(person.sightings[0].words[0])
        wrong = 0 if gender is None or known == gender else 1 if known is None else 2
        full = [s.name.first for s in person.sightings if len(s.words) > 1]
        before = [first for first in full if first <= token]
        kin = person.sightings[0].kin
        return (
            wrong,
            not before,
            kin,
            -len(full),
            token - max(before) if before else full[0] if full else token,
        )

    return min(bearers, key=rank)


def _within(words: tuple[str, ...], person: Person, relatives: set[tuple[str, ...]]) -> bool:
    """True when `words` stand, in this order, in one of the person's fuller names.

    "Hassan Idriss said his son Omar Hassan Idriss ...": a relative's name is shared by nobody else.
    """
    for one in person.sightings:
        if one.words != words and (words in relatives or one.words in relatives):
            continue
        rest = iter(one.words)
        if all(word in rest for word in words):
            return True
    return False


def _enough(parse: Parse, one: Sighting) -> bool:
    return one.score >= (ENOUGH_IN_HEADLINE if is_headline(parse, one.name.first) else ENOUGH)


def _sighting(parse: Parse, words: tuple[str, ...], name: Name, alone: Counter[str]) -> Sighting:
    parts = tuple(words[i].lower() for i in range(name.first, name.last) if words[i] != "-")
    parts = parts or ("",)
    head = name_head(parse, name.first, name.last)
    office = roles.before(parse, name.first, name.last)
    description = roles.after(parse, head, name.last)
    if office is not None and description is None:
        # "Its spokesman, Brigadier Yusuf Adlan, said": a description before the title
        description = roles.introduced(parse, office.first)
    score = _score(parse, words, name, head, parts)
    if len(parts) > 1 and 0.3 <= score < 0.8 and alone[parts[-1]]:
        score = 0.8
    if office is not None and score > 0 and not _in_capitals(words, name, office):
        score = max(score, 0.95)
    placed = len(parts) == 1 and name.first and words[name.first - 1].lower() in world.grammar("stands in")
    if description is not None and placed and score < ENOUGH:
        # "the hospital in Rutshuru, its director, Jean Bello, said": Rutshuru is no director
        description = None
    if description is not None and 0.2 < score < 0.9:
        score = 0.9
    return Sighting(name, parts, score, office, description, _is_kin(parse, name))


def _in_capitals(words: tuple[str, ...], name: Name, office: Office) -> bool:
    """ "THE REFUGEE CRISIS": in a line of capitals no title makes a name of the word behind it."""
    whole = [*words[office.head : office.last], *words[name.first : name.last]]
    return len(words[office.head]) > 4 and all(word.isupper() for word in whole)


def _is_kin(parse: Parse, name: Name) -> bool:
    """ "his son Omar Idriss", "her brother, Omar Idriss,": another person than whoever was just named."""
    first = name.first - 2 if name.first and parse.words[name.first - 1] == "," else name.first - 1
    return first > 0 and parse.lemmas[first].lower() in world.grammar("kin")


def _score(parse: Parse, words: tuple[str, ...], name: Name, head: int, parts: tuple[str, ...]) -> float:
    size = len(parts)
    if size > MOST_WORDS or any(any(c.isdigit() for c in part) for part in parts):
        return 0.0
    if name.first + 1 < len(words) and words[name.first + 1] == ":" and name.first in speaker_labels(parse):
        return 0.85
    if size == 1 and (parts[0] in world.name_words("org") or parse.tags[name.first] == "NNPS"):
        return 0.0
    if len(parts[0]) == 1 and words[name.first + 1 : name.first + 2] == ("-",):
        return 0.0
    if size > 1 and size < 4 and parts[0] in world.name_words("family"):
        return 0.85
    if parts[0] in world.given_names():
        if size > 1:
            return 0.9
        speaks = parse.deps[head] == "nsubj" and parse.lemmas[parse.heads[head]] in world.speech_verbs()
        return 0.6 if speaks else 0.4
    if any(words[i].isupper() and len(words[i]) > 2 for i in range(name.first, name.last)):
        return 0.2
    before = words[name.first - 1].lower() if name.first else ""
    if before in {"the", "a", "an"}:
        return 0.2
    if any(
        parse.words[kid].lower() == "who"
        for verb in parse.kids(head, "relcl")
        for kid in parse.children[verb]
    ):
        return 0.9
    if parse.deps[head] in SUBJECTS and parse.lemmas[parse.heads[head]].lower() in world.speech_verbs():
        return 0.85 if size > 1 else 0.5
    if size == 1 or before in world.grammar("in a place"):
        return 0.3
    if parse.deps[head] in ACTING or (parse.deps[head] == "pobj" and before in MEETING):
        opens = name.first == parse.sentences[parse.sentence_of[name.first]][0]
        return 0.58 if size < 4 and not opens else 0.5
    return 0.4
