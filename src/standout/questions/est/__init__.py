"""Est: what are we best at, and for whom?"""

from standout.question import Question
from standout.settings import Setting

QUESTION = Question(
    name="est",
    asks="What are we best at, and for whom?",
    reads=("reviews", "columns", "businesses", "facts", "orders", "tags", "scores", "readings", "mentions", "marks"),
    writes=("findings",),
    settings=(
        Setting("alpha", 0.05, "How often at most a printed first place may be wrong.", 0.001, 0.2),
        Setting("judged_from", 15, "From how many scores a business is judged.", 5, 1000),
        Setting("proven_from", 30, "From how many scores a first place may rest on a t-test.", 10, 1000),
        Setting("rivals_from", 3, "How many judged rivals the word best needs.", 2, 100),
        Setting("rent", 0.0, "What a world must bring in a month to pay; 0 if that isn't asked.", 0.0, 1e12),
        Setting("depth", 3, "How many descriptors a world may combine; 0 looks into none.", 0, 4),
    ),
    answer="answer:answer",
    charts=("league", "world_map", "positioning", "gap_over_time", "dominance"),
    verdicts=("yes", "probably", "close", "no", "not_enough"),
    place=20,
    worlds=True,
    explored="explored:explored",
)
