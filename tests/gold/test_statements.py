"""Statements on sentences and short passages written for the project, a third of them near misses.

Each line of statements.jsonl is a text and what is said in it: speaker's words, cue, content pieces, manner,
and where it matters whether it is negated and by which channel it came. The floors are shares of
statements found (recall), of statements right (precision), and of right manner, cue and channel.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.parse import parse
from regesta.records import Document, Statement

HERE = Path(__file__).parent
PRECISION, RECALL, SLOTS = 0.97, 0.97, 0.98
SIZE, MISSES = 250, 1 / 3


@functools.cache
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / "statements.jsonl").read_text(encoding="utf-8").splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def said(text: str) -> tuple[Statement, ...]:
    parsed = parse(Document(id="0" * 64, name="fixture", text=text))
    return statements(parsed, cast(parsed), ())


def same(expected: dict[str, Any], one: Statement, text: str) -> bool:
    content = words(" ".join(span.cut(text) for span in one.content))
    speaker = words(one.speaker_text or "")
    wanted = words(expected["speaker"])
    return content == words(" ".join(expected["content"])) and speaker[: len(wanted)] == wanted


def slots(expected: dict[str, Any], one: Statement, text: str) -> dict[str, bool]:
    cue = one.cue.cut(text) if one.cue else None
    right = {
        "manner": one.manner == expected["manner"],
        "cue": cue == expected["cue"],
        "negated": one.negated == expected.get("negated", False),
    }
    if "channel" in expected:
        right["channel"] = one.channel is not None and one.channel.type == expected["channel"]
    return right


def test_what_the_passages_say_is_found_and_nothing_else() -> None:
    wanted = got = right = checked = good = 0
    wrong = []
    for line in lines():
        text, found = line["text"], list(said(line["text"]))
        wanted, got = wanted + len(line["expected"]), got + len(found)
        for expected in line["expected"]:
            match = next((one for one in found if same(expected, one, text)), None)
            if match is None:
                wrong.append(f"missed {expected['speaker']}: {expected['content']}")
                continue
            found.remove(match)
            right += 1
            verdicts = slots(expected, match, text)
            checked, good = checked + len(verdicts), good + sum(verdicts.values())
            wrong += [f"wrong {name} in: {text}" for name, held in verdicts.items() if not held]
        wrong += [
            f"spurious {one.speaker_text}, {one.rule}: {[span.cut(text) for span in one.content]} in: {text}"
            for one in found
        ]
    report = "\n".join([f"precision {right / got:.3f}, recall {right / wanted:.3f}", *wrong])
    assert right / got >= PRECISION, report
    assert right / wanted >= RECALL, report
    assert good / checked >= SLOTS, report


def test_the_fixture_is_large_and_a_third_of_it_says_nothing() -> None:
    assert len(lines()) >= SIZE
    assert sum(not line["expected"] for line in lines()) >= MISSES * len(lines())
