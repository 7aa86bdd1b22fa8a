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

from regesta.read.cues import Cue, credit_start, cue_of, is_wire_only
from regesta.read.datelines import SPEAKER, dateline_of, place_in
from regesta.read.dates import bare_date
from regesta.read.lines import Line, words_of
from regesta.read.wording import (
    HEADING_MARK,
    PERSON,
    Place,
    is_byline,
    is_masthead,
    is_paper,
    is_staff,
    names_author,
    role_by_words,
    tells_time,
)
from regesta.records import Block, Role

BULLET = re.compile(r"(?:[-–—•·*▪■►]|\d{1,2}[.)]|\(?[a-z]\))\s+\S")
# "Delta Radio: Will the minister travel?" is a question put at a press conference.
ASKED = re.compile(r"[A-Z][\w .’'-]{0,40}: ")
LABEL_ONLY = re.compile(r"[A-Z][\w .’'-]{1,40}:$")
# Words a headline, a subheading and a label may have at most, and a link to another report at least.
HEADLINE, SUBHEADING, SITE_LABEL, LINK, SLOGAN = 24, 11, 3, 6, 7
# Words from which on a line that comes twice is a repetition, not a refrain.
REPEATED = 7
# Lines at either end of a report in which a byline, a credit or a slogan may stand.
EDGE = 4


def assign(
    lines: Sequence[Line], known: Mapping[int, Role] | None = None, title: str | None = None
) -> tuple[Block, ...]:
    """One Block a line; `known` gives roles that are certain, by the line's number, `title` the report's, if known."""
    roles = _Roles(lines, known or {}, title)
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


class _Roles:
    """The roles found so far, line by line; null is undecided."""

    def __init__(self, lines: Sequence[Line], known: Mapping[int, Role], title: str | None = None) -> None:
        self.lines, self.known_title = lines, title
        self.found: list[Role | None] = [known.get(i) for i in range(len(lines))]
        self.cues: list[Cue | None] = [
            cue_of(line) if role is None else None for line, role in zip(lines, self.found, strict=True)
        ]
        self.prose = [line.prose for line in lines]
        if not any(self.prose):
            # a page that drops all its stops: what has the small words that headlines drop is a sentence
            self.prose = [i > 0 and _is_sentence(line) for i, line in enumerate(lines)]
        # sentences from this line on, those of credits and prompts left out
        self.left = [0] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            self.left[i] = self.left[i + 1] + (self.prose[i] and self.cues[i] is None)
        self.headline = self._headline()
        self.said = [
            role_by_words(line, self.cues[i], self._place(i)) if self.found[i] is None else None
            for i, line in enumerate(lines)
        ]
        self._mastheads()
        self._author_notes()
        bodies = [i for i in range(len(lines)) if self._may_be_body(i)]
        self.lead = bodies[0] if bodies else len(lines)
        self.last = bodies[-1] if bodies else -1

    def _headline(self) -> int | None:
        """A line that the byline or dateline right below it shows to be the headline, stop or no stop."""
        first = next((i for i, cue in enumerate(self.cues[:EDGE]) if cue is None), None)
        if first is None or self.found[first] is not None or first + 1 >= len(self.lines):
            return None
        line, below = self.lines[first], self.lines[first + 1]
        if is_paper(line.text):
            return None
        if not 3 <= line.words <= HEADLINE or is_byline(line.text) or dateline_of(line.text):
            return None
        cue = self.cues[first + 1]
        dated = cue is not None and cue.sort == "published" and bare_date(cue.rest) is not None
        dateline = dateline_of(below.text)
        return first if dated or is_byline(below.text) or (dateline and dateline.sure) else None

    def _mastheads(self) -> None:
        """The paper's name with its motto above the headline."""
        if len(self.lines) > 2 and self.said[0] is None and self.found[0] is None:
            below = self.lines[1]
            if is_masthead(self.lines[0]) and below.words > SITE_LABEL and self._fits_title(below):
                self.said[0] = "slogan"

    def _author_notes(self) -> None:
        """Who wrote the report, told below it; one whom the report itself names is no such writer."""
        bylines = [line.text for line, role in zip(self.lines, self.said, strict=True) if role == "byline"]
        for i in range(max(EDGE, len(self.lines) - EDGE), len(self.lines)):
            if self.said[i] is not None or self.found[i] is not None or self.left[i + 1] > 1:
                continue
            name = names_author(self.lines[i], bylines)
            if name and not any(
                name.split()[-1] in line.text
                for j, line in enumerate(self.lines)
                if j != i and self.said[j] is None
            ):
                self.said[i] = "byline"

    def _may_be_body(self, i: int) -> bool:
        line = self.lines[i]
        if self.found[i] is not None:
            return self.found[i] == "body"
        if not self.prose[i] or i == self.headline or self.said[i] is not None:
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
            role, cue = self.said[i], self.cues[i]
            if self.found[i] is not None:
                label = None
            elif label is not None and self._in_list(i, line):
                self.found[i] = "teaser"
            elif role is not None:
                self.found[i] = role
                label = cue if role == "teaser" and cue and not cue.rest else None
            else:
                label = None
        self._caption_words()
        self._repeated()

    def _in_list(self, i: int, line: Line) -> bool:
        """True for an entry of a list of links: a headline, its day, its topic."""
        if self.said[i] is None:
            return self._is_link(line)
        return self.said[i] in ("byline", "section") and tells_time(line.text)

    def _repeated(self) -> None:
        """The headline and what stands below it come once more at the foot of some pages."""
        head = {line.text for line in self.lines[:EDGE] if line.words >= REPEATED}
        for i in range(max(EDGE, len(self.lines) - EDGE), len(self.lines)):
            if self.lines[i].text in head and self.found[i] is None:
                self.found[i] = "boilerplate"

    def _place(self, i: int) -> Place:
        return Place(
            first=i < EDGE,
            top=i < EDGE * 2,
            end=self.left[i + 1] <= 2,
            last=i == len(self.lines) - 1,
            under_text=i > 0 and not self.lines[i].gap and self.prose[i - 1],
        )

    def _caption_words(self) -> None:
        """The words of a caption whose credit stands on the next line."""
        for i, line in enumerate(self.lines[1:], 1):
            above = self.lines[i - 1]
            if self.found[i] is None and self._announces_caption(i - 1):
                self.found[i] = "caption"
            if self.found[i] != "caption" or self.found[i - 1] is not None or line.gap:
                continue
            alone = credit_start(line.text) == 0 or is_wire_only(line.text)
            if alone and above.words <= 40 and (above.stop == "" or (above.gap and i > 1)):
                self.found[i - 1] = "caption"

    def _announces_caption(self, i: int) -> bool:
        """ "Image caption," on a line of its own: the next line is the caption."""
        cue = self.cues[i]
        if cue is None or cue.sort != "caption":
            return False
        return self.lines[i].stop in (",", ":") and self.lines[i].words <= SITE_LABEL

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
        fitting = [
            i
            for i in head
            if self._fits_title(self.lines[i]) and not self._is_paper(i) and not self._is_told(self.lines[i])
        ]
        long = [i for i in fitting if self.lines[i].words > SITE_LABEL]
        # above a press release stand the office and the day
        long.sort(key=lambda i: self.lines[i].text.split()[0].lower() in words_of("letterhead"))
        if long:
            return long[0]
        if not fitting or self.lead >= len(self.lines):
            return fitting[0] if fitting and len(self.lines) == 1 else None
        # "Kabul falls": two or three words, but not all of them capitalised as a label's are
        said = [i for i in fitting if self.lines[i].words == 3 or self.lines[i].titled < 1]
        return said[0] if said and self.lines[said[0]].words > 1 else None

    def _is_told(self, line: Line) -> bool:
        """A sentence of names ("President Ana Silva met King Olav.") with no text below it, or under another title."""
        other = self.known_title and self.known_title.strip(" .") != line.text.strip(" .")
        return line.stop == "." and (bool(other) or self.lead >= len(self.lines))

    def _is_paper(self, i: int) -> bool:
        """The newspaper's name above its day or its headline, as databases print it."""
        below = self.found[i + 1] if i + 1 < len(self.lines) else None
        return is_paper(self.lines[i].text) and (below == "byline" or i == 0)

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
        named = self.found[i - 1] == "byline" and line.words <= SITE_LABEL + 2
        staff = is_staff(line.text) and line.words <= SITE_LABEL + 1
        if staff or (named and (is_staff(line.text) or line.titled == 1)) or place_in(line.text):
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
        if SPEAKER.match(line.text) or (line.stop == "?" and ASKED.match(line.text)):
            return None
        if line.quoted and (line.stop == "?" or line.text[-1:] not in "\"”'"):
            return None
        if line.headline_case and line.words >= LINK and self._reads_as_headline(line):
            return "teaser"
        if line.words <= SUBHEADING:
            return "section"
        return "teaser" if self._drops_small_words(i) else None

    def _drops_small_words(self, i: int) -> bool:
        """A headline in sentence case: no stop, no article, no "was", among paragraphs that end in stops."""
        line = self.lines[i]
        if (
            line.words > HEADLINE
            or not line.gap
            or line.quoted
            or not words_of("kept").isdisjoint(line.text.lower().split())
        ):
            return False
        others = [other for other in self.lines[self.lead : self.last + 1] if other.words > SLOGAN]
        unstopped = [other for other in others if other.stop == ""]
        return len(others) >= EDGE * 2 and len(unstopped) <= len(others) // 8 + 1

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
            alone = line.headline_case or self._drops_small_words(i)
            if i in links and (len(links) >= 2 or alone):
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


def _is_sentence(line: Line) -> bool:
    small = words_of("kept") & set(line.text.lower().split())
    return line.words > SLOGAN and bool(small) and not line.headline_case and line.stop == ""


def _has_office(text: str) -> bool:
    return any(word.lower() in words_of("office") for word in text.split())
