"""Out: a picture as a file of its own, whole and safe."""

import csv
import io
import re
import struct
from xml.etree import ElementTree as ET

import pytest
import vl_convert

from circled import circles, told
from circled import finding as circled_finding
from leagues import league, pictures, spread
from standout.charts import circle_map, out
from standout.charts import league as chart
from standout.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def picture():
    [drawn] = pictures(chart, league(spread()))
    return drawn


def test_a_png_has_two_pixels_to_each_of_the_drawing(picture):
    data = out.rendered(picture, "png", "From 3 files.")
    wide, high = struct.unpack(">II", data[16:24])  # width and height stand there in every PNG
    frame = ET.fromstring(out.framed(picture, "From 3 files."))
    assert data.startswith(b"\x89PNG")
    assert (wide, high) == pytest.approx((2 * float(frame.get("width")), 2 * float(frame.get("height"))), abs=2)


def test_an_svg_stands_by_itself_with_title_key_source_and_text_alternative(picture):
    text = out.rendered(picture, "svg", "From 3 files.").decode("utf-8")
    root = ET.fromstring(text)
    said = " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    assert root.find(f"{SVG}title").text == picture.title
    assert root.find(f"{SVG}desc").text == picture.alt
    assert picture.title in said
    assert "From 3 files." in said
    assert "Diamond: Corner Deli." in said
    assert not re.search(r"<script|<image|href|\son\w+=|@import|style=", text)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"] * text.count("xmlns=")


def test_a_csv_holds_the_table_and_no_cell_of_it_is_a_formula():
    names = {"=HYPERLINK(1)": 4.5, "+north": 4.0, "@south": 3.5}
    [drawn] = pictures(chart, league(names))
    rows = list(csv.reader(io.StringIO(out.rendered(drawn, "csv").decode("utf-8-sig"))))
    assert set(drawn.columns) - set(rows[0]) == {"Rank", "Likely range"}  # each in two columns
    assert [row[rows[0].index("Business")] for row in rows[1:]] == ["'=HYPERLINK(1)", "'+north", "'@south"]


def test_names_from_files_can_put_no_markup_into_it():
    [drawn] = pictures(chart, league({'<script>alert("1")</script>': 4.5, "a & b": 4.0, "x</title><svg": 3.5}))
    root = ET.fromstring(out.framed(drawn, "</svg><script>"))
    assert not list(root.iter(f"{SVG}script"))
    assert len(list(root.iter(f"{SVG}title"))) == 1


def test_shapes_that_vega_does_not_draw_come_out_too():
    [drawn] = circle_map.draw(
        [circled_finding(), told((1, 2))], circles({"person_id": 1}, {"person_id": 2, "circle": 2})
    )
    assert out.rendered(drawn, "png").startswith(b"\x89PNG")
    assert ET.fromstring(out.framed(drawn)).find(f"{SVG}title").text == drawn.title


def test_a_file_is_named_for_what_it_shows_and_saved_as_its_name_ends(picture, tmp_path):
    name = out.file_name("est", 2, picture)
    assert name == "est-2-league-coffee-who-stands-where"
    for kind in out.KINDS:
        assert picture.save(tmp_path / f"{name}.{kind}").stat().st_size > 100
    with pytest.raises(UsageError, match=r"Let it end in .png, .svg or .csv"):
        picture.save(tmp_path / "picture.gif")
    assert not (tmp_path / "picture.gif").exists()


def test_a_name_of_a_file_is_short_and_has_no_way_out_of_its_folder():
    [drawn] = pictures(chart, league({"a": 4.5, "b": 4.0}, "../../etc/passwd " + "very long " * 30))
    name = out.file_name("est", 1, drawn)
    assert "/" not in name
    assert "." not in name
    assert len(name.encode()) < 120


def test_another_kind_is_refused_by_naming_those_there_are(picture):
    with pytest.raises(UsageError, match="png, svg or csv"):
        out.rendered(picture, "gif")


def test_a_long_title_goes_on_in_a_second_line():
    lines = out.wrapped("Coffee for people who come late at night: who stands where", 200, 17)
    assert len(lines) > 1
    assert " ".join(lines) == "Coffee for people who come late at night: who stands where"
    [cut] = out.wrapped("x" * 200, 100, 12)
    assert cut.endswith("…")


def test_fonts_of_a_folder_are_used_where_there_are_any(tmp_path, monkeypatch):
    used = []
    monkeypatch.setattr(vl_convert, "register_font_directory", used.append)
    assert not out.use_fonts(tmp_path / "fonts")
    (tmp_path / "readme.txt").write_text("no font", encoding="utf-8")
    assert not out.use_fonts(tmp_path)
    (tmp_path / "Noto.OTF").write_bytes(b"")
    assert out.use_fonts(tmp_path)
    assert used == [str(tmp_path)]
