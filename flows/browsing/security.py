"""What keeps hostile text from acting: a Content-Security-Policy with a nonce, and no method but reading.

Pages are made from text that portals wrote. Templates escape it; should one ever fail to, the browser still runs no script that
did not stand in a template, asks no other machine for anything, and sends no form anywhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from typing import Any, Final

from jinja2 import BaseLoader, Environment

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_nonce: ContextVar[str] = ContextVar("nonce", default="")

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'unsafe-inline'",  # Datasette colours its headings by style attributes, Vega its tooltips
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_READING: Final = frozenset({"GET", "HEAD"})


class _NonceLoader(BaseLoader):
    """Gives every script that stands in a template's source the nonce. Text that a template is filled with is never touched."""

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, filename, uptodate = self._inner.get_source(environment, template)
        return source.replace("<script", '<script nonce="{{ csp_nonce() }}"'), filename, uptodate

    def list_templates(self) -> list[str]:
        return self._inner.list_templates()


def give_scripts_a_nonce(environment: Environment) -> None:
    """From now on, the scripts of all templates of this environment carry the nonce of the answer they are part of."""
    if environment.loader is None:
        raise ValueError("the environment has no templates")
    environment.loader = _NonceLoader(environment.loader)
    environment.globals["csp_nonce"] = _nonce.get


def secured(app: App) -> App:
    """The application with security headers on every answer; what does not read is refused with 405."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        _nonce.set(nonce)
        headers = [(b"content-security-policy", _POLICY.format(nonce=nonce).encode()), *_HEADERS]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *headers]}
            await send(message)

        if scope["method"] in _READING:
            await app(scope, receive, send_guarded)
        else:
            await _refuse(send_guarded)

    return guarded


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", ", ".join(sorted(_READING)).encode())]
    await send({"type": "http.response.start", "status": 405, "headers": headers})
    await send({"type": "http.response.body", "body": b"the warehouse is only read here\n"})
