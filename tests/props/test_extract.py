"""Everything that is extracted, on odd language: nothing crashes, every record stands on words of its text."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Document, Parse

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


# A report lost to each of these: what stands at the very end was taken for what stands before the first word, and
# the tree made a word before the preposition its object.
ENDS_TURNED_ROUND = (
    "Growing number of states signed the accord. They were given grade a",
    " INSIDERS  ITS THE EMBASSY OF TASTE IS PARIS.NO OF THE\nGOVERNMENT IN KABUL TOOK PART.",
)


@pytest.mark.parametrize("text", ENDS_TURNED_ROUND)
def test_no_phrase_reaches_round_the_ends_of_the_text(text: str) -> None:
    records = extract(parse(Document(id="0" * 64, name="test", text=text))).records
    assert all(span.cut(text).strip() for record in records for span in record.evidence)


REPORT = """Growing number of states signed it. “We will reopen the embassy in Lima by May,” the foreign minister
of Peru, Ada Bello, told reporters in Accra on Monday, a day after rebels took the city. Its central bank, which
Musa Sow headed until 2020, pledged more than 3 million dollars to the U.N. if the 12 states agreed. “No,” he said.
Chile's envoy to the European Union accused China of sending 200 troops, according to a readout of the call, and
would leave a"""


def test_the_tree_may_be_any_tree() -> None:
    """On odd text a parser's tree may hang anything anywhere; no report may be lost to it."""
    plain = parse(Document(id="0" * 64, name="test", text=REPORT))
    for seed in range(150):
        chance = random.Random(seed)
        records = extract(_regrown(plain, chance, chance.choice((0.1, 0.3, 0.8)))).records
        assert all(span.cut(REPORT).strip() for record in records for span in record.evidence)


def _regrown(parsed: Parse, chance: random.Random, share: float) -> Parse:
    """The parse with so many of its words hung elsewhere in their sentence, under other names."""
    heads, deps, pos, tags = list(parsed.heads), list(parsed.deps), list(parsed.pos), list(parsed.tags)
    for first, last in parsed.sentences:
        for token in range(first, last):
            if chance.random() > share or heads[token] == token:
                continue
            above = chance.randrange(first, last)
            if token not in _up(heads, above):
                heads[token] = above
            deps[token] = chance.choice(parsed.deps)
            if chance.random() < 0.3:
                pos[token], tags[token] = chance.choice(parsed.pos), chance.choice(parsed.tags)
    children: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    return msgspec.structs.replace(
        parsed,
        heads=tuple(heads),
        deps=tuple(deps),
        pos=tuple(pos),
        tags=tuple(tags),
        children=tuple(map(tuple, children)),
    )


def _up(heads: list[int], token: int) -> Iterator[int]:
    yield token
    while heads[token] != token:
        token = heads[token]
        yield token
