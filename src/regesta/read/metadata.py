"""What a plain text says of itself: title, authors, credited wires, dateline, day of publication.

What comes in: the lines with their roles.
What goes out: a `Given`. Only what the text states; the outlet only from its own copyright line.

>>> from regesta.read.blocks import assign
>>> from regesta.read.lines import split
>>> lines = split("Port reopens\\nBy Jane Roe\\nACCRA (Reuters) - Ships came in on Monday.")
>>> facts_of(lines, assign(lines))
Given(title='Port reopens', authors=('Jane Roe',), agencies=('Reuters',), dateline='ACCRA')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regesta.read.blocks import BIO, BY, HEADING_MARK, PERSON, is_byline
from regesta.read.cues import cue_of, is_bracketed_wire, wires_in
from regesta.read.dates import find_date
from regesta.read.given import Given
from regesta.read.lines import Line, words_of
from regesta.records import Block, When

Pair = tuple[Line, Block]
PLACE = r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|da|del|al|la|el)){0,3}(?:(?:, | \[)[A-Z][\w.’' -]{1,24}\]?)?"
DAY = r"(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
DATELINE = re.compile(
    rf"(?P<place>{PLACE})(?P<day>, ?{DAY}|\. {DAY}| ?\({DAY}\))?\.?"
    r"(?P<wire> ?\((?P<bracket>[^()]{2,40})\)| ?[/—–-]{1,2} ?(?P<slash>[A-Z][\w .-]{1,20})/)?"
    r"\s*(?P<sep>:|--?|—|–|―|/|\.)\s*(?=[\w“‘\"'«\[])"
)
HOUSE_WIRES = re.compile(r"[Ww]ith (?P<who>(?:[A-Z][\w’'-]+ ){1,3}[Ww]ires)\b")
COPYRIGHT = re.compile(
    r"(?:[Cc]opyright|COPYRIGHT|©|\([cC]\))(?:\s*(?:©|\([cC]\)))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by )?"
    r"(?P<who>[A-Z][\w&.’'-]*(?: (?:[A-Z&][\w&.’'-]*|of|the|and|de|del)){0,5})"
)
NAME_SPLIT = re.compile(r"\s*(?:,\s*and\s|,|;|&|\sand\s|\swith\s)\s*")
AFTER_NAME = re.compile(r"\s+(?:in|at|from|for|on|via|[-–—|•·/])\s.*|\s*[|•·(/].*|\s+[-–—]\s*.*")


class Dateline(NamedTuple):
    """The place a report is filed from, with the wire and the date that stand beside it."""

    place: str
    agencies: tuple[str, ...]
    published: When | None


def facts_of(lines: Sequence[Line], blocks: Sequence[Block]) -> Given:
    """The facts a text states about itself."""
    pairs = list(zip(lines, blocks, strict=True))
    bylines = [line for line, block in pairs if block.role == "byline"]
    dateline = _dateline(pairs)
    return Given(
        title=_title(pairs),
        authors=_authors(bylines),
        agencies=_agencies(pairs, bylines, dateline),
        dateline=dateline.place if dateline else None,
        published=_published(bylines) or (dateline.published if dateline else None),
        outlet=_outlet(pairs),
    )


def _title(pairs: Sequence[Pair]) -> str | None:
    text = next((line.text for line, block in pairs if block.role == "title"), None)
    return HEADING_MARK.sub("", text) if text else None


def _dateline(pairs: Sequence[Pair]) -> Dateline | None:
    bodies = [line for line, block in pairs if block.role == "body"]
    if not bodies:
        return None
    match = DATELINE.match(bodies[0].text[:120])
    if match is None or not _is_dateline(match, bodies[1:6]):
        return None
    wires = wires_in(match["wire"] or "")
    day = find_date(match["day"] or "")
    dated = day.when if day and day.when.precision == "day" else None
    return Dateline(match["place"].strip(" ,."), wires, dated)


def _is_dateline(match: re.Match[str], following: Sequence[Line]) -> bool:
    """Capitals, a date or a wire make a dateline; "NAME:" again below makes a transcript."""
    place, sep = match["place"], match["sep"]
    if match["wire"] and wires_in(match["wire"]):
        return True
    if sep in (".", "/") or (match["wire"] and not match["day"]):
        return bool(match["day"]) and sep == "/"
    if match["day"]:
        return True
    shouted = (place.upper() == place and len(place) >= 4) or re.match(r"[A-Z]{3,}[A-Z ]*,", place)
    if not shouted:
        return sep in "—–―" and len(place.split()) <= 2 and " " not in match[0].rstrip("—–― ")
    return sep != ":" or not any(re.match(r"[A-Z][A-Z .’'-]{2,40}:", line.text) for line in following)


def _published(bylines: Sequence[Line]) -> When | None:
    """The day in a publication line; else the day in a byline; else that of the last update."""
    ranks: list[tuple[int, When]] = []
    for line in bylines:
        cue = cue_of(line)
        sort = cue.sort if cue else "byline"
        found = find_date(line.text[:160])
        if found is not None and (sort != "credit" and line.words <= 30):
            ranks.append(({"published": 0, "updated": 2}.get(sort, 1), found.when))
    return min(ranks, key=lambda rank: rank[0])[1] if ranks else None


def _authors(bylines: Sequence[Line]) -> tuple[str, ...]:
    found: list[str] = []
    for line in bylines:
        found += _names_in(line)
    if not found:
        found = [name for line in bylines if (name := _bio_name(line))]
    if not found:
        found = [
            line.text
            for line in bylines
            if PERSON.fullmatch(line.text) and not wires_in(line.text) and cue_of(line) is None
        ]
    return tuple(dict.fromkeys(found))


def _names_in(line: Line) -> Iterator[str]:
    """The people a "By ..." or "Author: ..." line names; a wire or a desk is no person."""
    cue = cue_of(line)
    if cue is not None and cue.sort == "author" and cue.rest:
        named = cue.rest
    elif is_byline(line.text) and (match := BY.match(line.text)):
        named = match["name"]
    else:
        return
    for part in NAME_SPLIT.split(named):
        name = AFTER_NAME.sub("", part).strip(" .")
        if PERSON.fullmatch(name) and not wires_in(name) and not _is_desk(name):
            yield name.title() if name.isupper() else name


def names_of(text: str) -> Iterator[str]:
    """The names in a metadata value: "By Jane Roe and Li Wei" holds two. An address is no name."""
    match = BY.match(text.strip())
    for part in NAME_SPLIT.split(match["name"] if match else text):
        if (name := part.strip()) and "//" not in name and "@" not in name and len(name) <= 80:
            yield name


def _is_desk(name: str) -> bool:
    desks = words_of("office")
    return any(word.lower() in desks for word in name.split()) or find_date(name) is not None


def _bio_name(line: Line) -> str | None:
    match = BIO.match(line.text)
    if match is None or not any(match["what"].startswith(word) for word in words_of("bio")):
        return None
    return match["name"]


def _agencies(pairs: Sequence[Pair], bylines: Sequence[Line], dateline: Dateline | None) -> tuple[str, ...]:
    found = list(dateline.agencies) if dateline else []
    for line in bylines:
        if line.words > 40 or _bio_name(line):
            continue
        found += wires_in(line.text)
        if house := HOUSE_WIRES.search(line.text):
            found.append(house["who"])
    last = next((line for line, block in reversed(pairs) if block.role == "body"), None)
    if last is not None and is_bracketed_wire(last.text):
        found += wires_in(last.text[last.text.rfind(last.text[-1:]) - 60 :].rpartition("(")[2])
    return tuple(dict.fromkeys(found))


def _outlet(pairs: Sequence[Pair]) -> str | None:
    """The holder of the page's copyright, unless that is a wire."""
    for line, block in pairs:
        match = COPYRIGHT.match(line.text) if block.role == "boilerplate" else None
        if match is None:
            continue
        name = _corporate().sub("", match["who"]).strip(" .,")
        if name and not wires_in(name):
            return name
    return None


@functools.cache
def _corporate() -> re.Pattern[str]:
    """The legal form behind a company's name, and what follows it."""
    return re.compile(rf",?\s*\b(?i:{'|'.join(words_of('corporate'))})\b.*")
