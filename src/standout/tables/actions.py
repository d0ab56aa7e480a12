"""What was planned and what was done."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "actions",
        "a play that was planned, done or left",
        (
            Column("play_id", "string", "the play"),
            Column("state", "string", "planned, done, left"),
            Column("minutes", "int32", "time it took", null=True),
            Column("done_at", "date32", "when", null=True),
            Column("note", "string", "in the owner's words", null=True),
        ),
    ),
)
