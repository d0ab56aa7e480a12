"""Language: English is told from other languages, and what holds too little goes with the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.language import LONG, OTHER, in_english, is_english, language, may_be_english

GERMAN = "Wir waren am Sonntag hier und das Essen war leider schon kalt."


@pytest.mark.parametrize(
    "text",
    [
        "We sat in the garden and the waiter forgot us.", "I had the pie and it was cold.", "Not as good as it was.",
        "The café had crème brûlée, and it was über good.", "An die-hard fan of the place.", "DO NOT COME HERE",
        "It\u2019s the bread that I come for.",
    ],
)  # fmt: skip
def test_what_is_written_in_english_is_told(text):
    assert is_english(text) is True


@pytest.mark.parametrize(
    "text",
    [
        GERMAN, "Fuer uns war es zu laut.", "On a bien mangé et le service est rapide.", "Tres bon mais trop cher.",
        "La comida estaba fría y nadie nos atendió.", "La pizza era fredda ma il vino è buono.",
        "Het eten was koud en de bediening erg traag.", "A comida estava fria mas o vinho é muito bom.",
        "Jedzenie było zimne, ale obsługa jest bardzo miła.", "ГОРЯЧИЙ СУП", "とても美味しい", "Πολύ καλό!",
        "Maten var kall men personalen gjorde allt de kunde så vi blev ändå riktigt nöjda till slut.",
    ],
)  # fmt: skip
def test_what_is_written_in_another_language_is_told(text):
    assert is_english(text) is False


@pytest.mark.parametrize("text", ["", "Super!", "5/5", "🎉🎉", "Latte, croissant", "Top Service"])
def test_of_what_holds_too_little_nothing_is_told(text):
    assert is_english(text) is None


def test_a_list_of_a_few_things_is_no_other_language_and_a_long_text_without_a_word_of_english_is():
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]

    assert is_english(" ".join(words[: LONG - 1])) is None
    assert is_english(" ".join(words[:LONG])) is False


def test_what_holds_too_little_goes_with_most_of_the_others_and_is_english_where_that_is_open():
    english = "The soup was good and we will come again."

    assert in_english(["Super!", GERMAN, GERMAN, english]) == [False, False, False, True]
    assert in_english(["Super!", GERMAN, english, english]) == [True, False, True, True]
    assert in_english(["Super!", GERMAN, english]) == [True, False, True]
    assert in_english(["Super!", "Top"]) == [True, True]
    assert in_english([]) == []


@given(st.lists(st.text(max_size=60), max_size=8))
def test_every_text_gets_an_answer_whatever_stands_in_it(texts):
    assert len(in_english(texts)) == len(texts)
    assert set(in_english(texts)) <= {True, False}


@given(st.text(max_size=80), st.sampled_from([GERMAN, "The soup was good and we will come again."]))
def test_capitals_and_spaces_change_nothing(around, text):
    assert is_english(text.upper()) == is_english(text) == is_english(f"  {text}  ")
    assert is_english(text + " " * 300 + around) == is_english(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We sat in the garden and the waiter forgot us.", "en"), (GERMAN, "de"),
        ("On a bien mangé et le service est rapide.", "fr"), ("La comida estaba fría y nadie nos atendió.", "es"),
        ("La pizza era fredda ma il vino è buono.", "it"), ("Het eten was koud en de bediening erg traag.", "nl"),
        ("A comida estava fria mas o vinho é muito bom.", "pt"), ("Jedzenie było zimne, ale obsługa miła.", "pl"),
        ("Maten var kall men personalen var trevlig.", "sv"), ("Maden var kold, og betjeningen var langsom.", "da"),
        ("Maten var kald, og betjeningen var veldig treg.", "no"), ("Ruoka oli hyvää mutta palvelu oli hidasta.", "fi"),
        ("Jídlo bylo velmi dobré a obsluha také.", "cs"), ("Yemekler çok güzel ama servis biraz yavaş.", "tr"),
        ("Очень вкусно и быстро", "ru"), ("Дуже смачно, але довго чекали", "uk"), ("很好吃的餐厅", "zh"),
        ("とても美味しい料理", "ja"), ("맛있어요", "ko"), ("الطعام رائع", "ar"), ("Πολύ καλό φαγητό", "el"),
        ("האוכל היה מצוין", "he"), ("Super!", None), ("", None), ("🎉", None),
        ("Chakula kilikuwa kitamu sana, wahudumu walikuwa wakarimu, tutarudi hapa mwakani pamoja rafiki zetu", OTHER),
    ],
)  # fmt: skip
def test_a_language_is_named_by_its_words_or_its_letters(text, code):
    assert language(text) == code


@pytest.mark.parametrize(
    ("text", "told"),
    [("Great food!", True), ("Super!", True), ("", True), ("Sehr lecker", False), ("Świetne!", False), ("美味", False)],
)
def test_what_cannot_be_told_is_taken_for_english_by_its_own_words_and_letters(text, told):
    assert may_be_english(text) is told


@given(st.text(max_size=120))
def test_what_is_english_is_named_so_and_what_is_not_never(text):
    if is_english(text) is not None and language(text) is not None:
        assert (language(text) == "en") <= is_english(text)
