"""vCards: the few things a list of people holds, from any version."""

import pytest

from standout.sources.vcards import COLUMNS, cards


def card(*lines):
    """Give the cells of one card by their column, those that are filled."""
    [found] = cards("\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]))
    return {name: cell for name, cell in zip(COLUMNS, found.cells, strict=True) if cell}


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        (["FN:Ann Lee", "N:Lee;Ann;;;"], {"FN": "Ann Lee"}),
        (["N:Lee;Ann;Mary;Dr;"], {"FN": "Ann Lee"}),
        (["FN:Lee\\, Ann \\; Co"], {"FN": "Lee, Ann ; Co"}),
        (["FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB =", "Lee"], {"FN": "Zoë Lee"}),
        (["FN:Ann", "  Lee"], {"FN": "Ann Lee"}),
        (["EMAIL:a@x.example", "EMAIL;TYPE=PREF:b@x.example"], {"EMAIL": "b@x.example"}),
        (["EMAIL:a@x.example", "item1.EMAIL;type=pref:b@x.example"], {"EMAIL": "b@x.example"}),
        (["TEL;VALUE=uri;TYPE=cell:tel:+44-7700-900002"], {"TEL": "+44-7700-900002"}),
        (["TEL;CELL:0700 900 003"], {"TEL": "0700 900 003"}),
        (["ORG:Bean Ltd;Ovens", "TITLE:Baker"], {"ORG": "Bean Ltd", "TITLE": "Baker"}),
        (["RELATED;TYPE=spouse;VALUE=text:Bo Lee", "RELATED;TYPE=sibling:Cy Lee"], {"RELATED": "Bo Lee; Cy Lee"}),
        (["RELATED;TYPE=friend;VALUE=text:Dee Day"], {"FRIENDS": "Dee Day"}),
        (["item1.X-ABRELATEDNAMES:Bo Lee", "item1.X-ABLabel:_$!<Spouse>!$_"], {"RELATED": "Bo Lee"}),
        (["X-SPOUSE:Bo Lee"], {"RELATED": "Bo Lee"}),
        (['EMAIL;TYPE="home;a:b";X=1:a@x.example'], {"EMAIL": "a@x.example"}),
        (["fn:Ann Lee", "email:a@x.example"], {"FN": "Ann Lee", "EMAIL": "a@x.example"}),
    ],
)
def test_a_card_of_any_version_is_read(lines, cells):
    assert card(*lines) == cells


@pytest.mark.parametrize(
    "line",
    ["NOTE:owes me", "BDAY:1980-01-01", "ADR:;;1 High Street;;;;", "PHOTO;ENCODING=b:AAAA", "X-SOCIALPROFILE:x",
     "RELATED;TYPE=child;VALUE=text:Kid Lee", "RELATED;TYPE=spouse:urn:uuid:0000-1", "item3.X-ABRELATEDNAMES:Kid Lee",
     "RELATED;TYPE=colleague;VALUE=text:Work Mate"],
)  # fmt: skip
def test_what_a_list_of_people_does_not_need_is_left_out_and_so_are_children(line):
    assert card("FN:Ann Lee", line) == {"FN": "Ann Lee"}


def test_a_broken_line_of_many_parts_is_passed_over_at_once():
    # had each part to be tried with each other one, forty of them would take hours
    assert card("FN:Ann Lee", "ADR" + ";x" * 40, "NOTE" + ';"x' * 40) == {"FN": "Ann Lee"}


def test_a_card_that_is_never_ended_is_told_from_a_whole_one():
    found = list(cards("BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nrubbish\nBEGIN:VCARD\nFN:Cy\n"))

    assert [(one.line, one.cells[0], one.whole) for one in found] == [
        (1, "Ann", False),
        (3, "Bo", True),
        (7, "Cy", False),
    ]


def test_no_card_is_no_card():
    assert list(cards("")) == list(cards("FN:Ann\nEND:VCARD\n")) == []
