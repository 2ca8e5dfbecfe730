"""The backup of a warehouse and its archive, while a run may be writing both."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from db import migrations
from db.backup import aside, copy_to
from db.errors import BackupError, NotOurFile


class Copied(NamedTuple):
    path: Path
    size: int  # bytes


def back_up(warehouse: Path, archive: Path, folder: Path) -> list[Copied]:
    """Copies both files into a folder, under their own names. Each copy is read in full before it replaces an earlier one.

    The archive is copied after the warehouse, and only grows: every page that the copied warehouse names is in the copied
    archive. What that has beyond, the first run on the copies loads. Raises BackupError, NotOurFile, sqlite3.Error or OSError;
    an earlier backup then stands as it was.
    """
    copies = (folder / warehouse.name, folder / archive.name)
    if copies[0] == copies[1]:
        raise BackupError(f"{warehouse} and {archive} have one name, and so would their copies; rename one of them")
    _check_source(warehouse, "a warehouse of vnportals", migrations.WAREHOUSE_ID)
    _check_source(archive, "a page archive of vnportals", migrations.ARCHIVE_ID)
    for source, copy in zip((warehouse, archive), copies, strict=True):
        _check_place(source, copy)
    folder.mkdir(parents=True, exist_ok=True)
    with aside(copies[0]) as first, aside(copies[1]) as second:
        for source, partial in ((warehouse, first), (archive, second)):
            copy_to(source, partial)
            _check(partial, source)
    return [Copied(copy, copy.stat().st_size) for copy in copies]


def _check_source(path: Path, wanted: str, application_id: int) -> None:
    if not path.is_file():
        raise BackupError(f"there is no {path}; a backup is of a warehouse and its archive")
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        if db.execute("PRAGMA application_id").fetchone() != (application_id,):
            raise NotOurFile(path, wanted, "a SQLite file of another kind")


def _check_place(source: Path, copy: Path) -> None:
    if not copy.exists():
        return
    if copy.samefile(source):
        raise BackupError(f"{copy.parent} is where {source} stands; name another folder")
    log = copy.with_name(f"{copy.name}-wal")
    if log.exists():  # SQLite would apply it to whatever file stands there
        raise BackupError(
            f"{copy} is in use, or was not closed: {log} stands beside it; name another folder, or move both away"
        )


def _check(copy: Path, source: Path) -> None:
    """Reads all of it. The copy becomes one file that needs no other beside it, so it can be read where none may be made."""
    try:
        with closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            problems = [text for (text,) in db.execute("PRAGMA integrity_check(5)") if text != "ok"]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        problems = [str(error)]  # too damaged to be checked
    if problems:
        raise BackupError(f"{source} is damaged: {'; '.join(problems)}. No backup was made; restore it from an earlier one.")
