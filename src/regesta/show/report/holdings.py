"""A case -> its records, as lists.

What comes in: a Case. What goes out: `Holdings`, all that a dossier shows, with no way back to the file.

    gather(case).documents[0].title
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from regesta.records import (
    Actor,
    Commitment,
    Discrepancy,
    Document,
    Event,
    EventMention,
    Figure,
    Link,
    Mention,
    Skipped,
    Statement,
    Status,
)
from regesta.show.charts.relations import MARKS
from regesta.store import Case
from regesta.store.moments import Moment, Saying, Standing
from regesta.store.tallies import Dyad, Sited, Sorted

__all__ = ["Holdings", "gather"]

# Relations that have room in a drawing; the list of the dossier holds all.
SERIES = 16


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """All that a dossier shows of a case: its records, and the rows that charts are drawn from."""

    name: str
    documents: Sequence[Document] = ()
    actors: Sequence[Actor] = ()
    mentions: Sequence[Mention] = ()
    timeline: Sequence[Statement | Event] = ()
    event_mentions: Sequence[EventMention] = ()
    commitments: Sequence[Commitment] = ()
    statuses: Sequence[Status] = ()
    figures: Sequence[Figure] = ()
    links: Sequence[Link] = ()
    discrepancies: Sequence[Discrepancy] = ()
    skipped: Sequence[Skipped] = ()
    moments: Sequence[Moment] = ()
    sayings: Sequence[Saying] = ()
    dyads: Sequence[Dyad] = ()
    promised: Sequence[Sorted] = ()
    standings: Sequence[Standing] = ()
    sites: Sequence[Sited] = ()


def gather(case: Case) -> Holdings:
    """What the dossier shows, asked of the case."""
    return Holdings(
        name=case.path.stem,
        documents=case.documents(),
        actors=case.actors(),
        mentions=case.mentions(),
        timeline=case.timeline(),
        event_mentions=case.event_mentions(),
        commitments=case.commitments(),
        statuses=case.statuses(),
        figures=case.figures(),
        links=case.links(),
        discrepancies=case.discrepancies(),
        skipped=case.skipped(),
        moments=case.moments(),
        sayings=case.sayings(),
        dyads=case.dyads(),
        promised=case.sorts(),
        standings=case.standings(limit=SERIES, each=MARKS),
        sites=case.sites(),
    )
