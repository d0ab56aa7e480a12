"""Pdf: a page of ours as a PDF that can be read aloud: tagged, with its language, title and pictures told in words.

Nothing is fetched: what a page needs stands in it.  The same page, on the same machine, gives the same bytes.

Source   ISO 14289-1 (PDF/UA-1), as WeasyPrint writes it
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from standout.errors import DataError
from standout.words import say

SIZES: Mapping[str, str] = {"a4": "A4", "letter": "Letter"}
"""Paper by its name in a command, and in CSS."""
VARIANT = "pdf/ua-1"
_PICTURE = re.compile(r'role="img" aria-label="([^"]*)">\s*((?:<div class="wide">\s*)?<svg\b[^>]*>)')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def pdf(html: str, paper: str = "a4") -> bytes:
    """Give a page as PDF.

    Parameters
    ----------
    html : str
        As `standout.report.brief` makes it.
    paper : str
        ``a4`` or ``letter``.

    Raises
    ------
    DataError
        If what writes it isn't there; the message says what to install.

    """
    weasyprint = library()
    told = _SCRIPT.sub("", _PICTURE.sub(_titled, html))
    sheet = weasyprint.CSS(string=f"@page {{ size: {SIZES[paper]} }}")
    document = weasyprint.HTML(string=told, base_url="about:blank", url_fetcher=_inside())
    written: bytes = document.write_pdf(
        stylesheets=[sheet], pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256(f"{paper}\n{told}".encode("utf-8", "replace")).digest()[:16],
    )  # fmt: skip
    return written


def library() -> Any:
    """Give WeasyPrint.

    Raises
    ------
    DataError
        If it isn't installed, or Pango, which sets its letters, isn't.

    """
    try:
        import weasyprint  # noqa: PLC0415 - half a second, only where a PDF is written
    except ImportError:
        raise DataError(say("brief.pdf.no_library"), say("brief.pdf.no_library_hint")) from None
    except OSError:
        raise DataError(say("brief.pdf.no_pango"), say("brief.pdf.no_pango_hint")) from None
    return weasyprint


def _titled(found: re.Match[str]) -> str:
    """Give a drawing with its text alternative inside, where a PDF looks for it."""
    return f"{found[0]}<title>{found[1]}</title>"


def _inside() -> Any:
    """Give what fetches nothing but what stands in the page itself."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as above

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)
