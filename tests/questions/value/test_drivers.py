"""Drivers: what was planted is found and placed, and what can't be told is said, with what it takes."""

import numpy as np
import pytest

from questions.value.markets import asked, given, market, planted, read, stars
from standout.questions.value.drivers import part, placed, spoken_as
from standout.questions.value.performance import Interval, Performance
from standout.questions.value.undecided import people_more, people_needed, scores_needed


def told(engine, tables, **changed):
    return part(given(engine, tables), asked(**changed), 7)


def test_aspects_stand_in_the_order_planted_and_each_in_its_place(engine):
    findings, rows = told(engine, planted())

    assert [one.aspect for one in findings][:2] == ["taste", "staff"]
    assert {row["name"]: row["placed"] for row in rows} == {
        "taste": "keep", "staff": "spare", "music": "relax", "light": "spare",
    }  # fmt: skip
    assert {one.verdict for one in findings} == {"probably"}
    assert sum(row["estimate"] for row in rows) == pytest.approx(1)


def test_an_aspect_that_matters_and_where_rivals_are_ahead_is_to_be_fixed(engine):
    findings, _ = told(engine, planted(ahead=(-0.6, 0.6, 0.6, 0.6)))

    assert findings[0].facts["placed"] == "fix"
    assert "Deli is behind: look at it first." in findings[0].sentence


def test_the_sentence_carries_its_figures_and_whom_it_speaks_of(engine):
    findings, rows = told(engine, planted())
    [taste] = [row for row in rows if row["name"] == "taste"]

    assert findings[0].sentence.startswith("Of the 4 aspects, taste goes most with the overall score.")
    assert "among 900 people who reviewed Deli or its rivals, 3 businesses in all, from" in findings[0].sentence
    assert f"Deli scores {taste['performance']:.2f}" in findings[0].sentence
    assert f"The mean of 2 rivals is {taste['market']:.2f}" in findings[0].sentence
    assert taste["ahead"] == pytest.approx((taste["performance"] - taste["market"]) / 4)  # of a scale from 1 to 5


def test_what_is_not_told_in_words_stands_in_the_table(engine):
    findings, rows = told(engine, planted(), drivers=2)

    assert len(findings) == 2
    assert len(rows) == 4


def test_where_we_are_level_with_the_rivals_nothing_is_placed_and_the_scores_it_takes_are_told(engine):
    findings, _ = told(engine, planted(ahead=(0.1, 0, 0, 0), each=150))
    first = findings[0]

    assert first.verdict == "close"
    assert first.facts["placed"] == "unplaced"
    assert "too close to call" in first.sentence
    assert first.needed is None or first.needed.of == "scores"


def test_no_link_is_silent_where_it_should_have_shown(engine):
    findings, rows = told(engine, planted(slopes=(0, 0, 0, 0)))

    assert [one.verdict for one in findings] == ["no"]
    assert {row["placed"] for row in rows} == {"unplaced"}


def test_no_link_among_few_people_is_not_enough_with_the_people_it_takes(engine):
    findings, _ = told(engine, planted(slopes=(0, 0, 0, 0), each=35))  # 105 people

    assert [one.verdict for one in findings] == ["not_enough"]
    assert findings[0].needed.more == people_needed(4) - 105


def test_too_few_people_get_no_figure_but_how_many_more_it_takes(engine):
    findings, rows = told(engine, planted(each=20))  # 60 people; 30 on each aspect is enough to be an aspect

    assert [one.verdict for one in findings] == ["not_enough"]
    assert findings[0].needed.more == 40
    assert findings[0].needed.days is not None
    assert rows == []


def test_an_overall_score_that_is_the_mean_of_the_aspects_shows_nothing(engine):
    tables = planted()
    scores = np.column_stack(
        [tables["reviews"][f"a_{name}"].to_numpy() for name in ("taste", "staff", "music", "light")]
    )
    made = planted(a_overall=stars(scores.mean(axis=1) / 100))

    findings, rows = told(engine, made)

    assert [one.verdict for one in findings] == ["not_enough"]
    assert "just the mean of the aspects" in findings[0].sentence
    assert rows == []


def test_whether_people_recommend_stands_in_for_such_a_score(engine):
    tables = planted()
    scores = np.column_stack(
        [tables["reviews"][f"a_{name}"].to_numpy() for name in ("taste", "staff", "music", "light")]
    )
    recommends = np.where(scores[:, 1] >= 300, "yes", "no")  # it is the staff that people go by

    findings, _ = told(engine, planted(a_overall=stars(scores.mean(axis=1) / 100), d_recommended=recommends))

    assert findings[0].aspect == "staff"
    assert "goes most with whether people recommend" in findings[0].sentence
    assert "just the mean of the aspects, so it is left out" in findings[0].sentence


def test_an_overall_score_on_another_scale_is_no_aspect(engine):
    tables = planted()
    twice = 2 * tables["reviews"]["a_overall"].to_numpy()

    _, rows = told(engine, planted(a_overall_out_of_10=twice))

    assert {row["name"] for row in rows} == {"taste", "staff", "music", "light"}


def test_a_thing_of_which_less_goes_with_more_stars_is_not_placed(engine):
    findings, _ = told(engine, planted(slopes=(0.3, -0.8, 0.2, 0.2)))

    assert findings[0].aspect == "staff"
    assert findings[0].facts["placed"] == "unplaced"
    assert "goes with a lower outcome" in findings[0].sentence


def tones(seed, n, share=0.6):
    rng = np.random.default_rng(seed)
    return {name: rng.choice([-1, 0, 1], n, p=[share / 2, 1 - share, share / 2]) for name in ("food", "staff", "price")}


def test_where_nobody_scored_aspects_they_are_read_from_words_and_marks_are_asked_for(engine):
    rng = np.random.default_rng(3)
    spoken = tones(3, 600)
    overall = stars(3.3 + 0.9 * spoken["food"] + 0.3 * spoken["staff"] + 0.5 * rng.normal(size=600))
    tables = read(market(np.repeat([0, 1, 2], 200), {"a_overall": overall}), spoken)

    findings, rows = told(engine, tables)

    assert [one.aspect for one in findings][:2] == ["food", "staff"]
    assert {row["origin"] for row in rows} == {"read"}
    assert {row["placed"] for row in rows} == {"unplaced"}  # words alone don't tell how wrong the reading is
    assert {one.verdict for one in findings} == {"not_enough"}
    assert findings[0].needed.of == "sentences"
    assert "What they say of it was read from their words." in findings[0].sentence


def test_what_was_not_read_is_not_taken_for_silence(engine):
    spoken = tones(3, 600)
    tables = read(market(np.repeat([0, 1, 2], 200), {"a_overall": stars(3.3 + spoken["food"])}), spoken, language=False)

    findings, rows = told(engine, tables)

    assert [one.verdict for one in findings] == ["not_enough"]
    assert rows == []


def test_nothing_but_stars_tells_nothing_of_what_matters(engine):
    findings, rows = told(engine, market([0, 1] * 100, {"a_overall": stars(np.tile([3.0, 5.0], 100))}))

    assert [one.verdict for one in findings] == ["not_enough"]
    assert findings[0].reason
    assert rows == []


def test_without_rivals_importance_is_told_and_rivals_are_asked_for(engine):
    tables = planted()
    ours = tables["reviews"].slice(0, 300)
    businesses = tables["businesses"].slice(0, 1)

    findings, _ = told(engine, tables | {"reviews": ours, "businesses": businesses})

    assert findings[0].aspect == "taste"
    assert findings[0].verdict == "not_enough"
    assert findings[0].needed.step_key == "value.driver.step_rivals"
    assert "among 300 people who reviewed Deli, from" in findings[0].sentence


@pytest.mark.parametrize(
    ("share", "ahead", "place"),
    [
        ((0.4, 0.3, 0.5), (0.1, 0.05, 0.2), "keep"),
        ((0.4, 0.3, 0.5), (-0.1, -0.2, -0.05), "fix"),
        ((0.1, 0.05, 0.2), (0.1, 0.05, 0.2), "relax"),
        ((0.1, 0.05, 0.2), (-0.1, -0.2, -0.05), "spare"),
        ((0.4, 0.2, 0.5), (0.1, 0.05, 0.2), "unplaced"),  # its part may be less than an even one, 0.25
        ((0.4, 0.3, 0.5), (0.1, -0.05, 0.2), "unplaced"),  # we may be behind
        ((0.4, 0.3, 0.5), (0.1,), "unplaced"),  # nothing tells how wrong the figure is
    ],
)
def test_an_aspect_is_placed_only_where_both_intervals_leave_no_doubt(share, ahead, place):
    assert placed(Interval(*share), 0.25, Interval(*ahead)) == place


def test_the_scores_it_takes_place_an_aspect_four_times_in_five():
    # 60 scores of spread 1 each, ours 0.3 better than a mean that is known to 0.05: an error of 0.3 / 2.8016 takes
    # 1 / (0.1071² - 0.05²) = 111.5 scores, 52 more.  Simulated: a z-test of 112 scores passes 80 % of 20,000 times
    done = Performance(Interval(4.3), Interval(4.0), Interval(0.3 / 4), 60, 2, error=1 / 60, theirs=0.05**2)

    more = scores_needed(done, (1.0, 5.0))

    assert more == 52
    rng = np.random.default_rng(1)
    error = np.sqrt(1 / (60 + more) + 0.05**2)
    assert (0.3 + error * rng.normal(size=20_000) > 1.96 * error).mean() == pytest.approx(0.8, abs=0.01)


def test_no_number_of_our_scores_helps_where_the_rivals_are_the_ones_not_known():
    done = Performance(Interval(4.1), Interval(4.0), Interval(0.1 / 4), 60, 2, error=1 / 60, theirs=0.05**2)

    assert scores_needed(done, (1.0, 5.0)) is None


def test_more_people_are_needed_the_nearer_a_part_is_to_an_even_one():
    near, far = (people_more(Interval(share, share - 0.1, share + 0.1), 0.25, 200) for share in (0.3, 0.32))

    assert near > far
    assert people_more(Interval(0.25, 0.15, 0.35), 0.25, 200) is None


def test_the_people_needed_see_a_link_four_times_in_five():
    from standout.stats.importance import importance

    n, k = people_needed(6), 6
    seen = 0
    for seed in range(150):
        rng = np.random.default_rng(seed)
        aspects = rng.normal(size=(n, k))
        outcome = aspects.sum(axis=1) / np.sqrt(k) * np.sqrt(0.1) + np.sqrt(0.9) * rng.normal(size=n)
        seen += importance(aspects, outcome, np.arange(n), np.zeros(n, int), seed, draws=2).p_value <= 0.05

    # 80 % of 150 is 120, plus or minus 3 x 4.9
    assert 105 <= seen <= 135


def test_an_aspect_is_known_in_words_by_a_word_it_shares():
    assert spoken_as("bar beverages", ["drinks", "staff"]) in {"drinks", None}
    assert spoken_as("staff service", ["food", "staff"]) == "staff"
    assert spoken_as("legroom", ["food"]) is None
