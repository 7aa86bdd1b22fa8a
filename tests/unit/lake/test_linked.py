"""What linking joined, as Parquet, and that other readers open all of it."""

import importlib
import json

import pyarrow.parquet as pq
import pytest

import handmade
import lakeside
from regesta.lake.columns import COLUMNS, LINKED
from regesta.lake.linked import write_linked
from regesta.lake.parts import Limits
from regesta.lake.running import run
from regesta.run import open_case


@pytest.fixture
def linked(tmp_path):
    handmade.story(tmp_path / "x.case").close()
    with open_case(tmp_path / "x.case") as case:
        counts = write_linked(case, tmp_path / "linked")
        yield case, counts, tmp_path / "linked"


def test_every_file_is_there_with_its_rows(linked):
    case, counts, folder = linked
    rows = {path.stem: pq.read_metadata(path).num_rows for path in folder.iterdir()}
    assert rows == counts and rows.keys() == LINKED.keys()
    assert counts["actors"] == case.counts()["actor"] > 0 and counts["events"] == case.counts()["event"] > 0
    assert (
        counts["links"] == case.counts()["link"]
        and counts["discrepancies"] == case.counts()["discrepancy"] > 0
    )


def test_ids_lead_from_the_rows_of_a_report_to_what_was_joined(linked):
    case, _, folder = linked
    actors = {row["id"]: row for row in pq.read_table(folder / "actors.parquet").to_pylist()}
    of = pq.read_table(folder / "actor_of.parquet").to_pylist()
    assert {row["actor"] for row in of} == set(actors)
    assert len(of) == len({row["document_actor"] for row in of}) > len(actors)
    events = pq.read_table(folder / "events.parquet").to_pylist()
    met = next(row for row in events if len(row["documents"]) == 2)
    assert (str(met["start"]), str(met["until"])) == ("2021-07-28", "2021-07-29") and met[
        "independent_reports"
    ] == 2
    mentions = {row["event_mention"] for row in pq.read_table(folder / "event_of.parquet").to_pylist()}
    assert mentions == {mention.id for mention in case.event_mentions()}


def test_records_are_those_of_the_export(linked):
    from regesta.show.export import rows

    case, _, folder = linked
    for name, kind in (
        ("actors", "actor"),
        ("events", "event"),
        ("links", "link"),
        ("discrepancies", "discrepancy"),
    ):
        told = {
            row["id"]: json.loads(row["record"])
            for row in pq.read_table(folder / f"{name}.parquet").to_pylist()
        }
        assert told == {row["id"]: json.loads(json.dumps(row, default=str)) for row in rows(case, kind)}


# Other readers, where they are installed


def query(folder, reader):
    """How many statements and event mentions there are, and the first report's name, as a reader sees it."""
    module = importlib.import_module(reader)
    if reader == "duckdb":
        return module.sql(
            f"select name from '{folder}/documents/*.parquet' order by name limit 1"
        ).fetchone()[0]
    if reader == "polars":
        return module.scan_parquet(f"{folder}/documents/*.parquet").sort("name").collect()["name"][0]
    return module.read_parquet(folder / "documents").sort_values("name")["name"].iloc[0]


@pytest.mark.parametrize("reader", ["duckdb", "polars", "pandas"])
def test_other_readers_open_the_lake(tmp_path, reader):
    pytest.importorskip(reader, reason=f"{reader} is not installed")
    with lakeside.Here() as engine:
        run(
            [lakeside.jsonl(tmp_path / "a.jsonl")],
            tmp_path / "lake",
            engine,
            limits=Limits(20),
            work=lakeside.toy,
        )
    assert query(tmp_path / "lake", reader) == "a.jsonl#1"


def test_arrow_opens_each_kind_as_one_table_of_many_files(tmp_path):
    import pyarrow.dataset as ds

    with lakeside.Here() as engine:
        run(
            [lakeside.jsonl(tmp_path / "a.jsonl")],
            tmp_path / "lake",
            engine,
            limits=Limits(20),
            work=lakeside.toy,
        )
    for kind, columns in COLUMNS.items():
        table = ds.dataset(tmp_path / "lake" / kind, format="parquet")
        assert table.schema.names == [column.name for column in columns] and len(table.files) == 2
    assert ds.dataset(tmp_path / "lake" / "event_mentions").count_rows() == 40
    words = ds.dataset(tmp_path / "lake" / "figures").to_table(columns=["evidence", "value"]).to_pylist()
    assert words[3]["evidence"][0]["text"].startswith("3 ships") or "3" in words[3]["evidence"][0]["text"]
