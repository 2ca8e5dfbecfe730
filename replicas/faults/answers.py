"""What can go wrong with an answer, as values. Each writes to the bare socket: a web framework is too polite for most of it."""

from __future__ import annotations

import gzip
import os
import socket
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

REASONS = {200: "OK", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone", 429: "Too Many Requests"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request at the portal, as a fault sees it."""

    path: str
    headers: Mapping[str, str]  # names in lower case
    nth: int  # how often the path was asked for, this time included
    connection: socket.socket
    article: Callable[[], bytes]  # the good page of this path
    listing: Callable[[Sequence[str]], bytes]  # a listing of these links
    stopping: Callable[[float], bool]  # waits that long, or until the portal closes (then True)
    head: Mapping[str, str] = field(default_factory=dict)  # Content-Type and validators of the good page, where it has any


class Fault(Protocol):
    def answer(self, exchange: Exchange) -> None: ...


def write(exchange: Exchange, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
    """A well-formed answer. Content-Length is the body's unless `headers` lie about it; an empty value leaves a header out."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in fields.items() if value]
    exchange.connection.sendall("\r\n".join((*lines, "", "")).encode("latin-1") + body)


@dataclass(frozen=True, slots=True)
class Article:
    """The good article of this path, with validators and 304, as an honest portal sends it. Not a fault: the default."""

    change: Callable[[bytes], bytes] = bytes  # see replicas.faults.surgery
    content_type: str = "text/html"

    def answer(self, exchange: Exchange) -> None:
        body = self.change(exchange.article())
        etag = f'"{zlib.crc32(body):08x}"'
        if exchange.headers.get("if-none-match") == etag:
            write(exchange, 304, {"ETag": etag, "Content-Type": "", "Content-Length": ""})
        else:
            write(exchange, 200, {"Content-Type": self.content_type, "ETag": etag}, body)


@dataclass(frozen=True, slots=True)
class Altered:
    """The good page, changed: its bytes, or what its headers say. Other bytes go without the validators of the good ones."""

    change: Callable[[bytes], bytes] = bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, exchange: Exchange) -> None:
        good = exchange.article()
        body = self.change(good)
        head = dict(exchange.head)
        if body != good:
            head |= {"ETag": f'W/"{zlib.crc32(body):08x}"', "Last-Modified": ""}
        write(exchange, 200, {**head, **self.headers}, body)


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing of these links, in the portal's own listing layout: empty, off site or with duplicates, as wanted."""

    links: tuple[str, ...]

    def answer(self, exchange: Exchange) -> None:
        write(exchange, 200, {}, exchange.listing(self.links))


@dataclass(frozen=True, slots=True)
class Status:
    """Any status, with any headers and body: 404, 410, 500, a redirect, a 304 nobody asked for, another content type."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def answer(self, exchange: Exchange) -> None:
        write(exchange, self.status, self.headers, self.body)


@dataclass(frozen=True, slots=True)
class Then:
    """The faults, one a request; then the good article."""

    faults: tuple[Fault, ...]

    def answer(self, exchange: Exchange) -> None:
        fault = self.faults[exchange.nth - 1] if exchange.nth <= len(self.faults) else Article()
        fault.answer(exchange)


@dataclass(frozen=True, slots=True)
class EndlessRedirect:
    """Always one hop further, never the same URL twice."""

    def answer(self, exchange: Exchange) -> None:
        write(exchange, 302, {"Location": f"{exchange.path.partition('?')[0]}?hop={exchange.nth}"})


@dataclass(frozen=True, slots=True)
class CookieRedirect:
    """Redirects the path to itself with a cookie, and gives the article to who brings it back."""

    def answer(self, exchange: Exchange) -> None:
        if "seen=1" in exchange.headers.get("cookie", ""):
            Article().answer(exchange)
        else:
            write(exchange, 302, {"Location": exchange.path, "Set-Cookie": "seen=1; Path=/"})


@dataclass(frozen=True, slots=True)
class Silence:
    """Takes the request and says nothing; with `after` bytes of the good answer, stops in the middle of it."""

    after: int = 0

    def answer(self, exchange: Exchange) -> None:
        body = exchange.article()
        if self.after:
            write(exchange, 200, {"Content-Length": str(len(body))}, body[: self.after])
        exchange.stopping(60)


@dataclass(frozen=True, slots=True)
class Drip:
    """A byte at a time, always soon enough for a read time-out: of the body, or of a header that never ends."""

    every_s: float
    part: str = "body"  # or "head", "chunk": the line that announces a chunk

    def answer(self, exchange: Exchange) -> None:
        start = {
            "body": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n",
            "head": b"HTTP/1.1 200 OK\r\nX-Drip: ",
            "chunk": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
        }[self.part]
        exchange.connection.sendall(start)
        while not exchange.stopping(self.every_s):
            exchange.connection.sendall(b"0")


@dataclass(frozen=True, slots=True)
class Truncated:
    """Ends in the middle: short of its Content-Length, in a chunk, or in a gzip stream."""

    how: str = "length"  # or "chunked", "gzip"

    def answer(self, exchange: Exchange) -> None:
        body = exchange.article()
        half = body[: len(body) // 2]
        if self.how == "length":
            write(exchange, 200, {"Content-Length": str(len(body))}, half)
        elif self.how == "chunked":
            chunk = f"{len(body):x}\r\n".encode() + half
            write(exchange, 200, {"Content-Length": "", "Transfer-Encoding": "chunked"}, chunk)
        else:
            packed = gzip.compress(body)[:-40]
            write(exchange, 200, {"Content-Encoding": "gzip", "Content-Length": "", "Connection": "close"}, packed)
        exchange.connection.shutdown(socket.SHUT_RDWR)


@cache
def packed_zeros(unpacked_bytes: int) -> bytes:
    """Gzip members of 1 MiB each, as many as it takes: one is packed, the rest are copies."""
    return gzip.compress(bytes(1024 * 1024)) * (unpacked_bytes // (1024 * 1024))


@dataclass(frozen=True, slots=True)
class Bomb:
    """Zeros, packed to about a thousandth."""

    unpacked_bytes: int = 64 * 1024 * 1024

    def answer(self, exchange: Exchange) -> None:
        write(exchange, 200, {"Content-Encoding": "gzip"}, packed_zeros(self.unpacked_bytes))


@dataclass(frozen=True, slots=True)
class Huge:
    """A page of that many bytes, honestly announced or chunked without a word."""

    size: int = 30 * 1024 * 1024
    announced: bool = True

    def answer(self, exchange: Exchange) -> None:
        piece = b"<p>" + b"x" * 65_533
        if self.announced:
            write(exchange, 200, {"Content-Length": str(self.size)})
        else:
            write(exchange, 200, {"Content-Length": "", "Connection": "close"})
        for _ in range(self.size // len(piece)):
            exchange.connection.sendall(piece)
        exchange.connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset before anything is said."""

    def answer(self, exchange: Exchange) -> None:
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(exchange.connection.detach())  # close() would wait for the handler's own file on it


CLOUDFLARE = (
    b"<!DOCTYPE html><html lang=en-US><head><title>Just a moment...</title></head><body>"
    b"<script>(function(){window._cf_chl_opt={cType:'managed'}})();</script></body></html>"
)
COOKIE_WALL = (
    b"<html><body><script>"
    b'document.cookie="D1N=0123456789abcdef"+"; path=/";window.location.reload(true);'
    b"</script></body></html>"
)
META_REFRESH = b'<html><head><meta http-equiv="refresh" content="1;url=/?check=1"></head><body>Checking...</body></html>'
CAPTCHA = (
    b'<html><body><form action="/verify"><div class="g-recaptcha" data-sitekey="k"></div>'
    b"<p>Are you human?</p></form></body></html>"
)
