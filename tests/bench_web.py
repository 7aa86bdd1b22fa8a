"""`make bench-web`: what a page of the reading room costs on a case of 10,000 reports.

Makes the invented world of bench_link as a case (some minutes), then asks for some hundred pages, each
twice, and prints the CPU time of the second round by page: median, 95th percentile (the bar is 100 ms), and the
largest page packed (the bar is 150 KB). CPU time, for the machine may be busy with something else. Plain questions
("What did ... promise?") look at all records and are measured apart.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from starlette.testclient import TestClient

from bench_link import Corpus
from regesta.run import Case
from regesta.show.web import app
from room import room_case

BAR_MS, BAR_BYTES = 100, 150_000
EACH = 8
LISTS = (
    "/", "/timeline", "/timeline?page=100", "/timeline?type=CONSULT", "/timeline?modality=actual",
    "/timeline?since=2010&until=2010", "/timeline?outlet=Paper+7", "/timeline?text=president", "/statements",
    "/statements?page=200", "/commitments", "/commitments?page=100", "/relations", "/relations?page=20", "/figures",
    "/figures?page=90", "/disagreements", "/actors", "/sources", "/sources?page=100", "/network", "/map",
    "/corrections", "/search?q=president", "/search?q=attacked",
)  # fmt: skip
QUESTION = "/search?q=What+did+the+president+promise%3F"


def addresses(path: Path) -> list[str]:
    """The pages asked for: every list, and pages of single reports, records and actors, busy ones too."""
    pick = random.Random(1848)
    with Case(path) as case:
        actors = [one.id for one in case.known_actors().records]
        documents = [doc.id for doc in case.latest_reports(500)]
        events = [str(row.id) for row in case.moments()]
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, help="a case to ask, instead of a made-up one")
    parser.add_argument("--reports", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.case or room_case(Path(folder) / "web.case", Corpus(given.reports).room)
        with TestClient(app(path), base_url="http://localhost") as client:
            found = addresses(path)
            for address in found:
                measured(client, address)
            costs = {address: measured(client, address) for address in found}
            question = measured(client, QUESTION)[0]
    times = sorted(cost for cost, _ in costs.values())
    p95, largest = times[int(len(times) * 0.95)], max(size for _, size in costs.values())
    sorts: dict[str, list[float]] = defaultdict(list)
    for address, (cost, _) in costs.items():
        sorts[address.partition("?")[0].split("/")[1]].append(cost)
    for name, some in sorted(sorts.items()):
        print(
            f"/{name:14} {len(some):3} pages, {sum(some) / len(some):6.0f} ms on average, {max(some):6.0f} at most"
        )
    print(f"{len(times)} pages: median {times[len(times) // 2]:.0f} ms, p95 {p95:.0f} ms (bar: {BAR_MS})")
    print(
        f"largest page {largest:,} bytes packed (bar: {BAR_BYTES:,}); a plain question {question / 1000:.1f} s"
    )


if __name__ == "__main__":
    main()
