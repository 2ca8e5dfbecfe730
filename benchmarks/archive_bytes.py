"""What the page archive weighs: a year of the replica world's nights, each page with dictionaries, without, and in gzip.

The nights are real ones: what is archived is what the crawl fetched, lists included. Then portals change their layout, or move
to other software altogether, to see that the dictionaries follow where the old ones no longer serve.
"""

from __future__ import annotations

import argparse
import gzip
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Final
from unittest.mock import patch

import zstandard

import db.archive_packing
from db.archive import Archive
from db.archive_packing import GOOD_RATIO, compress
from db.archive_upkeep import Holding, compact, holdings
from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.generator import generate_article
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.sites.site import Edition, Request
from replicas.year import nights
from transforms.dates import VIETNAM
from transforms.records import Page

NIGHTS: Final = 365
NEWS: Final = 4  # articles a night and portal, as in long_run
EDITS: Final = 1
PAGES: Final = 12  # of each layout, one a day: no dictionary becomes too old meanwhile
_FIRST_DAY: Final = datetime(2026, 2, 1, 2, tzinfo=VIETNAM)
# A layout that a portal leaves, and the one that it changes to: of its own, then of another portal's software.
CHANGES: Final = (
    ("baodaklak-2020", "baodaklak-2024"),
    ("baoangiang-2020", "baoangiang-2023"),
    ("baodongthap-c1", "baodongthap-c3"),
    ("baodaklak-2024", "baoangiang-2023"),
    ("baoangiang-2023", "baodongthap-c3"),
    ("vinhlong-dnn", "angiang-2018"),
)
_SITE_OF: Final = {"angiang-2018": "angiang_portal", "vinhlong-dnn": "vinhlong_portal"}  # the others begin with it


@dataclass(slots=True)
class Weight:
    """Bytes of the answers of one kind, each counted as often as it is kept."""

    pages: int = 0
    raw: int = 0
    gzipped: int = 0  # each body for itself, level 6
    alone: int = 0  # the same in zstd, as the archive would without dictionaries
    kept: int = 0  # as the archive keeps them, the dictionaries counted in
    dictionaries: int = 0


@dataclass(slots=True)
class Change:
    """A portal that left one layout for another: bytes of each page as it came, as kept, and against its first page alone."""

    old: str
    new: str
    raw: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)  # without dictionaries
    by_first: list[int] = field(default_factory=list)
    dictionaries: list[int] = field(default_factory=list)  # how many there are after it

    @property
    def needed(self) -> bool:
        """Whether the old layout's dictionary does badly on the new one."""
        return ratio(self.raw[PAGES:], self.by_first[PAGES:]) < GOOD_RATIO

    @property
    def stuck(self) -> bool:
        return self.needed and self.dictionaries[-1] == self.dictionaries[PAGES - 1]


def run() -> None:
    """The short form for `make bench`: a month."""
    main(["--nights", "30"])


def main(arguments: Sequence[str]) -> int:
    """Print bytes per page and night; 1 if a layout's dictionary was not replaced by one of the next."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks archive_bytes", description=__doc__)
    parser.add_argument("--nights", type=int, default=NIGHTS, help="how many (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = _live(folder, options.nights)
        plain = folder / "plain.db"
        _without_dictionaries(path, plain)
        for file in (path, plain):
            compact(file)
        print(f"{options.nights} nights of 5 portals, {NEWS} new articles and {EDITS} edited one each a night")
        _print_weights(_weights(path, holdings(path)))
        _print_files(path, plain, options.nights)
        changes = [change_layout(folder, old, new) for old, new in CHANGES]
    return _print_changes(changes)


def _live(folder: Path, count: int) -> Path:
    """The archive after that many nights."""
    settings = Settings(db=folder / "warehouse.db", archive=None, contact="benchmark@localhost")
    with ReplicaServer(crawl_delay_s=0) as server:
        portals = replica_portals(server)
        for there in islice(nights(NEWS, EDITS), count):
            server.set_world(there)
            server.requests.clear()
            clock = Clock(there.now)
            run_night(NightPlan(portals=portals, settings=settings, clock=clock, policy=settings.fetch_policy()))
    return settings.archive_path


def _pages(path: Path) -> Iterator[Page]:
    with Archive(path) as archive:
        for capture_id in archive.ids():
            yield archive.read(capture_id)


def _without_dictionaries(path: Path, plain: Path) -> None:
    """The same answers in a second archive, in which no page is large enough to serve as a dictionary."""
    with patch.object(db.archive_packing, "SMALLEST_DICTIONARY", 2**40), Archive(plain) as archive:
        pages = _pages(path)
        while batch := list(islice(pages, 500)):
            archive.store_all(batch)


def _weights(path: Path, held: Iterable[Holding]) -> dict[str, Weight]:
    """By kind of page. Bodies that several answers share count once, as they are kept once."""
    weights: defaultdict[str, Weight] = defaultdict(Weight)
    for holding in held:
        weight = weights[holding.kind]
        weight.pages += holding.bodies
        weight.raw += holding.raw
        weight.kept += holding.stored
        weight.dictionaries += holding.dictionaries
    seen: set[bytes] = set()
    for page in _pages(path):
        if page.body not in seen:
            seen.add(page.body)
            weights[page.kind].gzipped += len(gzip.compress(page.body, compresslevel=6, mtime=0))
            weights[page.kind].alone += len(compress(page.body))
    return dict(weights)


def _print_weights(weights: dict[str, Weight]) -> None:
    print("bodies, bytes per page (how many times smaller than it came)")
    print("  kind        pages      raw            gzip    zstd, no dictionary    as kept, dictionaries in   dictionaries")
    for kind, weight in weights.items():
        print(
            f"  {kind:9} {weight.pages:7,} {weight.raw / weight.pages:8,.0f}"
            f" {weight.gzipped / weight.pages:9,.0f} ({weight.raw / weight.gzipped:4.1f})"
            f" {weight.alone / weight.pages:15,.0f} ({weight.raw / weight.alone:4.1f})"
            f" {weight.kept / weight.pages:20,.0f} ({weight.raw / weight.kept:4.1f})"
            f" {weight.dictionaries:14,}"
        )


def _print_files(path: Path, plain: Path, nights_: int) -> None:
    with Archive(path) as archive:
        answers = len(archive.ids())
    print("archive.db as a file: addresses, times, headers and indexes in")
    for name, file in (("with dictionaries", path), ("without", plain)):
        size = file.stat().st_size
        print(f"  {name:18} {size / 1e6:8.1f} MB {size / answers:8,.0f} bytes/answer {size / nights_ / 1000:8.1f} kB/night")
    print(f"  with dictionaries / without: {path.stat().st_size / plain.stat().st_size:.2f}; {answers:,} answers")


def change_layout(folder: Path, old: str, new: str) -> Change:
    """A page a day in the old layout, then as many in the new one, all of one portal."""
    change = Change(old, new)
    first = zstandard.ZstdCompressionDict(_page(0, old).body, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    path = folder / f"{old} {new}.db"
    with Archive(path) as archive:
        ids = archive.store_all(_page(day, old if day < PAGES else new) for day in range(2 * PAGES))
        change.raw = [len(archive.read(capture_id).body) for capture_id in ids]
        change.by_first = [len(compress(archive.read(capture_id).body, first)) for capture_id in ids]
    with closing(sqlite3.connect(path)) as read:
        rows = read.execute("SELECT length(data), dictionary_id FROM bodies ORDER BY rowid").fetchall()
    change.kept = [size for size, _ in rows]
    change.dictionaries = list(accumulate((dictionary for _, dictionary in rows), max))
    return change


def _page(day: int, layout: str) -> Page:
    slug = _SITE_OF.get(layout, layout.partition("-")[0])
    fetched = _FIRST_DAY + timedelta(days=day)
    article = replace(generate_article(slug, day, fetched - timedelta(hours=12), "layouts"), layout=layout)
    site = SITES[slug]
    edition = Edition("http://127.0.0.1:9", "localhost:9", (article,), 0.0)
    target = site.path(article)
    answer = site.answer(Request("GET", target), edition, site.index(edition))
    url = edition.home + target
    return Page(
        portal="changing", kind="article", url=url, final_url=url, status=200, headers=(), fetched_at=fetched, body=answer.body
    )


def _print_changes(changes: Sequence[Change]) -> int:
    print(f"a portal changes its layout: {PAGES} pages of the old one, a day each, then {PAGES} of the new one")
    print("how many times smaller they are kept, dictionaries not counted; and if the first page were the only dictionary")
    print("  from             to                   old     new   by the first alone   dictionaries")
    for change in changes:
        old, new, first = (
            ratio(change.raw[1:PAGES], change.kept[1:PAGES]),
            ratio(change.raw[PAGES + 1 :], change.kept[PAGES + 1 :]),
            ratio(change.raw[PAGES + 1 :], change.by_first[PAGES + 1 :]),
        )
        print(
            f"  {change.old:16} {change.new:16} {old:7.1f} {new:7.1f} {first:20.1f}"
            f"   {change.dictionaries[PAGES - 1]}, then {change.dictionaries[-1]}"
        )
    stuck = [f"{change.old} to {change.new}" for change in changes if change.stuck]
    print(f"no new dictionary where one was needed: {', '.join(stuck) or 'nowhere'}")
    return int(bool(stuck))


def ratio(raw: Sequence[int], kept: Sequence[int]) -> float:
    """How many times smaller these pages are kept than they came."""
    return sum(raw) / sum(kept)
