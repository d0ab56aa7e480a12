"""Pass on: what one person needs to tell others: a line, a short text and a link, each with their code.

No text here holds a name or an address of anybody but the business.  Every one says who wrote the words, and
where there is a reward, that there is one.

Source   16 CFR 255.5 (a reward is disclosed where the words are); UK CAP Code 2.1 (who is behind it is plain)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from standout.charts.look import clean
from standout.errors import UsageError
from standout.network import codes
from standout.words import say

SHORT = 300
"""Signs a short text has at most, all told."""
LINK = 120
"""Signs of a link at most, without its code."""
REWARD = 60
NAME = 60
FROM = "from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What all texts of a kit share.

    ``line`` is what the business says of itself, on its counter.  ``pass_on`` says the same as a friend would, who
    speaks of the business by its name, the best wording first.  A wording is used whole or not at all, since a claim
    that is cut short says more than was shown.
    """

    business: str
    line: str = ""
    pass_on: Sequence[str] = ()
    link: str = ""
    reward: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """One code and the texts that carry it; ``how`` says what to do with it, ``scan`` is what its QR code holds.

    ``one_line`` speaks as the business, ``short`` and ``scan`` as whoever passes them on.
    """

    code: str
    link: str
    how: str
    one_line: str
    short: str
    scan: str


def checked(link: str, reward: str) -> tuple[str, str]:
    """Give a link and a reward as they may be printed.

    Raises
    ------
    UsageError
        If the link is no address of a page, or one of them is too long.

    Examples
    --------
    >>> checked(" https://bean.example ", "a coffee.")
    ('https://bean.example', 'a coffee')

    """
    link, reward = link.strip(), clean(reward).rstrip(".! ")
    if link and not _is_page(link):
        raise UsageError(say("kit.wrong_link", given=clean(link)))
    if len(link) > LINK:
        raise UsageError(say("kit.long_link", most=LINK))
    if len(reward) > REWARD:
        raise UsageError(say("kit.long_reward", most=REWARD))
    return link, reward


def _is_page(link: str) -> bool:
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return False
    alone = clean(link) == link and not any(sign.isspace() or sign in '"<>\\^`{|}' for sign in link)
    host = parts.hostname or ""
    return alone and parts.scheme in ("http", "https") and "." in host.strip(".") and "@" not in parts.netloc


def with_code(link: str, code: str) -> str:
    """Give a link that carries a code, and all else it carried before.

    Examples
    --------
    >>> with_code("https://bean.example", "1-F7KQ2-M")
    'https://bean.example/?from=1-F7KQ2-M'
    >>> with_code("https://bean.example/menu?a=b#cakes", "1-F7KQ2-M")
    'https://bean.example/menu?a=b&from=1-F7KQ2-M#cakes'

    """
    parts = urlsplit(link)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != FROM]
    query = urlencode([*kept, (FROM, code)], quote_via=quote)
    return urlunsplit(parts._replace(path=parts.path or "/", query=query))


def pass_on(terms: Terms, code: str) -> PassOn:
    """Give what somebody passes on.

    Parameters
    ----------
    terms : Terms
    code : str
        Theirs, or that of the card on the counter.

    Raises
    ------
    ValueError
        If the code is none that could be read back.

    """
    if codes.read(code) is None:
        raise ValueError(code)
    link = with_code(terms.link, code) if terms.link else ""
    business = shown(terms.business)
    how = say("kit.by_link", link=link) if link else say("kit.by_code", code=code, business=business)
    last = f"{credit(terms)} {how}"
    one_line, short = f"{terms.line} {how}".strip(), _fitting(terms.pass_on, last)
    return PassOn(code=code, link=link, how=how, one_line=one_line, short=short, scan=link or short)


def credit(terms: Terms) -> str:
    """Give who is behind the words, and the reward where there is one."""
    who = say("kit.credit", business=shown(terms.business))
    return f"{who} {say('kit.reward', reward=terms.reward)}" if terms.reward else who


def _fitting(wordings: Sequence[str], last: str) -> str:
    """Give the first wording that leaves room for the rest; none where none does."""
    fit = (f"{one} {last}" for one in wordings if one and len(one) + 1 + len(last) <= SHORT)
    return next(fit, last)


def shown(business: str) -> str:
    """Give the name of a business as it fits a short text."""
    name = clean(business)
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
