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
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode

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
OURS = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names this machine has for itself."""
SESSION, TOKEN = "standout", "standout_token"
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
    large : callable
        Tells whether a path takes more than a form.

    """

    def __init__(self, app: App, *, token: str = "", large: Callable[[str], bool] = lambda _: False) -> None:
        self.app = app
        self.token = token
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
        if self.token:
            return self._without_token(scope, headers)
        if _host(headers.get("host", "")) not in OURS:
            return PlainTextResponse(say("app.safety.host"), 421)
        return None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        query = str(scope["query_string"], "latin-1")  # type: ignore[call-overload]
        brought = parse_qs(query).get("token", [""])[-1]
        if brought and hmac.compare_digest(brought.encode(), self.token.encode()):
            left = urlencode([pair for pair in parse_qsl(query) if pair[0] != "token"])
            away = RedirectResponse(f"{_path(str(scope['path']))}{'?' if left else ''}{left}", 303)
            away.set_cookie(TOKEN, self.token, httponly=True, samesite="strict")
            return away
        held = _cookies(headers).get(TOKEN, "")
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


def _path(path: str) -> str:
    """Give a path that stays on this host: two slashes at its start would name another."""
    return "/" + path.lstrip("/\\")


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
