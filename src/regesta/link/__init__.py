"""Records of many reports -> what belongs together, what repeats and where reports differ.

What comes in: a case's documents and their extracted records, with per-document actors.
What goes out: a `Linkage`: joined actors and events, links, discrepancies, copies.

Each linker has `key`, the blocks a record is compared in, and a verdict on two records of a block;
records that share no block are never compared. Pure: the result depends on the records, not on their
order, the clock or the case file.

>>> link((), ()).events
()
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.link import discrepancies as differ
from regesta.link.actors import cast_of, link_actors
from regesta.link.blocks import Crowd
from regesta.link.copies import link_copies
from regesta.link.events import link_events
from regesta.link.figures import link_figures
from regesta.link.quotes import link_quotes
from regesta.link.reports import Reports
from regesta.link.standings import link_statuses
from regesta.link.undated import date_reports
from regesta.link.undertakings import link_undertakings
from regesta.records import Discrepancy, Document, Extracted, Link, Linkage

__all__ = ["link"]


def link(documents: Sequence[Document], records: Sequence[Extracted]) -> Linkage:
    """Join what belongs together; the result depends on what comes in, never on its order.

    `groups` leads from a commitment to its undertaking (the id of one of its members), from a status
    to its series key ("recognition:china-taliban"), from a figure to the count it belongs to.
    """
    reports = Reports(documents, records)
    crowds: list[Crowd] = []
    copies = link_copies(reports, crowds)
    joined = link_actors(reports, copies, crowds)
    cast = cast_of(joined)
    quoted = link_quotes(reports, cast, crowds)
    happened = link_events(reports, cast, copies, quoted.sayings, crowds=crowds)
    done = link_undertakings(reports, cast, crowds)
    standing = link_statuses(reports, cast)
    counted = link_figures(reports, crowds)
    found = [
        *differ.dates(reports, happened),
        *differ.sayings(reports, cast, quoted),
        *differ.stages(reports, happened),
        *differ.parties(reports, cast, happened),
        *differ.wordings(reports, cast, quoted),
        *differ.undertaken(reports, cast, done, quoted),
        *differ.attributions(reports, cast, quoted),
        *differ.spelt(reports, cast),
        *differ.renamed(reports),
        *differ.figures(reports, counted),
        *differ.statuses(reports, standing),
        *differ.framings(reports, cast),
    ]
    links = [*copies.links, *happened.links, *quoted.links, *done.links, *standing.links]
    return Linkage(
        actors=joined.actors,
        actor_of=joined.actor_of,
        events=happened.events,
        event_of=happened.event_of,
        groups=dict(sorted({**done.groups, **standing.groups, **counted.groups}.items())),
        links=_ordered_links(links),
        discrepancies=_ordered(found),
        copy_of=dict(sorted(copies.copy_of.items())),
        published=date_reports(reports, happened),
        notes=tuple(crowd.note for crowd in sorted(set(crowds))),
    )


def _ordered_links(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted({link.id: link for link in links}.values(), key=lambda link: link.id))


def _ordered(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    return tuple(sorted({item.id: item for item in found}.values(), key=lambda item: item.id))
