"""How often a text is taken for the wrong language and how often named, and how long 100,000 reviews take.

Run: python run.py bench languages

Reviews   the packaged reviews of airport lounges and burritos, all in English: taken for another language, or
          too little to tell by
Made up   short sentences of customers, twelve in each of the languages that have a list, one or two in others
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Sequence
from pathlib import Path

from standout.text.language import in_english, is_english, language

DEMOS = Path(__file__).resolve().parents[1] / "demos"
FILES = (
    ("lounges/skytrax_lounge.csv", "content"),
    ("tacos/san_diego_burritos.csv", "Notes"),
)  # fmt: skip
SENTENCES = {
    "English": """The soup was lovely.|No decaf.|I wish they had showers.|Staff were kind and quick.|Too loud for me.
        We waited an hour for a table.|Would come again.|Great coffee, friendly people.|The rolls were still warm.
        They forgot our order twice.|Best cake I have had in years.|Nothing special, but it is cheap.""",
    "German": """Die Suppe war lecker.|Sehr nettes Personal!|Leider gab es keinen Parkplatz.|Immer wieder gerne.
        Das Essen war kalt und der Kellner unfreundlich.|Wir kommen wieder.|Preis und Leistung stimmen.
        Der Kaffee ist gut, aber zu teuer.|Hier schmeckt es uns immer.|Man wartet zu lange auf die Rechnung.
        Schöner Garten mit Blick auf den See.|Am Abend war es viel zu laut.""",
    "French": """La soupe était bonne.|Personnel très gentil.|Nous avons attendu une heure.|Je reviendrai avec plaisir.
        Le café est bon mais un peu cher.|Dommage, pas de terrasse.|Un accueil chaleureux et des prix corrects.
        Les plats sont copieux.|On y mange bien.|C'est toujours un plaisir de venir ici.|Trop de bruit le soir.
        Il n'y a pas de place pour se garer.""",
    "Spanish": """La sopa estaba muy rica.|El personal es muy amable.|Tuvimos que esperar una hora.|Volveremos seguro.
        El café está bueno pero es caro.|No hay aparcamiento.|Todo perfecto, gracias.|Las raciones son pequeñas.
        Un sitio para volver con los amigos.|Me encanta el pan de aquí.|Demasiado ruido por la noche.
        La camarera se olvidó de nosotros.""",
    "Italian": """La zuppa era molto buona.|Il personale è gentile.|Abbiamo aspettato un'ora.|Ci torneremo di sicuro.
        Il caffè è buono ma costa troppo.|Non c'è parcheggio.|Tutto perfetto, grazie di cuore.|Le porzioni sono piccole.
        Un posto dove si mangia bene.|Mi piace il pane che fanno qui.|Troppo rumore la sera.
        Il cameriere si è dimenticato di noi.""",
    "Dutch": """De soep was heerlijk.|Het personeel is erg aardig.|We moesten een uur wachten.|Wij komen zeker terug.
        De koffie is goed maar te duur.|Helaas geen parkeerplaats.|Alles was prima.|De porties zijn klein.
        Een plek waar je graag komt.|Ik hou van het brood hier.|Te veel lawaai in de avond.
        De ober was ons vergeten.""",
    "Portuguese": """A sopa estava muito boa.|O pessoal é muito simpático.|Esperámos uma hora pela mesa.
        Voltaremos com certeza.|O café é bom mas é caro.|Não há estacionamento.|Tudo perfeito, obrigado.
        As doses são pequenas.|Um lugar para voltar com os amigos.|Gosto muito do pão que fazem aqui.
        Muito barulho à noite.|O empregado esqueceu-se de nós.""",
    "Polish": """Zupa była bardzo dobra.|Obsługa jest bardzo miła.|Czekaliśmy na stolik godzinę.|Na pewno wrócimy.
        Kawa jest dobra, ale droga.|Nie ma parkingu.|Wszystko było super, polecam.|Porcje są małe.
        Miejsce, do którego się wraca.|Lubię chleb, który tu pieką.|Wieczorem jest za głośno.
        Kelner o nas zapomniał.""",
    "Swedish": "Soppan var mycket god och vi kommer gärna tillbaka hit med hela familjen nästa år igen.",
    "Danish": "Suppen var rigtig god, og vi kommer meget gerne tilbage hertil med hele familien næste år.",
    "Czech": "Polévka byla velmi dobrá a obsluha milá, určitě se sem s celou rodinou zase brzy vrátíme.",
    "Turkish": "Çorba çok güzeldi, çalışanlar da çok kibardı, gelecek yaz ailemle birlikte yine geleceğiz.",
    "Finnish": "Keitto oli todella hyvää ja henkilökunta oli mukavaa, ja me tulemme ensi vuonna takaisin.",
    "Greek": "Η σούπα ήταν υπέροχη.|Πολύ ευγενικό προσωπικό!",
    "Russian": "Суп был очень вкусный.|Вежливый персонал!",
    "Japanese": "スープがおいしかった。|店員さんが親切でした",
    "Arabic": "كان الحساء لذيذا.|الموظفون لطفاء جدا",
}  # fmt: skip
CODES = {
    "English": "en",
    "German": "de", "French": "fr", "Spanish": "es", "Italian": "it", "Dutch": "nl", "Portuguese": "pt",
    "Polish": "pl",
    "Swedish": "sv", "Danish": "da", "Czech": "cs", "Turkish": "tr", "Finnish": "fi", "Greek": "el",
    "Russian": "ru", "Japanese": "ja", "Arabic": "ar",
}  # fmt: skip
REVIEWS = 100_000


def packaged() -> list[tuple[str, list[str]]]:
    """Give the packaged reviews with words in them, by file."""
    found = []
    for path, column in FILES:
        with (DEMOS / path).open(encoding="utf-8", newline="") as file:
            texts = [row[column] for row in csv.DictReader(file) if (row.get(column) or "").strip()]
        found.append((path, texts))
    return found


def told(texts: Sequence[str]) -> str:
    """Give of how many texts each was told."""
    each = [is_english(text) for text in texts]
    counts = f"{each.count(True):5} English, {each.count(False):4} another, {each.count(None):5} too little"
    return f"{len(texts):5} texts: {counts}"


def named(texts: Sequence[str], code: str) -> str:
    """Give of how many texts the language was told by name, right and wrong."""
    each = [language(text) for text in texts]
    right = each.count(code)
    return f"named {right:5}, wrongly {len(each) - right - each.count(None):3}"


def made_up() -> dict[str, list[str]]:
    """Give the made-up sentences by language."""
    return {name: [one.strip() for one in held.replace("\n", "|").split("|") if one.strip()]
            for name, held in SENTENCES.items()}  # fmt: skip


def seconds(texts: Sequence[str]) -> float:
    """Give the CPU seconds that 100,000 of these take."""
    drawn = random.Random(7).choices(texts, k=REVIEWS)
    start = time.process_time()
    in_english(drawn)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    files = packaged()
    for name, texts in [*files, *made_up().items()]:
        print(f"{name:30} {told(texts)}; {named(texts, CODES.get(name, 'en'))}")
    for path, texts in files:
        print(f"{path:30} {in_english(texts).count(False)} of {len(texts)} left unread in a file of their own")
    print(f"{REVIEWS:,} lounge reviews: {seconds(files[0][1]):.2f} CPU-s")


if __name__ == "__main__":
    main()
