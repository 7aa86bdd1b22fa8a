"""`make bench-web`: what a page of the reading room costs at 10,000 reports; `make bench-web-big`: at 100,000.

Makes the invented world of bench_link as a case (some minutes), with `--times 10` each report of it ten times
over (`copied.py`; some minutes more), then asks for some hundred pages, each twice: first when the case has just
changed, so that nothing is kept from before, and again. Prints the CPU time of both by page, their median and 95th
percentile (the bars are 150 and 100 ms), the largest page packed (the bar is 150 KB), and what plain questions
take. CPU time, for the machine may be busy with something else.

    python tests/bench_web.py my.case       # asks a case that is there; nothing in it changes but a mark
"""

from __future__ import annotations

import argparse
import gzip
import random
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from starlette.testclient import TestClient

from bench_link import Corpus
from copied import many_times
from regesta.run import Case
from regesta.show.web import app
from regesta.store.answers import answer
from room import room_case

BAR_NEW_MS, BAR_MS, BAR_BYTES = 150, 100, 150_000
EACH = 8
MARK = "bench"
LISTS = (
    "/", "/timeline", "/timeline?page=100", "/timeline?type=CONSULT", "/timeline?modality=actual",
    "/timeline?since=2010&until=2010", "/timeline?outlet=Paper+7", "/timeline?text=president", "/statements",
    "/statements?page=200", "/commitments", "/commitments?page=100", "/relations", "/relations?page=20", "/figures",
    "/figures?page=90", "/disagreements", "/actors", "/sources", "/sources?page=100", "/network", "/map",
    "/corrections", "/search?q=president", "/search?q=attacked",
)  # fmt: skip
QUESTIONS = (
    "What did the president promise?", "How many families fled?", "Where did the talks take place?",
    "Who met in May 2010?", "What happened in March 2010?", "What do reports disagree on?",
    "When did Afghanistan attack Nigeria?", "Was Benin recognised by Bolivia?", "What did Norway say?",
    "Who arrested the envoy of Nigeria?", "What was said about tradition?",
)  # fmt: skip


class Changing:
    """A case that changes as often as it is told to: another process leaves a mark in it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._number = 0

    def change(self) -> None:
        self._number += 1
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MARK, str(self._number)))

    def close(self) -> None:
        self._connection.execute("DELETE FROM meta WHERE key = ?", (MARK,))
        self._connection.close()


def addresses(path: Path) -> list[str]:
    """The pages asked for: every list, and pages of single reports, records and actors, busy ones too."""
    pick = random.Random(1848)
    with Case(path) as case:
        actors = [one.id for one in case.known_actors().records]
        documents = [doc.id for doc in case.latest_reports(500)]
        events = case.most_told(5_000)
    chosen = [*actors[:3], *pick.sample(actors, EACH)]
    found = [*LISTS, *(f"/report/{one}" for one in pick.sample(documents, EACH))]
    found += [f"/record/{one}" for one in pick.sample(events, EACH)]
    for one in chosen:
        found += [f"/actor/{one}", f"/timeline?actor={one}", f"/statements?speaker={one}"]
    return found


def measured(client: TestClient, address: str) -> tuple[float, int]:
    """CPU milliseconds and packed bytes of a page."""
    began = time.process_time()
    answer = client.get(address)
    spent = 1000 * (time.process_time() - began)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return spent, len(gzip.compress(answer.content, 6))


def asked(path: Path) -> list[float]:
    """CPU milliseconds of each plain question."""
    spent = []
    with Case(path) as case:
        for question in QUESTIONS:
            began = time.process_time()
            answer(case, question)
            spent.append(1000 * (time.process_time() - began))
    return sorted(spent)


def of_all(times: list[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(times)
    return f"median {ordered[len(ordered) // 2]:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def tell(first: dict[str, float], again: dict[str, tuple[float, int]]) -> None:
    """The figures, by sort of page and in all."""
    sorts: dict[str, list[str]] = defaultdict(list)
    for address in first:
        sorts[address.partition("?")[0].split("/")[1]].append(address)
    for name, some in sorted(sorts.items()):
        new, old = [first[one] for one in some], [again[one][0] for one in some]
        print(
            f"/{name:14} {len(some):3} pages, after a change {sum(new) / len(new):6.0f} ms on average, "
            f"{max(new):6.0f} at most; again {sum(old) / len(old):6.0f} and {max(old):6.0f}"
        )
    print(f"{len(first)} pages after a change: {of_all(list(first.values()))} (bar: {BAR_NEW_MS})")
    print(f"{len(again)} pages again: {of_all([cost for cost, _ in again.values()])} (bar: {BAR_MS})")
    print(f"largest page {max(size for _, size in again.values()):,} bytes packed (bar: {BAR_BYTES:,})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, help="a case to ask, instead of a made-up one")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=1, help="how often each report is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.case or room_case(Path(folder) / "web.case", Corpus(given.reports).room)
        if given.times > 1:
            path = many_times(path, Path(folder) / "big.case", given.times)
        changing = Changing(path)
        try:
            with TestClient(app(path), base_url="http://localhost") as client:
                found = addresses(path)
                for address in found:
                    measured(client, address)
                first: dict[str, float] = {}
                again: dict[str, tuple[float, int]] = {}
                for address in found:
                    changing.change()
                    first[address] = measured(client, address)[0]
                    again[address] = measured(client, address)
        finally:
            changing.close()
        tell(first, again)
        spent = asked(path)
    print(f"{len(spent)} plain questions: {of_all(spent)}, {spent[-1]:.0f} at most")


if __name__ == "__main__":
    main()
