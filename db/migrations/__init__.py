"""Every change of the two files since the first release, one SQL file each, applied in the order of their names.

To change a table, index, trigger or search index of the warehouse:

1. Write `db/migrations/warehouse/NNNN_what_it_does.sql` with the next free number. It runs inside one transaction, statement by
   statement, on a file full of data: fill what it adds, drop nothing that cannot be had again, do not write BEGIN or COMMIT.
   A new table's first line says what the table is, every column what it holds, exactly as in schema.sql.
2. Change db/schema.sql to what a file has afterwards. schema.sql is read by people and tests only; new files are made by
   running all migrations, so that an old file and a new one cannot differ.
3. Run tests/db/test_migrations.py: it migrates a file of every released schema, with data in it, and compares the outcome with
   schema.sql.

A file never changes once it has been released; until then it may. What SQL cannot say is a function named in IN_PYTHON.
Views hold no data: they stand in db/views.sql, are replaced whenever their text differs, and need no migration. Rows that come
with the program are seeds (db/seeds.py) and need none either. Work that takes more than about a minute on a million articles
does not belong into a migration, during which nobody can write: let a later run do it in resumable steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

Step = Callable[[Database], None]

# The first four bytes of its kind in a file's header, so that no other SQLite file is ever written to by mistake.
WAREHOUSE_ID: Final = int.from_bytes(b"VNPW", "big")
ARCHIVE_ID: Final = int.from_bytes(b"VNPA", "big")

# "NNNN_name" -> the function that does it, for changes of the warehouse that SQL cannot say
IN_PYTHON: Final[Mapping[str, Step]] = {}


def _script(file: Path) -> Step:
    return lambda db: _run(db, file.read_text("utf-8"))


def _run(db: Database, sql: str) -> None:
    db.executescript(sql)  # inside a transaction, as here, sqlite-utils runs it without the commit of sqlite3's executescript


def _first(application_id: int, create: Step) -> Step:
    def step(db: Database) -> None:
        create(db)
        db.execute(f"PRAGMA application_id = {application_id}")

    return step


def migrations_of(folder: Path, name: str, application_id: int, in_python: Mapping[str, Step]) -> Migrations:
    """The SQL files of a folder and some functions as one ordered set. The first makes the file one of its kind."""
    steps = {file.stem: _script(file) for file in folder.glob("*.sql")} | dict(in_python)
    migrations = Migrations(name)
    for position, step_name in enumerate(sorted(steps)):
        step = steps[step_name]
        migrations(name=step_name)(step if position else _first(application_id, step))
    return migrations


_HERE = Path(__file__).parent
warehouse: Final = migrations_of(_HERE / "warehouse", "vnportals warehouse", WAREHOUSE_ID, IN_PYTHON)
archive: Final = migrations_of(_HERE / "archive", "vnportals archive", ARCHIVE_ID, {})
