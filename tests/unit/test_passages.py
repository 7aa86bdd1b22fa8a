"""Passages: what is cut out of a report around a record's words, and where two sayings differ."""

from __future__ import annotations

import pytest

from regesta.passages import blocks_of, differing, passage, stretch, words_in
from regesta.records import Block, Document, Span

TEXT = "They met. Oslo will pay for the ferry, Lund said. Nobody asked why. " + "It rained on the quay. " * 60


OSLO = "Oslo will pay for the ferry, Lund said."


def at(words: str) -> Span:
    return Span("d", TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    "spans, shown",
    [
        ((at("Lund said"),), "Oslo will pay for the ferry, Lund said."),
        ((at(f"{OSLO} Nobody asked why."),), f"{OSLO} Nobody asked why."),
        ((at("They met."), at("Nobody asked why.")), f"They met. {OSLO} Nobody asked why."),
    ],
)  # fmt: skip
def test_short_evidence_is_shown_in_its_sentence_and_close_spans_together(spans, shown):
    assert TEXT[slice(*stretch(TEXT, spans, ()))] == shown


def test_a_passage_never_grows_beyond_what_a_reader_takes_in():
    start, end = stretch(TEXT, (Span("d", 0, len(TEXT)),), (at("Lund said"),))
    assert end - start == 700


def test_marks_over_a_whole_passage_tell_nothing_and_are_left_out():
    whole = at("Oslo will pay for the ferry, Lund said. Nobody asked why.")
    assert [piece.kinds for piece in passage(TEXT, [whole], [whole]).pieces] == [()]


def test_marks_that_overlap_cut_the_passage_where_they_open_and_close():
    found = passage(
        TEXT,
        [at("Oslo will pay for the ferry, Lund said. Nobody asked why.")],
        [at("pay for the ferry")],
        [at("ferry, Lund")],
    )
    kinds = {piece.text: piece.kinds for piece in found.pieces}
    assert kinds["ferry"] == ("focus", "differs")
    assert kinds["pay for the "] == ("focus",)


@pytest.mark.parametrize(
    "one, other, told",
    [
        ("We will pay", "we WILL pay", []),
        ("we will never pay", "we will pay", ["never"]),
        ("pay in two parts", "pay at once", ["in two parts"]),
        ("", "pay", []),
    ],
)
def test_words_that_the_other_side_has_not_differ(one, other, told):
    words = [
        words_in(text, [Span(name, 0, len(text))] if text else [])
        for name, text in (("a", one), ("b", other))
    ]
    assert [span.cut(one) for span in differing(*words)] == told


def test_text_between_blocks_is_shown_and_signs_belong_to_what_they_mark():
    text = "## Title\nBody here.\nNot in a block.\n"
    document = Document(id="d", name="x", text=text, blocks=(Block(3, 8, "title"), Block(9, 19, "body")))
    assert [(text[b.start : b.end].strip(), b.role) for b in blocks_of(document)] == [
        ("## Title", "title"),
        ("Body here.", "body"),
        ("Not in a block.", "body"),
    ]
