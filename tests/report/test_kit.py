"""The share kit: texts that carry a code and no name, lists without anybody who didn't agree, one sheet of paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import UsageError
from standout.network import codes
from standout.report import qr
from standout.report.kit import COUNTER, LISTS, PEOPLE, PICTURE, VCARDS, Claim, Kit, Print, kit
from standout.report.lists import ASKS, CHANNELS, Person, contactable, message, sheets, vcards
from standout.report.pass_on import SHORT, Terms, checked, pass_on, with_code
from standout.words import say

KEY = b"a key that only tests know"
PRINT = Print(made=date(2026, 11, 22), version="0.1.0", banner="Made-up town")
LINE = "We were rated highest on staff of 9 cafés judged."
FRIEND = "You might like Bean Street. It was rated highest on staff by families, of 9 cafés judged in 2026."
QUOTED = f"“{LINE}”"
TERMS = Terms(business="Bean Street", line=LINE, pass_on=(FRIEND, QUOTED), link="https://bean.example/menu")
PLAIN = Terms(business="Bean Street", line=LINE, pass_on=(FRIEND, QUOTED))


def code(person: int, play: str = "2026-W48-1") -> str:
    return codes.made(KEY, person, play, 1, ())


def person(number: int, name: str, channel: str, address: str = "", **said: str) -> Person:
    return Person(**{  # type: ignore[arg-type]
        "person_id": number, "name": name, "channel": channel, "address": address, "code": code(number),
        "play_id": "2026-W48-1", "what": "Tell a few people", "says": "Tell them, and hand them their code.", **said,
    })  # fmt: skip


ANN = person(1, "Ann Quillfeather", "email", "ann.quillfeather@mail.example")
BO = person(2, "Bo Vantongeren", "phone", "+44 20 7946 0123")
CY = person(3, "Cy Łukaszewicz", "in_person")
DEE = person(4, "Dee Ravensworth", "sms", "020 7946 0456", code="", says="We kept one of these for you.")
PEOPLE_ASKED = [ANN, BO, CY, DEE]
ALL = {(one.person_id, one.channel) for one in PEOPLE_ASKED}
COUNTER_CODE = code(0, "")


def made(terms: Terms = TERMS, people: list[Person] = PEOPLE_ASKED, allowed: set[tuple[int, str]] = ALL) -> Kit:
    claim = Claim(until=date(2026, 12, 21), proof="Rated highest by reviewers of 2026.")
    return kit(terms, people, COUNTER_CODE, PRINT, allowed=allowed, claim=claim)


def test_a_link_carries_the_code_and_what_it_carried_before() -> None:
    assert with_code("https://bean.example/?a=b%20c&from=old#x", "1-F7KQ2-M") == (
        "https://bean.example/?a=b%20c&from=1-F7KQ2-M#x"
    )


@pytest.mark.parametrize(
    "link",
    ["bean.example", "ftp://bean.example", "javascript:alert(1)", "https://", "https://bean.example/a b",
     "https://ann@bean.example", 'https://bean.example/"><b>', "https://bean.example:x/", "https://localhost"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_answered_with_what_to_write(link: str) -> None:
    with pytest.raises(UsageError, match="Write it whole, such as --link https://"):
        checked(link, "")


def test_a_link_or_a_reward_too_long_for_paper_is_refused() -> None:
    with pytest.raises(UsageError, match="120 signs or fewer"):
        checked("https://bean.example/" + "x" * 100, "")
    with pytest.raises(UsageError, match="60 signs or fewer"):
        checked("", "a coffee " * 10)


def test_the_short_text_is_in_a_friends_words_and_ends_with_the_link() -> None:
    said = pass_on(TERMS, ANN.code)

    assert said.short == f"{FRIEND} Words by Bean Street. See https://bean.example/menu?from={ANN.code}"
    assert said.one_line == f"{LINE} See https://bean.example/menu?from={ANN.code}"
    assert said.scan == said.link


def test_without_a_link_the_code_is_to_be_said_and_the_qr_code_holds_a_friends_words() -> None:
    said = pass_on(PLAIN, ANN.code)

    assert said.one_line == f"{LINE} Say {ANN.code} at Bean Street."
    assert said.scan == f"{FRIEND} Words by Bean Street. Say {ANN.code} at Bean Street."
    assert not said.link


def test_a_reward_is_told_wherever_a_person_passes_words_on() -> None:
    terms = Terms(business="Bean Street", line=LINE, pass_on=(FRIEND,), reward="a free coffee")
    kit_ = made(terms)

    for one in (ANN, BO, CY):
        assert kit_.texts[f"pass-on/{one.code}.txt"].count("I get a free coffee if you come.") == 1
        assert "I get a free coffee if you come." in pass_on(terms, one.code).scan
    assert "Those we asked to pass it on get a free coffee." in kit_.texts[COUNTER]
    assert (
        "I get a free coffee" not in kit_.texts[f"pass-on/{COUNTER_CODE}.txt"]
    )  # nobody is known to have passed it on
    for one in (ANN, BO, CY):
        assert "You get a free coffee if they come." in message(one, terms)


def test_what_a_person_passes_on_is_in_one_voice_and_never_ours() -> None:
    kit_ = made(Terms(business="Bean Street", line=LINE, pass_on=(FRIEND, QUOTED), reward="a free coffee"))

    for one in (ANN, BO, CY):
        assert not re.search(r"\b(we|our|us)\b", kit_.texts[f"pass-on/{one.code}.txt"], re.IGNORECASE)
    assert f"{LINE} Say {COUNTER_CODE}" in kit_.texts[f"pass-on/{COUNTER_CODE}.txt"]  # the shop's own paper says "we"


def test_where_the_first_wording_is_too_long_the_next_one_is_taken_whole() -> None:
    long = "You might like Bean Street. " * 9  # 9 * 28 = 252 signs, and 53 of code and credit come after them
    said = pass_on(Terms(business="Bean Street", line=LINE, pass_on=(long, QUOTED)), ANN.code)

    assert said.short.startswith(f"{QUOTED} Words by Bean Street.")


def test_a_claim_is_never_cut_short() -> None:
    long = "Rated highest on staff " + "by people who came on a weekday " * 9  # 23 + 9 * 32 = 311 signs
    said = pass_on(Terms(business="Bean Street", line=long, pass_on=(long,)), ANN.code)

    assert "Rated highest" not in said.short
    assert long in said.one_line


@given(
    st.text(min_size=1, max_size=200), st.lists(st.text(max_size=400), max_size=4), st.text(max_size=80),
    st.sampled_from(["", "https://bean.example/" + "x" * 99]),
)  # fmt: skip
def test_a_short_text_is_short_and_says_who_wrote_it(business: str, lines: list[str], reward: str, link: str) -> None:
    try:
        link, reward = checked(link, reward)
    except UsageError:
        return
    said = pass_on(Terms(business=business, line="".join(lines[:1]), pass_on=lines, link=link, reward=reward), ANN.code)

    assert len(said.short) <= SHORT
    assert "Words by " in said.short
    assert (said.link or said.code) in said.short
    assert reward in said.short


def test_a_code_that_could_not_be_read_back_is_never_printed() -> None:
    with pytest.raises(ValueError, match="1-AAAAA-A"):
        pass_on(TERMS, "1-AAAAA-A")


def test_nothing_that_is_passed_on_holds_a_name_or_an_address() -> None:
    kit_ = made()
    passed = "\n".join([*kit_.public, *kit_.public.values()])

    for part in ("Ann", "Quillfeather", "mail.example", "Vantongeren", "7946", "Cy ", "Łukasz", "Ravensworth"):
        assert part not in passed
        assert part in kit_.texts[PEOPLE] + kit_.texts[VCARDS]  # it does stand where only the owner looks


def test_each_code_is_read_back_from_what_is_passed_on_and_no_two_are_one() -> None:
    kit_ = made()
    files = [path for path in kit_.texts if path.startswith("pass-on/") and path.endswith(".txt")]
    read = []
    for path in files:
        [link] = set(re.findall(r"https://\S+", kit_.texts[path]))
        found = codes.read(parse_qs(urlsplit(link).query)["from"][0])
        assert found is not None
        assert path == f"pass-on/{found.code}.txt"
        assert found.generation == 1
        read.append(found.code)

    assert sorted(read) == sorted({ANN.code, BO.code, CY.code, COUNTER_CODE})


def test_an_inline_qr_code_has_every_module_of_the_standard_one() -> None:
    text = f"https://bean.example/menu?from={ANN.code}"
    size, dark = drawn(qr.inline(text))
    oracle = [
        [bool(cell) for cell in row] for row in segno.make(text, error="m", boost_error=False, micro=False).matrix
    ]

    assert size == len(oracle) + 2 * 4  # four modules of white on each side
    assert dark == {(x + 4, y + 4) for y, row in enumerate(oracle) for x, cell in enumerate(row) if cell}


def drawn(svg: str) -> tuple[int, set[tuple[int, int]]]:
    """The width of an SVG of strokes one high, and the squares it draws."""
    [size] = map(int, re.findall(r'viewBox="0 0 (\d+) \1"', svg))
    [path] = re.findall(r'stroke="#000" d="([^"]+)"', svg)
    x, y, dark = 0.0, 0.0, set()
    for step, given_ in re.findall(r"([Mmh])([^Mmh]+)", path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", given_)]
        if step == "h":
            dark |= {(round(x) + i, round(y - 0.5)) for i in range(int(numbers[0]))}
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if step == "M" else (x + numbers[0], y + numbers[1])
    return size, dark


def test_the_lists_hold_each_person_once_by_their_own_channel() -> None:
    lists = made().lists

    assert {path: [row[1] for row in sheet.rows] for path, sheet in lists.items()} == {
        LISTS["email"]: ["Ann Quillfeather"], LISTS["sms"]: ["Dee Ravensworth"], LISTS["phone"]: ["Bo Vantongeren"],
        LISTS["in_person"]: ["Cy Łukaszewicz"],
    }  # fmt: skip


def test_what_is_written_to_somebody_says_how_to_end_it_and_asks_for_no_address() -> None:
    letter = message(ANN, TERMS)

    assert letter.startswith("Tell them, and hand them their code. If you know somebody")
    assert f"Your code is {ANN.code}. This link holds it too: https://bean.example/menu?from={ANN.code} " in letter
    assert "Please don't send us anybody's address." in letter
    assert letter.endswith("agreed to hear from Bean Street. Answer STOP, and we won't write again.")
    assert message(BO, TERMS).endswith(f" Your code is {BO.code}.")  # a call is no letter, and nobody reads out a link


@pytest.mark.parametrize("key", ASKS)
def test_a_play_that_asks_itself_is_not_followed_by_another_request(key: str) -> None:
    says = say(key, draft=LINE)  # only a neighbour is asked with the line in it

    assert message(replace(CY, says=says), TERMS) == f"{says} Your code is {CY.code}."
    letter = message(replace(ANN, says=f"Thank you. {says}"), PLAIN)
    assert letter.startswith(f"Thank you. {says} Your code is {ANN.code}. Please don't send us anybody's address. You ")


def test_who_told_others_is_thanked_in_the_words_of_the_plan() -> None:
    thanks = say("plan.tactic.thank_tellers.say")

    assert thanks.startswith("Thank you")
    for one in (ANN, BO, CY):
        assert message(replace(one, says=thanks), TERMS).startswith(thanks)
        assert LINE not in message(replace(one, says=thanks), TERMS)


def test_who_carries_no_code_gets_the_words_of_the_plan() -> None:
    assert message(DEE, TERMS).startswith("We kept one of these for you. You get this")


person_ids = st.integers(1, 6)
people = st.lists(
    st.builds(
        Person, person_id=person_ids, name=st.text(max_size=20), channel=st.sampled_from([*CHANNELS, "post", ""]),
        address=st.sampled_from(["", " ", "x@example.org", "+44 20 7946 0000"]), code=st.just(COUNTER_CODE),
        play_id=st.just("2026-W48-1"),
    ),
    max_size=8,
)  # fmt: skip
allowances = st.sets(st.tuples(person_ids, st.sampled_from(CHANNELS)))


@given(people, allowances)
def test_nobody_stands_in_any_file_by_a_channel_they_did_not_agree_to(
    asked: list[Person], allowed: set[tuple[int, str]]
) -> None:
    named = [Person(**{**fields(one), "name": f"name{place}x", "address": one.address and f"at{place}x"})
             for place, one in enumerate(asked)]  # fmt: skip
    kit_ = kit(TERMS, named, COUNTER_CODE, PRINT, allowed=allowed)
    written = "\n".join([*kit_.texts.values(), *(str(row) for sheet in kit_.lists.values() for row in sheet.rows)])

    for one in named:
        if (one.person_id, one.channel) not in allowed:
            assert one.name not in written
            assert not one.address.strip() or one.address not in written


@given(people, allowances)
def test_who_agreed_and_can_be_reached_is_never_lost(asked: list[Person], allowed: set[tuple[int, str]]) -> None:
    wanted = [
        one for one in asked
        if (one.person_id, one.channel) in allowed and (one.channel == "in_person" or one.address.strip())
    ]  # fmt: skip
    assert contactable(asked, allowed) == wanted
    assert sum(len(sheet.rows) for sheet in sheets(asked, allowed, TERMS).values()) == len(wanted)


def fields(one: Person) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_a_vcard_is_one_a_phone_can_read() -> None:
    cards = list(read_vcards(vcards([ANN, BO, CY, DEE], ALL)))

    assert cards == [
        {"BEGIN": "VCARD", "VERSION": "4.0", "FN": "Ann Quillfeather", "EMAIL": "ann.quillfeather@mail.example",
         "NOTE": f"Code to pass on: {ANN.code}", "END": "VCARD"},
        {"BEGIN": "VCARD", "VERSION": "4.0", "FN": "Bo Vantongeren", "TEL;VALUE=uri;TYPE=voice": "tel:+442079460123",
         "NOTE": f"Code to pass on: {BO.code}", "END": "VCARD"},
        {"BEGIN": "VCARD", "VERSION": "4.0", "FN": "Dee Ravensworth", "TEL;VALUE=text;TYPE=text": "020 7946 0456",
         "END": "VCARD"},
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1, max_size=200))
def test_any_name_comes_back_from_a_vcard(name: str) -> None:
    text = vcards([person(1, name, "email", "x@example.org")], {(1, "email")})
    [card] = read_vcards(text)

    assert card["FN"] == name
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # octets, as RFC 6350 asks


def read_vcards(text: str) -> Iterator[dict[str, str]]:
    """The cards of a text by RFC 6350: lines unfolded, then cut at the first colon, then escapes undone."""
    assert text.endswith("\r\n")
    card: dict[str, str] = {}
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        card[name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
        if line == "END:VCARD":
            yield card
            card = {}


def test_a_line_break_in_a_name_starts_no_line_of_its_own() -> None:
    [card] = read_vcards(vcards([person(1, "Ann\r\nTEL:+441\u2028x", "email", "x@example.org")], {(1, "email")}))

    assert set(card) == {"BEGIN", "VERSION", "FN", "EMAIL", "NOTE", "END"}


def test_the_card_on_the_counter_says_what_when_whose_and_how() -> None:
    page = made().texts[COUNTER]

    assert f">{LINE}</h1>" in page
    assert "Rated highest by reviewers of 2026. This holds until 21 December 2026. Ask us how we know." in page
    assert f'<p class="code">{COUNTER_CODE}</p>' in page
    assert f"https://bean.example/menu?from={COUNTER_CODE}" in page
    assert "We never ask for a friend&#39;s address. Words by Bean Street." in page.replace("\n", " ")
    assert "Made-up town" in page
    assert page.count("<svg") == 1
    assert not re.search(r"<(script|form|input|img|link|iframe)\b|\b(src|action)=", page)


def test_with_nobody_to_ask_there_is_a_card_and_its_text_and_nothing_else() -> None:
    kit_ = made(people=[])

    assert set(kit_.texts) == {COUNTER, f"pass-on/{COUNTER_CODE}.txt", f"pass-on/{COUNTER_CODE}.svg"}
    assert not kit_.lists
    assert "Nobody is asked by name yet" in kit_.texts[COUNTER]


def test_withdrawn_consent_takes_the_code_with_it() -> None:
    kit_ = made(allowed=ALL - {(1, "email")})

    assert not [path for path, text in kit_.texts.items() if ANN.code in path + text]
    assert LISTS["email"] not in kit_.lists


def test_a_picture_and_papers_of_others_stand_beside() -> None:
    other = code(0, "2026-W48-3")
    claim = Claim(until=date(2026, 12, 21), proof="Shown.", picture="<svg/>")
    kit_ = kit(TERMS, [], COUNTER_CODE, PRINT, allowed=set(), claim=claim, papers=[other])

    assert kit_.texts[PICTURE] == "<svg/>"
    assert other in kit_.texts[f"pass-on/{other}.txt"]


def test_names_that_look_like_html_stay_words() -> None:
    script = "<script>x</script>"
    kit_ = made(Terms(business="<b>Bean</b>", line=script, pass_on=(script,)), [person(1, "<i>Ann</i>", "in_person")],
                {(1, "in_person")})  # fmt: skip
    for page in (kit_.texts[COUNTER], kit_.texts[PEOPLE]):
        assert not re.search(r"<(b|i|script)>", page)


def test_the_same_kit_gives_the_same_files() -> None:
    assert made() == made()
