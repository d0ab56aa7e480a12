"""Parse: SQL expressions that turn the text of a cell into a value, one for each ``Field.kind``.

Each gives NULL for a cell it can't read.  The common spelling is tried first and costs one cast; only cells
that fail it go through the patterns.  ``fault`` tells a cell that can't be read from one that holds nothing.
"""

from __future__ import annotations

from standout.sources.dates import MONTHS, OLDEST
from standout.sources.figures import CODES, CURRENCIES, MISSING
from standout.sources.source import Field
from standout.sources.star_words import FIGURE, NUMBERS, OUT_OF, STARS
from standout.sources.targets import TRUE_WORDS

_NOT_RATED = ("star_rating_unspecified", "not rated", "unrated", "no rating")
_REASONS = {"date": "bad_date", "score": "bad_score", "stars": "bad_score", "money": "bad_money",
            "number": "bad_number"}  # fmt: skip
NOT_MARKED = ("n", "no", "nein", "non", "nee", "nie", "nao", "não", "false", "f", "falsch", "never", "not opened",
              "unopened", "not clicked", "no reply")  # fmt: skip
"""Words that say that something didn't happen."""

_AMOUNT = "DECIMAL(18, 4)"
_CLOCK = (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "T%H:%M:%S")
_BLANK = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"


def literal(text: object) -> str:
    """Give a SQL string."""
    return "'" + str(text).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Give a SQL name."""
    return '"' + name.replace('"', '""') + '"'


def trimmed(cell: str) -> str:
    """Give a cell without white space around it, NULL where nothing is left."""
    ends = " OR ".join(f"suffix({cell}, chr({c}))" for c in (32, 10, 9, 160))
    outer = f"{cell} < '!' OR {ends} OR starts_with({cell}, chr(160))"
    return f"CASE WHEN {outer} THEN nullif(trim({cell}, {_BLANK}), '') ELSE {cell} END"


def text(cell: str) -> str:
    """Give free text without white space around it; the reader has made its line ends Unix ones."""
    return trimmed(cell)


def category(cell: str) -> str:
    """Give a word, NULL where the file writes that there is none."""
    words = ", ".join(literal(word) for word in sorted(MISSING))
    longest = max(len(word.encode()) for word in MISSING)
    nothing = f"CASE WHEN strlen({cell}) <= {longest} THEN lower({cell}) IN ({words}) ELSE false END"
    return f"CASE WHEN {nothing} THEN NULL ELSE {trimmed(cell)} END"


def key(cell: str) -> str:
    """Give an id: without the apostrophe that keeps spreadsheets from taking it for a number."""
    return trimmed(f"ltrim(trim({cell}, {_BLANK}), '''')")


def folded(cell: str) -> str:
    """Give an address or a person's name as ``identity.person_id`` hashes it."""
    plain = f"nfc_normalize(lower({cell}))"
    gaps = " OR ".join(f"contains({cell}, {gap})" for gap in ("'  '", "chr(9)", "chr(10)", "chr(160)"))
    spaced = f"trim(regexp_replace({plain}, '[\\s\\pZ]+', ' ', 'g'))"
    return f"CASE WHEN {gaps} OR {cell} < '!' OR suffix({cell}, ' ') THEN {spaced} ELSE {plain} END"


def _is_missing(cell: str, more: tuple[str, ...] = ()) -> str:
    words = ", ".join(literal(word) for word in sorted((*MISSING, *more)))
    # Not IN: that becomes a join over all rows, when CASE asks it of a few only.
    return f"list_contains([{words}], lower(trim({cell}, {_BLANK})))"


def quick(field: Field, cell: str) -> str | None:
    """Give the one cast that reads the common spelling of ``cell``; None where there is none to try."""
    match field.kind:
        case "score" | "stars":
            plain = f"replace({cell}, ',', '.')" if field.decimal == "," else cell
            return f"TRY_CAST(TRY_CAST({plain} AS DECIMAL(9, 4)) * 100 AS SMALLINT)"
        case "money" if field.decimal != ",":
            return f"TRY_CAST({cell} AS {_AMOUNT})"
        case "date" if field.date_format == "iso":
            return f"TRY_CAST(left({cell}, 10) AS DATE)"
        case "date" if field.date_format not in ("", "epoch_s", "epoch_ms"):
            forms = ", ".join(literal(field.date_format + clock) for clock in ("", *_CLOCK))
            return f"TRY_STRPTIME({cell}, [{forms}])::DATE"
        case _:
            return None


def value(field: Field, cell: str, tried: str | None = None) -> str:
    """Give the SQL that reads ``cell`` as ``field`` says.

    date -> DATE, score and stars -> SMALLINT (hundredths), money -> DECIMAL, number -> DOUBLE, flag and mark
    -> BOOLEAN.
    ``tried`` is what ``quick`` made of the cell, NULL where it failed.
    """
    match field.kind:
        case "date":
            slow = date(field, cell)
        case "score" | "stars":
            slow = score(field, cell)
        case "money":
            slow = figure(field, cell, _AMOUNT)
        case "number":
            slow = figure(field, cell, "DOUBLE")
        case "flag":
            return flag(cell)
        case "mark":
            return mark(cell)
        case "category":
            return category(cell)
        case _:
            return text(cell)
    return f"coalesce({tried}, CASE WHEN {cell} IS NOT NULL THEN {slow} END)" if tried else slow


def fault(field: Field, cell: str, read: str, today: str, place: int) -> str | None:
    """Give the SQL of the reason ``cell`` is refused, NULL where it isn't; None for kinds that can't fail.

    Parameters
    ----------
    field : Field
        How it was read.
    cell, read : str
        SQL of the text, and of what came of it.
    today : str
        ISO date; later ones are refused.
    place : int
        The column's number, told with the reason: ``bad_date:3``.

    """
    if field.kind not in _REASONS:
        return None
    bad = (
        f"WHEN {read} IS NULL THEN CASE WHEN {cell} IS NOT NULL THEN "
        f"CASE WHEN NOT {_is_missing(cell, _NOT_RATED)} THEN '{_REASONS[field.kind]}:{place}' END END"
    )
    if field.kind == "date":
        return (
            f"CASE {bad} WHEN {read} < DATE {literal(OLDEST)} THEN 'epoch_date:{place}' "
            f"WHEN {read} > DATE {literal(today)} THEN 'future_date:{place}' END"
        )
    if field.kind in ("score", "stars") and field.scale:
        low, high = (round(100 * end) for end in field.scale)
        zero = f"WHEN {read} = 0 THEN NULL " if field.zero_is_missing else ""
        return f"CASE {bad} {zero}WHEN {read} NOT BETWEEN {low} AND {high} THEN 'out_of_scale:{place}' END"
    return f"CASE {bad} END"


def sound(field: Field, cell: str, read: str, today: str) -> str | None:
    """Give the SQL of whether a cell is empty or well read: cheap, and false wherever ``fault`` has a reason."""
    if field.kind not in _REASONS:
        return None
    if field.kind == "date":
        return f"coalesce({read} BETWEEN DATE {literal(OLDEST)} AND DATE {literal(today)}, {cell} IS NULL)"
    if field.kind in ("score", "stars") and field.scale:
        low, high = (round(100 * end) for end in field.scale)
        return f"coalesce({read} BETWEEN {low} AND {high}, {cell} IS NULL)"
    return f"({read} IS NOT NULL OR {cell} IS NULL)"


def date(field: Field, cell: str) -> str:
    """Give the SQL of a day; the time and its zone are dropped."""
    slow = _any_date(cell, _dayfirst(field))
    if field.date_format not in ("epoch_s", "epoch_ms"):
        return slow
    number = f"TRY_CAST({cell} AS BIGINT)"
    scaled = number if field.date_format == "epoch_ms" else f"{number} * 1000"
    most = 10**14 if field.date_format == "epoch_ms" else 10**11
    return f"CASE WHEN {number} BETWEEN -{most} AND {most} THEN make_timestamp({scaled} * 1000)::DATE ELSE {slow} END"


def _dayfirst(field: Field) -> bool:
    if field.dayfirst is not None:
        return field.dayfirst
    day, month = field.date_format.find("%d"), field.date_format.find("%m")
    return not 0 <= month < day


def _any_date(cell: str, dayfirst: bool) -> str:  # noqa: FBT001 - one call, by name above
    """Give the SQL that reads any date: ``April 4th, 2015``, ``12 marca 2024``, ``2024/3/1``, ``1.3.24 10:15``."""
    day = f"regexp_replace(trim({cell}, {_BLANK}), '([T ,]+|\\s)\\d{{1,2}}:\\d{{2}}.*$', '')"
    parts = f"regexp_extract_all({day}, '\\d+')"
    months = ", ".join(f"{literal(word)}: {number}" for word, number in MONTHS.items())
    word = f"strip_accents(lower(regexp_extract({day}, '\\pL{{3,}}')))"
    month = f"coalesce(MAP {{{months}}}[{word}], MAP {{{months}}}[left({word}, 3)])"
    named = (
        f"CASE WHEN regexp_matches({day}, '^(\\d{{1,2}}(st|nd|rd|th|\\.)?[\\s\\-/]*)?\\pL{{3,}}\\.?[\\s,\\-/]+"
        f"\\d{{1,4}}(st|nd|rd|th)?(,?\\s+\\d{{4}})?$') AND len({parts}) = 2 "
        f"THEN {_ymd(f'{parts}[2]', month, f'{parts}[1]')} END"
    )
    first, second = ("1", "2") if dayfirst else ("2", "1")
    numeric = (
        f"CASE WHEN regexp_matches({day}, '^\\d{{4}}[-/. ]\\s?\\d{{1,2}}[-/. ]\\s?\\d{{1,2}}\\.?$') "
        f"THEN {_ymd(f'{parts}[1]', f'{parts}[2]', f'{parts}[3]')} "
        f"WHEN regexp_matches({day}, '^\\d{{1,2}}[-/. ]\\s?\\d{{1,2}}[-/. ]\\s?(\\d{{2}}|\\d{{4}})\\.?$') "
        f"THEN {_ymd(f'{parts}[3]', f'{parts}[{second}]', f'{parts}[{first}]')} "
        f"WHEN regexp_matches({day}, '^(19|20)\\d{{6}}$') THEN TRY_STRPTIME({day}, '%Y%m%d')::DATE END"
    )
    return f"coalesce({numeric}, {named})"


def _ymd(year: str, month: str, day: str) -> str:
    full = f"CASE WHEN len({year}) = 2 THEN CASE WHEN {year} < '70' THEN '20' ELSE '19' END || {year} ELSE {year} END"
    return f"TRY_CAST({full} || '-' || lpad(({month})::VARCHAR, 2, '0') || '-' || lpad({day}, 2, '0') AS DATE)"


def score(field: Field, cell: str) -> str:
    """Give the SQL of a score in hundredths: ``4,5``, ``4 out of 5``, ``FIVE``, ``fünf Sterne``, ``★★★★☆``."""
    top = field.scale[1] if field.scale else None
    low = f"strip_accents(lower(trim({cell}, {_BLANK})))"
    of = literal(OUT_OF)
    unit = "|".join([*sorted(STARS), "points?", "pts", "★"])
    signs = "'^[\\x{2605}\\x{2B50}*]+\\x{FE0F}?[\\x{00BD}\\x{2606}\\x{2729}\\s]*$'"
    words = ", ".join(f"{literal(word)}: {number}" for word, number in NUMBERS.items())
    named = "|".join(sorted(STARS, key=len, reverse=True))
    word = f"regexp_extract({low}, '^(\\pL+?)(?:[\\s_]*(?:{named}))?$', 1)"
    out_of = f"regexp_extract({low}, {of}, 1)"
    same = "true" if top is None else f"TRY_CAST(replace(regexp_extract({low}, {of}, 2), ',', '.') AS DOUBLE) = {top}"
    slow = (
        f"CASE WHEN regexp_matches({low}, {of}) THEN CASE WHEN {same} THEN {_decimal(out_of)} END "
        f"WHEN regexp_matches({low}, '^{FIGURE}\\s*({unit})?$') "
        f"THEN {_decimal(f'regexp_extract({low}, {literal(FIGURE)}, 1)')} "
        f"WHEN regexp_matches({low}, {signs}) THEN (len(regexp_replace({low}, '[^\\x{{2605}}\\x{{2B50}}*]', '', 'g')) "
        f"+ CASE WHEN contains({low}, '½') THEN 0.5 ELSE 0 END)::DECIMAL(9, 4) "
        f"ELSE MAP {{{words}}}[{word}]::DECIMAL(9, 4) END"
    )
    return f"TRY_CAST(({slow}) * 100 AS SMALLINT)"


def _decimal(number: str) -> str:
    return f"TRY_CAST(replace({number}, ',', '.') AS DECIMAL(9, 4))"


def figure(field: Field, cell: str, kind: str) -> str:
    """Give the SQL of a number or an amount: ``$1,240.00``, ``1.240,00 €``, ``(45.00)``, ``48.43%``."""
    around = "[\\pL\\p{Sc}.%]{0,4}"
    figures = "[.,]?\\d[\\d.,\\x{2019}\\x{00A0}\\x{202F}''\\s]*"
    shape = f"'^\\(?\\s*[-+−]?\\s*{around}\\s*[-+−]?\\s*{figures}{around}\\s*-?\\)?$'"
    digits = f"rtrim(regexp_replace({cell}, '[^0-9.,]', '', 'g'), '.,')"
    other, own = (".", ",") if field.decimal == "," else (",", ".")
    core = (
        f"CASE WHEN regexp_matches({digits}, '^\\d*[{other}]\\d{{1,2}}$') THEN replace({digits}, '{other}', '.') "
        f"ELSE replace(replace({digits}, '{other}', ''), '{own}', '.') END"
    )
    sign = f"CASE WHEN regexp_matches({cell}, '^\\s*\\(|[-−]\\s*\\D{{0,4}}\\d|-\\s*$') THEN -1 ELSE 1 END"
    slow = f"CASE WHEN regexp_matches(trim({cell}, {_BLANK}), {shape}) THEN TRY_CAST({core} AS {kind}) * {sign} END"
    return f"TRY_CAST({slow} AS {kind})"


def currency(cell: str, otherwise: str) -> str:
    """Give the SQL of a currency's three letters, from an amount as written, else ``otherwise`` (SQL)."""
    code = f"upper(regexp_extract({cell}, '\\b([A-Za-z]{{3}})\\b', 1))"
    codes = ", ".join(literal(c) for c in sorted(CODES))
    signs = sorted(CURRENCIES, key=len, reverse=True)
    sign = " ".join(f"WHEN {literal(s)} THEN {literal(CURRENCIES[s])}" for s in signs)
    written = f"lower(trim(regexp_replace({cell}, '[\\d.,()+\\-''\\s]', '', 'g')))"
    return (
        f"CASE WHEN TRY_CAST({cell} AS DOUBLE) IS NOT NULL THEN {otherwise} ELSE coalesce("
        f"CASE WHEN {code} IN ({codes}) THEN {code} END, CASE WHEN {written} = '$' THEN {otherwise} END, "
        f"CASE {written} {sign} END, {otherwise}) END"
    )


def mark(cell: str, blank: str = "NULL") -> str:
    """Give the SQL of whether something happened: a word, a count or a day says yes, a no or nought says no.

    ``blank`` is the SQL of what an empty cell says.

    """
    word = f"lower(trim({cell}, {_BLANK}))"
    noughts = ", ".join(literal(one) for one in NOT_MARKED)
    none = f"list_contains([{noughts}], {word}) OR TRY_CAST({word} AS DOUBLE) = 0"
    return f"CASE WHEN {cell} IS NULL OR {_is_missing(cell)} THEN {blank} ELSE NOT coalesce({none}, false) END"


def flag(cell: str) -> str:
    """Give the SQL of a yes or no; an empty cell is no."""
    words = ", ".join(literal(word) for word in sorted(TRUE_WORDS))
    return f"coalesce(lower(trim({cell}, {_BLANK})) IN ({words}), false)"
