"""Cards of a workspace: written, refused, verified with and without the workspace, and tampering noticed."""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from standout.errors import DataError, PublishError, SettingError, UsageError, VerifyError
from standout.report.card import derived, render
from standout.report.seal import embedded, sealed
from standout.workspace import Workspace, remembered
from standout.workspace.briefing import verify
from standout.workspace.carding import Pick, Written, answered, claimed, world_of, write

TODAY = date(2026, 10, 1)
DAY = date(2026, 9, 27)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace in which Deli's staff are far ahead, and nothing else is."""
    return stocked(tmp_path_factory.mktemp("carding"))


def stocked(folder: Path) -> Workspace:
    """Make such a workspace; nothing has been asked of it."""
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text,Reviewer"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = DAY - timedelta(days=number * 3)
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number},{name}-{number}")
    (folder / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli")
    made.add(folder / "reviews.csv", yes=True)
    return made


@pytest.fixture
def written(shop: Workspace, tmp_path: Path) -> Written:
    """Give the card and the public page of the staff."""
    return write(shop, answered(shop, Pick("Staff")), TODAY, out=tmp_path / "cards", public=True)


@pytest.fixture
def alone(written: Written, tmp_path: Path) -> Path:
    """Give the public page where no workspace is near it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Path(shutil.copy(written.files[-1], folder))


def test_a_card_is_written_as_a_page_and_as_json_and_both_hold(shop: Workspace, written: Written) -> None:
    names = [file.name for file in written.files]
    assert names == ["card.html", "card.json", "card-public.json", "card-public.html"]

    checked = verify(written.files[0], shop.folder, TODAY)
    assert checked["holds"]
    assert (checked["kind"], checked["stale"], checked["inputs"]) == ("card", False, 1)
    assert json.loads(written.files[1].read_text(encoding="utf-8"))["schema"] == 1


def test_the_command_a_card_prints_checks_it(written: Written) -> None:
    printed = re.search(r"<code>standout verify (\S+) --workspace (\S+)</code>", written.files[0].read_text("utf-8"))

    assert printed
    assert (written.files[0].parent / printed[2]).resolve().is_dir()
    assert printed[1] == "card.html"


def test_a_public_page_holds_without_its_workspace_and_with_it(shop: Workspace, alone: Path) -> None:
    checked = verify(alone, None, TODAY)

    assert checked["holds"]
    assert (checked["kind"], checked["businesses"], checked["words"]) == ("public card", 4, True)
    assert checked["figures"] > 30
    assert verify(alone, shop.folder, TODAY)["holds"]


def test_a_card_that_is_right_and_past_its_day_is_called_stale(shop: Workspace, written: Written) -> None:
    last = DAY + timedelta(days=90)

    for file, home in ((written.files[0], shop.folder), (written.files[-1], None)):
        assert verify(file, home, last)["stale"] is False
        assert verify(file, home, last + timedelta(days=1))["stale"] is True
        assert verify(file, home)["stale"] is None


@pytest.mark.parametrize("kind", ["page", "json"])
@pytest.mark.parametrize("sums", ["world", "all"])
@pytest.mark.parametrize("name", ["rows", "total", "squares"])
def test_a_digit_changed_in_any_sum_is_noticed_also_where_no_figure_rests_on_it(
    written: Written, tmp_path: Path, kind: str, sums: str, name: str
) -> None:
    public_json, public = (file.read_text(encoding="utf-8") for file in written.files[2:])
    html = public if kind == "page" else public_json
    said = embedded(public) if kind == "page" else json.loads(public_json)
    before = json.dumps(said, ensure_ascii=False)
    said["proof"]["businesses"][1][sums][name] += 1
    place = re.search(r"<script type=.application/json. id=.standout-evidence.>(.*?)</script>", html, re.DOTALL)
    after = json.dumps(said, ensure_ascii=False)
    assert before != after
    forged = tmp_path / ("forged.html" if place else "forged.json")
    forged.write_text(html[: place.start(1)] + after + html[place.end(1) :] if place else after, encoding="utf-8")

    with pytest.raises(VerifyError):
        verify(forged)


def test_a_day_that_is_none_is_told_as_a_card_that_can_not_be_checked(written: Written, tmp_path: Path) -> None:
    html = re.sub(r'"made": "[-0-9]+"', '"made": "2026-11-92"', written.files[3].read_text(encoding="utf-8"))
    (tmp_path / "forged.html").write_text(html, encoding="utf-8")

    with pytest.raises(VerifyError, match="forged"):
        verify(tmp_path / "forged.html")


def test_the_json_of_a_card_is_checked_like_its_page(shop: Workspace, written: Written, tmp_path: Path) -> None:
    _, own, everybodys, _ = written.files
    assert verify(own, shop.folder, TODAY)["holds"]
    assert verify(everybodys, None, TODAY)["kind"] == "public card"

    said = json.loads(everybodys.read_text(encoding="utf-8"))
    said["figures"]["lead"] += 0.1
    (tmp_path / "forged.json").write_text(json.dumps(said), encoding="utf-8")
    (tmp_path / "other.json").write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(VerifyError, match=r"figures\.lead"):
        verify(tmp_path / "forged.json")
    with pytest.raises(VerifyError, match=r"card\.json"):
        verify(tmp_path / "other.json")


def test_any_digit_changed_on_the_public_page_is_noticed_even_with_new_digests(alone: Path) -> None:
    html = alone.read_text(encoding="utf-8")
    said = embedded(html)
    said.pop("digests")
    body = html.index("<body")
    end = html.index('<script type="application/json"')
    digits = [place for place in range(body, end) if html[place].isdigit() and html[place - 1] not in '"h-']
    shown = [place for place in digits if html.rfind(">", 0, place) > html.rfind("<", 0, place)]

    assert len(shown) > 100
    for place in random.Random(5).sample(shown, 25):
        other = str((int(html[place]) + 1) % 10)
        alone.write_text(sealed(html[:place] + other + html[place + 1 :], said), encoding="utf-8")
        with pytest.raises(VerifyError):
            verify(alone)


def test_any_sum_changed_in_the_evidence_is_noticed(alone: Path) -> None:
    html = alone.read_text(encoding="utf-8")

    for place in range(4):
        for part, kinds in (("world", ("rows", "n", "total", "squares", "css", "csn", "cnn")), ("all", ("squares",))):
            for kind in kinds:
                said = embedded(html)
                said.pop("digests")
                sums = said["proof"]["businesses"][place][part]
                sums[kind] += 100
                alone.write_text(sealed(html, said), encoding="utf-8")
                with pytest.raises(VerifyError):
                    verify(alone)


def test_a_figure_of_the_evidence_that_does_not_follow_is_named(alone: Path) -> None:
    html = alone.read_text(encoding="utf-8")
    said = embedded(html)
    said.pop("digests")
    said["figures"]["lead_low"] += 0.5
    alone.write_text(render(said), encoding="utf-8")

    with pytest.raises(VerifyError, match="lead_low"):
        verify(alone)


def test_a_page_whose_sums_show_no_first_place_can_claim_none(shop: Workspace, tmp_path: Path, alone: Path) -> None:
    said = embedded(alone.read_text(encoding="utf-8"))
    said.pop("digests")
    ours, theirs, *rest = said["proof"]["businesses"]
    swapped = [{**theirs, "name": ours["name"]}, {**ours, "name": theirs["name"]}, *rest]
    said["proof"]["businesses"] = swapped
    said |= json.loads(json.dumps(derived(said)))
    forged = tmp_path / "forged.html"
    forged.write_text(render(said), encoding="utf-8")

    with pytest.raises(VerifyError, match="do not show"):
        verify(forged)
    with pytest.raises(VerifyError):
        verify(forged, shop.folder)


def test_sums_that_were_made_up_whole_are_noticed_by_whoever_has_the_workspace(
    shop: Workspace, tmp_path: Path, alone: Path
) -> None:
    said = embedded(alone.read_text(encoding="utf-8"))
    said.pop("digests")
    ours = said["proof"]["businesses"][0]
    for part in ("world", "all"):
        ours[part]["total"] += 300
    said |= json.loads(json.dumps(derived(said)))
    forged = tmp_path / "forged.html"
    forged.write_text(render(said), encoding="utf-8")

    assert verify(forged)["holds"]  # its own sums can't tell
    with pytest.raises(VerifyError, match="not those the workspace gives"):
        verify(forged, shop.folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [("seen", {"first_at": "2026-04-03", "last_at": "2026-10-01", "sources": ["your own files"]}),
     ("seen", {"first_at": "2026-04-03", "last_at": "2026-09-27", "sources": ["Google"]}),
     ("class", "objective"), ("than", ["North"]), ("place", 2)],
)  # fmt: skip
def test_days_sources_and_scope_that_were_made_up_are_noticed_by_whoever_has_the_workspace(
    shop: Workspace, tmp_path: Path, alone: Path, name: str, value: object
) -> None:
    said = embedded(alone.read_text(encoding="utf-8"))
    said.pop("digests")
    said[name] = value
    said |= json.loads(json.dumps(derived(said)))
    forged = tmp_path / "forged.html"
    forged.write_text(render(said), encoding="utf-8")

    with pytest.raises(VerifyError, match="not those the workspace gives"):
        verify(forged, shop.folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [("wording", ["Best staff in the world."]), ("expires", "2099-01-01"), ("subject", "Somebody"), ("world", {}),
     ("verdict", "no"), ("place", 3)],
)  # fmt: skip
def test_what_follows_from_the_sums_cannot_be_said_otherwise(alone: Path, name: str, value: object) -> None:
    said = embedded(alone.read_text(encoding="utf-8"))
    said.pop("digests")
    if said[name] == value:
        value = {"guest": "family"}
    alone.write_text(render({**said, name: value}), encoding="utf-8")

    with pytest.raises(VerifyError):
        verify(alone)


def test_a_digit_changed_under_another_versions_name_is_noticed(alone: Path) -> None:
    said = embedded(alone.read_text(encoding="utf-8"))
    said.pop("digests")
    html = render({**said, "version": "9.9.9"})
    alone.write_text(html, encoding="utf-8")
    assert verify(alone)["words"] is False

    alone.write_text(sealed(html.replace("4 businesses", "40 businesses"), {**said, "version": "9.9.9"}), "utf-8")
    with pytest.raises(VerifyError):
        verify(alone)


@pytest.mark.parametrize("breakage", ["text", "list", "missing"])
def test_sums_that_cannot_be_read_are_called_so(alone: Path, breakage: str) -> None:
    html = alone.read_text(encoding="utf-8")
    said = embedded(html)
    broken = {"text": "none", "list": [], "missing": {**said["proof"], "businesses": [{}]}}[breakage]
    alone.write_text(sealed(html, {**said, "proof": broken}), encoding="utf-8")

    with pytest.raises(VerifyError, match="can't be read"):
        verify(alone)


def test_a_card_of_other_files_does_not_verify(shop: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(shop.folder, folder)
    copy = Workspace(folder)
    write(copy, answered(copy, Pick("Staff")), TODAY)
    (tmp_path / "more.csv").write_text(
        "Business,Date,Stars,Staff,Text,Reviewer\nWest,2026-09-01,5,5,new,someone\n", encoding="utf-8"
    )
    copy.add(tmp_path / "more.csv", yes=True)

    with pytest.raises(VerifyError, match="not those"):
        verify(folder / "card.html", None, TODAY)


def test_a_claim_that_is_not_shown_is_refused_with_its_reason_and_the_card_is_there_all_the_same(
    shop: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(PublishError, match="can't be published") as refused:
        write(shop, answered(shop, Pick("overall")), TODAY, out=tmp_path, public=True)

    assert str(tmp_path / "card.html") in str(refused.value)
    assert (tmp_path / "card.html").exists()
    assert not (tmp_path / "card-public.html").exists()
    assert verify(tmp_path / "card.html", shop.folder, TODAY)["holds"]


def test_a_stale_claim_is_refused(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="fresh"):
        write(shop, answered(shop, Pick("Staff")), DAY + timedelta(days=91), out=tmp_path, public=True)


def test_a_claim_of_the_owners_own_gets_a_card_in_words_no_wider_than_the_test(tmp_path: Path) -> None:
    made = stocked(tmp_path)
    one = write(made, claimed(made, "friendliest staff in town", Pick()), TODAY, public=True)

    assert (one.card["verdict"], one.card["class"]) == ("yes", "opinion")
    assert one.card["figures"]["searched"] == 1  # stamped before its scores were read: the price of one
    assert one.card["wording"][0].startswith("Rated highest on Staff of 4 businesses judged")
    assert "friendliest staff in town" in one.files[0].read_text(encoding="utf-8")
    assert "friendliest" not in re.sub(r"<script.*?</script>", "", one.files[-1].read_text(encoding="utf-8"))
    for file in (one.files[0], one.files[-1]):
        assert verify(file, made.folder, TODAY)["holds"]


def test_to_verify_a_card_stamps_nothing(tmp_path: Path) -> None:
    shop = stocked(tmp_path)
    page = write(shop, claimed(shop, "friendliest café", Pick()), TODAY, out=tmp_path / "claimed").files[0]
    assert verify(page, shop.folder)["holds"]
    with (shop.folder / "standout.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[est]\nalpha = 0.04\n")

    with pytest.raises(VerifyError):
        verify(page, shop.folder)

    assert len(remembered.stamps(shop.index)) == 1


def test_a_claim_over_one_rival_says_that_rivals_name_and_no_more(shop: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(shop.folder, copy)
    made = Workspace(copy)
    one = write(made, claimed(made, "friendlier staff than North", Pick()), TODAY, public=True)

    assert one.card["than"] == ["North"]
    assert one.card["wording"][0].startswith("Rated higher than North on Staff (")
    assert not any("highest" in words for words in one.card["wording"])
    assert verify(one.files[-1], None, TODAY)["holds"]


def test_businesses_left_off_the_owners_list_are_named_on_the_page(tmp_path: Path) -> None:
    made = stocked(tmp_path)
    made.name_rivals(["North", "South", "West"])
    lines = [f"Lark,{DAY},5,5,Lark {number},lark-{number}" for number in range(40)]
    (tmp_path / "lark.csv").write_text(
        "Business,Date,Stars,Staff,Text,Reviewer\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    made.add(tmp_path / "lark.csv", yes=True)
    one = write(made, answered(made, Pick("Staff", {})), TODAY, public=True)

    assert one.card["verdict"] == "yes"
    for page in (one.files[0], one.files[-1]):
        assert "The files also hold Lark, and these were not compared." in page.read_text(encoding="utf-8")


def test_each_business_of_a_market_has_a_card_of_its_own(shop: Workspace, tmp_path: Path) -> None:
    found = answered(shop, Pick("Staff", {}, "West"), subject="every")
    one = write(shop, found, TODAY, out=tmp_path)

    assert one.card["subject"] == "West"
    assert verify(one.files[0], shop.folder, TODAY)["holds"]


def test_praise_that_nobody_could_test_gets_no_card(shop: Workspace) -> None:
    with pytest.raises(DataError, match="praise"):
        claimed(shop, "best staff in the universe", Pick())


def test_the_most_useful_answer_is_taken_where_none_is_named(shop: Workspace, tmp_path: Path) -> None:
    one = write(shop, answered(shop, Pick()), TODAY, out=tmp_path).card

    assert (one["aspect"], one["verdict"]) == ("Staff", "yes")


def test_what_is_asked_for_and_is_not_there_is_answered_with_what_is(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Stafff.*Staff"):
        write(shop, answered(shop, Pick("Stafff")), TODAY, out=tmp_path)
    with pytest.raises(DataError, match="guest=family"):
        write(shop, answered(shop, Pick("Staff", {"guest": "family"})), TODAY, out=tmp_path)
    with pytest.raises(UsageError, match="label=value"):
        world_of(["family"])


def test_the_same_card_comes_from_python(shop: Workspace, tmp_path: Path, written: Written) -> None:
    one = shop.card(TODAY, aspect="Staff", out=tmp_path / "again", public=True)

    assert one.files[-1].read_text(encoding="utf-8") == written.files[-1].read_text(encoding="utf-8")


def test_an_empty_workspace_gets_a_sentence_and_no_card(tmp_path: Path) -> None:
    empty = Workspace.new(tmp_path / "empty", ours="Deli")

    with pytest.raises(DataError):
        write(empty, answered(empty, Pick()), TODAY)


def test_a_card_in_german_holds_and_tells_browsers_so_whatever_is_spoken_where_it_is_read(tmp_path: Path) -> None:
    made = stocked(tmp_path)
    (made.folder / "standout.toml").write_text(
        f'language = "de"\n{(made.folder / "standout.toml").read_text(encoding="utf-8")}', encoding="utf-8"
    )
    made = Workspace(made.folder)
    one = made.card(TODAY, aspect="Staff", out=tmp_path / "cards", public=True)
    everybodys = Path(shutil.copy(one.files[-1], tmp_path))

    assert one.card["wording"][0].startswith("Am höchsten bewertet bei „Staff“")
    assert '<html lang="de">' in everybodys.read_text(encoding="utf-8")
    assert verify(everybodys, None, TODAY)["kind"] == "public card"
    assert verify(one.files[0], made.folder, TODAY)["kind"] == "card"
    toml = made.folder / "standout.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('language = "de"', 'language = "en"'), encoding="utf-8")
    assert verify(one.files[0], made.folder, TODAY)["kind"] == "card"  # the card speaks German still


def test_the_card_carries_what_the_owner_says_and_how_many_rows_were_left_out_and_still_verifies(
    tmp_path: Path,
) -> None:
    shop = stocked(tmp_path)
    toml = shop.folder / "standout.toml"
    toml.write_text(
        toml.read_text("utf-8") + '\n[card]\nincentive = "Nothing, ever."\nlink = "https://deli.example/staff"\n',
        "utf-8",
    )
    shop = Workspace(shop.folder)
    done = write(shop, answered(shop, Pick("Staff")), TODAY, public=True)
    page = done.files[-1].read_text("utf-8")
    assert "The owner says: “Nothing, ever.”" in page
    assert "https://deli.example/staff" in page
    assert done.card["reader"]["turned_away"] == 0
    assert verify(done.files[0], today=TODAY)["holds"]
    assert verify(done.files[-1], shop.folder, TODAY)["holds"]


def test_a_wrong_key_or_address_of_a_card_is_refused(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no address that can be printed"):
        write(shop, answered(shop, Pick("Staff")), TODAY, out=tmp_path, link="deli.example")
