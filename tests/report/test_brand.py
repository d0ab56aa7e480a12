import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.report.brand import LEAST, Brand, colour, coloured, contrast, darkened


@pytest.mark.parametrize(
    ("colour_", "on_white"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#ff0000", 4.0)]
)
def test_contrast_is_that_of_the_accessibility_guidelines(colour_, on_white):
    assert contrast(colour_) == pytest.approx(on_white, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_what_would_do_can_always_be_read_and_is_itself_where_it_could(value):
    given_ = f"#{value:06x}"
    assert contrast(darkened(given_)) >= LEAST
    if contrast(given_) >= LEAST:
        assert contrast(darkened(given_)) == pytest.approx(contrast(given_), abs=0.1)


@pytest.mark.parametrize("wrong", ["red", "#12", "#12345g", "0b5c8c", "", "#0b5c8c;} body{", "#１２３"])
def test_what_is_no_colour_is_none(wrong):
    assert colour(wrong) == ""


def test_a_picture_takes_the_colour_of_the_brand_and_its_pale_form():
    drawn = '<path fill="#0b5c8c"/><path fill="#cfe1ec"/>'
    assert coloured(drawn, Brand()) == drawn
    assert coloured(drawn, Brand(accent="#7a1f5c")) == '<path fill="#7a1f5c"/><path fill="#e7d7e2"/>'
