import re

import pytest

from standout.glossary import GLOSSARY, meaning


@pytest.mark.parametrize("word", GLOSSARY)
def test_a_word_is_explained_in_one_sentence_that_ends(word):
    assert re.fullmatch(r"[A-Z][^.!?]*\.", GLOSSARY[word])
    assert meaning(word) == GLOSSARY[word]


def test_words_stand_in_order_so_that_one_is_found_at_a_glance():
    assert list(GLOSSARY) == sorted(GLOSSARY)


def test_a_word_that_is_not_there_is_an_error_and_not_an_empty_line():
    with pytest.raises(KeyError, match="synergy"):
        meaning("synergy")


def test_the_glossary_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        GLOSSARY["seed"] = "something else"
