from leagues import EMPTY, TOWN, finding, league, pictures, spread, together
from standout.charts import positioning as chart


def _domains(picture):
    encoding = picture.spec["layer"][0]["encoding"]
    return encoding["x"]["scale"]["domain"], encoding["y"]["scale"]["domain"]


def test_it_takes_the_two_best_findings_over_everybody():
    tables = [league(spread(turn=i), aspect) for i, aspect in enumerate(("coffee", "service", "value"))]
    world = league(spread(), "coffee", {"Visit": "family"})
    findings = [finding(world), *(finding(table) for table in tables)]
    [picture] = chart.draw(findings, together(world, *tables))
    assert picture.title == "Coffee and Service together"
    assert "These are two of 3 things, and hold only" in picture.sentence


def test_it_counts_who_is_behind_us_on_both_and_who_is_ahead_on_both():
    coffee = league({"Corner Deli": 4.0, "Lark": 3.0, "Old Mill": 4.1, "Bean Street": 4.9, "Deli North": 3.0})
    service = league(
        {"Corner Deli": 4.0, "Lark": 3.0, "Old Mill": 3.0, "Bean Street": 4.9, "Deli North": 4.9}, "service"
    )
    # Lark is behind on both, Bean Street ahead on both; Old Mill and Deli North are neither
    [picture] = pictures(chart, coffee, service)
    assert "On both at once, Corner Deli is ahead of 1 of the 4 others." in picture.sentence
    assert "1 business is ahead of it on both." in picture.sentence


def test_where_nobody_is_behind_on_both_it_says_that_it_cannot_tell():
    tables = [league(dict.fromkeys(TOWN, 4.0), aspect) for aspect in ("coffee", "service")]
    [picture] = pictures(chart, *tables)
    assert "can't be told to be ahead of any of the 6 others" in picture.sentence


def test_better_is_up_and_to_the_right_also_for_a_price():
    coffee = league(spread())
    price = league(spread(top=2.0, step=-0.2), "cheapest cup", kind="fact", half=0.0, less=True)
    [picture] = pictures(chart, price, coffee)
    assert picture.title == "Coffee and Cheapest cup together"  # what people rated comes first
    x, y = _domains(picture)
    assert x[0] < x[1]
    assert y[0] > y[1]


def test_a_business_judged_on_one_of_the_two_only_is_left_out():
    [picture] = pictures(chart, league(spread() | {"Lark": None}), league(spread(), "service"))
    assert "Lark" not in [row[0] for row in picture.rows]
    assert len(picture.rows) == len(TOWN) - 1


def test_of_many_the_24_best_placed_and_ours_are_drawn_and_all_stand_in_the_table():
    names = ["Corner Deli", *(f"Rival {i}" for i in range(1, 50))]
    tables = [league(spread(names, top=3.0, step=-0.02), aspect) for aspect in ("coffee", "service")]
    [picture] = pictures(chart, *tables)
    drawn = {row["business"] for layer in picture.spec["layer"] for row in layer["data"]["values"]}
    assert len(drawn) == 25
    assert "Corner Deli" in drawn  # the last of all
    assert "The picture shows 25 of them; the table shows all." in picture.sentence
    assert len(picture.rows) == 50


def test_with_two_businesses_or_one_aspect_there_is_no_map():
    assert pictures(chart, league(spread())) == []
    two = {"Corner Deli": 4.0, "Lark": 3.0}
    assert pictures(chart, league(two), league(two, "service")) == []
    assert chart.draw([], EMPTY) == []


def test_names_that_had_no_room_are_owned_up_to():
    names = ("Corner Deli", *(f"A rival with a long name {i}" for i in range(20)))
    tables = [league(spread(names, top=4.0, step=0.001), aspect) for aspect in ("coffee", "service")]
    [picture] = pictures(chart, *tables)
    assert "A name that would cover another is left out" in picture.key
    [roomy] = pictures(chart, league({"a": 1.0, "b": 2.0, "c": 3.0}), league({"a": 1.0, "b": 2.0, "c": 3.0}, "service"))
    assert "left out" not in roomy.key
