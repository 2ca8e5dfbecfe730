"""`vnportals demo` as a newcomer runs it: through a real Prefect server, everything inside its folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.demo import MARKER, FolderInUse, prepare_folder
from replicas.model import PORTALS
from tests.conftest import Demo, run_shell

pytestmark = pytest.mark.engine


def test_it_ends_well_and_says_so(demo: Demo) -> None:
    assert demo.status == 0, demo.messages
    assert "Night 1: done" in demo.output
    assert "Night 2: done" in demo.output
    assert "nothing else was sent in full, and nothing that changed was missed" in demo.output
    for slug in PORTALS:
        assert demo.output.count(f" {slug} ") >= 2


def test_it_shows_ten_numbers_with_place_period_and_sentence(demo: Demo) -> None:
    block = demo.output.partition("Ten numbers found")[2].partition("The second night")[0]
    assert block.count("“") >= 10
    assert block.count(" · ") >= 20


def test_it_names_the_warehouse_and_three_commands_that_work(demo: Demo) -> None:
    block = demo.output.partition("Next")[2]
    commands = [line.strip() for line in block.splitlines() if line.startswith("  vnportals")]
    assert len(commands) == 3
    for command in commands:
        done = run_shell(command, cwd=demo.folder.parent)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_prefect_ran_both_nights_with_coarse_tasks(demo: Demo) -> None:
    with closing(sqlite3.connect(demo.folder / "prefect" / "prefect.db")) as db:
        assert db.execute("SELECT count(*) FROM flow_run WHERE state_type = 'COMPLETED'").fetchone() == (2,)
        tasks = dict(db.execute("SELECT substr(name, 1, 5), count(*) FROM task_run GROUP BY 1"))
    articles = 50
    assert tasks["crawl"] == 10
    assert 0 < tasks["load "] < articles


def test_everything_is_inside_the_folder(demo: Demo) -> None:
    assert {path.name for path in demo.folder.parent.iterdir()} == {demo.folder.name}
    assert {"warehouse.db", "archive.db", "prefect", "demo.log", MARKER} <= {path.name for path in demo.folder.iterdir()}


def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderInUse, match="not empty and not a demo's"), prepare_folder(tmp_path):
        raise AssertionError("somebody else's folder was taken")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_an_earlier_demo_is_emptied(tmp_path: Path) -> None:
    with prepare_folder(tmp_path / "demo"):
        (tmp_path / "demo" / "warehouse.db").write_text("old")
        (tmp_path / "demo" / "prefect").mkdir()
    with prepare_folder(tmp_path / "demo"):
        assert [path.name for path in (tmp_path / "demo").iterdir()] == [MARKER]
