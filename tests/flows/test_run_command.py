"""`vnportals run` as an operator calls it, on a machine without a network."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scrapers.portals import PORTALS
from tests.conftest import no_network, run_shell

pytestmark = pytest.mark.engine


def test_without_a_network_each_portal_is_named_and_the_warehouse_is_sound(tmp_path: Path) -> None:
    done = run_shell("vnportals run", cwd=tmp_path, VNPORTALS_CONTACT="editor@example.org", **no_network(tmp_path))
    assert done.returncode == 1
    for portal in PORTALS:
        assert (f"{portal.slug}: " in done.stderr) == portal.default
    assert done.stderr.count("does not resolve") == sum(portal.default for portal in PORTALS)
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(tmp_path / "warehouse.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT state FROM runs").fetchall() == [("failed",)]
    status = run_shell("vnportals status", cwd=tmp_path)
    assert status.returncode == 0
    assert "does not resolve" in status.stdout


def test_a_wrong_slug_is_wrong_use(tmp_path: Path) -> None:
    done = run_shell("vnportals run --portal baodaclac", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean 'baodaklak'?" in done.stderr
    assert not (tmp_path / "warehouse.db").exists()
