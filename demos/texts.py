"""What reviews of the made-up town say: small pieces put together, to fit the scores beside them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

SAID = {
    "Coffee": ("The coffee was burnt.", "The coffee was fine.", "Lovely coffee, strong and fresh."),
    "Staff": ("Nobody looked up when we came in.", "Polite at the till.", "They knew our order before we sat down."),
    "Waiting": ("We waited half an hour.", "It took a while.", "Our order came in no time."),
    "Value": ("Far too dear for what it is.", "Fair prices.", "A lot for little money."),
    "Quiet": ("So loud that we left.", "A bit of noise.", "So quiet that I finished my work."),
}
"""For each aspect: what a low, a middling and a high score sounds like."""

WHEN = (
    "Came in on a rainy Monday", "Sat by the window", "Took the dragon bun away", "Met my sister here", "Had the soup",
    "Stopped on the way to the post office", "Brought the dog", "Went after the market", "Shared a toasted sandwich",
    "Came for the otter cake",
)  # fmt: skip
VERDICT = (
    ("and left hungry", "and won't again", "and was sorry", "and nobody cared", "and it was cold"),
    ("and it was all right", "and it did the job", "and have had better and worse", "as one does", "no more, no less"),
    ("and would again", "and stayed an hour", "and told the neighbours", "and loved it", "and left with a smile"),
)
AFTER = ("", " The table wobbled.", " There is a step at the door.", " They have high chairs.", " Bring cash.")

WANTED = "I wish they had oat milk."
"""What some ask for, and nobody on the street has."""

REPLIES = ("Thank you, see you soon.", "Sorry to hear that. Ask for the otter at the till next time.")


def about(random: np.random.Generator, scores: Mapping[str, int], pieces: int) -> str:
    """Give a text on ``pieces`` of the scored aspects, picked at random."""
    picked = random.permutation(sorted(scores))[:pieces]
    return " ".join(SAID[aspect][_tone(scores[aspect])] for aspect in picked)


def visit(random: np.random.Generator, stars: int) -> str:
    """Give a text on a visit that was worth so many stars."""
    when, verdict, after = (str(random.choice(said)) for said in (WHEN, VERDICT[_tone(stars)], AFTER))
    return f"{when}, {verdict}.{after}"


def reply(stars: int) -> str:
    """Give what the owner answers."""
    return REPLIES[_tone(stars) == 0]


def _tone(stars: int) -> int:
    return 0 if stars <= 2 else 1 if stars == 3 else 2
