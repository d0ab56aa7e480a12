"""A mailbox (mbox): on which days somebody wrote to somebody, from its headers.  What they wrote is never read in."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="mailbox",
    label="days of a mailbox",
    table="ties",
    headers=("mail day", "mail from", "mail to"),
    required=("mail day", "mail from", "mail to"),
    fields=(
        Field(column="mail day", target="tied_at", kind="date"),
        Field(column="mail from", target="from"),
        Field(column="mail to", target="to"),
    ),
    sample="made-up.mbox",
    formats=("mbox",),
    constants={"evidence": "mailbox", "kind": "wrote", "blank": "owner"},
)
