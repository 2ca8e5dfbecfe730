"""A replay: archived answers through today's rules, without the network. Plain Python, one writer.

Page by page with its whole history, for what an answer makes of an article depends on those before: how many versions there
were is known only once all of them are read by the same rules. A batch is some pages and one transaction.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain, groupby
from typing import Any

from sqlite_utils import Database

from db.archive import Answer, Archive
from db.article_rows import LoadItem
from db.connect import open_warehouse
from db.errors import told
from db.frontier import enqueue, link_alias, look_up, mark_failed
from db.histories import Histories, History
from db.load import advance_watermark, load_histories
from db.near_duplicates import fill_index
from db.quarantine import put_aside, quarantined_keys, set_attempts
from db.readings import holdings
from db.run_reports import newest_version, record_observations, record_waiting_pages
from db.runs import finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from db.series import refresh_series
from db.timeline import Stretch, align_versions
from db.transaction import writing
from flows.clock import Clock
from flows.loading import store_items
from flows.lock import alone, lock_of
from flows.reading import Unread, read_history, trouble_of
from flows.replay_changes import Changes
from flows.report import RunReport, Tally
from flows.settings import Settings
from flows.signals import cause_of, stopping_on_signals
from scrapers.spec import Portal
from transforms.records import Outcome

log = logging.getLogger(__name__)

_EXAMPLES = 3
Read = tuple[History, list[LoadItem | Unread]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayPlan:
    """What to replay. `since`, `quarantine` and `limit` choose pages; a page is always replayed whole."""

    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock
    since: datetime | None = None
    quarantine: bool = False
    limit: int | None = None  # pages of each portal
    dry_run: bool = False

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
    undeclared: dict[str, int] = field(default_factory=dict)  # portal -> answers


Progress = Callable[[int, int], None]  # answers done, of how many


def run_replay(plan: ReplayPlan, progress: Progress = lambda done, total: None) -> ReplayReport:
    """Replays what the plan asks for. Raises Busy when a run is at work on the warehouse, Stopped when a signal asked for it.

    Ended at any moment, the next replay does the whole: what is done already it finds unchanged.
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
            for batch in replay.batches():
                stop.check()
                replay.apply(batch)
                progress(replay.settled, replay.answers)
        except BaseException as error:
            try:
                replay.finish(cause_of(error, told(error)))
            except sqlite3.Error:
                log.exception("the replay could not be closed in the warehouse; the next run marks it as interrupted")
            raise
        return replay.finish(None)


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

    @property
    def answers(self) -> int:
        return sum(tally.carried for tally in self._tallies.values())

    @property
    def settled(self) -> int:
        return sum(tally.settled for tally in self._tallies.values())

    def start(self) -> None:
        """Open the run, and see what there is to replay."""
        if not self._plan.dry_run:
            with writing(self._db):
                self._open_run()
            fill_index(self._db, self._run_id, self._clock.now())
            refresh_series(self._db)
        for slug, portal in self._portals.items():
            only = set(quarantined_keys(self._db, slug)) if self._plan.quarantine else None
            self._highest[slug] = self._histories.add(slug, partial(self._key, portal), only)
        self._histories.select(self._plan.since, self._plan.limit)
        for slug, (pages, answers) in self._histories.counts().items():
            self._tallies[slug].carried = answers
            self._report.pages += pages

    def batches(self) -> Iterator[list[Read]]:
        """Whole pages, read; at least a batch's worth of answers, but for the last."""
        batch: list[Read] = []
        size = 0
        for history in self._histories:
            batch.append((history, read_history(self._archive, history.answers, self._portals[history.portal])))
            size += len(history.answers)
            if size >= self._plan.settings.batch_size:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def apply(self, batch: Sequence[Read]) -> None:
        """Store some pages, all of it or nothing; in a dry run nothing, once it has been seen what it would be."""
        by_portal: defaultdict[str, list[Read]] = defaultdict(list)
        for history, found in batch:
            by_portal[history.portal].append((history, found))
        with suppress(_Undo), writing(self._db):  # leaving the transaction by an exception is what rolls it back
            if self._plan.dry_run:
                self._open_run()
            for slug, reads in by_portal.items():
                self._replay_pages(self._portals[slug], reads, self._tallies[slug])
                record_portal(self._db, self._run_id, self._tallies[slug].recorded(self._clock.now()))
            if self._plan.dry_run:
                raise _Undo

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

    def _replay_pages(self, portal: Portal, reads: Sequence[Read], tally: Tally) -> None:
        keys = [history.url_key for history, _ in reads]
        before = holdings(self._db, portal.slug, keys)
        pages = self._know(portal, reads)
        items: list[LoadItem] = []
        for history, found in reads:
            kept = set(before.articles[history.url_key].captures) if history.url_key in before.articles else set()
            own = _stretches(found, kept)
            spans = [Stretch(ids, item.fetched_at) for item, ids in own if item.fetched_at]
            self._report.changes.versions_merged += align_versions(self._db, portal.slug, history.url_key, spans)
            self._report.changes.kept_versions += sum(_gives_nothing(item) and item.capture_id in kept for item in found)
            rejected = [item for item in found if isinstance(item, LoadItem) and item.rejection]
            in_order = sorted(chain(rejected, (item for item, _ in own)), key=lambda item: item.newest_capture_id)
            items.extend(replace(item, page_id=pages[history.url_key]) for item in in_order)
            tally.outcomes[Outcome.UNCHANGED] += sum(len(ids) - 1 for _, ids in own)
        self._set_aside(reads, pages, tally)
        loaded = self._store(portal, items, tally)
        self._count_attempts(reads, pages, loaded)
        self._link_aliases(portal, reads, pages)
        self._report.changes.compare(before, holdings(self._db, portal.slug, keys), keys)

    def _know(self, portal: Portal, reads: Sequence[Read]) -> dict[str, int]:
        """URL key -> page id, of the pages and of those that redirect to them. New ones are as old as their first answer."""
        wanted: dict[str, tuple[str, datetime]] = {}
        for history, _ in reads:
            for answer in history.answers:
                wanted.setdefault(history.url_key, (answer.final_url, answer.fetched_at))
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
        outcomes = store_items(self._db, portal, items, run_id=self._run_id, now=self._clock.now(), load=load_histories)
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
                key = portal.key(answer.url)
                if key == history.url_key or answer.capture_id not in read:
                    continue
                (since,) = self._db.execute("SELECT capture_id FROM pages WHERE page_id = ?", [pages[key]]).fetchone()
                if since is None or since < answer.capture_id:
                    link_alias(self._db, pages[key], pages[history.url_key], self._run_id, self._clock.now())


class _Undo(Exception):
    """Ends the transaction of a dry run."""


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
