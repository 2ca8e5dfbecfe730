"""The writing half of a replay: pages of one portal with their whole histories, stored as today's rules read them.

What an answer makes of an article depends on those before, so a page is stored with all of them or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, groupby
from typing import Final

from sqlite_utils import Database

from db.article_rows import LoadItem
from db.frontier import enqueue, link_alias, look_up, mark_failed
from db.load import load_histories
from db.quarantine import put_aside, set_attempts
from db.readings import holdings
from db.run_reports import newest_version, record_observations
from db.series import SeriesPace
from db.timeline import Stretch, align_versions
from flows.clock import Clock
from flows.loading import store_items
from flows.reading import Unread, trouble_of
from flows.replay_changes import Changes
from flows.replay_reading import Read
from flows.report import Tally
from scrapers.spec import Portal
from transforms.records import Outcome

_EXAMPLES: Final = 3  # of failures, per portal


class PageStore:
    """Stores what pages were read as, within the transaction of the caller, and adds up in `changes` what that changed."""

    def __init__(self, db: Database, clock: Clock, run_id: int, changes: Changes, series: SeriesPace) -> None:
        self._db = db
        self._clock = clock
        self._run_id = run_id
        self._changes = changes
        self._load = partial(load_histories, series=series)

    def store(self, portal: Portal, reads: Sequence[Read], tally: Tally) -> None:
        """Pages of one portal, each with everything its answers came to; every answer ends in one outcome of the tally."""
        keys = [history.url_key for history, _ in reads]
        before, changes = holdings(self._db, portal.slug, keys), self._db.conn.total_changes
        pages = self._know(portal, reads)
        items: list[LoadItem] = []
        for history, found in reads:
            kept = set(before.articles[history.url_key].captures) if history.url_key in before.articles else set()
            own = _stretches(found, kept)
            spans = [Stretch(ids, item.fetched_at) for item, ids in own if item.fetched_at]
            self._changes.versions_merged += align_versions(self._db, portal.slug, history.url_key, spans)
            self._changes.kept_versions += sum(_gives_nothing(item) and item.capture_id in kept for item in found)
            rejected = [item for item in found if isinstance(item, LoadItem) and item.rejection]
            in_order = sorted(chain(rejected, (item for item, _ in own)), key=lambda item: item.newest_capture_id)
            items.extend(replace(item, page_id=pages[history.url_key]) for item in in_order)
            tally.outcomes[Outcome.UNCHANGED] += sum(len(ids) - 1 for _, ids in own)
        self._set_aside(reads, pages, tally)
        loaded = self._store(portal, items, tally)
        self._count_attempts(reads, pages, loaded)
        self._link_aliases(portal, reads, pages)
        written = self._db.conn.total_changes > changes
        self._changes.compare(before, holdings(self._db, portal.slug, keys) if written else before, keys)

    def _know(self, portal: Portal, reads: Sequence[Read]) -> dict[str, int]:
        """URL key -> page id, of the pages and of those that redirect to them. New ones are as old as their first answer."""
        wanted: dict[str, tuple[str, datetime]] = {}
        for history, _ in reads:
            for answer in history.answers:
                wanted.setdefault(history.url_key, (answer.final_url, answer.fetched_at))
                if answer.url != answer.final_url:
                    wanted.setdefault(portal.key(answer.url), (answer.url, answer.fetched_at))
        known = look_up(self._db, portal.slug, wanted)
        pages = {key: page.page_id for key, page in known.items()}
        for key, (url, fetched_at) in wanted.items():
            if key not in known:
                pages |= enqueue(self._db, portal.slug, [(key, url)], fetched_at)
        return pages

    def _store(self, portal: Portal, items: Sequence[LoadItem], tally: Tally) -> set[int]:
        """Returns the captures that gave an article."""
        loaded: set[int] = set()
        newest = newest_version(self._db)
        outcomes = store_items(self._db, portal, items, run_id=self._run_id, now=self._clock.now(), load=self._load)
        record_observations(self._db, self._run_id, portal.slug, newest)
        for item, outcome in zip(items, outcomes, strict=True):
            if isinstance(outcome, Exception):
                unread = Unread(item.newest_capture_id, item.fetched_at or self._clock.now(), trouble_of(outcome))
                self._fail(unread, item.page_id, item.url_key, tally)
                continue
            tally.outcomes[outcome] += 1
            if item.rejection:
                tally.reasons[item.rejection.reason] += 1
            else:
                loaded.add(item.newest_capture_id)
        return loaded

    def _count_attempts(self, reads: Sequence[Read], pages: Mapping[str, int], loaded: set[int]) -> None:
        for history, _ in reads:
            ids = [answer.capture_id for answer in history.answers]
            last_read = max((place for place, capture_id in enumerate(ids) if capture_id in loaded), default=-1)
            unread = history.answers[last_read + 1 :]
            if unread:
                set_attempts(self._db, pages[history.url_key], len(unread), unread[0].fetched_at)

    def _set_aside(self, reads: Sequence[Read], pages: Mapping[str, int], tally: Tally) -> None:
        for history, found in reads:
            for item in found:
                if isinstance(item, Unread):
                    self._fail(item, pages[history.url_key], history.url_key, tally)

    def _fail(self, unread: Unread, page_id: int, url_key: str, tally: Tally) -> None:
        """Into the quarantine. The state of the page stays what the nights made of it, unless they never came to it."""
        put_aside(self._db, self._run_id, page_id, unread.capture_id, unread.fetched_at, unread.trouble)
        (state,) = self._db.execute("SELECT state FROM pages WHERE page_id = ?", [page_id]).fetchone()
        if state == "queued":
            mark_failed(self._db, page_id, unread.trouble.detail, self._clock.now())
        tally.outcomes[Outcome.FAILED] += 1
        if len(tally.failures) < _EXAMPLES:
            tally.failures.append(f"{url_key}: {unread.trouble.detail}")

    def _link_aliases(self, portal: Portal, reads: Sequence[Read], pages: Mapping[str, int]) -> None:
        """Redirects, unless the page that redirected has been had itself since."""
        for history, found in reads:
            read = {item.capture_id for item in found if isinstance(item, LoadItem)}
            for answer in history.answers:
                if answer.url == answer.final_url or answer.capture_id not in read:
                    continue
                key = portal.key(answer.url)
                if key == history.url_key:
                    continue
                (since,) = self._db.execute("SELECT capture_id FROM pages WHERE page_id = ?", [pages[key]]).fetchone()
                if since is None or since < answer.capture_id:
                    link_alias(self._db, pages[key], pages[history.url_key], self._run_id, self._clock.now())


def _gives_nothing(item: LoadItem | Unread) -> bool:
    return isinstance(item, Unread) or item.rejection is not None


def _stretches(found: Iterable[LoadItem | Unread], kept: set[int]) -> list[tuple[LoadItem, list[int]]]:
    """What to load of a page: one item for answers in a row that say the same, with the captures of all of them.

    The item is as old as the first answer and read from the last. An answer that gives nothing parts no stretch, unless a
    version was read from it that is kept.
    """
    parted = 0

    def content(item: LoadItem | Unread) -> tuple[int, str | None]:
        nonlocal parted
        parted += _gives_nothing(item) and item.capture_id in kept
        return parted, item.article.content_hash if isinstance(item, LoadItem) and item.article else None

    keyed = [(content(item), item) for item in found]
    own: list[tuple[LoadItem, list[int]]] = []
    for _, group in groupby((pair for pair in keyed if pair[0][1]), key=lambda pair: pair[0]):
        items = [item for _, item in group if isinstance(item, LoadItem)]
        first, last = items[0], items[-1]
        again = (last.capture_id, last.fetched_at) if len(items) > 1 and last.fetched_at else None
        item = replace(last, capture_id=first.capture_id, fetched_at=first.fetched_at, had_again=again)
        own.append((item, [each.capture_id for each in items]))
    return own
