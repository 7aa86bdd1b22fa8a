"""Where reports differ: every side with its words, no vote and no average.

What comes in: joined actors and events, and the pairs the other linkers found. What goes out:
`Discrepancy` records: date, figure, attribution, wording, spelling, status, framing.

    Discrepancy(sort="date", sides=(Side("28 July 2021", ...), Side("late July 2021", ...)), ...)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regesta.link.accounts import MUTUAL, OPEN
from regesta.link.events import Happened
from regesta.link.figures import Count, Counted, same_figures
from regesta.link.quotes import Quoted, Utterance, differing
from regesta.link.reports import Cast, Reports
from regesta.link.spellings import renamings, spellings
from regesta.link.standings import Standing, standing_words
from regesta.link.times import differ, sooner
from regesta.link.undertakings import Undertaken
from regesta.link.words import function_words, stem, tokens
from regesta.records import (
    Discrepancy,
    DiscrepancySort,
    Event,
    EventMention,
    Figure,
    Mention,
    Side,
    Span,
    Statement,
    Status,
    identify,
)
from regesta.text import day_words

SURE, LOOSE = 0.8, 0.5  # reports contradict each other; one only says less, or said it earlier
PART = re.compile(r"\b(?:early|mid|late|end)\b", re.IGNORECASE)  # "late July" says more than "July"
ROUGH = 0.1  # "about 100" and 108 do not contradict each other


def make(
    sort: DiscrepancySort,
    sides: Mapping[str, Iterable[Span]],
    *,
    about: Sequence[str],
    summary: str,
    certainty: float = SURE,
) -> Discrepancy:
    """A discrepancy of two sides or more; `about` are the ids it concerns, and give it its own."""
    told = tuple(Side(value=value, evidence=tuple(sorted(set(spans)))) for value, spans in sides.items())
    return Discrepancy(
        id=identify("discrepancy", "", (), [sort, *sorted(about)]),
        evidence=tuple(sorted({span for side in told for span in side.evidence})),
        rule=f"link.discrepancies/{sort}",
        certainty=certainty,
        sort=sort,
        sides=told,
        summary=" ".join(summary.split()),
    )


def both(sides: Mapping[str, Iterable[Span]], reports: Reports) -> str:
    """'“x” (Herald); “y” (Daily Post)': the sides of a summary."""
    told = []
    for value, spans in sides.items():
        outlets = dict.fromkeys(reports.outlet(span.document) for span in sorted(set(spans)))
        told.append(f"“{value}” ({', '.join(list(outlets)[:4])})")
    return "; ".join(told)


# ---- dates and parties of one event -----------------------------------------------------------


def dates(reports: Reports, happened: Happened) -> Iterable[Discrepancy]:
    """Events that two reports date differently, or one more exactly than the other."""
    for event in happened.events:
        own = [m for m in _told(reports, event) if m.when and m.when.basis != "published"]
        odd = [m for m in own if any(differ(m.when, o.when) and m.document != o.document for o in own)]
        told = odd or [m for m in own if m.when and (m.when.known or m.when.text)]
        times = {(m.when.start, m.when.end, bool(PART.search(m.when.text or ""))) for m in told if m.when}
        if len(times) < 2 or len({mention.document for mention in told}) < 2:
            continue
        sides: dict[str, list[Span]] = defaultdict(list)
        for mention in sorted(told, key=lambda m: (sooner(m.when), reports.order(m.document), m.id)):
            # Where they contradict each other the dates are shown, else the words that date it.
            words = mention.when.text if mention.when and not odd else None
            sides[words or day_words(mention.when)] += mention.evidence
        if len(sides) > 1:
            lead = "When" if odd else "How exactly dated"
            summary = f"{lead}: {event.label}: {both(sides, reports)}"
            sure = SURE if odd else LOOSE
            yield make("date", sides, about=[event.id], summary=summary, certainty=sure)


def sayings(reports: Reports, cast: Cast, quoted: Quoted) -> Iterable[Discrepancy]:
    """Quotations that two reports date differently."""
    for same in quoted.pairs:
        one, other = (quoted.utterances[i] for i in (same.left, same.right))
        if one.document == other.document or not differ(one.when, other.when):
            continue
        pair = sorted((one, other), key=lambda u: (sooner(u.when), u.id))
        sides = {day_words(u.when): reports.records[u.id].evidence for u in pair}
        summary = f"When {cast.name(one.speaker)} said it: {both(sides, reports)}"
        yield make("date", sides, about=[same.left, same.right], summary=summary)


def stages(reports: Reports, happened: Happened) -> Iterable[Discrepancy]:
    """Events that one report gives as done and another as planned, going on, claimed or denied."""
    for event in happened.events:
        told = _told(reports, event)
        done = [d for m in told if m.modality == "actual" and (d := reports.printed(m.document))]
        sides: dict[str, list[Span]] = defaultdict(list)
        for mention in told:
            printed = reports.printed(mention.document)
            if mention.modality in OPEN and printed and done and printed < min(done):
                # Expected in one report and done in a later one: that is how it went.
                continue
            sides[mention.modality] += mention.evidence
        reached = {frozenset(span.document for span in spans) for spans in sides.values()}
        if len(reached) > 1:
            summary = f"How far it had come: {event.label}: {both(sides, reports)}"
            yield make("status", sides, about=[event.id], summary=summary, certainty=LOOSE)


def _told(reports: Reports, event: Event) -> list[EventMention]:
    """An event's mentions, earliest report first."""
    own = [m for i in event.mentions if isinstance(m := reports.records[i], EventMention)]
    return sorted(own, key=lambda m: (reports.order(m.document), m.id))


def parties(reports: Reports, cast: Cast, happened: Happened) -> Iterable[Discrepancy]:
    """Meetings for which reports name other people on one side."""
    for event in happened.events:
        if event.type != MUTUAL or len(event.documents) < 2:
            continue
        own = _told(reports, event)
        table: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for mention in own:
            for ident in (*mention.actors, *mention.recipients):
                joined = cast.of(ident) or ident
                spans = _named_in(reports, ident, mention)
                if spans and (cast.person(joined) or not cast.named(joined)):
                    table[cast.side(joined)][cast.name(joined)] += spans
        for side, sides in sorted(table.items()):
            reached = [{span.document for span in spans} for spans in sides.values()]
            if len(sides) > 1 and len(set.union(*reached)) > 1 and not set.intersection(*reached):
                summary = f"Who took part in “{event.label}”: {both(sides, reports)}"
                yield make("attribution", sides, about=[event.id, side], summary=summary)


def _named_in(reports: Reports, ident: str, mention: EventMention) -> list[Span]:
    """Where an event's evidence names one of its actors."""
    named = (Span(m.document, m.start, m.end) for m in reports.mentions_of.get(ident, ()))
    return [span for span in named if any(part.covers(span) for part in mention.evidence)]


# ---- words ------------------------------------------------------------------------------------


def wordings(reports: Reports, cast: Cast, quoted: Quoted) -> Iterable[Discrepancy]:
    """Quotations that two reports word differently."""
    for link in quoted.links:
        own = [quoted.utterances[m] for m in link.members]
        own.sort(key=lambda u: (reports.order(u.document), u.id))
        sides: dict[str, list[Span]] = defaultdict(list)
        for item in own:
            sides[" ".join(item.text.split())] += item.content
        first, *others = list(sides)
        parts = [pair for other in others for pair in differing(first, other)]
        if parts:
            told = "; ".join(f"“{a or '–'}” / “{b or '–'}”" for a, b in parts[:4])
            summary = f"{cast.name(own[0].speaker)}, one saying in two wordings: {told}"
            yield make("wording", sides, about=[link.id], summary=summary)


def undertaken(reports: Reports, cast: Cast, done: Undertaken, quoted: Quoted) -> Iterable[Discrepancy]:
    """Promises that two reports word differently, beyond what the quotations show already."""
    shown: dict[str, list[Span]] = defaultdict(list)
    for same in quoted.pairs:
        for ident in (same.left, same.right):
            item = quoted.utterances[ident]
            shown[item.document] += item.content
    for left, right in done.pairs:
        one, other = (done.items[i] for i in sorted((left, right)))
        seen = [any(s.overlaps(t) for s in i.content for t in shown[i.document]) for i in (one, other)]
        parts = differing(one.text, other.text)
        if all(seen) or not parts:
            continue
        sides = {" ".join(i.text.split()): i.content for i in (one, other)}
        told = "; ".join(f"“{a or '–'}” / “{b or '–'}”" for a, b in parts[:4])
        summary = f"One undertaking of {cast.name(one.party)} in two wordings: {told}"
        if len(sides) > 1:
            yield make("wording", sides, about=[left, right], summary=summary)


def attributions(reports: Reports, cast: Cast, quoted: Quoted) -> Iterable[Discrepancy]:
    """Quotations that two reports take from different outlets, or give to different people."""
    table: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for same in quoted.pairs:
        one, other = quoted.utterances[same.left], quoted.utterances[same.right]
        if one.document == other.document:
            continue
        mine, theirs = (_sources(reports, cast, item) for item in (one, other))
        speakers = one.speaker != other.speaker and cast.person(one.speaker) and cast.person(other.speaker)
        if speakers or (mine and theirs and not mine & theirs):
            first, last = sorted((one.document, other.document))
            table[min(one.speaker, other.speaker), first, last] |= {same.left, same.right}
    for (speaker, *documents), members in sorted(table.items()):
        own = [quoted.utterances[m] for m in sorted(members)]
        values = {doc: _credit(reports, cast, [u for u in own if u.document == doc]) for doc in documents}
        sides = {
            values[doc]: [s for u in own if u.document == doc for s in _around(reports, u)]
            for doc in sorted(documents, key=reports.order)
        }
        if len(sides) > 1:
            summary = f"Who carried the words of {cast.name(speaker)}: {both(sides, reports)}"
            yield make("attribution", sides, about=list(members), summary=summary)


def _sources(reports: Reports, cast: Cast, item: Utterance) -> frozenset[str]:
    """The outlets and relays that a statement names."""
    statement = reports.records[item.id]
    if not isinstance(statement, Statement):
        return frozenset()
    names = [cast.name(cast.of(ident)) for ident in statement.via]
    if statement.channel and statement.channel.outlet:
        names.append(cast.called(statement.channel.outlet))
    plain = (" ".join(w for w in tokens(name) if w not in function_words()) for name in names)
    return frozenset(name for name in plain if name)


def _credit(reports: Reports, cast: Cast, own: Sequence[Utterance]) -> str:
    names = {name for item in own for name in _sources(reports, cast, item)}
    return ", ".join(sorted(names)) or ", ".join(sorted({cast.name(item.speaker) for item in own}))


def _around(reports: Reports, item: Utterance) -> list[Span]:
    """The words of a statement's evidence that are not its content: who says it, and through whom."""
    statement = reports.records[item.id]
    found = []
    for whole in statement.evidence:
        at = whole.start
        inside = sorted(span for span in item.content if whole.covers(span))
        for span in [*inside, Span(whole.document, whole.end, whole.end + 1)]:
            piece = Span(whole.document, at, span.start) if span.start > at else None
            if piece and any(char.isalpha() for char in reports.words([piece])):
                found.append(piece)
            at = max(at, span.end)
    return found or list(statement.evidence)


def spelt(reports: Reports, cast: Cast) -> Iterable[Discrepancy]:
    """Actors whose name two reports spell differently."""
    for ident, sides in spellings(reports, cast):
        summary = f"How {cast.name(ident)} is spelt: {both(sides, reports)}"
        yield make("spelling", sides, about=[ident, *sides], summary=summary, certainty=0.9)


def renamed(reports: Reports) -> Iterable[Discrepancy]:
    """Places, groups and projects that reports call by different names."""
    for name, sides in renamings(reports):
        summary = f"One thing, two names: {both(sides, reports)}"
        yield make("spelling", sides, about=[name, *sides], summary=summary)


# ---- figures, statuses, framing ---------------------------------------------------------------


def figures(reports: Reports, counted: Counted) -> Iterable[Discrepancy]:
    """Counts of one thing that differ."""
    for found in same_figures(counted):
        ordered = sorted(found, key=lambda c: (reports.order(c.document), c.id))
        if all(_agree(reports, a, b) for a in ordered for b in ordered):
            continue
        sides: dict[str, list[Span]] = defaultdict(list)
        what = ""
        for count in ordered:
            figure = reports.records[count.id]
            if isinstance(figure, Figure):
                what = what or " ".join(filter(None, (figure.unit, figure.counted)))
                sides[" ".join(reports.words(figure.evidence[:1]).split())].append(figure.evidence[0])
        if len(sides) > 1:
            about = [count.id for count in found]
            yield make("figure", sides, about=about, summary=f"{what}: {both(sides, reports)}")


def _agree(reports: Reports, left: Count, right: Count) -> bool:
    """True when two figures do not contradict each other."""
    one, other = reports.records[left.id], reports.records[right.id]
    if not isinstance(one, Figure) or not isinstance(other, Figure):
        return True
    if one.value is None or other.value is None or one.value == other.value:
        return True
    low, high = sorted((one, other), key=lambda f: f.value or 0.0)
    assert low.value is not None and high.value is not None
    if low.comparator in ("more_than", "growing") or high.comparator in ("less_than", "within"):
        return True
    if low.high is not None and high.value <= low.high:
        return True
    about = "about" in (low.comparator, high.comparator)
    return about and high.value - low.value <= ROUGH * high.value


def statuses(reports: Reports, standing: Standing) -> Iterable[Discrepancy]:
    """Series whose value is not the same in all reports: a contradiction, or a change over time."""
    for name, series in standing.series.items():
        sides: dict[str, list[Span]] = defaultdict(list)
        first: dict[str, Status] = {}
        for status in series:
            plain = _plain(status.value)
            sides[plain] += status.evidence
            first.setdefault(plain, status)
        if len(sides) < 2 or len({status.document for status in series}) < 2:
            continue
        told = {standing_words(first[plain]): spans for plain, spans in sides.items()}
        if len(told) > 1:
            summary = f"How {name.replace(':', ' of ', 1)} stood: {both(told, reports)}"
            yield make("status", told, about=[name], summary=summary)


def framings(reports: Reports, cast: Cast) -> Iterable[Discrepancy]:
    """Actors that outlets describe in words of their own."""
    table: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in reports.all(Mention):
        joined = cast.of(mention.actor)
        if mention.framing and joined:
            table[joined][_plain(mention.framing)].append(mention)
    for ident, found in sorted(table.items()):
        documents = {mention.document for own in found.values() for mention in own}
        if len(found) < 2 or len(documents) < 2:
            continue
        ordered = sorted(found.values(), key=lambda own: min(reports.order(m.document) for m in own))
        sides: dict[str, list[Span]] = {}
        for own in ordered:
            value = " ".join((own[0].framing or own[0].text).split())
            sides.setdefault(value, []).extend(Span(m.document, m.start, m.end) for m in own)
        if len(sides) > 1:
            summary = f"What outlets call {cast.name(ident)}: {both(sides, reports)}"
            yield make("framing", sides, about=[ident], summary=summary)


def _plain(value: str | None) -> str:
    """A value for comparison: stems without function words."""
    words = [stem(word) for word in tokens(value or "") if word not in function_words() or word == "not"]
    return " ".join(words)
