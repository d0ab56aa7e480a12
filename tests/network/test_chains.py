from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from standout.network.chains import Link, rebuilt, told

DAY = date(2026, 11, 1)
ANN, BO, CY, DI = 1, 2, 3, 4


def on(days):
    return DAY + timedelta(days=days)


def code(person, parent, days=1, generation=1, since=0):
    return Link(person=person, parent=parent, at=on(days), how="code", code=f"of {parent}", generation=generation,
                since=on(since))  # fmt: skip


def name(person, parent, days=1):
    return Link(person=person, parent=parent, at=on(days), how="told")


def tree(chains):
    return {link.person: (link.parent, link.generation) for link in chains.links}


def test_a_chain_is_followed_from_whom_we_asked_through_codes_and_names():
    chains = rebuilt([code(BO, ANN, 1), name(CY, BO, 2), name(DI, CY, 3)], {ANN: on(0)})

    assert tree(chains) == {BO: (ANN, 1), CY: (BO, 2), DI: (CY, 3)}
    assert not any(chains.aside.values())


def test_whom_nobody_asked_begins_no_numbered_chain():
    # Ann was never asked, so it isn't known in which generation Bo and Cy come
    assert tree(rebuilt([name(BO, ANN, 1), name(CY, BO, 2)], {})) == {BO: (ANN, None), CY: (BO, None)}


def test_the_earliest_link_of_a_person_stands_and_a_code_before_a_name_on_one_day():
    assert tree(rebuilt([code(DI, BO, 5), name(DI, ANN, 3)], {}))[DI][0] == ANN
    assert tree(rebuilt([name(DI, ANN, 3), code(DI, BO, 3)], {}))[DI][0] == BO


def test_nobody_tells_themselves():
    chains = rebuilt([code(ANN, ANN)], {ANN: on(0)})

    assert tree(chains) == {ANN: (None, None)}
    assert chains.links[0].how == "unknown"
    assert chains.aside["self"] == 1


def test_nobody_is_told_by_somebody_who_came_later_or_with_a_code_not_made_yet():
    chains = rebuilt([name(BO, CY, 1), name(CY, ANN, 5), code(DI, ANN, 1, since=2)], {ANN: on(0)})

    assert tree(chains)[BO] == (None, None)
    assert tree(chains)[DI] == (None, None)
    assert chains.aside["late"] == 2


def test_who_was_asked_before_may_tell_before_coming():
    chains = rebuilt([code(BO, ANN, 1), Link(person=ANN, at=on(9))], {ANN: on(0)})

    assert tree(chains)[BO] == (ANN, 1)


def test_a_circle_is_no_chain_and_who_hangs_on_it_stays():
    undated = [Link(person=p, parent=q, how="told") for p, q in ((ANN, BO), (BO, CY), (CY, ANN), (DI, ANN))]
    chains = rebuilt(undated, {})

    assert tree(chains) == {ANN: (None, None), BO: (None, None), CY: (None, None), DI: (ANN, None)}
    assert chains.aside["circle"] == 3


def test_a_claim_set_aside_leaves_room_for_the_next_that_can_be_true():
    assert tree(rebuilt([code(BO, BO, 1), code(BO, ANN, 2)], {ANN: on(0)}))[BO] == (ANN, 1)


def test_a_posters_code_says_the_generation_and_no_parent():
    chains = rebuilt([code(BO, None, 1)], {})

    assert tree(chains) == {BO: (None, 1)}
    assert chains.links[0].how == "code"


def test_each_is_counted_for_whom_they_brought_within_their_window():
    links = [name(3, ANN, 1), name(4, ANN, 30), name(5, ANN, 31), name(6, BO, 35), name(7, CY, 39)]
    found = told(links, {ANN: on(0), BO: on(10), CY: on(11)}, [ANN], until=on(40), window=30)

    # Ann's window is days 0 to 30: two of three. Bo's is 10 to 40, over just now: one. Cy's runs to day 41.
    assert found.asked == (2,)
    assert found.came == (1,)
    assert found.open == 1
    assert (found.first, found.last) == (on(0), on(40))


def test_nothing_is_counted_of_nobody():
    assert told([], {}, [], DAY, 30).asked == ()
    assert rebuilt([], {}).links == ()


people = st.integers(0, 7)
days = st.none() | st.integers(0, 5).map(on)


def claim(person, parent, at):
    return Link(person=person, parent=parent, at=at, how="unknown" if parent is None else "told")


claims = st.lists(st.builds(claim, people, st.none() | people, days), max_size=20)


@given(claims, st.dictionaries(people, days, max_size=3))
def test_whatever_is_claimed_there_is_one_link_a_person_no_circle_and_no_link_nobody_claimed(claimed, asked):
    chains = rebuilt(claimed, asked)
    parents = {link.person: link.parent for link in chains.links}

    assert len(parents) == len(chains.links) == len({link.person for link in claimed})
    said = {(link.person, link.parent) for link in claimed}
    assert all(parent is None or (person, parent) in said for person, parent in parents.items())
    for person in parents:
        path = [person]
        while (above := parents.get(path[-1])) is not None:
            assert above not in path
            path.append(above)
    came = {link.person: link.at for link in chains.links}
    for link in chains.links:
        if link.parent is not None and link.at and link.parent not in asked and came.get(link.parent):
            assert min(one.at or DAY for one in claimed if one.person == link.parent) <= link.at


@given(claims, st.dictionaries(people, days, max_size=3), st.randoms())
def test_the_order_of_the_rows_has_no_say(claimed, asked, random):
    shuffled = random.sample(claimed, len(claimed))

    assert rebuilt(shuffled, asked) == rebuilt(claimed, asked)


@given(claims, st.dictionaries(people, days, max_size=3))
def test_each_generation_is_one_more_than_that_of_who_told(claimed, asked):
    held = {link.person: link for link in rebuilt(claimed, asked).links}
    for link in held.values():
        if link.parent in asked:
            assert link.generation == 1
        elif link.parent in held and held[link.parent].generation is not None:
            assert link.generation == held[link.parent].generation + 1
        else:
            assert link.generation is None
