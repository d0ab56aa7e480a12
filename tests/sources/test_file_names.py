"""File names: the innermost name tells, never a folder above it."""

from pathlib import Path

import pytest

from standout.sources.file_names import is_any, own_name
from standout.sources.source import Raw


@pytest.mark.parametrize(
    ("path", "member", "own"),
    [
        ("/home/ann/following/Followers_1.JSON", "", "followers_1.json"),
        ("following.zip", "connections/followers_and_following/followers_1.json", "followers_1.json"),
        ("following.zip", "connections\\followers_and_following\\followers_1.json", "followers_1.json"),
        ("all.zip", "inner.zip > data/follower.js", "follower.js"),
        ("friends.json", "people.friends_v2", "friends.json"),
        ("all.zip", "a/friends.json > friends_v2", "friends.json"),
        ("people.csv", "", "people.csv"),
    ],
)
def test_a_files_own_name_is_the_innermost_and_a_list_inside_it_is_none(path, member, own):
    assert own_name(Raw(path=Path(path), member=member)) == own


def test_a_name_fits_a_pattern_as_a_whole():
    raw = Raw(path=Path("following_hashtags.json"))

    assert is_any(raw, ["other", "following_*.json"])
    assert not is_any(raw, ["following.json", "following_[0-9]*.json", "hashtags*"])
