"""Make the files beside this one from the three studies as netdiffuseR gives them.

    python -m venv ../../peer && ../../peer/bin/pip install pyreadr pandas
    ../../peer/bin/python make.py DIR

DIR holds medInnovations.rdata, brfarmers.rdata and kfamily.rdata, from the folder ``data`` of netdiffuseR, for R.
Kept: where somebody lives, when they took it up, and whom they named, by what was asked.  All else is left out.
"""

import csv
import sys
from pathlib import Path

import pyreadr

STUDIES = {
    "doctors": ("medInnovations", "city", {"advice": "net1_", "discusses": "net2_", "friend": "net3_"}),
    "farmers": ("brfarmers", "village", {"practice": "net1", "influential": "net2", "friend": "net3"}),
    "families": ("kfamily", "village", {"talks": "net1", "neighbour": "net2", "advice": "net3", "informed": "net4"}),
}


def main() -> None:
    people, ties = [], []
    for study, (name, place, asked) in STUDIES.items():
        [rows] = pyreadr.read_r(str(Path(sys.argv[1]) / f"{name}.rdata")).values()
        held = {(int(g), int(i)) for g, i in zip(rows[place], rows["id"], strict=True)}
        never = int(rows["toa"].max())  # who never did stands one step after the last
        for row in rows.to_dict("records"):
            group, own = int(row[place]), int(row["id"])
            at = int(row["toa"])
            people.append((study, group, own, "" if at == never else at, never - 1))
            for kind, column in asked.items():
                named = [row.get(f"{column}{i}") for i in range(1, 6)]
                told = {int(other) for other in named if other is not None and other > 0}  # NaN is not
                ties += [(study, group, other, own, kind) for other in sorted(told - {own}) if (group, other) in held]
    for file, head, rows in (
        ("people.csv", ("study", "place", "person", "took_it_up", "last_step"), people),
        ("named.csv", ("study", "place", "named", "by", "as"), ties),
    ):
        with (Path(__file__).parent / file).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows([head, *rows])
        print(file, len(rows))


if __name__ == "__main__":
    main()
