"""Mailboxes: who wrote to whom, by headers alone."""

import pytest

from standout.sources.mailboxes import MOST_TO, Letter, is_mailbox, letters, owner_of


def mail(**headers):
    """Give a message of an mbox; a body that looks like headers stands below."""
    written = {"From": "ann@x.example", "To": "us@x.example", "Date": "Fri, 13 Jun 2025 12:34:00 +0000", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in written.items() if value is not None]
    return "\n".join(["From ann@x.example Fri Jun 13 12:34:00 2025", *lines, "", "To: body@x.example", "", ""])


def read(*mails):
    return list(letters("\n".join(mails).encode().splitlines(keepends=True)))


def test_a_letter_is_read_from_its_headers_and_never_from_its_body():
    [one] = read(mail(From='"Lee, Ann" <Ann@X.example>', Cc="Bo <bo@x.example>,\n cy@x.example", Subject="private"))

    assert one == Letter(
        1, "2025-06-13", "ann@x.example", ("us@x.example", "bo@x.example", "cy@x.example"), mailing=False
    )


def test_lines_that_begin_with_from_in_a_body_begin_no_letter():
    body = (
        mail() + "\nFrom here on it is\n\nFrom time to time\n>From x 2025\n\nFrom bob 2026 trip\nTo: x@body.example\n"
    )

    assert len(read(body, "\n" + mail())) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<news>"}, {"List_Unsubscribe": "<x>"}, {"Precedence": "bulk"}, {"Auto_Submitted": "auto-replied"},
        {"From": "No-Reply@shop.example"}, {"From": "noreply-12@shop.example"}, {"From": "mailer-daemon@x.example"},
        {"To": ", ".join(f"p{n}@x.example" for n in range(MOST_TO + 1))},
    ],
)  # fmt: skip
def test_what_a_program_sent_or_many_got_is_a_mailing(headers):
    assert [one.mailing for one in read(mail(**headers))] == [True]


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "no"}, {"Precedence": "normal"}, {"From": "norea@x.example"},
                                     {"To": ", ".join(f"p{n}@x.example" for n in range(MOST_TO))}])  # fmt: skip
def test_what_somebody_wrote_is_none(headers):
    assert [one.mailing for one in read(mail(**headers))] == [False]


def test_whose_mailbox_it_is_stands_in_most_letters():
    to_us = [mail(From=f"p{n}@x.example") for n in range(4)]

    assert owner_of(read(*to_us, mail(From="us@x.example", To="p1@x.example"))) == "us@x.example"
    assert owner_of(read(mail(From="a@x.example", To="b@x.example"), mail(From="c@x.example", To="d@x.example"))) == ""
    assert owner_of([]) == ""


@pytest.mark.parametrize(
    "begins",
    [
        "From - Fri Jun 13 12:34:00 2025",
        "From 17@xxx Fri Jun 13 12:34:00 +0000 2025",
        "From a@x.example Fri, 13 Jun 2025 12:34:00 +0000",
        "From a b Fri Jun  3 12:34 2025",
    ],
)
def test_a_letter_begins_as_the_mail_programs_write_it(begins):
    assert len(read(mail(), "\n" + mail().replace("From ann@x.example Fri Jun 13 12:34:00 2025", begins))) == 2


US, ANN = "us@x.example", "ann@x.example"


@pytest.mark.parametrize(
    ("headers", "owner"),
    [
        ({"From": US, "To": ANN}, ""),  # five of what was sent to one person look as five of what one person sent
        ({"From": ANN, "To": US}, ""),
        ({"From": US, "To": ANN, "X_Gmail_Labels": "Opened, Sent"}, US),
        ({"From": ANN, "To": US, "Delivered_To": US}, US),
        ({"From": ANN, "To": US, "Return_Path": f"<{ANN}>"}, US),
        ({"From": US, "To": ANN, "Return_Path": f"<{US}>", "X_Gmail_Labels": "Sent"}, US),
        ({"From": ANN, "To": US, "Delivered_To": "alias@x.example"}, ""),
    ],
)
def test_of_two_who_stand_in_every_letter_the_headers_tell_whose_mailbox_it_is_or_nothing_does(headers, owner):
    assert owner_of(read(*[mail(**headers)] * 5)) == owner


def test_who_sent_by_two_addresses_to_one_is_not_the_one_they_wrote_to():
    sent = {"To": ANN, "X_Gmail_Labels": "Sent"}

    assert owner_of(read(*[mail(From=US, **sent)] * 3, *[mail(From="us2@x.example", **sent)] * 2)) == US


@pytest.mark.parametrize("header", [{"From": "(" * 20_000}, {"To": "(" * 20_000 + "a@x.example"},
                                    {"Date": "Mon, 5 Jan 99999999999999999999 10:00:00 +0000"},
                                    {"Date": "Mon, 5 Jan 2026 10:00:00 +99999999999999999999"}])  # fmt: skip
def test_one_header_that_can_not_be_read_does_not_end_the_reading(header):
    first, second = read(mail(**header), "\n" + mail())

    assert second == Letter(second.line, "2025-06-13", ANN, (US,), mailing=False)
    assert not first.who or not first.to or first.day == header.get("Date")


def test_a_header_of_a_million_addresses_is_cut_and_is_a_mailing():
    [one] = read(mail(To=",\n ".join(f"p{n}@x.example" for n in range(100_000))))

    assert one.mailing
    assert len(one.to) < 2_000


def test_a_letter_without_a_day_or_a_writer_is_given_as_it_is():
    assert read(mail(Date="no day", From="nobody")) == [Letter(1, "no day", "", ("us@x.example",), mailing=False)]


def test_an_mbox_is_told_by_its_first_lines():
    assert is_mailbox(mail().encode())
    assert not is_mailbox(b"From,To,Kind\nAnn,Bo,friend\n")
    assert not is_mailbox(b"From where we are\nit is far\n")
