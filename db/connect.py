"""Opening the files. Every thread opens its own connection; there is one writer at a time, and readers never wait for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations

from db import migrations
from db.errors import NotOurFile, SchemaTooNew
from db.schema import VIEWS
from db.seeds import sync_seeds
from db.transaction import writing
from transforms.indicators import INDICATORS, Indicator
from transforms.provinces import MERGERS, PROVINCES, Merger, Province

BUSY_TIMEOUT_S = 30.0


def open_warehouse(
    path: Path,
    *,
    provinces: Sequence[Province] = PROVINCES,
    mergers: Sequence[Merger] = MERGERS,
    indicators: Sequence[Indicator] = INDICATORS,
) -> Database:
    """The warehouse for writing: created, migrated, its views and seed rows up to date. Opening it again writes nothing.

    Raises NotOurFile and SchemaTooNew. Before the tables of a file with data are changed, a copy is put beside it.
    """
    db = open_file(path, "a warehouse of vnportals", migrations.WAREHOUSE_ID, migrations.warehouse, back_up=True)
    _sync_views(db)
    sync_seeds(db, provinces, mergers, indicators)
    return db


def open_readonly(path: Path) -> Database:
    """The warehouse for reading only: the connection cannot write, whatever SQL it is given."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    db = _connected(path, "a warehouse of vnportals", lambda: sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S))
    try:
        db.execute("PRAGMA query_only = ON")
        _check_kind(db, path, "a warehouse of vnportals", migrations.WAREHOUSE_ID, may_be_empty=False)
    except BaseException:
        db.close()
        raise
    return db


def close(db: Database) -> None:
    """Close after writing: lets SQLite refresh the statistics its planner needs."""
    db.execute("PRAGMA optimize")
    db.close()


def open_file(
    path: Path, wanted: str, application_id: int, steps: Migrations, *, back_up: bool = False, any_thread: bool = False
) -> Database:
    """A SQLite file of one of our kinds, for writing, migrated. `wanted` names the kind in errors ("a warehouse of ...")."""
    db = _connected(path, wanted, lambda: sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=not any_thread))
    try:
        _check_kind(db, path, wanted, application_id, may_be_empty=True)
        _check_age(db, path, steps)
        db.enable_wal()
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}")
        if steps.pending(db):
            if back_up and steps.applied(db):
                _copy_beside(db, path, steps)
            with writing(db):
                steps.apply(db)
    except BaseException:
        db.close()
        raise
    return db


def _connected(path: Path, wanted: str, connect: Callable[[], sqlite3.Connection]) -> Database:
    try:
        return Database(connect(), execute_plugins=False)
    except sqlite3.OperationalError as error:
        raise NotOurFile(path, wanted, str(error)) from error


def _check_kind(db: Database, path: Path, wanted: str, application_id: int, *, may_be_empty: bool) -> None:
    try:
        found = db.execute("PRAGMA application_id").fetchone()[0]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) or error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise  # ours, perhaps, but locked or damaged
        raise NotOurFile(path, wanted, str(error)) from error
    if found == application_id or (may_be_empty and tables == 0):
        return
    raise NotOurFile(path, wanted, f"a SQLite file with {tables} tables, views and indexes of another kind")


def _check_age(db: Database, path: Path, steps: Migrations) -> None:
    known = {step.name for step in steps.pending(Database(memory=True))}
    unknown = sorted({step.name for step in steps.applied(db)} - known)
    if unknown:
        raise SchemaTooNew(path, unknown)


def _copy_beside(db: Database, path: Path, steps: Migrations) -> None:
    """`warehouse.db.before-0002_name`, in one piece whatever the write-ahead log holds."""
    copy = path.with_name(f"{path.name}.before-{steps.pending(db)[0].name}")
    copy.unlink(missing_ok=True)
    db.execute("VACUUM INTO ?", [str(copy)])


def _sync_views(db: Database) -> None:
    stored = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    if all(stored.get(name) == sql for name, sql in VIEWS.items()):
        return
    with writing(db):
        for name, sql in VIEWS.items():
            db.execute(f'DROP VIEW IF EXISTS "{name}"')
            db.execute(sql)
