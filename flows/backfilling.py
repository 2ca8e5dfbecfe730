"""A backfill: articles of past years from WARC files, through the same archive, loader and transforms as those of a night.

A page is dated by what stands on it, its version by when it was crawled; what the archive has already is known. Ended at any
moment, the same command completes it: it passes over what is in the archive, and loads first what had come no further.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from db.archive import Archive
from db.connect import open_warehouse
from db.errors import told
from db.load import highest_capture, watermark
from flows.clock import Clock
from flows.events import Brought, Finished, Resumed
from flows.loading import Loader
from flows.lock import alone, lock_of
from flows.report import RunReport
from flows.settings import Settings
from flows.signals import cause_of, stopping_on_signals
from scrapers.spec import Portal
from scrapers.warc import BrokenWarc, Refused, Scan, articles_in
from transforms.records import Page, Rejection

log = logging.getLogger(__name__)

Tell = Callable[[Path, int, Scan], None]  # a file, how many of its bytes are read, what was seen of all files


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPlan:
    files: tuple[Path, ...]
    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock


@dataclass(frozen=True, slots=True)
class BackfillReport:
    """What became of a backfill. `unreadable` are files of which the rest could not be read."""

    run: RunReport
    scan: Scan
    unreadable: tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """What was found of one portal and is not loaded yet."""

    pages: list[Page] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    known: int = 0

    def __len__(self) -> int:
        return len(self.pages) + len(self.rejections) + self.known


def run_backfill(plan: BackfillPlan, tell: Tell = lambda path, position, scan: None) -> BackfillReport:
    """Take every article of the plan's portals out of its files. Raises Busy, and Stopped when a signal asked for it."""
    with ExitStack() as stack:
        stop = stack.enter_context(stopping_on_signals(lambda: None))
        stack.enter_context(alone(lock_of(plan.settings.db), f"a run on {plan.settings.db}"))
        db = stack.enter_context(closing(open_warehouse(plan.settings.db)))
        archive = stack.enter_context(closing(Archive(plan.settings.archive_path)))
        archive.continue_after(highest_capture(db))
        loader = Loader(db, archive, plan.portals, plan.clock)
        loader.start({"files": [str(path) for path in plan.files], "portals": [p.slug for p in plan.portals]}, "backfill")
        scan, unreadable = Scan(), list[str]()
        try:
            for event in _events(plan, db, archive, scan, unreadable, tell):
                stop.check()
                loader.apply(event)
        except BaseException as error:
            try:
                loader.finish(cause_of(error, told(error)))
            except sqlite3.Error:
                log.exception("the backfill could not be closed in the warehouse; the next run marks it as interrupted")
            raise
        return BackfillReport(loader.finish("; ".join(unreadable) or None), scan, tuple(unreadable))


def _events(
    plan: BackfillPlan, db: Database, archive: Archive, scan: Scan, unreadable: list[str], tell: Tell
) -> Iterator[Resumed | Brought | Finished]:
    size = plan.settings.batch_size
    for portal in plan.portals:
        left = archive.unprocessed(portal.slug, watermark(db, portal.slug))
        for start in range(0, len(left), size):
            yield Resumed(portal.slug, tuple(left[start : start + size]))
    batches: defaultdict[str, _Batch] = defaultdict(_Batch)
    for path in plan.files:
        try:
            for slug in _take(path, plan, archive, batches, scan, tell):
                if len(batches[slug]) >= size:
                    yield _brought(slug, batches.pop(slug), archive)
        except BrokenWarc as error:
            unreadable.append(str(error))
    for slug, batch in batches.items():
        yield _brought(slug, batch, archive)
    for portal in plan.portals:
        yield Finished(portal.slug, None, 0, 0)


def _take(
    path: Path, plan: BackfillPlan, archive: Archive, batches: defaultdict[str, _Batch], scan: Scan, tell: Tell
) -> Iterator[str]:
    """Puts every find of a file into the batch of its portal, and names that portal."""
    limit = plan.settings.fetch_policy().max_body_bytes
    found = articles_in(
        [path], plan.portals, scan, max_body_bytes=limit, tell=lambda file, position: tell(file, position, scan)
    )
    for one in found:
        batch = batches[one.portal]
        if isinstance(one, Refused):
            batch.rejections.append(one.rejection)
        elif archive.find(one) is not None or one in batch.pages:
            batch.known += 1
        else:
            batch.pages.append(one)
        yield one.portal


def _brought(slug: str, batch: _Batch, archive: Archive) -> Brought:
    """The batch, its bytes archived: kept before anything is derived from them."""
    return Brought(slug, tuple(archive.store_all(batch.pages)), batch.known, tuple(batch.rejections))
