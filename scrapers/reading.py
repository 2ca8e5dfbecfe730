"""From an answer on the wire to a value: a page, "not modified", or the rules of a robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scrapers.acceptance import check_body, check_head, check_status
from scrapers.errors import FetchRejected
from scrapers.robots import MAX_BYTES, RobotsRules
from scrapers.transport import Exchange, Transient
from scrapers.unpacking import Corrupt, UnknownCoding, unpack
from transforms.records import Page, PageKind, Reason, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The portal's answer that a page is still what the validators sent describe. `validators` are those to ask with next."""

    url: str
    final_url: str
    fetched_at: datetime
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for: the URL as the caller wrote it, and what the answer must be."""

    portal: str
    url: str
    kind: PageKind
    validators: Validators
    max_body_bytes: int

    def read(self, exchange: Exchange, now: datetime) -> Page | NotModified:
        """Raises FetchRejected for an answer that will not do, Transient for one that a second try may better."""
        head = exchange.head
        if head.status == 304:
            return self._not_modified(exchange, now)
        check_status(head, now=now)
        check_head(head, self.kind, max_body_bytes=self.max_body_bytes)
        body = read_body(exchange, self.max_body_bytes)
        check_body(head, self.kind, body)
        return Page(
            portal=self.portal,
            kind=self.kind,
            url=self.url,
            final_url=head.url,
            status=head.status,
            headers=head.headers,
            fetched_at=now,
            body=body,
        )

    def _not_modified(self, exchange: Exchange, now: datetime) -> NotModified:
        head = exchange.head
        exchange.discard()
        if not conditions(self.validators):
            raise Transient("status 304 to a question without conditions", answered=True)
        kept = Validators(
            etag=head.header("etag") or self.validators.etag,
            last_modified=head.header("last-modified") or self.validators.last_modified,
        )
        return NotModified(url=self.url, final_url=head.url, fetched_at=now, validators=kept)


def conditions(validators: Validators) -> dict[str, str]:
    """The request headers that ask for a page only if it changed."""
    wanted = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in wanted.items() if value}


def read_body(exchange: Exchange, max_bytes: int) -> bytes:
    """The body without content encoding; refused beyond `max_bytes`, sent or unpacked."""
    body = bytearray()
    try:
        for piece in unpack(exchange.pieces(), exchange.head.header("content-encoding")):
            body += piece
            if len(body) > max_bytes:
                raise FetchRejected(exchange.head.url, Reason.DECOMPRESSION_BOMB, f"more than {max_bytes:,} bytes unpacked")
    except UnknownCoding as error:
        raise FetchRejected(exchange.head.url, Reason.CONTENT_TYPE, str(error)) from error
    except Corrupt as error:
        raise Transient(str(error), answered=True) from error
    return bytes(body)


def read_rules(exchange: Exchange, now: datetime, product: str) -> RobotsRules:
    """The rules of a robots.txt; what stands beyond its size limit is left on the wire."""
    check_status(exchange.head, now=now)
    body = bytearray()
    try:
        for piece in unpack(exchange.pieces(), exchange.head.header("content-encoding")):
            body += piece
            if len(body) >= MAX_BYTES:
                break
    except (UnknownCoding, Corrupt) as error:
        raise Transient(str(error), answered=True) from error
    return RobotsRules.read(bytes(body), product)
