"""Quarters end when the calendar says."""

from datetime import date, timedelta

from standout.workspace.quarters import quarter_ends


def test_the_last_days_of_quarters_are_given_with_both_ends_included():
    ends = quarter_ends(date(2024, 3, 31), date(2025, 1, 1))

    assert ends == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]


def test_no_quarter_ends_within_a_few_days_of_one():
    assert quarter_ends(date(2026, 1, 1), date(2026, 3, 30)) == []
    assert quarter_ends(date(2026, 2, 1), date(2026, 1, 1)) == []


def test_after_each_of_them_another_quarter_begins():
    ends = quarter_ends(date(1999, 1, 1), date(2030, 12, 31))

    assert len(ends) == 4 * 32
    assert {((day + timedelta(days=1)).day, (day + timedelta(days=1)).month) for day in ends} == {
        (1, 1), (1, 4), (1, 7), (1, 10),
    }  # fmt: skip
