"""The replicas under faults at random: every declared kind happens, ends in the outcome that fits it, and a seed repeats it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from flows.clock import Clock
from flows.replica_portals import replica_portals
from replicas.faults.kinds import FLAPPING, KINDS, NEW_LAYOUT, NO_SPELLS, REPEATED_PAGE, Kind
from replicas.faults.trouble import Trouble
from replicas.model import PORTALS
from replicas.server import ReplicaServer
from replicas.sites.site import Request
from replicas.world import world
from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.fetch import Fetcher
from scrapers.parse import parse_article
from scrapers.spec import Portal
from tests.scrapers.conftest import POLICY
from transforms.records import Page

# What the fetcher makes of a page under each kind of fault.
COMES_TO: dict[str, type[Exception] | None] = {
    "404 or 410": FetchRejected,
    "403": FetchRejected,
    "5xx": FetchFailed,
    "5xx for robots.txt": PortalUnavailable,
    "429": FetchFailed,
    "429 for an hour": PortalUnavailable,
    "redirect that leads nowhere": FetchRejected,
    "oversize": FetchRejected,
    "decompression bomb": FetchRejected,
    "wrong content type": FetchRejected,
    "challenge page": FetchRejected,
    "truncated": FetchFailed,
    "no bytes": FetchFailed,
    "connection reset": PortalUnavailable,  # robots.txt is reset, too
    "slow drip": FetchFailed,
    "silence": FetchFailed,
    "wrong charset": None,
    "NFD": None,
    "windows-1258": None,
    "bad nesting": None,
    "no date": None,
    "no title": None,
    "empty body": None,
    "changed ETag": None,
    "clock skew": None,
}


@contextmanager
def fetching(trouble: Trouble, slug: str = "baodaklak") -> Iterator[tuple[Fetcher, Portal, str]]:
    """A fetcher on a replica under trouble, its portal, and the address of one article."""
    with ReplicaServer((slug,), crawl_delay_s=0, trouble=trouble) as server:
        (portal,) = replica_portals(server)
        article = next(article for article in world(1).articles[slug] if not article.forbidden)
        path = server._servers[slug].site.path(article)
        policy = replace(POLICY, retries=0, max_retry_after_s=1.0)
        with Fetcher(portal, policy, clock=Clock(server.now()).now) as fetcher:
            yield fetcher, portal, portal.absolute(path)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_comes_to_what_fits_it(kind: Kind) -> None:
    trouble = Trouble(1, lasting=True, kinds=[replace(kind, probability=1.0)], spells=NO_SPELLS)
    with fetching(trouble) as (fetcher, _, url):
        wanted = COMES_TO[kind.name]
        if wanted is None:
            assert isinstance(fetcher.fetch(url, kind="article"), Page)
        else:
            with pytest.raises(wanted):
                fetcher.fetch(url, kind="article")
    assert trouble.made[kind.name]


def _draws(trouble: Trouble, targets: list[str]) -> dict[tuple[str, str], list[str | None]]:
    drawn: dict[tuple[str, str], list[str | None]] = {}
    for target in targets:
        for portal in PORTALS:
            named = trouble.fault_of(portal, 1, Request("GET", target), "article")
            drawn.setdefault((portal, target), []).append(named.name if named else None)
    return drawn


def test_a_seed_makes_the_same_faults_in_whatever_order_pages_are_asked_for() -> None:
    targets = [f"/tin-{number % 50}.html" for number in range(400)]
    first = _draws(Trouble(7, spells=NO_SPELLS), targets)  # a flapping portal counts its requests, whichever they are
    assert first == _draws(Trouble(7, spells=NO_SPELLS), targets[::-1])
    assert first != _draws(Trouble(8, spells=NO_SPELLS), targets)


def test_all_kinds_happen_sooner_or_later_but_lasting_ones_only_when_admitted() -> None:
    article_kinds = {kind.name for kind in KINDS if "article" in kind.spots}
    lasting = {kind.name for kind in KINDS if kind.lasting} | {NEW_LAYOUT}
    for admitted in (False, True):
        trouble = Trouble(3, lasting=admitted)
        for night in (1, 2, 3):
            for number in range(120):
                for portal in PORTALS:
                    trouble.fault_of(portal, night, Request("GET", f"/{night}/{number}"), "article")
        unmade = (article_kinds | {FLAPPING, NEW_LAYOUT}) - trouble.made.keys()
        assert unmade == (set() if admitted else lasting)


def test_calm_is_calm() -> None:
    trouble = Trouble(1)
    trouble.calm = True
    assert not any(any(names) for names in _draws(trouble, [f"/{number}" for number in range(200)]).values())
    assert not trouble.made


def test_every_page_of_a_listing_is_the_first_one() -> None:
    trouble = Trouble(1, kinds=(), spells=replace(NO_SPELLS, repeated_page=1.0))
    again = trouble.request_instead("baoangiang", 1, Request("GET", "/xa-hoi/?p=2"))
    assert again == Request("GET", "/xa-hoi/")
    assert trouble.request_instead("baodongthap", 1, Request("GET", "/kinh-te?cate=343&page=3")).target == "/kinh-te?cate=343"
    assert trouble.made[REPEATED_PAGE] == 2


def test_a_layout_changed_overnight_is_read_by_the_generic_extractor() -> None:
    trouble = Trouble(1, lasting=True, kinds=(), spells=replace(NO_SPELLS, new_layout=1.0))
    with fetching(trouble) as (fetcher, portal, url):
        page = fetcher.fetch(url, kind="article")
        assert isinstance(page, Page)
        article = parse_article(page.body.decode(), page.final_url, portal)
    assert article.method == "trafilatura"
