"""Quotations in every kind of mark, and the apostrophes that are none."""

from __future__ import annotations

import re
import time

import pytest

from regesta.parse import parse
from regesta.parse.quotes import quotations
from regesta.records import Document, Quotation


def quoted(text: str) -> list[str]:
    return [text[one.start : one.end] for one in found(text)]


def found(text: str) -> tuple[Quotation, ...]:
    return parse(Document(id="0" * 64, name="test", text=text)).quotations


@pytest.mark.parametrize(
    "text",
    [
        '"We go," he said.',
        "“We go,” he said.",
        "''We go,'' he said.",
        "«We go,» he said.",
        "„We go,“ he said.",
        "'We go,' he said.",
        "‘We go,’ he said.",
        "“We go,“ he said.",
        "”We go,” he said.",
    ],
)
def test_every_kind_of_mark(text: str) -> None:
    assert quoted(text) == ["We go,"]


@pytest.mark.parametrize(
    "text",
    [
        "The crew's cars are the drivers' own.",
        "In the '90s the boys' choir sang.",
        "It's the captain's turn, isn't it?",
        "Rock 'n' roll came to Accra.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert all(len(one) < 3 for one in quoted(text))


def test_apostrophes_inside_single_marks_do_not_close_them() -> None:
    assert quoted("'It's the crew's turn,' the cook said.") == ["It's the crew's turn,"]


def test_a_single_mark_closes_only_its_own_kind() -> None:
    assert quoted("The so-called ‘drones’ flew 'low' that day.") == ["drones", "low"]


def test_a_quotation_in_a_quotation_is_deeper() -> None:
    text = "“He told me ‘never again’ and left,” she said."
    assert [(text[one.start : one.end], one.depth) for one in found(text)] == [
        ("He told me ‘never again’ and left,", 0),
        ("never again", 1),
    ]


def test_an_open_quotation_goes_on_when_the_next_paragraph_opens_with_a_mark() -> None:
    first, second = found("“We waited.\n\n“Nobody came,” she said.")
    assert (first.closed, first.continues) == (False, True)
    assert (second.closed, second.continues) == (True, False)


def test_an_odd_mark_spoils_only_its_own_paragraph() -> None:
    text = "“We waited, she said.\n\nThe bus left. “Nobody came,” she said."
    assert quoted(text)[-1] == "Nobody came,"


def test_inches_open_nothing() -> None:
    assert quoted('He is 5\'10" tall, she said. "Yes," she said.') == ["Yes,"]


@pytest.mark.parametrize("unit", ["'a ", "‘a girls’ b ", "“a ", "A: ", "“A”, he said, “"])
def test_marks_that_nothing_closes_cost_no_more_the_more_there_are(unit):
    seconds = []
    for many in (1_000, 8_000):
        text = unit * many
        starts = [match.start() for match in re.finditer(r"\S+", text)]
        ends = [match.end() for match in re.finditer(r"\S+", text)]
        tries = []
        for _ in range(3):
            # The least of three: what the process collects of other tests meanwhile is no cost of this.
            began = time.process_time()
            quotations(text, starts, ends, [(0, len(starts))], ["body"])
            tries.append(time.process_time() - began)
        seconds.append(min(tries))
    assert seconds[1] < 24 * seconds[0] + 0.2
