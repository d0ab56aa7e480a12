"""The archive of X: ``follower.js`` and ``following.js``.  A number of the site is all it has, and no day."""

from standout.sources.instagram_follows import way
from standout.sources.source import Field, Mapping, Raw, Source

SOURCE = Source(
    name="x_followers",
    label="followers on X",
    table="ties",
    headers=("accountId", "userLink"),
    required=("accountId", "userLink"),
    fields=(Field(column="accountId", target="from"),),
    mapping="x_followers:mapping",
    sample="follower.js",
    path_hint="follow",
    formats=("json",),
    constants={"evidence": "x", "kind": "follows", "site": "x"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: whose follower each account is, by the file's name."""
    fields = (Field(column="accountId", target=way(raw)),)
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=SOURCE.constants)
