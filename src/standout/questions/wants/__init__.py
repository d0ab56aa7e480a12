"""Wants: what do customers praise, ask for and complain of?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="wants",
    asks="What do customers praise, ask for and complain of?",
    reads=("reviews", "businesses", "facts", "claims", "contacts"),
    writes=("wants",),
    settings=(
        Setting("told_from", 3, "How many people must say a thing before it is told.", 2, 1000),
        Setting("each", 5, "How many things of a kind are told in words; all stand in the table.", 1, 50),
        Setting("seen_from", 10, "From how many reviews with words a rival's reviews count as seen.", 1, 1000),
    ),
    answer="answer:answer",
    verdicts=("counted", "not_enough"),
    place=10,
    worlds=True,
)
