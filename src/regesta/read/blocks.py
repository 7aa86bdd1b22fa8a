"""Every line of a page gets its role: body, title, section, byline, caption, teaser ...

What comes in: the lines of a text, and roles that are already known (from HTML elements).
What goes out: one `Block` a line. A line is judged first by its own words (a lexicon of cues, a
picture credit at its end), then by its place: before the first sentence stand section, title and
byline; short lines between paragraphs are subheadings or links to other reports; after the last
sentence stand credits and lists of links.

>>> from regesta.read.lines import split
>>> [block.role for block in assign(split("Port reopens\\n\\nShips came in on Monday at last."))]
['title', 'body']
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from regesta.read.cues import Cue, credit_start, cue_of, is_bracketed_wire, is_wire_only
from regesta.read.datelines import SPEAKER, dateline_of, place_in
from regesta.read.dates import CLOCK, bare_date
from regesta.read.lines import Line, words_of
from regesta.records import Block, Role

# Small words inside a name: "de", "del", "al", "bin", "van".
PARTICLE = r"(?:d[aeiu]l?|[ae]l|bin|v[ao]n|la)"
BY = re.compile(r"(?:[Bb]y|BY)\s+(?:(?:the|our|The|Our)\s)?(?P<name>[A-Z][^:;!?“”\"]{1,120})$")
DASH_CREDIT = re.compile(r"\s*(?:[-–—]{1,2}|―|\()\s*(?=[A-Za-z])")
BIO = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3})(?:, [^,]{2,60},)? (?P<what>[a-z].*)")
PERSON = re.compile(
    rf"(?:Dr\.? |Mr\.? |Ms\.? )?[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]*\.?|{PARTICLE})){{0,2}} [A-Z][\w’'-]+"
)
BULLET = re.compile(r"(?:[-–—•·*▪■►]|\d{1,2}[.)]|\(?[a-z]\))\s+\S")
HEADING_MARK = re.compile(r"#{1,6}\s+")
LABEL_ONLY = re.compile(r"[A-Z][\w .’'-]{1,40}:$")
URL = re.compile(r"(?:https?://|www\.)\S+$")
# Words a headline, a subheading and a label may have at most, and a link to another report at least.
HEADLINE, SUBHEADING, SITE_LABEL, LINK, SLOGAN = 24, 11, 3, 6, 7
# Lines at either end of a report in which a byline, a credit or a slogan may stand.
EDGE = 4


def assign(lines: Sequence[Line], known: Mapping[int, Role] | None = None) -> tuple[Block, ...]:
    """One Block a line; `known` gives roles that are certain, by the line's number."""
    roles = _Roles(lines, known or {})
    roles.by_words()
    roles.before_body()
    roles.after_body()
    roles.within_body()
    return tuple(
        Block(line.start + _marks(line), line.end, role or "body")
        for line, role in zip(lines, roles.found, strict=True)
    )


def _marks(line: Line) -> int:
    """Length of a Markdown heading's marks, which are no part of the heading."""
    match = HEADING_MARK.match(line.text)
    return match.end() if match and match.end() < line.end - line.start else 0


def is_byline(text: str) -> bool:
    """True for "By Jane Roe", "By JANE ROE in Accra", "By Jane Roe and Li Wei, Reuters"."""
    match = BY.match(text)
    if match is None or len(text) > 140:
        return False
    words = match["name"].split()
    small = [word for word in words if word[0].islower()]
    return len(words) <= 16 and len(small) <= len(words) / 2 and text[-1:] not in "?!"


class _Roles:
    """The roles found so far, line by line; null is undecided."""

    def __init__(self, lines: Sequence[Line], known: Mapping[int, Role]) -> None:
        self.lines = lines
        self.found: list[Role | None] = [known.get(i) for i in range(len(lines))]
        self.cues: list[Cue | None] = [
            cue_of(line) if role is None else None for line, role in zip(lines, self.found, strict=True)
        ]
        self.prose = [line.prose for line in lines]
        # sentences from this line on, those of credits and prompts left out
        self.left = [0] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            self.left[i] = self.left[i + 1] + (self.prose[i] and self.cues[i] is None)
        self.headline = self._headline()
        bodies = [i for i in range(len(lines)) if self._may_be_body(i)]
        self.lead = bodies[0] if bodies else len(lines)
        self.last = bodies[-1] if bodies else -1

    def _headline(self) -> int | None:
        """A line that the byline or dateline right below it shows to be the headline, stop or no stop."""
        first = next((i for i, cue in enumerate(self.cues[:EDGE]) if cue is None), None)
        if first is None or self.found[first] is not None or first + 1 >= len(self.lines):
            return None
        line, below = self.lines[first], self.lines[first + 1]
        if not 3 <= line.words <= HEADLINE or is_byline(line.text) or dateline_of(line.text):
            return None
        cue = self.cues[first + 1]
        dated = cue is not None and cue.sort == "published" and bare_date(cue.rest) is not None
        dateline = dateline_of(below.text)
        return first if dated or is_byline(below.text) or (dateline and dateline.sure) else None

    def _may_be_body(self, i: int) -> bool:
        line = self.lines[i]
        if self.found[i] is not None:
            return self.found[i] == "body"
        if not self.prose[i] or i == self.headline or self._words_say(i) is not None:
            return False
        first = not any(role is None or role == "body" for role in self.found[:i])
        return not (first and self._opens_page(i, line))

    def _opens_page(self, i: int, line: Line) -> bool:
        """True for what is no lead though it ends in a stop: a question, a slogan above the headline."""
        after = self.lines[i + 1 : i + 3]
        if not after or line.words > HEADLINE:
            return False
        if line.stop == "?":
            return not line.quoted
        below = after[0]
        return (
            line.words <= SLOGAN
            and i == 0
            and below.stop == ""
            and below.words > SITE_LABEL
            and (len(after) == 1 or self._fits_title(below))
        )

    # -- a line's own words ---------------------------------------------------------------------

    def by_words(self) -> None:
        """Roles that a line's words give away wherever it stands, and lists after a label."""
        label: Cue | None = None
        for i, line in enumerate(self.lines):
            if self.found[i] is not None:
                label = None
                continue
            role = self._words_say(i)
            cue = self.cues[i]
            if role is not None:
                self.found[i] = role
                label = cue if role == "teaser" and cue and not cue.rest else None
            elif label is not None and self._is_link(line):
                self.found[i] = "teaser"
            elif label is not None:
                label = None
        self._caption_words()

    def _words_say(self, i: int) -> Role | None:
        line, cue = self.lines[i], self.cues[i]
        if not re.search(r"[^\W_]", line.text) or URL.match(line.text):
            return "boilerplate"
        if HEADING_MARK.match(line.text):
            return "title" if i < EDGE and line.text.startswith("# ") else "section"
        if cue is not None and (role := self._cue_says(i, cue)) is not None:
            return role
        if is_byline(line.text) and (i < self._edge() or self._near_end(i)):
            return "byline"
        if self._is_credit(i) or (self._near_edge(i) and self._is_bio(line)):
            return "byline"
        if bare_date(line.text) is not None and line.words <= 12:
            return "byline"
        if line.words <= 90 and not line.quoted and credit_start(line.text) is not None:
            return self._picture_or_wire(i)
        return None

    def _cue_says(self, i: int, cue: Cue) -> Role | None:
        """The cue's role, unless the rest of the line or its place speaks against it."""
        line = self.lines[i]
        if cue.sort in ("published", "updated"):
            return "byline" if _tells_time(cue.rest) else None
        if cue.sort == "site":
            return "section"
        if cue.sort == "genre":
            opening = not any(role is None for role in self.found[:i]) and i < EDGE
            return None if opening or not cue.rest or self.prose[i] else "teaser"
        if cue.sort in ("author", "staff") and not (self._near_edge(i) or i < self._edge()):
            return None
        if cue.sort == "credit" and cue.rest and line.words > 14 and line.stop == ".":
            return "byline" if self._near_edge(i) else None
        return cue.role

    def _edge(self) -> int:
        """How far down a page's head may reach, in lines."""
        return EDGE * 2

    def _near_edge(self, i: int) -> bool:
        return i < EDGE * 2 or self._near_end(i)

    def _near_end(self, i: int) -> bool:
        """True when no more than a sentence or two follow."""
        return self.left[i + 1] <= 2

    def _is_credit(self, i: int) -> bool:
        """ "- Reuters with editing by ...", "(AP)", "AFP": a wire's credit on a line of its own."""
        line = self.lines[i]
        if line.words > 30:
            return False
        if is_wire_only(line.text):
            return (i < EDGE * 2 and i < len(self.lines) - 1 and not self._follows_text(i)) or (
                self._near_end(i)
            )
        dash = DASH_CREDIT.match(line.text)
        if dash is None or not self._near_edge(i):
            return False
        rest = line.text[dash.end() :]
        first = re.match(r"[\w/. -]+?(?=,| with| and| via| additional|\)|$)", rest)
        if first is not None and is_wire_only(first[0]):
            return True
        again = cue_of(line._replace(text=rest))
        return again is not None and again.role == "byline"

    def _follows_text(self, i: int) -> bool:
        """True when the line right above reads as a caption's words."""
        return i > 0 and not self.lines[i].gap and self.prose[i - 1]

    def _is_bio(self, line: Line) -> bool:
        match = BIO.match(line.text) if line.words <= 80 else None
        return match is not None and any(match["what"].startswith(word) for word in words_of("bio"))

    def _picture_or_wire(self, i: int) -> Role | None:
        """A line with a credit at its end: a caption, but the last sentence's "(AFP)" is a wire's."""
        line = self.lines[i]
        if is_bracketed_wire(line.text) and line.prose and self._near_end(i):
            return None
        return "caption"

    def _caption_words(self) -> None:
        """The words of a caption whose credit stands on the next line."""
        for i, line in enumerate(self.lines[1:], 1):
            above = self.lines[i - 1]
            if self.found[i] != "caption" or self.found[i - 1] is not None or line.gap:
                continue
            alone = credit_start(line.text) == 0 or is_wire_only(line.text)
            if alone and above.words <= 40 and (above.stop == "" or (above.gap and i > 1)):
                self.found[i - 1] = "caption"

    # -- before the first sentence --------------------------------------------------------------

    def before_body(self) -> None:
        """Section, slogan, title, byline above the first sentence."""
        head = [i for i in range(self.lead) if self.found[i] is None]
        title = None if "title" in self.found else self._title(head)
        for i in head:
            line = self.lines[i]
            if title is None:
                self.found[i] = self._untitled_head(line)
            elif i == title or line.text == self.lines[title].text:
                self.found[i] = "title"
            elif i < title:
                self.found[i] = "slogan" if line.stop in (".", "!") else "section"
            else:
                self.found[i] = self._below_title(i)

    def _title(self, head: list[int]) -> int | None:
        """Which line above the first sentence is the headline, if one is."""
        if self.headline is not None:
            return self.headline
        fitting = [i for i in head if self._fits_title(self.lines[i])]
        long = [i for i in fitting if self.lines[i].words > SITE_LABEL]
        if long:
            return long[0]
        if not fitting or self.lead >= len(self.lines):
            return fitting[0] if fitting and len(self.lines) == 1 else None
        # "Kabul falls": two or three words, but not all of them capitalised as a label's are
        said = [i for i in fitting if self.lines[i].words == 3 or self.lines[i].titled < 1]
        return said[0] if said and self.lines[said[0]].words > 1 else None

    @staticmethod
    def _fits_title(line: Line) -> bool:
        if line.words > HEADLINE or line.words < 2 or line.stop in (";", ",", ":"):
            return False
        if line.stop == ".":
            return line.headline_case and line.words >= 5
        return not LABEL_ONLY.match(line.text)

    def _untitled_head(self, line: Line) -> Role | None:
        if self.lead >= len(self.lines) or line.stop in (".", "!", "?", "…"):
            return "body"
        return "section" if line.words <= SITE_LABEL else "body"

    def _below_title(self, i: int) -> Role | None:
        line = self.lines[i]
        if line.stop in (".", "!", "?", "…", ":"):
            return "body"
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(self.lines)]
        dated = any(self.found[j] == "byline" for j in beside)
        if dated and PERSON.fullmatch(line.text) and not _has_office(line.text):
            return "byline"
        # below a name stand its paper, or the place and day: "The Harbour Gazette", "Imphal, June 3"
        named = self.found[i - 1] == "byline" and line.words <= SITE_LABEL + 1 and line.titled == 1
        if named or place_in(line.text):
            return "byline"
        return "section" if line.words <= HEADLINE else "body"

    # -- between and after the paragraphs -------------------------------------------------------

    def within_body(self) -> None:
        """Subheadings, lone links and lists between paragraphs."""
        i = self.lead
        while i < self.last:
            j = i
            while j < self.last and self.found[j] is None and not self.prose[j]:
                j += 1
            if j > i:
                self._short_lines(i, j)
            i = j + 1

    def _short_lines(self, first: int, last: int) -> None:
        """A run of lines that are no sentences: a list of the body's, a list of links, or each alone."""
        run = self.lines[first:last]
        if self.lines[first - 1].stop == ":" and self.found[first - 1] in (None, "body"):
            return
        links = [line for line in run if line.headline_case and line.words >= LINK - 1]
        if len(run) >= 3 and len(links) < 0.7 * len(run):
            return
        for i in range(first, last):
            self.found[i] = "teaser" if len(run) >= 3 else self._between(i)

    def _between(self, i: int) -> Role | None:
        line = self.lines[i]
        if line.stop in (".", "!", "…", ":", ";", ",") or line.words == 0 or BULLET.match(line.text):
            return None
        if (
            line.fragment
            or LABEL_ONLY.match(line.text)
            or (i + 1 < len(self.lines) and self.lines[i + 1].fragment)
        ):
            return None
        if SPEAKER.match(line.text):
            return None
        if line.quoted and (line.stop == "?" or line.text[-1:] not in "\"”'"):
            return None
        if line.headline_case and line.words >= LINK and self._reads_as_headline(line):
            return "teaser"
        return "section" if line.words <= SUBHEADING else None

    @staticmethod
    def _reads_as_headline(line: Line) -> bool:
        """A headline says something; "The Long Road to Recognition" names something."""
        first = line.text.split(" ", 1)[0].lower()
        names = first in words_of("opener") or first.endswith("ing")
        return line.words >= (LINK + 4 if names else LINK)

    def after_body(self) -> None:
        """Links, tags and names below the last sentence."""
        tail = [i for i in range(self.last + 1, len(self.lines)) if self.found[i] is None]
        if self.last < 0:
            return
        links = [i for i in tail if self._is_link(self.lines[i]) and self.lines[i].words >= SITE_LABEL + 1]
        for i in tail:
            line = self.lines[i]
            if line.fragment or (i + 1 < len(self.lines) and self.lines[i + 1].fragment):
                continue
            if i in links and (len(links) >= 2 or line.headline_case):
                self.found[i] = "teaser"
            elif line.words <= SITE_LABEL and line.stop == "" and not line.quoted:
                self.found[i] = "boilerplate"

    def _is_link(self, line: Line) -> bool:
        """True for what may be the headline of another report."""
        return (
            line.words <= HEADLINE
            and line.stop not in (".", ":", ";", ",")
            and not line.prose
            and not line.fragment
        )


def _tells_time(text: str) -> bool:
    """True for what follows "Published": a date, "2 hours ago", or nothing at all."""
    if not text or bare_date(text) is not None:
        return True
    return len(text.split()) <= 4 and (text.endswith(" ago") or CLOCK.match(text) is not None)


def _has_office(text: str) -> bool:
    return any(word.lower() in words_of("office") for word in text.split())
