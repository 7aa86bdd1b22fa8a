"""Commitments and statuses on sentences written for the project, near misses among them.

Each line of commitments.jsonl and statuses.jsonl is a sentence and what it tells; an empty list is a near
miss. The floors are shares of records found (recall) and of records right (precision).
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from regesta.extract import extract
from regesta.parse import parse
from regesta.records import Commitment, Document, Extraction, Status

HERE = Path(__file__).parent
FLOORS = {"commitments": (0.95, 0.96), "statuses": (0.95, 0.97)}


def lines(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


@functools.cache
def read(text: str) -> Extraction:
    return extract(parse(Document(id="0" * 64, name="fixture", text=text)))


def found(kind: str, text: str) -> list[dict[str, Any]]:
    extraction = read(text)
    names = {record.id: record.name for record in extraction.records if record.kind == "actor"}
    if kind == "statuses":
        return [
            {
                "dimension": record.dimension,
                "value": record.value,
                "holder": names.get(record.holder or ""),
                "counterpart": names.get(record.counterpart or ""),
            }
            for record in extraction.records
            if isinstance(record, Status)
        ]
    return [
        {
            "sort": record.sort,
            "party": names.get(record.party or ""),
            "content": record.content[0].cut(text),
            "polarity": record.polarity,
            "condition": record.condition.cut(text) if record.condition else None,
        }
        for record in extraction.records
        if isinstance(record, Commitment)
    ]


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_what_the_sentences_tell_is_found_and_nothing_else(kind: str) -> None:
    wanted = got = right = 0
    wrong = []
    for line in lines(kind):
        expected, records = line["expected"], found(kind, line["text"])
        good = sum(record in expected for record in records)
        wanted, got, right = wanted + len(expected), got + len(records), right + good
        if good < max(len(expected), len(records)):
            wrong.append(f"{line['text']}\n    expected {expected}\n    found    {records}")
    recall, precision = right / wanted, right / max(got, 1)
    report = f"recall {recall:.2f}, precision {precision:.2f}\n" + "\n".join(wrong)
    assert recall >= FLOORS[kind][0], report
    assert precision >= FLOORS[kind][1], report


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_near_misses_are_in_the_fixture(kind: str) -> None:
    assert sum(not line["expected"] for line in lines(kind)) >= len(lines(kind)) / 4


def test_a_repeated_infinitive_is_a_promise_of_its_own() -> None:
    text = "Ghana pledged to train the police and to supply radios."
    contents = [item["content"] for item in found("commitments", text)]
    assert contents == ["train the police", "supply radios"]
