from dataclasses import replace

import pytest

from briefs import brief, chapter, crowded, empty, plain, told, week
from leagues import TOWN
from standout.finding import Needed
from standout.report.brand import Brand
from standout.report.cut import filled
from standout.report.front import BODY, FULL, HALF, HEAD, THIRD, front
from standout.words import day, speaking


def heard(kind, thing, quotes=(), people=9, of=226):
    return told("wants", f"{kind}: {thing}", f"{people} of {of}: {thing}.", quotes=quotes, heard=kind, want=thing,
                reviewers=people, of=of)  # fmt: skip


def test_each_of_love_ask_and_complain_has_the_thing_most_people_named_in_the_words_of_one():
    wants = plain("wants", "What?", [
        heard("asks", "oat milk", ["I wish they had oat milk."]),
        heard("praises", "coffee", ["Lovely coffee."], people=56), heard("praises", "cake"), heard("praises", "tea"),
    ])  # fmt: skip
    love, ask, complain = front(brief(chapters=[wants]), TOWN).voices
    assert (love.thing, love.many, love.quote) == ("coffee", "56 of 226 people who wrote", "Lovely coffee.")
    assert love.also == "Also: cake and tea."
    assert (ask.thing, ask.quote) == ("oat milk", "I wish they had oat milk.")
    assert (complain.thing, complain.many) == ("", "Nothing that enough people say yet.")


def test_a_customer_is_quoted_whole_or_the_next_one_is():
    wants = plain("wants", "What?", [heard("asks", "milk", ["I want milk. " * 20, "Milk, please."])])
    assert front(brief(chapters=[wants]), TOWN).voices[1].quote == "Milk, please."


def test_what_is_not_known_is_told_with_the_step_that_is_soonest_done_first():
    def gap(question, days, more=5):
        needed = Needed(more=more, of="people", days=days, step_key="")
        return plain(question, "?", [
            told(question, "x", f"Not enough yet: {question} is open.", "not_enough", needed=needed),
            told(question, "y", "Not enough yet: later.", "not_enough", needed=replace(needed, more=10**6)),
        ])  # fmt: skip

    known = chapter()
    made = front(brief(chapters=[known, gap("value", 900), gap("results", 30), gap("circles", 20)]), TOWN)
    assert [one.what for one in made.unknown] == ["Circles is open.", "Results is open."]
    nobody_knows = front(brief(chapters=[known, gap("value", 900), gap("results", None), gap("story", 400)]), TOWN)
    assert [one.what for one in nobody_knows.unknown] == ["Results is open.", "Story is open."]  # as if in a year
    assert (
        made.unknown[0].step
        == "Get 5 more people of Corner Deli, for this: X. That takes about 3 weeks, at the pace so far."
    )


def test_only_settings_that_are_not_as_they_come_are_named():
    same = chapter()  # alpha 0.05 and judged_from 15, both as they come
    assert ("Changed settings", "none; every setting is as it comes") in front(brief(chapters=[same]), TOWN).foot
    changed = replace(same, evidence=replace(same.evidence, settings={"alpha": 0.01, "judged_from": 15}))
    what = "How often at most a printed first place may be wrong: 0.01"
    assert ("Changed settings", what) in front(brief(chapters=[changed]), TOWN).foot


def test_a_changed_setting_is_named_in_words_and_without_its_example():
    aim = plain("strategy", "What?", [told("strategy", "objective", "You want to reach new customers.")])
    settings = {"objective": "reach", "by": "2027-02-20", "target": 60.0, "hours": 1.0}
    aim = replace(aim, evidence=replace(aim.evidence, settings=settings))
    assert dict(front(brief(chapters=[chapter(), aim]), TOWN).foot)["Changed settings"] == (
        "The day to reach it by: 20 February 2027; The one thing you are trying to do now: reach new customers; "
        "What the objective's figure is to come to: 60"
    )


def test_the_foot_says_day_scope_rows_range_and_fingerprint():
    foot = dict(front(brief(), TOWN).foot)
    assert foot["Speaks of"].startswith("1 November 2026")
    assert foot["About"].startswith("Corner Deli, next to Deli North, Bean Street")
    assert foot["Rows read"] == "1,212 rows in 2 files, 3 turned away. Days: 1 February 2024 to 1 November 2026."
    assert foot["Fingerprints"] == f"est {chapter().fingerprint}"
    assert foot["To check it"] == "standout verify brief.html"


def test_of_many_rivals_the_picture_shows_the_first_and_ours_and_counts_the_rest():
    names = (TOWN[0], *(f"Rival number {i}" for i in range(40)))
    picture = front(brief(names), names).pictures[0]
    drawn = str(picture.spec)
    assert drawn.count("Rival number") < str(chapter(names).pictures[0].spec).count("Rival number")
    assert "37 more businesses" in drawn  # 41 less the first 4, of which ours is one


def test_every_text_of_a_crowded_page_fits_its_place():
    made = front(crowded(), TOWN)
    assert filled(made.headline, FULL, HEAD) <= 3
    assert filled(made.more, FULL, BODY) <= 3 if filled(made.headline, FULL, HEAD) < 3 else 2
    assert all(filled(one.thing, THIRD, 14) <= 2 for one in made.voices)
    assert len(made.plays) == 3
    assert {(one.words, one.there) for one in made.plays} == {("", "The words to use stand in the plan.")}
    assert all(filled(one.what, HALF, BODY) <= 2 and filled(one.step, HALF, BODY) <= 3 for one in made.unknown)


CLAIM = "Thank you. In reviews of 9 places we came first on staff. Source: our files, 1 March 2024 to 21 October 2025."


def test_words_to_be_said_stand_whole_with_their_source_and_days_or_not_at_all():
    planned = week("")
    plays = [replace(one, play=replace(one.play, message=CLAIM)) for one in planned.planned]
    made = front(replace(brief(), week=replace(planned, planned=tuple(plays))), TOWN)
    assert [one.words for one in made.plays] == [CLAIM] * 3
    long = [replace(one, play=replace(one.play, message=f"{CLAIM} " * 30)) for one in planned.planned]
    mixed = front(replace(brief(), week=replace(planned, planned=(plays[0], *long[1:]))), TOWN)
    assert [bool(one.words) for one in mixed.plays] == [True, False, False]
    assert [bool(one.there) for one in mixed.plays] == [False, True, True]


def test_words_to_be_said_go_before_what_we_want_and_what_to_say():
    ways = told("strategy", "strategy", "Connect fits you best. " * 9, "probably", strategy="connect")
    aim = plain("strategy", "Aim?", [told("strategy", "objective", "You want more. " * 9), ways])
    words = plain("story", "Say?", [told("story", "staff", "You can say this. " * 9)])
    asked = brief(chapters=[chapter(texts=["So. " * 90]), aim, words])
    made = front(replace(asked, week=week("Thank you for coming. ", many=0)), TOWN)
    assert all(one.words for one in made.plays[:1])
    assert len(made.aim) == 1
    assert made.words == ""


def test_the_way_that_fits_says_how_sure_that_is_and_one_too_close_to_call_is_left_out():
    def ways(verdict):
        held = told("strategy", "strategy", "Connect fits you best.", verdict, strategy="connect")
        first = told("strategy", "objective", "You want more.")
        return front(brief(chapters=[chapter(), plain("strategy", "Aim?", [first, held])]), TOWN).aim

    assert ways("yes") == ["You want more.", "Connect fits you best."]
    assert ways("probably") == ["You want more.", "Probably: Connect fits you best."]
    assert ways("close") == ["You want more."]


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_whom_it_speaks_of_and_from_when_to_when_stand_on_the_front(spoken):
    with speaking(spoken):
        days = [day("2024-03-01"), day("2025-10-21")]
        said = (
            f"Corner Deli is best on staff. So say people in your own files, {days[0]} to {days[1]}. "
            + "It leads. " * 60
        )
        made = front(brief(chapters=[chapter(texts=[said])]), TOWN)
    assert all(one in made.more for one in days)
    assert filled(made.more, FULL, BODY) <= 3


def test_of_those_who_wrote_it_is_said_where_only_english_is_read():
    one = heard("praises", "coffee")
    made = front(brief(chapters=[plain("wants", "What?", [replace(one, facts={**one.facts, "unread": 4})])]), TOWN)
    assert made.voices[0].many == "9 of 226 people who wrote in English"


def test_what_the_owner_wrote_is_named_as_such():
    def own(**brand):
        made = front(replace(brief(), brand=Brand(**brand)), TOWN)
        return made.title, made.text

    assert own(text="First by 1.9 points.")[1] == "In the owner's own words: First by 1.9 points."
    assert own(title="Best coffee") == ("Best coffee", "The title is the owner's own words.")
    assert own(title="Best", text="Proven.") == ("Best", "In the owner's own words, as the title is: Proven.")
    assert own() == ("What customers say, what we are best at, and what to do about it", "")


def test_the_week_says_its_minutes_and_without_a_plan_how_to_make_one():
    planned = front(replace(brief(), week=week("Tell them. ", many=0)), TOWN)
    assert planned.week == "This week, in 60 minutes (plan 2026-W48)"
    assert [one.takes for one in planned.plays] == ["20 minutes"] * 3
    assert planned.week_note == ""
    assert front(brief(), TOWN).week_note == "There is no plan yet. Make one with standout week."
    changed = front(replace(brief(), warning="Plans were changed."), TOWN)
    assert changed.week_note == "Plans were changed."


def test_an_empty_workspace_has_a_front_that_says_what_to_do_first_and_nothing_that_is_not_there():
    made = front(empty(), ["Corner Deli"])
    assert made.read == "No file was added yet."
    assert made.first[0].startswith("Add a file with reviews of your business")
    assert not any(
        (made.voices, made.pictures, made.plays, made.unknown, made.week, made.week_note, made.aim, made.words)
    )
    assert set(dict(made.foot)) == {"About", "Rows read"}


def test_a_place_with_five_reviews_is_told_what_was_read_then_what_to_do_first():
    def gap(question, aspect, text, more, of):
        needed = Needed(more=more, of=of, days=None, step_key="brief.next.judged")
        return plain(question, "?", [told(question, aspect, text, "not_enough", needed=needed)])

    few = [
        gap("est", "overall", "Tiny has 3 scores overall.", 12, "reviews"),
        gap("value", "x", "Nobody can tell.", 100, "reviews"), gap("story", "y", "No draft was given.", 1, "cards"),
    ]  # fmt: skip
    made = front(brief(chapters=few), TOWN)
    assert made.read.startswith("1,212 rows in 2 files")
    assert made.first[0] == "Ask every customer for a review. It takes 12 more to be judged on this: Overall."
    assert not any("100" in one for one in made.first)  # asked for once
    assert [one.what for one in made.unknown] == ["Tiny has 3 scores overall.", "Nobody can tell."]
    assert "Fingerprints" not in dict(made.foot)


def test_where_something_was_heard_but_no_first_place_can_be_judged_no_bare_count_is_the_headline():
    few = told("est", "overall", "Tiny has 3 scores overall. It takes 12 more.", "not_enough")
    made = front(brief(chapters=[plain("est", "?", [few]), plain("wants", "?", [heard("praises", "tea")])]), TOWN)
    assert made.headline == "It can't be said yet what we are best at."
    assert made.more == "Tiny has 3 scores overall. It takes 12 more."


def test_too_few_to_tell_is_no_voice():
    none = told("wants", "what customers ask for", "Not enough yet.", "not_enough", heard="asks", reviewers=0, of=0)
    assert front(brief(chapters=[chapter(), plain("wants", "What?", [none])]), TOWN).voices == ()
    made = front(brief(chapters=[plain("wants", "What?", [none, heard("praises", "tea")])]), TOWN)
    assert made.voices[1].thing == ""
    assert made.voices[1].many == "Nothing that enough people say yet."
