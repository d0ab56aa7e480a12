"""Nested text: which list of objects in it is the table, wherever it stands."""

import json

import pytest

from standout.sources import nested, reading


@pytest.fixture
def connection(tmp_path):
    found = reading.connect(tmp_path)
    yield found
    found.close()


def found(tree, tmp_path, connection):
    """Give (key, columns, records) of every table in a tree."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    _, tables = nested.tables(path, path.name, connection)
    return [(t.key, t.columns, t.relation.rows + len(t.broken)) for t in tables]


def stars(count):
    return [{"stars": i % 5 + 1} for i in range(count)]


def test_the_longest_list_is_the_table_however_deep_and_what_stands_beside_it_is_left(tmp_path, connection):
    tree = {"meta": {"made": "2025-01-01", "pages": [{"page": 1}]}, "data": {"of": {"all": {"reviews": stars(300)}}}}

    assert found(tree, tmp_path, connection) == [("data.of.all.reviews", ("stars",), 300)]


def test_a_list_deeper_than_four_keys_is_part_of_its_record(tmp_path, connection):
    tree = {"meta": {"made": "2025"}, "a": {"b": {"c": {"d": {"reviews": stars(3)}}}}}

    [(key, columns, records)] = found(tree, tmp_path, connection)

    assert (key, records) == ("", 2)
    assert "made" in columns


def test_lists_in_one_object_and_of_one_name_are_all_tables(tmp_path, connection):
    beside = {"followers": stars(2), "following": stars(3), "version": 2}
    years = {"2024": {"reviews": stars(2)}, "2025": {"reviews": stars(4)}}

    assert found(beside, tmp_path, connection) == [("followers", ("stars",), 2), ("following", ("stars",), 3)]
    assert found(years, tmp_path, connection) == [("2024.reviews", ("stars",), 2), ("2025.reviews", ("stars",), 4)]


def test_objects_by_their_ids_that_look_alike_are_records_though_they_hold_lists(tmp_path, connection):
    tree = {f"r{i}": {"stars": 4, "text": "ok", "photos": [{"n": 1}, {"n": 2}]} for i in range(3)}

    [(key, columns, records)] = found(tree, tmp_path, connection)

    assert (key, records) == ("", 3)
    assert columns == ("stars", "text", "photos")


def test_what_was_read_before_is_read_so_still(tmp_path, connection):
    assert found({"reviews": stars(2), "averageRating": 3}, tmp_path, connection) == [("reviews", ("stars",), 2)]
    assert found({"a": {"stars": 1}, "b": {"stars": 2}}, tmp_path, connection) == [("", ("stars",), 2)]
    assert found({"stars": 1, "text": "ok"}, tmp_path, connection) == [("", ("stars", "text"), 1)]
