"""Who may ask, and what a browser may do with the answer: checks before and headers after every page.

What comes in: requests. What goes out: the page with its security headers, or a refusal.

The case may hold hostile text, and any web page that its reader opens beside it may send requests
here. So the Host header must name this machine (against DNS rebinding), a change must come from our
own pages (Origin, Sec-Fetch-Site, and a token that only our pages hold), and the Content-Security-
Policy runs no script and loads no style that does not stand in `assets`.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOCAL", "Guard", "Token", "host_of"]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
READING = frozenset({"GET", "HEAD"})
ALLOWED = READING | {"POST"}
# No 'unsafe-eval' (Vega runs with its expression interpreter), no 'unsafe-inline'; `data:` is for
# images that a chart draws of itself.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NOT_HERE = "This is a reading room for one machine: open it by the address that `regesta serve` printed.\n"
NOT_FROM_HERE = "Changes are taken from the pages of this reading room only.\n"
NOT_SO = "Only GET and POST are answered here.\n"


class Token:
    """A secret of this process that our forms send back, so that no other page can make a change."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(32)

    def matches(self, given: str) -> bool:
        """True for our own token; takes the same time for every wrong one."""
        return hmac.compare_digest(self.value.encode(), given.encode("utf-8", "replace"))


def host_of(header: str) -> str:
    """The host of a Host header or Origin, without port and brackets; '' when there is none.

    >>> host_of("localhost:8000"), host_of("[::1]:8000"), host_of("http://127.0.0.1:8000")
    ('localhost', '::1', '127.0.0.1')
    """
    try:
        return urlsplit(header if "://" in header else f"//{header}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (refusal or self.app)(scope, receive, sealed)

    def _refusal(self, method: str, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "")
        if host_of(host) not in self.hosts:
            return PlainTextResponse(NOT_HERE, 421)
        if method not in ALLOWED:
            return PlainTextResponse(NOT_SO, 405)
        if method not in READING and not _own(headers, host):
            return PlainTextResponse(NOT_FROM_HERE, 403)
        return None


def _own(headers: Headers, host: str) -> bool:
    """True when the browser says that one of our pages sent it. (A client without a browser says nothing.)"""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    same_origin = origin is None or urlsplit(origin).netloc == host
    return same_origin and site in (None, "same-origin")
