"""`make train`: the weights of the long-tail classifier, from the sentences of tests/longtail.tsv.

Each line is a type and a sentence with {source} and <target>. The token that joins the pair is found as
`regesta eval plv` finds it; its clues and the type are one example. A softmax is fitted by full-batch AdaGrad from
zero: no randomness, no order that matters. Weights are rounded to hundredths and written to
src/regesta/lexicons/en/longtail_weights.tsv; clues that say next to nothing are left out.

`--check` fits four fifths and answers the rest, five times over, and prints the share right.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from pathlib import Path

import numpy as np

from regesta.extract.clues import clues
from regesta.extract.longtail import ALWAYS, SCALE
from regesta.show.evaluate_plv import joined_by

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "tests" / "longtail.tsv"
WEIGHTS = ROOT / "src" / "regesta" / "lexicons" / "en" / "longtail_weights.tsv"
HEAD = "# origin: Trained by make train from tests/longtail.tsv, sha256 {}\n# licence: Apache-2.0\n# date: 2026-11-21\n"
ROUNDS, RATE, PENALTY = 400, 0.5, 2.0
# Weights nearer to nought than this, in hundredths, change no answer worth having.
LEAST = 4
# Clues that are a word itself: "verb:repatriate", "object>:envoy", "verb^repat".
WORDS = re.compile(r"(verb|noun|adjective)[:+^$]|[a-z_]+>:|light:")


def marked(sentence: str) -> str:
    """The marks of PLV for ours: {source} and <target>."""
    sentence = re.sub(r"<(.*?)>", r"[t]\1[/t]", sentence).replace("{", "<s>").replace("}", "</s>")
    return sentence.replace("[t]", "<t>").replace("[/t]", "</t>")


def examples() -> list[tuple[str, frozenset[str]]]:
    """Type and clues of every sentence whose pair something joins."""
    found = []
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#") or line == "type\tsentence":
            continue
        kind, sentence = line.split("\t")
        parse, match = joined_by(str(number), marked(sentence))
        if match is not None:
            found.append((kind, clues(parse, match.head) | {ALWAYS}))
    return found


def twice(rows: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Each example as it is and with its very words left out, so that sorts and slots learn to decide alone."""
    return rows + [(kind, frozenset(one for one in some if not WORDS.match(one))) for kind, some in rows]


class Fitted:
    """A softmax: its clues, its types and the weights between them."""

    def __init__(self, rows: list[tuple[str, frozenset[str]]]) -> None:
        self.clues = sorted({clue for _, some in rows for clue in some})
        self.kinds = sorted({kind for kind, _ in rows})
        place = {clue: i for i, clue in enumerate(self.clues)}
        flat = [place[clue] for _, some in rows for clue in sorted(some)]
        owner = [i for i, (_, some) in enumerate(rows) for _ in some]
        order = np.argsort(flat, kind="stable")
        by_clue = np.asarray(owner)[order]
        begins = np.searchsorted(np.asarray(flat)[order], np.arange(len(self.clues)))
        starts = np.cumsum([0, *(len(some) for _, some in rows)])[:-1]
        wanted = np.zeros((len(rows), len(self.kinds)))
        for i, (kind, _) in enumerate(rows):
            wanted[i, self.kinds.index(kind)] = 1
        self.weights = np.zeros((len(self.clues), len(self.kinds)))
        steps = np.full_like(self.weights, 1e-8)
        for _ in range(ROUNDS):
            sums = np.add.reduceat(self.weights[flat], starts)
            sums -= sums.max(1, keepdims=True)
            given = np.exp(sums)
            given /= given.sum(1, keepdims=True)
            slope = np.add.reduceat((given - wanted)[by_clue], begins) + PENALTY * self.weights
            steps += slope * slope
            self.weights -= RATE * slope / np.sqrt(steps)
        self.place = place

    def best(self, some: frozenset[str]) -> str:
        """The likeliest type of one set of clues."""
        known = [self.place[clue] for clue in sorted(some) if clue in self.place]
        return self.kinds[int(self.weights[known].sum(0).argmax())]


def check(rows: list[tuple[str, frozenset[str]]]) -> None:
    """Five folds: how many sentences never trained on are answered right."""
    right: Counter[str] = Counter()
    for fold in range(5):
        model = Fitted(twice([row for i, row in enumerate(rows) if i % 5 != fold]))
        for i, (kind, some) in enumerate(rows):
            if i % 5 == fold:
                right[kind] += model.best(some) == kind
    sizes = Counter(kind for kind, _ in rows)
    print(f"{sum(right.values()) / len(rows):.3f} of {len(rows)} right")
    print(" ".join(f"{kind} {right[kind] / sizes[kind]:.2f}" for kind in sorted(sizes)))


def write(model: Fitted) -> None:
    """The weights file, one clue a line."""
    digest = hashlib.sha256(SENTENCES.read_bytes()).hexdigest()[:16]
    lines = [HEAD.format(digest) + "clue\tweights"]
    for clue, row in zip(model.clues, model.weights, strict=True):
        rounded = [round(SCALE * weight) for weight in row.tolist()]
        kept = [
            f"{kind}:{value}" for kind, value in zip(model.kinds, rounded, strict=True) if abs(value) >= LEAST
        ]
        if kept:
            lines.append(f"{clue}\t{'|'.join(kept)}")
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} clues, {WEIGHTS.stat().st_size // 1024} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    rows = examples()
    if parser.parse_args().check:
        check(rows)
    else:
        write(Fitted(twice(rows)))


if __name__ == "__main__":
    main()
