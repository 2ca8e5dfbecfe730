"""A portal on loopback that misbehaves on declared paths and serves good articles on all others. Raw sockets, real HTTP."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Self

from replicas.faults.answers import Article, Exchange, Fault, Status


@dataclass(frozen=True, slots=True)
class Seen:
    """One request, as it arrived."""

    at: float  # time.monotonic()
    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes


def plain_listing(links: Sequence[str]) -> bytes:
    items = "".join(f'<li><a href="{link}">Tin {number}</a></li>' for number, link in enumerate(links, 1))
    return f"<!doctype html><html><body><ul>{items}</ul></body></html>".encode()


class FaultPortal:
    """`render_article(path)` gives the bytes of a good article page, so that any portal's layout can be put under fault.

    A context manager. `faults` maps path and query to what happens there; "/robots.txt" is a path like any other, and
    without an entry a 404. `log` holds every request.
    """

    def __init__(
        self,
        render_article: Callable[[str], bytes],
        faults: Mapping[str, Fault],
        *,
        render_listing: Callable[[Sequence[str]], bytes] = plain_listing,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.render_article = render_article
        self.render_listing = render_listing
        self.faults = {"/robots.txt": Status(404), **faults}
        self.log: list[Seen] = []
        self._asked: Counter[str] = Counter()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.portal = self
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def home(self) -> str:
        return f"{self._scheme}://{self.host}"

    def paths(self) -> list[str]:
        """The paths asked for, in order, robots.txt apart."""
        return [seen.path for seen in self.log if seen.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def respond(self, seen: Seen, connection: socket.socket) -> None:
        self.log.append(seen)
        bare_path = seen.path.partition("?")[0]
        self._asked[bare_path] += 1
        fault = self.faults.get(seen.path) or self.faults.get(bare_path) or Article()
        fault.answer(
            Exchange(
                path=seen.path,
                headers=seen.headers,
                nth=self._asked[bare_path],
                connection=connection,
                article=lambda: self.render_article(seen.path),
                listing=self.render_listing,
                stopping=self._closing.wait,
            )
        )


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    portal: FaultPortal


class _Handler(StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        try:
            while seen := self._read():
                self.server.portal.respond(seen, self.connection)
        except OSError:
            return  # the client hung up, or a fault closed the connection: that is what faults are for

    def _read(self) -> Seen | None:
        request = self.rfile.readline().decode("latin-1").split()
        if not request:
            return None
        at = time.monotonic()
        headers = {}
        while (line := self.rfile.readline().strip()) != b"":
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", "0")))
        return Seen(at=at, method=request[0], path=request[1], headers=headers, body=body)
