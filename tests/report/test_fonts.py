import pytest

from standout.report import fonts
from standout.report.fonts import Missing, missing, package, ranges

LATIN = ranges(":charset=20-7e a0-24f\n:charset=2013-2026\n")


@pytest.fixture
def latin_only(monkeypatch):
    monkeypatch.setattr(fonts, "covered", lambda: LATIN)


@pytest.mark.usefixtures("latin_only")
def test_letters_nobody_can_see_here_are_named_by_the_package_that_has_them():
    assert missing(["Corner Déli – 7", "日本の喫茶店", "日本", "مطعم", "Café ☕"]) == [
        Missing(letters="日本の喫茶店", package="fonts-noto-cjk"),
        Missing(letters="☕", package="fonts-noto-color-emoji"),
        Missing(letters="مطع", package="fonts-noto-core"),
    ]


@pytest.mark.usefixtures("latin_only")
def test_names_whose_letters_are_all_there_need_nothing():
    assert missing(["Corner Deli", "Café Zoë", "Łódź"]) == []


def test_where_fontconfig_is_not_there_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(fonts, "covered", lambda: None)
    assert missing(["日本"]) == []


@pytest.mark.parametrize(
    ("sign", "name"),
    [("한", "fonts-noto-cjk"), ("ア", "fonts-noto-cjk"), ("क", "fonts-noto-core"), ("ש", "fonts-noto-core")],
)
def test_each_script_has_its_package(sign, name):
    assert package(sign) == name


def test_this_machine_has_latin_letters():
    there = fonts.covered()
    assert there is None or any(first <= ord("a") <= last for first, last in there)
