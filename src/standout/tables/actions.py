"""What was planned, whom it asked, what was done, and what time goes to besides."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "plays",
        "a play of a week's plan, as it was made",
        (
            Column("play_id", "string", "the week it was made for and its number, such as 2026-W48-1"),
            Column("tactic", "string", "the tactic it comes from"),
            Column("channel", "string", "how"),
            Column("card", "string", "the claim it rests on, empty where it makes none"),
            Column("message", "string", "the words to use"),
            Column("many", "int32", "for how many people or pieces; 0 where it has none"),
            Column("minutes", "int32", "what it was planned to take"),
            Column("cost", "int64", "money it was planned to take, in minor units"),
            Column("measure", "string", "how one sees it: code_used, replied, reviewed, bought, agreed, heard, saved"),
            Column("expected_low", "float64", "the least expected of the measure", null=True),
            Column("expected_high", "float64", "the most expected of it", null=True),
            Column("made_at", "date32", "the day it was planned"),
            Column("due_at", "date32", "the day to look at what came of it"),
        ),
        ours=True,
    ),
    Table(
        "asks",
        "a person a play asks",
        (
            Column("play_id", "string", "the play"),
            Column("person_id", "int64", "the person"),
            Column("channel", "string", "how they are asked"),
            Column("code", "string", "the code they were given", null=True),
            Column("asked_at", "date32", "when: the day it was done, else the day it was planned"),
            Column("state", "string", "planned, done, skipped"),
        ),
        ours=True,
    ),
    Table(
        "codes",
        "a code that was given out",
        (
            Column("code", "string", "as it is printed"),
            Column("person_id", "int64", "who passes it on; empty for a poster or a counter card", null=True),
            Column("play_id", "string", "the play it was made for", null=True),
            Column("generation", "int32", "of who comes with it: 1 where the giver was asked by us"),
            Column("made_at", "date32", "when"),
        ),
        ours=True,
    ),
    Table(
        "actions",
        "a play that was done or left",
        (
            Column("play_id", "string", "the play"),
            Column("state", "string", "done, skipped, or replaced by a plan of the same week"),
            Column("minutes", "int32", "time it took", null=True),
            Column("seen", "int32", "how many the owner counted of its measure", null=True),
            Column("done_at", "date32", "when", null=True),
            Column("note", "string", "in the owner's words", null=True),
        ),
        ours=True,
    ),
    Table(
        "efforts",
        "something the owner's time or money goes to each week, as standout.toml says",
        (
            Column("channel", "string", "what it is: instagram, leaflets"),
            Column("minutes", "int32", "a week"),
            Column("cost", "int64", "a week, in minor units"),
            Column("audience", "int8", "1 people who know us, 2 people they know, 3 everyone else"),
            Column("objective", "string", "what it is for; empty where that was never said", null=True),
            Column("measure", "string", "how one sees whether it works: codes, replies, likes", null=True),
            Column("until_at", "date32", "the day to look at it", null=True),
        ),
        ours=True,
    ),
)
