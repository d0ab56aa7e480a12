"""Strategy: what are we trying to do, and how?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="strategy",
    asks="What are we trying to do, and how?",
    reads=("reviews", "orders", "sends", "ties", "adoptions", "codes", "people", "businesses", "efforts"),
    writes=("strategies",),
    settings=(
        Setting(
            "objective", "", "The one thing you are trying to do now.",
            choices=("reach", "sell", "save", "learn", "launch"),
        ),
        Setting("target", 0.0, "What the objective's figure is to come to; 0 where that isn't set.", 0.0, 1e9),
        Setting("by", "", "The day to reach it by, as 2027-02-20; empty where that isn't set."),
        Setting("item", "", "The item that is launched, as your orders name it."),
        Setting("hours", 1.0, "Hours a week there are for all of this.", 0.0, 168.0),
        Setting("trade", "", "The trade you are in; cases from other trades come first."),
    ),
    answer="answer:answer",
    verdicts=("probably", "close", "counted", "not_enough"),
    place=30,
)  # fmt: skip
