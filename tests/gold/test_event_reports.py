"""Events on twenty-three whole reports written and annotated by hand before the program saw them.

Each line of event_reports.jsonl is a report and its events: types that count, the words an event stands at, sides,
modality. Optional events are neither missed nor false. `first_seen` 1 to 4 are batches; docs/events.md tells what
each gave at first sight. The floors are for today. About six seconds.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from regesta.extract.dates import timexes
from regesta.extract.events import event_mentions
from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.parse import parse
from regesta.records import Document, EventMention, When

REPORTS = Path(__file__).with_name("event_reports.jsonl")
RECALL, PRECISION = 0.74, 0.95


def mentions(report: dict[str, Any]) -> list[EventMention]:
    day = date.fromisoformat(report["published"])
    when = When(start=day, end=day + timedelta(1), precision="day", basis="explicit")
    document = Document(id="0" * 64, name=report["name"], text=report["text"], published=when)
    parsed = parse(document)
    who, times = cast(parsed), timexes(parsed)
    return list(event_mentions(parsed, who, times, statements(parsed, who, times)))


def fits(want: dict[str, Any], mention: EventMention, text: str) -> bool:
    """True for an event of a right type whose sentence holds the words."""
    at = text.index(want["words"])
    return mention.type in want["types"] and mention.evidence[0].start <= at < mention.evidence[0].end


def test_events_of_whole_reports_are_found_and_hardly_any_others() -> None:
    core = hits = given = false = 0
    for line in REPORTS.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        rest = mentions(report)
        given += len(rest)
        for want in sorted(report["events"], key=lambda one: one.get("optional", False)):
            match = next((one for one in rest if fits(want, one, report["text"])), None)
            core += not want.get("optional", False)
            if match is not None:
                rest.remove(match)
                hits += not want.get("optional", False)
        false += len(rest)
    assert core >= 350
    assert hits / core >= RECALL
    assert 1 - false / given >= PRECISION
