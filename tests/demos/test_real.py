"""The demos on real data say what these data can bear, with what to keep in mind beside it."""

import contextlib
import html
import io

import pytest
from demos.showing import Steps

from demos import real
from standout import Workspace


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Give ``shown(name)``: the findings, the brief and the terminal of a demo, run once."""
    home = tmp_path_factory.mktemp("real")
    runs = {}

    def show(name):
        if name not in runs:
            terminal = io.StringIO()
            with contextlib.redirect_stdout(terminal):
                real.run(name, home, Steps())
            brief = (home / f"{name}.html").read_text(encoding="utf-8")
            runs[name] = Workspace(home / name).ask("est").findings, brief, terminal.getvalue()
        return runs[name]

    return show


def test_no_origin_is_ahead_of_ethiopia_in_flavour_and_most_are_behind_it(shown):
    [flavour] = [f for f in shown("coffee")[0] if f.aspect == "Flavor" and not f.world]

    assert flavour.verdict in ("yes", "probably", "close")
    assert flavour.facts["rivals_judged"] == 16
    assert flavour.facts["rank_low"] == 1
    assert flavour.facts["behind"] == 0
    assert flavour.facts["ahead_of"] > 16 / 2


def test_the_lounge_is_ahead_of_most_and_claims_no_first_place(shown):
    findings = shown("lounges")[0]

    assert {f.verdict for f in findings} <= {"close", "no", "not_enough"}
    assert findings[0].facts["ahead_of"] > findings[0].facts["rivals_judged"] / 2


def test_the_taco_shop_is_told_how_many_more_reviews_it_takes(shown):
    findings = shown("tacos")[0]

    assert {f.verdict for f in findings} == {"not_enough"}
    assert all(f.needed.more > 0 for f in findings)


@pytest.mark.parametrize("name", real.DEMOS)
def test_what_to_keep_in_mind_stands_on_the_page_and_in_the_terminal(shown, name):
    _, brief, terminal = shown(name)

    assert real.DEMOS[name].caveat in " ".join(terminal.split())
    assert real.DEMOS[name].caveat in html.unescape(brief)
    assert real.DEMOS[name].source in html.unescape(brief)


def test_the_slip_of_the_pen_in_the_taco_file_ages_nothing_and_the_page_says_so(tmp_path):
    tacos = real.DEMOS["tacos"]
    shipped = (real.DATA / "tacos" / tacos.file).read_text(encoding="utf-8").splitlines()
    read = real.prepared("tacos", tmp_path).read_text(encoding="utf-8").splitlines()

    [changed] = [(one, other) for one, other in zip(shipped, read, strict=True) if one != other]
    assert changed[0].replace("4/25/2026", "") == changed[1]
    assert not [line for line in read if "/2026," in line]


def test_the_taco_page_speaks_of_the_years_its_reviews_are_from(shown):
    findings, brief, _ = shown("tacos")

    assert "Speaks of</dt><dd>29 December 2017" in brief
    assert real.DEMOS["tacos"].mended in html.unescape(brief)
    assert "Our average" not in brief.split("What to do next")[0]  # 9 scores
    assert all(finding.facts["last_at"] < "2018" for finding in findings)


@pytest.mark.parametrize("name", ["coffee", "lounges"])
def test_a_file_without_a_slip_is_read_as_it_is_shipped(name, tmp_path):
    assert real.prepared(name, tmp_path) == real.DATA / name / real.DEMOS[name].file
