"""One kind of record after the other, brought in step with reports that are new or changed.

What comes in: the reports, who is who in them, the ledger. What goes out: in the ledger, the links, events,
groups and discrepancies that the change reaches, made anew; nothing else is touched.

Each stage prepares the items of its reports, keeps those that differ from before, and lets `graph.update` say
which others they may join or part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from regesta.link import discrepancies as differ
from regesta.link.accounts import Account, AccountLinker, accounts
from regesta.link.blocks import Crowd, groups
from regesta.link.events import event_link, happened
from regesta.link.figures import Count, CountLinker, counted, counts
from regesta.link.graph import Region, number, reached
from regesta.link.ledger import Ledger, Made, Place, noted
from regesta.link.quotes import Utterance, UtteranceLinker, same_words, utterances
from regesta.link.reports import Cast, Reports
from regesta.link.spellings import Renamed, renamings
from regesta.link.standings import Standing, in_time, series_link, standings
from regesta.link.undated import Clue, agreed, clues
from regesta.link.undertakings import Undertaking, UndertakingLinker, undertaken, undertakings
from regesta.link.verdicts import verdict

T = TypeVar("T", bound=msgspec.Struct)


class Attribution(msgspec.Struct, frozen=True):
    """Two statements that are the same words, which two reports credit otherwise."""

    id: str
    document: str
    credited: str
    members: tuple[str, str]


class Outcome(NamedTuple):
    """What the items of a region come to, whoever keeps it.

    `made`: records, each with the item it is owed to. `marks`: what is noted of items. `grouped`: what is
    told only by all of its group, which may lie in several regions.
    """

    made: list[tuple[str, Made]]
    marks: dict[str, str | None]
    grouped: dict[str, Any] = {}


def link_quotes(ledger: Ledger, reports: Reports, cast: Cast, crowds: list[Crowd] | None = None) -> set[str]:
    """What is said twice; the reports with statements of which that changed."""
    moved: set[str] = set()
    linker = UtteranceLinker()
    for region in reached(ledger, linker, utterances(reports, cast), reports.asked, crowds):
        found = of_quotes(region)
        ledger.replace(linker.name, region.owners, found.made)
        _attribute(ledger, found.grouped, region.owners)
        changed = noted(ledger, "sayings", found.marks)
        moved |= {region.items[ident].document for ident in changed if ident in region.items}
    return moved


def of_quotes(region: Region[Utterance]) -> Outcome:
    """What is said twice; noted are the sayings of statements, grouped are `Attribution`s by `credited`."""
    links, sayings = same_words(region)
    made: list[tuple[str, Made]] = []
    for link in links:
        made.append((link.members[0], link))
        own = [region.items[member] for member in link.members]
        made += ((link.members[0], found) for found in differ.wordings(link, own))
    apart: dict[str, Attribution] = {}
    for _, left, right in region.edges:
        one, other = region.items[left], region.items[right]
        made += ((left, found) for found in differ.said_when(one, other))
        if differ.credited_apart(one, other):
            parties = (min(one.speaker_id, other.speaker_id), *sorted((one.document, other.document)))
            name = f"{left}|{right}"
            apart[name] = Attribution(name, left, "|".join(parties), (left, right))
    marks: dict[str, str | None] = dict.fromkeys(region.owners)
    marks.update((ident, " ".join(sorted(names))) for ident, names in sayings.items())
    return Outcome(made, marks, apart)


def _attribute(ledger: Ledger, new: Mapping[str, Attribution], statements: Collection[str]) -> None:
    """Who carried the words of a speaker, for pairs of reports in which that changed."""
    name = "attributed"
    touched = {item.credited for item in new.values()}
    groups_ = _regrouped(
        ledger, name, Attribution, new, statements, lambda item: item.credited, touched=touched
    )
    for group, items in groups_.items():
        members = sorted({member for item in items for member in item.members})
        own = ledger.items(UtteranceLinker.name, Utterance, members)
        found = differ.attributions([own[member] for member in members]) if members else ()
        ledger.replace(name, [group], ((group, item) for item in found))


def _regrouped(
    ledger: Ledger,
    name: str,
    kind: type[T],
    new: Mapping[str, T],
    documents: Collection[str],
    group_of: Callable[[T], str],
    touched: Iterable[str] = (),
) -> dict[str, list[T]]:
    """Group -> its items as they are now, for groups that were touched or that the items of reports change."""
    old = ledger.items_of(name, kind, documents)
    changed = {ident for ident in {*old, *new} if old.get(ident) != new.get(ident)}
    gone = {ident: old[ident] for ident in changed if ident in old}
    come = {ident: new[ident] for ident in changed if ident in new}
    ledger.drop(name, gone, {(number(name, group_of(item)), i) for i, item in gone.items()})
    rows = {i: (item.document, Place(i), item) for i, item in come.items()}  # type: ignore[attr-defined]
    ledger.put(name, rows, {(number(name, group_of(item)), i) for i, item in come.items()})
    found = {}
    for group in sorted({*touched, *(group_of(item) for item in (*gone.values(), *come.values()))}):
        key = number(name, group)
        ids = sorted(place.id for place in ledger.blocks(name, [key])[key])
        items = ledger.items(name, kind, ids).values()
        found[group] = [item for item in items if group_of(item) == group]
    return found


def link_events(ledger: Ledger, reports: Reports, cast: Cast, crowds: list[Crowd] | None = None) -> None:
    """The events that reports tell of, and what these say of the dates of reports."""
    said = ledger.marks("sayings", list(reports.records))
    sayings = {ident: frozenset(names.split()) for ident, names in said.items()}
    origins = ledger.marks("origin", reports.documents)
    linker = AccountLinker(verdict)
    told = accounts(reports, cast, sayings, origins).values()
    for region in reached(ledger, linker, told, reports.asked, crowds):
        found = of_events(region)
        ledger.replace(linker.name, region.owners, found.made)
        ledger.mark("event_of", found.marks)
        _date(ledger, found.grouped, region.owners)


def of_events(region: Region[Account]) -> Outcome:
    """The events that accounts tell of; noted is the event of a mention, grouped are `Clue`s by report."""
    made: list[tuple[str, Made]] = []
    event_of: dict[str, str | None] = dict.fromkeys(region.owners)
    found: dict[str, Clue] = {}
    for event, own in happened(region):
        owner = event.mentions[0]
        made.append((owner, event))
        event_of.update(dict.fromkeys(event.mentions, event.id))
        if len(event.documents) > 1:
            made.append((owner, event_link(event, own)))
        made += ((owner, item) for item in differ.of_event(event, own))
        found.update((clue.id, clue) for clue in clues(own))
    return Outcome(made, event_of, found)


def _date(ledger: Ledger, new: Mapping[str, Clue], mentions: Collection[str]) -> None:
    """Note the dates that clues give to reports; kept with the mention they are drawn from."""
    placed = {ident: _At(ident, ident, clue) for ident, clue in new.items()}
    groups_ = _regrouped(ledger, "clues", _At, placed, mentions, lambda at: at.clue.document)
    whens = {doc: agreed([at.clue for at in own]) if own else None for doc, own in groups_.items()}
    texts = {doc: msgspec.json.encode(when).decode() if when else None for doc, when in whens.items()}
    ledger.mark("published", texts)


class _At(msgspec.Struct, frozen=True):
    """A clue, kept under the mention it is drawn from."""

    id: str
    document: str
    clue: Clue


def link_undertakings(
    ledger: Ledger, reports: Reports, cast: Cast, crowds: list[Crowd] | None = None
) -> None:
    """The promises that are told twice, or made again."""
    quoted = ledger.marks("sayings", reports.records)
    linker = UndertakingLinker()
    for region in reached(ledger, linker, undertakings(reports, cast, quoted), reports.asked, crowds):
        found = of_promises(region)
        ledger.replace(linker.name, region.owners, found.made)
        ledger.mark("groups", found.marks)


def of_promises(region: Region[Undertaking]) -> Outcome:
    """The promises told twice or made again; noted is the undertaking of a commitment."""
    done = undertaken(region)
    made: list[tuple[str, Made]] = list(done.links)
    for left, right in done.pairs:
        found = differ.promised(region.items[left], region.items[right])
        made += ((left, item) for item in found)
    return Outcome(made, {**dict.fromkeys(region.gone), **done.groups})


def link_figures(ledger: Ledger, reports: Reports, crowds: list[Crowd] | None = None) -> None:
    """The figures that count one thing."""
    linker = CountLinker()
    for region in reached(ledger, linker, counts(reports), reports.asked, crowds):
        found = of_figures(region)
        ledger.replace(linker.name, region.owners, found.made)
        ledger.mark("groups", found.marks)


def of_figures(region: Region[Count]) -> Outcome:
    """The figures that count one thing and differ; noted is the count of a figure."""
    home = counted(region)
    made: list[tuple[str, Made]] = []
    for cluster, members in groups(home).items():
        made += ((cluster, item) for item in differ.figures([region.items[m] for m in members]))
    return Outcome(made, {**dict.fromkeys(region.gone), **home})


def link_statuses(ledger: Ledger, reports: Reports, cast: Cast) -> None:
    """The series that statuses stand in."""
    name = "statuses"
    new = {item.id: item for item in standings(reports, cast)}
    old = ledger.items_of(name, Standing, reports.asked)
    ledger.mark("groups", {**dict.fromkeys(set(old) - set(new)), **{i: s.series for i, s in new.items()}})
    found = _regrouped(ledger, name, Standing, new, reports.asked, lambda item: item.series)
    for series, items in found.items():
        ledger.replace(name, [series], ((series, item) for item in of_series(series, items)))


def of_series(series: str, items: Iterable[Standing]) -> list[Made]:
    """How the reports of one relation differ, and that they are of one."""
    own = in_time(items)
    made: list[Made] = list(differ.statuses(series, own))
    if len({item.document for item in own}) > 1:
        made.append(series_link(series, own))
    return made


def link_names(ledger: Ledger, reports: Reports, *, renamed: Collection[str]) -> None:
    """The things that reports call by two names; `renamed` are reports whose outlet has another name."""
    name = "renamed"
    new = {item.id: item for doc in reports.documents.values() for item in renamings(doc)}
    touched = {item.thing for item in new.values() if item.document in renamed}
    found = _regrouped(ledger, name, Renamed, new, reports.asked, lambda item: item.thing, touched=touched)
    for thing, items in found.items():
        outlets = ledger.marks("outlet", {item.document for item in items})
        told = differ.renamed(thing, items, lambda doc, outlets=outlets: outlets.get(doc, doc))  # type: ignore[misc]
        ledger.replace(name, [thing], ((thing, item) for item in told))
