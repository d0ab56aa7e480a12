"""Facebook's download: friends, and who follows whom beside them.  A name is all it has.

The file's own name says which it is.  Removed friends and requests that were sent, got or turned down have the same
columns and are no ties, so they are left out.
"""

from standout.sources.file_names import is_any
from standout.sources.instagram_follows import way
from standout.sources.source import Field, Mapping, Raw, Source

FRIENDS = ("friends.json", "friends_[0-9]*.json", "your_friends.json", "your_friends_[0-9]*.json", "friends (*).json",
           "your_friends (*).json")  # fmt: skip
FOLLOWED = ("following.json", "following_[0-9]*.json", "who_you*_follow*.json")
FOLLOWERS = ("followers.json", "followers_[0-9]*.json", "people_who_follow*.json", "who_follow*_you.json")
"""Names of files of friends, of whom the owner follows, and of who follows the owner."""

SOURCE = Source(
    name="facebook_friends",
    label="Facebook friends",
    table="ties",
    headers=("name", "timestamp"),
    required=("name", "timestamp"),
    fields=(
        Field(column="name", target="to"),
        Field(column="timestamp", target="tied_at", kind="date"),
    ),
    mapping="facebook_friends:mapping",
    sample="friends.json",
    formats=("json",),
    paths=(*FRIENDS, *FOLLOWED, *FOLLOWERS),
    left_out=("*friend*", "*follow*", "*request*", "*block*", "*restrict*", "people_you_may_know*"),
    constants={"evidence": "facebook", "kind": "friend"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: friends of the owner, or who follows and is followed, by the file's name."""
    follows = not is_any(raw, FRIENDS) and is_any(raw, (*FOLLOWED, *FOLLOWERS))
    fields = (Field(column="name", target=way(raw, FOLLOWED) if follows else "to"), SOURCE.fields[1])
    constants = {**SOURCE.constants, "kind": "follows" if follows else "friend"}
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=constants)
