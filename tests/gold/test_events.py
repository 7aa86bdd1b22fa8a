"""Events on sentences written for the project, and on sentences where nothing of the kind happens.

Each line of events.jsonl is a sentence and its events; of no_events.jsonl a sentence that tells none. The floors are
shares found (recall), right (precision), and right in each slot of what was found.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from regesta.extract.dates import timexes
from regesta.extract.events import event_mentions
from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.lexicons import load
from regesta.lexicons.entries import State
from regesta.parse import parse
from regesta.records import Actor, Document

HERE = Path(__file__).parent
RECALL, PRECISION = 0.93, 0.95
SLOTS = {"actors": 0.93, "recipients": 0.9, "modality": 0.95}
FALSE_PER_HUNDRED = 3


STATES = {state.iso3: state.name for state in load(State)}


def same(wanted: list[str], given: tuple[Actor, ...]) -> bool:
    """True when each side names as many, and each wanted name is an actor's own or its country's."""
    labels = [{actor.name, STATES.get(actor.country or "", actor.name)} for actor in given]
    return len(wanted) == len(given) and all(any(name in label for label in labels) for name in wanted)


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@functools.cache
def found(text: str) -> tuple[dict[str, Any], ...]:
    parsed = parse(Document(id="0" * 64, name="fixture", text=text))
    who, times = cast(parsed), timexes(parsed)
    return tuple(
        {
            "type": record.type,
            "actors": tuple(who.actor(one) for one in record.actors),
            "recipients": tuple(who.actor(one) for one in record.recipients),
            "modality": record.modality,
        }
        for record in event_mentions(parsed, who, times, statements(parsed, who, times))
    )


def test_events_of_the_fixture_are_found_and_no_others() -> None:
    hits = expected = given = 0
    right = dict.fromkeys(SLOTS, 0)
    for line in lines("events.jsonl"):
        rest = list(found(line["text"]))
        given += len(rest)
        expected += len(line["expected"])
        for want in line["expected"]:
            match = next((one for one in rest if one["type"] == want["type"]), None)
            if match is None:
                continue
            rest.remove(match)
            hits += 1
            right["actors"] += same(want["actors"], match["actors"])
            right["recipients"] += same(want["recipients"], match["recipients"])
            right["modality"] += want["modality"] == match["modality"]
    assert expected >= 300
    assert hits / expected >= RECALL
    assert hits / given >= PRECISION
    shares = {slot: count / hits for slot, count in right.items()}
    assert all(shares[slot] >= floor for slot, floor in SLOTS.items()), shares


def test_sentences_without_events_yield_none() -> None:
    texts = [line["text"] for line in lines("no_events.jsonl")]
    false = [(text, event) for text in texts for event in found(text)]
    assert len(texts) >= 200
    assert 100 * len(false) / len(texts) <= FALSE_PER_HUNDRED, false
