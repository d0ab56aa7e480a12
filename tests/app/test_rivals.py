"""Rivals as a page: who they are, and what was seen of each, stored as a filled sheet is; nothing typed is lost."""

import csv
import html
import io
import re
import shutil
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app_forms import word
from inline import Inline
from standout import Workspace
from standout.app import row_form
from standout.app.application import application
from standout.app.page import Fields
from standout.sources import rival_sheet
from standout.workspace import looking

TODAY = date.today()
HOSTILE = "<script>alert(1)</script>\"'&<b>"
ROW = {
    "item.0": "flat white", "price.0": "3.20", "item.1": "", "price.1": "", "currency": "GBP",
    "open_hours": "Mo-Fr 8-18; Sa 9-17", "shown_average": "4.6", "shown_count": "1.2k", "range": "34",
    "reply_hours": "2 hours", "delivery_minutes": "25-35 min", "source_url": "https://example.org/north",
    "seen_at": TODAY.isoformat(),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rivals")
    (folder / "a.csv").write_text(
        "Business,Date,Stars,Text\n"
        + "".join(f"{name},2026-02-01,4,Fine {name}\n" for name in ("Deli", "North", "Stray")),
        encoding="utf-8",
    )
    shop = Workspace.new(folder / "shop", ours="Deli", rivals=["North", "South"])
    shop.add(folder / "a.csv", yes=True)
    return shop.folder


@pytest.fixture
def shop(made, tmp_path):
    return Workspace(shutil.copytree(made, tmp_path / "shop"))


@pytest.fixture
def client(shop):
    return asked(shop)


def asked(workspace):
    app = application(workspace.folder, worker=Inline())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, follow_redirects=False)


def text(page):
    bare = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def sent(client, path, **fields):
    return client.post(path, data={"csrf": word(client, "/settings"), **fields})


def values(page):
    """Give what stands in each field of a page."""
    found = re.findall(r'<input [^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def facts(workspace):
    engine = workspace.engine()
    rows = engine.arrow(engine.table("facts")).to_pylist()
    return sorted(tuple(sorted((k, str(v)) for k, v in row.items())) for row in rows)


def test_it_lists_ours_and_the_rivals_with_what_is_held_and_offers_the_others(client):
    page = text(client.get("/rivals").text)

    assert "2 rivals are named. Something was looked up about 0 of 2." in page
    assert page.index("Deli (you)") < page.index("North 1 review, 0 things") < page.index("South 0 reviews")
    assert "1 other in your files" in page
    assert "Make it a rival – Stray" in page


def test_a_row_typed_is_stored_as_the_filled_sheet_would_be(shop, made, tmp_path):
    other = Workspace(shutil.copytree(made, tmp_path / "other"))
    sheet = other.write_sheet(tmp_path / "sheet.csv", ["flat white"])
    heads = next(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"))))
    filled = dict.fromkeys(heads, "") | {
        "Rival": "North", "Price of flat white": "3.20", "Currency": "GBP", "Opening hours": "Mo-Fr 8-18; Sa 9-17",
        "Shown average": "4.6", "Shown count": "1.2k", "Number of items": "34", "Usual reply time": "2 hours",
        "Delivery time": "25-35 min", "Source address": "https://example.org/north", "Date seen": TODAY.isoformat(),
    }  # fmt: skip
    with sheet.open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([heads, list(filled.values())])
    other.add(sheet, yes=True)

    came = sent(asked(shop), "/rivals/look", business="North", **ROW)

    assert came.status_code == 303
    assert facts(shop) == facts(other)
    assert len(facts(shop)) == 7  # a price, hours, an average and its count, a range, two times
    noted = [dict(row) for row in shop.index.rows("SELECT source, table_name, loaded, path FROM imports")][-1]
    assert noted == {"source": "rival_sheet", "table_name": "facts", "loaded": 1, "path": f"North, {TODAY}.csv"}


def test_what_was_stored_is_shown_with_its_source_and_can_be_taken_back(shop):
    client = asked(shop)
    sent(client, "/rivals/look", business="North", **ROW)

    page = client.get("/rivals").text
    said = text(page)
    for part in ("£3.20", "4.6 of 5", "1,200 reviews", "58 hours a week", "34 things",
                 "2 hours", "30 minutes"):  # fmt: skip
        assert part in said, part
    assert 'href="https://example.org/north" rel="noopener noreferrer nofollow"' in page
    shop.remove(f"North, {TODAY}.csv")
    assert facts(shop) == []


def test_the_same_row_twice_counts_once(shop):
    client = asked(shop)
    for _ in range(2):
        sent(client, "/rivals/look", business="North", **ROW)

    assert len(facts(shop)) == 7
    assert "All of that was held about North already." in text(client.get("/rivals").text)


def test_after_one_comes_the_next_with_the_items_that_were_named(client):
    came = sent(client, "/rivals/look", business="Deli", then="next", **{**ROW, "item.1": "oat bun", "price.1": "2"})

    assert came.headers["location"] == "/rivals?look=North&item=flat+white&item=oat+bun#row"
    page = text(client.get(came.headers["location"]).text)
    assert "Price of flat white" in page
    assert "Price of oat bun" in page


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("shown_average", "good", "this is no average"),
        ("open_hours", "late", "these hours can't be read"),
        ("price.0", "cheap", "Price of flat white: this is no price"),
        ("seen_at", (TODAY + timedelta(days=2)).isoformat(), "this can't be the day you looked"),
        ("delivery_minutes", "soon", "this is no length of time"),
        ("item.1", "Flat  White", "is there twice"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(shop, field, typed, reason):
    fields = {**ROW, "price.1": "4", "item.1": "bun", field: typed}

    came = sent(asked(shop), "/rivals/look", business="North", **fields)

    assert came.status_code == 400
    assert reason in text(came.text)
    assert 'aria-invalid="true"' in came.text
    held = values(came.text)
    assert {name: held[name] for name in fields} == {name: " ".join(value.split()) for name, value in fields.items()}
    assert facts(shop) == []


def test_a_row_with_nothing_to_compare_and_a_price_of_nothing_are_told(client):
    bare = dict.fromkeys(ROW, "") | {"seen_at": TODAY.isoformat(), "currency": "GBP"}

    nothing = sent(client, "/rivals/look", business="North", **bare)
    nameless = sent(client, "/rivals/look", business="North", **{**bare, "price.1": "3"})

    assert "Nothing is filled in that can be compared." in text(nothing.text)
    assert "Name the item this is the price of." in text(nameless.text)
    assert (nothing.status_code, nameless.status_code) == (400, 400)


def test_what_cannot_be_stored_now_keeps_what_was_typed(shop, monkeypatch):
    def busy(*_, **__):
        raise looking.DataError("The disk is full.")

    monkeypatch.setattr("standout.workspace.looking.save", busy)
    came = sent(asked(shop), "/rivals/look", business="North", **ROW)

    assert came.status_code == 400
    assert "The disk is full." in text(came.text)
    assert values(came.text)["open_hours"] == ROW["open_hours"]


def test_rivals_are_named_a_line_each_and_never_ourselves(shop):
    client = asked(shop)

    came = sent(client, "/rivals/add", names=f"East\n\n  East \nDeli\n{HOSTILE}\n")

    assert came.status_code == 303
    assert shop.config.rivals == ("North", "South", "East", HOSTILE)
    page = client.get("/rivals").text
    assert "<script>alert" not in page
    assert html.escape(HOSTILE)[:20] in page
    opened = client.get("/rivals", params={"look": HOSTILE}).text
    assert values(opened)["business"] == HOSTILE
    assert "<script>alert" not in opened


def test_no_name_and_one_too_long_are_told_and_stay_typed(client):
    assert sent(client, "/rivals/add", names=" \n ").status_code == 400
    came = sent(client, "/rivals/add", names="x" * 201)
    assert (came.status_code, "x" * 201 in came.text) == (400, True)


def test_two_spellings_are_made_one_business(shop):
    client = asked(shop)

    came = sent(client, "/rivals/same", spelling="Stray", name="North")

    assert came.status_code == 303
    assert shop.config.same == {"Stray": "North"}
    assert "North 2 reviews" in text(client.get("/rivals").text)
    assert sent(client, "/rivals/same", spelling="Stray", name="Nobody").status_code == 400
    assert sent(client, "/rivals/same", spelling="", name="North").status_code == 400


def test_the_sheet_goes_along_as_csv_and_xlsx(client):
    plain = client.get("/rivals/sheet.csv?items=flat white, =1%2B1")
    book = client.get("/rivals/sheet.xlsx")

    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Rival", "Deli", "North", "South"]
    assert "Price of =1+1" in rows[0]
    assert zipfile.is_zipfile(io.BytesIO(book.content))
    assert 'filename="rivals.xlsx"' in book.headers["content-disposition"]
    assert client.get("/rivals/sheet.exe").status_code == 404


def test_an_address_that_is_no_web_address_is_never_a_link():
    assert all(row_form.linked(one) for one in ("https://a.example", "HTTP://a"))
    assert not any(row_form.linked(one) for one in ("javascript:alert(1)", "data:x", "a.example", ""))


def test_without_rivals_named_everybody_is_one(tmp_path):
    bare = Workspace.new(tmp_path / "bare", ours="Deli")

    page = text(asked(bare).get("/rivals").text)

    assert "No rival is named, so you are compared with everybody in your files." in page
    assert asked(bare).get("/rivals?look=Nobody").status_code == 200


def test_it_speaks_german(made, tmp_path):
    shop = Workspace(shutil.copytree(made, tmp_path / "shop"))
    path = shop.folder / "standout.toml"
    path.write_text('language = "de"\n' + path.read_text())
    client = asked(shop)
    sent(client, "/rivals/look", business="North", **{**ROW, "price.0": "3,20"})

    page = text(client.get("/rivals?look=North").text)

    assert "Schon da: £3,20" in page or "Schon da: 3,20" in page
    assert "Öffnungszeiten" in page


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*ROW, "business"]), st.text(max_size=40)))
def test_whatever_is_typed_is_read_or_told_and_stands_in_the_row_again(fields):
    row = row_form.typed(Fields(list(fields.items())), TODAY)

    columns = list(row.cells)
    made, refused = rival_sheet.facts(rival_sheet.mapped(columns), columns, [(1, list(row.cells.values()))], TODAY)
    assert bool(row.wrong) or bool(made and not refused)
    typed = {one for one in fields.values() if len(one) < 40 and one.isalnum() and one.isascii()}
    shown = {
        row.business,
        *row.texts.values(),
        *(part for one in (*row.prices, row.another) for part in (one.item, one.text)),
    }
    asked_for = {fields[name] for name in fields if not name.startswith(("item", "price"))}
    assert typed & asked_for <= shown
