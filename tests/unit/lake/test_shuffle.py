"""Rows that jobs hand to each other: whole or not at all, by bucket, of any type."""

import pytest

from regesta.lake.shuffle import Shuffle
from regesta.records import Span


def test_rows_meet_in_their_bucket_whoever_wrote_them(tmp_path):
    shuffle = Shuffle(tmp_path, 3)
    for number in (1, 0):
        with shuffle.job("map", number) as out:
            out.put("spans", 2, (Span("a", number, 9), None))
            out.put("spans", number, (Span("b", 0, 1), 0.5))
    kind = tuple[Span, float | None]
    assert list(shuffle.rows("spans", 2, kind)) == [(Span("a", 0, 9), None), (Span("a", 1, 9), None)]
    assert list(shuffle.rows("spans", 1, kind)) == [(Span("b", 0, 1), 0.5)]
    assert list(shuffle.rows("nothing", 0, kind)) == []
    assert shuffle.any("spans") and not shuffle.any("nothing")


def test_two_steps_write_to_one_stream(tmp_path):
    shuffle = Shuffle(tmp_path, 1)
    for step in ("one", "two"):
        with shuffle.job(step, 0) as out:
            out.put("made", 0, step)
    assert list(shuffle.rows("made", 0, str)) == ["one", "two"]


def test_a_job_that_ends_early_leaves_nothing_and_is_not_done(tmp_path):
    shuffle = Shuffle(tmp_path, 1)
    with pytest.raises(KeyboardInterrupt), shuffle.job("map", 0) as out:
        out.put("spans", 0, "a")
        raise KeyboardInterrupt
    assert not shuffle.any("spans") and not shuffle.done("map", 0)
    with shuffle.job("map", 0):
        pass
    assert shuffle.done("map", 0) and not shuffle.done("map", 1)


def test_what_a_killed_writer_left_is_not_read(tmp_path):
    shuffle = Shuffle(tmp_path, 1)
    (tmp_path / "spans").mkdir()
    (tmp_path / "spans" / ".map-00000000-host-7").write_bytes(b"half")
    assert not shuffle.any("spans") and list(shuffle.rows("spans", 0, str)) == []


def test_a_name_has_one_bucket_also_with_half_a_character(tmp_path):
    shuffle = Shuffle(tmp_path, 7)
    assert {shuffle.cell("person:\ud800") for _ in range(3)} <= set(range(7))
