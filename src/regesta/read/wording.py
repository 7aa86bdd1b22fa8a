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
from typing import NamedTuple

from regesta.read.cues import Cue, credit_start, cue_of, is_bracketed_wire, is_wire_only, wires_in
from regesta.read.datelines import place_in
from regesta.read.dates import CLOCK, bare_date
from regesta.read.lines import WORD, Line, words_of
from regesta.records import Role

# Small words inside a name: "de", "del", "al", "bin", "van".
PARTICLE = r"(?:d[aeiu]l?|[ae]l|bin|v[ao]n|la)"
BY = re.compile(r"(?:[Bb]y|BY)\s+(?:(?:the|our|The|Our)\s)?(?P<name>[A-Z][^:;!?“”\"]{1,120})$")
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
# The most words of a byline's names, a credit, a day on its own line, a caption, an author's life.
NAMES, CREDIT, DAY, CAPTION, LIFE = 16, 30, 12, 70, 80
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
    if edge and line.words <= DAY and bare_date(line.text) is not None:
        return "byline"
    if place.end and place_in(line.text) is not None:
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


def is_staff(text: str) -> bool:
    """True for a line that names a reporter's post: "Torvaran correspondent"."""
    return any(word.lower() in words_of("staff") for word in text.split())


def tells_time(text: str) -> bool:
    """True for what follows "Published": a date, "2 hours ago", or nothing at all."""
    if not text or bare_date(text) is not None:
        return True
    return len(text.split()) <= 4 and (text.endswith(" ago") or CLOCK.match(text) is not None)


def bio_name(line: Line) -> str | None:
    """Whom a line about a page's author is about: "Jane Roe covers harbours." """
    match = BIO.match(line.text) if line.words <= LIFE else None
    if match is None or not any(match["what"].startswith(word) for word in words_of("bio")):
        return None
    return match["name"]


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
