"""SIGKILL at any moment of two nights, then one clean run: the warehouse is that of an undisturbed world."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from replicas.server import ReplicaServer

ROOT = Path(__file__).parent.parent.parent
KILLS_PER_NIGHT = 3


def _start(db: Path, server: ReplicaServer, night: int) -> subprocess.Popen[bytes]:
    places = json.dumps({slug: [server.home(slug), server.alias(slug)] for slug in server.portals})
    return subprocess.Popen([sys.executable, "-m", "tests.flows.one_night", str(db), places, str(night)], cwd=ROOT)


def _said(db: Path) -> set[tuple[object, ...]]:
    """What the warehouse says, without the numbers of rows and the times of runs."""
    with closing(sqlite3.connect(db)) as warehouse:
        assert warehouse.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert warehouse.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = warehouse.execute(
            """
            SELECT a.portal, a.url_key, a.title, a.author, a.published_at, v.number, v.content_hash, b.body,
                (SELECT group_concat(surface || value, ' ')
                 FROM (SELECT * FROM quantities WHERE version_id = v.version_id ORDER BY field, "start")),
                (SELECT group_concat(indicator || value || period || current, ' ')
                 FROM (SELECT * FROM observations WHERE version_id = v.version_id ORDER BY indicator, value, sentence))
            FROM articles AS a
            JOIN article_versions AS v USING (article_id)
            JOIN article_bodies AS b ON b.version_id = v.version_id
            """
        ).fetchall()
        links = warehouse.execute(
            """
            SELECT p.url_key, c.url_key, kind
            FROM duplicates JOIN pages AS p USING (page_id) JOIN articles AS c ON c.article_id = canonical_article_id
            """
        )
        states = warehouse.execute("SELECT portal, url_key, state, reason FROM pages")
        return {*rows, *links.fetchall(), *states.fetchall()}


@pytest.mark.night
def test_killed_nights_end_in_the_warehouse_of_an_undisturbed_world(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    calm, killed = tmp_path / "calm" / "warehouse.db", tmp_path / "killed" / "warehouse.db"
    calm.parent.mkdir()
    killed.parent.mkdir()
    deaths = 0
    with ReplicaServer(crawl_delay_s=0.02) as server:
        for night in (1, 2):
            server.set_night(night)
            assert _start(calm, server, night).wait() == 0
            for _ in range(KILLS_PER_NIGHT):
                victim = _start(killed, server, night)
                try:
                    victim.wait(timeout=chance.uniform(0.5, 1.8))
                except subprocess.TimeoutExpired:
                    victim.send_signal(signal.SIGKILL)
                    deaths += victim.wait() == -signal.SIGKILL
            assert _start(killed, server, night).wait() == 0, "a clean run completes what was left"
    assert deaths >= KILLS_PER_NIGHT, "else nothing was tried"
    assert _said(killed) == _said(calm)
    with closing(sqlite3.connect(killed)) as warehouse:
        states = {state for (state,) in warehouse.execute("SELECT state FROM runs")}
        assert states <= {"done", "interrupted"}
