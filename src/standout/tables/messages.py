"""What was said, to whom, and what businesses claim of themselves."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "messages",
        "something that was said",
        (
            Column("message_id", "int64", "hash of who said what when"),
            Column("text", "string", "the words"),
            Column("said_by", "int32", "a business"),
            Column("said_at", "date32", "when", null=True),
            Column("channel", "string", "email, sms, post, instagram: how it went out", null=True),
        ),
    ),
    Table(
        "sends",
        "a message sent to a person",
        (
            Column("message_id", "int64", "the message"),
            Column("person_id", "int64", "the person"),
            Column("sent_at", "date32", "when", null=True),
            Column("opened", "bool", "whether it was opened", null=True),
            Column("clicked", "bool", "whether a link was followed", null=True),
            Column("replied", "bool", "whether they answered", null=True),
        ),
    ),
    Table(
        "claims",
        "what a business says of itself",
        (
            Column("business_id", "int32", "who says it"),
            Column("text", "string", "the words"),
            Column("said_at", "date32", "when", null=True),
            Column("source", "string", "where", null=True),
        ),
    ),
)
