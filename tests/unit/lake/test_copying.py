"""Copies over a whole lake are those that one machine finds that sees all reports at once."""

import random

import pytest

import lakeside
from regesta.lake import jobs
from regesta.lake.columns import document_of
from regesta.lake.engines import Workers
from regesta.lake.parts import Limits
from regesta.lake.running import run
from regesta.link import Memory, relink
from regesta.records import Extraction

WORDS = (
    "harbour", "council", "ferry", "minister", "treaty", "grain", "border", "talks", "envoy", "school", "bridge",
    "road", "river", "police", "market", "vote", "court", "storm", "engine", "island", "teacher", "doctor", "budget",
    "winter", "summer", "railway", "signal", "parade", "museum", "garden",
)  # fmt: skip


def article(chance, words=60):
    return (
        " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()
        + " and the people of the town said so."
    )


@pytest.fixture
def rows():
    """Reports of their own, copies with small edits, and a wire text that two papers carry in part."""
    chance = random.Random(11)
    found = []
    for number in range(30):
        text, day = article(chance), f"2021-05-{number % 28 + 1:02}"
        found.append({"text": text, "outlet": f"Paper {number}", "published": day})
        for again in range(number % 3):
            words = text.split()
            words[again * 7] = "quietly"
            found.append(
                {"text": " ".join(words), "outlet": f"Echo {number}{again}", "published": "2021-06-01"}
            )
    shared = article(chance, 25)
    found += [{"text": f"{shared}\n{article(chance, 50)}", "agencies": ["Wire One"]} for _ in range(2)]
    chance.shuffle(found)
    return found


class Pages:
    """Reports without records, for one machine to link."""

    def __init__(self, documents):
        self.documents = documents

    def texts(self, documents):
        return [doc for doc in self.documents if doc.id in documents]

    def pages(self, documents):
        return [Extraction(document=doc, records=()) for doc in self.texts(documents)]


def copies(tmp_path, rows, engine=None, name="lake", part=7):
    news = lakeside.jsonl(tmp_path / "a.jsonl", rows)
    with engine or lakeside.Here(room=3) as hands:
        tally = run([news], tmp_path / name, hands, limits=Limits(part), work=lakeside.toy, copies=True)
    table = lakeside.read(tmp_path / name, "copies")
    assert tally.copies == len(table)
    return {row["document"]: row for row in table}


def test_a_lake_gives_the_copies_of_one_machine(tmp_path, rows):
    found = copies(tmp_path, rows)
    pages = Pages([document_of(row) for row in lakeside.read(tmp_path / "lake", "documents")])
    memory = Memory()
    relink(memory, pages, {doc.id for doc in pages.documents})
    whole, origin = memory.linkage(), memory.marks("origin", {doc.id for doc in pages.documents})
    assert len(whole.copy_of) >= 25
    assert {ident: row["original"] for ident, row in found.items() if row["original"]} == whole.copy_of
    families = {ident: row["family"] for ident, row in found.items()}
    assert families == {i: family for i, family in origin.items() if list(origin.values()).count(family) > 1}
    assert {row["why"] for row in found.values() if row["why"]} == {link.why for link in whole.links}


def test_neither_engine_nor_order_nor_a_death_shows_in_the_bytes(tmp_path, rows, monkeypatch):
    monkeypatch.setattr(jobs, "REPORTS", 20)
    copies(tmp_path, rows, name="one")
    dead = set()

    def once(job):
        step = lakeside.step_of(job)
        return step in ("take", "copies-score", "copies-gather") and not (step in dead or dead.add(step))

    copies(tmp_path, rows, lakeside.Here(room=5, killer=once), name="two")
    assert len(dead) == 3
    copies(tmp_path, rows, Workers(2), name="three")
    one, two, three = (
        (tmp_path / name / "copies" / "all.parquet").read_bytes() for name in ("one", "two", "three")
    )
    assert one == two == three


def test_a_report_that_stands_in_two_parts_is_no_copy_of_itself(tmp_path):
    row = {"text": article(random.Random(5)), "url": "https://example.org/a"}
    assert copies(tmp_path, [row, {"text": article(random.Random(6))}, row], part=1) == {}


def test_new_parts_make_the_table_anew(tmp_path, rows):
    before = copies(tmp_path, rows[:20])
    after = copies(tmp_path, rows)
    assert len(after) > len(before)


def test_a_job_that_kills_again_and_again_ends_with_what_to_do(tmp_path, rows):
    from regesta.errors import LakeError

    with pytest.raises(LakeError, match="more memory"):
        copies(tmp_path, rows, lakeside.Here(killer=lambda job: lakeside.step_of(job) == "copies-decide"))
