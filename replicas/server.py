"""Serves the replica portals on loopback: one port per portal, HTTP/1.1, validators, gzip, and a log of every request."""

from __future__ import annotations

import gzip
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from replicas.faults.answers import Exchange
from replicas.faults.kinds import Spot
from replicas.faults.trouble import Trouble
from replicas.model import PORTALS, Article
from replicas.sites import SITES
from replicas.sites.site import CLOCK, Answer, Edition, Request, Site
from replicas.world import World, world

NIGHT_PATH = "/__replica__/night"
MAX_FORM = 1_000_000  # bytes of a POST read at most


@dataclass(frozen=True, slots=True)
class Logged:
    """One request as it was answered. `path` is path and query as asked; `bytes_sent` counts the body as sent (packed).

    `fault` names what was done to it instead; status and bytes are then 0.
    """

    portal: str
    method: str
    path: str
    status: int
    bytes_sent: int
    if_none_match: str | None
    started_monotonic: float
    fault: str | None = None


class RequestLog:
    """All requests so far, in the order in which they were answered. Safe to read while the servers write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[Logged] = []

    def append(self, request: Logged) -> None:
        with self._lock:
            self._requests.append(request)

    def clear(self) -> None:
        with self._lock:
            self._requests.clear()

    def __iter__(self) -> Iterator[Logged]:
        with self._lock:
            return iter(tuple(self._requests))

    def __len__(self) -> int:
        with self._lock:
            return len(self._requests)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What one portal serves on one night, ready to answer."""

    edition: Edition
    index: dict[str, Article]


class _PortalServer(ThreadingHTTPServer):
    """One portal on one port. Rendered pages are kept for the night, packed and plain."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, owner: ReplicaServer, slug: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner
        self.site = owner.sites[slug]
        self.home = f"http://127.0.0.1:{self.server_port}"
        self.alias = f"localhost:{self.server_port}"
        self.kept: dict[tuple[str, bool], tuple[Answer, bytes]] = {}
        self.stage: _Stage
        self.closing = threading.Event()

    def set_stage(self, articles: tuple[Article, ...]) -> None:
        edition = Edition(self.home, self.alias, articles, self.owner.crawl_delay_s, self.owner.page_size)
        self.stage = _Stage(edition, self.site.index(edition))
        self.kept = {}

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """A client that hung up is no news: some are killed in the middle of an answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def spot_of(self, request: Request, good: Answer) -> Spot:
        """What kind of page a request is for. What is gone or has moved is no page, and a fault must not make one of it."""
        if good.status != 200:
            return "elsewhere"
        if request.path == "/robots.txt":
            return "robots"
        return "article" if self.site.locate(request) in self.stage.index else "listing"

    def answer(self, request: Request, packed: bool) -> tuple[Answer, bytes]:
        """The answer and the body to send. Answers with validators are rendered once a night."""
        kept, key = self.kept, (request.target, packed)
        if request.method != "POST" and key in kept:
            answer, body = kept[key]
        else:
            answer = self.site.answer(request, self.stage.edition, self.stage.index)
            body = answer.body
            if packed and CLOCK not in body:
                body = gzip.compress(body, compresslevel=1, mtime=0)
            if answer.etag is not None and request.method != "POST":
                kept[key] = answer, body
        if CLOCK in body:
            body = body.replace(CLOCK, self.site.clock(self.owner.now()).encode())
            if packed:
                body = gzip.compress(body, compresslevel=1, mtime=0)
        return answer, body


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    server: _PortalServer
    timeout = 60

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the request log of the server is the log."""

    def _serve(self) -> None:
        started = time.monotonic()
        form = self._form() if self.command == "POST" else {}
        if self.path == NIGHT_PATH and self.command == "POST":
            self._set_night(form)
            return
        request = Request("POST" if self.command == "POST" else "GET", self.path, form)
        if self.server.owner.trouble is not None:
            request = self.server.owner.trouble.request_instead(self.server.site.slug, self.server.owner.night, request)
            if self._went_wrong(request, started):
                return
        packed = "gzip" in (self.headers.get("Accept-Encoding") or "")
        answer, body = self.server.answer(request, packed)
        status = answer.status
        if status == 200 and self._unchanged(answer):
            status, body = 304, b""
        sent = 0 if self.command == "HEAD" else len(body)
        inm = self.headers.get("If-None-Match")
        log = self.server.owner.requests
        log.append(
            Logged(self.server.site.slug, self.command, self.path, status, sent, inm, started)
        )  # first, so that whoever has the answer finds it in the log
        self._send(status, answer, body, packed and status == 200)

    def _went_wrong(self, request: Request, started: float) -> bool:
        """Does to the request what chance has in store for it, if anything."""
        server, owner = self.server, self.server.owner
        if owner.trouble is None:
            return False
        good, body = server.answer(request, packed=False)
        named = owner.trouble.fault_of(server.site.slug, owner.night, request, server.spot_of(request, good))
        if named is None:
            return False
        asked = self.headers.get("If-None-Match")
        owner.requests.append(Logged(server.site.slug, self.command, self.path, 0, 0, asked, started, named.name))
        head = {"Content-Type": good.content_type, "ETag": good.etag or "", "Last-Modified": good.last_modified or ""}
        named.fault.answer(
            Exchange(
                path=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                nth=len(owner.requests),
                connection=self.connection,
                article=lambda: body,
                listing=lambda _: body,
                stopping=server.closing.wait,
                head=head,
            )
        )
        return True

    def _form(self) -> dict[str, str]:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_FORM:
            self.close_connection = True
            return {}
        return dict(parse_qsl(self.rfile.read(length).decode("utf-8", "replace"), keep_blank_values=True))

    def _unchanged(self, answer: Answer) -> bool:
        if answer.etag is None or self.command == "POST":
            return False
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return answer.etag in (tag.strip() for tag in asked.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.last_modified is None:
            return False
        try:
            return parsedate_to_datetime(answer.last_modified) <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _send(self, status: int, answer: Answer, body: bytes, packed: bool) -> None:
        head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Date: {self.date_time_string()}", "Server: replica"]
        if status != 304:
            head += [f"Content-Type: {answer.content_type}", f"Content-Length: {len(body)}", "Vary: Accept-Encoding"]
        if packed:
            head.append("Content-Encoding: gzip")
        if answer.etag is not None:
            head.append(f"ETag: {answer.etag}")
        if answer.last_modified is not None:
            head.append(f"Last-Modified: {answer.last_modified}")
        if answer.location is not None:
            head.append(f"Location: {answer.location}")
        self.wfile.write("\r\n".join([*head, "", ""]).encode("latin-1"))
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def _set_night(self, form: dict[str, str]) -> None:
        night = form.get("night", "")
        if night in ("1", "2"):
            self.server.owner.set_night(int(night))
            self._send(200, Answer(content_type="application/json"), json.dumps({"night": int(night)}).encode(), False)
        else:
            self._send(400, Answer(content_type="text/plain"), b"night=1 or night=2", False)


class ReplicaServer:
    """The replica portals, each on its own port of 127.0.0.1, also as `localhost`. A context manager.

    `articles` fills every portal up to that many with generated ones; `page_size` replaces the sites' own
    number of entries of a list page (3 to 5). `trouble` makes faults at random. `sites` and `worlds` are for other portals
    than the five: how they look, and what there is on a night.
    """

    def __init__(
        self,
        portals: Sequence[str] = PORTALS,
        night: int = 1,
        crawl_delay_s: float = 0.1,
        articles: int | None = None,
        page_size: int | None = None,
        trouble: Trouble | None = None,
        sites: Mapping[str, Site] = SITES,
        worlds: Callable[[int], World] | None = None,
    ) -> None:
        self.sites = sites
        self.crawl_delay_s = crawl_delay_s
        self.trouble = trouble
        self.page_size = page_size
        self.requests = RequestLog()
        self._worlds = worlds or partial(world, articles=articles)
        self._servers = {slug: _PortalServer(self, slug) for slug in portals}
        self._threads: list[threading.Thread] = []
        self.set_night(night)

    def __enter__(self) -> Self:
        for slug, server in self._servers.items():
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"replica-{slug}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for server in self._servers.values():
            server.closing.set()
        if self._threads:
            with ThreadPoolExecutor(len(self._servers)) as stopping:  # each takes until it looks up
                list(stopping.map(ThreadingHTTPServer.shutdown, self._servers.values()))
        for server in self._servers.values():
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    @property
    def portals(self) -> tuple[str, ...]:
        """The slugs served."""
        return tuple(self._servers)

    def home(self, slug: str) -> str:
        """ "http://127.0.0.1:PORT"."""
        return self._servers[slug].home

    def alias(self, slug: str) -> str:
        """The other name of the same host: "localhost:PORT"."""
        return self._servers[slug].alias

    def set_night(self, night: int) -> None:
        """Serve that night from now on."""
        self.set_world(self._worlds(night))

    def set_world(self, there: World) -> None:
        """Serve that world from now on."""
        for slug, server in self._servers.items():
            server.set_stage(there.articles[slug])
        self.night = there.night
        self._night_began = there.now, time.monotonic()

    def now(self) -> datetime:
        """The time in the replica world: it starts at 02:00 of the night served and runs on."""
        began, mark = self._night_began
        return began + timedelta(seconds=time.monotonic() - mark)
