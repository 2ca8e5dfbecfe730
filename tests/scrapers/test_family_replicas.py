"""Every declared portal but the five, over HTTP against a site of its family: what is read is what the world says.

A spec and its replica are written from the same facts by different hands, and a replica imports nothing of the pipeline. What
passes here fits together: addresses, lists, paging, every selector of a layout, keys. What the real site looks like is another
question: see `knowledge`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

from replicas.families import FAMILY_SITES, family_expected, family_server, family_world
from replicas.model import PORTALS as THE_FIVE
from replicas.model import Article
from replicas.server import ReplicaServer
from scrapers.encoding import decode
from scrapers.listings import first_request, parse_listing
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.spec import Listing, Politeness, Portal
from transforms.clean import clean_article
from transforms.records import ListingItem, RawArticle, Rejection
from transforms.text import tidy

NIGHT = family_world()
MOST_PAGES = 10
SLUGS = sorted(FAMILY_SITES)


@dataclass(frozen=True, slots=True)
class Web:
    """The sites of all families, and a session to ask them with."""

    server: ReplicaServer
    session: requests.Session

    def portal(self, slug: str) -> Portal:
        return BY_SLUG[slug].at(self.server.home(slug), aliases=(self.server.alias(slug),), politeness=Politeness(delay_s=0))

    def text(self, url: str) -> str:
        answer = self.session.get(url, timeout=10)
        assert answer.status_code == 200, url
        return decode(answer.content, answer.headers.get("content-type")).text

    def walk(self, portal: Portal, listing: Listing) -> Iterator[ListingItem]:
        """All items of a listing, page after page to its end."""
        request = first_request(portal, listing)
        for _ in range(MOST_PAGES):
            page = parse_listing(self.text(request.url), request, portal, listing)
            yield from page.items
            if page.next is None or not page.items:
                return
            request = page.next
        pytest.fail(f"{listing.path} does not end")


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with family_server() as server, requests.Session() as session:
        yield Web(server, session)


def read(article: Article, web: Web) -> RawArticle:
    portal = web.portal(article.portal)
    url = portal.home + FAMILY_SITES[article.portal].path(article)
    return parse_article(web.text(url), url, portal, captured_on=NIGHT.now.date())


ARTICLES = [pytest.param(article, id=f"{slug}-{article.id}") for slug in SLUGS for article in NIGHT.articles[slug]]


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_read_as_it_was_written(article: Article, web: Web) -> None:
    got, expected = read(article, web), family_expected(article)
    assert (got.method, got.layout) == ("layout", article.layout)
    assert got.title == expected.title
    assert got.lead == tidy(expected.lead)
    assert got.body == tuple(map(tidy, expected.body))
    assert tuple(image.caption for image in got.images) == tuple(map(tidy, expected.captions))
    assert (got.author, got.section, got.tags) == (expected.author, expected.section, expected.tags)
    assert got.published_at is not None
    assert got.published_at.isoformat() == expected.published


@pytest.mark.parametrize("slug", SLUGS)
def test_the_lists_lead_to_every_article_and_to_nothing_else(slug: str, web: Web) -> None:
    portal = web.portal(slug)
    site = FAMILY_SITES[slug]
    keys = {portal.key(portal.home + site.path(article)) for article in NIGHT.articles[slug]}
    assert len(keys) == len(NIGHT.articles[slug])
    found: dict[str, str] = {}
    for listing in portal.listings:
        items = [item for item in web.walk(portal, listing) if portal.declares(item.url) and portal.layouts_for(item.url)]
        assert items, listing.path
        found |= {portal.key(item.url): item.title for item in items}
    listed = [article for article in NIGHT.articles[slug] if site.is_listed(article)]
    assert found == {portal.key(portal.home + site.path(article)): tidy(article.title) for article in listed}


def test_every_layout_of_every_portal_is_printed_by_a_replica() -> None:
    printed = {(slug, article.layout) for slug in SLUGS for article in NIGHT.articles[slug]}
    declared = {(portal.slug, layout.name) for portal in PORTALS if portal.slug not in THE_FIVE for layout in portal.layouts}
    assert printed == declared


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_of_a_replica_is_good_news(slug: str, web: Web) -> None:
    """Not only read but loaded: what the checks of a night would refuse is no article."""
    raw = read(NIGHT.articles[slug][0], web)
    assert not isinstance(clean_article(raw, url_key=BY_SLUG[slug].key(raw.url), fetched_at=NIGHT.now), Rejection)
