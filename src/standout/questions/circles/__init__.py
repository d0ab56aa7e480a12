"""Circles: whom do we tell first, and how far will it go?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="circles",
    asks="Whom do we tell first, and how far will it go?",
    reads=(
        "people", "contacts", "consents", "orders", "sends", "messages", "ties", "adoptions", "asks", "codes",
        "efforts", "businesses", "columns",
    ),
    writes=("circles",),
    settings=(
        Setting("first", 12, "How many people to tell first, at most.", 1, 50),
        Setting("rest_days", 30, "For how many days nobody is asked again.", 0, 365),
        Setting("asks_a_year", 6, "How often a year one person is asked, at most.", 1, 52),
    ),
    answer="answer:answer",
    verdicts=("counted", "not_enough"),
    place=40,
)  # fmt: skip
