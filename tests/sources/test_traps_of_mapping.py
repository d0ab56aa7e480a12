"""Traps seen in real files that a mapping must not fall into, by the number design notes give them.

Traps of reading (a zip named .txt, UTF-16, an open quote) are tried in the tests of reading.
"""

import random

import pytest

from imported import TODAY, imported, opened, written
from standout.sources import mapper

SHOPS = ("Deli North", "Bean Street", "Corner Deli")


def reviews(tmp_path, columns, row, rows=300, seed=2):
    """Write a file of reviews: shop and date, then what ``row(random, i)`` gives."""
    draw = random.Random(seed)
    held = [[SHOPS[i % 3], f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}", *row(draw, i)] for i in range(rows)]
    return written(tmp_path / "reviews.csv", ["shop", "date", *columns], held)


def looked_at(path, folder):
    with opened(path, folder) as (raws, connection):
        mapping = mapper.propose(raws[0], connection, today=TODAY)
        return mapping, mapper.preview(raws[0], mapping, connection, TODAY)


def test_1_a_rating_somebody_filled_in_is_barred_from_any_best_and_says_why(tmp_path):
    # two in three rows hold the mean, 3.08; the rest are whole stars
    path = reviews(
        tmp_path, ["rating", "wifi"], lambda d, i: [d.randint(1, 5), d.randint(1, 5) if i % 3 == 0 else "3.08"]
    )
    held = imported(path, tmp_path / "in")
    _, shown = looked_at(path, tmp_path / "look")

    assert held.by_column("wifi").barred == "imputed"
    assert held.by_column("rating").barred == ""
    barred = {c["name"]: c["barred"] or "" for c in held.loaded.columns if c["kind"] == "aspect"}
    assert barred == {"a_overall": "", "a_wifi": "imputed"}
    [(_, what, why)] = [line for line in shown.columns if line[0] == "wifi"]
    assert "no best will rest on it" in what
    assert "200 rows say 3.08" in why


def test_1_a_rating_that_is_one_number_in_99_of_100_rows_about_several_businesses_is_barred(tmp_path):
    path = reviews(tmp_path, ["rating", "wifi"], lambda d, i: [d.randint(1, 5), d.randint(1, 5) if i < 3 else 4])

    assert imported(path, tmp_path / "in").by_column("wifi").barred == "imputed"


def test_1_many_fives_are_no_sign_of_filling_in(tmp_path):
    path = reviews(tmp_path, ["rating", "wifi"], lambda d, i: [d.randint(1, 5), 5 if d.random() < 0.9 else 4])

    assert imported(path, tmp_path / "in").by_column("wifi").barred == ""


def test_2_a_zero_on_a_scale_of_1_to_5_is_not_rated_where_those_who_gave_it_liked_the_rest(tmp_path):
    def row(draw, i):
        liking = draw.randint(1, 5)
        near = [min(5, max(1, liking + draw.randint(-1, 1))) for _ in range(3)]
        return [*near, 0 if i % 10 == 0 else liking]

    path = reviews(tmp_path, ["rating", "food", "staff", "wifi"], row)
    held = imported(path, tmp_path / "in")

    assert held.by_column("wifi").zero_is_missing
    assert held.by_column("wifi").scale == (1.0, 5.0)
    assert held.loaded.loaded == 300
    assert sum(r["a_wifi"] is None for r in held.rows("reviews")) == 30  # one in ten of 300


def test_2_a_zero_that_goes_with_low_marks_elsewhere_is_a_zero(tmp_path):
    def row(draw, i):
        liking = draw.randint(0, 5)
        return [min(5, max(0, liking + draw.randint(-1, 1))) for _ in range(3)] + [liking]

    held = imported(reviews(tmp_path, ["rating", "food", "staff", "wifi"], row), tmp_path / "in")

    assert not held.by_column("wifi").zero_is_missing
    assert held.by_column("wifi").scale == (0.0, 5.0)


def test_3_dates_no_program_meant_and_dates_to_come_are_counted_and_turned_away_with_their_lines(tmp_path):
    days = {4: "1970-01-01", 7: "1970-01-01", 9: "2031-04-25"}
    rows = [[SHOPS[i % 3], days.get(i, "2024-03-01"), i % 5 + 1] for i in range(40)]
    path = written(tmp_path / "reviews.csv", ["shop", "date", "rating"], rows)
    held = imported(path, tmp_path / "in")
    _, shown = looked_at(path, tmp_path / "look")

    # the header is line 1, so row i stands on line i + 2
    assert [(r.line, r.reason) for r in held.loaded.rejects] == [
        (6, "epoch_date"),
        (9, "epoch_date"),
        (11, "future_date"),
    ]
    assert held.balance == 0
    assert len(shown.warnings) == 2
    assert "2 rows have" in shown.warnings[0]
    assert "1 row has" in shown.warnings[1]


def test_4_a_count_of_reviews_is_no_score(tmp_path):
    path = reviews(tmp_path, ["rating", "review count"], lambda d, i: [d.randint(1, 5), 5 if i % 3 else 4])
    mapping, _ = looked_at(path, tmp_path / "look")

    assert [f.target for f in mapping.fields if f.column == "review count"] == ["ignore"]


def test_5_the_same_file_under_another_order_of_columns_brings_nothing_new(tmp_path):
    rows = [[SHOPS[i % 3], "2024-03-01", i % 5 + 1, f"words {i}"] for i in range(40)]
    one = written(tmp_path / "one.csv", ["shop", "date", "rating", "text"], rows)
    two = written(tmp_path / "two.csv", ["text", "rating", "date", "shop"], [row[::-1] for row in rows[:25]])
    first = imported(one, tmp_path / "a")
    again = imported(two, tmp_path / "b", known=first.known)

    assert (first.loaded.loaded, again.loaded.loaded, again.loaded.known) == (40, 0, 25)


def test_7_a_header_with_fewer_names_than_the_rows_have_cells_loses_no_record(tmp_path):
    path = tmp_path / "reviews.csv"
    lines = ["shop,date,rating", *(f"{SHOPS[i % 3]},2024-03-01,{i % 5 + 1},extra" for i in range(30))]
    path.write_text("\n".join(lines) + "\n")
    held = imported(path, tmp_path / "in")

    assert held.balance == 0
    assert held.loaded.records == 30


def test_8_a_column_named_for_one_thing_and_holding_another_can_be_mapped_and_seen_before_it_is_stored(tmp_path):
    # a Polish file whose "Samolot" (aircraft) holds the cabin
    path = reviews(
        tmp_path, ["Ocena_siedzenia", "Samolot"], lambda d, i: [d.randint(1, 5), d.choice(["Economy", "Business"])]
    )
    with opened(path, tmp_path / "look") as (raws, connection):
        mapping = mapper.propose(raws[0], connection, {"Samolot": "descriptor", "seat": "Ocena_siedzenia"}, today=TODAY)
        before = mapper.propose(raws[0], connection, {"Samolot": "ignore"}, today=TODAY)
        lines = "\n".join(mapper.preview(raws[0], mapping, connection, TODAY).lines())

    assert "Samolot: Economy" in lines
    assert [f.label for f in mapping.fields if f.target == "aspect"] == ["seat"]
    assert [f.target for f in before.fields if f.column == "Samolot"] == ["ignore"]


def test_10_two_scales_parted_by_another_columns_being_filled_become_two_scores(tmp_path):
    def row(draw, i):
        late = i % 10 == 0
        return [draw.randint(1, 10) if late else draw.randint(1, 5), draw.choice(["solo", "couple"]) if late else "",
                draw.randint(1, 5)]  # fmt: skip

    path = reviews(tmp_path, ["overall_rating", "traveller", "staff"], row)
    held = imported(path, tmp_path / "in")
    halves = [f for f in held.mapping.fields if f.column == "overall_rating"]

    assert [(f.target, f.scale, f.only_when, f.barred) for f in halves] == [
        ("overall", (1.0, 5.0), ("traveller", "blank"), ""),
        ("aspect", (1.0, 10.0), ("traveller", "filled"), ""),
    ]
    assert held.balance == 0
    assert held.loaded.loaded == 300
    rows = held.rows("reviews")
    scores = [c["name"] for c in held.loaded.columns if c["kind"] == "aspect" and c["name"] != "a_staff"]
    assert len(scores) == 2
    # one in ten on the one scale, nine in ten on the other, and none on both
    assert sorted(sum(r[c] is not None for r in rows) for c in scores) == [30, 270]


@pytest.mark.parametrize("parted_by", ["date", "site"])
def test_10_two_scales_parted_by_a_date_or_a_value_are_barred_from_any_best(tmp_path, parted_by):
    draw = random.Random(3)
    rows = []
    for i in range(300):
        other = i >= 200
        day = f"2024-{6 if other else 3:02d}-{i % 28 + 1:02d}" if parted_by == "date" else f"2024-03-{i % 28 + 1:02d}"
        site = "b" if other and parted_by == "site" else "a"
        rows.append([SHOPS[i % 3], day, draw.randint(1, 10) if other else draw.randint(1, 5), site])
    held = imported(written(tmp_path / "r.csv", ["shop", "date", "rating", "site"], rows), tmp_path / "in")

    assert held.by_column("rating").barred == "mixed_scales"
    assert held.loaded.loaded == 300


def test_10_one_scale_of_10_is_left_whole(tmp_path):
    path = reviews(tmp_path, ["rating", "meal"], lambda d, i: [d.randint(1, 10), d.choice(["lunch", "dinner", ""])])
    [field] = imported(path, tmp_path / "in").by_target("overall")

    assert (field.scale, field.barred, field.only_when) == ((1.0, 10.0), "", None)


def test_11_a_descriptor_blank_in_nine_rows_of_ten_is_left_out_and_says_so(tmp_path):
    path = reviews(tmp_path, ["rating", "meal"], lambda d, i: [d.randint(1, 5), "lunch" if i % 20 == 0 else ""])
    mapping, shown = looked_at(path, tmp_path / "look")

    assert [f.target for f in mapping.fields if f.column == "meal"] == ["ignore"]
    assert "blank" in dict(shown.left)["meal"]


@pytest.mark.parametrize(
    ("header", "known"),
    [("cabin", "before"), ("Anlass", "before"), ("recommended", "after"), ("Weiterempfehlung", "after"),
     ("device name", "never"), ("staff name", "never"), ("Mitarbeiter", "never"), ("pracownik", "never")],
)  # fmt: skip
def test_11_a_descriptor_that_no_buyer_can_know_beforehand_is_marked(tmp_path, header, known):
    path = reviews(tmp_path, ["rating", header], lambda d, i: [d.randint(1, 5), d.choice(["ja", "nein"])])
    [field] = imported(path, tmp_path / "in").by_target("descriptor")

    assert (field.column, field.addressable) == (header, known)
