"""Pages of the replica portals without a server: any number of articles, as they would stand under the portals' own hosts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Final

from replicas.generator import generate_articles
from replicas.model import PORTALS as SLUGS
from replicas.sites import SITES
from replicas.sites.site import Edition, Request
from replicas.world import NIGHTS
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal
from transforms.records import Page

PORTALS: Final[tuple[Portal, ...]] = tuple(BY_SLUG[slug] for slug in SLUGS)
_EDITION: Final = 200  # articles that a page may name around its own


def pages(count: int) -> Iterator[Page]:
    """So many article pages, all different, the portals in turn; the same for the same number."""
    each = -(-count // len(SLUGS))
    took = zip(*(_of_portal(slug, each) for slug in SLUGS), strict=True)
    return islice((page for turn in took for page in turn), count)


def _of_portal(slug: str, count: int) -> Iterator[Page]:
    site, home = SITES[slug], BY_SLUG[slug].home.rstrip("/")
    articles = generate_articles(slug, count, seed=1)
    for start in range(0, count, _EDITION):
        edition = Edition(home, "localhost:9", tuple(articles[start : start + _EDITION]), 0.0)
        index = site.index(edition)
        for place, article in enumerate(edition.articles, start):
            path = site.path(article)
            answer = site.answer(Request("GET", path), edition, index)
            yield Page(
                portal=slug,
                kind="article",
                url=home + path,
                final_url=home + path,
                status=answer.status,
                headers=(("Content-Type", answer.content_type),),
                fetched_at=NIGHTS[1] + timedelta(seconds=place),
                body=answer.body,
            )
