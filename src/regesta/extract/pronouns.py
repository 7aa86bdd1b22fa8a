"""Which actor a pronoun stands for, when the report leaves no doubt.

What comes in: a Reading and the token of a pronoun. What goes out: an actor's key, or None.

"Wang met Muttaqi. He said ...": the subject, Wang. "Russia recalled its ambassador": Russia.
"""

from __future__ import annotations

from regesta.extract import world
from regesta.extract.grammar import conjuncts, excepted
from regesta.extract.reading import Reading
from regesta.extract.stage import subject_above
from regesta.records import Parse

__all__ = ["resolve_pair", "resolve_pronoun", "speaker_country"]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH = 12
# "sanctions on both", "ties with both": relations that one has with states and bodies.
TWOFOLD = frozenset({"with", "on", "between", "against"})


def resolve_pronoun(reading: Reading, i: int) -> str | None:
    """The key of the actor the pronoun at token `i` stands for."""
    word = reading.words[i].lower()
    if (gender := _gender(word)) is not None:
        return _person(reading, i, gender)
    if word in {"it", "its", "itself"}:
        key = _thing(reading, i, word)
        return None if key is not None and _heads_thing(reading, i, key) else key
    if word in {"they", "them", "their", "themselves"}:
        return _several(reading, i)
    if word in world.grammar("relative"):
        return _relative(reading, i)
    return None


def resolve_pair(reading: Reading, i: int) -> tuple[str, ...]:
    """The keys of the two that "both" and "they" stand for: "Ruto spoke with Berg. They agreed ...".

    The joint subject of the sentence before, else the only two persons it names; nobody where it speaks of
    several others too.
    """
    parse, word = reading.parse, reading.words[i].lower()
    if word not in {"they", "both", "them"} or not _may_be_pair(parse, i, word):
        return ()
    first = parse.sentences[parse.sentence_of[i]][0]
    if here := [t for t in range(first, i) if parse.deps[t] in SUBJECTS]:
        # "Oslo and Bern have no ties, and the border between them": those the sentence began with
        pair = _joint(reading, here[0]) if word != "they" and len(here) < 3 else ()
        others = (t for t in range(here[0] + 1, i) if parse.deps[t] != "conj" and len(_joint(reading, t)) > 1)
        # "A and B told C and D that the border between them ...": of whom, nobody can tell
        acting = parse.deps[i] not in SUBJECTS and len(here) == 1
        return () if acting or any(others) else pair
    before = reading.stage.turns_in_sentence(parse.sentence_of[i] - 1)
    subjects = [pair for token in _subjects_before(parse, i) if (pair := _joint(reading, token))]
    if subjects:
        return subjects[0] if len(subjects) == 1 else ()
    keys = dict.fromkeys(turn.key for turn in reversed(before) if turn.key.startswith("person:"))
    several = any(turn.plural or parse.tags[turn.token] in {"NNS", "NNPS"} for turn in before)
    quoted = i in reading.stage.quoted
    return tuple(keys) if len(keys) == 2 and not several and not quoted else ()


def _joint(reading: Reading, token: int) -> tuple[str, ...]:
    """The keys of a subject of two: "the two ministers", "Lima and Quito"."""
    if token in reading.groups:
        return reading.groups[token]
    row = [kid for kid in conjuncts(reading.parse, token) if kid == token or not excepted(reading.parse, kid)]
    keys = tuple(dict.fromkeys(key for kid in row if (key := reading.at[kid]) is not None))
    return keys if len(keys) == len(row) == 2 else ()


def _is_row(reading: Reading, token: int) -> bool:
    """True for a subject of several: "Lima, Quito and Sucre"."""
    row = [kid for kid in conjuncts(reading.parse, token) if not excepted(reading.parse, kid)]
    return sum(reading.at[kid] is not None for kid in row) > 1


def _may_be_pair(parse: Parse, i: int, word: str) -> bool:
    """True for a subject, and for "with both" and "between them"."""
    if parse.deps[i] in SUBJECTS:
        return word != "them"
    above = parse.lemmas[parse.heads[i]].lower()
    return parse.deps[i] == "pobj" and above in (
        TWOFOLD if word == "both" else {"between"} if word == "them" else ()
    )


def _subjects_before(parse: Parse, i: int) -> list[int]:
    sentence = parse.sentence_of[i] - 1
    if sentence < 0:
        return []
    return [t for t in range(*parse.sentences[sentence]) if parse.deps[t] in SUBJECTS]


def _gender(word: str) -> str | None:
    if word in world.grammar("male"):
        return "m"
    return "f" if word in world.grammar("female") else None


def _person(reading: Reading, i: int, gender: str) -> str | None:
    key = reading.stage.person(i, gender, _speakers(reading, i))
    if key is not None:
        reading.stage.genders.setdefault(key, gender)
    return key


def speaker_country(reading: Reading, i: int) -> str | None:
    """The country of whoever speaks the quotation around `i`, when its paragraph says who does."""
    parse = reading.parse
    quoted = reading.stage.quoted
    quotation = quoted.get(i)
    if quotation is None:
        return None
    first, last = parse.paragraphs[parse.paragraph_of[i]]
    verbs = [
        t
        for t in range(first, last)
        if parse.pos[t] == "VERB" and parse.lemmas[t] in world.speech_verbs() and t not in quoted
    ]
    for verb in sorted(verbs, key=lambda t: min(abs(t - quotation.first), abs(t - quotation.last))):
        for subject in parse.kids(verb, *SUBJECTS):
            return _country_below(reading, subject)
    return None


def _country_below(reading: Reading, subject: int) -> str | None:
    for token in reading.parse.subtree(subject):
        key = reading.at[token] or reading.person_at.get(token)
        if key is not None and (country := reading.country_of(key)) is not None:
            return country
        name = reading.name_at.get(token)
        if name is not None and name.sort == "known":
            return name.readings[0].country
    return None


def _speakers(reading: Reading, i: int) -> frozenset[str]:
    """Who speaks the quotation that `i` stands in, named in its sentence: "he" inside is another."""
    parse = reading.parse
    quotation = reading.stage.quoted.get(i)
    if quotation is None:
        return frozenset()
    first, last = parse.sentences[parse.sentence_of[quotation.first]]
    outside = [t for t in range(first, last) if not quotation.first <= t < quotation.last]
    return frozenset(key for t in outside if parse.deps[t] in SUBJECTS and (key := reading.at[t]) is not None)


def _thing(reading: Reading, i: int, word: str) -> str | None:
    """ "it" and "its": the nearest acting body or state above in the sentence, else the last subject."""
    parse = reading.parse
    if word == "it" and not _may_act(reading, i):
        return None
    if (topic := _topic(reading, i)) is not None:
        return topic
    if word == "it" and (wanter := _wanter(reading, i)) is not None:
        return _told(reading, wanter, one=True)
    for token in subject_above(parse, i):
        key = reading.at[token]
        if key is None or _is_row(reading, token):
            # "Oslo and Bern talk to Kabul without recognising its government": not theirs
            return None
        kind = reading.sketches[key].found.type
        if kind == "person" or _gender(parse.words[token].lower()) is not None:
            continue
        return None if kind == "population" or reading.sketches[key].found.plural else key
    sentence = parse.sentence_of[i]
    quoted = reading.stage.quoted
    for nearest in (sentence, sentence - 1):
        turns = [
            turn
            for turn in reading.stage.back(sentence, 1)
            if turn.subject and turn.sentence == nearest and (turn.token in quoted) == (i in quoted)
        ]
        keys = {
            turn.key
            for turn in turns
            if turn.type not in {"person", "population", "adjective"} and not turn.plural
        }
        if turns:
            return keys.pop() if len(keys) == 1 else None
    return None


def _heads_thing(reading: Reading, i: int, key: str) -> bool:
    """ "Rebels shelled the clinic, its director said": the director is not theirs."""
    parse = reading.parse
    office = parse.deps[i] == "poss" and parse.lemmas[parse.heads[i]].lower() in world.grammar(
        "heads a thing"
    )
    return office and reading.sketches[key].found.type in {"state", "armed_group"}


def _topic(reading: Reading, i: int) -> str | None:
    """ "As for Lima, it says ...": what the sentence is said to be about."""
    words = reading.words
    first = reading.parse.sentences[reading.parse.sentence_of[i]][0]
    if [word.lower() for word in words[first : first + 2]] != ["as", "for"]:
        return None
    comma = next((t for t in range(first + 2, i) if words[t] == ","), first)
    keys = {reading.at[t] for t in range(first + 2, comma)} - {None}
    key = keys.pop() if len(keys) == 1 else None
    return key if key is not None and reading.sketches[key].found.type != "person" else None


def _may_act(reading: Reading, i: int) -> bool:
    """Rules out "it is raining", "it was clear that": "it" must speak, will or do."""
    parse = reading.parse
    verb = parse.heads[i]
    if parse.deps[i] == "nsubj":
        if any(parse.lemmas[kid] in world.grammar("minded") for kid in parse.kids(verb, "acomp")):
            return True
        if parse.lemmas[verb] in world.grammar("done by nobody"):
            return False
        clause = any(parse.deps[kid] in {"acomp", "ccomp", "advcl", "xcomp"} for kid in parse.children[verb])
        is_be = parse.lemmas[verb] in {"be", "seem", "appear", "take"}
        return not (is_be and clause)
    return parse.deps[i] in {"dobj", "pobj", "dative"} and parse.lemmas[verb] in world.speech_verbs()


def _several(reading: Reading, i: int) -> str | None:
    parse = reading.parse
    if _met_others(reading, i):
        return None
    for token in subject_above(parse, i):
        key = reading.at[token]
        if key is None or _is_row(reading, token):
            # "Oslo and Bern pledged aid to their neighbour": of both, not of one named before
            return None
        if _plural(reading, key, token):
            return key
    if (key := _told(reading, i)) is not None:
        return key
    sentence = parse.sentence_of[i]
    here = {
        turn.key
        for turn in reading.stage.turns_in_sentence(sentence)
        if turn.key and turn.token < i and not turn.modifier and _plural(reading, turn.key, turn.token)
    }
    if here and _is_subordinate(parse, parse.heads[i]):
        # "thanked donors for what they gave": somebody of this very sentence
        return here.pop() if len(here) == 1 else None
    if parse.deps[i] not in SUBJECTS and _may_mean_things(reading, i):
        return None
    before = [turn for turn in reading.stage.back(sentence, 1) if turn.subject and turn.sentence < sentence]
    keys = {turn.key for turn in before if _plural(reading, turn.key, turn.token)}
    return keys.pop() if len(keys) == 1 else None


def _met_others(reading: Reading, i: int) -> bool:
    """ "thanked his hosts and asked them to pay": those thanked, whom the report may not name."""
    parse, verb = reading.parse, reading.parse.heads[i]
    if parse.deps[i] not in {"dobj", "dative"} or parse.deps[verb] != "conj":
        return False
    return any(parse.tags[kid] == "NNS" for kid in parse.kids(parse.heads[verb], "dobj"))


def _may_mean_things(reading: Reading, i: int) -> bool:
    """ "The navy stopped two tankers and freed their crews": those of the tankers, not of who acted before."""
    parse = reading.parse
    first = parse.sentences[parse.sentence_of[i]][0]
    return any(
        parse.tags[token] == "NNS" and reading.at[token] is None and token != parse.heads[i]
        for token in range(first, i)
    )


def _is_subordinate(parse: Parse, verb: int) -> bool:
    """True for a clause that hangs on a noun or on what somebody does, not on what he says."""
    said = parse.lemmas[parse.heads[verb]] in world.speech_verbs()
    return parse.deps[verb] in {"relcl", "advcl"} or (parse.deps[verb] == "ccomp" and not said)


def _wanter(reading: Reading, i: int) -> int | None:
    """The verb of "Oslo expects it to pay": "it" is somebody else than Oslo."""
    parse = reading.parse
    verb = parse.heads[i]
    to = any(parse.tags[kid] == "TO" for kid in parse.children[verb])
    return parse.heads[verb] if parse.deps[i] == "nsubj" and to and parse.heads[verb] < i else None


def _told(reading: Reading, i: int, *, one: bool = False) -> str | None:
    """ "Oslo told the rebels that their leader ...": those spoken to, several, or `one` body of them."""
    parse = reading.parse
    node = i if one else parse.heads[i]
    for _ in range(REACH):
        up = parse.heads[node]
        if parse.deps[node] == "ccomp" and parse.lemmas[up] in world.speech_verbs():
            for token in parse.kids(up, "dobj", "dative"):
                key = reading.at[token] if token < i else None
                body = key is not None and reading.sketches[key].found.type not in {"person", "population"}
                if key is not None and (body if one else _plural(reading, key, token)):
                    return key
        if up == node:
            break
        node = up
    return None


def _plural(reading: Reading, key: str, token: int) -> bool:
    found = reading.sketches[key].found
    return found.plural or found.type == "armed_group" or reading.parse.tags[token] == "NNS"


def _relative(reading: Reading, i: int) -> str | None:
    """ "the minister, who ...": the actor the clause hangs on."""
    parse = reading.parse
    verb = parse.heads[i]
    for _ in range(4):
        if parse.deps[verb] == "relcl":
            key = reading.at[parse.heads[verb]] if parse.heads[verb] < i else None
            human = key is not None and reading.sketches[key].found.type == "person"
            return None if human and reading.words[i].lower() in {"which", "that"} else key
        verb = parse.heads[verb]
    return None
