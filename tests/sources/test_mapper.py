"""The mapper on files nobody has named: what it finds, why it says so, and what it does as it is told."""

import random

import pytest

from imported import TODAY, imported, opened, written
from standout.errors import MappingError
from standout.sources import mapper
from standout.sources.targets import TARGETS


def reviews(rows=120, seed=1):
    """Give a German shop's export: header and rows."""
    draw = random.Random(seed)
    header = ["Filiale", "Datum", "Sterne", "Bedienung", "Preis-Leistung", "Anlass", "Kunde", "Kommentar",
              "Rechnungsbetrag", "Weiterempfehlung", "Mitarbeiter"]  # fmt: skip
    return header, [
        [
            draw.choice(["Bäckerei Süd", "Café Nord", "Brothaus Mitte"]),
            f"{draw.randint(1, 28):02d}.{draw.randint(1, 12):02d}.2024",
            draw.choice("12345"),
            draw.choice(["3,5", "4,0", "4,5", "5,0", "2,5"]),
            draw.choice(["3,0", "4,0", "4,5", "5,0"]),
            draw.choice(["Frühstück", "Mittag", "Abend"]),
            f"Kunde {i % 70}",
            f"Sehr gute Brötchen, aber lange gewartet ({i})",
            draw.choice(["3,20 €", "1.240,50 €", "12,00 €"]),
            draw.choice(["ja", "nein"]),
            f"M{draw.randint(1, 5)}",
        ]
        for i in range(rows)
    ]


@pytest.fixture
def german(tmp_path):
    header, rows = reviews()
    preamble = ["Auswertung der Filialen", "Stand: 02.01.2025", ""]
    return written(tmp_path / "bewertungen.csv", header, rows, delimiter=";", encoding="cp1252", preamble=preamble)


def proposed(path, folder, given=None, as_table=None, remembered=None):
    with opened(path, folder) as (raws, connection):
        mapping = mapper.propose(raws[0], connection, given, as_table, remembered, TODAY)
        return raws[0], mapping, mapper.preview(raws[0], mapping, connection, TODAY)


def targets(mapping):
    return {f.column: f.target for f in mapping.fields}


def test_a_german_file_with_preamble_semicolons_and_decimal_commas_is_read_by_its_names_and_values(german, tmp_path):
    held = imported(german, tmp_path / "in")

    assert targets(held.mapping) == {
        "Filiale": "business", "Datum": "reviewed_at", "Sterne": "overall", "Bedienung": "aspect",
        "Preis-Leistung": "aspect", "Anlass": "descriptor", "Kunde": "reviewer", "Kommentar": "text",
        "Rechnungsbetrag": "price", "Weiterempfehlung": "descriptor", "Mitarbeiter": "descriptor",
    }  # fmt: skip
    assert held.by_column("Bedienung").scale == (1.0, 5.0)
    assert held.by_column("Bedienung").decimal == ","
    assert (held.by_column("Datum").date_format, held.by_column("Datum").dayfirst) == ("%d.%m.%Y", True)
    assert [held.by_column(c).addressable for c in ("Anlass", "Weiterempfehlung", "Mitarbeiter")] == [
        "before",
        "after",
        "never",
    ]
    assert held.by_column("Rechnungsbetrag").currency == "EUR"
    assert (held.loaded.records, held.loaded.loaded) == (120, 120)
    first = held.rows("reviews")[0]
    assert first["a_bedienung"] == round(100 * float(reviews()[1][0][3].replace(",", ".")))


@pytest.mark.parametrize(
    ("header", "business", "when", "overall", "text", "who"),
    [
        ("business,date,rating,review,author", 0, 1, 2, 3, 4),
        ("Entreprise,Date de l'avis,Note,Commentaire,Auteur", 0, 1, 2, 3, 4),
        ("Empresa,Fecha,Estrellas,Comentario,Usuario", 0, 1, 2, 3, 4),
        ("Negozio,Data recensione,Stelle,Recensione,Utente", 0, 1, 2, 3, 4),
        ("Winkel,Datum,Sterren,Opmerking,Klant", 0, 1, 2, 3, 4),
        ("Sklep,Data opinii,Ocena,Opinia,Użytkownik", 0, 1, 2, 3, 4),
        ("Loja,Data da avaliação,Estrelas,Comentário,Cliente", 0, 1, 2, 3, 4),
        ("review_text,Reviewer Name,STAR RATING,Created At,shop name", 4, 3, 2, 0, 1),
    ],
)
def test_names_in_eight_languages_are_known(tmp_path, header, business, when, overall, text, who):
    columns = header.split(",")
    rows = []
    for i in range(30):
        row = [""] * 5
        row[business], row[when], row[overall] = f"Shop {i % 3}", f"2024-05-{i % 28 + 1:02d}", str(i % 5 + 1)
        row[text], row[who] = f"some words about visit number {i}", f"person {i % 20}"
        rows.append(row)

    _, mapping, _ = proposed(written(tmp_path / "a.csv", columns, rows), tmp_path / "in")

    assert targets(mapping) == {
        columns[business]: "business", columns[when]: "reviewed_at", columns[overall]: "overall",
        columns[text]: "text", columns[who]: "reviewer",
    }  # fmt: skip


def test_what_the_owner_says_goes_before_what_is_found(german, tmp_path):
    given = {
        "sauberkeit": "Bedienung:1-10", "Anlass": "ignore", "Mitarbeiter": "descriptor:before",
        "text": "KOMMENTAR", "overall": "Preis-Leistung",
    }  # fmt: skip
    _, mapping, _ = proposed(german, tmp_path / "in", given)
    fields = {f.column: f for f in mapping.fields}

    assert (fields["Bedienung"].target, fields["Bedienung"].label) == ("aspect", "sauberkeit")
    assert fields["Bedienung"].scale == (1.0, 10.0)
    assert fields["Anlass"].target == "ignore"
    assert (fields["Mitarbeiter"].target, fields["Mitarbeiter"].addressable) == ("descriptor", "before")
    assert fields["Kommentar"].target == "text"
    assert fields["Preis-Leistung"].target == "overall"
    assert (fields["Sterne"].target, fields["Sterne"].label) == ("aspect", "Sterne")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"overall": "Stern"}, "Sterne"),
        ({"Sterne": "nothing"}, "nothing"),
        ({"date": "Kunde"}, "can't be a date"),
        ({"overall": "Anlass"}, "can't be a score"),
        ({"staff": "Anlass"}, "Anlass=descriptor"),
        ({"overall": "Sterne:sideways"}, "sideways"),
    ],
)
def test_a_wrong_map_says_what_there_is_instead(german, tmp_path, given, says):
    with pytest.raises(MappingError) as error:
        proposed(german, tmp_path / "in", given)

    assert says in str(error.value)


def test_a_column_whose_own_name_holds_a_colon_can_be_mapped(tmp_path):
    rows = [[f"Shop {i % 3}", i % 5 + 1, i % 4 + 1] for i in range(40)]
    path = written(tmp_path / "a.csv", ["Shop", "rating", "Meat:filling"], rows)

    _, mapping, _ = proposed(path, tmp_path / "in", {"balance": "Meat:filling:0-5"})

    [field] = [f for f in mapping.fields if f.column == "Meat:filling"]
    assert (field.label, field.scale) == ("balance", (0.0, 5.0))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"sauberkeit": "Bedienung", "Anlass": "ignore", "date": "Datum:dayfirst"},
        {"descriptor": "Kunde", "Mitarbeiter": "ignore", "overall": "Sterne:0-5:nozero"},
    ],
)
def test_a_remembered_shape_gives_the_identical_mapping(german, tmp_path, given):
    raw, mapping, _ = proposed(german, tmp_path / "one", given)
    shape = mapper.remember(mapping)

    _, again, _ = proposed(german, tmp_path / "two", None, None, shape)

    assert again == mapping
    assert shape["columns"]["reviewed_at"] == "Datum"
    assert "Filiale" not in str({k: v for k, v in shape.items() if k != "columns"})
    assert len(mapper.shape_of(raw)) == 12


def test_a_shape_the_owner_changed_by_hand_is_followed(german, tmp_path):
    _, mapping, _ = proposed(german, tmp_path / "one")
    shape = mapper.remember(mapping)
    shape["aspects"] = {"Freundlichkeit": "Bedienung"}
    shape["scale"]["Bedienung"] = [0.0, 5.0]

    _, again, _ = proposed(german, tmp_path / "two", None, None, shape)

    [field] = [f for f in again.fields if f.column == "Bedienung"]
    assert (field.label, field.scale) == ("Freundlichkeit", (0.0, 5.0))
    assert targets(again)["Preis-Leistung"] == "ignore"  # taken out of the shape


def test_what_is_remembered_does_not_say_whose_the_rows_are(german, tmp_path):
    _, mapping, _ = proposed(german, tmp_path / "one")

    assert "Bean Street" not in str(mapper.remember(mapping.with_business("Bean Street")))


def test_the_preview_shows_five_rows_as_they_will_be_read_and_why(german, tmp_path):
    _, _, shown = proposed(german, tmp_path / "in")
    row = dict(zip(shown.head, shown.rows[0], strict=True))
    why = {column: because for column, _, because in shown.columns}
    lines = "\n".join(shown.lines())

    assert len(shown.rows) == 5
    assert row["Bedienung"] == reviews()[1][0][3].replace(",", ".").removesuffix(".0")
    assert row["the business"] == reviews()[1][0][0]
    assert "day first" in why["Datum"]
    assert "“Sterne” is read as overall, a score from 1 to 5" in lines


@pytest.mark.parametrize(
    ("dates", "dayfirst", "sure"),
    [
        (["03/04/2024", "25/04/2024"], True, True),  # a 25 can't be a month
        (["03/04/2024", "04/25/2024"], False, True),
        (["03/04/2024", "05/06/2024"], True, False),  # nothing tells: asked
        (["03.04.2024", "05.06.2024"], True, True),  # points are day first
        (["03/12/2025", "05/01/2026"], True, False),
        (["03/11/2025", "05/12/2026"], False, True),  # day first would be 5 December 2026, in the future
    ],
)
def test_day_or_month_first_is_decided_by_the_column_or_asked(tmp_path, dates, dayfirst, sure):
    rows = [[f"Shop {i % 3}", dates[i % 2], i % 5 + 1] for i in range(30)]
    _, mapping, shown = proposed(written(tmp_path / "a.csv", ["shop", "date", "rating"], rows), tmp_path / "in")

    [field] = [f for f in mapping.fields if f.target == "reviewed_at"]
    assert field.dayfirst is dayfirst
    assert (shown.asks == ()) is sure
    if not sure:
        assert "--map “reviewed_at=date:monthfirst”".replace("“", '"').replace("”", '"') in shown.asks[0]


def test_an_answer_to_the_question_is_taken(tmp_path):
    rows = [[f"Shop {i % 3}", "03/04/2024", i % 5 + 1] for i in range(30)]
    path = written(tmp_path / "a.csv", ["shop", "date", "rating"], rows)
    held = imported(path, tmp_path / "in", given={"date": "date:monthfirst"})
    _, mapping, shown = proposed(path, tmp_path / "look", {"date": "date:monthfirst"})

    assert shown.asks == ()
    assert {str(row["reviewed_at"]) for row in held.rows("reviews")} == {"2024-03-04"}
    assert mapper.remember(mapping)["dayfirst"] == {"date": False}


@pytest.mark.parametrize(
    ("cells", "scale", "kind"),
    [
        (["FIVE", "FOUR", "THREE", "ONE"], (1.0, 5.0), "stars"),
        (["★★★★★", "★★★☆☆", "★☆☆☆☆"], (1.0, 5.0), "stars"),
        (["9/10", "7/10", "3/10"], (1.0, 10.0), "stars"),
        (["10", "7", "3", "8"], (1.0, 10.0), "score"),
        (["4,5", "3,0", "5,0"], (1.0, 5.0), "score"),
        (["0.5", "3", "5"], (0.0, 5.0), "score"),
        (["85", "92", "71"], (1.0, 100.0), "score"),
    ],
)
def test_a_scale_is_read_from_the_scores(tmp_path, cells, scale, kind):
    rows = [[f"Shop {i % 3}", cells[i % len(cells)], "lunch" if i % 2 else "dinner"] for i in range(40)]
    held = imported(written(tmp_path / "a.csv", ["shop", "rating", "meal"], rows, delimiter=";"), tmp_path / "in")

    assert (held.by_column("rating").target, held.by_column("rating").kind) == ("overall", kind)
    assert held.by_column("rating").scale == scale
    assert held.loaded.loaded == 40


def test_counts_are_no_scores(tmp_path):
    rows = [[f"Shop {i % 3}", i % 5 + 1, 0 if i % 4 else i % 10, i % 3 + 18] for i in range(60)]
    path = written(tmp_path / "a.csv", ["shop", "service", "returns", "table"], rows)
    _, mapping, _ = proposed(path, tmp_path / "in")

    assert targets(mapping) == {"shop": "business", "service": "overall", "returns": "ignore", "table": "ignore"}


def test_codes_addresses_and_row_numbers_are_left_out_with_their_reason(tmp_path):
    rows = [
        [i + 1, f"Shop {i % 3}", f"https://example.com/{i % 3}", f"{i * 7919:08x}", i % 5 + 1, f"S{i % 3}", "EU"]
        for i in range(60)
    ]
    path = written(tmp_path / "a.csv", ["", "shop", "page", "token", "rating", "code", "zone"], rows)
    raw, mapping, shown = proposed(path, tmp_path / "in")
    why = {f.column: f.evidence for f in mapping.fields if f.target == "ignore"}

    assert list(why.values()) == [
        "mapper.why.row_number", "mapper.why.addresses", "mapper.why.ids", "mapper.why.same_as", "mapper.why.one_value",
    ]  # fmt: skip
    assert {column for column, _ in shown.left} == set(why)
    assert raw.columns[0] in why


def test_a_row_number_called_id_is_not_taken_for_the_reviews_own(tmp_path):
    rows = [[i + 1, f"Shop {i % 3}", i % 5 + 1] for i in range(40)]
    codes = [[f"R-{i * 37}", *row[1:]] for i, row in enumerate(rows)]
    _, counted, _ = proposed(written(tmp_path / "a.csv", ["id", "shop", "rating"], rows), tmp_path / "one")
    _, coded, _ = proposed(written(tmp_path / "b.csv", ["id", "shop", "rating"], codes), tmp_path / "two")

    assert targets(counted)["id"] == "ignore"
    assert targets(coded)["id"] == "review_id"


def test_orders_and_people_are_told_by_what_they_hold(tmp_path):
    orders = [[f"A{i}", f"{i % 28 + 1:02d}.03.2024", "Brot", 2, "7,00 €", f"k{i}@example.com"] for i in range(30)]
    people = [[f"Made{i}", "Person", f"p{i}@example.com", "Made-up Ltd", "2024-01-02"] for i in range(30)]
    bought = imported(
        written(tmp_path / "b.csv", ["Bestellnummer", "Bestelldatum", "Artikel", "Menge", "Betrag", "Kunde"], orders,
                delimiter=";"), tmp_path / "one",
    )  # fmt: skip
    known = imported(
        written(tmp_path / "p.csv", ["Vorname", "Nachname", "E-Mail", "Firma", "Kunde seit"], people), tmp_path / "two"
    )

    assert bought.mapping.table == "orders"
    assert [f.target for f in bought.mapping.fields] == [
        "order_id",
        "ordered_at",
        "item",
        "quantity",
        "amount",
        "customer",
    ]
    assert {(row["amount"], row["currency"]) for row in bought.rows("orders")} == {(700, "EUR")}
    assert known.mapping.table == "people"
    assert [f.target for f in known.mapping.fields] == ["first_name", "last_name", "email", "organisation", "met_at"]
    assert known.loaded.loaded == 30


def test_as_forces_the_table(tmp_path):
    rows = [[f"Shop {i}", "4.6", 200 + i] for i in range(5)]
    path = written(tmp_path / "a.csv", ["name", "rating", "reviews"], rows)
    given = {"business": "name", "shown_average": "rating", "shown_count": "reviews"}

    held = imported(path, tmp_path / "in", given=given, as_table="facts")

    assert held.mapping.table == "facts"
    assert held.loaded.loaded == 5
    assert {(row["fact"], row["valid_low"]) for row in held.rows("facts") if row["fact"] == "shown_average"} == {
        ("shown_average", 4.55)
    }


def test_a_file_nothing_tells_about_asks_what_it_holds(tmp_path):
    path = written(tmp_path / "a.csv", ["alpha", "beta"], [[f"x{i}", f"y{i * 3}"] for i in range(30)])
    with pytest.raises(MappingError, match="--as reviews"):
        proposed(path, tmp_path / "in")


def test_a_table_that_does_not_exist_is_named_with_those_that_do(german, tmp_path):
    with pytest.raises(MappingError, match="orders") as told:
        proposed(german, tmp_path / "in", None, "rewiews")

    assert all(name in str(told.value) for name in TARGETS)


def test_two_columns_that_fold_to_one_label_keep_apart(tmp_path):
    rows = [[f"Shop {i % 3}", i % 5 + 1, (i + 1) % 5 + 1, i % 4 + 2] for i in range(40)]
    path = written(tmp_path / "a.csv", ["shop", "rating", "staff_rating", "staff"], rows)
    held = imported(path, tmp_path / "in")

    assert sorted(f.label for f in held.by_target("aspect")) == ["staff", "staff 2"]
    assert {"a_overall", "a_staff", "a_staff_2"} <= set(held.table("reviews").column_names)


HEADS = (
    "business,Location,date,Datum,rating,overall,staff,title,text,author,id,Betrag,country,recommended,x y,é,"
    "Score (1-10),count,reply date,email,Name,order id"
).split(",")
CELLS = (
    lambda d: str(d.randint(1, 5)),
    lambda d: str(d.randint(0, 10)),
    lambda d: f"{d.random() * 5:.1f}".replace(".", ","),
    lambda d: f"2024-{d.randint(1, 12):02d}-{d.randint(1, 28):02d}",
    lambda d: f"{d.randint(1, 12)}/{d.randint(1, 12)}/2024",
    lambda d: d.choice(["a", "b", "c"]),
    lambda d: d.choice(["x", ""]),
    lambda d: f"${d.randint(1, 2000):,}.{d.randint(0, 99):02d}",
    lambda d: d.choice(["FIVE", "★★★☆☆", "n/a"]),
    lambda d: d.choice(["1", "3.08", "3.08", "(5", "1970-01-01", "🙂", 'say "hi", ok']),
    lambda d: " ".join(d.choices("lorem ipsum dolor sit amet".split(), k=15)),
)


def anything(seed, folder):
    """Write a file of any headers over any cells."""
    draw = random.Random(seed)
    columns = draw.sample(HEADS, draw.randint(2, 9))
    makers = [draw.choice(CELLS) for _ in columns]
    rows = [[make(draw) if draw.random() > 0.05 else "" for make in makers] for _ in range(draw.choice([5, 40, 120]))]
    return written(folder / "any.csv", columns, rows)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_file_holds_it_is_mapped_or_asked_about_remembered_and_loaded_whole(tmp_path, seed):
    path = anything(seed, tmp_path)
    try:
        held = imported(path, tmp_path / "in", business="Shop")
    except MappingError as error:
        if "--as reviews" not in error.hint:
            raise
        return
    with opened(path, tmp_path / "look") as (raws, connection):
        mapping = mapper.propose(raws[0], connection, today=TODAY)
        again = mapper.propose(raws[0], connection, None, None, mapper.remember(mapping), TODAY)
        shown = mapper.preview(raws[0], mapping, connection, TODAY)

    assert held.balance == 0
    assert again == mapping
    assert len(shown.columns) + len(shown.left) >= len(raws[0].columns)
    assert all(shown.lines())


def test_a_survey_is_read_by_the_questions_it_asked(tmp_path):
    draw = random.Random(4)
    header = ["Timestamp", "How was the food?", "How was the service?", "Would you recommend us? (0-10)",
              "What did you like?", "First visit?"]  # fmt: skip
    rows = [
        [f"{i % 12 + 1}/{i % 28 + 1}/2024 10:{i % 60:02d}:00", draw.randint(1, 5), draw.randint(1, 5),
         draw.randint(0, 10), f"I liked the soup and the people on visit {i}", draw.choice(["Yes", "No"])]
        for i in range(90)
    ]  # fmt: skip
    _, mapping, _ = proposed(written(tmp_path / "survey.csv", header, rows), tmp_path / "in")

    assert list(targets(mapping).values()) == ["reviewed_at", "aspect", "aspect", "aspect", "text", "descriptor"]
    assert [f.scale for f in mapping.fields if f.target == "aspect"] == [(1.0, 5.0), (1.0, 5.0), (0.0, 10.0)]


def test_two_columns_said_to_be_one_thing_are_refused(german, tmp_path):
    with pytest.raises(MappingError, match="both be the business"):
        proposed(german, tmp_path / "in", {"business": "Filiale", "Anlass": "business"})


def same_again(column, cell, rows=39):
    """Give a small file of reviews in which one column says the same in every row."""
    header = ["Date", "Reviewer", "Overall", "Service"]
    held = [[f"2025-{i % 9 + 1:02d}-{i % 28 + 1:02d}", f"u{i}", i % 3 + 3, i % 4 + 2] for i in range(rows)]
    for row in held:
        row[header.index(column)] = cell
    return header, held


@pytest.mark.parametrize(
    ("column", "cell", "target"),
    [("Reviewer", "u1", "reviewer"), ("Date", "2025-01-02", "reviewed_at"), ("Overall", "5", "overall")],
)
def test_a_column_found_by_its_name_stays_where_it_says_the_same_in_every_row(tmp_path, column, cell, target):
    held = imported(written(tmp_path / "a.csv", *same_again(column, cell)), tmp_path / "in", business="Deli")

    assert targets(held.mapping)[column] == target
    assert held.loaded.loaded == 39


def test_39_reviews_by_one_person_have_one_voice(tmp_path):
    held = imported(written(tmp_path / "a.csv", *same_again("Reviewer", "u1")), tmp_path / "in", business="Deli")

    people = [row["reviewer_id"] for row in held.rows("reviews")]
    assert len(people) == 39
    assert len(set(people)) == 1
    assert people[0] is not None


@pytest.mark.parametrize("name", ["Overall", "Stars", "Sterne", "Rating"])
def test_a_few_reviews_that_all_give_five_are_scores_and_not_barred(tmp_path, name):
    rows = [[f"Shop {i % 3}", f"2025-01-{i % 28 + 1:02d}", 5] for i in range(39)]
    held = imported(written(tmp_path / "a.csv", ["Business", "Date", name], rows), tmp_path / "in")

    field = held.by_column(name)
    assert (field.target, field.scale, field.barred) == ("overall", (1.0, 5.0), "")
    assert held.loaded.loaded == 39


def test_from_a_hundred_rows_on_one_score_for_every_shop_looks_filled_in(tmp_path):
    # were it an honest 5 in 97 of 100 rows, all of 120 rows would say 5 in 0.97 ** 120 = 2.6 % of files
    rows = [[f"Shop {i % 3}", f"2025-01-{i % 28 + 1:02d}", 5] for i in range(120)]
    _, mapping, _ = proposed(written(tmp_path / "a.csv", ["Business", "Date", "Overall"], rows), tmp_path / "in")

    assert [f.barred for f in mapping.fields if f.target == "overall"] == ["imputed"]


def test_a_file_of_one_row_is_read_by_its_names(tmp_path):
    _, mapping, _ = proposed(written(tmp_path / "a.csv", ["Store", "Stars"], [["Deli North", 4]]), tmp_path / "in")

    assert targets(mapping) == {"Store": "business", "Stars": "overall"}


def test_a_file_of_a_heading_alone_says_that_it_holds_no_rows(tmp_path):
    with pytest.raises(MappingError, match=r"header\.csv holds no rows"):
        proposed(written(tmp_path / "header.csv", ["Business", "Date", "Overall"], []), tmp_path / "in")


def test_a_file_nothing_tells_about_is_named_and_a_column_of_numbers_is_offered_in_plain_quotes(tmp_path):
    path = written(tmp_path / "odd.csv", ["alpha", "Bericht 2025"], [[f"x{i}", i % 5 + 1] for i in range(30)])
    with pytest.raises(MappingError, match=r"what odd\.csv holds") as error:
        proposed(written(tmp_path / "odd.csv", ["alpha", "beta 2"], [[f"x{i}", i * 7 % 100] for i in range(30)]),
                 tmp_path / "in")  # fmt: skip
    assert error.value.hint.endswith('--map overall="beta 2".')

    with pytest.raises(MappingError) as error:
        proposed(written(path, ["Datum", "Bericht 2025"], [["2025-01-02", i % 5 + 1] for i in range(30)]),
                 tmp_path / "two", {"overall": "Noten"})  # fmt: skip
    assert '--map overall="Bericht 2025"' in error.value.hint


def test_a_date_column_that_writes_its_days_two_ways_is_the_date_and_its_order_is_asked(tmp_path):
    # what a spreadsheet makes of month first dates: those it took for dates of its own are written another way
    days = [("03/04/2025", "2025-03-26")[i % 3 == 0] for i in range(60)]
    path = written(
        tmp_path / "a.csv", ["shop", "Date", "rating"], [[f"S{i % 3}", d, i % 5 + 1] for i, d in enumerate(days)]
    )
    _, mapping, shown = proposed(path, tmp_path / "look")
    held = imported(path, tmp_path / "in", given={"date": "Date:monthfirst"})

    assert targets(mapping)["Date"] == "reviewed_at"
    assert 'reviewed_at=Date:monthfirst"' in shown.asks[0]
    assert {str(row["reviewed_at"]) for row in held.rows("reviews")} == {"2025-03-04", "2025-03-26"}
    assert held.loaded.loaded == 60


def test_a_date_column_of_which_a_third_cannot_be_read_is_still_the_date_and_the_rest_is_told_by_line(tmp_path):
    days = ["last week" if i % 3 == 0 else f"2025-03-{i % 28 + 1:02d}" for i in range(60)]
    path = written(
        tmp_path / "a.csv", ["shop", "Date", "rating"], [[f"S{i % 3}", d, i % 5 + 1] for i, d in enumerate(days)]
    )
    held = imported(path, tmp_path / "in")

    assert targets(held.mapping)["Date"] == "reviewed_at"
    assert (held.loaded.loaded, held.balance) == (40, 0)
    assert {(r.reason, r.column) for r in held.loaded.rejects} == {("bad_date", "Date")}


def month(folder, name, cell, rows=60):
    """Give a month's reviews in which every tenth row says ``cell`` of the service."""
    held = [[f"Shop {i % 3}", i % 5 + 1, cell if cell is not None and i % 10 == 0 else i % 4 + 2] for i in range(rows)]
    return written(folder / f"{name}.csv", ["shop", "rating", "service"], held)


def fits(path, folder, shape):
    with opened(path, folder) as (raws, connection):
        return mapper.fits(raws[0], connection, shape, TODAY)


def test_a_shape_that_would_turn_away_a_tenth_of_a_file_is_not_followed(tmp_path):
    _, mapping, _ = proposed(month(tmp_path, "may", None), tmp_path / "one")
    shape = mapper.remember(mapping)
    june = month(tmp_path, "june", 0)  # 6 of 60 rows hold a 0, which the scale of 1 to 5 does not
    _, fresh, _ = proposed(june, tmp_path / "two", None, None, shape)

    assert fits(month(tmp_path, "july", None), tmp_path / "three", shape)
    assert not fits(june, tmp_path / "four", shape)
    assert fresh == proposed(june, tmp_path / "five")[1]
    assert fresh != mapping


def test_a_slip_or_two_does_not_unsettle_a_shape(tmp_path):
    _, mapping, _ = proposed(month(tmp_path, "may", None), tmp_path / "one")
    june = month(tmp_path, "june", 0, rows=30)  # 3 rows: no more than 3 are slips

    assert fits(june, tmp_path / "two", mapper.remember(mapping))


def test_what_the_owner_once_said_is_asked_again_where_it_is_no_longer_true(tmp_path):
    path = written(
        tmp_path / "a.csv", ["shop", "when", "rating"], [[f"S{i % 3}", "2025-01-02", i % 5 + 1] for i in range(40)]
    )
    _, mapping, _ = proposed(path, tmp_path / "one", {"date": "when"})
    other = written(
        tmp_path / "b.csv", ["shop", "when", "rating"], [[f"S{i % 3}", "lunch", i % 5 + 1] for i in range(40)]
    )

    assert not fits(other, tmp_path / "two", mapper.remember(mapping))
    assert targets(proposed(other, tmp_path / "three", None, None, mapper.remember(mapping))[1])["when"] == "ignore"


def test_columns_of_names_that_repeat_are_offered_as_the_business(tmp_path):
    header = ["Date", "Overall", "Visit", "Spot", "Reviewer", "Text", "Language"]
    rows = [
        [f"2025-01-{i % 28 + 1:02d}", i % 5 + 1, ("lunch", "dinner")[i % 2], ("Deli North", "Bean Street")[i % 3 == 0],
         f"User {i}", f"What I had on day {i}", ("English", "German")[i % 2]] for i in range(60)
    ]  # fmt: skip
    raw, mapping, _ = proposed(written(tmp_path / "a.csv", header, rows), tmp_path / "in")

    assert mapper.likely_businesses(raw, mapping) == ["Spot"]


@pytest.mark.parametrize("name", ["Text", "Comment", "Review", "Kommentar"])
def test_a_column_named_for_what_people_wrote_is_text_even_where_few_values_repeat(tmp_path, name):
    rows = [[f"Shop {i % 3}", i % 5 + 1, ("Good", "Bad, really", "ok")[i % 3]] for i in range(60)]
    _, mapping, _ = proposed(written(tmp_path / "a.csv", ["shop", "rating", name], rows), tmp_path / "in")

    assert targets(mapping)[name] == "text"


@pytest.mark.parametrize("name", ["Member", "Who", "Booked by", "Guest", "Client", "Customer", "author.id"])
def test_a_column_named_like_people_says_who_wrote(tmp_path, name):
    people = ["Anna Schmidt", "Dan Wu", "Carla Diaz"]
    rows = [[f"Shop {i % 3}", i % 5 + 1, people[i // 3 % 3]] for i in range(60)]
    _, mapping, _ = proposed(written(tmp_path / "a.csv", ["shop", "rating", name], rows), tmp_path / "in")

    assert targets(mapping)[name] == "reviewer"


def test_a_column_of_yes_and_no_names_nobody(tmp_path):
    rows = [[f"Shop {i % 3}", i % 5 + 1, ("yes", "No")[i % 2]] for i in range(60)]
    _, mapping, _ = proposed(written(tmp_path / "a.csv", ["shop", "rating", "Member"], rows), tmp_path / "in")

    assert targets(mapping)["Member"] == "descriptor"


def test_scores_that_share_one_heading_are_told_apart_by_number_and_explained(tmp_path):
    rows = [[f"Shop {i % 3}", i % 5 + 1, (i + 1) % 5 + 1, i % 4 + 2] for i in range(60)]
    _, mapping, shown = proposed(
        written(tmp_path / "a.csv", ["shop", "Score", "Score", "Score"], rows), tmp_path / "in"
    )

    assert [f.label for f in mapping.fields if f.target == "aspect"] == ["Score (2)", "Score (3)"]
    [why] = [because for column, _, because in shown.columns if column == "Score (2)"]
    assert why == "its numbers end at 5, as scores do, and so do those of 2 other columns"


def test_words_that_judge_a_visit_are_known_only_after_it_whatever_their_header(tmp_path):
    judged = ("very bad", "bad", "ok", "good", "very good")
    party = ("families", "couples", "alone")
    rows = [
        [f"Shop {i % 3}", f"2024-05-{i % 28 + 1:02d}", str(i % 5 + 1), judged[i * 7 % 5], party[i // 5 % 3]]
        for i in range(60)
    ]
    path = written(tmp_path / "a.csv", ["business", "date", "rating", "Staff", "Party"], rows)

    _, mapping, shown = proposed(path, tmp_path / "in")

    known = {field.label: field.addressable for field in mapping.fields if field.target == "descriptor"}
    assert known == {"Staff": "after", "Party": "before"}
    assert "Write them as numbers to have them scored" in str(shown)
