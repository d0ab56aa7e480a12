"""What holds of every reader that ships, whatever it reads with."""

import numpy as np
import pytest

from standout.errors import UsageError
from standout.text import reading
from standout.text.aspects import named
from standout.text.readers import NAMES, default, reader
from standout.text.readers.neural import there
from standout.text.readers.reader import TONES

SHIPPED = ["lexicon", *(name for name in ("swift", "deep") if there(name))]
ASPECTS = named(["staff", "food", "price", "waiting time"])
STAFF, FOOD = 0, 1
SENTENCES = [
    "The staff were friendly.", "The food was great but the staff were awful.", "We waited an hour for a table.",
    "A", "The price was fair, the food delicious and the queue short, and we will be back with all our friends.",
    "We sat outside at Bean Street.", "Great!", "The food was cold. " * 12,
]  # fmt: skip


@pytest.fixture(params=SHIPPED)
def read(request):
    return reader(request.param).read


def tone(read, sentence, aspect):
    """From -1 to 1, how well a sentence speaks of an aspect."""
    chances = read([sentence], ASPECTS)[0, aspect]
    return float(chances[3] - chances[1])


@pytest.mark.parametrize(
    ("plain", "denied", "aspect"),
    [
        ("The staff were friendly.", "The staff were not friendly.", STAFF),
        ("The food was good.", "The food was not good.", FOOD),
        ("The staff are helpful.", "The staff are never helpful.", STAFF),
    ],
)
def test_denying_praise_makes_it_blame(read, plain, denied, aspect):
    assert tone(read, plain, aspect) > 0 > tone(read, denied, aspect)


@pytest.mark.parametrize(
    ("sentence", "good", "bad"),
    [
        ("The food was great but the staff were awful.", FOOD, STAFF),
        ("The staff were great but the food was awful.", STAFF, FOOD),
        ("Although the staff were rude, the food was excellent.", FOOD, STAFF),
        ("Lovely staff, terrible food.", STAFF, FOOD),
    ],
)
@pytest.mark.parametrize("careful", [name for name in SHIPPED if name != "swift"])
def test_each_side_of_but_keeps_its_own_tone(careful, sentence, good, bad):
    # swift gets two in five of such sentences wrong; its card says so
    read = reader(careful).read

    assert tone(read, sentence, good) > 0 > tone(read, sentence, bad)


@pytest.mark.parametrize("name", SHIPPED)
def test_whose_business_it_is_changes_nothing(name):
    pattern = "The staff at {} were friendly but the food was cold."
    names = ["Bean Street", "Corner Cup", "Harbour House", "Nordlicht", "Alvarez & Sons", "The Best Pub"]

    rows = reading.read([pattern.format(one) for one in names], ASPECTS, reader(name), names)

    each = np.stack([rows[tone].to_numpy().reshape(len(names), -1) for tone in TONES])
    assert np.abs(each - each[:, :1]).max() < 0.02


@pytest.mark.parametrize("careful", [name for name in SHIPPED if name != "swift"])
def test_praise_far_from_what_denies_it_is_blame_and_a_name_nobody_gave_changes_that_little(careful):
    # swift gets two in five of such sentences wrong; its card says so
    read = reader(careful).read

    assert tone(read, "I don't think the food is great here.", FOOD) < 0
    for name in ("Bean Street", "Corner Cup", "Harbour House", "Nordlicht"):
        sentence = f"The staff at {name} were friendly but the food was cold."

        assert tone(read, sentence, STAFF) > 0.3
        assert tone(read, sentence, FOOD) < -0.3


def test_the_order_of_sentences_and_aspects_and_what_is_read_together_change_nothing(read):
    found = read(SENTENCES, ASPECTS)
    backwards = read(SENTENCES[::-1], ASPECTS[::-1])[::-1, ::-1]
    alone = np.concatenate([read([sentence], ASPECTS) for sentence in SENTENCES])
    asked_alone = np.concatenate([read(SENTENCES, [aspect]) for aspect in ASPECTS], axis=1)

    for other in (backwards, alone, asked_alone):
        assert np.abs(found - other).max() < 1e-3


def test_the_chances_sum_to_one_whatever_is_read(read):
    odd = ["", " ", "🎉🎉", "\x00", "<b>", "x" * 5000, "の", "half \ud83d", "a\u0301" * 200, *SENTENCES]

    found = read(odd, ASPECTS)

    assert found.shape == (len(odd), len(ASPECTS), 4)
    assert found.dtype == np.float32
    assert found.min() >= 0
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-4)


def test_nothing_to_read_gives_nothing(read):
    assert read([], ASPECTS).shape == (0, len(ASPECTS), 4)
    assert read(["Great!"], ()).shape == (1, 0, 4)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_reader_says_who_it_is(name):
    held = reader(name)

    assert held.name == name
    assert len(held.version) == 12
    assert held.languages == {"en"}
    assert reader(name) is held


def test_the_best_reader_is_one_that_ships_and_another_name_is_refused():
    assert default() in SHIPPED
    assert reader().name == default()
    with pytest.raises(UsageError, match="There is: auto, lexicon, swift and deep."):
        reader("gpt")
    assert NAMES[0] == "auto"
