"""Whole reports, written for the project and annotated by hand before any rule had read them.

`reports/*.json` hold a text, its day, and what it tells: commitments, statuses, figures and times. The floors are
precision and recall over all reports as they are found now; docs/commitments-and-statuses.md tells what was found
at first sight, which is what to expect of other texts. What is "optional" is neither missed nor spurious.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from regesta.extract import extract
from regesta.extract.dates import timexes
from regesta.parse import parse
from regesta.records import Block, Commitment, Document, Extracted, Figure, Status, When

REPORTS = sorted(Path(__file__).with_name("reports").glob("*.json"))
# precision, recall
FLOORS = {
    "commitments": (0.88, 0.70),
    "statuses": (0.95, 0.66),
    "figures": (0.97, 0.93),
    "times": (0.96, 0.96),
}
ALIKE = 0.8

Row = dict[str, Any]
Score = Callable[[Row, Any], float]


class Told(NamedTuple):
    """One report, what it should give, and what it gives."""

    row: Row
    records: tuple[Extracted, ...]
    times: tuple[tuple[int, int, str | None], ...]

    def names(self, actor: str | None) -> set[str]:
        """The names of an actor of the report."""
        found = [one for one in self.records if one.kind == "actor" and one.id == actor]
        return {name for one in found for name in (one.name, *one.aliases)}  # type: ignore[union-attr]

    def is_one(self, actor: str | None, names: list[str]) -> bool:
        """True when the actor bears one of the names, or none is asked for."""
        return not names or bool(self.names(actor) & set(names))


def placed(row: Row) -> Iterator[Row]:
    """The times of a report, each with its place in the text."""
    at = 0
    for words, _, value in row["times"]:
        at = row["text"].index(words, at)
        yield {"place": (at, at + len(words)), "value": value}
        at += len(words)


def read(path: Path) -> Told:
    row = json.loads(path.read_text(encoding="utf-8"))
    row["times"] = list(placed(row))
    day = date.fromisoformat(row["published"])
    blocks = [Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", row["text"])]
    document = Document(
        id="0" * 64,
        name=path.stem,
        text=row["text"],
        blocks=tuple(blocks),
        published=When(start=day, end=day + timedelta(days=1), precision="day", basis="explicit"),
        language="en",
    )
    tree = parse(document)
    found = tuple((tree.starts[one.first], tree.ends[one.last - 1], one.value) for one in timexes(tree))
    return Told(row, extract(tree).records, found)


TOLD = [read(path) for path in REPORTS]


def alike(one: str, other: str) -> float:
    """Token F1 of two wordings."""
    words = [Counter(re.findall(r"[a-z0-9]+", text.lower().replace(",", ""))) for text in (one, other)]
    shared = sum((words[0] & words[1]).values())
    return 2 * shared / (sum(words[0].values()) + sum(words[1].values())) if shared else 0.0


def commitment(told: Told) -> tuple[list[Commitment], Score]:
    def score(wanted: Row, record: Commitment) -> float:
        words = " ".join(span.cut(told.row["text"]) for span in record.content)
        whole = wanted["content"] in words and len(words) <= 2 * len(wanted["content"])
        near = max(alike(wanted["content"], words), ALIKE * whole)
        right = told.is_one(record.party, wanted.get("party", [])) and record.sort in wanted["sort"]
        return near if near >= ALIKE and right and record.polarity == wanted["polarity"] else 0.0

    return [one for one in told.records if isinstance(one, Commitment)], score


def status(told: Told) -> tuple[list[Status], Score]:
    def score(wanted: Row, record: Status) -> float:
        place = told.row["text"].index(wanted["words"])
        there = any(span.start <= place < span.end for span in record.evidence)
        sides = told.is_one(record.holder, wanted.get("holder", [])) and told.is_one(
            record.counterpart, wanted.get("counterpart", [])
        )
        return float(there and sides and record.dimension in wanted["dimension"])

    return [one for one in told.records if isinstance(one, Status)], score


def figure(told: Told) -> tuple[list[Figure], Score]:
    def score(wanted: Row, record: Figure) -> float:
        words = record.evidence[0].cut(told.row["text"])
        near = wanted["words"] in words or words in wanted["words"]
        value = wanted.get("value")
        same = value is None or (record.value is not None and abs(record.value - value) <= value / 100)
        return float(near and same and wanted.get("high") == record.high)

    return [one for one in told.records if isinstance(one, Figure)], score


def time(told: Told) -> tuple[list[tuple[int, int, str | None]], Score]:
    def score(wanted: Row, found: tuple[int, int, str | None]) -> float:
        return float(wanted["place"] == found[:2] and wanted["value"] == found[2])

    return list(told.times), score


def counts(wanted: list[Row], found: list[Any], score: Score) -> Iterator[tuple[str, Any]]:
    """("right" | "missed" | "spurious" | "optional", what), each record used once."""
    rest = list(found)
    for row in sorted(wanted, key=lambda row: row.get("optional", False)):
        scored = [(score(row, one), -place) for place, one in enumerate(rest)]
        best, place = max(scored, default=(0.0, 0))
        if best:
            rest.pop(-place)
            yield ("optional" if row.get("optional") else "right"), row
        elif not row.get("optional"):
            yield "missed", row
    yield from (("spurious", one) for one in rest)


@pytest.mark.parametrize(
    ("kind", "of"),
    [("commitments", commitment), ("statuses", status), ("figures", figure), ("times", time)],
)
def test_what_whole_reports_tell_is_found_and_little_else(kind: str, of: Callable[[Told], Any]) -> None:
    tally: Counter[str] = Counter()
    wrong = []
    for told in TOLD:
        found, score = of(told)
        for sort, what in counts(told.row[kind], found, score):
            tally[sort] += 1
            if sort in ("missed", "spurious"):
                wrong.append(f"{sort}: {what}")
    precision = (tally["right"] + tally["optional"]) / max(1, tally.total() - tally["missed"])
    recall = tally["right"] / (tally["right"] + tally["missed"])
    report = f"{kind}: precision {precision:.3f}, recall {recall:.3f}\n" + "\n".join(wrong)
    assert precision >= FLOORS[kind][0], report
    assert recall >= FLOORS[kind][1], report


def test_there_are_enough_reports() -> None:
    assert len(REPORTS) >= 15
