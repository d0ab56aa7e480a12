"""Cafés whose staff nobody scores and many speak of, for tests of marks."""

from standout import Workspace

GOOD, BAD = "The staff were friendly and kind.", "The staff were rude and slow."


def spoken_of(folder, *, each=40):
    """Give a workspace of two cafés, its words read; ours is praised more."""
    lines = ["Business,Date,Text,Reviewer"]
    for name, good in (("Deli", 8), ("North", 5)):
        for place in range(each):
            said = GOOD if place % 10 < good else BAD
            lines.append(f'{name},2026-02-{1 + place % 27:02d},"{said[:-1]} on day {place}.",{name}-{place // 2}')
    (folder / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shop = Workspace.new(folder / "shop", ours="Deli")
    shop.add(folder / "a.csv", yes=True)
    shop.read(aspects=["staff"], reader="lexicon")
    return shop
