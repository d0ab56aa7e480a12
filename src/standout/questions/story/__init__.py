"""Story: what do we say, and is it different, easy, memorable and new?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="story",
    asks="What do we say, and is it different, easy, memorable and new?",
    reads=("findings", "reviews", "columns", "businesses", "facts", "claims", "messages", "sends", "contacts"),
    writes=("drafts",),
    settings=(
        Setting("draft", "", "Words of your own to look at; what is printed is what you wrote."),
        Setting(
            "people", "told", "Whom new is measured on: all who were sent something, or everyone, posts too.",
            choices=("told", "everyone"),
        ),
    ),
    answer="answer:answer",
    verdicts=("counted", "not_enough"),
    place=50,
)  # fmt: skip
