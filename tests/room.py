"""A hand-made case with every kind of record, on disk in a fraction of a second: for tests of pages.

with Case(room_case(tmp_path / "x.case")) as case: ...
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from newsroom import Newsroom
from regesta import pipeline
from regesta.records import Extracted, Extraction, Skipped
from regesta.run import Case
from regesta.store.rows import rows_of

FIRST = (
    "Ferry talks in Aarhus\n"
    "Kari Lund of Norway met Jens Holm of Denmark in Aarhus on 3 May 2022.\n"
    "“We will pay for twelve new ferries if parliament agrees”, Kari Lund told reporters.\n"
    "Norway has recognised the ferry pact. Some 400 islanders waited at the quay.\n"
    "Sign up for <b>our</b> letter & win.\n"
)
SECOND = (
    "Kari Lund met Jens Holm in Aarhus on 4 May, the Fjord Office said.\n"
    "“We will pay for twelve ferries when parliament agrees”, Kari Lund said.\n"
    "Norway rejects the ferry pact.\n"
)
THIRD = "Jens Holm shelled nobody. <script>alert('x')</script> Kari Lund denied it.\n"


def room(copies: int = 0) -> Newsroom:
    """Three reports; with `copies`, so many more with a statement each."""
    made = Newsroom()
    one = made.report(FIRST, published="2022-05-04", outlet="Harbour Courier")
    lund, holm = one.person("Kari Lund", "NOR", "minister"), one.person("Jens Holm", "DNK")
    norway = one.state("Norway", "NOR")
    said = one.says(lund, "We will pay for twelve new ferries if parliament agrees", speaker_text="Kari Lund")
    one.event("met", "CONSULT", [lund], [holm], when="2022-05-03", place="Aarhus", mode="visit")
    one.promise(lund, "pay for twelve new ferries", to=[holm], statement=said)
    one.status(
        "Norway has recognised the ferry pact", norway, None, "recognition", "granted", as_of="2022-05-04"
    )
    one.figure("400", 400.0, "person", "islanders")
    two = made.report(SECOND, published="2022-05-05", outlet="Fjord News")
    lund, holm = two.person("Kari Lund", "NOR"), two.person("Jens Holm", "DNK")
    norway = two.state("Norway", "NOR")
    two.says(lund, "We will pay for twelve ferries when parliament agrees")
    two.event("met", "CONSULT", [lund], [holm], when="2022-05-04", place="Aarhus", mode="visit")
    two.status("Norway rejects the ferry pact", norway, None, "recognition", "refused", as_of="2022-05-05")
    three = made.report(THIRD, outlet="<i>Gull</i>")
    lund, holm = three.person("Kari Lund", "NOR"), three.person("Jens Holm", "DNK")
    three.event("shelled", "ASSAULT", [holm], modality="negated")
    three.says(lund, "denied it", manner="indirect")
    for number in range(copies):
        more = made.report(
            f"Kari Lund told harbour {number}: pier {number} of {number * 7} opens.", published="2022-06-02"
        )
        more.says(more.person("Kari Lund", "NOR"), f"pier {number} of {number * 7} opens")
    return made


def room_case(path: Path, made: Newsroom | None = None) -> Path:
    """The case of these reports; the path again."""
    made = made or room()
    own: dict[str | None, list[Extracted]] = defaultdict(list)
    for record in made.records:
        own[record.document].append(record)
    with Case(path, create=True) as case:
        filings = [
            rows_of(Extraction(document=document, records=tuple(own[document.id])))
            for document in made.documents
        ]
        skipped = Skipped(id="5" * 32, name="le-phare.txt", reason="not in English")
        case.file([*filings, skipped], added="2022-07-01T00:00:00+00:00")
        pipeline.relink(case)
    return path
