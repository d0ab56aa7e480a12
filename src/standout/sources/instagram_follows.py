"""Instagram's download: ``followers_1.json`` and ``following.json``, who follows whom since when.

The file's own name says which way it goes, and it is all that tells them from the lists beside them, of people who
are blocked, hidden, unfollowed or only asked: those have the same columns and are no ties, so they are left out.  The
folder of a download is called after both.  A user name is no address: whoever stands here is a number alone.
Newer files have the user name in ``title``, older ones in ``value``.
"""

from collections.abc import Iterable

from standout.sources.file_names import is_any
from standout.sources.source import Field, Mapping, Raw, Source

FOLLOWED = ("following.json", "following_[0-9]*.json", "following (*).json")
"""Names of files of whom the owner follows."""

FOLLOWERS = ("followers.json", "followers_[0-9]*.json", "followers (*).json")

SOURCE = Source(
    name="instagram_follows",
    label="Instagram followers",
    table="ties",
    headers=("string_list_data.href", "string_list_data.timestamp"),
    required=("string_list_data.href", "string_list_data.timestamp"),
    fields=(
        Field(column="string_list_data.value", target="from"),
        Field(column="string_list_data.timestamp", target="tied_at", kind="date"),
    ),
    mapping="instagram_follows:mapping",
    sample="followers_1.json",
    formats=("json",),
    paths=(*FOLLOWED, *FOLLOWERS),
    left_out=("*",),
    constants={"evidence": "instagram", "kind": "follows", "site": "instagram"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: whose follower each user is, and in which column they stand."""
    spoken = raw.columns.index("title") if "title" in raw.columns else None
    titled = spoken is not None and any(row[spoken] for row in raw.sample)
    who = "title" if titled else "string_list_data.value"
    fields = (Field(column=who, target=way(raw, FOLLOWED)), SOURCE.fields[1])
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=SOURCE.constants)


def way(raw: Raw, followed: Iterable[str]) -> str:
    """Give the end of the tie at which each record stands: who is followed, or who follows.

    Parameters
    ----------
    raw : Raw
        Its own name is looked at.
    followed : iterable of str
        Names of files of whom the owner follows, as patterns.

    Examples
    --------
    >>> from pathlib import Path
    >>> way(Raw(path=Path("following.json")), FOLLOWED), way(Raw(path=Path("followers_1.json")), FOLLOWED)
    ('to', 'from')

    """
    return "to" if is_any(raw, followed) else "from"
