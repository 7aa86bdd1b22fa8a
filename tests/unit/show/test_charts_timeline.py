"""The timeline: how exact, how done and how well told an event is can be seen, and nothing is drawn as more."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from regesta.show.charts import Setting, timeline, windows
from regesta.show.charts.timeline import MARKS
from regesta.store.moments import Moment, Saying

NAMES = {"per": "Peru", "nor": "Norway", "tgo": "Togo"}


def moment(number=1, *, day="2023-05-03", end=None, told="2023-05-05", type="CONSULT", how="actual", **more):
    start = date.fromisoformat(day) if day else None
    stop = date.fromisoformat(end) if end else start + timedelta(days=1) if start else None
    given = {
        "id": f"{number:032x}",
        "label": f"event {number}",
        "start": start,
        "end": stop,
        "precision": "day",
        "type": type,
        "modes": (),
        "modalities": tuple(how.split()),
        "actors": ("per",),
        "recipients": ("nor",),
        "reports": 1,
        "told": date.fromisoformat(told) if told else None,
    }
    return Moment(**{**given, **more})


def setting(**more):
    return Setting(name=lambda one: NAMES[one], link=lambda kind, ident: f"/{kind}/{ident[:40]}", **more)


def drawn(*moments, sayings=(), **more):
    return timeline(moments, sayings, setting(**more))


def marks(chart, part):
    return chart.spec["datasets"][part]


def test_a_day_is_a_point():
    chart = drawn(moment())
    (point,) = marks(chart, "points")
    assert point["from"] == "2023-05-03" and marks(chart, "bars") == [] and marks(chart, "tails") == []


@pytest.mark.parametrize(
    ("day", "end", "precision"),
    [
        ("2023-05-01", "2023-06-01", "month"),
        ("2023-01-01", "2024-01-01", "year"),
        ("2023-05-01", "2023-05-08", "interval"),
    ],
)
def test_what_is_known_less_exactly_is_a_bar_of_its_true_extent(day, end, precision):
    chart = drawn(moment(day=day, end=end, precision=precision))
    (bar,) = marks(chart, "bars")
    assert (bar["from"], bar["to"], bar["done"]) == (day, end, True) and marks(chart, "points") == []


def test_an_open_end_fades_on_its_own_side():
    since, by = moment(1), moment(2, day="2023-04-01")
    chart = drawn(structs.replace(since, end=None), structs.replace(by, start=None))
    later, earlier = (
        next(one for one in marks(chart, "tails") if one["title"] == name) for name in ("event 1", "event 2")
    )
    assert (later["fades"], later["from"]) == ("later", "2023-05-03")
    # The end is exclusive: by 1 April.
    assert (earlier["fades"], earlier["to"]) == ("earlier", "2023-04-01")


def test_since_a_year_is_a_bar_that_fades():
    chart = drawn(structs.replace(moment(day="2021-01-01"), end=None, precision="year"))
    (bar,), (tail,) = marks(chart, "bars"), marks(chart, "tails")
    assert (bar["from"], bar["to"], tail["from"], tail["fades"]) == (
        "2021-01-01",
        "2022-01-01",
        "2022-01-01",
        "later",
    )
    assert marks(chart, "points") == []


def test_an_event_without_a_date_stands_on_its_report_with_a_mark_of_its_own():
    chart = drawn(moment(day=None))
    (point,) = marks(chart, "points")
    assert (
        point["from"] == "2023-05-05" and point["shape"].startswith("M") and "no date given" in point["when"]
    )
    assert any("no date" in note for note in chart.notes)


def test_an_event_without_any_date_is_told_but_not_drawn():
    chart = drawn(moment(day=None, told=None))
    assert chart.spec is None and "1 event" in chart.summary


@pytest.mark.parametrize(
    ("how", "filled", "dashed", "words"),
    [
        ("actual", True, False, "happened"),
        ("ongoing", True, False, "under way"),
        ("planned", False, True, "planned"),
        ("possible", False, True, "possible"),
        ("conditional", False, True, "on a condition"),
        ("claimed", False, False, "claimed"),
        ("negated", False, False, "denied"),
        ("actual negated", True, False, "happened; elsewhere denied"),
    ],
)
def test_only_what_is_told_as_done_is_filled(how, filled, dashed, words):
    (point,) = marks(drawn(moment(how=how)), "points")
    assert (point["fill"] == point["colour"]) is filled
    assert bool(point["dashed"]) is dashed and point["told"].startswith(words)


def test_a_denial_is_crossed_out():
    done, denied = (marks(drawn(moment(how=how)), "points")[0]["shape"] for how in ("actual", "negated"))
    assert done == "circle" and denied != "circle"


def test_a_plan_for_a_month_is_dashed():
    (bar,) = marks(drawn(moment(day="2023-05-01", end="2023-06-01", how="planned")), "bars")
    assert not bar["done"]


@pytest.mark.parametrize(
    ("type_", "modes", "height"),
    [
        ("AID", (), 10),
        ("CONSULT", ("visit",), 4),
        ("CONSULT", (), 2.5),
        ("PROTEST", ("riot",), -7),
        ("ASSAULT", ("unconventional",), -10),
        ("NONE", (), 0),
    ],
)
def test_height_is_the_intensity_of_type_and_mode(type_, modes, height):
    (point,) = marks(drawn(moment(type=type_, modes=modes)), "points")
    assert point["y"] == height


def test_what_scores_nothing_still_stands_on_its_side():
    (point,) = marks(drawn(moment(type="REQUEST")), "points")
    assert point["y"] < 0 and "conflict" in point["colour"]


def test_events_of_one_day_and_kind_do_not_cover_each_other():
    points = marks(drawn(moment(1), moment(2), moment(3)), "points")
    assert len({point["y"] for point in points}) == 3


def test_size_grows_with_independent_reports():
    points = {one["title"]: one["size"] for one in marks(drawn(moment(1), moment(2, reports=4)), "points")}
    assert points["event 2"] > points["event 1"]


def test_marks_lead_to_their_records():
    (point,) = marks(drawn(moment()), "points")
    assert point["href"] == f"/event/{1:032x}"


def test_lanes_by_actor_hold_what_the_actor_does():
    chart = drawn(moment(1), moment(2, actors=("tgo",)), moment(3, actors=("tgo",)), by="actor")
    lanes = {one["name"]: one["y"] for one in marks(chart, "lanes")}
    assert list(lanes) == ["Togo", "Peru", "everyone else"]
    heights = {one["title"]: one["y"] for one in marks(chart, "points")}
    assert abs(heights["event 1"] - lanes["Peru"]) < 10 and abs(heights["event 2"] - lanes["Togo"]) < 10


def test_lanes_by_pair_go_both_ways():
    chart = drawn(moment(1), moment(2, actors=("nor",), recipients=("per",)), by="dyad")
    assert [one["name"] for one in marks(chart, "lanes")] == ["Norway ↔ Peru", "everyone else"]


def test_an_event_without_sides_is_everyone_elses():
    chart = drawn(moment(1), moment(2, actors=(), recipients=()), by="actor")
    rest = next(one for one in marks(chart, "lanes") if one["name"] == "everyone else")
    point = next(one for one in marks(chart, "points") if one["title"] == "event 2")
    assert abs(point["y"] - rest["y"]) < 10


def test_sayings_stand_on_the_line_of_who_says_them():
    said = Saying(speaker="per", start=date(2023, 5, 3), end=date(2023, 5, 4), number=3, statement="s" * 32)
    chart = drawn(moment(), sayings=[said], by="actor")
    point = next(one for one in marks(chart, "points") if one["shape"] == "diamond")
    assert point["title"] == "Peru: 3 statements" and point["href"] is None
    assert point["y"] == next(one["y"] for one in marks(chart, "lanes") if one["name"] == "Peru")
    assert "3 dated statements" in chart.summary


def test_only_the_stretch_asked_for_is_shown():
    chart = drawn(moment(1), moment(2, day="2020-01-05"), since=date(2023, 1, 1), until=date(2023, 12, 31))
    assert [one["title"] for one in marks(chart, "points")] == ["event 1"]
    assert any("1 event outside" in note for note in chart.notes)


def test_one_event_of_long_ago_does_not_press_the_rest_into_a_line():
    recent = [moment(number, day=str(date(2023, 1, 1) + timedelta(days=number))) for number in range(40)]
    chart = drawn(moment(99, day="1919-06-28"), *recent)
    assert chart.span[0].year >= 2022 and any("1 event outside" in note for note in chart.notes)


def test_far_ends_of_an_even_case_are_kept():
    chart = drawn(*(moment(year, day=f"{year}-02-03") for year in range(1990, 2020)))
    assert chart.span[0].year <= 1990 and len(marks(chart, "points")) == 30


def test_the_sentence_counts_what_is_done_and_what_is_not():
    chart = drawn(moment(1), moment(2, type="ASSAULT"), moment(3, how="planned"))
    assert (
        "3 events, of which 1 of cooperation and 1 of conflict are told as done, 1 as planned"
        in chart.summary
    )


def test_the_table_says_the_same():
    (row,) = drawn(moment()).rows
    assert [cell.text for cell in row] == [
        "3 May 2023",
        "event 1",
        "CONSULT",
        "Peru → Norway",
        "happened",
        "1",
    ]
    assert row[0].exact == "2023-05-03" and row[1].href


def test_no_events_say_so():
    assert drawn().spec is None and drawn().summary == "No events here."


@pytest.mark.parametrize("by", ["all", "actor", "dyad"])
def test_too_many_events_are_counted_instead(by):
    many = [moment(number, day=str(date(2020, 1, 1) + timedelta(days=number))) for number in range(MARKS + 1)]
    chart = drawn(*many, moment(9999, day="2021-02-03", how="planned"), by=by)
    bars = marks(chart, "bars")
    assert len(bars) < 60 and f"{MARKS + 1:,} events told as done, counted by month" in chart.summary
    assert "1 event not counted" in " ".join(chart.notes)
    assert all(bar["href"].startswith("/period/20") for bar in bars)


def test_a_year_is_in_no_month_of_the_bars():
    many = [moment(number, day=str(date(2020, 1, 1) + timedelta(days=number))) for number in range(MARKS + 1)]
    chart = drawn(*many, moment(9999, day="2021-01-01", end="2022-01-01", precision="year"))
    assert f"{MARKS + 1:,} events told as done" in chart.summary


def test_the_same_rows_draw_the_same_chart():
    rows = [moment(number, day=f"2023-05-{number:02}") for number in range(1, 20)]
    assert drawn(*rows, by="actor") == drawn(*rows, by="actor")


def test_stretches_beside_this_one():
    first, last = date(2023, 5, 1), date(2023, 5, 31)
    beside = windows(first, last)
    assert beside["earlier"] == (date(2023, 4, 16), date(2023, 5, 16))
    assert beside["later"] == (date(2023, 5, 16), date(2023, 6, 15))
    assert beside["closer"] == (date(2023, 5, 8), date(2023, 5, 24))
    assert beside["wider"] == (date(2023, 4, 16), date(2023, 6, 15))


@pytest.mark.parametrize("day", [date.min, date.max, date(2023, 5, 1)])
def test_stretches_stay_within_the_calendar(day):
    for first, last in windows(day, day).values():
        assert first <= last
