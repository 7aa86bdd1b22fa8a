"""What the long-tail classifier guesses where no frame fits, and when it keeps silent."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from regesta.extract.dates import timexes
from regesta.extract.events import event_mentions
from regesta.extract.frames import VERB_TAGS
from regesta.extract.longtail import NOTHING, guess, kinds
from regesta.extract.mentions import cast
from regesta.extract.statements import statements
from regesta.lexicons import load
from regesta.lexicons.entries import Frame, LongtailWeight, LongtailWord
from regesta.parse import parse
from regesta.records import Document, EventMention, Parse

ROOT = Path(__file__).resolve().parents[3]


def read(text: str) -> Parse:
    return parse(Document(id="0" * 64, name="fixture", text=text))


def events(text: str) -> tuple[EventMention, ...]:
    parsed = read(text)
    who, times = cast(parsed), timexes(parsed)
    return event_mentions(parsed, who, times, statements(parsed, who, times))


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("Chile pilloried Bolivia before the assembly.", "pilloried", "ACCUSE"),
        ("Gunmen strafed the convoy near Gao.", "strafed", "ASSAULT"),
        ("Tunis cajoled and entreated Rome to reopen the port.", "entreated", "REQUEST"),
        ("Norway bankrolled the clinic in Malawi.", "bankrolled", "AID"),
        ("The Bahraini police incarcerated three clerics.", "incarcerated", "COERCE"),
    ],
)
def test_a_rare_verb_is_typed_by_its_kin(text: str, verb: str, kind: str) -> None:
    parsed = read(text)
    token = next(i for i, word in enumerate(parsed.words) if word == verb and parsed.tags[i] in VERB_TAGS)
    assert guess(parsed, token).type == kind


@pytest.mark.parametrize("text", ["Tonga outranks Samoa in the table.", "Ghana resembles Togo."])
def test_a_comparison_is_no_event(text: str) -> None:
    parsed = read(text)
    token = next(i for i, tag in enumerate(parsed.tags) if tag in VERB_TAGS)
    assert guess(parsed, token).type == NOTHING
    assert not events(text)


def test_a_guess_needs_both_sides_and_says_so_in_its_rule() -> None:
    (found,) = events("The Kenyan foreign minister maligned Uganda.")
    (framed,) = events("The Kenyan foreign minister criticised Uganda.")
    assert found.type == framed.type == "ACCUSE"
    assert found.rule == "events/longtail@ACCUSE:malign"
    assert found.certainty < framed.certainty
    assert not events("The Kenyan foreign minister maligned the rain.")


def test_weights_and_words_name_plover_types_only() -> None:
    types = {frame.type for frame in load(Frame)} | {NOTHING}
    assert set(kinds()) <= types
    assert {entry.name.split("/")[0] for entry in load(LongtailWord)} <= types


def test_no_clue_stands_twice_among_the_weights() -> None:
    clues = [entry.clue for entry in load(LongtailWeight)]
    assert len(clues) == len(set(clues))


def test_the_weights_were_trained_on_the_sentences_of_today() -> None:
    text = (ROOT / "tests" / "longtail.tsv").read_bytes()
    head = (ROOT / "src/regesta/lexicons/en/longtail_weights.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert head.endswith(hashlib.sha256(text).hexdigest()[:16])
