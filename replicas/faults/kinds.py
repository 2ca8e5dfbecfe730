"""The kinds of faults, declared: what each does, how often, to which pages, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

from replicas.faults import answers as a
from replicas.faults import surgery

Spot = Literal["article", "listing", "robots", "elsewhere"]  # elsewhere: gone, or moved

LARGE = 3 * 2**20  # more than the patience of a test allows (FetchPolicy.max_body_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fault. `make` gives one of its shapes, drawn by the dice.

    `lasting`: it leaves traces that later good nights do not take back, such as a version of an article that was never written.
    """

    name: str
    probability: float  # of one request for a page of these spots
    make: Callable[[Random], a.Fault]
    spots: frozenset[Spot] = frozenset({"article"})
    lasting: bool = False


NOWHERE = "redirect that leads nowhere"
_ALL: frozenset[Spot] = frozenset({"article", "listing", "robots"})
_PAGES: frozenset[Spot] = frozenset({"article", "listing"})
_CHALLENGES = (a.CLOUDFLARE, a.COOKIE_WALL, a.META_REFRESH, a.CAPTCHA)


def _redirect(dice: Random) -> a.Fault:
    off_site = dice.choice(("http://example.org/", "http://127.0.0.1:9/", "file:///etc/hostname", "http://[half"))
    return dice.choice((a.EndlessRedirect(), a.Status(302, {"Location": off_site}), a.Status(302)))


def _truncated(dice: Random) -> a.Fault:
    return a.Truncated(dice.choice(("length", "chunked", "gzip")))


def _drip(dice: Random) -> a.Fault:
    return a.Drip(0.05, dice.choice(("head", "body", "chunk")))


def _tagged(dice: Random) -> a.Fault:
    """The same page under another ETag than before: asked "has it changed?", the portal says yes."""
    return a.Altered(headers={"ETag": f'"{dice.getrandbits(64):x}"'})


def _skewed(dice: Random) -> a.Fault:
    day = dice.choice(("Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 19 Jan 2038 03:14:07 GMT", "Thu, 32 Jan 2026 25:00:00 GMT"))
    return a.Altered(headers={"Date": day, "Last-Modified": day})


_PDF = a.Status(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7")
_LATIN = a.Altered(headers={"Content-Type": "text/html; charset=iso-8859-1"})

KINDS = (
    Kind(name="404 or 410", probability=0.01, make=lambda dice: a.Status(dice.choice((404, 410)))),
    Kind(name="403", probability=0.005, make=lambda _: a.Status(403)),
    Kind(name="5xx", probability=0.02, make=lambda dice: a.Status(dice.choice((500, 502, 503, 504))), spots=_PAGES),
    Kind(name="5xx for robots.txt", probability=0.03, make=lambda _: a.Status(503), spots=frozenset({"robots"})),
    Kind(name="429", probability=0.01, make=lambda _: a.Status(429, {"Retry-After": "0"}), spots=_PAGES),
    Kind(name="429 for an hour", probability=0.002, make=lambda _: a.Status(429, {"Retry-After": "3600"})),
    Kind(name=NOWHERE, probability=0.01, make=_redirect),
    Kind(name="oversize", probability=0.005, make=lambda dice: a.Huge(LARGE, announced=dice.random() < 0.5)),
    Kind(name="decompression bomb", probability=0.005, make=lambda _: a.Bomb(LARGE)),
    Kind(name="wrong content type", probability=0.01, make=lambda _: _PDF),
    Kind(name="challenge page", probability=0.01, make=lambda dice: a.Status(200, {}, dice.choice(_CHALLENGES))),
    Kind(name="truncated", probability=0.02, make=_truncated, spots=_PAGES),
    Kind(name="no bytes", probability=0.005, make=lambda _: a.Status(200), spots=_PAGES),
    Kind(name="connection reset", probability=0.02, make=lambda _: a.Reset(), spots=_ALL),
    Kind(name="slow drip", probability=0.005, make=_drip, spots=_PAGES),
    Kind(name="silence", probability=0.005, make=lambda dice: a.Silence(after=dice.choice((0, 50))), spots=_PAGES),
    Kind(name="wrong charset", probability=0.01, make=lambda _: _LATIN),
    Kind(name="NFD", probability=0.01, make=lambda _: a.Altered(surgery.decomposed)),
    Kind(name="windows-1258", probability=0.01, make=lambda _: a.Altered(surgery.in_windows_1258)),
    Kind(name="bad nesting", probability=0.01, make=lambda _: a.Altered(surgery.badly_nested), lasting=True),
    Kind(name="no date", probability=0.01, make=lambda _: a.Altered(surgery.without_dates)),
    Kind(name="no title", probability=0.01, make=lambda _: a.Altered(surgery.without_title), lasting=True),
    Kind(name="empty body", probability=0.01, make=lambda _: a.Altered(surgery.without_paragraphs), lasting=True),
    Kind(name="changed ETag", probability=0.03, make=_tagged, spots=_PAGES),
    Kind(name="clock skew", probability=0.02, make=_skewed, spots=_PAGES),
)

FLAPPING = "flapping 503"
REPEATED_PAGE = "page 2 is page 1 again"
NEW_LAYOUT = "layout changed overnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """How likely it is that a portal as a whole misbehaves for a while."""

    flapping: float = 0.01  # of one request: the portal begins to answer every other one with 503
    flapping_requests: int = 6  # for so many requests
    repeated_page: float = 0.2  # of one night: every further page of a listing is the first one again
    new_layout: float = 0.2  # of one night, if lasting faults are admitted: all articles are laid out anew


NO_SPELLS = Spells(flapping=0.0, repeated_page=0.0, new_layout=0.0)
