"""Who may talk to the server: this machine, this browser, this page."""

import hmac
import secrets
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contention.workbench.server.refusals import RefusedError

SAFE = frozenset({"GET", "HEAD"})
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "frame-src 'self'", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'",
))  # fmt: skip
"""Content security policy of the application."""
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-modals allow-popups"
)
"""The same for a report or a brief, which are one file with their styles in them."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
    "content-security-policy": POLICY,
}
_PLAIN = (
    '<!doctype html><html lang="en"><meta charset="utf-8">{}<title>contention</title>'
    "<main><h1>contention</h1><p>{}</p></main></html>"
)
_ENTRY = _PLAIN.format(
    '<meta http-equiv="refresh" content="0;url=/">', '<a href="/">Open the workbench</a>'
)
"""A page of its own, so that the cookie is sent with the next request wherever the link was."""


@dataclass
class Keys:
    """What lets a browser in: the token of the address, once, and the cookie that it gives."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    used: bool = False

    @property
    def cookie(self) -> str:
        """Name of the cookie: cookies do not know ports."""
        return f"contention-{self.port}"

    @property
    def address(self) -> str:
        """The address to open, which works once."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> tuple[str, str]:
        """What the Host header may be."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


class Guard:
    """ASGI middleware that answers every request that may not pass, and adds headers to replies."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that may not pass, else let the application answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web sockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)

        async def sent(message: Message) -> None:
            await send(_with_headers(message))

        answer = self._answer(request)
        await (answer or self.app)(scope, receive, sent)

    def _answer(self, request: Request) -> Response | None:
        """The reply to a request that does not pass; None lets it pass."""
        try:
            self._check_host(request.headers)
            token = dict(parse_qsl(request.url.query)).get("token")
            if request.url.path == "/" and request.method == "GET" and token is not None:
                return self._entered(request, token)
            self._check_cookie(request)
            self._check_origin(request)
        except RefusedError as refusal:
            if request.url.path.startswith("/api/"):
                return JSONResponse(refusal.reply(), refusal.status)
            said = escape(refusal.body.message)
            return HTMLResponse(_PLAIN.format("", said), refusal.status)
        return None

    def _check_host(self, headers: Headers) -> None:
        if headers.getlist("host") not in ([host] for host in self.keys.hosts):
            message = f"this server answers to {self.keys.hosts[0]} only"
            raise RefusedError(403, "foreign_host", message)

    def _entered(self, request: Request, token: str) -> Response:
        """Let in the browser that has the token, and take the token out of the address."""
        if not self._is_known(request):
            if self.keys.used or not _equal(token, self.keys.token):
                why = "was opened before" if self.keys.used else "is not the one that was printed"
                message = f"this address {why}: end `contention serve` and start it again"
                raise RefusedError(403, "wrong_token", message)
            self.keys.used = True
        response = HTMLResponse(_ENTRY)
        response.set_cookie(
            self.keys.cookie, self.keys.secret, httponly=True, samesite="strict", path="/"
        )
        return response

    def _is_known(self, request: Request) -> bool:
        return _equal(request.cookies.get(self.keys.cookie, ""), self.keys.secret)

    def _check_cookie(self, request: Request) -> None:
        if not self._is_known(request):
            message = "open the address that `contention serve` printed: it lets your browser in"
            raise RefusedError(403, "not_let_in", message)

    def _check_origin(self, request: Request) -> None:
        """A page of somebody else may neither ask nor change anything."""
        own = f"http://{request.headers['host']}"
        origin = request.headers.get("origin")
        changes = request.method not in SAFE
        if origin not in ((own,) if changes else (own, None)):
            raise _foreign()
        api = request.url.path.startswith("/api/")
        site = request.headers.get("sec-fetch-site", "same-origin")
        if api and site not in ("same-origin", "none"):
            raise _foreign()
        if changes and request.headers.get("x-contention") != "1":
            raise RefusedError(403, "missing_header", "a change needs the header `X-Contention: 1`")


def _foreign() -> RefusedError:
    return RefusedError(403, "foreign_origin", "only the workbench's own page may ask for this")


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8"))


def _with_headers(message: Message) -> Message:
    if message["type"] == "http.response.start":
        have = {name.lower() for name, _ in message["headers"]}
        more = [(name.encode(), value.encode()) for name, value in HEADERS.items()
                if name.encode() not in have]  # fmt: skip
        message = {**message, "headers": [*message["headers"], *more]}
    return message
