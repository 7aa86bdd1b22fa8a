"""Records as lines of a list on a terminal: when, what, which outlet, and the words it stands on.

What comes in: a case and records it answered with. What goes out: lines of text, no wider than asked.

    28 July 2021     Norway → Togo: received (CONSULT/visit), in Lomé    The Courier     3f2a91bc
                     > … received a delegation of nine in the port city of …
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from regesta.records import (
    Actor,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Figure,
    Judgement,
    Skipped,
    Span,
    Statement,
    Status,
)
from regesta.store import Case
from regesta.store.search import CLOSE, OPEN
from regesta.text import day_words, figure_words

__all__ = ["lines", "marked"]

NARROWEST, WHEN_WIDEST, OUTLET_WIDEST, UNTITLED = 60, 24, 22, 80
NOBODY = "someone"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list. `focus` is where in `words` the telling word stands."""

    id: str
    fact: str
    when: str = ""
    outlet: str = ""
    words: tuple[str, ...] = ()
    focus: int = 0
    evidence: tuple[Span, ...] = ()


def lines(
    case: Case,
    records: Sequence[msgspec.Struct],
    *,
    width: int,
    with_evidence: bool = False,
    snippets: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> Iterator[str]:
    """The records as aligned text; `with_evidence` adds every sentence in full and its offsets.

    `snippets` stand in the place of the words of each record, `marks` before what it says.
    """
    width = max(width, NARROWEST)
    found = [_line(case, record) for record in records]
    if snippets:
        found = [
            msgspec.structs.replace(line, words=(words,), focus=0)
            for line, words in zip(found, snippets, strict=True)
        ]
    if marks:
        found = [
            msgspec.structs.replace(line, fact=mark + line.fact)
            for line, mark in zip(found, marks, strict=True)
        ]
    when = min(max((len(line.when) for line in found), default=0), WHEN_WIDEST)
    outlet = min(max((len(line.outlet) for line in found), default=0), OUTLET_WIDEST)
    ident = max((len(line.id) for line in found), default=0)
    gaps = 2 * (bool(when) + bool(outlet) + 1)
    fact = width - when - outlet - ident - gaps
    for line in found:
        whole = textwrap.wrap(line.fact, fact)
        columns = [([line.when], when), (whole, fact), ([line.outlet], outlet), ([line.id], ident)]
        yield from _columns([column for column in columns if column[1]])
        indent = " " * (when + 2 if when else 2)
        for words in line.words:
            yield indent + clip(words, width - len(indent), line.focus)
        if with_evidence:
            yield from _evidence(case, line, indent, width)


def marked(snippet: str) -> str:
    """A snippet of a search with the words found between asterisks."""
    return " ".join(snippet.replace(OPEN, "*").replace(CLOSE, "*").split())


def clip(words: str, width: int, focus: int = 0) -> str:
    """The words on one line, marked as quoted from a report, cut so that `focus` stays in view."""
    room = width - 2
    words = " ".join(words.split())
    if len(words) <= room:
        return f"> {words}"
    start = 0 if focus < room * 2 // 3 else words.rfind(" ", 0, focus - room // 3) + 1
    lead = "… " if start else ""
    cut = words[start : start + room - len(lead) - 2]
    if start + len(cut) >= len(words):
        return f"> {lead}{cut}"
    return f"> {lead}{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def _columns(columns: list[tuple[list[str], int]]) -> Iterator[str]:
    """Columns side by side, each of its width; what is too long for its column is cut."""
    for row in range(max(len(rows) for rows, _ in columns)):
        cells = [_fitted(rows[row] if row < len(rows) else "", size) for rows, size in columns]
        yield "  ".join(cells).rstrip()


def _fitted(text: str, size: int) -> str:
    return (text if len(text) <= size else text[: size - 1].rstrip() + "…").ljust(size)


def _evidence(case: Case, line: Line, indent: str, width: int) -> Iterator[str]:
    for span in line.evidence:
        place = f"{case.outlet(span.document)}, {span.start}–{span.end}: "
        text = place + " ".join(case.cut(span).split())
        yield from textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)


def _line(case: Case, record: msgspec.Struct) -> Line:
    line = LINES[type(record)](case, record)
    whose = dict.fromkeys(item.by or "a person" for item in case.judged(record))
    return (
        msgspec.structs.replace(line, fact=f"{line.fact} [corrected by {', '.join(whose)}]")
        if whose
        else line
    )


def _names(case: Case, actors: Iterable[str]) -> str:
    return ", ".join(map(case.name, actors))


def _joined(case: Case, spans: Iterable[Span]) -> str:
    return " … ".join(map(case.cut, spans))


def _statement(case: Case, record: Statement) -> Line:
    who = case.name(record.speaker) if record.speaker else record.speaker_text or NOBODY
    cue = " ".join(case.cut(record.cue).split()) if record.cue else record.act or ""
    fact = f"{cue} {who}" if cue.casefold().endswith("according to") else f"{who} {cue}".strip()
    fact += " (negated)" if record.negated else ""
    if record.addressees:
        fact += f", to {_names(case, record.addressees)}"
    if record.channel:
        fact += f" ({', '.join(filter(None, (record.channel.type, record.channel.outlet)))})"
    if record.via:
        fact += f", via {_names(case, record.via)}"
    words = _joined(case, record.content)
    return _entry(case, record, fact, f"“{words}”" if record.manner == "direct" else words)


def _event(case: Case, record: Event) -> Line:
    mentions = case.mentions_of(record)
    first = record.evidence[0]
    shown = next((one for one in mentions if one.evidence[0] == first), mentions[0] if mentions else None)
    what = _joined(case, shown.trigger) if shown else record.label
    codes = "/".join([record.type, *sorted({mention.mode for mention in mentions if mention.mode})])
    modalities = sorted({mention.modality for mention in mentions})
    told = ", ".join([codes] if "actual" in modalities else [codes, *modalities])
    fact = f"{_parties(case, record.actors, record.recipients)}: {what} ({told})"
    fact += f", in {record.place.name}" if record.place else ""
    if record.independent_reports > 1:
        fact += f", {record.independent_reports} independent reports"
    line = _entry(case, record, fact, case.cut(first))
    others = len({*map(case.outlet, record.documents)} - {line.outlet})
    outlet = f"{line.outlet} +{others}" if others else line.outlet
    focus = _focus(first, shown.trigger[0]) if shown else 0
    return msgspec.structs.replace(line, outlet=outlet, focus=focus)


def _event_mention(case: Case, record: EventMention) -> Line:
    codes = filter(None, (record.type, record.mode))
    told = ", ".join(["/".join(codes)] + ([record.modality] if record.modality != "actual" else []))
    fact = f"{_parties(case, record.actors, record.recipients)}: {_joined(case, record.trigger)} ({told})"
    fact += f", in {record.place.name}" if record.place else ""
    line = _entry(case, record, fact, case.cut(record.evidence[0]))
    return msgspec.structs.replace(line, focus=_focus(record.evidence[0], record.trigger[0]))


def _commitment(case: Case, record: Commitment) -> Line:
    fact = f"{case.name(record.party) if record.party else NOBODY}: {record.sort}"
    fact += " (will not)" if record.polarity == "negative" else ""
    fact += f", to {_names(case, record.beneficiaries)}" if record.beneficiaries else ""
    fact += f", on condition: {case.cut(record.condition)}" if record.condition else ""
    fact += f", due {day_words(record.due)}" if record.due else ""
    return _entry(case, record, fact, _joined(case, record.content))


def _status(case: Case, record: Status) -> Line:
    sides = [case.name(side) for side in (record.holder, record.counterpart) if side]
    fact = f"{' – '.join(sides) or NOBODY}: {record.dimension} {record.value or 'not told'}"
    if record.claimed_by:
        fact += f", says {case.name(record.claimed_by)}"
    line = _entry(case, record, fact, case.cut(record.evidence[0]))
    known = record.when is not None and record.when.known
    if known or record.as_of is None:
        return line
    return msgspec.structs.replace(line, when=f"as of {day_words(record.as_of)}")


def _figure(case: Case, record: Figure) -> Line:
    value = figure_words(record) or case.cut(record.evidence[0])
    counted = record.counted if record.counted != record.unit else None
    fact = " ".join(filter(None, (value, record.unit, counted and f"({counted})")))
    fact += f", says {case.name(record.speaker)}" if record.speaker else ""
    sentence = record.evidence[-1]
    line = _entry(case, record, fact, case.cut(sentence))
    when = day_words(record.as_of) if record.as_of else ""
    return msgspec.structs.replace(line, when=when, focus=_focus(sentence, record.evidence[0]))


def _actor(case: Case, record: Actor) -> Line:
    about = ", ".join(filter(None, (record.type.replace("_", " "), record.sector, record.country)))
    fact = f"{record.name} ({about})"
    roles = list(dict.fromkeys(role.title for role in record.roles))
    fact += f": {', '.join(roles)}" if roles else ""
    others = [alias for alias in record.aliases if alias != record.name]
    fact += f"; also {', '.join(others)}" if others else ""
    return Line(id=case.short(record.id), fact=fact, evidence=record.evidence)


def _document(case: Case, record: Document) -> Line:
    fact = record.title or clip(record.text, UNTITLED)[2:] or record.name
    fact += f" (repeats {case.short(record.copy_of)})" if record.copy_of else ""
    return Line(
        id=case.short(record.id),
        fact=fact,
        when=day_words(record.published),
        outlet=record.outlet or record.name,
    )


def _discrepancy(case: Case, record: Discrepancy) -> Line:
    sides = [
        f"{case.outlet(side.evidence[0].document)}: {side.value}: {case.cut(side.evidence[0])}"
        for side in record.sides
    ]
    fact = f"{record.sort}: {record.summary}"
    return Line(id=case.short(record.id), fact=fact, words=tuple(sides), evidence=record.evidence)


def _judgement(case: Case, record: Judgement) -> Line:
    value = record.value if isinstance(record.value, dict) else {}
    told = f"{record.action} {value.get('kind', '')}".strip()
    if record.action == "set":
        told += f": {value['field']} = {value['said']}"
    about = value.get("what") or ", ".join(f"judgement {case.short(ident)}" for ident in record.target)
    fact = f"{told}: {about}" + (f" ({record.reason})" if record.reason else "")
    # What was undone stays on the list, and says so.
    fact += "" if record.action == "undo" or record.id in case.in_force else " [undone]"
    return Line(id=case.short(record.id), fact=fact, when=(record.added or "")[:10], outlet=record.by or "")


def _skipped(case: Case, record: Skipped) -> Line:
    told = record.reason if record.reason.startswith(record.name) else f"{record.name}: {record.reason}"
    return Line(id=case.short(record.id), fact=told)


def _entry(case: Case, record: Any, fact: str, words: str) -> Line:
    """The line of a record that has a time and stands in one report."""
    return Line(
        id=case.short(record.id),
        fact=fact,
        when=day_words(getattr(record, "when", None)),
        outlet=case.outlet(record.evidence[0].document),
        words=(words,),
        evidence=record.evidence,
    )


def _parties(case: Case, actors: Sequence[str], recipients: Sequence[str]) -> str:
    who = _names(case, actors) or NOBODY
    return f"{who} → {_names(case, recipients)}" if recipients else who


def _focus(sentence: Span, word: Span) -> int:
    return word.start - sentence.start if sentence.covers(word) else 0


LINES: dict[type[msgspec.Struct], Callable[[Case, Any], Line]] = {
    Statement: _statement,
    Event: _event,
    EventMention: _event_mention,
    Commitment: _commitment,
    Status: _status,
    Figure: _figure,
    Actor: _actor,
    Document: _document,
    Discrepancy: _discrepancy,
    Judgement: _judgement,
    Skipped: _skipped,
}
