"""Loading: every record of a file ends as loaded, known or rejected, and says the same the second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imported import imported, written
from standout.errors import MappingError
from standout.sources.identity import business_id
from standout.sources.loading import Context, load
from standout.sources.preview import preview
from standout.sources.reading import open_file
from standout.sources.source import Field, Loaded, Mapping

STARS = Field(column="Stars", target="overall", kind="score", scale=(1.0, 5.0))
REVIEWS = Mapping(
    source="mapped",
    table="reviews",
    fields=(
        Field(column="Place", target="business"),
        Field(column="Date", target="reviewed_at", kind="date", date_format="iso"),
        Field(column="Who", target="reviewer"),
        STARS,
        Field(column="Staff", target="aspect", label="Staff", kind="score", scale=(1.0, 5.0), zero_is_missing=True),
        Field(column="Party", target="descriptor", label="Party", kind="category"),
        Field(column="Text", target="text"),
    ),
)
HEADER = "Place,Date,Who,Stars,Staff,Party,Text\n"


@pytest.fixture
def context(tmp_path) -> Iterator[Context]:
    folder = tmp_path / "parts"
    folder.mkdir()
    with duckdb.connect() as connection:
        yield Context(connection=connection, folder=folder, salt="salt", today=date(2026, 11, 21))


def loaded(path: Path, text: str, mapping: Mapping, context: Context) -> Loaded:
    path.write_text(text, encoding="utf-8")
    [raw] = open_file(path, context.connection)
    found = load(raw, mapping, context)
    assert found.records == raw.records == found.loaded + found.known + len(found.rejects)
    return found


def held(found: Loaded, table: str, columns: str, context: Context) -> list[tuple[object, ...]]:
    files = [str(part.file) for part in found.parts if part.table == table]
    if not files:
        return []
    return context.connection.execute(f"SELECT {columns} FROM read_parquet({files!r})").fetchall()


def after(found: Loaded, context: Context) -> Context:
    """Give the context of the next import, the parts of this one committed."""
    known = {table: list(parts) for table, parts in context.known.items()}
    for part in found.parts:
        known.setdefault(part.table, []).append(part.file)
    return replace(context, known=known, columns=[*context.columns, *found.columns])


def test_reviews_become_rows_in_hundredths_with_their_place_in_the_file(tmp_path, context):
    text = HEADER + 'Deli,2024-03-12,Ann,4,5,family,"two\nlines"\nBar,2024-03-13,,3.5,0,n/a,\n'

    found = loaded(tmp_path / "a.csv", text, REVIEWS, context)

    assert held(found, "reviews", "business_id, reviewed_at, text, a_overall, a_staff, d_party", context) == [
        (business_id("Deli"), date(2024, 3, 12), "two\nlines", 400, 500, "family"),
        (business_id("Bar"), date(2024, 3, 13), None, 350, None, None),
    ]
    assert held(found, "provenance", '"table", source, line', context) == [
        ("reviews", "mapped", 2), ("reviews", "mapped", 4),
    ]  # fmt: skip
    assert [r for (r,) in held(found, "reviews", "reviewer_id IS NULL", context)] == [False, True]
    assert (found.oldest, found.newest) == (date(2024, 3, 12), date(2024, 3, 13))
    assert found.businesses == {business_id("Deli"): "Deli", business_id("Bar"): "Bar"}


def test_a_record_that_cannot_be_right_is_rejected_with_its_line_and_reason(tmp_path, context):
    text = HEADER + (
        "Deli,2024-03-12,Ann,4,,,ok\n"
        "Deli,1970-01-01,Ann,4,,,epoch\n"
        "Deli,2026-11-22,Ann,4,,,tomorrow\n"
        "Deli,some day,Ann,4,,,\n"
        "Deli,2024-03-12,Ann,9,,,\n"
        "Deli,2024-03-12,Ann,great,,,\n"
        ",2024-03-12,Ann,4,,,\n"
        "Deli,2024-03-12,Ann,,,,\n"
    )

    found = loaded(tmp_path / "a.csv", text, REVIEWS, context)

    assert [(r.line, r.reason, r.column) for r in found.rejects] == [
        (3, "epoch_date", "Date"), (4, "future_date", "Date"), (5, "bad_date", "Date"), (6, "out_of_scale", "Stars"),
        (7, "bad_score", "Stars"), (8, "no_business", ""), (9, "no_figure", ""),
    ]  # fmt: skip
    assert found.rejects[0].text == "Deli, 1970-01-01, Ann, 4, epoch"
    assert found.loaded == 1


def test_importing_twice_changes_nothing_and_star_only_reviews_do_not_vanish(tmp_path, context):
    text = HEADER + "Deli,2024-03-12,,5,,,\n" * 3 + "Deli,2024-03-13,,4,,,\n"
    first = loaded(tmp_path / "a.csv", text, REVIEWS, context)
    again = loaded(tmp_path / "a.csv", text, REVIEWS, after(first, context))
    more = loaded(tmp_path / "b.csv", text + "Deli,2024-03-12,,5,,,\n", REVIEWS, after(first, context))

    assert (first.loaded, first.known) == (4, 0)
    assert len({i for (i,) in held(first, "reviews", "review_id", context)}) == 4
    assert (again.loaded, again.known, again.parts) == (0, 4, ())
    assert (more.loaded, more.known) == (1, 4)  # a fourth one like the first three is new
    assert len(held(more, "provenance", "line", context)) == 5


def test_the_sources_own_id_is_the_review(tmp_path, context):
    mapping = replace(REVIEWS, fields=(STARS, Field(column="Id", target="review_id")), business="Deli")

    found = loaded(tmp_path / "a.csv", "Id,Stars\n'1,5\n2,4\n1,5\n", mapping, context)

    assert (found.loaded, found.known) == (2, 1)


def test_spellings_that_differ_only_in_case_and_punctuation_are_one_business(tmp_path, context):
    text = HEADER + "Joe's Deli,2024-03-12,A,5,,,\nJOES DELI.,2024-03-12,B,4,,,\nThe Corner,2024-03-12,C,4,,,\n"

    found = loaded(tmp_path / "a.csv", text, REVIEWS, replace(context, names={"the corner": "Joe's Deli"}))

    assert found.businesses == {business_id("joes deli"): "Joe's Deli"}


def test_a_nameless_reviewer_is_a_person_of_their_own_and_a_named_one_is_salted(tmp_path, context):
    text = HEADER + "Deli,2024-03-12,A Google user,5,,,\nDeli,2024-03-12,Ann ,5,,,\nDeli,2024-03-13,ann,5,,,\n"

    found = loaded(tmp_path / "a.csv", text, REVIEWS, context)
    salted = loaded(tmp_path / "a.csv", text, REVIEWS, replace(context, salt="other"))

    [(nobody,), (ann,), (same,)] = held(found, "reviews", "reviewer_id", context)
    assert nobody is None
    assert ann == same
    assert held(salted, "reviews", "reviewer_id", context)[1] != (ann,)
    assert held(salted, "reviews", "review_id", context) == held(found, "reviews", "review_id", context)


def test_a_column_has_one_scale_and_one_named_source(tmp_path, context):
    first = loaded(tmp_path / "a.csv", HEADER + "Deli,2024-03-12,A,5,5,,\n", REVIEWS, context)
    ten = tuple(replace(f, scale=(1.0, 10.0)) if f.scale else f for f in REVIEWS.fields)
    second = loaded(
        tmp_path / "b.csv", HEADER + "Deli,2024-03-14,A,9,9,,\n",
        replace(REVIEWS, source="booking_com", fields=ten), after(first, context),
    )  # fmt: skip
    named = loaded(
        tmp_path / "c.csv", HEADER + "Deli,2024-03-15,A,4,4,,\n",
        replace(REVIEWS, source="trustpilot"), after(second, after(first, context)),
    )  # fmt: skip

    assert [c["name"] for c in first.columns] == ["a_overall", "a_staff", "d_party"]
    assert [c["name"] for c in second.columns] == ["a_overall_1_10", "a_staff_booking_com", "d_party"]
    assert [c["name"] for c in named.columns] == ["a_overall", "a_staff_trustpilot", "d_party"]


def test_lines_of_an_order_repeat_what_the_first_says_and_cost_price_times_quantity(tmp_path, context):
    mapping = Mapping(
        source="shopify_orders",
        table="orders",
        fields=(
            Field(column="Name", target="order_id"),
            Field(column="Email", target="customer"),
            Field(column="Created", target="ordered_at", kind="date", date_format="iso"),
            Field(column="Item", target="item"),
            Field(column="Qty", target="quantity", kind="number"),
            Field(column="Price", target="unit_price", kind="money"),
            Field(column="Cur", target="currency"),
            Field(column="State", target="refunded", kind="flag"),
        ),
        fill_down=("Email", "Created", "Cur", "State"),
        fill_key="Name",
    )
    text = (
        "Name,Email,Created,Item,Qty,Price,Cur,State\n"
        "#1,a@x.org,2024-03-12 10:00:00 +0000,Mug,2,8.50,GBP,paid\n"
        "#1,,,Bowl,1,18.00,,\n"
        "#2,b@x.org,2024-03-13,Mug,1,800,JPY,refunded\n"
        "#3,b@x.org,2024-03-13,Mug,1,cheap,GBP,paid\n"
    )

    found = loaded(tmp_path / "a.csv", text, mapping, context)
    again = loaded(tmp_path / "a.csv", text.replace("paid", "refunded"), mapping, after(found, context))

    assert held(found, "orders", "order_id, ordered_at, item, quantity, amount, currency, refunded", context) == [
        ("#1", date(2024, 3, 12), "Mug", 2.0, 1700, "GBP", False),
        ("#1", date(2024, 3, 12), "Bowl", 1.0, 1800, "GBP", False),
        ("#2", date(2024, 3, 13), "Mug", 1.0, 800, "JPY", True),       # yen have no smaller coin
    ]  # fmt: skip
    assert len(set(held(found, "orders", "customer_id", context))) == 2
    assert [(r.line, r.reason) for r in found.rejects] == [(5, "bad_money")]
    assert (again.loaded, again.known) == (0, 3)


def test_people_keep_their_names_apart_and_stand_once_on_a_list(tmp_path, context):
    mapping = Mapping(
        source="mailchimp_audience",
        table="people",
        fields=(
            Field(column="Email", target="email"),
            Field(column="First", target="first_name"),
            Field(column="Last", target="last_name"),
            Field(column="Since", target="consent_at", kind="date", date_format="iso"),
            Field(column="Since", target="met_at", kind="date", date_format="iso"),
        ),
        constants={"evidence": "mailchimp", "channel": "email", "state": "given", "tie": "wrote"},
    )
    text = (
        "Email,First,Last,Since\nAnn@x.org ::: a@y.org,Ann,Lee,2024-01-02\n"
        "ann@x.org,A,L,2024-01-02\n,,,2024-01-02\n,Bo,,\n"
    )

    found = loaded(tmp_path / "a.csv", text, mapping, context)

    assert (found.loaded, found.known, [r.reason for r in found.rejects]) == (2, 1, ["no_person"])
    assert held(found, "contacts", "name, email", context) == [("Ann Lee", "Ann@x.org"), ("Bo", None)]
    assert [part.private for part in found.parts if part.table == "contacts"] == [True]
    assert held(found, "people", "evidence, met_at", context) == [
        ("mailchimp", date(2024, 1, 2)), ("mailchimp", None),
    ]  # fmt: skip
    assert held(found, "consents", 'channel, state, "at"', context)[0] == ("email", "given", date(2024, 1, 2))
    assert held(found, "ties", "from_id, kind", context) == [(0, "wrote"), (0, "wrote")]


def test_facts_of_a_rival_sheet_are_known_the_second_time(tmp_path, context):
    mapping = Mapping(
        source="rival_sheet",
        table="facts",
        fields=(
            Field(column="Rival", target="business"),
            Field(column="Shown average", target="shown_average"),
            Field(column="Price of flat white", target="price", kind="money", label="flat white"),
        ),
    )
    text = "Rival,Shown average,Price of flat white\nDeli North,4.6,£3.20\nBean Street,,\n,4.0,\n"

    found = loaded(tmp_path / "a.csv", text, mapping, context)
    again = loaded(tmp_path / "a.csv", text, mapping, after(found, context))

    assert held(found, "facts", "fact, item, value, unit, valid_low, valid_high", context) == [
        ("shown_average", None, 4.6, "stars", 4.55, 4.65), ("price", "flat white", 3.2, "GBP", 3.2, 3.2),
    ]  # fmt: skip
    assert (found.loaded, len(found.rejects)) == (1, 2)
    assert (again.loaded, again.known) == (0, 1)


def test_a_mapping_to_a_column_that_is_not_there_says_which_there_are(tmp_path, context):
    mapping = replace(REVIEWS, fields=(replace(STARS, column="Sterne"),))

    with pytest.raises(MappingError, match="Sterne.*Stars"):
        loaded(tmp_path / "a.csv", "Stars,b\n5,x\n", mapping, context)


CELLS = st.tuples(
    st.sampled_from(["Deli", "deli ", "Bar", ""]),
    st.sampled_from(["2024-03-12", "1970-01-01", "2031-01-01", "x", ""]),
    st.sampled_from(["Ann", "", "anonymous"]),
    st.sampled_from(["5", "4,5", "0", "11", "n/a", ""]),
    st.sampled_from(["0", "3", ""]),
    st.sampled_from(["family", "-", ""]),
    st.sampled_from(["fine", '"', "a\nb", ""]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(CELLS, max_size=12), second=st.lists(CELLS, max_size=12))
def test_whatever_two_files_hold_no_record_is_lost_or_counted_twice(tmp_path, first, second):
    def text(rows):
        return HEADER + "".join(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\n" for row in rows)

    with duckdb.connect() as connection:
        context = Context(connection=connection, folder=tmp_path, salt="s", today=date(2026, 11, 21))
        one = loaded(tmp_path / "1.csv", text(first), REVIEWS, context)
        two = loaded(tmp_path / "2.csv", text([*first, *second]), REVIEWS, after(one, context))
        ids = [*held(one, "reviews", "review_id", context), *held(two, "reviews", "review_id", context)]

    assert two.known == one.loaded
    assert len(ids) == len(set(ids)) == one.loaded + two.loaded


@pytest.mark.parametrize("mark", ["x", "X", "✓", "✔", "*", "yes"])
def test_a_tick_is_yes_and_no_tick_is_no(tmp_path, context, mark):
    tick = Field(column="Terrace", target="descriptor", label="Terrace", kind="flag")
    mapping = Mapping(source="mapped", table="reviews", fields=(Field(column="Place", target="business"), STARS, tick))

    text = f"Place,Stars,Terrace\nDeli,5,{mark}\nDeli,4,\nDeli,3, {mark}\n"
    found = loaded(tmp_path / "a.csv", text, mapping, context)

    assert sorted(held(found, "reviews", "a_overall, d_terrace", context)) == [(300, "yes"), (400, "no"), (500, "yes")]


def test_a_column_of_ticks_is_shown_as_it_will_be_read(tmp_path):
    rows = [("Deli", 1 + n % 5, "X" if n % 3 else "") for n in range(60)]
    found = imported(written(tmp_path / "a.csv", ("Place", "Stars", "Terrace"), rows), tmp_path / "parts")

    assert {row["d_terrace"] for row in found.rows("reviews")} == {"yes", "no"}
    assert [row[-1] for row in preview(found.raw, found.mapping, None).rows[:3]] == ["no", "yes", "yes"]
