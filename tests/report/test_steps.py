from dataclasses import replace
from datetime import date

import pytest

from briefs import told
from leagues import finding, league, spread
from standout.finding import Needed
from standout.report.chapter import Held
from standout.report.steps import steps

HELD = [Held(table="reviews", rows=3, sources=("a",), oldest=date(2026, 1, 1), newest=date(2026, 1, 2))]


def _need(verdict="close", aspect="coffee", **needed):
    return finding(league(spread(), aspect), verdict, needed=Needed(**needed))


def _step(verdict="close", aspect="coffee", values=None, **needed):
    made = _need(verdict, aspect, **needed)
    return replace(made, values={**made.values, **(values or {})})


def test_reviews_that_settle_it_are_asked_for_with_their_number_and_time():
    [step] = steps([_need(more=40, of="reviews", days=21, step_key="est.step.ask")], HELD)
    asked, time = "Ask every customer for a review. About 40 more should settle this: Coffee.", "about 3 weeks"
    assert step == f"{asked} That takes {time}, if reviews keep coming as they did."


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (90, "3 months"), (1000, "3 years or more")]
)
def test_time_is_told_in_the_unit_people_would_use(days, words):
    [step] = steps([_need(more=40, of="reviews", days=days, step_key="est.step.ask")], HELD)
    assert step.endswith(f"{words}, if reviews keep coming as they did.")


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (
            {"more": 6, "of": "reviews", "step_key": "est.step.judged"},
            "Ask every customer for a review. It takes 6 more to be judged on this: Coffee.",
        ),
        (
            {"more": 40, "of": "reviews", "step_key": "est.step.apart", "values": {"whom": "Lark"}},
            "Ask every customer for a review. About 40 more should tell you apart from Lark on this: Coffee.",
        ),
        (
            {"more": 14, "of": "reviews", "business": "Lark", "step_key": "est.step.theirs"},
            "Add at least 14 more reviews of Lark. Until then there is no sure answer on this: Coffee.",
        ),
        (
            {"more": 50, "of": "reviews of each", "step_key": "est.step.each", "values": {"whom": "Lark"}},
            "Add about 50 more reviews each, yours and those of Lark. They should tell you apart on this: Coffee.",
        ),
        (
            {"more": 30, "of": "reviews", "step_key": "est.step.instead", "values": {"whom": "Lark"}},
            (
                "Add the reviews of Lark in place of the average on a page. "
                "With about 30 more of yours, that should settle this: Coffee."
            ),
        ),
        (
            {"more": 2, "of": "rivals", "step_key": "est.step.look"},
            "Look up 2 more rivals with the rival sheet. Then there is enough to compare on this: Coffee.",
        ),
        (
            {"more": 3, "of": "rivals", "step_key": "est.step.add"},
            "Add reviews of 3 more rivals. Then there is enough to compare on this: Coffee.",
        ),
        (
            {"more": 1, "of": "rivals", "step_key": "est.step.name", "values": {"whom": "Lark and Olive & Co"}},
            (
                "Your files hold more to compare with on this: Coffee. Name as rivals: Lark and Olive & Co. "
                "The command is standout rivals, with --add."
            ),
        ),
        (
            {"more": 1, "of": "names", "business": "Korner Deli", "step_key": "est.step.rename"},
            "Your files hold nothing under “Corner Deli”. If it is “Korner Deli”, write it like that in standout.toml.",
        ),
        (
            {"more": 1, "of": "looks", "step_key": "est.step.look_again"},
            "Look up your own figure again and write down the day, for this: Coffee.",
        ),
        ({"more": 9, "of": "visits"}, "Get 9 more visits of Corner Deli, for this: Coffee."),
    ],
)
def test_each_thing_that_is_needed_has_its_own_step(needed, words):
    assert steps([_step("not_enough", **needed)], HELD) == [words]


def test_one_kind_of_step_is_asked_for_once_and_never_more_than_three():
    needs = [_need(aspect=a, more=40, of="reviews", step_key="est.step.ask") for a in "abc"]
    assert len(steps(needs, HELD)) == 1
    theirs = [
        _need(aspect=a, more=40, of="reviews", business=f"Rival {a}", step_key="est.step.theirs") for a in "abcde"
    ]
    assert len(steps(theirs, HELD)) == 3


def _fact(ours, theirs, verdict, half=0.0):
    figures = {"Corner Deli": ours, "Lark": theirs, "Old Mill": 4.0}
    return finding(league(figures, "cheapest cup", kind="fact", half=half, less=True), verdict)


def test_where_nothing_can_be_asked_for_it_says_why():
    [step] = steps([finding(league(spread()), "no")], HELD)
    assert step.startswith("Nothing more is needed to know this. Add new reviews each month")
    [step] = steps([finding(league(spread()), "close")], HELD)
    assert step.startswith("It can't be said how many more reviews would settle this.")
    [step] = steps([_fact(3.0, 2.5, "no")], HELD)
    assert step.startswith("Nothing more is needed to know this. Look it up again now and then")


def test_where_we_are_behind_in_the_figures_it_promises_nothing_of_more_reviews():
    behind = finding(league({"Corner Deli": 4.1, "Lark": 4.2}), "close")
    pointed = replace(behind, values={**behind.values, "nearer": " It is nearer to a first place here: staff."})
    assert steps([pointed], HELD) == [
        (
            "At today's figures more reviews would not make you first on this: Coffee. "
            "It is nearer to a first place here: staff."
        )
    ]


def test_a_match_has_to_be_beaten_and_rough_figures_have_to_be_made_exact():
    assert steps([_fact(2.5, 2.5, "close")], HELD) == [
        "To be first you must beat Lark, not match it, on this: Cheapest cup."
    ]
    assert steps([_fact(2.5, 2.6, "close", half=0.2)], HELD) == [
        "Look up the exact figures, yours and those of Lark, for this: Cheapest cup."
    ]


def test_an_answer_that_holds_comes_with_how_to_use_it_before_what_others_need():
    wifi = _need(aspect="wifi", more=40, of="reviews", step_key="est.step.ask")
    first, second = steps([finding(league(spread()), "yes"), wifi], HELD)
    assert first.startswith("Your first place holds. Where you use it, say whom it speaks of")
    assert "should settle this: Wifi." in second


def test_a_price_is_looked_up_again_and_not_asked_about_in_reviews():
    [step] = steps([_fact(2.5, 2.8, "yes")], HELD)
    assert step.endswith("Look these prices up again before you use it: Cheapest cup.")
    [step] = steps([replace(_fact(2.5, 2.8, "yes"), unit="hours a week")], HELD)
    assert step.endswith("Look it up again before you use it: Cheapest cup.")


def test_the_first_step_belongs_to_the_first_answer():
    behind = finding(league({"Corner Deli": 4.1, "Lark": 4.2}), "close")
    wifi = _need(aspect="wifi", more=40, of="reviews", step_key="est.step.ask")
    first, second = steps([behind, wifi], HELD)
    assert "would not make you first on this: Coffee." in first
    assert "should settle this: Wifi." in second


def test_with_no_finding_it_says_which_files_to_add():
    assert steps([], [])[0].startswith("Add a file with reviews")
    assert steps([], HELD)[0].startswith("What is held so far can't be compared.")
    assert "rivals --sheet" in steps([], [])[1]


def test_the_best_answer_of_the_league_comes_first_whatever_stands_before_it():
    wants = told("wants", "asked for: showers", "Showers are asked for.")
    [step] = steps([wants, _need(more=40, of="reviews", step_key="est.step.ask")], HELD)
    assert "should settle this: Coffee." in step


def test_each_question_gets_its_step_before_any_gets_a_second_and_three_are_all():
    theirs = [_need(aspect=a, more=40, of="reviews", business=f"Rival {a}", step_key="est.step.theirs") for a in "abc"]
    others = [
        told(question, "", "Not yet.", "not_enough", needed=Needed(more=5, of=f"{question} rows"))
        for question in ("wants", "strategy", "circles")
    ]
    first, second, third = steps([*theirs, *others], HELD)
    assert "reviews of Rival a" in first
    assert "5 more wants rows" in second
    assert "5 more strategy rows" in third


def test_reviews_are_asked_for_once_however_many_questions_need_them():
    league_ = _need(more=40, of="reviews", step_key="est.step.ask")
    wants = told("wants", "", "Not yet.", "not_enough", needed=Needed(more=5, of="reviews"))
    [step] = steps([wants, league_], HELD)
    assert "About 40 more should settle this" in step


def test_what_needs_nothing_more_gives_no_step_but_that_of_the_league():
    counted = told("wants", "asked for: showers", "Showers are asked for.")
    assert steps([counted], HELD) == []


def test_time_for_what_is_no_review_is_told_at_the_pace_so_far():
    plain = told("results", "spread", "Not yet.", "not_enough", needed=Needed(more=5, of="codes used", days=21))
    [step] = steps([plain], HELD)
    assert (
        step == "Get 5 more codes used of Corner Deli, for this: Spread. That takes about 3 weeks, at the pace so far."
    )


def test_where_the_league_has_had_its_step_every_other_question_comes_before_its_second():
    behind = finding(league({"Corner Deli": 4.1, "Lark": 4.2}), "close")
    wifi = _need(aspect="wifi", more=40, of="reviews", step_key="est.step.ask")
    objective = told("strategy", "objective", "Not yet.", "not_enough", needed=Needed(more=1, of="objectives"))
    first, second, third = steps([behind, wifi, objective], HELD)
    assert "would not make you first on this: Coffee." in first
    assert "1 more objectives" in second
    assert "should settle this: Wifi." in third
