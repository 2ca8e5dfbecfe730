"""What a run leaves in Prefect: its progress while it works, then its report as a table and as Markdown.

The warehouse holds the same for good. So a server that is slow, full or gone costs the artifacts, never the night.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from db.connect import open_readonly
from db.run_reports import RunStory, story_of
from flows.events import Event, Fetched, Finished, Listed
from flows.lock import Busy
from flows.run_report import heading, portal_table
from flows.run_report_markdown import markdown_report
from flows.run_tables import newest_run

PROGRESS: Final = "vnportals-progress"  # one key for all runs: Prefect shows the history of a key
TABLE: Final = "vnportals-portals"
REPORT: Final = "vnportals-report"
_STEP: Final = 5.0  # per cent: an update takes the server some milliseconds

log = logging.getLogger(__name__)


class Shelf(Protocol):
    """Where artifacts go. Either method may raise whatever it likes."""

    def show_progress(self, percent: float) -> None:
        """Replaces what was shown before."""

    def leave_report(self, story: RunStory) -> None:
        """What the run leaves when it has ended: a table of the portals, and the whole report as Markdown."""


class PrefectShelf:
    """The artifacts of the flow run at work."""

    def __init__(self) -> None:
        self._progress: UUID | None = None

    def show_progress(self, percent: float) -> None:
        from prefect.artifacts import create_progress_artifact, update_progress_artifact  # noqa: PLC0415 - reads its settings

        if self._progress is not None:
            update_progress_artifact(self._progress, percent)
            return
        made = create_progress_artifact(percent, key=PROGRESS, description="items fetched and loaded, all portals together")
        if not isinstance(made, UUID):
            raise TypeError(f"called from within an event loop: {made!r}")
        self._progress = made

    def leave_report(self, story: RunStory) -> None:
        from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: PLC0415 - reads its settings

        columns, rows = portal_table(story)
        table = [dict(zip(columns, row, strict=True)) for row in rows]
        create_table_artifact(table, key=TABLE, description=heading(story))
        create_markdown_artifact(markdown_report(story), key=REPORT, description=heading(story))


class Progress:
    """How far the portals are, all together; shown every few per cent."""

    def __init__(self, portals: int, shelf: Shelf) -> None:
        self._portals = max(portals, 1)
        self._queued: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._finished: set[str] = set()
        self._shelf = shelf
        self._shown = 0.0
        self._gone = not _tried(lambda: shelf.show_progress(0.0))

    @property
    def percent(self) -> float:
        """Of the items to fetch, each portal counting as much as another. What has not been listed yet counts as not begun."""
        shares = {portal: self._done.get(portal, 0) / queued for portal, queued in self._queued.items() if queued}
        shares |= dict.fromkeys(self._finished, 1.0)
        return 100 * sum(shares.values()) / self._portals

    def saw(self, event: Event) -> None:
        """An event has been applied."""
        match event:
            case Listed(portal=portal, queue=queue):
                self._queued[portal] = len(queue)
            case Fetched(portal=portal, results=results):
                self._done[portal] = self._done.get(portal, 0) + len(results)
            case Finished(portal=portal):
                self._finished.add(portal)
        percent = self.percent
        if not self._gone and (percent >= self._shown + _STEP or percent == 100 > self._shown):
            self._shown = percent
            self._gone = not _tried(lambda: self._shelf.show_progress(percent))  # who does not answer is not waited for again


@contextmanager
def reporting(db: Path, portals: int, shelf: Shelf | None = None) -> Iterator[Progress]:
    """Shows progress while the block runs a night on this warehouse; leaves its report when the block ends, however it does.

    Without a shelf, in Prefect.
    """
    place = shelf or PrefectShelf()
    before = _newest(db)
    try:
        yield Progress(portals, place)
    except Busy:
        raise  # what there is to report is another's
    except BaseException:
        _tried(lambda: _leave_newest(db, before, place))
        raise
    else:
        _tried(lambda: _leave_newest(db, before, place))


def _leave_newest(db: Path, before: int, shelf: Shelf) -> None:
    with closing(open_readonly(db)) as warehouse:
        newest = newest_run(warehouse) or 0
        story = story_of(warehouse, newest)
    if story is not None and newest > before:
        shelf.leave_report(story)


def _newest(db: Path) -> int:
    """The number of the newest run; 0 before there is one, or where the night will find out what is wrong with the file."""
    try:
        with closing(open_readonly(db)) as warehouse:
            return newest_run(warehouse) or 0
    except Exception:
        return 0


def _tried(leave: Callable[[], None]) -> bool:
    """Whether it could be left; if not, the log says why."""
    try:
        leave()
    except Exception as error:
        log.warning(
            "an artifact could not be left in Prefect (%s: %s); the warehouse has the report: vnportals status",
            type(error).__name__,
            error,
        )
        return False
    return True
