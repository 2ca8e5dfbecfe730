"""A replay by several reading processes: the same rows as by one, whoever is killed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.portal_pages import PORTALS, pages
from db.archive import Archive
from flows.clock import Clock
from flows.commands.replay import _lines
from flows.render import message_console
from flows.replay_reading import ReaderDied, cores, worthwhile
from flows.replay_report import progress_line
from flows.replaying import Progress, ReplayPlan, ReplayReport, run_replay
from flows.settings import Settings
from replicas.world import NIGHTS
from tests.flows.test_nights import dump
from tests.flows.test_replay import said, yesterdays

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.night  # replays an archive several times, by processes that take a second to start


class Still(Clock):
    """Everything happens at one moment, so that rows tell no difference by their times."""

    def now(self) -> datetime:
        return NIGHTS[2]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty pages of five portals; a third of them had again a day later, some with other bytes."""
    path = tmp_path_factory.mktemp("archived") / "archive.db"
    made = list(pages(30))
    with closing(Archive(path)) as archive:
        archive.store_all(made)
        for number, page in enumerate(made[::3]):
            body = page.body if number % 2 else page.body.replace(b"</p>", b" 12.345 h\xe1\xbb\x99 ngh\xc3\xa8o.</p>", 3)
            archive.store(replace(page, body=body, fetched_at=page.fetched_at + timedelta(days=1)))
    return path


def replay(
    db: Path, archive: Path, workers: int, progress: Progress = lambda done, total: None, old: bool = False, batch: int = 7
) -> ReplayReport:
    settings = Settings(db=db, archive=archive, batch_size=batch)
    portals = tuple(map(yesterdays, PORTALS)) if old else PORTALS
    return run_replay(ReplayPlan(portals=portals, settings=settings, clock=Still(), workers=workers), progress)


def _running(pid: int) -> bool:
    """Whether there is such a process, one that nobody has waited for yet not counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_two_readers_leave_the_same_rows_as_one(archive: Path, tmp_path: Path) -> None:
    """Every row of every table, numbers of rows included: of a new warehouse, and of one that other rules had made."""
    alone, together = tmp_path / "alone.db", tmp_path / "together.db"
    assert replay(alone, archive, 1, old=True).run.state == "done"
    shutil.copy(alone, together)
    before = replay(alone, archive, 1)
    assert before.changes.articles_changed > 10, "else nothing is tried"
    seen = []
    with closing(sqlite3.connect(together, timeout=0)) as reader:
        report = replay(
            together,
            archive,
            2,
            lambda done, total: seen.append((done, total, reader.execute("SELECT count(*) FROM observations").fetchone())),
        )
    assert report.workers == 2
    assert report.changes == before.changes
    assert len(seen) > 4, "readers are answered all the time"
    assert seen[-1][:2] == (40, 40)
    assert dump(together, but=()) == dump(alone, but=())
    assert not multiprocessing.active_children()
    new = tmp_path / "new.db"
    replay(new, archive, 2)
    assert said(new) == said(alone)


def test_a_reader_that_dies_ends_the_replay_and_the_next_completes_it(archive: Path, tmp_path: Path) -> None:
    def kill(done: int, total: int) -> None:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)

    db = tmp_path / "warehouse.db"
    with pytest.raises(ReaderDied, match="fewer --workers"):
        replay(db, archive, 2, kill, batch=1)  # most are not read yet when the first is stored
    with closing(sqlite3.connect(db)) as warehouse:
        ((state, error),) = warehouse.execute("SELECT state, error FROM runs").fetchall()
        assert (state, warehouse.execute("SELECT count(*) > 0 FROM articles").fetchone()) == ("failed", (1,))
    assert "a reading process was killed" in error
    replay(db, archive, 2)
    replay(tmp_path / "whole.db", archive, 1)
    assert said(db) == said(tmp_path / "whole.db")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_killed_it_leaves_no_process_behind_and_is_completed_by_the_next(archive: Path, tmp_path: Path) -> None:
    db = tmp_path / "warehouse.db"
    command = [sys.executable, "-c", "from flows.cli import main; main()", "replay", "--db", str(db), "--workers", "2"]
    environment = {"VNPORTALS_BATCH_SIZE": "1", "PYTHONPATH": str(ROOT), "VNPORTALS_ARCHIVE": str(archive)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as victim:
        while victim.poll() is None and _articles(db) < 5:
            time.sleep(0.01)
        children = [int(pid) for pid in Path(f"/proc/{victim.pid}/task/{victim.pid}/children").read_text().split()]
        victim.kill()
    assert victim.returncode == -signal.SIGKILL
    assert len(children) >= 2
    until = time.monotonic() + 20
    while any(map(_running, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_running, children))
    done = subprocess.run([*command, "--resume"], env=environment, capture_output=True, text=True, timeout=100, check=True)
    assert "run 2, going on with run 1: " in done.stdout
    assert "answers/s by 2; " in done.stdout
    replay(tmp_path / "whole.db", archive, 1)
    found = said(db)
    for name, rows in said(tmp_path / "whole.db").items():
        assert found[name] == rows, name
    with closing(sqlite3.connect(db)) as warehouse:
        assert warehouse.execute("SELECT state FROM runs ORDER BY run_id").fetchall() == [("interrupted",), ("done",)]


def _articles(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_processes_are_started_where_they_are_worth_it() -> None:
    assert worthwhile(0) == worthwhile(100) == 1
    assert worthwhile(1_000_000) == cores() >= 1


def test_a_log_is_told_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress_line(12_000, 100_000, 480) == "12,000 of 100,000 answers, 25 a second, 0:58:40 left"
    tell = _lines(message_console())
    tell(1, 10)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("flows.commands.replay._LINE_EVERY_S", 0)
    tell(2, 10)
    assert capsys.readouterr().err.startswith("2 of 10 answers, ")
