"""Sniff: how a file is laid out, from its first lines."""

from __future__ import annotations

import pytest

from standout.sources.encoding import as_utf8, encoding_of
from standout.sources.sniff import header_row, layout, unique


def laid_out(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return layout(path)


@pytest.mark.parametrize(
    ("text", "delimiter", "width"),
    [
        ("a,b\n1,2\n", ",", 2),
        ("a;b\n4,5;2,5\n3,5;1,0\n", ";", 2),  # each row has as many commas as semicolons
        ("a\tb\n1, 2\t3, 4\n", "\t", 2),
        ("a|b|c\n1|2|3\n", "|", 3),
        ('a,b\n"x;y;z",1\n"x;y;z",2\n', ",", 2),
        ("name,age\n" + '"Lee, Ann",5\n' * 30, ",", 2),  # every quoted cell has the comma
        ("k;v\n" + '"x;y;z",1\n' * 3 + '"x;y";1\n' * 30, ";", 2),
        ("sep=;\na;b\n1;2\n", ";", 2),
        ("text\nGood, and quick\nBad\nFine\n", "\x1f", 1),
        ('a,b\n1,"never closed\n2,x\n3,y|z\n', ",", 2),  # where a database's sniffer takes |
    ],
)
def test_the_delimiter_is_the_one_under_which_records_are_alike(tmp_path, text, delimiter, width):
    found = laid_out(tmp_path, text)

    assert (found.dialect.delimiter, found.width) == (delimiter, width)


def test_what_stands_above_the_header_is_preamble(tmp_path):
    found = laid_out(tmp_path, 'Notes:\n"When exporting, you may see less"\n\nFirst,Last,On\nAnn,Lee,12 Mar 2024\n')

    assert found.columns == ("First", "Last", "On")
    assert (found.dialect.preamble, found.preamble[0], found.first_line) == (3, "Notes:", 5)


def test_a_file_without_titles_loses_no_record(tmp_path):
    found = laid_out(tmp_path, "Ann,5,2024-03-12\nBo,4,2024-03-13\n")

    assert (found.dialect.header, found.first_line, found.columns) == (False, 1, ("column 1", "column 2", "column 3"))


def test_years_as_titles_beside_a_word_are_titles(tmp_path):
    assert laid_out(tmp_path, "Visits,2023,2024\n7,8,9\n1,2,3\n").dialect.header


def test_a_header_one_short_above_row_numbers_starts_at_the_second_column(tmp_path):
    assert laid_out(tmp_path, "a,b\n1,x,y\n2,x,y\n3,x,z\n").columns == ("column 1", "a", "b")


def test_a_delimiter_at_the_end_of_each_row_is_a_column_without_a_name(tmp_path):
    assert laid_out(tmp_path, "a,b\n1,x,\n2,x,\n").columns == ("a", "b", "column 3")


def test_spaces_before_quotes_and_backslashes_before_them_are_seen(tmp_path):
    spaced = laid_out(tmp_path, 'a, b\n1, "x, y"\n2, "z, y"\n')
    escaped = laid_out(tmp_path, 'a,b\n1,"x \\"q\\", y"\n2,"z"\n')

    assert (spaced.dialect.skip_spaces, spaced.width) == (True, 2)
    assert (escaped.dialect.escape, escaped.width) == ("\\", 2)


def test_names_are_made_unique():
    assert unique(["Tax", "Tax", "", "Tax (2)"]) == ("Tax", "Tax (2)", "column 3", "Tax (2) (2)")


def test_no_rows_have_no_header():
    assert header_row([], 0) == (0, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "windows-1252"])
def test_an_encoding_is_told_from_the_first_bytes(encoding):
    assert encoding_of("Größe,naïve\nä,ö\n".encode({"windows-1252": "cp1252"}.get(encoding, encoding))) == encoding


def test_a_clean_file_is_not_copied_and_line_numbers_stay(tmp_path):
    clean, old = tmp_path / "a.csv", tmp_path / "b.csv"
    clean.write_bytes(b"a\nb\n")
    old.write_bytes(b"a\rb\r\0c\r")

    assert as_utf8(clean, tmp_path).path == clean
    assert as_utf8(old, tmp_path).path.read_bytes() == b"a\nb\nc\n"
