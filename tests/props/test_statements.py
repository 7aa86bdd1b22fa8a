"""Statements on odd language: nothing crashes, every span holds words, every id is met once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract.mentions import Cast
from regesta.extract.statements import statements
from regesta.parse import parse
from regesta.records import Document

PIECES = (
    '"', "“", "”", "‘", "’", "''", "«", "»", "—", ":", ", ", ". ", "?", "\n", "(", ")",
    "said", "told reporters", "asked whether", "called on", "and added", "adding that", "was quoted as saying",
    "according to", "in a statement", "did not answer when asked", "Reuters reported", "to leave",
    "Ama Boateng", "the ministry", "he", "which", "that", "his claim that", "is sure that", "NAME:", "the dam is safe",
    "ADA SOW, HOST:", ", citing UN figures", "a group Peru says is armed", "sent a message:",
    "on Monday it", "and that they",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_and_marks_is_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = statements(parse(Document(id="0" * 64, name="test", text=text)), Cast(), ())
    assert all(span.cut(text).strip() for one in found for span in (*one.content, *one.evidence))
    assert len({one.id for one in found}) == len(found)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_twice_gives_the_same(pieces: list[str]) -> None:
    document = Document(id="0" * 64, name="test", text=" ".join(pieces))
    assert statements(parse(document), Cast(), ()) == statements(parse(document), Cast(), ())
