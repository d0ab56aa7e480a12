"""Adoptions: who came, who told them, and with which code; a name is hashed as on any other list."""

from datetime import date

import pytest

from imported import imported, written
from standout.sources.identity import person_id

COLUMNS = ("Date", "Name", "Told by", "Code", "Item")


def came(tmp_path, rows, columns=COLUMNS, name="came.csv", **more):
    found = imported(written(tmp_path / name, columns, rows), tmp_path / name.partition(".")[0], **more)
    assert found.balance == 0
    return found


def contacts(tmp_path):
    rows = [("Ann Lee", "ann@x.org"), ("Bo Ray", "bo@x.org"), ("Two", "two@x.org"), ("Two", "too@x.org")]
    return imported(written(tmp_path / "p.csv", ("Name", "Email"), rows), tmp_path / "p")


def test_who_came_and_who_told_them_are_the_contacts_of_those_names(tmp_path):
    rows = [
        ("2026-05-01", "Bo Ray", "Ann Lee", " 1-F7KQ2-M ", "soup"),
        ("2026-05-02", "new@x.org", "Two", "", ""),
        ("", "Zed", "a friend", "", "soup"),
    ]
    found = came(tmp_path, rows, known=contacts(tmp_path).known)

    def own(text):
        return person_id("salt", text)

    assert found.mapping.table == "adoptions"
    assert [
        tuple(row[c] for c in ("person_id", "item", "at", "told_by", "code")) for row in found.rows("adoptions")
    ] == [
        (own("bo@x.org"), "soup", date(2026, 5, 1), own("ann@x.org"), "1-F7KQ2-M"),
        (own("new@x.org"), "us", date(2026, 5, 2), own("Two"), None),  # two contacts are called so: neither is meant
        (own("Zed"), "soup", None, None, None),
    ]
    assert [note[:26] for note in found.loaded.notes] == [
        "1 name fits none of your c", "“Told by”: 1 row names nob", "“Told by”: 1 name fits non",
    ]  # fmt: skip


def test_answers_that_name_nobody_are_told_with_the_commonest(tmp_path):
    said = ["weiß nicht mehr"] * 5 + ["eine Freundin"] * 3 + ["Google"] * 4 + [""] * 30 + ["Bo Ray"]
    rows = [("2026-05-01", f"Guest {i}", teller, "", "") for i, teller in enumerate(said)]
    found = came(tmp_path, rows)

    assert [row["told_by"] for row in found.rows("adoptions") if row["told_by"]] == [person_id("salt", "Bo Ray")]
    [note] = [note for note in found.loaded.notes if "nobody" in note]
    assert note.startswith("“Told by”: 12 rows name nobody, such as “weiß nicht mehr”.")  # 5 + 3 + 4


def test_an_address_goes_before_a_customers_number_and_that_before_a_name(tmp_path):
    columns = ("When", "Email", "Customer", "Name", "Told by", "Item")
    rows = [("2026-05-01", "A@x.org", "C7", "Ann", "", "x"), ("2026-05-01", "", "C8", "Bo", "", "x"),
            ("2026-05-01", "", "", "Cy", "C7", "x")]  # fmt: skip
    found = came(tmp_path, rows, columns, as_table="adoptions")

    assert [row["person_id"] for row in found.rows("adoptions")] == [
        person_id("salt", "a@x.org"), person_id("salt", "C8"), person_id("salt", "Cy"),
    ]  # fmt: skip


def test_a_row_that_names_nobody_is_turned_away(tmp_path):
    found = came(tmp_path, [("2026-05-01", "", "Ann Lee", "1-F7KQ2-M", ""), ("2026-05-01", "Bo", "", "1-F7KQ2-M", "")])

    # the row names Ann Lee, who stands on no list: its words are not kept
    assert [(r.line, r.reason, r.text) for r in found.loaded.rejects] == [(2, "nobody_came", "")]


def test_the_same_file_twice_changes_nothing_though_contacts_came_between(tmp_path):
    rows = [("2026-05-01", "Bo Ray", "Ann Lee", "", "soup")] * 2
    first = came(tmp_path, rows)
    known = {**first.known, "contacts": contacts(tmp_path).known["contacts"]}
    again = came(tmp_path, rows, name="again.csv", known=known)

    assert (first.loaded.loaded, first.loaded.known) == (1, 1)
    assert (again.loaded.loaded, again.loaded.known) == (0, 2)


def test_a_code_at_the_till_is_an_order_even_where_nobody_is_named(tmp_path):
    check_till(tmp_path, ("Date", "Code"))


@pytest.mark.parametrize("day", ["day", "Tag", "Datum", "date", "Jour", "Giorno", "Dag", "Día", "DAY", "when"])
def test_the_day_of_a_code_is_its_day_whatever_it_is_called(tmp_path, day):
    check_till(tmp_path, (day, "code"))
    columns = (day, "Name", "Code")
    rows = [("2026-05-01", "Ann Lee", "1-F7KQ2-M")]
    found = imported(written(tmp_path / "who.csv", columns, rows), tmp_path / "who", as_table="adoptions")
    assert [row["at"] for row in found.rows("adoptions")] == [date(2026, 5, 1)]


def test_the_number_of_a_day_is_no_date(tmp_path):
    rows = [(f"{i + 1}", f"2026-05-{i + 1:02d}", "4.50") for i in range(28)]
    found = imported(written(tmp_path / "o.csv", ("Day", "Date", "Total"), rows), tmp_path / "in")

    assert found.by_column("Date").target == "ordered_at"


def check_till(tmp_path, columns):
    path = written(tmp_path / "till.csv", columns, [("2026-05-01", " 1-F7KQ2-M"), ("2026-05-02", "")])
    found = imported(path, tmp_path / "in", as_table="orders")

    assert [(row["ordered_at"], row["code"], row["customer_id"]) for row in found.rows("orders")] == [
        (date(2026, 5, 1), "1-F7KQ2-M", None)
    ]
    assert [(r.line, r.reason) for r in found.loaded.rejects] == [(3, "no_figure")]


def test_a_customer_with_an_address_is_the_contact_of_that_address(tmp_path):
    columns = ("Order ID", "Order date", "Customer", "Email", "Item", "Amount")
    rows = [("1", "2026-05-01", "C7", "Ann@x.org", "soup", "4.50"), ("2", "2026-05-01", "C8", "", "soup", "4.50")]
    found = imported(written(tmp_path / "o.csv", columns, rows), tmp_path / "in")
    ann = next(row["person_id"] for row in contacts(tmp_path).rows("contacts") if row["name"] == "Ann Lee")

    assert [row["customer_id"] for row in found.rows("orders")] == [ann, person_id("salt", "C8")]
