"""Disks that are full, read-only or damaged, a warehouse that others hold: a night says so, harms nothing, and is made up for.

Nothing is mocked: the disk is a small tmpfs, the damage is flipped bits, the locks are other connections' transactions.
"""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
import pytest

from benchmarks.same_warehouse import World, contents, differences
from benchmarks.sound_warehouse import defects
from db import connect
from db.connect import open_readonly
from db.errors import told
from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.preflight import check_files
from flows.replica_portals import replica_portals
from flows.report import RunReport
from flows.settings import Settings
from replicas.server import ReplicaServer

pytestmark = pytest.mark.night
Live = Callable[[Path], RunReport]


@pytest.fixture(scope="module")
def portals() -> Iterator[ReplicaServer]:
    with ReplicaServer(("baodaklak",), crawl_delay_s=0) as server:
        yield server


def _settings(folder: Path) -> Settings:
    return Settings(db=folder / "warehouse.db", archive=None, contact="editor@example.org", batch_size=4)


@pytest.fixture(scope="module")
def live(portals: ReplicaServer) -> Live:
    """Lives through night one in a folder."""

    def night(folder: Path) -> RunReport:
        settings = _settings(folder)
        return run_night(
            NightPlan(
                portals=replica_portals(portals),
                settings=settings,
                clock=Clock(portals.now()),
                policy=settings.fetch_policy(),
            )
        )

    return night


@pytest.fixture(scope="module")
def calm(live: Live, tmp_path_factory: pytest.TempPathFactory) -> World:
    """What night one comes to where nothing is in its way."""
    folder = tmp_path_factory.mktemp("calm")
    assert live(folder).state == "done"
    return contents(folder / "warehouse.db")


def assert_made_up_for(folder: Path, live: Live, calm: World) -> None:
    """One more night, and everything is as if nothing had happened."""
    assert live(folder).state == "done"
    assert [line for found in differences(calm, contents(folder / "warehouse.db")) for line in found.lines()] == []
    assert defects(folder / "warehouse.db", folder / "archive.db") == []


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size at `folder`. Only root may have one."""
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no disk of our own: {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk(live: Live, calm: World, tmp_path: Path) -> None:
    """It fills up sooner or later in the night; with room again, the next night makes up for it."""
    with mounted(tmp_path, "24m") as folder:
        ballast = folder / "ballast"
        said = []
        for free_kib in (0, 40, 300, 900, 1500, 2000, 2600):
            ballast.write_bytes(b"")
            stat = subprocess.run(["df", "--output=avail", "-k", folder], capture_output=True, text=True, check=True).stdout
            ballast.write_bytes(bytes(max(int(stat.split()[-1]) - free_kib, 0) * 1024))
            try:
                said += live(folder).problems()
            except (sqlite3.OperationalError, OSError) as error:
                said.append(str(error))
        assert said
        assert all("full" in line or "No space" in line for line in said if line), said
        ballast.unlink()
        assert_made_up_for(folder, live, calm)


def test_a_read_only_disk(live: Live, calm: World, tmp_path: Path) -> None:
    with mounted(tmp_path, "24m") as folder:
        live(folder)
        before = contents(folder / "warehouse.db")
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        with pytest.raises(click.ClickException, match="may not write"):
            check_files(_settings(folder))
        with pytest.raises(OSError, match="Read-only"):
            live(folder)
        with closing(open_readonly(folder / "warehouse.db")) as db:
            assert db.execute("SELECT count(*) FROM articles").fetchone()[0] > 0, "who reads, goes on reading"
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        assert differences(before, contents(folder / "warehouse.db")) == []
        assert_made_up_for(folder, live, calm)


def test_readers_hammering(live: Live, calm: World, tmp_path: Path) -> None:
    """Five readers that never rest, one of which keeps an old state open: the night is not disturbed, and neither are they."""
    path, over, reads = tmp_path / "warehouse.db", threading.Event(), [0] * 5
    errors: list[sqlite3.Error] = []
    connect.open_warehouse(path).close()

    def read(number: int) -> None:
        try:
            with closing(open_readonly(path)) as db:
                if number == 0:
                    db.execute("BEGIN")
                while not over.is_set():
                    db.execute("SELECT count(*), sum(q.value_real) FROM quantities AS q, indicators").fetchone()
                    reads[number] += 1
        except sqlite3.Error as error:
            errors.append(error)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(5)]
    for reader in readers:
        reader.start()
    try:
        assert_made_up_for(tmp_path, live, calm)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert errors == []
    assert all(reads)


@pytest.mark.parametrize("when", ["before-the-run", "amid-the-run"])
def test_another_writer_that_does_not_let_go(
    live: Live, calm: World, tmp_path: Path, portals: ReplicaServer, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Somebody opened the warehouse in an editor, and began a transaction: longer than our patience lasts."""
    monkeypatch.setattr(connect, "BUSY_TIMEOUT_S", 0.3)
    path = tmp_path / "warehouse.db"
    connect.open_warehouse(path).close()
    portals.requests.clear()
    holding, over = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, timeout=5)) as db:
            while when == "amid-the-run" and len(portals.requests) < 8:
                if over.wait(0.002):
                    return
            db.execute("BEGIN IMMEDIATE")
            holding.set()
            over.wait(30)
            db.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        if when == "before-the-run":
            assert holding.wait(5)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            live(tmp_path)
    finally:
        over.set()
        holder.join()
    assert_made_up_for(tmp_path, live, calm)


def _flip(path: Path, offset: int, count: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        piece = file.read(count)
        file.seek(offset)
        file.write(bytes(byte ^ 0xFF for byte in piece))


def _root_page(path: Path, table: str) -> tuple[int, int]:
    """Where the first page of a table stands in its file, and how long a page is."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = db.execute("PRAGMA page_size").fetchone()
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
    return (page - 1) * size, size


def test_flipped_bits_in_an_archived_body(live: Live, calm: World, tmp_path: Path) -> None:
    """The page is not taken for what it was; sent again by the portal, the damaged copy is mended."""
    live(tmp_path)
    archive = tmp_path / "archive.db"
    with closing(sqlite3.connect(archive)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (data,) = db.execute("SELECT data FROM bodies ORDER BY length(data) DESC LIMIT 1").fetchone()
    _flip(archive, archive.read_bytes().index(data[100:400]), 300)
    for file in tmp_path.glob("warehouse.db*"):
        file.unlink()  # as if nothing of it had been loaded
    report = live(tmp_path)
    assert any("damaged" in line for line in report.problems())
    assert_made_up_for(tmp_path, live, calm)


def test_a_spoilt_page_of_the_archive_file(live: Live, calm: World, tmp_path: Path) -> None:
    """No run begins, and the error says what to do; with the archive put aside, the next one has everything again."""
    live(tmp_path)
    offset, size = _root_page(tmp_path / "archive.db", "captures")
    _flip(tmp_path / "archive.db", offset, size)
    with pytest.raises(sqlite3.DatabaseError, match="malformed") as damage:
        live(tmp_path)
    assert "archive verify" in told(damage.value)
    for file in tmp_path.glob("archive.db*"):
        file.rename(file.with_name(f"spoilt-{file.name}"))
    assert live(tmp_path).state == "done"
    assert [line for found in differences(calm, contents(tmp_path / "warehouse.db")) for line in found.lines()] == []


def test_a_spoilt_page_of_the_warehouse_file(live: Live, tmp_path: Path) -> None:
    """The run fails and says that the file is damaged; what the archive has, a new warehouse has again."""
    live(tmp_path)
    offset, size = _root_page(tmp_path / "warehouse.db", "articles")
    _flip(tmp_path / "warehouse.db", offset, size)
    report = live(tmp_path)
    assert report.state == "failed"
    assert all("malformed" in line for line in report.problems())
    for file in tmp_path.glob("warehouse.db*"):
        file.rename(file.with_name(f"spoilt-{file.name}"))
    report = live(tmp_path)
    assert report.state == "done"
    assert all(tally.carried for tally in report.tallies), "read from the archive"
