"""The rival sheet: written to be filled by looking, read back as facts with their least and most."""

import csv
import html
import re
import zipfile
from datetime import date

import fastexcel
import pytest
import xlsxwriter

from imported import imported, opened, written
from standout.errors import UsageError
from standout.sources import match, rival_sheet, sheet_writer
from standout.sources.hours import hours_a_week
from standout.sources.source import Raw
from standout.sources.spans import Span, count, duration, price, shown_average
from standout.words import say
from standout.workspace import Workspace

HEADER = ("Rival", "Place", "Shown average", "Shown count", "Price of flat white", "Currency", "Opening hours",
          "Number of items", "Usual reply time", "Delivery time", "Source address", "Date seen")  # fmt: skip
FULL = ("Deli North", "1 High Street", "4.6", "1,240", "3.20", "GBP", "Mo-Fr 8-18, Sa 9-17", "34", "2 days",
        "25-35 min", "https://maps.example/n", "2024-05-02")  # fmt: skip


def read(*rows, header=HEADER):
    raw = Raw(path="rivals.csv", columns=header)
    lines = [(line, row) for line, row in enumerate(rows, start=2)]
    return rival_sheet.facts(rival_sheet.mapping(raw), header, lines, date(2024, 6, 1))


def changed(**cells):
    """Give the full row with some cells changed, by the first word of their heading."""
    row = list(FULL)
    for word, cell in cells.items():
        row[next(i for i, head in enumerate(HEADER) if head.casefold().startswith(word))] = cell
    return tuple(row)


def test_a_row_becomes_one_fact_for_each_cell_that_says_something():
    facts, rejects = read(FULL)

    said = {f["fact"]: (f["value"], f["unit"], f["valid_low"], f["valid_high"]) for f in facts}
    assert rejects == []
    assert said == {
        "shown_average": (4.6, "stars", 4.55, 4.65),  # one decimal: within 0.05
        "shown_count": (1240, "reviews", 1240, 1240),
        "price": (3.2, "GBP", 3.2, 3.2),
        "open_hours": (58, "hours_a_week", 58, 58),  # 5 x 10 + 8
        "range": (34, "items", 34, 34),
        "reply_hours": (48, "hours", 48, 48),
        "delivery_minutes": (30, "minutes", 25, 35),
    }
    assert {(f["business"], f["seen_at"], f["source_url"], f["line"]) for f in facts} == {
        ("Deli North", date(2024, 5, 2), "https://maps.example/n", 2)
    }
    assert [f["item"] for f in facts if f["fact"] == "price"] == ["flat white"]


def test_an_empty_cell_is_no_fact_and_a_row_of_them_is_counted_and_told_to_be_filled_or_deleted():
    facts, [reject] = read(("Deli North", "1 High Street", *[""] * 10), ("Bean Street", "", "4.0", *["-"] * 9))

    assert (reject.line, reject.reason) == (2, "rivals.untouched")
    assert "delete it" in say("reject.rivals.untouched", column=reject.column)
    assert [(f["business"], f["fact"]) for f in facts] == [("Bean Street", "shown_average")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"opening": "by appointment"}, "Opening hours"),
        ({"opening": "Mo-Fr 12-2"}, "Opening hours"),
        ({"shown average": "8.9"}, "Shown average"),
        ({"shown count": "many"}, "Shown count"),
        ({"price": "cheap"}, "Price of flat white"),
        ({"price": "0"}, "Price of flat white"),  # nothing costs 0: it is left empty where it isn't known
        ({"delivery": "soon"}, "Delivery time"),
        ({"usual": "35-25 min"}, "Usual reply time"),
        ({"number": "a lot"}, "Number of items"),
        ({"date": "2031-01-01"}, "Date seen"),
        ({"date": "1970-01-01"}, "Date seen"),
        ({"rival": ""}, "Rival"),
    ],
)
def test_a_cell_that_cannot_be_read_turns_its_row_away_and_says_what_to_write(cells, column):
    facts, [reject] = read(FULL, changed(**cells), changed(rival="Bean Street"))

    assert (reject.line, reject.column) == (3, column)
    assert say(f"reject.{reject.reason}", column=reject.column).startswith(column)
    assert {f["business"] for f in facts} == {"Deli North", "Bean Street"}


def test_every_bad_cell_of_a_row_is_named_at_once():
    _, [reject] = read(changed(price="0", opening="all day", shown="great"))

    assert reject.column == "Shown average, Price of flat white, Opening hours"
    said = say(f"reject.{reject.reason}", column=reject.column)
    assert said.startswith(f"{reject.column}: these cells can't be read")
    assert all(how in said for how in ("4.6", "3.20", "Mo-Fr 8-18", "Leave empty"))


def test_the_days_seen_are_month_first_where_one_of_them_proves_it():
    facts, rejects = read(changed(date="03/04/2024"), changed(date="02/20/2024"), changed(date="2024-05-02"))

    assert rejects == []
    assert sorted({f["seen_at"] for f in facts}) == [date(2024, 2, 20), date(2024, 3, 4), date(2024, 5, 2)]


@pytest.mark.parametrize(("currency", "day"), [("GBP", date(2024, 4, 3)), ("USD", date(2024, 3, 4))])
def test_a_day_seen_that_may_be_two_is_day_first_unless_the_sheet_is_in_dollars(currency, day):
    facts, _ = read(changed(date="03/04/2024", currency=currency))

    assert {f["seen_at"] for f in facts} == {day}


def test_an_average_with_its_count_in_one_cell_is_read_as_both():
    facts, rejects = read(changed(**{"shown average": "4.6 (210)", "shown count": ""}))
    kept, _ = read(changed(**{"shown average": "4.6 (210)", "shown count": "212"}))
    both, own = ({f["fact"]: f["value"] for f in rows if f["fact"].startswith("shown")} for rows in (facts, kept))

    assert rejects == []
    assert both == {"shown_average": 4.6, "shown_count": 210}
    assert own == {"shown_average": 4.6, "shown_count": 212}  # a cell of its own goes before


def test_a_sheet_with_broken_cells_is_added_and_its_broken_rows_are_told_apart(tmp_path):
    cells = {"opening": "by appointment", "price": "cheap", "shown": "great", "date": "yesterday"}
    broken = [changed(rival=f"Place {word}", **{word: cell}) for word, cell in cells.items()]
    sheet = written(tmp_path / "rivals.csv", HEADER, [FULL, *broken])
    workspace = Workspace.new(tmp_path / "shop", ours="Deli North")

    [outcome] = workspace.add(sheet)

    assert (outcome.records, outcome.loaded, outcome.rejected, outcome.known) == (5, 1, 4, 0)
    assert [line for line, _ in outcome.rejects] == [3, 4, 5, 6]
    told = [why for _, why in outcome.rejects]
    columns = ("Opening hours", "Price of flat white", "Shown average", "Date seen")
    assert all(why.startswith(f"{column}: ") and "Write" in why for why, column in zip(told, columns, strict=True))
    assert all(why in "\n".join(outcome.lines()) for why in told)


def test_a_price_without_a_currency_takes_the_only_one_the_sheet_names():
    facts, _ = read(changed(currency=""), changed(rival="Bean Street"))
    prices = [f["unit"] for f in facts if f["fact"] == "price"]
    mixed, _ = read(changed(currency=""), changed(rival="B"), changed(rival="C", currency="EUR"))

    assert prices == ["GBP", "GBP"]
    assert [f["unit"] for f in mixed if f["fact"] == "price"] == [None, "GBP", "EUR"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 8-18, Sa 9-17", 58),  # 5 x 10 + 8
        ("Mon–Fri 8:00–18:00; Sat 9am-5pm; Sun closed", 58),
        ("Mo-Fr 8-12, 14-18; Sa 9-13", 44),  # 5 x (4 + 4) + 4
        ("daily 9-22", 91),  # 7 x 13
        ("Fr, Sa 18-2", 16),  # 2 x 8, past midnight
        ("Sat and Sun 10-4pm", 12),
        ("Mo-Fr 9-5pm", 40),
        ("Mo-Fr 5-9pm", 20),  # both in the afternoon
        ("Montag bis Freitag 8.30-18.00 Uhr", 47.5),
        ("Di-So 10-18 Uhr, Mo Ruhetag", 48),
        ("lunes-viernes 9-14 y 17-20", 40),
        ("Lu-Ve 9h00-18h00", 45),
        ("weekdays 7-19, weekend 8-16", 76),  # 5 x 12 + 2 x 8
        ("Mo-Su 7-24", 119),
        ("Sa-Mo 10-12", 6),  # round the week's end
        ("Mo 8-12, Mo 10-14", 6),  # told twice, counted once
        ("24/7", 168),
        ("8-18", 70),  # no day is every day: 7 x 10
        ("18:00-02:00", 56),  # 7 x 8
        ("daily 9-5", 56),  # 7 x 8, morning to afternoon
        ("Mo-Fr 9-5", 40),
        ("Fr, Sa 6-2", 16),  # 2 x 8, whether from 6 in the morning or the evening
        ("12-11", 77),  # noon to 11 in the evening
        ("12:00-02:00", 98),  # two digits are a clock of 24 hours: 7 x 14
        ("Mo closed, 10-18", 48),  # 6 x 8
    ],
)
def test_opening_hours_are_read_as_people_write_them(text, hours):
    assert hours_a_week(text) == pytest.approx(hours)


@pytest.mark.parametrize(
    "text",
    [
        "12-2",
        "09:00-05:00",
        "closed Mondays, 8-18",
        "by appointment",
        "Mo-Fr",
        "Mo 24-25",
        "Xx 9-17",
        "Mo 11-2am",
        "Sun closed",
    ],
)
def test_hours_that_may_mean_two_things_or_none_are_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        hours_a_week(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("25-35 min", Span(30, 25, 35)),
        ("30", Span(30, 30, 30)),
        ("about 40 minutes", Span(40, 40, 40)),
        ("1-2 h", Span(90, 60, 120)),
        ("within an hour", Span(60, 0, 60)),
        ("30 min to 1 hour", Span(45, 30, 60)),
        ("20 bis 40 Minuten", Span(30, 20, 40)),
    ],
)
def test_a_length_of_time_has_its_least_and_most(text, span):
    assert duration(text, "min", "min") == span


def test_a_count_written_short_is_known_to_its_last_digit():
    assert count("1.2k") == Span(1200, 1150, 1250)
    assert count("(312)") == count("312") == Span(312, 312, 312)
    assert count("210 reviews") == count("(210 Google reviews)") == count("210") == Span(210, 210, 210)
    assert count("1.2k ratings") == count("1.2k")
    assert count("1.240") == count("1,240") == Span(1240, 1240, 1240)


@pytest.mark.parametrize(
    ("text", "span", "top"),
    [
        ("4.6", Span(4.6, 4.55, 4.65), 5),
        ("4,6", Span(4.6, 4.55, 4.65), 5),
        ("4.62", Span(4.62, 4.615, 4.625), 5),
        ("5.0", Span(5, 4.95, 5), 5),  # cut at the end of the scale
        ("1.0", Span(1, 1, 1.05), 5),
        ("8.9/10", Span(8.9, 8.85, 8.95), 10),
        ("4", Span(4, 3.5, 4.5), 5),  # no decimal: within a half
    ],
)
def test_a_shown_average_is_only_known_to_its_last_decimal(text, span, top):
    assert shown_average(text) == (span, top)


@pytest.mark.parametrize("text", ["8.9", "0.5", "11/10", "good", "4.6.1"])
def test_an_average_outside_its_scale_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        shown_average(text)


@pytest.mark.parametrize(
    ("text", "span", "currency"),
    [
        ("3.20", Span(3.2, 3.2, 3.2), ""),
        ("3,20 €", Span(3.2, 3.2, 3.2), "EUR"),
        ("£3.20", Span(3.2, 3.2, 3.2), "GBP"),
        ("3.20 - 3.80", Span(3.5, 3.2, 3.8), ""),
        ("$1,240.00", Span(1240, 1240, 1240), "USD"),
    ],
)
def test_a_price_is_read_with_its_currency(text, span, currency):
    assert price(text) == (span, currency)


def test_ours_is_the_first_row_and_each_item_has_a_column_of_its_own(tmp_path):
    path = sheet_writer.write(
        tmp_path / "rivals.csv", "Corner Deli", ["Deli North", "Bean Street"], ["flat white", "salad"]
    )
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))

    assert [row[0] for row in rows] == ["Rival", "Corner Deli", "Deli North", "Bean Street"]
    assert [head for head in rows[0] if head.startswith("Price")] == ["Price of flat white", "Price of salad"]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_without_items_three_columns_wait_for_a_name():
    assert [h for h in sheet_writer.headings() if h.startswith("Price")] == [f"Price of item {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_filled_sheet_reads_back_as_it_was_filled(tmp_path, ending):
    path = sheet_writer.write(tmp_path / f"rivals.{ending}", "Corner Deli", ["Deli North"], ["flat white"])
    with opened(path, tmp_path / "look") as (raws, _):
        columns = raws[0].columns
        assert [(s.name, c) for s, c in match.candidates(raws[0])] == [("rival_sheet", 1.0)]
    assert columns == HEADER
    filled = tmp_path / f"filled.{ending}"
    rows = [("Corner Deli", *FULL[1:]), FULL]
    if ending == "csv":
        written(filled, columns, rows, encoding="utf-8-sig")
    else:
        with xlsxwriter.Workbook(filled) as book:
            sheet = book.add_worksheet()
            for line, row in enumerate([columns, *rows]):
                sheet.write_row(line, 0, row)

    held = imported(filled, tmp_path / "in", source=rival_sheet.SOURCE)

    assert held.balance == 0
    assert held.loaded.loaded == 2
    assert sorted(held.loaded.businesses.values()) == ["Corner Deli", "Deli North"]
    assert held.table("facts").num_rows == 14  # seven facts each


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+Plus Cafe", "-10", "@home"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_name_becomes_a_formula_and_every_name_reads_back(tmp_path, ending, name):
    path = sheet_writer.write(tmp_path / f"rivals.{ending}", "Corner Deli", [name], [name])
    if ending == "csv":
        assert path.read_text(encoding="utf-8-sig").splitlines()[2].startswith(f"'{name[0]}")
    else:
        sheet = fastexcel.read_excel(path).load_sheet(0).to_arrow()
        assert sheet.column(0).to_pylist()[1] == f"'{name}"

    facts, _ = rival_sheet.facts(
        rival_sheet.mapping(Raw(path=path, columns=HEADER)), HEADER, [(2, (sheet_writer.guarded(name), *FULL[1:]))]
    )

    assert {f["business"] for f in facts} == {name}


def test_every_heading_of_a_workbook_says_how_to_fill_it(tmp_path):
    path = sheet_writer.write(tmp_path / "rivals.xlsx", "Corner Deli", ["Deli North"])
    notes = sheet_writer.headings()

    with zipfile.ZipFile(path) as book:
        comments = html.unescape(book.read("xl/comments1.xml").decode())

    assert len(notes) == 14  # eleven, and three items
    assert all(note in comments for note in notes.values())


def test_a_sheet_that_may_be_filled_is_never_written_over(tmp_path):
    path = sheet_writer.write(tmp_path / "rivals.csv", "Corner Deli", ["Deli North"])
    with pytest.raises(UsageError, match="there already"):
        sheet_writer.write(path, "Corner Deli", ["Deli North"])


def test_a_name_that_is_neither_csv_nor_xlsx_is_refused(tmp_path):
    with pytest.raises(UsageError, match="neither"):
        sheet_writer.write(tmp_path / "rivals.pdf", "Corner Deli", [])
