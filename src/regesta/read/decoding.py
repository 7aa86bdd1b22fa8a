"""Bytes become text, or a reason why they do not: nothing is decoded by a silent guess.

What comes in: the bytes of a file and, if a person named one, its encoding.
What goes out: the text. UTF-8 is taken as it is; a byte order mark names UTF-8, UTF-16 or UTF-32
and stays out of the text, so offsets count from the character after it. A page may name its own
encoding. Anything else is a ReadError that says which byte is wrong and to pass --encoding.

>>> decode("café".encode())
'café'
"""

from __future__ import annotations

import codecs
import re

from regesta.errors import ReadError

# Longer than any one report; a parser's memory grows with the text.
MOST_CHARACTERS = 1_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
# What a page calls Latin-1 is read as its superset Windows-1252, as every browser does.
LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROL = 0.01


def decode(
    data: bytes, encoding: str | None = None, *, page: bool = False, most: int | None = MOST_CHARACTERS
) -> str:
    """The text of a file; `page` lets an HTML file name its own encoding. Raises ReadError."""
    mark = next((name for head, name in MARKS if data.startswith(head)), None)
    chosen = encoding or mark or "utf-8"
    if chosen.lower().replace("_", "-") in ("utf-8", "utf8"):
        chosen = "utf-8-sig"
    try:
        return checked(_decoded(data, chosen), most)
    except UnicodeDecodeError as err:
        declared = _declared(data) if page and not encoding and not mark else None
        if declared is not None:
            return checked(declared, most)
        raise ReadError(_advice(err, chosen, named=bool(encoding or mark))) from err


def checked(text: str, most: int | None = MOST_CHARACTERS) -> str:
    """The text itself when it is one that can be stored. Raises ReadError."""
    if "\x00" in text:
        raise ReadError("holds NUL characters: not a text file, or pass --encoding (utf-16?)")
    if len(CONTROL.findall(text[:20_000])) > MOST_CONTROL * min(len(text), 20_000):
        raise ReadError("holds control characters as binary files do: not a text file")
    if most is not None and len(text) > most:
        raise ReadError(f"{len(text):,} characters are more than one report; split it into files")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as err:
        raise ReadError(f"holds half a character (a lone surrogate) at {err.start}") from err
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise
    except (LookupError, ValueError, OverflowError) as err:
        raise ReadError(f"{encoding!r} is no text encoding that is known here ({err})") from err


def _declared(data: bytes) -> str | None:
    """The page by the encoding it declares, if that is known and fits."""
    match = DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        return data.decode("cp1252" if name in LATIN else name)
    except (LookupError, ValueError):
        return None


def _advice(err: UnicodeDecodeError, encoding: str, *, named: bool) -> str:
    byte = err.object[err.start] if err.start < len(err.object) else 0
    where = f"byte 0x{byte:02x} at offset {err.start}"
    if named:
        return f"does not decode as {encoding} ({where}); pass another --encoding"
    return f"not UTF-8 ({where}); pass --encoding (cp1252 is common for older files)"
