"""The town's files: the same bytes every time, in the formats such files come in, with the faults they have."""

import csv
import hashlib
import json

import pytest
from demos.street import OURS, PLACES

from demos import town


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return {path.name: path for path in town.write(tmp_path_factory.mktemp("town"))}


def rows(path, encoding="utf-8-sig", **dialect):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, **dialect))


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(files, tmp_path):
    def digests(paths):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}

    again = digests(town.write(tmp_path / "again"))

    assert again == digests(files.values())
    assert digests(town.write(tmp_path / "other", seed=1))["street-guide.csv"] != again["street-guide.csv"]


def test_the_takeout_has_two_pages_that_share_five_reviews(files):
    pages = [
        json.loads(files[name].read_text(encoding="utf-8"))["reviews"] for name in ("reviews.json", "reviews_001.json")
    ]
    names = [{review["name"] for review in page} for page in pages]

    assert len(names[0] & names[1]) == town.IN_BOTH
    assert len(names[0] | names[1]) == 180
    assert {"ONE", "FIVE"} <= {review["starRating"] for review in pages[0]} <= set(town.STAR_WORDS)
    assert any("comment" not in review for review in pages[0])
    assert any("reviewReply" in review for review in pages[0])


def test_the_rivals_file_has_semicolons_two_impossible_dates_and_names_spelt_in_several_ways(files):
    lines = rows(files["rivals-stars.csv"], delimiter=";")

    dates = [line["Date"] for line in lines]
    assert [date for date in dates if date[-4:] not in ("2024", "2025")] == list(town.IMPOSSIBLE.values())
    assert {"Dragon Toast", "Dragon-Toast", "Dragon Tost"} <= {line["Business"] for line in lines}
    assert OURS not in {line["Business"] for line in lines}


def test_the_guide_scores_every_place_and_some_people_wrote_twice(files):
    lines = rows(files["street-guide.csv"])
    ours = [line["Reviewer"] for line in lines if line["Place"] == OURS]

    assert {line["Place"] for line in lines} == {place.name for place in PLACES}
    assert len(lines) == sum(place.guide for place in PLACES)
    assert len(set(ours)) < len(ours)


def test_the_sheet_shows_the_average_of_the_stars_that_are_in_the_files(files):
    [ours] = [row for row in rows(files["rivals.csv"]) if row["Rival"] == OURS]
    pages = [
        json.loads(files[name].read_text(encoding="utf-8"))["reviews"] for name in ("reviews.json", "reviews_001.json")
    ]
    stars = {review["name"]: 1 + town.STAR_WORDS.index(review["starRating"]) for page in pages for review in page}

    assert float(ours["Shown average"]) == round(sum(stars.values()) / len(stars), 1)
    assert int(ours["Shown count"]) == len(stars)


def test_everybody_in_the_files_is_plainly_made_up(files):
    people = {row["Reviewer"] for row in rows(files["street-guide.csv"])}
    addresses = {row["Email Address"] for row in rows(files["subscribed_members_export.csv"])}

    assert all(name.startswith("Neighbour ") for name in people)
    assert all(address.endswith("@example.org") for address in addresses)
