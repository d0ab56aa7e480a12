"""Reading: any file becomes relations of text, and every record in it is a row or a reject."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standout.errors import FileUnreadable
from standout.sources import delimited, reading
from standout.sources.reading import open_file
from standout.sources.sniff import Layout
from standout.sources.source import Dialect, Raw
from standout.workspace import Workspace


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def rows(raw: Raw, connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(f"FROM {raw.relation} ORDER BY line").fetchall()


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_csv_becomes_text_with_the_line_of_each_record(tmp_path, connection):
    path = written(tmp_path / "a.csv", 'Name,Stars,Text\nAnn,5,"two\nlines"\n\nBo,,"a ""word"""\n,,\nCy,3,x\n')

    [raw] = open_file(path, connection)

    assert raw.columns == ("Name", "Stars", "Text")
    assert rows(raw, connection) == [
        ("Ann", "5", "two\nlines", 2), ("Bo", None, 'a "word"', 5), ("Cy", "3", "x", 7),
    ]  # fmt: skip
    assert (raw.records, raw.rejects) == (3, ())
    assert raw.sample[0] == ("Ann", "5", "two\nlines")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_encodings_and_line_ends_make_no_difference(tmp_path, connection, delimiter, encoding, end):
    lines = [["Name", "Straße", "Note"], ["Zoë", "Größe", "a, b; c | d"], ["Ann", "", "naïve café"]]
    path = tmp_path / "a.txt"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(lines)

    [raw] = open_file(path, connection)

    assert raw.columns == ("Name", "Straße", "Note")
    assert rows(raw, connection) == [("Zoë", "Größe", "a, b; c | d", 2), ("Ann", None, "naïve café", 3)]
    assert raw.dialect is not None
    assert raw.dialect.delimiter == delimiter


def test_one_line_in_another_encoding_spoils_only_itself(tmp_path, connection):
    good = "".join(f"{i},täglich\n" for i in range(20_000))  # past the part that is sniffed
    path = written(tmp_path / "a.csv", b"n,word\n" + good.encode() + "x,fa\u00e7ade\n".encode("cp1252"))

    [raw] = open_file(path, connection)

    assert raw.records == 20_001
    assert rows(raw, connection)[-1] == ("x", "façade", 20_002)
    assert rows(raw, connection)[0] == ("0", "täglich", 2)


def test_an_unclosed_quote_spoils_one_line_and_no_other(tmp_path, connection):
    held = 'n,text,s\n1,fine,5\n2,"never closed,4\n3,good,3\n4,"well, quoted",2\n5,last,1\n'
    path = written(tmp_path / "a.csv", held)

    [raw] = open_file(path, connection)

    assert [row[0] for row in rows(raw, connection)] == ["1", "3", "4", "5"]
    assert [(r.line, r.reason) for r in raw.rejects] == [(3, "open_quote")]
    assert raw.records == 5


def test_a_row_with_too_many_or_too_few_cells_is_told_with_its_line(tmp_path, connection):
    body = "".join(f"{i},b,c\n" for i in range(10))
    path = written(tmp_path / "a.csv", f"a,b,c\n{body}1,2\n1,2,3,4\n1,2,3,\n")

    [raw] = open_file(path, connection)

    assert [(r.line, r.reason, r.text) for r in raw.rejects] == [
        (12, "too_few_cells", "1,2"), (13, "too_many_cells", "1,2,3,4"),
    ]  # fmt: skip
    assert rows(raw, connection)[-1] == ("1", "2", "3", 14)  # an empty cell too many is no fault
    assert raw.records == 13


def test_quotes_within_quotes_are_kept_where_the_cells_still_count_up(tmp_path, connection):
    path = written(tmp_path / "a.csv", 'a,b\n1,x\n2,"he said "wow" twice"\n3,y\n')

    [raw] = open_file(path, connection)

    assert rows(raw, connection)[1] == ("2", 'he said "wow" twice', 3)
    assert raw.rejects == ()


def test_rows_that_are_all_shorter_than_the_header_are_the_writers_habit(tmp_path, connection):
    path = written(tmp_path / "a.csv", "a,b,c,d\n" + "1,2,3\n" * 5)

    [raw] = open_file(path, connection)

    assert rows(raw, connection)[0] == ("1", "2", "3", None, 2)
    assert (raw.records, len(raw.rejects)) == (5, 0)


def test_a_sheet_may_have_rows_above_its_header_and_dates_and_several_sheets(tmp_path, connection):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("May")
        sheet.merge_range(0, 0, 0, 2, "Reviews of May")
        sheet.write_row(2, 0, ["Date", "Stars", "Text"])
        sheet.write_datetime(3, 0, datetime(2024, 5, 3), day)
        sheet.write_row(3, 1, [4.5, "two\nlines"])
        sheet.write_row(5, 1, [3, "after a blank row"])
        book.add_worksheet("Empty")
        book.add_worksheet("June").write_row(0, 0, ["Name", "Stars"])

    may, june = open_file(path, connection)

    assert (may.member, may.columns, may.preamble) == ("May", ("Date", "Stars", "Text"), ("Reviews of May", ""))
    assert rows(may, connection) == [
        ("2024-05-03 00:00:00", "4.5", "two\nlines", 4), (None, "3", "after a blank row", 6),
    ]  # fmt: skip
    assert (june.columns, june.records) == (("Name", "Stars"), 0)


def test_an_object_that_holds_a_list_is_that_list_with_dotted_columns(tmp_path, connection):
    tree = {"reviews": [{"reviewer": {"displayName": "Zoë"}, "starRating": "FIVE", "tags": ["a", "b"]},
                        {"starRating": "ONE", "ok": True}], "averageRating": 3}  # fmt: skip
    path = written(tmp_path / "reviews.json", json.dumps(tree))

    [raw] = open_file(path, connection)

    assert raw.columns == ("reviewer.displayName", "starRating", "tags", "ok")
    assert rows(raw, connection) == [("Zoë", "FIVE", "a, b", None, 1), (None, "ONE", None, "true", 2)]


def test_json_lines_lose_only_the_line_that_breaks_off(tmp_path, connection):
    path = written(tmp_path / "a.jsonl", '{"a": 1}\n\n{"a": 2}\n{"a": \n{"a": 3}')

    [raw] = open_file(path, connection)

    assert rows(raw, connection) == [("1", 1), ("2", 3), ("3", 5)]
    assert [(r.line, r.reason) for r in raw.rejects] == [(4, "not_json")]
    assert (raw.format, raw.records) == ("jsonl", 4)


def test_an_archive_of_posts_assigns_its_list_to_a_name(tmp_path, connection):
    path = written(tmp_path / "follower.js", 'window.YTD.follower.part0 = [ {"follower": {"accountId": "12"}} ]')

    [raw] = open_file(path, connection)

    assert (raw.columns, rows(raw, connection)) == (("accountId",), [("12", 1)])


def test_text_that_was_scrambled_by_its_network_is_put_right(tmp_path, connection):
    path = written(tmp_path / "friends.json", json.dumps([{"name": "Zoë".encode().decode("latin-1")}]))

    [raw] = open_file(path, connection)

    assert rows(raw, connection) == [("Zoë", 1)]


def test_parquet_is_read_as_text(tmp_path, connection):
    table = pa.table({"n": [1, None], "who": [{"name": "Ann"}, {"name": None}], "tags": [["a", "b"], []]})
    pq.write_table(table, tmp_path / "a.parquet")

    [raw] = open_file(tmp_path / "a.parquet", connection)

    assert raw.columns == ("n", "who.name", "tags")
    assert rows(raw, connection) == [("1", "Ann", "a, b", 1), (None, None, None, 2)]


def test_a_zip_by_any_name_gives_its_members_and_says_what_it_left_out(tmp_path, connection):
    path = tmp_path / "export.txt"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("in/a.csv", "a,b\n1,2\n")
        packed.writestr("in/b.csv.gz", gzip.compress(b"a,b\n3,4\n"))
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
        packed.writestr("__MACOSX/in/._a.csv", b"\x00\x05")
    skipped: dict[str, str] = {}

    first, second = open_file(path, connection, skipped)

    assert [first.member, second.member] == ["in/a.csv", "in/b.csv.gz"]
    assert rows(first, connection) + rows(second, connection) == [("1", "2", 2), ("3", "4", 2)]
    assert first.sha256 == second.sha256
    assert list(skipped) == ["export.txt > photo.png"]


def test_a_folder_is_its_files(tmp_path, connection):
    folder = tmp_path / "all"
    (folder / "deep").mkdir(parents=True)
    written(folder / "a.csv", "a,b\n1,2\n")
    written(folder / "deep" / "b.json", '[{"a": 1}]')
    written(folder / ".hidden.csv", "a\n1\n")

    assert [raw.path.name for raw in open_file(folder, connection)] == ["a.csv", "b.json"]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("none.csv", None),
        ("empty.csv", b""),
        ("blank.csv", b"\xef\xbb\xbf \r\n\r\n"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(100)),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("a.html", b"<!DOCTYPE html><html></html>"),
        ("noise.csv", bytes(range(256)) * 20),
        ("half.json", b'{"reviews": [{"a": 1}, {"a":'),
        ("bare.json", b"3"),
        ("half.parquet", b"PAR1" + bytes(100)),
        ("half.zip", b"PK\x03\x04" + bytes(100)),
        ("half.csv.gz", gzip.compress(b"a,b\n1,2\n" * 500, mtime=0)[:40]),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600)),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path, connection, name, held):
    path = tmp_path / name
    if held is not None:
        path.write_bytes(held)

    with pytest.raises(FileUnreadable) as refused:
        open_file(path, connection)

    assert name in str(refused.value)
    assert refused.value.hint or "\n" in str(refused.value)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\x1f"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=12)
    ),
    delimiter=st.sampled_from(",;\t|"),
)
def test_the_quick_and_the_careful_reader_agree_with_each_other_and_with_what_was_written(tmp_path, table, delimiter):
    header = [f"title {i}" for i in range(len(table[0]))]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([header, *table])
    path = written(tmp_path / "law.csv", text.getvalue())
    layout = Layout(
        dialect=Dialect(delimiter=delimiter), columns=tuple(header), width=len(header), preamble=(),
        first_line=2,
    )  # fmt: skip
    wanted = [tuple(cell or None for cell in row) for row in table if any(row)]

    with duckdb.connect() as connection:
        quick, rejects = delimited.read(path, layout, connection)
        lines = iter(path.read_text(encoding="utf-8").split("\n")[1:])
        careful, faults = delimited.carefully(lines, layout, connection)
        read = [connection.execute(f"FROM {r.name} ORDER BY line").fetchall() for r in (quick, careful)]

    assert (rejects, faults) == ((), ())
    assert read[0] == read[1]
    assert [row[:-1] for row in read[0]] == wanted


def test_what_is_left_out_of_a_zip_or_folder_is_told_when_it_is_added(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    reviews = "Business,Date,Stars\n" + "".join(f"Deli,2026-01-{1 + n % 28:02d},{1 + n % 5}\n" for n in range(30))
    written(folder / "reviews.csv", reviews)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")

    for path, name in ((folder, "photo.png"), (tmp_path / "export.zip", "export.zip > photo.png")):
        stored, left = workspace.add(path, yes=True)
        assert stored.records == 30
        assert left.path == name
        assert "picture" in left.skipped
        assert left.lines() == [f"{name} was left out: {left.skipped}"]


def test_what_stands_among_records_and_is_none_is_turned_away_and_counted(tmp_path, connection):
    file = tmp_path / "mixed.json"
    file.write_text('{"reviews": [{"stars": 5}, null, {"stars": 4}, "gone"]}', encoding="utf-8")

    [raw] = open_file(file, connection)

    assert raw.records == 4
    assert [(reject.line, reject.reason) for reject in raw.rejects] == [(2, "not_a_record"), (4, "not_a_record")]


def test_a_zip_of_more_tables_than_anybody_exports_is_not_read_on(tmp_path, connection, monkeypatch):
    monkeypatch.setattr(reading, "_MOST_TABLES", 5)
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as packed:
        for number in range(6):
            packed.writestr(f"{number}.csv", "Business,Stars\nDeli,5\n")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as packed:
        packed.writestr("a.csv", "Business,Stars\nDeli,5\n")
        packed.write(inner, "inner.zip")

    for file in (inner, outer):
        with pytest.raises(FileUnreadable, match="inner.zip holds more than 5 tables"):
            open_file(file, connection)
