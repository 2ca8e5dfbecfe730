"""Every fault of a portal, over real HTTP, ends in the one outcome that fits it; and the next page is had all the same."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest

from replicas.faults import answers as a
from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.fetch import NotModified
from tests.scrapers.conftest import Fetching, Serve, render_article
from transforms.records import Page, PageKind, Reason, Validators

REJECTED: list[tuple[str, a.Fault, Reason]] = [
    ("404", a.Status(404), Reason.NOT_FOUND),
    ("410", a.Status(410), Reason.GONE),
    ("403", a.Status(403), Reason.HTTP_STATUS),
    ("206", a.Status(206, body=b"<p>part"), Reason.HTTP_STATUS),
    ("redirect-without-target", a.Status(302), Reason.HTTP_STATUS),
    ("endless-redirect", a.EndlessRedirect(), Reason.REDIRECT_LOOP),
    ("redirect-to-itself", a.Status(302, {"Location": "/x"}), Reason.REDIRECT_LOOP),
    ("redirect-off-site", a.Status(302, {"Location": "http://example.org/"}), Reason.REDIRECT_OFF_SITE),
    ("redirect-to-other-port", a.Status(302, {"Location": "http://127.0.0.1:9/"}), Reason.REDIRECT_OFF_SITE),
    ("redirect-to-file", a.Status(302, {"Location": "file:///etc/hostname"}), Reason.REDIRECT_OFF_SITE),
    ("redirect-to-nonsense", a.Status(302, {"Location": "http://[half"}), Reason.REDIRECT_OFF_SITE),
    ("redirect-in-bad-bytes", a.Status(302, {"Location": "/\xe1\xba"}), Reason.REDIRECT_OFF_SITE),
    ("gzip-bomb", a.Bomb(), Reason.DECOMPRESSION_BOMB),
    ("30-MB-announced", a.Huge(), Reason.TOO_LARGE),
    ("30-MB-unannounced", a.Huge(announced=False), Reason.TOO_LARGE),
    ("pdf", a.Status(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), Reason.CONTENT_TYPE),
    ("pdf-called-html", a.Status(200, {"Content-Type": "text/html"}, b"%PDF-1.7"), Reason.CONTENT_TYPE),
    ("json-as-article", a.Status(200, {"Content-Type": "application/json"}, b"{}"), Reason.CONTENT_TYPE),
    ("no-type-no-html", a.Status(200, {"Content-Type": ""}, b"\x00\x01\x02"), Reason.CONTENT_TYPE),
    ("unasked-coding", a.Status(200, {"Content-Encoding": "br"}, b"\x0b\x02\x80<p>\x03"), Reason.CONTENT_TYPE),
    ("cloudflare-200", a.Status(200, {}, a.CLOUDFLARE), Reason.CHALLENGE_PAGE),
    ("cloudflare-403", a.Status(403, {"cf-mitigated": "challenge"}, a.CLOUDFLARE), Reason.CHALLENGE_PAGE),
    ("cloudflare-503", a.Status(503, {"cf-mitigated": "challenge"}, a.CLOUDFLARE), Reason.CHALLENGE_PAGE),
    ("cookie-wall", a.Status(200, {}, a.COOKIE_WALL), Reason.CHALLENGE_PAGE),
    ("meta-refresh", a.Status(200, {}, a.META_REFRESH), Reason.CHALLENGE_PAGE),
    ("captcha", a.Status(200, {}, a.CAPTCHA), Reason.CHALLENGE_PAGE),
]

FAILED: list[tuple[str, a.Fault, str]] = [
    ("500", a.Status(500), "status 500"),
    ("429-for-ever", a.Status(429), "status 429"),
    ("silence-in-header", a.Silence(), "Timeout"),
    ("silence-in-body", a.Silence(after=50), "timed out"),
    ("truncated-length", a.Truncated("length"), "IncompleteRead"),
    ("truncated-chunk", a.Truncated("chunked"), "IncompleteRead"),
    ("truncated-gzip", a.Truncated("gzip"), "gzip stream ends early"),
    ("not-gzip", a.Status(200, {"Content-Encoding": "gzip"}, b"<p>plain</p>"), "not a packed stream"),
    ("empty-200", a.Status(200), "without a body"),
    ("reset", a.Reset(), r"Connection(Reset)?Error|ProtocolError"),
    ("304-unasked", a.Status(304, {"Content-Length": ""}), "without conditions"),
]


@pytest.mark.parametrize(("fault", "reason"), [pytest.param(fault, reason, id=name) for name, fault, reason in REJECTED])
def test_what_will_not_do_is_rejected_with_its_reason(serve: Serve, fetching: Fetching, fault: a.Fault, reason: Reason) -> None:
    portal = serve({"/x": fault})
    fetcher = fetching(portal.home)
    with pytest.raises(FetchRejected) as rejected:
        fetcher.fetch(portal.home + "/x", kind="article")
    assert (rejected.value.reason, rejected.value.url) == (reason, portal.home + "/x")
    assert isinstance(fetcher.fetch(portal.home + "/good", kind="article"), Page)


@pytest.mark.parametrize(("fault", "detail"), [pytest.param(fault, detail, id=name) for name, fault, detail in FAILED])
def test_what_is_not_to_be_had_fails_after_a_retry(serve: Serve, fetching: Fetching, fault: a.Fault, detail: str) -> None:
    portal = serve({"/x": fault})
    fetcher = fetching(portal.home)
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=detail) as failed:
        fetcher.fetch(portal.home + "/x", kind="article")
    assert time.monotonic() - started < 5
    assert failed.value.url == portal.home + "/x"
    assert portal.paths() == ["/x", "/x"]
    assert isinstance(fetcher.fetch(portal.home + "/good", kind="article"), Page)


@pytest.mark.parametrize("part", ["head", "body", "chunk"])
def test_no_drip_outlasts_the_total_time(serve: Serve, fetching: Fetching, part: str) -> None:
    portal = serve({"/x": a.Drip(0.05, part)})
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=r"no complete answer within 0\.4 s"):
        fetching(portal.home, retries=0).fetch(portal.home + "/x", kind="article")
    assert 0.4 <= time.monotonic() - started < 2


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(a.Status(500), id="500"),
        pytest.param(a.Status(503), id="503"),
        pytest.param(a.Reset(), id="reset"),
        pytest.param(a.Silence(), id="silence"),
        pytest.param(a.Truncated(), id="truncated"),
        pytest.param(a.Truncated("gzip"), id="truncated-gzip"),
    ],
)
def test_passing_trouble_is_got_over(serve: Serve, fetching: Fetching, fault: a.Fault) -> None:
    portal = serve({"/x": a.Then((fault,))})
    page = fetching(portal.home).fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert page.body == render_article("/x")
    assert portal.paths() == ["/x", "/x"]


def test_a_bomb_is_not_unpacked(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Bomb(256 * 1024 * 1024)})
    fetcher = fetching(portal.home)
    with pytest.raises(FetchRejected, match="unpacked"):
        fetcher.fetch(portal.home + "/x", kind="article")
    assert fetcher.bytes_received < 256 * 1024


@pytest.mark.parametrize("announced", [True, False])
def test_a_huge_page_is_not_downloaded(serve: Serve, fetching: Fetching, announced: bool) -> None:
    portal = serve({"/x": a.Huge(announced=announced)})
    fetcher = fetching(portal.home)
    with pytest.raises(FetchRejected):
        fetcher.fetch(portal.home + "/x", kind="article")
    assert fetcher.bytes_received <= (0 if announced else 1024 * 1024 + 64 * 1024)


def test_a_redirect_need_not_send_the_body_it_announces(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Status(302, {"Location": "/good", "Content-Length": "1000"})})
    assert isinstance(fetching(portal.home).fetch(portal.home + "/x", kind="article"), Page)


def test_a_redirect_body_is_not_downloaded(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Status(302, {"Location": "/good"}, bytes(8 * 1024 * 1024))})
    fetcher = fetching(portal.home)
    page = fetcher.fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert page.final_url == portal.home + "/good"
    assert fetcher.bytes_received < 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "content_type", "body"),
    [
        pytest.param("article", "", render_article("/x"), id="html-without-type"),
        pytest.param("article", "text/plain", b"\xef\xbb\xbf\r\n<HTML><BODY>Tin", id="html-called-text"),
        pytest.param("article", "application/xhtml+xml; charset=utf-8", b"<html/>", id="xhtml"),
        pytest.param("listing", "application/rss+xml", b"<rss/>", id="rss"),
        pytest.param("listing", "text/javascript", b"cb({})", id="jsonp"),
        pytest.param("listing", "text/plain", b"cb({})", id="jsonp-called-text"),
        pytest.param("listing", "", b'[{"id": 1}]', id="json-without-type"),
    ],
)
def test_types_that_will_do(serve: Serve, fetching: Fetching, kind: PageKind, content_type: str, body: bytes) -> None:
    portal = serve({"/x": a.Status(200, {"Content-Type": content_type}, body)})
    page = fetching(portal.home).fetch(portal.home + "/x", kind=kind)
    assert isinstance(page, Page)
    assert page.body == body


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        pytest.param("identity", bytes, id="identity"),
        pytest.param("gzip", gzip.compress, id="gzip"),
        pytest.param("X-GZIP", gzip.compress, id="x-gzip"),
        pytest.param("gzip", lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:]), id="two-members"),
        pytest.param("gzip", lambda body: gzip.compress(body) + b"\0\0", id="trailing-zeros"),
        pytest.param("deflate", zlib.compress, id="deflate"),
        pytest.param("deflate", raw_deflate, id="raw-deflate"),
        pytest.param("deflate, gzip", lambda body: gzip.compress(zlib.compress(body)), id="nested"),
    ],
)
def test_content_codings_are_undone(serve: Serve, fetching: Fetching, coding: str, packed: object) -> None:
    assert callable(packed)
    wanted = render_article("/x") * 2000  # more than one step of unpacking
    portal = serve({"/x": a.Status(200, {"Content-Encoding": coding}, packed(wanted))})
    page = fetching(portal.home, max_body_bytes=2**24).fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert page.body == wanted


def test_a_nested_bomb_is_refused(serve: Serve, fetching: Fetching) -> None:
    bomb = gzip.compress(a.packed_zeros(64 * 1024 * 1024))
    portal = serve({"/x": a.Status(200, {"Content-Encoding": "gzip, gzip"}, bomb)})
    with pytest.raises(FetchRejected) as rejected:
        fetching(portal.home).fetch(portal.home + "/x", kind="article")
    assert rejected.value.reason is Reason.DECOMPRESSION_BOMB


def test_not_modified_needs_validators_and_keeps_them(serve: Serve, fetching: Fetching) -> None:
    portal = serve({})
    fetcher = fetching(portal.home)
    page = fetcher.fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    known = Validators(etag=page.header("ETag"), last_modified="Thu, 08 Jan 2026 00:00:00 GMT")
    answer = fetcher.fetch(portal.home + "/x", kind="article", validators=known)
    assert isinstance(answer, NotModified)
    assert answer.validators == known
    assert portal.log[-1].headers["if-modified-since"] == known.last_modified


def test_a_dead_portal_is_known_by_its_robots(fetching: Fetching, serve: Serve) -> None:
    portal = serve({"/robots.txt": a.Reset()})
    fetcher = fetching(portal.home)
    for path in ("/a", "/b"):
        with pytest.raises(PortalUnavailable, match=r"robots\.txt"):
            fetcher.fetch(portal.home + path, kind="article")
    assert len(portal.log) == 2  # the two tries of the first item; the second costs nothing


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(a.Reset(), id="reset"),
        pytest.param(a.Status(502), id="gateway"),
        pytest.param(a.Status(429), id="sends-us-away"),
    ],
)
def test_a_portal_that_dies_costs_three_items(serve: Serve, fetching: Fetching, fault: a.Fault) -> None:
    portal = serve({f"/{n}": fault for n in range(3)})
    fetcher = fetching(portal.home)
    for path in ("/0", "/1"):
        with pytest.raises(FetchFailed):
            fetcher.fetch(portal.home + path, kind="article")
    with pytest.raises(PortalUnavailable, match="3 items in a row"):
        fetcher.fetch(portal.home + "/2", kind="article")


def test_three_broken_pages_do_not_make_a_dead_portal(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/0": a.Status(500), "/1": a.Truncated(), "/2": a.Silence(after=50), "/3": a.Status(500)})
    fetcher = fetching(portal.home, retries=0)
    for n in range(4):
        with pytest.raises(FetchFailed):
            fetcher.fetch(f"{portal.home}/{n}", kind="article")


def test_one_answer_among_the_tries_shows_the_portal_alive(serve: Serve, fetching: Fetching) -> None:
    portal = serve({f"/{n}": a.Then((a.Status(500), a.Reset())) for n in range(4)})
    fetcher = fetching(portal.home)
    for n in range(4):
        with pytest.raises(FetchFailed):
            fetcher.fetch(f"{portal.home}/{n}", kind="article")


def test_any_answer_in_between_shows_the_portal_alive(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/0": a.Reset(), "/1": a.Reset(), "/2": a.Status(404), "/3": a.Reset()})
    fetcher = fetching(portal.home)
    for path, outcome in {"/0": FetchFailed, "/1": FetchFailed, "/2": FetchRejected, "/3": FetchFailed}.items():
        with pytest.raises(outcome):
            fetcher.fetch(portal.home + path, kind="article")
