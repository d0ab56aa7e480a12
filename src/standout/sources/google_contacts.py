"""Google Contacts CSV, as exported today."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="google_contacts",
    label="Google Contacts",
    table="people",
    headers=(
        "First Name",
        "Middle Name",
        "Last Name",
        "Name Prefix",
        "Name Suffix",
        "Nickname",
        "File As",
        "Organization Name",
        "Organization Title",
        "Birthday",
        "Notes",
        "Photo",
        "Labels",
        "E-mail 1 - Label",
        "E-mail 1 - Value",
    ),
    required=("First Name", "Last Name", "Labels"),
    fields=(
        Field(column="First Name", target="first_name"),
        Field(column="Last Name", target="last_name"),
        Field(column="E-mail 1 - Value", target="email"),
        Field(column="Phone 1 - Value", target="phone"),
        Field(column="Organization Name", target="organisation"),
        Field(column="Organization Title", target="position"),
    ),
    sample="google_contacts.csv",
    path_hint="contacts",
    constants={"evidence": "google_contacts", "tie": "contact"},
)
