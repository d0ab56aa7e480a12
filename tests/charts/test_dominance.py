"""The map of who is large where: what it says of each group, and in which order."""

from leagues import EMPTY, TOWN, finding, held_by, league, shares, spread
from standout.charts import dominance as chart


def drawn(table):
    return chart.draw([finding(league(spread()))], table)


def test_groups_open_to_us_come_first_and_those_to_leave_come_last():
    [picture] = drawn(held_by())

    assert [row[0] for row in picture.rows] == [
        "visit: breakfast", "visit: lunch", "visit: dinner", "visit: late", "visit: tea", "visit: with a dog",
    ]  # fmt: skip
    assert [row[-1] for row in picture.rows] == [
        "open: nobody is large", "they are large, you are better", "you are the largest", "who is largest may be luck",
        "they are large", "leave it: large and better",
    ]  # fmt: skip


def test_it_says_plainly_where_a_large_rival_is_to_be_left():
    [picture] = drawn(held_by())

    # 400 of 6 x 20 + 400 = 520 people
    assert "In visit: with a dog, Deli North has 77 % of the reviewers and is rated higher than you: leave it." in (
        picture.sentence
    )
    assert "Nobody large stands in your way in visit: breakfast." in picture.sentence
    assert "A rival is large in visit: lunch, but people rate you higher there." in picture.sentence
    assert "You have the most reviewers in visit: dinner." in picture.sentence
    assert "late" not in picture.sentence  # what luck may explain is no news


def test_each_share_is_printed_with_its_limits_and_its_number_of_equals():
    [picture] = drawn(shares({"lunch": ("open", {"Corner Deli": 60, "Lark": 120, "Old Mill": 20}, "open")}))

    # shares 30, 60 and 10 %; 1 / (0.09 + 0.36 + 0.01) = 2.17
    assert picture.rows == [
        ["visit: lunch", "200", "Lark", "60 % (55 to 65)", "30 % (25 to 35)", "2.2", "open: nobody is large"]
    ]


def test_more_than_12_groups_are_counted_and_all_stand_in_the_table():
    even = dict.fromkeys(TOWN, 20)
    [picture] = drawn(shares({f"group {i}": ("open", even, "open") for i in range(20)}))

    assert len(picture.rows) == 20
    assert (
        len(
            {row["business"] for layer in picture.spec["layer"] for row in layer["data"]["values"] if "business" in row}
        )
        == 12
    )
    assert "The picture shows 12 of 20 groups" in picture.sentence
    assert "visit: group 0, visit: group 1, visit: group 2 and 17 more" in picture.sentence


def test_where_luck_may_explain_the_largest_the_dot_is_hollow():
    [picture] = drawn(held_by())
    hollow = [
        row["business"]
        for layer in picture.spec["layer"]
        if layer["mark"].get("fill") == "#ffffff"
        for row in layer["data"]["values"]
    ]

    assert hollow == ["visit: late"]


def test_a_picture_in_which_nothing_is_plain_says_so():
    [picture] = drawn(shares({"late": ("unclear", {"Corner Deli": 40, "Lark": 60}, "open")}))

    assert picture.sentence == "In no group is it plain who is large, and none is open."


def test_without_groups_there_is_no_map():
    assert drawn(EMPTY) == []
    assert drawn(league(spread())) == []
    assert chart.draw([], held_by()) == []
