"""People groups: who is one by links from pair to pair, and which links may be followed together.

Takes    links: pairs of people
Makes    groups, each going by its smallest id
Never    a group that holds two names, or two whom the owner called two people, however many links lead round to it;
         an entry that fits both goes to neither
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from standout.engine.linking import Entry
from standout.text.called import DIFFERENT, Called, likeness, titles

Link = tuple[int, int]
Spoken = tuple[Called, frozenset[str]]


def followed(
    found: Iterable[Entry], links: Iterable[Link], before: Iterable[Link] = (), parted: Iterable[Link] = ()
) -> list[Link]:
    """Give the links that may be followed together.

    A link from somebody who fits two people, who are not one, to either of them is left out.

    Parameters
    ----------
    found : iterable of Entry
        What is known of people; who isn't in it is in nobody's way.
    links : iterable of (person_id, person_id)
        Who is one with whom.
    before : iterable of (person_id, person_id)
        Links that stand already, whatever the names.
    parted : iterable of (person_id, person_id)
        Who is certainly not one.

    Examples
    --------
    >>> ann, lee, bob = (Entry(person_id=n, name=name) for n, name in enumerate(["Ann Lee", "", "Bob Lee"]))
    >>> followed([ann, lee], [(0, 1)]), followed([ann, lee, bob], [(0, 1), (1, 2)])
    ([(0, 1)], [])

    """
    wanted, standing = list(links), groups(before)
    ends = [(standing.get(one, one), standing.get(other, other)) for one, other in wanted]
    within = groups(pair for pair in ends if pair[0] != pair[1])
    against = _against(_spoken(found, standing), within, [(standing.get(a, a), standing.get(b, b)) for a, b in parted])
    return [link for link, (a, b) in zip(wanted, ends, strict=True) if a == b or against[a] == against[b]]


def _spoken(found: Iterable[Entry], standing: Mapping[int, int]) -> dict[int, set[Spoken]]:
    """Give the names of each group that stands."""
    spoken: dict[int, set[Spoken]] = defaultdict(set)
    for entry in found:
        spoken[standing.get(entry.person_id, entry.person_id)].add((entry.called, titles(entry.name)))
    return spoken


def _against(
    spoken: Mapping[int, set[Spoken]], within: Mapping[int, int], parted: Iterable[Link]
) -> dict[int, set[int]]:
    """Give who can't be one with each, of those whom links would make one group."""
    against: dict[int, set[int]] = {group: set() for group in within}
    together: dict[int, list[int]] = defaultdict(list)
    for group, whole in within.items():
        together[whole].append(group)
    for members in together.values():
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                if _two(spoken.get(one, ()), spoken.get(other, ())):
                    against[one].add(other)
                    against[other].add(one)
    for one, other in parted:
        if one != other and one in within and within[one] == within.get(other):
            against[one].add(other)
            against[other].add(one)
    return against


def _two(mine: Iterable[Spoken], theirs: Iterable[Spoken]) -> bool:
    """Tell whether names are those of two people."""
    theirs = list(theirs)
    return any(likeness(a, b) == DIFFERENT or len(x | y) > 1 for a, x in mine for b, y in theirs)


def groups(links: Iterable[Link]) -> dict[int, int]:
    """Give the smallest id of each group that links make, by person; those who are alone are left out.

    Examples
    --------
    >>> groups([(7, 9), (9, 3), (4, 5)])
    {7: 3, 9: 3, 3: 3, 4: 4, 5: 4}

    """
    within: dict[int, list[int]] = {}
    for one, other in links:
        mine, theirs = within.setdefault(one, [one]), within.setdefault(other, [other])
        if mine is not theirs:
            mine.extend(theirs)
            within.update(dict.fromkeys(theirs, mine))
    smallest = {id(people): min(people) for people in within.values()}
    return {person: smallest[id(people)] for person, people in within.items()}


def ways(links: Sequence[Link], one: int, other: int) -> list[Link]:
    """Give the links on the ways from one person to another; without them the two are in two groups.

    Examples
    --------
    >>> ways([(1, 2), (2, 3), (3, 4)], 1, 3), ways([(1, 2)], 1, 3)
    ([(1, 2), (2, 3)], [])

    """
    left, found = list(links), []
    while way := _way(left, one, other):
        found += way
        left = [link for link in left if link not in way]
    return found


def _way(links: Iterable[Link], one: int, other: int) -> list[Link]:
    """Give the links of a shortest way, none where there is none."""
    near: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        near[link[0]].append(link)
        near[link[1]].append(link)
    came: dict[int, Link | None] = {one: None}
    waiting = [one]
    for person in waiting:
        for link in near[person]:
            step = link[1] if link[0] == person else link[0]
            if step not in came:
                came[step] = link
                waiting.append(step)
    way, at = [], other
    while back := came.get(at):
        way.append(back)
        at = back[1] if back[0] == at else back[0]
    return way[::-1]
