"""Claims on the same scores share one alpha, however many are stated and whatever comes of them."""

import numpy as np
import pytest
from benchmarks.claim_sequence import SEQUENCES, wrong
from hypothesis import given
from hypothesis import strategies as st

from standout.questions.est.claims import LONE
from standout.questions.est.family import CLAIM, WHOLE, Family
from standout.questions.est.spending import spending


def test_the_first_claim_has_the_lone_price():
    assert Family((), ((), (), ())).levels(0.05 * spending([]))[0] == pytest.approx(0.05 * LONE)


def test_a_claim_that_failed_costs_its_part_and_one_that_held_costs_nothing():
    # 0.9 to the first; of the other 0.1 a half to the second, a sixth to the third
    assert spending([False]) == pytest.approx(0.05)
    assert spending([True]) == pytest.approx(0.05 + 0.9 * 8 / 9)
    assert spending([False, False]) == pytest.approx(0.1 / 6)
    assert spending([False, True]) == pytest.approx(0.1 / 6 + 0.05 * 8 / 9)


@given(st.lists(st.booleans(), max_size=12))
def test_what_false_claims_and_all_the_sentences_beside_them_may_spend_is_never_more_than_alpha(shown):
    # every hypothesis that is false uses its part up; a claim that holds passes its own part on
    spent = 0.0
    for number, held in enumerate(shown):
        part = spending(shown[:number])
        spent += part * (WHOLE - CLAIM) / WHOLE if held else part

    assert spent + spending(shown) <= 1.0 + 1e-12


@given(st.floats(0.0001, 0.2), st.integers(0, 20))
def test_a_family_never_spends_more_than_its_stamp(level, beside):
    assert sum(Family((), ((),) * beside).levels(level)) <= level * (1 + 1e-12)


@pytest.mark.parametrize("name", ["all false, ours ties with the best", "the first true, the rest false"])
def test_a_wrong_yes_is_as_rare_as_promised_when_claims_are_stated_beforehand(name):
    # 300 workspaces of bell-shaped scores, four claims each, with the sentences beside them
    random = np.random.default_rng(11)

    bad = sum(wrong(random, "bell", SEQUENCES[name]) for _ in range(300))

    assert bad <= 0.05 * 300


def test_without_the_sharing_a_wrong_yes_is_not_that_rare(monkeypatch):
    monkeypatch.setattr("benchmarks.claim_sequence.spending", lambda _: 0.9)
    random = np.random.default_rng(11)

    bad = sum(wrong(random, "bell", SEQUENCES["all false, ours ties with the best"]) for _ in range(300))

    assert bad > 0.05 * 300
