import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import VerifyError
from standout.report.seal import body_digest, embedded, intact, sealed

PAGE = (
    "<style>p { color: red }</style><p>We lead by <b>0.31</b>.</p><div role='img' aria-label='Ours is 1st'>"
    "<svg><path d='M1,2'/></svg></div>"
    '<script type="application/json" id="standout-evidence"></script>'
)


def test_evidence_comes_back_as_it_was_put_in():
    assert embedded(sealed(PAGE, {"schema": 1, "rivals": ["Lark"]}))["rivals"] == ["Lark"]


@given(st.text() | st.text("<>/!-script\u202e\u2028\U000e0001\ud800"))
def test_no_text_breaks_out_of_the_evidence_or_comes_back_changed(text):
    page = sealed(PAGE, {"said": text})
    assert embedded(page)["said"] == text
    assert page.count("</script>") == 1
    assert intact(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.31", "0.41"),
        ("Ours is 1st", "Ours is 2nd"),
        ("M1,2", "M1,9"),
        ("color: red", "display: none"),
        ("<b>", "<i>"),
    ],
)
def test_a_changed_figure_alternative_mark_or_style_is_noticed(old, new):
    page = sealed(PAGE, {})
    assert intact(page)
    assert not intact(page.replace(old, new))


def test_line_ends_of_another_system_change_nothing():
    page = sealed("<p>one\ntwo</p>\n" + PAGE, {})
    assert intact(page.replace("\n", "\r\n"))


def test_what_is_read_and_heard_makes_the_body_and_marks_and_styles_do_not():
    assert body_digest(PAGE) != body_digest(PAGE.replace("0.31", "0.32"))
    assert body_digest(PAGE) != body_digest(PAGE.replace("Ours is 1st", "Ours is 2nd"))
    assert body_digest(PAGE) == body_digest(PAGE.replace("M1,2", "M1,9").replace("red", "blue"))


def test_evidence_that_was_swapped_for_other_digests_is_noticed():
    page = sealed(PAGE, {})
    digests = json.dumps(embedded(page)["digests"]["body"])
    assert not intact(page.replace(digests, json.dumps("0" * 64)))


@pytest.mark.parametrize(
    "page",
    [
        "", "<p>nothing</p>", PAGE, PAGE.replace("></script>", ">{not json</script>"),
        PAGE.replace("></script>", ">[1]</script>"), sealed(PAGE, {}) * 2,
    ],
)  # fmt: skip
def test_a_page_without_evidence_that_can_be_read_says_so(page):
    with pytest.raises(VerifyError, match="no evidence"):
        embedded(page)
