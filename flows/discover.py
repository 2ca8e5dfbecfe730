"""The walk over a portal's listings: which articles it offers tonight, and which of them are worth a request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from db.archive import Archive, Capture
from db.errors import CorruptCapture
from db.frontier import KnownPage
from flows.plan import CrawlPlan
from scrapers.encoding import decode
from scrapers.errors import EmptyListing, FetchFailed, FetchRejected, PortalUnavailable, ScrapeError
from scrapers.fetch import Fetcher, NotModified
from scrapers.listings import ListingPage, ListingRequest, first_request, parse_listing
from scrapers.spec import Listing, Portal
from transforms.records import ListingItem, Reason, Rejection, Validators

log = logging.getLogger(__name__)

_REPEATED: Final = 0.8  # of a listing page's entries, from which on it is the same page again

LookUp = Callable[[list[str]], dict[str, KnownPage]]


@dataclass(frozen=True, slots=True)
class Target:
    """An article to ask for. `capture_id`: the copy it was last read from; with one, the question can be conditional."""

    url_key: str
    url: str
    capture_id: int | None


@dataclass(slots=True)
class Discovery:
    """What a walk found. Each entry of a listing page is counted once: listed = known + repeated + rejections + targets."""

    keys: set[str] = field(default_factory=set)
    listed: int = 0
    known: int = 0
    repeated: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # listings that could not be read; the others were
    paged: int = 0  # listings whose second page was asked for
    repeating: list[str] = field(default_factory=list)  # second pages that repeat the first
    problem: str | None = None  # why the whole portal cannot be worked with
    walks: dict[str, int | None] = field(
        default_factory=dict
    )  # listing -> None: walked to its end; else the page it broke off at


def discover(
    portal: Portal,
    fetcher: Fetcher,
    archive: Archive,
    look_up: LookUp,
    plan: CrawlPlan,
    stopped: Callable[[], str | None],
    owed: Mapping[str, int],
) -> Discovery:
    """Walk every listing until a page holds nothing but known articles that are no longer recent, or the limit is reached.

    `owed` are listings whose last walk broke off, with the page to reach before a walk may stop: what stood behind a page that
    failed is not seen from the first page, where nothing may be new. A listing that cannot be read is a problem of the portal
    and is named; the other listings are walked all the same. A plan that names addresses is taken as one listing.
    """
    found = Discovery()
    if plan.urls is not None:
        named = tuple(ListingItem(url) for url in plan.urls if portal.declares(url))
        _take(ListingPage(named, None), found, portal, look_up, plan)
        return found
    for listing in portal.listings:
        walk = _Walk(owed.get(listing.path, 0))
        try:
            for page in _pages(portal, listing, fetcher, archive, plan, found):
                walk.pages += 1
                wanted = _take(page, found, portal, look_up, plan)
                if not wanted and walk.pages >= walk.owed:
                    break
                found.problem = stopped()
                if found.problem is not None:
                    break
        except PortalUnavailable as error:
            found.problem = str(error)
        except ScrapeError as error:
            found.problems.append(str(error))
            walk.failed = True
        if plan.limit is not None and found.listed >= plan.limit:
            break  # how far this walk would have gone is not known
        found.walks |= walk.ended(listing.path, broke_off=found.problem is not None or walk.failed)
        if found.problem is not None:
            break
    return found


@dataclass(slots=True)
class _Walk:
    """How far one listing was walked."""

    owed: int  # the page to reach
    pages: int = 0  # that were had
    failed: bool = False

    def ended(self, path: str, *, broke_off: bool) -> dict[str, int | None]:
        """What is to be remembered. Where not even the first page was had, what was owed before still is."""
        if not broke_off:
            return {path: None}
        return {path: max(self.pages + 1, self.owed)} if self.pages else {}


def _pages(
    portal: Portal, listing: Listing, fetcher: Fetcher, archive: Archive, plan: CrawlPlan, found: Discovery
) -> Iterator[ListingPage]:
    """The pages of one listing, up to the last, to an empty one after the first, or to one that repeats its forerunner."""
    request: ListingRequest | None = first_request(portal, listing)
    before: ListingPage | None = None
    while request is not None and request.page <= portal.politeness.max_pages_per_listing:
        try:
            text = _read(portal, request, fetcher, archive, plan.trust_validators_since)
        except FetchRejected as error:
            if before is not None and error.reason in (Reason.NOT_FOUND, Reason.GONE):
                return  # past the last page
            raise
        page = parse_listing(text, request, portal, listing)
        if before is None and not page.items and listing.may_be_empty is None:
            raise EmptyListing(
                request.url, "the listing has no articles; if that is as it should be, declare it (may_be_empty)"
            )
        if before is not None and request.page == 2 and page.items:
            found.paged += 1
            if _repeats(page, before):
                found.repeating.append(request.url)
        if not page.items or (before is not None and page.items == before.items):
            return
        yield page
        before, request = page, page.next


def _repeats(page: ListingPage, first: ListingPage) -> bool:
    """Whether a page shows the entries of the first again; a few may have come in between, or differ every time."""
    shown = {item.url for item in first.items}
    return sum(item.url in shown for item in page.items) >= _REPEATED * len(page.items)


def _read(portal: Portal, request: ListingRequest, fetcher: Fetcher, archive: Archive, trusted_since: datetime) -> str:
    """The text of a listing page: fresh, or from the archive when the portal says that it has not changed."""
    if request.form is not None:
        answer = fetcher.fetch(request.url, kind="listing", form=request.form)
    else:
        capture = archive.latest(portal.slug, request.url)
        if capture is not None and capture.fetched_at < trusted_since:
            capture = None
        answer = fetcher.fetch(request.url, kind="listing", validators=validators_of(capture))
        if isinstance(answer, NotModified) and capture is not None:
            try:
                page = archive.read(capture.capture_id)
                return decode(page.body, page.header("Content-Type")).text
            except CorruptCapture as error:
                log.warning("%s", error)
                answer = fetcher.fetch(request.url, kind="listing")
    if isinstance(answer, NotModified):
        raise FetchFailed(request.url, "answered 304 to a question that was not conditional")
    archive.store(answer)
    return decode(answer.body, answer.header("Content-Type")).text


def _take(page: ListingPage, found: Discovery, portal: Portal, look_up: LookUp, plan: CrawlPlan) -> bool:
    """Count the entries of a page. False when the walk may stop: nothing was new or recent, or the limit is reached."""
    articles = [item for item in page.items if portal.declares(item.url) and portal.layouts_for(item.url)]
    known = look_up([portal.key(item.url) for item in articles])
    wanted = False
    for item in page.items:
        if plan.limit is not None and found.listed >= plan.limit:
            return False
        found.listed += 1
        refused = _refuse(item, portal)
        if refused is not None:
            found.rejections.append(refused)
            continue
        key = portal.key(item.url)
        if key in found.keys:
            found.repeated += 1
            wanted = True  # tonight's news under another section: what stands behind it may be new
            continue
        found.keys.add(key)
        before = known.get(key)
        if before is not None and not _worth_asking(before, plan):
            found.known += 1
            continue
        wanted = True
        found.targets.append(Target(key, before.url if before else item.url, before.capture_id if before else None))
    return wanted


def _refuse(item: ListingItem, portal: Portal) -> Rejection | None:
    if not portal.declares(item.url):
        return Rejection("discover", Reason.OFF_SITE, item.url, f"not on {', '.join(sorted(portal.hosts))}")
    if not portal.layouts_for(item.url):
        return Rejection("discover", Reason.NOT_AN_ARTICLE, item.url, "no layout of the portal has addresses of this shape")
    return None


def _worth_asking(page: KnownPage, plan: CrawlPlan) -> bool:
    """Never had, or young enough to be edited still. An alias leads to a page that is known; one that is gone has its time."""
    match page.state:
        case "queued" | "failed":
            return True
        case "alias":
            return False
        case "gone":
            return page.next_attempt_at is not None and page.next_attempt_at <= plan.now
        case _:
            return (page.published_at or page.first_seen_at) >= plan.recent_since


def validators_of(capture: Capture | None) -> Validators | None:
    """What to ask "has it changed?" with, if there is a copy to compare with."""
    return Validators(capture.etag, capture.last_modified) if capture else None
