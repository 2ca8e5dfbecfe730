"""Articles from WARC files that others made: Common Crawl's, CC-NEWS's, a library's, wget's.

Nearly all records of such a file are of other sites. Those are told by the host in the record's own header, before anything
else is read of them: a foreign record costs little more than to pass over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from scrapers.acceptance import check_body, check_head, check_status
from scrapers.errors import FetchRejected, ScrapeError
from scrapers.spec import Portal
from scrapers.transport import Head, Transient
from scrapers.unpacking import Corrupt, UnknownCoding, unpack
from transforms.dates import VIETNAM
from transforms.records import Page, Reason, Rejection
from transforms.urls import host_of

_PIECE: Final = 64 * 1024
_TELL_EVERY: Final = 1000  # records


class BrokenWarc(ScrapeError):
    """A file that is no WARC file, or cannot be read on. What came before it counts."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record of an article's address that is no article: refused as an answer of the portal itself would be."""

    portal: str
    rejection: Rejection


Found = Page | Refused
Tell = Callable[[Path, int], None]  # a file, and how many of its bytes are read


@dataclass(slots=True)
class Scan:
    """What was seen of the files so far. Every record of an answer ends in exactly one count."""

    records: int = 0  # answers of any site
    foreign: int = 0  # of hosts that no portal declares
    not_articles: int = 0  # of a portal, but no address of an article
    refused: int = 0
    pages: int = 0
    by_portal: Counter[str] = field(default_factory=Counter)

    def add(self, other: Scan) -> None:
        """Count what another scan saw."""
        self.records += other.records
        self.foreign += other.foreign
        self.not_articles += other.not_articles
        self.refused += other.refused
        self.pages += other.pages
        self.by_portal += other.by_portal


def articles_in(
    paths: Iterable[Path],
    portals: Iterable[Portal],
    scan: Scan,
    *,
    max_body_bytes: int,
    tell: Tell = lambda path, position: None,
) -> Iterator[Found]:
    """Every answer that holds an article of a portal, in the order of the files, and those that were refused.

    A page is dated by its record: that is when it was fetched, not when it was published. `scan` counts what is passed over.
    Raises BrokenWarc.
    """
    hosts = {host: portal for portal in portals for host in portal.hosts}
    for path in paths:
        yield from _articles(path, hosts, scan, max_body_bytes, tell)


def _articles(path: Path, hosts: dict[str, Portal], scan: Scan, max_body_bytes: int, tell: Tell) -> Iterator[Found]:
    before = scan.records
    try:
        for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=False, fsspec_args=False):
            scan.records += 1
            if scan.records % _TELL_EVERY == 0:
                tell(path, record.stream_pos)
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")  # WARC/0.18 and some of wget's have them
            host = _host(url)
            if host not in hosts and (":" not in host or (host := host_of(url)) not in hosts):
                scan.foreign += 1
                continue
            yield from _one(record, url, hosts[host], scan, max_body_bytes)
    except (OSError, ValueError) as error:
        raise BrokenWarc(str(path), f"cannot be read after record {scan.records - before} ({error})") from error


def _host(url: str) -> str:
    """The host and port as they stand in the text: enough to pass over what is foreign, in a tenth of the time."""
    parts = url.split("/", 3)
    return parts[2].lower() if len(parts) > 2 else ""


def _one(record: WarcRecord, url: str, portal: Portal, scan: Scan, max_body_bytes: int) -> Iterator[Found]:
    if not portal.layouts_for(url):
        scan.not_articles += 1
        return
    try:
        page = _page(record, url, portal, max_body_bytes)
    except FetchRejected as error:
        scan.refused += 1
        yield Refused(portal.slug, Rejection("fetch", error.reason, url, error.detail))
        return
    except (Transient, Corrupt) as error:
        scan.refused += 1
        yield Refused(portal.slug, Rejection("fetch", Reason.DAMAGED_RECORD, url, str(error)))
        return
    scan.pages += 1
    scan.by_portal[portal.slug] += 1
    yield page


def _page(record: WarcRecord, url: str, portal: Portal, max_body_bytes: int) -> Page:
    """The answer as the fetcher would have given it. Raises FetchRejected, Transient and Corrupt."""
    fetched_at = record.record_date
    if fetched_at is None:
        raise FetchRejected(url, Reason.NO_DATE, "the record has no WARC-Date: nobody knows when this was so")
    if record.headers.get("WARC-Truncated"):
        raise FetchRejected(
            url, Reason.TOO_LARGE, f"the record is cut off (WARC-Truncated: {record.headers['WARC-Truncated']})"
        )
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
        raise Corrupt("the record is not what its digest says: cut off, or damaged on the disk")
    record.parse_http(auto_decode="transfer")
    if record.http_headers is None:
        raise Corrupt("the record ends within the head of the answer")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in record.http_headers.items_bytes())
    head = Head(url, int(record.http_headers.status_code or 0), headers)
    check_status(head, now=fetched_at)
    check_head(head, "article", max_body_bytes=max_body_bytes)
    body = _body(record, head, max_body_bytes)
    check_body(head, "article", body)
    return Page(
        portal=portal.slug,
        kind="article",
        url=url,
        final_url=url,
        status=head.status,
        headers=headers,
        fetched_at=fetched_at.astimezone(VIETNAM),
        body=body,
    )


def _body(record: WarcRecord, head: Head, max_bytes: int) -> bytes:
    """The body without content encoding. Common Crawl has undone it, and renamed the header that told it."""
    body = bytearray()
    try:
        for piece in unpack(iter(lambda: record.reader.read(_PIECE), b""), head.header("content-encoding")):
            body += piece
            if len(body) > max_bytes:
                raise FetchRejected(head.url, Reason.DECOMPRESSION_BOMB, f"more than {max_bytes:,} bytes unpacked")
    except UnknownCoding as error:
        raise FetchRejected(head.url, Reason.CONTENT_TYPE, str(error)) from error
    return bytes(body)
