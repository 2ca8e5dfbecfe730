"""Crawling: our night against a Scrapy spider, on the replica portals, with the same politeness.

The portals stand in this process, each crawler runs in one of its own. Night one finds everything new, night two nothing.
Requests and bytes are those that the portals saw; CPU time is the crawler's, without what it takes to start it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from scrapers.spec import AnchorLayout, JsonpPaging, Layout, Listing, Portal, PostbackPaging, QueryPaging
from transforms.urls import host_of

ROOT: Final = Path(__file__).parent.parent
PEERS: Final = ROOT / ".venv" / "peers" / "bin" / "python"
SPIDER: Final = Path(__file__).with_name("peers_scrapy_spider.py")
ARTICLES: Final = 25  # of a portal
PAGE_SIZE: Final = 20
ROUNDS: Final = 3
DELAY_S: Final = 0.05
_OURS: Final = "vnportals"
# sqlite-utils imports pandas and NumPy where they are installed, 0.4 s and 70 MB. They are here for the tests; who installs
# vnportals has neither.
_AS_INSTALLED: Final = (
    "import runpy, sys; sys.modules.update(pandas=None, numpy=None); "
    "runpy.run_module('benchmarks.peers_crawl_night', run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True, slots=True)
class Night:
    """What one night of one crawler took."""

    requests: int
    not_modified: int
    megabytes: float
    wall_s: float
    cpu_s: float
    start_cpu_s: float
    peak_mb: float
    articles: int


def run() -> None:
    """The short form for `make bench`."""
    main(["--rounds", "1"])


def main(arguments: Sequence[str]) -> int:
    """Print both nights of every crawler; 1 if they do not end up with the same articles."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers_crawl", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of each portal (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="without delay; one with it (default: %(default)s)")
    parser.add_argument("--delay", type=float, default=DELAY_S, help="seconds between requests (default: %(default)s)")
    parser.add_argument("--python", type=Path, default=PEERS, help="of an environment with Scrapy (default: %(default)s)")
    options = parser.parse_args(arguments)
    if not options.python.is_file():
        print(f"{options.python}: no such program; `make bench` makes it, or --python names another one with Scrapy")
        return 2
    same = True
    for delay_s, rounds in ((0.0, options.rounds), (options.delay, 1)):
        seen = [_round(options.python, options.articles, delay_s) for _ in range(rounds)]
        pace = f"{delay_s} s between requests" if delay_s else "no delay"
        print(f"5 portals of {options.articles} articles, {pace}, median of {rounds}")
        _print(seen)
        only = {address for found in seen for address in not_of_all(found)}
        print(f"  articles that not all have: {', '.join(sorted(only)) or 'none'}")
        same = same and not only
    return int(not same)


@dataclass(frozen=True, slots=True)
class Round:
    """What every crawler did. Articles are told apart by URL key, under which two addresses of one article are the same."""

    nights: dict[tuple[str, int], Night]  # crawler and night
    found: dict[str, frozenset[str]]  # crawler -> its articles


def not_of_all(seen: Round) -> frozenset[str]:
    """Articles that some crawler did not store, of those that store any."""
    found = [addresses for addresses in seen.found.values() if addresses]
    return frozenset().union(*found) - frozenset.intersection(*found)


def _round(python: Path, articles: int, delay_s: float) -> Round:
    """Every crawler lives through two nights, each from nothing."""
    nights: dict[tuple[str, int], Night] = {}
    found: dict[str, frozenset[str]] = {}
    with ReplicaServer(crawl_delay_s=delay_s, articles=articles, page_size=PAGE_SIZE) as server:
        for name, (table, nights_of_it) in _CRAWLERS.items():
            with tempfile.TemporaryDirectory() as folder:
                database = Path(folder) / "articles.db"
                for night in nights_of_it:
                    command = _command(name, python, server, delay_s, database, NIGHTS[1] + timedelta(days=night - 1))
                    nights[name, night] = _live(command, server, database, table)
                found[name] = keys_of(_urls(database, table), replica_portals(server))
    return Round(nights, found)


# crawler -> the table with its articles, and the nights it lives through
_CRAWLERS: Final = {
    _OURS: ("articles", (1, 2)),
    "vnportals, to the archive only": ("", (1,)),
    "Scrapy": ("articles", (1, 2)),
    "Scrapy, with a memory": ("articles", (1, 2)),
}


def _command(name: str, python: Path, server: ReplicaServer, delay_s: float, database: Path, now: datetime) -> list[str]:
    if name.startswith(_OURS):
        places = {slug: [server.home(slug), server.alias(slug)] for slug in server.portals}
        orders: dict[str, Any] = {
            "db": str(database),
            "places": places,
            "now": now.isoformat(),
            "archive_only": "archive" in name,
        }
        return [sys.executable, "-c", _AS_INSTALLED, json.dumps(orders)]
    since = now - Settings(db=database, archive=None).look_back
    orders = {
        "articles": str(database),
        "cache": str(database.with_name("cache")),
        "delay_s": delay_s,
        "memory": "memory" in name,
        "recent_since": since.date().isoformat(),
        "portals": [orders_for(portal) for portal in replica_portals(server)],
    }
    return [str(python), str(SPIDER), json.dumps(orders)]


def _live(command: list[str], server: ReplicaServer, database: Path, table: str) -> Night:
    server.requests.clear()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[:3]} ended with status {done.returncode}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    log = list(server.requests)
    return Night(
        requests=len(log),
        not_modified=sum(request.status == 304 for request in log),
        megabytes=sum(request.bytes_sent for request in log) / 1e6,
        wall_s=told["wall_s"],
        cpu_s=told["cpu_s"],
        start_cpu_s=told["start_cpu_s"],
        peak_mb=told["peak_mb"],
        articles=len(_urls(database, table)),
    )


def _urls(database: Path, table: str) -> list[str]:
    """The addresses of all articles that were stored."""
    if not table:
        return []
    with closing(sqlite3.connect(database)) as db:
        return [url for (url,) in db.execute(f"SELECT url FROM {table}")]


def keys_of(urls: Iterable[str], portals: Iterable[Portal]) -> frozenset[str]:
    by_host = {host: portal for portal in portals for host in portal.hosts}
    return frozenset(by_host[host_of(url)].key(url) for url in urls)


def orders_for(portal: Portal) -> dict[str, Any]:
    """What the spider has to know of a portal: addresses and selectors, as values of JSON."""
    pattern = "|".join(f"(?:{layout.url.pattern})" for layout in portal.layouts)
    return {
        "slug": portal.slug,
        "article": f"(?i){pattern}",
        "listings": [_listing(portal, listing) for listing in portal.listings],
        "articles": [_article(layout) for layout in portal.layouts],
    }


def _listing(portal: Portal, listing: Listing) -> dict[str, Any]:
    known: dict[str, Any] = {"url": portal.absolute(listing.path), "link": listing.link.css if listing.link else None}
    match listing.paging:
        case QueryPaging(parameter=parameter):
            known["parameter"] = parameter
        case JsonpPaging() as service:
            known |= {"service": portal.absolute(service.path), "page_size": service.page_size}
        case PostbackPaging() as form:
            known |= {"pager": form.pager, "next_text": form.next_text}
        case _:
            pass
    return known


def _article(layout: Layout) -> dict[str, str]:
    """Selectors of title, date and body. Where only the text of a page is known, of what holds all three."""
    if isinstance(layout, AnchorLayout):
        root = ", ".join(layout.root)
        return {"title": "title", "published": root, "body": root}
    published = layout.published.css if layout.published else layout.root.css
    return {"title": layout.title.css, "published": published, "body": (layout.body or layout.root).css}


def _print(seen: Sequence[Round]) -> None:
    print(
        "  crawler                          night  pages/s  requests    304      MB  CPU ms/article  start s  peak MB  articles"
    )
    stored = seen[0].nights[_OURS, 1].articles
    for name, night in seen[0].nights:
        rounds = [found.nights[name, night] for found in seen]
        one = rounds[0]
        wall_s, cpu_s = _median(each.wall_s for each in rounds), _median(each.cpu_s for each in rounds)
        start_s, peak_mb = _median(each.start_cpu_s for each in rounds), _median(each.peak_mb for each in rounds)
        print(
            f"  {name:32} {night:5} {one.requests / wall_s:8.1f} {one.requests:9} {one.not_modified:6} {one.megabytes:7.2f}"
            f" {cpu_s / stored * 1000:15.1f} {start_s:8.2f} {peak_mb:8.0f} {one.articles or '-':>9}"
        )


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)
