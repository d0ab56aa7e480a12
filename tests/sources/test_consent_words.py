"""Words of consent: only a plain yes is a yes, a refusal is never missed, and SQL reads as Python does."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standout.sources.consent_words import LEFT_ALONE, NO, REFUSED, UNASKED, YES, plain, state, state_sql, understood
from standout.sources.figures import MISSING


@pytest.mark.parametrize(
    "word", ["yes", "Y", "TRUE", "1", "x", "✓", "Opted-In", "subscribed", "SUBSCRIBED", "Ja", "sí"]
)
def test_a_plain_yes_is_a_yes(word):
    assert state(word) == "given"


@pytest.mark.parametrize(
    "word", ["no", "N", "FALSE", "0", "Unsubscribed", "opted_out", "withdrawn", "cleaned", "Nein", "não", "refusé"]
)
def test_a_no_and_a_withdrawal_are_withdrawn(word):
    assert state(word) == "withdrawn"


@pytest.mark.parametrize(
    "word", ["Do not contact", "DO_NOT_CONTACT", "Don't contact!", "Don’t contact", "nie kontaktować"]
)
def test_who_asked_to_be_left_alone_is_barred_from_all(word):
    assert state(word) == "barred"


@pytest.mark.parametrize("word", ["perhaps", "not yes", "yes, but no calls", "2024-05-01", "NEVER_SUBSCRIBED", "5"])
def test_any_other_word_permits_nothing(word):
    assert state(word) == "unknown"


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "n/a", "None"])
def test_a_blank_says_nothing(cell):
    assert state(cell) == ""
    assert state(cell, refusal=True) == ""


@pytest.mark.parametrize(
    ("cell", "said"),
    [("yes", "withdrawn"), ("x", "withdrawn"), ("2024-05-01", "withdrawn"), ("moved away", "withdrawn"), ("no", ""),
     ("0", ""), ("False", "")],
)  # fmt: skip
def test_a_column_of_refusals_takes_all_but_a_plain_no_for_one(cell, said):
    assert state(cell, refusal=True) == said


def test_no_word_means_two_things():
    kinds = [YES, REFUSED, LEFT_ALONE, UNASKED, frozenset(MISSING)]

    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))
    assert NO <= REFUSED


def test_every_word_is_written_as_it_is_looked_up():
    assert [word for word in YES | REFUSED | LEFT_ALONE | UNASKED if plain(word) != word] == []


def test_a_word_that_is_understood_need_not_say_yes_or_no():
    assert understood("pending")
    assert not understood("perhaps")


SPOILT = st.sampled_from(sorted(YES | REFUSED | LEFT_ALONE | UNASKED | MISSING)).flatmap(
    lambda word: st.sampled_from([word, word.upper(), f" {word}\t", word.replace(" ", "_"), f"{word}!", f"{word}x"])
)


@settings(max_examples=25, deadline=None)
@given(cells=st.lists(SPOILT | st.text(alphabet="noyesNOYES '_-.ł\n", max_size=6), min_size=1, max_size=12))
def test_the_statement_reads_a_cell_as_the_preview_shows_it(cells):
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (cell VARCHAR)")
        connection.executemany("INSERT INTO t VALUES (?)", [(cell,) for cell in cells])
        both = f"{state_sql('cell')}, {state_sql('cell', refusal=True)}"
        read = connection.execute(f"SELECT cell, {both} FROM t").fetchall()

    assert [(said or "", refused or "") for _, said, refused in read] == [
        (state(cell), state(cell, refusal=True)) for cell, _, _ in read
    ]
