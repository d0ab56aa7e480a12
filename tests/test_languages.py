"""Every language says all of it, with the same values, in its own marks, and reads as easily."""

import re
import string
import threading
import tomllib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from subprocess import run
from sys import executable

import click
import pytest

from sentences import ROOT, SRC, school_year, sentences
from standout import registry, words
from standout.charts.rows import heading
from standout.errors import SettingError
from standout.finding import Evidence, Finding
from standout.questions.est.naming import named
from standout.questions.strategy.cases import UNSAID, cases, spoken
from standout.text.descriptors import RULES, shown
from standout.words import FIRST, LANGUAGES, catalogue, language, own, say, speaking
from standout.words.spoken import _held, flat

OTHERS = [one for one in LANGUAGES if one != FIRST]
HERE = SRC / "words"
YEAR = 8.0
LONGEST = 30

# Words that are the same in German, and names that are the same everywhere.
SAME = {
    "Standout", "Person", "April", "August", "September", "November", "Name", "Code", "Link", "Version", "Hindi",
    "English", "Deutsch", "PDF", "US Letter", "in", "kB", "MB", "GB",
}  # fmt: skip

DU = r"\b(du|dich|dir|dein\w*|euch|euer\w*|eure\w*)\b"
BLAME = r"\b(ungültig\w*|unzulässig\w*|illegal\w*|fatal\w*|selbst schuld|Ihr Fehler|natürlich|einfach nur|Unsinn)\b|!"

FILLED = {
    "": "Bean Street", "count": 1200, "stars": 4.62, "points": 0.31, "share": 0.85, "list": ["Ann", "Bo", "Cy"],
    "either": ["Ann", "Bo", "Cy"], "ordinal": 2, "day": date(2026, 11, 21), "quoted": "Bean Street",
}  # fmt: skip


def parts(template):
    """The values a sentence takes, each with how it is printed; marks around it are the language's own matter."""
    alike = {"quoted": "", "count": "how many"}
    return Counter(
        (name, "how many" if spec.startswith("plural(") else alike.get(spec, spec))
        for _, name, spec, _ in string.Formatter().parse(template)
        if name is not None
    )


def filled(key):
    specs = {name: spec for _, name, spec, _ in string.Formatter().parse(catalogue()[key]) if name}
    held = {name: 2 if spec.startswith("plural(") else FILLED.get(spec, 4.62) for name, spec in specs.items()}
    return say(key, **held)


def test_english_comes_first_and_german_is_there():
    assert LANGUAGES[0] == FIRST == "en"
    assert "de" in LANGUAGES


@pytest.mark.parametrize("other", OTHERS)
def test_every_english_sentence_is_there_in_the_other_language_and_no_other(other):
    english, said = catalogue(FIRST), catalogue(other)

    assert not [key for key in english if key not in said]
    assert not [key for key in said if key not in english]


@pytest.mark.parametrize("other", OTHERS)
def test_a_sentence_stands_in_the_file_of_the_same_name(other):
    def files(folder):
        held = (file for file in sorted((HERE / folder).glob("*.toml")) if not file.name.startswith("own_"))
        return {file.name: {key for key, _ in flat(tomllib.loads(file.read_text("utf-8")))} for file in held}

    english = files(FIRST)

    assert not {name: keys ^ english.get(name, set()) for name, keys in files(other).items() if keys != english[name]}


@pytest.mark.parametrize("other", OTHERS)
def test_every_sentence_takes_the_same_values_printed_in_the_same_way(other):
    english, said = catalogue(FIRST), catalogue(other)

    assert not {key: said[key] for key in said if key in english and parts(said[key]) != parts(english[key])}


@pytest.mark.parametrize("other", OTHERS)
def test_nothing_was_left_in_english(other):
    def letters(text):
        return re.sub(r"\{[^}]*\}|\bstandout [a-z].*", "", text).strip(" .,:()…")

    english = catalogue(FIRST)
    same = {key: text for key, text in catalogue(other).items() if text == english.get(key)}

    assert not {
        key: text for key, text in same.items() if re.search("[A-Za-z]{2}", letters(text)) and letters(text) not in SAME
    }


@pytest.mark.parametrize("other", OTHERS)
def test_every_sentence_can_be_filled_in(other):
    with speaking(other):
        shown_ = {key: filled(key) for key in catalogue(other) if key in catalogue(FIRST)}

    assert not {key: text for key, text in shown_.items() if re.search(r"[{}]", text) or text != text.rstrip()}
    ends = {key: text for key, text in shown_.items() if text.endswith(".") != filled_ends_in_a_stop(key)}
    assert not {key: text for key, text in ends.items() if not re.match(r"words\.|chart\.ranks?$", key)}


def filled_ends_in_a_stop(key):
    """Whether the English sentence is a whole one: what is put into another must not end as one."""
    with speaking(FIRST):
        return filled(key).endswith(".")


def test_german_is_calm_blames_nobody_and_says_sie():
    texts = {**catalogue("de"), **_held("de", own=True)}

    said = {key: re.sub(r"\{[^}]*\}", "", text) for key, text in texts.items()}
    assert not {key: text for key, text in said.items() if re.search(BLAME, text, re.IGNORECASE)}
    assert not {key: text for key, text in said.items() if re.search(DU, text)}


def test_german_puts_quotation_marks_as_german_does():
    texts = {**catalogue("de"), **_held("de", own=True)}

    assert not {key: text for key, text in texts.items() if re.search("[”«»]", text) or unpaired(text)}


def unpaired(text):
    return text.count("„") != text.count("“") or text.count("‚") != text.count("‘")


def test_each_part_of_the_product_reads_at_school_year_eight_or_below_in_german():
    held = defaultdict(list)
    with speaking("de"):
        for key in catalogue("de"):
            if key in catalogue(FIRST) and (text := filled(key)).endswith((".", "?")):
                held[key.partition(".")[0]].append(text)
    hard = {part: round(found, 1) for part, texts in held.items() if (found := school_year(" ".join(texts))) > YEAR}

    assert not hard


def test_no_german_sentence_is_long():
    with speaking("de"):
        texts = {key: filled(key) for key in catalogue("de") if key in catalogue(FIRST)}

    assert not {key: text for key, text in texts.items() if any(len(said) > LONGEST for said in sentences(text))}


def test_the_measure_of_reading_german_is_the_one_it_is_named_for():
    # 8 words in 2 sentences, so 4 each; "Bewertungen" and "Mitbewerber" have three groups of vowels or more, and more
    # than six letters: 25 %; "Sie", "die", "Und" and "die" have one: 50 %
    assert school_year("Lesen Sie die Bewertungen. Und fragen die Mitbewerber.") == pytest.approx(
        0.1935 * 25 + 0.1672 * 4 + 0.1297 * 25 - 0.0327 * 50 - 0.875
    )


def test_numbers_days_and_lists_are_printed_as_each_language_does():
    def printed():
        return [
            words.count(1234567), words.figure(1234.5), words.figure(-0.05), words.figure(None), words.share(0.853),
            words.money(123450, "EUR"), words.money(1200, "JPY"), words.priced(2.6, "EUR"), words.priced(2.6, "SEK"),
            words.day("2026-11-21T10:00:00"), words.day(datetime(2026, 3, 1, 23, 59)), words.ordinal(1),
            words.ordinal(22), words.ordinal(113), words.listed("ABC"), words.quoted("so gut"),
            say("words.example", n=1200, names=["Ann", "Bo", "Cy"]),
        ]  # fmt: skip

    assert printed() == [
        "1,234,567", "1,234.50", "−0.05", "–", "85 %", "1,234.50 EUR", "1,200 JPY", "€2.60", "2.60 SEK",
        "21 November 2026", "1 March 2026", "1st", "22nd", "113th", "A, B and C", "“so gut”",
        "1,200 reviews of Ann, Bo and Cy.",
    ]  # fmt: skip
    with speaking("de"):
        assert printed() == [
            "1.234.567", "1.234,50", "−0,05", "–", "85 %", "1.234,50 EUR", "1.200 JPY", "2,60 €", "2,60 SEK",
            "21. November 2026", "1. März 2026", "1.", "22.", "113.", "A, B und C", "„so gut“",
            "1.200 Bewertungen von Ann, Bo und Cy.",
        ]  # fmt: skip


def test_formats_in_a_sentence_take_the_marks_of_the_language():
    formats = words._FORMATTER
    given = {"n": 1234, "x": 1234.5, "p": 0.5, "names": ["A", "B"], "r": 3, "d": date(2026, 5, 2), "text": "ja"}
    said = (
        "{n:plural(x,y)} {x:,.1f} {x:g} {x:stars} {p:share} {names:either} {r:ordinal} {d:day} {text:quoted} {x} {text}"
    )

    assert (
        formats.vformat(said, (), given) == "1,234 y 1,234.5 1234.5 1234.50 50 % A or B 3rd 2 May 2026 “ja” 1234.5 ja"
    )
    with speaking("de"):
        assert (
            formats.vformat(said, (), given)
            == "1.234 y 1.234,5 1234,5 1234,50 50 % A oder B 3. 2. Mai 2026 „ja“ 1234,5 ja"
        )
        assert formats.vformat("{n:plural(x,y)} {year}", (), {"n": 1, "year": 2026}) == "1 x 2026"
        assert formats.vformat("{text}", (), {"text": "1,234.50"}) == "1,234.50"  # words stay as they are given


@pytest.mark.parametrize("spoken_", LANGUAGES)
def test_charts_get_the_marks_and_months_of_the_language(spoken_):
    with speaking(spoken_):
        given = words.vega_locale()

    assert {len(given["time"][name]) for name in ("days", "shortDays")} == {7}
    assert {len(given["time"][name]) for name in ("months", "shortMonths")} == {12}
    assert given["number"]["decimal"] != given["number"]["thousands"]


def test_what_is_spoken_within_ends_there_and_may_be_nested():
    seen = [language()]
    with speaking("de"):
        seen.append(language())
        with speaking("en"):
            seen.append(language())
        with speaking(""):
            seen.append(language())
    with pytest.raises(RuntimeError), speaking("de"):
        raise RuntimeError

    assert [*seen, language()] == ["en", "de", "en", "de", "en"]


def test_threads_speak_apart():
    ready, said = threading.Barrier(len(LANGUAGES) * 2, timeout=20), {}

    def answer(number, spoken_):
        with speaking(spoken_):
            ready.wait()
            said[number] = [say("words.and") for _ in range(200)]
            ready.wait()

    threads = [threading.Thread(target=answer, args=(i, LANGUAGES[i % 2])) for i in range(len(LANGUAGES) * 2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert {number: set(texts) for number, texts in said.items()} == {
        number: {"and" if number % 2 == 0 else "und"} for number in range(len(threads))
    }


def test_a_language_there_is_not_is_named_with_those_there_are():
    with pytest.raises(SettingError, match=r"no language called fr\. There is: en, de\."), speaking("fr"):
        pass


@pytest.mark.parametrize(
    ("asked", "spoken_"),
    [("de", "de"), ("de_AT.UTF-8", "de"), ("DE", "de"), ("fr", "en"), ("", "en"), ("../../x", "en")],
)
def test_the_environment_says_what_is_spoken_first(asked, spoken_):
    said = "import standout.words as w; print(w.language())"
    path = str(ROOT / "src")

    done = run(
        [executable, "-c", said],
        capture_output=True,
        text=True,
        check=True,
        env={"STANDOUT_LANGUAGE": asked, "PYTHONPATH": path},
    )

    assert done.stdout.strip() == spoken_


def test_a_sentence_a_language_lacks_is_said_in_english(monkeypatch):
    key = "words.and"
    held = dict(catalogue("de"))
    words.spoken._template.cache_clear()
    monkeypatch.setattr(words.spoken, "_file", lambda _spoken, _name: {})
    monkeypatch.setattr(words.spoken, "_held", lambda spoken_, *, own: {} if spoken_ == "de" else {key: "and"})
    try:
        with speaking("de"):
            assert say(key) == "and"
    finally:
        words.spoken._template.cache_clear()
    assert held[key] == "und"


def test_a_text_beside_its_code_is_given_as_it_is_where_a_language_has_no_words_for_it():
    asks = "What are we best at, and for whom?"

    assert own("question.est.asks", asks) == asks
    with speaking("de"):
        assert own("question.est.asks", asks) == "Worin sind wir am besten, und für wen?"
        assert own("question.nobody.asks", asks) == asks


@pytest.mark.parametrize("other", OTHERS)
def test_every_text_that_stands_beside_its_code_has_its_words(other):
    questions = registry.catalogue("standout.questions", "QUESTION").values()
    naming = tomllib.loads((SRC / "questions" / "est" / "naming.toml").read_text(encoding="utf-8"))
    days = [phrase for pair in naming["days"].values() for phrase in pair]
    wanted = {f"question.{one.name}.asks" for one in questions}
    wanted |= {f"setting.{one.name}.{setting.name}" for one in questions for setting in one.settings}
    wanted |= {f"naming.{phrase}" for phrase in [*days, *naming["people"].values(), *naming["times"].values()]}
    wanted |= {f"unit.{unit}" for unit in ("reviews", "hours_a_week", "items", "hours", "minutes", "stars")}
    spoken_of = tomllib.loads((SRC / "text" / "aspects.toml").read_text(encoding="utf-8"))
    ours = [*spoken_of, "objective", "not seen", "hours", "strategy"]
    wanted |= {f"label.{name}" for name in ours if name != "trades"}
    for case in cases():
        wanted |= {f"case.{case.name}.{field}" for field in ("done", "outcome", "not_transfer")}
        wanted |= {f"case.trades.{case.industry}", f"case.countries.{case.country}"}
    names = {f"case.{case.name}.{field}" for case in cases() for field in ("name", "situation", "needs")}

    held = {key for key in _held(other, own=True) if not key.startswith("click.")}

    assert not wanted - held
    assert not held - wanted - names


@pytest.mark.parametrize("other", OTHERS)
def test_what_click_says_stands_there_in_these_words_and_takes_the_same_values(other):
    source = "".join(file.read_text(encoding="utf-8") for file in Path(click.__file__).parent.glob("*.py"))
    said = {
        key.removeprefix("click."): text for key, text in _held(other, own=True).items() if key.startswith("click.")
    }

    # those left out are written over two lines, or gone in other versions of Click
    assert sum(english.replace("\n", "\\n").replace("\t", "\\t") in source for english in said) > 0.8 * len(said)
    assert not {text for english, text in said.items() if re.findall("{.*?}", text) != re.findall("{.*?}", english)}


@pytest.mark.parametrize("other", OTHERS)
def test_a_case_has_the_same_figures_in_every_language(other):
    def figures(text):
        return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text)))

    for case in cases():
        with speaking(other):
            told = spoken(case)
        assert told.source == case.source
        for field in ("done", "outcome", "not_transfer"):
            text = getattr(told, field)
            assert text != getattr(case, field)
            assert figures(text) == figures(getattr(case, field)), text


def test_a_case_is_as_it_was_written_in_english():
    for case in cases():
        assert spoken(case) == case
        assert case.country != UNSAID or spoken(case).country == UNSAID


def test_a_world_is_named_in_the_language():
    world = {"day": "weekday", "time of day": "Morning", "place": "Leith", "who": "families"}

    assert named(world) == "families on weekday mornings in Leith"
    with speaking("de"):
        assert named(world) == "Familien werktags morgens in Leith"
        assert named({"Mentions children": "mentioned"}) == "Bewertungen, die dies erwähnen: Kinder"


def test_one_thing_has_one_name_in_german():
    texts = {**catalogue("de"), **_held("de", own=True)}

    wrong = r"\bRival\w*|\bNoten?\b|Noch nicht genug|mit den Augen|Markierung"
    assert not {key: text for key, text in texts.items() if re.search(wrong, text)}


def test_the_name_of_an_aspect_that_is_ours_is_shown_in_the_language_and_the_owners_own_is_left():
    scored = Finding(
        question="est", subject="Deli", aspect="overall", verdict="yes", tier="proven", sentence_key="words.example",
        values={"n": 1, "names": ["A"]},
    )  # fmt: skip

    assert heading(scored) == "Overall"
    with speaking("de"):
        assert heading(scored) == "Gesamtwertung"
        assert heading(replace(scored, aspect="Kaffee")) == "Kaffee"


def test_the_label_of_what_was_read_is_a_name_in_every_language_and_shown_in_each():
    english = [rule.label for rule in RULES]
    with speaking("de"):
        assert [rule.label for rule in RULES] == english
        assert shown("Mentions children") == "Erwähnt: Kinder"
        assert shown("Visit") == "Visit"


def finding(**more):
    return Finding(
        question="est", subject="Deli", aspect="Staff", verdict="yes", tier="proven", sentence_key="words.example",
        values={"n": 1200, "names": ["A", "B"]}, **more,
    )  # fmt: skip


def test_a_finding_speaks_the_language_it_was_found_in():
    english = finding()
    with speaking("de"):
        german = finding()
        assert english.sentence == "1,200 reviews of A and B."

    assert german.sentence == "1.200 Bewertungen von A und B."


def test_evidence_names_its_language_where_that_is_not_english():
    said = {"question": "est", "inputs": ("ab",), "settings": {}, "as_of": None, "seed": 1}
    english, german = Evidence(**said), Evidence(**said, language="de")

    assert "language" not in english.to_dict()
    assert german.to_dict()["language"] == "de"
    assert english.fingerprint([]) != german.fingerprint([])
