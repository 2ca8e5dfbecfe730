"""`vnportals check --live`: one listing and two articles of a portal, fetched as politely as by a run, and kept nowhere."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from db.connect import open_readonly
from db.frontier import look_up
from flows.archive_check import stored_of
from flows.clock import Clock
from flows.page_checks import PageCheck, Stored, check_article, check_listing, failed_fetch
from scrapers.encoding import decode
from scrapers.errors import FetchRejected, LayoutChanged, ScrapeError
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.listings import first_request, parse_listing
from scrapers.spec import Portal
from transforms.records import ListingItem, Page, PageKind, Reason

ARTICLES: Final = 2


def check_live(portal: Portal, policy: FetchPolicy, clock: Clock, warehouse: Path | None) -> list[PageCheck]:
    """Four requests, robots.txt included, unless the portal redirects or has to be asked again.

    `warehouse` is what the pages are compared with, if there is one.
    """
    with ExitStack() as opened:
        fetcher = opened.enter_context(Fetcher(portal, policy, clock=clock.now))
        db = opened.enter_context(closing(open_readonly(warehouse))) if warehouse else None
        checks: list[PageCheck] = []
        listing = portal.listings[0]
        page = _fetch(fetcher, first_request(portal, listing).url, "listing", checks)
        if page is None:
            return checks
        checks.append(check_listing(page, portal, listing, lambda keys: look_up(db, portal.slug, keys) if db else {}))
        for item in _articles(page, portal):
            try:
                article = _fetch(fetcher, item.url, "article", checks)
            except _Forbidden:
                continue  # and nothing was asked: the next one will do
            if article is not None:
                stored = stored_of(db, portal.slug, portal.key(article.final_url)) if db else Stored()
                checks.append(check_article(article, portal, stored))
            if len(checks) == 1 + ARTICLES:
                break
        return checks


class _Forbidden(Exception):
    """robots.txt asks not to fetch this article."""


def _fetch(fetcher: Fetcher, url: str, kind: PageKind, checks: list[PageCheck]) -> Page | None:
    try:
        answer = fetcher.fetch(url, kind=kind)
    except ScrapeError as error:
        if kind == "article" and isinstance(error, FetchRejected) and error.reason is Reason.ROBOTS:
            raise _Forbidden from error
        checks.append(failed_fetch(fetcher.portal, kind, url, error.detail))
        return None
    if not isinstance(answer, Page):
        checks.append(failed_fetch(fetcher.portal, kind, url, "answered 304 to a question that was not conditional"))
        return None
    return answer


def _articles(page: Page, portal: Portal) -> list[ListingItem]:
    """The articles of the listing, the newest first."""
    text = decode(page.body, page.header("Content-Type")).text
    try:
        items = parse_listing(text, first_request(portal, portal.listings[0]), portal, portal.listings[0]).items
    except LayoutChanged:
        return []  # told by the check of the listing
    return [item for item in items if portal.declares(item.url) and portal.layouts_for(item.url)]
