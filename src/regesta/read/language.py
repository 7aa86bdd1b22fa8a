"""Is it English? Reports in another language are refused with the language's name.

What comes in: the body text.
What goes out: "en", or a ReadError. English betrays itself by its small words; only a text short of
them is put before the classifier, which takes over a second to load.

>>> language_of("The ministry said that the port will be open by the end of the week.")
'en'
"""

from __future__ import annotations

import re

from regesta.errors import ReadError
from regesta.lexicons import load
from regesta.lexicons.entries import Language
from regesta.read.lines import words_of

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 8_000
FEWEST_WORDS = 4
# English news has 0.3 to 0.5 of these small words; French, Dutch and the like stay under 0.1.
CLEARLY_ENGLISH, MAYBE_ENGLISH = 0.25, 0.12
# A text this short is too little for the classifier to overrule the small words.
SHORT, FEW = 25, 8
MOSTLY = 0.5


def language_of(text: str) -> str:
    """The language of a report. Raises ReadError when it is not English, or there is no text."""
    sample = text[:SAMPLE]
    words = WORD.findall(sample.lower())
    if not words:
        raise ReadError("holds no words")
    joined = "".join(words)
    letters, latin = len(joined), len(joined.encode("ascii", "ignore"))
    function = words_of("function")
    known = [word for word in words if word in function]
    small = len(known) / len(words)
    if latin < MOSTLY * letters:
        small = 0.0
    elif len(words) < FEWEST_WORDS:
        raise ReadError(f"too short to be a report ({len(words)} words)")
    if small >= CLEARLY_ENGLISH or (small >= MAYBE_ENGLISH and len(words) < SHORT):
        return "en"
    language = _classified(sample)
    if language == "en":
        return language
    if latin >= MOSTLY * letters and len(words) < (SHORT if len(set(known)) > 1 else FEW):
        raise ReadError("too short to tell its language; give it the field language (en)")
    name = next((entry.name for entry in load(Language) if entry.code == language), language)
    raise ReadError(f"not in English (looks like {name}); only English reports are read")


def _classified(text: str) -> str:
    # imported here: numpy and the model cost 1.7 s, and few reports come this far
    import py3langid

    return str(py3langid.classify(text)[0])
