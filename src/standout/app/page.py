"""Page: what a page of the app is, and what its handlers use: templates, forms, the way back.

A handler is a plain function ``show(request) -> Response``; it runs in a thread of its own.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from standout import __version__, registry, words
from standout.charts.look import clean
from standout.errors import StandoutError
from standout.words import say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from standout.app.desk import Desk

Handler = Callable[["Request"], "Response | Awaitable[Response]"]
SAID = "standout_said"
"""The cookie that carries what was done over to the next page."""
SAID_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the app.

    Attributes
    ----------
    name : str
        Of its file; ``app.nav.<name>`` is what the menu calls it.
    place : int
        Where it stands in the menu.
    routes : sequence of (str, str, Handler)
        Method, path and handler: ``("GET", "/week", show)``.
    nav : bool
        Whether the menu shows it; its first route is where that leads.
    large : bool
        Whether its requests may be larger than a form; the handler then counts for itself.

    """

    name: str
    place: int
    routes: Sequence[tuple[str, str, Handler]]
    nav: bool = True
    large: bool = False


class Fields(dict[str, str]):
    """The fields of a form; of one given twice the last, and ``all`` gives each."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def all(self, name: str) -> list[str]:
        """Give every value of a field, in the order they were sent."""
        return [value for key, value in self.pairs if key == name]


def form(request: Request) -> Fields:
    """Give the fields of the form that was sent; `safety` has read and checked it."""
    body: bytes = request.scope.get("standout.body", b"")
    return Fields([(k, v.strip()) for k, v in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)])


def desk(request: Request) -> Desk:
    """Give the desk of the folder that is served."""
    found: Desk = request.app.state.desk
    return found


def pages() -> list[Page]:
    """Give every page, in the order of the menu."""
    return sorted(registry.catalogue("standout.app.pages", "PAGE").values(), key=lambda page: page.place)


@cache
def templates() -> Environment:
    """Give what pages are made with; templates of the brief may be used too."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("standout.app"), PackageLoader("standout.report")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    made.filters |= {"said": _said, "count": words.count, "day": words.day}
    made.globals |= {
        "say": say,
        "version": __version__,
        "language": words.language,
        "label": words.label,
        "still": _still,
    }
    return made


def _said(text: object) -> str:
    """Give a text of the owner's files without the signs that steer it; the template escapes it."""
    return clean(str(text))


def _still(spec: Mapping[str, Any]) -> Markup:
    """Give a picture of shapes as SVG, without the style of its own that the policy forbids."""
    from standout.charts.svg import svg  # noqa: PLC0415 - only where there is such a picture

    return Markup(re.sub(r' style="[^"]*"', "", svg(spec), count=1))  # noqa: S704 - shapes escape their own text


def render(request: Request, template: str, /, *, status: int = 200, **values: object) -> Response:
    """Give a page.

    Parameters
    ----------
    template : str
        A file in ``templates/`` that extends ``base.html``, or a part of a page that htmx puts in.
    values
        What it needs besides what every page has: ``desk``, ``menu``, ``path``, ``who``, ``banner``, ``csrf()``,
        ``said_before``.

    """
    token = request.scope.get("standout.csrf", "")
    held: dict[str, Any] = {
        "desk": desk(request), "menu": [page for page in pages() if page.nav], "path": request.url.path,
        "csrf_token": token, "csrf": lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(token),
        "said_before": unquote(request.cookies.get(SAID, "")), "there": desk(request).there(), **_heads(request),
    }  # fmt: skip
    made = templates().get_template(template).render(**{**held, **values})
    response = HTMLResponse(made, status_code=status)
    if SAID in request.cookies and not part(request):
        response.delete_cookie(SAID, httponly=True, samesite="strict")
    return response


def part(request: Request) -> bool:
    """Tell whether only a part of a page is asked for."""
    return request.headers.get("hx-request") == "true"


def _heads(request: Request) -> dict[str, str]:
    """Give what stands on top of every page: who we are, and a banner; a broken ``standout.toml`` leaves both out."""
    found = desk(request)
    with suppress(StandoutError):
        workspace = found.workspace()
        if workspace is not None:
            return {"who": workspace.config.ours, "banner": workspace.config.banner}
    return {"who": "", "banner": ""}


def back(request: Request, path: str, /, *, said: str = "") -> Response:  # noqa: ARG001 - every answer takes its request
    """Lead to a page after a form; ``said`` stands on it once."""
    response = RedirectResponse(path if path.isascii() else quote(path, safe="/?&=#%+;,:@~.-_"), status_code=303)
    if said:
        response.set_cookie(SAID, quote(said), max_age=SAID_SECONDS, httponly=True, samesite="strict")
    return response


def wrong(request: Request, message: str, *, status: int = 400) -> Response:
    """Give a page that says what is wrong and what to do instead."""
    return render(request, "wrong.html", status=status, message=message)


def address(path: str, pairs: Sequence[tuple[str, str]] | Mapping[str, str]) -> str:
    """Give a path with its query; empty values are left out."""
    from urllib.parse import urlencode  # noqa: PLC0415 - beside its only use

    held = [(k, v) for k, v in (pairs.items() if isinstance(pairs, Mapping) else pairs) if v]
    return f"{path}?{urlencode(held)}" if held else path
