"""Which table a file goes to, by its headers: what is plainly one is taken for it, all else for what it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from standout.sources.profile import profiles
from standout.sources.source import Raw
from standout.sources.whither import told_by_names

DATES = ("Date", "Sent at", "Send Time", "When", "Order date")
CELLS = {
    **dict.fromkeys(DATES, "2026-05-01"), "Gesendet am": "01.05.2026", "Amount": "4.50", "Opened": "1", "Rating": "4",
    "Stars": "5", "Staff": "4",
    "Consent": "yes", "Email": "a@x.org", "To": "a@x.org", "Recipient": "a@x.org", "Text": "Hot soup today",
    "Message": "Hot soup today", "Slogan": "Fresh", "Email consent": "yes", "Newsletter": "no",
}  # fmt: skip


def table(header: str) -> str:
    """Give the table that headers settle, their cells as one would expect, in three rows."""
    columns = tuple(header.split(","))
    row = tuple(CELLS.get(column, f"Made-up {column}") for column in columns)
    return told_by_names(profiles(Raw(path=Path("a.csv"), columns=columns, sample=(row,) * 3), date(2026, 6, 1)))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Sent at,To,Subject,Message", "sends"),
        ("Send Time,Recipient,Opened", "sends"),
        ("Date,Channel,Text", "sends"),
        ("Campaign Name,Subject,Send Time,Campaign ID,Campaign Channel", "sends"),
        ("Gesendet am,Betreff,Nachricht,Kanal", "sends"),
        ("Date,Name,Told by", "adoptions"),
        ("When,Email,Told by,Code,Item", "adoptions"),
        ("Datum,Kunde,Empfohlen von", "adoptions"),
        ("Name,Email,Told by", "people"),
        ("Name,Email,Email consent", "people"),
        ("Name,Newsletter", "people"),
        ("Rival,Slogan", "claims"),
        ("Business,What they say,Source", "claims"),
    ],
)
def test_headers_that_settle_it(header: str, expected: str) -> None:
    assert table(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Business,Date,Text",  # reviews without a score
        "Business,Date,Rating,Message,Channel",
        "Sent at,Name,Message,Stars",  # answers to a survey
        "Order date,Email,First name,Last name,Amount",
        "Order date,Name,Item,Amount,Code",
        "Name,Date",
        "First name,Last name,Email,Points",
        "Sent at,Email,Message,Staff",  # scores of an aspect
        "Name,Email,Consent,Comments",  # answers to a survey
        "Alpha,Beta",
    ],
)
def test_headers_that_settle_nothing_leave_the_file_to_its_cells(header: str) -> None:
    assert table(header) == ""
