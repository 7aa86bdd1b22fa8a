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

from regesta.read.cues import MARKERS, cue_of, is_bracketed_wire, names_house, wires_in
from regesta.read.datelines import Dateline, dateline_of, place_in
from regesta.read.dates import find_date
from regesta.read.given import Given
from regesta.read.lines import WORD, Line, words_of
from regesta.read.wording import (
    BY,
    DATED_BY,
    HEADING_MARK,
    PERSON,
    bio_name,
    day_line,
    is_byline,
    is_paper,
)
from regesta.records import Block, When

Pair = tuple[Line, Block]
# A headline or a summary may stand above the line that opens with the dateline.
DATELINE_BY = 3
STROKES = "|–—·•»-:"
HOUSE_WIRES = re.compile(r"[Ww]ith (?P<who>(?:[A-Z][\w’'-]+ ){1,3}[Ww]ires)\b")
COPYRIGHT = re.compile(
    r"(?:[Cc]opyright|COPYRIGHT|©|\([cC]\))(?:\s*(?:©|\([cC]\)))?\s*(?P<year>\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by )?"
    r"(?P<who>[A-Z][\w&.’'-]*(?: (?:[A-Z&][\w&.’'-]*|of|the|and|de|del)){0,5})"
)
NOTICE = 200
# "Port reopens | The Harbour Gazette"
SUFFIX = re.compile(r"\s[|–—-]\s")
ALL_RIGHTS = re.compile(r"[.,]? All$")
NAME_SPLIT = re.compile(r"\s*(?:,\s*and\s|,|;|&|\sand\s|\swith\s)\s*")
AFTER_NAME = re.compile(r"\s+(?:in|at|from|for|on|via|[-–—|•·/])\s.*|\s*[|•·(/].*|\s+[-–—]\s*.*")


def facts_of(lines: Sequence[Line], blocks: Sequence[Block]) -> Given:
    """The facts a text states about itself."""
    pairs = list(zip(lines, blocks, strict=True))
    bylines = [line for line, block in pairs if block.role == "byline"]
    dateline = _dateline(pairs)
    named = (place_in(line.text) for line in bylines if cue_of(line) is None)
    place = dateline.place if dateline else next(filter(None, named), None)
    return Given(
        title=_title(pairs),
        authors=_authors(bylines),
        agencies=_agencies(pairs, bylines, dateline),
        dateline=place,
        published=_published(pairs, bylines) or (dateline.published if dateline else None),
        outlet=_outlet(pairs) or _paper(pairs),
    )


def _title(pairs: Sequence[Pair]) -> str | None:
    text = next((line.text for line, block in pairs if block.role == "title"), None)
    return HEADING_MARK.sub("", text).lstrip(MARKERS) if text else None


def _dateline(pairs: Sequence[Pair]) -> Dateline | None:
    bodies = [line.text for line, block in pairs if block.role == "body"]
    for i, text in enumerate(bodies[:DATELINE_BY]):
        found = dateline_of(text, bodies[i + 1 : i + 6])
        if found is not None and (found.sure or i == 0):
            return found
    return None


def _published(pairs: Sequence[Pair], bylines: Sequence[Line]) -> When | None:
    """The day in a publication line; else the day in a byline; else that of the last update.

    A day below the text without a word beside it may be that of a correction, and counts for nothing.
    """
    lead = next((line.start for line, block in pairs if block.role == "body"), 0)
    ranks: list[tuple[int, When]] = []
    for line in bylines:
        cue = cue_of(line)
        sort = cue.sort if cue else "byline"
        found = find_date(line.text[:160])
        if found is None or line.words > 30:
            continue
        placed = place_in(line.text) is not None
        if sort in ("published", "updated") or line.start < lead or placed:
            ranks.append(({"published": 0, "updated": 2}.get(sort, 1), found.when))
    if not ranks:
        return _held(next((line.text for line, block in pairs if block.role == "title"), ""))
    return min(ranks, key=lambda rank: rank[0])[1]


def _held(title: str) -> When | None:
    """The day at the end of a record's title: "Spokesperson's Press Conference on April 8, 2024"."""
    found = find_date(title)
    if found is None or found.when.precision != "day" or title[found.end :].strip(" .)"):
        return None
    kinds = words_of("record")
    return found.when if any(word.lower() in kinds for word in WORD.findall(title[: found.start])) else None


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
            if PERSON.fullmatch(line.text)
            and cue_of(line) is None
            and not is_byline(line.text)
            and not wires_in(line.text)
            and not _is_desk(line.text)
        ]
    return tuple(dict.fromkeys(found))


def _names_in(line: Line) -> Iterator[str]:
    """The people a "By ..." or "Author: ..." line names; a wire or a desk is no person."""
    cue = cue_of(line)
    if cue is not None and cue.sort == "author" and cue.rest:
        named = cue.rest
    else:
        text = line.text.strip("*_ ")
        dated = DATED_BY.match(text)
        text = dated["by"] if dated else text
        match = BY.match(text) if is_byline(text) else None
        if match is None:
            return
        named = match["name"]
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
    name = bio_name(line)
    return None if name is None or wires_in(name) else name


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
        found += wires_in(re.split(r"[(\[]", last.text)[-1])
    return tuple(dict.fromkeys(found))


def _outlet(pairs: Sequence[Pair]) -> str | None:
    notices = (line.text for line, block in pairs if block.role == "boilerplate")
    return next(filter(None, map(holder_of, notices)), None)


def _paper(pairs: Sequence[Pair]) -> str | None:
    """The newspaper whose name stands beside the day, or on the line above it: "Northgate Herald, 14 March 2024"."""
    above = ""
    for line, block in pairs:
        if block.role == "body":
            break
        if block.role == "title" and is_paper(suffix := SUFFIX.split(line.text)[-1]):
            return suffix
        dated = day_line(line.text) if block.role == "byline" else None
        if dated is not None:
            beside = [name for name in (*dated.names, above) if is_paper(name)]
            if beside:
                return beside[0]
        above = line.text if block.role in ("byline", "section", "slogan") else ""
    return None


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name behind a stroke: "Port reopens - The Gull"."""
    if title is None or outlet is None or not title.endswith(outlet):
        return title
    bare = title.removesuffix(outlet).rstrip()
    return bare.rstrip(STROKES).rstrip() or None if bare.endswith(tuple(STROKES)) else title


def holder_of(notice: str) -> str | None:
    """Who holds a page's copyright by its notice, unless that is a wire or a picture house."""
    match = COPYRIGHT.match(notice[:NOTICE])
    if match is None or not (match["year"] or "rights reserved" in notice.lower()) or names_house(notice):
        return None
    return _corporate().sub("", ALL_RIGHTS.sub("", match["who"])).strip(" .,") or None


@functools.cache
def _corporate() -> re.Pattern[str]:
    """The legal form behind a company's name, and what follows it."""
    return re.compile(rf",?\s*\b(?i:{'|'.join(words_of('corporate'))})\b.*")
