"""The warehouse as Datasette reads it: connections that cannot write, and that never keep a writer from its work."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from datasette.database import Database

from db.connect import open_readonly

if TYPE_CHECKING:
    from datasette.app import Datasette

NAME: Final = "warehouse"  # in every address, whatever the file is called
_LONGEST_VALUE: Final = 10_000_000  # bytes; made larger by a query, it fills the memory in no time the limit would notice


class Warehouse(Database):
    """Opened by our own hands: Datasette's would neither escape a path with "?" in it nor forbid to attach other files."""

    def __init__(self, datasette: Datasette, path: Path) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """In place of Datasette's. It is closed with Datasette; `write` is refused with sqlite3.OperationalError."""
        if write:
            raise sqlite3.OperationalError("the warehouse is only read here")
        connection: sqlite3.Connection = open_readonly(Path(self.path)).conn
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        self._all_file_connections.append(connection)
        return connection
