"""Neural readers: what they are given, and what is said where their weights are missing."""

import numpy as np
import pytest

from standout.errors import DataError
from standout.text.readers.neural import AT_ONCE, Neural, _batches, _padded, there


def test_missing_weights_are_told_with_what_to_do(tmp_path):
    with pytest.raises(DataError, match="weights of the reader swift") as error:
        Neural("swift", home=tmp_path)

    assert "lexicon" in error.value.hint
    assert not there("swift", tmp_path)


def test_every_sentence_is_read_once_and_with_others_of_its_length():
    rng = np.random.default_rng(3)
    lengths = [int(n) for n in rng.integers(2, 97, 500)]

    batches = list(_batches(lengths))

    assert sorted(np.concatenate(batches).tolist()) == list(range(500))
    assert all(max(lengths[row] for row in rows) * len(rows) <= AT_ONCE for rows in batches)
    assert sum(max(lengths[row] for row in rows) * len(rows) for rows in batches) < 1.1 * sum(lengths)
    assert list(_batches([])) == []


def test_short_sentences_are_filled_up_to_the_longest():
    assert _padded([[2, 7, 3], [2, 3]], 0).tolist() == [[2, 7, 3], [2, 3, 0]]
