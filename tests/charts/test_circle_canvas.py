import base64
import json

import numpy as np
import pytest

from circled import circles, crowd, finding, told
from standout.charts import circle_canvas
from standout.charts.circle_layout import laid
from standout.charts.circle_people import known

ROWS = circles(
    {"person_id": 1, "place": 1, "channel": "phone", "known_by": "teller", "reason": "brought 2 people; last on 3 May"},
    {"person_id": 2, "bridge": True, "reason": "last on 3 May"},
    {"person_id": 3, "circle": 2, "known_by": "contact", "reason": ""},
)


def held(rows=ROWS, names=None, *findings):
    return circle_canvas.held(known([finding(), *findings], rows), names)


def test_each_person_is_told_by_their_own_circle_channel_and_signs():
    said = held(ROWS, ["Ann", None, "Cy"], told((1, 3)))

    assert (said["first"], said["circle"], said["bridges"], said["lines"]) == (1, "112", [1], [0, 2])
    assert said["channel"] == "244"  # by phone; the others may not be asked
    assert said["by"] == "014"  # brought somebody, bought, on a list
    assert said["names"] == ["Ann", "", "Cy"]
    assert [[said["phrases"][int(j)] for j in why.split(",") if j] for why in said["why"].split(";")] == [
        ["brought 2 people", "last on 3 May"], ["last on 3 May"], [],
    ]  # fmt: skip


def test_without_names_there_are_no_signs_either():
    said = held(ROWS)
    assert said["names"] is None
    assert said["phrases"] == []
    assert not said["why"]
    assert "May" not in json.dumps({name: one for name, one in said.items() if name != "said"})


@pytest.mark.parametrize("place", [0, 1])
def test_places_are_those_of_the_layout_to_a_tenth_of_a_pixel(place):
    people = known([finding()], crowd())
    one = circle_canvas.held(people)["maps"][place]
    read = np.frombuffer(base64.b64decode(one["places"]), "<u2").reshape(-1, 2) / 10
    layout = laid(people.circle, people.first, one["size"], people.through)

    assert np.abs(read - np.stack([layout.x, layout.y], axis=1)).max() <= 0.0501


def test_five_thousand_people_with_names_take_less_than_300_kilobytes():
    rows = crowd(first=50, one=400, two=1150, three=3400)
    names = [f"Forename{i} Surname" for i in range(5000)]
    size = len(json.dumps(held(rows, names), ensure_ascii=False, separators=(",", ":")).encode())
    assert size < 300_000
    assert len(json.dumps(held(rows), separators=(",", ":"))) < 100_000


def test_every_sentence_has_a_place_for_what_the_script_puts_in():
    said = held(ROWS, ["Ann", "Bo", "Cy"])["said"]
    assert said["first"] == "{n} of 1 to tell first: {name}."
    assert said["other"] == "{n} of 3: {name}."
    assert held(ROWS)["said"]["other"] == "{n} of 3."
