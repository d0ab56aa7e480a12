"""Sends: what was said once, to each person once, with what came of it; a post is said to everybody."""

from datetime import date

import pytest

from imported import imported, written
from standout.errors import MappingError
from standout.sources.identity import business_id, person_id

COLUMNS = ("Sent at", "To", "Subject", "Message", "Channel", "Opened", "Clicked", "Replied")
HOT = "Our soup is the hottest in town."


def sends(tmp_path, rows, columns=COLUMNS, name="sends.csv", **more):
    path = written(tmp_path / name, columns, rows)
    found = imported(path, tmp_path / name.partition(".")[0], business="Corner Deli", **more)
    assert found.balance == 0
    return found


def grown(*imports):
    known = {}
    for one in imports:
        for table, parts in one.known.items():
            known.setdefault(table, []).extend(parts)
    return known


def test_a_message_stands_once_and_each_person_it_went_to_once(tmp_path):
    rows = [
        ("2026-05-01", "ann@x.org", "Soup", HOT, "E-mail", "2026-05-02", "0", ""),
        ("2026-05-01", "bo@x.org", "Soup", HOT, "E-mail", "", "2", ""),
        ("2026-05-03", "", "", "Come in from the cold", "Instagram", "", "", ""),
    ]
    found = sends(tmp_path, rows)

    assert found.mapping.table == "sends"
    hot, cold = sorted(found.rows("messages"), key=lambda row: row["said_at"])
    us = business_id("Corner Deli")
    assert (hot["text"], hot["said_by"], hot["said_at"], hot["channel"]) == (
        f"Soup\n{HOT}", us, date(2026, 5, 1), "email",
    )  # fmt: skip
    assert (cold["text"], cold["channel"]) == ("Come in from the cold", "instagram")
    told = {row["person_id"]: (row["opened"], row["clicked"], row["replied"]) for row in found.rows("sends")}
    # opened says yes only, so a blank is no; clicked says no in one row; replied is never filled, so nobody knows
    assert told == {
        person_id("salt", "ann@x.org"): (True, False, None), person_id("salt", "bo@x.org"): (False, True, None),
    }  # fmt: skip
    assert {row["message_id"] for row in found.rows("sends")} == {hot["message_id"]}


def test_a_blank_beside_noughts_is_unknown(tmp_path):
    rows = [("2026-05-01", f"p{i}@x.org", "", HOT, "", cell, "", "") for i, cell in enumerate(["1", "0", ""])]
    found = sends(tmp_path, rows)

    assert [row["opened"] for row in found.rows("sends")] == [True, False, None]


@pytest.mark.parametrize(
    ("cell", "is_said"),
    [("yes", True), ("2", True), ("2026-05-02 10:00", True), ("x", True), ("no", False), ("0.0", False)],
)
def test_a_word_a_count_or_a_day_says_that_it_happened(tmp_path, cell, is_said):
    found = sends(tmp_path, [("2026-05-01", "a@x.org", "", HOT, "", cell, "", "")])

    assert [row["opened"] for row in found.rows("sends")] == [is_said]


def test_the_same_file_twice_changes_nothing_and_a_longer_one_adds_what_is_new(tmp_path):
    rows = [("2026-05-01", "ann@x.org", "", HOT, "email", "", "", ""), ("2026-05-02", "", "", "Hi", "x", "", "", "")]
    first = sends(tmp_path, rows)
    again = sends(tmp_path, rows, name="again.csv", known=first.known)
    more = sends(
        tmp_path, [*rows, ("2026-05-01", "bo@x.org", "", HOT, "email", "", "", "")], name="more.csv", known=first.known
    )

    assert (again.loaded.loaded, again.loaded.known) == (0, 2)
    assert {part.table for part in again.loaded.parts} <= {"provenance"}
    assert (more.loaded.loaded, more.loaded.known) == (1, 2)
    assert [part.table for part in more.loaded.parts if part.table == "messages"] == []  # it is held


def test_rows_of_one_send_are_put_together(tmp_path):
    rows = [
        ("2026-05-01", "ann@x.org", "", HOT, "", "1", "", ""),
        ("2026-05-01", "ann@x.org", "", HOT, "", "", "1", ""),
    ]
    found = sends(tmp_path, rows)

    assert (found.loaded.loaded, found.loaded.known) == (1, 1)
    assert [(row["opened"], row["clicked"]) for row in found.rows("sends")] == [(True, True)]


def test_what_came_since_is_told_and_not_counted_twice(tmp_path):
    first = sends(tmp_path, [("2026-05-01", "ann@x.org", "", HOT, "", "0", "", "")])
    later = sends(
        tmp_path, [("2026-05-01", "ann@x.org", "", HOT, "", "1", "", "")], name="later.csv", known=first.known
    )

    assert (later.loaded.loaded, later.loaded.known) == (0, 1)
    assert [note for note in later.loaded.notes if note.startswith("1 message was added before")]


def test_a_message_with_a_number_of_its_own_is_one_over_several_days(tmp_path):
    columns = ("Message ID", "Sent at", "To", "Message")
    rows = [
        ("7", "2026-05-01", "ann@x.org", HOT),
        ("7", "2026-05-02", "bo@x.org", ""),
        ("8", "2026-05-02", "cy@x.org", "Hi"),
    ]
    found = sends(tmp_path, rows, columns)

    assert sorted((row["text"], row["said_at"]) for row in found.rows("messages")) == [
        ("Hi", date(2026, 5, 2)), (HOT, date(2026, 5, 1)),
    ]  # fmt: skip
    assert len({row["message_id"] for row in found.rows("sends")}) == 2


def test_equal_numbers_of_two_programs_do_not_make_two_messages_one(tmp_path):
    columns = ("Message ID", "Sent at", "To", "Message")
    first = sends(tmp_path, [("7", "2026-05-01", "ann@x.org", HOT)], columns)
    other = sends(tmp_path, [("7", "2026-05-01", "ann@x.org", "Closed on Monday")], columns, "o.csv", known=first.known)

    assert [row["text"] for row in other.rows("messages")] == ["Closed on Monday"]


def test_a_send_whose_words_are_not_known_is_kept_without_a_message(tmp_path):
    columns = ("Campaign ID", "Sent at", "Recipient", "Opened")
    found = sends(tmp_path, [("9", "2026-05-01", "ann@x.org", "1")], columns)

    assert [row["opened"] for row in found.rows("sends")] == [True]
    assert not [part for part in found.loaded.parts if part.table == "messages"]


def test_a_row_that_says_nothing_and_one_of_a_day_to_come_are_turned_away(tmp_path):
    rows = [("2026-05-01", "ann@x.org", "", "", "", "1", "", ""), ("2027-05-01", "ann@x.org", "", HOT, "", "", "", ""),
            ("2026-05-01", "ann@x.org", "", HOT, "", "", "", "")]  # fmt: skip
    found = sends(tmp_path, rows)

    assert [(r.line, r.reason) for r in found.loaded.rejects] == [(2, "no_message"), (3, "future_date")]
    assert found.loaded.loaded == 1


def test_a_name_is_the_one_contact_of_that_name(tmp_path):
    listed = imported(
        written(tmp_path / "p.csv", ("Name", "Email"), [("Ann Lee", "ann@x.org"), ("Bo Ray", "bo@x.org")]),
        tmp_path / "p",
    )
    columns = ("Sent at", "Name", "Message")
    rows = [("2026-05-01", "ann  LEE", HOT), ("2026-05-01", "Cy", HOT)]
    found = sends(tmp_path, rows, columns, known=listed.known)
    unknown = sends(tmp_path, rows, columns, name="before.csv")

    assert {row["person_id"] for row in found.rows("sends")} == {
        person_id("salt", "ann@x.org"), person_id("salt", "Cy"),
    }  # fmt: skip
    assert found.loaded.notes[0].startswith("1 name fits none of your contacts")
    assert unknown.loaded.notes[0].startswith("2 names fit none of your contacts")
    again = sends(tmp_path, rows, columns, name="again.csv", known=grown(unknown, listed))
    assert again.loaded.known == 2  # contacts that came since don't make it another send


def test_what_the_owner_says_of_a_column_is_followed(tmp_path):
    path = written(tmp_path / "a.csv", ("tag", "wem", "was"), [("2026-05-01", "ann@x.org", HOT)])
    found = imported(
        path, tmp_path / "in", as_table="sends", given={"date": "tag", "email": "wem", "text": "was"}, business="Us"
    )

    assert [row["sent_at"] for row in found.rows("sends")] == [date(2026, 5, 1)]
    with pytest.raises(MappingError, match="subject"):
        imported(path, tmp_path / "two", as_table="sends", given={"subjekt": "was"})


def test_reviews_with_a_day_and_a_text_are_still_reviews(tmp_path):
    columns = ("Business", "Date", "Title", "Text", "Rating")
    rows = [(f"Shop {i % 3}", "2026-05-01", "Fine", f"It was good, number {i}", i % 5 + 1) for i in range(30)]

    assert imported(written(tmp_path / "a.csv", columns, rows), tmp_path / "in").mapping.table == "reviews"
