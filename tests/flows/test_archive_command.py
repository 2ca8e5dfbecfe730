"""`vnportals archive` as it is used, on the archive of a night on the replicas."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.archive import Archive
from flows.cli import main
from tests.db.samples import page

PAGES = 12


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Archive(tmp_path / "archive.db") as archive:
        for number in range(PAGES):
            archive.store(page(f"<html>{number % 10}</html>".encode(), url=f"https://x/{number}"))
    return tmp_path / "warehouse.db"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["archive", *map(str, arguments)])


def test_round_trip(db: Path, tmp_path: Path) -> None:
    written = _run("export", tmp_path / "warc", "--db", db)
    assert written.exit_code == 0, written.output
    assert "10 answers and 2 revisits" in written.stderr
    files = written.stdout.split()
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "warehouse.db"
    for expected in (f"{PAGES} answers imported, 0 were there", f"0 answers imported, {PAGES} were there"):
        read = _run("import", *files, "--db", other)
        assert read.exit_code == 0, read.output
        assert expected in read.stdout
    assert _run("verify", "--db", other).stdout.endswith(f"is sound: {PAGES} captures read back\n")


def test_export_into_a_full_folder_is_refused(db: Path, tmp_path: Path) -> None:
    refused = _run("export", tmp_path, "--db", db)
    assert refused.exit_code == 1
    assert "not an empty folder" in refused.stderr


def test_stats_for_machines(db: Path) -> None:
    found = json.loads(_run("stats", "--db", db, "--format", "json").stdout)
    assert [(row["kind"], row["captures"], row["bodies"]) for row in found] == [("article", PAGES, 10)]


def test_damage_ends_with_status_1(db: Path) -> None:
    with closing(sqlite3.connect(db.with_name("archive.db"))) as archive, archive:
        archive.execute("UPDATE bodies SET data = x'00' WHERE rowid = 1")
    found = _run("verify", "--db", db)
    assert found.exit_code == 1
    assert "capture 1 of https://x/0 is damaged" in found.stdout
    assert "restore it from a backup" in found.stderr


def test_without_an_archive(tmp_path: Path) -> None:
    for name in ("stats", "verify", "compact"):
        refused = _run(name, "--db", tmp_path / "warehouse.db")
        assert refused.exit_code == 1
        assert "`vnportals run` makes one" in refused.stderr


def test_compact(db: Path) -> None:
    done = _run("compact", "--db", db, "--listings-days", "1")
    assert done.exit_code == 0, done.output
    assert "removed 0 answers of listings, 0 bodies" in done.stdout
    assert _run("compact", "--db", db, "--portal", "baodaklak").exit_code == 2
