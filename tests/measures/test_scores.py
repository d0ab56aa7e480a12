"""Scores: ratings where there are any, words where they add much, and no interval where nothing tells."""

import json

import numpy as np
import pyarrow as pa
import pytest

from standout.measures.scores import estimated, scores, scores_in
from standout.tables import table

NAMES = ("Deli", "North", "South", "East", "West")


def arrow(name, rows, extra=()):
    return pa.Table.from_pylist(rows, schema=table(name).schema(extra))


def held(reviews, mentions=(), marks=(), unread=(), aspects=("a_staff", "a_food")):
    """Give the tables; a review is a mapping with business, text and any score in points."""
    free = sorted({name for row in reviews for name in row if name[:2] in ("a_", "d_")} | set(aspects))
    rows = [
        {
            "review_id": row.get("id", place),
            "business_id": row["business"],
            "reviewer_id": row.get("person"),
            "text": row.get("text"),
            **{
                name: round(100 * row[name]) if name[:2] == "a_" and row.get(name) is not None else row.get(name)
                for name in free
            },
        }
        for place, row in enumerate(reviews)
    ]
    read = [
        {
            "review_id": row["review_id"],
            "language": "en",
            "read": row["review_id"] not in unread,
            "sentences": 1,
            "words_hash": 0,
        }
        for row in rows
        if row["text"]
    ]
    said = [
        dict(zip(("review_id", "sentence", "aspect", "negative", "neutral", "positive"), one, strict=True))
        for one in mentions
    ]
    marked = [dict(zip(("review_id", "sentence", "aspect", "tone"), one, strict=True)) for one in marks]
    columns = [
        {
            "table": "reviews",
            "name": name,
            "label": name[2:],
            "kind": "aspect",
            "scale_low": 1.0,
            "scale_high": 5.0,
            "addressable": "after",
        }
        for name in aspects
    ]
    businesses = [
        {"business_id": i, "name": name, "ours": i == 0, "rival": False}
        for i, name in enumerate(NAMES)
        if i in {row["business"] for row in reviews}
    ]
    return {
        "reviews": arrow("reviews", rows, free),
        "readings": arrow("readings", read),
        "mentions": arrow("mentions", said),
        "marks": arrow("marks", marked),
        "columns": arrow("columns", columns),
        "businesses": arrow("businesses", businesses),
    }


def found(rows, kind="plain", **keys):
    """Give the one row of a kind, business and aspect."""
    [row] = [
        row for row in rows.to_pylist() if row["kind"] == kind and all(row[key] == is_ for key, is_ in keys.items())
    ]
    return row


def town(seed, each=60, rated=20, businesses=5):
    """Give reviews of which some are rated, what is mentioned in each, and the staff's true mean per business."""
    rng = np.random.default_rng(seed)
    reviews, mentions, truth = [], [], []
    for business in range(businesses):
        score = np.clip(np.rint(rng.normal(3.4 + 0.2 * business, 1, each)), 1, 5)
        truth.append(score.mean())
        for place, one in enumerate(score):
            row = {"business": business, "text": "The staff did this."}
            reviews.append(row | ({"a_staff": one, "a_food": 3 + rng.integers(3)} if place < rated else {}))
            good = int(np.clip(250 * (one - 1) + rng.normal(0, 100), 0, 1000))
            mentions.append((len(reviews) - 1, 0, "staff", 1000 - good, 0, good))
    return reviews, mentions, np.array(truth)


def test_where_no_words_were_read_it_is_the_plain_mean(engine):
    rows = scores(engine(**held([
        {"business": 0, "a_staff": 5, "person": 1}, {"business": 0, "a_staff": 3, "person": 2},
        {"business": 1, "a_staff": 2, "person": 3},
    ])))  # fmt: skip

    ours = found(rows, business_id=0, aspect="a_staff")
    assert (ours["estimate"], ours["variance"], ours["df"]) == (4.0, 1.0, 1.0)  # variance 2 over 2 scores
    assert (ours["n_rated"], ours["n_read"], ours["origin"]) == (2, 0, "rated")
    assert (ours["world"], ours["period"]) == ("{}", "")
    assert found(rows, business_id=1, aspect="a_staff")["variance"] is None  # one score tells no spread


def test_of_one_persons_scores_the_spread_is_not_known(engine):
    rows = scores(engine(**held([{"business": 0, "a_staff": 5, "person": 1}] * 3)))

    assert found(rows, business_id=0, aspect="a_staff")["variance"] is None


def test_nothing_held_gives_no_rows(engine):
    assert scores(engine()).num_rows == 0


def test_a_few_words_beside_many_ratings_change_nothing(engine):
    reviews, mentions, _ = town(1, each=60, rated=40)

    words, none = (scores(engine(**tables)) for tables in (held(reviews, mentions), held(reviews[:])))

    assert found(words, business_id=2, aspect="a_staff")["origin"] == "rated"
    mean = np.mean([row["a_staff"] for row in reviews[120:160]])
    assert found(words, business_id=2, aspect="a_staff")["estimate"] == pytest.approx(mean)
    assert words.num_rows == none.num_rows


def test_words_narrow_what_few_ratings_leave_open(engine):
    reviews, mentions, truth = town(2, each=200, rated=30)

    rows = scores(engine(**held(reviews, mentions)))

    for business in range(5):
        row = found(rows, business_id=business, aspect="a_staff")
        alone = np.var([row["a_staff"] for row in reviews[200 * business :][:30]], ddof=1) / 30
        assert (row["origin"], row["n_rated"], row["n_read"]) == ("read", 30, 200)
        assert row["variance"] < 0.6 * alone
        assert abs(row["estimate"] - truth[business]) < 3.5 * row["variance"] ** 0.5


def test_customers_own_ratings_teach_the_reader_where_there_are_enough(engine):
    rng = np.random.default_rng(5)
    said = {1: "awful and rude", 2: "rather slow", 3: "it was fine", 4: "nice and quick", 5: "wonderful and kind"}
    reviews, truth = [], np.zeros(4)
    for business in range(4):
        stars = rng.choice([1, 2, 3, 4, 5], 300, p=np.roll([0.1, 0.1, 0.2, 0.3, 0.3], business % 2))
        truth[business] = stars.mean()
        for place, one in enumerate(stars.tolist()):
            row = {"business": business, "text": f"We came on a day. They were {said[one]}."}
            reviews.append(row | ({"a_staff": one} if place < 60 else {}))

    rows = scores(engine(**held(reviews)))  # the reader found nothing at all: ratings alone teach

    for business in range(4):
        row = found(rows, business_id=business, aspect="a_staff")
        alone = np.var([row["a_staff"] for row in reviews[300 * business :][:60]], ddof=1) / 60
        assert row["origin"] == "read"
        assert row["variance"] < 0.5 * alone
        assert abs(row["estimate"] - truth[business]) < 3.5 * row["variance"] ** 0.5


def test_a_business_that_nobody_rated_has_an_estimate_and_no_error(engine):
    reviews, mentions, _ = town(3, each=80, rated=30)
    for row in reviews[320:]:
        row.pop("a_staff", None)

    row = found(scores(engine(**held(reviews, mentions))), business_id=4, aspect="a_staff")

    assert row["variance"] is None
    assert row["df"] is None
    assert row["n_rated"] == 0
    assert row["estimate"] > 3.5


def test_scores_without_words_stand_for_themselves(engine):
    # 100 with words, of which 20 rated; and 10 without, all of them ones
    reviews, mentions, _ = town(4, each=100, rated=20)
    silent = [{"business": b, "a_staff": 1} for b in range(5) for _ in range(10)]

    before, after = (scores(engine(**held(rows, mentions))) for rows in (reviews, reviews + silent))

    for business in range(5):
        one, two = (found(rows, business_id=business, aspect="a_staff") for rows in (before, after))
        assert two["estimate"] == pytest.approx((100 * one["estimate"] + 10 * 1) / 110, abs=0.06)
        assert two["n_rated"] == 20


def test_languages_that_the_reader_does_not_know_are_no_neutral_words(engine):
    reviews, mentions, _ = town(6, each=100, rated=20)
    foreign = [{"business": b, "text": "Obsługa."} for b in range(5) for _ in range(50)]
    unread = set(range(500, 750))

    without, with_them = (
        scores(engine(**held(rows, mentions, unread=unread))) for rows in (reviews, reviews + foreign)
    )

    for business in range(5):
        one, two = (found(rows, business_id=business, aspect="a_staff") for rows in (without, with_them))
        assert one == two


def test_the_order_of_reviews_changes_no_digit(engine):
    reviews, mentions, _ = town(7)
    reviews = [{**row, "id": place} for place, row in enumerate(reviews)]

    one, two = (scores(engine(**held(rows, mentions))) for rows in (reviews, reviews[::-1]))

    assert one.to_pylist() == two.to_pylist()


def test_halo_free_scores_say_what_stands_out(engine):
    # Everything at North is a point better than at Deli; nothing stands out.  West's food alone is better.
    scores_of = {0: (3, 3), 1: (4, 4), 2: (2, 2), 3: (3, 3), 4: (3, 4)}
    reviews = [
        {"business": b, "a_staff": staff + noise, "a_food": food + noise}
        for b, (staff, food) in scores_of.items()
        for noise in (-0.5, 0.5) * 10
    ]

    rows = scores(engine(**held(reviews)))

    free = {b: found(rows, "halo_free", business_id=b, aspect="a_food")["estimate"] for b in scores_of}
    assert max(free, key=free.get) == 4
    assert free[4] > 0.3
    assert free[1] < 0.1
    # of one review both aspects are as wrong as each other, and that is no part of what stands out
    assert found(rows, "halo_free", business_id=4, aspect="a_food")["variance"] < 0.01


def test_the_overall_score_is_no_aspect_of_the_halo(engine):
    reviews = [{"business": b, "a_overall": 4, "a_staff": 3 + b / 5} for b in range(3) for _ in range(5)]

    rows = scores(engine(**held(reviews, aspects=("a_overall", "a_staff")))).to_pylist()

    assert {row["kind"] for row in rows} == {"plain"}


def test_barred_and_mixed_columns_give_no_score(engine):
    tables = held([{"business": 0, "a_staff": 5, "a_food": 4}] * 4)
    columns = tables["columns"].to_pylist()
    columns[0]["barred"] = "imputed"
    columns.append({**columns[1], "scale_high": 10.0})
    tables["columns"] = arrow("columns", columns)

    assert scores(engine(**tables)).num_rows == 0


def test_rated_reviews_that_differ_from_the_others_are_weighed(engine):
    # Only the content rate: plain rating means would be far too high, and so noticed
    rng = np.random.default_rng(8)
    reviews, mentions, truth = [], [], []
    for business in range(5):
        score = rng.choice([1.0, 3.0, 5.0], 300)
        truth.append(score.mean())
        for one in score:
            row = {"business": business, "text": "The staff did this."}
            reviews.append(row | ({"a_staff": one} if rng.random() < 0.05 * one else {}))
            good = int(250 * (one - 1))
            mentions.append((len(reviews) - 1, 0, "staff", 1000 - good, 0, good))

    made = engine(**held(reviews, mentions))
    [aspect] = [one for one in estimated(made).aspects if one.name == "a_staff"]

    assert aspect.gap.differ
    assert aspect.gap.gap > 0.3
    assert aspect.mean == pytest.approx(truth, abs=0.15)


def test_a_world_has_its_own_scores(engine):
    reviews, mentions, _ = town(9, each=120, rated=40)
    for place, row in enumerate(reviews):
        row["d_party"] = "family" if place % 2 else "couple"
    made = engine(**held(reviews, mentions))

    every, part = scores(made), scores_in(made, {"d_party": "family"})

    row = found(part, business_id=1, aspect="a_staff")
    assert json.loads(row["world"]) == {"d_party": "family"}
    assert (row["n_rated"], row["n_read"]) == (20, 60)
    assert row["variance"] > found(every, business_id=1, aspect="a_staff")["variance"]


# what nobody scores


def spoken(seed, businesses=5, each=200, right=0.8):
    """Give reviews and mentions of waiting time, and the true tone of each sentence, that a reader gets wrong at times.

    The reader takes every tenth sentence for one about waiting time though it isn't: its tone is None.
    """
    rng = np.random.default_rng(seed)
    reviews, mentions, tones = [], [], []
    for business in range(businesses):
        for place in range(each):
            tone = int(rng.choice([-1, 0, 1], p=[0.5 - 0.08 * business, 0.2, 0.3 + 0.08 * business]))
            said = tone if rng.random() < right else 1
            off = place % 10 == 0
            tones.append(None if off else tone)
            reviews.append({"business": business, "text": "We waited."})
            chances = (900 * (said == -1), 900 * (said == 0), 900 * (said == 1))
            mentions.append((len(reviews) - 1, 0, "waiting time", *chances))
    return reviews, mentions, tones


def test_what_nobody_scores_has_a_rank_and_no_error(engine):
    reviews, mentions, _ = spoken(1)

    rows = scores(engine(**held(reviews, mentions, aspects=())))

    row = found(rows, business_id=0, aspect="waiting time")
    assert (row["variance"], row["n_rated"], row["n_read"], row["origin"]) == (None, 0, 200, "read")
    assert -1 <= row["estimate"] <= 1


def test_marks_put_right_what_the_reader_gets_wrong(engine):
    inside = []
    for seed in range(12):
        reviews, mentions, tones = spoken(seed)
        rng = np.random.default_rng(seed)
        chosen = [200 * b + int(at) for b in range(5) for at in rng.choice(200, 25, replace=False)]
        marks = [(at, 0, "Waiting time", tones[at]) for at in chosen]

        rows = scores(engine(**held(reviews, mentions, marks, aspects=())))

        for business in range(5):
            row = found(rows, business_id=business, aspect="waiting time")
            own = [one for one in tones[200 * business : 200 * (business + 1)] if one is not None]
            assert row["n_rated"] == 25
            inside.append(abs(row["estimate"] - np.mean(own)) < 1.72 * row["variance"] ** 0.5)

    # 60 intervals of about 90 %: fewer than 46 inside would come once in 1,000 such tests
    assert sum(inside) >= 46


def test_a_sentence_that_is_not_about_it_counts_for_neither_side(engine):
    # Four sentences: good, good, bad and one about something else, all marked: (1 + 1 - 1) / 3
    reviews = [{"business": 0, "text": "We waited."}] * 4
    mentions = [(place, 0, "waiting time", 0, 0, 900) for place in range(4)]
    marks = [
        (0, 0, "waiting time", 1),
        (1, 0, "waiting time", 1),
        (2, 0, "waiting time", -1),
        (3, 0, "waiting time", None),
    ]

    row = found(scores(engine(**held(reviews, mentions, marks, aspects=()))), business_id=0, aspect="waiting time")

    assert row["estimate"] == pytest.approx(1 / 3)


def test_sentences_that_are_hardly_about_it_are_left_out(engine):
    reviews = [{"business": 0, "text": "We waited."}] * 2
    mentions = [(0, 0, "waiting time", 0, 0, 900), (1, 0, "waiting time", 300, 100, 0)]

    row = found(scores(engine(**held(reviews, mentions, aspects=()))), business_id=0, aspect="waiting time")

    assert (row["estimate"], row["n_read"]) == (1.0, 1)


def test_what_customers_score_is_not_told_twice(engine):
    reviews, mentions, _ = town(1, each=60, rated=40)

    rows = scores(engine(**held(reviews, mentions))).to_pylist()

    assert {row["aspect"] for row in rows} == {"a_staff", "a_food"}


def test_marks_count_beside_a_column_that_one_customer_scored(engine):
    reviews, mentions, tones = spoken(1)
    reviews[3] = reviews[3] | {"a_wait": 4}
    marks = [(200 * b + at, 0, "waiting time", tones[200 * b + at]) for b in range(5) for at in range(30)]
    tables = held(reviews, mentions, marks, aspects=("a_wait",))
    columns = tables["columns"].to_pylist()
    tables["columns"] = arrow("columns", [columns[0] | {"label": "Waiting time"}])

    made = engine(**tables)

    row = found(scores(made), business_id=0, aspect="waiting time")
    assert row["n_rated"] == 30
    assert row["variance"] > 0
    [spoken_of] = [one for one in estimated(made).aspects if one.name == "waiting time"]
    assert spoken_of.scored == "few"


def test_marks_that_say_it_is_about_something_else_put_nothing_right(engine):
    # 14 marks "not about it" and one that is: one person's word is all there is
    reviews = [{"business": b, "text": "We waited."} for b in range(3) for _ in range(40)]
    mentions = [(place, 0, "waiting time", 0, 0, 900) for place in range(120)]
    marks = [(40 * b + at, 0, "waiting time", None if at else 1) for b in range(3) for at in range(15)]

    made = engine(**held(reviews, mentions, marks, aspects=()))
    [aspect] = estimated(made).aspects

    assert aspect.n_rated.tolist() == [15, 15, 15]
    assert aspect.raters.tolist() == [1, 1, 1]
    assert {row["variance"] for row in scores(made).to_pylist()} == {None}


def test_marks_that_all_agree_are_not_taken_for_certain(engine):
    # 15 marks, all good, where the reader says good as well: three people at the other end, 3 x (1 + 1)² / 15²
    reviews = [{"business": b, "text": "We waited."} for b in range(3) for _ in range(40)]
    mentions = [(place, 0, "waiting time", 0, 0, 900) for place in range(120)]
    marks = [(40 * b + at, 0, "waiting time", 1) for b in range(3) for at in range(15)]

    row = found(scores(engine(**held(reviews, mentions, marks, aspects=()))), business_id=0, aspect="waiting time")

    assert row["estimate"] == 1.0
    assert row["variance"] == pytest.approx(12 / 225)


def test_what_few_people_scored_often_has_no_variance(engine):
    reviews, mentions, _ = town(2, each=200, rated=30)
    for place, row in enumerate(reviews):
        row["person"] = place % 200 // 3 + 1000 * row["business"]  # three reviews each: 10 people rated

    row = found(scores(engine(**held(reviews, mentions))), business_id=1, aspect="a_staff")

    assert (row["origin"], row["n_rated"], row["variance"]) == ("read", 30, None)


def test_fifteen_fives_read_from_words_are_not_certain(engine):
    reviews, mentions, _ = town(2, each=200, rated=15)
    for row in reviews[:15]:
        row["a_staff"] = 5

    row = found(scores(engine(**held(reviews, mentions))), business_id=0, aspect="a_staff")

    assert row["variance"] > 0.05


def test_of_very_many_reviews_a_part_is_read_and_all_marks_count(engine, monkeypatch):
    monkeypatch.setattr("standout.measures.scores.ROWS_MOST", 500)
    reviews, mentions, _ = town(2, each=200, rated=60)
    told, waiting, tones = spoken(3, each=60)
    start = len(reviews)
    mentions += [(start + place, *rest) for place, *rest in waiting]
    marks = [(start + 60 * b + at, 0, "waiting time", tones[60 * b + at]) for b in range(5) for at in range(20)]
    tables = held(reviews + told, mentions, marks)

    rows = scores(engine(**tables))

    read = [row for row in rows.to_pylist() if row["aspect"] == "a_staff" and row["kind"] == "plain"]
    assert {row["origin"] for row in read} == {"read"}
    assert 300 < sum(row["n_read"] for row in read) < 600  # about 500 of 1,300
    spoken_of = found(rows, business_id=2, aspect="waiting time")
    assert spoken_of["n_rated"] == 20
    assert spoken_of["variance"] > 0


def test_marks_count_beside_very_many_scores_that_need_no_words(engine, monkeypatch):
    monkeypatch.setattr("standout.measures.scores.ROWS_MOST", 500)
    scored = [{"business": b, "a_staff": 4 + place % 2} for b in range(5) for place in range(200)]
    told, waiting, tones = spoken(3, each=60)
    mentions = [(1000 + place, *rest) for place, *rest in waiting]
    marks = [(1000 + 60 * b + at, 0, "waiting time", tones[60 * b + at]) for b in range(5) for at in range(20)]

    rows = scores(engine(**held(scored + told, mentions, marks)))

    assert found(rows, business_id=2, aspect="a_staff")["n_rated"] == 200
    assert found(rows, business_id=2, aspect="waiting time")["n_rated"] == 20


def test_where_no_place_can_rest_on_words_scores_are_left_alone(engine):
    reviews, mentions, _ = town(2, each=60, rated=12)
    made = engine(**held(reviews, mentions))

    asked, every = estimated(made, subjects=[0]), estimated(made)

    assert {one.origin for one in asked.aspects} == {"rated"}
    assert "read" in {one.origin for one in every.aspects}
