"""Cells and markets: what is counted, by hand and against plain numpy."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import AS_OF, businesses, columns, reviews, scored
from standout.questions.est.cells import overall_cells, overall_sums
from standout.questions.est.claims import Rules
from standout.questions.est.market import described, markets, populations, reached
from standout.questions.est.worlds import searched
from standout.stats.guard import far_end
from standout.tables import table


def cells_of(engine, ours_from=5, **tables):
    """Give the cells of our league, by (aspect, values)."""
    held = engine(**tables)
    reviews, [market] = held.table("reviews"), markets(held)
    aspects, descriptors = described(held)
    aspects = reached(held, reviews, aspects)
    [sums] = overall_sums(held, reviews, [market], aspects)
    overall = overall_cells(sums, aspects, ours_from)
    rules = Rules(alpha=0.05, judged_from=ours_from, proven_from=ours_from, rivals_from=2, depth=2)
    worlds = searched(held, reviews, market, aspects, descriptors, overall, rules)
    return {(cell.aspect.column, *cell.world.values()): cell for cell in (*overall, *worlds.cells)}


def test_every_cell_is_what_plain_numpy_counts(engine, rng):
    business, party = rng.integers(0, 4, 400), rng.choice(["couple", "family"], 400)
    stars = rng.integers(1, 6, (400, 2))
    rows = [
        {"business": b, "d_party": p, "a_food": int(f), "a_staff": int(s) if s > 1 else None}
        for b, p, (f, s) in zip(business.tolist(), party.tolist(), stars, strict=True)
    ]
    made = cells_of(
        engine,
        reviews=reviews(*rows),
        businesses=businesses("Deli", "East", "North", "South"),
        columns=columns("a_food", "a_staff", "d_party"),
    )

    assert sorted(made) == [(a, *v) for a in ("a_food", "a_staff") for v in ((), ("couple",), ("family",))]
    for (aspect, *value), cell in made.items():
        score = stars[:, int(aspect == "a_staff")].astype(float)
        inside = ((party == "".join(value)) | (not value)) & ((aspect == "a_food") | (score > 1))
        each = [score[inside & (business == b)] for b in range(4)]
        assert cell.rows.tolist() == cell.voices.tolist() == [len(one) for one in each]
        assert cell.mean == pytest.approx([one.mean() for one in each])
        assert cell.variance == pytest.approx([one.var(ddof=1) for one in each])
        assert (cell.spread >= cell.variance - 1e-12).all()


def test_voices_are_what_people_writing_once_would_say(engine):
    # 6 scores by one person and 2 by two others: 8² / (6² + 1 + 1) = 64 / 38, so 1
    rows = [*scored(0, "a_food", [5] * 6, person=1), *scored(0, "a_food", [4], person=2), *scored(0, "a_food", [3])]
    made = cells_of(
        engine, reviews=reviews(*rows), businesses=businesses("Deli"), columns=columns("a_food"), ours_from=0
    )

    assert (made["a_food",].rows.tolist(), made["a_food",].voices.tolist()) == ([8], [1])


def test_the_error_is_never_less_than_unseen_scores_at_the_far_end_make_it(engine):
    # 30 fives: three more at 1, four stars away, make 3 x (4 / 30)²
    made = cells_of(
        engine,
        reviews=reviews(*scored(0, "a_food", [5] * 30)),
        businesses=businesses("Deli"),
        columns=columns("a_food"),
    )

    assert made["a_food",].se2 == pytest.approx(far_end(5.0, 30, 1, 5))
    assert made["a_food",].se2 == pytest.approx(3 * (4 / 30) ** 2)


def test_a_scale_of_few_steps_reaches_to_its_ends_and_a_fine_one_as_far_as_one_in_a_hundred(engine):
    held = engine(
        reviews=reviews(*({"business": 0, "a_stars": 3 + i % 3, "a_points": float(i)} for i in range(101))),
        columns=pa.concat_tables([columns("a_stars"), columns("a_points", scale=(0.0, 100.0))]),
    )
    aspects, _ = described(held)

    points, stars = reached(held, held.table("reviews"), aspects)
    assert (stars.least, stars.most) == (1.0, 5.0)
    assert (points.least, points.most) == pytest.approx((1.0, 99.0))


def test_two_scales_in_one_column_bar_it(engine):
    held = engine(
        reviews=reviews(*scored(0, "a_food", [5])),
        columns=pa.concat_tables([columns("a_food"), columns("a_food", scale=(1.0, 10.0))]),
    )

    assert described(held)[0][0].barred == "mixed_scales"


def test_a_column_nobody_described_is_never_said_to_be_known_before_buying(engine):
    held = engine(reviews=reviews({"business": 0, "a_food": 5, "d_mood": "good"}))

    [aspect], [descriptor] = described(held)
    assert (aspect.label, aspect.low, descriptor.label, descriptor.before) == ("food", None, "mood", False)


def test_the_population_is_that_of_the_aspect(engine):
    rows = [
        {"business": 0, "a_food": 5, "day": date(2026, 1, 5), "source": "trustpilot"},
        {"business": 1, "a_food": 4, "day": date(2026, 3, 5), "source": "google_takeout"},
        {"business": 1, "a_staff": 4, "day": date(2026, 9, 5), "source": "booking_com"},
    ]
    held = engine(reviews=reviews(*rows), columns=columns("a_food", "a_staff"))
    aspects, _ = described(held)

    of = populations(held.table("reviews"), held, 0, aspects, AS_OF)
    assert of["a_food"].sources == ("google_takeout", "trustpilot")
    assert (of["a_food"].first, of["a_food"].last) == (date(2026, 1, 5), date(2026, 3, 5))
    assert of["a_food"].per_day == pytest.approx(1 / 301)  # 5 January to 1 November
    assert (of["a_staff"].ours, of["a_staff"].per_day) == (0, None)


def test_reviews_without_any_score_make_no_cell(engine):
    rows = pa.Table.from_pylist([{"review_id": 1, "business_id": 0}], schema=table("reviews").schema())

    assert cells_of(engine, reviews=rows, businesses=businesses("Deli")) == {}
    assert np.isnan(cells_of(engine, reviews=reviews(*scored(1, "a_food", [5])), businesses=businesses("Deli", "East"),
                             columns=columns("a_food"))["a_food",].se2[0])  # fmt: skip
