"""Progress of a run, read from the warehouse while it grows there: the same for a run in this process or in another."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from db.connect import open_readonly
from db.errors import NotOurFile
from db.runs import latest_runs, portal_report

_LOOK_EVERY_S: Final = 0.5


@contextmanager
def watching(console: Console, db: Path) -> Iterator[None]:
    """Shows a bar per portal of the run that starts now, for as long as the block lasts. Nothing where nobody is looking."""
    if not console.is_terminal:
        yield
        return
    over = threading.Event()
    before = _newest(db)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        waiting = progress.add_task("starting Prefect", total=None)
        watcher = threading.Thread(target=_watch, args=(db, before, progress, waiting, over), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


def _watch(db: Path, before: int, progress: Progress, waiting: TaskID, over: threading.Event) -> None:
    bars: dict[str, TaskID] = {}
    while not over.wait(_LOOK_EVERY_S):
        run_id = _newest(db)
        if run_id <= before:
            continue
        progress.update(waiting, visible=False)
        with closing(open_readonly(db)) as warehouse:
            for tally in portal_report(warehouse, run_id):
                if tally.portal not in bars:
                    bars[tally.portal] = progress.add_task(tally.portal, total=None)
                items = tally.listed + tally.resumed
                progress.update(bars[tally.portal], completed=sum(tally.outcomes.values()), total=items or None)


def _newest(db: Path) -> int:
    """The number of the newest run; 0 before there is one."""
    if not db.is_file():
        return 0
    try:
        with closing(open_readonly(db)) as warehouse:
            runs = latest_runs(warehouse, 1)
    except (NotOurFile, sqlite3.OperationalError):
        return 0  # the file is just being made
    return runs[0].run_id if runs else 0
