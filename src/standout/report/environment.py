"""Environment: what the pages of a report are made with: templates of ours, every value escaped."""

from __future__ import annotations

import re
import unicodedata

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from standout.charts.look import clean, fitted
from standout.report.cut import cut
from standout.words import count, language, say


def _leftward(name: str) -> bool:
    return any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in name)


def environment(names: frozenset[str]) -> Environment:
    """Give what pages are made with; ``names`` are businesses, some written from right to left."""
    environment = Environment(
        loader=PackageLoader("standout.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A name written from right to left must not turn the words around it.
    escaped = sorted((str(escape(name)) for name in names if _leftward(name)), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, escaped))) if escaped else None

    def said(text: str) -> Markup:
        plain = str(escape(clean(text)))
        return Markup(pattern.sub(lambda m: f"<bdi>{m[0]}</bdi>", plain) if pattern else plain)  # noqa: S704  escaped above

    environment.filters |= {"said": said, "css": _css, "anchor": _anchor, "fitted": fitted, "cut": cut}
    environment.globals |= {"say": say, "Markup": Markup, "count": count, "language": language()}
    return environment


def _css(text: str) -> Markup:
    """Give a text as a CSS string, every sign but letters and digits written as its number."""
    signs = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in clean(text))
    return Markup('"' + "".join(signs) + '"')  # noqa: S704  nothing but letters, digits and numbers is left


def _anchor(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
