"""Redirects, followed by hand: every hop must be on a declared host, and no request is made twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapers.errors import FetchRejected
from scrapers.spec import Portal
from transforms.records import Reason

FOLLOWED = frozenset({301, 302, 303, 307, 308})
_BECOMES_GET = frozenset({301, 302, 303})  # what browsers do with a form; 307 and 308 send it again


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that points elsewhere."""

    status: int
    location: str


@dataclass(slots=True)
class Trail:
    """The way of one item from the URL asked for to the one that answers."""

    portal: Portal
    url: str
    form: Mapping[str, str] | None
    max_redirects: int
    hops: int = field(default=0, init=False)
    _made: set[tuple[str, str, bool]] = field(default_factory=set, init=False)

    def check(self, url: str, cookies: str) -> None:
        """Refuses a request that was made before on this trail.

        The cookies belong to the request: portals redirect a page to itself while setting one, and that is no loop.
        """
        request = (url, cookies, self.form is not None)
        if request in self._made:
            raise FetchRejected(self.url, Reason.REDIRECT_LOOP, "redirects in a circle")
        self._made.add(request)

    def follow(self, redirect: Redirect) -> None:
        """Moves on to where the redirect points, or refuses to."""
        self.hops += 1
        if self.hops > self.max_redirects:
            raise FetchRejected(self.url, Reason.REDIRECT_LOOP, f"more than {self.max_redirects} redirects")
        target = _target(self.url, redirect.location)
        if target is None or not declares(self.portal, target):
            raise FetchRejected(self.url, Reason.REDIRECT_OFF_SITE, f"redirects to undeclared {redirect.location!r}")
        if redirect.status in _BECOMES_GET:
            self.form = None
        self.url = target


def declares(portal: Portal, url: str) -> bool:
    """Is this an http or https URL, without credentials, on a host of the portal? False for what is no URL at all."""
    try:
        return portal.declares(url) and "@" not in urlsplit(url).netloc
    except ValueError:  # a port that is no number, half an IPv6 address
        return False


def _target(url: str, location: str) -> str | None:
    """The absolute URL of a Location header. Portals send raw UTF-8 in it, which HTTP libraries read as Latin-1."""
    try:
        return urldefrag(urljoin(url, location.encode("latin-1").decode("utf-8"))).url
    except ValueError:
        return None
