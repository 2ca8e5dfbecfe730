"""A run never overlaps another: two processes on one warehouse, and a holder that was killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.one_night import Night, Orders
from flows.cli import main
from flows.clock import Clock
from flows.demo import MARKER, prepare_folder
from flows.lock import Busy, alone, lock_of
from flows.night import run_night
from flows.plan import NightPlan
from flows.settings import Settings
from replicas.server import ReplicaServer

ROOT = Path(__file__).parent.parent.parent
HOLD = """\
import sys, time
from pathlib import Path
from flows.lock import alone, lock_of
with alone(lock_of(Path(sys.argv[1])), "x"):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def _holder(db: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(db)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_the_second_is_refused_with_the_process_of_the_first(tmp_path: Path) -> None:
    lock = lock_of(tmp_path / "warehouse.db")
    refused = pytest.raises(Busy, match=f"a run is at work already .process {os.getpid()}.")
    with alone(lock, "a run"), refused, alone(lock, "a run"):
        raise AssertionError("both are in")
    with alone(lock, "a run"):
        assert lock.is_file()


def test_two_names_of_one_warehouse_have_one_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "other").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "link.db").symlink_to("warehouse.db")
    locks = {lock_of(tmp_path / name) for name in ("real/warehouse.db", "other/warehouse.db", "real/link.db")}
    assert locks == {tmp_path.resolve() / "real" / "warehouse.db.lock"}


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    lock = lock_of(tmp_path / "warehouse.db")
    with _holder(tmp_path / "warehouse.db") as holder:
        with pytest.raises(Busy, match=str(holder.pid)), alone(lock, "x"):
            raise AssertionError("both are in")
        holder.send_signal(signal.SIGKILL)
    with alone(lock, "x"):
        assert lock.read_text() == f"{os.getpid()}\n"


def test_run_says_who_is_at_work_before_it_starts_anything(tmp_path: Path) -> None:
    with _holder(tmp_path / "warehouse.db") as holder:
        began = time.monotonic()
        result = CliRunner().invoke(main, ["run", "--db", str(tmp_path / "warehouse.db")])
    assert result.exit_code == 1
    assert f"process {holder.pid}" in result.stderr
    assert time.monotonic() - began < 5, "Prefect was not started for it"
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.db.lock"]


def test_a_demo_is_not_emptied_under_another(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with prepare_folder(folder):
        (folder / "warehouse.db").write_text("in use")
        with pytest.raises(Busy), prepare_folder(folder):
            raise AssertionError("both are in")
        assert (folder / "warehouse.db").read_text() == "in use"
    assert (folder / MARKER).is_file()


@pytest.mark.night
def test_two_nights_at_once_are_one_night(tmp_path: Path) -> None:
    """Two processes on one warehouse: one lives through the night, the other is told, and nothing is counted twice."""
    db = tmp_path / "warehouse.db"
    with ReplicaServer(crawl_delay_s=0.1) as server:
        both = [Night(Orders.to(db, server, server.now())) for _ in range(2)]
        assert sorted(night.wait(60) for night in both) == [0, 1]
    said = db.with_name("nights.log").read_text()
    assert any(f"process {night.pid}" in said for night in both)
    with closing(sqlite3.connect(db)) as warehouse:
        assert warehouse.execute("SELECT state FROM runs").fetchall() == [("done",)]
        assert warehouse.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_night_holds_the_lock_and_gives_it_back(settings: Settings) -> None:
    plan = NightPlan(portals=(), settings=settings, clock=Clock(), policy=settings.fetch_policy())
    with alone(lock_of(settings.db), "a run"), pytest.raises(Busy):
        run_night(plan)
    assert not settings.db.exists(), "a refused night touches nothing"
    run_night(plan)
    with alone(lock_of(settings.db), "a run"):
        assert settings.db.exists()
