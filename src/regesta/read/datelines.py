"""Datelines: "KABUL, Aug 16 (Reuters) - ", "LONDON — ", "NAIROBI: " in front of a report's first sentence.

What comes in: a line, and the lines below it (a name repeated there is a transcript's speaker).
What goes out: the place, the wires and the date that stand beside it; null where there is none.

>>> found = dateline_of("ACCRA, 3 May 2021 (AFP) — Ships came in.")
>>> found.place, found.agencies, found.published.start.isoformat()
('ACCRA', ('AFP',), '2021-05-03')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from regesta.lexicons import load
from regesta.lexicons.entries import PlaceName
from regesta.read.cues import wires_in
from regesta.read.dates import find_date
from regesta.read.lines import words_of
from regesta.records import When

HEAD = 120
SMALL = r"(?:d[aeiou]l?|d[ao]s|[ae]l|[elo]s|l[ae]s?|am|sur)"
WEEKDAY = r"(?:[A-Z][a-z]+day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,? "
DAY = rf"(?:{WEEKDAY})?(?:[A-Z][A-Za-z]{{2,8}}\.? \d{{1,2}}|\d{{1,2}} [A-Z][A-Za-z]{{2,8}}\.?)(?:,? \d{{4}})?"
REGION = rf"(?:, (?!{DAY})| \[)[A-Z][\w.’' -]{{1,24}}\]?"
NAMED = r"[A-Z](?:[\w.’'-]*[\w.])?"
PLACE = rf"{NAMED}(?: (?:{NAMED}|{SMALL})){{0,3}}(?:{REGION})?"
DATELINE = re.compile(
    rf"(?P<place>{PLACE})(?P<day>, ?{DAY}|\. {DAY}| ?\({DAY}\))?\.?"
    r"(?P<wire> ?\((?P<bracket>[^()]{2,40})\)| ?[/—–-]{1,2} ?(?P<slash>[A-Z][\w .-]{1,20})/)?\.?"
    r"\s*(?P<sep>:|--?|—|–|―|/|\.)\s*(?=[\w“‘\"'«\[])"
)
PLACE_AND_DAY = re.compile(rf"(?P<place>{PLACE})(?:,|:|\.| [|–—-])? ?(?:{DAY})(?::|\.)?")
# "COLE: ", "SARAH COLE, HOST: "
SPEAKER = re.compile(r"[A-Z][A-Z .’'-]{2,40}(?:, ?[A-Z][\w .,’'/&-]{2,60}?)?(?::|--?\s|—)")
# "Mensah: ", with whatever letters: who is asked and who answers
LABEL = re.compile(r"[A-Z][\w .’'-]{1,30}: ")
DASH_AGAIN = re.compile(r"[^.?!\n]*?(?:[—–―]| --? )")
QUOTE_OPEN = tuple("“‘\"'«„")
SHORTEST_SHOUT = 4


class Dateline(NamedTuple):
    """The place a report is filed from, with the wire and the date that stand beside it.

    `sure` when a wire or a date backs the place.
    """

    place: str
    agencies: tuple[str, ...]
    published: When | None
    sure: bool


def dateline_of(text: str, below: Sequence[str] = ()) -> Dateline | None:
    """The dateline a line opens with."""
    match = DATELINE.match(text[:HEAD]) if text[:1].isupper() else None
    if match is None:
        return None
    wires = wires_in(match["bracket"] or match["slash"] or "")
    sure = bool(wires) or _dated(match)
    if not sure and not _looks_so(match, text, below):
        return None
    day = find_date(match["day"] or "")
    published = day.when if day and day.when.precision == "day" else None
    return Dateline(match["place"].strip(" ,"), wires, published, sure)


def place_in(text: str) -> str | None:
    """The place in a line that is a place and a day and nothing else: "Imphal, June 3"."""
    match = PLACE_AND_DAY.fullmatch(text) if len(text) < 60 and any(map(str.isdigit, text)) else None
    if match is None or find_date(match[0] + " 2000") is None:
        return None
    place = match["place"].strip(" ,")
    return None if place.lower().endswith("day") else place


def _dated(match: re.Match[str]) -> bool:
    """True for a day beside the place, closed as datelines are."""
    return bool(match["day"]) and (match["sep"] != "." or bool(match["wire"]))


def _looks_so(match: re.Match[str], text: str, below: Sequence[str]) -> bool:
    """Capitals and a colon or dash make a dateline; "NAME:" again below makes a transcript."""
    place, sep = match["place"], match["sep"]
    if match["wire"] or sep in "./":
        return False
    first = place.partition(",")[0]
    if first != first.upper() or len(first) < SHORTEST_SHOUT:
        glued = sep in "—–―" and len(first.split()) <= 2 and match[0][len(place) :].startswith("—")
        return glued or (first in _towns() and _opens_a_sentence(match, text, below))
    if place.lower() in words_of("shout"):
        return False
    return not any(SPEAKER.match(line) for line in below)


@functools.cache
def _towns() -> frozenset[str]:
    """Cities and capitals as reports write them."""
    towns = (place for place in load(PlaceName) if place.sort in ("capital", "city"))
    return frozenset(name for place in towns for name in (place.name, *place.aliases))


def _opens_a_sentence(match: re.Match[str], text: str, below: Sequence[str]) -> bool:
    """True for "Accra – The court ...", "Quetta: Police ...".

    Not for "Accra – long a quiet city – is", nor for 'Accra: "We will wait"' and a town that answers questions.
    """
    rest = text[match.end() :]
    if match["sep"] == ":":
        return rest[:1].isupper() and not any(LABEL.match(line) for line in below)
    return (rest[:1].isupper() or rest[:1] in QUOTE_OPEN) and DASH_AGAIN.match(rest[:HEAD]) is None
