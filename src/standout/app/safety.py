"""Safety: who may ask, what may be sent, and what a browser may run.

Hosts    only this machine's own names, unless a token is asked for; so no page elsewhere can reach in by another name
Token    where others may connect: in the first address, then in a cookie
Forms    everything that changes something brings a word that only our pages know (CSRF), and comes from our own pages
Sizes    what is sent is counted as it comes; a form is small, and files count for themselves
Policy   scripts, styles and pictures from here alone, none inside a page, nothing of another site
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from standout.words import say

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_FORM = 1_000_000
"""Bytes of a form; files are sent by themselves."""
SAFE = ("GET", "HEAD", "OPTIONS")
ABROAD = ("cross-site", "same-site")
OURS = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names this machine has for itself."""
SESSION, TOKEN = "standout", "standout_token"
SPACE = 32
"""What comes before it steers, and is no letter."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class Safety:
    """What stands before every page.

    Parameters
    ----------
    app : callable
        The pages, by ASGI.
    token : str
        What a browser must bring; empty where only this machine is served.
    names : collection of str
        What this machine is called; nobody may ask for another.
    large : callable
        Tells whether a path takes more than a form.

    """

    def __init__(
        self, app: App, *, token: str = "", names: Collection[str] = OURS,
        large: Callable[[str], bool] = lambda _: False,
    ) -> None:  # fmt: skip
        self.app = app
        self.token = token
        self.names = frozenset(names)
        self.large = large
        self.secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session = _cookies(headers).get(SESSION, "")
        new = "" if _word(session) else secrets.token_urlsafe(24)
        token = self.word(new or session)
        scope["standout.csrf"] = token
        refused = self._refused(scope, headers)
        if refused is None and scope["method"] not in SAFE:
            refused, receive = await self._checked(scope, headers, receive, token)
        await (refused or self.app)(scope, receive, _with_headers(send, scope, new))

    def word(self, session: str) -> str:
        """Give the word the forms of a browser must bring."""
        return hmac.new(self.secret, session.encode(), "sha256").hexdigest()[:32]

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """Give the answer to who may not ask, None where they may."""
        if not self.token and _host(headers.get("host", "")) not in self.names:
            return PlainTextResponse(say("app.safety.host"), 421)
        # another site may lead here by a link, and by nothing else: pictures and scripts of it ask for no work
        led = headers.get("sec-fetch-mode", "") == "navigate" and headers.get("sec-fetch-dest", "") == "document"
        if headers.get("sec-fetch-site", "") in ABROAD and not (led and scope["method"] in SAFE):
            return PlainTextResponse(say("app.safety.elsewhere"), 403)
        if "\x00" in str(scope["path"]) or b"%00" in scope["query_string"]:  # type: ignore[operator]
            return PlainTextResponse(say("app.missing"), 404)
        return self._without_token(scope, headers) if self.token else None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        query = str(scope["query_string"], "latin-1")  # type: ignore[call-overload]
        brought = parse_qs(query).get("token", [""])[-1]
        if brought and hmac.compare_digest(brought.encode(), self.token.encode()):
            left = urlencode([pair for pair in parse_qsl(query) if pair[0] != "token"])
            away = RedirectResponse(inside(f"{scope['path']}{'?' if left else ''}{left}"), 303)
            away.set_cookie(_token_cookie(headers), self.token, httponly=True, samesite="strict")
            return away
        held = _cookies(headers).get(_token_cookie(headers), "")
        if hmac.compare_digest(held.encode(), self.token.encode()):
            return None
        return PlainTextResponse(say("app.safety.token"), 401)

    async def _checked(
        self, scope: Scope, headers: Headers, receive: Receive, token: str
    ) -> tuple[Response | None, Receive]:
        """Give the answer to what may not be sent, None where it may; and where the pages read it from."""
        origin, site = headers.get("origin", ""), headers.get("sec-fetch-site", "")
        if (origin and origin.partition("://")[2] != headers.get("host", "")) or site not in (
            "",
            "same-origin",
            "none",
        ):
            return PlainTextResponse(say("app.safety.elsewhere"), 403), receive
        brought = headers.get("x-csrf", "")
        if not self.large(str(scope["path"])):
            body = await _body(headers, receive)
            if body is None:
                return PlainTextResponse(say("app.safety.large", most=LARGEST_FORM // 1000), 413), receive
            scope["standout.body"] = body
            receive = _again(body, receive)
            fields = dict(parse_qsl(body.decode("utf-8", "replace"))) if _is_form(headers) else {}
            brought = brought or fields.get("csrf", "")
        if not hmac.compare_digest(brought.encode(), token.encode()):
            return PlainTextResponse(say("app.safety.old"), 403), receive
        return None, receive


def _host(given: str) -> str:
    """Give the name in a Host header, without its port."""
    return given[1:].partition("]")[0] if given.startswith("[") else given.partition(":")[0].lower()


def inside(path: str) -> str:
    """Give a path of this server as it may stand in a header; the first page where it would lead elsewhere.

    Examples
    --------
    >>> inside("/week?x=1"), inside("//other.example"), inside("/\\\\other.example"), inside("/\\t/other.example")
    ('/week?x=1', '/', '/', '/')

    """
    plain = path.startswith("/") and "\\" not in path and not any(ord(c) < SPACE for c in path)
    led = urlsplit(path) if plain else None
    return quote(path, safe="/?&=#%+;,:@~.-_") if led and not led.netloc and not path.startswith("//") else "/"


def _token_cookie(headers: Headers) -> str:
    """Give the token's cookie: cookies know no ports, and two servers may stand on one host."""
    port = headers.get("host", "").rpartition(":")[2]
    return f"{TOKEN}_{port}" if port.isdigit() else TOKEN


def _word(given: str) -> bool:
    return given.isascii() and len(given) >= 32


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_form(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("application/x-www-form-urlencoded")


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """Give what was sent; None where it is more than a form may be."""
    said = headers.get("content-length", "0")
    if not said.isdigit() or int(said) > LARGEST_FORM:
        return None
    held, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        held += message.get("body", b"")  # type: ignore[arg-type]
        more = bool(message.get("more_body"))
        if len(held) > LARGEST_FORM:
            return None
    return bytes(held)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give what was read once more to whom reads next."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send, scope: Scope, session: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            static = str(scope["path"]).startswith("/static/")
            headers.setdefault("cache-control", "max-age=31536000, immutable" if static else "no-store")
            if session and not static:
                headers.append("set-cookie", f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict")
        await send(message)

    return sent
