"""Parse -> Statements: who said, thought or wanted what, in whose words, through whom.

What comes in: a `Parse`, its cast and its time expressions. What goes out: `Statement`s in text order,
one per cue: quotations with their cue, reported clauses, orders and promises, "according to".

    The ministry said the bridge was safe.      speaker "The ministry", content "the bridge was safe"
    "It is safe," said Ama Boateng.             direct; speaker "Ama Boateng"
    The bridge is said to be safe.              nothing: nobody is named who says so
"""

from __future__ import annotations

from regesta.extract.dates import when_of
from regesta.extract.drafts import Draft, drafts
from regesta.extract.grammar import negated
from regesta.extract.mentions import Cast
from regesta.extract.speakers import phrase_of
from regesta.extract.view import View, view_of
from regesta.records import Manner, Parse, Span, Statement, Timex, identify

__all__ = ["statements"]

# Share of quoted words from which a statement counts as direct (the rest: a stray word outside).
DIRECT = 0.95
# Precision of each rule, in round numbers, as measured (docs/statements.md).
CERTAINTY = {
    "statements/quotation": 0.9,
    "statements/aside": 0.8,
    "statements/reported-clause": 0.75,
    "statements/according-to": 0.8,
}
OTHERWISE = 0.6


def statements(parse: Parse, who: Cast, times: tuple[Timex, ...]) -> tuple[Statement, ...]:
    """All statements of a document's body, in text order."""
    view = view_of(parse)
    made = [
        _statement(view, draft, who, times)
        for draft in drafts(view)
        if parse.role(draft.pieces[0][0]) == "body"
    ]
    return tuple(_nested(made))


def _statement(view: View, draft: Draft, who: Cast, times: tuple[Timex, ...]) -> Statement:
    parse = view.parse
    content = tuple(span_of(view, first, last) for first, last in draft.pieces)
    cue = parse.span(*draft.cue) if draft.cue else None
    speaker_span = _speaker_span(view, draft)
    head = draft.head
    addressees = who.actors_at(draft.addressee) if draft.addressee is not None else ()
    return Statement(
        id=identify("statement", parse.document.id, [*([cue] if cue else []), *content]),
        evidence=_evidence(view, draft),
        rule=draft.rule,
        certainty=CERTAINTY.get(draft.rule, OTHERWISE),
        document=parse.document.id,
        speaker=who.actor_at(draft.speaker) if draft.speaker is not None else None,
        speaker_text=speaker_span.cut(parse.document.text) if speaker_span else None,
        speaker_span=speaker_span,
        cue=cue,
        content=content,
        manner=_manner(view, draft),
        act=draft.act,
        negated=head is not None and (draft.sort == "denial" or negated(parse, head)),
        addressees=addressees,
        when=when_of(parse, times, head) if head is not None else None,
    )


def span_of(view: View, first: int, last: int) -> Span:
    """The Span of a piece, without the comma that closes a quotation."""
    words = view.parse.words
    while last - 1 > first and words[last - 1] == ",":
        last -= 1
    return view.parse.span(first, last)


def _speaker_span(view: View, draft: Draft) -> Span | None:
    if draft.signature is not None:
        return view.parse.span(*draft.signature)
    if draft.speaker is None:
        return None
    first, last = phrase_of(view, draft.speaker)
    return view.parse.span(first, last) if first < last else None


def _manner(view: View, draft: Draft) -> Manner:
    words = quoted = 0
    for first, last in draft.pieces:
        for i in range(first, last):
            if view.parse.pos[i] != "PUNCT":
                words += 1
                quoted += view.inside[i] >= 0
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * words else "mixed"


def _evidence(view: View, draft: Draft) -> tuple[Span, ...]:
    """The stretch of sentences the statement stands on, one span a paragraph."""
    parse = view.parse
    tokens = [first for first, _ in draft.pieces] + [last - 1 for _, last in draft.pieces]
    if draft.cue is not None:
        tokens.append(draft.cue[0])
    spans: dict[int, tuple[int, int]] = {}
    for i in tokens:
        first, last = view.bounds(i)
        low, high = spans.get(parse.paragraph_of[i], (first, last))
        spans[parse.paragraph_of[i]] = (min(low, first), max(high, last))
    return tuple(parse.span(*spans[paragraph]) for paragraph in sorted(spans))


def _nested(made: list[Statement]) -> list[Statement]:
    return made
