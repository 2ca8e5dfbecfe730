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
from db.article_rows import LoadItem
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
from scrapers.warc import BrokenWarc, Found, Refused, Scan, articles_in
from transforms.records import Page, Rejection

log = logging.getLogger(__name__)

Tell = Callable[[Path, int, Scan], None]  # a file, how many of its bytes are read, what was seen of all files


@dataclass(frozen=True, slots=True)
class FileRead:
    """A whole file, read elsewhere: what was found in it, articles with what they come to where they could be read."""

    path: Path
    scan: Scan
    finds: tuple[tuple[Found, LoadItem | None], ...]
    unreadable: str | None  # why the rest of the file could not be read


ReadFiles = Callable[["BackfillPlan"], Iterator[FileRead]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPlan:
    files: tuple[Path, ...]
    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock

    @property
    def max_body_bytes(self) -> int:
        return self.settings.fetch_policy().max_body_bytes


@dataclass(frozen=True, slots=True)
class BackfillReport:
    """What became of a backfill. `unreadable` are files of which the rest could not be read."""

    run: RunReport
    scan: Scan
    unreadable: tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """What was found of one portal and is not loaded yet."""

    pages: dict[Page, LoadItem | None] = field(default_factory=dict)  # with what they come to, where that is known
    rejections: list[Rejection] = field(default_factory=list)
    known: int = 0

    def __len__(self) -> int:
        return len(self.pages) + len(self.rejections) + self.known


def run_backfill(
    plan: BackfillPlan, tell: Tell = lambda path, position, scan: None, read_files: ReadFiles | None = None
) -> BackfillReport:
    """Take every article of the plan's portals out of its files. Raises Busy, and Stopped when a signal asked for it.

    With `read_files` the files are read and their articles parsed elsewhere, in any order; this process only loads.
    """
    with ExitStack() as stack:
        stop = stack.enter_context(stopping_on_signals(lambda: None))
        stack.enter_context(alone(lock_of(plan.settings.db), f"a run on {plan.settings.db}"))
        db = stack.enter_context(closing(open_warehouse(plan.settings.db)))
        archive = stack.enter_context(closing(Archive(plan.settings.archive_path)))
        archive.continue_after(highest_capture(db))
        loader = Loader(db, archive, plan.portals, plan.clock)
        loader.start({"files": [str(path) for path in plan.files], "portals": [p.slug for p in plan.portals]}, "backfill")
        backfill = _Backfill(plan, archive, tell)
        try:
            for event in backfill.events(db, backfill.read_here() if read_files is None else backfill.take(read_files(plan))):
                stop.check()
                loader.apply(event)
        except BaseException as error:
            try:
                loader.finish(cause_of(error, told(error)))
            except sqlite3.Error:
                log.exception("the backfill could not be closed in the warehouse; the next run marks it as interrupted")
            raise
        report = loader.finish("; ".join(backfill.unreadable) or None)
        return BackfillReport(report, backfill.scan, tuple(backfill.unreadable))


class _Backfill:
    """Sorts what is found by portal, passes over what the archive has, and archives the rest batch by batch."""

    def __init__(self, plan: BackfillPlan, archive: Archive, tell: Tell) -> None:
        self._plan = plan
        self._archive = archive
        self._tell = tell
        self._batches: defaultdict[str, _Batch] = defaultdict(_Batch)
        self.scan = Scan()
        self.unreadable: list[str] = []

    def read_here(self) -> Iterator[tuple[Found, LoadItem | None]]:
        """Every find of the files, one after the other. The loader reads what stands in them."""
        for path in self._plan.files:
            found = articles_in(
                [path],
                self._plan.portals,
                self.scan,
                max_body_bytes=self._plan.max_body_bytes,
                tell=lambda file, position: self._tell(file, position, self.scan),
            )
            try:
                yield from ((one, None) for one in found)
            except BrokenWarc as error:
                self.unreadable.append(str(error))

    def take(self, files: Iterator[FileRead]) -> Iterator[tuple[Found, LoadItem | None]]:
        """Every find of files that were read elsewhere."""
        for file in files:
            yield from file.finds
            self.scan.add(file.scan)
            self.unreadable += [file.unreadable] if file.unreadable else []
            self._tell(file.path, file.path.stat().st_size, self.scan)

    def events(self, db: Database, finds: Iterator[tuple[Found, LoadItem | None]]) -> Iterator[Resumed | Brought | Finished]:
        """First what an earlier one archived and did not come to load, then the finds by batches, then the ends."""
        size = self._plan.settings.batch_size
        worked_on: dict[str, None] = {}
        for portal in self._plan.portals:
            left = self._archive.unprocessed(portal.slug, watermark(db, portal.slug))
            for start in range(0, len(left), size):
                worked_on[portal.slug] = None
                yield Resumed(portal.slug, tuple(left[start : start + size]))
        for found, reading in finds:
            worked_on[found.portal] = None
            self._sort_in(found, reading)
            if len(self._batches[found.portal]) >= size:
                yield self._brought(found.portal)
        for slug in list(self._batches):
            yield self._brought(slug)
        for slug in worked_on:
            yield Finished(slug, None, 0, 0)

    def _sort_in(self, found: Found, reading: LoadItem | None) -> None:
        batch = self._batches[found.portal]
        if isinstance(found, Refused):
            batch.rejections.append(found.rejection)
        elif found in batch.pages or self._archive.find(found) is not None:
            batch.known += 1
        else:
            batch.pages[found] = reading

    def _brought(self, slug: str) -> Brought:
        """The batch, its bytes archived: kept before anything is derived from them."""
        batch = self._batches.pop(slug)
        ids = self._archive.store_all(batch.pages)
        read = {capture_id: reading for capture_id, reading in zip(ids, batch.pages.values(), strict=True) if reading}
        return Brought(slug, tuple(ids), batch.known, tuple(batch.rejections), read)
