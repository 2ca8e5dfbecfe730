"""Archived answers as WARC records (ISO 28500, WARC/1.1), and back without a byte of difference.

The archive holds bodies with their content encoding undone, so the headers that speak of bytes on the wire would be wrong. They
are renamed as Common Crawl renames them: X-Crawler-Content-Encoding, X-Crawler-Transfer-Encoding, X-Crawler-Content-Length.
What WARC has no field for stands in fields of our own, which other readers pass over.
"""

from __future__ import annotations

import gzip
from base64 import b32encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha1, sha256
from http import HTTPStatus
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import WarcRecord, WarcRecordType

from transforms.records import Page

CAPTURE: Final = "X-Vnportals-Capture"
PORTAL: Final = "X-Vnportals-Portal"
KIND: Final = "X-Vnportals-Kind"
REQUESTED: Final = "X-Vnportals-Requested-URL"  # before redirects; the target is where the bytes came from
FINAL: Final = "X-Vnportals-Final-URL"  # as it is; WARC-Target-URI has blanks encoded
SHA256: Final = "X-Vnportals-SHA256"
ANSWERS: Final = "X-Vnportals-Answers"  # of the closing record: how many are in the file
ZONE: Final = "X-Vnportals-Fetched-At"  # WARC-Date is UTC

REVISIT_PROFILE: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_OF_THE_WIRE: Final = ("content-encoding", "transfer-encoding", "content-length")
_PREFIX: Final = "X-Crawler-"

Headers = tuple[tuple[str, str], ...]


def headers_of_body(headers: Headers, size: int) -> Headers:
    """The headers as they hold for the body without its encodings, of that many bytes."""
    kept: list[tuple[str, str]] = []
    renamed = False
    for name, value in headers:
        changed = name.lower() in _OF_THE_WIRE
        kept.append((_PREFIX + name if changed else name, value))
        renamed = renamed or changed
    return (*kept, ("Content-Length", str(size))) if renamed else tuple(kept)


def headers_of_wire(headers: Headers) -> Headers:
    """The headers as the portal sent them: `headers_of_body` undone, for Common Crawl's records too."""
    if not any(name.lower().startswith(_PREFIX.lower()) for name, _ in headers):
        return headers
    sent = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return tuple((name[len(_PREFIX) :] if name.lower().startswith(_PREFIX.lower()) else name, value) for name, value in sent)


def response_records(page: Page, capture_id: int, first: tuple[str, datetime] | None) -> bytes:
    """Answer and request as gzip members. With `first`, address and time of an earlier answer of that body, it is a revisit."""
    block = _http_head(page) + (b"" if first else page.body)
    fields = {
        "WARC-Target-URI": _uri(page.final_url),
        "WARC-Date": _utc(page.fetched_at),
        "WARC-Payload-Digest": _digest(page.body),
        CAPTURE: str(capture_id),
        PORTAL: page.portal,
        KIND: page.kind,
        REQUESTED: page.url,
        FINAL: page.final_url,
        SHA256: sha256(page.body).hexdigest(),
        ZONE: page.fetched_at.isoformat(),
    }
    if first:
        fields |= {
            "WARC-Profile": REVISIT_PROFILE,
            "WARC-Refers-To-Target-URI": _uri(first[0]),
            "WARC-Refers-To-Date": _utc(first[1]),
        }
    kind = WarcRecordType.revisit if first else WarcRecordType.response
    urn = _urn(page, capture_id, "response")
    answer = _record(kind, urn, fields | {"Content-Type": "application/http; msgtype=response"}, block)
    asked = {
        "WARC-Target-URI": _uri(page.final_url),
        "WARC-Date": _utc(page.fetched_at),
        "WARC-Concurrent-To": f"<{urn}>",
        "Content-Type": "application/http; msgtype=request",
    }
    return answer + _record(WarcRecordType.request, _urn(page, capture_id, "request"), asked, _http_question(page.final_url))


def info_record(fields: Mapping[str, str], filename: str, created: datetime) -> bytes:
    """The warcinfo record that opens a file."""
    named = {"WARC-Date": _utc(created), "WARC-Filename": filename, "Content-Type": "application/warc-fields"}
    urn = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{filename} {created}')}"
    return _record(WarcRecordType.warcinfo, urn, named, _fields(fields))


def closing_record(filename: str, answers: int, created: datetime) -> bytes:
    """The record that ends a file: how many answers are in it. Readers do not notice by themselves when a file was cut off."""
    named = {"WARC-Date": _utc(created), ANSWERS: str(answers), "Content-Type": "application/warc-fields"}
    urn = f"urn:uuid:{uuid5(NAMESPACE_URL, f'end of {filename} {created}')}"
    return _record(WarcRecordType.metadata, urn, named, _fields({"answers": str(answers)}))


def _fields(fields: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def page_of(record: WarcRecord, body: bytes) -> Page:
    """The answer that a record of ours holds. KeyError for a record without our fields."""
    named = record.headers
    return Page(
        portal=named[PORTAL],
        kind="listing" if named[KIND] == "listing" else "article",
        url=named[REQUESTED],
        final_url=named[FINAL],
        status=int(record.http_headers.status_code or 0),
        headers=headers_of_wire(http_headers(record)),
        fetched_at=datetime.fromisoformat(named[ZONE]),
        body=body,
    )


def http_headers(record: WarcRecord) -> Headers:
    """The headers of a record's answer, byte for byte as Latin-1, which is how the archive holds them."""
    pairs: Iterable[tuple[bytes, bytes]] = record.http_headers.items_bytes()
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)


def _http_head(page: Page) -> bytes:
    known = {status.value: status.phrase for status in HTTPStatus}
    lines = [f"HTTP/1.1 {page.status} {known.get(page.status, '')}".rstrip()]
    lines += [f"{name}: {value}" for name, value in headers_of_body(page.headers, len(page.body))]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _http_question(url: str) -> bytes:
    """What was asked, as far as the archive knows: no header but the host is kept."""
    parts = urlsplit(_uri(url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()


def _record(kind: WarcRecordType, urn: str, fields: Mapping[str, str], block: bytes) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, urn.encode())
    for name, value in fields.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    written = BytesIO()
    record.write(written, checksum_data=True)
    return gzip.compress(written.getvalue(), compresslevel=6, mtime=0)


def _urn(page: Page, capture_id: int, what: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{what} {capture_id} {page.final_url} {page.fetched_at.isoformat()}')}"


def _uri(url: str) -> str:
    """As WARC wants it: no blanks, no line ends, ASCII where the portal's spelling allows."""
    return "".join(ch if ch.isprintable() and ch != " " else "".join(f"%{byte:02X}" for byte in ch.encode()) for ch in url)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(body: bytes) -> str:
    """SHA-1 in base 32: what every tool of this field computes and compares, no matter of security."""
    return "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode()
