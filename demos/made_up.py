"""The made-up town, from its files to its brief, and what it found beside what we planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from demos import town
from demos.loop import BY, CAME, FIRST_WEEK, HOURS, SECOND_WEEK, TARGET, Friend, friends, write_came
from demos.showing import Steps, say, workspace
from demos.street import BANNER, DECOYS, FOLLOWS, MISSPELT, OURS, PLACES, STREET, TOWN, TRUTH, Planted
from standout.report.week_text import title
from standout.sources.identity import person_id
from standout.workspace import aims, plan_records

if TYPE_CHECKING:
    from standout import Workspace
    from standout.finding import Finding
    from standout.workspace.planning import Made

NOTES = {"Where this comes from": f"{TOWN} is made up. Its files are written by demos/town.py."}
VERDICTS = {
    "yes": "Yes", "probably": "Probably", "close": "Too close to call", "no": "No", "counted": "Counted",
    "not_enough": "Not enough yet",
}  # fmt: skip


def run(_name: str, home: Path, steps: Steps) -> None:
    """Write the town's files, read them, ask, write the brief, and print what was planted and found."""
    print(f"\n{STREET}, {TOWN}. {BANNER}.\n")
    with steps.step(f"writing the files of {len(PLACES)} made-up businesses"):
        files = town.write(home / "town-files")
    with steps.step("reading them"):
        known = read(home / "town", files)
    with steps.step(f"asking what {OURS} is best at"):
        answer = known.ask("est")
    with steps.step("planning a week, doing it, and planning the next"):
        weeks = two_weeks(known, home / "town-files")
    with steps.step("writing the brief"):
        brief, headline = known.brief(home / "brief.html")
    print()
    say(headline)
    _compare(answer.findings)
    _show(weeks)
    print(f"\nThe brief:     {brief}  (open it in a browser)")
    print(f"Its files:     {home / 'town-files'}")
    print(f"Its workspace: {home / 'town'}")
    print(f"To check it:   .venv/bin/standout verify {brief} --workspace {home / 'town'}")


def read(folder: Path, files: Sequence[Path]) -> Workspace:
    """Give a workspace of the town that holds these files; a second time changes nothing."""
    rivals = [place.name for place in PLACES if place.name != OURS]
    came = files[-1].with_name(CAME)  # of an earlier run: its codes are those this workspace gave out
    here = [*files, came] if came.exists() else files
    known = workspace(folder, here, ours=OURS, rivals=rivals, banner=BANNER, notes=NOTES)
    for spelling, name in MISSPELT.items():
        if spelling not in known.config.same:
            known.join(spelling, name)
    known.add(files, yes=True)
    return known


@dataclass(frozen=True, slots=True)
class Weeks:
    """The two plans, who truly came after the first, and who told whom as it was found."""

    first: Made
    second: Made
    came: Sequence[Friend]
    found: Mapping[str, str | None]  # by whom somebody came, by name; None where that isn't known


def two_weeks(known: Workspace, files: Path) -> Weeks:
    """Plan a week, do two plays of it and leave one, read in who came, and plan the week after next."""
    if not known.config.efforts:
        known.objective("reach", FIRST_WEEK, target=TARGET, by=BY)
        aims.effort(known, "instagram", minutes=90, audience="everyone", measure="likes")
    first = known.week(FIRST_WEEK, hours=HOURS)
    for play, minutes in zip(first.week.plays, (25, 15, None), strict=False):
        state = "done" if minutes else "skipped"
        if not plan_records.noted(known, play.play_id):
            known.did(play.play_id, state, FIRST_WEEK + timedelta(days=1), minutes=minutes)
    came = friends(first, {play.play_id for play in first.week.plays[:2]})
    known.add([write_came(files / CAME, came)], as_table="adoptions", yes=True)
    second = known.week(SECOND_WEEK, hours=HOURS)
    return Weeks(first, second, came, _told(known, first, came))


def _told(known: Workspace, first: Made, came: Sequence[Friend]) -> dict[str, str | None]:
    """Give who told each of those who came, by name, as the files let it be found."""
    salt = (known.store / "salt").read_text(encoding="ascii")
    names = {person_id(salt, friend.name): friend.name for friend in came}
    names |= {one.person_id: one.name for asked in first.asked.values() for one in asked}
    rows = known.ask("results").table.to_pylist()
    parents = {names[row["person_id"]]: row["parent_id"] for row in rows if row["person_id"] in names}
    return {name: names.get(parent) if parent else None for name, parent in parents.items()}


def _show(weeks: Weeks) -> None:
    """Print both plans in short, and the planted chain beside what was found of it."""
    print("\nTwo weeks of the loop, an hour each:")
    for made in (weeks.first, weeks.second):
        week = made.week
        print(f"  {week.week}: stop {len(week.stop)} thing(s), {week.minutes_back} minutes back; then")
        for play in week.plays:
            print(f"    {play.minutes:>3} minutes  {title(play)}")
    print("  What came of the first:")
    for back in weeks.second.week.back:
        say(back.sentence, "    ")
    shown = [one for one in weeks.came if not one.lost]
    right = sum(weeks.found.get(one.name) == one.told_by for one in shown)
    wrong = sum(weeks.found.get(one.name) not in (None, one.told_by) for one in weeks.came)
    deep = max((one.generation for one in weeks.came), default=0)
    say(
        f"We planted {len(weeks.came)} people who came, in {deep} generations; {len(weeks.came) - len(shown)} of them "
        f"never said who told them. Of the other {len(shown)} it found who told {right}, and named {wrong} wrongly.",
        "  ",
    )


def matches(planted: Planted, finding: Finding) -> bool:
    """Whether a finding speaks of what was planted."""
    aspect = planted.aspect.casefold()
    same = finding.aspect.casefold() == aspect if finding.facts["kind"] == "rating" else aspect in finding.aspect
    return same and tuple(finding.world.values()) == ((planted.visit,) if planted.visit else ())


def claimed(findings: Sequence[Finding]) -> list[Finding]:
    """Give the findings that claim a first place, surely or probably."""
    return [finding for finding in findings if finding.verdict in ("yes", "probably")]


def unplanned(findings: Sequence[Finding]) -> list[Finding]:
    """Give the claims that aren't true of the town."""
    true = (*TRUTH, *FOLLOWS)
    return [finding for finding in claimed(findings) if not any(matches(planted, finding) for planted in true)]


def _compare(findings: Sequence[Finding]) -> None:
    print("\nWhat we planted, and what it found:")
    for planted in TRUTH:
        found = [VERDICTS[finding.verdict] for finding in findings if matches(planted, finding)]
        say(f"{(found or ['nothing'])[0]:<18}{planted.why}", "  ")
    print("\nWhat looks like a first place and isn't one:")
    for decoy in DECOYS:
        fallen = any(matches(decoy, finding) for finding in claimed(findings))
        say(f"{'CLAIMED' if fallen else 'not claimed':<18}{decoy.why}", "  ")
    false = unplanned(findings)
    print(f"\nClaims that are not true of the town: {len(false)}")
    for finding in false:
        say(finding.sentence, "  ")
