from datetime import date

from leagues import EMPTY, finding, league, past, spread, together
from standout.charts import gap_over_time as chart
from standout.charts import look


def drawn(*leads, half=0.4, **more):
    table = league(spread())
    return chart.draw([finding(table)], together(table, past(leads, half, **more)))


def layers(picture, mark):
    return [layer for layer in picture.spec["layer"] if layer["mark"]["type"] == mark]


def test_it_tells_the_lead_at_the_start_and_at_the_end():
    [picture] = drawn(0.6, 0.2, 0.1)
    said = "The lead of Corner Deli over Deli North was 0.60 points at the start and 0.10 at the end"
    assert said in picture.sentence
    assert "1 January 2025 to 30 September 2025" in picture.sentence
    assert picture.title == "Coffee: lead over Deli North, quarter by quarter"


def test_a_filled_diamond_stands_where_the_band_is_clear_of_zero_and_nowhere_else():
    [picture] = drawn(0.6, 0.2, -0.7)  # bands: 0.2 to 1.0, -0.2 to 0.6, -1.1 to -0.3
    hollow, alarms = layers(picture, "point")
    assert [row["lead"] for row in alarms["data"]["values"]] == [0.6, -0.7]
    assert [row["lead"] for row in hollow["data"]["values"]] == [0.2]
    assert alarms["mark"]["shape"] != hollow["mark"]["shape"]
    assert [row[-1] for row in picture.rows] == ["we are ahead", "too close to call", "they are ahead"]
    assert "Corner Deli is shown to be ahead in 1 of the 3 parts of that time." in picture.sentence
    assert "Deli North is shown to be ahead in 1 of the 3 parts of that time." in picture.sentence


def test_the_day_of_the_crossing_lies_where_the_line_meets_zero():
    [picture] = drawn(0.9, 0.3, -0.3)
    # middles: 16 May and 15 August 2025, 91 days apart (to the day); half way is 45 or 46 days on
    [rule] = [layer for layer in layers(picture, "rule") if "x" in layer["encoding"]]
    [row] = rule["data"]["values"]
    assert row["day"] == (date(2025, 7, 1) - date(1970, 1, 1)).days
    assert row["label"] in {"30 June 2025", "1 July 2025"}
    assert row["label"] in picture.sentence


def test_a_line_that_wavers_about_zero_and_is_shown_nowhere_crosses_nothing():
    [picture] = drawn(0.1, -0.1, 0.1)
    assert "In no quarter is either of them shown to be ahead." in picture.sentence
    assert "turned" not in picture.sentence
    assert len(layers(picture, "rule")) == 1  # no difference


def test_quarters_that_were_put_together_are_owned_up_to():
    table = past([0.5, 0.4])
    rows = table.to_pylist()
    longer = [row | {"last_at": date(2025, 12, 31)} if row["last_at"] == date(2025, 6, 30) else row for row in rows]
    whole = league(spread())
    [picture] = chart.draw([finding(whole)], together(whole, type(table).from_pylist(longer, schema=table.schema)))
    assert "Quarters with too few scores stand together with the next." in picture.sentence
    [plain] = drawn(0.5, 0.4)
    assert "stand together" not in plain.sentence


def test_ends_are_named_on_the_side_away_from_the_line():
    [picture] = drawn(0.2, 0.6, 0.1)
    first, last = [
        one for one in layers(picture, "text") if one["mark"].get("fontWeight") and "stroke" not in one["mark"]
    ]
    assert [first["data"]["values"][0]["label"], last["data"]["values"][0]["label"]] == ["0.20", "0.10"]
    assert (first["mark"]["dy"] > 0, last["mark"]["dy"] > 0) == (True, True)  # the line goes up from both


def test_one_quarter_is_no_past_and_a_world_has_its_own():
    assert drawn(0.6) == []
    world = {"Visit": "lunch"}
    table = league(spread(), "coffee", world)
    assert chart.draw([finding(table)], together(table, past([0.5, 0.4]))) == []
    [picture] = chart.draw([finding(table)], together(table, past([0.5, 0.4], world=world)))
    assert picture.title.startswith("Coffee (Visit: lunch)")
    assert chart.draw([], EMPTY) == []


def test_nothing_is_cut_off_by_a_clip_whose_name_would_differ_from_run_to_run():
    [picture] = drawn(0.6, 0.2, half=9.0)
    assert not any(layer["mark"].get("clip") for layer in picture.spec["layer"])
    low, high = picture.spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < 0.2 - 9.0
    assert high > 0.6 + 9.0


def test_pointing_at_a_mark_gives_its_printed_figures():
    [picture] = drawn(0.6, 0.2)
    for layer in layers(picture, "point"):
        fields = [one["field"] for one in layer["encoding"]["tooltip"]]
        for row in layer["data"]["values"]:
            assert all(isinstance(row[field], str) for field in fields)
            assert row["likely"] == look.span(row["low"], row["high"])


def test_quarters_are_named_under_the_line_evenly_and_no_more_than_there_is_room_for():
    [picture] = drawn(*[0.5] * 12)
    for spec, most in ((picture.spec, 6), (picture.narrow, 3)):
        names = [row["label"] for row in spec["layer"][-1]["data"]["values"]]
        assert 2 <= len(names) <= most
        assert names[0] == "Jan 2025"
