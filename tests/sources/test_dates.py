from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.sources.dates import dates, day_of, month_of

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("cell", "form", "day"),
    [
        ("2024-03-12", "iso", date(2024, 3, 12)),
        ("2024-03-12 10:22:11 +0100", "iso", date(2024, 3, 12)),
        ("2024-03-12T10:22:11.123456Z", "iso", date(2024, 3, 12)),
        ("2024/03/12", "%Y/%m/%d", date(2024, 3, 12)),
        ("20240312", "%Y%m%d", date(2024, 3, 12)),
        ("25.04.24", "%d.%m.%y", date(2024, 4, 25)),
        ("09/14/26", "%m/%d/%y", date(2026, 9, 14)),
        ("14/9/2025 8:30 PM", "%d/%m/%Y", date(2025, 9, 14)),
        ("12 Mar 2024", "%d %b %Y", date(2024, 3, 12)),
        ("12-Mar-24", "%d-%b-%y", date(2024, 3, 12)),
        ("April 4th, 2015", "%B %d, %Y", date(2015, 4, 4)),
        ("11th September 2023", "%d %B %Y", date(2023, 9, 11)),
        ("1st February 2025", "%d %B %Y", date(2025, 2, 1)),
        ("12. März 2024", "%d %B %Y", date(2024, 3, 12)),
        ("12 août 2024", "%d %B %Y", date(2024, 8, 12)),
        ("12 marca 2024", "%d %B %Y", date(2024, 3, 12)),
        ("1710238931", "epoch_s", date(2024, 3, 12)),
        ("1710238931000", "epoch_ms", date(2024, 3, 12)),
    ],
)
def test_a_date_is_read_as_people_and_programs_write_it(cell, form, day):
    reading = dates([cell], TODAY)

    assert reading.date_format == form
    assert day_of(cell, reading) == day


@pytest.mark.parametrize("cell", ["4.5", "hello", "12", "2024-13-45x", "1.2.3", "Deli 2024", ""])
def test_what_is_no_date_is_not_taken_for_one(cell):
    assert dates([cell], TODAY) is None


def test_one_number_above_twelve_settles_day_and_month_for_the_whole_column():
    reading = dates(["03/04/2024", "05/06/2024", "25/04/2024"], TODAY)

    assert (reading.dayfirst, reading.sure, reading.values) == (True, True, {"example": "25/04/2024", "rows": 1})
    assert day_of("03/04/2024", reading) == date(2024, 4, 3)


def test_where_cells_disagree_the_many_settle_it_and_the_few_are_not_read():
    reading = dates(["25/04/2024", "26/04/2024", "04/27/2024"], TODAY)

    assert (reading.dayfirst, reading.read, reading.of) == (True, 2, 3)


def test_a_default_is_taken_only_where_the_cells_leave_it_open():
    assert dates(["03/04/2024"], TODAY, default=False).date_format == "%m/%d/%Y"
    assert dates(["25/04/2024"], TODAY, default=False).date_format == "%d/%m/%Y"


def test_dates_no_program_meant_and_dates_to_come_are_counted():
    reading = dates(["1970-01-01", "1970-01-01", "2024-01-01", "2031-01-01"], TODAY)

    assert (reading.epoch, reading.future, reading.read) == (2, 1, 4)


def test_months_are_known_by_their_first_letters_in_eight_languages():
    names = "january Januar janvier enero gennaio januari styczeń janeiro".split()

    assert {month_of(name) for name in names} == {1}
    with pytest.raises(KeyError):
        month_of("monday")


@given(
    st.lists(st.integers(0, 9000), min_size=1, max_size=20),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d", "%d-%b-%Y"]),
)
def test_dates_written_one_way_all_read_back(offsets, form):
    days = [date(2000, 1, 1) + timedelta(days=offset) for offset in offsets]
    cells = [day.strftime(form) for day in days]
    reading = dates(cells, TODAY)

    if reading.sure and reading.dayfirst is not False:
        assert [day_of(cell, reading) for cell in cells] == days


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=20))
def test_a_slash_date_is_never_read_two_ways_in_one_column(offsets):
    days = [date(2000, 1, 1) + timedelta(days=offset) for offset in offsets]
    reading = dates([day.strftime("%m/%d/%Y") for day in days], TODAY)

    if any(day.day > 12 for day in days):
        assert [day_of(day.strftime("%m/%d/%Y"), reading) for day in days] == days
    else:
        assert reading.dayfirst is not None
