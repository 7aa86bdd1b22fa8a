"""Scores time expressions on a folder of TimeML files (a user's own copy of TimeBank or the like).

What comes in: files `*.tml` or `*.xml` with `<TIMEX3>` tags; the creation time (`functionInDocument`
"CREATION_TIME" or "PUBLICATION_TIME") is taken as publication date. What goes out: detection scores,
relaxed (the spans overlap) and strict (the same characters), and how many values are right.

    evaluate_timeml(Path("timebank/")).relaxed.f1

The creation time itself is given, so it is not scored. Values are compared as they stand in the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from lxml import etree

from regesta.errors import RegestaError
from regesta.extract.dates import timexes
from regesta.parse import parse as parse_document
from regesta.records import Block, Document, Timex, When

__all__ = ["TimeScore", "TimemlScores", "evaluate_timeml", "read_timeml"]

CREATION = frozenset({"CREATION_TIME", "PUBLICATION_TIME"})
SUFFIXES = (".tml", ".xml")
DAY_LENGTH = 10


class TimeScore(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1, 0 to 1."""

    precision: float
    recall: float
    f1: float


class TimemlScores(msgspec.Struct, frozen=True, kw_only=True):
    """`value_accuracy`: share of the relaxed matches with the right value; `value_f1`: relaxed and right."""

    documents: int
    gold: int
    found: int
    relaxed: TimeScore
    strict: TimeScore
    value_accuracy: float
    type_accuracy: float
    value_f1: float


class Marked(NamedTuple):
    """A time expression as a file marks it: characters, type, value."""

    start: int
    end: int
    type: str
    value: str


class TimemlFile(NamedTuple):
    """One file: its plain text, its creation day, and what it marks."""

    text: str
    created: date | None
    times: tuple[Marked, ...]


class Counts(NamedTuple):
    """What one file adds to the totals."""

    gold: int
    found: int
    relaxed: int
    strict: int
    value: int
    type: int


def evaluate_timeml(folder: Path) -> TimemlScores:
    """Scores every TimeML file of the folder. Raises RegestaError when there is none."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise RegestaError(f"{folder}: no .tml or .xml file; name the folder that holds the TimeML files")
    counts = [_count(read_timeml(path), path.name) for path in paths]
    gold, found, relaxed, strict, value, kind = (sum(column) for column in zip(*counts, strict=True))
    return TimemlScores(
        documents=len(paths),
        gold=gold,
        found=found,
        relaxed=_score(relaxed, found, gold),
        strict=_score(strict, found, gold),
        value_accuracy=value / relaxed if relaxed else 0.0,
        type_accuracy=kind / relaxed if relaxed else 0.0,
        value_f1=_score(value, found, gold).f1,
    )


def _score(right: int, found: int, gold: int) -> TimeScore:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return TimeScore(precision=precision, recall=recall, f1=2 * precision * recall / both if both else 0.0)


def read_timeml(path: Path) -> TimemlFile:
    """The text and time expressions of one TimeML file. Raises RegestaError when it is no XML."""
    try:
        # entities stay unresolved and nothing is fetched: the file comes from anywhere
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except (etree.XMLSyntaxError, OSError) as err:
        raise RegestaError(f"{path}: not a TimeML file: {err}") from err
    created: date | None = None
    for element in root.iter("TIMEX3"):
        if element.get("functionInDocument") in CREATION and created is None:
            created = _day(element.get("value") or "")
    body = next((found for name in ("TEXT", "TEXTS") if (found := root.find(f".//{name}")) is not None), root)
    pieces: list[str] = []
    times: list[Marked] = []
    _walk(body, pieces, times)
    return TimemlFile("".join(pieces), created, tuple(times))


def _walk(element: etree._Element, pieces: list[str], times: list[Marked]) -> None:
    """Collect the text in order, and each marked expression with its place in it."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, pieces, times)
        pieces.append(child.tail or "")
    end = sum(map(len, pieces))
    if element.tag != "TIMEX3" or element.get("functionInDocument") in CREATION or start == end:
        return
    times.append(Marked(start, end, element.get("type") or "", element.get("value") or ""))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:DAY_LENGTH])
    except ValueError:
        return None


def _count(file: TimemlFile, name: str) -> Counts:
    document = _document(file, name)
    parse = parse_document(document)
    found = [(parse.starts[timex.first], parse.ends[timex.last - 1], timex) for timex in timexes(parse)]
    pairs = list(_pairs(file.times, found))
    return Counts(
        gold=len(file.times),
        found=len(found),
        relaxed=len(pairs),
        strict=sum((mark.start, mark.end) == (start, end) for mark, (start, end, _) in pairs),
        value=sum(mark.value == timex.value for mark, (_, _, timex) in pairs),
        type=sum(mark.type == timex.type for mark, (_, _, timex) in pairs),
    )


def _document(file: TimemlFile, name: str) -> Document:
    """The file as a report: paragraphs are what empty lines part, since the files wrap their lines."""
    blocks: list[Block] = []
    start = 0
    for piece in file.text.split("\n\n"):
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            blocks.append(Block(start + lead, start + len(piece.rstrip()), "body"))
        start += len(piece) + 2
    published = None
    if file.created is not None:
        published = When(
            start=file.created,
            end=file.created + timedelta(days=1),
            precision="day",
            basis="explicit",
        )
    return Document(
        id=name, name=name, text=file.text, blocks=tuple(blocks), published=published, language="en"
    )


def _pairs(
    gold: tuple[Marked, ...], found: list[tuple[int, int, Timex]]
) -> Iterator[tuple[Marked, tuple[int, int, Timex]]]:
    """Each marked expression with the first unused one of ours that overlaps it."""
    rest = list(found)
    for mark in sorted(gold):
        for ours in rest:
            if ours[0] < mark.end and mark.start < ours[1]:
                rest.remove(ours)
                yield mark, ours
                break
