import re
from dataclasses import replace
from functools import cache, partial

import pytest

from briefs import CASES, brief, crowded
from pdfs import opened, pages, strings
from standout.errors import DataError
from standout.report import pdf as printing
from standout.report.brief import render, sheet
from standout.report.pdf import pdf
from standout.words import speaking

SIZES = {"a4": (595.28, 841.89), "letter": (612, 792)}
JAPANESE = "どの客もそう書いています。とても静かで居心地がよい店です。"
ARABIC = "كل من كتب إلينا يقول ذلك أكثر من مرة. "
ENDLESS, WIDE = "Donaudampfschiff" * 9 + ". ", "WWWW MMMM WWW MMMMM. "
NAMES = {
    "in Japanese": ("日本の喫茶店と本屋のとても長い名前のお店", "東京都渋谷区の店", JAPANESE),
    "in Arabic": ("مطعم الأرز الذهبي", "مقهى الزاوية", ARABIC),
    "in words without end": ("A" * 120, "B" * 110, ENDLESS),
    "in wide letters": ("WWW MMM " * 12, "WWW MM " * 9, WIDE),
}


def long(case):
    """Give a crowded brief whose names and texts are long."""
    ours, rival, text = NAMES[case]
    return crowded((ours, *(f"{rival} {i}" for i in range(14))), text)


LONG = {case: partial(long, case) for case in NAMES}
FULL = {**{name: made for name, made in CASES.items() if name != "large"}, **LONG}


@cache
def front(case):
    """Give the front of a case, drawn once for both papers."""
    return sheet(FULL[case]())


@pytest.fixture
def smallest(monkeypatch):
    """Give a paper that is as narrow as A4 and as short as Letter: what is one page there is one page on both."""
    monkeypatch.setattr(printing, "SIZES", {**printing.SIZES, "smallest": "210mm 279.4mm"})
    return "smallest"


@pytest.mark.parametrize("case", FULL)
def test_the_front_is_one_page_whatever_it_has_to_say(case, smallest):
    assert pages(pdf(front(case), smallest)) == 1


@pytest.mark.parametrize("paper", SIZES)
def test_paper_has_the_size_of_its_name(paper):
    made = pdf(front("crowded"), paper)
    assert pages(made) == 1
    [box] = re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", opened(made))
    assert tuple(map(float, box)) == pytest.approx(SIZES[paper], abs=1)


def test_the_front_is_one_page_in_german_too(smallest):
    with speaking("de"):
        html = sheet(crowded())
    assert pages(pdf(html, smallest)) == 1


def test_letters_of_the_picture_on_the_front_are_seven_points_high_or_more():
    wide, high = 297.0, 310.0  # pixels its place has: 182 mm less 96 and 7 mm, and 82 mm
    for case in ("town", "crowded", "hostile"):
        drawn = front(case).partition("<svg")[2].partition("</svg>")[0]
        [(across, down)] = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
        scale = min(wide / float(across), high / float(down), 1.0)
        letters = [float(size) for size in re.findall(r'font-size="([\d.]+)', drawn)]
        assert letters
        assert min(letters) * scale * 0.75 >= 7.0


def test_a_reader_that_speaks_is_told_the_language_the_title_the_parts_and_what_pictures_show():
    with speaking("de"):
        whole = brief()
        made = pdf(sheet(whole))
    said = opened(made)
    assert strings(made, "Lang") == ["de"]
    assert "/StructTreeRoot" in said
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", said)
    assert "/DisplayDocTitle true" in said
    assert any("Corner Deli" in title for title in strings(made, "Title"))  # the others are of its outline
    assert {"/H1", "/H2", "/P", "/L", "/Figure"} <= set(re.findall(r"/S (/\w+)", said))
    figures, told = len(re.findall(r"/S /Figure", said)), strings(made, "Alt")
    assert figures == 1
    alt = whole.chapters[0].pictures[0].alt
    assert told == [alt.removesuffix(" Alle Zahlen stehen in der Tabelle darunter.")]  # there is no table on the front
    assert told != [alt]
    assert "pdfuaid" in said  # it claims to follow PDF/UA


def test_tables_of_a_long_brief_tell_which_heading_a_cell_stands_under():
    made = pdf(render(replace(brief(), long=True)))
    said = opened(made)
    assert pages(made) > 2
    assert re.search(r"/S /TH\b", said)
    assert "/Headers" in said


def test_the_same_page_gives_the_same_bytes():
    html = front("empty")
    assert pdf(html) == pdf(html)
    assert pdf(html) != pdf(html, "letter")


def test_pictures_are_drawn_and_not_photographed():
    made = pdf(front("town"))
    assert "/Subtype /Image" not in opened(made)


def test_nothing_outside_the_page_is_fetched(monkeypatch):
    asked = []
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: asked.append(a))
    page = '<html lang="en"><title>x</title><img src="http://127.0.0.1:9/x.png" alt="x">'
    page += '<img src="file:///etc/hostname" alt="y">'
    outside = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/y.png"/></svg>'
    made = pdf(f"{page}{outside}<link rel=stylesheet href=http://127.0.0.1:9/z.css>")
    assert asked == []
    assert "/Subtype /Image" not in opened(made)


def test_where_pango_lacks_it_says_what_to_install(monkeypatch):
    import builtins

    real = builtins.__import__

    def lacking(error):
        def load(name, *rest, **more):
            if name == "weasyprint":
                raise error
            return real(name, *rest, **more)

        return load

    monkeypatch.setattr(builtins, "__import__", lacking(OSError("cannot load library")))
    with pytest.raises(DataError, match="apt-get install libpango"):
        printing.library()
    monkeypatch.setattr(builtins, "__import__", lacking(ImportError()))
    with pytest.raises(DataError, match="pip install weasyprint"):
        printing.library()
