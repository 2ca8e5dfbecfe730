"""What a portal is: declared values only. Portals fill these in; fetch, listings and parse read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from urllib.parse import urljoin, urlsplit

from transforms.urls import host_of, url_key

_YEAR = re.compile(r"\b(?:199|20\d)\d\b")
Count = Literal["one", "optional", "many", "any"]


@dataclass(frozen=True, slots=True)
class Select:
    """A CSS selector and how many elements it must find: one, optional (0-1), many (1 or more), any (0 or more)."""

    css: str
    count: Count = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectorLayout:
    """An article page whose parts have selectors. `root` is the container that holds the body.

    `until` is the day the portal left this layout: pages of articles dated later are not expected in it.
    """

    name: str
    url: re.Pattern[str]  # searched in the path and query of the article's URL
    root: Select
    title: Select
    published: Select | None  # None: not known where readers see it; what the page declares as data is taken
    published_pattern: str  # a name of transforms.dates.PATTERNS: only that notation is read there
    body: Select | None = None  # within root; None: root itself
    lead: Select | None = None  # None: the first paragraph
    author: Select | None = None  # None: the last right-aligned paragraph
    caption: tuple[str, ...] = ()  # elements of the body that hold captions
    drop: tuple[str, ...] = ()  # elements of the body that are not the article
    section: Select | None = None
    tags: Select | None = None
    site_tags: frozenset[str] = frozenset()  # printed on every page, whatever the article
    stop: re.Pattern[str] | None = None  # a paragraph that matches ends the body
    until: date | None = None
    source: str  # which page or fact it is known from


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorLayout:
    """An article page of which only the text is known: found by lines of text, wherever they stand in the HTML."""

    name: str
    url: re.Pattern[str]
    root: tuple[str, ...]  # CSS, first that matches and holds the date line; the whole page if none does
    published: re.Pattern[str]  # the line of the article's own date
    published_pattern: str
    title: Literal["before_date", "after_date"]
    body: re.Pattern[str]  # the line with which, or after which, the body starts
    body_starts: Literal["at", "after"]
    stop: re.Pattern[str]  # the line that ends the article
    skip: re.Pattern[str]  # furniture lines inside the article
    caption: re.Pattern[str] | None = None  # a line after a picture that is its caption
    until: date | None = None
    source: str


Layout = SelectorLayout | AnchorLayout


@dataclass(frozen=True, slots=True)
class QueryPaging:
    """Pages are numbered by a query parameter: `?p=2`. `path` is that of the pages after the first, where it is another."""

    parameter: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class JsonpPaging:
    """The HTML repeats page 1; a JSONP list service pages. Its keys stand in the page's hidden `#page_info` block.

    The service is asked from behind what the HTML lists. Where the link selector also takes links beside the list nobody knows
    how many that are: then `from_start`.
    """

    path: str
    page_size: int
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class PostbackPaging:
    """ASP.NET: the pager's links post the page's own form back with an event target."""

    pager: str  # CSS of the pager's links; the one marked `next` is followed
    next_text: str


@dataclass(frozen=True, slots=True)
class NoPaging:
    """A feed, or a list of which only the first page is known."""


Paging = QueryPaging | JsonpPaging | PostbackPaging | NoPaging


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list of articles, newest first: a section of the site, or a feed (`link` None)."""

    path: str
    link: Select | None
    paging: Paging = field(default_factory=NoPaging)
    may_be_empty: str | None = None  # why, if it may


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """At most one request per `delay_s` to a portal; the Crawl-delay of its robots.txt may ask for more, never for less."""

    delay_s: float = 2.0
    max_pages_per_listing: int = 20


@dataclass(frozen=True, slots=True)
class TlsException:
    """TLS that cannot be verified the ordinary way: why, with which CA bundle (PEM path) instead, and until when."""

    reason: str
    ca_bundle: str
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One site that publishes for one province. Everything the pipeline knows of it."""

    slug: str
    name: str
    kind: Literal["government", "newspaper"]
    province: str  # the name of the unit it speaks for; resolved to a code at the article's date
    home: str  # scheme and canonical host, no trailing slash
    aliases: tuple[str, ...] = ()  # other hosts (host or host:port) that serve or served the same articles
    family: str
    listings: tuple[Listing, ...]
    layouts: tuple[Layout, ...]
    key_query: tuple[str, ...] = ()
    key_rewrites: tuple[tuple[str, str], ...] = ()
    politeness: Politeness = field(default_factory=Politeness)
    rejection_budget: float = 0.3  # share of fetched articles that may be rejected before the layout counts as changed
    tls_exception: TlsException | None = None
    knowledge: Literal["seen", "declared"]
    default: bool = True  # part of a run that names no portal
    loopback: bool = False  # a replica: its hosts must be on this machine, as those of a real portal must not

    @property
    def host(self) -> str:
        return host_of(self.home)

    @property
    def hosts(self) -> frozenset[str]:
        """Every declared host. Nothing else is ever requested for this portal."""
        return frozenset((self.host, *self.aliases))

    @property
    def known_since(self) -> int | None:
        """The earliest year that the sources of its layouts tell of."""
        return min((int(year) for layout in self.layouts for year in _YEAR.findall(layout.source)), default=None)

    def absolute(self, path: str) -> str:
        return urljoin(self.home + "/", path)

    def declares(self, url: str) -> bool:
        """Is it a web address at one of the portal's hosts? A port that is not declared makes another host of it."""
        return url.lower().startswith(("http://", "https://")) and host_of(url) in self.hosts

    def key(self, url: str) -> str:
        """The URL key of an article of this portal."""
        return url_key(
            url, canonical_host=self.host, aliases=self.aliases, keep_query=self.key_query, rewrites=self.key_rewrites
        )

    def layouts_for(self, url: str) -> tuple[Layout, ...]:
        """The layouts whose articles have URLs of this shape, in declared order."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ()
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return tuple(layout for layout in self.layouts if layout.url.search(target))

    def at(self, home: str, *, aliases: tuple[str, ...], politeness: Politeness) -> Portal:
        """The replica of this portal that is served on this machine, at `home`."""
        return replace(self, home=home, aliases=aliases, politeness=politeness, tls_exception=None, loopback=True)
