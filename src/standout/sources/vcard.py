"""Contacts as vCards, from a phone or a mail program.  ``RELATED`` says who is family or a friend of theirs.

Whoever stands there only is a number alone, with no name and no address; children are left out.
"""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="vcard",
    label="contacts as vCards",
    table="people",
    headers=("FN", "EMAIL", "TEL", "ORG", "TITLE", "RELATED", "FRIENDS"),
    required=("FN", "EMAIL", "TEL", "RELATED"),
    fields=(
        Field(column="FN", target="name"),
        Field(column="EMAIL", target="email"),
        Field(column="TEL", target="phone"),
        Field(column="ORG", target="organisation"),
        Field(column="TITLE", target="position"),
        Field(column="RELATED", target="family"),
        Field(column="FRIENDS", target="friends"),
    ),
    sample="contacts.vcf",
    formats=("vcard",),
    constants={"evidence": "vcard", "tie": "contact"},
)
