"""Who may ask what: only known host names, only reading, with a token from elsewhere; and the headers that keep pages harmless."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.messages import t

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)  # fmt: skip
COOKIE = "kg-token"
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


class Rules(Struct, frozen=True, kw_only=True):
    """Names under which the server may be asked (None: any address in figures and this machine's names), the token, paths that take POST."""

    hosts: frozenset[str] | None = LOOPBACK
    token: str | None = None
    posts: frozenset[str] = frozenset()


def is_loopback(host: str) -> bool:
    """Is it an address that only this machine reaches?"""
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(scope)
        await (refused or self.app)(scope, receive, _with_headers(send, scope["path"]))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._known(headers.get("host", "")):
            return PlainTextResponse(t("serve.host-refused"), 421)
        allowed = ("GET", "HEAD", "POST") if scope["path"] in self.rules.posts else ("GET", "HEAD")
        if scope["method"] not in allowed:
            return PlainTextResponse(t("serve.only-get"), 405, {"allow": ", ".join(allowed)})
        return self._asked_for_token(scope, headers) if self.rules.token else None

    def _known(self, host: str) -> bool:
        name = _name(host)
        if self.rules.hosts is not None:
            return name in self.rules.hosts
        return name in LOOPBACK or name in _own_names() or _is_address(name)

    def _asked_for_token(self, scope: Scope, headers: Headers) -> Response | None:
        """None where the token is right; one in the address moves into a cookie, so that it does not stay in histories and links."""
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = query.pop("token", [""])[0]
        if given and self._right(given):
            rest = urlencode(query, doseq=True)
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", path="/")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self._right(bearer) or self._right(_cookie(headers)):
            return None
        return PlainTextResponse(t("serve.token-needed"), 401, {"www-authenticate": "Bearer"})

    def _right(self, given: str) -> bool:
        return bool(given) and hmac.compare_digest(given.encode(), (self.rules.token or "").encode())


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _name(host: str) -> str:
    """`[::1]:8000` -> `::1`, `localhost:8000` -> `localhost`."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.count(":") == 1 else host.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> frozenset[str]:
    return frozenset(n.lower() for n in (socket.gethostname(), socket.getfqdn()) if n)


def _with_headers(send: Send, path: str) -> Send:
    """Every answer with the headers that a page of ours needs."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = POLICY
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "same-origin"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["cross-origin-resource-policy"] = "same-origin"
            headers.setdefault(
                "cache-control", "public, max-age=31536000, immutable" if path.startswith("/static/") else "no-cache"
            )
        await send(message)

    return answer
