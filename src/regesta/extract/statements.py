"""Parse -> Statements: who said, thought or wanted what, in whose words, through whom.

What comes in: a `Parse`, its cast and its time expressions. What goes out: `Statement`s in text order,
one per cue: quotations with their cue, reported clauses, orders and promises, "according to".

    The ministry said the bridge was safe.      speaker "The ministry", content "the bridge was safe"
    "It is safe," said Ama Boateng.             direct; speaker "Ama Boateng"
    The bridge is said to be safe.              nothing: nobody is named who says so
"""

from __future__ import annotations

import msgspec

from regesta.extract.cues import words
from regesta.extract.dates import when_of
from regesta.extract.deeds import is_taken_back
from regesta.extract.draft import Draft, covering, fold
from regesta.extract.drafts import drafts
from regesta.extract.grammar import negated
from regesta.extract.mentions import Cast
from regesta.extract.occasions import on_occasion
from regesta.extract.relay import channel_noun, is_own_outlet, setting_of
from regesta.extract.speakers import phrase_of
from regesta.extract.view import View, view_of
from regesta.extract.worlds import is_genre
from regesta.lexicons.classes import verb_class
from regesta.records import Channel, Manner, Parse, Span, Statement, Timex, When, identify

__all__ = ["statements"]

# Share of quoted words from which a statement counts as direct (the rest: a stray word outside).
DIRECT = 0.95
# Precision of each rule, in round numbers, as measured (docs/statements.md).
CERTAINTY = {
    "statements/quotation": 0.9,
    "statements/transcript": 0.85,
    "statements/signature": 0.8,
    "statements/reported-clause": 0.8,
    "statements/aside": 0.75,
    "statements/reported-question": 0.7,
    "statements/no-answer": 0.7,
    "statements/according-to": 0.7,
    "statements/called": 0.65,
    "statements/verdict": 0.6,
    "statements/described-as": 0.6,
    "statements/order": 0.6,
    "statements/noun-clause": 0.4,
    "statements/noun-infinitive": 0.4,
}
OTHERWISE = 0.5
INTERVIEW, GIVEN = "interview", ("give", "grant", "record")


def statements(parse: Parse, who: Cast, times: tuple[Timex, ...]) -> tuple[Statement, ...]:
    """All statements of a document's body, in text order."""
    view = view_of(parse)

    def relays(draft: Draft) -> bool:
        speaker = who.actor_at(draft.speaker) if draft.speaker is not None else None
        return draft.act == "report" or (speaker is not None and who.actor(speaker).type == "media")

    found = [draft for draft in fold(drafts(view), relays) if _in_body(parse, draft)]
    genre = is_genre(parse)
    found = [
        draft for draft in found if not (genre and _retold(parse, draft)) and not _in_a_tale(parse, draft)
    ]
    made = [_statement(view, draft, who, times) for draft in found]
    made = on_occasion(view, list(zip(found, made, strict=True)), who, times)
    return tuple(_nested(view, found, made))


def _in_body(parse: Parse, draft: Draft) -> bool:
    """Headlines, subheads and captions make no statement of their own."""
    return parse.role(draft.pieces[0][0]) == "body"


def _retold(parse: Parse, draft: Draft) -> bool:
    """True for what a review tells in the present: its figures speak, nobody is reported to."""
    return draft.head is not None and parse.tags[draft.head] in ("VBZ", "VBP")


def _in_a_tale(parse: Parse, draft: Draft) -> bool:
    """True for "In the novel a general says ..."; "In her memoirs she writes ..." is told by somebody."""
    if draft.head is None or not _retold(parse, draft):
        return False
    places = (thing for kid in parse.kids(draft.head, "prep") for thing in parse.kids(kid, "pobj"))
    return any(parse.lemmas[thing].lower() in verb_class("works") - {"documentary"} for thing in places)


def _statement(view: View, draft: Draft, who: Cast, times: tuple[Timex, ...]) -> Statement:
    parse = view.parse
    content = tuple(span_of(view, first, last) for first, last in draft.pieces)
    cue = parse.span(*draft.cue) if draft.cue else None
    speaker_span = _speaker_span(view, draft)
    head = draft.head
    setting = setting_of(view, draft, who)
    relays = [actor for i in draft.relays for actor in _relaying(view, i, who)]
    speaker = speaker_actor(view, draft, who)
    together = _beside(draft, who, speaker)
    via = [*setting.via, *(one for one in relays if not is_own_outlet(view, who, one))]
    return Statement(
        id=identify("statement", parse.document.id, [*([cue] if cue else []), *content]),
        evidence=_evidence(view, draft),
        rule=draft.rule,
        certainty=CERTAINTY.get(draft.rule, OTHERWISE),
        document=parse.document.id,
        speaker=speaker,
        together=together,
        speaker_text=speaker_span.cut(parse.document.text) if speaker_span else None,
        speaker_span=speaker_span,
        cue=cue,
        content=content,
        manner=_manner(view, draft),
        act=draft.act,
        negated=head is not None
        and (draft.sort == "denial" or negated(parse, head) or is_taken_back(parse, head)),
        addressees=tuple(one for one in setting.addressees if one not in together),
        channel=setting.channel or _relayed_by(view, draft, who),
        via=tuple(dict.fromkeys(via)),
        when=_when(parse, times, head) if head is not None else None,
    )


def _when(parse: Parse, times: tuple[Timex, ...], head: int) -> When | None:
    """When it was said: "said on Friday", "said in an interview that was given on Friday", not "printed on Friday"."""
    if (own := when_of(parse, times, head)) is not None:
        # "said the court will meet in May, adding that ...": nobody has spoken in a May to come
        return None if _is_to_come(parse, own) else own
    for verb in range(head + 1, parse.sentences[parse.sentence_of[head]][1]):
        given = parse.tags[verb] == "VBN" and parse.lemmas[verb] in GIVEN
        if given and _of_interview(parse, verb) and parse.words[head + 1 : verb].count("who") == 0:
            return when_of(parse, times, verb)
    return None


def _is_to_come(parse: Parse, when: When) -> bool:
    """True for a time that begins after the report was printed."""
    published = parse.document.published
    return bool(when.start and published and published.end and when.start >= published.end)


def _of_interview(parse: Parse, verb: int) -> bool:
    """True for the participle of "an interview given", "an interview with the daily La Sera that was given"."""
    if parse.deps[verb] not in ("acl", "relcl"):
        return False
    noun = parse.heads[verb]
    while parse.deps[noun] in ("appos", "compound", "nmod") and parse.heads[noun] < verb:
        noun = parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.words[parse.heads[noun]].lower() in ("with", "to"):
        noun = parse.heads[parse.heads[noun]]
    return parse.lemmas[noun].lower() == INTERVIEW


def speaker_actor(view: View, draft: Draft, who: Cast) -> str | None:
    """The actor who speaks; of "the embassy's statement" and "a Peruvian statement" whose it is."""
    if draft.signature is not None:
        found = who.actors_in(*draft.signature)
        return found[0] if found else None
    if draft.speaker is None:
        return None
    i, parse = draft.speaker, view.parse
    if channel_noun(view, i) is not None and who.actor_at(i) is None:
        for owner in _owners(view, i):
            if (actor := who.actor_at(owner)) is not None:
                return actor
        for kid in parse.kids(i, "amod", "compound", "poss"):
            if (state := who.state_of(kid)) is not None:
                return state
    known = _named_at_end(view, draft, who) or who.actor_at(i) or next(iter(who.groups.get(i, ())), None)
    if known is None:
        # "a dissident and professor, Ama Boateng": the name may stand beside the head
        beside = [who.actor_at(kid) for kid in parse.kids(i, "conj", "appos", "compound", "nmod")]
        people = [one for one in beside if one is not None and who.actor(one).type == "person"]
        known = people[-1] if people else None
    return known


def _beside(draft: Draft, who: Cast, speaker: str | None) -> tuple[str, ...]:
    """The others who say it in the same breath: "Lima and Quito said", "both ministers said"."""
    row = who.actors_at(draft.speaker) if draft.speaker is not None and draft.signature is None else ()
    return tuple(one for one in row if one != speaker) if speaker in row else ()


def _named_at_end(view: View, draft: Draft, who: Cast) -> str | None:
    """Whom the words right before the cue name, where the speaker's noun only tells what he is.

    "A negotiator involved in the case, Musa Bello, said" and "Treasury Under Secretary Ama Sow said": a person.
    """
    parse, i = view.parse, draft.speaker
    last = draft.head - 1 if draft.head is not None else -1
    if i is None or not i < last <= view.right[i] + 1:
        return None
    last -= parse.words[last] == ","
    if parse.pos[last] != "PROPN" or (actor := who.actor_at(last)) is None or actor == who.actor_at(i):
        return None
    if who.actor(actor).type != "person":
        return None
    name = parse.heads[last] if parse.deps[last] == "compound" else last
    beside = parse.deps[name] == "appos" and parse.heads[name] == i
    titled = all(parse.words[k][0].isupper() for k in range(i, last)) and parse.pos[i] == "PROPN"
    return actor if beside or titled else None


def _relaying(view: View, i: int, who: Cast) -> tuple[str, ...]:
    """The actors who relay: of "a readout released by the ministry" the ministry."""
    found = who.actors_at(i)
    if found or channel_noun(view, i) is None:
        return found
    return tuple(actor for owner in _owners(view, i) for actor in who.actors_at(owner))[:1]


def _relayed_by(view: View, draft: Draft, who: Cast) -> Channel | None:
    """The channel of a relay that is a document ("according to a readout")."""
    kinds = [kind for i in draft.relays if not who.actors_at(i) and (kind := channel_noun(view, i))]
    return Channel(type=kinds[0]) if kinds else None


def _owners(view: View, i: int) -> list[int]:
    """Whose document it is: "the embassy's statement", "a statement from / issued by the embassy"."""
    parse = view.parse
    found = parse.kids(i, "poss", "compound", "nmod")
    inside = range(i + 1, view.right[i] + 1)
    by = [k for k in inside if view.word(k) in ("from", "by") and parse.pos[k] == "ADP"]
    by += [kid for kid in parse.kids(i, "prep") if view.word(kid) == "of"]
    return found + [owner for preposition in by for owner in parse.kids(preposition, "pobj")]


def span_of(view: View, first: int, last: int) -> Span:
    """The Span of a piece: with both marks of a quotation inside it, without those of one that is all of it."""
    words = view.parse.words
    while last - 1 > first and words[last - 1] == ",":
        last -= 1
    if last < len(words) and view.is_mark(last) and _opened(view, first, last) is not None:
        last += 1
    if last - first > 2 and view.is_mark(last - 1) and _opened(view, first, last - 1) == first:
        first, last = first + 1, last - 1
    return view.parse.span(first, last)


def _opened(view: View, first: int, mark: int) -> int | None:
    """The mark in a piece that opens the quotation which `mark` closes."""
    quotation = view.inside[mark - 1]
    if quotation < 0:
        return None
    start = mark - 1
    while start > first and view.inside[start - 1] == quotation:
        start -= 1
    return start - 1 if start > first and view.is_mark(start - 1) else None


def _speaker_span(view: View, draft: Draft) -> Span | None:
    if draft.signature is not None:
        return view.parse.span(*draft.signature)
    if draft.speaker is None:
        return None
    first, last = phrase_of(view, draft.speaker)
    return view.parse.span(first, last) if first < last else None


def _manner(view: View, draft: Draft) -> Manner:
    if draft.rule == "statements/transcript":
        return "direct"
    words = quoted = 0
    for first, last in draft.pieces:
        for i in range(first, last):
            if view.parse.pos[i] != "PUNCT":
                words += 1
                quoted += view.inside[i] >= 0
    # what a quotation reports in its turn is not quoted from its own speaker, but for marks within marks
    inner = draft.head is not None and view.inside[draft.head] >= 0
    if not quoted or (inner and draft.rule != "statements/quotation"):
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


def _nested(view: View, found: list[Draft], made: list[Statement]) -> list[Statement]:
    """Statements within another's words: named as such, and relayed by the one who tells them."""
    result = list(made)
    order = sorted(range(len(found)), key=lambda n: -sum(b - a for a, b in found[n].pieces))
    rank = {n: position for position, n in enumerate(order)}
    index = covering(found)
    for n in order:
        head = found[n].head
        if head is None:
            continue
        outer = [m for m in index.get(head, ()) if m != n]
        if not outer:
            continue
        nearest = max(outer, key=rank.__getitem__)
        around = result[nearest]
        if found[nearest].act in words("disowning") and not _is_denied(view, found[nearest]):
            # "denied that Oslo had promised troops": that promise is told as not made
            result[n] = made[n] = msgspec.structs.replace(made[n], negated=True)
        if around.manner == "direct" and made[n].speaker == around.speaker and _third(view, found[n]):
            # whoever speaks of "him" in a quotation does not speak of himself
            result[n] = msgspec.structs.replace(made[n], speaker=None)
        told = [around.speaker] if around.speaker and around.speaker != result[n].speaker else []
        via = tuple(dict.fromkeys((*made[n].via, *told, *around.via)))
        result[n] = msgspec.structs.replace(result[n], nested_in=around.id, via=via)
    return result


def _is_denied(view: View, draft: Draft) -> bool:
    """True for "did not deny", "never denied"."""
    return draft.head is not None and negated(view.parse, draft.head)


def _third(view: View, draft: Draft) -> bool:
    """True for a "he" or "she" inside a quotation or a turn."""
    return draft.speaker is not None and view.word(draft.speaker) in ("he", "she")
