"""What a line's own words say of its role: cues, bylines, wire credits, picture credits.

What comes in: a line, its cue from the lexicon, and where on the page it stands.
What goes out: its role, or null where only its place on the page can tell.

>>> from regesta.read.lines import split
>>> line = split("By Jane Roe and Li Wei, Reuters")[0]
>>> role_by_words(line, cue_of(line), Place(first=True, top=True))
'byline'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from regesta.read.cues import (
    Cue,
    credit_start,
    cue_of,
    is_bracketed_wire,
    is_wire_only,
    names_house,
    wires_in,
)
from regesta.read.datelines import place_in
from regesta.read.dates import CLOCK, NUMERIC, Found, bare_date, find_date
from regesta.read.lines import WORD, Line, words_of
from regesta.records import Role

# Small words inside a name: "de", "del", "al", "bin", "van".
PARTICLE = r"(?:d[aeiu]l?|[ae]l|bin|v[ao]n|la)"
BY = re.compile(
    r"(?:(?:[Ww]ritten|[Rr]eported|[Ss]tory|[Ww]ords) )?(?:[Bb]y|BY)\s+(?:(?:the|our|The|Our)\s)?"
    r"(?P<name>[A-Z][^:;!?“”\"]{1,120})$"
)
DASH_CREDIT = re.compile(r"\s*(?:[-–—]{1,2}|―|\()\s*(?=[A-Za-z])")
CREDITED = re.compile(r"[\w/. -]+?(?=,| with| and| via| additional|\)|$)")
BIO = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3})(?:, [^,]{2,60},)? (?P<what>[a-z].*)")
PERSON = re.compile(
    rf"(?:Dr\.? |Mr\.? |Ms\.? )?[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]*\.?|{PARTICLE})){{0,2}} [A-Z][\w’'-]+"
)
HEADING_MARK = re.compile(r"#{1,6}\s+")
# "(BEGIN VIDEO CLIP)", "[APPLAUSE]"
STAGE = re.compile(r"[(\[][A-Z][A-Z ,:'-]+[)\]]\.?")
URL = re.compile(r"(?:https?://|www\.)\S+$")
# "Omar Keita in Accra at okeita@example.com"
ADDRESS = re.compile(r"\w@\w[\w-]*\.\w+\.?$")
LETTER = re.compile(r"[^\W_]")
# Markdown: a line that is nothing but a link, or a picture with its description.
LINKED = re.compile(r"[-*+ ]*\[[^\[\]]+\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[*\s]*")
PICTURED = re.compile(r"!\[(?P<words>[^\[\]]*)\]\([^()]*\)")
# "The Harbour Gazette — Sober, swift and independent", "22 August 2025 | Jane Roe"
DIVIDED = re.compile(r"(?P<left>[^|–—•·]{3,60}?)\s*(?:\s[-–—]\s|[|–—•·/])\s*(?P<right>\S.*)")
# "10:15 UTCUpdated 2 hours ago": two pieces of a page that lost the break between them.
GLUED = re.compile(r"(?<=[A-Z]{3})(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
# What keeps the names and the day of a line apart.
DIVIDERS = re.compile(r"[|·•–—/,;:]|\s-\s|^\s*$")
# "2 February 2024 by Jane Roe"
DATED_BY = re.compile(r"(?P<day>[^*]{6,40}?),? (?P<by>[Bb]y [A-Z].*)")
# "is the harbour correspondent of the Gazette"
POST = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}),? (?:is|was) (?P<post>[^.!?;]{4,160})[.!?]"
)
# The most words of a byline's names, a credit, a day on its own line, a caption, an author's life.
NAMES, CREDIT, DAY, CAPTION, LIFE = 16, 30, 12, 70, 80
# The longest line, in characters, that only dates its report, and the most words of a name in it.
LONGEST_DAY_LINE, NAMES_BESIDE = 140, 7
# The most words of a newspaper's name.
TITLE_OF_PAPER = 5
# "[AP]" behind a longer paragraph is its source, not a picture's.
BRACKETED = 45
PROMPT = 25
# A credit that is a sentence of more words than this counts only at the edges of a page.
SHORT_CREDIT = 14


class Place(NamedTuple):
    """Where a line stands: `first` among the page's first lines, `top` in its head, `end` below all
    but a sentence or two, `under_text` right under a line of text, `last` as the last line."""

    first: bool = False
    top: bool = False
    end: bool = False
    last: bool = False
    under_text: bool = False


def role_by_words(line: Line, cue: Cue | None, place: Place) -> Role | None:
    """The role that the line's words give away; null when they do not."""
    if not LETTER.search(line.text) or URL.match(line.text) or STAGE.fullmatch(line.text):
        return "boilerplate"
    if role := _marked(line, place):
        return role
    if HEADING_MARK.match(line.text):
        return "title" if place.first and line.text.startswith("# ") else "section"
    if cue is not None and (role := _by_cue(line, cue, place)) is not None:
        return role
    if _is_prompt(line):
        return "boilerplate"
    edge = place.top or place.end
    if edge and (is_byline(line.text) or _is_bio(line)):
        return "byline"
    if _is_credit(line, place):
        return "byline"
    # a day on a line of its own dates the page at its edges, and heads an entry of a chronology within
    if edge and line.words <= DAY and (bare_date(line.text) is not None or _is_dated_name(line)):
        return "byline"
    if place.top and not line.prose and (day_line(line.text) is not None or NUMERIC.fullmatch(line.text)):
        return "byline"
    if line.words <= 3 and CLOCK.search(line.text) and not LETTER.search(CLOCK.sub("", line.text)):
        return "byline"
    if edge and place_in(line.text) is not None:
        return "byline"
    if place.end and line.words <= DAY and ADDRESS.search(line.text):
        return "boilerplate"
    if line.words > CAPTION or line.quoted or credit_start(line.text) is None:
        return None
    # the last sentence's "(AFP)" is the wire's credit for the report
    report_s = is_bracketed_wire(line.text) and ((line.prose and place.end) or line.words > BRACKETED)
    return None if report_s else "caption"


def is_byline(text: str) -> bool:
    """True for "By Jane Roe", "By JANE ROE in Accra", "By Jane Roe and Li Wei, Reuters"."""
    match = BY.match(text)
    if match is None or len(text) > 140:
        return False
    words = match["name"].split()
    small = [word for word in words if word[0].islower()]
    return len(words) <= NAMES and len(small) <= len(words) / 2 and text[-1:] not in "?!"


class DayLine(NamedTuple):
    """A line that dates its report: the day, and the names that stand beside it."""

    found: Found
    names: tuple[str, ...]


def day_line(text: str) -> DayLine | None:
    """What a line says that gives a day, and beside it nothing but the clock, names and words of printing.

    "Northgate Herald, 14 March 2024", "By Jane Roe | Updated: 5 March 2024, 10:14 GMT · 4 min read".
    """
    found = find_date(text) if len(text) <= LONGEST_DAY_LINE else None
    if found is None or found.when.precision != "day" or text.rstrip()[-1:] in "?!;:":
        return None
    before, after = _parts(text[: found.start]), _parts(text[found.end :])
    # A name stands right beside the day only after "by": "Riots of 5 March 2024" is a headline.
    beside = {len(before) - 1, len(before)}
    names: list[str] = []
    for place, part in enumerate((*before, *after)):
        words = [word.lower().rstrip(".") for word in WORD.findall(part)]
        if all(word.isdigit() or word in words_of("dating") for word in words):
            continue
        if not _is_names(part) or len(names) == 2 or (place in beside and not BY.match(part)):
            return None
        names.append(part)
    return DayLine(found, tuple(names))


def _parts(text: str) -> list[str]:
    """What dividers keep apart; a clock and its zone are nothing."""
    text = CLOCK.sub(" ", GLUED.sub(" ", text))
    return [part.strip() for part in DIVIDERS.split(text)]


def _is_names(part: str) -> bool:
    """True for "By Jane Roe and agencies", "The Harbour Gazette (Tema)": every weighty word has its capital."""
    words = WORD.findall(part)
    plain = words_of("minor") | words_of("dating") | {"agencies", "staff"}
    capital = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper() and word.lower() not in plain]
    return 0 < len(words) <= NAMES_BESIDE and bool(capital) and not small


def is_staff(text: str) -> bool:
    """True for a line that names a reporter's post: "Torvaran correspondent"."""
    return any(word.lower() in words_of("staff") for word in text.split())


def tells_time(text: str) -> bool:
    """True for what follows "Published": a date, "2 hours ago", or nothing at all."""
    text = text.strip("*_ ")
    if not text or bare_date(text) is not None or day_line(text) is not None:
        return True
    if (dated := DATED_BY.match(text)) and is_byline(text[dated.start("by") :]):
        return bare_date(dated["day"]) is not None
    return len(text.split()) <= 4 and (text.endswith(" ago") or CLOCK.match(text) is not None)


def bio_name(line: Line) -> str | None:
    """Whom a line about a page's author is about: "Jane Roe covers harbours." """
    match = BIO.match(line.text) if line.words <= LIFE else None
    if match is None or not any(match["what"].startswith(word) for word in words_of("bio")):
        return None
    return match["name"]


def names_author(line: Line, bylines: Iterable[str]) -> str | None:
    """Whom a note below the report presents as its writer: "Jane Roe is the Gazette's ... editor."

    One whom the byline names may be anything; another must hold a post at a paper.
    """
    match = POST.match(line.text) if line.words <= LIFE else None
    if match is None:
        return None
    name, post = match["name"], match["post"]
    if any(name.lower() in byline.lower() for byline in bylines):
        return name
    words = [word.lower() for word in WORD.findall(post)]
    return name if is_staff(post) and words_of("news").isdisjoint(words) else None


def is_paper(name: str) -> bool:
    """True for a newspaper's name: "The Daily Star (Dhaka)"; a wire or picture house is none."""
    words = WORD.findall(re.sub(r"\s*\([^()]*\)$", "", name))
    named = 1 < len(words) <= TITLE_OF_PAPER and all(w[0].isupper() or w in words_of("minor") for w in words)
    return named and words[-1].lower() in words_of("paper") and not names_house(name) and not BY.match(name)


def is_masthead(line: Line) -> bool:
    """True for a newspaper's name with its motto: "The Harbour Gazette — Sober and swift"."""
    match = DIVIDED.fullmatch(line.text) if line.words <= DAY + 4 else None
    if match is None or len(match["left"].split()) > TITLE_OF_PAPER:
        return False
    words = WORD.findall(match["left"])
    named = all(word[0].isupper() or word in words_of("minor") for word in words)
    return named and len(words) > 1 and words[-1].lower() in words_of("paper")


def _is_dated_name(line: Line) -> bool:
    """ "22 August 2025 | Jane Roe", "Friday, 22 August 2025 by Jane Roe", "Politics — 22 August 2025"."""
    found = find_date(line.text)
    if found is None or found.when.precision != "day" or line.stop:
        return False
    before, after = line.text[: found.start].strip(), line.text[found.end :].strip(" ,")
    if re.fullmatch(r"(?:[A-Z][a-z]+day,?)?", before) and (match := re.match(r"[|–—•·/-]\s*|[Bb]y\s", after)):
        beside = after[match.end() :]
    elif not after and (match := re.search(r"\s*[|–—•·/-]$", before)):
        beside = before[: match.start()]
    else:
        return False
    return all(word[0].isupper() or word in words_of("minor") for word in WORD.findall(beside))


def _marked(line: Line, place: Place) -> Role | None:
    """The role of a Markdown line that is a link or a picture and nothing else."""
    if not line.text.endswith((")", "*")) or "](" not in line.text:
        return None
    if picture := PICTURED.fullmatch(line.text):
        return "caption" if len(picture["words"].split()) > TITLE_OF_PAPER else "boilerplate"
    return "teaser" if LINKED.fullmatch(line.text) and not place.first else None


def _by_cue(line: Line, cue: Cue, place: Place) -> Role | None:
    """The cue's role, unless the rest of the line or its place speaks against it."""
    edge = place.top or place.end
    if cue.sort in ("published", "updated"):
        return "byline" if tells_time(cue.rest) else None
    if cue.sort == "genre":
        # "Analysis: Why the market had to go" is a headline on top, a link further down
        return None if place.first or not cue.rest or line.prose else "teaser"
    if cue.sort in ("author", "staff"):
        return "byline" if edge else None
    if cue.sort == "credit" and cue.rest and line.words > SHORT_CREDIT and line.stop == ".":
        return "byline" if edge else None
    return cue.role


def _is_prompt(line: Line) -> bool:
    """A call to the reader: "Like what you read? Support us from one pound a week." """
    if line.quoted or line.words > PROMPT:
        return False
    words = [word.lower() for word in WORD.findall(line.text.replace("’", "'"))]
    if not words or words[0] not in words_of("prompt") or "said" in words:
        return False
    return not words_of("asked").isdisjoint(words) and not words_of("address").isdisjoint(words[1:])


def _is_credit(line: Line, place: Place) -> bool:
    """ "- Reuters with editing by ...", "(AP)", "AFP": a wire's credit on a line of its own."""
    if line.words > CREDIT or not (place.top or place.end):
        return False
    if is_wire_only(line.text):
        named = bool(wires_in(line.text))
        return named and (place.end or not (place.last or place.under_text))
    dash = DASH_CREDIT.match(line.text)
    if dash is None:
        return False
    rest = line.text[dash.end() :]
    first = CREDITED.match(rest)
    if first is not None and is_wire_only(first[0]):
        return True
    again = cue_of(line._replace(text=rest))
    return again is not None and again.role == "byline"


def _is_bio(line: Line) -> bool:
    return bio_name(line) is not None
