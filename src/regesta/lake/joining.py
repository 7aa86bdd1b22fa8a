"""What is joined over a whole lake, kind after kind: jobs of linking, each of one bucket of reports or items.

What comes in: the reports of a bucket (`Shop.pages`), and what jobs before handed on. What goes out: items to be
compared (`graphs`), and from the regions that are decided what the next kinds need: who is who, what is said twice,
which report repeats which, and in the end the stream "made", the joined records.

The order is that of `link.relink`, which does the same for a case, report by report; every decision is linking's own.
Nothing here depends on how many buckets there are, or on who does which job.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from regesta.lake import graphs
from regesta.lake.graphs import Posted, post, regions
from regesta.lake.jobs import Step
from regesta.lake.shop import Family, Page, Shop, kind_of, packed, unpacked
from regesta.lake.shuffle import Out
from regesta.link import discrepancies as differ
from regesta.link import stages, voices
from regesta.link.accounts import AccountLinker, accounts
from regesta.link.actors import ActorLinker, clusters
from regesta.link.copies import PageLinker, copy_link, families, page, place_of, same_actors
from regesta.link.figures import CountLinker, counts
from regesta.link.graph import Linker
from regesta.link.joined import of_cluster, profile_of, shown_of
from regesta.link.parties import Tally, added, party_of, tallies
from regesta.link.quotes import Utterance, UtteranceLinker, utterances
from regesta.link.reports import Reports
from regesta.link.spellings import Renamed, renamings
from regesta.link.stages import Attribution
from regesta.link.standings import Standing, standings
from regesta.link.undated import Clue, agreed
from regesta.link.undertakings import UndertakingLinker, undertakings
from regesta.link.verdicts import verdict
from regesta.records import Actor, Extracted, Extraction, Mention, Record

__all__ = ["COPYING", "DATING", "FINDING", "LINKERS"]

Job = Callable[[Shop, Out, int], None]
ACCOUNTS = AccountLinker(verdict)


class Summed(msgspec.Struct, frozen=True):
    """What goes with a party: its tally, what the reports it shows are called, and the buckets that name it."""

    tally: Tally
    outlets: dict[str, str]
    homes: tuple[int, ...]


def _made(shop: Shop, out: Out, records: Iterable[Record]) -> None:
    for record in records:
        out.put("made", shop.now.cell(record.id), (kind_of(record), record))


# ---- reports that repeat others ---------------------------------------------------------------


def post_copies(shop: Shop, out: Out, bucket: int) -> None:
    """Every report, as its text is compared."""
    for reports in shop.reports(bucket):
        own = (page(doc, reports.order(doc.id)) for doc in reports.documents.values())
        post(shop.now, out, PageLinker(), (Posted(item.id, item) for item in own))


def decide_copies(shop: Shop, out: Out, bucket: int) -> None:
    """Which report repeats which, told to the report."""
    for region, _ in regions(shop.now, PageLinker(), bucket):
        found = families(region)
        for doc, origin in sorted(found.origin.items()):
            first = found.copy_of.get(doc)
            share = found.shares.get((min(doc, first), max(doc, first))) if first else None
            out.put("family", shop.now.cell(doc), (doc, origin, first, share))


def send_copies(shop: Shop, out: Out, bucket: int) -> None:
    """Send copies to where their originals are."""
    told = {row[0]: row for row in shop.now.rows("family", bucket, Family)}
    for reports in shop.reports(bucket, Actor, Mention):
        own = _by_report(reports)
        for doc in reports.documents.values():
            _, _, first, share = told[doc.id]
            if first is not None:
                out.put("copies", shop.now.cell(first), (first, share, packed(doc, own[doc.id])))


def match_copies(shop: Shop, out: Out, bucket: int) -> None:
    """Hold each copy against its original: the link, and who stands at the same words of both."""
    copies: dict[str, list[tuple[float | None, Extraction]]] = defaultdict(list)
    for first, share, row in shop.now.rows("copies", bucket, tuple[str, float | None, Page]):
        copies[first].append((share, unpacked(row)))
    for reports in shop.reports(bucket, Actor, Mention) if copies else ():
        own = _by_report(reports)
        for first in sorted(reports.documents.keys() & copies.keys()):
            for share, copy in sorted(copies[first], key=lambda pair: pair[1].document.id):
                both = Reports([reports.documents[first], copy.document], [*own[first], *copy.records])
                _made(shop, out, [copy_link(reports.documents[first], copy.document, share)])
                for mine, theirs in sorted(same_actors(both, copy.document.id, first)):
                    place = place_of(mine, theirs)
                    out.put("places", shop.now.cell(copy.document.id), (mine, place))
                    out.put("places", bucket, (theirs, place))


def _by_report(reports: Reports) -> Mapping[str, list[Extracted]]:
    own: dict[str, list[Extracted]] = defaultdict(list)
    for record in reports.records.values():
        own[record.document or ""].append(record)
    return own


# ---- actors -----------------------------------------------------------------------------------


def post_voices(shop: Shop, out: Out, bucket: int) -> None:
    """What holders of an office say."""
    for reports in shop.reports(bucket):
        own = voices.voices(reports, reports.documents)
        post(shop.now, out, voices.VoiceLinker(), (Posted(item.id, item) for item in own))


def decide_voices(shop: Shop, out: Out, bucket: int) -> None:
    """Who says the same as another, told to his report."""
    for region, _ in regions(shop.now, voices.VoiceLinker(), bucket):
        for ident, places in sorted(voices.places_heard(region).items()):
            voice = region.items[ident]
            for place in sorted(places):
                out.put("places", shop.now.cell(voice.document), (voice.actor, place))


def add_up(shop: Shop, out: Out, bucket: int) -> None:
    """What the reports of a bucket know of each party."""
    copied: dict[str, set[str]] = defaultdict(set)
    for actor, place in shop.now.rows("places", bucket, tuple[str, str]):
        copied[actor].add(place)
    own: dict[str, list[Tally]] = defaultdict(list)
    outlets: dict[str, str] = {}
    for reports in shop.reports(bucket):
        outlets.update((doc, reports.outlet(doc)) for doc in reports.documents)
        for ident, tally in tallies(reports).items():
            if ident in copied:
                tally = msgspec.structs.replace(tally, copied=frozenset(copied[ident]))
            own[tally.party].append(tally)
            out.put("party", bucket, (ident, tally.party))
    for party, found in sorted(own.items()):
        total = added(found)
        row = Summed(total, _shown(total, outlets), (bucket,))
        out.put("tallies", shop.now.cell(party), row)


def post_actors(shop: Shop, out: Out, bucket: int) -> None:
    """Every party, as it is compared."""
    own: dict[str, list[Summed]] = defaultdict(list)
    for row in shop.now.rows("tallies", bucket, Summed):
        own[row.tally.party].append(row)
    for party, found in sorted(own.items()):
        total = added(row.tally for row in found)
        outlets = {doc: name for row in found for doc, name in row.outlets.items()}
        homes = tuple(sorted({home for row in found for home in row.homes}))
        beside = Summed(total, _shown(total, outlets), homes)
        post(shop.now, out, ActorLinker(), [Posted(party, party_of(total), beside)])


def _shown(tally: Tally, outlets: Mapping[str, str]) -> dict[str, str]:
    return {doc: outlets[doc] for doc in sorted(shown_of(tally))}


def _called(outlets: Mapping[str, str]) -> Callable[[str], str]:
    return lambda document: outlets.get(document, document)


def decide_actors(shop: Shop, out: Out, bucket: int) -> None:
    """The joined actors, told to every bucket that names them."""
    for region, beside in regions(shop.now, ActorLinker(), bucket, Summed):
        for cluster in clusters(region):
            own: list[Summed] = [beside[party] for party in cluster.parties]
            outlets = {doc: name for row in own for doc, name in row.outlets.items()}
            found = of_cluster(added(row.tally for row in own), cluster, _called(outlets))
            _made(shop, out, found)
            profile = profile_of(found[0])
            for party, row in zip(cluster.parties, own, strict=True):
                for home in row.homes:
                    out.put("profiles", home, (party, profile))


# ---- what was said ----------------------------------------------------------------------------


def post_quotes(shop: Shop, out: Out, bucket: int) -> None:
    """Every statement."""
    cast = shop.cast(bucket)
    for reports in shop.reports(bucket):
        own = utterances(reports, cast)
        post(shop.now, out, UtteranceLinker(), (Posted(item.id, item) for item in own))


def decide_quotes(shop: Shop, out: Out, bucket: int) -> None:
    """What is said twice, told to the reports that say it."""
    for region, _ in regions(shop.now, UtteranceLinker(), bucket):
        found = stages.of_quotes(region)
        _made(shop, out, (record for _, record in found.made))
        for ident, names in sorted(found.marks.items()):
            if names is not None:
                out.put("sayings", shop.now.cell(region.items[ident].document), (ident, names))
        for _, item in sorted(found.grouped.items()):
            both = [region.items[ident] for ident in item.members]
            out.put("credited", shop.now.cell(item.credited), (item, both))


def decide_credits(shop: Shop, out: Out, bucket: int) -> None:
    """Who carried the words of a speaker whom another report does not name."""
    own: dict[str, dict[str, Utterance]] = defaultdict(dict)
    for item, both in shop.now.rows("credited", bucket, tuple[Attribution, list[Utterance]]):
        own[item.credited].update((told.id, told) for told in both)
    for _, found in sorted(own.items()):
        _made(shop, out, differ.attributions([found[ident] for ident in sorted(found)]))


# ---- what happened ----------------------------------------------------------------------------


def post_events(shop: Shop, out: Out, bucket: int) -> None:
    """Every event mention."""
    cast = shop.cast(bucket)
    said = dict(shop.now.rows("sayings", bucket, tuple[str, str]))
    sayings = {ident: frozenset(names.split()) for ident, names in said.items()}
    origins = {row[0]: row[1] for row in shop.now.rows("family", bucket, Family)}
    for reports in shop.reports(bucket):
        own = accounts(reports, cast, sayings, origins)
        post(shop.now, out, ACCOUNTS, (Posted(ident, item) for ident, item in own.items()))


def decide_events(shop: Shop, out: Out, bucket: int) -> None:
    """The events, and what they tell of the dates of reports."""
    for region, _ in regions(shop.now, ACCOUNTS, bucket):
        found = stages.of_events(region)
        _made(shop, out, (record for _, record in found.made))
        for _, clue in sorted(found.grouped.items()):
            out.put("clues", shop.now.cell(clue.document), clue)


def date_reports(shop: Shop, out: Out, bucket: int) -> None:
    """The dates that the lake gives to reports whose own is not known."""
    clues: dict[str, list[Clue]] = defaultdict(list)
    for clue in shop.now.rows("clues", bucket, Clue):
        clues[clue.document].append(clue)
    for reports in shop.reports(bucket) if clues else ():
        for ident in sorted(reports.documents.keys() & clues.keys()):
            own = reports.documents[ident].published
            dated = own is not None and own.start is not None and own.end is not None
            if not dated and (when := agreed(clues[ident])):
                out.put("dates", bucket, (ident, when))


# ---- what was promised, stated and counted ----------------------------------------------------


def post_promises(shop: Shop, out: Out, bucket: int) -> None:
    """Every commitment."""
    cast = shop.cast(bucket)
    said = dict(shop.now.rows("sayings", bucket, tuple[str, str]))
    for reports in shop.reports(bucket):
        own = undertakings(reports, cast, said)
        post(shop.now, out, UndertakingLinker(), (Posted(item.id, item) for item in own))


def decide_promises(shop: Shop, out: Out, bucket: int) -> None:
    """The promises told twice, or made again."""
    for region, _ in regions(shop.now, UndertakingLinker(), bucket):
        _made(shop, out, (record for _, record in stages.of_promises(region).made))


def post_figures(shop: Shop, out: Out, bucket: int) -> None:
    """Every figure."""
    for reports in shop.reports(bucket):
        post(shop.now, out, CountLinker(), (Posted(item.id, item) for item in counts(reports)))


def decide_figures(shop: Shop, out: Out, bucket: int) -> None:
    """The figures that count one thing and differ."""
    for region, _ in regions(shop.now, CountLinker(), bucket):
        _made(shop, out, (record for _, record in stages.of_figures(region).made))


def send_groups(shop: Shop, out: Out, bucket: int) -> None:
    """Put the statuses of one relation, and the names of one thing, in one place."""
    cast = shop.cast(bucket)
    for reports in shop.reports(bucket):
        for item in standings(reports, cast):
            out.put("series", shop.now.cell(item.series), item)
        for doc in reports.documents.values():
            for name in renamings(doc):
                out.put("things", shop.now.cell(name.thing), (name, reports.outlet(doc.id)))


def decide_groups(shop: Shop, out: Out, bucket: int) -> None:
    """How the reports of one relation differ, and which call one thing by two names."""
    series: dict[str, list[Standing]] = defaultdict(list)
    for item in shop.now.rows("series", bucket, Standing):
        series[item.series].append(item)
    for name, own in sorted(series.items()):
        _made(shop, out, stages.of_series(name, sorted(own, key=lambda item: item.id)))
    things: dict[str, list[Renamed]] = defaultdict(list)
    outlets: dict[str, str] = {}
    for found, outlet in shop.now.rows("things", bucket, tuple[Renamed, str]):
        things[found.thing].append(found)
        outlets[found.document] = outlet
    for thing, names in sorted(things.items()):
        names.sort(key=lambda item: item.id)
        _made(shop, out, differ.renamed(thing, names, _called(outlets)))


# ---- in order ---------------------------------------------------------------------------------


def _graph(name: str, linker: Linker[Any], first: Job, last: Job) -> Iterator[Step]:
    """The steps of what is compared by keys."""

    def bound(job: Callable[..., None]) -> Job:
        return functools.partial(_of_graph, job, linker)

    before, after = graphs.STEPS
    yield Step(f"{name}-post", first)
    yield from (Step(f"{name}-{job.__name__}", bound(job)) for job in before)
    yield Step(f"{name}-gather", bound(graphs.gather), alone=True)
    yield from (Step(f"{name}-{job.__name__}", bound(job)) for job in after)
    yield Step(f"{name}-decide", last)


def _of_graph(job: Callable[..., None], linker: Linker[Any], shop: Shop, out: Out, bucket: int) -> None:
    job(shop.now, out, linker, bucket)


LINKERS: tuple[Linker[Any], ...] = (
    PageLinker(), voices.VoiceLinker(), ActorLinker(), UtteranceLinker(), ACCOUNTS, UndertakingLinker(), CountLinker(),
)  # fmt: skip
COPYING: tuple[Step, ...] = (
    *_graph("copies", PageLinker(), post_copies, decide_copies),
    Step("originals-send", send_copies),
    Step("originals-match", match_copies),
)
# Up to the dates that reports give each other ...
DATING: tuple[Step, ...] = (
    *COPYING,
    *_graph("voices", voices.VoiceLinker(), post_voices, decide_voices),
    Step("actors-add", add_up),
    *_graph("actors", ActorLinker(), post_actors, decide_actors),
    *_graph("quotes", UtteranceLinker(), post_quotes, decide_quotes),
    Step("quotes-credits", decide_credits),
    *_graph("events", ACCOUNTS, post_events, decide_events),
    Step("events-dates", date_reports),
)
# ... and what is left once they are known.
FINDING: tuple[Step, ...] = (
    *_graph("promises", UndertakingLinker(), post_promises, decide_promises),
    *_graph("figures", CountLinker(), post_figures, decide_figures),
    Step("groups-send", send_groups),
    Step("groups-decide", decide_groups),
)
