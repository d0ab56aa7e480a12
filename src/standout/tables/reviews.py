"""Reviews and other judgements, and what their free columns mean."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "reviews",
        "a review or other judgement",
        (
            Column("review_id", "int64", "the source's own id, else a hash of what the review says"),
            Column("business_id", "int32", "whom it is about"),
            Column("reviewer_id", "int64", "who wrote it, salted; empty means a person of their own", null=True),
            Column("reviewed_at", "date32", "the day it was written", null=True),
            Column("text", "string", "what it says", null=True),
            Column("language", "string", "as the source states it", null=True),
            Column("reply_at", "date32", "the day the business answered", null=True),
            Column("source", "string", "the format it came in, such as google_takeout", null=True),
        ),
        open=True,
    ),
    Table(
        "columns",
        "a descriptor (d_) or aspect (a_) column of another table",
        (
            Column("table", "string", "the table that carries it"),
            Column("name", "string", "its name there, such as a_staff"),
            Column("label", "string", "its name in the file, for people"),
            Column("kind", "string", "aspect or descriptor"),
            Column("scale_low", "float64", "the lowest score its source gives", null=True),
            Column("scale_high", "float64", "the highest score its source gives", null=True),
            Column("addressable", "string", "whether a buyer knows it: before, after or never"),
            Column("barred", "string", "why no best may rest on it: imputed or mixed_scales", null=True),
        ),
    ),
    Table(
        "ratings",
        "one aspect scored once, in one review",
        (
            Column("review_id", "int64", "the review"),
            Column("business_id", "int32", "whom it is about"),
            Column("reviewer_id", "int64", "who wrote it", null=True),
            Column("aspect", "string", "the aspect's column, such as a_staff"),
            Column("score", "int16", "hundredths of the source's scale"),
        ),
        ours=True,
    ),
)
