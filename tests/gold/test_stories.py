"""Small stories of several reports each, run through the whole chain: what must be joined and what never.

A line of `stories/*.jsonl` is a report, or an expectation about the records that stand at some words of some
reports: "same_event" of two sides, say, holds when a mention of one event stands at the words of each.
What is "optional" fails for want of an extracted record, or asks for more than is promised: it counts in the
second floor only. Nothing that must stay apart is ever optional.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import regesta
from regesta.show.export import export_jsonl

STORIES = sorted(Path(__file__).with_name("stories").glob("*.jsonl"))
FLOOR = 0.95  # share of the expected joins and discrepancies that are found, all stories together
FLOOR_ALL = 0.55  # the same, optional ones included
LINKED = {"quote": "statement", "commitment": "commitment", "copy": "document"}

Row = dict[str, Any]
Stretch = tuple[str, int, int]


class Story:
    """One story as filed: its reports, what is expected of them, and the export."""

    def __init__(self, path: Path, folder: Path) -> None:
        read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.expected = [line for line in read if "expect" in line]
        source = folder / f"{path.stem}.jsonl"
        source.write_text("\n".join(json.dumps(line["report"]) for line in read if "report" in line))
        case = regesta.open(folder / f"{path.stem}.case")
        case.add(source, workers=1)
        export = folder / f"{path.stem}.export"
        with export.open("wb") as out:
            export_jsonl(case, out)
        case.close()
        self.rows = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
        self.documents = {row["name"].split("#")[-1]: row for row in self.of("document")}

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row["kind"] == kind]

    def stretch(self, side: Row) -> Stretch:
        """Where the words of a side stand."""
        doc = self.documents[side["report"]]
        start = doc["text"].index(side["words"])
        return doc["id"], start, start + len(side["words"])

    def actors(self, side: Row) -> set[str]:
        """The joined actors whose mention lies in a side's words, or covers them."""
        place = self.stretch(side)
        own = [row for row in self.of("mention") if row["form"] != "pronoun"]
        return {row["actor"] for row in own if _touch(_piece(row), place)}

    def events(self, side: Row) -> set[str]:
        place = self.stretch(side)
        own = self.of("event_mention")
        return {row["event"] for row in own if any(_touch(_span(s), place) for s in row["trigger"])}

    def records(self, kind: str, side: Row) -> set[str]:
        place = self.stretch(side)
        if kind == "document":
            return {place[0]}
        return {row["id"] for row in self.of(kind) if any(_touch(_span(s), place) for s in row["content"])}

    def linked(self, kind: str, relations: set[str], sides: list[Row]) -> bool:
        """True when links of these relations hold records at the words of all sides together."""
        members = [self.records(kind, side) for side in sides]
        links = [set(row["members"]) for row in self.of("link") if row["relation"] in relations]
        return all(
            any(one & link and other & link for link in links) for one, other in combinations(members, 2)
        )

    def differs(self, sort: str, sides: list[Row]) -> bool:
        """True when a discrepancy has each of these words on another side."""
        places = [self.stretch(side) for side in sides]
        for row in self.of("discrepancy"):
            hits = [
                {
                    number
                    for number, side in enumerate(row["sides"])
                    if any(_touch(_span(s), p) for s in side["evidence"])
                }
                for p in places
            ]
            if row["sort"] == sort and all(hits) and len(set.union(*hits)) >= len(places):
                return True
        return False

    def holds(self, wanted: Row) -> bool:
        """True when what is expected is so."""
        name, sides = wanted["expect"], wanted["sides"]
        if name == "discrepancy":
            return self.differs(wanted["sort"], sides)
        if name == "no_discrepancy":
            return not self.differs(wanted["sort"], sides)
        if name == "follow_up":
            return self.linked("commitment", {"follow_up"}, sides)
        negated = name.startswith("not_")
        what = name.rpartition("_")[2]
        if what in ("actor", "event"):
            found = [self.actors(side) if what == "actor" else self.events(side) for side in sides]
            return not set.intersection(*found) if negated else bool(set.intersection(*found))
        joined = self.linked(LINKED[what], {"copy"} if what == "copy" else {f"same_{what}"}, sides)
        return joined != negated


def _span(span: Row) -> Stretch:
    return span["document"], span["start"], span["end"]


def _piece(row: Row) -> Stretch:
    return row["document"], row["start"], row["end"]


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def told(story: str, wanted: Row) -> str:
    sides = " | ".join(f"{side['report']}: {side['words']}" for side in wanted["sides"])
    optional = " (optional)" if wanted.get("optional") else ""
    return f"{story}: {wanted['expect']} {wanted.get('sort', '')}{optional}: {sides}"


def apart(wanted: Row) -> bool:
    return wanted["expect"].startswith(("not_", "no_"))


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Story]:
    folder = tmp_path_factory.mktemp("stories")
    return {path.stem: Story(path, folder) for path in STORIES}


def misses(stories: dict[str, Story], wanted: Iterable[tuple[str, Row]]) -> list[str]:
    return [told(name, row) for name, row in wanted if not stories[name].holds(row)]


def test_what_is_not_the_same_stays_apart(stories: dict[str, Story]) -> None:
    wanted = [(name, row) for name, story in stories.items() for row in story.expected if apart(row)]
    assert len(wanted) > 15
    assert misses(stories, wanted) == []


def test_what_belongs_together_is_mostly_joined(stories: dict[str, Story]) -> None:
    every = [(name, row) for name, story in stories.items() for row in story.expected if not apart(row)]
    firm = [(name, row) for name, row in every if not row.get("optional")]
    for wanted, floor in ((firm, FLOOR), (every, FLOOR_ALL)):
        missed = misses(stories, wanted)
        assert len(missed) <= (1 - floor) * len(wanted), "\n".join(missed)


def test_every_expectation_stands_on_words_of_its_report(stories: dict[str, Story]) -> None:
    for story in stories.values():
        for row in story.expected:
            assert len(row["sides"]) > 1
            assert all(story.stretch(side) for side in row["sides"])
