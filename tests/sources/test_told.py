"""Who told them: an address is the person, a name is the one contact of that name, and Google is nobody."""

import duckdb
import pytest

from standout.sources import told
from standout.sources.identity import person_id


def read(cell, expression):
    with duckdb.connect() as connection:
        [(found,)] = connection.execute(
            f"SELECT {expression('cell')} FROM (SELECT ?::VARCHAR AS cell)", [cell]
        ).fetchall()
    return found


@pytest.mark.parametrize(
    ("cell", "address"),
    [("a@x.org", "a@x.org"), ("Ann Lee <a@x.org>", "a@x.org"), ("mailto:a@x.org", "a@x.org"), ("Ann Lee", "Ann Lee"),
     ("a@x.org ::: b@x.org", "a@x.org"), (None, None)],
)  # fmt: skip
def test_an_address_is_found_in_what_stands_around_it(cell, address):
    assert read(cell, told.address) == address


@pytest.mark.parametrize("name", ["Ann  Lee", " ANN LEE", "Zoë", "Zoe\u0308", "Ann\u00a0Lee "])
def test_a_name_is_folded_as_it_is_hashed_everywhere(name):
    with duckdb.connect() as connection:
        expression = told.folded("cell")
        query = f"SELECT md5_number_lower('salt' || {expression}) >> 1 FROM (SELECT ?::VARCHAR AS cell)"
        [(found,)] = connection.execute(query, [name]).fetchall()

    assert found == person_id("salt", name)


@pytest.mark.parametrize("word", ["google", "a friend", "walk-in", "n/a", "instagram", "word of mouth"])
def test_an_answer_that_is_no_person_is_nobody(word):
    assert read(word, told.somebody) is None


def test_a_name_is_somebody():
    assert read("ann lee", told.somebody) == "ann lee"
