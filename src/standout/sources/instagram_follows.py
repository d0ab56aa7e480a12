"""Instagram's download: ``followers_1.json`` and ``following.json``, who follows whom since when.

The file's name says which way it goes.  A user name is no address: whoever stands here is a number alone.
Newer files have the user name in ``title``, older ones in ``value``.
"""

from standout.sources.source import Field, Mapping, Raw, Source

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
    path_hint="follow",
    formats=("json",),
    constants={"evidence": "instagram", "kind": "follows", "site": "instagram"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: whose follower each user is, and in which column they stand."""
    spoken = raw.columns.index("title") if "title" in raw.columns else None
    titled = spoken is not None and any(row[spoken] for row in raw.sample)
    who = "title" if titled else "string_list_data.value"
    fields = (Field(column=who, target=way(raw)), SOURCE.fields[1])
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=SOURCE.constants)


def way(raw: Raw) -> str:
    """Give the end of the tie at which each record stands: who is followed, or who follows.

    Examples
    --------
    >>> from pathlib import Path
    >>> way(Raw(path=Path("following.json"))), way(Raw(path=Path("followers_1.json")))
    ('to', 'from')

    """
    return "to" if "following" in f"{raw.path.name} {raw.member}".casefold() else "from"
