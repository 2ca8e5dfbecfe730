"""Parsing: this project against trafilatura with metadata and against BeautifulSoup on the whole page; same pages, one run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import trafilatura
from bs4 import BeautifulSoup

from benchmarks.measure import interleave
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.world import world
from scrapers.encoding import decode
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal, SelectorLayout

ROUNDS = 7
# Whole saved pages, if they are beside the checkout.
SAVED = {
    "baodaklak.vn__b56121a.html": ("baodaklak", "https://baodaklak.vn/giao-duc/202409/nguoi-hoc-dung-ai-lam-bai-tap-b56121a/"),
    "baocantho.com.vn__a196670.html": (
        "baocantho",
        "https://baocantho.com.vn/tap-trung-trien-khai-cac-dot-thanh-tra-a196670.html",
    ),
}


def run() -> None:
    """Print ms per page and the ratios, for the replica pages and for the saved real ones."""
    for name, pages in (("replica pages", list(replica_pages())), ("saved real pages", list(_saved_pages()))):
        if pages:
            _compare(name, pages)


def _compare(name: str, pages: list[tuple[Portal, str, bytes]]) -> None:
    def ours() -> None:
        for portal, url, body in pages:
            parse_article(decode(body, None).text, url, portal)

    def with_trafilatura() -> None:
        for _, url, body in pages:
            trafilatura.bare_extraction(body, url=url, with_metadata=True)

    def with_whole_soup() -> None:
        for portal, _, body in pages:
            soup = BeautifulSoup(body, "lxml", from_encoding="utf-8")
            for layout in portal.layouts:
                container = soup.select_one(layout.root.css) if isinstance(layout, SelectorLayout) else soup.body
                if container is not None:
                    [paragraph.get_text() for paragraph in container.find_all("p")]
                    break

    timings = interleave(
        {"vnportals": ours, "trafilatura with metadata": with_trafilatura, "BeautifulSoup, whole page": with_whole_soup}, ROUNDS
    )
    size = sum(len(body) for _, _, body in pages) / len(pages) / 1000
    print(f"{name}: {len(pages)} pages, mean {size:.0f} kB, CPU time, median of {ROUNDS} rounds")
    ours_s = timings["vnportals"].median
    for variant, timing in timings.items():
        print(
            f"  {variant:28} {timing.median / len(pages) * 1000:7.2f} ms/page {len(pages) / timing.median:7.0f} pages/s"
            f"   {timing.median / ours_s:5.1f} x our time   spread {timing.spread:.0%}"
        )


def replica_pages() -> Iterator[tuple[Portal, str, bytes]]:
    """Every article of the replica world's first night: its portal, its address and its page."""
    with ReplicaServer(crawl_delay_s=0) as server:
        for slug, articles in world(1).articles.items():
            portal = BY_SLUG[slug].at(server.home(slug), aliases=(), politeness=BY_SLUG[slug].politeness)
            for article in articles:
                url = server.home(slug) + SITES[slug].path(article)
                with urlopen(url, timeout=10) as answer:
                    yield portal, url, answer.read()


def _saved_pages() -> Iterator[tuple[Portal, str, bytes]]:
    folder = Path(__file__).parent.parent.parent / "shared" / "pages"
    for name, (slug, url) in SAVED.items():
        if (folder / name).is_file():
            yield BY_SLUG[slug], url, (folder / name).read_bytes()
