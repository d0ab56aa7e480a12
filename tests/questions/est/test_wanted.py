"""What it takes to be able to tell: a number where there is one, and no promise where there is none."""

import json

import pytest

from questions.est.conftest import businesses, columns, facts, reviews, scored
from standout.questions.est.phrases import rounded
from standout.questions.est.spelling import near_name

FOUR = ("Deli", "North", "South", "East")
HIGH = [5, 5, 5, 4] * 10  # 40 scores, mean 4.75
LOW = [3, 4, 2, 3] * 10  # 40 scores, mean 3.00


def one(findings, aspect):
    """Give the finding on an aspect."""
    [found] = [finding for finding in findings if finding.aspect == aspect]
    return found


def shown(business, average, count):
    """Give the rows of a page that shows this average and count."""
    half = {"low": average - 0.05, "high": average + 0.05}
    return [
        (business, "shown_average", None, average, "stars", half),
        (business, "shown_count", None, float(count), "reviews"),
    ]


def test_a_sheet_is_asked_for_only_where_it_can_hold_the_answer(ask):
    both = [{"business": 0, "a_overall": s, "a_food": s} for s in HIGH]
    findings, _ = ask(
        reviews=reviews(*both), businesses=businesses(*FOUR, named=True), columns=columns("a_overall", "a_food")
    )

    assert one(findings, "overall").sentence.split(". ")[1] == "Look up 3 more rivals with the rival sheet"
    assert one(findings, "food").sentence.split(". ")[1] == "Add reviews of 3 more rivals"
    assert "sheet" not in one(findings, "food").sentence


def named_two_of_four(*scores):
    """Give tables in which Deli named North and South, and the files hold East and West too."""
    names = businesses("Deli", "North", "South", "East", "West")
    rows = [{**row, "rival": row["name"] in ("North", "South")} for row in names.to_pylist()]
    return {
        "reviews": reviews(*scores),
        "businesses": names.from_pylist(rows, schema=names.schema),
        "columns": columns("a_staff"),
    }


def test_businesses_in_the_files_that_were_not_named_are_pointed_to_by_name(ask):
    rows = [r for b, stars in enumerate((HIGH, LOW, LOW, LOW, [*LOW, 3])) for r in scored(b, "a_staff", stars)]
    findings, _ = ask(**named_two_of_four(*rows))

    found = one(findings, "staff")
    assert (found.needed.more, found.needed.of) == (1, "rivals")
    assert "Your files hold more to compare with. Name as rivals: West and East." in found.sentence  # 41 scores, 40


def test_a_business_in_the_files_with_too_few_scores_is_not_pointed_to(ask):
    rows = [r for b, stars in enumerate((HIGH, LOW, LOW, LOW[:14])) for r in scored(b, "a_staff", stars)]
    findings, _ = ask(**named_two_of_four(*rows))

    assert "Add reviews of 1 more rival." in one(findings, "staff").sentence
    assert "East" not in one(findings, "staff").sentence


def test_where_naming_is_not_enough_it_asks_for_more_besides(ask):
    rows = [r for b, stars in enumerate((HIGH, LOW[:3], LOW[:3], LOW)) for r in scored(b, "a_staff", stars)]
    findings, _ = ask(**named_two_of_four(*rows))

    assert "Name as rivals: East. Add reviews of 2 more rivals." in one(findings, "staff").sentence


def test_a_name_that_stands_nowhere_in_the_files_is_taken_for_a_slip_where_one_is_near(ask):
    rows = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    described = {"reviews": reviews(*rows), "columns": columns("a_staff")}
    [found], _ = ask(businesses=businesses("Corner Dely", "Corner Deli", "South", "East"), **described)
    unknown, _ = ask(businesses=businesses("Tin Whistle", "Corner Deli", "South", "East"), **described)

    assert "nothing under “Corner Dely”. Did you mean “Corner Deli”?" in found.sentence
    assert (found.verdict, found.needed.of, found.needed.business) == ("not_enough", "names", "Corner Deli")
    assert "has 0 scores on staff" in one(unknown, "staff").sentence


def test_a_rival_the_owner_named_is_not_taken_for_the_owner(ask):
    rows = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    names = businesses("Corner Deli", "Corner Deli North", "South", "East", named=True)
    findings, _ = ask(businesses=names, reviews=reviews(*rows), columns=columns("a_staff"))

    assert "Did you mean" not in one(findings, "staff").sentence


@pytest.mark.parametrize(
    ("name", "others", "near"),
    [
        ("Corner Dely", ["Deli North", "Corner Deli"], "Corner Deli"),
        ("Corner Deli", ["The Corner Deli (Bath)"], "The Corner Deli (Bath)"),
        ("CORNER-DELI", ["Deli of the Corner"], ""),
        ("A", ["Café Zürich", "Bean A Day"], "Bean A Day"),
        ("x", ["Excel"], ""),
        ("", ["Excel"], ""),
        ("Corner Deli", [], ""),
    ],
)
def test_a_near_name_is_one_that_is_spelt_alike_or_holds_the_other_word_for_word(name, others, near):
    assert near_name(name, others) == near


def test_behind_in_the_figures_no_number_of_reviews_is_promised_and_what_is_nearer_is_named(ask):
    rows = [
        {"business": b, "a_staff": s, "a_food": f}
        for b, staff, food in ((0, [4, 5] * 20, [4, 4] * 20), (1, [4, 5] * 19 + [4, 4], [4, 5, 4, 4] * 10))
        for s, f in zip(staff, food, strict=True)
    ]
    rows += [{"business": b, "a_staff": s, "a_food": s} for b in (2, 3) for s in LOW]
    findings, _ = ask(reviews=reviews(*rows), businesses=businesses(*FOUR), columns=columns("a_staff", "a_food"))

    staff, food = one(findings, "staff"), one(findings, "food")
    assert (staff.verdict, food.verdict) == ("close", "close")
    assert staff.facts["lead"] == pytest.approx(0.025)  # 4.500 to 4.475
    assert food.facts["lead"] == pytest.approx(-0.25)  # 4.00 to 4.25
    assert food.needed is None
    assert (
        "At today's figures more reviews would not make it a first place. It is nearer to a first place here: staff."
    ) in food.sentence
    assert "more reviews would not make it" not in staff.sentence


def test_a_tie_that_our_reviews_alone_cannot_settle_takes_more_of_each(ask):
    # 4.75 of 400 scores to 4.50 of 30: what is open is where the rival truly stands
    rows = [*scored(0, "a_staff", HIGH * 10), *scored(1, "a_staff", [5, 4] * 15)]
    rows += [r for b in (2, 3) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(reviews=reviews(*rows), businesses=businesses(*FOUR), columns=columns("a_staff"))

    found = one(findings, "staff")
    assert found.verdict == "close"
    assert (found.needed.of, found.needed.business) == ("reviews of each", "")
    assert f"About {found.needed.more} more reviews each, of it and of North, should tell them" in found.sentence


def test_the_smaller_the_lead_the_more_reviews_it_takes_until_no_number_helps(ask):
    # 4.75 against 4.50, 4.60, 4.67 and 4.73, of 30 scores each
    needed = []
    for theirs in ([5, 4] * 15, [5, 5, 4, 5, 4] * 6, [5, 5, 4] * 10, [5, 5, 4, 5] * 7 + [5, 4]):
        rows = [*scored(0, "a_staff", HIGH * 2), *scored(1, "a_staff", theirs)]
        rows += [r for b in (2, 3) for r in scored(b, "a_staff", LOW)]
        findings, _ = ask(reviews=reviews(*rows), businesses=businesses(*FOUR), columns=columns("a_staff"))
        needed.append(one(findings, "staff").needed)
    *more, none = needed

    assert [one.more for one in more] == sorted({one.more for one in more})
    assert none is None
    assert "The lead is too thin for more reviews to settle it." in findings[0].sentence


def test_of_ours_known_by_its_page_alone_its_own_reviews_are_asked_for(ask):
    findings, _ = ask(
        businesses=businesses(*FOUR, named=True),
        facts=facts(*shown(0, 4.6, 60), *(row for b in (1, 2, 3) for row in shown(b, 4.4, 60))),
    )

    assert "Its own reviews would tell more than the average on its page." in one(findings, "overall").sentence


def test_a_tied_rival_with_few_scores_is_asked_for_as_many_as_settle_it(ask):
    # North is level but for luck and has 20 scores: 10 more would make it 30, and settle nothing
    rows = [*scored(0, "a_staff", [5, 5, 5, 4] * 11), *scored(1, "a_staff", [5, 4] * 10)]
    rows += [r for b in (2, 3) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(reviews=reviews(*rows), businesses=businesses(*FOUR), columns=columns("a_staff"))

    found = one(findings, "staff")
    assert (found.verdict, found.facts["tied_with"]) == ("close", 1)
    assert (found.needed.of, found.needed.business) == ("reviews of each", "")
    assert found.needed.more >= 10
    assert "and of North, should tell them apart" in found.sentence
    assert "short" not in found.sentence


def test_rivals_known_by_a_page_are_better_known_by_their_reviews(ask):
    # 39 scores of 4.59 against pages of 4.3 and less, taken at their worst: no number of ours alone can do it
    def beside(top):
        findings, _ = ask(
            reviews=reviews(*scored(0, "a_overall", [5, 5, 4, 4, 5] * 7 + [5, 5, 4, 4])),
            businesses=businesses(*FOUR, named=True),
            columns=columns("a_overall"),
            facts=facts(*shown(1, top, 60), *shown(2, 4.0, 60), *shown(3, 3.9, 60)),
        )
        return one(findings, "overall")

    found, nearer = beside(4.3), beside(4.4)
    assert (found.verdict, nearer.verdict) == ("close", "close")
    assert f"in place of a page's average, about {found.needed.more} more reviews of it should" in found.sentence
    assert "With the reviews of East, North and South in place" in found.sentence
    assert nearer.needed.of == "reviews of each"
    assert nearer.needed.more > found.needed.more
    assert "Add their reviews first." in nearer.sentence


def test_leads_are_printed_as_people_write_them(ask):
    # 2.80 - 2.60 is 0.19999999999999973 to a computer; 2.60 - 2.60 may be -0.0
    rows = [(b, "price", "bun", value, "GBP") for b, value in enumerate((2.6, 2.8, 2.9, 3.0))]
    findings, _ = ask(businesses=businesses(*FOUR), facts=facts(*rows))
    level, _ = ask(businesses=businesses(*FOUR), facts=facts(*((b, "price", "bun", 2.6, "GBP") for b in range(4))))

    assert one(findings, "cheapest bun").facts["lead"] == 0.2
    assert one(findings, "cheapest bun").facts["lead_low"] == 0.2
    printed = json.dumps(one(level, "cheapest bun").to_dict())
    assert '"lead": 0.0' in printed
    assert "-0.0" not in printed


def test_rounding_keeps_four_decimals_and_no_minus_zero():
    assert str(rounded(0.20000000000000018)) == "0.2"
    assert str(rounded(-0.00001)) == "0.0"
    assert rounded(float("nan")) is None


def test_where_all_have_the_same_nobody_is_called_first_to_last(ask):
    findings, _ = ask(businesses=businesses(*FOUR), facts=facts(*((b, "price", "bun", 2.6, "GBP") for b in range(4))))

    found = one(findings, "cheapest bun")
    assert found.sentence.startswith(
        "Not alone: cheapest bun. All 4 we looked at have the same price: 2.60 GBP. A best must beat, not match."
    )
    assert "1st" not in found.sentence
