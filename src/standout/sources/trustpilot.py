"""Trustpilot service reviews.  Both generations of its header, ``Review Id`` and ``Review ID``, fold to one."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="trustpilot",
    label="Trustpilot service reviews",
    table="reviews",
    own_place=True,
    headers=(
        "Domain Url",
        "Webshop Name",
        "Review Id",
        "Review Created (UTC)",
        "Review Consumer User Id",
        "Review Username",
        "Review Title",
        "Review Content",
        "Review Stars",
        "Company Reply Date (UTC)",
        "Review Language",
    ),
    required=("Review Id", "Review Created (UTC)", "Review Stars"),
    fields=(
        Field(column="Webshop Name", target="business"),
        Field(column="Review Id", target="review_id"),
        Field(column="Review Created (UTC)", target="reviewed_at", kind="date"),
        Field(column="Review Consumer User Id", target="reviewer"),
        Field(column="Review Title", target="text"),
        Field(column="Review Content", target="text"),
        Field(column="Review Stars", target="overall", kind="score", label="overall", scale=(1.0, 5.0)),
        Field(column="Company Reply Date (UTC)", target="reply_at", kind="date"),
        Field(column="Review Language", target="language"),
        Field(column="Location Name", target="descriptor", kind="category", label="Location Name"),
        Field(
            column="Source Of Review",
            target="descriptor",
            kind="category",
            label="Source Of Review",
            addressable="never",
        ),
    ),
    sample="trustpilot.csv",
    path_hint="trustpilot",
)
