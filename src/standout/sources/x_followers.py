"""The archive of X: ``follower.js`` and ``following.js``.  A number of the site is all it has, and no day.

Whom the owner blocked or muted stands in files with the same columns; those are no ties, and are left out.
"""

from standout.sources.instagram_follows import way
from standout.sources.source import Field, Mapping, Raw, Source

FOLLOWED = ("following.js", "following-part*.js", "following (*).js")
"""Names of files of whom the owner follows."""

FOLLOWERS = ("follower.js", "follower-part*.js", "follower (*).js")

SOURCE = Source(
    name="x_followers",
    label="followers on X",
    table="ties",
    headers=("accountId", "userLink"),
    required=("accountId", "userLink"),
    fields=(Field(column="accountId", target="from"),),
    mapping="x_followers:mapping",
    sample="follower.js",
    formats=("json",),
    paths=(*FOLLOWED, *FOLLOWERS),
    left_out=("*",),
    constants={"evidence": "x", "kind": "follows", "site": "x"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: whose follower each account is, by the file's name."""
    fields = (Field(column="accountId", target=way(raw, FOLLOWED)),)
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=SOURCE.constants)
