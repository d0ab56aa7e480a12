"""Google Takeout, Business Profile reviews: ``reviews.json`` of one's own place.

Rivals' reviews never stand in it, and no column says whose they are: the owner does.  ``comment`` is missing
where a customer gave stars only.
"""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="google_takeout",
    label="Google Takeout reviews",
    table="reviews",
    own_place=True,
    headers=(
        "name",
        "reviewer.displayName",
        "starRating",
        "comment",
        "createTime",
        "updateTime",
        "reviewReply.comment",
        "reviewReply.updateTime",
    ),
    required=("starRating", "createTime"),
    fields=(
        Field(column="name", target="review_id"),
        Field(column="reviewId", target="review_id"),
        Field(column="reviewer.displayName", target="reviewer"),
        Field(column="starRating", target="overall", kind="stars", label="overall", scale=(1.0, 5.0)),
        Field(column="comment", target="text"),
        Field(column="createTime", target="reviewed_at", kind="date"),
        Field(column="reviewReply.updateTime", target="reply_at", kind="date"),
    ),
    sample="google_takeout.json",
    path_hint="reviews",
)
