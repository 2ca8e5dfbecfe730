"""A replay: archived answers through today's rules, without the network. Any number of readers, one writer.

Page by page with its whole history, for what an answer makes of an article depends on those before: how many versions there
were is known only once all of them are read by the same rules. A batch is some pages and one transaction. Batches are stored
in the order of the pages, whoever reads them, so that nothing depends on how many do.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlite_utils import Database

from db.archive import Answer, Archive
from db.connect import open_warehouse
from db.errors import told
from db.histories import Histories
from db.load import advance_watermark
from db.near_duplicates import fill_index
from db.quarantine import quarantined_keys
from db.replays import NOTHING, Reached, record_reached
from db.run_reports import record_waiting_pages
from db.runs import finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from db.series import SeriesPace, refresh_series
from db.transaction import writing
from flows.clock import Clock
from flows.lock import alone, lock_of
from flows.replay_changes import Changes
from flows.replay_pages import PageStore
from flows.replay_reading import Read, ReaderDied, batches_of, read_here, read_in_processes, worthwhile
from flows.replay_resuming import broken_off, program
from flows.report import RunReport, Tally
from flows.settings import Settings
from flows.signals import StopRequest, cause_of, stopping_on_signals
from scrapers.spec import Portal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayPlan:
    """What to replay. `since`, `quarantine` and `limit` choose pages; a page is always replayed whole.

    `workers` is how many processes read; 1 is this one alone, None as many as are worth their start.
    """

    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock
    since: datetime | None = None
    quarantine: bool = False
    limit: int | None = None  # pages of each portal
    dry_run: bool = False
    resume: bool = False  # go on with the last one of the same choice, which was broken off
    workers: int | None = None

    @property
    def complete(self) -> bool:
        """Nothing of these portals is left out."""
        return self.since is None and self.limit is None and not self.quarantine

    def parameters(self) -> dict[str, Any]:
        """As the run book keeps them."""
        return {
            "portals": [portal.slug for portal in self.portals],
            "since": self.since,
            "limit": self.limit,
            "quarantine": self.quarantine,
        }


@dataclass(slots=True)
class ReplayReport:
    """What became of a replay. `undeclared` are answers of hosts that their portal does not declare any more: left out."""

    run: RunReport
    changes: Changes
    pages: int = 0
    workers: int = 1
    goes_on_with: int | None = None  # the run whose pages were left out
    undeclared: dict[str, int] = field(default_factory=dict)  # portal -> answers


Progress = Callable[[int, int], None]  # answers done, of how many


def run_replay(plan: ReplayPlan, progress: Progress = lambda done, total: None) -> ReplayReport:
    """Replays what the plan asks for.

    Ended at any moment, the next replay does the whole, and finds unchanged what is done already; or goes on from there.

    Raises:
        Busy: a run is at work on the warehouse.
        Stopped: a signal asked for it.
        CannotResume: there is nothing to go on with.
    """
    with ExitStack() as stack:
        stop = stack.enter_context(stopping_on_signals(lambda: None))
        stack.enter_context(alone(lock_of(plan.settings.db), f"a run on {plan.settings.db}"))
        db = stack.enter_context(closing(open_warehouse(plan.settings.db)))
        archive = stack.enter_context(closing(Archive(plan.settings.archive_path)))
        histories = stack.enter_context(Histories(archive))
        replay = _Replay(db, archive, histories, plan)
        replay.start()
        try:
            _store_all(replay, stop, progress)
        except BaseException as error:
            try:
                replay.finish(cause_of(error, told(error)))
            except sqlite3.Error:
                log.exception("the replay could not be closed in the warehouse; the next run marks it as interrupted")
            raise
        return replay.finish(None)


def _store_all(replay: _Replay, stop: StopRequest, progress: Progress) -> None:
    with closing(replay.batches()) as batches:
        try:
            for batch in batches:
                stop.check()
                replay.apply(batch)
                progress(replay.settled, replay.answers)
        except ReaderDied:
            stop.check()  # who stops a service sends the signal to all its processes
            raise


class _Replay:
    """One replay's writer."""

    def __init__(self, db: Database, archive: Archive, histories: Histories, plan: ReplayPlan) -> None:
        self._db = db
        self._archive = archive
        self._histories = histories
        self._plan = plan
        self._clock = plan.clock
        self._portals = {portal.slug: portal for portal in plan.portals}
        self._tallies = {slug: Tally(slug, plan.clock.now()) for slug in self._portals}
        self._highest: dict[str, int] = {}
        self._report = ReplayReport(RunReport(0, ()), Changes())
        self._run_id = 0
        self._newest = 0
        self._series = SeriesPace()

    @property
    def answers(self) -> int:
        return sum(tally.carried for tally in self._tallies.values())

    @property
    def settled(self) -> int:
        return sum(tally.settled for tally in self._tallies.values())

    def start(self) -> None:
        """Open the run, and see what there is to replay."""
        before = broken_off(self._db, self._plan.parameters()) if self._plan.resume else None
        self._report.goes_on_with = before.run_id if before else None
        if not self._plan.dry_run:
            with writing(self._db):
                self._open_run()
            fill_index(self._db, self._run_id, self._clock.now())
            refresh_series(self._db)
        for slug, portal in self._portals.items():
            only = set(quarantined_keys(self._db, slug)) if self._plan.quarantine else None
            self._highest[slug] = self._histories.add(slug, partial(self._key, portal), only)
        self._newest = max(self._highest.values(), default=0)
        self._histories.select(self._plan.since, self._plan.limit, before.reached if before else NOTHING)
        for slug, (pages, answers) in self._histories.counts().items():
            self._tallies[slug].carried = answers
            self._report.pages += pages

    def batches(self) -> Generator[list[Read]]:
        """Whole pages, read; at least a batch's worth of answers, but for the last. To be closed."""
        batches = batches_of(self._histories, self._plan.settings.batch_size)
        self._report.workers = worthwhile(self.answers) if self._plan.workers is None else self._plan.workers
        if self._report.workers == 1:
            yield from read_here(self._archive, batches, self._portals)
            return
        with closing(read_in_processes(self._plan.settings.archive_path, batches, self._portals, self._report.workers)) as read:
            yield from read

    def apply(self, batch: Sequence[Read]) -> None:
        """Store some pages, all of it or nothing; in a dry run nothing, once it has been seen what it would be."""
        by_portal: defaultdict[str, list[Read]] = defaultdict(list)
        for history, found in batch:
            by_portal[history.portal].append((history, found))
        with suppress(_Undo), writing(self._db):  # leaving the transaction by an exception is what rolls it back
            if self._plan.dry_run:
                self._open_run()
            pages = PageStore(self._db, self._clock, self._run_id, self._report.changes, self._series)
            for slug, reads in by_portal.items():
                pages.store(self._portals[slug], reads, self._tallies[slug])
                record_portal(self._db, self._run_id, self._tallies[slug].recorded(self._clock.now()))
            if self._plan.dry_run:
                raise _Undo
            reached = Reached(self._newest, batch[-1][0].first_id)
            record_reached(self._db, self._run_id, program(), reached, self._report.goes_on_with)

    def finish(self, error: str | None) -> ReplayReport:
        """Close the run with its state and return the report."""
        now = self._clock.now()
        for tally in self._tallies.values():
            tally.finished_at, tally.broke_off = now, error is not None and tally.settled != tally.carried
        self._report.run = RunReport(self._run_id, tuple(self._tallies.values()), error)
        if self._plan.dry_run:
            return self._report
        refresh_series(self._db)
        with writing(self._db):
            for slug, tally in self._tallies.items():
                record_portal(self._db, self._run_id, tally.recorded(now))
                if self._plan.complete and error is None and self._highest[slug]:
                    advance_watermark(self._db, slug, self._highest[slug])
            record_waiting_pages(self._db, self._run_id)
            problems = "; ".join(self._report.run.problems()) or None
            finish_run(self._db, self._run_id, self._report.run.state, now, problems)
        return self._report

    def _open_run(self) -> None:
        register_portals(self._db, [PortalRow(p.slug, p.name, p.kind, p.province, p.home) for p in self._portals.values()])
        self._run_id = start_run(self._db, "replay", self._plan.parameters(), self._clock.now())
        for tally in self._tallies.values():
            record_portal(self._db, self._run_id, tally.recorded(self._clock.now()))

    def _key(self, portal: Portal, answer: Answer) -> str | None:
        if portal.declares(answer.final_url) and portal.declares(answer.url):
            return portal.key(answer.final_url)
        self._report.undeclared[portal.slug] = self._report.undeclared.get(portal.slug, 0) + 1
        return None


class _Undo(Exception):
    """Ends the transaction of a dry run."""
