"""`make bench`: what Regesta costs beside the bare spaCy pipeline, on the same text, in one run, on one core.

Prints words per CPU-second of the full spaCy pipeline (entity recogniser included) and of the whole of
`regesta add` (read, parse, extract, store, link), their ratio, the share of each stage, and the peak memory.
Loading the model is outside both measurements. The text is the folder given as argument, else PolNeAR's
development texts where ../shared is present, else the bundled examples.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "polnear" / "dev" / "text"


def texts(folder: Path) -> list[Path]:
    """The plain text files of the bench, in name order."""
    return sorted(folder.rglob("*.txt"))


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
    return {"seconds": time.process_time() - began, "words": sum(len(line.split()) for line in lines)}


def whole(folder: Path) -> dict[str, float]:
    """CPU seconds of adding the files to a new case with one worker, model loading left out."""
    import regesta
    from regesta.parse.tokens import pipeline

    list(pipeline().pipe(["A warm-up sentence for Oslo."]))
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in texts(folder))
    with tempfile.TemporaryDirectory() as scratch:
        case = regesta.open(Path(scratch) / "bench.case")
        began = time.process_time()
        case.add(folder, workers=1)
        seconds = time.process_time() - began
        case.close()
    return {"seconds": seconds, "words": words}


def stages(folder: Path) -> dict[str, float]:
    """CPU seconds of reading, parsing and each extractor, one after the other over all files."""
    from regesta.extract import EXTRACTORS, found_by
    from regesta.parse import parse
    from regesta.read import read

    spent: dict[str, float] = {}

    def timed(name, function, *args):
        began = time.process_time()
        result = function(*args)
        spent[name] = spent.get(name, 0.0) + time.process_time() - began
        return result

    documents = [doc for path in texts(folder) for doc in timed("read", lambda p: list(read(p)), path)]
    parse(documents[0])
    for document in documents:
        if not hasattr(document, "text"):
            continue
        parsed = timed("parse", parse, document)
        found_by(parsed, timed)
    assert EXTRACTORS
    return spent


def measured(job: str, folder: Path) -> dict[str, float]:
    """One job in a process of its own, with its peak memory in MB."""
    command = [sys.executable, __file__, "--job", job, str(folder)]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(line.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--job", choices=["bare", "whole", "stages"])
    args = parser.parse_args()
    folder = args.folder or (SHARED if SHARED.is_dir() else ROOT / "examples")
    if args.job:
        result = {"bare": bare, "whole": whole, "stages": stages}[args.job](folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**result, "peak_mb": peak}))
        return
    spacy_run, add_run = measured("bare", folder), measured("whole", folder)
    spent = measured("stages", folder)
    rates = [run["words"] / run["seconds"] for run in (spacy_run, add_run)]
    print(
        f"text                         {folder.name}, {len(texts(folder))} files, {add_run['words']:,.0f} words"
    )
    print(
        f"bare spaCy, full pipeline    {rates[0]:>8,.0f} words per CPU-second, peak {spacy_run['peak_mb']:.0f} MB"
    )
    print(
        f"regesta add, all of it       {rates[1]:>8,.0f} words per CPU-second, peak {add_run['peak_mb']:.0f} MB"
    )
    print(f"ratio                        {rates[1] / rates[0]:>8.2f} (first bar: 0.50)")
    for name, seconds in spent.items():
        if name != "peak_mb":
            print(f"  {name:<26} {seconds:>8.2f} s, {seconds / spent['parse']:.3f} of the parse")


if __name__ == "__main__":
    main()
