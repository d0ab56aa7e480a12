"""Every named format, tried on its made-up sample: as it is, shuffled, broken, and twice."""

import csv
import io
import json
import random
from pathlib import Path

import pytest

import standout.sources
from imported import imported, opened
from standout import registry
from standout.sources import match
from standout.sources.names import fold
from standout.sources.targets import TARGETS

SOURCES = registry.catalogue("standout.sources", "SOURCE")
SAMPLES = Path(standout.sources.__file__).parent / "samples"


@pytest.fixture(params=sorted(SOURCES))
def source(request):
    return SOURCES[request.param]


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def plain(source, kept, tmp_path_factory):
    """Give the sample imported as it is, once for all tests."""
    if source.name not in kept:
        folder = tmp_path_factory.mktemp(source.name)
        kept[source.name] = imported(SAMPLES / source.sample, folder, source=source, business=whose(source))
    return kept[source.name]


def whose(source):
    """Give the business to name, where the format has no column for it."""
    named = any(f.target == "business" for f in source.fields) or source.table != "reviews"
    return "" if named else "Made-up Place"


def table_of(path):
    """Give the lines before the header, and the rows, the header first, of a delimited sample."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.count(",") >= 3)
    return lines[:start], list(csv.reader(io.StringIO("".join(lines[start:]), newline="")))


def rewritten(source, folder, change):
    """Write the sample again with its columns or rows changed."""
    path = SAMPLES / source.sample
    before, rows = table_of(path)
    out = folder / path.name
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(change(rows))
    out.write_text("".join(before) + text.getvalue(), encoding="utf-8")
    return out


def reordered(source, folder):
    """Write the sample again with its columns in another order and case; None where it has none."""
    path = folder / source.sample
    text = (SAMPLES / source.sample).read_text(encoding="utf-8")
    if source.sample.endswith(".csv"):

        def shuffled(rows):
            order = random.Random(3).sample(range(len(rows[0])), len(rows[0]))
            header = [f" {cell.upper()} " for cell in rows[0]]
            return [[row[i] for i in order] for row in [header, *rows[1:]]]

        return rewritten(source, folder, shuffled)
    if source.sample.endswith((".json", ".js")):
        before, tree = read_json(text)
        path.write_text(before + json.dumps(turned(tree)), encoding="utf-8")
        return path
    return None


def read_json(text):
    """Give what stands before the tree, and the tree."""
    start = min(at for at in (text.find("["), text.find("{")) if at >= 0)
    start = text.index("=") + 1 if text.startswith("window") else start
    return text[:start], json.loads(text[start:])


def turned(tree):
    """Give a tree with the keys of every object in the opposite order."""
    if isinstance(tree, dict):
        return {key: turned(value) for key, value in reversed(tree.items())}
    return [turned(value) for value in tree] if isinstance(tree, list) else tree


def records_of(tree):
    """Give the list of records in a tree: the whole, or the longest inside it."""
    return tree if isinstance(tree, list) else max((v for v in tree.values() if isinstance(v, list)), key=len)


def broken_up(source, folder):
    """Write the sample again with broken records put in; give the file, and how many more records it has."""
    path = folder / source.sample
    text = (SAMPLES / source.sample).read_text(encoding="utf-8")
    if source.sample.endswith((".json", ".js")):
        before, tree = read_json(text)
        rows = records_of(tree)
        rows[1:1] = [{next(iter(rows[0])): {"§": ["§"]}, "createTime": "the day before"}, {}, {"starRating": None}]
        path.write_text(before + json.dumps(tree), encoding="utf-8")
        return path, 3
    if source.sample.endswith(".csv"):
        rewritten(source, folder, list)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        before, rows = table_of(path)
        width = len(rows[0])
        broken = [
            ",".join(["x"] * max(1, width - 3)),  # cells missing
            ",".join(["x"] * (width + 2)),  # cells too many
            ",".join(["§"] * width),  # rubbish in every cell
            '"' + ",".join(["x"] * width),  # an open quote
        ]
        place = len(before) + 2
        lines[place:place] = [line + "\n" for line in broken]
        path.write_text("".join(lines), encoding="utf-8")
        return path, len(broken)
    spoilt, more = SPOILT[source.name]
    path.write_text(text + spoilt, encoding="utf-8")
    return path, more


SPOILT = {
    "vcard": ("BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:Made-up\n", 2),  # an empty card, and one that never ends
    "whatsapp_chat": ("32/13/2025, 99:99 - Made-up Person: x\nno message at all\n", 1),  # a day there isn't; no record
    "mailbox": ("\nFrom x Mon Jan  5 10:00:00 2026\nTo: §\nDate: §\n\nx\n", 1),  # a letter from nobody
}
"""What breaks a sample that has no columns, and how many records that adds."""


def test_a_source_maps_only_to_columns_that_its_table_has(source):
    assert source.table in TARGETS
    assert {f.target for f in source.fields} <= set(TARGETS[source.table])
    assert {fold(h) for h in source.required} <= {fold(h) for h in source.headers}


def test_its_sample_is_recognised_as_it_and_as_nothing_else(source, tmp_path):
    with opened(SAMPLES / source.sample, tmp_path) as (raws, _):
        [raw] = raws
        found = match.candidates(raw)

    assert [s.name for s, _ in match.near(found)] == [source.name]
    assert found[0][1] >= 0.9


def test_its_sample_loads_whole_and_a_second_time_is_all_known(source, plain, tmp_path):
    again = imported(SAMPLES / source.sample, tmp_path, source=source, business=whose(source), known=plain.known)

    assert plain.loaded.loaded == plain.loaded.records > 0
    assert plain.balance == 0
    assert (again.loaded.loaded, again.loaded.known) == (0, plain.loaded.records)


def test_its_columns_may_come_in_any_order_with_other_case_and_spaces(source, plain, tmp_path):
    path = reordered(source, tmp_path)
    if path is None:
        return
    with opened(path, tmp_path / "look") as (raws, _):
        found = match.candidates(raws[0])
    moved = imported(path, tmp_path / "two", source=source, business=whose(source))

    assert found[0][0].name == source.name
    assert found[0][1] >= 0.9
    assert (moved.loaded.records, moved.loaded.loaded) == (plain.loaded.records, plain.loaded.loaded)
    private = {"line", "file_hash"}
    for part in plain.loaded.parts:
        if part.table == "provenance" or source.table == "facts":
            continue
        mine = [{k: v for k, v in row.items() if k not in private} for row in plain.rows(part.table)]
        assert sorted(map(str, moved.rows(part.table))) == sorted(map(str, mine))


def test_broken_lines_are_counted_and_no_good_one_is_lost(source, plain, tmp_path):
    path, more = broken_up(source, tmp_path)
    found = imported(path, tmp_path / "two", source=source, business=whose(source))

    assert found.balance == 0
    assert found.loaded.records == plain.loaded.records + more
    assert found.loaded.loaded >= plain.loaded.loaded  # an address book refuses only what has no cells


def test_a_column_that_is_not_required_may_be_missing(source, tmp_path):
    if not source.sample.endswith(".csv"):
        return
    required = {fold(h) for h in source.required}
    listed = [fold(h) for h in source.headers if fold(h) not in required]
    if not listed:
        return
    gone = listed[-1]
    path = rewritten(
        source,
        tmp_path,
        lambda rows: [[c for c, h in zip(row, rows[0], strict=True) if fold(h) != gone] for row in rows],
    )
    with opened(path, tmp_path / "look") as (raws, _):
        found = match.candidates(raws[0])
    held = imported(path, tmp_path / "one", source=source, business=whose(source))

    assert found[0][0].name == source.name
    assert held.balance == 0
    assert held.loaded.loaded == held.loaded.records


def test_every_source_has_a_sample_and_every_sample_a_source():
    assert {s.sample for s in SOURCES.values()} == {p.name for p in SAMPLES.iterdir()}


def test_samples_are_clearly_made_up():
    for sample in SAMPLES.iterdir():
        text = sample.read_text(encoding="utf-8").casefold()
        assert "made-up" in text
