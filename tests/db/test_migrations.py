"""Old files: brought up to the declared schema with their data in them, copied first, left alone if anything fails."""

from __future__ import annotations

import re
import sqlite3
import threading
from hashlib import sha256
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from db import backup, migrations
from db.backup import copies_of, copy_before
from db.connect import close, open_file, open_warehouse
from db.near_duplicates import fill_index
from db.runs import start_run
from db.schema import SCHEMA_SQL, VIEWS
from db.search import search
from db.transaction import writing
from tests.db.released import LAST_MIGRATION, SCRIPTS
from tests.db.samples import LATER, article, dump, item, load
from transforms.records import Outcome

HERE = Path(__file__).parent
STEPS = [step.name for step in migrations.warehouse.pending(Database(memory=True))]
KIND = "a warehouse of vnportals"


def make_released(path: Path, release: str) -> None:
    """A warehouse with data in it, as a release left it."""
    db = Database(sqlite3.connect(path), execute_plugins=False)
    db.enable_wal()
    after = STEPS.index(LAST_MIGRATION[release]) + 1
    with writing(db):
        migrations.warehouse.apply(db, stop_before=STEPS[after : after + 1])
        db.executescript((HERE / "released" / f"{release}.sql").read_text("utf-8"))
    db.close()


def declared(db: Database) -> dict[tuple[str, str], str]:
    """(type, name) -> what was said to make it: without comments, spelled one way. Views and what others keep left out."""
    rows = db.execute("""
        SELECT type, name, sql FROM sqlite_master
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE '_sqlite_%'
    """).fetchall()
    return {(kind, name): normalised(sql) for kind, name, sql in rows if name not in VIEWS}


def normalised(sql: str) -> str:
    sql = re.sub(r"--[^\n]*", " ", sql)
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))


def rows_of(db: Database, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    names = {table: ", ".join(f'"{column}"' for column in columns[table]) for table in columns}
    return {table: db.execute(f"SELECT {names[table]} FROM {table} ORDER BY {names[table]}").fetchall() for table in columns}


def kept_tables(db: Database) -> dict[str, list[str]]:
    """Every table with rows of its own, but those that come with the program, and its columns."""
    seeds = {"provinces", "province_mergers", "indicators"}
    tables = [table for table in db.tables if not re.search(r"_fts|^_?sqlite_", table.name) and table.name not in seeds]
    return {table.name: [column.name for column in table.columns] for table in tables if table.count}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_was_released_has_not_changed(script: str) -> None:
    """If this fails, undo the change and write a new migration: files migrated before would stay as they are."""
    text = (HERE.parents[1] / "db" / "migrations" / script).read_bytes()
    assert sha256(text).hexdigest().startswith(SCRIPTS[script])


def test_a_new_file_is_as_declared(db: Database) -> None:
    by_hand = Database(memory=True)
    by_hand.executescript(SCHEMA_SQL)
    assert declared(db) == declared(by_hand)


@pytest.mark.parametrize("release", LAST_MIGRATION)
def test_every_released_schema_becomes_the_declared_one_and_keeps_its_data(path: Path, release: str) -> None:
    make_released(path, release)
    old = Database(path)
    columns = kept_tables(old)
    before = rows_of(old, columns)
    old.close()
    assert {"articles", "article_versions", "quantities", "observations", "duplicates", "rejections"} <= columns.keys()

    db = open_warehouse(path, tell=lambda text: None)
    by_hand = Database(memory=True)
    by_hand.executescript(SCHEMA_SQL)
    assert declared(db) == declared(by_hand)
    assert rows_of(db, columns) == before
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for index in ("articles_fts", "articles_fts_folded"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    assert (
        {hit.title for hit in search(db, "dong thap")} == {hit.title for hit in search(db, "Đồng Tháp", folded=False)} != set()
    )
    close(db)


@pytest.mark.parametrize("release", LAST_MIGRATION)
def test_a_migrated_file_goes_on_being_loaded(path: Path, release: str) -> None:
    make_released(path, release)
    db = open_warehouse(path, tell=lambda text: None)
    run_id = start_run(db, "run", {}, LATER)
    known = item(db, article(body="Năm 2024, tỉnh Đồng Tháp có 1.050 hộ nghèo."), capture_id=8, now=LATER)
    assert load(db, run_id, known, item(db, article("bai-9", body="Hoàn toàn mới."), capture_id=9), now=LATER) == [
        Outcome.UPDATED,
        Outcome.INSERTED,
    ]
    close(db)


@pytest.mark.parametrize("release", LAST_MIGRATION)
def test_articles_of_an_old_file_are_compared_by_the_next_run(path: Path, release: str) -> None:
    make_released(path, release)
    db = open_warehouse(path, tell=lambda text: None)
    assert fill_index(db, 1, LATER) == db.table("articles").count
    assert db.table("near_backlog").count == 0
    kinds = db.execute("SELECT kind, article_id, canonical_article_id FROM duplicates ORDER BY kind").fetchall()
    assert kinds == [("content", 4, 2), ("near", 3, 1)]
    close(db)


def test_an_old_file_is_copied_before_and_its_owner_told(path: Path) -> None:
    make_released(path, "v0.1.0")
    old = Database(path)
    before = dump(old)
    old.close()
    said: list[str] = []
    close(open_warehouse(path, tell=said.append))
    copy = path.with_name(f"warehouse.db.before-{STEPS[1]}")
    assert said == [
        f"{path} is brought up to this version of vnportals ({', '.join(STEPS[1:])}); as it was, it is kept as {copy}"
    ]
    kept = Database(copy)
    assert dump(kept) == before
    kept.close()
    close(open_warehouse(path, tell=said.append))
    assert len(said) == 1


def steps_to(name: str, sql: str = "ALTER TABLE articles ADD COLUMN note TEXT") -> Migrations:
    """The migrations of a later version of the program: one more."""
    steps = Migrations(migrations.warehouse.name)
    for known in STEPS:
        steps(name=known)(lambda fresh: None)
    steps(name=name)(lambda opened: opened.executescript(sql))
    return steps


def test_copies_do_not_pile_up(db: Database, path: Path) -> None:
    strange = path.with_name("warehouse.db.before-christmas")
    strange.touch()
    for number in (9001, 9002, 9003, 9004):
        copy_before(path, f"{number}_change")
    assert [copy.name[-11:] for copy in copies_of(path)] == ["9004_change", "9003_change"]
    assert len(copies_of(path)) == backup.KEPT
    assert strange.exists()


def test_a_copy_that_fails_leaves_everything_as_it_was(db: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    before = dump(db)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        open_file(path, KIND, migrations.WAREHOUSE_ID, steps_to("9001_note"), back_up=lambda text: None)
    assert dump(db) == before
    assert list(path.parent.glob("*before*")) == []


def test_a_script_that_fails_halfway_leaves_the_file_as_it_was(db: Database, path: Path) -> None:
    before = dump(db)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        open_file(path, KIND, migrations.WAREHOUSE_ID, steps_to("9001_x", "CREATE TABLE a (x); DELETE FROM nowhere"))
    assert dump(db) == before


def test_two_programs_that_migrate_at_once(db: Database, path: Path) -> None:
    said: list[str] = []
    trouble: list[Exception] = []

    def migrate() -> None:
        try:
            open_file(path, KIND, migrations.WAREHOUSE_ID, steps_to("9001_note"), back_up=said.append).close()
        except Exception as error:
            trouble.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert len(said) == 1
    assert "note" in db["articles"].columns_dict
