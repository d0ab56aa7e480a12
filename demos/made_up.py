"""The made-up town, from its files to its brief, and what it found beside what we planted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from demos import town
from demos.showing import Steps, say, workspace
from demos.street import BANNER, DECOYS, FOLLOWS, MISSPELT, OURS, PLACES, STREET, TOWN, TRUTH, Planted

if TYPE_CHECKING:
    from standout import Workspace
    from standout.finding import Finding

NOTES = {"Where this comes from": f"{TOWN} is made up. Its files are written by demos/town.py."}
VERDICTS = {
    "yes": "Yes", "probably": "Probably", "close": "Too close to call", "no": "No", "not_enough": "Not enough yet",
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
    with steps.step("writing the brief"):
        brief, headline = known.brief(home / "brief.html")
    print()
    say(headline)
    _compare(answer.findings)
    print(f"\nThe brief:     {brief}  (open it in a browser)")
    print(f"Its files:     {home / 'town-files'}")
    print(f"Its workspace: {home / 'town'}")
    print(f"To check it:   .venv/bin/standout verify {brief} --workspace {home / 'town'}")


def read(folder: Path, files: Sequence[Path]) -> Workspace:
    """Give a workspace of the town that holds these files; a second time changes nothing."""
    rivals = [place.name for place in PLACES if place.name != OURS]
    known = workspace(folder, files, ours=OURS, rivals=rivals, banner=BANNER, notes=NOTES)
    for spelling, name in MISSPELT.items():
        if spelling not in known.config.same:
            known.join(spelling, name)
    known.add(files, yes=True)
    return known


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
