"""Who told them: an address is the person, a name is the one contact of that name, and Google is nobody."""

import duckdb
import pytest

from standout.sources import told
from standout.sources.consent_words import answers
from standout.sources.identity import person_id


def read(cell, expression):
    with duckdb.connect() as connection:
        [(found,)] = connection.execute(
            f"SELECT {expression('cell')} FROM (SELECT ?::VARCHAR AS cell)", [cell]
        ).fetchall()
    return found


@pytest.mark.parametrize(
    ("cell", "address"),
    [("a@x.org", "a@x.org"), ("Ann Lee <a@x.org>", "a@x.org"), ("mailto:a@x.org", "a@x.org"), ("Ann Lee", "Ann Lee"),
     ("a@x.org ::: b@x.org", "a@x.org"), (None, None)],
)  # fmt: skip
def test_an_address_is_found_in_what_stands_around_it(cell, address):
    assert read(cell, told.address) == address


@pytest.mark.parametrize("name", ["Ann  Lee", " ANN LEE", "Zoë", "Zoe\u0308", "Ann\u00a0Lee "])
def test_a_name_is_folded_as_it_is_hashed_everywhere(name):
    with duckdb.connect() as connection:
        expression = told.folded("cell")
        query = f"SELECT md5_number_lower('salt' || {expression}) >> 1 FROM (SELECT ?::VARCHAR AS cell)"
        [(found,)] = connection.execute(query, [name]).fetchall()

    assert found == person_id("salt", name)


NOBODY = {
    "English": """
        a friend; A friend?; a friend of mine; friends & family; my sister; our neighbour; don't know; Don’t
        know.; dont know; no idea; No idea!; can't remember; I forgot; flyer; a flyer; Instagram; found on
        Google; Google / a friend; Google Maps; google search; word-of-mouth; walk-in; saw the sign; a
        colleague from work; E-Mail
    """,
    "German": """
        weiß nicht mehr; Weiß nicht mehr.; WEISS NICHT MEHR; weiß ich nicht...; ich weiß es nicht mehr;
        keine Ahnung; eine Freundin; Eine Freundin?; ein Freund; durch Freunde; eine Freundin von mir;
        Freunde und Familie; Nachbarin; meine Nachbarin; mein Mann; Zeitung; aus der Zeitung; Anzeige in der
        Zeitung; über Google; zufällig; im Vorbeigehen
    """,
    "French": """
        un ami; une amie; Une amie à moi; une voisine; le journal; je ne sais plus; je ne sais pas; réseaux
        sociaux; bouche à oreille; quelqu'un; d’un ami
    """,
    "Spanish": """
        un amigo; una amiga; Una vecina; no sé; No lo sé.; no recuerdo; ni idea; el periódico; boca a boca;
        de un amigo
    """,
    "Italian": """
        un amico; un'amica; amici; non so; non ricordo; il giornale; un volantino; passaparola; da un'amica
    """,
    "Dutch": """
        een vriend; een vriendin; via een vriend; mijn buurvrouw; weet niet; weet ik niet meer; geen idee;
        de krant
    """,
    "any": """
        n/a; ???; -; …; "Instagram"; (Google)
    """,
}
SOMEBODY = """
    Ann Lee; Anna Freund; Freund Anna; Mia Freund; Mia Mann; Per Mann; Mann; Emily Post; Gast; Freundin Lisa; my
    friend Lisa; Tante Emma; Guy; Guy Martin; Jan de Vriend; Van Buren; Ami Freund; Di Capo; Li; Mai; May; Sue
    Best; Google Ann; ann@x.org; friend@x.org; Ortega y Gasset
"""


@pytest.mark.parametrize("language", NOBODY)
def test_an_answer_that_is_no_person_is_nobody(language):
    named = [cell for cell in cells(NOBODY[language]) if read_folded(cell) is not None]

    assert named == []


def test_a_name_is_somebody_though_a_word_for_nobody_is_in_it():
    lost = [cell for cell in cells(SOMEBODY) if read_folded(cell) != cell.lower()]

    assert lost == []


def test_every_answer_is_written_as_it_is_looked_up():
    written = {word for kinds in answers("told").values() for words in kinds.values() for word in words}

    assert [word for word in sorted(written) if read(word, told.answer) != word] == []


def cells(listed):
    return " ".join(listed.split()).split("; ")


def read_folded(cell):
    with duckdb.connect() as connection:
        query = f"SELECT {told.somebody('who')} FROM (SELECT {told.folded('cell')} AS who FROM (SELECT ? AS cell))"
        [(found,)] = connection.execute(query, [cell]).fetchall()
    return found
