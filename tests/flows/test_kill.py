"""SIGKILL at any moment of two nights, then clean ones: the warehouse is that of an undisturbed world. SIGTERM waits for the
batch at hand.

The short form of `python -m benchmarks nights_under_fire`.
"""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.nights_under_fire import Terms, burn
from benchmarks.one_night import ForkedNight, Orders, nursery
from benchmarks.same_warehouse import contents, differences
from benchmarks.sound_warehouse import defects
from replicas.server import ReplicaServer

SOME = ("baodaklak", "baoangiang")


@pytest.mark.night
@pytest.mark.parametrize(
    "terms",
    [
        pytest.param(Terms(kills=3, seed=20261122, most_per_night=2, portals=SOME), id="portals-well"),
        pytest.param(Terms(kills=2, seed=1, faults=True, most_per_night=2, portals=SOME, nights=(1,)), id="portals-misbehave"),
        pytest.param(Terms(kills=1, seed=2, faults=True, lasting=True, portals=SOME, nights=(1,)), id="and-leave-traces"),
    ],
)
def test_killed_nights_end_in_the_warehouse_of_an_undisturbed_world(tmp_path: Path, terms: Terms) -> None:
    fire = burn(tmp_path, terms)
    assert fire.wrong == []
    assert fire.kills == terms.kills
    if fire.server.trouble is not None:
        assert fire.server.trouble.made.total() > 5


@pytest.mark.night
def test_a_difference_is_found(tmp_path: Path) -> None:
    """What compares the worlds is not blind: a lost article, index entry, page or count shows."""
    with ReplicaServer(("baodaklak",), crawl_delay_s=0) as server, nursery(tmp_path / "log") as process:
        path = tmp_path / "warehouse.db"
        assert ForkedNight(process, Orders.to(path, server, server.now())).wait(60) == 0
    calm = contents(path)
    with closing(sqlite3.connect(path)) as db, db:
        article_id, version_id = db.execute("SELECT article_id, version_id FROM articles LIMIT 1").fetchone()
        db.execute("UPDATE quantities SET value = '0' WHERE rowid = (SELECT min(rowid) FROM quantities)")
        db.execute("DELETE FROM images WHERE version_id = ?", [version_id])
        db.execute(
            "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body) SELECT 'delete', article_id, title, lead, body "
            "FROM article_texts WHERE article_id = ?",
            [article_id],
        )
        db.execute("UPDATE run_portals SET inserted = inserted - 1, known = known + 1")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("UPDATE bodies SET data = zeroblob(length(data)) WHERE rowid = (SELECT max(rowid) FROM bodies)")
    tables = {difference.table for difference in differences(calm, contents(path))}
    assert {"quantities", "articles_fts", "run_portals, summed"} <= tables
    found = defects(path, tmp_path / "archive.db")
    assert any("articles_fts" in line or "search index" in line for line in found)
    assert any("damaged" in line for line in found)


@pytest.mark.night
def test_sigterm_ends_after_the_batch_and_closes_the_run(tmp_path: Path) -> None:
    chance = random.Random(5)
    path = tmp_path / "warehouse.db"
    with ReplicaServer(SOME, crawl_delay_s=0.03) as server, nursery(tmp_path / "log") as process:
        ends = []
        for _ in range(3):
            night = ForkedNight(process, Orders.to(path, server, server.now()))
            asked = len(server.requests) + chance.randint(5, 25)
            while len(server.requests) < asked and night.poll() is None:
                time.sleep(0.005)
            night.send(signal.SIGTERM)
            ends.append(night.wait(30))
        assert set(ends) <= {0, 128 + signal.SIGTERM}
        assert 128 + signal.SIGTERM in ends, "else nothing was tried"
        with closing(sqlite3.connect(path)) as db:
            rows = db.execute("SELECT state, error FROM runs ORDER BY run_id").fetchall()
        assert [state for state, _ in rows] == ["failed" if end else "done" for end in ends], "each closed by itself"
        assert all("SIGTERM" in error for state, error in rows if state == "failed")
        assert ForkedNight(process, Orders.to(path, server, server.now())).wait(60) == 0
    assert defects(path, tmp_path / "archive.db") == []
