"""Own ties: what a tie to the owner shows, by its kind and by who made it."""

import numpy as np
import pytest

from standout.questions.circles.own_ties import NONE, WAYS, known, strongest

OURS, THEIRS, BOTH = {True}, {False}, {True, False}


@pytest.mark.parametrize(("kinds", "way"), [
    ({"friend": THEIRS, "follows": BOTH}, "friend"),
    ({"family": OURS, "friend": OURS}, "family"),
    ({"wrote": BOTH, "follows": OURS}, "wrote"),
    ({"wrote": OURS, "chatted": THEIRS}, "unanswered"),
    ({"wrote": OURS, "follows": THEIRS}, "follows"),
    ({"follows": OURS}, "followed"),
    ({"likes": BOTH}, "other"),
])  # fmt: skip
def test_the_strongest_tie_counts_and_letters_only_where_both_wrote(kinds, way):
    assert strongest(kinds) == way


def test_following_and_a_letter_without_an_answer_show_nobody_who_knows_us():
    shown = {way for way, true in zip(WAYS, known(np.arange(len(WAYS))), strict=True) if true}

    assert shown == {"family", "friend", "knows", "contact", "linkedin", "chatted", "wrote"}
    assert not known(np.array([NONE])).any()
