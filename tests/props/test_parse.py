"""Whatever a report holds, its parse points at the words it stands for."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.parse import parse
from regesta.parse.markup import plainly, undated
from regesta.records import Block, Document

FEW = settings(max_examples=25, deadline=None)
ENGLISH = "“We will reopen the bridge,” the minister said on Monday. It cost $3 million."
BITS = (
    " ", "\u200b", "\u202e", "\ufeff", "👩‍👩‍👧", "é", "ﬁ", "“", "”", "‘", "’", '"', "''", "«", "»", "(", "[", "]",
    "](x)", "**", "he said", "LOMÉ, May 3 (AFP) - ", "U.S.", "...", "?!", "—", "3.5", "$", "said", "Mr.", "#", "\t",
    "\xa0", "http://a.b/c",
)  # fmt: skip
NOISE = st.lists(
    st.sampled_from(BITS) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), max_size=25
)
PARAGRAPHS = st.lists(NOISE.map("".join), max_size=4)


def document(paragraphs: list[str], dateline: str | None = None) -> Document:
    text = "\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        if paragraph:
            blocks.append(Block(start, start + len(paragraph), "body"))
        start += len(paragraph) + 1
    key = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=key, name="x.txt", text=text, blocks=tuple(blocks), language="en", dateline=dateline)


@FEW
@given(PARAGRAPHS, st.sampled_from([None, "LOMÉ"]))
def test_tokens_sentences_and_quotations_lie_where_they_say(paragraphs: list[str], place: str | None) -> None:
    doc = document([ENGLISH, *paragraphs, ENGLISH], place)
    found = parse(doc)
    assert all(
        doc.text[a:b] == word for word, a, b in zip(found.words, found.starts, found.ends, strict=True)
    )
    assert list(found.starts) == sorted(found.starts)
    assert [i for first, last in found.sentences for i in range(first, last)] == list(range(len(found)))
    assert [i for first, last in found.paragraphs for i in range(first, last)] == list(range(len(found)))
    assert all(found.sentence_of[i] == found.sentence_of[head] for i, head in enumerate(found.heads))
    for quotation in found.quotations:
        assert 0 <= quotation.first < quotation.last <= len(found)
        assert 0 <= quotation.start < quotation.end <= len(doc.text)
    assert found.words.count("bridge") >= 2
    assert found.words.count("minister") >= 2


@settings(max_examples=200, deadline=None)
@given(st.text() | NOISE.map("".join), st.text(max_size=6))
def test_blanking_keeps_every_offset(text: str, place: str) -> None:
    for blanked in (plainly(text), undated(text, place), undated(place + text, place)):
        assert len(blanked) in (len(text), len(place + text))
    assert all(now in (before, " ") for now, before in zip(plainly(text), text, strict=True))


@pytest.mark.parametrize("sign", ['"', "(", "[", "“", "‘a ", "” ", "he said. ", "« a ", ".", "…", "$", "%"])
def test_a_thousand_of_one_sign_spoil_no_more_than_their_paragraph(sign: str) -> None:
    found = parse(document([ENGLISH, sign * 1_000, ENGLISH]))
    whole = [found.document.text[quote.start : quote.end] for quote in found.quotations]
    assert whole.count("We will reopen the bridge,") == 2
    assert found.words.count("minister") == 2
