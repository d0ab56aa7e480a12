from dataclasses import replace
from datetime import date

import pytest

from standout.questions.strategy.cases import Case, Figure, Wanted, cases, likeness, most_alike, read_case
from standout.questions.strategy.strategies import OBJECTIVES, strategies

AS_OF = date(2026, 11, 1)
WANTED = Wanted("reach", "connect", "talks_to_others", "café")
LIKE = Case(
    name="Made up", industry="book shops", retail=True, country="Nowhere", year=2020, objective="reach",
    strategy="connect", behaviour="talks_to_others", situation="s", done="d", outcome="o", figures=(), source="us",
    url="https://example.org", published=2020, grade="A", needs="n", not_transfer="t", small=True,
    worked=True,
)  # fmt: skip


@pytest.mark.parametrize(
    "worse",
    [
        {"strategy": "access"},
        {"objective": "save"},
        {"behaviour": "access_anywhere"},
        {"small": False},
        {"grade": "C"},
        {"year": 1990},
        {"worked": False},
        {"industry": "café chains"},
    ],
)
def test_each_part_of_likeness_counts(worse):
    assert likeness(replace(LIKE, **worse), WANTED, AS_OF) < likeness(LIKE, WANTED, AS_OF)


def test_the_strategy_weighs_more_than_the_objective_and_both_more_than_all_the_rest():
    way = replace(LIKE, objective="save", small=False, grade="C", year=1980, industry="café")
    aim = replace(LIKE, strategy="access", small=False, grade="C", year=1980, industry="café")
    rest = replace(LIKE, strategy="access", objective="save", behaviour="access_anywhere")

    assert likeness(way, WANTED, AS_OF) > likeness(aim, WANTED, AS_OF) > likeness(rest, WANTED, AS_OF)


def test_another_trade_goes_first_among_equals():
    own, other = replace(LIKE, name="A", industry="cafés and bars"), replace(LIKE, name="B", industry="hospitals")

    assert [case.name for case, _ in most_alike(replace(WANTED, trade="cafés"), AS_OF, [own, other])] == ["B", "A"]


def test_a_warning_goes_behind_a_case_that_fits_nearly_as_well_and_before_one_that_does_not():
    warning = replace(LIKE, name="A", worked=False, industry="opera")
    older, other = replace(LIKE, name="B", year=2015), replace(LIKE, name="C", objective="save", industry="zoos")

    assert [case.name for case, _ in most_alike(WANTED, AS_OF, [warning, other, older])] == ["B", "A", "C"]


def test_no_case_of_the_library_that_is_a_warning_is_shown_first():
    wanted = [Wanted(aim, one.name, one.behaviour) for aim in OBJECTIVES for one in strategies()]

    assert all(most_alike(like, AS_OF)[0][0].worked for like in wanted)
    assert any(not case.worked for like in wanted for case, _ in most_alike(like, AS_OF))


def test_no_two_shown_are_of_one_industry():
    held = [replace(LIKE, name=name, industry=of) for name, of in zip("ABCD", ("x", "x", "y", "z"), strict=True)]

    assert [case.name for case, _ in most_alike(WANTED, AS_OF, held)] == ["A", "C", "D"]


def test_a_case_that_was_not_out_yet_is_not_known():
    assert most_alike(WANTED, date(2019, 1, 1), [LIKE]) == []


def test_ten_times_in_three_years_is_115_percent_a_year():
    # 10^(1/3) = 2.1544
    assert Figure("sales", 10, "times", 3).a_year == pytest.approx(1.1544, abs=1e-4)
    assert Figure("sales", 10, "shops", 3).a_year is None


def test_a_file_with_a_field_too_few_or_too_many_is_an_error():
    with pytest.raises(TypeError):
        read_case({"name": "Half"})
    whole = {field: getattr(LIKE, field) for field in LIKE.__slots__} | {"figures": []}
    assert read_case(whole) == LIKE
    with pytest.raises(TypeError):
        read_case(whole | {"more": 1})


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("one", strategies(), ids=lambda one: one.name)
def test_of_the_library_three_cases_are_found_whatever_is_wanted_and_the_first_is_like_it(objective, one):
    found = most_alike(Wanted(objective, one.name, one.behaviour), AS_OF)

    assert len(found) == 3
    assert found[0][0].strategy == one.name
    assert [alike for _, alike in found] == sorted((alike for _, alike in found), reverse=True)


def test_with_an_objective_alone_the_cases_have_it():
    for objective in {case.objective for case in cases()}:
        assert most_alike(Wanted(objective), AS_OF)[0][0].objective == objective
