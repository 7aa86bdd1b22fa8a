"""Where reports differ: every side with its words, no vote and no average.

What comes in: joined events, and what the other linkers found to be the same words, promise, count or
series. What goes out: `Discrepancy` records: date, figure, attribution, wording, status, framing.

    Discrepancy(sort="date", sides=(Side("28 July 2021", ...), Side("late July 2021", ...)), ...)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from regesta.link.accounts import MUTUAL, OPEN, Account
from regesta.link.figures import Count
from regesta.link.quotes import Utterance, differing
from regesta.link.spellings import Renamed, first_places, plain
from regesta.link.standings import Standing, contrary, standing_words, unlike
from regesta.link.times import differ, fall_apart, sooner
from regesta.link.undated import LEAN
from regesta.link.undertakings import Undertaking
from regesta.records import Discrepancy, DiscrepancySort, Event, Figure, Link, Side, Span, identify
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
    members: Iterable[str] = (),
    certainty: float = SURE,
) -> Discrepancy:
    """A discrepancy of two sides or more; `about` gives it its id, `members` are the records that differ."""
    told = tuple(Side(value=value, evidence=tuple(sorted(set(spans)))) for value, spans in sides.items())
    return Discrepancy(
        id=identify("discrepancy", "", (), [sort, *sorted(about)]),
        evidence=tuple(sorted({span for side in told for span in side.evidence})),
        rule=f"link.discrepancies/{sort}",
        certainty=certainty,
        sort=sort,
        sides=told,
        summary=" ".join(summary.split()),
        members=tuple(sorted(set(members))),
    )


def both(sides: Mapping[str, Iterable[Span]], outlet: Callable[[str], str]) -> str:
    """'“x” (Herald); “y” (Daily Post)': the sides of a summary."""
    told = []
    for value, spans in sides.items():
        outlets = dict.fromkeys(outlet(span.document) for span in sorted(set(spans)))
        told.append(f"“{value}” ({', '.join(list(outlets)[:4])})")
    return "; ".join(told)


def _outlets(found: Iterable[Account | Utterance | Count | Standing]) -> Callable[[str], str]:
    names = {item.document: item.outlet for item in found}
    return lambda document: names.get(document, document)


# ---- dates, stages and parties of one event ---------------------------------------------------


def of_event(event: Event, own: Iterable[Account]) -> Iterable[Discrepancy]:
    """What reports of one event differ in."""
    if len(event.documents) > 1:
        told = sorted(own, key=lambda item: (item.order, item.id))
        yield from _dates(event, told)
        yield from _stages(event, told)
        yield from _parties(event, told)


def _dates(event: Event, own: Sequence[Account]) -> Iterable[Discrepancy]:
    """Two dates, or one more exact than the other: a month and a day, the day itself and "a day after" another."""
    dated = [a for a in own if a.when and a.when.basis != "published"]
    odd = [a for a in dated if any(differ(a.when, o.when) and a.document != o.document for o in dated)]
    told = odd or [a for a in dated if a.when and (a.when.known or a.when.text)]
    times = {(a.when.start, a.when.end, _exactness(a.when.text or "")) for a in told if a.when}
    if len(times) < 2 or len({item.document for item in told}) < 2:
        return
    sides: dict[str, list[Span]] = defaultdict(list)
    for item in sorted(told, key=lambda a: (sooner(a.when), a.order, a.id)):
        # Where they contradict each other the dates are shown, else the words that date it.
        words = item.when.text if item.when and not odd else None
        sides[words or day_words(item.when)] += item.mention.evidence
    if len(sides) > 1:
        lead = "When" if odd else "How exactly dated"
        summary = f"{lead}: {event.label}: {both(sides, _outlets(own))}"
        sure, members = SURE if odd else LOOSE, (item.id for item in odd)
        yield make("date", sides, about=[event.id], summary=summary, members=members, certainty=sure)


def _exactness(words: str) -> tuple[bool, bool]:
    """What the words of a date say beside its days: a part of a month, a day counted from something else."""
    return bool(PART.search(words)), bool(LEAN.search(words))


def _stages(event: Event, own: Sequence[Account]) -> Iterable[Discrepancy]:
    """Done in one report, and planned, going on, claimed or denied in another."""
    done = [a.printed for a in own if a.modality == "actual" and a.printed]
    sides: dict[str, list[Span]] = defaultdict(list)
    members: list[str] = []
    for item in own:
        if item.modality in OPEN and item.printed and done and item.printed < min(done):
            # Expected in one report and done in a later one: that is how it went.
            continue
        sides[item.modality] += item.mention.evidence
        members.append(item.id)
    reached = {frozenset(span.document for span in spans) for spans in sides.values()}
    if len(reached) > 1:
        summary = f"How far it had come: {event.label}: {both(sides, _outlets(own))}"
        yield make("status", sides, about=[event.id], summary=summary, members=members, certainty=LOOSE)


def _parties(event: Event, own: Sequence[Account]) -> Iterable[Discrepancy]:
    """Meetings for which reports name other people on one side."""
    if event.type != MUTUAL:
        return
    table: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    members: dict[str, list[str]] = defaultdict(list)
    for item in own:
        for ident, spans in item.named:
            profile = item.people[ident]
            if profile.person or not profile.named:
                table[profile.side][profile.name] += spans
                members[profile.side].append(item.id)
    for side, sides in sorted(table.items()):
        reached = [{span.document for span in spans} for spans in sides.values()]
        if len(sides) > 1 and len(set.union(*reached)) > 1 and not set.intersection(*reached):
            summary = f"Who took part in “{event.label}”: {both(sides, _outlets(own))}"
            about = [event.id, side]
            yield make("attribution", sides, about=about, summary=summary, members=members[side])


# ---- words ------------------------------------------------------------------------------------


def said_when(left: Utterance, right: Utterance) -> Iterable[Discrepancy]:
    """A quotation that two reports date differently."""
    if left.document == right.document or not differ(left.when, right.when):
        return
    pair = sorted((left, right), key=lambda u: (sooner(u.when), u.id))
    sides = {day_words(u.when): u.evidence for u in pair}
    summary = f"When {speaker_of(left)} said it: {both(sides, _outlets(pair))}"
    about = [left.id, right.id]
    yield make("date", sides, about=about, summary=summary, members=about)


def speaker_of(item: Utterance) -> str:
    """Who says it."""
    return item.speaker.name if item.speaker else "someone"


def wordings(link: Link, members: Iterable[Utterance]) -> Iterable[Discrepancy]:
    """A quotation that two reports word differently."""
    own = sorted(members, key=lambda u: (u.order, u.id))
    sides: dict[str, list[Span]] = defaultdict(list)
    for item in own:
        sides[" ".join(item.text.split())] += item.content
    first, *others = list(sides)
    parts = [pair for other in others for pair in differing(first, other)]
    if parts:
        summary = f"{speaker_of(own[0])}, one saying in two wordings: {_told(parts)}"
        yield make("wording", sides, about=[link.id], summary=summary, members=link.members)


def _told(parts: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"“{a or '–'}” / “{b or '–'}”" for a, b in parts[:4])


def promised(left: Undertaking, right: Undertaking) -> Iterable[Discrepancy]:
    """A promise for which two reports give other days, or that they word differently.

    What quotations show already is left out.
    """
    one, other = sorted((left, right), key=lambda item: item.id)
    if fall_apart(one.due, other.due):
        days = {day_words(item.due): item.content for item in sorted((one, other), key=_due)}
        if len(days) > 1:
            told = " / ".join(f"“{day}”" for day in days)
            summary = f"When {one.party.name} is to do it: {told}: {one.text}"
            about = [one.id, other.id]
            yield make("date", days, about=about, summary=summary, members=about)
            return
    parts = differing(one.text, other.text)
    sides = {" ".join(item.text.split()): item.content for item in (one, other)}
    if parts and len(sides) > 1 and not (one.shown and other.shown):
        summary = f"One undertaking of {one.party.name} in two wordings: {_told(parts)}"
        about = [one.id, other.id]
        yield make("wording", sides, about=about, summary=summary, members=about)


def _due(item: Undertaking) -> tuple[str, str]:
    return sooner(item.due), item.id


def credited_apart(left: Utterance, right: Utterance) -> bool:
    """True when two reports take one saying from different outlets, or give it to different people."""
    if left.document == right.document:
        return False
    people = [item.speaker for item in (left, right)]
    named = all(speaker is not None and speaker.person for speaker in people)
    speakers = named and left.speaker_id != right.speaker_id
    return speakers or bool(left.sources and right.sources and not left.sources & right.sources)


def attributions(own: Sequence[Utterance]) -> Iterable[Discrepancy]:
    """Who carried the words that two reports have of one speaker; the statements by id."""
    speaker = min(own, key=lambda item: (item.speaker_id, item.id))
    documents = sorted({item.document for item in own}, key=lambda doc: _order(own, doc))
    sides = {
        _credit([item for item in own if item.document == doc]): [
            span for item in own if item.document == doc for span in item.around
        ]
        for doc in documents
    }
    if len(sides) > 1:
        summary = f"Who carried the words of {speaker_of(speaker)}: {both(sides, _outlets(own))}"
        about = [item.id for item in own]
        yield make("attribution", sides, about=about, summary=summary, members=about)


def _order(own: Sequence[Utterance], document: str) -> tuple[date, str]:
    return next(item.order for item in own if item.document == document)


def _credit(own: Sequence[Utterance]) -> str:
    names = {name for item in own for name in item.sources}
    return ", ".join(sorted(names)) or ", ".join(sorted({speaker_of(item) for item in own}))


def renamed(thing: str, found: Iterable[Renamed], outlet: Callable[[str], str]) -> Iterable[Discrepancy]:
    """A place, group or project that reports call by different names."""
    table: dict[str, list[Span]] = defaultdict(list)
    for item in found:
        table[item.name].append(item.span)
    if len(table) > 1:
        sides = {name: first_places(spans) for name, spans in sorted(table.items())}
        summary = f"One thing, two names: {both(sides, outlet)}"
        yield make("spelling", sides, about=[thing], summary=summary)


# ---- figures, statuses ------------------------------------------------------------------------


def figures(found: Sequence[Count]) -> Iterable[Discrepancy]:
    """Counts of one thing that differ."""
    ordered = sorted(found, key=lambda c: (c.order, c.id))
    several = len({count.document for count in found}) > 1
    if not several or all(_agree(a.figure, b.figure) for a in ordered for b in ordered):
        return
    sides: dict[str, list[Span]] = defaultdict(list)
    what = ""
    for count in ordered:
        what = what or " ".join(filter(None, (count.figure.unit, count.figure.counted)))
        sides[count.text].append(count.figure.evidence[0])
    if len(sides) > 1:
        about = [count.id for count in found]
        summary = f"{what}: {both(sides, _outlets(found))}"
        yield make("figure", sides, about=about, summary=summary, members=about)


def _agree(one: Figure, other: Figure) -> bool:
    """True when two figures do not contradict each other."""
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


def statuses(name: str, series: Sequence[Standing]) -> Iterable[Discrepancy]:
    """A series whose value is not the same in all reports.

    Only what two reports tell of one time contradicts; one value after the other is how it went.
    """
    odd = [item for item in series if any(unlike(item, other) for other in series)]
    against = [item.id for item in odd if any(contrary(item, other) for other in odd)]
    sides: dict[str, list[Span]] = defaultdict(list)
    first: dict[str, Standing] = {}
    for item in odd:
        value = plain(item.status.value)
        sides[value] += item.status.evidence
        first.setdefault(value, item)
    told = {standing_words(first[value].status): spans for value, spans in sides.items()}
    if len(told) > 1:
        summary = f"How {name.replace(':', ' of ', 1)} stood: {both(told, _outlets(odd))}"
        sure = SURE if against else LOOSE
        yield make("status", told, about=[name], summary=summary, members=against, certainty=sure)
