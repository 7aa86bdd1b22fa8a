"""Scores event types on a file of PLV's shape: two marked actors a sentence, one root type a pair.

What comes in: a tab-separated file with columns uid, gold_root, gold_penta, source, target, sentence and
marked_sentence (`<s>source</s> ... <t>target</t>`). What goes out: a prediction a line and three macro-F1s.

    evaluate_plv(Path("plv_dev.tsv")).root       # macro-F1 over the 15 root types, 0 to 1

The pair is given and each has an answer, so the frame that joins the two is asked first, then nearer and
nearer guesses; what was asked is kept in `Prediction.why`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from regesta.errors import RegestaError
from regesta.extract import grammar
from regesta.extract.candidates import candidates
from regesta.extract.events import depth
from regesta.extract.frames import Match, match_at
from regesta.extract.framewords import word_class
from regesta.extract.longtail import bare, guess, loose_matches
from regesta.extract.mentions import Cast
from regesta.extract.modality import modality
from regesta.extract.parties import sides
from regesta.parse import parse as parse_document
from regesta.records import Actor, Document, Parse, Span

__all__ = ["Prediction", "Scores", "evaluate_plv", "predict_plv"]

QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {root: quad for quad, roots in QUADS.items() for root in roots}
# PLV has no CONCEDE and no RETREAT of its own.
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# PLOVER folds what is only announced or refused into the words about it: promised aid is AGREE, aid refused
# is REJECT, a raid announced is THREATEN. A verdict counts as ACCUSE and sanctions imposed as COERCE because most
# labels of PLV dev do so: an inference from counts, which no codebook states.
KIND = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "AGREE"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
SPOKEN = frozenset({"SUPPORT", "ACCUSE"})
SOURCE, TARGET = "source", "target"
ROOTS = KIND | HOSTILE | {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
# One side of the pair at least stands where the frame wants it.
CLEAR = 2
COLUMNS = ("uid", "gold_root", "gold_penta", "marked_sentence")
MARKED = re.compile(r"</?[st]>")


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """The root type given to one pair, and by which step."""

    uid: str
    root: str
    why: str


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Macro-F1 over the gold classes; a missing answer costs recall."""

    pairs: int
    root: float
    quad: float
    binary: float
    answered: int


def evaluate_plv(path: Path, *, predictions: Path | None = None) -> Scores:
    """Scores our own predictions, which are written to `predictions` (JSON lines) when it is given."""
    rows = list(_rows(path))
    guesses = [predict_plv(row["uid"], row["marked_sentence"]) for row in rows]
    if predictions is not None:
        lines = [json.dumps({"uid": one.uid, "root": one.root}) for one in guesses]
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    gold = [FOLDED.get(row["gold_root"], row["gold_root"]) for row in rows]
    quads = [int(float(row["gold_penta"])) for row in rows]
    mine = [one.root for one in guesses]
    my_quads = [QUAD_OF.get(root, 0) for root in mine]
    return Scores(
        pairs=len(rows),
        root=macro_f1(gold, mine),
        quad=macro_f1(quads, my_quads),
        binary=macro_f1([quad > 2 for quad in quads], [quad > 2 if quad else None for quad in my_quads]),
        answered=sum(root in QUAD_OF for root in mine),
    )


def macro_f1(gold: Iterable[object], predicted: Iterable[object]) -> float:
    """Mean F1 over the classes of gold."""
    pairs = list(zip(gold, predicted, strict=True))
    found = []
    for kind in sorted({right for right, _ in pairs}, key=str):
        hit = sum(right == kind and given == kind for right, given in pairs)
        size = sum(right == kind for right, _ in pairs) + sum(given == kind for _, given in pairs)
        found.append(2 * hit / size)
    return sum(found) / len(found) if found else 0.0


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise RegestaError(f"{path.name}: no column {missing[0]!r}; a PLV file has {', '.join(COLUMNS)}")
        yield from reader


def predict_plv(uid: str, marked: str) -> Prediction:
    """The root type of the pair one marked sentence names."""
    text, spans = unmarked(marked)
    parse = parse_document(Document(id=uid, name=uid, text=text))
    if not len(parse):
        return Prediction(uid=uid, root="", why="empty")
    return answered(uid, parse, _cast(parse, spans))


def answered(uid: str, parse: Parse, who: Cast) -> Prediction:
    """The frame that joins the pair; where none does, what the long-tail classifier makes of the joining word."""
    matches = [match for match in candidates(parse, who, 0, len(parse)) if match.frame.type != "NONE"]
    match, score = _best(parse, who, matches)
    if match is None or score < CLEAR:
        loose, joined = _best(parse, who, list(loose_matches(parse, 0, len(parse))), verbs_first=True)
        if loose is not None and (match is None or joined > score):
            kind = guess(parse, loose.head, among=ROOTS).type
            match = loose._replace(frame=bare(loose.frame.pos, kind))
            return Prediction(uid=uid, root=_root(parse, match), why="long tail")
    if match is None:
        return Prediction(uid=uid, root="", why="no frame")
    return Prediction(uid=uid, root=_root(parse, match), why=f"score {score}")


def _root(parse: Parse, match: Match) -> str:
    root = folded(parse, match)
    return FOLDED.get(root, root)


def joined_by(uid: str, marked: str) -> tuple[Parse, Match | None]:
    """The parse of a marked sentence, and the word that joins its pair whether a frame knows it or not."""
    text, spans = unmarked(marked)
    parse = parse_document(Document(id=uid, name=uid, text=text))
    who = _cast(parse, spans)
    return parse, _joining(parse, who)


def _joining(parse: Parse, who: Cast) -> Match | None:
    return _best(parse, who, list(loose_matches(parse, 0, len(parse))), verbs_first=True)[0]


def folded(parse: Parse, match: Match) -> str:
    """The type under PLOVER's collapse of what is announced, refused or done."""
    kind = match.frame.type
    if match.frame.mode == "convict":
        return "ACCUSE"
    if match.frame.mode == "cyber":
        return "ASSAULT"
    if kind == "CONSULT":
        kind = _purpose(parse, match) or kind
    if kind == "SANCTION" and "@sanctions" in match.frame.needs.get("object", ()):
        kind = "COERCE"
    how = modality(parse, match.light if match.light is not None else match.head, reported=True)
    if how == "planned" and kind in SPOKEN and _is_done_by_going(parse, match.head):
        how = "actual"
    if kind in KIND:
        if how == "planned" and kind == "CONCEDE" and _is_decided(parse, match):
            return kind
        return {"planned": "AGREE", "negated": "REJECT"}.get(how, kind)
    hostile = kind in HOSTILE or (kind == "REJECT" and how == "planned")
    return "THREATEN" if hostile and how in ("planned", "conditional") else kind


def _purpose(parse: Parse, match: Match) -> str | None:
    """What a call or a delegation is for, where that is an act of its own: "phoned to congratulate"."""
    wanted = ("SUPPORT", "ACCUSE", "REQUEST") if match.frame.mode == "phone" else ("ACCUSE",)
    clauses = [*match.slots.get("to_do", ()), *parse.kids(match.head, "advcl", "xcomp")]
    for clause in clauses:
        inner = match_at(parse, clause, lambda _: "power")
        if inner is not None and grammar.is_infinitive(parse, clause) and inner.frame.type in wanted:
            return inner.frame.type
    return None


def _is_done_by_going(parse: Parse, head: int) -> bool:
    """True for "phoned to convey her thanks": what was meant to be said was said."""
    above = parse.heads[head]
    return (
        parse.deps[head] in ("advcl", "xcomp")
        and parse.tags[above] == "VBD"
        and bool(parse.kids(above, "dobj"))
    )


def _is_decided(parse: Parse, match: Match) -> bool:
    """True for "decided to lift": with a government the decision is the deed."""
    return parse.lemmas[parse.heads[match.head]].lower() in word_class("deciding")


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence without its marks, and the characters of source and target in it."""
    pieces: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    position, length = 0, 0
    opened: dict[str, int] = {}
    for mark in MARKED.finditer(marked):
        piece = marked[position : mark.start()]
        pieces.append(piece)
        length += len(piece)
        name = SOURCE if "s" in mark.group() else TARGET
        if mark.group().startswith("</"):
            spans.setdefault(name, (opened.get(name, length), length))
        else:
            opened[name] = length
        position = mark.end()
    pieces.append(marked[position:])
    return "".join(pieces), spans


def _cast(parse: Parse, spans: dict[str, tuple[int, int]]) -> Cast:
    """A cast of two: the marked source and the marked target."""
    at: list[str | None] = [None] * len(parse)
    for name, (start, end) in spans.items():
        for i in range(len(parse)):
            if start <= parse.starts[i] < end:
                at[i] = name
    for i in range(len(parse)):
        if at[i] is None:
            at[i] = _said_of_itself(parse, at, i)
    evidence = (Span(parse.document.id, 0, 1),)
    by_id = {
        name: Actor(id=name, evidence=evidence, rule="plv", certainty=1.0, name=name, type="state")
        for name in (SOURCE, TARGET)
    }
    return Cast(at=tuple(at), by_id=by_id)


def _said_of_itself(parse: Parse, at: list[str | None], i: int) -> str | None:
    """Whom the pronoun of a reported clause stands for: "Oslo said it will not pay" (Oslo)."""
    clause = parse.heads[i]
    if parse.tags[i] != "PRP" or parse.deps[i] not in ("nsubj", "nsubjpass"):
        return None
    if parse.words[i].lower() not in word_class("own_pronouns"):
        return None
    for above in grammar.governors(parse, clause):
        if parse.pos[above] not in grammar.VERBAL:
            return None
        speaker = grammar.own_subject(parse, above)
        if speaker is not None:
            return at[speaker] if at[speaker] == SOURCE else None
    return None


def _best(
    parse: Parse, who: Cast, matches: list[Match], *, verbs_first: bool = False
) -> tuple[Match | None, int]:
    """The match that says most about the pair, and how much: 4 both sides, 2 one."""
    ranked = []
    for match in matches:
        both = sides(parse, who, match)
        forward = SOURCE in both.actors, TARGET in both.recipients
        score = 2 * forward[0] + 2 * forward[1]
        score -= SOURCE in both.recipients
        score -= TARGET in both.actors
        ranked.append(
            (
                -score,
                match.frame.pos != "verb" and verbs_first,
                match.frame.mode == "convict",
                depth(parse, match.head),
                match.head,
                match,
            )
        )
    if not ranked:
        return None, -4
    best = min(ranked, key=lambda one: one[:5])
    return best[5], -best[0]
