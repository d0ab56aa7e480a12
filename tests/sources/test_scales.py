import pytest

from standout.sources.names import label_of, meanings
from standout.sources.scales import (
    filled_in,
    scale_in_name,
    stars,
    top_of,
    two_scales,
    zero_means_missing,
)


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("FIVE", (5, None)), ("two stars", (2, None)), ("fünf Sterne", (5, None)), ("cuatro", (4, None)),
        ("trzy", (3, None)), ("★★★★☆", (4, 5)), ("4/5", (4, 5)), ("8,5 von 10", (8.5, 10)),
        ("4 out of 5 stars", (4, 5)), ("4 Sterne", (4, None)),
    ],
)  # fmt: skip
def test_scores_in_words_and_signs_are_read(cell, score):
    assert stars(cell) == score


@pytest.mark.parametrize("cell", ["4", "", None, "one of the best", "five minutes", "stars"])
def test_other_words_are_no_scores(cell):
    assert stars(cell) is None


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Service (1-10)", (1, 10)),
        ("Comfort /5", (1, 5)),
        ("Quality (0 to 10)", (0, 10)),
        ("Room 5", None),
        ("2019-20", None),
    ],
)
def test_a_scale_in_a_header_is_taken(header, scale):
    assert scale_in_name(header) == scale


def test_a_scale_ends_at_the_next_usual_top():
    assert top_of([1, 3, 5], named=False) == 5
    assert top_of([6.5, 8.25], named=False) == 10
    assert top_of([71, 88], named=True) == 100
    assert top_of([71, 88], named=False) is None  # nothing says that it is a score
    assert top_of([0.1, 1.5], named=True) is None  # too far from the top
    assert top_of([0, 0, 0, 5], named=True) is None  # counts
    assert top_of([-1, 5], named=True) is None


def test_zeros_far_from_every_other_score_are_no_scores():
    found = zero_means_missing({"aroma": [7.5, 8.0, 0.0, 7.1], "body": [7.0, 0.0, 8.0, 7.2]}, 10)

    assert {name: why for name, (why, _) in found.items()} == dict.fromkeys(("aroma", "body"), "mapper.why.zero_gap")


def test_zeros_twice_as_many_as_ones_in_a_lone_column_are_no_scores():
    assert (
        zero_means_missing({"wifi": [0.0] * 9 + [1.0] * 4 + [3.0, 5.0] * 20}, 5)["wifi"][0] == "mapper.why.zero_spike"
    )
    assert zero_means_missing({"wifi": [0.0] * 5 + [1.0] * 4 + [3.0, 5.0] * 20}, 5) == {}


def test_a_mean_among_whole_numbers_is_somebodys_filling_in():
    why, values = filled_in([3.08] * 30 + [1.0, 2.0, 4.0, 5.0] * 10, businesses=1)

    assert (why, values["value"], values["rows"]) == ("mapper.why.imputed_mean", 3.08, 30)
    assert filled_in([3.5] * 30 + [1.0, 2.0, 4.0, 5.0] * 10, businesses=1) is None  # a half is a usual mark
    assert filled_in([5.0] * 200, businesses=1) is None  # one business may well have only fives
    assert filled_in([5.0] * 200, businesses=4)[0] == "mapper.why.imputed_same"


def test_one_stray_score_does_not_hide_two_scales():
    scores = [1.0, 2, 3, 4, 5] * 110 + [8.0] + [9.0, 10, 2, 7] * 5
    filled = {"traveller": [False] * 551 + [True] * 20}

    split = two_scales(scores, filled, {}, None)

    assert (split.by, split.higher_when, split.low_top, split.high_top, split.rows) == (
        "traveller",
        "filled",
        5,
        10,
        20,
    )


def test_a_header_means_what_its_longest_words_say():
    assert max(meanings("overall_rating").items(), key=lambda m: m[1]) == ("overall", 1.0)
    assert "overall" not in meanings("comfort_rating")
    assert meanings("Owner response date")["reply_at"] == 1.0
    assert meanings("Kundenname")["reviewer"] == 1.0
    assert meanings("qwerty") == {}


def test_a_label_loses_the_word_that_only_says_score():
    assert [label_of(h) for h in ("staff_service_rating", "Clean.Cup", "Rating", "Bewertung Service")] == [
        "staff service", "Clean Cup", "Rating", "Service",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "named", "top"),
    [([4.0, 5.0, 3.5] * 50 + [99.0], True, 5), ([4.0, 5.0, 3.5] * 5 + [99.0], True, 100),  # 1 of 151; 1 of 16
     ([7.0, 9.0] * 60 + [95.0], True, 10), ([4.0, 5.0] * 60 + [8.0], True, 10),  # 8 may be a score of ten
     ([1.0, 2.0, 4.0] * 50 + [60.0], False, None)],  # without a name that says so they may be counts
)  # fmt: skip
def test_a_slip_of_the_hand_doesnt_stretch_a_scale(scores, named, top):
    assert top_of(scores, named=named) == top
