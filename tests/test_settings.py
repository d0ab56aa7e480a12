import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout import registry
from standout.errors import SettingError, UsageError
from standout.settings import Setting, resolve

LEVEL = Setting("level", 0.05, "How often at most we may be wrong.", 0.001, 0.2)
COUNT = Setting("count", 15, "From how many.", 5, 1000)
SHOWN = Setting("shown", default=True, help="Whether it is shown.")
WORD = Setting("word", "best", "The word.")
QUESTIONS = registry.catalogue("standout.questions", "QUESTION")


def test_a_flag_wins_over_the_file_and_the_file_over_the_default():
    declared = [LEVEL, COUNT, WORD]

    assert resolve(declared, {}) == {"level": 0.05, "count": 15, "word": "best"}
    assert resolve(declared, {"count": 20, "level": 0.1})["count"] == 20
    assert resolve(declared, {"count": 20}, {"count": 30})["count"] == 30


def test_a_name_nobody_declared_is_an_error_that_gives_the_nearest():
    with pytest.raises(SettingError, match="called lvel. There is: level"):
        resolve([COUNT, LEVEL], {"lvel": 0.1})


def test_an_unknown_flag_is_an_error_too():
    with pytest.raises(SettingError, match="shwn"):
        resolve([SHOWN], {}, {"shwn": "yes"})


@pytest.mark.parametrize("given", ["abc", "", None, [5], "15.5", 15.5])
def test_what_is_no_whole_number_is_not_taken_for_one(given):
    with pytest.raises(SettingError, match="a whole number"):
        COUNT.read(given)


@pytest.mark.parametrize(("setting", "given"), [(COUNT, 4), (COUNT, 1001), (LEVEL, "0.5"), (LEVEL, 0)])
def test_a_value_outside_its_range_is_an_error_that_names_the_range(setting, given):
    with pytest.raises(SettingError, match=f"between {setting.least} and {setting.most}"):
        setting.read(given)


@pytest.mark.parametrize("given", [float("nan"), "nan"])
def test_a_number_that_is_none_lies_in_no_range(given):
    with pytest.raises(SettingError):
        LEVEL.read(given)


@pytest.mark.parametrize(
    ("given", "read"),
    [(True, True), ("yes", True), ("On", True), ("1", True), ("no", False), ("FALSE", False), (0, False)],
)
def test_yes_and_no_are_read_in_the_ways_people_write_them(given, read):
    assert SHOWN.read(given) is read


def test_neither_yes_nor_no_is_an_error():
    with pytest.raises(SettingError, match="yes or no"):
        SHOWN.read("perhaps")


@given(st.integers(5, 1000))
def test_a_whole_number_in_range_comes_back_as_it_went_in_however_it_is_written(number):
    assert COUNT.read(number) == COUNT.read(str(number)) == number
    assert type(COUNT.read(str(number))) is int


def test_a_wrong_setting_is_wrong_usage():
    assert issubclass(SettingError, UsageError)
    assert SettingError("x").exit_code == 2


@pytest.mark.parametrize(
    "setting", [pytest.param(s, id=f"{q.name}.{s.name}") for q in QUESTIONS.values() for s in q.settings]
)
def test_every_default_can_be_read_back_and_is_explained(setting):
    assert setting.read(setting.default) == setting.default
    assert setting.read(str(setting.default)) == setting.default
    assert setting.help.endswith(".")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_a_question_declares_no_setting_twice(question):
    names = [setting.name for setting in question.settings]
    assert len(names) == len(set(names))
