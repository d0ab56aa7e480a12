"""Looking around: every view has an address; what isn't there is said with what is near; names are the owner's."""

import html
import re
import shutil
from datetime import date

import pytest

from answered import answered
from app_forms import word
from briefs import chapter, plain, several, told
from circled import chapter as circles_chapter
from leagues import TOWN
from standout import Workspace, registry
from standout.app import jobs_explore, looks
from standout.app.pages import explore
from standout.app.work import Job
from standout.question import Question
from standout.workspace import choices as offered
from standout.workspace.choices import Business, Choices, Described, Scored
from standout.workspace.view import View

CHOICES = Choices(
    businesses=tuple(Business(name=name, rows=40, ours=not place, rival=place < 4) for place, name in enumerate(TOWN)),
    aspects=(Scored(label="coffee", rows=40), Scored(label="service", rows=40)),
    descriptors=(
        Described(label="Visit", before=True, said=False, values=(("lunch", 30), ("with <children>", 12))),
        Described(label="Town", before=True, said=False, values=(("Leith", 9),), more=300),
    ),
    rows=280, first=date(2025, 1, 1), last=date(2026, 11, 1),
)  # fmt: skip


LINKED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
"""What a browser sends where a link on another site was followed."""


COUNTING = Job(id="1", key="choices", label="Counting", lane="", language="en", function="", arguments={})


def text(page):
    bare = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Give a folder with answers; it is copied and never changed."""
    folder = tmp_path_factory.mktemp("held") / "biz"
    answered(folder, [*several(), circles_chapter()], rivals=TOWN[1:4])
    return folder


@pytest.fixture
def town(held, tmp_path, monkeypatch):
    """Give a folder with answers, of which what may be picked was counted."""
    monkeypatch.setattr(looks, "counted", lambda folder: CHOICES)
    return shutil.copytree(held, tmp_path / "biz")


@pytest.fixture
def asked(monkeypatch):
    """Note what is asked, and ask nothing."""
    noted = []
    monkeypatch.setattr("standout.app.desk.Desk.ask", lambda desk, name, view: noted.append((name, view)))
    return noted


def test_every_chart_of_every_question_is_a_picture_to_look_around_in(serve, town):
    client = serve(town)
    known = registry.catalogue("standout.questions", "QUESTION").values()
    charts = {chart for one in known for chart in one.charts}

    listed = set(re.findall(r'href="/explore/(\w+)"', client.get("/explore").text))

    assert listed == charts
    for chart in charts:
        assert client.get(f"/explore/{chart}").status_code == 200


def test_a_chart_that_is_added_later_is_a_picture_at_once(monkeypatch):
    held = dict(registry.catalogue("standout.questions", "QUESTION"))
    held["weather"] = Question(name="weather", asks="Will it rain?", reads=(), charts=("rain_map",), place=12)
    catalogue = registry.catalogue
    monkeypatch.setattr(registry, "catalogue", lambda p, name: held if name == "QUESTION" else catalogue(p, name))

    assert looks.looks()["rain_map"].title == "Rain map"


def test_a_picture_stands_with_its_answers_and_its_figures_and_can_be_taken_away(serve, town):
    page = serve(town).get("/explore/league")
    said = text(page.text)

    assert page.status_code == 200
    assert "Coffee: who stands where" in said
    assert "Corner Deli is judged on coffee." in said
    assert 'href="/explore/league/0.png"' in page.text


def test_one_aspect_is_drawn_alone_and_the_address_of_its_file_says_which(serve, town):
    page = serve(town).get("/explore/league?aspect=Service").text

    titles = re.findall(r'<h2 id="picture-league-\d+">([^<]*)</h2>', page)
    assert titles == ["Service: who stands where"]
    assert 'href="/explore/league/0.csv?aspect=Service"' in page
    assert '<option value="service" selected>' in page


def test_a_file_of_one_aspect_holds_its_figures(serve, town):
    client = serve(town)

    file = client.get("/explore/league/0.csv?aspect=service")

    assert file.status_code == 200
    assert "attachment" in file.headers["content-disposition"]
    assert "Corner Deli" in file.content.decode("utf-8-sig")
    assert client.get("/explore/league/7.csv?aspect=service").status_code == 404
    assert client.get("/explore/league/0.exe").status_code == 404


def test_what_is_picked_stands_in_the_address_and_empty_fields_do_not(serve, town, asked):
    sent = serve(town).get("/explore/league?ours=&aspect=&where=Visit%3Dlunch&where=&since=2026-01-01&rival=Lark")

    assert sent.status_code == 303
    assert sent.headers["location"] == "/explore/league?rival=Lark&where=Visit%3Dlunch&since=2026-01-01"
    assert asked == []


def test_a_view_that_was_not_worked_out_is_worked_out_once_it_is_opened(serve, town, asked):
    serve(town).get("/explore/league?rival=Lark&where=Visit%3Dlunch&aspect=coffee&since=2026-01-01&until=2026-06-30")

    assert asked == [
        ("est", View(rivals=("Lark",), where=(("Visit", "lunch"),), since=date(2026, 1, 1), until=date(2026, 6, 30)))
    ]


def test_a_link_on_another_site_starts_no_work_and_a_button_does(serve, town, asked):
    client = serve(town)

    page = client.get("/explore/league?rival=Lark", headers=LINKED)

    assert asked == []
    assert "This view was not worked out yet" in text(page.text)

    sent = client.post("/explore/league", data={"csrf": word(client, "/explore"), "view": "rival=Lark"})

    assert (sent.status_code, sent.headers["location"]) == (303, "/explore/league?rival=Lark")
    assert asked == [("est", View(rivals=("Lark",)))]


def test_a_view_that_was_worked_out_is_shown_at_its_address_with_what_was_picked(serve, town):
    view = View(rivals=("Lark", "Old Mill"), where=(("Visit", "lunch"),))
    answered(town, [chapter(("Corner Deli", "Lark", "Old Mill"))], view=view)

    page = serve(town).get(f"/explore/league?{view.query()}").text

    assert "Corner Deli is judged on coffee." in text(page)
    assert len(re.findall(r'name="rival" value="[^"]*" checked', page)) == 2
    assert '<option value="Visit=lunch" selected>' in page
    assert "Looking around counts as a search." in text(page)
    assert "The Copper Kettle" not in text(page.partition('class="looked"')[2])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rival=Larc", "No business in your files is called “Larc”. Did you mean Lark?"),
        ("ours=Zzz", "No business in your files is called “Zzz”."),
        ("where=Visitt%3Dlunch", "Your files don't tell customers apart by “Visitt”. Did you mean Visit?"),
        ("where=Visit%3Dlunsh", "No customer in your files has the value “lunsh”. Did you mean lunch?"),
        ("aspect=servise", "There is no answer on “servise”. Did you mean service?"),
        ("since=2027-01-01", "Nothing is held of those days. Your reviews are from 1 January 2025 to 1 November 2026."),
        ("until=2024-01-01", "Nothing is held of those days."),
        ("rival=%3Cscript%3E", "No business in your files is called “<script>”."),
    ],
)
def test_an_address_that_picks_what_is_not_there_says_what_is_near(serve, town, asked, query, said):
    page = serve(town).get(f"/explore/league?{query}")

    assert page.status_code == 404
    assert said in text(page.text)
    assert "<script>" not in page.text
    assert asked == []


@pytest.mark.parametrize(
    "query", ["since=soon", "where=lunch", "since=2026-02-01&until=2026-01-01", "until=2026-02-30"]
)
def test_an_address_with_a_slip_says_what_it_should_be(serve, town, asked, query):
    page = serve(town).get(f"/explore/league?{query}")

    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert asked == []


def test_of_a_descriptor_with_too_many_values_to_offer_any_may_be_typed(serve, town, asked):
    assert serve(town).get("/explore/league?where=Town%3DBo%27ness").status_code == 200
    assert len(asked) == 1


def test_a_slip_in_an_address_leaves_the_rest_of_the_view_as_it_was(serve, town, asked):
    page = serve(town).get("/explore/league?since=2025-13-99&aspect=coffee")

    assert page.status_code == 400
    assert "“2025-13-99” is no day." in text(page.text)
    assert '<option value="coffee" selected>' in page.text
    assert "Coffee: who stands where" in text(page.text)
    assert asked == []


def test_the_picture_that_is_picked_is_led_to_with_what_is_looked_at(serve, town):
    client = serve(town)

    other = client.get("/explore?look=positioning&rival=Lark&since=2026-01-01")
    fewer = client.get("/explore?look=spread_curve&rival=Lark&since=2026-01-01")

    assert other.headers["location"] == "/explore/positioning?rival=Lark&since=2026-01-01"
    assert fewer.headers["location"] == "/explore/spread_curve?since=2026-01-01"
    assert client.get("/explore?look=nope").status_code == 200


def test_until_it_is_counted_what_may_be_picked_only_the_form_waits(serve, town, monkeypatch):
    counts = []
    monkeypatch.setattr(looks, "counted", lambda folder: CHOICES if counts else None)
    client = serve(town)
    monkeypatch.setattr(client.app.state.desk.worker, "start", lambda *_, **given: COUNTING)

    page = client.get("/explore/league?aspect=coffee").text
    waits = client.get("/explore/league/pick?aspect=coffee").text
    counts.append(1)
    form = client.get("/explore/league/pick?aspect=coffee").text

    assert 'hx-get="/explore/league/pick?aspect=coffee"' in page
    assert "Coffee: who stands where" in text(page)  # the picture stands there meanwhile
    assert 'hx-get="/explore/league/pick?aspect=coffee"' in waits
    assert "<html" not in waits + form
    assert '<option value="coffee" selected>Coffee</option>' in form
    assert "hx-get" not in form


def test_beside_a_picture_of_ratings_no_price_is_told():
    price = told("est", "cheapest tea", "Cheapest. It is.", kind="fact")
    rated = told("est", "tea", "Best. It is.", kind="rating")

    assert looks.beside(looks.looks()["positioning"], [price, rated]) == [rated]
    assert looks.beside(looks.looks()["league"], [price, rated]) == [price, rated]


def test_a_picture_that_waits_says_for_what_of_all_that_is_missing(serve, tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "counted", lambda folder: CHOICES)
    other = told("value", "only here", "Nobody can say what only we have. Ask 75.", "not_enough")
    own = told("value", "what matters", "Nobody can say what matters. That takes 100.", "not_enough")
    own = type(own)(**{**{name: getattr(own, name) for name in own.__slots__}, "claim": "driver"})
    answered(tmp_path / "biz", [plain("value", "What?", [other, own])])

    said = text(serve(tmp_path / "biz").get("/explore/quadrant").text)

    assert "This is what the picture waits for: Nobody can say what matters. That takes 100." in said
    assert "what only we have" not in said


def test_a_picture_that_knows_no_rivals_leaves_them_out(serve, town, asked):
    page = serve(town).get("/explore/spread_curve?rival=Lark&where=Visit%3Dlunch&since=2026-01-01")

    assert page.status_code == 200
    assert 'name="rival"' not in page.text
    assert 'name="where"' not in page.text
    assert asked == [("circles", View(since=date(2026, 1, 1)))]


def test_our_own_business_is_no_rival_of_ours(serve, town):
    page = serve(town).get("/explore/league").text

    assert 'name="rival" value="Lark"' in page
    assert 'name="rival" value="Corner Deli"' not in page
    assert '<option value="Corner Deli"' not in page


def test_a_picture_that_is_not_there_has_no_page(serve, town):
    assert serve(town).get("/explore/nope").status_code == 404


def test_a_folder_that_is_no_workspace_leads_to_the_files(serve, tmp_path):
    for path in ("/explore", "/explore/league"):
        assert serve(tmp_path).get(path).headers["location"] == "/files"


def test_an_answer_that_draws_nothing_says_what_is_missing(serve, tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "counted", lambda folder: CHOICES)
    answered(tmp_path / "biz", [plain("est", "What?", [told("est", "tea", "Too few. Ask.", "not_enough")])])

    said = text(serve(tmp_path / "biz").get("/explore/league").text)

    assert "There is nothing to draw yet." in said
    assert "Too few." in said


MADE = {
    "map": {"circle": "12", "names": ["Ann <b>", "Bo"]},
    "first": [{"name": "Ann <b>", "by": "bought from you", "channel": "by e-mail", "why": "bought 9 times"}],
}


class Done:
    """A job that is done."""

    state, result, under_way, error = "done", MADE, False, ""


def maps(client, monkeypatch):
    """Note what maps are asked for, and give one that is done."""
    noted = []

    def start(function, _label, **given):
        noted.append((function, given))
        return Done()

    monkeypatch.setattr(client.app.state.desk.worker, "start", start)
    return noted


def test_names_of_people_are_shown_only_where_the_owner_asks_for_them_here(serve, town, monkeypatch):
    client = serve(town)
    noted = maps(client, monkeypatch)

    plain_page = client.get("/explore/circle_map").text
    named = client.get("/explore/circle_map?names=1").text

    assert [given["names"] for _, given in noted] == [False, True]
    assert "Only for you" not in plain_page
    assert "Only for you" in named
    assert "Ann &lt;b&gt;" in named
    assert "<b>" not in named
    assert 'data-person="0"' in named


def test_where_others_may_connect_nobody_is_named(serve, town, monkeypatch):
    client = serve(town, token="t" * 20)
    noted = maps(client, monkeypatch)
    client.get("/?token=" + "t" * 20)

    page = client.get("/explore/circle_map?names=1").text

    assert [given["names"] for _, given in noted] == [False]
    assert "Show names" not in page


def test_a_map_is_drawn_once_and_only_some_are_held(serve, town, monkeypatch):
    monkeypatch.setattr(explore, "MAPS", 3)
    client = serve(town)
    noted = maps(client, monkeypatch)

    for _ in range(3):
        client.get("/explore/circle_map")

    assert len(noted) == 1
    for day in range(1, explore.MAPS + 4):
        view = View(since=date(2026, 1, day))
        answered(town, [circles_chapter()], view=view)
        client.get(f"/explore/circle_map?{view.query()}")
    assert len(client.app.state.circle_maps) == explore.MAPS


def test_what_may_be_picked_is_counted_in_the_worker_and_read_from_then_on(tmp_path):
    workspace = Workspace.new(tmp_path / "biz", ours="Corner Deli")
    file = tmp_path / "reviews.csv"
    file.write_text("Business,Reviewer,Stars,Date\nCorner Deli,Ann,5,2026-05-01\nLark,Bo,4,2026-05-02\n", "utf-8")
    workspace.add(file, yes=True)

    assert looks.counted(workspace) is None

    made = offered.choices(workspace)

    assert looks.counted(workspace) == made
    assert [one.name for one in made.businesses] == ["Corner Deli", "Lark"]

    workspace.name_rivals(["Lark"])

    assert looks.counted(workspace) is None


def test_the_map_holds_names_only_where_they_are_asked_for(tmp_path):
    workspace = Workspace.new(tmp_path / "biz", ours="Corner Deli")
    file = tmp_path / "people.csv"
    file.write_text("Name,Email\nAnn Lee,ann@deli.example\nBo Ray,bo@deli.example\n", "utf-8")
    workspace.add(file, as_table="people", yes=True)
    told_ = []

    nobody, named = (
        jobs_explore.circles(lambda *far: told_.append(far), str(workspace.folder), "", names=names)
        for names in (False, True)
    )

    assert sorted(named["map"]["names"]) == ["Ann Lee", "Bo Ray"]
    assert nobody["map"]["names"] is None
    assert nobody["map"]["circle"] == named["map"]["circle"]
    assert {one["name"] for one in nobody["first"]} <= {""}
    assert told_[0] == (0, 2)


def test_where_nobody_is_known_there_is_no_map(tmp_path):
    workspace = Workspace.new(tmp_path / "biz", ours="Corner Deli")

    assert jobs_explore.circles(lambda *far: None, str(workspace.folder), "", names=True) == {"map": None, "first": []}
