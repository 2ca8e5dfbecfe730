"""Is an answer what was asked for? Judged by status, declared type and bytes, before anything parses it. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from scrapers.challenges import challenge_mark
from scrapers.errors import FetchRejected
from scrapers.politeness import http_date, retry_after_s
from scrapers.transport import Head, Transient
from transforms.records import PageKind, Reason

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LISTINGS = _PAGES | {
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/json",
    "text/json",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
}
_SAYS_NOTHING = frozenset({"", "text/plain", "application/octet-stream"})  # what servers send for what they do not know
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF", b"\x1f\x8b")
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|table|h1|p)\b", re.IGNORECASE)
_LOOKS_LIKE_DATA = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<rss|<feed|[\[{]|[\w$.]+\s*\()", re.IGNORECASE)
_SNIFFED_BYTES = 4096

_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_SERVING = frozenset({429, 502, 503, 504})  # nothing was looked up: not for us now, or a gateway speaks for a dead portal
_SETS_RETRY_AFTER = frozenset({429, 503})


def check_status(head: Head, *, now: datetime) -> None:
    """Returns for a status that comes with a page. Transient where another try may help, else FetchRejected."""
    status = head.status
    if status in (200, 203):
        return
    if (head.header("cf-mitigated") or "").lower() == "challenge":  # documented by Cloudflare, whatever the status
        raise FetchRejected(head.url, Reason.CHALLENGE_PAGE, f"status {status} with a Cloudflare challenge")
    if status in _RETRIED or status >= 500:
        asked = retry_after_s(head.header("retry-after"), now=http_date(head.header("date")) or now)
        raise Transient(
            f"status {status}",
            answered=status not in _NOT_SERVING,
            retry_after_s=asked if status in _SETS_RETRY_AFTER else None,
        )
    reason = {404: Reason.NOT_FOUND, 410: Reason.GONE}.get(status, Reason.HTTP_STATUS)
    raise FetchRejected(head.url, reason, f"status {status}")


def check_head(head: Head, kind: PageKind, *, max_body_bytes: int) -> None:
    """Refuses by the headers what need not be downloaded to be refused."""
    media_type = media_type_of(head)
    if media_type not in (_PAGES if kind == "article" else _LISTINGS) | _SAYS_NOTHING:
        raise FetchRejected(head.url, Reason.CONTENT_TYPE, f"{media_type} for {_a(kind)}")
    length = (head.header("content-length") or "").strip()
    # As a float: a header has room for more digits than int() takes.
    if length.isascii() and length.isdigit() and float(length) > max_body_bytes:
        raise FetchRejected(head.url, Reason.TOO_LARGE, f"{float(length):,.0f} bytes announced, {max_body_bytes:,} are taken")


def check_body(head: Head, kind: PageKind, body: bytes) -> None:
    """Refuses bytes that are not what the type declares, and bot checks sent with status 200."""
    if not body:
        raise Transient("status 200 without a body", answered=True)  # what overloaded portals do
    if body.startswith(_BINARY):
        raise FetchRejected(head.url, Reason.CONTENT_TYPE, f"binary {body[:4]!r} sent as {media_type_of(head) or 'no type'}")
    is_html = _LOOKS_LIKE_HTML.search(body, 0, _SNIFFED_BYTES) is not None
    if media_type_of(head) in _SAYS_NOTHING and not (is_html or (kind == "listing" and _LOOKS_LIKE_DATA.match(body))):
        raise FetchRejected(head.url, Reason.CONTENT_TYPE, f"neither type nor bytes tell {_a(kind)}")
    mark = challenge_mark(body)
    if mark:
        raise FetchRejected(head.url, Reason.CHALLENGE_PAGE, mark)


def media_type_of(head: Head) -> str:
    """The media type without its parameters, in lower case; empty if there is none."""
    return (head.header("content-type") or "").partition(";")[0].strip().lower()


def _a(kind: PageKind) -> str:
    return "an article" if kind == "article" else "a listing"
