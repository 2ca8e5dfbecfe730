"""A night: every portal crawled in a thread of its own, everything loaded by the one thread that writes.

Plain Python, no Prefect: the flow passes in how to start a crawl and how to apply an event, and so gets tasks around both.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from queue import SimpleQueue
from typing import Any

from sqlite_utils import Database

from db.archive import Archive
from db.connect import open_readonly, open_warehouse
from db.errors import told
from db.frontier import due, look_up
from db.load import highest_capture, watermark
from db.walks import unfinished_walks
from flows.crawl import crawl
from flows.events import Event, Finished, Listed, Resumed
from flows.loading import Loader
from flows.lock import alone, lock_of
from flows.plan import Memory, NightPlan
from flows.report import RunReport
from flows.review import review
from flows.signals import StopRequest, cause_of, stopping_on_signals
from scrapers.fetch import Fetcher
from scrapers.spec import Portal

log = logging.getLogger(__name__)

Crawl = Callable[[str], Finished]  # slug -> how the crawl ended
StartCrawl = Callable[[Crawl, str], Any]  # starts a crawl in a thread
ApplyEvent = Callable[[Callable[[Event], None], Event], None]


class _LoaderStopped(Exception):
    """Nobody takes the event any more. What is in the archive, the next run loads."""


class _Inbox:
    """Events from the crawls to the loader.

    A crawl that hands over its queue waits until that is stored, for a kill may come; one that hands over what an earlier run
    left waits, too, or it would find those pages still queued and fetch them again.
    """

    def __init__(self) -> None:
        self._items: SimpleQueue[tuple[Event, threading.Event] | None] = SimpleQueue()
        self.closed = threading.Event()

    def wake(self) -> None:
        """Lets whoever waits for the next event look up. May be called from the handler of a signal."""
        self._items.put(None)

    def hand_over(self, event: Event) -> None:
        stored = threading.Event()
        self._items.put((event, stored))
        if isinstance(event, Listed | Resumed):
            while not stored.wait(1.0):
                if self.closed.is_set():
                    raise _LoaderStopped

    @contextmanager
    def next(self) -> Iterator[Event | None]:
        """The next event, and None when woken; stored when the block ends."""
        item = self._items.get()
        if item is None:
            yield None
            return
        event, stored = item
        yield event
        stored.set()


def run_night(plan: NightPlan, start_crawl: StartCrawl | None = None, apply_event: ApplyEvent | None = None) -> RunReport:
    """Run the whole night and return what became of it. The report is in the warehouse, too, and grows there while it runs.

    Without `start_crawl` crawls run in plain threads, without `apply_event` events are applied directly. Raises Busy when
    another run is at work on the warehouse, and Stopped when a signal asked for it, after the batch at hand.
    """
    inbox = _Inbox()
    with (
        stopping_on_signals(inbox.wake) as stop,
        alone(lock_of(plan.settings.db), f"a run on {plan.settings.db}"),
        closing(open_warehouse(plan.settings.db)) as db,
        closing(Archive(plan.settings.archive_path)) as archive,
    ):
        archive.continue_after(highest_capture(db))
        loader = Loader(db, archive, plan.portals, plan.clock)
        loader.start(plan.parameters(), plan.kind)
        try:
            _crawl_and_load(plan, loader, inbox, stop, start_crawl, apply_event)
        except BaseException as error:
            try:
                _review(plan, db, archive, loader.finish(cause_of(error, told(error))))
            except sqlite3.Error:
                log.exception(
                    "run %s: could not be closed in the warehouse; the next run marks it as interrupted", loader.run_id
                )
            raise
        report = loader.finish(None)
        _review(plan, db, archive, report)
        return report


def _review(plan: NightPlan, db: Database, archive: Archive, report: RunReport) -> None:
    if plan.kind != "run":
        return  # what was asked for by its address says nothing of how a portal is doing
    review(db, archive, plan.portals, report, plan.clock.now(), silenced=plan.settings.silenced)


def _crawl_and_load(
    plan: NightPlan,
    loader: Loader,
    inbox: _Inbox,
    stop: StopRequest,
    start_crawl: StartCrawl | None,
    apply_event: ApplyEvent | None,
) -> None:
    crawls = _Crawls(plan, inbox, loader.stop_reason)
    with ThreadPoolExecutor(max_workers=max(len(plan.portals), 1), thread_name_prefix="crawl") as threads:
        start = start_crawl or threads.submit
        try:
            for portal in plan.portals:
                start(crawls.run, portal.slug)
            _apply_all(inbox, loader, len(plan.portals), apply_event or (lambda apply, event: apply(event)), stop)
        except BaseException as error:
            loader.halt(f"the night broke off ({type(error).__name__})")  # else the crawls would go on fetching for nobody
            inbox.closed.set()
            raise


def _apply_all(inbox: _Inbox, loader: Loader, portals: int, apply_event: ApplyEvent, stop: StopRequest) -> None:
    while portals:
        stop.check()
        with inbox.next() as event:
            if event is not None:
                apply_event(loader.apply, event)
                portals -= isinstance(event, Finished)


class _Crawls:
    """The crawls of one night: each opens its own connections, because SQLite's belong to one thread."""

    def __init__(self, plan: NightPlan, inbox: _Inbox, stop_reason: Callable[[str], str | None]) -> None:
        self._plan = plan
        self._inbox = inbox
        self._stop_reason = stop_reason
        self._portals = {portal.slug: portal for portal in plan.portals}

    def run(self, slug: str) -> Finished:
        """Crawl one portal to its end, whatever happens: the last event handed over is always its Finished."""
        done = Finished(slug, "the crawl broke off", 0, 0)
        try:
            for event in self._events(self._portals[slug]):
                if isinstance(event, Finished):
                    done = event
                else:
                    self._inbox.hand_over(event)
        except _LoaderStopped:
            done = Finished(slug, "the night has stopped; the next one goes on from here", 0, 0)
        except Exception as error:
            log.exception("%s: crawl failed", slug)
            done = Finished(slug, told(error), 0, 0)
        self._inbox.hand_over(done)
        return done

    def _events(self, portal: Portal) -> Iterator[Event]:
        settings, clock = self._plan.settings, self._plan.clock
        with (
            closing(open_readonly(settings.db)) as db,
            closing(Archive(settings.archive_path)) as archive,
            Fetcher(portal, self._plan.policy, clock=clock.now) as fetcher,
        ):
            memory = Memory(
                look_up=lambda keys: look_up(db, portal.slug, keys),
                carried_over=lambda: due(db, portal.slug, clock.now()),
                unloaded=lambda: archive.unprocessed(portal.slug, watermark(db, portal.slug)),
                unfinished=lambda: unfinished_walks(db, portal.slug),
            )
            yield from crawl(portal, fetcher, archive, memory, self._plan.crawl_plan(), lambda: self._stop_reason(portal.slug))
