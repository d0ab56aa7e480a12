"""Seal: the evidence that travels inside a brief, and digests that notice a changed page.

``body`` is over what a reader sees or hears: text and text alternatives; it is the same on every machine.
``page`` is over every byte but the evidence itself, so it also notices a moved mark or a changed style.
``said`` is over the evidence.  All stand in the evidence.  Who can change the page can change them too: only
answering again from the workspace proves a brief.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from standout.errors import VerifyError
from standout.words import say

_PLACE = re.compile(r'(<script type="application/json" id="standout-evidence">)(.*?)(</script>)', re.DOTALL)
_UNSEEN = {"Cf", "Cs", "Zl", "Zp"}
_HEARD = {"aria-label", "alt", "title", "href", "lang"}


def sealed(html: str, evidence: Mapping[str, Any]) -> str:
    """Give a page with its evidence and digests put in the place it keeps for them."""
    kept = evidence.get("digests", {}).get("said") or said_digest(evidence)
    content = {**evidence, "digests": {"body": body_digest(html), "page": page_digest(html), "said": kept}}
    text = inert(content)
    return _PLACE.sub(lambda m: m[1] + text + m[3], html, count=1)


def inert(content: object) -> str:
    """Give a value as JSON that may stand inside a ``script`` element of a page.

    Examples
    --------
    >>> inert({"name": "</script>"})
    '{"name": "\\\\u003c/script\\\\u003e"}'

    """
    return "".join(map(_inert, json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)))


def _inert(sign: str) -> str:
    """Give a sign of JSON so that no page takes it for its own: no tag, and nothing that can't be seen."""
    if sign in "<>&":
        return f"\\u{ord(sign):04x}"
    return json.dumps(sign)[1:-1] if unicodedata.category(sign) in _UNSEEN else sign


def embedded(html: str) -> dict[str, Any]:
    """Give the evidence inside a brief.

    Raises
    ------
    VerifyError
        If the page holds none, or it can't be read.

    """
    found = _PLACE.findall(html)
    try:
        [(_, text, _)] = found
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise VerifyError(say("brief.no_evidence"), say("brief.no_evidence_hint"))
    return content


def body_digest(html: str) -> str:
    """Give the SHA-256 of what a reader sees or hears of a page.

    Examples
    --------
    >>> body_digest("<p>4.62</p>") == body_digest("<p>4.63</p>")
    False

    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _sha256("\n".join(reader.said))


def page_digest(html: str) -> str:
    """Give the SHA-256 of a whole page, its evidence left out."""
    return _sha256(_PLACE.sub(r"\1\3", html).replace("\r\n", "\n"))


def said_digest(evidence: Mapping[str, Any]) -> str:
    """Give the SHA-256 of evidence, its digests left out.

    Examples
    --------
    >>> said_digest({"n": 3, "digests": {}}) == said_digest({"n": 3}), said_digest({"n": 4}) == said_digest({"n": 3})
    (True, False)

    """
    said = json.loads(json.dumps({name: one for name, one in evidence.items() if name != "digests"}, default=str))
    return _sha256(json.dumps(said, ensure_ascii=False, sort_keys=True))


def intact(html: str) -> bool:
    """Give whether a brief is as it was written.

    Raises
    ------
    VerifyError
        If the page holds no evidence.

    """
    said = embedded(html)
    made, held = {"body": body_digest(html), "page": page_digest(html)}, said.get("digests")
    # pages made before the third digest have two
    return held in (made, {**made, "said": said_digest(said)})


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.said += [f"{name}={value}" for name, value in attrs if name in _HEARD]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent and (words := " ".join(data.split())):
            self.said.append(words)
