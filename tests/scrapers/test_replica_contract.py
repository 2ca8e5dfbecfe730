"""Every article and every list of the replica portals on both nights, over HTTP: what is parsed is what the world says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
import requests

from replicas.model import PORTALS, Article, expected_fields
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.world import world
from scrapers.encoding import decode
from scrapers.listings import first_request, parse_listing
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from scrapers.spec import Listing, Politeness, Portal
from transforms.records import ListingItem
from transforms.text import tidy

NIGHTS = (1, 2)
MOST_PAGES = 30


@dataclass(frozen=True, slots=True)
class Web:
    """The replica portals of both nights, and a session to ask them with."""

    servers: dict[int, ReplicaServer]
    session: requests.Session

    def portal(self, slug: str, night: int) -> Portal:
        server = self.servers[night]
        return BY_SLUG[slug].at(server.home(slug), aliases=(server.alias(slug),), politeness=Politeness(delay_s=0))

    def text(self, url: str, form: dict[str, str] | None = None) -> str:
        answer = self.session.request("POST" if form else "GET", url, data=form, timeout=10)
        assert answer.status_code == 200, url
        return decode(answer.content, answer.headers.get("content-type")).text

    def walk(self, portal: Portal, listing: Listing) -> Iterator[ListingItem]:
        """All items of a listing, page after page to its end."""
        request = first_request(portal, listing)
        for _ in range(MOST_PAGES):
            page = parse_listing(self.text(request.url, dict(request.form or {})), request, portal, listing)
            yield from page.items
            if page.next is None or not page.items:
                return
            request = page.next
        pytest.fail(f"{listing.path} does not end")


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    with ExitStack() as running:
        servers = {night: running.enter_context(ReplicaServer(night=night, crawl_delay_s=0)) for night in NIGHTS}
        yield Web(servers, running.enter_context(requests.Session()))


ARTICLES = [
    pytest.param(night, article, id=f"night {night}-{slug}-{article.id}")
    for night in NIGHTS
    for slug in PORTALS
    for article in world(night).articles[slug]
    if not article.gone
]


@pytest.mark.parametrize(("night", "article"), ARTICLES)
def test_article(night: int, article: Article, web: Web) -> None:
    portal = web.portal(article.portal, night)
    url = portal.home + SITES[article.portal].path(article)
    read = parse_article(web.text(url), url, portal)
    expected = expected_fields(article)
    assert read.method == "layout"
    assert read.title == expected.title
    assert read.lead == tidy(expected.lead)
    assert read.body == tuple(map(tidy, expected.body))
    assert tuple(image.caption for image in read.images if image.caption) == tuple(map(tidy, expected.captions))
    assert (read.author, read.section, read.tags) == (expected.author, expected.section, expected.tags)
    assert read.published_at is not None
    assert read.published_at.isoformat() == expected.published
    assert len(read.images) == sum(block.kind == "image" for block in article.body)


@pytest.mark.parametrize(("night", "article"), [case for case in ARTICLES if case.values[1].listed_as])  # type: ignore[union-attr]
def test_every_spelling_of_an_address_has_one_key(night: int, article: Article, web: Web) -> None:
    portal, site = web.portal(article.portal, night), SITES[article.portal]
    spellings = [site.spelling(article, how) for how in article.listed_as]
    urls = [root + spelling for spelling in spellings for root in (portal.home, f"http://{portal.aliases[0]}")]
    assert {portal.key(url) for url in urls} == {portal.key(portal.home + site.path(article))}
    assert all(web.text(url) for url in urls)


LISTINGS = [
    pytest.param(night, slug, listing, id=f"night {night}-{slug}{listing.path}")
    for night in NIGHTS
    for slug in PORTALS
    for listing in BY_SLUG[slug].listings
]


@pytest.mark.parametrize(("night", "slug", "listing"), LISTINGS)
def test_listing(night: int, slug: str, listing: Listing, web: Web) -> None:
    portal = web.portal(slug, night)
    articles = {portal.key(portal.home + SITES[slug].path(article)): article for article in world(night).articles[slug]}
    items = list(web.walk(portal, listing))
    assert items
    assert all(portal.declares(item.url) for item in items)
    listed = [articles[portal.key(item.url)] for item in items]  # KeyError: lists what is no article
    assert [item.title for item in items] == [tidy(article.title) for article in listed]
    dates = [article.published for article in listed]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("slug", PORTALS)
def test_the_listings_together_hold_every_article(night: int, slug: str, web: Web) -> None:
    portal = web.portal(slug, night)
    found = {portal.key(item.url) for listing in portal.listings for item in web.walk(portal, listing)}
    assert found == {portal.key(portal.home + SITES[slug].path(article)) for article in world(night).articles[slug]}
