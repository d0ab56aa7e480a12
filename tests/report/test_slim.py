import re

from briefs import CASES
from standout.charts.svg import svg
from standout.report.slim import slim


def pictures():
    return [picture for chapter in CASES["town"]().chapters for picture in chapter.pictures]


def test_a_slim_drawing_says_the_same_words_with_the_same_marks_in_fewer_letters():
    for picture in pictures():
        whole = svg(picture.spec)
        thin = slim(whole)
        assert len(thin) < 0.75 * len(whole)
        assert re.findall(r">([^<]+)</text>", thin) == re.findall(r">([^<]+)</text>", whole)
        drawn = [part for part in re.findall(r"<path [^>]*>", whole) if 'd=""' not in part and "h0v0h0Z" not in part]
        assert len(re.findall(r"<path ", thin)) == len(drawn)


def test_groups_are_opened_and_closed_in_pairs():
    for picture in pictures():
        thin = slim(svg(picture.spec))
        assert thin.count("<g") == thin.count("</g>")
        assert "<g>" not in thin


def test_a_figure_that_is_read_keeps_its_decimals():
    drawn = '<svg viewBox="0 0 9 9"><g><text x="1.2345">4.6215</text></g></svg>'
    assert slim(drawn) == '<svg viewBox="0 0 9 9"><text x="1.2">4.6215</text></svg>'


def test_what_is_faint_stays_faint():
    assert 'opacity="0.5"' in slim('<svg><g opacity="0.5"><path d="M1,2" opacity="1"/></g></svg>')
