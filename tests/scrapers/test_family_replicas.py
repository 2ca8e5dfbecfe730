"""Every declared portal but the five, over HTTP against a site of its family: what is read is what the world says.

A replica imports nothing of the pipeline; its tables say the known facts in markup, with what stands around articles. What
passes here fits together: addresses, keys, lists, paging, the selectors of a layout and what it drops. Whether the facts are
those of the real site is another question: see `knowledge`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from urllib.parse import urlsplit, urlunsplit

import pytest

from replicas.families import FAMILY_SITES, family_expected, family_server, family_world
from replicas.model import PORTALS as THE_FIVE
from replicas.model import Expected
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
    """The sites of all families, and the connections to them."""

    server: ReplicaServer
    connections: dict[str, HTTPConnection]

    def portal(self, slug: str) -> Portal:
        return BY_SLUG[slug].at(self.server.home(slug), aliases=(self.server.alias(slug),), politeness=Politeness(delay_s=0))

    def text(self, url: str) -> str:
        """The page, over a connection kept for its portal: 700 requests by a library made for more cost a second more."""
        parts = urlsplit(url)
        if parts.netloc not in self.connections:
            self.connections[parts.netloc] = HTTPConnection(parts.netloc, timeout=10)
        connection = self.connections[parts.netloc]
        connection.request("GET", urlunsplit(("", "", parts.path or "/", parts.query, "")))
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, url
        return decode(body, answer.headers["Content-Type"]).text

    def walk(self, portal: Portal, listing: Listing) -> Iterator[ListingItem]:
        """All items of a listing, page after page to its end, which may be that a page repeats the one before."""
        request, before = first_request(portal, listing), None
        for _ in range(MOST_PAGES):
            page = parse_listing(self.text(request.url), request, portal, listing)
            yield from page.items
            if page.next is None or not page.items or page.items == before:
                return
            request, before = page.next, page.items
        pytest.fail(f"{listing.path} does not end")


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with family_server() as server:
        there = Web(server, {})
        yield there
        for connection in there.connections.values():
            connection.close()


def as_read(article: RawArticle) -> Expected:
    return Expected(
        title=article.title,
        lead=article.lead,
        body=article.body,
        captions=tuple(image.caption for image in article.images),
        author=article.author or "",
        published=article.published_at.isoformat() if article.published_at else "",
        section=article.section,
        tags=article.tags,
    )


each_site = pytest.mark.parametrize("slug", SLUGS)


@each_site
def test_articles_are_read_as_they_were_written(slug: str, web: Web) -> None:
    portal, site = web.portal(slug), FAMILY_SITES[slug]
    for article in NIGHT.articles[slug]:
        url = portal.home + site.path(article)
        read = parse_article(web.text(url), url, portal, captured_on=NIGHT.now.date())
        assert (read.method, read.layout) == ("layout", article.layout)
        expected = family_expected(article)
        tidied = replace(
            expected,
            lead=tidy(expected.lead),
            body=tuple(map(tidy, expected.body)),
            captions=tuple(map(tidy, expected.captions)),
        )
        assert as_read(read) == tidied, url
        assert not isinstance(clean_article(read, url_key=portal.key(url), fetched_at=NIGHT.now), Rejection)


@each_site
def test_the_lists_lead_to_every_article_and_to_nothing_else(slug: str, web: Web) -> None:
    portal = web.portal(slug)
    site = FAMILY_SITES[slug]
    keys = {portal.key(portal.home + site.path(article)) for article in NIGHT.articles[slug]}
    assert len(keys) == len(NIGHT.articles[slug])
    found: dict[str, str] = {}
    for listing in portal.listings:
        items = [item for item in web.walk(portal, listing) if portal.declares(item.url) and portal.layouts_for(item.url)]
        read = {portal.key(item.url): item.title for item in items}
        expected = {portal.key(portal.home + site.path(article)) for article in site.listed(listing.path, NIGHT.articles[slug])}
        assert expected, listing.path
        assert expected - read.keys() == set(), listing.path
        found |= read
    listed = [article for article in NIGHT.articles[slug] if site.is_listed(article)]
    assert found == {portal.key(portal.home + site.path(article)): tidy(article.title) for article in listed}


def test_every_family_has_a_replica_and_every_layout_that_no_saved_page_proves() -> None:
    printed = {(slug, article.layout) for slug in SLUGS for article in NIGHT.articles[slug]}
    rest = [portal for portal in PORTALS if portal.slug not in THE_FIVE]
    declared = {(portal.slug, layout.name) for portal in rest for layout in portal.layouts}
    seen = {portal.slug for portal in rest if portal.knowledge == "seen"}
    assert printed <= declared
    assert {pair for pair in declared - printed if pair[0] not in seen} == set()
    assert {portal.family for portal in PORTALS} == {BY_SLUG[slug].family for slug in (*SLUGS, *THE_FIVE)}
