"""What Standout makes: mentions, scores, findings."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "mentions",
        "an aspect in a sentence of a review",
        (
            Column("review_id", "int64", "the review"),
            Column("sentence", "int16", "which of its sentences, 0 the first"),
            Column("aspect", "string", "the aspect"),
            Column("negative", "int16", "thousandths"),
            Column("neutral", "int16", "thousandths"),
            Column("positive", "int16", "thousandths"),
        ),
        ours=True,
    ),
    Table(
        "scores",
        "an estimate",
        (
            Column("business_id", "int32", "the business"),
            Column("world", "string", "the world as JSON, {} for all"),
            Column("aspect", "string", "the aspect"),
            Column("period", "string", "the period, empty for all time", null=True),
            Column("estimate", "float64", "mean on the source's scale"),
            Column("variance", "float64", "of the estimate"),
            Column("df", "float64", "degrees of freedom of the variance"),
            Column("n_rated", "int64", "scores behind it"),
            Column("n_read", "int64", "texts read behind it"),
            Column("origin", "string", "rated, read or fact"),
        ),
        ours=True,
    ),
    Table(
        "findings",
        "a finding, as ``finding.Finding`` says",
        (
            Column("question", "string", "the question that found it"),
            Column("subject", "string", "the business it is about"),
            Column("world", "string", "the world as JSON, {} for all"),
            Column("aspect", "string", "the aspect or fact"),
            Column("verdict", "string", "yes, probably, close, no, not_enough"),
            Column("sentence", "string", "the finding in words"),
        ),
        ours=True,
    ),
)
