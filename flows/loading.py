"""The loader: applies the events of the crawls to the warehouse, one transaction each, and keeps the account of each portal.

The only writer of a night. From archived bytes to rows it goes through the pure steps: decode, parse, clean, extract.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlite_utils import Database

from db.archive import Archive
from db.article_rows import LoadItem
from db.errors import CorruptCapture
from db.frontier import enqueue, link_alias, mark_failed, mark_not_modified, mark_rejected, record_rejection
from db.load import load_batch
from db.near_duplicates import fill_index
from db.quarantine import Trouble, put_aside
from db.run_reports import newest_version, record_observations, record_waiting_pages
from db.runs import finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from db.series import SeriesPace, refresh_series
from db.transaction import writing
from db.walks import record_walks
from flows.clock import Clock
from flows.events import Archived, Brought, Event, Failed, Fetched, Finished, ItemResult, Listed, NotModified, Refused, Resumed
from flows.reading import Unreadable, read_capture, trouble_of
from flows.report import RunReport, Tally
from scrapers.parse import PARSER_VERSION
from scrapers.spec import Portal
from transforms.records import Outcome, Reason, Rejection

log = logging.getLogger(__name__)

_OF_THE_LAYOUT = frozenset({Reason.LAYOUT_CHANGED, Reason.NO_TITLE, Reason.NO_DATE, Reason.EMPTY_BODY, Reason.NOT_VIETNAMESE})
_FEWEST_TO_JUDGE = 5  # articles read, before their share of rejections says anything about a portal
_EXAMPLES = 3
Load = Callable[..., list[Outcome]]  # load_batch, or load_histories


class Loader:
    """One run's writer. Used from one thread; `stop_reason` may be asked from any."""

    def __init__(self, db: Database, archive: Archive, portals: Sequence[Portal], clock: Clock) -> None:
        self._db = db
        self._archive = archive
        self._clock = clock
        self._portals = {portal.slug: portal for portal in portals}
        self._tallies: dict[str, Tally] = {}
        self._pages: dict[str, dict[str, int]] = {portal.slug: {} for portal in portals}  # URL key -> page id
        self._stops: dict[str, str] = {}
        self._readings: dict[int, LoadItem] = {}  # by capture: what was read elsewhere
        self._halted: str | None = None
        self._series: SeriesPace | None = None
        self.run_id = 0

    def start(self, parameters: Mapping[str, Any], kind: str = "run") -> None:
        """Open the run in the warehouse. A run that was left open by a process that died is marked as interrupted.

        A night has an account of each of its portals from the start; a backfill, of those of which anything is found.
        """
        now = self._clock.now()
        with writing(self._db):
            register_portals(self._db, [PortalRow(p.slug, p.name, p.kind, p.province, p.home) for p in self._portals.values()])
            self.run_id = start_run(self._db, kind, parameters, now)
            self._series = SeriesPace() if kind == "backfill" else None  # years of articles come back to the same points
            for slug in self._portals if kind == "run" else ():
                self._tallies[slug] = Tally(slug, now)
                self._record(self._tallies[slug])
        fill_index(
            self._db,
            self.run_id,
            now,
            tell=lambda left: log.info("near-duplicates among articles of earlier versions: %s left to compare", left),
        )
        refresh_series(self._db, tell=lambda left: log.info("values of series of earlier versions: %s left to work out", left))

    def stop_reason(self, slug: str) -> str | None:
        """Why the crawl of this portal should end, if it should."""
        return self._halted or self._stops.get(slug)

    def halt(self, reason: str) -> None:
        """Ask every crawl to end."""
        self._halted = reason

    def apply(self, event: Event) -> None:
        """Store one event, all of it or nothing: what was not stored is not counted either."""
        tally = deepcopy(self._tallies.get(event.portal) or Tally(event.portal, self._clock.now()))
        with writing(self._db):
            match event:
                case Resumed():
                    self._resume(event, tally)
                case Listed():
                    self._list(event, tally)
                case Brought():
                    self._take_brought(event, tally)
                case Fetched():
                    self._load(self._portals[event.portal], event.results, tally)
                case Finished():
                    tally.requests, tally.bytes_received = event.requests, event.bytes_received
                    tally.problems += [event.problem] if event.problem else []
                    tally.finished_at = self._clock.now()
            self._record(tally)
        self._tallies[event.portal] = tally

    def finish(self, error: str | None) -> RunReport:
        """Close the run with its state and return the report."""
        report = RunReport(self.run_id, tuple(self._tallies.values()), error)
        refresh_series(self._db)  # redirects are linked after the articles are loaded
        with writing(self._db):
            for tally in report.tallies:
                if tally.finished_at is None:
                    tally.broke_off, tally.finished_at = True, self._clock.now()
                self._record(tally)
            record_waiting_pages(self._db, self.run_id)
            finish_run(self._db, self.run_id, report.state, self._clock.now(), "; ".join(report.problems()) or None)
        return report

    def _record(self, tally: Tally) -> None:
        record_portal(self._db, self.run_id, tally.recorded(self._clock.now()))

    def _resume(self, event: Resumed, tally: Tally) -> None:
        """Load what an earlier run had archived. These items are carried over, and counted beside those listed tonight."""
        tally.carried += len(event.capture_ids)
        self._load_captures(event.portal, event.capture_ids, tally)

    def _take_brought(self, event: Brought, tally: Tally) -> None:
        tally.listed += len(event.capture_ids) + event.known + len(event.rejections)
        tally.outcomes[Outcome.KNOWN] += event.known
        self._reject(event.portal, event.rejections, tally)
        self._readings = dict(event.readings)
        self._load_captures(event.portal, event.capture_ids, tally)

    def _load_captures(self, slug: str, capture_ids: Sequence[int], tally: Tally) -> None:
        portal = self._portals[slug]
        results: list[ItemResult] = []
        for answer in map(self._archive.answer, capture_ids):
            key = portal.key(answer.url)
            results.append(Archived(key, portal.key(answer.final_url), answer.final_url, answer.capture_id))
            self._pages[portal.slug] |= enqueue(self._db, portal.slug, [(key, answer.url)], self._clock.now())
        self._load(portal, results, tally)

    def _list(self, event: Listed, tally: Tally) -> None:
        now = self._clock.now()
        self._pages[event.portal] |= enqueue(self._db, event.portal, event.queue, now)
        self._reject(event.portal, event.rejections, tally)
        tally.listed += event.listed
        tally.carried += event.carried
        tally.outcomes[Outcome.KNOWN] += event.known
        tally.outcomes[Outcome.DUPLICATE] += event.repeated
        tally.problems += event.problems
        record_walks(self._db, event.portal, event.walks)
        tally.paged += event.paged
        tally.repeating += event.repeating

    def _reject(self, slug: str, rejections: Sequence[Rejection], tally: Tally) -> None:
        """Items that never become pages: refused before anything of them is kept."""
        for rejection in rejections:
            record_rejection(self._db, self.run_id, slug, rejection, self._clock.now())
            tally.reasons[rejection.reason] += 1
        tally.outcomes[Outcome.REJECTED] += len(rejections)

    def _load(self, portal: Portal, results: Sequence[ItemResult], tally: Tally) -> None:
        now = self._clock.now()
        pages = self._pages[portal.slug]
        archived: list[Archived] = []
        for result in results:
            match result:
                case Archived():
                    archived.append(result)
                case NotModified(key):
                    mark_not_modified(self._db, [pages[key]], now)
                    tally.outcomes[Outcome.NOT_MODIFIED] += 1
                case Refused(key, rejection):
                    mark_rejected(self._db, self.run_id, pages[key], rejection, now)
                    tally.outcomes[Outcome.REJECTED] += 1
                    tally.reasons[rejection.reason] += 1
                case Failed():
                    self._fail(result, pages[result.url_key], tally)
        self._load_archived(portal, archived, tally)
        self._judge(portal, tally)

    def _fail(self, result: Failed, page_id: int, tally: Tally) -> None:
        if result.attempted:
            mark_failed(self._db, page_id, result.detail, self._clock.now())
        tally.outcomes[Outcome.FAILED] += 1
        if len(tally.failures) < _EXAMPLES:
            tally.failures.append(f"{result.url}: {result.detail}")

    def _load_archived(self, portal: Portal, archived: Sequence[Archived], tally: Tally) -> None:
        now = self._clock.now()
        pages = self._pages[portal.slug]
        moved = [(result.final_key, result.final_url) for result in archived if result.final_key != result.url_key]
        pages |= enqueue(self._db, portal.slug, moved, now)
        items: list[LoadItem] = []
        sources: list[Archived] = []
        for result in archived:
            try:
                items.append(self._read(portal, result.capture_id, pages[result.final_key]))
                sources.append(result)
            except (Unreadable, CorruptCapture) as error:
                # A defect of ours or of the disk: this item fails, the night goes on, the trace is in the log.
                log.exception("%s: could not be read", result.final_url)
                self._set_aside(result, trouble_of(error), pages, tally)
        before = newest_version(self._db)
        load = partial(load_batch, series=self._series)
        outcomes = store_items(self._db, portal, items, run_id=self.run_id, now=self._clock.now(), load=load)
        record_observations(self._db, self.run_id, portal.slug, before)
        for result, item, outcome in zip(sources, items, outcomes, strict=True):
            if isinstance(outcome, Exception):
                self._set_aside(result, trouble_of(outcome), pages, tally)
                continue
            redirected = result.final_key != result.url_key
            if redirected:
                link_alias(self._db, pages[result.url_key], pages[result.final_key], self.run_id, now)
            tally.outcomes[Outcome.DUPLICATE if redirected and outcome is Outcome.UNCHANGED else outcome] += 1
            if isinstance(item.rejection, Rejection):
                tally.reasons[item.rejection.reason] += 1

    def _read(self, portal: Portal, capture_id: int, page_id: int) -> LoadItem:
        ready = self._readings.pop(capture_id, None)
        if ready is not None:
            return replace(ready, page_id=page_id, capture_id=capture_id)
        return read_capture(self._archive.read(capture_id), capture_id, page_id, portal)

    def _set_aside(self, result: Archived, trouble: Trouble, pages: Mapping[str, int], tally: Tally) -> None:
        """An answer that is in the archive and could not be read or loaded: in the quarantine, and asked for again."""
        fetched_at = self._archive.answer(result.capture_id).fetched_at
        put_aside(self._db, self.run_id, pages[result.final_key], result.capture_id, fetched_at, trouble)
        self._fail(Failed(result.url_key, result.final_url, trouble.detail), pages[result.url_key], tally)

    def _judge(self, portal: Portal, tally: Tally) -> None:
        """Stop a portal of which too many articles no longer read as its layout says: more would only add to the pile."""
        spoilt = sum(count for reason, count in tally.reasons.items() if reason in _OF_THE_LAYOUT)
        read = spoilt + sum(
            tally.outcomes[o] for o in (Outcome.INSERTED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE)
        )
        if read >= _FEWEST_TO_JUDGE and spoilt > portal.rejection_budget * read:
            self._stops[portal.slug] = (
                f"{spoilt} of {read} articles do not read as their layout says; see the rejections, then the portal's layouts"
            )


def store_items(
    db: Database, portal: Portal, items: Sequence[LoadItem], *, run_id: int, now: datetime, load: Load
) -> list[Outcome | Exception]:
    """Outcomes in order. Where the batch has an item that the warehouse does not take, each is tried alone."""
    try:
        return [
            *load(
                db,
                run_id=run_id,
                portal=portal.slug,
                items=items,
                province=portal.province,
                parser_version=PARSER_VERSION,
                now=now,
            )
        ]
    except (ValueError, ArithmeticError, sqlite3.IntegrityError, sqlite3.DataError) as error:
        if len(items) == 1:
            log.exception("%s: could not be loaded", items[0].url_key)
            return [error]
        alone = (store_items(db, portal, [item], run_id=run_id, now=now, load=load) for item in items)
        return [outcome for outcomes in alone for outcome in outcomes]
