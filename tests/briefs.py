"""Briefs made by hand from made-up leagues: a town, a hostile one, a large one, an empty one."""

from dataclasses import replace
from datetime import date

import pyarrow as pa

from circled import chapter as circles_chapter
from leagues import TOWN, finding, league, spread, together
from standout import registry
from standout.finding import Evidence, Finding, Needed, Play
from standout.plan.play import Planned, Week
from standout.report.brand import Brand
from standout.report.chapter import Brief, Chapter, FileRead, Held, Inventory

VERDICTS = ("yes", "probably", "close", "no", "counted", "not_enough")
HOSTILE = (
    "<script>alert(1)</script> \"Deli\" & 'Co' </style>", "مطعم الأرز الذهبي", "日本の喫茶店 ☕",
    "A" * 120, "Deli\u202e North", "St. Mary's Café. Ltd", "{{7*7}}", "x]]>--><!-- y",
    "</script><img src=//outside.example/x>",
)  # fmt: skip
NO_FILES = Inventory(files=(), held=(), rejects=())


def inventory(rejects=0, reasons=1):
    """Give what two files brought; ``rejects`` rows were turned away for ``reasons`` reasons."""
    files = (
        FileRead(path="/home/someone/Takeout/reviews.json", source="google_takeout", table="reviews",
                 records=1200 + rejects, loaded=1200, rejected=rejects, known=0, sha256="a" * 64,
                 added_at="2026-11-01"),
        FileRead(path="C:\\stuff\\rivals.csv", source="rival_sheet", table="facts", records=9, loaded=9, rejected=0,
                 known=0, sha256="b" * 64, added_at="2026-11-01"),
    )  # fmt: skip
    held = (
        Held(
            table="reviews", rows=1200, sources=("google_takeout",), oldest=date(2024, 2, 1), newest=date(2026, 11, 1)
        ),
        Held(table="facts", rows=9, sources=("rival_sheet",), oldest=None, newest=None),
    )
    turned = [
        {
            "path": files[0].path,
            "member": "",
            "line": i + 2,
            "reason": f"Reason number {i % reasons}.",
            "text": "a@b.example",
        }
        for i in range(rejects)
    ]
    return Inventory(files=files, held=held, rejects=turned)


def chapter(names=TOWN, aspects=("coffee", "service", "overall", "cheapest cup", "waiting"), texts=()):
    """Give a chapter with one finding for each aspect, of every verdict in turn."""
    tables = [
        league(spread(names, top=1.0, step=-0.25), aspect, kind="fact", half=0.0, less=True)
        if aspect.startswith("cheapest") else league(spread(names, turn=i), aspect)
        for i, aspect in enumerate(aspects)
    ]  # fmt: skip
    findings = []
    for i, table in enumerate(tables):
        verdict = VERDICTS[i % len(VERDICTS)]
        more = Needed(more=30 + i, of="reviews", days=45, step_key="est.step.ask")
        needed = None if verdict in ("yes", "no") else more
        findings.append(finding(table, verdict, texts[i] if i < len(texts) else "", needed))
    table = together(*tables)
    charts = registry.catalogue("standout.charts", "CHART")
    pictures = [p for name in charts for p in registry.load(f"{name}:draw", "standout.charts")(findings, table)]
    evidence = Evidence(
        question="est", inputs=("a" * 64, "b" * 64), settings={"alpha": 0.05, "judged_from": 15},
        as_of=date(2026, 11, 1), seed=8123, versions={"duckdb": "1.5.5"},
    )  # fmt: skip
    return Chapter(
        question="est", asks="What are we best at, and for whom?", findings=findings, table=table, pictures=pictures,
        evidence=evidence, fingerprint=evidence.fingerprint(findings),
    )  # fmt: skip


def told(question, aspect, text, verdict="counted", quotes=(), needed=None, **facts):
    """Give a finding of any question that says ``text``."""
    return Finding(
        question=question, subject=TOWN[0], aspect=aspect, verdict=verdict,
        tier={"counted": "counted", "probably": "likely"}.get(verdict, "not_enough"),
        sentence_key="chart.league.axis", values={"unit": text}, rows=14, quotes=tuple(quotes), needed=needed,
        facts=facts,
    )  # fmt: skip


def plain(question, asks, findings, inputs=("a" * 64, "b" * 64), as_of=date(2026, 11, 1)):
    """Give a chapter without pictures and without rows."""
    evidence = Evidence(question=question, inputs=inputs, settings={}, as_of=as_of, seed=1)
    return Chapter(
        question=question, asks=asks, findings=findings, table=pa.table({}), pictures=(), evidence=evidence,
        fingerprint=evidence.fingerprint(findings),
    )  # fmt: skip


def several():
    """Give the chapters of several questions in no order: one found much, one can't tell, one found nothing."""
    quotes = ("I wish they had showers.", "No showers <b>at all</b>, after eleven hours.", "Q" * 301)
    wants = [
        told("wants", "asked for: showers", "14 of 210 people ask for this: showers. Luck alone: 4 % to 11 %.",
             quotes=quotes),
        *(told("wants", f"praised: thing {i}", f"Thing {i} is praised. So they say.") for i in range(9)),
    ]  # fmt: skip
    more = Needed(more=20, of="people", days=28, step_key="")
    strategy = [told("strategy", "objective", "There is no objective yet. Say one.", "not_enough", needed=more)]
    return [
        plain("results", "Did it work?", []),
        plain("strategy", "What are we trying to do, and how?", strategy, inputs=("a" * 64, "c" * 64)),
        chapter(),
        plain("wants", "What do customers praise, ask for and complain of?", wants),
    ]


def brief(names=TOWN, banner="", read=None, chapters=None, **more):
    """Give a brief of one chapter."""
    return Brief(
        business=names[0], rivals=names[1:], chapters=[chapter(names, **more)] if chapters is None else chapters,
        inventory=inventory(rejects=3) if read is None else read, as_of=date(2026, 11, 1), version="0.1.0",
        banner=banner,
    )  # fmt: skip


def week(words="Tell them of it. ", many=5):
    """Give a plan of three plays, each with many words."""
    planned = [
        Planned(
            play=Play(
                play_id=f"2026-W48-{i}", tactic=tactic, card="", message=words * 20, people=tuple(range(many)),
                channel="in_person", minutes=20, cost=0, expected="", due=date(2026, 12, 20), reason="", stop="",
            ),
            measure="codes",
        )
        for i, tactic in enumerate(("tell_first", "write_first", "a_tactic_whose_name_is_longer_than_any_there_is"), 1)
    ]  # fmt: skip
    return Week(week="2026-W48", made_at=date(2026, 11, 23), hours=1.0, money=0, planned=tuple(planned))


def crowded(names=TOWN, text="Everybody who wrote to us says so, and more than once. ", **own):
    """Give a brief in which every place of its front has more to say than it has room for."""
    more = Needed(more=1234, of="reviews", days=45, step_key="brief.next.more")
    wants = [
        told("wants", f"{heard}: {text}", text * 4, quotes=(text * 2, text * 5), heard=heard, want=text * 3,
             reviewers=123456, of=234567)
        for heard in ("praises", "praises", "asks", "asks", "complains", "complains", "complains")
    ]  # fmt: skip
    strategy = [
        told("strategy", "objective", text * 8),
        told("strategy", "strategy", text * 8, "probably", strategy="connect"),
        told("strategy", "not seen", text * 8, "not_enough", needed=more),
    ]
    story = [told("story", "staff", text * 8), told("story", "more", text * 9, "not_enough", needed=more)]
    others = [
        plain(name, f"{name}: {text}", [told(name, "more", text * 9, "not_enough", needed=more)])
        for name in ("value", "circles", "results")
    ]
    league_chapter = chapter(names, texts=[text * 6])
    settings = {f"a_setting_{i}": text for i in range(30)}
    league_chapter = replace(league_chapter, evidence=replace(league_chapter.evidence, settings=settings))
    brand = Brand(title=text * 4, text=text * 6, logo=LOGO, link="https://example.org/" + "a" * 200, **own)
    return replace(
        brief(
            names, banner=text * 5,
            chapters=[plain("wants", f"Wants: {text}", wants), plain("strategy", f"Aim: {text}", strategy),
                      plain("story", f"Story: {text}", story), league_chapter, *others],
        ),
        week=week(text), brand=brand, check="standout verify " + "long-" * 60, rivals=names[1:] * 5,
    )  # fmt: skip


LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR4nGNgYPj/HwADAgH/p9C8WgAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""


def empty():
    """Give the brief of a workspace nothing was added to."""
    return Brief(business="Corner Deli", rivals=(), chapters=(), inventory=NO_FILES, as_of=None, version="0.1.0")


CASES = {
    "town": lambda: brief(banner="Made-up town, so that you can check us"),
    "hostile": lambda: brief(HOSTILE, banner='Made-up "town" </style><b>'),
    "large": lambda: brief(
        (TOWN[0], *(f"Rival number {i}" for i in range(1, 97))), aspects=[f"aspect {i}" for i in range(100)],
        read=inventory(rejects=400, reasons=30),
    ),
    "empty": empty,
    "several": lambda: brief(chapters=several()),
    "circles": lambda: brief(chapters=[circles_chapter()]),
    "crowded": crowded,
}  # fmt: skip
