"""What the words of reviews say is read once, kept whole or not at all, and goes with its file."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standout.errors import WorkspaceError
from standout.tables import table as table_of
from standout.workspace import Workspace, asking, read_index, read_ways, readings
from standout.workspace.parts import PARTS
from standout.workspace.read_ways import Way

TABLES = ("readings", "mentions")


def reviews(folder: Path, name: str, texts: Sequence[str], business: str = "Deli") -> Path:
    """Write a file of reviews."""
    rows = [f'{business},2026-01-{1 + n % 28:02d},{1 + n % 5},"{text}",{name}-{n}' for n, text in enumerate(texts)]
    file = folder / name
    file.write_text("Business,Date,Stars,Text,Reviewer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def counting(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
    """Read by counting signs: quick, and any change of a text shows."""
    told = [
        {"review_id": n, "language": "en", "read": "zzz" not in t, "sentences": 1, "words_hash": len(t)}
        for n, t in zip(ids, texts, strict=True)
    ]
    said = [
        {"review_id": n, "sentence": 0, "aspect": "size", "negative": 0, "neutral": 0, "positive": min(len(t), 1000)}
        for n, t in zip(ids, texts, strict=True) if "zzz" not in t
    ]  # fmt: skip
    return {
        "readings": pa.Table.from_pylist(told, schema=table_of("readings").schema()),
        "mentions": pa.Table.from_pylist(said, schema=table_of("mentions").schema()),
    }


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Read by counting; give how many texts were read in each step."""
    steps: list[int] = []

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        steps.append(len(ids))
        return counting(ids, texts)

    use(monkeypatch, Way(name="words", key="counter 1", make=make, about={"reader": "counter 1"}))
    return steps


def use(monkeypatch: pytest.MonkeyPatch, *ways: Way) -> None:
    """Read in these ways."""

    def chosen(*given: object) -> Iterator[Way]:
        return iter([way for way in ways if way.name in given[3]])  # type: ignore[operator]

    monkeypatch.setattr(read_ways, "ways", chosen)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a workspace of 60 reviews, and the file they came in."""
    folder = tmp_path_factory.mktemp("first")
    workspace = Workspace.new(folder / "shop", ours="Deli")
    workspace.add(reviews(folder, "a.csv", [f"Good bread {'x' * n}" for n in range(60)]), yes=True)
    return folder


@pytest.fixture
def shop(tmp_path: Path, first: Path) -> Workspace:
    """Give a workspace of 60 reviews of one's own."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path / "shop")


def brought(workspace: Workspace, tables: Sequence[str] = TABLES) -> readings.Done:
    """Bring tables up to date."""
    return readings.bring(workspace.store, workspace.index, workspace.config, tables)


def mentions(workspace: Workspace, done: readings.Done | None = None) -> list[dict[str, object]]:
    """Give the mentions an engine shows, in order."""
    engine = asking.engine(workspace.store, workspace.index, workspace.config, reads=TABLES, read=done)
    return sorted(engine.arrow(engine.table("mentions")).to_pylist(), key=lambda row: row["review_id"])


def files(workspace: Workspace) -> set[str]:
    """Give the part files of mentions that lie on disk."""
    return {file.name for file in (workspace.store / PARTS).glob("mentions-*.parquet")}


def named(workspace: Workspace) -> int:
    """Give how many rows of mentions the index names."""
    [row] = workspace.index.rows("SELECT coalesce(sum(rows), 0) AS n FROM readings WHERE table_name = 'mentions'")
    return int(row["n"])


def test_texts_are_read_once_and_shown_ever_after(shop: Workspace, read: list[int]) -> None:
    first, again = mentions(shop), mentions(shop)

    assert first == again
    assert len(first) == 60
    assert read == [60]
    assert brought(shop).work == {"reader": "counter 1", "texts_held": 60, "texts_left": 0, "texts_read": 60}


def test_nothing_is_read_for_a_question_that_needs_no_words(shop: Workspace, read: list[int]) -> None:
    assert brought(shop, ("reviews", "orders")) == readings.Done()
    assert read == []


def test_reviews_without_words_load_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.new(tmp_path / "shop", ours="Deli")
    file = tmp_path / "stars.csv"
    file.write_text("Business,Date,Stars,Text\nDeli,2026-01-01,5,\nDeli,2026-01-02,4,\n", encoding="utf-8")
    workspace.add(file, yes=True)
    monkeypatch.setattr(read_ways, "ways", None)  # to call it would fail

    assert brought(workspace) == readings.Done()


def test_files_added_later_are_read_and_the_others_left_alone(shop: Workspace, tmp_path: Path, read: list[int]) -> None:
    before = mentions(shop)
    shop.add(reviews(tmp_path, "b.csv", ["Fine tea", "zzz"]), yes=True)

    after = mentions(shop)

    assert read == [60, 2]
    assert len(after) == 61  # one of the two is in a language nobody knows
    assert [row for row in after if row in before] == before
    assert brought(shop).work["texts_read"] == 61


def test_small_files_are_read_together(shop: Workspace, tmp_path: Path, read: list[int]) -> None:
    for name in ("b.csv", "c.csv"):
        shop.add(reviews(tmp_path, name, [f"{name} {n}" for n in range(5)]), yes=True)

    assert len(mentions(shop)) == 70
    assert read == [70]


def test_a_file_taken_back_takes_its_readings_along(shop: Workspace, tmp_path: Path, read: list[int]) -> None:
    before = mentions(shop)
    shop.add(reviews(tmp_path, "b.csv", [f"Fine tea {n}" for n in range(5)]), yes=True)
    mentions(shop)

    shop.remove("b.csv")

    assert mentions(shop) == before
    assert named(shop) == 60
    assert read == [60, 5]


def test_reviews_that_pass_to_another_file_are_read_there(shop: Workspace, tmp_path: Path, read: list[int]) -> None:
    before = mentions(shop)
    (tmp_path / "copy").mkdir()
    shop.add(reviews(tmp_path / "copy", "b.csv", [f"Good bread {'x' * n}" for n in range(60)]), yes=True)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    (tmp_path / "c.csv").write_text(text + '"Deli",2026-02-01,3,"One more","z"\n', encoding="utf-8")
    shop.add(tmp_path / "c.csv", yes=True)  # the 60 of the first, and one

    shop.remove("a.csv")

    held = {row["review_id"]: row for row in mentions(shop)}
    assert all(held[row["review_id"]] == row for row in before)


def test_another_reader_reads_anew_and_the_old_readings_go(
    shop: Workspace, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mentions(shop)
    old = files(shop)
    use(monkeypatch, Way(name="words", key="counter 2", make=lambda ids, texts: counting(ids, ["x"] * len(texts))))

    assert {row["positive"] for row in mentions(shop)} == {1}
    assert read == [60]
    assert named(shop) == 60
    kept = {row["file"] for row in shop.index.rows("SELECT file FROM readings")}
    assert not old & kept


def test_parts_let_go_are_swept_an_hour_later_and_the_others_stay(
    shop: Workspace, tmp_path: Path, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    mentions(shop)
    old = files(shop)
    use(monkeypatch, Way(name="words", key="counter 2", make=counting))
    mentions(shop)
    for file in (shop.store / PARTS).glob("*.parquet"):
        os.utime(file, (time.time() - 4000, time.time() - 4000))

    shop.add(reviews(tmp_path, "b.csv", ["Fine tea"]), yes=True)

    assert not files(shop) & old
    assert len(mentions(shop)) == 61


def test_only_so_many_are_read_when_merely_asking_and_they_are_the_same_on_every_run(
    shop: Workspace, tmp_path: Path, read: list[int]
) -> None:
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[read]\nmost = 30\n", encoding="utf-8")
    other = Workspace.new(tmp_path / "other", ours="Deli")
    other.add(tmp_path / "a.csv", yes=True)
    (other.folder / "standout.toml").write_text(toml.read_text(encoding="utf-8"), encoding="utf-8")

    some = mentions(shop)

    assert 15 <= len(some) <= 45  # 30 expected, spread sqrt(60 / 4) = 3.9
    assert some == mentions(other)
    assert brought(shop).work["texts_held"] == 60
    assert brought(shop).work["texts_left"] == 60 - len(some)
    assert brought(shop).work["texts_read"] == len(some)


def test_where_fewer_are_to_be_read_than_were_the_others_stop_to_count(
    shop: Workspace, tmp_path: Path, read: list[int]
) -> None:
    everything = mentions(shop)
    toml = shop.folder / "standout.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[read]\nmost = 30\n", encoding="utf-8")

    some = mentions(shop)

    assert read == [60]
    chosen = read_index.lots(pa.array([row["review_id"] for row in everything])) < 500
    assert some == [row for row, counts in zip(everything, chosen, strict=True) if counts]
    assert brought(shop).work["texts_read"] == len(some)


def test_a_large_file_is_read_in_steps_that_are_each_kept(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        if len(steps) == 2:
            raise KeyboardInterrupt
        steps.append(len(ids))
        return counting(ids, texts)

    use(monkeypatch, Way(name="words", key="counter 1", make=make, step=20))
    with pytest.raises(KeyboardInterrupt):
        mentions(shop)
    assert named(shop) == sum(steps) > 0

    use(monkeypatch, Way(name="words", key="counter 1", make=counting, step=20))
    assert len(mentions(shop)) == 60


def test_what_is_read_while_nothing_may_be_written_serves_and_is_not_kept(
    shop: Workspace, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_index, "writable", lambda _: False)

    assert len(mentions(shop)) == 60
    assert brought(shop).work["texts_read"] == 60
    assert named(shop) == 0


def test_what_is_read_while_another_imports_serves_and_is_not_kept(
    shop: Workspace, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standout.workspace.index.BUSY_SECONDS", 0.05)
    with shop.index.writing():
        assert len(mentions(shop)) == 60

    assert named(shop) == 0


def test_what_can_not_be_kept_is_no_more_than_a_question_reads_of_every_file(
    shop: Workspace, tmp_path: Path, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.add(reviews(tmp_path, "b.csv", [f"Fine tea {n}" for n in range(60)], "North"), yes=True)
    monkeypatch.setattr(read_index, "writable", lambda _: False)
    monkeypatch.setattr(read_ways, "MOST", 60)

    done = readings.bring(shop.store, shop.index, shop.config, TABLES, whole=True)

    assert 40 <= sum(read) <= 80  # 60 expected of 120, spread sqrt(120 / 4) = 5.5
    assert done.work["texts_left"] == 120 - sum(read)
    assert len(mentions(shop, done)) == sum(read)


def test_while_another_reads_a_question_waits_a_little_and_takes_what_is_read(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        if len(mentions_kept(shop)) > 20:
            raise KeyboardInterrupt
        return counting(ids, texts)

    use(monkeypatch, Way(name="words", key="counter 1", make=make, step=15))
    with pytest.raises(KeyboardInterrupt):
        brought(shop)
    kept = len(mentions_kept(shop))
    monkeypatch.setattr(read_index, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(readings, "PATIENCE", 0.1)

    with read_index.alone(shop.store) as mine:
        done = brought(shop)

    assert mine
    assert len(mentions(shop, done)) == kept
    assert done.work == {"texts_held": 60, "texts_left": 60 - kept, "texts_read": kept}


def mentions_kept(workspace: Workspace) -> list[object]:
    """Give the mentions that lie in named files."""
    rows = workspace.index.rows("SELECT file FROM readings WHERE table_name = 'mentions'")
    return [one for row in rows for one in pq.read_table(workspace.store / PARTS / row["file"]).to_pylist()]


def test_large_files_take_turns_so_that_a_part_of_each_is_read(
    shop: Workspace, tmp_path: Path, read: list[int]
) -> None:
    shop.add(reviews(tmp_path, "b.csv", [f"Fine tea {n}" for n in range(60)], "North"), yes=True)
    parts = read_index.worded(shop.store, shop.index)

    steps = list(readings._steps([(part, 0, 1000) for part in parts], 30))

    assert [[(part.part_id, low) for part, low, _ in step] for step in steps] == [
        [(part.part_id, low)] for low in (0, 500) for part in parts
    ]


def test_what_is_read_is_kept_when_the_other_is_done_writing(
    shop: Workspace, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    keep = read_index.keep

    def busy_once(*given: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise WorkspaceError("busy")
        keep(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(read_index, "keep", busy_once)

    assert len(mentions(shop)) == 60
    assert (named(shop), read) == (60, [60])


def test_a_workspace_of_before_reads_and_keeps(shop: Workspace, read: list[int]) -> None:
    with shop.index.writing() as db:
        for later in ("readings", "settled", "merges", "use_notes", "heard_marks"):
            db.execute(f"DROP TABLE {later}")
        db.execute("PRAGMA user_version = 3")

    assert len(mentions(shop)) == 60
    assert named(shop) == 60


def test_readings_of_files_left_out_are_left_out(shop: Workspace, tmp_path: Path, read: list[int]) -> None:
    shop.add(reviews(tmp_path, "b.csv", ["Fine tea"]), yes=True)
    [_, second] = shop.index.imports()

    engine = asking.engine(shop.store, shop.index, shop.config, without={second.sha256}, reads=TABLES)

    assert engine.arrow(engine.table("mentions")).num_rows == 60


def test_lots_are_spread_evenly() -> None:
    # Ids in a row and ids at random: 100,000 over ten tenths are 10,000 each, give or take sqrt(9,000) = 95
    rng = np.random.default_rng(7)
    for ids in (np.arange(100_000), rng.integers(-(2**63), 2**63, 100_000, dtype=np.int64)):
        tenths = np.bincount(read_index.lots(pa.array(ids)) // 100, minlength=10)
        assert tenths.min() > 9_600
        assert tenths.max() < 10_400


def forked(work: object) -> int:
    """Run ``work`` in a process of its own; give its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()  # type: ignore[operator]
        except BaseException:  # noqa: BLE001 - whatever it is, the parent must see that it failed
            os._exit(1)
        os._exit(0)
    return child


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are not there on Windows")
def test_a_reading_that_is_killed_leaves_whole_steps_only_and_goes_on(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {row["review_id"]: row["positive"] for row in mentions_by_hand(shop)}
    chance, counts = random.Random(7), []
    inward, outward = os.pipe()

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        os.write(outward, b".")
        return counting(ids, texts)

    use(monkeypatch, Way(name="words", key="counter 1", make=make, step=3))
    for _ in range(8):
        child = forked(lambda: brought(shop))
        for _ in range(2):  # the second step begins when the first is kept
            os.read(inward, 1)
        time.sleep(chance.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        counts.append(check(shop, expected))
        os.write(outward, b"end")
        while not os.read(inward, 100).endswith(b"end"):
            pass

    assert 0 < counts[0] < 60
    assert counts == sorted(counts)
    brought(shop)
    assert check(shop, expected) == 60


def mentions_by_hand(workspace: Workspace) -> list[dict[str, object]]:
    """Give what counting gives of every text, without the index."""
    [part] = read_index.worded(workspace.store, workspace.index)
    return counting(*read_index.texts_of(workspace.store, part))["mentions"].to_pylist()


def check(workspace: Workspace, expected: dict[object, object]) -> int:
    """Look at all that is kept: every file whole, every review once and as it was read; give how many."""
    rows = workspace.index.rows("SELECT * FROM readings ORDER BY reading_id")
    held = [pq.read_table(workspace.store / PARTS / row["file"]) for row in rows if row["file"]]
    assert [one.num_rows for one in held] == [row["rows"] for row in rows if row["file"]]
    assert sum(row["table_name"] == "mentions" for row in rows) == sum(row["table_name"] == "readings" for row in rows)
    said = [row for one in held if "aspect" in one.column_names for row in one.to_pylist()]
    assert len({row["review_id"] for row in said}) == len(said)
    assert all(expected[row["review_id"]] == row["positive"] for row in said)
    return len(said)


@pytest.mark.skipif(os.name == "nt", reason="fork is not there on Windows")
def test_two_processes_at_once_read_every_text_once(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "note"

    def make(ids: Sequence[int], texts: Sequence[str]) -> dict[str, pa.Table]:
        with note.open("a") as file:
            file.write(f"{len(ids)}\n")
        time.sleep(0.01)  # so that the other has its turn
        return counting(ids, texts)

    use(monkeypatch, Way(name="words", key="counter 1", make=make, step=10))
    children = [forked(lambda: mentions(shop)) for _ in range(2)]

    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert sum(map(int, note.read_text().split())) == 60
    assert named(shop) == 60
