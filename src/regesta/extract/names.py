"""Capitalised names of a parse, cut into what the tables know, bodies, things and possible persons.

What comes in: a Parse. What goes out: `Name`s in text order, none overlapping another.

"Chinese Foreign Minister Wang Yi" gives the adjective "Chinese" and the unknown name "Wang Yi";
"George Washington University" gives one body, not a place; "Lloyd Austin" no city.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from regesta.extract import world
from regesta.extract.layout import is_headline, speaker_labels
from regesta.extract.world import Known
from regesta.records import Parse

__all__ = ["Name", "known_at", "names", "straight"]

# Parts of a run: what the tables know, a title, or words nobody has listed.
KNOWN, TITLE, OPEN = "known", "title", "open"
# Particles that open a name whatever their tag ("von der Leyen said").
PREFIXES = frozenset({"von", "van", "bin", "al"})
ENDS = frozenset({".", "!", "?", "”"})
LINKS = frozenset({"of", "for"})
PLACED = frozenset({"state", "capital"})
SOFT = frozenset({"state", "capital", "place", "adjective", "people"})


class Name(msgspec.Struct, frozen=True):
    """Tokens first..last (exclusive); `sort` is known, org, thing or open (perhaps a person)."""

    first: int
    last: int
    sort: str
    readings: tuple[Known, ...] = ()


class Part(NamedTuple):
    """A piece of a capitalised run."""

    first: int
    last: int
    label: str
    readings: tuple[Known, ...] = ()


class Scan(NamedTuple):
    """A parse, its straightened words, which of them are capitalised as names are, and persons named as towns are."""

    parse: Parse
    words: tuple[str, ...]
    caps: tuple[bool, ...]
    townly: frozenset[tuple[str, str]] = frozenset()


def straight(parse: Parse) -> tuple[str, ...]:
    """The words with straight apostrophes, as the tables write them."""
    return tuple(word.replace("’", "'") if "’" in word else word for word in parse.words)


def names(parse: Parse, words: tuple[str, ...]) -> list[Name]:
    """All names of a parse. `words` are its words with straight apostrophes."""
    sure = frozenset(
        words[i] for i in range(1, len(words)) if parse.pos[i] == "PROPN" and words[i - 1] not in ENDS
    )
    labels = speaker_labels(parse)
    caps = tuple(
        is_capital(parse, words, i) or i in labels or _opens(parse, words, i, sure) for i in range(len(words))
    )
    scan = Scan(parse, words, caps)
    runs: list[list[Part]] = []
    i, size = 0, len(words)
    while i < size:
        if not _begins(scan, i):
            i += 1
            continue
        end = _run_end(scan, i)
        parts = _parts(parse, words, i, end)
        runs.append(parts)
        i = max(end, parts[-1].last if parts else end)
    scan = scan._replace(townly=frozenset(pair for parts in runs for pair in _townly(parse, words, parts)))
    return [name for parts in runs for name in _joined(scan, parts)]


def _townly(parse: Parse, words: tuple[str, ...], parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Persons whose first name is a town's too, where a title shows them: "Minister Chanda Banda"."""
    for k, (town, name) in enumerate(itertools.pairwise(parts)):
        if town.label != KNOWN or name.label != OPEN or town.readings[0].sort != "place":
            continue
        if town.last - town.first > 1 or name.last - name.first > 2:
            continue
        head = parse.heads[name.last - 1]
        beside = parse.deps[name.last - 1] == "appos" and _title_at(words, head, head + 1) is not None
        if beside or (k > 0 and parts[k - 1].label == TITLE):
            yield words[town.first], words[name.first]


def known_at(words: tuple[str, ...], i: int) -> tuple[int, tuple[Known, ...]] | None:
    """The longest listed name that begins at token `i`: (its end, its readings)."""
    table = world.name_table()
    for pieces, readings in table.get(words[i], ()):
        if words[i : i + len(pieces)] == pieces:
            return i + len(pieces), readings
    word = words[i]
    if word.isupper() and len(word) > 3:
        for pieces, readings in table.get(word.capitalize(), ()):
            here = words[i : i + len(pieces)]
            if tuple(piece.upper() for piece in pieces) == tuple(w.upper() for w in here):
                return i + len(pieces), readings
    return None


def _listed(parse: Parse, words: tuple[str, ...], i: int) -> tuple[int, tuple[Known, ...]] | None:
    """A listed name at `i`, unless a hyphen ties it to a longer one ("Sun" in "Sun-hui")."""
    match = known_at(words, i)
    if match is None or match[0] + 1 >= len(words) or words[match[0]] != "-":
        return match
    after = match[0] + 1
    tied = parse.starts[match[0]] == parse.ends[match[0] - 1] and parse.pos[after] == "PROPN"
    return None if tied and words[after][0].islower() else match


def is_capital(parse: Parse, words: tuple[str, ...], i: int) -> bool:
    """A capitalised word that can be part of a name: no calendar word, no sentence opener."""
    word = words[i]
    if not word[0].isupper():
        return False
    if word.lower() in world.name_words("calendar"):
        return _is_surname(parse, words, i)
    if parse.pos[i] == "PROPN" or parse.tags[i].startswith("NNP"):
        return True
    if parse.pos[i] in {"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ"}:
        return False
    if is_headline(parse, i):
        return False
    return i != parse.sentences[parse.sentence_of[i]][0] and words[i - 1] not in {'"', "“", "‘", ":"}


def _opens(parse: Parse, words: tuple[str, ...], i: int, sure: frozenset[str]) -> bool:
    """A sentence opener that is a name elsewhere in the report, whatever the tagger makes of it here."""
    return words[i] in sure and i == parse.sentences[parse.sentence_of[i]][0]


def _is_surname(parse: Parse, words: tuple[str, ...], i: int) -> bool:
    """ "Theresa May", and "May" where it acts: a month that is a name."""
    before = words[i - 1] if i else ""
    if before[:1].isupper() and before.lower() in world.given_names():
        return True
    return parse.pos[i] == "PROPN" and parse.deps[i] in {"nsubj", "poss"} and words[i].lower() == "may"


def _begins(scan: Scan, i: int) -> bool:
    words, caps = scan.words, scan.caps
    word = words[i]
    if caps[i]:
        return True
    if word[0].isupper() or word in world.grammar("lower-case opening"):
        return known_at(words, i) is not None or _particle_starts(scan, i)
    return _particle_starts(scan, i)


def _particle_starts(scan: Scan, i: int) -> bool:
    parse, words, caps = scan[:3]
    low = world.name_words("particle")
    if words[i] not in low or (parse.pos[i] != "PROPN" and words[i] not in PREFIXES):
        return False
    after = i + 1
    while after < len(words) and (words[after] == "-" or words[after] in low):
        after += 1
    return after < len(words) and caps[after]


def _run_end(scan: Scan, i: int) -> int:
    parse, words, caps = scan[:3]
    last = parse.sentences[parse.sentence_of[i]][1]
    j = i
    while j < last:
        if caps[j] or j == i:
            if (match := _listed(parse, words, j)) is not None and match[0] <= last:
                j = match[0]
            else:
                j += 1
        elif (step := _bridge(scan, j, last)) is not None:
            j = step
        else:
            break
    return j


def _bridge(scan: Scan, j: int, last: int) -> int | None:
    """Where a run goes on after the small word at `j` ("bin Laden", "University of Oslo")."""
    parse, words, caps = scan[:3]
    word = words[j]
    if j + 1 >= last:
        return None
    if word == "-" and parse.starts[j] == parse.ends[j - 1] and parse.ends[j] == parse.starts[j + 1]:
        short = len(words[j + 1]) <= 5 and parse.pos[j + 1] == "PROPN"
        return j + 2 if caps[j + 1] or short else None
    if word in world.name_words("particle"):
        step = j + 1
        while step < last and (words[step] == "-" or words[step] in world.name_words("particle")):
            step += 1
        return step + 1 if step < last and caps[step] else None
    if word == "&" and caps[j + 1]:
        return j + 2
    if word in LINKS and _heads_body(words[j - 1]):
        step = j + 2 if words[j + 1] == "the" else j + 1
        return step + 1 if step < last and caps[step] else None
    if word == "and" and _names_one_body(scan, j, last):
        return j + 1
    if word == "'s" and j + 1 < last and _owner_of_body(scan, j, last):
        return j + 1
    return None


def _names_one_body(scan: Scan, j: int, last: int) -> bool:
    """ "National Defence and Security Council": "and" inside the name of one body."""
    parse, words, caps = scan[:3]
    if parse.deps[j - 1] not in {"compound", "amod", "nmod"} or not caps[j + 1]:
        return False
    if _is_organ(words[j - 1]) or words[j - 1].lower() in world.name_words("org"):
        return False
    if known_at(words, j - 1) is not None:
        return False
    step = j + 1
    while step < last and caps[step]:
        step += 1
    low = words[step - 1].lower()
    return step > j + 2 and (low in world.name_words("org") or _is_organ(low))


def _heads_body(word: str) -> bool:
    low = word.lower()
    if low in world.name_words("org"):
        return True
    entry = world.noun().get(low)
    return entry is not None and entry.sort == "organ" and entry.organ in {"ministry", "office", "court"}


def _owner_of_body(scan: Scan, j: int, last: int) -> bool:
    """ "George Washington University's Elliott School" is one body: a name, its owner, a school."""
    words, caps = scan.words, scan.caps
    before = words[j - 1].lower()
    if before not in world.name_words("org") or not caps[j + 1]:
        return False
    step = j + 1
    while step < last and caps[step]:
        step += 1
    return words[step - 1].lower() in world.name_words("org")


def _parts(parse: Parse, words: tuple[str, ...], first: int, last: int) -> list[Part]:
    parts: list[Part] = []
    i = first
    while i < last:
        if (match := _listed(parse, words, i)) is not None:
            part = Part(i, match[0], KNOWN, match[1])
        elif (end := _title_at(words, i, last)) is not None:
            part = Part(i, end, TITLE)
        elif parts and parts[-1].label == OPEN:
            parts[-1] = Part(parts[-1].first, i + 1, OPEN)
            i += 1
            continue
        else:
            part = Part(i, i + 1, OPEN)
        parts.append(part)
        i = part.last
    return parts


def _title_at(words: tuple[str, ...], i: int, last: int) -> int | None:
    for size in (4, 3, 2, 1):
        if i + size > last:
            continue
        low = tuple(word.lower() for word in words[i : i + size])
        if any(pieces == low for pieces, _ in world.title().get(low[-1], ())):
            return i + size
    return None


def _joined(scan: Scan, parts: list[Part]) -> list[Name]:
    """Names out of parts: listed words inside a longer name give way to it."""
    words = scan.words
    found: list[Name] = []
    k = 0
    while k < len(parts):
        part = parts[k]
        end = _joins(scan, parts, k)
        if end > k + 1:
            found.append(_open_name(words, part.first, parts[end - 1].last))
        elif part.label == KNOWN:
            found.append(Name(part.first, part.last, "known", part.readings))
        elif part.label == TITLE and _is_addressed(words, parts, k):
            found.append(Name(part.first, part.last, "open"))
        elif part.label == OPEN and not _is_title_part(words, parts, k):
            found.append(_open_name(words, part.first, part.last))
        k = end
    return [name for name in found if name.last > name.first]


def _is_addressed(words: tuple[str, ...], parts: list[Part], k: int) -> bool:
    """ "King" in "Mr. King said": a title word that is a surname."""
    if k == 0 or k != len(parts) - 1 or parts[k].last - parts[k].first != 1 or parts[k - 1].label != TITLE:
        return False
    low = words[parts[k].first - 1].lower()
    return any(pieces == (low,) and entry.address for pieces, entry in world.title().get(low, ()))


def _is_title_part(words: tuple[str, ...], parts: list[Part], k: int) -> bool:
    """ "Foreign" of "Foreign Minister": a short open part right before a title."""
    follows = k + 1 < len(parts) and parts[k + 1].label == TITLE
    return follows and _sort(words, parts[k].first, parts[k].last)[0] != "org"


def _joins(scan: Scan, parts: list[Part], k: int) -> int:
    """The end of the parts that make one name with part `k`."""
    parse, words = scan.parse, scan.words
    part, end = parts[k], k + 1
    if part.label == OPEN:
        if all(words[i].lower() in world.name_words("descriptor") for i in range(part.first, part.last)):
            return end
        if _heads_body(words[part.last - 1]) or _is_organ(words[part.last - 1]):
            return end
        opener = part.last - part.first == 1 and words[part.first].lower() not in world.given_names()
        placed = end < len(parts) and parts[end].label == KNOWN and parts[end].readings[0].sort in PLACED
        if opener and placed and part.first == parse.sentences[parse.sentence_of[part.first]][0]:
            return end
        while end < len(parts) and _gives_way(words, parts, end):
            end += 1
        return end
    if part.label == TITLE or end == len(parts) or parts[end].label != OPEN:
        return end
    following = parts[end]
    sort = _sort(words, part.first, following.last)[0]
    soft = part.readings[0].sort in SOFT and part.last - part.first == 1
    if soft and sort in {"org", "thing"} and not _is_organ(words[following.last - 1]):
        return end + 1
    pair = words[part.first], words[following.first]
    is_given = words[part.first].lower() in world.given_names() or pair in scan.townly
    if soft and sort == "open" and is_given and following.last - following.first <= 2:
        return end + 1
    return end


def _gives_way(words: tuple[str, ...], parts: list[Part], k: int) -> bool:
    part = parts[k]
    if part.label == OPEN:
        return True
    if part.label == TITLE:
        # "Martin Luther King": a title word that ends the run is part of the name after a given name.
        alone = k == len(parts) - 1 and part.last - part.first == 1
        return alone and words[parts[k - 1].first].lower() in world.given_names()
    soft = part.readings[0].sort in SOFT or part.readings[0].weak
    return soft and part.last - part.first == 1


def _is_organ(word: str) -> bool:
    entry = world.noun().get(word.lower())
    return entry is not None and entry.sort == "organ"


def _open_name(words: tuple[str, ...], first: int, last: int) -> Name:
    while last - first > 1 and words[last - 1] in {"of", "for", "the", "-"}:
        last -= 1
    sort, kept = _sort(words, first, last)
    return Name(kept, last, sort)


def _sort(words: tuple[str, ...], first: int, last: int) -> tuple[str, int]:
    """What an unlisted name is by its own words, and where it begins."""
    low = [words[i].lower() for i in range(first, last)]
    if _is_organ(low[-1]) or ("of" in low and _is_organ(low[max(low.index("of") - 1, 0)])):
        return "organ", first
    if low[0] in world.name_words("opener") and len(low) > 1:
        return "thing", first
    if low[-1] in world.name_words("thing") and len(low) > 1:
        return "thing", first
    if (low[-1] in world.name_words("org") and len(low) > 1) or low[-1] in {"tribune", "herald", "gazette"}:
        return "org", first
    if "of" in low and low[low.index("of") - 1] in world.name_words("org"):
        return "org", first
    if any(
        word in world.name_words("org") and world.name_words("org")[word].type != "media" for word in low[1:]
    ):
        return "org", first
    start = first
    while start < last and words[start].lower() in world.name_words("descriptor"):
        if last - start == 2 and words[start].lower() in world.given_names():
            break
        start += 1
    if start == last:
        return "thing", first
    return "open", start
