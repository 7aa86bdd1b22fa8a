"""A record is marked where reports differ on what it says, not because another stands in its sentence."""

from collections import defaultdict
from pathlib import Path

from newsroom import Newsroom
from regesta.pipeline import relink
from regesta.records import EventMention, Extracted, Extraction, Figure
from regesta.store import Case
from regesta.store.rows import rows_of


def test_two_dates_of_a_meeting_mark_its_tellings_and_not_the_ships_of_the_sentence(tmp_path: Path) -> None:
    room = Newsroom()
    for day in ("3", "4"):
        report = room.report(f"Ana Silva met Jon Dahl in Lima on {day} May 2023 and showed him 40 ships.")
        silva, dahl = report.person("Ana Silva", "PER"), report.person("Jon Dahl", "NOR")
        report.event("met", "CONSULT", [silva], [dahl], when=f"2023-05-0{day}", place="Lima")
        report.figure("40", 40, None, "ships")
    own: dict[str, list[Extracted]] = defaultdict(list)
    for record in room.records:
        own[record.document or ""].append(record)
    with Case(tmp_path / "x.case", create=True) as case:
        pages = [Extraction(document=doc, records=tuple(own[doc.id])) for doc in room.documents]
        case.file([rows_of(page) for page in pages], added="2026-01-02")
        relink(case)
        marked = {record.id: [d.sort for d in case.discrepancies_of(record)] for record in case.extracted()}
        (event,) = case.events()
        assert [d.sort for d in case.discrepancies_of(event)] == ["date"]
    for record in room.records:
        if isinstance(record, EventMention):
            assert marked[record.id] == ["date"]
        elif isinstance(record, Figure):
            assert marked[record.id] == []
