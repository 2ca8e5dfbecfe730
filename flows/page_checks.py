"""Does a page still parse? Field by field: what the portal's rules expect, what they find today, what the warehouse has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from db.frontier import KnownPage
from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.listings import ListingPage, ListingRequest, parse_listing
from scrapers.parse import parse_article
from scrapers.probing import Probed, layout_on, probe
from scrapers.spec import AnchorLayout, Layout, Listing, NoPaging, Portal, PostbackPaging, QueryPaging, SelectorLayout
from transforms.clean import clean_article
from transforms.dates import vietnam_day
from transforms.records import Article, Page, RawArticle, Reason, Rejection

State = Literal["ok", "changed", "missing"]
LookUp = Callable[[list[str]], dict[str, KnownPage]]

# Refusals that say nothing of the layout: a photo page, a typing error of the portal, an article in English.
_OF_THE_PAGE: Final = frozenset({Reason.EMPTY_BODY, Reason.FUTURE_DATE, Reason.NOT_VIETNAMESE})
_SHOWN: Final = 70  # characters of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field. `was` is what the warehouse has, where that is something else; missing: it should be there and is not."""

    name: str
    state: State
    expected: str
    found: str
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """One page. `capture_id` None: fetched for this check, and kept nowhere."""

    portal: str
    kind: Literal["listing", "article"]
    url: str
    capture_id: int | None
    fetched_at: datetime | None
    parts: tuple[Part, ...]

    @property
    def parses(self) -> bool:
        return not any(part.state == "missing" for part in self.parts)

    @property
    def todo(self) -> str | None:
        """What a person does about it."""
        if self.parses:
            return None
        names = {part.name for part in self.parts}
        if "fetch" in names:
            return "open it in a browser; if it answers there, it may refuse us: ask its operator, with your User-Agent"
        if "archive" in names:
            return "restore archive.db from a copy, or have it fetched again by `vnportals run --refetch`"
        record = "URL" if self.capture_id is None else f"--capture {self.capture_id}"
        what = "the portal's layouts" if self.kind == "article" else "the portal's listings"
        return f"compare the page with {what} in scrapers/; `vnportals record {record} --to DIR` saves it as a fixture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the warehouse has of a page: its article, or the reason for which it was refused."""

    article: dict[str, Any] | None = None
    reason: str | None = None


def failed_fetch(portal: Portal, kind: Literal["listing", "article"], url: str, detail: str) -> PageCheck:
    """A page that was not to be had."""
    part = Part(name="fetch", state="missing", expected="a page", found=detail)
    return PageCheck(portal=portal.slug, kind=kind, url=url, capture_id=None, fetched_at=None, parts=(part,))


def check_listing(page: Page, portal: Portal, listing: Listing, look_up: LookUp, capture_id: int | None = None) -> PageCheck:
    """The first page of a listing. `look_up` says what the warehouse knows of URL keys."""
    return PageCheck(
        portal=portal.slug,
        kind="listing",
        url=page.url,
        capture_id=capture_id,
        fetched_at=page.fetched_at,
        parts=tuple(_listing_parts(page, portal, listing, look_up)),
    )


def _listing_parts(page: Page, portal: Portal, listing: Listing, look_up: LookUp) -> Iterator[Part]:
    text = decode(page.body, page.header("Content-Type")).text
    wanted = f"1 or more of {listing.link.css}" if listing.link else "1 or more of a feed"
    if listing.may_be_empty:
        wanted = f"any number ({listing.may_be_empty})"
    try:
        found = parse_listing(text, ListingRequest(page.url), portal, listing)
    except LayoutChanged as error:
        yield Part(name="entries", state="missing", expected=wanted, found=error.detail)
        return
    entries = len(found.items)
    empty = entries == 0 and not listing.may_be_empty
    yield Part(name="entries", state="missing" if empty else "ok", expected=wanted, found=str(entries))
    if not entries:
        return
    articles = [item for item in found.items if portal.declares(item.url) and portal.layouts_for(item.url)]
    titled = sum(bool(item.title) for item in found.items)
    known = look_up([portal.key(item.url) for item in articles])
    dates = [page.published_at for page in known.values() if page.published_at]
    yield _counted("articles", len(articles), entries, "addresses of a layout")
    yield _counted("titles", titled, entries, "links with a title")
    yield Part(
        name="known", state="ok", expected="any number in the warehouse", found=f"{len(known)} of {len(articles)} articles"
    )
    newest = f"newest {max(dates):%Y-%m-%d}, oldest {min(dates):%Y-%m-%d}" if dates else "none in the warehouse yet"
    yield Part(name="dated", state="ok", expected="of the known ones", found=newest)
    yield _next_page(found, listing)


def _next_page(found: ListingPage, listing: Listing) -> Part:
    """A list may be short: only a pager that always has a next page can miss it."""
    paging = listing.paging
    told = _short(f"page {found.next.page}: {found.next.url}" if found.next else "none")
    if isinstance(paging, NoPaging):
        return Part(name="next page", state="ok", expected="none declared", found=told)
    if isinstance(paging, PostbackPaging):
        expected = f"a link {paging.next_text!r} in {paging.pager}, but on the last page"
        return Part(name="next page", state="ok", expected=expected, found=told)
    expected = "its number" if isinstance(paging, QueryPaging) else "the list service"
    return Part(name="next page", state="ok" if found.next else "missing", expected=expected, found=told)


def _counted(name: str, count: int, entries: int, what: str) -> Part:
    return Part(
        name=name, state="ok" if count else "missing", expected=f"1 or more {what}", found=f"{count} of {entries} entries"
    )


def check_article(page: Page, portal: Portal, stored: Stored, capture_id: int | None = None) -> PageCheck:
    """An article page, compared with what the warehouse has of it."""
    return PageCheck(
        portal=portal.slug,
        kind="article",
        url=page.final_url,
        capture_id=capture_id,
        fetched_at=page.fetched_at,
        parts=tuple(_article_parts(page, portal, stored)),
    )


def _article_parts(page: Page, portal: Portal, stored: Stored) -> Iterator[Part]:
    text = decode(page.body, page.header("Content-Type")).text
    day = vietnam_day(page.fetched_at)
    try:
        layout = layout_on(text, page.final_url, portal, day)
        probed = probe(text, page.final_url, layout) if isinstance(layout, SelectorLayout) else ()
    except LayoutChanged as error:
        yield Part(name="page", state="missing", expected=error.expected, found=error.detail)
        return
    yield _layout_part(page, portal, layout, stored)
    try:
        raw = parse_article(text, page.final_url, portal, captured_on=day)
    except LayoutChanged as error:
        yield from (_selector_part(one) for one in probed)
        yield Part(name="verdict", state="missing", expected="an article", found=f"rejected: layout_changed ({error.detail})")
        return
    judged = clean_article(raw, url_key=portal.key(page.final_url), fetched_at=page.fetched_at)
    yield from _field_parts(raw, judged, layout, {one.field: one for one in probed}, stored)
    yield _verdict(judged, stored)


def _layout_part(page: Page, portal: Portal, layout: Layout | None, stored: Stored) -> Part:
    names = ", ".join(one.name for one in portal.layouts_for(page.final_url)) or "none has such addresses"
    was = stored.article["layout"] if stored.article else None
    if layout is None:
        as_before = stored.article is not None and was is None
        found = "none, read by the fallback" + (", as when it was loaded" if as_before else "")
        return Part(name="layout", state="ok" if as_before else "missing", expected=names, found=found, was=was)
    differs = stored.article is not None and was != layout.name
    return Part(
        name="layout",
        state="changed" if differs else "ok",
        expected=names,
        found=layout.name,
        was=(was or "fallback") if differs else None,
    )


def _selector_part(one: Probed) -> Part:
    return Part(
        name=one.field,
        state="ok" if one.fits else "missing",
        expected=f"{one.expected} of {one.css}",
        found=f"{one.found} elements" if one.found != 1 else "1 element",
    )


def _field_parts(
    raw: RawArticle, judged: Article | Rejection, layout: Layout | None, probed: dict[str, Probed], stored: Stored
) -> Iterator[Part]:
    """Title, date and body must be there; the others must if the warehouse has them."""
    body = judged.body if isinstance(judged, Article) else "\n\n".join(raw.body)
    lead = judged.lead if isinstance(judged, Article) else raw.lead
    title = judged.title if isinstance(judged, Article) else raw.title
    today: dict[str, Any] = {
        "title": title,
        "lead": lead,
        "author": raw.author,
        "published_at": raw.published_at.isoformat() if raw.published_at else None,
        "body": body,
        "images": len(raw.images),
        "section": raw.section,
    }
    for name, value in today.items():
        before = stored.article[name] if stored.article else None
        needed = name in ("title", "published_at", "body") or bool(before)
        differs = stored.article is not None and (before or None) != (value or None)
        yield Part(
            name=name,
            state="missing" if needed and not value else "changed" if differs else "ok",
            expected=_expected(name, layout, probed),
            found=_told(name, value, raw),
            was=_told(name, before, None) if differs else None,
        )


_ELSEWHERE: Final = {
    "lead": "the first paragraph",
    "author": "the last right-aligned paragraph, if any",
    "images": "any number in the body",
    "section": "none declared",
}


def _expected(name: str, layout: Layout | None, probed: dict[str, Probed]) -> str:
    if layout is None:
        return "whatever the fallback finds"
    one = probed.get("published" if name == "published_at" else name) or (probed.get("root") if name == "body" else None)
    if one is not None:
        return f"{one.expected} of {one.css}"
    if isinstance(layout, AnchorLayout) and name in ("title", "published_at", "body"):
        return {
            "title": f"a line {layout.title.replace('_', ' the ')}",
            "published_at": "a date line",
            "body": "between its anchors",
        }[name]
    return _ELSEWHERE[name]


def _told(name: str, value: Any, raw: RawArticle | None) -> str:
    if name == "body":
        text = value or ""
        return f"{len(text.split(chr(10) * 2)) if text else 0} paragraphs, {len(text):,} characters"
    if name == "published_at" and not value and raw is not None:
        return f"none in {raw.published_text!r}" if raw.published_text else "none"
    if name == "images":
        return str(value or 0)
    return _short(str(value)) if value else "none"


def _verdict(judged: Article | Rejection, stored: Stored) -> Part:
    """What a run would make of the page."""
    if isinstance(judged, Rejection):
        ordinary = judged.reason in _OF_THE_PAGE and stored.article is None
        found = f"rejected: {judged.reason} ({judged.detail})"
        return Part(name="verdict", state="ok" if ordinary else "missing", expected="an article", found=found)
    if stored.reason is not None:
        return Part(
            name="verdict",
            state="changed",
            expected="an article",
            found="an article; `vnportals replay` loads it",
            was=f"rejected: {stored.reason}",
        )
    return Part(name="verdict", state="ok", expected="an article", found="an article")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
