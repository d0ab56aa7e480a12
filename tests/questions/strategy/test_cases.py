"""The cases an owner may be shown: each complete, each with its source, none with a figure from nowhere."""

import re
import tomllib
from collections import Counter
from dataclasses import fields
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from standout.questions.strategy.cases import GRADES, Case, Wanted, cases, read_case
from standout.questions.strategy.told import case as told_of
from standout.words import say

PACKAGE = "standout.questions.strategy"
OBJECTIVES = {"reach", "sell", "save", "learn", "launch"}
STRATEGIES = {"access", "engage", "customize", "connect", "collaborate"}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
FIRST_WEB_YEAR, TODAY = 1991, 2026
WRITTEN = tuple(field.name for field in fields(Case) if field.type == "str")
PLAIN = ("situation", "done", "outcome", "needs", "not_transfer")

held = {f.name: tomllib.loads(f.read_text("utf-8")) for f in files(PACKAGE).joinpath("cases").iterdir()}
each_file = pytest.mark.parametrize("file", sorted(held))


def numbers(text):
    """Give the numbers written in a text."""
    return {float(number.replace(",", "")) for number in NUMBER.findall(text)}


def known(file):
    """Give the numbers the figures of a case hold."""
    return {float(figure["value"]) for figure in held[file]["figures"]}


def test_numbers_are_read_whole():
    assert numbers("Of 1,085,322 people 38 %, at $0.92 each: 9.05.") == {1085322, 38, 0.92, 9.05}


@each_file
def test_a_case_has_every_field_and_none_is_empty(file):
    case = read_case(held[file])

    assert all(getattr(case, name).strip() for name in WRITTEN)
    assert case.figures
    assert all(figure.what and figure.unit for figure in case.figures)


@each_file
def test_a_case_is_of_the_kinds_there_are(file):
    case = read_case(held[file])

    assert case.objective in OBJECTIVES
    assert case.strategy in STRATEGIES
    assert case.grade in GRADES
    assert isinstance(case.retail, bool)
    assert isinstance(case.small, bool)
    assert isinstance(case.worked, bool)


@each_file
def test_what_customers_did_is_a_behaviour_that_speaks_for_the_strategy(file):
    told = tomllib.loads(files(PACKAGE).joinpath("strategies.toml").read_text("utf-8"))
    speaks = {strategy["name"]: strategy["behaviour"] for strategy in told["strategy"]}

    assert held[file]["behaviour"] == speaks[held[file]["strategy"]]


@each_file
def test_every_number_told_is_one_of_the_figures(file):
    for part in PLAIN:
        assert numbers(held[file][part]) <= known(file), part


@each_file
def test_no_figure_is_left_untold(file):
    assert known(file) <= numbers(" ".join(held[file][part] for part in PLAIN))


@each_file
def test_a_source_can_be_looked_up(file):
    case = read_case(held[file])
    address = urlsplit(case.url)

    assert address.scheme in {"http", "https"}
    assert "." in address.netloc
    assert not re.search(r"\s", case.url)
    assert case.source.strip() not in {"", case.url}


@each_file
def test_nothing_is_published_before_it_happened(file):
    case = read_case(held[file])

    assert FIRST_WEB_YEAR < case.year <= case.published <= TODAY


@each_file
def test_texts_are_whole_sentences(file):
    for part in PLAIN:
        assert held[file][part][0].isupper() or held[file][part][0].isdigit(), part
        assert held[file][part].endswith("."), part
        assert "  " not in held[file][part], part


def test_a_case_with_a_field_too_few_or_too_many_is_refused():
    said = next(iter(held.values()))

    with pytest.raises(TypeError):
        read_case({name: value for name, value in said.items() if name != "source"})
    with pytest.raises(TypeError):
        read_case({**said, "rumour": "yes"})


def test_every_file_is_a_case_and_no_two_are_of_one_name():
    assert len(cases()) == len(held)
    assert all(name.endswith(".toml") for name in held)
    assert len({case.name.casefold() for case in cases()}) == len(held)


def test_there_are_enough_cases_most_of_them_from_outside_the_shops():
    outside = sum(not case.retail for case in cases())

    assert len(cases()) >= 30
    assert outside >= len(cases()) / 2
    assert len({case.industry for case in cases() if not case.retail}) >= 15


def test_every_strategy_and_every_objective_has_its_cases():
    by_strategy = Counter(case.strategy for case in cases())
    by_objective = Counter(case.objective for case in cases())
    small = {case.strategy for case in cases() if case.small}

    assert all(by_strategy[strategy] >= 5 for strategy in STRATEGIES)
    assert all(by_objective[objective] >= 4 for objective in OBJECTIVES)
    assert small == STRATEGIES


def test_most_cases_rest_on_more_than_the_word_of_those_who_did_it():
    grades = Counter(case.grade for case in cases())

    assert grades["A"] > len(cases()) / 2
    assert grades["C"] < len(cases()) / 4


def test_a_case_of_what_did_not_work_is_marked_and_says_so_in_its_name():
    assert {case.name for case in cases() if not case.worked} == {
        "An invitation that cost sales",
        "Farm boxes to choice that kept nobody longer",
        "Thank-you calls that changed nothing",
        "Thanks by hand that changed nothing",
    }


def test_a_case_is_told_with_where_it_was_and_a_warning_as_a_warning():
    def said(one):
        finding = told_of("Deli", one, 0.5, Wanted("sell", one.strategy), date(2026, 11, 1))
        return say(finding.sentence_key, **finding.values)

    by_name = {one.name: one for one in cases()}

    assert said(by_name["An invitation that cost sales"]).startswith("A warning, as this did not work:")
    assert "(canteens, country not stated, " in said(by_name["Cooks who see their guests"])
    assert not any(said(one).startswith("A warning") for one in cases() if one.worked)


def test_growth_ten_fold_in_three_years_is_told_as_so_much_a_year():
    [case] = [case for case in cases() if case.name == "Wine Library"]
    [growth] = [figure for figure in case.figures if figure.unit == "times"]
    [yearly] = [figure for figure in case.figures if figure.unit == "%"]

    assert (growth.value, growth.years) == (10, 3)
    assert growth.a_year == pytest.approx(1.154, abs=0.001)  # the cube root of 10 is 2.154
    assert yearly.value == round(100 * growth.a_year)


def test_the_figures_of_the_article_are_told_as_it_gives_them():
    told = {case.name: [(figure.value, figure.unit) for figure in case.figures] for case in cases()}

    assert (30, "million US dollars") in told["CD Baby"]
    assert (500000, "people") in told["Kiva"]
    assert {"Zipcar", "Stephenie Meyer"} <= told.keys()
