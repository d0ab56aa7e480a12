from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.network.codes import SIGNS, made, near, read

KEY = b"sixteen bytes of it"
people = st.integers(-(2**63), 2**63 - 1)
plays = st.text(max_size=20)
generations = st.integers(1, 9)
codes = st.builds(lambda person, play, generation: made(KEY, person, play, generation, ()), people, plays, generations)


def signs(code):
    return code.replace("-", "")


@given(people, plays, generations)
def test_a_code_is_read_back_and_says_its_generation(person, play, generation):
    code = made(KEY, person, play, generation, ())

    assert read(code).code == code
    assert read(code).generation == generation
    assert [len(part) for part in code.split("-")] == [1, 5, 1]


@given(codes)
def test_a_code_is_read_however_it_is_typed(code):
    for typed in (signs(code), code.lower(), f"  {code} ", code.replace("-", " "), code.replace("-", "–"),
                  code.replace("0", "O"), code.replace("1", "l"), code.replace("1", "I").lower()):  # fmt: skip
        assert read(typed).code == code


@given(codes, st.integers(0, 6), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_seen_and_the_code_that_was_meant_is_named(code, place, sign):
    right = signs(code)
    typed = right[:place] + sign + right[place + 1 :]
    if typed == right:
        return

    assert read(typed) is None
    assert near(typed, {code}) == code


@given(codes, st.integers(0, 6), st.integers(0, 6))
def test_two_signs_that_changed_places_are_always_seen(code, one, other):
    typed = list(signs(code))
    typed[one], typed[other] = typed[other], typed[one]
    if "".join(typed) != signs(code):
        assert read("".join(typed)) is None


@given(codes, st.integers(0, 6))
def test_a_sign_left_out_or_typed_twice_still_finds_the_code_meant(code, place):
    right = signs(code)

    assert near(right[:place] + right[place + 1 :], {code}) == code
    assert near(right[:place] + right[place] + right[place:], {code}) == code


def test_where_two_codes_are_as_near_none_is_named():
    code = made(KEY, 1, "2026-W48-1", 1, ())
    body = signs(code)[:6]
    # Put another sign in the fifth place of the body: its check sign differs, so they are two slips apart
    other = next(read(body[:5] + s + c).code for s in SIGNS for c in SIGNS if s != body[5] and read(body[:5] + s + c))
    between = signs(other)[:6] + signs(code)[6]  # one slip from either

    assert near(between, {code, other}) is None
    assert near(between, {code}) == code


def test_what_is_no_code_is_no_code_and_is_near_none():
    code = made(KEY, 1, "2026-W48-1", 1, ())
    for text in ("", "SUMMER10", "1", "-", "0-00000-0", "1-F7KQ2", "ŐŰ-ⅷ", "1234567890123"):
        assert read(text) is None
        assert near(text, {code}) is None
    assert near(code, ()) is None


def test_everybody_gets_a_code_of_their_own():
    taken = set()
    for person in range(20_000):  # 25 bits: by chance about 6 pairs of these would share one
        taken.add(made(KEY, person, "2026-W48-1", 1, taken))

    assert len(taken) == 20_000


def test_a_code_stays_the_same_and_another_key_or_play_gives_another():
    code = made(KEY, 5, "2026-W48-1", 1, ())

    assert made(KEY, 5, "2026-W48-1", 1, ()) == code
    assert made(b"another sixteen bytes", 5, "2026-W48-1", 1, ()) != code
    assert made(KEY, 5, "2026-W48-2", 1, ()) != code
    assert made(KEY, 6, "2026-W48-1", 1, ()) != code


def test_nothing_of_the_person_shows_in_the_code():
    # Neighbouring people get unrelated codes: each of 5 signs agrees by chance 1 time in 32
    codes = [signs(made(KEY, person, "2026-W48-1", 1, ()))[1:6] for person in range(2_001)]
    alike = sum(a == b for one, two in pairwise(codes) for a, b in zip(one, two, strict=True))

    assert alike == pytest.approx(2_000 * 5 / 32, abs=5 * (2_000 * 5 / 32) ** 0.5)


def test_a_short_key_or_a_generation_outside_one_to_nine_is_refused():
    for key, generation in ((b"short", 1), (KEY, 0), (KEY, 10)):
        with pytest.raises(ValueError, match="."):
            made(key, 1, "2026-W48-1", generation, ())
