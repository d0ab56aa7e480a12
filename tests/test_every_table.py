import re

import pyarrow as pa
import pytest

from standout.errors import TableError
from standout.tables import Column, Table, table, tables
from standout.tables.table import ASPECT, DESCRIPTOR

TABLES = tables()
every_table = pytest.mark.parametrize("name", TABLES)

PLANNED = {
    "reviews", "columns", "ratings", "businesses", "aliases", "facts", "orders", "people", "contacts", "consents",
    "ties", "adoptions", "messages", "sends", "claims", "actions", "provenance", "mentions", "scores", "findings",
    "plays", "asks", "codes", "efforts", "wants", "strategies", "circles", "drafts", "chains", "readings", "tags",
    "marks", "themes", "theme_sentences", "values", "merged_ids",
}  # fmt: skip


MADE = {
    "ratings", "mentions", "scores", "findings", "plays", "asks", "codes", "actions", "efforts", "wants", "strategies",
    "circles", "drafts", "chains", "readings", "tags", "themes", "theme_sentences", "values", "merged_ids",
}  # fmt: skip


def test_the_tables_of_the_design_are_all_there():
    assert set(TABLES) == PLANNED


@every_table
def test_a_table_is_a_plural_noun_and_says_what_one_row_is(name):
    described = TABLES[name]

    assert described.name == name
    assert re.fullmatch(r"[a-z_]+", name)
    assert name.endswith("s") or name in {"people", "provenance"}
    assert described.row
    assert not described.row.endswith(".")


@every_table
def test_every_column_is_explained_and_named_once(name):
    columns = TABLES[name].columns

    assert len({column.name for column in columns}) == len(columns)
    for column in columns:
        assert re.fullmatch(r"[a-z][a-z_]*", column.name)
        assert column.doc
        assert column.doc.endswith("...") or not column.doc.endswith(".")


@every_table
def test_ids_are_whole_numbers_and_days_are_dates(name):
    for column in TABLES[name].columns:
        if column.name == "business_id":
            assert column.type == "int32"
        elif column.name.endswith("_id") and column.name not in {"order_id", "play_id", "draft_id"}:
            assert column.type == "int64"
        elif column.name.endswith("_at") or column.name == "at":
            assert column.type in {"date32", "timestamp[us]", "timestamp[s]"}


@every_table
def test_an_empty_part_can_be_made_and_holds_the_columns_in_order(name):
    schema = TABLES[name].schema()

    assert schema.names == [column.name for column in TABLES[name].columns]
    assert schema.empty_table().num_rows == 0
    for column in TABLES[name].columns:
        assert schema.field(column.name).nullable == column.null


@every_table
def test_an_engine_gives_a_table_that_holds_nothing_with_all_its_columns(name, engine):
    empty = engine()
    shown = empty.table(name)

    assert set(TABLES[name].schema().names) <= set(shown.columns)
    assert empty.arrow(shown).num_rows == 0


def test_scores_are_hundredths_and_descriptors_words():
    schema = table("reviews").schema(["d_day", "a_staff", "a_overall"])

    assert schema.field(f"{ASPECT}staff").type == pa.int16()
    assert schema.field(f"{DESCRIPTOR}day").type == pa.string()
    assert schema.names[-3:] == ["a_overall", "a_staff", "d_day"]


def test_only_reviews_and_what_is_read_from_them_carry_free_columns():
    assert [name for name, held in TABLES.items() if held.open] == ["tags", "reviews"]


def test_what_we_make_is_marked_so_that_no_file_is_loaded_into_it():
    assert {name for name, held in TABLES.items() if held.ours} == MADE


def test_a_table_nobody_knows_is_an_error_that_names_the_nearest():
    with pytest.raises(TableError, match="reviews"):
        table("reveiws")


def test_a_table_cannot_be_changed_once_made():
    held = Table("things", "a thing", (Column("thing_id", "int64", "its number"),))
    with pytest.raises(AttributeError):
        held.name = "others"
