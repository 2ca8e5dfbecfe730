"""What every replica site does: find the article or list an address names, and answer with validators."""

from __future__ import annotations

import hashlib
import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, urlsplit

from replicas.model import Article, Block, Spelling

SKINS = Path(__file__).parent.parent / "skins"
CLOCK = b"@@CLOCK@@"  # where a page prints the time of the request

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

esc = html.escape


@cache
def skin(name: str) -> Template:
    """A page skeleton from skins/, with $placeholders."""
    return Template((SKINS / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a site sees it. `form` holds the fields of a POST."""

    method: str
    target: str  # path and query
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answers. Without `etag` the answer has no validators."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: an article under one of its addresses."""

    article: Article
    href: str  # absolute or from the root, as this site links


@dataclass(frozen=True, slots=True)
class Edition:
    """A portal's content as it is served now: where, and with which articles, newest first."""

    home: str  # "http://127.0.0.1:PORT"
    alias: str  # "localhost:PORT"
    articles: tuple[Article, ...]
    crawl_delay_s: float
    page_size: int | None = None  # None: the site's own

    def recent(self, but: Article | None = None) -> tuple[Article, ...]:
        """The newest articles that exist, for the boxes around an article."""
        return tuple(a for a in self.articles if a is not but and not (a.gone or a.forbidden))


class Site(ABC):
    """One portal's layouts and addresses. Sites are without state: everything served stands in the edition."""

    slug: str
    page_size: int
    disallow: str
    content_type = "text/html; charset=utf-8"
    article_type: str | None = None  # Content-Type of article pages where it differs

    @abstractmethod
    def path(self, article: Article) -> str:
        """The article's address, from the root."""

    @abstractmethod
    def article_page(self, article: Article, edition: Edition) -> str:
        """The article's whole page."""

    @abstractmethod
    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        """Lists, feeds and services; None: no such page."""

    def spelling(self, article: Article, how: Spelling) -> str:
        """Another address of the same article, from the root; for `alias` the root of the alias host."""
        if how == "utm":
            return f"{self.path(article)}?utm_source=zalo&utm_medium=share"
        if how == "alias":
            return self.path(article)
        raise ValueError(f"{self.slug} has no {how} address")

    def variant_page(self, request: Request, article: Article, edition: Edition) -> str:
        """The page under another address: the same, unless the site says otherwise."""
        return self.article_page(article, edition)

    def former_path(self, article: Article) -> str:
        """Where a moved article was before."""
        return self.path(replace(article, sections=(article.moved_from, *article.sections[1:]), moved_from=""))

    def addresses(self, article: Article) -> tuple[str, ...]:
        """Every key of `locate` under which this article is found."""
        return (self.path(article),)

    def locate(self, request: Request) -> str:
        """The part of an address that names the article."""
        return request.path

    def index(self, edition: Edition) -> dict[str, Article]:
        """All articles by address."""
        return {address: article for article in edition.articles for address in self.addresses(article)}

    def redirects(self, edition: Edition) -> dict[str, str]:
        """Former addresses of moved articles, and where they are now."""
        return {self.former_path(a): self.path(a) for a in edition.articles if a.moved_from}

    def answer(self, request: Request, edition: Edition, index: Mapping[str, Article]) -> Answer:
        """The site's answer to any request; 404 where it has nothing."""
        if request.path == "/robots.txt":
            return self._robots(edition)
        article = index.get(self.locate(request))
        if article is not None:
            return self._article(request, article, edition)
        moved = self.redirects(edition).get(request.path)
        if moved is not None:
            return Answer(status=301, location=edition.home + moved)
        return self.other_page(request, edition) or Answer(status=404, body=self._plain("Không tìm thấy trang"))

    def _article(self, request: Request, article: Article, edition: Edition) -> Answer:
        if article.gone:
            return Answer(status=410, body=self._plain("Bài viết đã được gỡ bỏ"))
        page = self.variant_page(request, article, edition)
        # The tag names the article, not the bytes: the boxes around it change daily and are nobody's news.
        return Answer(
            body=self.encode(page),
            content_type=self.article_type or self.content_type,
            etag=f'W/"{_digest(repr(replace(article, listed_as=())))}"',  # links elsewhere do not change it
            last_modified=http_date(article.modified),
        )

    def encode(self, page: str) -> bytes:
        """The page's bytes."""
        return page.encode()

    def list_answer(self, page: str, entries: Sequence[Entry]) -> Answer:
        """A list page with its validators. The tag is of what is listed."""
        newest = max((entry.article.modified for entry in entries), default=None)
        return Answer(
            body=self.encode(page),
            content_type=self.content_type,
            etag=f'W/"{_digest("".join(entry.href + entry.article.title for entry in entries))}"',
            last_modified=http_date(newest) if newest else None,
        )

    def entries(self, section: str, edition: Edition, href: Callable[[str], str]) -> list[Entry]:
        """The list of a section: every article that stands on it, also under its further addresses, newest first.

        `section` covers its sub-sections; empty covers all. `href` makes a link of an address from the root.
        """
        found: list[Entry] = []
        for article in edition.articles:
            if not any(own == section or own.startswith(section + "/") for own in article.sections) and section:
                continue
            found.append(Entry(article, href(self.path(article))))
            for how in article.listed_as:
                target = self.spelling(article, how)
                found.append(Entry(article, f"http://{edition.alias}{target}" if how == "alias" else href(target)))
        return found

    def page_of(self, entries: Sequence[Entry], number: int, edition: Edition) -> tuple[Sequence[Entry], int]:
        """The entries of page `number` (from 1), and how many pages there are."""
        size = edition.page_size or self.page_size
        return entries[(number - 1) * size : number * size], max(1, -(-len(entries) // size))

    def clock(self, now: datetime) -> str:
        """The time of the request as the site prints it, where it does."""
        return f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y}"

    def _robots(self, edition: Edition) -> Answer:
        text = f"User-agent: *\nDisallow: {self.disallow}\nCrawl-delay: {edition.crawl_delay_s:g}\n"
        return Answer(body=text.encode(), content_type="text/plain; charset=utf-8")

    def _plain(self, message: str) -> bytes:
        return f"<html><head><title>{message}</title></head><body><h2>{message}</h2></body></html>".encode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def http_date(moment: datetime) -> str:
    """A time as HTTP headers write it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def breaks(text: str) -> str:
    """Text as HTML: escaped, line breaks as `<br />`."""
    return esc(text, quote=False).replace("\n", "<br />\n")


def table_rows(block: Block, cell: Callable[[str], str] = breaks) -> str:
    """The rows of a table's HTML, each cell set by `cell`."""
    return "".join("<tr>" + "".join(f"<td>{cell(text)}</td>" for text in row) + "</tr>\n" for row in block.rows)


def items(name: str, entries: Sequence[Entry], date: str, *, lead: int | None = None) -> str:
    """Entries, each set in the skin of that name. `date` is a strftime pattern; the lead is cut after `lead` characters."""
    return "".join(
        skin(name).substitute(
            href=esc(entry.href),
            title=esc(entry.article.title),
            date=entry.article.published.strftime(date),
            lead=esc(entry.article.lead if lead is None else entry.article.lead[:lead] + "..."),
            n=entry.article.id,
        )
        for entry in entries
    )


def page_number(text: str | None) -> int:
    """A page number from a query or form; anything else is page 1, as on the originals."""
    return int(text) if text and text.isascii() and text.isdigit() and int(text) > 0 else 1
