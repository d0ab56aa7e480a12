"""Star words: how people write a score without figures, in eight languages, lower case and without accents.

Both who looks at a column (``scales``) and who reads it (``parse``) go by this one table.
"""

from __future__ import annotations

NUMBERS = {
    word: value
    for value, words in enumerate(
        (
            "one eins ein un une uno una een jeden jedna um uma",
            "two zwei deux dos due twee dwa dwie dois duas",
            "three drei trois tres tre drie trzy",
            "four vier quatre cuatro quattro cztery quatro",
            "five funf cinq cinco cinque vijf piec",
        ),
        start=1,
    )
    for word in words.split()
}

STARS = frozenset(
    "star stars stern sterne etoile etoiles estrella estrellas stella stelle ster sterren gwiazdka gwiazdki gwiazdek "
    "estrela estrelas".split()
)

FIGURE = r"(\d+(?:[.,]\d+)?)"

OUT_OF = rf"^{FIGURE}\s*(?:/|out of|of|von|sur|de|di|su|av|van|z|na|em)\s*{FIGURE}\D*$"
"""A score and the top of its scale, for Python's regular expressions and for RE2."""
