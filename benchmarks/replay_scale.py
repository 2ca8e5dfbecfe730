"""A replay of any size by one and by two reading processes: articles a second, and how long a reader waits meanwhile.

The archive is made first, of pages of the replica portals. `python -m benchmarks replay_scale --articles 100000 --once` takes
the better part of an hour, without --once longer.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.portal_pages import PORTALS, pages
from db.archive import Archive
from flows.clock import Clock
from flows.replay_reading import cores
from flows.replaying import ReplayPlan, run_replay
from flows.settings import Settings
from replicas.world import NIGHTS

ARTICLES: Final = 1_000
_STORED_AT_ONCE: Final = 500
_ASKED_EVERY_S: Final = 1.0
_CHANGED: Final = 10  # one in so many articles


@dataclass(frozen=True, slots=True)
class Replayed:
    """One replay, measured. `worst_wait` is the longest that a question to the warehouse took while it ran."""

    answers: int
    changed: int  # articles
    seconds: float
    cpu: float  # of all processes
    worst_wait: float


def run() -> None:
    """The short form for `make bench`."""
    main([])


def main(given: Sequence[str]) -> int:
    """Print the rates; 1 if a replay was not complete."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks replay_scale", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=ARTICLES, help="pages in the archive (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="compared with one (default: %(default)s)")
    parser.add_argument("--once", action="store_true", help="by several readers only, not by one as well")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make files there and leave them; an archive there is used")
    options = parser.parse_args(given)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return _measure(options.keep, options.articles, options.workers, options.once)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder), options.articles, options.workers, options.once)


def make_archive(path: Path, articles: int) -> None:
    """An archive of so many pages, unless there is one."""
    if path.exists():
        return
    with closing(Archive(path)) as archive:
        made = pages(articles)
        while some := list(islice(made, _STORED_AT_ONCE)):
            archive.store_all(some)


def _measure(folder: Path, articles: int, workers: int, once: bool) -> int:
    archive, path = folder / "archive.db", folder / "warehouse.db"
    make_archive(archive, articles)
    print(
        f"{articles:,} articles of {len(PORTALS)} portals, archive of {archive.stat().st_size / 1e6:,.0f} MB; {cores()} cores"
    )
    print(
        "                                       articles/s   speed-up   per CPU second   CPU s       s   worst wait of a reader"
    )
    complete = True
    for what, before in (
        ("a warehouse made from the archive", _remove),
        (f"1 of {_CHANGED} articles read otherwise", _spoil),
        ("everything read again, nothing changed", _leave),
    ):
        alone: Replayed | None = None
        for number in (workers,) if once else (1, workers):
            changed = before(path)
            done = replay(path, archive, number)
            alone = alone or done
            complete = complete and (done.answers, done.changed) == (articles, changed)
            rate = done.answers / done.seconds
            speed_up = f"{alone.seconds / done.seconds:8.2f}" if number > 1 and alone is not done else " " * 8
            print(
                f"  {what if alone is done else '':38} {rate:8.1f}   {speed_up}"
                f"   {done.answers / done.cpu:14.1f}   {done.cpu:5.0f}  {done.seconds:6.0f}   {done.worst_wait * 1000:19.1f} ms"
                f"   by {number}",
                flush=True,
            )
    outcome = "complete" if complete else "NOT every article ended as it should"
    print(f"warehouse of {path.stat().st_size / 1e6:,.0f} MB; {outcome}")
    return int(not complete)


def replay(path: Path, archive: Path, workers: int) -> Replayed:
    """The archive into the warehouse at `path`, made if there is none; a reader asks about every second."""
    settings = Settings(db=path, archive=archive)
    plan = ReplayPlan(portals=PORTALS, settings=settings, clock=Clock(NIGHTS[2]), workers=workers)
    waits = [0.0]
    began, used = time.perf_counter(), _cpu()
    report = run_replay(plan, _asking(path, waits))
    answers = sum(tally.settled for tally in report.run.tallies if report.run.state == "done")
    return Replayed(answers, report.changes.articles_changed, time.perf_counter() - began, _cpu() - used, max(waits))


def _asking(path: Path, waits: list[float]) -> Callable[[int, int], None]:
    ended = 0.0

    def ask(_done: int, _total: int) -> None:
        nonlocal ended
        began = time.perf_counter()
        if began < ended + _ASKED_EVERY_S:
            return
        with closing(sqlite3.connect(path, timeout=0)) as db:  # one that had to wait would fail
            db.execute("SELECT indicator, count(*) FROM observations WHERE current = 1 GROUP BY indicator").fetchall()
        ended = time.perf_counter()
        waits.append(ended - began)

    return ask


def _cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(_used(resource.getrusage(who)) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _used(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _spoil(path: Path) -> int:
    """As if older rules had read other numbers in some articles. Gives how many."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE article_versions SET derived_hash = '' WHERE article_id % ? = 0", [_CHANGED])
        spoilt = db.execute("UPDATE observations SET value = '0', value_real = 0 WHERE article_id % ? = 0", [_CHANGED])
        if spoilt.rowcount == 0:
            raise ValueError("too few articles to change some")
        found = db.execute("SELECT count(DISTINCT article_id) FROM observations WHERE article_id % ? = 0", [_CHANGED])
        return int(found.fetchone()[0])


def _leave(path: Path) -> int:
    """As the replay before left it."""
    return 0


def _remove(path: Path) -> int:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    return 0
