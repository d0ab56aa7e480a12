"""Outlook contacts as CSV.  ``Spouse`` and ``Referred By`` say who knows whom; children are left out.

A spouse stands in nobody's list of contacts: they are a number alone, with no name and no address.
"""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="outlook_contacts",
    label="Outlook contacts",
    table="people",
    headers=(
        "First Name",
        "Middle Name",
        "Last Name",
        "Title",
        "Suffix",
        "E-mail Address",
        "E-mail 2 Address",
        "Primary Phone",
        "Home Phone",
        "Mobile Phone",
        "Spouse",
        "Referred By",
        "Company",
        "Job Title",
        "Business Phone",
        "Categories",
    ),
    required=("First Name", "Last Name", "E-mail Address", "Referred By"),
    fields=(
        Field(column="First Name", target="first_name"),
        Field(column="Last Name", target="last_name"),
        Field(column="E-mail Address", target="email"),
        Field(column="Mobile Phone", target="phone"),
        Field(column="Company", target="organisation"),
        Field(column="Job Title", target="position"),
        Field(column="Referred By", target="told_by"),
        Field(column="Spouse", target="family"),
    ),
    sample="outlook_contacts.csv",
    path_hint="contacts",
    constants={"evidence": "outlook", "tie": "contact"},
)
