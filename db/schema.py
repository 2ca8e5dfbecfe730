"""The warehouse as declared: schema.sql holds every table, views.sql every view; both explain themselves in comments.

schema.sql says what a file ends up as; what makes it so are the migrations (db/migrations tells how to add one), and a test
holds that migrating from any release ends in what schema.sql says. Views hold no data: they are replaced whenever their text
differs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

SCHEMA_SQL = Path(__file__).with_name("schema.sql").read_text("utf-8")
_VIEWS_SQL = Path(__file__).with_name("views.sql").read_text("utf-8")
_VIEW_NAME = re.compile(r"CREATE VIEW (\w+)")


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _views(script: str) -> dict[str, str]:
    """Name -> CREATE VIEW statement as SQLite keeps it: from CREATE on, without the semicolon."""
    views = {}
    for statement in _statements(script):
        found = _VIEW_NAME.search(statement)
        if found is None:
            raise ValueError(f"views.sql holds something that is no view: {statement[:80]!r}")
        views[found[1]] = statement[found.start() :].strip().removesuffix(";")
    return views


VIEWS = _views(_VIEWS_SQL)
