"""What was read from the words of reviews: which were read, what they speak of and how, and what owners marked."""

from standout.tables.table import Column, Table

SAYS = "d_says_"
"""How the columns of ``tags`` begin."""

TABLES = (
    Table(
        "readings",
        "a review with words, and whether they were read",
        (
            Column("review_id", "int64", "the review"),
            Column("language", "string", "ISO 639-1 code its words tell; empty where they don't", null=True),
            Column("read", "bool", "whether the reader knows the language"),
            Column("sentences", "int16", "how many sentences it has"),
            Column("words_hash", "int64", "the same for texts that say the same, word for word"),
        ),
        ours=True,
    ),
    Table(
        "mentions",
        "an aspect in a sentence of a review; a sentence without it has no row",
        (
            Column("review_id", "int64", "the review"),
            Column("sentence", "int16", "which of its sentences, 0 the first"),
            Column("aspect", "string", "the aspect, in the words it was asked for"),
            Column("negative", "int16", "thousandths"),
            Column("neutral", "int16", "thousandths"),
            Column("positive", "int16", "thousandths"),
        ),
        ours=True,
    ),
    Table(
        "tags",
        "a review that mentions something a buyer can recognise beforehand: its d_ columns join those of reviews",
        (Column("review_id", "int64", "the review"),),
        open=True,
        ours=True,
    ),
    Table(
        "marks",
        "what an owner marked on an audit sheet: how a sentence speaks of an aspect",
        (
            Column("review_id", "int64", "the review"),
            Column("sentence", "int16", "which of its sentences, 0 the first"),
            Column("aspect", "string", "the aspect"),
            Column("tone", "int8", "-1 bad, 0 neither, 1 good; empty where the sentence isn't about it", null=True),
        ),
    ),
    Table(
        "themes",
        "something customers talk about, as grouped from their words",
        (
            Column("theme", "string", "its id, which stays; other for what fits none"),
            Column("label", "string", "the words that mark it off"),
        ),
        ours=True,
    ),
    Table(
        "theme_sentences",
        "a sentence of a review, and the theme it belongs to",
        (
            Column("review_id", "int64", "the review"),
            Column("sentence", "int16", "which of its sentences, 0 the first"),
            Column("theme", "string", "the theme's id"),
        ),
        ours=True,
    ),
)
