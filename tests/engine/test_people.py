"""People: whoever is one is shown as one wherever they are named, and nothing else changes."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standout.engine.duck import DuckEngine
from standout.engine.people import AS_LISTED, PEOPLE
from standout.tables import table, tables

DAY = date(2026, 5, 1)
FILLED = {"int64": 7, "int32": 7, "int16": 7, "float64": 1.0, "string": "x", "bool": False, "date32": DAY}


def rows_of(name, ids):
    """Give a row a person; every column that names people holds that person, all others the same."""
    described = table(name)
    return [{c.name: person if c.name in PEOPLE[name] else FILLED[c.type] for c in described.columns} for person in ids]


@pytest.fixture(params=["parts", "made"])
def engine(request, tmp_path):
    """Give an engine over one table, held as a part or as Arrow."""

    def make(name, rows, same):
        held = pa.Table.from_pylist(rows, schema=table(name).schema())
        if request.param == "made":
            return DuckEngine({}, {name: held}, same=same)
        pq.write_table(held, tmp_path / "part.parquet")
        return DuckEngine({name: [tmp_path / "part.parquet"]}, same=same)

    return make


@pytest.mark.parametrize("name", PEOPLE)
def test_whoever_is_one_goes_by_one_id_in_every_table(engine, name):
    rows = rows_of(name, [1, 2, 3])
    if name == "ties":
        rows = [{**row, "to_id": 9} for row in rows]
    held = engine(name, rows, {1: 1, 2: 1})

    found = held.arrow(held.table(name)).to_pylist()
    for column in PEOPLE[name]:
        if (name, column) != ("ties", "to_id"):
            assert sorted(row[column] for row in found) == [1, 1, 3]


@pytest.mark.parametrize("name", PEOPLE)
def test_without_a_merge_a_table_is_shown_as_it_is(engine, name):
    rows = rows_of(name, [1, 2])
    held = engine(name, rows, {})

    found = held.arrow(held.table(name)).to_pylist()
    assert [{k: v for k, v in row.items() if k != "listed_id"} for row in found] == [
        {k: v for k, v in row.items() if k != "listed_id"} for row in rows
    ]


@pytest.mark.parametrize("name", AS_LISTED)
def test_an_address_and_a_consent_keep_the_id_their_list_gave_them(engine, name):
    held = engine(name, rows_of(name, [1, 2, 3]), {1: 1, 2: 1})

    found = held.arrow(held.table(name)).to_pylist()
    assert sorted((row["person_id"], row["listed_id"]) for row in found) == [(1, 1), (1, 2), (3, 3)]


def test_nobody_is_tied_to_themselves_once_they_are_one(engine):
    ties = [{"from_id": a, "to_id": b, "kind": "wrote", "evidence": "x"} for a, b in [(1, 2), (2, 3), (4, 3)]]
    held = engine("ties", ties, {1: 1, 2: 1})

    assert sorted((r["from_id"], r["to_id"]) for r in held.arrow(held.table("ties")).to_pylist()) == [(1, 3), (4, 3)]


def test_every_column_of_a_file_that_names_a_person_is_known():
    for name, described in tables().items():
        if described.ours:
            continue
        persons = {c.name for c in described.columns if c.name in ("person_id", "customer_id", "from_id", "to_id",
                                                                  "told_by")}  # fmt: skip
        assert persons == set(PEOPLE.get(name, ())), name
