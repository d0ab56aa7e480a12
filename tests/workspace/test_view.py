"""A view and its address: one gives the other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import UsageError
from standout.workspace.view import View

name = st.text(min_size=1, max_size=20).filter(str.strip)
day = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(
    subject=st.text(max_size=10), aspect=st.text(max_size=10), rivals=st.lists(name, unique=True, max_size=3),
    where=st.lists(st.tuples(name.filter(lambda text: "=" not in text), name), unique=True, max_size=3),
    days=st.tuples(day, day),
)  # fmt: skip
def test_the_address_of_a_view_gives_the_view(subject, aspect, rivals, where, days):
    since, until = sorted(days, key=str) if None not in days else days
    view = View(
        subject=subject, aspect=aspect, rivals=tuple(sorted(rivals)), where=tuple(sorted(where)), since=since,
        until=until,
    )  # fmt: skip

    assert View.of(view.query()) == view


def test_the_plain_view_has_no_address_of_its_own():
    assert View().query() == ""
    assert View.of("") == View()
    assert View.of("said=x&page=3") == View()  # not part of a view


def test_the_order_of_an_address_doesnt_matter():
    assert View.of("rival=B&rival=A&where=b%3D1&where=a%3D2") == View.of("where=a%3D2&rival=A&where=b%3D1&rival=B")


@pytest.mark.parametrize(
    ("query", "says"),
    [("since=22.11.2026", "2026-11-22"), ("where=lunch", "Meal=lunch"), ("since=2026-11-02&until=2026-11-01", "after")],
)
def test_a_wrong_address_says_what_to_write(query, says):
    with pytest.raises(UsageError, match=says):
        View.of(query)
