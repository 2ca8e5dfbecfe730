"""The search of articles, within a time limit."""

from __future__ import annotations

import sqlite3
from typing import Final

from datasette.utils import sqlite_timelimit
from sqlite_utils import Database

from db.search import Hit, match_expression, search

LIMIT: Final = 30
TIME_LIMIT_MS: Final = 5_000


def find(connection: sqlite3.Connection, text: str, *, exact: bool) -> list[Hit]:
    """The articles that hold what was typed, best first; `exact`: with these marks only.

    Raises sqlite3.OperationalError when it takes too long.
    """
    with sqlite_timelimit(connection, TIME_LIMIT_MS):
        return search(Database(connection, execute_plugins=False), text, folded=False if exact else None, limit=LIMIT)


def as_expression(text: str) -> str:
    """For Datasette's own search box of a table: the FTS5 expression over the folded index."""
    return match_expression(text, folded=True)
