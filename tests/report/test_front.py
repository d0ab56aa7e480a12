from dataclasses import replace

from briefs import brief, chapter, crowded, empty, plain, told, week
from leagues import TOWN
from standout.finding import Needed
from standout.report.cut import filled
from standout.report.front import BODY, FULL, HALF, HEAD, LEFT, THIRD, front


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

    made = front(brief(chapters=[gap("value", None), gap("results", 30), gap("circles", 20)]), TOWN)
    assert [one.what for one in made.unknown] == ["Circles is open.", "Results is open."]
    assert (
        made.unknown[0].step
        == "Get 5 more people of Corner Deli, for this: X. That takes about 3 weeks, at the pace so far."
    )


def test_only_settings_that_are_not_as_they_come_are_named():
    same = chapter()  # alpha 0.05 and judged_from 15, both as they come
    assert ("Changed settings", "none; every setting is as it comes") in front(brief(chapters=[same]), TOWN).foot
    changed = replace(same, evidence=replace(same.evidence, settings={"alpha": 0.01, "judged_from": 15}))
    assert ("Changed settings", "est alpha = 0.01") in front(brief(chapters=[changed]), TOWN).foot


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
    assert "34 more businesses" in drawn  # 41 less the first 7, of which ours is one


def test_every_text_of_a_crowded_page_fits_its_place():
    made = front(crowded(), TOWN)
    assert filled(made.headline, FULL, HEAD) <= 3
    assert filled(made.more, FULL, BODY) <= 2
    assert all(filled(one.thing, THIRD, 14) <= 2 for one in made.voices)
    assert len(made.plays) == 3
    assert all(filled(one.words, LEFT, BODY) <= 2 for one in made.plays)
    assert all(filled(one.what, HALF, BODY) <= 2 and filled(one.step, HALF, BODY) <= 2 for one in made.unknown)


def test_the_week_says_its_minutes_and_without_a_plan_how_to_make_one():
    planned = front(replace(brief(), week=week("Tell them. ", many=0)), TOWN)
    assert planned.week == "This week, in 60 minutes (plan 2026-W48)"
    assert [one.takes for one in planned.plays] == ["20 minutes"] * 3
    assert planned.week_note == ""
    assert front(brief(), TOWN).week_note == "There is no plan yet. Make one with standout week."
    changed = front(replace(brief(), warning="Plans were changed."), TOWN)
    assert changed.week_note == "Plans were changed."


def test_an_empty_workspace_has_a_front_without_pictures_plays_or_figures():
    made = front(empty(), ["Corner Deli"])
    assert (made.verdict, made.headline) == ("not_enough", "There is nothing to judge yet.")
    assert made.pictures == []
    assert not made.plays
    assert not made.unknown
    assert dict(made.foot)["Rows read"] == "No file was added yet."


def test_too_few_to_tell_is_no_voice():
    none = told("wants", "what customers ask for", "Not enough yet.", "not_enough", heard="asks", reviewers=0, of=0)
    made = front(brief(chapters=[plain("wants", "What?", [none])]), TOWN)
    assert made.voices[1].thing == ""
    assert made.voices[1].many == "Nothing that enough people say yet."
