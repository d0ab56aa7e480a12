"""Facebook's download: ``friends.json``, and who follows whom beside it.  A name is all it has."""

from standout.sources.instagram_follows import way
from standout.sources.source import Field, Mapping, Raw, Source

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
    paths=("friend", "follow"),
    constants={"evidence": "facebook", "kind": "friend"},
)


def mapping(raw: Raw) -> Mapping:
    """Give how to read the file: friends of the owner, or who follows and is followed, by the file's name."""
    follows = "follow" in f"{raw.path.name} {raw.member}".casefold().replace("friends_and_followers", "")
    fields = (Field(column="name", target=way(raw) if follows else "to"), SOURCE.fields[1])
    constants = {**SOURCE.constants, "kind": "follows" if follows else "friend"}
    return Mapping(source=SOURCE.name, table=SOURCE.table, fields=fields, constants=constants)
