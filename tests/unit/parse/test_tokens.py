"""Shortcuts of parsing: words and paragraphs met before cost nothing, and never show in the result."""

import pytest

from regesta.parse import parse, tokens
from regesta.parse.sentences import sentence_starts
from regesta.records import Document

PARAGRAPHS = [
    "There's no doubt: let's go, the mayor of Tromsø said, but they got to leave; he got tested.",
    "“I’m gonna sign it,” she said. It ain't over. Y'all know it, do you? The ministers do talk.",
    "Peru's foreign minister, Elmer Schialer, had met the envoys.  They hadn't  agreed on anything.",
    "This is the deal that the EU wants. That was it. What they did was to help him.",
    "But 3,000 troops left Juba by 9 a.m. on Nov. 4; none has come back, which is what it meant.",
    "There is talk of talks. There are two sides to it, and there was, he added, one side only.",
    "   ",
    "A\u00a0spokesman  declined.\tHe left.",
    "Leaves fall; he leaves. He found the mine, she is founding mines. Mine is better than yours.",
]


def pieces(*texts):
    found, offset = [], 0
    for text in texts:
        found.append((text, offset, sentence_starts(text)))
        offset += len(text) + 1
    return found


def cells(column):
    return {name: list(getattr(column, name)) for name in tokens.Column.__slots__}


def long_way(piece):
    """What every step of the pipeline makes of a piece, word by word; white space left out."""
    text, offset, starts = piece
    nlp = tokens.pipeline()
    doc = tokens._tokenised(nlp, text, starts)
    if len(doc):
        doc = next(nlp.pipe([doc]))
    fixed = {form: fix.lemma for fix in tokens.load(tokens.LemmaFix) for form in fix.forms}
    words = [token for token in doc if not token.is_space]
    return {
        "words": [token.text for token in words],
        "lemmas": [(token.pos_ == "VERB" and fixed.get(token.lower_)) or token.lemma_ for token in words],
        "pos": [token.pos_ for token in words],
        "tags": [token.tag_ for token in words],
        "deps": [token.dep_ for token in words],
        "starts": [offset + token.idx for token in words],
        "ends": [offset + token.idx + len(token) for token in words],
    }


@pytest.fixture
def fresh():
    return tokens.Reader(tokens.pipeline())


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_a_word_looked_up_is_what_the_whole_pipeline_makes_of_it(fresh, text):
    fresh.columns(pieces(*PARAGRAPHS))
    fresh._pieces = tokens.Pieces(0)
    (piece,) = pieces(text)
    expected = long_way(piece)
    (column,) = fresh.columns([piece])
    assert {name: cells(column)[name] for name in expected} == expected


def test_neither_neighbours_nor_what_was_read_before_show_in_a_piece(fresh):
    together = fresh.columns(pieces(*PARAGRAPHS))
    for text, column, (_, offset, starts) in zip(PARAGRAPHS, together, pieces(*PARAGRAPHS), strict=True):
        (alone,) = tokens.Reader(tokens.pipeline()).columns([(text, offset, starts)])
        assert cells(alone) == cells(column)


def test_a_piece_met_again_is_not_parsed_again_and_stands_in_its_own_place(fresh, monkeypatch):
    first, *_ = fresh.columns(pieces(*PARAGRAPHS))
    monkeypatch.setattr(fresh, "_parsed", lambda keys: [tokens.Column() for _ in keys])
    text = PARAGRAPHS[0]
    (again,) = fresh.columns([(text, 1000, sentence_starts(text))])
    assert again.starts == [start + 1000 for start in first.starts]
    assert (again.words, again.heads) == (first.words, first.heads)


def test_the_same_words_cut_otherwise_into_sentences_are_another_piece(fresh):
    text = "He left Mr. Ade went home"
    one, two = fresh.columns([(text, 0, frozenset({0})), (text, 0, frozenset({0, 8}))])
    assert one.first_tokens == [0] and two.first_tokens == [0, 2]


def test_pieces_used_longest_ago_go_first(fresh):
    kept = tokens.Pieces(21)
    columns = fresh.columns(pieces("One two three four five six.", "Seven eight nine ten eleven."))
    keys = [("a", frozenset()), ("b", frozenset()), ("c", frozenset())]
    kept.keep(keys[0], columns[0])
    kept.keep(keys[1], columns[1])
    assert kept.get(keys[0]) is columns[0]
    kept.keep(keys[2], columns[1])
    assert kept.get(keys[1]) is None
    assert kept.get(keys[0]) is columns[0] and kept.get(keys[2]) is columns[1]


def test_a_full_memory_of_words_starts_anew(fresh, monkeypatch):
    whole = [cells(column) for column in fresh.columns(pieces(*PARAGRAPHS))]
    fresh._pieces = tokens.Pieces(0)
    monkeypatch.setattr(tokens, "WORDS_KEPT", 3)
    assert [cells(column) for column in fresh.columns(pieces(*PARAGRAPHS))] == whole


def test_a_row_without_a_stop_is_cut_where_no_sentence_goes_on():
    text = "The port costs $1 " + "and $1 " * 900 + "million."
    parsed = parse(Document(id="0" * 64, name="row", text=text))
    assert max(last - first for first, last in parsed.sentences) <= 300
    plain = "Ada, " * 200 + "and Musa left."
    (head, *_) = parse(Document(id="0" * 64, name="list", text=plain)).sentences
    assert head == (0, 250)
