"""Every sentence stands once in words/en/, is used, can be filled in, and reads easily."""

import re
import string
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from sentences import (
    EXPLAINED_IN_PLACE,
    FOR_PROGRAMMERS,
    ROOT,
    SRC,
    WILD,
    grade,
    is_sentence,
    modules,
    pattern,
    said,
    sentences,
    syllables,
    texts,
)
from standout.words import catalogue, day, listed, nearest, ordinal, say
from standout.words.spoken import flat

WORDS = catalogue("en")
GRADE = 8.0
LONGEST = 30

# The last step of these keys comes from a value that is never written as a word in the source.
COMPOSED = {
    "words.months": "the number of the month",
    "words.months_short": "the same",
    "words.days": "the number of the day in the week",
    "words.days_short": "the same",
    "words.ordinal": "the last digits of the number",
    "settings.kind": "the name of a Python type",
    "workspace.toml_kind": "the name of a Python type",
    "read.language": "ISO 639-1 codes, as texts tell them",
    "brief.method.est": "the steps of the method, all of them in their order",
    "brief.method.wants": "the same",
    "brief.method.value": "the same",
    "brief.method.circles": "the same",
}

# The example of the module that says it.
EXAMPLES = {"words.example"}

# A module may hold words of its own for one reason: it is where those words live.
HOMES = {SRC / "glossary.py": "one sentence for each of the field's words"}

FILLED = {
    "": "Bean Street", "count": 1200, "stars": 4.62, "points": 0.31, "share": 0.85, "list": ["Ann", "Bo", "Cy"],
    "either": ["Ann", "Bo", "Cy"], "ordinal": 2, "day": date(2026, 11, 21), "quoted": "Bean Street",
}  # fmt: skip


def fields(template):
    return {name.split(".")[0].split("[")[0]: spec for _, name, spec, _ in string.Formatter().parse(template) if name}


def value(spec):
    if spec.startswith("plural("):
        return 2
    return FILLED.get(spec, 4.62)


def filled(key):
    return say(key, **{name: value(spec) for name, spec in fields(WORDS[key]).items()})


@cache
def written_words():
    """Every string in the source, templates and tables of data beside it included."""
    held = {text.text for file in modules() for text in texts(file)}
    for file in SRC.rglob("*"):
        if file.suffix in {".html", ".toml"} and file.parents[1].name != "words":
            held |= set(re.findall(r"""["']([\w.]+)["']""", file.read_text(encoding="utf-8")))
    return frozenset(held)


def said_in_templates():
    """The keys said in templates; what is put together there (``"brief.column." ~ name``) is left wild."""
    found = []
    for file in SRC.rglob("*.html"):
        for key, more in re.findall(r"""say\(\s*["']([\w.]+)["'](\s*~)?""", file.read_text(encoding="utf-8")):
            found.append(key + (WILD if more else ""))
    return found


CALLS = [call for file in modules() for call in said(file)]


def meant(key):
    """The sentences that a key, whole or composed, may stand for."""
    return [word for word in WORDS if pattern(key).fullmatch(word)]


def test_no_sentence_stands_in_two_files():
    files = sorted((SRC / "words" / "en").glob("*.toml"))
    held = [key for file in files for key in flat(tomllib.loads(file.read_text(encoding="utf-8")))]

    assert len(held) == len(WORDS)


def test_every_sentence_that_is_said_is_there():
    assert not [str(call.at) for call in CALLS for key in call.keys if not meant(key)]
    assert not [key for key in said_in_templates() if not meant(key)]


def test_every_sentence_that_is_there_is_said():
    written = written_words() | set(said_in_templates())
    named = written | {name for text in written for name in re.findall(r"'(\w+)[:']", text)}  # the last: in a statement
    whole = [text + WILD if text.endswith(".") else text for text in written if re.match(r"[a-z_]+\.", text)]
    composed = [re.compile("(.+)".join(map(re.escape, text.split(WILD)))) for text in whole if WILD in text]
    partly = [pattern(text) for text in written if WILD in text and re.search(r"[a-z]{3}", text)]

    def said_somewhere(key):
        """Whether some text is put together to this key, from steps that are written or made elsewhere."""
        if key.rpartition(".")[0] in COMPOSED:
            return any(one.fullmatch(key) for one in composed)
        steps = [found.groups() for one in composed if (found := one.fullmatch(key))]
        return any(all(step in named or any(p.fullmatch(step) for p in partly) for step in each) for each in steps)

    assert not [key for key in WORDS if key not in written | EXAMPLES and not said_somewhere(key)]


def test_a_sentence_is_given_every_value_it_needs():
    composed = {key: [] for key in WORDS}
    wrong = []
    for call in CALLS:
        for key in call.keys:
            for word in meant(key):
                needed = set(fields(WORDS[word]))
                if WILD in key:
                    composed[word].append((call, call.open or needed <= call.given))
                elif not call.open and not needed <= call.given:
                    wrong.append(f"{call.at} needs {sorted(needed)}, is given {sorted(call.given)}")
    # a composed key may stand for several sentences; each needs one call that gives all it asks for
    whole = {key for call in CALLS for key in call.keys} | written_words()
    for word, calls in composed.items():
        if calls and word not in whole and not any(fits for _, fits in calls):
            wrong.append(f"{word} is given too little by {[str(call.at) for call, _ in calls]}")
    assert not wrong


def test_a_sentence_is_given_no_value_that_it_leaves_out():
    idle = []
    for call in CALLS:
        needed = {name for key in call.keys for word in meant(key) for name in fields(WORDS[word])}
        if call.given - needed:
            idle.append(f"{call.at} has no place for {sorted(call.given - needed)}")
    assert not idle


def test_every_sentence_can_be_filled_in():
    shown = {key: filled(key) for key in WORDS}

    assert not {key: text for key, text in shown.items() if re.search(r"[{}]", text) or text != text.rstrip()}


def test_every_sentence_is_calm_and_blames_nobody():
    assert not {key: text for key, text in WORDS.items() if "!" in text or re.search(BLAME, text, re.IGNORECASE)}


BLAME = (
    r"\b(invalid|illegal|fatal|aborted|you (failed|forgot|should have|made a mistake|were wrong)|your (fault|mistake)|"
    r"stupid|silly|obviously|of course|simply|nonsense)\b"
)


def test_each_part_of_the_product_reads_at_grade_eight_or_below():
    parts = defaultdict(list)
    for key in WORDS:
        shown = filled(key)
        if shown.endswith((".", "?")):
            parts[key.partition(".")[0]].append(shown)
    hard = {part: round(grade(" ".join(held)), 1) for part, held in parts.items() if grade(" ".join(held)) > GRADE}

    assert not hard


def test_no_sentence_is_long():
    assert not [key for key in WORDS if any(len(words) > LONGEST for words in sentences(filled(key)))]


def test_no_sentence_for_users_stands_outside_the_words():
    exempt = frozenset(EXPLAINED_IN_PLACE | FOR_PROGRAMMERS)
    stray = [
        str(text)
        for file in modules()
        if file not in HOMES
        for text in texts(file, without=exempt)
        if is_sentence(text.text)
    ]
    assert not stray


@pytest.mark.parametrize("text", ["You can do this now.", "There is no such file here", "{} reviews of us were read"])
def test_the_search_for_sentences_finds_one(text):
    assert is_sentence(text.replace("{}", WILD))


@pytest.mark.parametrize("text", ["SELECT a FROM b WHERE c", r"(\d+) (?:of|from) x", "utf-8", "a_staff", "first name"])
def test_the_search_for_sentences_leaves_other_strings_alone(text):
    assert not is_sentence(text)


def test_the_measure_of_reading_is_the_one_it_is_named_for():
    # 10 words in 2 sentences, 11 syllables: 0.39 * 5 + 11.8 * 1.1 - 15.59 = -0.66
    assert grade("The cat sat on mats. Dogs ran after a ball.") == pytest.approx(-0.66)
    # 4 words in 1 sentence, 5 + 2 + 5 + 6 = 18 syllables: 0.39 * 4 + 11.8 * 4.5 - 15.59 = 39.07
    assert grade("Considerable patience facilitated organisational") == pytest.approx(39.07)


@pytest.mark.parametrize(("word", "count"), [("made", 1), ("table", 2), ("reviews", 2), ("judged", 1), ("business", 3)])
def test_syllables_are_groups_of_vowels_without_a_silent_e(word, count):
    assert syllables(word) == count


def shipped():
    """Every text that goes out with the product."""
    kinds = {".py", ".md", ".toml", ".html", ".txt", ".css", ".js"}
    held = [
        ROOT / "run.py",
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        ROOT / "pyproject.toml",
    ]
    for folder in ("src", "tests", "docs", "benchmarks", "demos", "changes", ".ci"):
        held += [file for file in (ROOT / folder).rglob("*") if file.suffix in kinds or file.name == "run"]
    return [file for file in held if file.is_file() and not {"__pycache__", "vendor"} & set(file.parts)]


def test_what_is_shipped_names_no_list_number_and_no_path_of_one_machine():
    number = re.compile(r"\bR\d{1,3}\b(?!\w)")
    place = re.compile(r"(?<![\w./])/(?:(?:work|root|tmp|opt)/\w|(?:home|Users)/(?!(?:ann|someone)\b)\w)")
    found = []
    for file in shipped():
        for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if number.search(text) or place.search(text):
                found.append(f"{file.relative_to(ROOT)}:{line}: {text.strip()[:100]}")
    assert not found


def test_what_people_read_in_the_docs_blames_nobody():
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in shipped()
        if file.suffix == ".md"
        for match in re.finditer(BLAME, file.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not found


def test_formats_print_as_they_say():
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed("ABC") == "A, B and C"
    assert listed("ABC", "or") == "A, B or C"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip
    assert day("2026-11-21T10:00:00") == "21 November 2026"
    assert nearest("revews", ["orders", "reviews"]) == "reviews, orders"


def test_a_sentence_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        say("words.nothing_of_the_kind")
    with pytest.raises(KeyError):
        say("words.example", n=1)
