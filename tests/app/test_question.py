"""The page of a question: its answer, pictures, table, quotes, what isn't known yet, how we know; its settings."""

import html
import re
import shutil
from datetime import date

import pyarrow as pa
import pytest

from answered import answered
from app_forms import word
from briefs import HOSTILE, brief, chapter, plain, several, told
from circled import chapter as circles_chapter
from leagues import TOWN, finding, league, spread, together
from standout import Workspace, registry
from standout.app import asked, fields, looks, slices, sure
from standout.app.doubts import doubts
from standout.app.pages import question
from standout.app.work import Job, Worker
from standout.finding import Evidence, Needed
from standout.question import Question
from standout.settings import Setting
from standout.workspace import uses
from standout.workspace.choices import Business, Choices, Described
from standout.workspace.view import View

LINKED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
"""What a browser sends where a link on another site was followed."""
DRAWING = Job(id="1", key="", label="Drawing", lane="", language="en", function="", arguments={})
QUESTIONS = sorted(registry.names("standout.questions"))


def text(page):
    bare = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Give a workspace that holds the answers of several questions; it is copied and never changed."""
    folder = tmp_path_factory.mktemp("held") / "biz"
    answered(folder, several(), rivals=TOWN[1:])
    return folder


@pytest.fixture
def town(held, tmp_path):
    """Give a workspace that holds the answers of several questions."""
    return shutil.copytree(held, tmp_path / "biz")


def test_sentence_picture_table_quotes_then_the_rest_then_how_we_know(serve, town):
    said = text(serve(town).get("/questions/est").text)

    order = [
        "What are we best at, and for whom?", "Yes", "Corner Deli is judged on coffee.", "In pictures",
        "Coffee: who stands where", "The whole table", "Also worth knowing", "How do we know?",
        "How it is judged", "What would break it", "How sure we are", "Fingerprint", "Check it yourself",
        "standout ask biz est", "Ask it differently",
    ]  # fmt: skip
    places = [said.index(part, said.index("Skip to the page") + 20) for part in order]
    assert places == sorted(places)


def test_customers_are_quoted_in_full_or_not_at_all(serve, town):
    page = serve(town).get("/questions/wants").text

    assert "I wish they had showers." in text(page)
    assert "No showers &lt;b&gt;at all&lt;/b&gt;, after eleven hours." in page
    assert "QQQ" not in page  # 301 letters are too many, and no quote is cut


def test_what_is_not_known_yet_has_a_card_with_its_next_step(serve, town):
    said = text(serve(town).get("/questions/strategy").text)

    assert "Not known yet Objective Not enough yet There is no objective yet. Say one. Next step:" in said


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_page_before_and_after_it_was_asked(serve, tmp_path, question):
    known = registry.catalogue("standout.questions", "QUESTION")[question]
    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    client = serve(tmp_path / "biz")

    before = client.get(f"/questions/{question}")
    answered(tmp_path / "biz", [plain(question, known.asks, [])])
    after = client.get(f"/questions/{question}")

    for page in (before, after):
        assert page.status_code == 200
        assert f"<h1>{html.escape(known.asks)}</h1>" in page.text
        for setting in known.settings:
            assert f'name="{setting.name}"' in page.text


def test_how_sure_we_are_stands_in_the_words_of_the_badges():
    findings = [
        told("est", "coffee", "So. It is.", "yes"), told("est", "tea", "So. It is.", "close"),
        told("est", "cake", "So. It is.", "close"), told("est", "room", "So. It is.", "not_enough"),
    ]  # fmt: skip

    found = sure.sure(findings)

    assert [(one.badge, one.n) for one in found] == [("Yes", 1), ("Too close to call", 2), ("Not enough yet", 1)]
    assert [sum(how.n for how in one.hows) for one in found] == [1, 2, 1]
    assert found[-1].hows[0].called == ""  # one word on the screen and on paper needs no second


def test_what_is_needed_has_a_link_to_its_page_and_no_command(serve, tmp_path):
    needed = Needed(more=1, of="rivals", step_key="est.step.name")
    found = told("est", "tea", "Too few rivals. Name: standout rivals biz --add Lark.", "not_enough", needed=needed)
    answered(tmp_path / "biz", [plain("est", "What?", [found])])

    page = serve(tmp_path / "biz").get("/questions/est").text

    assert 'href="/rivals#add"' in page
    assert "standout rivals" not in page
    assert "standout ask biz est" in page  # what checks the answer keeps its command


def test_where_a_rival_is_missing_no_slider_offers_more_reviews_of_ours():
    lacking = told("est", "tea", "Too few rivals.", "not_enough", needed=Needed(1, "rivals", step_key="est.step.look"))
    more = told("est", "tea", "Too few.", "not_enough", needed=Needed(9, "reviews", step_key="est.step.judged"))

    assert [question.lacks_rivals(one) for one in (lacking, more)] == [True, False]


def test_a_question_that_is_not_there_has_no_page(serve, town):
    assert serve(town).get("/questions/nope").status_code == 404


def test_a_made_up_question_has_its_page(serve, tmp_path, monkeypatch):
    held = dict(registry.catalogue("standout.questions", "QUESTION"))
    held["weather"] = Question(
        name="weather", asks="Will it rain?", reads=(), place=12,
        settings=(
            Setting("wet", True, "Whether <rain> counts."), Setting("kind", "", "Which.", choices=("snow", "hail")),
        ),
    )  # fmt: skip
    catalogue = registry.catalogue
    monkeypatch.setattr(registry, "catalogue", lambda p, name: held if name == "QUESTION" else catalogue(p, name))
    answered(tmp_path / "biz", [plain("weather", "Will it rain?", [told("weather", "rain", "It rains. A lot.")])])

    page = serve(tmp_path / "biz").get("/questions/weather").text

    assert "It rains." in text(page)
    assert "Whether &lt;rain&gt; counts." in page
    assert re.findall(r'<option value="(\w*)"', page) == ["yes", "no", "", "snow", "hail"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Give a folder in which every name, aspect and sentence tries to be more than text."""
    said = [
        told("wants", f"praised: {name}", f"{name} is praised.", quotes=(name,), heard="praises", want=name,
             reviewers=9, of=20)
        for name in HOSTILE
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("hostile") / "biz"
    made = [chapter(HOSTILE, aspects=HOSTILE), plain("wants", "What?", said), circles_chapter()]
    answered(folder, made, ours=HOSTILE[0], rivals=HOSTILE[1:])
    return folder


@pytest.mark.parametrize(
    "path", ["/", "/questions/est", "/questions/wants", "/explore", "/explore/league", "/explore/positioning",
             "/explore/circle_map"],
)  # fmt: skip
def test_names_and_words_of_customers_stand_as_text(serve, hostile, monkeypatch, path):
    held = Choices(
        businesses=tuple(Business(name=name, rows=1, ours=not at, rival=True) for at, name in enumerate(HOSTILE)),
        descriptors=tuple(Described(label=name, before=True, said=False, values=((name, 2),)) for name in HOSTILE),
    )
    monkeypatch.setattr(looks, "counted", lambda folder: held)
    client = serve(hostile)
    monkeypatch.setattr(Worker, "start", lambda *given, **more: DRAWING)

    for aspect in ("", *HOSTILE) if path == "/explore/league" else ("",):
        page = client.get(path, params={"aspect": aspect} if aspect else {})
        shown = page.text.replace("{{7*7}}", "")

        assert page.status_code == 200
        assert not re.search(r"<script>|<img|<b>|<!--|\{\{", shown)
        assert not re.search(r"<[^>]*\s(?:on\w+|style)=", shown)
        assert "\u202e" not in text(page.text)


def test_long_tables_are_shown_a_part_at_a_time_and_the_page_stays_small(serve, tmp_path):
    names = (TOWN[0], *(f"Rival number {i}" for i in range(150)))
    tables = [league(spread(names), f"aspect {i}") for i in range(20)]
    findings = [finding(table, "close", f"About aspect {i}. It is so.") for i, table in enumerate(tables)]
    made = chapter()
    large = plain("est", made.asks, findings)
    large = type(made)(**{**{f: getattr(large, f) for f in large.__slots__}, "table": together(*tables)})
    answered(tmp_path / "biz", [large])
    client = serve(tmp_path / "biz")

    page = client.get("/questions/est").text
    later = client.get("/questions/est?rows=26").text

    assert len(page) < 300_000
    assert "Rows 1 to 25 of 3,020" in text(page)  # 151 businesses on 20 aspects
    assert "Rows 26 to 50 of 3,020" in text(later)
    assert 'href="/questions/est?rows=51#rows"' in later
    assert 'href="/questions/est?rows=1#rows"' in later


def test_the_map_of_everybody_fits_on_its_page(serve, tmp_path):
    answered(tmp_path / "biz", [circles_chapter()])

    page = serve(tmp_path / "biz").get("/questions/circles")

    assert page.status_code == 200
    assert "<svg" in page.text


def test_settings_that_differ_stand_in_the_address_and_nothing_else_does(serve, town):
    sent = serve(town).get("/questions/est?alpha=0.1&depth=3&judged_from=15&rent=")

    assert (sent.status_code, sent.headers["location"]) == (303, "/questions/est?set=alpha%3D0.1")


def test_a_setting_that_cannot_be_is_said_beside_its_field(serve, town):
    page = serve(town).get("/questions/est?alpha=7&depth=2")

    assert page.status_code == 400
    assert "The setting alpha can&#39;t be 7: it lies between 0.001 and 0.2." in page.text
    assert 'aria-invalid="true"' in page.text
    assert 'value="7"' in page.text


def test_an_address_with_settings_is_worked_out_and_says_how_far_it_is(serve, town, monkeypatch):
    client = serve(town)
    started = []
    desk = client.app.state.desk
    monkeypatch.setattr(desk, "ask", lambda name, view: started.append((name, view)))

    assert client.get("/questions/est?set=alpha%3D0.1").status_code == 200
    assert started == [("est", View(given=(("alpha", "0.1"),)))]

    started.clear()
    client.get("/questions/est?set=alpha%3D0.1", headers=LINKED)
    client.get("/questions/est")

    assert started == []  # a link on another site starts nothing, and the plain answer is there


def test_an_answer_to_other_settings_is_shown_at_its_own_address(serve, town):
    other = plain("est", "What?", [told("est", "tea", "Tea it is. Always.")])
    answered(town, [other], view=View(given=(("alpha", "0.1"),)))
    client = serve(town)

    assert "Tea it is." in text(client.get("/questions/est?set=alpha%3D0.1").text)
    assert "Tea it is." not in text(client.get("/questions/est").text)
    assert "standout ask biz est --set alpha=0.1" in text(client.get("/questions/est?set=alpha%3D0.1").text)


def test_an_answer_can_be_noted_as_used_and_that_be_taken_back(serve, town):
    client = serve(town)
    there = word(client, "/questions/est")
    form = {"csrf": there, "aspect": "coffee", "world": "{}", "view": ""}

    sent = client.post("/questions/est/use", data={**form, "state": "used", "minutes": "20", "note": "On the <board>"})
    page = client.get("/questions/est").text

    assert (sent.status_code, sent.headers["location"]) == (303, "/questions/est")
    assert "Used on" in page
    assert "On the &lt;board&gt;" in page
    [use] = [one for one in uses.uses(Workspace(town)) if one.aspect == "coffee"]
    assert (use.state, use.minutes) == ("used", 20)

    client.post("/questions/est/use", data={**form, "state": "open"})

    [use] = [one for one in uses.uses(Workspace(town)) if one.aspect == "coffee"]
    assert use.state == "open"


@pytest.mark.parametrize(("state", "minutes"), [("used", "soon"), ("used", "999999"), ("eaten", "3"), ("open", "")])
def test_what_cannot_be_noted_is_said_and_nothing_is(serve, town, state, minutes):
    client = serve(town)
    form = {"csrf": word(client, "/questions/est"), "aspect": "coffee", "world": "{}", "state": state}

    sent = client.post("/questions/est/use", data={**form, "minutes": minutes})

    assert sent.status_code == 400
    assert 'role="alert"' in sent.text
    assert not [one for one in uses.uses(Workspace(town)) if one.state != "open"]


def test_what_would_break_a_yes_is_its_nearest_rival_those_not_judged_and_time():
    first = told("est", "coffee", "Best. Yes.", "yes", best_rival="Lark", lead=0.62, rivals_not_judged=2, kind="rating")
    evidence = Evidence(
        question="est", inputs=(), settings={}, as_of=date(2026, 11, 1), seed=1, work={"texts_left": 3}
    )  # fmt: skip

    nearest, left, unread, day = doubts(first, evidence)

    assert "Lark" in nearest
    assert "0.62" in nearest
    assert left.startswith("2 rivals")
    assert unread.startswith("3 texts")
    assert "1 November 2026" in day


@pytest.mark.parametrize("verdict", ["probably", "close", "no", "counted", "not_enough"])
def test_every_verdict_has_something_that_would_break_it(verdict):
    evidence = Evidence(question="est", inputs=(), settings={}, as_of=date(2026, 11, 1), seed=1)

    assert doubts(told("est", "coffee", "So. It is.", verdict, needed=Needed(3, "reviews")), evidence)


@pytest.mark.parametrize(
    ("start", "first", "last", "before", "after"),
    [("1", 1, 10, 0, 11), ("11", 11, 20, 1, 21), ("25", 25, 25, 15, 0), ("26", 1, 10, 0, 11), ("0", 1, 10, 0, 11),
     ("x", 1, 10, 0, 11), ("-3", 1, 10, 0, 11), ("9" * 40, 1, 10, 0, 11), ("٣", 1, 10, 0, 11), ("5", 5, 14, 1, 15)],
)  # fmt: skip
def test_a_part_of_a_table_begins_where_it_is_asked_to_and_at_the_start_where_that_cannot_be(
    start, first, last, before, after
):
    one = slices.part(list(range(25)), start, shown=10)

    assert (one.first, one.last, one.before, one.after) == (first, last, before, after)
    assert one.rows == list(range(first - 1, last))


def test_an_empty_table_has_no_rows_and_no_parts():
    one = slices.part([])

    assert (one.rows, one.of, one.whole) == ([], 0, True)


def test_ids_and_empty_columns_are_not_shown_and_cells_are_printed():
    table = pa.table(
        {"person_id": [1, 2], "name": ["a\nb", "c" * 200], "none": pa.nulls(2), "n": [1234, None], "x": [0.123, 4.0],
         "ok": [True, False], "day": [date(2026, 11, 1), None]}
    )  # fmt: skip

    names, one = slices.arrow_part(table)

    assert names == ["name", "n", "x", "ok", "day"]
    assert one.rows[0] == ["a b", "1,234", "0.12", "✓", "1 November 2026"]
    assert one.rows[1] == ["c" * 119 + "…", "–", "4.00", "–", "–"]


def test_a_form_field_tells_the_range_and_the_choices_of_its_setting():
    question = Question(
        name="q", asks="?", reads=(),
        settings=(Setting("n", 3, "How many.", 1, 50), Setting("p", 0.05, "How often.", 0.001, 0.2),
                  Setting("by", "", "The day."), Setting("how", "a", "Which.", choices=("a", "b_c")),
                  Setting("far", 0.0, "Money.", 0.0, 1e12)),
    )  # fmt: skip

    whole, part, day, choice, far = fields.fields(question, {}, {"n": "x"}, {"n": "wrong"})

    assert (whole.kind, whole.step, whole.least, whole.most, whole.value, whole.wrong) == (
        "number", "1", "1", "50", "x", "wrong",
    )  # fmt: skip
    assert (part.step, part.least, part.most, part.value) == ("any", "0.001", "0.2", "0.05")
    assert (day.kind, choice.kind, choice.options) == ("text", "choice", (("a", "a"), ("b_c", "b c")))
    assert (far.least, far.most) == ("0", "")


def test_the_command_that_checks_a_view_says_all_of_it():
    view = View(
        subject="Lark", rivals=("A", "B C"), where=(("Visit", "with children"),), since=date(2026, 1, 2),
        until=date(2026, 3, 4),
    )  # fmt: skip

    assert asked.command("my biz", "est", view, {"alpha": "0.1"}) == (
        "standout ask 'my biz' est --for Lark --rivals 'A, B C' --where 'Visit=with children' --since 2026-01-02 "
        "--as-of 2026-03-04 --set alpha=0.1"
    )


def test_the_page_of_a_brief_without_rows_still_says_how_it_is_known(serve, tmp_path):
    made = brief(chapters=several())
    answered(tmp_path / "biz", made.chapters)

    assert "Nothing was found" in text(serve(tmp_path / "biz").get("/questions/results").text)


def test_only_a_finding_that_was_told_is_noted_and_no_view_of_ones_own_offers_it(serve, tmp_path):
    folder = answered(tmp_path / "biz", [chapter()]).folder
    client = serve(folder)
    given = {"csrf": word(client), "aspect": "<b>x", "world": "{}", "state": "used"}

    assert client.post("/questions/est/use", data=given).status_code == 404
    assert uses.uses(Workspace(folder)) == []
    assert 'action="/questions/est/use"' in client.get("/questions/est").text
    answered(folder, [chapter()], view=View(subject="Lark"))
    assert 'action="/questions/est/use"' not in client.get("/questions/est?ours=Lark").text
