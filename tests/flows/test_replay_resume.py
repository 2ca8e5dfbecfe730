"""A replay that goes on where another one was broken off: the rows of one that never was, and only where that is sure."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import transforms
from benchmarks.portal_pages import PORTALS, pages
from db.archive import Archive
from db.connect import open_readonly
from db.load import watermark
from flows import replay_resuming
from flows.cli import main
from flows.clock import Clock
from flows.replay_resuming import CannotResume, program
from flows.replaying import Progress, ReplayPlan, ReplayReport, run_replay
from flows.settings import Settings
from replicas.world import NIGHTS
from tests.flows.test_replay import said

pytestmark = pytest.mark.night

PAGES = 14


class Cut(Exception):
    """What breaks a replay off."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with closing(Archive(path)) as archive:
        archive.store_all(list(pages(PAGES)))
    return path


def replay(
    db: Path, archive: Path, progress: Progress = lambda done, total: None, *, resume: bool = False, limit: int | None = None
) -> ReplayReport:
    settings = Settings(db=db, archive=archive, batch_size=2)
    plan = ReplayPlan(portals=PORTALS, settings=settings, clock=Clock(NIGHTS[2]), workers=1, resume=resume, limit=limit)
    return run_replay(plan, progress)


def after(answers: int) -> Progress:
    def cut(done: int, total: int) -> None:
        if done >= answers:
            raise Cut

    return cut


@pytest.fixture
def broken(archive: Path, tmp_path: Path) -> Callable[..., Path]:
    """A warehouse of a replay that was broken off."""

    def make(*, answers: int = 6) -> Path:
        db = tmp_path / "warehouse.db"
        with pytest.raises(Cut):
            replay(db, archive, after(answers))
        return db

    return make


def answers_of(report: ReplayReport) -> int:
    return sum(tally.carried for tally in report.run.tallies)


@pytest.mark.parametrize("answers", [1, 6, PAGES])
def test_it_reads_the_rest_and_leaves_what_a_whole_one_leaves(
    broken: Callable[..., Path], archive: Path, tmp_path: Path, answers: int
) -> None:
    db = broken(answers=answers)
    done = replay(db, archive, resume=True)
    assert (done.goes_on_with, done.run.state) == (1, "done")
    stored = -(-answers // 2) * 2  # whole batches
    assert answers_of(done) == PAGES - stored
    whole = tmp_path / "whole.db"
    replay(whole, archive)
    assert said(db) == said(whole)
    with closing(open_readonly(db)) as one, closing(open_readonly(whole)) as other:
        for portal in PORTALS:
            assert watermark(one, portal.slug) == watermark(other, portal.slug) > 0


def test_broken_off_twice(broken: Callable[..., Path], archive: Path, tmp_path: Path) -> None:
    db = broken(answers=4)
    with pytest.raises(Cut):
        replay(db, archive, after(4), resume=True)
    done = replay(db, archive, resume=True)
    assert (done.goes_on_with, answers_of(done)) == (2, PAGES - 8)
    with closing(sqlite3.connect(db)) as warehouse:
        runs = warehouse.execute("SELECT run_id, goes_on_with FROM replays ORDER BY run_id").fetchall()
    assert runs == [(1, None), (2, 1), (3, 2)]
    replay(tmp_path / "whole.db", archive)
    assert said(db) == said(tmp_path / "whole.db")


def test_a_page_that_answered_again_meanwhile_is_read_again(broken: Callable[..., Path], archive: Path, tmp_path: Path) -> None:
    """A night that archived an answer and was killed before it loaded it: the watermark must not pass over that."""
    db = broken()
    page = next(pages(1))
    body = page.body.replace(b"</p>", b" 12.345 h\xe1\xbb\x99.</p>", 3)
    edited = replace(page, body=body, fetched_at=page.fetched_at + timedelta(days=1))
    with closing(Archive(archive)) as stored:
        stored.store(edited)
    done = replay(db, archive, resume=True)
    assert answers_of(done) == PAGES - 6 + 2  # the page with its whole history
    replay(tmp_path / "whole.db", archive)
    assert said(db) == said(tmp_path / "whole.db")


def test_only_what_was_broken_off_by_the_same_program_with_the_same_choice(
    broken: Callable[..., Path], archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotResume, match="nothing to go on with"):
        replay(tmp_path / "new.db", archive, resume=True)
    db = broken()
    with pytest.raises(CannotResume, match="with these options"):
        replay(db, archive, resume=True, limit=3)
    with monkeypatch.context() as other:
        other.setattr(replay_resuming, "program", lambda: "another")
        with pytest.raises(CannotResume, match="run 1, which was broken off, read by other rules"):
            replay(db, archive, resume=True)
    with closing(sqlite3.connect(db)) as warehouse:
        assert warehouse.execute("SELECT count(*) FROM runs").fetchone() == (1,), "no run begins that cannot"
    replay(db, archive)
    with pytest.raises(CannotResume, match="run 2, was not broken off"):
        replay(db, archive, resume=True)


def test_the_program_is_told_by_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule changed in a checkout makes another program, a cache of bytecode does not."""
    folder = tmp_path / "transforms"
    shutil.copytree(transforms.__path__[0], folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(transforms, "__path__", [str(folder)])
    before = program.__wrapped__()
    assert before == program()
    (folder / "numerals.pyc").write_bytes(b"x")
    assert program.__wrapped__() == before
    with (folder / "numerals.py").open("a") as rules:
        rules.write("# another rule")
    assert program.__wrapped__() != before


def test_the_command_refuses_what_makes_no_sense(archive: Path, tmp_path: Path) -> None:
    def told(*words: str, status: int) -> str:
        done = CliRunner().invoke(main, ["replay", "--db", str(tmp_path / "new.db"), "--resume", *words])
        assert done.exit_code == status, done.output
        return done.output

    assert "give one of" in told("--dry-run", status=2)
    assert "Error: no replay of these portals" in told(status=1)
