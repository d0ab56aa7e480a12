"""Inline: what a page that stands alone carries inside itself: figures for its script, and the script's digest."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup


def digest(script: str) -> str:
    """Give the digest by which a page's policy lets this script run, and no other.

    Examples
    --------
    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

    """
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def inert(content: Mapping[str, Any]) -> Markup:
    """Give JSON in which nothing ends a script or starts a tag.

    Examples
    --------
    >>> inert({"said": "</script>"})
    Markup('{"said":"\\\\u003c/script\\\\u003e"}')

    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign of a tag is left
