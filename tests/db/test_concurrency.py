"""One writer and its readers on one file, in threads that each have a connection of their own."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

from sqlite_utils import Database

from db import migrations
from db.archive import Archive
from db.connect import close, open_readonly, open_warehouse
from db.frontier import enqueue
from db.load import watermark
from db.runs import latest_runs, start_run
from db.transaction import writing
from tests.db.samples import NOW, OTHER, PORTAL, article, item, load
from transforms.records import Outcome


def test_readers_never_wait_and_never_see_half_a_batch(db: Database, path: Path, run_id: int) -> None:
    done = Event()

    def read() -> list[tuple[int, int, int]]:
        reader = open_readonly(path)
        seen = []
        while not done.is_set():
            seen.append(
                reader.execute(
                    "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM article_bodies), count(*) FROM quantities"
                ).fetchone()
            )
        reader.close()
        return seen

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read)
        for batch in range(8):
            load(
                db,
                run_id,
                *(item(db, article(f"bai-{batch}-{number}"), capture_id=batch * 5 + number + 1) for number in range(5)),
            )
        done.set()
        seen = reading.result()
    assert seen
    assert all(articles % 5 == 0 and bodies == articles and quantities == 4 * articles for articles, bodies, quantities in seen)


def test_a_reader_is_served_while_a_transaction_is_open(db: Database, path: Path) -> None:
    with writing(db):
        db.execute("DELETE FROM province_mergers")
        reader = open_readonly(path)
        assert reader.execute("SELECT count(*) > 0 FROM province_mergers").fetchone() == (1,)
        reader.close()
        db.rollback()
        db.execute("BEGIN")


def test_writers_take_turns(db: Database, path: Path) -> None:
    """Each reads before it writes: begun as readers, the later ones would fail with "database is locked"."""
    start = Barrier(4)

    def write(number: int) -> None:
        own = open_warehouse(path)
        start.wait()
        for turn in range(10):
            with writing(own):
                own.execute("SELECT count(*) FROM pages").fetchone()
                enqueue(own, (PORTAL, OTHER)[number % 2], [(f"{number}-{turn}", "u")], NOW)
        close(own)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    assert db.execute("SELECT count(*) FROM pages").fetchone() == (40,)


def test_a_file_made_by_two_at_once_is_made_once(path: Path) -> None:
    start = Barrier(2)

    def make(_: int) -> int:
        start.wait()
        own = open_warehouse(path)
        count = own.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        close(own)
        return int(count)

    with ThreadPoolExecutor(2) as threads:
        steps = len(migrations.warehouse.pending(Database(memory=True)))
        assert list(threads.map(make, range(2))) == [steps, steps]


LOADS_HALF_A_BATCH = """
import sys, time
from pathlib import Path
from db.archive import Archive
from db.connect import open_warehouse
from db.load import watermark
from db.runs import latest_runs, start_run
from db.transaction import writing
from tests.db.samples import NOW, article, item, load, page

db, archive = open_warehouse(Path(sys.argv[1])), Archive(Path(sys.argv[2]))
run_id = start_run(db, "run", {}, NOW)
first, second = archive.store(page(b"1")), archive.store(page(b"2"))
load(db, run_id, item(db, article("bai-1"), capture_id=first))
with writing(db):
    load(db, run_id, item(db, article("bai-2"), capture_id=second))
    print("loaded, not committed", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_leaves_what_the_next_one_completes(db: Database, path: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADS_HALF_A_BATCH, str(path), str(tmp_path / "archive.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "loaded, not committed\n"
        process.kill()
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("SELECT url_key FROM articles").fetchall() == [("baodongthap.example/bai-1",)]
    with Archive(tmp_path / "archive.db") as archive:
        left = archive.unprocessed(PORTAL, watermark(db, PORTAL))
        assert [archive.read(capture_id).body for capture_id in left] == [b"2"]
    run_id = start_run(db, "run", {}, NOW)
    assert [run.state for run in latest_runs(db)] == ["running", "interrupted"]
    assert load(db, run_id, item(db, article("bai-2"), capture_id=left[0])) == [Outcome.INSERTED]
