"""Everything that is extracted, on odd language: nothing crashes, every record stands on words of its text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Document

PIECES = (
    '"', "“", "”", "—", ":", ", ", ". ", "?", "\n", "(", ")", "$", "%", "3 million", "on Monday", "May 2021", "Jr.",
    "El", "said", "vowed to", "accused", "met", "would not", "if", "after", "citing", "Under Secretary", "the ministry",
    "he", "its", "who", "China's", "U.S.", "troops", "talks", "recognises", "of", "NAME, HOST:", "\u200b", "中国", "é",
)  # fmt: skip
NAMES = ("Ama Boateng", "Mr. Nelson", "Xi", "President", "Sheikh Musa Bello", "Treasury", "Ivan")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, *NAMES)), max_size=40), st.sampled_from(NAMES))
def test_any_order_of_words_that_ends_in_a_name_is_read(pieces: list[str], last: str) -> None:
    text = " ".join([*pieces, last])
    for record in extract(parse(Document(id="0" * 64, name="test", text=text))).records:
        assert all(span.cut(text).strip() for span in record.evidence)
