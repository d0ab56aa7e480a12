"""The kit of a workspace: names put to a plan, consent looked at anew, codes kept, nothing stale left behind."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from ahead import reviews
from standout.answer import Answer
from standout.errors import UsageError
from standout.finding import Evidence, Finding, Play
from standout.network import codes
from standout.plan.play import Planned, Week
from standout.plan.tactics import Tactic, tactics
from standout.question import Question
from standout.tables import table
from standout.words import say
from standout.workspace import Workspace, plan_records, sharing

TODAY = date(2026, 10, 1)
NEWEST = date(2026, 9, 27)
DRAFT = {
    "draft_id": "a", "text": "Rated highest on Staff of 4 shops.", "origin": "card", "card": "Staff | {}",
    "backed": True, "different": None, "nearest": "", "easy": 5.0, "memorable": 0.5, "fresh": None, "said_at": None,
    "loud": 0.0,
}  # fmt: skip
CONTACTS = """Name,Email,Phone,Email consent,Phone consent
Ann Quillfeather,ann@mail.example,+44 20 7946 0101,yes,yes
Bo Vantongeren,bo@mail.example,+44 20 7946 0102,no,yes
=Cy Ravensworth,cy@mail.example,+44 20 7946 0103,,
"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace in which Deli's staff are far ahead, with three contacts."""
    folder = tmp_path_factory.mktemp("sharing")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli", banner="Made up")
    made.add(reviews(folder, NEWEST), yes=True)
    made.add(folder / "contacts.csv", as_table="people", yes=True)
    return made


@pytest.fixture
def shop(stocked: Workspace, tmp_path: Path) -> Workspace:
    """Give a copy of it, in which nothing is planned yet."""
    import shutil

    shutil.copytree(stocked.folder, tmp_path / "shop")
    return Workspace(tmp_path / "shop")


def ids(shop: Workspace) -> dict[str, int]:
    engine = shop.engine()
    rows = engine.arrow(engine.table("contacts")).to_pylist()
    return {row["name"].split()[0]: row["person_id"] for row in rows if row["name"]}


def planned(shop: Workspace, *, card: str = "", words: str = "Tell them.") -> Week:
    """Keep a plan that writes to all three, calls all three and puts up a card."""
    people = tuple(ids(shop).values())
    known = {
        "card": card,
        "minutes": 10,
        "cost": 0,
        "expected": "",
        "due": date(2026, 10, 15),
        "reason": "",
        "stop": "",
    }
    letter = Play(play_id="2026-W40-1", tactic="write_to_a_few", message=words, people=people, channel="email", **known)
    call = Play(play_id="2026-W40-2", tactic="tell_in_person", message=words, people=people, channel="phone", **known)
    counter = Play(
        play_id="2026-W40-3", tactic="counter_card", message="Put it up.", people=(), channel="yourself", **known
    )
    plays = [
        Planned(play=letter, channels=("email",) * 3, measure="code_used", code=True),
        Planned(play=call, channels=("phone",) * 3, measure="code_used", code=True),
        Planned(play=counter, measure="code_used", code=True),
    ]
    week = Week(week="2026-W40", made_at=TODAY, hours=1.0, money=0, planned=tuple(plays))
    plan_records.keep(shop, week, set(), [])
    return week


def answers(
    shop: Workspace, *drafts: Mapping[str, object], est: bool = False, told: Sequence[Finding] = ()
) -> dict[str, Answer]:
    evidence = Evidence(question="story", inputs=(), settings={}, as_of=TODAY, seed=0)
    rows = pa.Table.from_pylist(list(drafts), schema=table("drafts").schema())
    asked = Question(name="story", asks="", reads=(), writes=("drafts",), settings=(), answer="story:answer")
    story = {"story": Answer(question=asked, findings=tuple(told), table=rows, evidence=evidence)}
    return story | ({"est": shop.ask("est")} if est else {})


FORMS = {
    "one_line": "We came first on Staff.", "short": "Thank you. Deli came first on Staff. Please pass it on.",
    "spoken": "Did you know? On Staff, we came first.", "pass_on": "You might like Deli. It came first on Staff.",
}  # fmt: skip


def told_of(draft: str = str(DRAFT["text"]), card: str = "Staff | {}", **forms: str | None) -> Finding:
    """Give what story tells of a draft, in its forms."""
    return Finding(
        question="story", subject="Deli", aspect="Staff", verdict="counted", tier="counted", sentence_key="story.own",
        facts={"draft": draft, "card": card, **FORMS, **forms}, values={"text": draft, "gauges": ""},
    )  # fmt: skip


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_the_kit_goes_to_those_who_agreed_and_says_who_is_left_out(shop: Workspace) -> None:
    planned(shop)
    made = sharing.kit(shop, answers(shop, DRAFT), TODAY)

    # by e-mail Ann alone agreed; by phone Ann and Bo; Cy never said anything
    assert made.asked == {"2026-W40-1": 1, "2026-W40-2": 2}
    assert made.left_out == 3
    assert [row[1] for row in rows_of(shop.folder / "kit/for-you/letters.csv")] == ["Ann Quillfeather"]
    assert sorted(row[1] for row in rows_of(shop.folder / "kit/for-you/call-list.csv")) == [
        "Ann Quillfeather", "Bo Vantongeren",
    ]  # fmt: skip
    assert "3 people are left out." in " ".join(made.notes)


def test_cells_of_lists_are_never_formulas(shop: Workspace) -> None:
    planned(shop)
    sharing.kit(shop, answers(shop, DRAFT), TODAY)

    cells = [cell for row in rows_of(shop.folder / "kit/for-you/call-list.csv") for cell in row]
    assert "'+44 20 7946 0101" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_no_file_to_pass_on_holds_a_name_an_address_or_an_id(shop: Workspace) -> None:
    planned(shop)
    made = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    passed = [file for file in made.files if "for-you" not in file.parts]
    private = [part for contact in CONTACTS.splitlines()[1:] for part in contact.lstrip("=").replace(",", " ").split()]
    words = [word for word in private if len(word) > 3] + [str(one) for one in ids(shop).values()]

    assert len(passed) == 1 + 2 * 4  # the card, and a text and a picture for three people's codes and the counter's
    for file in passed:
        text = file.name + file.read_text(encoding="utf-8")
        assert not [word for word in words if word in text]


def test_codes_are_those_of_the_plan_and_stay_the_same(shop: Workspace) -> None:
    planned(shop)
    held = {row["code"] for row in shop.index.rows("SELECT code FROM codes")}
    first = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    texts = {file: file.read_bytes() for file in first.files}

    assert {file.stem for file in (shop.folder / "kit/pass-on").iterdir()} <= held
    again = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    assert {file: file.read_bytes() for file in again.files} == texts
    assert {row["code"] for row in shop.index.rows("SELECT code FROM codes")} == held


def test_a_counter_without_a_play_has_one_code_for_all_time(shop: Workspace) -> None:
    first = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    second = sharing.kit(shop, answers(shop, DRAFT), TODAY + timedelta(days=40))

    assert first.code == second.code
    read = codes.read(first.code)
    assert read is not None
    assert read.generation == 1
    [row] = shop.index.rows("SELECT * FROM codes")
    assert tuple(row) == (first.code, None, None, 1, "2026-10-01")


def test_who_takes_consent_back_disappears_from_a_kit_made_anew(shop: Workspace, tmp_path: Path) -> None:
    planned(shop)
    before = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    assert (shop.folder / "kit/for-you/letters.csv").exists()
    (shop.folder / "kit/mine.txt").write_text("keep", encoding="utf-8")
    (shop.folder / "kit/pass-on/note.txt").write_text("keep", encoding="utf-8")
    (tmp_path / "gone.csv").write_text(
        "Name,Email,Consent,Consent date\nAnn Quillfeather,ann@mail.example,withdrawn,2026-09-30\n", encoding="utf-8"
    )
    shop.add(tmp_path / "gone.csv", as_table="people", yes=True)
    after = sharing.kit(shop, answers(shop, DRAFT), TODAY)

    assert sum(after.asked.values()) < sum(before.asked.values())
    assert not (shop.folder / "kit/for-you/letters.csv").exists()
    there = [file for file in (shop.folder / "kit").rglob("*") if file.is_file()]
    assert not [file for file in there if "Quillfeather" in file.read_text(encoding="utf-8")]
    assert {"mine.txt", "note.txt"} <= {file.name for file in there}


def test_one_play_gives_only_its_own_people_and_may_be_of_an_earlier_week(shop: Workspace) -> None:
    planned(shop)
    made = sharing.kit(shop, answers(shop, DRAFT), TODAY + timedelta(days=30), play="2026-W40-2")

    assert set(made.asked) == {"2026-W40-2"}
    assert not (shop.folder / "kit/for-you/letters.csv").exists()


def test_a_play_there_is_not_is_answered_with_those_there_are(shop: Workspace) -> None:
    with pytest.raises(UsageError, match="no plan yet. To make one: standout week"):
        sharing.kit(shop, answers(shop), TODAY, play="2026-W40-1")
    planned(shop)
    with pytest.raises(UsageError, match="2026-W40-1"):
        sharing.kit(shop, answers(shop), TODAY, play="2026-W40-9")


def test_without_a_plan_there_is_a_card_and_the_way_to_a_plan(shop: Workspace) -> None:
    made = sharing.kit(shop, answers(shop, DRAFT), TODAY)

    assert not made.asked
    assert not (shop.folder / "kit/for-you").exists()
    assert "nobody is asked by name. To make one: standout week" in " ".join(made.notes)


def test_a_claim_that_nothing_backs_is_not_passed_on(shop: Workspace) -> None:
    loose = {**DRAFT, "text": "The best in the world.", "backed": False}
    loud = {**DRAFT, "text": "BUY BUY BUY", "loud": 0.9}
    made = sharing.kit(shop, answers(shop, loose, loud), TODAY)

    assert "best in the world" not in (shop.folder / "kit/index.html").read_text(encoding="utf-8")
    assert made.one_line.startswith("Come and see Deli for yourself.")
    assert made.notes[0].startswith("No claim may be shown to everybody yet")


def test_a_claim_that_may_be_published_has_its_day_and_its_picture(shop: Workspace) -> None:
    made = sharing.kit(shop, answers(shop, DRAFT, est=True), TODAY)
    drawn = (shop.folder / "kit/card.svg").read_text(encoding="utf-8")

    assert "Rated highest on Staff of 4" in drawn
    assert "This holds until 26 December 2026" in drawn  # 90 days from the newest score
    assert "This holds until 26 December 2026" in (shop.folder / "kit/index.html").read_text(encoding="utf-8")
    assert made.one_line.startswith("Rated highest on Staff of 4 shops.")
    assert len(made.notes) == 1  # that there is no plan


def test_a_claim_that_may_not_be_published_is_left_out_with_the_reason(shop: Workspace) -> None:
    told = answers(shop, est=True)
    label = next(one.aspect for one in told["est"].findings if one.verdict == "close")
    barred = {**DRAFT, "text": "First in all.", "card": f"{label} | {{}}"}
    heard = {**DRAFT, "text": "“So kind”, a customer wrote.", "card": "", "origin": "customers"}
    made = sharing.kit(shop, {**told, **answers(shop, barred, heard)}, TODAY)

    assert not (shop.folder / "kit/card.svg").exists()
    assert made.notes[0].startswith("Left out of the kit: “First in all.” Who is first can't be told.")
    assert made.one_line.startswith("“So kind”, a customer wrote.")


def test_link_and_reward_may_stand_in_the_owners_file(shop: Workspace) -> None:
    toml = shop.folder / "standout.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8") + '\n[kit]\nlink = "https://deli.example"\nreward = "a coffee"\n',
        encoding="utf-8",
    )
    made = sharing.kit(shop, answers(shop, DRAFT), TODAY)
    assert f"https://deli.example/?from={made.code}" in made.one_line

    given = sharing.kit(shop, answers(shop, DRAFT), TODAY, link="https://other.example/")
    assert f"https://other.example/?from={made.code}" in given.one_line


def test_the_counter_says_we_and_what_is_sent_on_speaks_as_a_friend(shop: Workspace) -> None:
    planned(shop)
    made = sharing.kit(shop, answers(shop, DRAFT, est=True, told=[told_of()]), TODAY, reward="a coffee")

    assert made.one_line.startswith("We came first on Staff. Say ")
    assert ">We came first on Staff.</h1>" in (shop.folder / "kit/index.html").read_text(encoding="utf-8")
    sent = [row[-2] for row in rows_of(shop.folder / "kit/for-you/letters.csv")]
    assert [text.partition(" Say ")[0] for text in sent] == [
        "You might like Deli. It came first on Staff. Words by Deli. I get a coffee if you come."
    ]


def test_forms_are_those_of_the_draft_that_was_chosen_else_of_its_card(shop: Workspace) -> None:
    other = told_of("Another draft.", "Parking | {}", one_line="We came first on Parking.")
    for one in (told_of(), told_of("A form of the same card.")):
        made = sharing.kit(shop, answers(shop, DRAFT, est=True, told=[other, one]), TODAY)
        assert made.one_line.startswith("We came first on Staff.")


def test_without_a_friends_form_our_line_is_passed_on_in_quotes(shop: Workspace) -> None:
    told = [told_of(short=None, spoken=None, pass_on=None)]
    forms = sharing._drafts(answers(shop, DRAFT, told=told))["Staff | {}"]
    assert forms.pass_on == ("“We came first on Staff”.",)
    assert forms.short == forms.spoken == forms.line == "We came first on Staff."

    bare = sharing._drafts(answers(shop, DRAFT))["Staff | {}"]
    assert bare.line == DRAFT["text"]


def test_a_form_that_is_not_backed_is_never_used(shop: Workspace) -> None:
    loose = {**DRAFT, "text": FORMS["pass_on"], "backed": False}
    forms = sharing._drafts(answers(shop, DRAFT, loose, told=[told_of()]))["Staff | {}"]

    assert FORMS["pass_on"] not in forms.pass_on
    assert forms.spoken == FORMS["spoken"]


def test_a_plan_that_was_changed_is_told(shop: Workspace) -> None:
    planned(shop)
    assert say("plan.changed") not in sharing.kit(shop, answers(shop, DRAFT), TODAY).notes
    with shop.index.writing() as db:
        db.execute("UPDATE plays SET message = 'Other words.' WHERE play_id = '2026-W40-1'")

    assert say("plan.changed") in sharing.kit(shop, answers(shop, DRAFT), TODAY).notes


def test_json_holds_no_name(shop: Workspace) -> None:
    planned(shop)
    said = sharing.kit(shop, answers(shop, DRAFT), TODAY).to_dict()

    assert said["schema"] == 1
    assert said["asked"] == {"2026-W40-1": 1, "2026-W40-2": 2}
    assert "Quillfeather" not in str(said)


OLD = "Rated highest on Staff of 4 shops."
LATE = date(2026, 12, 27)  # the newest score is of 27 September, and a claim holds for 90 days: to 26 December


def said_in(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file())


def test_words_of_a_plan_that_are_out_of_date_stand_in_no_file_and_the_next_ones_do(shop: Workspace) -> None:
    planned(shop, card="Staff | {}", words=OLD)
    heard = {**DRAFT, "text": "“So kind”, a customer wrote.", "card": "", "origin": "customers"}
    told = answers(shop, DRAFT, heard, est=True)

    sharing.kit(shop, told, LATE - timedelta(days=1), play="2026-W40-2")
    assert OLD in said_in(shop.folder / "kit")  # on its last day it may be said
    made = sharing.kit(shop, told, LATE, play="2026-W40-2")
    written = said_in(shop.folder / "kit")
    assert OLD not in written
    assert "The plan says:</strong> “So kind”, a customer wrote." in written
    assert written.count("The words that were planned may not be used today.") == 1 + 2  # on the page, and by each name
    [note] = [one for one in made.notes if "2026-W40-2" in one]
    assert "26 December 2026" in note
    assert note.endswith("Say this instead: “So kind”, a customer wrote.")


def test_a_plan_whose_claim_is_no_longer_found_is_not_passed_on_either(shop: Workspace) -> None:
    planned(shop, card="Parking | {}", words="Rated highest on Parking of 4 shops.")
    made = sharing.kit(shop, answers(shop, DRAFT, est=True), TODAY, play="2026-W40-1")

    assert "Parking" not in said_in(shop.folder / "kit")
    assert [one for one in made.notes if one.startswith("Play 2026-W40-1 was planned with words")]


@pytest.mark.parametrize(
    "tactic", [one for one in tactics().values() if "draft" in one.needs], ids=lambda one: one.name
)
def test_every_play_that_says_a_draft_can_say_another_one(tactic: Tactic) -> None:
    play = Play(
        play_id="2026-W40-1", tactic=tactic.name, card="Staff | {}", message=OLD, people=(), channel="email",
        minutes=1, cost=0, expected="", due=TODAY, reason="", stop="",
    )  # fmt: skip
    line = "Come and see Deli for yourself."
    assert line in sharing._with_words(play, sharing._Forms(line, line, line, (line,)))


def test_the_owners_own_files_are_never_overwritten_or_deleted(shop: Workspace, tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    for name in ("index.html", "card.svg"):
        (web / name).write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match=f"--out {web}/kit$"):
        sharing.kit(shop, answers(shop, DRAFT), TODAY, out=web)
    assert {file.name: file.read_text(encoding="utf-8") for file in web.iterdir()} == {
        "index.html": "mine", "card.svg": "mine",
    }  # fmt: skip
    assert not shop.index.has("codes") or not shop.index.rows("SELECT code FROM codes")  # nor is a code given out
    sharing.kit(shop, answers(shop, DRAFT), TODAY, out=web / "kit")
    assert (web / "kit" / "index.html").exists()
