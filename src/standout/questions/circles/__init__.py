"""Circles: whom do we tell first, and how far will it go?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="circles",
    asks="Whom do we tell first, and how far will it go?",
    reads=(
        "people", "contacts", "consents", "orders", "sends", "messages", "ties", "adoptions", "asks", "codes",
        "plays", "efforts", "businesses", "columns",
    ),
    writes=("circles",),
    settings=(
        Setting("first", 12, "How many people to tell first, at most.", 1, 50),
        Setting("rest_days", 30, "For how many days nobody is asked again.", 0, 365),
        Setting("asks_a_year", 6, "How often a year one person is asked, at most.", 1, 52),
        Setting("would_tell", "", "What customers said when you asked how many they would tell: 3 5 2 0 8."),
        Setting("know_us", "", "What people who came by word said when asked how many they know who buy here: 1 2 1."),
    ),
    answer="answer:answer",
    charts=("circle_map", "spread_curve"),
    verdicts=("probably", "counted", "not_enough"),
    place=40,
)  # fmt: skip
