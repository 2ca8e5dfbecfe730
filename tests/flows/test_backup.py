"""`vnportals backup`: taken while a night is written, restored elsewhere, and the next night goes on from there."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.archive import Archive
from db.online_backup import back_up
from flows.cli import main
from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS


def _ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def pair(settings: Settings) -> Settings:
    """A warehouse and its archive, without any portal."""
    run_night(NightPlan(portals=(), settings=settings, clock=Clock(), policy=settings.fetch_policy()))
    return settings


def _backup(settings: Settings, folder: Path) -> Result:
    return CliRunner().invoke(main, ["backup", str(folder), "--db", str(settings.db)])


def test_the_command_names_both_copies_and_their_sizes(pair: Settings, tmp_path: Path) -> None:
    done = _backup(pair, tmp_path / "a" / "backup")
    assert done.exit_code == 0, done.output
    for name in ("warehouse.db", "archive.db"):
        assert f"{tmp_path / 'a' / 'backup' / name}  0." in done.stdout
    assert sorted(path.name for path in (tmp_path / "a" / "backup").iterdir()) == ["archive.db", "warehouse.db"]
    assert _backup(pair, tmp_path / "a" / "backup").exit_code == 0, "a second one takes the place of the first"


def test_a_backup_can_be_read_where_nothing_may_be_written(pair: Settings, tmp_path: Path) -> None:
    copies = back_up(pair.db, pair.archive_path, tmp_path / "backup")
    for copy in copies:
        copy.path.chmod(0o444)
        with closing(sqlite3.connect(f"{copy.path.as_uri()}?immutable=1", uri=True)) as db:
            assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",), "no other file is needed"


def test_a_damaged_file_leaves_the_earlier_backup(pair: Settings, tmp_path: Path) -> None:
    back_up(pair.db, pair.archive_path, tmp_path / "backup")
    before = {path.name: path.read_bytes() for path in (tmp_path / "backup").iterdir()}
    (page,) = _ask(pair.db, "SELECT rootpage FROM sqlite_master WHERE name = 'provinces'")
    (size,) = _ask(pair.db, "PRAGMA page_size")
    with pair.db.open("r+b") as file:
        file.seek((int(str(page[0])) - 1) * int(str(size[0])))
        file.write(b"\xff" * 200)
    done = _backup(pair, tmp_path / "backup")
    assert done.exit_code == 1
    assert "No backup was made" in done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "backup").iterdir()} == before


def test_what_is_no_backup_folder_is_refused_with_reason(pair: Settings, tmp_path: Path) -> None:
    onto_itself = _backup(pair, pair.db.parent)
    assert (onto_itself.exit_code, "name another folder" in onto_itself.stderr) == (1, True)
    back_up(pair.db, pair.archive_path, tmp_path / "backup")
    with closing(sqlite3.connect(tmp_path / "backup" / "warehouse.db")) as user:
        user.execute("PRAGMA journal_mode = WAL")
        user.execute("CREATE TABLE mine (x)")
        user.commit()
        in_use = _backup(pair, tmp_path / "backup")
    assert (in_use.exit_code, "is in use" in in_use.stderr) == (1, True)
    pair.archive_path.unlink()
    alone = _backup(pair, tmp_path / "other")
    assert (alone.exit_code, f"there is no {pair.archive_path}" in alone.stderr) == (1, True)
    assert not (tmp_path / "other").exists()


@pytest.mark.night
def test_a_backup_taken_while_a_night_is_written_goes_on_elsewhere(settings: Settings, tmp_path: Path) -> None:
    """Many backups during one night: each is a whole pair, and a night on one of them ends where the original ended."""
    night = NightPlan(portals=(), settings=settings, clock=Clock(NIGHTS[1]), policy=settings.fetch_policy())
    run_night(night)
    folders: list[Path] = []
    with ReplicaServer(crawl_delay_s=0.05) as server:
        night = replace(night, portals=replica_portals(server))
        original = threading.Thread(target=run_night, args=(night,))
        original.start()
        while original.is_alive():
            folders.append(tmp_path / f"backup-{len(folders)}")
            back_up(settings.db, settings.archive_path, folders[-1])
            original.join(0.3)
        restored = settings.model_copy(update={"db": tmp_path / "elsewhere" / "warehouse.db"})
        shutil.copytree(_taken_midway(folders, settings.db), restored.db.parent)
        assert run_night(replace(night, settings=restored)).state == "done"
    for folder in folders:
        _assert_pair(folder)
    articles = "SELECT url_key, title, published_at FROM articles ORDER BY url_key"
    assert _ask(restored.db, articles) == _ask(settings.db, articles)
    assert _ask(restored.db, "SELECT state FROM runs ORDER BY run_id") == [("done",), ("interrupted",), ("done",)]


def _taken_midway(folders: Sequence[Path], original: Path) -> Path:
    during = [folder for folder in folders if 0 < _count(folder / "warehouse.db") < _count(original)]
    assert during, "else nothing was tried"
    return during[len(during) // 2]


def _count(db: Path) -> int:
    return int(str(_ask(db, "SELECT count(*) FROM articles")[0][0]))


def _assert_pair(folder: Path) -> None:
    """Every page that the warehouse names is in the archive, and can be read."""
    named = _ask(folder / "warehouse.db", "SELECT DISTINCT capture_id FROM pages WHERE capture_id IS NOT NULL")
    with closing(Archive(folder / "archive.db")) as archive:
        for (capture_id,) in named:
            assert archive.read(int(str(capture_id))).body
