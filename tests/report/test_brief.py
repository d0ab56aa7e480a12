import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefs import CASES, HOSTILE, LOGO, brief, chapter, empty, inventory, plain, several, told
from cards import HIGH, LOW, MIDDLE, found, market
from questions.est.conftest import SETTINGS
from standout.report import what_if
from standout.report.brand import Brand
from standout.report.brief import body_digest, embedded, intact, render, sheet
from standout.words import speaking


class _Page(HTMLParser):
    """Reads a page as a browser would: its elements, and the text outside scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text, self.silent = [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.text.append(data)

    @property
    def read(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def pages():
    return {name: render(made()) for name, made in CASES.items()}


def test_the_front_comes_first_then_all_behind_it_in_the_order_it_is_read(pages):
    text = _Page(pages["town"]).read
    order = [
        "Made-up town", "Corner Deli", "What customers say, what we are best at", "What we are best at",
        "Corner Deli is judged on coffee.", "This week",
        "Coffee: who stands",
        "Not known yet", "Speaks of", "About", "Rows read", "Fingerprints", "To check it",
        "Everything behind this page", "What are we best at, and for whom?", "Also worth knowing",
        "Where everyone stands", "What to do next", "How do we know?", "What was read", "How it is judged",
        "Fingerprint",
    ]  # fmt: skip
    places, at = [], 0
    for part in order:
        at = text.index(part, at)
        places.append(at)
    assert places == sorted(places)


def test_it_shows_every_sentence_and_every_figure_of_every_picture(pages):
    text, made = _Page(pages["town"]).read, chapter()
    for picture in made.pictures:
        assert " ".join(picture.sentence.split()) in text
        for row in picture.rows:
            assert all(cell in text for cell in row)


def test_every_finding_is_on_the_page_in_full_or_in_the_table(pages):
    text = _Page(pages["large"]).read
    assert "96 more answers" in text
    for i in range(100):
        assert f"Aspect {i} " in text or f"aspect {i}." in text


@pytest.mark.parametrize("case", CASES)
def test_the_same_brief_gives_the_same_bytes_and_is_intact(pages, case):
    assert render(CASES[case]()) == pages[case]
    assert intact(pages[case])


@pytest.mark.parametrize("case", CASES)
def test_it_holds_nothing_that_runs_and_nothing_from_outside(pages, case):
    page = _Page(pages[case])
    scripts = [value for tag, name, value in page.attributes if tag == "script" and name == "type"]
    assert scripts == ["application/json"]
    assert "script-src" not in pages[case]
    loads = {"link", "iframe", "object", "embed", "form", "base", "image", "use", "audio", "video"}
    assert not loads & set(page.tags)
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] in {"srcset", "action"}]
    sources = [value for _, name, value in page.attributes if name == "src"]
    assert all(value.startswith("data:image/png;base64,") for value in sources)
    assert len(sources) == (case == "crowded")
    assert {value for _, name, value in page.attributes if name == "href"} == (
        {"https://example.org/" + "a" * 200} if case == "crowded" else set()
    )
    assert "@import" not in pages[case]
    assert "url(" not in pages[case]


def test_a_script_runs_only_where_verdicts_can_be_tried_and_only_the_one_the_policy_names(engine):
    finding, _ = found(engine, market(HIGH, MIDDLE, LOW, LOW))
    made = replace(chapter(), what_if=[None, *what_if.rows([finding], SETTINGS)])
    html = render(brief(chapters=[made]))
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    [script] = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in policy or f"script-src 'sha256-{digest}'" in policy
    assert "What would it take?" in _Page(html).read
    assert intact(html)


def test_hostile_names_are_shown_as_they_are_written(pages):
    text = _Page(pages["hostile"]).read
    for name in HOSTILE:
        if "\u202e" not in name:
            assert name.replace(". ", ".\N{NO-BREAK SPACE}") in text or name in text
    assert "\u202e" not in pages["hostile"]
    assert "<b>" not in pages["hostile"]


def test_a_name_written_from_right_to_left_is_kept_from_turning_the_line(pages):
    assert "<bdi>مطعم الأرز الذهبي</bdi>" in pages["hostile"]
    assert "<bdi>" not in pages["town"]


def test_a_banner_on_top_stands_on_every_printed_page_too(pages):
    assert _Page(pages["town"]).read.index("Made-up town, so that you can check us") < 200
    assert '@top-center { content: "Made\\2d up\\20 town' in pages["town"]
    assert '@top-center { content: "' not in render(brief())


def test_a_hostile_banner_cannot_leave_the_style_sheet(pages):
    style = pages["hostile"].split("<style>")[1].split("</style>")[0]
    assert "\\3c \\2f style" in style
    assert "counter(pages)" in style  # the end of the sheet is still in it


def test_the_evidence_inside_is_enough_to_answer_again(pages):
    made, said = chapter(), embedded(pages["town"])
    [one] = said["chapters"]
    assert one["fingerprint"] == made.fingerprint
    assert one["evidence"] == json.loads(json.dumps(made.evidence.to_dict()))
    assert one["sentences"] == [finding.sentence for finding in made.findings]
    assert said["business"] == "Corner Deli"


def test_a_page_away_from_its_workspace_shows_the_command_that_checks_it():
    command = "standout verify town.html --workspace 'my <town>'"
    made = replace(brief(), check=command)
    beside, away = _Page(render(brief())).read, _Page(render(made)).read
    assert "run this command beside the files it was made from" in beside
    assert "standout verify brief.html" in beside
    assert "run this command in the folder that holds it" in away
    assert f"compares every figure: {command}" in away
    assert "verify brief.html" not in away
    assert embedded(render(made))["check"] == command


def test_a_changed_figure_is_noticed(pages):
    assert "4.70" in pages["town"]
    assert body_digest(pages["town"].replace("4.70", "4.80")) != body_digest(pages["town"])
    assert not intact(pages["town"].replace("4.70", "4.80"))


def test_an_empty_workspace_gets_a_page_that_says_what_to_add(pages):
    text = _Page(pages["empty"]).read
    assert "What was read No file was added yet. What to do first Add a file with reviews" in text
    assert "Add a file with reviews of your business" in text
    assert "standout verify" not in text
    assert "Fingerprints" not in text
    assert empty().chapters == ()


def test_files_are_counted_and_shown_without_where_they_lie(pages):
    text = _Page(pages["town"]).read
    assert "2 files with 1,212 rows; 3 of them turned away." in text
    assert "reviews.json Google takeout reviews 1,203 1,200 0 3" in text
    assert "someone" not in pages["town"]
    assert "stuff" not in pages["town"]


def test_rows_turned_away_are_told_by_line_and_never_shown():
    html = render(brief(read=inventory(rejects=40, reasons=3)))
    assert "14 rows: Reason number 0." in _Page(html).read
    assert "a@b.example" not in html


def test_of_many_reasons_the_most_frequent_are_told_and_the_rest_counted(pages):
    assert "22 more reasons." in _Page(pages["large"]).read  # 30 less the 8 told


def test_where_nothing_was_turned_away_it_says_so():
    assert "No row was turned away." in _Page(render(brief(read=inventory()))).read


def test_settings_inputs_seed_version_and_fingerprint_are_printed(pages):
    text = _Page(pages["town"]).read
    for part in (
        "alpha 0.05",
        "a" * 64,
        "b" * 64,
        "8123",
        "0.1.0, duckdb 1.5.5",
        chapter().fingerprint,
        "1 November 2026",
    ):
        assert part in text


def test_notes_are_shown_under_their_names():
    made = brief()
    noted = type(made)(
        **{f: getattr(made, f) for f in made.__slots__} | {"notes": {"Source": "A <b>made-up</b> list."}}
    )
    html = render(noted)
    assert "Source A <b>made-up</b> list." in _Page(html).read


def test_tables_have_heads_and_every_place_that_scrolls_has_a_name_of_its_own(pages):
    page = _Page(pages["town"])
    names = [value for tag, name, value in page.attributes if name == "aria-label" and value.startswith("Table:")]
    assert len(names) == len(set(names)) == page.tags.count("table")
    assert not re.search(r"<th(?![^>]*scope)[ >]", pages["town"])


def test_chapters_stand_in_the_order_they_are_read_whatever_order_they_come_in(pages):
    text = _Page(pages["several"]).read
    order = [
        "What do customers praise, ask for and complain of?",
        "14 of 210 people ask for this: showers.", "I wish they had showers.",
        "What are we best at, and for whom?", "Corner Deli is judged on coffee.", "Where everyone stands",
        "What are we trying to do, and how?", "There is no objective yet.", "What to do next", "How do we know?",
    ]  # fmt: skip
    behind = text[text.index("Everything behind this page") :]
    places = [behind.index(part) for part in order]
    assert places == sorted(places)


def test_customers_words_are_quoted_whole_and_as_text_or_not_at_all(pages):
    assert "<blockquote><p>I wish they had showers.</p></blockquote>" in pages["several"]
    assert "No showers &lt;b&gt;at all&lt;/b&gt;, after eleven hours." in pages["several"]
    assert "QQQ" not in pages["several"]


def test_a_count_says_that_it_is_one(pages):
    assert '<span class="verdict counted">Counted</span>' in pages["several"]


def test_of_many_answers_of_a_question_the_first_are_told_and_the_others_stand_in_words_in_its_table(pages):
    text = _Page(pages["several"]).read
    # ten findings: six told, four in the table
    assert "4 more answers Answer What In words Rows" in text
    assert text.count("Thing 8 is praised. So they say.") == 1


def test_a_chapter_that_found_nothing_keeps_its_proof_and_takes_no_room_above(pages):
    answers, proof = pages["several"].split("How do we know?")
    assert "Did it work?" not in answers
    assert "Did it work?" in proof


def test_files_read_for_several_questions_are_listed_once_where_they_are_the_same(pages):
    # wants first; est has read the same files, strategy others, results the same again
    text = _Page(pages["several"]).read
    assert text.count("the same as for the question above") == 2
    assert text.count("c" * 64) == 1


def test_one_question_alone_has_its_answer_behind_the_front():
    findings = [told("wants", "asked for: showers", "Showers are asked for. By many.")]
    text = _Page(render(brief(chapters=[plain("wants", "What do customers want?", findings)]))).read
    assert text.index("Everything behind this page") < text.index("What do customers want?")
    assert "Showers are asked for." in text


def test_a_question_that_is_gone_still_has_its_chapter_at_the_end():
    gone = plain("weather", "Will it rain?", [told("weather", "rain", "It rains. Often.")])
    text = _Page(render(brief(chapters=[gone, *several()]))).read
    behind = text[text.index("Everything behind this page") :]
    assert behind.index("There is no objective yet.") < behind.index("It rains.") < behind.index("What to do next")


def test_no_heading_and_no_id_stands_twice(pages):
    page = _Page(pages["several"])
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    labels = [value for _, name, value in page.attributes if name == "aria-labelledby"]
    assert set(labels) <= set(ids)


def test_no_customer_is_quoted_twice_in_a_chapter():
    both, other = "Lovely soup, rude staff.", "The soup again."
    findings = [
        told("wants", "praised: soup", "Soup is praised. By many.", quotes=[both]),
        told("wants", "complained of: staff", "Staff are blamed. By many.", quotes=[both, other]),
    ]
    html = render(brief(chapters=[plain("wants", "What do customers want?", findings)]))
    assert html.count(both) == 1
    assert html.count(other) == 1


def test_what_is_the_owner_s_own_stands_on_the_page_and_in_its_evidence():
    own = Brand(title="Our spring", text="For the bank.", accent="#7a1f5c", link="https://example.org/x", logo=LOGO)
    html = render(replace(brief(), brand=own))
    text = _Page(html).read
    assert "Our spring In the owner's own words, as the title is: For the bank." in text
    assert "What customers say, what we are best at" not in text
    assert "img-src data:" in html
    assert ":root { --accent: #7a1f5c; }" in html
    assert "#0b5c8c" not in html.split("</style>")[1]  # the pictures have it too
    assert embedded(html)["front"] == {"title": "Our spring", "text": "For the bank.", "link": "https://example.org/x"}
    assert embedded(html)["logo"] is True


def test_only_a_long_brief_prints_what_is_behind_the_front():
    assert '<body class="short">' in render(brief())
    assert '<body class="whole">' in render(replace(brief(), long=True))


def test_a_brief_in_german_says_so_in_its_page_and_its_evidence():
    with speaking("de"):
        html = render(brief())
    assert '<html lang="de">' in html
    assert embedded(html)["language"] == "de"
    assert "language" not in embedded(render(brief()))


def test_the_front_alone_says_what_the_front_says_and_carries_no_evidence(pages):
    front = _Page(sheet(CASES["town"]())).read
    assert _Page(pages["town"]).read.startswith(front)
    assert "standout-evidence" not in sheet(CASES["town"]())
