"""What is fuzzed: how an input is made, and what must hold of it. An exception other than the declared ones is a finding."""

from __future__ import annotations

import gzip
import html
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain, pairwise
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

from benchmarks import fuzz_inputs
from flows.browsing.links import linked_cell
from flows.reading import read_capture
from flows.terminal import fit_for_terminal
from replicas.sites import SITES
from replicas.sites.site import Edition, Request
from replicas.world import world
from scrapers.acceptance import check_body, check_head, check_status
from scrapers.challenges import challenge_mark
from scrapers.encoding import decode
from scrapers.errors import FetchRejected, LayoutChanged
from scrapers.fetch import FetchPolicy
from scrapers.listings import ListingRequest, first_request, parse_listing
from scrapers.politeness import http_date, retry_after_s
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.redirects import Redirect, Trail, declares
from scrapers.robots import RobotsRules
from scrapers.spec import JsonpPaging, Listing, Portal
from scrapers.transport import Head, Transient, Transport
from scrapers.unpacking import Corrupt, UnknownCoding, unpack
from transforms.dates import PATTERNS, read_date, read_iso, read_machine_date, vietnam_day
from transforms.extraction import extract, published_date, to_json
from transforms.records import Article, Page
from transforms.text import tidy, tidy_line
from transforms.urls import resolve

_NOW: Final = datetime(2026, 1, 20, 2, tzinfo=UTC)
_DAYS: Final = (None, date(2021, 6, 30), date(1, 1, 1), date(9999, 12, 31))
_CAP: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """`make` draws an input; `check` runs it and raises for what must not be; `size` is what its time is measured by."""

    make: Callable[[Random], Any]
    check: Callable[[Any], None]
    size: Callable[[Any], int]
    share: float  # of the inputs of a run over all targets


def ensure(holds: object, what: str) -> None:
    """Raises AssertionError if it does not hold, also under `python -O`."""
    if not holds:
        raise AssertionError(what)


# Numbers: the text goes through the whole core, from sentences to observations.


def _number_case(dice: Random) -> tuple[str, date | None, str | None, bool]:
    return fuzz_inputs.text(dice), dice.choice(_DAYS), dice.choice((None, "Đắk Lắk", "An Giang", "\x00")), dice.random() < 0.1


def _check_numbers(case: tuple[str, date | None, str | None, bool]) -> None:
    text, published, province, again = case
    found = extract(text, published=published, province=province)
    for quantity in found.quantities:
        ensure(found.text[quantity.start : quantity.end] == quantity.quote, "a span that is not its quote")
        ensure(quantity.value.is_finite() and quantity.value >= 0, "a value that is none")
    ensure(all(a.end <= b.start for a, b in pairwise(found.quantities)), "overlapping quantities")
    for observation in found.observations:
        ensure(0 <= observation.quantity < len(found.quantities), "an observation of nothing")
        ensure(observation.value.is_finite() and 0 < observation.confidence <= 1, "an observation that is none")
    json.loads(json.dumps(to_json(found)))
    if again:
        ensure(extract(text, published=published, province=province) == found, "read twice, two results")
        ensure(extract(found.text).text == found.text, "normalised twice, two texts")
        ensure(tidy(tidy(text)) == tidy(text) and tidy_line(tidy_line(text)) == tidy_line(text), "tidied twice, two texts")
        ensure("\x1b" not in fit_for_terminal(text), "an escape reaches the terminal")


# Pages: bytes of an article go through all that the loader does with them.


@cache
def _editions() -> dict[str, Edition]:
    there = world(1).articles
    return {slug: Edition("http://127.0.0.1:1", "localhost:1", there[slug], 0.0) for slug in there}


def _portal(slug: str) -> Portal:
    spec = BY_SLUG[slug]
    return spec.at("http://127.0.0.1:1", aliases=("localhost:1",), politeness=spec.politeness)


@cache
def _article_pages() -> tuple[tuple[Portal, str, str], ...]:
    """Portal, address and HTML of the replicas' articles, in all their layouts."""
    return tuple(
        (_portal(slug), edition.home + SITES[slug].path(article), SITES[slug].article_page(article, edition))
        for slug, edition in _editions().items()
        for article in edition.articles
    )


def _page_case(dice: Random) -> tuple[Portal, Page]:
    portal, url, text = dice.choice(_article_pages())
    body = fuzz_inputs.page(dice, (text,))
    charset = dice.choice(("", "", "; charset=utf-8", "; charset=windows-1258", "; charset=\x00"))
    headers = (("Content-Type", f"text/html{charset}"),)
    page = Page(
        portal=portal.slug, kind="article", url=url, final_url=url, status=200, headers=headers, fetched_at=_NOW, body=body
    )
    return portal, page


def _check_page(case: tuple[Portal, Page]) -> None:
    portal, page = case
    item = read_capture(page, 1, 1, portal)
    if item.article is None:
        return
    fields = _texts(item.article)
    for text in chain(fields.values(), item.article.tags, (item.article.author or "", item.article.section or "")):
        text.encode()
        ensure("\0" not in text, "NUL, at which SQLite ends a text")
    for placed in item.quantities:
        start, end = placed.span.start, placed.span.end
        ensure(fields[placed.span.field][start:end] == placed.quantity.quote, "a span that is not its quote")
    for image in item.article.images:
        ensure(urlsplit(image.url).scheme in ("http", "https"), "a picture that is no address")
    ensure(item.article.published_at.utcoffset() is not None, "a time without a zone")


def _texts(article: Article) -> dict[str, str]:
    captions = {f"caption {number}": image.caption for number, image in enumerate(article.images, 1)}
    return {"title": article.title, "lead": article.lead, "body": article.body, **captions}


# Listings: lists, feeds and list services, to items and the request for the page after.


@cache
def _listing_pages() -> tuple[tuple[Portal, Listing, ListingRequest, str], ...]:
    found = []
    for slug, edition in _editions().items():
        portal, site = _portal(slug), SITES[slug]
        index = site.index(edition)
        for listing in portal.listings:
            request = first_request(portal, listing)
            for _ in range(2):
                parts = urlsplit(request.url)
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                method = "GET" if request.form is None else "POST"
                text = site.answer(Request(method, target, request.form or {}), edition, index).body.decode()
                found.append((portal, listing, request, text))
                following = parse_listing(text, request, portal, listing).next
                if following is None:
                    break
                request = following
    return tuple(found)


def _listing_case(dice: Random) -> tuple[Portal, Listing, ListingRequest, str]:
    portal, listing, request, text = dice.choice(_listing_pages())
    if isinstance(listing.paging, JsonpPaging) and dice.random() < 0.1:
        text = dice.choice((" ", "f(", "/**/", "[", '{"response":', ")")) * dice.choice((1, 100, 10_000)) + dice.choice(
            ("", text)
        )
    return portal, listing, request, decode(fuzz_inputs.page(dice, (text,)), None).text


def _check_listing(case: tuple[Portal, Listing, ListingRequest, str]) -> None:
    portal, listing, request, text = case
    try:
        page = parse_listing(text, request, portal, listing)
    except LayoutChanged:
        return
    ensure(len({item.url for item in page.items}) == len(page.items), "an address twice")
    for item in page.items:
        item.url.encode()
        item.title.encode()
        portal.key(item.url).encode()
        portal.layouts_for(item.url)
        declares(portal, item.url)
    if page.next is not None:
        ensure(declares(portal, page.next.url), "the next page is on another site")


# Dates, addresses, and answers as they come off the wire.


def _check_date(text: str) -> None:
    found = [read_date(text, pattern) for pattern in PATTERNS] + [read_iso(text), read_machine_date(text)]
    for moment in found:
        if moment is not None:
            ensure(moment.utcoffset() is not None and moment.year >= 1990, "a date that cannot be")
            vietnam_day(moment)
    with suppress(ValueError):
        published_date(text)
    moment = http_date(text)
    ensure(moment is None or moment.utcoffset() is not None, "a time without a zone")
    wait = retry_after_s(text, now=_NOW)
    ensure(wait is None or wait >= 0, "a wait into the past")


def _check_address(url: str) -> None:
    found = resolve("https://baodongthap.vn/x/y.html", url)
    ensure(not found or urlsplit(found).scheme in ("http", "https"), "another scheme")
    for portal in PORTALS:
        portal.key(url)
        portal.layouts_for(url)
    ours = BY_SLUG["baodongthap"]
    for candidate in (url, found):
        if candidate and declares(ours, candidate):
            with suppress(FetchRejected):
                asked = str(_transport().prepare(candidate, {}, None).url)
                ensure(declares(ours, asked), f"asked is {asked!r}, another host than the one that was judged")
    with suppress(FetchRejected, UnicodeEncodeError):
        trail = Trail(ours, ours.home + "/x", None, 5)
        trail.follow(Redirect(302, url))
        ensure(declares(ours, trail.url), "followed off the site")
    cell = linked_cell("url", url, "", "warehouse")
    if cell is not None:
        href = html.unescape(cell.split('"')[1])
        ensure(cell.count("<") == 2 and urlsplit(href).scheme in ("http", "https"), "markup in a cell")


@cache
def _transport() -> Transport:
    return Transport(FetchPolicy(user_agent="vnportals/fuzz (+mailto:editor@example.org)"), verify=True, loopback=False)


def _answer_case(dice: Random) -> tuple[Head, bytes]:
    body = fuzz_inputs.page(dice, ("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nRequest-rate: 1/10s\n", "<html><p>Tin"))
    coding = dice.choice(("", "gzip", "deflate", "gzip, deflate", "br", "x-gzip,identity", ",,", "gzip,gzip,gzip"))
    packed = body if dice.random() < 0.2 else zlib.compress(body) if "deflate" in coding else gzip.compress(body, 1)
    if dice.random() < 0.3:
        cut = dice.randint(0, len(packed))
        packed = packed[:cut] + dice.randbytes(dice.randint(0, 9)) + packed[cut:]
    names = ("content-length", "content-type", "retry-after", "date", "cf-mitigated")
    headers = [(dice.choice(names), dice.choice((fuzz_inputs.date_text(dice), "9" * 5000, "1", "text/html"))) for _ in range(3)]
    status = dice.choice((200, 200, 200, 203, 304, 404, 429, 503, 999))
    return Head("http://127.0.0.1:1/x", status, (("content-encoding", coding), *headers)), packed


def _check_answer(case: tuple[Head, bytes]) -> None:
    head, packed = case
    with suppress(FetchRejected, Transient):
        check_status(head, now=_NOW)
    body = b""
    with suppress(FetchRejected, Transient, UnknownCoding, Corrupt):
        check_head(head, "listing", max_body_bytes=_CAP)
        for piece in unpack(_pieces(packed), head.header("content-encoding")):
            body += piece
            if len(body) > _CAP:
                break
        check_body(head, "listing", body)
    decode(packed, head.header("content-type")).text.encode()
    challenge_mark(body)
    rules = RobotsRules.read(body or packed, "vnportals")
    rules.allows("http://127.0.0.1:1/a/aab?b")
    ensure(rules.delay_s >= 0, "a pause that is none")


def _pieces(packed: bytes) -> Iterator[bytes]:
    yield from (packed[at : at + 100] for at in range(0, len(packed), 100))


TARGETS: Final[dict[str, Target]] = {
    "numbers": Target(_number_case, _check_numbers, lambda case: len(case[0]), 0.45),
    "pages": Target(_page_case, _check_page, lambda case: len(case[1].body), 0.1),
    "listings": Target(_listing_case, _check_listing, lambda case: len(case[3]), 0.1),
    "dates": Target(fuzz_inputs.date_text, _check_date, len, 0.15),
    "urls": Target(fuzz_inputs.address, _check_address, len, 0.1),
    "answers": Target(_answer_case, _check_answer, lambda case: len(case[1]), 0.1),
}
