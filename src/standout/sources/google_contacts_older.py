"""Google Contacts CSV of the older generation, with ``Given Name`` and ``Family Name``."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="google_contacts_older",
    label="Google Contacts (older)",
    table="people",
    headers=(
        "Name",
        "Given Name",
        "Additional Name",
        "Family Name",
        "Name Prefix",
        "Name Suffix",
        "Initials",
        "Nickname",
        "Birthday",
        "Gender",
        "Notes",
        "Photo",
        "Group Membership",
        "E-mail 1 - Type",
        "E-mail 1 - Value",
    ),
    required=("Name", "Given Name", "Family Name", "Group Membership"),
    fields=(
        Field(column="Name", target="name"),
        Field(column="E-mail 1 - Value", target="email"),
        Field(column="Phone 1 - Value", target="phone"),
        Field(column="Organization 1 - Name", target="organisation"),
        Field(column="Organization 1 - Title", target="position"),
    ),
    sample="google_contacts_older.csv",
    path_hint="contacts",
    constants={"evidence": "google_contacts", "tie": "contact"},
)
