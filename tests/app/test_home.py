"""The first page: customers' words, what we are best at, the week, a card for each question; never an engine."""

import html
import re
import subprocess
import sys

from answered import answered
from briefs import chapter, plain, told
from standout import Workspace, registry
from standout.app.cards import known_first
from standout.app.heard import heard
from standout.app.work import Job
from standout.finding import Needed
from standout.question import Question
from standout.workspace import made_up

FORMS = re.compile(r'<input type="hidden" name="csrf" value="(\w+)">')


def wants(*heard_things):
    """Give what customers say, as the question ``wants`` answers."""
    findings = [
        told("wants", f"{kind}: {name}", f"{n} of 226 people say this: {name}.", quotes=quotes, heard=kind, want=name,
             reviewers=n, of=226)
        for kind, name, n, quotes in heard_things
    ]  # fmt: skip
    return plain("wants", "What do customers say?", findings)


SAID = wants(
    ("asks", "oat milk", 9, ("I wish they had oat milk.",)),
    ("complains", "coffee", 6, ("The coffee was burnt.",)),
    ("praises", "coffee", 56, ("The coffee was burnt.", "Lovely coffee.")),
)


def text(page):
    """Give what a page says, without its tags."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def test_it_says_what_customers_love_ask_for_and_complain_of_in_this_order_then_what_we_are_best_at(serve, tmp_path):
    answered(tmp_path / "biz", [SAID, chapter()])

    said = text(serve(tmp_path / "biz").get("/").text)

    order = [
        "Answered on", "They love", "coffee 56 of 226 people who wrote", "They ask for",
        "oat milk 9 of 226 people who wrote", "They complain of", "What you are best at", "Yes",
        "Corner Deli is judged on coffee.", "This week", "Your questions",
    ]  # fmt: skip
    places = [said.index(part, said.index("Answered on")) for part in order]
    assert places == sorted(places)


def test_a_sentence_is_quoted_once_on_the_page():
    praises, asks, complains = heard(SAID.findings)

    assert [one.things[0].quote for one in (praises, asks, complains)] == [
        "The coffee was burnt.", "I wish they had oat milk.", "",
    ]  # fmt: skip


def test_those_who_wrote_in_a_language_that_is_not_read_are_said_to_be_left_out():
    told_of = told("wants", "praised: tea", "Tea.", heard="praises", want="tea", reviewers=5, of=20, unread=7)

    assert [one.english for one in heard([told_of])[0].things] == [True]
    assert [one.english for one in heard(SAID.findings)[0].things] == [False]


def test_who_loves_what_others_complain_of_is_told_how_many_do(serve, tmp_path):
    answered(tmp_path / "biz", [SAID])

    said = text(serve(tmp_path / "biz").get("/").text)

    assert "coffee 56 of 226 people who wrote. 6 people complain of it." in said
    assert "coffee 6 of 226 people who wrote. 56 people praise it." in said
    assert "oat milk 9 of 226 people who wrote “I wish" not in said


def test_the_card_of_what_customers_say_answers_all_of_its_heading(serve, tmp_path):
    answered(tmp_path / "biz", [SAID])

    card = text(serve(tmp_path / "biz").get("/").text).partition("Your questions")[2]

    assert "Counted They love coffee. They ask for oat milk. They complain of coffee. " in card


def test_where_nobody_wrote_in_english_nothing_is_said_of_what_they_love():
    unread = told("wants", "what customers ask for", "Nobody can tell yet.", "not_enough", heard="asks", want=None,
                  reviewers=0, of=0, unread=70)  # fmt: skip

    praises, asks, complains = heard([unread])

    assert praises.silent == complains.silent == "What people wrote could not be read for this yet."
    assert asks.silent == "Nobody can tell yet."


def test_a_theme_leads_no_card_where_there_is_an_answer():
    theme = told("value", "sat, window", "74 people speak of a theme.")
    theme = type(theme)(**{**{name: getattr(theme, name) for name in theme.__slots__}, "sentence_key": "themes.told"})
    answer = told("value", "talk", "They speak of 273 things.")

    assert known_first([theme, answer]) is answer
    assert known_first([theme]) is theme


def under_way(client, monkeypatch, **job):
    """Let every question be asked right now."""
    made = Job(id="1", key="ask", label="Asking", lane="", language="en", function="", arguments={}, **job)
    monkeypatch.setattr(client.app.state.desk.worker, "jobs", lambda: [made])


def test_while_questions_are_asked_each_card_says_so_and_the_page_asks_for_what_is_new(serve, tmp_path, monkeypatch):
    answered(tmp_path / "biz", [SAID])
    client = serve(tmp_path / "biz")
    under_way(client, monkeypatch, state="running", done=1, of=7, text="What are we best at, and for whom?")

    page = client.get("/").text
    part = client.get("/", headers={"hx-request": "true"}).text

    assert 'hx-get="/"' in page
    assert "<html" not in part
    assert "hx-get" in part
    assert "Your questions are being answered: 1 of 7 done" in text(part)
    assert "What are we best at, and for whom? Being worked out now." in text(part)
    assert "Did it work? Waiting its turn." in text(part)
    assert "They love coffee." in text(part)
    assert "Not asked yet." not in text(part)


def test_where_asking_ended_before_it_was_done_the_page_says_so_and_asks_for_nothing_more(serve, tmp_path, monkeypatch):
    with_rows(tmp_path / "biz")
    client = serve(tmp_path / "biz")
    under_way(client, monkeypatch, state="failed", error="The work ended before it was done.")

    page = client.get("/").text

    assert "The work ended before it was done." in text(page)
    assert 'action="/ask"' in page
    assert 'hx-get="/"' not in page


def test_the_made_up_town_is_asked_by_itself_once_and_not_from_another_site(serve, tmp_path, monkeypatch):
    with_rows(tmp_path / "biz")
    client = serve(tmp_path / "biz")
    started = []
    monkeypatch.setattr(client.app.state.desk, "ask_all", lambda: started.append(1))
    client.get("/")
    assert started == []

    monkeypatch.setattr(made_up, "is_town", lambda workspace: True)
    led = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/", headers=led).status_code == 200
    assert started == []

    client.get("/")
    assert started == [1]

    under_way(client, monkeypatch, state="failed", error="It ended.")
    client.get("/")
    assert started == [1]


def test_a_card_that_holds_no_longer_is_said_first(serve, tmp_path):
    answered(tmp_path / "biz", [SAID])
    (tmp_path / "biz" / "card.json").write_text('{"aspect": "Staff", "expires": "2026-01-19"}', "utf-8")

    page = serve(tmp_path / "biz").get("/").text

    assert "Your card on Staff held until 19 January 2026. Take it down, or make it again." in text(page)
    assert text(page).index("Your card on Staff") < text(page).index("What customers say")
    assert 'href="/paper"' in page


def test_where_nobody_asks_for_anything_it_says_so():
    silent = told("wants", "what customers ask for", "No one thing is asked for.", heard="asks", want=None)
    praises, asks, complains = heard([*SAID.findings[2:], silent])

    assert (praises.silent, asks.silent) == ("", "No one thing is asked for.")
    assert complains.things == []
    assert complains.silent


def test_there_is_a_card_for_each_question_in_their_order_and_each_leads_to_its_page(serve, tmp_path):
    answered(tmp_path / "biz", [SAID])

    page = serve(tmp_path / "biz").get("/").text

    known = registry.catalogue("standout.questions", "QUESTION")
    wanted = [f"/questions/{one.name}" for one in sorted(known.values(), key=lambda one: one.place)]
    cards = page[page.index('class="cards"') :]
    assert re.findall(r'href="(/questions/\w+)"', cards) == wanted
    assert cards.count("Not asked yet.") == len(known) - 1


def test_a_question_that_is_added_later_has_a_card_at_once(serve, tmp_path, monkeypatch):
    answered(tmp_path / "biz", [SAID])
    held = dict(registry.catalogue("standout.questions", "QUESTION"))
    held["weather"] = Question(name="weather", asks="Will it rain on <us>?", reads=(), place=12)
    catalogue = registry.catalogue
    monkeypatch.setattr(
        registry, "catalogue", lambda package, name: held if name == "QUESTION" else catalogue(package, name)
    )
    client = serve(tmp_path / "biz")

    page = client.get("/").text

    assert "Will it rain on &lt;us&gt;?" in page
    assert page.index("/questions/wants") < page.index("/questions/weather") < page.index("/questions/value")
    assert client.get("/questions/weather").status_code == 200


def test_a_card_tells_the_first_thing_that_is_known_before_what_is_not(serve, tmp_path):
    more = Needed(more=20, of="people", days=28)
    found = [told("results", "word", "Nobody can tell yet.", "not_enough", needed=more),
             told("results", "play", "3 people came. It took 2 hours.")]  # fmt: skip
    answered(tmp_path / "biz", [plain("results", "Did it work?", found)])

    card = text(serve(tmp_path / "biz").get("/").text).partition("Did it work?")[2]

    assert card.startswith(" Counted 3 people came. 1 more answer")


def test_a_question_that_found_nothing_is_not_enough_yet(serve, tmp_path):
    answered(tmp_path / "biz", [plain("results", "Did it work?", [])])

    said = text(serve(tmp_path / "biz").get("/").text)

    assert "Did it work? Not enough yet Nothing was found" in said


def test_without_a_file_it_says_what_to_do_first(serve, tmp_path):
    Workspace.new(tmp_path / "biz", ours="Corner Deli")

    page = serve(tmp_path / "biz").get("/")

    assert "Start with your reviews" in page.text
    assert 'href="/files"' in page.text
    assert 'action="/ask"' not in page.text


def test_a_folder_that_is_no_workspace_leads_to_the_files(serve, tmp_path):
    (tmp_path / "new").mkdir()

    gone = serve(tmp_path / "new").get("/")

    assert (gone.status_code, gone.headers["location"]) == (303, "/files")


def with_rows(folder):
    """Give a workspace that holds a file."""
    workspace = Workspace.new(folder, ours="Corner Deli")
    file = folder.parent / "reviews.csv"
    file.write_text("Business,Reviewer,Stars,Date\nCorner Deli,Ann,5,2026-05-01\nLark,Bo,4,2026-05-02\n", "utf-8")
    workspace.add(file, yes=True)
    return workspace


def test_with_a_file_and_no_answer_it_offers_to_ask(serve, tmp_path):
    with_rows(tmp_path / "biz")

    said = text(serve(tmp_path / "biz").get("/").text)

    assert "They hold 2 rows in 1 file." in said
    assert "Ask all questions" in said


def test_when_data_came_since_it_says_so_what_it_costs_and_the_old_answers_stay(serve, tmp_path):
    answered(tmp_path / "biz", [SAID, chapter()], seconds=45.0)
    (tmp_path / "biz" / "standout.toml").write_text('ours = "Corner Deli"\nrivals = ["Lark"]\n', "utf-8")

    said = text(serve(tmp_path / "biz").get("/").text)

    assert "There is newer data" in said
    assert "asking took about 2 minutes" in said  # two questions of 45 seconds
    assert "Corner Deli is judged on coffee." in said


def test_asking_again_takes_the_word_of_the_form_and_starts_one_job(serve, tmp_path, monkeypatch):
    with_rows(tmp_path / "biz")
    client = serve(tmp_path / "biz")
    started = []
    desk = client.app.state.desk
    monkeypatch.setattr(desk.worker, "start", lambda *given, **more: started.append((given, more)))
    [there, *_] = FORMS.findall(client.get("/").text)

    assert client.post("/ask").status_code == 403
    sent = client.post("/ask", data={"csrf": there})

    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    assert [given[0] for given, _ in started] == ["standout.app.jobs:ask_all"]


def test_it_is_in_the_owners_language(serve, tmp_path):
    workspace = answered(tmp_path / "biz", [])
    (workspace.folder / "standout.toml").write_text('ours = "Corner Deli"\nlanguage = "de"\n', "utf-8")
    answered(tmp_path / "biz", [SAID])

    page = serve(tmp_path / "biz").get("/").text

    assert '<html lang="de"' in page
    assert "Sie lieben" in page
    assert "They love" not in page


def test_it_loads_no_engine(tmp_path):
    answered(tmp_path / "biz", [SAID, chapter()])
    look = (
        "import sys; from pathlib import Path; from starlette.testclient import TestClient\n"
        "from standout.app.application import application\n"
        f"app = application(Path({str(tmp_path / 'biz')!r}))\n"
        "given = TestClient(app, base_url='http://127.0.0.1').get('/')\n"
        "heavy = {'duckdb', 'ibis', 'scipy', 'numba', 'vl_convert', 'weasyprint'} & set(sys.modules)\n"
        "print(given.status_code, sorted(heavy))"
    )

    told_ = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert told_.stdout.split("\n")[0] == "200 []"
