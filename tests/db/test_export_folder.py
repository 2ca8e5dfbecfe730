"""An export appears all at once, replaces another one all at once, and leaves what stood there whatever happens."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import export_folder
from db.errors import ExportError
from db.export import Step
from tests.db.exports import fill, make_export

ROOT = Path(__file__).parent.parent.parent
# Kills itself, as the kernel or a power cut would, at a step of the export or just before the folder is put in its place.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from db import export, export_folder

path, folder, fatal = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def tell(step):
    if step.relation == fatal and (step.done or step.rows):
        die()

if fatal == "the last moment":
    export_folder._put = die
export.export_warehouse(path, folder, created=datetime.now(UTC), overwrite=True, tell=tell)
"""


@pytest.fixture
def warehouse(db: Database, run_id: int, path: Path) -> Path:
    fill(db, run_id)
    return path


def _content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _left(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir() if path.name.startswith(f".{place.name}."))


def _kill_while_exporting(warehouse: Path, place: Path, fatal: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, warehouse, place, fatal],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.slow  # each is a process of its own
@pytest.mark.parametrize("fatal", ["article_bodies", "observations", "stated_values", "the last moment"])
def test_a_kill_leaves_the_export_that_stood_there(warehouse: Path, tmp_path: Path, fatal: str) -> None:
    place = tmp_path / "out" / "export"
    make_export(warehouse, place)
    before = _content(place)
    _kill_while_exporting(warehouse, place, fatal)
    assert _content(place) == before
    assert len(_left(place)) == 1
    make_export(warehouse, place, overwrite=True, formats=("csv",))
    assert _left(place) == [], "the next export removes what was left"
    assert {path.name for path in place.iterdir()} == {"csv", "datapackage.json"}


@pytest.mark.slow
def test_a_kill_leaves_nothing_where_nothing_was(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "out" / "export"
    _kill_while_exporting(warehouse, place, "observations")
    assert not place.exists()
    make_export(warehouse, place)
    assert _left(place) == []


def test_a_stop_by_hand_leaves_nothing_behind(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "out" / "export"
    make_export(warehouse, place)
    before = _content(place)

    def stop(step: Step) -> None:
        if step.relation == "observations":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_export(warehouse, place, overwrite=True, tell=stop)
    assert _content(place) == before
    assert _left(place) == []


def test_another_export_in_the_making_is_left_alone(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "out" / "export"
    seen = []

    def make_another(step: Step) -> None:
        if step.relation == "observations" and step.done:
            make_export(warehouse, place, formats=("csv",), tables=["runs"])
            seen.extend(_left(place))

    with pytest.raises(ExportError, match="not empty"):
        make_export(warehouse, place, tell=make_another)
    assert len(seen) == 1
    assert set(_content(place)) == {"csv/runs.csv", "datapackage.json"}


def test_an_export_is_replaced_only_when_asked(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "export"
    make_export(warehouse, place, formats=("csv",))
    before = _content(place)
    with pytest.raises(ExportError, match="holds an export already; add --overwrite"):
        make_export(warehouse, place)
    assert _content(place) == before
    make_export(warehouse, place, overwrite=True, tables=["runs"])
    assert set(_content(place)) == {"csv/runs.csv", "parquet/runs.parquet", "datapackage.json"}


def test_the_same_warehouse_gives_the_same_export(warehouse: Path, tmp_path: Path) -> None:
    make_export(warehouse, tmp_path / "one")
    make_export(warehouse, tmp_path / "two")
    assert _content(tmp_path / "one") == _content(tmp_path / "two")


def test_folders_of_others_are_never_touched(warehouse: Path, tmp_path: Path) -> None:
    place = tmp_path / "thesis"
    place.mkdir()
    (place / "chapter.txt").write_text("mine")
    (place / "datapackage.json").write_text('{"name": "another"}')
    with pytest.raises(ExportError, match="no export of vnportals; name another folder"):
        make_export(warehouse, place, overwrite=True)
    assert set(_content(place)) == {"chapter.txt", "datapackage.json"}


def test_an_empty_folder_is_filled(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    make_export(warehouse, tmp_path / "export", tables=["runs"])
    assert (tmp_path / "export" / "csv" / "runs.csv").is_file()


def test_a_link_to_an_export_stays_a_link(warehouse: Path, tmp_path: Path) -> None:
    make_export(warehouse, tmp_path / "real", tables=["runs"])
    (tmp_path / "link").symlink_to(tmp_path / "real")
    make_export(warehouse, tmp_path / "link", tables=["pages"], overwrite=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "csv" / "pages.csv").is_file()


def test_a_file_system_that_cannot_exchange_names(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_one: Path, _other: Path) -> None:
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(export_folder, "_exchange", refuse)
    place = tmp_path / "out" / "export"
    make_export(warehouse, place, tables=["runs"])
    make_export(warehouse, place, tables=["pages"], overwrite=True, formats=("csv",))
    assert set(_content(place)) == {"csv/pages.csv", "datapackage.json"}
    assert _left(place) == []


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_no_room_is_told_and_leaves_what_stood_there(warehouse: Path, tmp_path: Path, format_: str) -> None:
    place = tmp_path / "out" / "export"
    make_export(warehouse, place, tables=["runs"])
    before = _content(place)
    with _files_of_at_most(2_000), pytest.raises(ExportError, match=r"was not made: .*; make room there"):
        make_export(warehouse, place, overwrite=True, formats=(format_,))
    assert _content(place) == before
    assert _left(place) == []


def test_a_file_in_the_way_is_told(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match="file is a file; name a folder"):
        make_export(warehouse, tmp_path / "file")
    with pytest.raises(ExportError, match="was not made"):
        make_export(warehouse, tmp_path / "file" / "export")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_place_that_may_not_be_written_is_told(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(ExportError, match="let this user write there"):
        make_export(warehouse, tmp_path / "closed" / "export")
