"""Results: did it work?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="results",
    asks="Did it work?",
    reads=("adoptions", "orders", "codes", "asks", "plays", "actions", "sends", "reviews", "consents", "businesses"),
    writes=("chains",),
    settings=(
        Setting(
            "lost", -1.0, "The share of links that get lost, such as 0.3; below 0 where it isn't known.", -1.0, 0.9
        ),
        Setting("window_days", 30, "For how many days we look whom somebody brings.", 1, 365),
    ),
    answer="answer:answer",
    charts=("chains", "tellers"),
    verdicts=("yes", "probably", "close", "no", "counted", "not_enough"),
    place=60,
)
