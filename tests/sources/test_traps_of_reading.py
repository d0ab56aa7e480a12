"""Traps of real files that reading and loading must see through, each with the least file that shows it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from standout.sources.loading import Context, load
from standout.sources.reading import open_file
from standout.sources.source import Field, Loaded, Mapping

DAY = Field(column="Date", target="reviewed_at", kind="date", date_format="iso")
STARS = Field(column="Stars", target="overall", kind="score", scale=(1.0, 5.0))
TEXT = Field(column="Text", target="text")
MAPPING = Mapping(source="mapped", table="reviews", fields=(DAY, STARS, TEXT), business="Deli")


@pytest.fixture
def context(tmp_path) -> Iterator[Context]:
    with duckdb.connect() as connection:
        yield Context(connection=connection, folder=tmp_path, salt="salt", today=date(2026, 11, 21))


def loaded(path: Path, held: bytes, mapping: Mapping, context: Context) -> Loaded:
    path.write_bytes(held)
    [raw] = open_file(path, context.connection)
    found = load(raw, mapping, context)
    assert found.records == found.loaded + found.known + len(found.rejects)
    return found


def column(found: Loaded, name: str, context: Context) -> list[object]:
    [part] = [part.file for part in found.parts if part.table == "reviews"]
    return [value for (value,) in context.connection.execute(f"SELECT {name} FROM '{part}'").fetchall()]


def test_zero_for_not_rated_is_empty_and_not_a_bad_score(tmp_path, context):
    mapping = replace(MAPPING, fields=(DAY, replace(STARS, zero_is_missing=True), MAPPING.fields[2]))

    found = loaded(tmp_path / "a.csv", b"Date,Stars,Text\n2024-01-01,0,calm\n2024-01-02,4,\n", mapping, context)

    assert column(found, "a_overall", context) == [None, 400]


def test_epoch_and_future_dates_never_reach_the_tables(tmp_path, context):
    held = b"Date,Stars,Text\n1970-01-01,4,\n2027-01-01,4,\n2026-11-21,4,\n"

    found = loaded(tmp_path / "a.csv", held, MAPPING, context)

    assert [r.reason for r in found.rejects] == ["epoch_date", "future_date"]
    assert (found.oldest, found.newest) == (date(2026, 11, 21), date(2026, 11, 21))


def test_the_same_reviews_in_two_files_are_loaded_once_and_noted_twice(tmp_path, context):
    one = loaded(tmp_path / "a.csv", b"Date,Stars,Text\n2024-01-01,4,good\n", MAPPING, context)
    known = {part.table: [part.file] for part in one.parts}
    held = "Date;Stars;Text;Other\r\n2024-01-01;4;good;x\r\n2024-01-02;5;new;x\r\n".encode("utf-16")

    two = loaded(tmp_path / "b.csv", held, MAPPING, replace(context, known=known))

    assert (two.loaded, two.known) == (1, 1)
    assert {part.table: part.rows for part in two.parts} == {"reviews": 1, "provenance": 2}


def test_a_zip_named_txt_of_utf_16_with_line_ends_inside_ids(tmp_path, context):
    path = tmp_path / "reviews.txt"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("r.csv", 'Id,Stars\r\n"12\r\n",4\r\n"\'13",5\r\n'.encode("utf-16"))
    mapping = replace(MAPPING, fields=(Field(column="Id", target="review_id"), STARS))
    [raw] = open_file(path, context.connection)

    found = load(raw, mapping, context)
    plain = loaded(tmp_path / "b.csv", b"Id,Stars\n12,4\n13,5\n", mapping, context)

    assert (raw.records, found.loaded) == (2, 2)
    assert column(found, "review_id", context) == column(plain, "review_id", context)


def test_an_unclosed_quote_costs_its_own_line_only(tmp_path, context):
    held = b'Date,Stars,Text\n2024-01-01,4,"open\n2024-01-02,5,fine\n2024-01-03,3,"shut, well"\n'

    found = loaded(tmp_path / "a.csv", held, MAPPING, context)

    assert column(found, "text", context) == ["fine", "shut, well"]
    assert [(r.line, r.reason) for r in found.rejects] == [(2, "open_quote")]


def test_two_scales_in_one_column_become_two_columns(tmp_path, context):
    halves = (replace(STARS, only_when=("Type", "blank")),
              replace(STARS, scale=(1.0, 10.0), only_when=("Type", "filled")))  # fmt: skip

    found = loaded(
        tmp_path / "a.csv", b"Date,Stars,Type\n2024-01-01,4,\n2024-01-02,9,solo\n2024-01-03,9,\n",
        replace(MAPPING, fields=(DAY, *halves)), context,
    )  # fmt: skip

    assert column(found, "a_overall", context) == [400, None]
    assert column(found, "a_overall_1_10", context) == [None, 900]
    assert [(r.line, r.reason) for r in found.rejects] == [(4, "out_of_scale")]  # a 9 of the five-star half


def test_a_file_nobody_has_seen_goes_in_with_every_line_accounted_for(tmp_path, context):
    held = (
        "Bewertungen der Filiale Süd\nStand: 1.5.2024\n\n"
        "Datum;Sterne;Größe der Gruppe;Text\n"
        "12.03.2024;4,5;zwei;sehr gut, gern wieder\n"
        '13.03.2024;5,0;;"Zeile eins\nZeile zwei"\n'
        "14. März 2024;3,5;drei;naja\n"
        "15.03.2024;sehr gut;drei;ohne Note\n"
        '16.03.2024;4,0;"vier;abgebro'
    ).encode("cp1252")
    mapping = replace(
        MAPPING,
        fields=(
            Field(column="Datum", target="reviewed_at", kind="date", date_format="%d.%m.%Y", dayfirst=True),
            Field(column="Sterne", target="overall", kind="score", scale=(1.0, 5.0), decimal=","),
            Field(column="Größe der Gruppe", target="descriptor", kind="category", label="Größe der Gruppe"),
            Field(column="Text", target="text"),
        ),
    )

    found = loaded(tmp_path / "Bewertungen.csv", held, mapping, context)

    assert column(found, "a_overall", context) == [450, 500, 350]
    assert column(found, "reviewed_at", context) == [date(2024, 3, day) for day in (12, 13, 14)]
    assert column(found, "d_größe_der_gruppe", context) == ["zwei", None, "drei"]
    assert sorted((r.line, r.reason) for r in found.rejects) == [(9, "bad_score"), (10, "open_quote")]
    assert found.records == 5
