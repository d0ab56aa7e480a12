"""LinkedIn ``Connections.csv``: whom the owner knows, since when.  Two or three lines of notes stand before it."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="linkedin_connections",
    label="LinkedIn connections",
    table="people",
    headers=("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
    required=("First Name", "Last Name", "Connected On"),
    fields=(
        Field(column="First Name", target="first_name"),
        Field(column="Last Name", target="last_name"),
        Field(column="Email Address", target="email"),
        Field(column="Company", target="organisation"),
        Field(column="Position", target="position"),
        Field(column="Connected On", target="met_at", kind="date"),
    ),
    sample="linkedin_connections.csv",
    path_hint="connections",
    constants={"evidence": "linkedin", "tie": "linkedin"},
)
