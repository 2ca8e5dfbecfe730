"""What the front page tells: how much there is, how new it is, and where to look."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from datasette.utils import sqlite_timelimit

from db.dictionary import QueryEntry, Text

_COUNT_MS: Final = 500  # a count that takes longer is left out: the page is the first thing anybody opens
_COUNTS: Final = (
    ("bài · articles", "SELECT count(*) FROM articles", "/warehouse/articles?_sort_desc=published_at"),
    ("số đo · quantities", "SELECT count(*) FROM quantities", "/warehouse/quantities"),
    (
        "số liệu của chỉ số · indicator values",
        "SELECT count(*) FROM observations WHERE current = 1",
        "/warehouse/current_observations?indicator=poor_household_rate",
    ),
    ("chỉ số · indicators", "SELECT count(*) FROM indicators", "/warehouse/indicators?_facet=theme"),
    ("cổng, báo · portals", "SELECT count(*) FROM portals", "/-/dashboards/health"),
)
_NEWEST_RUN: Final = "SELECT run_id, kind, state, started_at, finished_at FROM runs ORDER BY run_id DESC LIMIT 1"
_NEWEST_ARTICLE: Final = "SELECT max(published_at) FROM articles"


@dataclass(frozen=True, slots=True)
class Front:
    """`counts`: (label, number or None where counting took too long, path). `tables`: (name, filter, what it is)."""

    counts: list[tuple[str, int | None, str]]
    run: dict[str, Any] | None
    newest: str | None
    dashboards: dict[str, dict[str, Any]]
    queries: Collection[QueryEntry]
    tables: Sequence[tuple[str, str, Text]]
    version: str


def read_front(
    connection: sqlite3.Connection,
    dashboards: dict[str, dict[str, Any]],
    queries: Collection[QueryEntry],
    tables: Sequence[tuple[str, str, Text]],
) -> Front:
    """The front page's facts as of now."""
    counts = [(label, _counted(connection, sql), path) for label, sql, path in _COUNTS]
    cursor = connection.execute(_NEWEST_RUN)
    run = cursor.fetchone()
    return Front(
        counts=counts,
        run=None if run is None else dict(zip([name for name, *_ in cursor.description], run, strict=True)),
        newest=connection.execute(_NEWEST_ARTICLE).fetchone()[0],
        dashboards=dashboards,
        queries=queries,
        tables=tables,
        version=version("vnportals"),
    )


def _counted(connection: sqlite3.Connection, sql: str) -> int | None:
    try:
        with sqlite_timelimit(connection, _COUNT_MS):
            return int(connection.execute(sql).fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return None
