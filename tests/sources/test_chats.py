"""Chats: who wrote to whom on which day, and not a word of it."""

from pathlib import Path

import pytest

from standout.sources.chats import exchanges, is_chat

TWO = Path("WhatsApp Chat with Maria.txt")
GROUP = Path("WhatsApp Chat with Bakers.txt")


def told(lines, path=TWO):
    return [(one.line, one.day, one.who, one.to) for one in exchanges(lines, path)]


@pytest.mark.parametrize(
    "line",
    [
        "13/6/2026, 12:34 - Maria: hello",
        "6/13/26, 12:34 PM - Maria: hello",
        "13.06.26, 12:34 - Maria: hello",
        "2026-06-13, 12:34 - Maria: hello",
        "[13/06/2026, 12:34:56] Maria: hello",
        "\u200e[13/06/2026, 12:34:56\u202fPM] Maria: \u200eimage omitted",
        "\ufeff13/6/2026, 12:34 - Maria: 12:30 - is fine: yes",
    ],
)
def test_a_chat_is_told_by_its_lines_whatever_phone_wrote_it(line):
    assert is_chat(f"{line}\n")
    [one] = exchanges([line], TWO)
    assert (one.who, one.to) == ("Maria", "")
    assert one.day[:2] in ("13", "6/", "20")


@pytest.mark.parametrize("text", ["", "Date,Name\n13/6/2026,Bo\n", "hello: there\n", "13/6/2026, 12:34 - no name\n",
                                  "a note\n13/6/2026, 12:34 - Bo: x\n", '{"a": 1}',
                                  "1/6/2026, 09:00 Patient Smith: ill\n2/6/2026, 09:30 Patient Jones: ill\n",
                                  "".join(f"{n}/6/2026, 09:00 - Patient {n}: ill\n" for n in range(1, 5))])  # fmt: skip
def test_what_is_no_chat_is_not_taken_for_one(text):
    assert not is_chat(text)


def test_of_two_the_one_the_file_is_not_named_for_is_the_owner_and_a_day_counts_once():
    lines = [
        "13/6/2026, 12:30 - Messages and calls are end-to-end encrypted.",
        "13/6/2026, 12:34 - Maria: hello",
        "13/6/2026, 12:35 - Bo Ray: hi",
        "more: of it",
        "13/6/2026, 12:36 - Maria: and again",
        "14/6/2026, 09:00 - Maria: morning",
    ]

    assert told(lines) == [(2, "13/6/2026", "Maria", ""), (3, "13/6/2026", "", "Maria"), (6, "14/6/2026", "Maria", "")]


def test_where_the_name_of_the_file_tells_nothing_both_stand_by_name():
    lines = ["13/6/2026, 12:34 - Maria: hello", "13/6/2026, 12:35 - Bo Ray: hi"]

    assert told(lines, Path("_chat.txt")) == [(1, "13/6/2026", "Maria", "Bo Ray"), (2, "13/6/2026", "Bo Ray", "Maria")]


def test_in_a_group_only_who_writes_right_after_somebody_on_one_day_is_tied_to_them():
    lines = [f"13/6/2026, 12:{minute} - {who}: x" for minute, who in enumerate("ABBCA", 10)]
    lines += ["14/6/2026, 09:00 - D: x", "15/6/2026, 09:00 - A: x"]

    # B after A, C after B, A after C; D wrote alone on a day, and A the day after that
    assert [(who, to) for _, _, who, to in told(lines, GROUP)] == [("B", "A"), ("C", "B"), ("A", "C")]


def test_a_group_of_fifty_does_not_tie_everybody_to_everybody():
    lines = [f"13/6/2026, 12:{n:02} - person {n}: x" for n in range(50)]

    assert len(told(lines, GROUP)) == 49


def test_the_folders_of_the_disk_do_not_tell_who_is_the_owner_but_the_one_the_chat_was_unpacked_in_does():
    lines = ["13/6/2026, 12:34 - Maria: hello", "13/6/2026, 12:35 - Bo: hi"]
    known = [(1, "13/6/2026", "Maria", ""), (2, "13/6/2026", "", "Maria")]

    assert told(lines, Path("bo/Maria/WhatsApp Chat with Maria.txt")) == known
    assert told(lines, Path("WhatsApp Chat - Maria/_chat.txt")) == known
    assert told(lines, Path("WhatsApp Chat with Maria Bobby.txt")) == known  # Bo is no part of Bobby


@pytest.mark.parametrize(
    "line",
    [
        '13/6/2026, 12:36 - Maria changed the subject to "Trip: Rome"',
        "13/6/2026, 12:36 - Maria changed the subject from \u201cA\u201d to \u201cTrip: Rome\u201d",
        '13/6/2026, 12:36 - You changed the subject to "Trip: Rome"',
        "13/6/2026, 12:36 - Maria hat den Betreff geändert: Trip",
        "13/6/2026, 12:36 Dentist: bring the card",
        "[13/6/2026, 12:36:00] Dentist: bring the card",
        "13.6.2026, 12:36 - Dentist: bring the card",
    ],
)
def test_a_line_of_the_program_or_a_dated_line_of_another_form_names_nobody(line):
    lines = ["13/6/2026, 12:34 - Maria: hello", line, "13/6/2026, 12:37 - Bo: hi"]

    assert told(lines) == [(1, "13/6/2026", "Maria", ""), (3, "13/6/2026", "", "Maria")]


def test_a_name_with_a_nickname_in_quotes_and_a_longer_name_are_people():
    lines = [
        '13/6/2026, 12:34 - Al "Ace" Ray: hello',
        "13/6/2026, 12:35 - Maria: hi",
        "13/6/2026, 12:36 - Maria Day: x",
    ]

    assert {who for _, _, who, _ in told(lines, GROUP)} == {"Maria", "Maria Day"}  # after Al, who is written to
    assert told(lines, GROUP)[0][3] == 'Al "Ace" Ray'


def test_a_group_in_whose_name_the_phone_speaks_is_nobody():
    lines = ["[13/06/2026, 12:30:00] Bakers: \u200eMessages and calls are end-to-end encrypted.",
             "[13/06/2026, 12:34:56] Maria: hello", "[13/06/2026, 12:35:00] Bo: \u200eimage omitted",
             "[13/06/2026, 12:35:10] Bo: nice"]  # fmt: skip

    assert {name for _, _, *names in told(lines, GROUP) for name in names} == {"Maria", "Bo"}


def test_who_writes_alone_writes_to_the_owner():
    assert told(["13/6/2026, 12:34 - Maria: hello"]) == [(1, "13/6/2026", "Maria", "")]
