"""Three sets of real data, each with what it can't tell; DATA.md says where they are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demos.showing import Steps, say, workspace
from standout.workspace.config import change

DATA = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A file of real reviews: whose side we take, which column is what, and what to keep in mind."""

    file: str
    about: str
    ours: str
    maps: Mapping[str, str]
    source: str
    caveat: str
    settings: Mapping[str, int] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)  # a slip of the pen, and what we read in its place
    mended: str = ""  # what we say of it


DEMOS = {
    "coffee": Real(
        file="coffee_arabica.csv",
        about="Cup scores of 1,311 lots of coffee, by country of origin",
        ours="Ethiopia",
        maps={"business": "Country.of.Origin", "overall": "Total.Cup.Points", "date": "Grading.Date"},
        source="Scores of the Coffee Quality Institute, 2010 to 2018, collected in the coffee quality database. "
        "Licence: MIT.",
        caveat="These lots were sent in to be scored; nobody drew them at random. So this speaks of the lots that "
        "were sent in, not of all the coffee of a country. Some owners sent in several: 17 of Ethiopia's 44 lots "
        "came from one exchange.",
    ),
    "lounges": Real(
        file="skytrax_lounge.csv",
        about="2,264 reviews of the airport lounges of 97 airlines",
        ours="qatar-airways",
        maps={"business": "airline_name", "reviewer": "author"},
        settings={"judged_from": 30},
        source="Reviews of 2006 to 2015 on Skytrax, from the Skytrax user reviews dataset. Licence: CC0 1.0.",
        caveat="The publisher of this collection gave it away under CC0 1.0, and says that the licence of the review "
        "site itself is not known. People chose by themselves whether to write.",
    ),
    "tacos": Real(
        file="san_diego_burritos.csv",
        about="381 reviews of burritos from 92 taco shops in San Diego",
        ours="Valentines Mexican Food",
        maps={"business": "Location", "overall": "overall", "reviewer": "Reviewer"},
        source="Reviews of 2011 to 2017, given away by the one who collected them. Licence: MIT.",
        slips={",4/25/2026,": ",,"},
        mended="One review bears the date 4/25/2026, nine years after the last of the others. That is a slip of the "
        "pen, so the demo reads a copy of the file in which this one date is blank.",
        caveat="91 people reviewed 92 shops, and only 9 of the shops have ten reviews or more.",
    ),
}


def prepared(name: str, home: Path) -> Path:
    """Give the file to read: the one that is shipped, or a copy without its slips of the pen."""
    demo = DEMOS[name]
    file = DATA / name / demo.file
    if not demo.slips:
        return file
    text = file.read_text(encoding="utf-8")
    for slip, read in demo.slips.items():
        text = text.replace(slip, read)
    copy = home / f"{name}-files" / demo.file
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text, encoding="utf-8", newline="")
    return copy


def run(name: str, home: Path, steps: Steps) -> None:
    """Read one set, ask, write its brief, and print the answer with its caveat."""
    demo = DEMOS[name]
    file = prepared(name, home)
    print(f"\n{demo.about}. We look at it as {demo.ours}.\n")
    with steps.step(f"reading {demo.file}"):
        notes = {"Where this comes from": demo.source} | ({"What we changed": demo.mended} if demo.mended else {})
        known = workspace(home / name, [file], ours=demo.ours, banner=demo.caveat, notes=notes)
        change(known.folder, est=demo.settings)
        known.add(file, as_table="reviews", maps=demo.maps, yes=True)
    with steps.step(f"asking what {demo.ours} is best at"):
        known.ask("est")
    with steps.step("writing the brief"):
        brief, headline = known.brief(home / f"{name}.html")
    print()
    say(headline)
    print()
    say(f"Keep in mind: {demo.caveat}")
    print(f"\nThe brief:     {brief}  (open it in a browser)")
    print(f"Its workspace: {home / name}")
    print(f"To check it:   .venv/bin/standout verify {brief} --workspace {home / name}")
