"""`make bench-run`: what `regesta run` makes of many reports, on own workers and on a Dask cluster of this machine.

Makes reports of an invented world (always the same ones), turns them into a lake and prints reports, words and
CPU seconds; `--engines` lets own workers and Dask do the same work by turns, so that a busy machine slows both
alike, and prints the ratio of their rates. Workers are warm when the clock starts: each has read a report before.

    python tests/bench_run.py --engines --reports 200 --rounds 3
    python tests/bench_run.py --curve 250 1000 4000 --workers 1 2 --open
    python tests/bench_run.py --link 1000 4000 --workers 1 2 --part 100
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from regesta.lake.engines import Engine, Workers
from regesta.lake.parts import Limits
from regesta.lake.running import run

PEOPLE = ("Arvid Holm", "Nadia Benali", "Kwame Asante", "Ilse Brandt", "Tomas Reyes", "Miriam Okafor", "Jun Watabe",
          "Petra Novak", "Samuel Osei", "Leila Haddad", "Andrei Popa", "Grace Mwangi")  # fmt: skip
OFFICES = (
    "Foreign Minister",
    "President",
    "Defence Minister",
    "Prime Minister",
    "special envoy",
    "spokeswoman",
)
STATES = ("Norway", "Ghana", "Peru", "Kenya", "Tunisia", "Japan", "Romania", "Jordan", "Chile", "Vietnam", "Nigeria",
          "Latvia", "Morocco", "Bolivia", "Senegal", "Portugal")  # fmt: skip
TOWNS = (
    "Tromsø",
    "Tamale",
    "Arequipa",
    "Mombasa",
    "Sfax",
    "Kobe",
    "Constanța",
    "Aqaba",
    "Valdivia",
    "Hue",
    "Jos",
)
GOODS = (
    "grain",
    "cement",
    "vaccines",
    "fishing rights",
    "railway wagons",
    "fertiliser",
    "spare parts",
    "copper",
)
MONTHS = ("January", "March", "April", "June", "September", "November")
LINES = (
    "{office} {one} of {state} met {two} in {town} on {day} {month} {year} to discuss {goods}.",
    "“We will open the border post by {month},” {one} told reporters in {town}, adding that {goods} came first.",
    "{state} pledged to send {number} tonnes of {goods} to {other}, according to {two}.",
    "{other} has reopened its embassy in {town}, which had been closed for {small} years.",
    "At least {number} people were displaced when floods cut the road to {town}, officials said on Tuesday.",
    "{two} denied that {other} had imposed sanctions on {state} over {goods}.",
    "The two governments signed an agreement on {goods} worth more than ${number} million.",
    "Residents of {town} said prices had doubled since {month}, while traders blamed delays at the port.",
    "{one}, who has led the talks since {year}, accused {other} of withholding {goods} and called for a ceasefire.",
    "Police in {town} arrested {small} men after a protest outside the ministry, {two} said in a statement.",
    "The visit, the first by a {state} delegation in {small} years, ended without a joint declaration.",
    "“I do not expect a breakthrough,” said {two}, “but the channel to {other} must stay open.”",
    "{state} and {other} agreed to resume flights between {town} and the capital from {day} {month}.",
    "A spokesman for {other} said the country would not recognise the new council until elections were held.",
)


def report(number: int, lines: int = 12) -> dict[str, str]:
    """One invented report, always the same for a number."""
    chance = random.Random(number)
    pick = chance.choice
    told = [
        pick(LINES).format(
            office=pick(OFFICES), one=pick(PEOPLE), two=pick(PEOPLE), state=pick(STATES), other=pick(STATES),
            town=pick(TOWNS), goods=pick(GOODS), month=pick(MONTHS), day=chance.randint(1, 28),
            year=chance.randint(2015, 2022), number=chance.randint(12, 900), small=chance.randint(2, 9),
        )
        for _ in range(lines)
    ]  # fmt: skip
    day = f"{chance.randint(2019, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {"text": "\n".join(told), "outlet": f"Paper {number % 40}", "published": day, "name": f"r{number}"}


def news(path: Path, first: int, reports: int) -> int:
    """A file of invented reports; how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(first, first + reports):
            row = report(number)
            words += len(row["text"].split())
            out.write(json.dumps(row) + "\n")
    return words


def started(engine: str, workers: int) -> Engine:
    """An engine by name."""
    if engine == "dask":
        from regesta.lake.dask import Cluster

        return Cluster(workers=workers)
    return Workers(workers)


def spent() -> float:
    """CPU seconds so far of this process and all that it started, those that are gone included."""
    here = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in [here, *here.children(recursive=True)])


def peak() -> float:
    """The most memory that one of the processes started from here has held so far, in MB."""
    most = 0.0
    for process in psutil.Process().children(recursive=True):
        status = Path(f"/proc/{process.pid}/status").read_text()
        most = max(most, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
    return most


def measured(engine: str, workers: int, folder: Path, *, reports: int, part: int) -> dict[str, float]:
    """One run by warm workers: wall seconds, CPU seconds, words."""
    first = 10**6
    news(folder / "warm.jsonl", first, 6 * workers)
    words = news(folder / "news.jsonl", 0, reports)
    with started(engine, workers) as hands:
        run([folder / "warm.jsonl"], folder / "warm", hands, limits=Limits(1))
        began, cpu = time.perf_counter(), spent()
        run([folder / "news.jsonl"], folder / "lake", hands, limits=Limits(part))
        seconds, cpu, most = time.perf_counter() - began, spent() - cpu, peak()
    return {"seconds": seconds, "cpu": cpu, "words": words, "reports": reports, "peak": most}


def sizes(lake: Path) -> dict[str, int]:
    """Bytes of each kind in a lake."""
    folders = [folder for folder in lake.iterdir() if folder.is_dir()]
    return {folder.name: sum(file.stat().st_size for file in folder.iterdir()) for folder in folders}


def engines(args: argparse.Namespace) -> None:
    """Own workers and Dask by turns on the same work."""
    found: dict[str, list[dict[str, float]]] = {"local": [], "dask": []}
    for turn in range(args.rounds):
        for engine in list(found)[:: 1 if turn % 2 == 0 else -1]:
            with tempfile.TemporaryDirectory() as scratch:
                result = measured(
                    engine, args.workers[-1], Path(scratch), reports=args.reports, part=args.part
                )
            found[engine].append(result)
            print(f"{engine:<6} {told(result)}", flush=True)
    for measure in ("seconds", "cpu"):
        middle = {name: statistics.median(one[measure] for one in results) for name, results in found.items()}
        best = {name: min(one[measure] for one in results) for name, results in found.items()}
        print(
            f"Dask against own workers, by {measure}: median {middle['local'] / middle['dask']:.2f}, "
            f"best {best['local'] / best['dask']:.2f} (must 0.80, aim 0.95)"
        )


def curve(args: argparse.Namespace) -> None:
    """Cost by size and by number of workers, and what the lake weighs."""
    for reports in args.curve:
        for workers in args.workers:
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                result = measured("local", workers, folder, reports=reports, part=args.part)
                print(f"{workers} workers  {told(result)}", flush=True)
                if workers != args.workers[-1]:
                    continue
                weight = sizes(folder / "lake")
                print(f"  lake: {sum(weight.values()) / reports:,.0f} bytes a report; {weight}", flush=True)
                if args.open:
                    opened(folder, reports)


def opened(folder: Path, reports: int) -> None:
    """What a case of the lake costs, linking included."""
    from regesta.lake.opening import open_lake

    began = time.process_time()
    open_lake(folder / "lake", folder / "x.case")
    seconds, size = time.process_time() - began, (folder / "x.case").stat().st_size
    print(
        f"  open-lake: {1000 * seconds / reports:.1f} ms CPU a report with linking, case {size / reports:,.0f} bytes a "
        f"report, peak of this process {own_peak():.0f} MB",
        flush=True,
    )


def linked(args: argparse.Namespace) -> None:
    """What linking a whole lake costs as a shuffle, by size and workers, beside a case of the same reports.

    The reports are those of `make bench`, in which cast, events and words come and go as in news.
    """
    from bench import news_reports
    from regesta.lake.linking import find_links
    from regesta.lake.opening import open_lake
    from regesta.lake.parquet import rows as table

    for reports in args.link:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            with (folder / "news.jsonl").open("w", encoding="utf-8") as out:
                for path in sorted(news_reports(reports, folder / "news").rglob("*.txt")):
                    out.write(
                        json.dumps({"text": path.read_text(encoding="utf-8"), "name": path.name}) + "\n"
                    )
            with started("local", args.workers[-1]) as hands:
                run([folder / "news.jsonl"], folder / "lake", hands, limits=Limits(args.part))
            for workers in args.workers:
                with started("local", workers) as hands:
                    began, cpu = time.perf_counter(), spent()
                    joined = find_links(folder / "lake", hands)
                    seconds, cpu, most = time.perf_counter() - began, spent() - cpu, peak()
                print(
                    f"{workers} workers  {reports:>7,} reports linked in {seconds:7.1f} s wall, "
                    f"{1000 * cpu / reports:5.1f} ms CPU a report, "
                    f"peak of a worker {most:.0f} MB, of this process {own_peak():.0f} MB; "
                    f"{joined.rows['events']:,} events",
                    flush=True,
                )
            began, cpu = time.perf_counter(), time.process_time()
            open_lake(folder / "lake", folder / "x.case", linked=folder / "linked")
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
            alike = all(
                sorted(map(str, table(folder / "linked" / f"{kind}.parquet", ["record"])))
                == sorted(
                    str(row)
                    for path in (folder / "lake" / "linked" / kind).iterdir()
                    for row in table(path, ["record"])
                )
                for kind in ("actors", "events", "links", "discrepancies")
            )
            print(
                f"  open-lake: {seconds:7.1f} s wall, {1000 * cpu / reports:5.1f} ms CPU a report with filing; "
                f"{'the same records' if alike else 'OTHER RECORDS'}",
                flush=True,
            )


def own_peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(result: dict[str, float]) -> str:
    """A run in one line."""
    return (
        f"{result['reports']:>6,.0f} reports {result['words']:>9,.0f} words {result['seconds']:8.1f} s wall "
        f"{result['cpu']:8.1f} s CPU  {result['words'] / result['cpu']:7,.0f} words per CPU-second  "
        f"{result['reports'] / result['seconds']:6.2f} reports a second, peak of a worker {result['peak']:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", action="store_true", help="own workers against Dask")
    parser.add_argument("--curve", nargs="*", type=int, default=[], help="numbers of reports")
    parser.add_argument("--link", nargs="*", type=int, default=[], help="the same, for linking a whole lake")
    parser.add_argument("--workers", nargs="*", type=int, default=[2])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--part", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--open", action="store_true", help="build a case of each lake")
    args = parser.parse_args()
    if args.curve:
        curve(args)
    if args.link:
        linked(args)
    if args.engines or not (args.curve or args.link):
        engines(args)


if __name__ == "__main__":
    main()
