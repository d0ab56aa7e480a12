"""Reading all there is: what is looked for, counted, left unread, kept in standout.toml, and read again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from standout.errors import SettingError, VerifyError
from standout.workspace import Workspace, asking, read_index, readings, rereading
from standout.workspace.hearing import TABLES
from standout.workspace.parts import PARTS

TEXTS = {
    "Deli": [
        "The staff were friendly and kind.", "The staff were rude.", "Lovely staff. Great staff, really helpful staff.",
        "The bread was stale.", "<p>The staff were <b>friendly</b>.</p>",
        "Personel był bardzo miły, ale chleb nie był świeży i było drogo.",
    ],
    "North": ["The staff were slow and unfriendly.", "We came with our children and the staff were great.", "🙂🙂"],
}  # fmt: skip


def rows(business: str, texts: list[str]) -> list[str]:
    """Give lines of a file."""
    return [f'{business},2026-02-{1 + n:02d},{1 + n % 5},"{text}",{business}-{n}' for n, text in enumerate(texts)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace whose words were not read yet."""
    folder = tmp_path_factory.mktemp("made")
    lines = [line for business, texts in TEXTS.items() for line in rows(business, texts)]
    (folder / "a.csv").write_text("Business,Date,Stars,Text,Reviewer\n" + "\n".join(lines) + "\n", encoding="utf-8")
    Workspace.new(folder / "shop", ours="Deli").add(folder / "a.csv", yes=True)
    return folder / "shop"


@pytest.fixture
def shop(tmp_path: Path, made: Path) -> Workspace:
    """Give one of one's own."""
    return Workspace(shutil.copytree(made, tmp_path / "shop"))


def toml(workspace: Workspace, said: str) -> None:
    """Add to standout.toml."""
    path = workspace.folder / "standout.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{said}\n", encoding="utf-8")


def test_each_review_counts_once_for_an_aspect_in_the_tone_it_has_there(shop: Workspace) -> None:
    heard = shop.read(aspects=["staff"], reader="lexicon")

    [staff] = heard.aspects
    # Deli: friendly, rude, lovely (twice, one review), friendly in HTML; North: slow, great
    assert (staff.ours, staff.ours_positive, staff.ours_negative) == (4, 3, 1)
    assert (staff.others, staff.others_positive, staff.others_negative) == (2, 1, 1)
    assert heard.reader == "lexicon"
    assert heard.trade == ""


def test_what_is_in_another_language_is_counted_as_not_read(shop: Workspace) -> None:
    heard = shop.read(reader="lexicon")

    assert heard.unread == {"pl": 1}
    assert heard.reviews == 8  # all but the one that is a picture
    assert heard.read == 7
    assert heard.trade


def test_what_was_said_is_kept_beside_the_owners_own_words(shop: Workspace) -> None:
    toml(shop, "# mine\n[read]\nmost = 5 # few")

    shop.read(aspects=["waiting  time", "staff", "staff"], reader="lexicon")

    assert shop.config.read == {"most": 5, "aspects": ["waiting time", "staff"], "reader": "lexicon"}
    assert "# mine" in (shop.folder / "standout.toml").read_text(encoding="utf-8")


def test_who_names_the_trade_gets_what_is_usual_there(shop: Workspace) -> None:
    shop.read(aspects=["parking"], reader="lexicon")

    heard = shop.read(trade="restaurant")

    assert heard.trade == "restaurant"
    assert "food" in {one.aspect for one in heard.aspects}
    assert "parking" not in {one.aspect for one in heard.aspects}


def test_a_past_question_sees_only_what_was_said_until_then(shop: Workspace) -> None:
    # of nine reviews those of the first two days are Deli's first two and North's first two: staff in all four
    until = asking.engine(
        shop.store, shop.index, shop.config, until=date(2026, 2, 2), reads=("reviews", "mentions", "tags")
    )

    reviews, mentions = until.table("reviews"), until.table("mentions")
    said = until.arrow(mentions.semi_join(reviews, "review_id").select("review_id").distinct())

    assert until.arrow(reviews).num_rows == 4
    assert said.num_rows == 4
    assert sum(one is not None for one in until.arrow(reviews)["d_says_children"].to_pylist()) == 1


def test_most_stays_where_all_were_read_anyway(shop: Workspace) -> None:
    shop.read(reader="lexicon")

    assert "most" not in shop.config.read


@pytest.mark.parametrize(
    ("given", "told"),
    [({"trade": "zoo"}, "hotel"), ({"reader": "slow"}, "lexicon"), ({"aspects": [" "]}, "--aspect")],
)
def test_what_cannot_be_read_by_is_told_with_what_can(shop: Workspace, given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        shop.read(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('trade = "zoo"', "hotel"), ('reader = "slow"', "lexicon"),
        ("aspects = [3]", "list"), ('aspects = "staff"', "list"),
        ("most = -1", "0 or more"), ("most = true", "whole number"), ('most = "all"', "whole number"),
        ('aspect = ["staff"]', "aspects"),
    ],
)  # fmt: skip
def test_a_slip_in_standout_toml_says_what_to_write(shop: Workspace, said: str, told: str) -> None:
    toml(shop, f"[read]\n{said}")

    with pytest.raises(SettingError, match=told):
        shop.read()


FLIGHTS = ["The flight was delayed, the cabin crew kind, the seat narrow and boarding slow."] * 40


def more(folder: Path, name: str, business: str, texts: list[str]) -> Path:
    """Write another file."""
    said = "Business,Date,Stars,Text,Reviewer\n" + "\n".join(rows(business, texts)) + "\n"
    (folder / name).write_text(said, encoding="utf-8")
    return folder / name


def test_the_trade_follows_from_what_is_held_in_whatever_order_it_came(shop: Workspace, tmp_path: Path) -> None:
    flights = more(tmp_path, "b.csv", "East", FLIGHTS)
    other = Workspace.new(tmp_path / "other", ours="Deli")
    other.add(flights, yes=True)
    first, of_flights = shop.read(reader="lexicon").trade, other.read(reader="lexicon").trade
    shop.add(flights, yes=True)
    other.add(given(tmp_path), yes=True)

    assert (first, of_flights) == ("service", "airline")
    assert shop.read().trade == other.read().trade == "airline"  # 40 of 49 texts speak of flights
    shop.remove("b.csv")
    assert shop.read().trade == first


def given(folder: Path) -> Path:
    """Write the first file again."""
    lines = [line for business, texts in TEXTS.items() for line in rows(business, texts)]
    (folder / "a.csv").write_text("Business,Date,Stars,Text,Reviewer\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder / "a.csv"


def test_a_file_taken_back_leaves_no_word_of_it_behind(shop: Workspace, tmp_path: Path) -> None:
    odd = [f"The zanzibarello was great today. We had soup {n} and sat by the door {n % 7}." for n in range(40)]
    shop.add(more(tmp_path, "b.csv", "East", odd), yes=True)
    shop.read(reader="lexicon", aspects=["staff"])
    held = [file for file in shop.store.glob("*") if file.is_file()]
    assert any(b"zanzibarello" in file.read_bytes() for file in held)

    shop.remove("b.csv")

    assert not any(b"zanzibarello" in file.read_bytes() for file in held if file.exists())
    assert shop.read().themes == 0  # nine texts make none


def test_a_new_business_leaves_what_was_read_of_the_others_alone(shop: Workspace, tmp_path: Path) -> None:
    shop.read(aspects=["staff"], reader="lexicon")
    before = {row["file"] for row in shop.index.rows("SELECT file FROM readings WHERE table_name = 'mentions'")}
    shop.add(more(tmp_path, "b.csv", "Newcomer Inn", ["The staff of Newcomer Inn were kind."]), yes=True)

    shop.read()

    after = {row["file"] for row in shop.index.rows("SELECT file FROM readings WHERE table_name = 'mentions'")}
    assert before < after


def test_what_was_read_on_purpose_counts_later_and_a_large_file_that_came_since_is_read_in_part(
    shop: Workspace, tmp_path: Path
) -> None:
    toml(shop, "[read]\nmost = 5")
    assert shop.ask("value").evidence.work["texts_left"] > 0

    shop.read(aspects=["staff"], reader="lexicon")

    assert shop.ask("value").evidence.work["texts_left"] == 0
    assert shop.config.read["most"] == 5
    shop.add(more(tmp_path, "b.csv", "East", ["The staff were kind."] * 5), yes=True)
    assert shop.ask("value").evidence.work["texts_left"] == 0  # five more are no more than a question reads
    shop.add(more(tmp_path, "c.csv", "West", [f"The staff were kind {n}." for n in range(28)]), yes=True)
    first, again = (shop.ask("value").evidence.work for _ in range(2))
    assert first == again
    assert first["texts_left"] > 21  # of 33 not read on purpose five, and of all as large a part


def test_tags_reach_at_least_as_far_as_what_is_read_for_aspects(shop: Workspace) -> None:
    toml(shop, "[read]\nmost = 1")
    shop.ask("value")

    upto = {
        row["way"]: row["high"] for row in shop.index.rows("SELECT way, max(high) AS high FROM readings GROUP BY way")
    }
    assert upto["words"] == upto["themes"] == 1000 // 9
    assert upto["tags"] == 1000


def test_short_texts_say_the_same_when_read_again_beside_others(shop: Workspace, tmp_path: Path) -> None:
    polish = [f"Jedzenie było bardzo dobre i obsługa była bardzo miła {n}." for n in range(12)]
    shop.add(more(tmp_path, "b.csv", "East", polish), yes=True)
    shop.read(aspects=["staff"], reader="lexicon")
    shop.add(more(tmp_path, "c.csv", "West", ["The staff were kind.", "Rude staff!", "Lovely staff!"]), yes=True)

    heard = shop.read()

    assert heard.read == 7 + 3
    assert rereading.reread(shop, 0) == 9 + 12 + 3


def test_while_another_process_reads_it_tells_what_was_read_by_then_of_how_many(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_index, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(readings, "PATIENCE", 0.05)

    with read_index.alone(shop.store):
        heard = shop.read(aspects=["staff"], reader="lexicon")

    assert (heard.reviews, heard.read) == (9, 0)


def test_another_list_of_aspects_is_read_anew(shop: Workspace) -> None:
    shop.read(aspects=["staff"], reader="lexicon")

    heard = shop.read(aspects=["bread"])

    assert [one.aspect for one in heard.aspects] == ["bread"]
    assert heard.aspects[0].ours == 1
    engine = asking.engine(shop.store, shop.index, shop.config, reads=TABLES)
    assert set(engine.arrow(engine.table("mentions"))["aspect"].to_pylist()) == {"bread"}


def test_what_a_review_tells_of_the_visit_is_a_descriptor_of_it(shop: Workspace) -> None:
    engine = asking.engine(shop.store, shop.index, shop.config, reads=("reviews", "tags", "columns"))

    reviews = engine.table("reviews")
    found = engine.arrow(reviews.filter(reviews.d_says_children.notnull()).select("text")).to_pylist()
    columns = engine.arrow(engine.table("columns")).to_pylist()
    assert [row["text"] for row in found] == ["We came with our children and the staff were great."]
    assert "d_says_children" in {row["name"] for row in columns}
    plain = shop.engine()
    assert "d_says_children" not in plain.table("reviews").columns


def test_another_reader_gives_another_fingerprint(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shop.ask("value").evidence
    again = shop.ask("value").evidence
    toml(shop, '[read]\naspects = ["staff"]')
    other = shop.ask("value").evidence

    assert first.fingerprint([]) == again.fingerprint([]) != other.fingerprint([])
    assert first.work["texts_held"] == 9
    assert first.work["texts_read"] == 7


def test_read_again_all_says_the_same(shop: Workspace) -> None:
    shop.read(reader="lexicon")

    assert rereading.reread(shop, 0) == 9


def test_a_reading_that_was_changed_is_found_when_read_again(shop: Workspace) -> None:
    shop.read(aspects=["staff"], reader="lexicon")
    [row] = shop.index.rows("SELECT file FROM readings WHERE table_name = 'mentions'")
    file = shop.store / PARTS / row["file"]
    rows = pq.read_table(file).to_pylist()
    rows[0] |= {"positive": rows[0]["positive"] - 3, "negative": rows[0]["negative"] + 3}
    pq.write_table(pq.read_table(file).from_pylist(rows, schema=pq.read_schema(file)), file)

    with pytest.raises(VerifyError, match=str(rows[0]["review_id"])):
        rereading.reread(shop, 0)


def test_a_reading_within_two_thousandths_is_the_same(shop: Workspace) -> None:
    shop.read(aspects=["staff"], reader="lexicon")
    [row] = shop.index.rows("SELECT file FROM readings WHERE table_name = 'mentions'")
    file = shop.store / PARTS / row["file"]
    rows = pq.read_table(file).to_pylist()
    rows[0] |= {"positive": rows[0]["positive"] - 2, "negative": rows[0]["negative"] + 2}
    pq.write_table(pq.read_table(file).from_pylist(rows, schema=pq.read_schema(file)), file)

    assert rereading.reread(shop, 0) == 9


def test_odd_texts_go_through_the_whole_way(tmp_path: Path) -> None:
    odd = ["", " ", "<br>", "🙂", "staff " * 16_000, "\x07\u200bStaff", "The staff were great. Die Suppe war kalt."]
    lines = ["Business,Date,Stars,Text,Reviewer"]
    lines += [f'Deli,2026-02-{1 + n:02d},4,"{text}",p{n}' for n, text in enumerate(odd)]
    (tmp_path / "odd.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")
    workspace.add(tmp_path / "odd.csv", yes=True)

    first, again = workspace.ask("value"), workspace.ask("value")

    assert first.fingerprint == again.fingerprint
    assert [one.sentence for one in first.findings] == [one.sentence for one in again.findings]
    assert workspace.read(aspects=["staff"], reader="lexicon").aspects[0].ours >= 2


def test_a_workspace_without_words_says_so(tmp_path: Path) -> None:
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")

    heard = workspace.read()

    assert (heard.reviews, heard.read, heard.aspects) == (0, 0, ())


def test_progress_is_told_as_it_is_made(shop: Workspace) -> None:
    told: list[tuple[str, int, int]] = []

    shop.read(reader="lexicon", tell=lambda way, done, of: told.append((way, done, of)))

    assert ("words", 9, 9) in told
    assert ("tags", 9, 9) in told
