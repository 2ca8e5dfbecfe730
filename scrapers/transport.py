"""One HTTP exchange over requests, bounded in time and bytes. No other module imports requests.

Five traps of the libraries are closed here. `Session.send` reads a redirect's body whole, without a limit, even when told not
to follow it: PortalSession tells it there is none. A read of n bytes waits for n bytes, so a time-out per read never stops a
steady drip: bodies are read as they arrive, against a deadline. Nothing bounds a drip inside the headers: a watchdog closes
the socket of an exchange that outlives its time. urllib3 unpacks without a limit of ours: `scrapers.unpacking` does it. And it
connects to whatever a name resolves to: a name is resolved once here, and only addresses that `scrapers.addresses` lets pass
are connected to, under the name's own certificate. There is no second look-up that could answer otherwise.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from scrapers.addresses import refusal
from scrapers.errors import FetchRejected
from scrapers.politeness import FetchPolicy
from scrapers.watchdog import Watchdog
from transforms.records import Reason

_PIECE = 64 * 1024
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # what scrapers.unpacking undoes; nothing else
    "Accept-Language": "vi,en;q=0.3",
}


class Transient(Exception):
    """One attempt gave no usable answer, the next may. `answered`: the portal is up, and only this request went wrong."""

    def __init__(self, detail: str, *, answered: bool, retry_after_s: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.answered = answered
        self.retry_after_s = retry_after_s


class Untrusted(Exception):
    """Whoever answers for the host is not to be asked: its certificate does not verify, or its address is not public.

    Trying again will not help.
    """


class _AddressRefused(OSError):
    """Every address of the host was refused. An OSError, because urllib3 passes those on."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer. `url` is the one this exchange asked for."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        """The first header of that name (given in lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class _Guarded:
    """What both kinds of connection do: go only where `scrapers.addresses` allows, and show the watchdog what they wait on."""

    watchdog: Watchdog
    loopback: bool
    sock: socket.socket | None
    port: int
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        """Connects to the first of the name's addresses that is allowed and answers."""
        name = self._dns_host
        last: Exception | None = None
        for address in _allowed(name, self.port, loopback=self.loopback):
            self._dns_host = address  # an address resolves to itself; what stands in headers and TLS is the name
            try:
                return super()._new_conn()  # type: ignore[misc,no-any-return]
            except (NewConnectionError, ConnectTimeoutError) as error:
                last = error
            finally:
                self._dns_host = name
        raise last or socket.gaierror(f"{name} has no address")

    def getresponse(self) -> Any:
        self.watchdog.watch(self.sock)
        return super().getresponse()  # type: ignore[misc]


def _allowed(name: str, port: int, *, loopback: bool) -> list[str]:
    """The addresses of a name that may be connected to, as the resolver orders them. _AddressRefused if it has only others."""
    addresses = [str(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    refusals = {address: refusal(address, loopback=loopback) for address in addresses}
    allowed = [address for address, why in refusals.items() if why is None]
    if refusals and not allowed:
        raise _AddressRefused("; ".join(why for why in refusals.values() if why))
    return allowed


class _GuardedAdapter(HTTPAdapter):
    """Makes connections that are guarded."""

    def __init__(self, watchdog: Watchdog, *, loopback: bool) -> None:
        self._guards = {"watchdog": watchdog, "loopback": loopback}
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        plain = type("Plain", (_Guarded, HTTPConnection), self._guards)
        secure = type("Secure", (_Guarded, HTTPSConnection), self._guards)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }


class _Session(requests.Session):
    """A session that never looks where a redirect points; `scrapers.redirects` does."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class Transport:
    """The session of one portal: its connections, cookies and counts. For one thread."""

    def __init__(self, policy: FetchPolicy, *, verify: bool | str, loopback: bool) -> None:
        """`verify` is True, or the path of a CA bundle. With `loopback` only this machine is connected to, else never."""
        self.policy = policy
        self.requests = 0
        self.bytes_received = 0
        self.watchdog = Watchdog(policy.total_timeout_s)
        self._session = _Session()
        # The environment is not asked: ~/.netrc would send someone's password to a portal, and a proxy or CA variable of the
        # shell would make tonight's run differ from last night's. And through a proxy, nobody knows which address answers.
        self._session.trust_env = False
        self._session.verify = verify
        self._session.headers.update({"User-Agent": policy.user_agent, **_HEADERS})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _GuardedAdapter(self.watchdog, loopback=loopback))

    def close(self) -> None:
        self.watchdog.close()
        self._session.close()

    def prepare(self, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> requests.PreparedRequest:
        """The request as it will go out, cookies included."""
        request = requests.Request("GET" if form is None else "POST", url, headers=dict(headers), data=form)
        try:
            return self._session.prepare_request(request)
        except ValueError as error:  # requests' InvalidURL and kin are ValueErrors, and so are those of idna and urllib
            raise FetchRejected(url, Reason.OFF_SITE, f"no URL that can be asked for ({error})") from error

    def send(self, request: requests.PreparedRequest) -> Exchange:
        """Sends it and waits for the head of the answer."""
        self.requests += 1
        self.watchdog.guard()
        try:
            response = self._session.send(
                request,
                stream=True,
                allow_redirects=False,
                timeout=(self.policy.connect_timeout_s, self.policy.read_timeout_s),
            )
        except (OSError, HTTPError) as error:
            trouble = self.trouble(error, answered=False)
            self.watchdog.release()
            raise trouble from error
        return Exchange(self, response)

    def trouble(self, error: Exception, *, answered: bool) -> Transient | Untrusted:
        """What an exception of requests, urllib3 or the socket means for the attempt."""
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return Untrusted(f"TLS certificate does not verify ({cause.verify_message}): see tls_exception")
            if isinstance(cause, _AddressRefused):
                return Untrusted(f"the host's name does not lead to where a portal can be: {cause}")
            if isinstance(cause, socket.gaierror):
                return Transient("the host's name does not resolve", answered=False)
            if isinstance(cause, ConnectionRefusedError):
                return Transient("the host refuses connections", answered=False)
            cause = cause.__cause__ or cause.__context__
        if self.watchdog.barked:
            return Transient(f"no complete answer within {self.policy.total_timeout_s:g} s", answered=answered)
        return Transient(f"{type(error).__name__}: {error}", answered=answered)


class Exchange:
    """An answer whose head is here and whose body is still on the wire. A context manager: leaving it frees the connection."""

    def __init__(self, transport: Transport, response: requests.Response) -> None:
        self._transport = transport
        self._response = response
        self.head = Head(str(response.url), response.status_code, tuple(response.raw.headers.items()))

    def __enter__(self) -> Self:
        if self._transport.watchdog.barked:  # the head dripped on until its end was cut off
            trouble = self._transport.trouble(TimeoutError(), answered=False)
            self.__exit__()
            raise trouble
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.watchdog.release()
        self._response.close()

    def pieces(self) -> Iterator[bytes]:
        """The body as sent, still packed, in the pieces in which it arrives."""
        limit = self._transport.policy.max_body_bytes
        received = 0
        while piece := self._piece():
            received += len(piece)
            self._transport.bytes_received += len(piece)
            if received > limit:
                raise FetchRejected(self.head.url, Reason.TOO_LARGE, f"more than {limit:,} bytes sent")
            yield piece

    def discard(self) -> None:
        """Reads the rest if it is short, so that the connection can be used again.

        What was asked is answered by the head: a rest that is long or does not come costs the connection and nothing else.
        """
        with suppress(Transient):
            self._piece()
            self._piece()

    def _piece(self) -> bytes:
        try:
            piece: bytes = self._response.raw.read1(_PIECE, decode_content=False)
        except (OSError, HTTPError) as error:
            raise self._transport.trouble(error, answered=True) from error
        if self._transport.watchdog.barked:
            raise self._transport.trouble(TimeoutError(), answered=True)
        return piece
