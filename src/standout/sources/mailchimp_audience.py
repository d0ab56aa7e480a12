"""Mailchimp audience: who is on the list, and whether they agreed.

The state of consent stands in the file's name only: ``subscribed_``, ``unsubscribed_`` or ``cleaned_members_...``.
A cleaned address bounced for good, so nothing may be sent to it: it stands as withdrawn.
"""

from standout.sources.source import Field, Mapping, Raw, Source

_STATES = {"unsubscribed": "withdrawn", "cleaned": "withdrawn", "subscribed": "given"}


def mapping(raw: Raw) -> Mapping:
    """Give how to read an audience file, its state of consent by its name."""
    name = f"{raw.path.name}/{raw.member}".casefold()
    state = next((state for word, state in _STATES.items() if word in name), "unknown")
    since = "OPTIN_TIME" if state == "given" else "LAST_CHANGED"
    return Mapping(
        source=SOURCE.name,
        table=SOURCE.table,
        fields=(*SOURCE.fields, Field(column=since, target="consent_at", kind="date")),
        constants={"evidence": "mailchimp", "channel": "email", "state": state},
    )


SOURCE = Source(
    name="mailchimp_audience",
    label="Mailchimp audience",
    table="people",
    headers=(
        "Email Address",
        "First Name",
        "Last Name",
        "MEMBER_RATING",
        "OPTIN_TIME",
        "OPTIN_IP",
        "CONFIRM_TIME",
        "CONFIRM_IP",
        "LAST_CHANGED",
        "LEID",
        "EUID",
    ),
    required=("Email Address", "MEMBER_RATING", "LEID"),
    fields=(
        Field(column="Email Address", target="email"),
        Field(column="First Name", target="first_name"),
        Field(column="Last Name", target="last_name"),
        Field(column="Phone Number", target="phone"),
        Field(column="MEMBER_RATING", target="score", kind="number"),
        Field(column="CONFIRM_TIME", target="met_at", kind="date"),
    ),
    sample="subscribed_members_export_sample.csv",
    mapping="mailchimp_audience:mapping",
    path_hint="members_export",
)
