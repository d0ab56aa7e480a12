"""Spending: how much of alpha a stamped claim may use, when several were stamped on the same scores.

The first has the lone price, four fifths of alpha, and an eighth of that again for the sentences beside it.  The
rest goes to the later ones: half of it to the second, a sixth to the third, a twelfth to the fourth.  A claim that
was shown hands its part on to the next one, so that an owner pays only for slogans that did not hold.

Source   the online fallback of Tian and Ramdas (2021), "Online control of the familywise error rate", Statistical
         Methods in Medical Research 30: whatever the scores and however many claims, the chance of any wrong yes
         among them is at most alpha
"""

from __future__ import annotations

from collections.abc import Sequence

from standout.questions.est.claims import LONE
from standout.questions.est.family import CLAIM, WHOLE

FIRST = LONE * WHOLE / CLAIM
"""The first stamp's part of alpha: the claim's own is then ``LONE``."""


def spending(shown: Sequence[bool]) -> float:
    """Give the part of alpha of the next stamp.

    Parameters
    ----------
    shown : sequence of bool
        For each earlier stamp on the same scores, in their order: whether its claim was shown to be true.

    Returns
    -------
    float
        Times alpha it is the level of the stamp, which its family shares.

    Examples
    --------
    The second one after a claim that failed, and after one that held:

    >>> round(spending([]), 4), round(spending([False]), 4), round(spending([True]), 4)
    (0.9, 0.05, 0.85)

    """
    carried = 0.0
    for number, held in enumerate(shown):
        part = _part(number) + carried
        carried = part * CLAIM / WHOLE if held else 0.0
    return _part(len(shown)) + carried


def _part(number: int) -> float:
    """1/2 + 1/6 + 1/12 + ... = 1, so that all parts together never pass 1."""
    return FIRST if number == 0 else (1 - FIRST) / (number * (number + 1))
