"""What is no part of a paragraph's sentences is blanked before parsing: Markdown signs, datelines.

What comes in: the text of one paragraph. What goes out: a text of the same length, so that offsets hold.

>>> plainly("The [ministry](http://a.b/c) **denied** it.")
'The  ministry                  denied   it.'
"""

from __future__ import annotations

import re

ADDRESS = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"]*\")?\)"
LINK = re.compile(rf"(?P<open>!?\[)(?P<words>[^\[\]]*)(?P<close>\]{ADDRESS})")
STARS = re.compile(
    r"(?<![\w*])(?P<open>\*{1,3})(?P<words>[^\s*][^*]{0,400}?)(?P<close>(?<=\S)\*{1,3})(?![\w*])"
)
# The mark of a list before its item is no word of it.
BULLET = re.compile(r"\A\s*[•▪●◦■□►▶➤‣⁃]+\s*")
# No word is so long: an address, a key, a row of signs. A tokeniser takes it apart sign by sign.
ENDLESS = re.compile(r"\S{300,}")
# What may follow the place of a dateline: a day, a wire in brackets or between bars, a colon or dash.
DAY = (
    r"(?:(?:[A-Z][a-z]+day|[A-Z][a-z]{2,3}),? )?"
    r"(?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][A-Za-z]{2,8}\.?)(?:,? \d{4})?"
)
WIRE = r"(?: ?\([^()]{2,40}\)| ?[/—–-]{1,2} ?[A-Z][\w .-]{1,20}/)?"
AFTER_PLACE = re.compile(
    rf"(?:,? ?{DAY}|\. {DAY}| ?\({DAY}\))?\.?{WIRE}\.?\s*(?::|--?|—|–|―|/|\.)\s*(?=[\w“‘\"'«\[])"
)


def undated(text: str, place: str | None) -> str:
    """The paragraph without the dateline it opens with, spaces in its stead.

    >>> undated("ACCRA, May 3 (AFP) - Ships came in.", "ACCRA").strip()
    'Ships came in.'
    """
    if not place or not text.startswith(place):
        return text
    match = AFTER_PLACE.match(text, len(place))
    return " " * match.end() + text[match.end() :] if match else text


def plainly(text: str) -> str:
    """The paragraph with Markdown signs, list marks and whatever is too long for a word turned into spaces."""
    if "](" in text:
        text = LINK.sub(_blanked, text)
    if "*" in text:
        text = STARS.sub(_blanked, text)
    text = BULLET.sub(lambda match: " " * len(match[0]), text)
    return ENDLESS.sub(lambda match: " " * len(match[0]), text)


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match["open"]) + match["words"] + " " * len(match["close"])
