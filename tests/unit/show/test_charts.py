"""Charts beside the timeline: network, relations, map, bars, dots, strips, and that each of them can be drawn."""

import re
from datetime import date, timedelta

import msgspec
import pytest

from regesta.records import Span, Status, When
from regesta.show.charts import (
    Chart,
    Setting,
    activity,
    dyads,
    network,
    picture,
    places,
    promises,
    relations,
    static,
    strip,
    timeline,
)
from regesta.show.charts.chart import (
    begins_by,
    bounds,
    counted,
    fill,
    quad_of,
    score_of,
    short,
    side_of,
    wide,
)
from regesta.show.charts.layout import HIGH, WIDE, placed
from regesta.show.charts.pictures import _colours
from regesta.store.moments import Marked, Moment, Standing
from regesta.store.tallies import Activity, Count, Dyad, Sited, Sorted

PEOPLE = {"per": "Peru", "nor": "Norway", "tgo": "Togo", "lux": "<b>Luxemburg</b>"}


def address(kind, ident):
    return f"/{kind}/{ident}"


def name(actor):
    return PEOPLE.get(actor, f"Actor {actor}")


def day(text):
    first = date.fromisoformat(text)
    return When(start=first, end=first + timedelta(days=1), precision="day", text=text, basis="explicit")


# ---- words ----


@pytest.mark.parametrize(
    ("type_", "quad", "side"),
    [("AGREE", 1, "cooperation"), ("AID", 2, "cooperation"), ("REQUEST", 3, "conflict"), ("ASSAULT", 4, "conflict"),
     ("NONE", None, "neither"), ("", None, "neither")],
)  # fmt: skip
def test_types_have_a_quad_and_a_side(type_, quad, side):
    assert (quad_of(type_), side_of(type_)) == (quad, side)


@pytest.mark.parametrize(
    ("type_", "modes", "score"),
    [("CONSULT", (), 2.5), ("CONSULT", ("phone",), 1.5), ("CONSULT", ("phone", "visit"), 4),
     ("COERCE", ("arrest",), -7), ("ASSAULT", ("beat",), -7.5), ("NOTHING", ("beat",), 0)],
)  # fmt: skip
def test_scores_are_those_of_the_mode_where_it_has_its_own(type_, modes, score):
    assert score_of(type_, modes) == score


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [("Oslo", 10, "Oslo"), ("Ministry of Mines and Petroleum", 20, "Ministry of Mines…"),
     ("Abcdefghijkl", 8, "Abcdefg…")],
)  # fmt: skip
def test_names_are_cut_at_a_word(text, width, cut):
    assert short(text, width) == cut


def test_numbers_agree_with_their_nouns():
    assert [counted(n, "country", "countries") for n in (0, 1, 1234)] == [
        "0 countries",
        "1 country",
        "1,234 countries",
    ]


def test_placeholders_are_filled_wherever_they_stand():
    assert fill({"a": ["$x", {"b": "$x"}], "c": "$unknown", "d": "$"}, x=[1]) == {
        "a": [[1], {"b": [1]}],
        "c": "$unknown",
        "d": "$",
    }


@pytest.mark.parametrize("first", [date.min, date.max, date(2023, 5, 1)])
def test_a_stretch_of_time_has_room_within_the_calendar(first):
    low, high = wide(first, first)
    assert low <= first <= high and low < high


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [("day", "2023-12-05", "2023-12-06"), ("month", "2023-12-01", "2024-01-01"), ("year", "2023-01-01", "2024-01-01")],
)  # fmt: skip
def test_units_of_time(unit, first, last):
    assert bounds(date(2023, 12, 5), unit) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("precision", "printed", "by"),
    [
        ("day", None, "2021-01-01"),
        ("month", None, "2021-02-01"),
        ("year", None, "2022-01-01"),
        ("unknown", None, "2021-01-01"),
        # Whoever prints it in May knows that it has begun.
        ("year", date(2021, 5, 6), "2021-05-06"),
        ("year", date(2023, 5, 6), "2022-01-01"),
        ("year", date(2020, 5, 6), "2022-01-01"),
    ],
)
def test_since_a_year_begins_within_it(precision, printed, by):
    assert begins_by(date(2021, 1, 1), precision, printed) == date.fromisoformat(by)


# ---- network ----


def dyad(actor="per", recipient="nor", type="CONSULT", events=1, reports=1):
    return Dyad(actor=actor, recipient=recipient, type=type, events=events, reports=reports)


def of(chart, part):
    return next(one["values"] for one in chart.spec["data"] if one["name"] == part)


def test_a_line_for_each_direction_and_side():
    rows = [dyad(), dyad(type="AID"), dyad(type="SANCTION"), dyad("nor", "per")]
    lines = of(network(rows, name, address), "lines")
    assert sorted((one["tip"]["title"], one["tip"]["what"]) for one in lines) == [
        ("Norway → Peru", "1 event of cooperation"),
        ("Peru → Norway", "1 event of conflict"),
        ("Peru → Norway", "2 events of cooperation"),
    ]
    assert len({(one["one"], one["bend"]) for one in lines}) == 3


def test_width_grows_with_reports_and_size_with_events():
    chart = network([dyad(reports=9), dyad("tgo", "lux", events=5)], name, address)
    widths = {one["tip"]["title"]: one["wide"] for one in of(chart, "lines")}
    sizes = {one["tip"]["title"]: one["radius"] for one in of(chart, "nodes")}
    assert widths["Peru → Norway"] > widths["Togo → <b>Luxemburg</b>"] and sizes["Togo"] > sizes["Peru"]


def test_around_one_actor_are_those_it_deals_with():
    rows = [dyad(), dyad("nor", "tgo"), dyad("tgo", "lux")]
    chart = network(rows, name, address, centre="nor")
    assert {one["name"] for one in of(chart, "nodes")} == {"Norway", "Peru", "Togo"}
    (middle,) = (one for one in of(chart, "nodes") if one["name"] == "Norway")
    assert (middle["u"], middle["v"]) == (0.5, 0.5) and "Norway" in chart.title


def test_nobody_around():
    assert network([dyad()], name, address, centre="tgo").spec is None
    assert network([], name, address).spec is None and dyads([], name, address).spec is None


def test_a_crowd_is_cut_and_the_cut_is_told():
    rows = [dyad(f"{n:03}", f"{(n * 7 + 1) % 400:03}", reports=n % 9 + 1) for n in range(400)]
    chart = network(rows, name, address)
    assert (
        len(of(chart, "nodes")) <= 32 and len(of(chart, "lines")) <= 90 and "of 400" in " ".join(chart.notes)
    )
    assert "400 actors" in chart.summary


def test_places_are_the_same_each_time_and_on_the_sheet():
    boxes = [(80.0, 30.0)] * 24
    ties = [(n, (n * 5 + 1) % 24, 1.0) for n in range(24)]
    found = placed(boxes, ties)
    assert found == placed(boxes, ties)
    assert all(40 / WIDE - 1e-3 <= x <= 1 - 40 / WIDE + 1e-3 and 0 <= y <= 1 for x, y in found)


def test_labels_do_not_cover_each_other():
    boxes = [(120.0, 30.0)] * 12
    found = placed(boxes, [(0, n, 1.0) for n in range(1, 12)])
    for n, (x, y) in enumerate(found):
        for a, b in found[:n]:
            assert abs(x - a) * WIDE > 119 or abs(y - b) * HIGH > 29


@pytest.mark.parametrize("number", [0, 1, 2])
def test_few_are_placed_too(number):
    assert len(placed([(50.0, 20.0)] * number, [])) == number


def test_pairs_as_bars_put_conflict_to_the_left():
    chart = dyads([dyad(events=3), dyad(type="ASSAULT")], name, address)
    assert sorted(one["number"] for one in chart.spec["data"]["values"]) == [-1, 3]


# ---- relations ----


def standing(value, as_of=None, *, number=0, printed="2023-05-10", disputed=False, of=1, **more):
    status = Status(
        id=f"{number:032x}",
        evidence=(Span("d", 0, 5),),
        rule="test",
        certainty=0.9,
        document="d",
        holder="nor",
        counterpart="tgo",
        dimension="recognition",
        value=value,
        as_of=day(as_of) if as_of else None,
        **more,
    )
    series = more.get("series") or "recognition:nor-tgo"
    return Standing(
        series=series,
        status=status,
        printed=date.fromisoformat(printed) if printed else None,
        disputed=disputed,
        of=of,
    )


def part(chart, key):
    return chart.spec["datasets"][key]


def test_since_a_year_is_certain_from_its_end_only():
    when = When(start=date(2020, 1, 1), precision="year", basis="explicit")
    chart = relations([standing("open", when=when)], name, address)
    (bar,), fades = part(chart, "bars"), part(chart, "tails")
    assert (bar["from"], bar["to"]) == ("2021-01-01", "2023-05-10")
    assert [(one["fades"], one["from"]) for one in fades] == [
        ("earlier", "2020-01-01"),
        ("later", "2023-05-10"),
    ]
    assert part(chart, "points")[0]["from"] == "2021-01-01"


def test_values_that_differ_stand_on_steps_of_their_own():
    chart = relations(
        [standing("withheld", "2023-01-01"), standing("granted", "2023-01-01", number=1)], name, address
    )
    low, high = part(chart, "points")
    assert (low["from"], low["y"], low["shape"], low["colour"]) != (
        high["from"],
        high["y"],
        high["shape"],
        high["colour"],
    )
    assert low["y"] != high["y"] and low["shape"] != high["shape"] and low["colour"] != high["colour"]
    assert {one["text"] for one in part(chart, "labels")} == {"withheld", "granted"}


def test_a_word_of_one_day_fades_on_both_sides():
    chart = relations([standing("withheld", "2023-01-01")], name, address)
    assert sorted(one["fades"] for one in part(chart, "tails")) == ["earlier", "later"]


def test_a_time_with_both_ends_fades_nowhere():
    when = When(start=date(2020, 1, 1), end=date(2021, 1, 1), precision="year", basis="explicit")
    chart = relations([standing("open", when=when)], name, address)
    assert part(chart, "tails") == []
    (bar,) = part(chart, "bars")
    assert (bar["from"], bar["to"]) == ("2020-01-01", "2021-01-01")


def test_since_then_reaches_to_its_report_and_fades():
    when = When(start=date(2020, 1, 1), precision="day", basis="explicit")
    chart = relations([standing("open", when=when)], name, address)
    (bar,), (tail,) = part(chart, "bars"), part(chart, "tails")
    assert bar["to"] == "2023-05-10" == tail["from"] and tail["fades"] == "later"


def test_what_began_long_before_comes_into_sight_by_name():
    long_ago = When(start=date(1998, 1, 1), precision="year", basis="explicit")
    rows = [standing("open", f"2023-01-{n:02}", number=n) for n in range(1, 10)]
    chart = relations(
        [*rows, standing("closed", when=long_ago, number=99, printed="2023-01-05")], name, address
    )
    label = next(one for one in part(chart, "labels") if one["text"] == "closed")
    assert label["from"] > "2022" and "1 entry outside" in " ".join(chart.notes)


def test_claims_are_hollow_and_disputes_have_a_dark_rim():
    rows = [
        standing("open", "2023-01-01", claimed_by="per"),
        standing("open", "2023-02-01", number=1, disputed=True),
    ]
    claim, dispute = part(relations(rows, name, address), "points")
    assert claim["fill"] == "var(--chart-paper)" and "Peru" in claim["claimed"]
    assert dispute["edge"] == "var(--chart-ink)" and dispute["fill"] == dispute["colour"]


def test_what_has_no_date_is_told():
    undated = standing("open", printed=None, of=2)
    assert relations([undated], name, address).spec is None
    chart = relations([undated, standing("open", "2023-01-01", number=1, of=2)], name, address)
    assert "1 entry" in " ".join(chart.notes) and len(chart.rows) == 2
    assert relations([], name, address).summary == "No relation is told here."


def test_what_is_left_out_of_a_crowded_row_is_told():
    rows = [standing("open", f"2023-01-{n:02}", number=n, of=1_203) for n in range(1, 4)]
    assert "1,200 entries of crowded rows left out" in " ".join(relations(rows, name, address).notes)
    whole = [msgspec.structs.replace(row, of=3) for row in rows]
    assert relations(whole, name, address).notes == ()


def test_every_step_leads_to_its_evidence():
    chart = relations([standing("open", "2023-01-01", number=7)], name, address)
    assert part(chart, "points")[0]["href"] == f"/status/{7:032x}"


# ---- map ----


def sited(name_="Lima", latitude=-12.0, longitude=-77.0, type="CONSULT", events=1):
    return Sited(name=name_, country="PER", latitude=latitude, longitude=longitude, type=type, events=events,
                 reports=events, event="e" * 32)  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "colour"),
    [
        (5, 0, "cooperation"),
        (3, 1, "cooperation-soft"),
        (1, 1, "neither"),
        (1, 3, "conflict-soft"),
        (0, 2, "conflict"),
    ],
)
def test_places_are_coloured_by_share(good, bad, colour):
    rows = [sited(events=good)] * bool(good) + [sited(type="ASSAULT", events=bad)] * bool(bad)
    (point,) = of(places(rows, address), "places")
    assert point["colour"] == f"var(--chart-{colour})"


def test_an_unknown_position_is_in_the_table_only():
    chart = places([sited(), sited("Somewhere", None, None)], address)
    assert [one["label"] for one in of(chart, "places")] == ["Lima"]
    assert len(chart.rows) == 2 and "not known" in " ".join(chart.notes)
    assert places([sited("Somewhere", None, None)], address).spec is None


def test_near_places_show_their_region_and_far_ones_the_world():
    def kind(chart):
        return chart.spec["projections"][0]["type"]

    near, far = [sited(), sited("Quito", -0.2, -78.5)], [sited(), sited("Tokyo", 35.7, 139.7)]
    assert kind(places(near, address)) == "mercator" and kind(places(far, address)) == "equalEarth"
    assert kind(places(near, address, whole=True)) == "equalEarth"


def test_one_event_leads_to_itself_and_many_to_their_list():
    one, many = of(places([sited(), sited("Quito", -0.2, -78.5, events=3)], address), "places")[::-1]
    assert one["href"] == "/event/" + "e" * 32 and many["href"] == "/place/Quito"


def test_outlines_are_small_and_say_where_they_come_from():
    from regesta.show.charts.places import _world

    world = _world()
    assert "Natural Earth" in world["origin"] and world["licence"]
    assert len(str(world)) < 100_000 and len(world["objects"]["countries"]["geometries"]) > 170


# ---- bars, dots, strips ----


def test_activity_names_what_it_leaves_out():
    counts = (
        Count(first=date(2023, 5, 1), type="AID", number=2),
        Count(first=date(2023, 6, 1), type="NONE", number=1),
    )
    chart = activity(Activity(unit="month", counts=counts, wider=3, undated=4), address)
    (bar,) = part(chart, "bars")
    assert (bar["from"], bar["to"], bar["href"]) == ("2023-05-01", "2023-06-01", "/period/2023-05")
    assert "7 events" in " ".join(chart.notes) and "most in May 2023 (2)" in chart.summary


def test_activity_that_stands_for_a_timeline_counts_all_that_it_leaves_out():
    counts = (Count(first=date(2023, 5, 1), type="AID", number=2),)
    chart = activity(Activity(unit="month", counts=counts, wider=3, undated=4), address, of=1000)
    assert "998 events not counted" in " ".join(chart.notes) and "one by one" in chart.notes[0]


@pytest.mark.parametrize(("left", "words"), [(0, "No events."), (2, "2 events, none of them")])
def test_no_activity(left, words):
    assert activity(Activity(unit="month", counts=(), wider=left, undated=0), address).summary.startswith(
        words
    )


def test_promises_stand_in_the_order_of_their_sorts():
    rows = [Sorted(party="per", sort=sort, number=2, distinct=1) for sort in ("threat", "pledge", "demand")]
    chart = promises([*rows, Sorted(party=None, sort="offer", number=1, distinct=1)], name, address)
    assert chart.spec["encoding"]["x"]["sort"] == ["pledge", "offer", "demand", "threat"]
    assert chart.spec["encoding"]["y"]["sort"] == ["Peru", "nobody named"]
    assert "4 commitments by 1 party" in chart.summary


def test_a_strip_runs_from_the_first_word_to_the_last():
    rows = [
        Marked(id="a", kind="statement", type="say", first=0, last=40),
        Marked(id="b", kind="event_mention", type="ASSAULT", first=50, last=90),
    ]
    chart = strip(rows, 100, address)
    said, done = chart.spec["data"]["values"]
    assert (said["row"], said["href"], done["row"]) == ("statements", "/words/0-40", "events")
    assert said["colour"] != done["colour"] and strip([], 0, address).spec is None


# ---- pictures ----


def moment():
    return Moment(id="m", label="<script>alert(1)</script>", start=date(2023, 5, 3), end=None, precision="day",
                  type="AID", modes=(), modalities=("actual",), actors=("per",), recipients=("lux",), reports=1,
                  told=date(2023, 5, 4))  # fmt: skip


CHARTS = {
    "timeline": lambda: timeline([moment()], [], Setting(name=name, link=address, by="actor")),
    "activity": lambda: activity(
        Activity(
            unit="day", counts=(Count(first=date(2023, 5, 1), type="AID", number=2),), wider=0, undated=0
        ),
        address,
    ),
    "network": lambda: network([dyad("per", "lux"), dyad("lux", "nor", "SANCTION")], name, address),
    "dyads": lambda: dyads([dyad("per", "lux")], name, address),
    "relations-chart": lambda: relations([standing("open", "2023-01-01")], name, address),
    "map-chart": lambda: places([sited("<i>Lima</i>")], address),
    "promises": lambda: promises([Sorted(party="lux", sort="pledge", number=1, distinct=1)], name, address),
    "strip": lambda: strip([Marked(id="a", kind="figure", type=None, first=0, last=4)], 100, address),
}


@pytest.mark.parametrize("which", CHARTS)
def test_each_chart_can_be_drawn_and_holds_no_markup_of_reports(which):
    chart = CHARTS[which]()
    svg = static(chart, width=400)
    assert chart.name == which and svg.startswith("<svg") and len(svg) > 900
    assert not re.search(r"<(script|b|i)[ >]", svg)
    # Colours are left to the page, links to what they are, and no name of a part is another chart's.
    assert "var(--chart-" in svg and "vega.github.io" not in svg and "null" not in svg
    assert all(found.startswith(which) for found in re.findall(r' id="([^"]*)"', svg))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_its_colours_written_out(theme):
    svg = static(CHARTS["dyads"](), theme=theme)
    assert "var(" not in svg and _colours(theme)["--chart-cooperation"] in svg


def test_a_picture_is_a_png():
    assert picture(CHARTS["dyads"](), width=200, scale=1).startswith(b"\x89PNG")


def test_nothing_to_draw_is_no_picture():
    empty = Chart(name="none", title="None", summary="Nothing.")
    assert (static(empty), picture(empty)) == ("", b"")


def test_both_themes_set_the_same_colours():
    assert _colours("light").keys() == _colours("dark").keys()
    assert all(_colours("light")[key] != _colours("dark")[key] for key in _colours("light"))


def light_of(colour):
    """Relative luminance as WCAG 2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "colour",
    ["cooperation", "cooperation-soft", "conflict", "conflict-soft", "neither", "ink", "muted", "1", "6"],
)
def test_marks_stand_out_from_the_paper(theme, colour):
    low, high = sorted(light_of(_colours(theme)[f"--chart-{name}"]) for name in (colour, "paper"))
    assert (high + 0.05) / (low + 0.05) >= (4.5 if colour in ("ink", "muted") else 3)
