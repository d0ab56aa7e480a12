"""A plan is kept as it was made."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from standout.finding import Play
from standout.plan.play import Back, Planned, Stop, Week, digest, from_dict, monday, name_of


def a_week(minutes=25, cost=0, people=(11, 12)):
    play = Play(
        play_id="2026-W48-1", tactic="tell_in_person", card="Staff | {}", message="Say this.", people=people,
        channel="in_person", minutes=minutes, cost=cost, expected="Look.", due=date(2026, 12, 7), reason="Because.",
        stop="Leave it.",
    )  # fmt: skip
    one = Planned(
        play=play, measure="code_used", cites=(("est", "Staff", "{}"),), channels=("in_person", "phone")[: len(people)],
        many=len(people), code=True, expected_low=0.0, expected_high=3.0,
    )  # fmt: skip
    back = Back(
        play_id="2026-W47-1", tactic="tell_in_person", state="done", planned_minutes=30, minutes=25, seen=3,
        sentence="Done.",
    )  # fmt: skip
    return Week(
        week="2026-W48", made_at=date(2026, 11, 23), hours=1.0, money=0, planned=(one,), back=(back,),
        stop=(Stop(what="instagram", reason="Likes.", minutes_back=90),), notes=("A note.",), objective="Reach.",
        used="1 of 3.",
    )  # fmt: skip


@given(st.integers(0, 90), st.integers(0, 10_000), st.sampled_from([(), (5,), (5, 2**62)]))
def test_a_plan_comes_back_as_it_was_kept(minutes, cost, people):
    plan = a_week(minutes, cost, people)

    assert from_dict(plan.to_dict()) == plan


def test_its_sums_are_those_of_its_plays():
    plan = a_week()

    assert (plan.minutes, plan.cost, plan.minutes_back) == (25, 0, 90)


def test_json_has_what_others_may_build_on():
    said = a_week().to_dict()

    assert said["schema"] == 1
    assert {"card", "message", "people", "channel", "minutes", "cost", "expected", "due", "reason"} <= set(
        said["plays"][0]
    )
    assert set(said["stop"][0]) == {"what", "reason", "minutes_back"}


def test_a_changed_plan_or_a_changed_past_gives_another_digest():
    first = digest("", "a")

    assert digest(first, "b") != digest(first, "c")
    assert digest(digest("", "x"), "b") != digest(first, "b")


def test_a_week_is_named_by_its_monday_and_a_sunday_is_planned_for_the_next():
    assert name_of(date(2027, 1, 1)) == name_of(monday(date(2027, 1, 1))) == "2026-W53"
    assert name_of(date(2026, 11, 21)) == "2026-W47"
    assert name_of(date(2026, 11, 22)) == name_of(date(2026, 11, 23)) == "2026-W48"
