"""History from WARC files: how close reading them comes to FastWARC passing over every record and doing nothing.

The archive is made here: answers as crawlers keep them, each with its request, one in a hundred of a portal of ours, the others
pages of the replica portals under hosts that nobody declares, each cut somewhere, so that they are 30 to 100 kB long.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
import tempfile
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.measure import Timing, interleave
from flows.backfilling import BackfillPlan, run_backfill
from flows.clock import Clock
from flows.reading_files import read_file
from flows.settings import Settings
from replicas.sites import SITES
from replicas.sites.site import Edition, Request
from replicas.world import NIGHTS, world
from scrapers.portals import BY_SLUG
from scrapers.warc import Scan, articles_in

RECORDS: Final = 20_000
ROUNDS: Final = 5
WANTED: Final = 100  # of how many records one is an article of ours
GOAL: Final = 0.8
PORTALS: Final = tuple(BY_SLUG.values())
_FOREIGN_BYTES: Final = (30_000, 100_000)
_DAY: Final = "2026-01-19T20:00:00Z"
_BODY_LIMIT: Final = 10 * 2**20
_MB: Final = 1e6


@dataclass(frozen=True, slots=True)
class Kept:
    """An address and the page there."""

    url: str
    body: bytes


def run() -> None:
    """The short form for `make bench`."""
    main(["--records", "4000", "--rounds", "3"])


def main(arguments: Sequence[str]) -> int:
    """Print records a second; 1 if reading falls short of the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks backfill_speed", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS, help="answers in the archive (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of all variants in turn (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        raw = write_archive(path, options.records)
        print(
            f"{options.records:,} answers with their requests, 1 of {WANTED} wanted: {raw / _MB:,.0f} MB, "
            f"{path.stat().st_size / _MB:,.0f} MB packed; {len(PORTALS)} portals"
        )
        timings = _measure(path, options.rounds)
    return _print(timings, options.records)


def _measure(path: Path, rounds: int) -> dict[str, Timing]:
    def alone() -> None:
        for _ in ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=False):
            pass

    def with_headers() -> None:
        for _ in ArchiveIterator(str(path), record_types=WarcRecordType.response):
            pass

    def reading() -> None:
        for _ in articles_in([path], PORTALS, Scan(), max_body_bytes=_BODY_LIMIT):
            pass

    def worker() -> None:
        read_file(path, PORTALS, _BODY_LIMIT)

    def whole() -> None:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(db=Path(folder) / "warehouse.db", archive=None)
            run_backfill(BackfillPlan(files=(path,), portals=PORTALS, settings=settings, clock=Clock(NIGHTS[2])))

    variants = {
        "FastWARC, iterating alone": alone,
        "FastWARC, HTTP headers parsed (its default)": with_headers,
        "vnportals, finding the articles": reading,
        "vnportals, and reading all that stands in them": worker,
        "vnportals, the whole backfill": whole,
    }
    return interleave(variants, rounds)


def _print(timings: dict[str, Timing], records: int) -> int:
    alone, reading = timings["FastWARC, iterating alone"], timings["vnportals, finding the articles"]
    for name, timing in timings.items():
        print(
            f"  {name:48} {records / timing.median:8,.0f} records/s   {timing.median / records * 1e6:7.1f} µs/record"
            f"   {median_ratio(alone, timing):5.2f} of FastWARC   spread {timing.spread:.0%}"
        )
    ratio = median_ratio(alone, reading)
    print(f"CPU time of one process, median of {len(alone.seconds)} rounds in turn; finding: {ratio:.2f} (goal {GOAL})")
    wanted = records // WANTED
    more = (timings["vnportals, the whole backfill"].median - reading.median) / wanted * 1000
    print(f"an article that is wanted costs {more:.1f} ms more: its numbers, the archive, the warehouse")
    return int(ratio < GOAL)


def median_ratio(peer: Timing, ours: Timing) -> float:
    """Our records a second over the peer's: the median of the rounds, each compared with its own."""
    ratios = sorted(theirs / own for theirs, own in zip(peer.seconds, ours.seconds, strict=True))
    return ratios[len(ratios) // 2]


def write_archive(path: Path, records: int) -> int:
    """Write the archive, the same for the same number; gives the bytes of its bodies."""
    dice = random.Random(records)
    per_portal = -(-(records // WANTED + 1) // len(SITES))
    wanted = list(_articles(max(per_portal, 20)))
    dice.shuffle(wanted)
    raw = 0
    with path.open("wb") as file:
        for number in range(records):
            ours = number % WANTED == WANTED // 2
            kept = wanted[number // WANTED] if ours else _foreign(dice, number, dice.choice(wanted).body)
            raw += len(kept.body)
            for record in _records(kept, number):
                file.write(gzip.compress(record, compresslevel=6, mtime=0))
    return raw


def _articles(count: int) -> Iterator[Kept]:
    """Articles of the five portals, as they stand under the portals' own hosts."""
    there = world(1, articles=count)
    for slug, site in SITES.items():
        home = BY_SLUG[slug].home.rstrip("/")
        edition = Edition(home, "localhost:9", there.articles[slug], 0.0)
        index = site.index(edition)
        for article in edition.articles:
            path = site.path(article)
            answer = site.answer(Request("GET", path), edition, index)
            if answer.status == 200:
                yield Kept(home + path, answer.body)


def _foreign(dice: random.Random, number: int, page: bytes) -> Kept:
    """A page of another site, as long as most pages are."""
    size = dice.randint(*_FOREIGN_BYTES)
    body = (page * (size // len(page) + 1))[:size]
    return Kept(f"https://www.site-{number % 997}.example/tin-tuc/2026/01/bai-viet-{number}.html", body)


def _records(kept: Kept, number: int) -> Iterator[bytes]:
    """The request, and the answer with the fields that Common Crawl gives it."""
    path = "/" + kept.url.split("/", 3)[3]
    host = kept.url.split("/", 3)[2]
    asked = f"GET {path} HTTP/1.1\r\nUser-Agent: CCBot/2.0\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    head = (
        "HTTP/1.1 200 OK\r\nDate: Mon, 19 Jan 2026 20:00:00 GMT\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"X-Crawler-Content-Encoding: gzip\r\nServer: nginx\r\nContent-Length: {len(kept.body)}\r\n\r\n"
    ).encode()
    uuid = f"00000000-0000-4000-8000-{number:012}"
    yield _record("request", kept.url, f"1{uuid[1:]}", asked, {"WARC-IP-Address": "192.0.2.1"})
    more = {
        "WARC-Concurrent-To": f"<urn:uuid:1{uuid[1:]}>",
        "WARC-IP-Address": "192.0.2.1",
        "WARC-Payload-Digest": _digest(kept.body),
        "WARC-Block-Digest": _digest(head + kept.body),
        "WARC-Identified-Payload-Type": "text/html",
    }
    yield _record("response", kept.url, uuid, head + kept.body, more)


def _record(kind: str, url: str, uuid: str, block: bytes, more: dict[str, str]) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Date": _DAY,
        "WARC-Record-ID": f"<urn:uuid:{uuid}>",
        "Content-Length": str(len(block)),
        "Content-Type": f"application/http; msgtype={kind}",
        "WARC-Target-URI": url,
    } | more
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def _digest(data: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
