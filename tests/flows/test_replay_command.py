"""`vnportals replay` and `vnportals archive show` as a user types them."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from flows.cli import main
from flows.report import RunReport
from flows.settings import Settings
from tests.flows.test_replay import said

Live = Callable[..., RunReport]


def vnportals(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.output


def test_from_quarantine_to_article(live: Live, settings: Settings, tmp_path: Path) -> None:
    """Everything an operator does by hand, on a warehouse whose replicas are gone: their hosts are known from the archive."""
    live(1)
    db = str(settings.db)
    assert "nothing changed" in vnportals("replay", "--db", db)
    told = json.loads(vnportals("replay", "--db", db, "--dry-run", "--format", "json", "--portal", "baodaklak"))
    assert told["run_id"] is None
    assert told["answers"] == told["portals"]["baodaklak"]["unchanged"] > 5
    saved = tmp_path / "page.html"
    with closing(sqlite3.connect(db)) as warehouse:
        (capture,) = warehouse.execute("SELECT CAST(max(capture_id) AS TEXT) FROM article_versions").fetchone()
    vnportals("archive", "show", capture, "--save", str(saved), "--db", db)
    assert b"<html" in saved.read_bytes()
    assert "<html" in vnportals("archive", "show", capture, "--db", db)
    assert "no capture 9999" in vnportals("archive", "show", "9999", "--db", db, status=2)
    assert vnportals("query", "quarantine", "--db", db, "--format", "csv").startswith("portal,stage,reason,detail,attempts")


def test_wrong_use_is_told(settings: Settings) -> None:
    assert "no page archive" in vnportals("replay", "--db", str(settings.db), status=1)
    sqlite3.connect(settings.archive_path).close()
    assert "no warehouse" in vnportals("replay", "--db", str(settings.db), "--dry-run", status=1)
    assert "did you mean 'baodaklak'" in vnportals("replay", "--portal", "baodaklac", "--db", str(settings.db), status=2)
    assert not settings.db.exists()


def test_ended_while_it_makes_a_warehouse_and_started_again(live: Live, settings: Settings, tmp_path: Path) -> None:
    live(1)
    new = tmp_path / "new" / "warehouse.db"
    new.parent.mkdir()
    shutil.copy(settings.archive_path, new.parent)
    command = [sys.executable, "-c", "from flows.cli import main; main()", "replay", "--db", str(new)]
    environment = {"VNPORTALS_BATCH_SIZE": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    for number, enough in ((signal.SIGKILL, 5), (signal.SIGTERM, 10)):
        victim = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while victim.poll() is None and _settled(new) < enough:
            time.sleep(0.01)
        victim.send_signal(number)
        _, told = victim.communicate()
        assert victim.returncode == (-number if number == signal.SIGKILL else 1), told
        assert "Traceback" not in told
    vnportals("replay", "--db", str(new))
    expected, found = said(settings.db), said(new)
    for name, rows in expected.items():
        assert found[name] == rows, name
    with closing(sqlite3.connect(new)) as db:
        assert [state for (state,) in db.execute("SELECT state FROM runs ORDER BY run_id")] == ["interrupted", "failed", "done"]


def _settled(path: Path) -> int:
    """How many answers the newest run has been through."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        try:
            newest = "run_id = (SELECT max(run_id) FROM runs)"
            counts = f"SELECT sum(inserted + updated + unchanged + duplicate) FROM run_portals WHERE {newest}"
            return int(db.execute(counts).fetchone()[0] or 0)
        except sqlite3.OperationalError:
            return 0
