"""Articles from WARC files that another tool wrote: warcio, in the ways of a crawler, of Common Crawl, and of damage."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.portals import BY_SLUG
from scrapers.warc import BrokenWarc, Found, Refused, Scan, articles_in
from transforms.records import Page, Reason

# warcio leaves its temporary files to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")

URL = "https://baodaklak.vn/xa-hoi/202601/giam-ngheo-o-cu-mgar-5a40c7e/"
HTML = "<!DOCTYPE html><html><body><p>Đắk Lắk giảm 1.250 hộ nghèo</p></body></html>".encode()
DAY = "2024-05-06T07:08:09Z"


class Crawl:
    """A WARC file in the making."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = BytesIO()
        self._writer = WARCWriter(self._file, gzip=True)

    def add(self, url: str, body: bytes = HTML, status: str = "200 OK", kind: str = "response", **more: Any) -> Crawl:
        headers = more.pop("headers", [("Content-Type", "text/html; charset=utf-8")])
        fields = {"WARC-Date": DAY} | more.pop("fields", {})
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        self._writer.write_record(
            self._writer.create_warc_record(url, kind, payload=BytesIO(body), http_headers=http, warc_headers_dict=fields)
        )
        return self

    def write(self, cut: int = 0) -> Path:
        data = self._file.getvalue()
        self.path.write_bytes(data[: len(data) - cut])
        return self.path


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path / "crawl.warc.gz")


def _read(path: Path, max_body_bytes: int = 10**6) -> tuple[list[Found], Scan]:
    scan = Scan()
    return list(articles_in([path], BY_SLUG.values(), scan, max_body_bytes=max_body_bytes)), scan


def test_only_articles_of_portals_are_taken(crawl: Crawl) -> None:
    crawl.add("https://example.org/a").add("https://baodaklak.vn/").add(URL).add(URL, kind="request", status="GET / HTTP/1.1")
    found, scan = _read(crawl.write())
    (page,) = found
    assert isinstance(page, Page)
    assert (page.portal, page.url, page.body, page.status) == ("baodaklak", URL, HTML, 200)
    assert page.fetched_at.isoformat() == "2024-05-06T14:08:09+07:00"
    assert (scan.records, scan.foreign, scan.not_articles, scan.pages) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("start", "ours"),
    [
        ("http://baodaklak.vn/", True),
        ("https://BaoDakLak.vn/", True),
        ("https://baodaklak.vn:443/", True),
        ("https://baodaklak.vn:8080/", False),
        ("https://baodaklak.vn.example.org/", False),
        ("https://example.org/baodaklak.vn/", False),
    ],
)
def test_hosts_are_told_apart(crawl: Crawl, start: str, ours: bool) -> None:
    found, scan = _read(crawl.add(URL.replace("https://baodaklak.vn/", start)).write())
    assert (len(found), scan.foreign) == ((1, 0) if ours else (0, 1))


def _chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:20], body[20:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML), [("Content-Encoding", "gzip")]),
        (_chunked(HTML), [("Transfer-Encoding", "chunked")]),
        (_chunked(gzip.compress(HTML)), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
        (HTML, [("X-Crawler-Content-Encoding", "gzip"), ("X-Crawler-Transfer-Encoding", "chunked")]),
    ],
    ids=["gzip", "chunked", "both", "Common Crawl, which undoes both"],
)
def test_bodies_come_without_their_encodings(crawl: Crawl, body: bytes, headers: list[tuple[str, str]]) -> None:
    ((page,), _) = _read(crawl.add(URL, body, headers=[("Content-Type", "text/html"), *headers]).write())
    assert isinstance(page, Page)
    assert page.body == HTML


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        (Reason.NOT_FOUND, {"status": "404 Not Found"}),
        (Reason.HTTP_STATUS, {"status": "301 Moved Permanently", "headers": [("Location", "/")]}),
        (Reason.CONTENT_TYPE, {"headers": [("Content-Type", "image/png")]}),
        (Reason.CONTENT_TYPE, {"headers": [("Content-Type", "text/html"), ("Content-Encoding", "br")]}),
        (Reason.TOO_LARGE, {"fields": {"WARC-Truncated": "length"}}),
        (
            Reason.DECOMPRESSION_BOMB,
            {"body": gzip.compress(b"0" * 10**7), "headers": [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]},
        ),
    ],
    ids=["404", "redirect", "picture", "brotli", "truncated", "bomb"],
)
def test_answers_that_will_not_do(crawl: Crawl, reason: Reason, more: dict[str, Any]) -> None:
    ((refused,), scan) = _read(crawl.add(URL, **more).write())
    assert isinstance(refused, Refused)
    assert (refused.portal, refused.rejection.reason, refused.rejection.url) == ("baodaklak", reason, URL)
    assert (scan.records, scan.refused) == (1, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"status": "503 Service Unavailable"},
        {"body": gzip.compress(HTML)[:-9], "headers": [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]},
        {"body": b""},
    ],
    ids=["503", "half a gzip stream", "empty"],
)
def test_records_of_a_portal_that_was_unwell(crawl: Crawl, more: dict[str, Any]) -> None:
    ((damaged,), scan) = _read(crawl.add(URL, **more).write())
    assert isinstance(damaged, Refused)
    assert (damaged.rejection.reason, damaged.rejection.url, scan.refused) == (Reason.DAMAGED_RECORD, URL, 1)


def test_a_file_that_was_cut_off(crawl: Crawl) -> None:
    found, scan = _read(crawl.add(URL).add(URL.replace("5a40c7e", "5a40c7f")).write(cut=60))
    assert [type(one) for one in found] == [Page, Refused]
    assert scan.records == 2


@pytest.mark.slow
def test_a_file_that_was_cut_off_anywhere(tmp_path: Path, crawl: Crawl) -> None:
    """Not packed, so that it breaks off in the record's head, in the answer's head, in the body."""
    whole = gzip.decompress(crawl.add(URL).write().read_bytes())
    path = tmp_path / "cut.warc"
    kinds: list[type | None] = []
    for end in range(1, len(whole)):
        path.write_bytes(whole[:end])
        try:
            found, scan = _read(path)
        except BrokenWarc:
            kinds.append(BrokenWarc)
            continue
        assert scan.records == len(found) + scan.foreign + scan.not_articles
        kinds.append(type(found[0]) if found else None)
    assert set(kinds) == {BrokenWarc, Refused, Page, None}
    assert kinds[kinds.index(Refused) :] == [Refused] * kinds.count(Refused) + [Page] * kinds.count(Page)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    with pytest.raises(BrokenWarc, match=r"page\.html"):
        _read(tmp_path / "page.html")
