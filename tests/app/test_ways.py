"""In the app no sentence ends in a command: it leads to the page that does the same."""

import re

import pytest
from starlette.routing import compile_path

from answered import answered
from briefs import chapter
from standout import words
from standout.app import page, ways
from standout.finding import Needed

COMMAND = re.compile(rf"\bstandout ({'|'.join(ways.COMMANDS)})\b")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_sentence_there_is_keeps_its_command(language):
    with words.speaking(language):
        told = [text for text in words.catalogue().values() if COMMAND.search(str(text))]
        left = [text for text in told if COMMAND.search(ways.said(str(text)))]

    assert len(told) > 20
    assert left == []


@pytest.mark.parametrize(
    ("text", "said", "paths"),
    [
        (
            "Too few. Add reviews of your rivals: standout add.", "Too few. Add reviews of your rivals.", ["/files"],
        ),
        (
            "More is held. Name as rivals: Lark. The command is standout rivals, with --add.",
            "More is held. Name as rivals: Lark.", ["/rivals#add"],
        ),
        ("Nothing is seen. If you counted, say so with standout did.", "Nothing is seen.", ["/week"]),
        (
            "Not said. Say it, such as: standout effort mybiz instagram --minutes 90.", "Not said.", [],
        ),
        (
            "Drawn. To see them by name: standout ask mybiz circles --lists mybiz/lists", "Drawn.",
            ["/explore/circle_map?names=1"],
        ),
        (
            "Pick one: standout objective mybiz reach --target 20 --by 2027-01-31.", "Pick one.", ["/week#aim"],
        ),
        (
            "Nichts da. Fügen Sie Bewertungen hinzu: standout add.", "Nichts da. Fügen Sie Bewertungen hinzu.",
            ["/files"],
        ),
        ("A customer wrote: “A standout week for us”.", "A customer wrote: “A standout week for us”.", []),
        ("A standout in every way.", "A standout in every way.", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_a_command_becomes_a_link_and_what_people_wrote_stays(text, said, paths):
    assert ways.said(text) == said
    assert [one.path for one in ways.ways(text)] == paths


@pytest.mark.parametrize(
    ("needed", "aspect", "path"),
    [
        (Needed(1, "rivals", step_key="est.step.look"), "", "/rivals"),
        (Needed(1, "rivals", step_key="est.step.name"), "", "/rivals#add"),
        (Needed(9, "reviews of each", step_key="est.step.each"), "", "/files"),
        (Needed(25, "marks", step_key="est.step.mark"), "food & drink", "/audit?aspect=food+%26+drink"),
        (Needed(1, "objectives", step_key="strategy.step.objective"), "", "/week#aim"),
        (Needed(3, "reviews"), "", "/files"),
    ],
)
def test_what_is_needed_leads_to_the_page_that_does_it(needed, aspect, path):
    assert [one.path for one in ways.way(needed, aspect)] == [path]


def test_what_no_page_does_has_no_link():
    assert ways.way(None) == ()
    assert ways.way(Needed(12, "people", step_key="results.step.ask")) == ()


def test_every_way_leads_to_a_page_that_is_there(serve, tmp_path):
    answered(tmp_path / "biz", [chapter()])
    client = serve(tmp_path / "biz")
    routes = [(method, compile_path(path)[0]) for one in page.pages() for method, path, _ in one.routes]

    for path in ways.PLACES.values():
        address, _, place = path.partition("#")

        assert any(method == "GET" and known.match(address.partition("?")[0]) for method, known in routes), path
        assert not place or f'id="{place}"' in client.get(address).text, path
