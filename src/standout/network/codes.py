"""Codes: seven signs that say which generation somebody comes in, and nothing of who passed them on.

Form     ``1-F7KQ2-M``: the generation, 1 to 9; five signs; a check sign
Signs    Crockford's base 32: digits and capitals without I, L, O, U; O is read as 0, I and L as 1
Check    a weighted sum over the field of 32 elements, every weight another: one wrong sign is always
         seen, and so are any two that changed places
Secret   the five signs are cut from HMAC-SHA256 under the owner's key, so without the key nothing of the
         person or the play can be read or guessed from them
Source   Crockford, "Base 32 Encoding"; RFC 2104 for HMAC; the check is a Reed-Solomon code with one check sign
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import xor

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_GENERATIONS = 9
"""The last generation a code can say; who comes later still says 9."""

_BODY = 5
_LENGTH = 1 + _BODY + 1
_READ_AS = str.maketrans("OIL", "011")
_FIELD = 0b100101  # x^5 + x^2 + 1, which is primitive: powers of 2 run through all 31 elements but 0


@dataclass(frozen=True, slots=True)
class Read:
    """A code as it is printed, and the generation it says."""

    code: str
    generation: int


def made(key: bytes, person: int, play: str, generation: int, taken: Collection[str]) -> str:
    """Give the code of a person in a play: always the same one, and none of those taken.

    Parameters
    ----------
    key : bytes
        The owner's secret, 16 bytes or more; whoever has it can try people against a code.
    person : int
        ``person_id``; 0 for a poster or a counter card.
    play : str
        ``play_id``.
    generation : int
        1 where we ask the person ourselves, to 9.
    taken : collection of str
        Codes given out already; a set where there are many.

    Raises
    ------
    ValueError
        If the key is short, or the generation is not 1 to 9.

    Examples
    --------
    >>> code = made(b"an owner's secret", 7, "2026-W48-1", 1, ())
    >>> code == made(b"an owner's secret", 7, "2026-W48-1", 1, ()), read(code).generation
    (True, 1)
    >>> made(b"an owner's secret", 7, "2026-W48-1", 1, {code}) == code
    False

    """
    if len(key) < 16 or not 1 <= generation <= MOST_GENERATIONS:
        raise ValueError(len(key), generation)
    counter = 0
    while (code := _printed(f"{generation}{_drawn(key, person, play, counter)}")) in taken:
        counter += 1
    return code


def read(text: str) -> Read | None:
    """Give the code a text says, whatever its case, spaces and dashes; None where it is none.

    Parameters
    ----------
    text : str
        As it was typed or came with a link.

    Returns
    -------
    Read or None
        None where there are not seven signs, one of them is none of ours, or the check sign fails.

    Examples
    --------
    >>> code = made(b"an owner's secret", 7, "2026-W48-1", 1, ())
    >>> read(f" {code.lower().replace('-', ' ')}").code == code
    True
    >>> read("SUMMER10") is None
    True

    """
    signs = signs_of(text)
    if len(signs) != _LENGTH or not set(signs) <= set(SIGNS) or not "1" <= signs[0] <= "9":
        return None
    return Read(_printed(signs[:-1]), int(signs[0])) if _check(signs[:-1]) == signs[-1] else None


def near(text: str, known: Collection[str]) -> str | None:
    """Give the one known code that is one slip away from a text, None where none or several are.

    A slip is one sign wrong, missing or too many, or two neighbours that changed places.

    Parameters
    ----------
    text : str
        What was typed and is no code of ours.
    known : collection of str
        Codes given out.

    Examples
    --------
    >>> code = made(b"an owner's secret", 7, "2026-W48-1", 1, ())
    >>> near(code[:-1], {code}) == code
    True

    """
    return near_among(text, {signs_of(code): code for code in known})


def near_among(text: str, known: Mapping[str, str]) -> str | None:
    """Give what `near` gives, for codes held by their signs: quick where many texts are looked up.

    Parameters
    ----------
    text : str
        What was typed.
    known : mapping
        ``{signs_of(code): code}``.

    """
    signs = signs_of(text)
    if abs(len(signs) - _LENGTH) > 1:
        return None
    found = {known[one] for one in _slips(signs) if one in known}
    return found.pop() if len(found) == 1 else None


def signs_of(text: str) -> str:
    """Give the letters and digits of a text, in capitals, those read alike as one.

    Examples
    --------
    >>> signs_of(" l-f7kq2-o ")
    '1F7KQ20'

    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isalnum()).translate(_READ_AS)


def _drawn(key: bytes, person: int, play: str, counter: int) -> str:
    """Give five signs, 25 bits, from the owner's key and who passes what on."""
    said = f"{person} {counter} {play}".encode()
    bits = int.from_bytes(hmac.new(key, said, hashlib.sha256).digest()[:4], "big") >> 7
    return "".join(SIGNS[bits >> 5 * place & 31] for place in reversed(range(_BODY)))


def _printed(signs: str) -> str:
    return f"{signs[0]}-{signs[1:]}-{_check(signs)}"


def _check(signs: str) -> str:
    """Give the sign that makes the weighted sum come out; weights are 2, 4, 8..., the check's own is 1."""
    return SIGNS[reduce(xor, (_shifted(SIGNS.index(sign), place) for place, sign in enumerate(signs, 1)))]


def _shifted(element: int, times: int) -> int:
    """Give an element of the field times 2, ``times`` times."""
    for _ in range(times):
        element <<= 1
        element ^= _FIELD if element & 32 else 0
    return element


def _slips(signs: str) -> Iterator[str]:
    """Give every text that is one slip away."""
    for i in range(len(signs) + 1):
        head, rest = signs[:i], signs[i:]
        yield from (head + sign + rest for sign in SIGNS)
        if rest:
            yield head + rest[1:]
            yield from (head + sign + rest[1:] for sign in SIGNS)
        if len(rest) > 1:
            yield head + rest[1] + rest[0] + rest[2:]
