"""Which reports of a whole lake repeat which others: a shuffle by shingle on the engine that wrote the lake.

What comes in: the finished parts of a lake. What goes out: `copies/all.parquet` in it, a row for each report that
shares its text with another: the report it repeats, if any, and the family of texts it belongs to.

The decision itself is linking's own (`link.copies`). Reports that share no key of theirs are never compared there;
so the lake falls into groups of reports that hang together by shared keys, and each group can be decided for itself:

1. every part writes down the keys of its reports, sorted into buckets by key (map);
2. for every bucket, reports with the same key are put together (shuffle);
3. what hangs together over all buckets is a group, and the groups are decided by the handful (reduce).

The outcome is that of one machine that sees all reports, except that a report's date is the one it came with: linking
may later date an undated report, and then take another of two equal texts for the first.

    find_copies(Lake(Path("lake")), engine)     # 5120
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from regesta.errors import LakeError
from regesta.lake.columns import COPIES, KEYS, document_of
from regesta.lake.engines import Died, Engine, Failed, Job
from regesta.lake.folder import Lake, flush
from regesta.records import Document

__all__ = ["find_copies"]

BUCKETS = 64
# Reports in the groups that one job decides, unless one group alone is larger.
HANDFUL = 1000
PATIENCE = 3

# A report, and a part of the lake in which it stands.
Place = tuple[str, str]


def find_copies(lake: Lake, engine: Engine) -> int:
    """Write the lake's table of copies anew. Returns how many reports stand in it.

    Call it while the lake is held (`Lake.begin`): it needs the scratch folder.
    """
    parts = tuple(lake.written())
    folder = str(lake.path)
    buckets = min(BUCKETS, max(len(parts), 1))
    for _ in _answers(engine, (Job(part, write_keys, (folder, part, buckets)) for part in parts)):
        pass
    groups = _Groups()
    for shared in _answers(engine, (Job(b, sharing, (folder, parts, b)) for b in range(buckets))):
        for first, others in shared:
            groups.join(first, others)
    jobs = (Job(n, decide, (folder, handful)) for n, handful in enumerate(groups.handfuls()))
    found = [row for rows in _answers(engine, jobs) for row in rows]
    _write(lake, sorted(found, key=lambda row: str(row["document"])))
    return len(found)


def write_keys(lake: str, part: str, buckets: int) -> None:
    """The keys of a part's reports, in so many buckets, in the scratch folder."""
    from regesta.lake.parquet import Writer
    from regesta.link import copies

    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    for document in _documents(Lake(Path(lake)), part):
        for key in copies.key(document):
            bucket = int(key) % buckets
            found[bucket].append({"bucket": bucket, "key": key, "document": document.id})
    path = _keys_of(Lake(Path(lake)), part)
    draft = path.with_name(f"{path.name}-{os.uname().nodename}-{os.getpid()}")
    with Writer(draft, KEYS) as out:
        for bucket in sorted(found):
            # A row group each, so that who wants one bucket reads no other.
            out.write(found[bucket])
    draft.replace(path)


def sharing(lake: str, parts: tuple[str, ...], bucket: int) -> list[tuple[Place, list[Place]]]:
    """The reports that share a key of this bucket: one of them, and the others."""
    from regesta.lake.parquet import rows

    holders: dict[str, dict[str, str]] = defaultdict(dict)
    for part in parts:
        for row in rows(_keys_of(Lake(Path(lake)), part), ["key", "document"], only=("bucket", bucket)):
            holders[row["key"]].setdefault(row["document"], part)
    stars: dict[Place, set[Place]] = defaultdict(set)
    for found in holders.values():
        first, *others = sorted(found.items())
        stars[first].update(others)
    return [(first, sorted(others)) for first, others in sorted(stars.items()) if others]


def decide(lake: str, group: tuple[Place, ...]) -> list[dict[str, object]]:
    """Which reports of some whole groups repeat which, as linking decides it."""
    from regesta.link.copies import link_copies
    from regesta.link.reports import Reports

    wanted: dict[str, set[str]] = defaultdict(set)
    for document, part in group:
        wanted[part].add(document)
    documents = [
        document
        for part, idents in sorted(wanted.items())
        for document in _documents(Lake(Path(lake)), part)
        if document.id in idents
    ]
    found = link_copies(Reports(documents, ()))
    links = {link.members[1]: link for link in found.links}
    sizes: dict[str, int] = defaultdict(int)
    for family in found.origin.values():
        sizes[family] += 1
    return [
        {
            "document": ident,
            "original": found.copy_of.get(ident),
            "family": family,
            "score": links[ident].score if ident in links else None,
            "why": links[ident].why if ident in links else None,
            "record": msgspec.json.encode(links[ident]).decode() if ident in links else None,
        }
        for ident, family in found.origin.items()
        if sizes[family] > 1
    ]


class _Groups:
    """Reports that hang together."""

    def __init__(self) -> None:
        self._above: dict[Place, Place] = {}

    def join(self, first: Place, others: Iterable[Place]) -> None:
        """These hang together."""
        home = self._home(first)
        for other in others:
            found = self._home(other)
            if found != home:
                # The smaller name stays, so that the order of what is joined does not show.
                home, gone = min(home, found), max(home, found)
                self._above[gone] = home

    def handfuls(self) -> Iterator[tuple[Place, ...]]:
        """All groups, some in each handful, always in the same way."""
        members: dict[Place, list[Place]] = defaultdict(list)
        for place in sorted(self._above):
            members[self._home(place)].append(place)
        handful: list[Place] = []
        for _, group in sorted(members.items()):
            if handful and len(handful) + len(group) > HANDFUL:
                yield tuple(handful)
                handful = []
            handful += group
        if handful:
            yield tuple(handful)

    def _home(self, place: Place) -> Place:
        self._above.setdefault(place, place)
        while (above := self._above[place]) != place:
            self._above[place] = self._above[above]
            place = above
        return place


def _answers(engine: Engine, jobs: Iterable[Job]) -> Iterator[Any]:
    """What the jobs give, as they come; a job whose worker dies is tried again."""
    waiting, tries, open_jobs = deque(jobs), defaultdict[Any, int](int), 0
    while waiting or open_jobs:
        while waiting and engine.room > 0:
            engine.submit(waiting.popleft())
            open_jobs += 1
        for job, outcome in engine.finished():
            open_jobs -= 1
            if isinstance(outcome, Failed):
                raise outcome.error
            if not isinstance(outcome, Died):
                yield outcome
                continue
            tries[job.key] += 1
            if tries[job.key] >= PATIENCE:
                raise LakeError(f"the process looking for copies {outcome.how}; try again with more memory")
            waiting.append(job)


def _documents(lake: Lake, part: str) -> Iterator[Document]:
    from regesta.lake.parquet import rows

    yield from map(document_of, rows(lake.file("documents", part), ["text", "record"]))


def _keys_of(lake: Lake, part: str) -> Path:
    return lake.path / ".scratch" / f"keys-{part}"


def _write(lake: Lake, found: list[dict[str, object]]) -> None:
    from regesta.lake.parquet import Writer

    folder, draft = lake.path / "copies", lake.scratch("copies", "all")
    folder.mkdir(exist_ok=True)
    with Writer(draft, COPIES) as out:
        out.write(found)
    flush(draft)
    draft.replace(folder / "all.parquet")
