"""Opening the files. Every thread opens its own connection; there is one writer at a time, and readers never wait for it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations

from db import migrations
from db.backup import copy_before
from db.errors import NotOurFile, SchemaTooNew
from db.schema import VIEWS
from db.seeds import sync_seeds
from db.transaction import writing
from transforms.indicators import INDICATORS, Indicator
from transforms.provinces import MERGERS, PROVINCES, Merger, Province

BUSY_TIMEOUT_S = 30.0
_PAUSE_S = 0.05
_ANALYSED = 1000  # rows of an index that statistics are made from: milliseconds, whatever the size of the file

log = logging.getLogger(__name__)
Tell = Callable[[str], None]


def open_warehouse(
    path: Path,
    *,
    provinces: Sequence[Province] = PROVINCES,
    mergers: Sequence[Merger] = MERGERS,
    indicators: Sequence[Indicator] = INDICATORS,
    tell: Tell = log.warning,
) -> Database:
    """The warehouse for writing: created, migrated, its views and seed rows up to date. Opening it again writes nothing.

    Raises NotOurFile and SchemaTooNew. Before the tables of a file with data are changed, a copy is put beside it, and `tell`
    is told where.
    """
    db = open_file(path, "a warehouse of vnportals", migrations.WAREHOUSE_ID, migrations.warehouse, back_up=tell)
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
    """Close after writing: lets SQLite refresh the statistics its planner needs, or leaves that to whoever is writing now."""
    try:
        db.execute(f"PRAGMA analysis_limit = {_ANALYSED}")
        db.execute("ANALYZE" if _lacks_statistics(db) else "PRAGMA optimize")
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
    finally:
        db.close()


def _lacks_statistics(db: Database) -> bool:
    """Whether there are rows in a table that was never analysed.

    PRAGMA optimize leaves out what this connection did not ask about. With statistics of large tables and none of small ones,
    the planner takes the small ones for large and reads the large ones from end to end.
    """
    tables = db.execute("""
        SELECT name FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql NOT LIKE 'CREATE VIRTUAL%'
    """).fetchall()
    analysed = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone()
    known = {name for (name,) in db.execute("SELECT tbl FROM sqlite_stat1").fetchall()} if analysed else set()
    return any(db.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for (name,) in tables if name not in known)  # noqa: S608


def open_file(
    path: Path, wanted: str, application_id: int, steps: Migrations, *, back_up: Tell | None = None, any_thread: bool = False
) -> Database:
    """A SQLite file of one of our kinds, for writing, migrated. `wanted` names the kind in errors ("a warehouse of ...").

    With `back_up`, a file that has been migrated before is copied first, and `back_up` is told so.
    """
    db = _connected(path, wanted, lambda: sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=not any_thread))
    try:
        _check_kind(db, path, wanted, application_id, may_be_empty=True)
        _check_age(db, path, steps)
        _enable_wal(db)
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}")
        if steps.pending(db):
            _migrate(db, path, steps, back_up)
    except BaseException:
        db.close()
        raise
    return db


def _connected(path: Path, wanted: str, connect: Callable[[], sqlite3.Connection]) -> Database:
    try:
        return Database(connect(), execute_plugins=False)
    except sqlite3.OperationalError as error:
        raise NotOurFile(path, wanted, str(error)) from error


def _enable_wal(db: Database) -> None:
    """SQLite does not wait by itself while another process is just making the same file."""
    for _ in range(int(BUSY_TIMEOUT_S / _PAUSE_S)):
        try:
            return db.enable_wal()
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
            time.sleep(_PAUSE_S)
    return db.enable_wal()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


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


def _migrate(db: Database, path: Path, steps: Migrations, back_up: Tell | None) -> None:
    """All or none of the pending steps. The write lock is held from before the copy, so that the copy misses nothing."""
    with writing(db):
        pending = [step.name for step in steps.pending(db)]  # asked again: another process may have been faster
        if not pending:
            return
        if back_up and steps.applied(db):
            copy = copy_before(path, pending[0])
            back_up(
                f"{path} is brought up to this version of vnportals ({', '.join(pending)}); as it was, it is kept as {copy}"
            )
        steps.apply(db)


def _sync_views(db: Database) -> None:
    stored = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    if all(stored.get(name) == sql for name, sql in VIEWS.items()):
        return
    with writing(db):
        for name, sql in VIEWS.items():
            db.execute(f'DROP VIEW IF EXISTS "{name}"')
            db.execute(sql)
