"""Bytes are decoded for certain or refused with advice; nothing is guessed in silence."""

import pytest

from regesta.errors import ReadError
from regesta.read.decoding import MOST_CHARACTERS, checked, decode

TEXT = "The café reopened — “at last”, said Zoë."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf_text_decodes_and_its_byte_order_mark_stays_out(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "  "])
def test_nothing_is_rewritten(end: str) -> None:
    assert decode(f"one{end}two{end}".encode()) == f"one{end}two{end}"


@pytest.mark.parametrize("name", ["cp1252", "CP1252", "windows-1252"])
def test_a_named_encoding_is_used(name: str) -> None:
    assert decode(TEXT.encode("cp1252"), name) == TEXT


def test_other_bytes_are_refused_with_the_place_and_what_to_do() -> None:
    with pytest.raises(ReadError, match=r"byte 0xe9 at offset 7\); pass --encoding \(cp1252"):
        decode(TEXT.encode("cp1252"))


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"\xff\xfe\x00", None, "does not decode as utf-16"),
        (TEXT.encode("cp1252"), "utf-8", "does not decode as utf-8"),
        (b"abc", "klingon", "no text encoding that is known"),
        (b"abc", "base64", "no text encoding that is known"),
        (b"abc", "hex", "no text encoding that is known"),
        (b"one\x00two", None, "NUL characters"),
        (b"\x01\x02\x03\x04 abc", None, "control characters"),
        (TEXT.encode("utf-16-le"), None, "not UTF-8|NUL"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, encoding: str | None, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data, encoding)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso8859-2"),
    ],
)
def test_a_page_may_declare_its_encoding(head: str, encoding: str) -> None:
    page = f"{head}<p>1 € or more</p>" if encoding == "cp1252" else f"{head}<p>Ž</p>".replace("Ž", "§")
    data = page.encode(encoding)
    assert decode(data, page=True) == page
    with pytest.raises(ReadError, match="--encoding"):
        decode(data)


def test_a_page_that_declares_nonsense_is_refused() -> None:
    with pytest.raises(ReadError, match="--encoding"):
        decode(b"<meta charset=klingon><p>\xe9</p>", page=True)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ReadError, match="lone surrogate"):
        checked("a \ud800 b")


def test_a_text_longer_than_any_report_is_refused() -> None:
    with pytest.raises(ReadError, match="split it"):
        checked("a" * (MOST_CHARACTERS + 1))
    assert checked("a" * (MOST_CHARACTERS + 1), None)
