"""People: what each agreed to, who told them, and nothing made up where nothing is said."""

from datetime import date

import pytest

from imported import imported, written
from standout.sources.identity import person_id

WHO = ("First name", "Last name", "Email", "Phone")
ANN, BO, CY = (("Ann", "Lee", "ann@x.org", "1"), ("Bo", "Ray", "bo@x.org", "2"), ("Cy", "Day", "cy@x.org", "3"))


def people(tmp_path, columns, rows, name="list.csv", **more):
    path = written(tmp_path / name, (*WHO, *columns), rows)
    found = imported(path, tmp_path / name.partition(".")[0], **more)
    assert found.balance == 0
    return found


def states(found):
    """Give who said what: (name part of the address, channel, state, day)."""
    names = {row["person_id"]: row["email"].partition("@")[0] for row in found.rows("contacts")}
    if not any(part.table == "consents" for part in found.loaded.parts):
        return []
    return sorted((names[row["person_id"]], row["channel"], row["state"], row["at"]) for row in found.rows("consents"))


def test_a_column_of_consent_is_read_for_its_channel_and_a_blank_is_no_row(tmp_path):
    rows = [(*ANN, "yes", "2026-01-02"), (*BO, "unsubscribed", "2026-01-03"), (*CY, "", "")]
    found = people(tmp_path, ["E-mail consent", "Consent date"], rows)

    assert found.mapping.table == "people"
    assert states(found) == [
        ("ann", "email", "given", date(2026, 1, 2)), ("bo", "email", "withdrawn", date(2026, 1, 3)),
    ]  # fmt: skip
    assert found.loaded.loaded == 3


def test_a_consent_that_names_no_channel_is_for_all_that_is_written_or_called(tmp_path):
    found = people(tmp_path, ["Consent"], [(*ANN, "yes"), (*BO, "no"), (*CY, "do not contact")])

    assert states(found) == [
        ("ann", "email", "given", None), ("ann", "phone", "given", None), ("ann", "sms", "given", None),
        ("bo", "email", "withdrawn", None), ("bo", "phone", "withdrawn", None), ("bo", "sms", "withdrawn", None),
        ("cy", "any", "withdrawn", None),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Unsubscribed", "Do not email", "Email opt out", "Abgemeldet"])
def test_a_yes_under_a_heading_that_says_no_is_a_no(tmp_path, header):
    found = people(tmp_path, [header], [(*ANN, "yes"), (*BO, "no"), (*CY, "")])

    assert states(found) == [("ann", "email", "withdrawn", None)]


@pytest.mark.parametrize("header", ["No marketing consent", "Not subscribed", "Consent withdrawn", "Without consent"])
def test_no_heading_with_a_not_in_it_is_read_as_a_yes(tmp_path, header):
    found = people(tmp_path, [header], [(*ANN, "yes"), (*BO, "yes"), (*CY, "")])

    assert not [row for row in states(found) if row[2] == "given"]


def test_every_channel_may_have_a_column_of_its_own(tmp_path):
    columns = ["Accepts Email Marketing", "Accepts SMS Marketing", "Do not call"]
    found = people(tmp_path, columns, [(*ANN, "yes", "no", "x"), (*BO, "no", "yes", "")])

    assert states(found) == [
        ("ann", "email", "given", None), ("ann", "phone", "withdrawn", None), ("ann", "sms", "withdrawn", None),
        ("bo", "email", "withdrawn", None), ("bo", "sms", "given", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "channel"),
    [("consent_email", "email"), ("email_consent", "email"), ("opt_in_email", "email"), ("email_opt_in", "email"),
     ("emailConsent", "email"), ("Consent E-Mail", "email"), ("einwilligung_email", "email"), ("consent_sms", "sms"),
     ("sms_opt_in", "sms"), ("opt_in_sms", "sms"), ("consent_phone", "phone"), ("phone_consent", "phone"),
     ("Einwilligung Telefon", "phone"), ("toestemming_email", "email")],
)  # fmt: skip
def test_the_words_of_consent_may_stand_in_any_order_and_with_underscores(tmp_path, header, channel):
    found = people(tmp_path, [header], [(*ANN, "yes"), (*BO, "no"), (*CY, "")])

    assert states(found) == [("ann", channel, "given", None), ("bo", channel, "withdrawn", None)]


@pytest.mark.parametrize("header", ["opt_out_email", "email_opt_out", "opted_out_email", "unsubscribed_email"])
def test_a_refusal_with_underscores_is_no_consent(tmp_path, header):
    found = people(tmp_path, [header], [(*ANN, "yes"), (*BO, "no"), (*CY, "")])

    assert states(found) == [("ann", "email", "withdrawn", None)]


def test_a_word_nobody_knows_permits_nothing_and_is_told(tmp_path):
    found = people(tmp_path, ["E-mail consent"], [(*ANN, "yes"), (*BO, "yes"), (*CY, "if it rains")])

    assert ("cy", "email", "unknown", None) in states(found)
    assert any("if it rains" in note and "not asked" in note for note in found.loaded.notes)


def test_a_list_without_consent_makes_no_row_of_consent(tmp_path):
    found = people(tmp_path, [], [ANN, BO])

    assert states(found) == []
    assert found.loaded.loaded == 2


def test_somebody_who_takes_it_back_on_the_next_list_is_not_passed_over_as_known(tmp_path):
    first = people(tmp_path, ["E-mail consent", "Consent date"], [(*ANN, "yes", "2026-01-02"), (*BO, "yes", "")])
    second = people(
        tmp_path, ["E-mail consent", "Consent date"], [(*ANN, "no", "2026-03-02"), (*BO, "yes", "")],
        name="later.csv", known=first.known,
    )  # fmt: skip

    assert (second.loaded.loaded, second.loaded.known) == (1, 1)
    assert states(second) == [("ann", "email", "withdrawn", date(2026, 3, 2))]


def test_the_same_list_twice_changes_nothing(tmp_path):
    rows = [(*ANN, "yes", "Bo Ray"), (*BO, "no", ""), (*CY, "", "Google")]
    first = people(tmp_path, ["Consent", "Referred by"], rows)
    again = people(tmp_path, ["Consent", "Referred by"], rows, name="again.csv", known=first.known)

    assert (again.loaded.loaded, again.loaded.known) == (0, 3)
    assert {part.table for part in again.loaded.parts} <= {"provenance"}


def test_two_names_with_one_address_are_one_person_and_the_owner_is_told(tmp_path):
    found = people(tmp_path, [], [ANN, ("Annie", "Lea", "ANN@x.org", ""), BO])

    assert (found.loaded.loaded, found.loaded.known) == (2, 1)
    assert [row["name"] for row in found.rows("contacts")] == ["Ann Lee", "Bo Ray"]
    [note] = found.loaded.notes
    assert note.startswith("1 e-mail address stands under more than one name. Each counts as one person")


def test_one_contact_is_a_start(tmp_path):
    found = people(tmp_path, [], [ANN])

    assert found.loaded.loaded == 1
    assert found.loaded.notes[0].startswith("There is one person on this list.")


def test_how_many_agreed_refused_and_were_not_asked_is_told_and_a_refusal_goes_first(tmp_path):
    rows = [(*ANN, "yes", "x"), (*BO, "yes", ""), (*CY, "", "")]  # Ann agreed to e-mail and wants no call
    found = people(tmp_path, ["E-mail consent", "Do not call"], rows)

    assert found.loaded.notes == (
        "Agreed to be written to: 1. Said no: 1. Not asked yet: 1. Only those who agreed may be written to.",
    )


def test_who_told_them_is_the_contact_of_that_name_or_address(tmp_path):
    rows = [(*ANN, ""), (*BO, "ann lee"), (*CY, "BO@x.org"), ("Di", "Fox", "di@x.org", "", "Maria")]
    found = people(tmp_path, ["Referred By"], rows)

    took = {row["person_id"]: (row["item"], row["told_by"]) for row in found.rows("adoptions")}
    ids = {name: person_id("salt", f"{name}@x.org") for name in ("ann", "bo", "cy", "di")}
    assert took == {
        ids["bo"]: ("us", ids["ann"]), ids["cy"]: ("us", ids["bo"]), ids["di"]: ("us", person_id("salt", "Maria")),
    }  # fmt: skip
    assert [note for note in found.loaded.notes if "1 name fits none of your contacts" in note]


def test_a_name_that_two_contacts_share_is_no_ones_address(tmp_path):
    twin = ("Ann", "Lee", "other@x.org", "9")
    found = people(tmp_path, ["Referred By"], [(*ANN, ""), (*twin, ""), (*BO, "Ann Lee")])

    assert [row["told_by"] for row in found.rows("adoptions")] == [person_id("salt", "Ann Lee")]


def test_an_answer_such_as_google_says_that_they_came_and_names_no_parent(tmp_path):
    found = people(tmp_path, ["Referred By"], [(*ANN, "Google"), (*BO, "A friend"), (*CY, "")])

    assert [row["told_by"] for row in found.rows("adoptions")] == [None, None]


OTHERS = {
    "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,"
    "Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt": {
        "Accepts Email Marketing": "consent_email", "Accepts SMS Marketing": "consent_sms",
    },
    "Email,Klaviyo ID,First Name,Last Name,City,State / Region,Country,Zip Code,Source,Email Marketing Consent,"
    "Profile Created On,Date Added": {"Email Marketing Consent": "consent_email"},
    "First Name,Middle Name,Last Name,Title,Notes,E-mail Address,Primary Phone,Mobile Phone,Company,Job Title,"
    "Department,Referred By,Categories": {"Referred By": "told_by", "E-mail Address": "email"},
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Lead Status,Create Date,"
    "Associated Company,Country/Region": {"Phone Number": "phone"},
}  # fmt: skip
CELLS = {
    "First Name": ("Ann", "Bo", "Cy"), "Last Name": ("Lee", "Ray", "Day"), "Total Orders": ("1", "4", "5"),
    "Total Spent": ("4.50", "3", "5"), "Referred By": ("", "Ann Lee", ""), "Date Added": ("2026-01-02",) * 3,
    "Accepts Email Marketing": ("yes", "no", "no"), "Accepts SMS Marketing": ("no", "no", "no"),
    "Email Marketing Consent": ("SUBSCRIBED", "UNSUBSCRIBED", "NEVER_SUBSCRIBED"), "Country": ("UK",) * 3,
    "Phone": ("1", "2", "3"), "Phone Number": ("1", "2", "3"), "Create Date": ("2026-01-02",) * 3,
}  # fmt: skip


@pytest.mark.parametrize("header", OTHERS)
def test_contacts_under_headers_that_people_have_are_a_list_of_people(tmp_path, header):
    expected = OTHERS[header]
    columns = header.split(",")
    mails = ("ann@x.org", "bo@x.org", "cy@x.org")
    rows = [
        [mails[i] if c in ("Email", "E-mail Address") else CELLS.get(c, ("", "", ""))[i] for c in columns]
        for i in range(3)
    ]

    found = imported(written(tmp_path / "a.csv", columns, rows), tmp_path / "in")

    assert found.mapping.table == "people"
    assert {c: found.by_column(c).target for c in expected} == expected
    assert found.loaded.loaded == 3


def test_family_a_list_names_is_a_tie_to_a_number_or_to_the_one_contact_of_that_name(tmp_path):
    rows = [["Ann Lee", "ann@example.org", "Bo Lee; Cy Lee"], ["Bo Lee", "bo@example.org", ""]]
    file = written(tmp_path / "list.csv", ["Name", "Email", "Spouse"], rows)

    found = imported(file, tmp_path / "out", as_table="people")

    ann, bo = person_id("salt", "ann@example.org"), person_id("salt", "bo@example.org")
    assert [(row["from_id"], row["to_id"], row["kind"]) for row in found.rows("ties")] == [
        (ann, bo, "family"), (ann, person_id("salt", "cy lee"), "family"),
    ]  # fmt: skip
    assert {row["name"] for row in found.rows("contacts")} == {"Ann Lee", "Bo Lee"}


def test_a_column_that_counts_friends_or_names_a_firms_partner_ties_nobody(tmp_path):
    rows = [["Ann Lee", "ann@example.org", "12", "Bean Ltd"], ["Bo Lee", "bo@example.org", "3", "Bikes Ltd"]]
    file = written(tmp_path / "list.csv", ["Name", "Email", "Friends", "Partner"], rows)

    assert not [
        part for part in imported(file, tmp_path / "out", as_table="people").loaded.parts if part.table == "ties"
    ]
