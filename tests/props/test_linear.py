"""A report twice as long costs twice as much: what is done a sentence looks at that sentence, never at them all.

Steps are counted, so that no slow machine fails here: each reading of a cell of the token table is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from regesta.extract import extract
from regesta.parse import parse, repair
from regesta.parse.sentences import sentence_starts
from regesta.parse.tokens import Column, columns
from regesta.records import Document

# One sentence for each fault that is mended, by the step that mends it.
MENDED = {
    "mend_portfolios": "They agreed to rebuild the ageing railway, Works and Transport Minister Ana Ruiz said.",
    "mend_beside": "The deal was signed by Kessi and Zambia's transport minister.",
    "_mend_tags": "The Taliban claim that Lima kept the crew.",
    "_mend_acronyms": "Niger and Chad left the regional bloc ECOWAS in May.",
    "mend_rows": "Oslo, Moscow and Mali are members of the council.",
    "_mend_demands": "The Taliban demand that Lima release the crew.",
    "_mend_relatives": "The road was paid for by the bank that the court closed.",
    "_mend_told": "Ghana's minister assured the two neighbours that no group would be allowed to threaten the line.",
    "_mend_titles": "Peru declared the Chilean envoy persona non grata.",
    "_mend_calls": "Kosovo called for the bank to scrap the fee.",
    "mend_joined": "Lima said the ship would stay and ruled out talks with Quito.",
    "mend_infinitives": "The president vowed to veto the law, and to oppose the loan.",
    "_mend_participles": "A truce agreed in Jeddah last May collapsed within days.",
    "_mend_semicolons": "Kenya, a founding member, backed the plan; Uganda, an observer, abstained.",
    "_mend_days": "The ministry said on Tuesday it would raise tariffs.",
    "_mend_months": "In June Poland closed its border with Belarus.",
    "_mend_terms": "Chile wants to start digging before the year is out, the ministry wrote.",
    "_mend_roots": "Washington, which imposed sanctions in October, called on both sides to return to talks.",
    "mend_inserted": "Oslo, Prime Minister Anna Berg said, would not pay.",
    "mend_inverted": "Peru said it would respond in kind should Chile send tanks to the border.",
    "mend_trailing": "The ban will stay, Trade, Industry and Competition Minister Paul Dube told reporters.",
    "mend_resumed": "Peru had urged Chile to sign and promised to send two ships.",
}
UNMENDED = "He named three towns: Lima; Cusco; and Puno."
COPIES = 20
# A report with a bit of everything that is looked up elsewhere in it: quotations, pronouns, names of months, numbers.
REPORT = [
    "Peru's envoy Ana Rojas called it “tired fiction” and said on Monday: “He knows that our ships have paid.”",
    "She met the envoy of Chile and promised Chile 40 trucks in May. The two ministers did not say by which road.",
    "Angola, Zambia and Malawi signed a pact in March. The three agreed to a truce; the rebels refused to leave.",
    "They fired on a convoy near Cusco, citing its flag, and killed 12 people. Trade fell by $3 million.",
    "In May Oslo recognised the council. Its government has kept its embassy open since, and it hopes to send aid.",
]
ROWS = (
    *("words", "lemmas", "pos", "tags", "deps", "heads", "starts", "ends"),
    *("children", "sentences", "sentence_of", "paragraphs", "paragraph_of", "quotations"),
)
# Finding a place in a longer row costs a little more; looking through all of it would cost twice as much again.
AT_MOST = 2.5


class _Counting:
    """Counts the cells read from a row."""

    read = 0

    def __getitem__(self, at: Any) -> Any:
        self.read += len(range(*at.indices(len(self)))) if isinstance(at, slice) else 1  # type: ignore[arg-type]
        return super().__getitem__(at)  # type: ignore[misc]

    def __iter__(self) -> Iterator[Any]:
        self.read += len(self)  # type: ignore[arg-type]
        return super().__iter__()  # type: ignore[misc]


class Cells(_Counting, list[Any]):
    """A row that is written to."""


class Row(_Counting, tuple[Any, ...]):
    """A row that stays as it is."""


def mended(sentence: str, copies: int) -> tuple[int, int]:
    """How many cells changed when so many copies of a sentence were mended, and how many were read."""
    table = Column()
    (unit,) = columns([(sentence, 0, sentence_starts(sentence))])
    for _ in range(copies):
        table.extend(unit, len(table.words))
    before = [*table.tags, *table.deps, *table.heads]
    table.tags, table.deps, table.heads = rows = [Cells(row) for row in (table.tags, table.deps, table.heads)]
    repair.mend(table)
    read = sum(row.read for row in rows)
    after = [*table.tags, *table.deps, *table.heads]
    return sum(old != new for old, new in zip(before, after, strict=True)), read


@pytest.mark.parametrize("sentence", [*MENDED.values(), UNMENDED], ids=[*MENDED, "unmended"])
def test_every_further_sentence_is_mended_for_the_same_reads(sentence: str) -> None:
    changed, reads = zip(*(mended(sentence, COPIES * times) for times in (1, 2, 3)), strict=True)
    assert (changed[0] >= COPIES) == (sentence != UNMENDED)
    assert changed == (changed[0], 2 * changed[0], 3 * changed[0])
    assert reads[2] - reads[1] == reads[1] - reads[0]


def test_each_step_has_its_sentence() -> None:
    assert [step.__name__ for step in repair.STEPS] == list(MENDED)


def reads(copies: int) -> dict[str, int]:
    """How many cells of each row of a parse are read to extract what so many copies of the report tell."""
    document = Document(id="0" * 64, name="fixture", text="\n\n".join(REPORT * copies))
    found = parse(document)
    rows = {name: Row(getattr(found, name)) for name in ROWS}
    extract(msgspec.structs.replace(found, **rows))
    return {name: row.read for name, row in rows.items()}


def test_a_report_of_twice_the_length_is_read_twice_as_often() -> None:
    short, middle, long = (reads(copies) for copies in (COPIES // 2, COPIES, COPIES * 2))
    growth = {name: (long[name] - middle[name]) / max(middle[name] - short[name], 1) for name in ROWS}
    assert {name: round(rate, 1) for name, rate in growth.items() if rate > AT_MOST} == {}
