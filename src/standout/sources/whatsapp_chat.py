"""An exported WhatsApp chat: on which days somebody wrote to somebody.  What they wrote is never read in."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="whatsapp_chat",
    label="days of a WhatsApp chat",
    table="ties",
    headers=("chat day", "chat from", "chat to"),
    required=("chat day", "chat from", "chat to"),
    fields=(
        Field(column="chat day", target="tied_at", kind="date"),
        Field(column="chat from", target="from"),
        Field(column="chat to", target="to"),
    ),
    sample="WhatsApp Chat with Made-up Person.txt",
    formats=("chat",),
    constants={"evidence": "whatsapp", "kind": "chatted", "blank": "owner"},
)
