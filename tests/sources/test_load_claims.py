"""Claims: what businesses say of themselves, with where and when it was seen."""

from datetime import date

from imported import imported, written
from standout.sources.identity import business_id

COLUMNS = ("Rival", "Slogan", "Where", "Date seen")


def claims(tmp_path, rows, columns=COLUMNS, name="claims.csv", **more):
    found = imported(written(tmp_path / name, columns, rows), tmp_path / name.partition(".")[0], **more)
    assert found.balance == 0
    return found


def test_each_text_is_a_claim_of_the_business_that_says_it(tmp_path):
    rows = [("Deli North", "Best coffee in town. Fresh every day.", "https://north.example", "2026-05-01"),
            ("Bean Street", "Coffee with heart", "", "")]  # fmt: skip
    found = claims(tmp_path, rows)

    assert found.mapping.table == "claims"
    assert [(row["business_id"], row["text"], row["source"], row["said_at"]) for row in found.rows("claims")] == [
        (business_id("Deli North"), "Best coffee in town. Fresh every day.", "https://north.example", date(2026, 5, 1)),
        (business_id("Bean Street"), "Coffee with heart", None, None),
    ]
    assert found.loaded.businesses == {
        business_id("Deli North"): "Deli North",
        business_id("Bean Street"): "Bean Street",
    }


def test_a_row_without_a_business_or_without_words_is_turned_away_by_line(tmp_path):
    good = [("Deli North", f"Fresh on day {day}", "", f"2026-05-0{day}") for day in (1, 2)]
    bad = [("", "Fresh", "", ""), ("Deli North", "", "", ""), ("Deli North", "Fresh", "", "soon")]
    found = claims(tmp_path, [*bad, *good])

    assert [(r.line, r.reason) for r in found.loaded.rejects] == [(2, "no_business"), (3, "no_words"), (4, "bad_date")]


def test_the_same_words_twice_are_one_claim_and_another_day_is_another(tmp_path):
    row = ("Deli North", "Fresh every day", "window", "2026-05-01")
    first = claims(tmp_path, [row, row])
    again = claims(tmp_path, [row, (*row[:3], "2026-05-09")], name="again.csv", known=first.known)

    assert (first.loaded.loaded, first.loaded.known) == (1, 1)
    assert (again.loaded.loaded, again.loaded.known) == (1, 1)


def test_a_file_about_one_business_says_so_outside(tmp_path):
    found = claims(tmp_path, [("Fresh every day",)], ("Claim",), business="Deli North")

    assert [row["business_id"] for row in found.rows("claims")] == [business_id("Deli North")]
