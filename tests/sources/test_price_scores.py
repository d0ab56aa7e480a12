"""A column called a price holds scores where it is one of several on one scale, and money everywhere else."""

import pytest

from imported import TODAY, opened, written
from standout.sources import mapper

SHOPS = ("Deli North", "Bean Street", "Corner Deli")


def price(tmp_path, cells, header="Price", beside=("Staff", "Roast"), scale=5, given=None):
    """Propose for a file of reviews with these prices; give what the column of them is read as, and its field."""
    columns = ["Shop", "Date", "Rating", *beside, header]
    rows = [
        [SHOPS[i % 3], f"2024-05-{i % 28 + 1:02d}", *([(i * k) % scale + 1 for k in range(1, len(beside) + 2)]), cell]
        for i, cell in enumerate(cells)
    ]
    with opened(written(tmp_path / "reviews.csv", columns, rows), tmp_path / "in") as (raws, connection):
        mapping = mapper.propose(raws[0], connection, given, None, None, TODAY)
    return next(field for field in mapping.fields if field.column == header)


@pytest.mark.parametrize("header", ["Price", "Preis", "Prix", "precio"])
def test_whole_numbers_on_the_scale_of_the_other_scores_are_a_score(tmp_path, header):
    field = price(tmp_path, [(i * 7) % 5 + 1 for i in range(60)], header)

    assert (field.target, field.label, field.scale) == ("aspect", header, (1.0, 5.0))
    assert field.evidence == "mapper.why.same_scale"


def test_a_scale_of_ten_is_a_scale_too(tmp_path):
    field = price(tmp_path, [(i * 7) % 10 + 1 for i in range(60)], scale=10)

    assert (field.target, field.scale) == ("aspect", (1.0, 10.0))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([f"{i % 5 + 1}.50" for i in range(60)], "cents"),
        ([f"{i % 5 + 1} €" for i in range(60)], "a sign of money"),
        ([i % 5 + 3 for i in range(60)], "another scale: 3 to 7"),
        ([i % 50 + 1 for i in range(60)], "beyond every scale"),
        ([(2, 4, 5)[i % 3] for i in range(60)], "one price for each shop"),
        (["4.00", "5.00", "3.00"] * 20, "written as money"),
    ],
)
def test_what_is_money_stays_a_price(tmp_path, cells, why):
    assert price(tmp_path, cells).target == "price", why


def test_one_other_score_is_not_enough_to_make_a_price_a_score(tmp_path):
    assert price(tmp_path, [(i * 7) % 5 + 1 for i in range(60)], beside=()).target == "price"


def test_what_the_owner_says_goes_first(tmp_path):
    field = price(tmp_path, [(i * 7) % 5 + 1 for i in range(60)], given={"price": "Price"})

    assert (field.target, field.evidence) == ("price", "mapper.why.said")
