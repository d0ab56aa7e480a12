"""Booking.com extranet, guest reviews: an overall score and six aspects out of ten, 0 where a guest gave none.

The export is of one's own property; the owner says which.
"""

from standout.sources.source import Field, Source

_ASPECTS = ("Staff", "Cleanliness", "Location", "Facilities", "Comfort", "Value for money")

SOURCE = Source(
    name="booking_com",
    label="Booking.com guest reviews",
    table="reviews",
    own_place=True,
    headers=(
        "Review date",
        "Guest name",
        "Reservation number",
        "Review title",
        "Positive review",
        "Negative review",
        "Review score",
        *_ASPECTS,
        "Property reply",
    ),
    required=("Review date", "Review score", "Positive review", "Negative review"),
    fields=(
        Field(column="Review date", target="reviewed_at", kind="date"),
        Field(column="Guest name", target="reviewer"),
        Field(column="Reservation number", target="review_id"),
        Field(column="Review title", target="text"),
        Field(column="Positive review", target="text"),
        Field(column="Negative review", target="text"),
        Field(
            column="Review score",
            target="overall",
            kind="score",
            label="overall",
            scale=(1.0, 10.0),
            zero_is_missing=True,
        ),
        *(
            Field(column=aspect, target="aspect", kind="score", label=aspect, scale=(1.0, 10.0), zero_is_missing=True)
            for aspect in _ASPECTS
        ),
    ),
    sample="booking_com.csv",
)
