"""Generator: sentences about shops, restaurants, hotels, flights, services, software and bands, with what they say.

Reads    ``aspects.toml``
Makes    sentences with the aspects that they praise, blame, mention or leave out
Rule     every sentence is put together from a pattern and words of our own; what it says of each aspect is known from
         how it was made.  Negation, contrast, wishes, comparisons and questions have patterns of their own
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpora import ABSENT, OVERALL, Ask, Sentence, Target, tone

GOOD: Target = (0.0, 0.0, 0.0, 1.0)
BAD: Target = (0.0, 1.0, 0.0, 0.0)
PLAIN: Target = (0.0, 0.0, 1.0, 0.0)
MILD: Target = (0.0, 0.0, 0.25, 0.75)
"""What "not bad" says."""
TURNED = {GOOD: BAD, BAD: GOOD}
PRAISE = "good great nice amazing brilliant wonderful superb lovely excellent fantastic perfect outstanding".split()
BLAME = "bad awful horrible disappointing poor terrible dreadful appalling mediocre atrocious shocking".split()
NEAR = (
    "cleanliness washrooms room", "staff service support communication waiting skill show booking",
    "food portions choice diets drinks price", "comfort space room legroom recline noise atmosphere temperature",
    "quality reliability skill sound", "price portions", "speed reliability", "ease features speed booking",
    "sound songs show", "delivery packaging punctuality waiting returns", "boarding waiting luggage punctuality",
    "wifi power entertainment reading", "location parking", "communication support trust", "choice features diets",
    "space location room", "safety trust", "children food entertainment", "entertainment songs show",
)  # fmt: skip
"""Aspects so near that a sentence about one may well touch the other: nothing is said of the other then."""
VAGUE = frozenset("place room floor company machine box order area building box street show set position return line "
                  "finish security version update calendar hall plates light agent owner cabin woman stock lounge garage "
                  "seller app tables".split()) | {"whole building", "waiting area", "area at night", "latest version"}  # fmt: skip
"""Nouns that may mean much: what is said of them in general words is said of no aspect."""
SAME = {"room": {"room"}, "show": {"show"}, "songs": {"set"}}
"""Vague nouns that do name these aspects."""
WHOLES = ("place", "room", "whole building", "lounge", "hall", "company", "cabin", "whole thing", "stay", "visit", "area",
          "experience", "hotel", "shop", "restaurant", "app", "garage")  # fmt: skip
"""What is praised or blamed as a whole."""
AMERICAN = {"flavour": "flavor", "cosy": "cozy", "neighbourhood": "neighborhood", "organised": "organized",
            "queue": "line", "car park": "parking lot", "luggage": "baggage", "flavours": "flavors",
            "films": "movies", "bill": "check", "grey": "gray"}  # fmt: skip
TAILS = ("", "", "", "", " this time", " as always", " when we went", " on Tuesday", " last week", " for me", " there",
         " in the end", " to be honest", " throughout")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect and the words for it."""

    key: str
    trades: tuple[str, ...]
    names: tuple[str, ...]
    nouns: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    praise: tuple[str, ...]
    blame: tuple[str, ...]
    plain: tuple[str, ...]


@cache
def aspects() -> Mapping[str, Aspect]:
    """Give the aspects by key."""
    held = tomllib.loads((Path(__file__).parent / "aspects.toml").read_text(encoding="utf-8"))
    parts = ("names", "nouns", "good", "bad", "praise", "blame", "plain")
    return {
        key: Aspect(key, tuple(row["trades"].split()), *(tuple(row[part].split(" | ")) for part in parts))
        for key, row in held.items()
    }


@cache
def near(key: str) -> frozenset[str]:
    """Give the aspects that a sentence on this one may touch."""
    return frozenset(one for row in NEAR if key in row.split() for one in row.split()) | {key}


def vague(one: Aspect, word: str) -> bool:
    """Tell whether a noun may mean much besides the aspect."""
    return word.rstrip("*") in VAGUE - SAME.get(one.key, set())


def firm(one: Aspect) -> tuple[str, ...]:
    """Give the nouns that mean the aspect alone; for some there is none."""
    return tuple(word for word in one.nouns if not vague(one, word))


def noun(one: Aspect, rng: random.Random, among: tuple[str, ...] = ()) -> tuple[str, bool]:
    """Give a noun of the aspect and whether it is plural."""
    word = rng.choice(among or one.nouns)
    return word.rstrip("*"), word.endswith("*")


def be(plural: bool, rng: random.Random) -> str:
    """Give a form of "to be"."""
    return rng.choice(("were", "were", "are") if plural else ("was", "was", "is"))


def said(one: Aspect, side: Target, rng: random.Random, word: str) -> str:
    """Give what is said of the aspect: an adjective, or a whole predicate after a +."""
    own = one.good if side == GOOD else one.bad
    general = PRAISE if side == GOOD else BLAME
    return rng.choice(own) if vague(one, word) or rng.random() < 0.7 else rng.choice(general)


def adjective(one: Aspect, side: Target, rng: random.Random, word: str) -> str:
    """Give what is said as one that can stand before a noun or after "not"."""
    own = [
        word
        for word in (one.good if side == GOOD else one.bad)
        if not word.startswith(("+", "never")) and len(word) < 16
    ]
    general = PRAISE if side == GOOD else BLAME
    return rng.choice(own) if own and (vague(one, word) or rng.random() < 0.6) else rng.choice(general)


def clause(one: Aspect, side: Target, rng: random.Random) -> str:
    """Give a clause that praises or blames the aspect, without a full stop, its first letter small."""
    word, plural = noun(one, rng)
    told = said(one, side, rng, word)
    much = rng.choice(("", "", "", "very ", "really ", "absolutely ", "so ", "quite ", "just ", "always "))
    if told.startswith("+"):
        return f"the {word} {told[1:].strip()}"
    if " " in told or told.startswith(("a ", "not ", "far ", "too ")):
        much = ""
    lead = rng.choice(("the", "the", "the", "their", "our"))
    return f"{lead} {word} {be(plural, rng)} {much}{told}"


def denied(one: Aspect, side: Target, rng: random.Random) -> tuple[str, Target]:
    """Give a clause that denies what would praise or blame, and what it says in all."""
    word, plural = noun(one, rng)
    told = adjective(one, side, rng, word)
    are = be(plural, rng)
    short = {"was": "wasn't", "were": "weren't", "is": "isn't", "are": "aren't"}[are]
    if side == GOOD:
        forms = (f"the {word} {are} not {told}", f"the {word} {short} {told} at all", f"the {word} {short} {told}",
                 f"the {word} {are} never {told}", f"the {word} {are} far from {told}",
                 f"the {word} {are} anything but {told}", f"the {word} {are} no longer {told}",
                 f"the {word} {are} hardly {told}", f"I can't say the {word} {are} {told}",
                 f"nothing {told} about the {word}", f"I don't think the {word} {are} {told}")  # fmt: skip
        return rng.choice(forms), BAD
    forms = (f"the {word} {are} not {told}", f"the {word} {short} {told} at all", f"the {word} {short} {told}",
             f"the {word} {are} never {told}", f"the {word} {are} far from {told}",
             f"the {word} {are} anything but {told}", f"nothing {told} about the {word}",
             f"I don't think the {word} {are} {told}")  # fmt: skip
    return rng.choice(forms), MILD


def aside(one: Aspect, side: Target, rng: random.Random) -> str:
    """Give a clause of another kind: a fragment, a feeling, a wish, a complaint."""
    word, plural = noun(one, rng)
    told = adjective(one, side, rng, word)
    it = "they" if plural else "it"
    if vague(one, word):
        return rng.choice((f"{told} {word}", f"what a {told} {word}", f"{word}: {told}", f"a {told} {word}",
                           f"I expected the {word} to be {told}, and {it} {be(plural, rng)}"))  # fmt: skip
    some = ("some of the " if plural else "one of the ") + rng.choice(("best", "nicest") if side == GOOD else
                                                                      ("worst", "poorest"))  # fmt: skip
    if side == GOOD:
        forms = (f"{told} {word}", f"I loved the {word}", f"we could not fault the {word}", f"no complaints about the {word}",
                 f"we were impressed by the {word}", f"full marks for the {word}", f"hats off for the {word}",
                 f"I have nothing bad to say about the {word}", f"the {word} could not have been better",
                 f"I expected little of the {word}, and {it} turned out {told}", f"{some} {word} I have known",
                 f"the {word} did not disappoint", f"never had a problem with the {word}", f"thank you for the {told} {word}",
                 f"the {word} made up for a lot", f"I would come back for the {word} alone", f"what {told} {word}",
                 f"the {word} can't be beaten", f"the {word} has improved a lot", f"{word}: {told}")  # fmt: skip
    else:
        forms = (f"{told} {word}", f"I hated the {word}", f"the {word} let the place down", f"shame about the {word}",
                 f"we were let down by the {word}", f"thumbs down for the {word}", f"the {word} needs work",
                 f"nothing good to say about the {word}", f"the {word} could not have been worse",
                 f"I expected much of the {word}, and {it} turned out {told}", f"{some} {word} I have known",
                 f"the {word} was a disappointment", f"nothing but trouble with the {word}",
                 f"the {word} left a lot to be desired", f"I would not come back because of the {word}",
                 f"what {told} {word}", f"they should do something about the {word}", f"the {word} has got worse",
                 f"I wish the {word} had been {adjective(one, GOOD, rng, word)}", f"if only the {word} was {adjective(one, GOOD, rng, word)}",
                 f"the {word} could be better", f"there was a problem with the {word}", f"the {word} used to be better",
                 f"I had to complain about the {word}", f"{word}: {told}")  # fmt: skip
    return rng.choice(forms)


def opinion(one: Aspect, side: Target, rng: random.Random) -> tuple[str, Target]:
    """Give any clause that says so of the aspect."""
    kind = rng.random()
    if kind < 0.45:
        return clause(one, side, rng), side
    if kind < 0.62:
        return denied(one, TURNED[side], rng)
    if kind < 0.85:
        return aside(one, side, rng), side
    told = rng.choice(one.praise if side == GOOD else one.blame)
    return told[0].lower() + told[1:] if not told.startswith("I ") else told, side


def contrast(one: Aspect, other: Aspect, rng: random.Random) -> tuple[str, Target, Target]:
    """Give a sentence that says unlike things of two aspects."""
    side = rng.choice((GOOD, BAD))
    first, told = opinion(one, side, rng)
    second, turned = opinion(other, TURNED[side], rng)
    join = rng.choice(("{0}, but {1}", "{0} but {1}", "although {0}, {1}", "{0}, however {1}", "{0}; {1} though",
                       "while {0}, {1}", "{0} - {1}", "{0}. {1}", "{0}, yet {1}", "even though {0}, {1}",
                       "{0}, whereas {1}", "{0}, shame that {1}" if side == GOOD else "{0}, luckily {1}"))  # fmt: skip
    return join.format(first, second), told, turned


def both(one: Aspect, other: Aspect, rng: random.Random) -> tuple[str, Target, Target]:
    """Give a sentence that says like things of two aspects."""
    side = rng.choice((GOOD, BAD))
    if rng.random() < 0.35 and firm(one) and firm(other):
        (first, _), (second, _) = noun(one, rng, firm(one)), noun(other, rng, firm(other))
        told = rng.choice(PRAISE if side == GOOD else BLAME)
        form = rng.choice(("{t} {a} and {b}", "the {a} and the {b} were {t}", "both the {a} and the {b} were {t}",
                           "{a}, {b}, all {t}"))  # fmt: skip
        return form.format(t=told, a=first, b=second), side, side
    first, told = opinion(one, side, rng)
    second, turned = opinion(other, side, rng)
    return rng.choice(("{0} and {1}", "{0}, {1}", "{0} and also {1}", "{0}. {1}")).format(first, second), told, turned


def set_apart(one: Aspect, other: Aspect, rng: random.Random) -> tuple[str, Target, Target]:
    """Give a sentence that sets one aspect apart, or names the second by the way."""
    if not firm(one) or not firm(other):
        return contrast(one, other, rng)
    side = rng.choice((GOOD, BAD))
    (first, _), (second, plural) = noun(one, rng, firm(one)), noun(other, rng, firm(other))
    turned = TURNED[side]
    if rng.random() < 0.5:
        form = rng.choice(("apart from the {a}, the {b} {be} {t}", "despite the {x} {a}, the {b} {be} {t}",
                           "the {b} {be} {t}, unlike the {a}", "except for the {x} {a}, {t} {b}"))  # fmt: skip
        return form.format(a=first, b=second, be=be(plural, rng), t=adjective(other, side, rng, second),
                           x=adjective(one, turned, rng, first)), turned, side  # fmt: skip
    told = rng.choice(other.plain)
    first_part, meant = opinion(one, side, rng)
    return rng.choice(("{1}. {0}", "{0}. {1}", "{1} and {0}")).format(first_part, told), meant, PLAIN


def alone(one: Aspect, _other: Aspect, rng: random.Random) -> tuple[str, Target, Target]:
    """Give a sentence about one aspect."""
    kind = rng.random()
    if kind < 0.2 or (kind < 0.27 and not firm(one)):
        return rng.choice(one.plain), PLAIN, ABSENT
    word, plural = noun(one, rng, firm(one))
    if kind < 0.27:
        form = rng.choice(("is the {w} {t}?", "does anyone know if the {w} is {t}?", "we asked about the {w}",
                           "the {w} was average", "the {w} {be} about what you get elsewhere", "the {w} {be} ok",
                           "we did not try the {w}", "no opinion on the {w}"))  # fmt: skip
        return form.format(w=word, t=adjective(one, GOOD, rng, word), be=be(plural, rng)), PLAIN, ABSENT
    if kind < 0.36 and firm(one):
        side = rng.choice((GOOD, BAD))
        more = "better" if side == GOOD else "worse"
        form = rng.choice(("the {w} {be} {m} than at the other place", "the {w} {be} much {m} than before",
                           "I have never known {m} {w}", "the {w} here {be} {m} than anywhere else"))  # fmt: skip
        if "never known" in form:
            side = TURNED[side]
            more = "better" if side == GOOD else "worse"
        return form.format(w=word, be=be(plural, rng), m=more), side, ABSENT
    told, side = opinion(one, rng.choice((GOOD, BAD)), rng)
    return told + rng.choice(TAILS), side, ABSENT


def denial(one: Aspect, _other: Aspect, rng: random.Random) -> tuple[str, Target, Target]:
    """Give a sentence that denies, or its like that does not."""
    side = rng.choice((GOOD, BAD))
    if rng.random() < 0.4:
        return clause(one, side, rng), side, ABSENT
    told, side = denied(one, GOOD if rng.random() < 0.7 else BAD, rng)
    return told, side, ABSENT


def as_a_whole(rng: random.Random) -> tuple[str, Target]:
    """Give a sentence that praises or blames the whole and no aspect of it."""
    side, word = rng.choice((GOOD, BAD)), rng.choice(WHOLES)
    told = rng.choice(PRAISE if side == GOOD else BLAME)
    form = rng.choice(("the {w} was {t}", "the {w} is {t}", "{t} {w}", "what a {t} {w}", "a really {t} {w}", "our {w} was {t}",
                       "I would call the {w} {t}", "the {w} was really {t}", "I thought the {w} was {t}",
                       "I loved the {w}" if side == GOOD else "I hated the {w}",
                       "we would come again" if side == GOOD else "we will not come again",
                       "best {w} I know" if side == GOOD else "worst {w} I know",
                       "the {w} did not disappoint" if side == GOOD else "the {w} was a disappointment",
                       "highly recommended" if side == GOOD else "avoid at all costs"))  # fmt: skip
    if "{t}" in form and "what a" not in form and rng.random() < 0.15:
        return f"the {word} was not {told}", BAD if side == GOOD else MILD
    return form.format(w=word, t=told) + rng.choice(TAILS), side


def dressed(text: str, rng: random.Random) -> str:
    """Give a sentence with the capitals, spelling and full stop that people use, or don't."""
    text = re.sub(r"(^|\. )([a-z])", lambda held: held.group(1) + held.group(2).upper(), text)
    if rng.random() < 0.4:
        for british, american in AMERICAN.items():
            text = re.sub(rf"\b{british}\b", american, text)
    kind = rng.random()
    if kind < 0.12:
        text = text.lower()
    elif kind < 0.15:
        text = text.upper()
    return text + rng.choice((".", ".", ".", ".", "!", "", "!!", "...")) if text[-1] not in "?!." else text


def sentence(rng: random.Random, often: Sequence[float]) -> tuple[str, tuple[tuple[str, Target], ...], Target | None]:
    """Give a sentence, what it says by key of the aspect, and what of the whole where of that alone."""
    held = aspects()
    trade = rng.choice(("shop", "restaurant", "hotel", "airline", "service", "software", "band"))
    keys = [key for key, one in held.items() if trade in one.trades]
    first = rng.choice(keys)
    second = rng.choice(
        [key for key in keys if key not in near(first)] or [key for key in held if key not in near(first)]
    )
    form = rng.choices((alone, contrast, both, set_apart, denial, None), often)[0]
    if form is None:
        text, whole = as_a_whole(rng)
        return dressed(text, rng), (), whole
    text, told, other = form(held[first], held[second], rng)
    says = [(first, told)] + ([(second, other)] if other != ABSENT else [])
    return dressed(text, rng), tuple(says), None


def phrase(key: str, rng: random.Random, text: str = "") -> str:
    """Give words for an aspect: a name, or now and then a noun of it that the text holds."""
    one = aspects()[key]
    held = [word.rstrip("*") for word in one.nouns if word.rstrip("*") in text.lower()]
    return rng.choice(held) if held and rng.random() < 0.2 else rng.choice(one.names)


def absent_from(keys: set[str], rng: random.Random, count: int = 4) -> list[str]:
    """Give aspects that a sentence about these does not touch."""
    touched = frozenset().union(*(near(key) for key in keys)) if keys else frozenset()
    rest = [key for key in aspects() if key not in touched]
    return rng.sample(rest, min(count, len(rest)))


OFTEN = (6.0, 4.0, 2.0, 2.0, 1.0, 1.2)
"""How often there is a sentence on one aspect, on two in contrast, on two alike, one set apart, a denial, the whole."""
HARD = (1.0, 4.0, 0.5, 2.0, 3.0, 0.5)
"""The same where contrasts and denials are wanted."""


def unsaid(text: str, rng: random.Random) -> list[str]:
    """Give aspects that praise or blame of the whole says nothing of; half of them have nouns that may mean much."""
    rest = [key for key, one in aspects().items() if not any(name in text.lower() for name in (key, *one.names))]
    loose = [key for key in rest if len(firm(aspects()[key])) < len(aspects()[key].nouns)]
    return list(dict.fromkeys((*rng.sample(loose, 3), *rng.sample(rest, 3))))


def written(count: int, seed: int, leave_out: set[str] = frozenset(),  # type: ignore[assignment]
            often: Sequence[float] = OFTEN) -> list[Sentence]:  # fmt: skip
    """Give so many sentences for training; those whose bare text is left out do not count."""
    from corpora import bare

    rng = random.Random(seed)
    found: list[Sentence] = []
    seen = set(leave_out)
    while len(found) < count:
        text, says, whole = sentence(rng, often)
        if bare(text) in seen:
            continue
        seen.add(bare(text))
        asks = [Ask(phrase(key, rng, text), side) for key, side in says]
        asks += [Ask(phrase(key, rng), ABSENT, 0.6) for key in (unsaid(text, rng) if whole else
                 absent_from({key for key, _ in says}, rng))]  # fmt: skip
        sides = ["positive" if side[3] > 0.5 else "negative" if side[1] > 0.5 else "neutral" for _, side in says]
        asks.append(Ask(rng.choice(OVERALL), whole or tone(sides), 0.7))
        found.append(Sentence(text, tuple(asks), "generator"))
    return found


def flips(count: int, seed: int) -> list[tuple[str, str, str]]:
    """Give pairs that differ by a negation alone: (what praises, the same denied, the aspect's name)."""
    rng = random.Random(seed)
    found: set[tuple[str, str, str]] = set()
    while len(found) < count:
        one = rng.choice(list(aspects().values()))
        word, plural = noun(one, rng)
        told, are = adjective(one, GOOD, rng, word), "were" if plural else "was"
        turned = rng.choice((f"{are} not", f"{are}n't", f"{are} never"))
        found.add((f"The {word} {are} {told}.", f"The {word} {turned} {told}.", one.names[0]))
    return sorted(found)


def splits(count: int, seed: int) -> list[tuple[str, str, str]]:
    """Give sentences that praise one aspect and blame another: (sentence, praised, blamed)."""
    rng = random.Random(seed)
    found: set[tuple[str, str, str]] = set()
    while len(found) < count:
        held = list(aspects())
        first = rng.choice(held)
        second = rng.choice([key for key in held if key not in near(first)])
        (one, a), (other, b) = noun(aspects()[first], rng), noun(aspects()[second], rng)
        good, bad = adjective(aspects()[first], GOOD, rng, one), adjective(aspects()[second], BAD, rng, other)
        front, back = f"the {one} {'were' if a else 'was'} {good}", f"the {other} {'were' if b else 'was'} {bad}"
        text = f"{front}, but {back}." if rng.random() < 0.5 else f"{back}, but {front}."
        found.add((text[0].upper() + text[1:], aspects()[first].names[0], aspects()[second].names[0]))
    return sorted(found)
