"""Checks of one portal that need more than one measure: silence, volume, repeated pages, a portal that is down, its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Final

from sqlite_utils import Database

from db.archive import Archive
from db.checks.articles_read import ReadArticle
from db.checks.evidence import last_states, newest_article
from db.checks.measures import articles_by_day, first_run_at, newest_day
from db.findings import KEPT_ROWS, FailingRow, Finding
from scrapers.spec import Portal
from transforms.dates import vietnam_day
from transforms.drift import Point, Watch, drift
from transforms.quiet_days import is_quiet
from transforms.silence import silence

WEEK, LOOK_BACK, LEAST_DAYS = 7, 200, 28
VOLUME: Final = Watch(kind="count", bad="down", least_change=0.5)
PAGING_HISTORY, USUAL_REPEATS, SETTLED = 3, 0.2, 30
DOWN, DOWN_LONG = 2, 3  # runs in a row
TLS_NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Checked:
    """One portal of one run, with what its checks look at."""

    db: Database
    archive: Archive
    portal: Portal
    run_id: int
    now: datetime
    state: str  # of the portal in this run
    history: Mapping[str, Sequence[Point]]
    articles: Sequence[ReadArticle]  # that this run read anew or differently
    page_sizes: Mapping[int, int]  # capture -> bytes, of those articles
    repeating: Sequence[str]  # second listing pages that repeat the first


def is_silent(checked: Checked) -> Iterator[Finding]:
    """No new article for longer than the portal's own pauses."""
    slug, today = checked.portal.slug, vietnam_day(checked.now)
    newest = newest_day(checked.db, slug, checked.now)
    if newest is None:
        return
    days = list(articles_by_day(checked.db, slug, newest - timedelta(days=LOOK_BACK), newest))
    found = silence(days, today)
    if found is None:
        return
    last = newest_article(checked.db, slug, found.since)
    first_list = checked.portal.absolute(checked.portal.listings[0].path)
    kept = checked.archive.latest(slug, first_list)
    yield Finding(
        rule="silent",
        severity="error" if found.days > 2 * found.ordinary else "warning",
        message=f"nothing new for {found.days} days; its own pauses make up to {found.ordinary:g} ordinary",
        todo=f"is there news on {first_list}? Then the listings are read wrongly: `vnportals check --live --portal {slug}`",
        portal=slug,
        measured=found.days,
        expected_high=found.ordinary,
        rows=[last] if last else [],
        evidence={
            "newest": found.since.isoformat(),
            "listing": first_list,
            "listing_capture_id": kept.capture_id if kept else None,
        },
    )


def publishes_less(checked: Checked) -> Iterator[Finding]:
    """Fewer articles in a week than its own weeks have. By day of publication, so that missed nights change nothing."""
    slug, yesterday = checked.portal.slug, vietnam_day(checked.now) - timedelta(days=1)
    began = first_run_at(checked.db, slug)
    if began is None or checked.state == "failed":
        return
    first = max(began, yesterday - timedelta(days=LOOK_BACK))
    by_day = articles_by_day(checked.db, slug, first, yesterday)
    points = [Point(day.toordinal(), 1, count) for day, count in _weeks(by_day, first, yesterday)]
    found = drift(points, VOLUME) if len(points) >= LEAST_DAYS else None
    if found is None:
        return
    since = date.fromordinal(found.since)
    yield Finding(
        rule="fewer_published",
        severity="warning",
        message=f"{found.last.value:.0f} articles in a week, so since {since}; "
        f"{found.ordinary.low:.0f} to {found.ordinary.high:.0f} are ordinary",
        todo="compare the portal's sections with its declared listings: one may have been moved or renamed",
        portal=slug,
        measured=found.last.value,
        expected_low=max(found.ordinary.low, 0.0),
        expected_high=found.ordinary.high,
        evidence={"since": since.isoformat(), "last_days": {str(day): count for day, count in sorted(by_day.items())[-10:]}},
    )


def repeats_pages(checked: Checked) -> Iterator[Finding]:
    """Second pages of listings that show the first again, where they did not before; of unknown habit: for information."""
    points = list(checked.history.get("second_pages", ()))
    if not checked.repeating or not points:
        return
    streak = len(list(takewhile(lambda point: point.total > 0, reversed(points))))
    before = points[:-streak]
    asked = sum(point.weight for point in before)
    new = asked >= PAGING_HISTORY and sum(point.total for point in before) < USUAL_REPEATS * asked and streak <= SETTLED
    first = checked.repeating[0]
    kept = checked.archive.latest(checked.portal.slug, first)
    yield Finding(
        rule="pages_repeat",
        severity="warning" if new else "info",
        message=f"{len(checked.repeating)} of {points[-1].weight} second listing pages repeat the first, for {streak} runs now"
        + (f"; {asked} asked before did not" if new else ""),
        todo="open the first page's link to the second: paging works otherwise now, and what stands behind page 1 is not seen",
        portal=checked.portal.slug,
        measured=len(checked.repeating),
        expected_high=0,
        rows=[
            FailingRow(detail="repeats the first page", url=url, capture_id=kept.capture_id if kept and url == first else None)
            for url in checked.repeating[:KEPT_ROWS]
        ],
        evidence={"url": first, "capture_id": kept.capture_id if kept else None},
    )


def is_down(checked: Checked) -> Iterator[Finding]:
    """Not to be worked with in several runs in a row."""
    slug = checked.portal.slug
    states = last_states(checked.db, slug, checked.run_id)
    failed = list(takewhile(lambda run: run[1] == "failed", states))
    if len(failed) < DOWN:
        return
    yield Finding(
        rule="portal_down",
        severity="error" if len(failed) >= DOWN_LONG else "warning",
        message=f"could not be read in the last {len(failed)} runs: {failed[0][2]}",
        todo=f"open {checked.portal.home} in a browser; if it answers there: `vnportals check --live --portal {slug}`",
        portal=slug,
        measured=len(failed),
        expected_high=DOWN - 1,
        evidence={"first_run": failed[-1][0], "error": failed[0][2]},
    )


def captures_are_kept(checked: Checked) -> Iterator[Finding]:
    """What an article was read from is in the archive."""
    lost = [article for article in checked.articles if article.capture_id not in checked.page_sizes]
    if lost:
        yield Finding(
            rule="capture_missing",
            severity="error",
            message=f"{len(lost)} articles of this run were read from pages that the archive does not have",
            todo="was archive.db exchanged? Put it back, or restore it from a copy; without it nothing can be replayed",
            portal=checked.portal.slug,
            measured=len(lost),
            failing=len(lost),
            rows=[
                FailingRow(
                    detail="not in the archive",
                    url=article.url,
                    page_id=article.page_id,
                    article_id=article.article_id,
                    capture_id=article.capture_id,
                )
                for article in lost[:KEPT_ROWS]
            ],
        )


def tls_exception_ends(checked: Checked) -> Iterator[Finding]:
    """A declared TLS exception ends soon, or has ended."""
    exception = checked.portal.tls_exception
    if exception is None:
        return
    left = (exception.expires - vietnam_day(checked.now)).days
    if left <= TLS_NOTICE.days:
        ended = left < 0
        yield Finding(
            rule="tls_exception",
            severity="error" if ended else "warning",
            message=f"its TLS exception {'ended' if ended else 'ends'} on {exception.expires}: {exception.reason}",
            todo="does the certificate verify by now? Then remove the exception; else state why it lasts, with a new date",
            portal=checked.portal.slug,
            measured=left,
            expected_low=TLS_NOTICE.days,
            evidence={"ca_bundle": exception.ca_bundle},
        )


def _weeks(by_day: Mapping[date, int], first: date, last: date) -> Iterator[tuple[date, int]]:
    """The articles of the seven days up to each day, but for weeks that touch Tết."""
    for offset in range(WEEK - 1, (last - first).days + 1):
        end = first + timedelta(days=offset)
        week = [end - timedelta(days=n) for n in range(WEEK)]
        if not any(map(is_quiet, week)):
            yield end, sum(by_day.get(day, 0) for day in week)


@dataclass(frozen=True, slots=True)
class PortalRule:
    """A check of one portal, and what docs/checks.md says of it."""

    severity: str
    what: str
    check: Callable[[Checked], Iterator[Finding]]


PORTAL_RULES: Final[Mapping[str, PortalRule]] = {
    "silent": PortalRule(
        "warning; error at twice that",
        "nothing new for more than twice its second longest pause and one day; days around Tết are not counted",
        is_silent,
    ),
    "fewer_published": PortalRule(
        "warning",
        "articles published in seven days, by the comparison below with its weeks of the last half year; no weeks of Tết",
        publishes_less,
    ),
    "pages_repeat": PortalRule(
        "warning; info where it is not known to be new",
        "second pages of listings show four fifths of the first again, where they did not before",
        repeats_pages,
    ),
    "portal_down": PortalRule("warning after 2 runs, error after 3", "could not be read in several runs in a row", is_down),
    "capture_missing": PortalRule(
        "error", "an article of the run was read from a page that is not in archive.db", captures_are_kept
    ),
    "tls_exception": PortalRule(
        "warning 30 days before, error after", "a declared TLS exception ends soon, or has ended", tls_exception_ends
    ),
}
