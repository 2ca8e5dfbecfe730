"""The values that travel through the pipeline, in the order in which they come to be.

Portal -> ListingItem -> Page -> RawArticle -> Article -> Quantity -> Observation, and a Rejection wherever one item ends early.
Nothing here computes; what is derived from these values lives beside the step that derives it.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from transforms.values import value

PageKind = Literal["listing", "article"]
Qualifier = Literal["exact", "about", "over", "under", "nearly"]
Role = Literal["level", "delta", "target"]


class Outcome(StrEnum):
    """How a listed item ended. Every item of a run ends in exactly one of these, and the counts add up to what was listed."""

    KNOWN = "known"  # in the warehouse already and older than the look-back: not requested
    NOT_MODIFIED = "not_modified"  # asked conditionally, the portal answered 304
    INSERTED = "inserted"  # a new article
    UPDATED = "updated"  # a new version of an article we had
    UNCHANGED = "unchanged"  # fetched again, same content
    DUPLICATE = "duplicate"  # the same article under another URL or list entry: linked
    REJECTED = "rejected"  # read, and refused for a stated Reason
    FAILED = "failed"  # not to be had this time; tried again on a later night


class Reason(StrEnum):
    """Why an item was rejected. A closed list: a new kind of trouble gets a name here before it can be counted."""

    OFF_SITE = "off_site"  # links to a host the portal does not declare
    NOT_AN_ARTICLE = "not_an_article"  # on the portal, but no article URL of any layout
    ROBOTS = "robots"  # robots.txt forbids it
    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    HTTP_STATUS = "http_status"  # any other refusal by status
    REDIRECT_OFF_SITE = "redirect_off_site"
    REDIRECT_LOOP = "redirect_loop"
    TOO_LARGE = "too_large"  # more bytes than the cap, as sent
    DECOMPRESSION_BOMB = "decompression_bomb"  # more bytes than the cap, once unpacked
    CONTENT_TYPE = "content_type"  # not HTML
    DAMAGED_RECORD = "damaged_record"  # of a WARC file: cut off, changed since, or the answer of a server that was unwell
    CHALLENGE_PAGE = "challenge_page"  # status 200, but a bot check instead of the article
    LAYOUT_CHANGED = "layout_changed"  # a selector found another number of elements than the layout declares
    NO_TITLE = "no_title"
    NO_DATE = "no_date"
    FUTURE_DATE = "future_date"
    EMPTY_BODY = "empty_body"
    NOT_VIETNAMESE = "not_vietnamese"  # mojibake, an encoded body, another language


@dataclass(frozen=True, slots=True)
class ListingItem:
    """One entry of a listing page, feed or list service. `url` is absolute; `title` may be empty (picture links)."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer of a portal, as it came. `body` is without content encoding (gzip undone), charset untouched."""

    portal: str
    kind: PageKind
    url: str  # as requested
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime  # aware
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a portal gave us to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """The end of one item. `stage` is the step that refused it, `detail` what a person needs to see why."""

    stage: Literal["discover", "fetch", "parse", "clean"]
    reason: Reason
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    url: str  # absolute; "" where the page embeds the picture itself or its address is broken
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """What stands on the page, before anyone has judged it: a missing date is None here, a Rejection later.

    `body` holds paragraphs in reading order: inline text joined without blanks, `<br>` as a line break, a table row as its
    cells joined by " | ". It contains the lead only where the page has no lead element of its own.
    """

    portal: str
    url: str
    title: str
    lead: str
    body: tuple[str, ...]
    author: str | None
    published_at: datetime | None  # +07:00
    published_text: str  # the page's own date text, for the rejection that may follow
    updated_at: datetime | None
    images: tuple[Image, ...]
    section: str | None
    tags: tuple[str, ...]
    method: str  # "layout", or "trafilatura" where no layout matched
    layout: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article fit for the warehouse: NFC, white space folded, dated, with a body, and with its identity."""

    portal: str
    url: str
    url_key: str
    title: str
    lead: str
    body: str  # paragraphs joined by a blank line
    author: str | None
    published_at: datetime
    updated_at: datetime | None
    images: tuple[Image, ...]
    section: str | None
    tags: tuple[str, ...]
    method: str
    layout: str | None
    content_hash: str


@value
class Quantity:
    """A number that measures something, with its place in the text: `text[start:end] == quote`.

    `value` is exact and in base units (đồng, counts as counts, percentages as written, a rank as its place).
    """

    _: KW_ONLY
    quote: str
    start: int
    end: int
    value: Decimal
    value_high: Decimal | None = None  # upper end of a range
    unit: str
    qualifier: Qualifier = "exact"
    of: Decimal | None = None  # the whole in "5/63"
    optional: bool = False  # durations, ages, sizes of ranking groups
    sentence: str


@value
class Observation:
    """A quantity that states a known indicator of a place and a period.

    `quantity` indexes the quantities found in the same text; `period` is ISO 8601 ("2019", "2020-H1", "2010/2020").
    """

    _: KW_ONLY
    indicator: str
    quantity: int
    value: Decimal  # signed for a delta: a fall is negative
    unit: str
    role: Role
    period: str
    period_inferred: bool
    place: str | None
    breakdown: str | None
    sentence: str
    rule: str
    confidence: float
