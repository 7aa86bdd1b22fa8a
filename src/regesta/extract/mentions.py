"""Parse -> Cast: the actors a report names, where it names them, and who each word stands for.

What comes in: a Parse. What goes out: a `Cast`: per-document Actor and Mention records and a lookup
from a token to the actor it stands for.

    cast(parse).actor_at(0)      # "Oslo will lift the ban" -> id of the actor Norway
"""

from __future__ import annotations

import msgspec

from regesta.extract.bearers import note_office
from regesta.extract.counts import counted_back, number_at
from regesta.extract.grammar import excepted
from regesta.extract.layout import is_headline
from regesta.extract.names import names, straight
from regesta.extract.namesakes import elsewhere, settled
from regesta.extract.naming import read_name, read_person
from regesta.extract.nominals import resolve, resolve_joint
from regesta.extract.people import Person, Sighting, people, trimmed
from regesta.extract.phrases import Phrase, phrase_at
from regesta.extract.pronouns import resolve_pair, resolve_pronoun
from regesta.extract.reading import Reading
from regesta.extract.usage import is_strong
from regesta.records import Actor, Mention, Parse

__all__ = ["Cast", "cast", "first_person"]

NAMED_ORGANS = frozenset({"ministry", "embassy", "central bank", "parliament"})
# Who may be one of "the three".
LISTED = frozenset({"state", "person", "party", "armed_group", "igo"})
SPEAKS_AS_BODY = frozenset(
    {"state", "government", "ministry", "party", "armed_group", "igo", "ngo", "company"}
)
# A UN envoy in Mali is of no state, and who "we" are to a bystander is anybody's guess.
SPEAKS_FOR_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})


class Cast(msgspec.Struct, frozen=True):
    """The actors of one document, and for each token the actor it stands for.

    `namesakes` are words that elsewhere name a state, and the country of the place they name here.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    at: tuple[str | None, ...] = ()
    groups: dict[int, tuple[str, ...]] = {}
    states: dict[int, str] = {}
    by_id: dict[str, Actor] = {}
    state_ids: dict[str, str] = {}
    namesakes: dict[str, str | None] = {}

    def actor_at(self, i: int) -> str | None:
        """The actor that token `i` stands for: as a name, a pronoun, or the head of its phrase."""
        return self.at[i] if i < len(self.at) else None

    def actors_at(self, i: int) -> tuple[str, ...]:
        """The actor of token `i` and of its conjuncts ("the World Bank and the IMF": two)."""
        if i in self.groups:
            return self.groups[i]
        one = self.actor_at(i)
        return (one,) if one else ()

    def actors_in(self, first: int, last: int) -> tuple[str, ...]:
        """The actors of tokens first..last (`last` exclusive), each once, in text order."""
        return tuple(dict.fromkeys(one for one in self.at[first:last] if one))

    def state_of(self, i: int) -> str | None:
        """The state an adjective or possessor points to ("Chinese" embassy -> China)."""
        return self.states.get(i)

    def is_press(self, actor_id: str) -> bool:
        """True for journalists and those they work for: what is said to them is said to all."""
        return self.actor(actor_id).type == "media" or self.actor(actor_id).sector == "JRN"

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id."""
        return self.by_id[actor_id]


def cast(parse: Parse) -> Cast:
    """The actors and mentions of one document."""
    words = straight(parse)
    found = trimmed(parse, words, settled(parse, words, names(parse, words)))
    reading = Reading(parse, words, found)
    person_at, office_heads = _persons(parse, people(parse, words, found))
    reading.person_at = {
        token: key for key, one, _ in person_at.values() for token in range(one.name.first, one.name.last)
    }
    strong = is_strong(parse, found)
    starts = {name.first: name for name in found}
    i = 0
    while i < len(words):
        if (person := person_at.get(i)) is not None:
            read_person(reading, *person)
            i = person[1].name.last
        elif (name := starts.get(i)) is not None and name.sort != "organ":
            if not read_name(reading, name, strong) and name.last - name.first == 1:
                _read_word(reading, i, office_heads)
            i = name.last
        else:
            _read_word(reading, i, office_heads)
            i += 1
    return msgspec.structs.replace(_finish(reading), namesakes=elsewhere(words, found))


def _persons(
    parse: Parse, persons: list[Person]
) -> tuple[dict[int, tuple[str, Sighting, Person]], frozenset[int]]:
    """First token of each name of a person -> who it is; and the title words before names."""
    at: dict[int, tuple[str, Sighting, Person]] = {}
    heads: set[int] = set()
    for number, person in enumerate(persons):
        for one in person.sightings:
            at[one.name.first] = (f"person:{number}", one, person)
            for office in (one.office, one.description):
                if office is not None:
                    heads.add(office.head)
    return at, frozenset(heads)


def _read_word(reading: Reading, i: int, office_heads: frozenset[int]) -> None:
    parse = reading.parse
    pos = parse.pos[i]
    if pos == "PRON" or parse.tags[i] in {"PRP$", "WP", "WDT", "WP$"}:
        key = resolve_pronoun(reading, i)
        if key is None and (pair := resolve_pair(reading, i)):
            reading.groups[i] = pair
        if key is not None:
            pronoun = reading.sketches[key].found._replace(form="pronoun", certainty=0.7, framing=None)
            reading.touch(pronoun, i, i + 1, i)
        return
    if pos == "NUM" and number_at(reading, i) is not None:
        if several := counted_back(reading, i, LISTED):
            reading.groups[i] = several
        return
    if pos not in {"NOUN", "PROPN"} or i in office_heads:
        return
    phrase = phrase_at(parse, i)
    if phrase is None or not _may_stand(reading, phrase):
        return
    if (key := _same_as_subject(reading, phrase)) is not None:
        reading.at[i] = key
        return
    phrase = _widened(reading, phrase)
    if len(joint := resolve_joint(reading, phrase)) > 1:
        keys = [reading.touch(one, phrase.first, phrase.last, i) for one in reversed(joint)]
        reading.groups[i] = tuple(reversed(keys))
        return
    resolved = resolve(reading, phrase)
    if resolved is not None:
        reading.touch(resolved, phrase.first, phrase.last, i)
        note_office(reading, phrase, resolved.key)


def _may_stand(reading: Reading, phrase: Phrase) -> bool:
    """A noun that only modifies another is no actor, unless it is an organ; nor is one in a headline."""
    parse, head = reading.parse, phrase.head
    if is_headline(parse, head) and phrase.entry.sort != "organ":
        return False
    if phrase.plural and not phrase.definite and phrase.owner is None and _is_told_of(parse, head):
        return False
    joined = parse.deps[head] == "nmod" and parse.kids(head, "cc")
    if parse.deps[head] in {"compound", "nmod", "amod", "npadvmod"} and not joined:
        if phrase.entry.sort != "organ" or phrase.entry.organ not in NAMED_ORGANS:
            return False
        qualified = phrase.first < head and reading.states.get(phrase.first) is not None
        return phrase.entry.organ == "ministry" or qualified or phrase.owner is not None
    return True


def _is_told_of(parse: Parse, head: int) -> bool:
    """ "Most were women and children": what somebody is, not somebody else."""
    while parse.deps[head] == "conj":
        head = parse.heads[head]
    return parse.deps[head] == "attr" and parse.lemmas[parse.heads[head]] == "be"


def _widened(reading: Reading, phrase: Phrase) -> Phrase:
    """A capitalised organ reaches as far as its name ("Ministry of Public Security")."""
    name = reading.name_at.get(phrase.head)
    first, last = phrase.first, phrase.last
    if name is not None and name.sort == "organ":
        first, last = min(first, name.first), max(last, name.last)
    while first > 0 and first == phrase.head:
        before = first - 1
        if reading.parse.pos[before] in {"ADJ", "NOUN"} and reading.parse.heads[before] in {
            phrase.head,
            reading.parse.heads[phrase.head],
        }:
            first = before
            continue
        break
    return msgspec.structs.replace(phrase, first=first, last=last)


def _same_as_subject(reading: Reading, phrase: Phrase) -> str | None:
    """ "Ali is a professor", "Hamas, a militant group": the phrase describes an actor just named."""
    parse, head = reading.parse, phrase.head
    up = parse.heads[head]
    if parse.deps[head] == "appos" and up < head:
        return reading.at[up]
    if parse.deps[head] == "attr" and not phrase.definite:
        subjects = parse.kids(up, "nsubj")
        return reading.at[subjects[0]] if subjects else None
    return None


def _finish(reading: Reading) -> Cast:
    actors, ids = reading.actors()
    at = tuple(ids[key] if key else None for key in reading.at)
    groups: dict[int, tuple[str, ...]] = {
        token: tuple(ids[key] for key in keys) for token, keys in reading.groups.items()
    }
    for token in _joined(reading.parse):
        members = [m for one in _conjuncts(reading.parse, token) for m in (groups.get(one) or (at[one],))]
        kept = tuple(dict.fromkeys(member for member in members if member))
        if len(kept) > 1:
            groups[token] = kept
    return Cast(
        actors=actors,
        mentions=reading.mentions(ids),
        at=at,
        groups=groups,
        states={token: ids[key] for token, key in reading.states.items()},
        by_id={actor.id: actor for actor in actors},
        state_ids={actor.country: actor.id for actor in actors if actor.type == "state" and actor.country},
    )


def _joined(parse: Parse) -> list[int]:
    """Tokens with a conjunct that are no conjunct themselves."""
    heads = {parse.heads[i] for i in range(len(parse)) if parse.deps[i] == "conj"}
    return sorted(token for token in heads if parse.deps[token] != "conj")


def _conjuncts(parse: Parse, token: int) -> list[int]:
    chain = [token]
    for one in chain:
        chain.extend(kid for kid in parse.kids(one, "conj") if not excepted(parse, kid))
    return chain


def first_person(cast: Cast, parse: Parse, i: int, speaker: str | None) -> str | None:
    """The actor a first-person word at `i` stands for, once its speaker is known.

    "I" and "my" are the speaker; "we" and "our" the body or state a speaker stands for, where known.
    At a noun owned by the first person ("our country"), the speaker's state.
    """
    if speaker is None or speaker not in cast.by_id:
        return None
    one = cast.actor(speaker)
    word = parse.words[i].lower()
    state = cast.state_ids.get(one.country or "")
    if word in {"i", "me", "my", "myself"}:
        return speaker if one.type == "person" else None
    if word in {"country", "nation", "homeland", "people"}:
        return state
    if one.type in SPEAKS_AS_BODY:
        return speaker
    return _stands_for(cast, one) or (state if one.sector in SPEAKS_FOR_STATE else None)


def _stands_for(cast: Cast, person: Actor) -> str | None:
    """The armed group or body of a person's office ("Taliban spokesman", "the UN's envoy")."""
    titles = f" {' '.join(f'{role.title} {role.organisation or str()}' for role in person.roles)} "
    titles = titles.replace("'s ", " ").replace("’s ", " ")
    for actor in cast.actors:
        if actor.type not in {"armed_group", "party", "igo", "ngo", "company"}:
            continue
        if any(f" {name} " in titles for name in (actor.name, *actor.aliases)):
            return actor.id
    return None
