"""Commitments: for whom something is undertaken, and when."""

from __future__ import annotations

import pytest

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Commitment, Document, Extraction


def read(text: str) -> Extraction:
    return extract(parse(Document(id="0" * 64, name="fixture", text=text)))


def commitments(text: str) -> list[Commitment]:
    return [record for record in read(text).records if isinstance(record, Commitment)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway has promised Togo $50m in aid.", ["Togo"]),
        ("Norway will send food to Togo, President Kari Lund promised reporters.", ["Togo"]),
        ("Kenya is set to send 1,000 police officers to Haiti.", ["Haiti"]),
        ("Kenya pledged to free the nurses.", ["the nurses"]),
        ("President Kari Lund promised reporters that the road would open.", []),
    ],
)
def test_who_is_to_have_the_good_of_it(text: str, expected: list[str]) -> None:
    names = {record.id: record.name for record in read(text).records if record.kind == "actor"}
    (found,) = commitments(text)
    assert [names[one] for one in found.beneficiaries] == expected


def test_what_follows_the_promise_between_commas_is_its_term() -> None:
    (found,) = commitments("Two ferries would be sent, President Kari Lund promised, by 3 May 2024.")
    assert found.when is None and found.due is not None and found.due.text == "by 3 May 2024"


def test_nobody_relays_what_two_expect_together() -> None:
    found = commitments("Kyrgyzstan and Tajikistan expect to sign a treaty by the end of the year.")
    assert [one.via for one in found] == [(), ()]
