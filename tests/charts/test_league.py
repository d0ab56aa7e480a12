from hypothesis import given
from hypothesis import strategies as st

from leagues import TOWN, finding, league, pictures, spread, together
from standout.charts import league as chart


def _rows(picture):
    """Give every row drawn, by name."""
    found = {}
    for part in picture.spec["hconcat"]:
        for layer in part["layer"]:
            found |= {row["business"]: row for row in layer["data"]["values"] if "business" in row}
    return found


def _gaps(picture):
    return {
        row["gap"] for part in picture.spec["hconcat"] for layer in part["layer"] for row in layer["data"]["values"]
        if "gap" in row
    }  # fmt: skip


def test_it_says_our_rank_our_average_and_how_many_were_judged():
    # 4.7 with 0.1 each way; the next ones at 4.55, 4.40, 4.25: only those more than 0.2 off are apart
    [picture] = pictures(chart, league(spread()))
    assert picture.title == "Coffee: who stands where"
    assert picture.sentence == "Corner Deli is 1st to 2nd of the 7 judged. Its average is 4.70 (likely 4.60 to 4.80)."
    assert picture.rows[0] == ["1st to 2nd", "Corner Deli", "4.70", "4.60 to 4.80", "40", "–", "this is us"]
    assert picture.rows[1] == ["1st to 3rd", "Deli North", "4.55", "4.45 to 4.65", "40", "0.15", "too close to call"]
    assert picture.rows[2][-1] == "we are ahead"


def test_a_rival_that_cannot_be_told_from_us_is_hollow():
    [picture] = pictures(chart, league(spread()))
    fills = {
        row["business"]: layer["mark"].get("fill") for layer in picture.spec["hconcat"][0]["layer"]
        if layer["mark"]["type"] == "point" for row in layer["data"]["values"]
    }  # fmt: skip
    assert fills["Deli North"] == "#ffffff"
    assert fills["Bean Street"] == "#566271"


def test_the_key_explains_the_marks_there_are_and_no_others():
    [rated] = pictures(chart, league(spread()))
    assert "hollow" in rated.key
    assert "Thin line" in rated.key
    [price] = pictures(chart, league(spread(top=2.6, step=-0.2), "cheapest tea", kind="fact", half=0.0, less=True))
    bar = "Thick bar: the ranks it may have, all of them right in 95 of 100 cases."
    assert price.key == f"Diamond: Corner Deli. Dot: another business. {bar}"


def test_of_many_the_first_twelve_and_ours_are_drawn_and_the_gaps_are_counted():
    names = ["Corner Deli", *(f"Rival {i}" for i in range(1, 40))]
    figures = {name: 4.9 - 0.05 * i for i, name in enumerate(names[1:])} | {"Corner Deli": 3.93}
    table = league({name: figures[name] for name in names}, half=0.01)
    # rivals stand at 4.90, 4.85 ... 3.95 (20 of them) above our 3.93, and 19 below it
    [picture] = pictures(chart, table)
    assert set(_rows(picture)) == {"Corner Deli", *(f"Rival {i}" for i in range(1, 13))}
    assert _gaps(picture) == {"8 more businesses", "19 more businesses"}
    assert "The picture shows 13 of the 40; the table shows all." in picture.sentence
    assert len(picture.rows) == 40
    assert picture.rows[20][1] == "Corner Deli"


def test_up_to_fourteen_are_all_drawn():
    names = ["Corner Deli", *(f"Rival {i}" for i in range(1, 14))]
    [picture] = pictures(chart, league(spread(names)))
    assert len(_rows(picture)) == 14
    assert not _gaps(picture)


def test_those_not_judged_are_counted_and_stand_last_in_the_table_without_a_rank():
    [picture] = pictures(chart, league(spread() | {"Old Mill": None, "Lark": None}))
    assert "2 more could not be judged." in picture.sentence
    assert [row[0] for row in picture.rows[-2:]] == ["–", "–"]
    assert [row[-1] for row in picture.rows[-2:]] == ["not judged", "not judged"]
    assert set(_rows(picture)) == set(TOWN) - {"Old Mill", "Lark"}


def test_of_a_price_it_says_that_less_is_better_and_of_hours_that_more_is():
    price = league(spread(top=2.6, step=-0.2), "cheapest flat white", kind="fact", half=0.0, less=True)
    hours = league(spread(top=84.0, step=2.0), "longest open", kind="fact", half=0.0)
    first, second = pictures(chart, price, hours)
    assert first.sentence == "Corner Deli is 1st of the 7 judged, with 2.60 GBP. Less is better here."
    assert second.sentence == "Corner Deli is 1st of the 7 judged, with 84 GBP. More is better here."


def test_where_all_ask_the_same_price_it_does_not_say_which_way_is_better():
    [picture] = pictures(chart, league(dict.fromkeys(TOWN, 2.5), "cheapest tea", kind="fact", half=0.0, less=True))
    assert "better" not in picture.sentence


def test_three_findings_are_drawn_in_their_order_and_each_league_once():
    tables = [league(spread(turn=i), aspect) for i, aspect in enumerate(("a", "b", "c", "d"))]
    findings = [finding(tables[i]) for i in (2, 2, 0, 1, 3)]
    drawn = chart.draw(findings, together(*tables))
    assert [picture.title[0] for picture in drawn] == ["C", "A", "B"]


def test_a_world_is_drawn_from_its_own_rows_and_named():
    everybody, families = league(spread()), league(spread(top=4.2), world={"Visit": "family"})
    drawn = chart.draw([finding(families)], together(everybody, families))
    assert drawn[0].title == "Coffee (Visit: family): who stands where"
    assert drawn[0].rows[0][2] == "4.20"


FIGURES = st.floats(1, 5).map(lambda figure: round(figure, 2))


@given(FIGURES, st.lists(FIGURES | st.none(), min_size=1, max_size=25), st.floats(0.01, 1))
def test_sentence_table_and_marks_say_the_same(mine, others, half):
    table = league({"Corner Deli": mine} | {f"Rival {i}": figure for i, figure in enumerate(others)}, half=half)
    drawn = pictures(chart, table)
    assert bool(drawn) == any(figure is not None for figure in others)
    for picture in drawn:
        [row] = [row for row in picture.rows if row[1] == "Corner Deli"]
        ranks, _, average, interval, *_ = row
        count = sum(row[0] != "–" for row in picture.rows)
        assert f"Corner Deli is {ranks} of the {count} judged." in picture.sentence
        assert f"average is {average} (likely {interval})" in picture.sentence
        assert all(words in picture.alt for words in (ranks, average, f"{count} businesses"))
        drawn_row = _rows(picture)["Corner Deli"]
        assert (drawn_row["ranks"], f"{drawn_row['estimate']:.2f}") == (ranks, average)


def test_a_name_cannot_run_code_where_the_picture_is_drawn():
    names = ("datum.x ? alert(1) : 2", "]'); alert(1); ('", "Lark")
    [picture] = pictures(chart, league(spread(names)))
    assert "expr" not in str(picture.spec)
    assert picture.rows[0][1] == names[0]
