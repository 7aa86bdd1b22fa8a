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
    "_mend_tags": "The Taliban claim that Lima kept the crew.",
    "_mend_acronyms": "Niger and Chad left the regional bloc ECOWAS in May.",
    "_mend_rows": "Oslo, Moscow and Mali are members of the council.",
    "_mend_demands": "The Taliban demand that Lima release the crew.",
    "_mend_relatives": "The road was paid for by the bank that the court closed.",
    "_mend_told": "Ghana's minister assured the two neighbours that no group would be allowed to threaten the line.",
    "_mend_titles": "Peru declared the Chilean envoy persona non grata.",
    "_mend_calls": "Kosovo called for the bank to scrap the fee.",
    "_mend_joined": "Lima said the ship would stay and ruled out talks with Quito.",
    "_mend_participles": "A truce agreed in Jeddah last May collapsed within days.",
    "_mend_semicolons": "Kenya, a founding member, backed the plan; Uganda, an observer, abstained.",
    "_mend_days": "The ministry said on Tuesday it would raise tariffs.",
    "_mend_months": "In June Poland closed its border with Belarus.",
    "_mend_roots": "Washington, which imposed sanctions in October, called on both sides to return to talks.",
}
UNMENDED = "He named three towns: Lima; Cusco; and Puno."
COPIES = 20
# Finding a place in a longer row costs a little more; looking through all of it would cost 16 times as much.
TIMES, AT_MOST = 4, 6


QUOTING = "Peru's envoy Ana Rojas called it “tired fiction” and said: “He knows that our ships have paid.”"


class Counted(list[Any]):
    """A list that counts the cells read from it."""

    read = 0

    def __getitem__(self, at: Any) -> Any:
        self.read += len(range(*at.indices(len(self)))) if isinstance(at, slice) else 1
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Any]:
        self.read += len(self)
        return super().__iter__()


def mended(sentence: str, copies: int) -> tuple[int, int]:
    """How many cells changed when so many copies of a sentence were mended, and how many were read."""
    table = Column()
    (unit,) = columns([(sentence, 0, sentence_starts(sentence))])
    for _ in range(copies):
        table.extend(unit, len(table.words))
    before = [*table.tags, *table.deps, *table.heads]
    table.tags, table.deps, table.heads = rows = [
        Counted(row) for row in (table.tags, table.deps, table.heads)
    ]
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


def quotations_read(copies: int) -> int:
    """How many quotations were looked at to extract what so many copies of a paragraph tell."""
    found = parse(Document(id="0" * 64, name="fixture", text="\n\n".join([QUOTING] * copies)))
    quotations = Counted(found.quotations)
    assert len(quotations) == 2 * copies
    extract(msgspec.structs.replace(found, quotations=quotations))
    return quotations.read


def test_a_sentence_is_read_with_its_own_quotations() -> None:
    assert quotations_read(COPIES * TIMES) < AT_MOST * quotations_read(COPIES)
