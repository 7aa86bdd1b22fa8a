"""`make bench`: the figures of speed and size that Regesta promises, measured in one run, with must and aim.

Rates are words per CPU-second on one core, so that a busy machine shows less; two workers are timed by
the clock. The text is the folder given as argument, else PolNeAR's development texts where ../shared is
present, else made-up short reports (invented persons, real states). `--big`
(`make bench-big`) makes 1,000 and 100,000 of them instead and asks the larger case; it takes an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "polnear" / "dev" / "text"
MORE = ROOT.parent / "shared" / "data" / "polnear" / "train" / "text"
PAIRED = 240  # texts for two workers: enough that loading and the last report do not decide
WIRE_SHARE = 0.4
SHORT_REPORTS = 1_000
BIG = (1_000, 100_000)
ONSETS, VOWELS = (
    ("br", "d", "gr", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"),
    ("a", "e", "i", "o", "ai"),
)


# Material


def texts(folder: Path) -> list[Path]:
    """The plain text files of the bench, in name order."""
    return sorted(folder.rglob("*.txt"))


def enough_for_two(folder: Path, out: Path) -> Path:
    """The texts of a folder with others of its kind beside them; made-up ones where there are none."""
    found = [*texts(folder), *(texts(MORE) if MORE.is_dir() else ())][:PAIRED]
    if len(found) < PAIRED:
        return news_reports(8 * PAIRED, out)
    out.mkdir()
    for number, path in enumerate(found):
        shutil.copyfile(path, out / f"{number:03}.txt")
    return out


def words(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").split()) for path in texts(folder))


def with_copies(folder: Path, out: Path) -> Path:
    """The same reports and so many copies under another head that 40 % of all words are wire copy."""
    chance = random.Random(40)
    reports = [path.read_text(encoding="utf-8") for path in texts(folder)]
    left = sum(len(text.split()) for text in reports) * WIRE_SHARE / (1 - WIRE_SHARE)
    for number, text in enumerate(reports):
        (out / f"{number:04}.txt").write_text(text, encoding="utf-8")
    number = 0
    while left > 0:
        text = chance.choice(reports)
        lines = text.splitlines(keepends=True)
        cut = len(lines) - chance.choice((0, 0, 0, 1, 2))
        copy = f"Paper {number} carries this report of a news agency.\n" + "".join(lines[: max(cut, 1)])
        (out / f"copy-{number:04}.txt").write_text(copy, encoding="utf-8")
        left -= len(copy.split())
        number += 1
    return out


def short_reports(count: int, out: Path) -> Path:
    """So many made-up reports of three sentences, ten a day, one file each (a thousand to a folder)."""
    chance = random.Random(1848)

    def word(syllables: int) -> str:
        return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables))

    states = ("Norway", "Kenya", "Peru", "Japan", "Ghana", "Chile", "Poland", "Vietnam", "Egypt", "Canada")
    people = [f"{word(2).title()} {word(3).title()}" for _ in range(400)]
    towns = [word(3).title() for _ in range(60)]
    deeds = ("met", "visited", "telephoned", "criticised", "thanked")
    goods = ("rice", "wheat", "medicine", "fuel", "tents")
    for number in range(count):
        day = date(2009, 3, 2) + timedelta(days=number // 10)
        one, other = chance.sample(people, 2)
        lines = [
            f"{one}, the foreign minister of {chance.choice(states)}, {chance.choice(deeds)} {other} in "
            f"{chance.choice(towns)} on {day.day} {day:%B} {day.year}.",
            f"“We will send {chance.randrange(20, 9000)} tonnes of {chance.choice(goods)} to "
            f"{chance.choice(states)},” {one.split()[1]} said.",
            f"At least {chance.randrange(3, 900)} people fled {chance.choice(towns)} when the {word(2)} rose.",
        ]
        folder = out / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:06}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return out


# How papers of the invented world word what they tell.
OPENINGS = (
    "{one}, the {office} of {country}, {verb} {other}{place}{dated}.",
    "The {office} of {country}, {one}, {verb} {other}{place}{dated}, papers there report.",
    "{dated_first}{one} {verb} {other}{place}.",
)
SAYINGS = (
    "“We will {promise},” {last} said about {whose}.",
    "{last} said that {country} would {promise}.",
    "“{country} will {promise},” the {office} told reporters.",
)
COUNTS = (
    "{count} {counted} fled when {subject}, {second} told reporters.",
    "At least {count} {counted} fled, according to {second}, when {subject}.",
    "{count} {counted} were forced to leave as {subject}.",
)
DEEDS = (
    "{country} {blow} {target} over {phrase}.",
    "Over {phrase}, {country} {blow} {target}.",
)
EARLIER = ("Earlier {left} {then} {right}.", "{left} {then} {right} in an earlier round.")
PRINTED = 0.9  # share of reports that give their day of print


def news_reports(count: int, out: Path) -> Path:
    """So many made-up reports of five sentences from the invented world of `make bench-link`, ten a day.

    Its cast, events and words come and go as in news: the cast grows with the days, one to six reports tell an event,
    each in its own words and order, and most give their day of print.
    """
    from bench_link import A_DAY, DATED, FIRST, World

    world = World(count // A_DAY + 1)
    chance = world.chance
    for day in range(-(-count // A_DAY)):
        fresh = world.of_day(day)
        folder = out / f"{day // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(day * A_DAY, min((day + 1) * A_DAY, count)):
            told = chance.choice(fresh)
            one, other = told.left, told.right
            when, printed = (FIRST + timedelta(days) for days in (told.day, day + 1))
            dated = f" on {when.day} {when:%B} {when.year}" if chance.random() < DATED else ""
            older = chance.choice(world.affairs[-400:])
            words = {
                "one": one.name, "other": other.name, "last": one.name.split()[1], "second": other.name.split()[1],
                "office": one.office, "country": one.country.name, "whose": other.country.name, "verb": told.verb,
                "place": f" in {told.place}" if told.place else "", "dated": dated,
                "dated_first": f"{dated[1:].capitalize()}, " if dated else "", "promise": told.promise,
                "count": told.count, "counted": told.counted, "subject": told.subject, "blow": told.blow or "thanked",
                "target": told.target.name, "phrase": world.phrase(4), "left": older.left.name, "then": older.verb,
                "right": older.right.name,
            }  # fmt: skip
            lines = [chance.choice(ways).format_map(words) for ways in (SAYINGS, COUNTS, DEEDS)]
            chance.shuffle(lines)
            head = f"{one.name.split()[1]}: {world.phrase(5)}"
            if chance.random() < PRINTED:
                head += f"\nPublished: {printed.day} {printed:%B} {printed.year}"
            first, last = (chance.choice(ways).format_map(words) for ways in (OPENINGS, EARLIER))
            text = "\n".join([head, "", first, *lines, last]) + "\n"
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return out


# Jobs: each runs in a process of its own and prints what it measured as JSON


def bare(folder: Path) -> dict[str, float]:
    """CPU seconds of the full spaCy pipeline over each non-empty line of the files, batched."""
    import spacy

    from regesta.parse.tokens import BATCH, MODELS

    nlp = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    list(nlp.pipe(["A warm-up sentence for Oslo."]))
    lines = [line for path in texts(folder) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line.strip()]
    began = time.process_time()
    for _ in nlp.pipe(lines, batch_size=BATCH):
        pass
    return {"rate": words(folder) / (time.process_time() - began)}


def whole(folder: Path) -> dict[str, float]:
    """Adding the files to a new case with one worker, and adding them again.

    Loading the model and the word lists is left out, as that of the model is for spaCy.
    """
    import regesta
    import regesta.warm

    files = len(texts(folder))
    with tempfile.TemporaryDirectory() as scratch, regesta.open(Path(scratch) / "bench.case") as case:
        began = time.process_time()
        case.add(folder, workers=1)
        seconds = time.process_time() - began
        began = time.process_time()
        again = case.add(folder, workers=1)
        known = again.known / (time.process_time() - began)
    return {"rate": words(folder) / seconds, "per_report": seconds / files, "known": known}


def clocked(folder: Path, workers: int) -> dict[str, float]:
    """Seconds by the clock from nothing to a linked case."""
    import regesta

    with tempfile.TemporaryDirectory() as scratch, regesta.open(Path(scratch) / "bench.case") as case:
        began = time.monotonic()
        case.add(folder, workers=workers)
        return {"seconds": time.monotonic() - began}


def asked(path: Path) -> dict[str, float]:
    """Milliseconds of each question a person would put to a case, with the usual filters."""
    import regesta

    spent: dict[str, float] = {}
    with regesta.open(path) as case:
        for name, ask in questions(case):
            began = time.perf_counter()
            ask()
            spent[name] = 1000 * (time.perf_counter() - began)
    return spent


def questions(case) -> Iterator[tuple[str, Callable[[], object]]]:
    """Lists of fifty, filtered as pages and commands filter them."""
    days = [day for day in (doc.published for doc in case.documents(limit=1)) if day]
    year = (days[0].start.year if days else 2009) + 1
    names = [actor.name for actor in case.actors(limit=400)][::80]
    filters: list[dict[str, object]] = [
        {}, {"since": f"{year}-03", "until": f"{year}-03"}, *({"actor": name} for name in names),
        {"actor": names[0], "since": str(year)}, {"since": f"{year}-05-03"},
    ]  # fmt: skip
    for kind in ("timeline", "statements", "events", "commitments", "statuses", "figures", "documents"):
        for number, asked in enumerate(filters):
            yield f"{kind} {number}", lambda k=kind, a=asked: getattr(case, k)(**a, limit=50)
    yield "actors", lambda: case.actors(limit=50)
    yield "discrepancies", lambda: case.discrepancies(limit=50)
    yield "find", lambda: case.find("rice people", limit=50)


JOBS = {"bare": bare, "whole": whole, "asked": asked}


def measured(job: str, folder: Path) -> dict[str, float]:
    """One job in a process of its own, with its peak memory in MB."""
    command = [sys.executable, __file__, "--job", job, str(folder)]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(line.splitlines()[-1])


# The table


def row(what: str, found: float, must: str, aim: str, unit: str = "") -> None:
    text = f"{found:,.0f}" if abs(found) >= 100 else f"{found:.2f}"
    print(f"{what:<66} {text + unit:>12} {must:>10} {aim:>10}", flush=True)


def p95(spent: dict[str, float]) -> float:
    times = sorted(value for name, value in spent.items() if name != "peak_mb")
    return times[min(len(times) - 1, int(0.95 * len(times)))]


def quick(folder: Path, scratch: Path) -> None:
    print(f"text: {folder.name}, {len(texts(folder))} files, {words(folder):,} words")
    plain, add = measured("bare", folder), measured("whole", folder)
    row("bare spaCy, full pipeline, words per CPU-second", plain["rate"], "", "")
    row("regesta add, all of it, words per CPU-second", add["rate"], "", "")
    row("  ratio", add["rate"] / plain["rate"], "0.80", "1.2")
    (scratch / "wire").mkdir()
    wire = measured("whole", with_copies(folder, scratch / "wire"))
    # Bare spaCy has no memory: its rate on text that repeats is its rate on text.
    row("  the same where 40 % of the words are wire copy", wire["rate"] / plain["rate"], "1.2", "2.0")
    several = enough_for_two(folder, scratch / "several")
    alone, pair = measured("clocked-1", several), measured("clocked-2", several)
    row("2 workers against 1, by the clock", alone["seconds"] / pair["seconds"], "1.7", "1.9")
    short = measured("whole", short_reports(SHORT_REPORTS, scratch / "short"))
    row(
        f"re-adding {SHORT_REPORTS:,} known reports, reports per CPU-second",
        short["known"],
        "2,000",
        "20,000",
    )
    row("short report (made up), milliseconds", 1000 * short["per_report"], "", "")
    row("peak memory of add", add["peak_mb"], "", "", " MB")
    print("Dask against own workers: make bench-run; 100,000 reports: make bench-big")


def big(scratch: Path) -> None:
    cost: list[float] = []
    for size in BIG:
        folder = news_reports(size, scratch / f"news-{size}")
        path = scratch / f"{size}.case"
        found = measured_big(folder, path)
        cost.append(found["seconds"] / size)
        row(f"{size:,} short reports: milliseconds each, linking included", 1000 * cost[-1], "", "")
        if size == BIG[-1]:
            row("  against 1,000 reports", cost[-1] / cost[0], "1.3", "1.1")
            row("  peak memory of add", found["peak_mb"], "1,000", "600", " MB")
        spent = measured("asked", path)
        row("  question with filters, 50 results, p95, milliseconds", p95(spent), "150", "50")
        slow = sorted(((ms, name) for name, ms in spent.items() if name != "peak_mb"), reverse=True)[:3]
        print("  slowest: " + ", ".join(f"{name} {ms:.0f} ms" for ms, name in slow))


def measured_big(folder: Path, path: Path) -> dict[str, float]:
    """Adding a large folder to a case that is kept."""
    return measured(f"kept:{path}", folder)


def kept(folder: Path, path: Path) -> dict[str, float]:
    import regesta
    import regesta.warm

    with regesta.open(path) as case:
        began = time.process_time()
        case.add(folder, workers=1)
        return {"seconds": time.process_time() - began}


def job(name: str, folder: Path) -> dict[str, float]:
    kind, _, rest = name.partition(":")
    if kind == "kept":
        return kept(folder, Path(rest))
    if kind.startswith("clocked-"):
        return clocked(folder, int(kind.removeprefix("clocked-")))
    return JOBS[kind](folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--job")
    args = parser.parse_args()
    folder = args.folder or (SHARED if SHARED.is_dir() else None)
    if args.job:
        result = job(args.job, args.folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**result, "peak_mb": peak}))
        return
    load = statistics.fmean(os.getloadavg())
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    print(f"{'':<66} {'measured':>12} {'must':>10} {'aim':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        if args.big:
            big(Path(scratch))
        else:
            quick(folder or short_reports(SHORT_REPORTS, Path(scratch) / "made-up"), Path(scratch))


if __name__ == "__main__":
    main()
