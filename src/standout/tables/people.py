"""People, what they agreed to, whom they know, and what they took up.

Names and addresses live in ``contacts``, a private part kept apart from all others.
"""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "people",
        "a person",
        (
            Column("person_id", "int64", "salted hash of an address, else of name and organisation"),
            Column("organisation", "string", "where they work, as the source says", null=True),
            Column("position", "string", "what they do there", null=True),
            Column("met_at", "date32", "the day they became a contact", null=True),
            Column("evidence", "string", "the list they stand on, such as linkedin"),
            Column("score", "float64", "how the source rates them, such as MEMBER_RATING", null=True),
        ),
    ),
    Table(
        "contacts",
        "a person's name and address (private)",
        (
            Column("person_id", "int64", "the person"),
            Column("name", "string", "their name", null=True),
            Column("email", "string", "their address", null=True),
            Column("phone", "string", "their number", null=True),
            Column("listed_id", "int64", "the person as the list has them, whoever they are one with", null=True),
            Column("row_id", "int64", "the row of the list it stands on", null=True),
        ),
    ),
    Table(
        "consents",
        "a state of consent",
        (
            Column("person_id", "int64", "the person"),
            Column("channel", "string", "email, sms, phone, or any for all of them"),
            Column("state", "string", "given, withdrawn, unknown"),
            Column("at", "date32", "since when", null=True),
            Column("listed_id", "int64", "the person as the list has them, whoever they are one with", null=True),
            Column("row_id", "int64", "the row of the list it stands on", null=True),
        ),
    ),
    Table(
        "ties",
        "who knows whom",
        (
            Column("from_id", "int64", "a person; 0 is the owner"),
            Column("to_id", "int64", "a person"),
            Column("kind", "string", "linkedin, follows, wrote"),
            Column("at", "date32", "since when", null=True),
            Column("strength", "float64", "0 to 1", null=True),
            Column("evidence", "string", "the list it stands on"),
        ),
    ),
    Table(
        "adoptions",
        "who took something up",
        (
            Column("person_id", "int64", "the person"),
            Column("item", "string", "what they took up"),
            Column("at", "date32", "when", null=True),
            Column("told_by", "int64", "who told them", null=True),
            Column("code", "string", "the code they came with", null=True),
        ),
    ),
    Table(
        "merged_ids",
        "a person in a group that standing merges make, though a file between them was removed",
        (
            Column("person_id", "int64", "the person, as they are shown"),
            Column("group_id", "int64", "the group"),
        ),
        ours=True,
    ),
)
