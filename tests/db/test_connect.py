from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from db import migrations
from db.archive import Archive
from db.connect import close, open_file, open_readonly, open_warehouse
from db.errors import NotOurFile, SchemaTooNew
from db.schema import VIEWS
from db.seeds import PortalRow, register_portals
from tests.db.samples import dump
from transforms.indicators import Indicator
from transforms.provinces import Merger, Province


def test_a_fresh_file_gets_strict_tables_and_the_rows_that_come_with_the_program(path: Path) -> None:
    db = open_warehouse(path)
    assert all(table.strict for table in db.tables if "_fts" not in table.name and not table.name.startswith("_"))
    assert db.execute("SELECT count(*), count(DISTINCT code) FROM provinces").fetchone()[1] == 63
    assert db.execute("SELECT name FROM provinces WHERE code = '82' ORDER BY valid_from").fetchall() == [
        ("Tiền Giang",),
        ("Đồng Tháp",),
    ]
    pragmas = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert db.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
    close(db)


def test_every_table_and_view_says_what_it_is(db: Database) -> None:
    made = db.execute("SELECT sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'").fetchall()
    generated = ("CREATE TABLE '", 'CREATE TABLE "', "CREATE VIRTUAL")  # by FTS5 and sqlite-utils
    ours = [sql.splitlines()[0] for (sql,) in made if not sql.startswith(generated)]
    assert len(ours) > 20
    assert [line for line in ours if " -- " not in line] == []


def test_every_view_can_be_read(db: Database) -> None:
    assert {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in VIEWS if name != "portal_health"} == {
        name: [] for name in VIEWS if name != "portal_health"
    }


def test_opening_again_writes_nothing(db: Database, path: Path) -> None:
    before, version = dump(db), db.execute("PRAGMA data_version").fetchone()
    again = open_warehouse(path)
    assert again.conn.total_changes == 0
    close(again)
    assert dump(db) == before
    assert db.execute("PRAGMA data_version").fetchone() == version  # no other connection has committed


def test_a_changed_view_is_replaced(db: Database, path: Path) -> None:
    db.execute("DROP VIEW coverage")
    db.execute("CREATE VIEW coverage AS SELECT 1 AS old")
    again = open_warehouse(path)
    assert again["coverage"].schema == VIEWS["coverage"]
    close(again)


def test_a_newer_file_is_refused_and_left_alone(db: Database, path: Path) -> None:
    db.table("_sqlite_migrations").insert(
        {"migration_set": migrations.warehouse.name, "name": "0099_from_the_future", "applied_at": "2030"}
    )
    before = dump(db)
    with pytest.raises(SchemaTooNew, match=r"0099_from_the_future.*Update the program"):
        open_warehouse(path)
    assert dump(db) == before


def test_a_file_that_is_not_sqlite_is_refused(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(NotOurFile, match=r"warehouse\.db is not a warehouse of vnportals: file is not a database"):
        open_warehouse(path)
    with pytest.raises(NotOurFile):
        open_readonly(path)
    assert path.read_bytes() == b"this is no database" * 100


def test_another_sqlite_file_is_refused(path: Path) -> None:
    other = Database(path)
    other.table("notes").insert({"id": 1, "text": "mine"}, pk="id")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotOurFile, match="another kind"):
        open_warehouse(path)
    assert path.read_bytes() == before


def test_archive_and_warehouse_are_not_taken_for_each_other(db: Database, path: Path) -> None:
    with pytest.raises(NotOurFile, match="is not a page archive"):
        Archive(path)


@pytest.mark.parametrize("opener", [open_warehouse, open_readonly])
def test_a_path_that_cannot_be_opened(opener: object, tmp_path: Path) -> None:
    with pytest.raises(NotOurFile, match="unable to open"):
        opener(tmp_path / "no" / "such" / "folder.db")  # type: ignore[operator]


def test_reading_an_empty_file_is_refused(path: Path) -> None:
    path.touch()
    with pytest.raises(NotOurFile):
        open_readonly(path)


def test_readonly_cannot_write(db: Database, path: Path) -> None:
    reader = open_readonly(path)
    reader.execute("PRAGMA query_only = OFF")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM provinces")
    reader.close()


def test_readonly_works_while_nobody_writes(path: Path) -> None:
    close(open_warehouse(path))
    reader = open_readonly(path)
    assert reader.execute("SELECT count(*) FROM provinces").fetchone()[0] > 63
    reader.close()


def test_a_migration_of_a_file_with_data_copies_it_first(db: Database, path: Path) -> None:
    steps = Migrations(migrations.warehouse.name)
    for known in migrations.warehouse.applied(db):
        steps(name=known.name)(lambda fresh: None)

    @steps(name="9002_add_note")
    def _add_note(opened: Database) -> None:
        opened.execute("ALTER TABLE articles ADD COLUMN note TEXT")

    close(open_file(path, "a warehouse", migrations.WAREHOUSE_ID, steps, back_up=lambda text: None))
    copy = Database(path.with_name("warehouse.db.before-9002_add_note"))
    assert "note" not in copy["articles"].columns_dict
    assert copy.execute("SELECT count(*) FROM portals").fetchone() == (2,)
    copy.close()
    with pytest.raises(SchemaTooNew, match="9002_add_note"):
        open_warehouse(path)


def test_a_migration_that_fails_leaves_the_file_as_it_was(db: Database, path: Path) -> None:
    steps = Migrations(migrations.warehouse.name)
    for known in migrations.warehouse.applied(db):
        steps(name=known.name)(lambda fresh: None)

    @steps(name="9002_half")
    def _half(opened: Database) -> None:
        opened.execute("ALTER TABLE articles ADD COLUMN note TEXT")
        raise RuntimeError("halfway")

    before = dump(db)
    with pytest.raises(RuntimeError, match="halfway"):
        open_file(path, "a warehouse", migrations.WAREHOUSE_ID, steps)
    assert dump(db) == before


def test_seed_rows_are_brought_up_to_date(path: Path) -> None:
    early, late = date(2008, 8, 1), date(2025, 7, 1)
    old = Province("89", "An Giang", "province", early)
    rows: dict[str, Any] = {
        "provinces": [old, Province("91", "An Giang", "province", late)],
        "mergers": [Merger("89", early, "91", late, late)],
        "indicators": [Indicator("poor_households", "welfare", "hộ", "Hộ nghèo", "Households")],
    }
    close(open_warehouse(path, **rows))
    rows["provinces"][0] = Province("89", "An Giang", "province", early, date(2025, 6, 30))
    db = open_warehouse(path, **rows)
    assert db.conn.total_changes == 1
    assert db.execute("SELECT code, valid_to FROM provinces").fetchall() == [("89", "2025-06-30"), ("91", None)]
    close(db)


def test_portals_are_registered_once(db: Database) -> None:
    before = db.conn.total_changes
    row = PortalRow("baoangiang", "baoangiang", "newspaper", "An Giang", "https://baoangiang.example")
    register_portals(db, [row])
    assert db.conn.total_changes == before
    register_portals(db, [PortalRow("baoangiang", "Báo An Giang", "newspaper", "An Giang", "https://baoangiang.example")])
    assert db.execute("SELECT name FROM portals WHERE portal = 'baoangiang'").fetchone() == ("Báo An Giang",)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        (
            "INSERT INTO pages (portal, url_key, url, first_seen_at, last_seen_at) VALUES ('nowhere', 'k', 'u', '', '')",
            "FOREIGN",
        ),
        ("INSERT INTO portals (portal, name, kind, province, home) VALUES (1, 2, 3, 4, x'00')", "cannot store BLOB"),
        ("INSERT INTO runs (kind, started_at, state) VALUES ('run', '', 'somehow')", "CHECK"),
        ("INSERT INTO runs (kind, started_at, state, parameters) VALUES ('run', '', 'done', '{')", "CHECK"),
    ],
    ids=["foreign key", "strict type", "state", "json"],
)
def test_the_tables_defend_themselves(db: Database, statement: str, broken: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=broken):
        db.execute(statement)
