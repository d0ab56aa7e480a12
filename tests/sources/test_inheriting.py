"""Taking files back: what another file holds too stays, what only the one held goes, whatever it is a table of."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from demos import town
from imported import written
from standout.workspace import Workspace

ORDERS = ("Order ID", "Order date", "Customer", "Item", "Quantity", "Amount")
SHEET = ("Rival", "Place", "Shown average", "Shown count", "Price of flat white", "Opening hours", "Date seen")
TABLES = ("reviews", "orders", "people", "contacts", "consents", "ties", "facts", "messages", "sends", "claims",
          "adoptions", "provenance")  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a new workspace."""
    return Workspace.new(tmp_path / "shop", ours="Deli", rivals=["North", "South"])


def rows(workspace: Workspace, table: str) -> list[dict[str, object]]:
    """Give the rows of a table, in an order of their own."""
    engine = workspace.engine()
    return sorted(engine.arrow(engine.table(table)).to_pylist(), key=repr)


def counts(workspace: Workspace) -> dict[str, int]:
    """Give how many rows each table holds, those that hold any."""
    found = {table: len(rows(workspace, table)) for table in TABLES}
    return {table: n for table, n in found.items() if n}


def balanced(workspace: Workspace) -> None:
    """See that every import accounts for each of its records, and that its loaded rows are there."""
    for one in workspace.index.imports():
        assert one.records == one.loaded + one.rejected + one.known
        assert min(one.loaded, one.known) >= 0
    for table in ("reviews", "orders", "people"):
        loaded = sum(one.loaded for one in workspace.index.imports() if one.table_name == table)
        assert loaded == len(rows(workspace, table))


def orders(path: Path, first: int, last: int) -> Path:
    """Write orders numbered from first to last."""
    lines = [(f"o{n}", f"2026-01-{n:02d}", f"c{n % 3}", "soup", 1, f"{n}.50") for n in range(first, last + 1)]
    return written(path, ORDERS, lines)


def like(sample: str, path: Path, lines: list[dict[str, str]]) -> Path:
    """Write a file under the header of one of the samples."""
    header = (files("standout.sources") / "samples" / sample).read_text(encoding="utf-8").splitlines()[0].split(",")
    return written(path, header, [[line.get(column, "") for column in header] for line in lines])


def contacts(path: Path, *people: str) -> Path:
    """Write an address book."""
    lines = [{"First Name": p, "Last Name": "Person", "E-mail 1 - Value": f"{p}@example.com"} for p in people]
    return like("google_contacts.csv", path, lines)


def audience(path: Path, *people: str) -> Path:
    """Write a mailing list."""
    at = dict.fromkeys(("OPTIN_TIME", "CONFIRM_TIME", "LAST_CHANGED"), "2026-01-02 10:00:00")
    lines = [{"Email Address": f"{p}@example.com", "First Name": p, "MEMBER_RATING": "4", **at} for p in people]
    return like("subscribed_members_export_sample.csv", path, lines)


def test_orders_that_two_files_hold_stay_when_either_goes(shop: Workspace, tmp_path: Path) -> None:
    early, late = orders(tmp_path / "early.csv", 1, 6), orders(tmp_path / "late.csv", 4, 9)
    shop.add([early, late], yes=True)
    both = rows(shop, "orders")
    assert len(both) == 9

    assert shop.remove("early.csv") == 3  # 4, 5 and 6 stay

    balanced(shop)
    assert {row["order_id"] for row in rows(shop, "orders")} == {f"o{n}" for n in range(4, 10)}
    [left] = shop.index.imports()
    assert (left.records, left.loaded, left.known) == (6, 6, 0)
    shop.add(early)
    assert rows(shop, "orders") == both
    assert shop.remove("late.csv") == 3
    assert shop.remove("early.csv") == 6
    assert counts(shop) == {}


def test_of_three_files_that_hold_a_row_one_takes_it_over(shop: Workspace, tmp_path: Path) -> None:
    three = [orders(tmp_path / f"{n}.csv", 1, 3 + n) for n in range(3)]  # 1-3, 1-4, 1-5
    shop.add(three, yes=True)

    assert [shop.remove(file) for file in ("0.csv", "1.csv", "2.csv")] == [0, 0, 5]


def test_people_their_contacts_and_ties_stay_while_a_file_holds_them(shop: Workspace, tmp_path: Path) -> None:
    shop.add([contacts(tmp_path / "a.csv", "ann", "bob"), contacts(tmp_path / "b.csv", "bob", "cyd")])
    assert counts(shop) == {"people": 3, "contacts": 3, "ties": 3, "provenance": 4}

    assert shop.remove("a.csv") == 1

    balanced(shop)
    assert counts(shop) == {"people": 2, "contacts": 2, "ties": 2, "provenance": 2}
    assert {row["email"] for row in rows(shop, "contacts")} == {"bob@example.com", "cyd@example.com"}
    assert shop.remove("b.csv") == 2
    assert counts(shop) == {}


def test_what_a_person_agreed_to_goes_with_the_list_that_said_so(shop: Workspace, tmp_path: Path) -> None:
    shop.add([contacts(tmp_path / "a.csv", "ann", "bob"), audience(tmp_path / "subscribed_members_export.csv", "bob")])
    assert counts(shop) == {"people": 3, "contacts": 3, "consents": 1, "ties": 2, "provenance": 3}

    assert shop.remove("a.csv") == 2

    balanced(shop)
    assert counts(shop) == {"people": 1, "contacts": 1, "consents": 1, "provenance": 1}
    assert shop.remove("subscribed_members_export.csv") == 1
    assert counts(shop) == {}


def test_who_takes_consent_back_is_not_taken_for_known(shop: Workspace, tmp_path: Path) -> None:
    then = audience(tmp_path / "subscribed_members_export.csv", "ann", "bob")
    now = audience(tmp_path / "unsubscribed_members_export.csv", "ann")

    shop.add([then, now])

    assert sorted(row["state"] for row in rows(shop, "consents")) == ["given", "given", "withdrawn"]
    assert len({row["person_id"] for row in rows(shop, "consents")}) == 2


def test_a_row_of_a_sheet_counts_as_loaded_where_any_of_its_facts_is_its_own(shop: Workspace, tmp_path: Path) -> None:
    old = written(tmp_path / "may.csv", SHEET, [("North", "", "4.6", "210", "3.20", "", "2026-05-02"),
                                                ("South", "", "4.1", "90", "3.00", "", "2026-05-02")])  # fmt: skip
    new = written(tmp_path / "more.csv", SHEET, [("North", "", "4.6", "212", "3.20", "", "2026-05-02"),
                                                 ("South", "", "4.1", "90", "3.00", "", "2026-05-02")])  # fmt: skip
    shop.add([old, new])
    # each row is three facts; of the second file only the new count of North is not known
    assert counts(shop) == {"facts": 7, "provenance": 12}
    assert [(one.loaded, one.known) for one in shop.index.imports()] == [(2, 0), (1, 1)]

    assert shop.remove("may.csv") == 1

    balanced(shop)
    assert counts(shop) == {"facts": 6, "provenance": 6}
    assert [(one.loaded, one.known) for one in shop.index.imports()] == [(2, 0)]
    assert shop.remove("more.csv") == 6


def test_every_file_of_the_town_can_be_taken_back(tmp_path: Path) -> None:
    shop = Workspace.new(tmp_path / "shop", ours=town.OURS)
    theirs = town.write(tmp_path / "town")
    for file in theirs:
        shop.add(file, yes=True)
    balanced(shop)

    for file in theirs:
        assert shop.remove(file) > 0
        balanced(shop)

    assert counts(shop) == {}


def sent(path: Path, *to: str) -> Path:
    """Write one message and whom it went to; "" is everybody."""
    return written(path, ("Sent at", "To", "Message"), [("2026-05-01", who, "Hot soup today") for who in to])


def test_a_message_stays_while_any_file_holds_it(shop: Workspace, tmp_path: Path) -> None:
    shop.add([sent(tmp_path / "a.csv", "ann@x.org", "bob@x.org"), sent(tmp_path / "b.csv", "bob@x.org", "cyd@x.org"),
              sent(tmp_path / "c.csv", "")], yes=True)  # fmt: skip
    before = rows(shop, "messages")
    assert (len(before), len(rows(shop, "sends"))) == (1, 3)
    assert [(one.loaded, one.known) for one in shop.index.imports()] == [(2, 0), (1, 1), (0, 1)]

    shop.remove("a.csv")

    balanced(shop)
    assert rows(shop, "messages") == before
    assert len(rows(shop, "sends")) == 2
    shop.remove("b.csv")
    balanced(shop)
    assert (rows(shop, "messages"), rows(shop, "sends")) == (before, [])
    shop.remove("c.csv")
    assert counts(shop) == {}


def test_who_came_through_whom_goes_with_the_list_that_said_so(shop: Workspace, tmp_path: Path) -> None:
    named = ("Name", "Email", "Told by")
    both = written(tmp_path / "a.csv", named, [("Ann", "ann@x.org", ""), ("Bob", "bob@x.org", "Ann")])
    came = written(tmp_path / "b.csv", ("Date", "Name", "Told by"), [("2026-05-01", "Cyd", "Ann")])
    shop.add([both, came], yes=True)
    assert counts(shop) == {"people": 2, "contacts": 2, "adoptions": 2, "provenance": 3}

    shop.remove("a.csv")

    assert counts(shop) == {"adoptions": 1, "provenance": 1}


def test_what_rivals_say_goes_with_its_file(shop: Workspace, tmp_path: Path) -> None:
    shop.add([written(tmp_path / "a.csv", ("Rival", "Slogan"), [("North", "Fresh"), ("South", "Cheap")])], yes=True)
    assert counts(shop) == {"claims": 2, "provenance": 2}

    assert shop.remove("a.csv") == 2
    assert counts(shop) == {}
