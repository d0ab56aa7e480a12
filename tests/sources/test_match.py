from pathlib import Path

import pytest

from standout.sources import match
from standout.sources.names import fold
from standout.sources.source import Raw

OTHERS = {
    # headers of real exports that look like those we know, and are not
    "agoda_reviews": "Review date,Guest name,Reservation Number,Review title,Review,Review score,Cleanliness,Location,"
    "Facilities,Value for money,Service,Property reply",
    "etsy_sold_orders": "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,"
    "Payment Method,Date Shipped,Street 1,Street 2,"
    "Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,"
    "Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,"
    "Order Net,Adjusted Order Total,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU",
    "square_items": "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,"
    "Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,"
    "Customer Name,Customer Reference ID,Unit,Count,Itemization Type,Commission,Employee",
    "shopify_customers": "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,"
    "Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt",
    "judgeme_reviews": "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,"
    "product_handle,reply,reply_date,picture_urls,ip_address,location,metaobject_handle",
    "hubspot_contacts": "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Lead Status,"
    "Create Date,Associated Company,Associated Company IDs,Country/Region",
    "klaviyo_profiles": "Email,Klaviyo ID,First Name,Last Name,City,State / Region,Country,Zip Code,Source,"
    "Email Marketing Consent,Profile Created On,Date Added",
    "google_play_reviews": "Package Name,App Version Code,App Version Name,Reviewer Language,Device,"
    "Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,"
    "Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Text,Review Link",
}

TRUSTPILOT = ("Review Created (UTC)", "Review Username", "Review Title", "Review Content", "Review Stars",
              "Company Reply Date (UTC)", "Review Language", "Webshop Name", "Review Consumer User Id")  # fmt: skip


def raw(*columns, path="export.csv"):
    return Raw(path=Path(path), columns=columns)


OUTLOOK = (
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,"
    "Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Company,"
    "Job Title,Department,Referred By,Categories"
)


def test_an_address_book_that_lacks_some_columns_is_still_the_one_we_know():
    assert [source.name for source, _ in match.candidates(raw(*OUTLOOK.split(",")))] == ["outlook_contacts"]


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_an_export_nobody_has_named_yet_is_not_taken_for_one_we_know(name):
    assert match.candidates(raw(*OTHERS[name].split(","))) == []


@pytest.mark.parametrize("spelling", [("Domain Url", "Review Id"), ("Domain URL", "Review ID")])
def test_both_generations_of_the_trustpilot_header_are_trustpilot(spelling):
    [(source, sure)] = match.candidates(raw(*spelling, *TRUSTPILOT))

    assert source.name == "trustpilot"
    assert sure == pytest.approx(1.0)


def test_a_header_is_the_same_without_case_accents_spaces_and_byte_order_mark():
    assert fold("\ufeffReview  Date ") == fold("review_date") == "reviewdate"
    assert fold("Prénom") == "prenom"


def test_confidence_is_the_share_of_the_formats_headers_that_are_there():
    # 5 of the 7 headers of a LinkedIn export, the required three among them
    [(source, sure)] = match.candidates(raw("First Name", "Last Name", "Company", "Position", "Connected On"))

    assert source.name == "linkedin_connections"
    assert sure == pytest.approx(5 / 7)


def test_the_exporters_own_file_name_adds_to_the_confidence():
    columns = ("First Name", "Last Name", "Company", "Position", "Connected On")
    [(_, named)] = match.candidates(raw(*columns, path="Connections.csv"))
    [(_, unnamed)] = match.candidates(raw(*columns, path="people.csv"))

    assert named == pytest.approx(unnamed + match.HINT)


def test_two_formats_as_likely_are_both_given_and_none_is_guessed():
    both = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On,"
        "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LAST_CHANGED,LEID,EUID"
    ).split(",")

    close = match.near(match.candidates(raw(*both)))

    assert {source.name for source, _ in close} == {"linkedin_connections", "mailchimp_audience"}


def test_a_format_without_a_required_header_is_no_candidate():
    assert match.candidates(raw("First Name", "Last Name", "URL", "Email Address", "Company", "Position")) == []


@pytest.mark.parametrize(
    ("file", "state", "since"),
    [
        ("subscribed_members_export_1.csv", "given", "OPTIN_TIME"),
        ("unsubscribed_members_export_1.csv", "withdrawn", "LAST_CHANGED"),
        ("cleaned_members_export_1.csv", "withdrawn", "LAST_CHANGED"),
        ("list.csv", "unknown", "LAST_CHANGED"),
    ],
)
def test_a_mailchimp_files_name_tells_who_agreed(file, state, since):
    columns = ("Email Address", "First Name", "MEMBER_RATING", "OPTIN_TIME", "LAST_CHANGED", "LEID")
    held = raw(*columns, path=file)

    mapping = match.mapping_of(match.registry.catalogue("standout.sources", "SOURCE")["mailchimp_audience"], held)

    assert mapping.constants["state"] == state
    assert [f.column for f in mapping.fields if f.target == "consent_at"] == [since]


def test_a_takeout_reviews_own_name_goes_before_its_id():
    source = match.registry.catalogue("standout.sources", "SOURCE")["google_takeout"]
    columns = ("reviewId", "name", "starRating", "createTime", "reviewer.displayName")

    mapping = match.mapping_of(source, raw(*columns))

    assert [f.column for f in mapping.fields if f.target == "review_id"] == ["name"]
    assert [f.target for f in mapping.fields if f.column == "reviewId"] == ["ignore"]


def test_a_named_format_takes_dates_and_decimal_signs_from_the_file():
    source = match.registry.catalogue("standout.sources", "SOURCE")["booking_com"]
    columns = source.headers
    rows = [("25.04.2024", "", "", "", "", "", "9,5", *["7,5"] * 6, "")] * 3
    held = Raw(path=Path("reviews.csv"), columns=columns, sample=tuple(rows))

    fields = {f.column: f for f in match.mapping_of(source, held).fields}

    assert (fields["Review date"].date_format, fields["Review date"].dayfirst) == ("%d.%m.%Y", True)
    assert fields["Staff"].decimal == fields["Review score"].decimal == ","
    assert fields["Staff"].zero_is_missing
