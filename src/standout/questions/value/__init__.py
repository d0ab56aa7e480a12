"""Value: what do customers value, and how do we do on it?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="value",
    asks="What do customers value, and how do we do on it?",
    reads=(
        "reviews", "columns", "businesses", "readings", "mentions", "tags", "scores", "themes", "theme_sentences",
        "facts", "contacts", "messages", "claims",
    ),
    writes=("values",),
    settings=(
        Setting("most_reviews", 100_000, "How many of the newest reviews are looked at, half of them ours.", 10, 10**7),
        Setting("draws", 300, "How often importance is worked out again, for its interval.", 100, 5000),
        Setting("drivers", 8, "How many aspects are told in words; all stand in the table.", 1, 50),
        Setting("told_from", 3, "How many people must say a thing before it is told.", 2, 1000),
        Setting("each", 3, "How many details of a kind are told in words; all stand in the table.", 1, 50),
    ),
    answer="answer:answer",
    charts=("quadrant",),
    verdicts=("probably", "close", "no", "counted", "not_enough"),
    place=15,
    worlds=True,
)  # fmt: skip
