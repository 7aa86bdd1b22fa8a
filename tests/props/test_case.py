"""What holds for every case, whatever the reports say and in whatever order they come."""

import io
import json
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handmade
from regesta.records import KINDS, Extraction
from regesta.show.export import export_jsonl
from regesta.store import Case
from regesta.store.check import faults
from regesta.store.rows import rows_of

SCORER = Path(__file__).parents[2] / ".." / "shared" / "gold"
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

names = st.sampled_from(["Dahl", "Mensah", "Otieno", "Ōe", "Ní"])
days = st.dates().map(lambda day: f"On {day}, ") | st.just("")
odd = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
sentences = st.builds(
    "{}{} {} {} {}{}.".format,
    days,
    names,
    st.sampled_from(["said", "met", "promised", "counted", "recognised"]),
    names,
    odd,
    st.integers(1, 99),
)
reports = st.lists(sentences | odd, min_size=1, max_size=6).map("\n".join).map(handmade.report)
cases = st.lists(reports, max_size=4, unique_by=lambda document: document.id)


def export(documents, *, twice=False):
    with tempfile.TemporaryDirectory() as folder, Case(f"{folder}/x.case", create=True) as case:
        for document in documents:
            handmade.fill(case, [document])
        if twice:
            handmade.fill(case, documents)
        assert list(faults(case)) == []
        out = io.BytesIO()
        export_jsonl(case, out)
    return out.getvalue()


@FEW
@given(cases, st.randoms())
def test_the_order_of_reports_does_not_show(documents, random):
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert export(documents) == export(shuffled)


@FEW
@given(cases)
def test_adding_twice_is_adding_once(documents):
    assert export(documents) == export(documents, twice=True)


@FEW
@given(cases)
def test_an_export_keeps_the_contract(documents):
    if not SCORER.is_dir():
        pytest.skip("../shared/gold is not there: the contract check of the scorer was not run")
    sys.path.insert(0, str(SCORER))
    from scorer import contract

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        out.write(export(documents))
        out.flush()
        assert contract.load(out.name).problems == []


@FEW
@given(cases)
def test_an_exported_record_reads_back_as_the_same_record(documents):
    for line in export(documents).splitlines():
        row = json.loads(line)
        record = msgspec.json.decode(line, type=KINDS[row["kind"]])
        again = json.loads(msgspec.json.encode(record))
        assert row["kind"] == record.kind
        assert {field: stripped(row[field]) for field in row if field != "kind"} == {
            field: again[field] for field in again if field in row
        }


def stripped(value):
    """The value without the words that an export adds to each span."""
    if isinstance(value, dict):
        span = value.keys() == {"document", "start", "end", "text"}
        return {key: stripped(part) for key, part in value.items() if not (span and key == "text")}
    return [stripped(part) for part in value] if isinstance(value, list) else value


@FEW
@given(reports)
def test_what_was_filed_is_what_linking_reads(document):
    extraction: Extraction = handmade.extract(document)
    with tempfile.TemporaryDirectory() as folder, Case(f"{folder}/x.case", create=True) as case:
        case.file([rows_of(extraction)], added="now")
        assert sorted(case.extracted(), key=repr) == sorted(set_of(extraction.records), key=repr)
        assert case.documents() == [msgspec.structs.replace(document, added="now")]


def set_of(records):
    return {record.id: record for record in records}.values()


@FEW
@given(cases, st.text(max_size=8))
def test_any_words_can_be_asked_for(documents, words):
    with tempfile.TemporaryDirectory() as folder, handmade.story(Path(folder) / "x.case", documents) as case:
        for filter_ in ("actor", "about", "speaker", "text", "outlet", "type"):
            assert isinstance(case.timeline(**{filter_: words}), list)
