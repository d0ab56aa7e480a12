from dataclasses import replace

import pytest

from leagues import finding, league, spread
from standout.finding import VERDICTS
from standout.report.answers import divided, shown, told


def _answers(*made, names=()):
    return shown([finding(table, verdict, text) for table, verdict, text in made], names)


def test_the_verdict_goes_to_the_badge_and_the_first_sentence_to_the_headline():
    text = "Yes: Corner Deli is best on coffee. This holds among people who reviewed here. It leads Lark."
    [answer] = _answers((league(spread()), "yes", text))
    assert answer.badge == "Yes"
    assert answer.headline == "Corner Deli is best on coffee."
    assert answer.more == "This holds among people who reviewed here. It leads Lark."


@pytest.mark.parametrize(
    ("verdict", "badge"),
    [
        ("yes", "Yes"),
        ("probably", "Probably"),
        ("close", "Too close to call"),
        ("no", "No"),
        ("not_enough", "Not enough yet"),
    ],
)
def test_every_verdict_has_its_plain_words(verdict, badge):
    [answer] = _answers((league(spread()), verdict, "So it is."))
    assert answer.badge == badge
    assert verdict in VERDICTS


def test_a_full_stop_in_a_name_does_not_end_the_headline():
    first, rest = divided("Yes: St. Mary's Co. Ltd is best on coffee. It leads by much.", "Yes", ["St. Mary's Co. Ltd"])
    assert first.replace("\N{NO-BREAK SPACE}", " ") == "St. Mary's Co. Ltd is best on coffee."
    assert rest == "It leads by much."


def test_a_name_written_small_stays_small():
    text = "Probably: qatar-airways looks best on wifi."
    assert divided(text, "Probably", ["qatar-airways"])[0] == "qatar-airways looks best on wifi."
    assert divided(text, "Probably")[0] == "Qatar-airways looks best on wifi."


def test_a_verdict_that_is_worded_differently_stays_in_the_headline():
    assert divided("Too close for one winner: we share it with Lark.", "Too close to call") == (
        "Too close for one winner: we share it with Lark.", "",
    )  # fmt: skip


def test_the_figures_are_rank_average_lead_and_scores():
    # 4.70 against the next one's 4.55, each 0.1 either way, so the lead may be as low as -0.05
    [answer] = _answers((league(spread()), "close", ""))
    assert answer.figures == [
        ("Rank", "1st to 2nd of 7"), ("Our average", "4.70"),
        ("Above Deli North in the figures; luck could explain it", "0.15 (−0.05 or more)"), ("Scores behind it", "40"),
    ]  # fmt: skip
    assert answer.lead == "0.15 (−0.05 or more)"


@pytest.mark.parametrize("verdict", ["probably", "close", "no", "not_enough"])
def test_only_a_yes_has_a_lead_without_its_range(verdict):
    [answer] = _answers((league(spread()), verdict, ""))
    assert not [label for label, _ in answer.figures if label.startswith("Ahead")]
    assert answer.lead == "0.15 (−0.05 or more)"


def test_rough_figures_that_overlap_are_too_near_to_tell_and_no_matter_of_luck():
    # 2.50 to 2.60, each 0.20 either way: the lead may be as low as -0.30
    table = league({"Corner Deli": 2.5, "Lark": 2.6}, "cheapest cup", kind="fact", half=0.2, less=True)
    [answer] = _answers((table, "close", ""))
    assert ("Better than Lark in the figures; too near to tell", "0.10 (−0.30 or more) GBP") in answer.figures


def test_an_average_beside_few_rivals_comes_with_its_range_and_one_of_few_scores_not_at_all():
    [few_rivals] = _answers((league({"Corner Deli": 4.5, "Lark": 4.1}), "not_enough", ""))
    assert ("Our average", "4.50 (4.40 to 4.60)") in few_rivals.figures
    assert "Rank" not in dict(few_rivals.figures)  # first of two is no rank
    assert few_rivals.rank == "–"
    unjudged = replace(finding(league({"Corner Deli": None, "Lark": 4.6}), "not_enough"), estimate=4.17)
    [few_scores] = shown([unjudged], [])
    assert [label for label, _ in few_scores.figures] == ["Scores behind it"]


def test_a_lead_that_is_sure_says_what_it_is_at_least():
    # 4.70 - 4.30 = 0.40, less twice 0.1
    [answer] = _answers((league({"Corner Deli": 4.7, "Lark": 4.3}), "yes", ""))
    assert ("Ahead of Lark, the best rival; at least 0.20", "0.40") in answer.figures


def test_a_business_behind_is_said_to_be_behind_by_a_plain_number():
    [answer] = _answers((league({"Corner Deli": 4.1, "Lark": 4.6}), "no", ""))
    assert ("Behind Lark, the best rival", "0.50") in answer.figures


def test_a_price_is_printed_with_its_currency_and_a_cheaper_one_is_ahead():
    table = league({"Corner Deli": 2.6, "Lark": 2.8}, "cheapest cup", kind="fact", half=0.0, less=True)
    [answer] = _answers((table, "yes", ""))
    assert ("Our figure", "2.60 GBP") in answer.figures
    assert ("Ahead of Lark, the best rival; at least 0.20", "0.20 GBP") in answer.figures


def test_a_business_not_judged_has_no_rank_and_no_lead():
    [answer] = _answers((league({"Corner Deli": None, "Lark": 4.6}), "not_enough", ""))
    assert answer.figures == [("Scores behind it", "3")]
    assert (answer.rank, answer.estimate, answer.lead) == ("–", "–", "–")


def test_the_first_four_on_different_things_are_told_and_the_rest_go_to_the_table():
    worlds = [league(spread(), "coffee", {"Visit": visit}) for visit in ("family", "alone")]
    others = [league(spread(), aspect) for aspect in ("coffee", "service", "value", "music", "light")]
    answers = _answers(*((table, "yes", "") for table in [others[0], *worlds, *others[1:]]))
    full, rest = told(answers)
    assert [answer.heading for answer in full] == ["Coffee", "Service", "Value", "Music"]
    assert [answer.heading for answer in rest] == [
        "Coffee (Visit: family)", "Coffee (Visit: alone)", "Light",
    ]  # fmt: skip


def test_where_nothing_is_enough_one_answer_says_so():
    full, rest = told(_answers(*((league(spread(), aspect), "not_enough", "") for aspect in "abcd")))
    assert len(full) == 1
    assert len(rest) == 3


def test_what_an_answer_above_has_said_is_not_said_again_but_whom_it_speaks_of_is():
    people = "This holds among people who reviewed here."
    texts = [f"We are best on {what}. {people} We lead. Too few scores to judge: Lark." for what in "abc"]
    full, _ = told(_answers(*((league(spread(), what), "yes", text) for what, text in zip("abc", texts, strict=True))))
    assert [answer.more for answer in full] == [
        f"{people} We lead. Too few scores to judge: Lark.", f"{people} We lead.", f"{people} We lead.",
    ]  # fmt: skip


def test_of_no_findings_nothing_is_told():
    assert told([]) == ([], [])
