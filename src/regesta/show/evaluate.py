"""How well statements are found on a user's own copy of PolNeAR.

What comes in: a folder with `text/*.txt` and `attributions/*_<annotator>.ann` (brat standoff). What goes
out: a table of figures, and the predictions, one JSON object a line.

An attribution is right (JOINT) when its content overlaps the gold content by four fifths of the words of
both (IoU) and its source shares a word with the gold source. Gold is the first annotator by name.

PolNeAR's conventions are met here, not in the extractor: whom an order goes to is no content, a relative
pronoun stands for its antecedent as source, and what is told inside another's words is left out.
"""

from __future__ import annotations

import functools
import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.errors import RegestaError
from regesta.extract.mentions import Cast
from regesta.extract.statements import statements
from regesta.lexicons import load
from regesta.lexicons.entries import SpeechCues
from regesta.parse import parse
from regesta.records import Document, Parse, Statement

Spans = list[tuple[int, int]]
WORD = re.compile(r"\w+(?:['’]\w+)*")
DIRECT = 0.95
RIGHT, NEAR = 0.8, 0.5
VIEWS = ("all", "direct", "mixed", "indirect", "speech")


@dataclass(frozen=True)
class Attribution:
    """One attribution, gold or predicted, as character spans."""

    content: Spans
    source: Spans
    cue: Spans
    rule: str = ""


@dataclass(frozen=True)
class Side:
    """An attribution as sets of word numbers, with its manner and whether its cue is speech."""

    content: frozenset[int]
    source: frozenset[int]
    manner: str
    speech: bool


def polnear(folder: Path, predictions: Path | None = None) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by view; also writes the predictions when a path is given."""
    gold = dict(_gold(folder))
    if not gold:
        raise RegestaError(f"{folder}: no attributions/*.ann with a text of the same name in text/")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines = []
    for stem, expected in gold.items():
        text = _read(folder / "text" / f"{stem}.txt")
        found = list(predict(stem, text))
        lines += [_line(stem, one) for one in found]
        _count(text, expected, found, counts)
    if predictions is not None:
        predictions.write_text("".join(lines), encoding="utf-8")
    return {view: _figures(counts[view]) for view in VIEWS}


def predict(stem: str, text: str) -> Iterator[Attribution]:
    """The statements of one text by PolNeAR's conventions, every line read as body text."""
    parsed = parse(Document(id=stem, name=stem, text=text))
    for one in statements(parsed, Cast(), ()):
        if one.nested_in is None:
            yield _attribution(parsed, one)


def _attribution(parsed: Parse, one: Statement) -> Attribution:
    content = [(span.start, span.end) for span in one.content]
    if one.rule == "statements/order" and len(content) > 1 and _is_infinitive(parsed, content[1][0]):
        content = content[1:]
    source = [(one.speaker_span.start, one.speaker_span.end)] if one.speaker_span else []
    cue = [(one.cue.start, one.cue.end)] if one.cue else []
    if source and cue:
        source += _relative(parsed, source[0][1], cue[0][0])
    return Attribution(content, source, cue, one.rule)


def _is_infinitive(parsed: Parse, start: int) -> bool:
    """True when the token at that offset is the "to" (or "not to") of an infinitive."""
    i = bisect_left(parsed.starts, start)
    return "TO" in parsed.tags[i : i + 2]


def _relative(parsed: Parse, start: int, end: int) -> Spans:
    """The relative pronoun between an antecedent and the cue under it."""
    found = [
        (parsed.starts[i], parsed.ends[i])
        for i in _tokens(parsed, start, end)
        if parsed.tags[i] in ("WP", "WDT") and parsed.starts[parsed.heads[i]] == end
    ]
    return found[-1:]


def _tokens(parsed: Parse, start: int, end: int) -> Iterator[int]:
    i = bisect_left(parsed.starts, start)
    while i < len(parsed) and parsed.ends[i] <= end:
        yield i
        i += 1


def _line(stem: str, one: Attribution) -> str:
    row: dict[str, Any] = {
        "doc": stem,
        "content": one.content,
        "source": one.source or None,
        "cue": one.cue or None,
        "rule": one.rule,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as err:
        raise RegestaError(f"{path}: {err.strerror}; the folder needs text/ and attributions/") from err


def _gold(folder: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """Texts with the attributions of their first annotator."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        if (folder / "text" / f"{stem}.txt").is_file():
            chosen.setdefault(stem, path)
    for stem, path in chosen.items():
        yield stem, list(_standoff(_read(path)))


def _standoff(text: str) -> Iterator[Attribution]:
    """Attributions of a brat file: T lines name spans, E lines join them."""
    spans: dict[str, Spans] = {}
    events = []
    for line in text.split("\n"):
        if match := re.match(r"(T\d+)\t\S+ ([\d ;]+)(?:\t|$)", line):
            spans[match[1]] = [_pair(part) for part in match[2].split(";")]
        elif match := re.match(r"E\d+\t(.+)", line):
            events.append([part.split(":") for part in match[1].split()])
    for event in events:
        roles: dict[str, Spans] = defaultdict(list)
        for role, target in event:
            roles[role.rstrip("0123456789")] += spans.get(target, [])
        if roles["Content"]:
            yield Attribution(sorted(roles["Content"]), sorted(roles["Source"]), sorted(roles["Cue"]))


def _pair(part: str) -> tuple[int, int]:
    start, end = part.split()
    return int(start), int(end)


class Words:
    """The words of a text by offset, and which of them stand in quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in WORD.finditer(text)]
        self.starts = [start for start, _ in self.spans]
        self.quoted = frozenset[int]().union(*(self.of([region]) for region in _quoted(text)))

    def of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Numbers of the words that the spans touch."""
        found = set()
        for start, end in spans:
            i = max(0, bisect_left(self.starts, start) - 1)
            while i < len(self.spans) and self.spans[i][0] < end:
                if self.spans[i][1] > start:
                    found.add(i)
                i += 1
        return frozenset(found)

    def side(self, one: Attribution) -> Side | None:
        """The attribution in words; None when its content has none."""
        content = self.of(one.content)
        if not content:
            return None
        share = len(content & self.quoted) / len(content)
        manner = "direct" if share >= DIRECT else "mixed" if share else "indirect"
        cue = " ".join(self.text[start:end].lower() for start, end in one.cue)
        return Side(content, self.of(one.source), manner, is_speech(cue))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in double marks; one left open ends with its line."""
    opened: int | None = None
    for match in re.finditer(r"''|[“”\"\n]", text):
        mark = match.group()
        if opened is None:
            if mark not in ("”", "\n"):
                opened = match.start()
        elif mark != "“":
            yield opened, match.end() if mark != "\n" else match.start()
            opened = None
    if opened is not None:
        yield opened, len(text)


@functools.cache
def _speech_words(*, irregular: bool) -> frozenset[str]:
    groups = [entry for entry in load(SpeechCues) if (entry.kind == "irregular") == irregular]
    return frozenset(lemma for group in groups for lemma in group.lemmas)


def is_speech(cue: str) -> bool:
    """True when a word of the cue is a form of a speech lemma ("has denied", "arguing")."""
    found = re.findall(r"[a-z]+", cue)
    regular, irregular = _speech_words(irregular=False), _speech_words(irregular=True)
    return any(word in irregular or not _lemmas(word).isdisjoint(regular) for word in found)


def _lemmas(word: str) -> set[str]:
    found = {word, word[:-1], word[:-2], word[:-3]}
    found.add(re.sub("(ied|ies)$", "y", word))
    found.add(re.sub("(ed|ing)$", "e", word))
    found.add(re.sub(r"(.)\1(ed|ing)$", r"\1", word))
    if word.endswith("i"):
        found.add(word[:-1] + "y")
    return found


def _count(
    text: str, expected: list[Attribution], found: list[Attribution], counts: dict[str, Counter[str]]
) -> None:
    words = Words(text)
    gold = [side for one in expected if (side := words.side(one))]
    ours = [side for one in found if (side := words.side(one))]
    pairs = _aligned(gold, ours)
    for side in gold:
        for view in ("all", side.manner, *(("speech",) if side.speech else ())):
            counts[view]["gold"] += 1
    for side in ours:
        for view in ("all", side.manner):
            counts[view]["ours"] += 1
    # of the speech view, what meets gold that is no speech is neither right nor wrong
    apart = sum(score >= NEAR and not gold[i].speech for i, j, score in pairs)
    counts["speech"]["ours"] += len(ours) - apart
    for i, j, score in pairs:
        _count_pair(gold[i], ours[j], score, counts)


def _count_pair(gold: Side, ours: Side, score: float, counts: dict[str, Counter[str]]) -> None:
    same = bool(gold.source & ours.source) if gold.source else not ours.source
    joint = score >= RIGHT and same
    for view in ("all", gold.manner, *(("speech",) if gold.speech else ())):
        counts[view]["recalled"] += joint
    for view in ("all", ours.manner):
        counts[view]["precise"] += joint
    counts["speech"]["precise"] += joint and gold.speech
    if score >= NEAR and gold.source:
        for view in ("all", gold.manner, *(("speech",) if gold.speech else ())):
            counts[view]["sourced"] += 1
            counts[view]["source_right"] += same


def _aligned(gold: list[Side], ours: list[Side]) -> list[tuple[int, int, float]]:
    """Pairs, one to one, the best overlap (IoU of content words) first."""
    scored = []
    for i, one in enumerate(gold):
        for j, other in enumerate(ours):
            if shared := len(one.content & other.content):
                scored.append((shared / len(one.content | other.content), i, j))
    pairs, taken_gold, taken_ours = [], set(), set()
    for score, i, j in sorted(scored, reverse=True):
        if i not in taken_gold and j not in taken_ours:
            taken_gold.add(i)
            taken_ours.add(j)
            pairs.append((i, j, score))
    return pairs


def _figures(count: Counter[str]) -> dict[str, float]:
    precision = count["precise"] / max(1, count["ours"])
    recall = count["recalled"] / max(1, count["gold"])
    both = precision + recall
    return {
        "gold": count["gold"],
        "found": count["ours"],
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * 2 * precision * recall / both, 1) if both else 0.0,
        "source": round(100 * count["source_right"] / max(1, count["sourced"]), 1),
    }
