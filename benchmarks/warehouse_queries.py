"""The documented queries and the search on a large warehouse: against reading a table from end to end, and against DuckDB.

A query is asked with the defaults of its parameters, on a connection that stands open; one of an indicator is asked again of
the indicator that most numbers are of. Beside it stands the full scan of the largest table it reads, a sum over a column behind
which no index stands: what it would take without one. DuckDB is asked the same SQL on the exported Parquet; where that SQL
means nothing to it, or its answer has another number of rows, the cell is empty. All is CPU time, DuckDB's of all its threads.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from db.connect import open_readonly
from db.export import export_warehouse
from db.queries import NamedQuery, named_queries
from db.schema import VIEWS
from db.search import search
from transforms.dates import VIETNAM

ROUNDS: Final = 5
GOAL: Final = 50
_LONG: Final = 5  # seconds; what takes DuckDB longer is asked once
_SMALL: Final = 100_000  # rows; a table with fewer is not worth a scan
# table -> the table that is read from end to end instead, and the column whose sum needs every row. The tables of the series
# are worked out from the observations: who had neither them nor an index would read those.
_SCANNED: Final = {
    "article_bodies": ("article_bodies", "length(body)"),
    "article_versions": ("article_versions", "length(lead)"),
    "articles": ("articles", "length(lead)"),
    "duplicates": ("duplicates", "similarity"),
    "observations": ("observations", "length(sentence)"),
    "pages": ("pages", "length(url)"),
    "point_values": ("observations", "length(sentence)"),
    "quantities": ("quantities", "length(sentence)"),
    "rejections": ("rejections", "length(detail)"),
    "series_points": ("observations", "length(sentence)"),
}
# What an analyst would ask where the default is "all" or nothing; the others are asked as they stand.
_GIVEN: Final[Mapping[str, Mapping[str, str]]] = {"article_history": {"article_id": "1"}}
_EXPORTED: Final = (
    "articles", "duplicates", "indicators", "observations", "point_values", "portals", "province_mergers", "provinces",
    "quantities", "series_points",
)  # fmt: skip
_VIEWS_OF_DUCKDB: Final = ("indicator_series", "latest_observations", "stated_values", "corroborated_observations")
SEARCHES: Final = (
    "hộ nghèo",
    "ho ngheo",
    '"chuyển đổi số"',
    "nước sạch -đường",
    "Tỷ lệ giải quyết đơn An Giang",
    "bai khong co",
)


Values = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: seconds, rows of its answer, the table it is compared with, and what that and DuckDB take."""

    name: str
    seconds: float
    rows: int
    table: str | None
    scan: float | None
    duckdb: float | None
    interactive: bool

    @property
    def ratio(self) -> float | None:
        return None if self.scan is None else self.scan / self.seconds

    @property
    def verdict(self) -> str:
        if not self.interactive:
            return "not interactive"
        return "" if self.ratio is None or self.ratio >= GOAL else "slow"


def ask_all(path: Path, parquet: Path | None, queries: Sequence[NamedQuery] = tuple(named_queries().values())) -> list[Asked]:
    """Every documented query, in turn."""
    duckdb = _duckdb(parquet) if parquet else None
    with closing(open_readonly(path)) as db:
        largest = {query.name: _largest(db, query) for query in queries}
        scans = {table: _scan(db, table) for table in sorted({table for table in largest.values() if table})}
        common = db.execute("SELECT indicator FROM observations GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
        cases = [(query, values) for query in queries for values in _cases(query, common)]
        return [_ask(db, query, values, largest[query.name], scans, duckdb) for query, values in cases]


def _cases(query: NamedQuery, common: str) -> list[Values]:
    values = _values(query)
    return [values, values | {"indicator": common}] if values.get("indicator") else [values]


def _ask(db: Database, query: NamedQuery, values: Values, table: str | None, scans: Mapping[str, float], duckdb: Any) -> Asked:

    def ask() -> int:
        return len(db.execute(query.sql, values).fetchall())

    rows = ask()
    theirs = _ask_duckdb(duckdb, query, values, rows) if duckdb else None
    name = query.name if values == _values(query) else f"{query.name}, most"
    return Asked(name, _median(ask), rows, table, scans.get(table or ""), theirs, "Not interactive:" not in query.about)


def _values(query: NamedQuery) -> Values:
    kinds: Mapping[str, Callable[[str], str | int | float]] = {"integer": int, "number": float}
    given = {p.name: (p.kind, _GIVEN.get(query.name, {}).get(p.name, p.default)) for p in query.parameters}
    return {name: kinds.get(kind, str)(text) if text else None for name, (kind, text) in given.items()}


def _median(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU seconds of a call; it was made once before."""
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


def _largest(db: Database, query: NamedQuery) -> str | None:
    """Of the tables that a query opens, or what they are worked out from, that with most rows; None if it is small."""
    program = db.execute(f"EXPLAIN {query.sql}", _values(query)).fetchall()
    roots = {row[3] for row in program if row[1] == "OpenRead"}
    names = {name for name, root in db.execute("SELECT tbl_name, rootpage FROM sqlite_master").fetchall() if root in roots}
    sources = {_SCANNED[name][0] for name in names & _SCANNED.keys()}
    rows = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sources}
    largest = max(rows, key=lambda name: rows[name], default=None)
    return largest if largest and rows[largest] >= _SMALL else None


def _scan(db: Database, table: str) -> float:
    sql = f"SELECT sum({_SCANNED[table][1]}) FROM {table} NOT INDEXED"
    db.execute(sql).fetchone()
    return _median(lambda: db.execute(sql).fetchone(), 3)


def _duckdb(folder: Path) -> Any:
    """DuckDB with a view for each exported table, and our views that it understands."""
    import duckdb  # noqa: PLC0415 only who exports has it

    connection = duckdb.connect()
    connection.execute("SET parquet_metadata_cache = true")
    for name in _EXPORTED:
        single = folder / f"parquet/{name}.parquet"
        files = single if single.exists() else folder / f"parquet/{name}/**/*.parquet"
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')")
    connection.execute("CREATE MACRO iif(a, b, c) AS CASE WHEN a THEN b ELSE c END")
    for name in _VIEWS_OF_DUCKDB:
        with suppress(duckdb.Error):
            connection.execute(_their_sql(VIEWS[name]))
    return connection


def _their_sql(sql: str) -> str:
    """Parameters as DuckDB marks them, and IS between two columns as standard SQL spells it."""
    sql = re.sub(r"--[^\n]*", "", sql)
    sql = re.sub(r"\bIS (?!NOT\b|NULL\b)", "IS NOT DISTINCT FROM ", sql)
    return re.sub(r"(?<![\w:]):([a-z_]+)", r"$\1", sql)


def _ask_duckdb(connection: Any, query: NamedQuery, values: Values, rows: int) -> float | None:
    import duckdb  # noqa: PLC0415 only who exports has it

    sql = _their_sql(query.sql)

    def ask() -> int:
        return len(connection.execute(sql, values).fetchall())

    try:
        began = time.process_time()
        if ask() != rows:
            return None
        first = time.process_time() - began
        return first if first > _LONG else _median(ask, 3)
    except duckdb.Error:
        return None


def export(path: Path, folder: Path) -> float:
    """Writes what DuckDB reads, unless it stands there; returns seconds."""
    began = time.perf_counter()
    if not folder.exists():
        moment = datetime(2026, 11, 22, tzinfo=VIETNAM)
        export_warehouse(path, folder, created=moment, formats=("parquet",), tables=_EXPORTED)
    return time.perf_counter() - began


def print_queries(path: Path, parquet: Path | None) -> list[Asked]:
    """The table of the queries, the fastest against its scan last; "most" is of the indicator most numbers are of."""
    asked = ask_all(path, parquet)
    print(f"\nqueries: median of {ROUNDS}, warm, CPU time; goal: every interactive query under 1/{GOAL} of the scan")
    print("  query                              ms    rows  scan of                ms scan/query DuckDB ms")
    for one in sorted(asked, key=lambda one: one.ratio or float("inf")):
        scan = f"{one.table:16} {(one.scan or 0) * 1e3:7,.0f} {one.ratio:10,.0f}" if one.table else f"{'small tables':35}"
        theirs = f"{one.duckdb * 1e3:9.0f}" if one.duckdb is not None else " " * 9
        print(f"  {one.name:30} {one.seconds * 1e3:8.1f} {one.rows:6}  {scan} {theirs} {one.verdict}".rstrip())
    return asked


def print_searches(path: Path) -> None:
    """`vnportals search`: what it asks the search indexes, against LIKE over all bodies."""
    with closing(open_readonly(path)) as db:
        sql = "SELECT count(*) FROM article_bodies WHERE body LIKE '%hộ nghèo%'"
        db.execute(sql).fetchone()
        like = _median(lambda: db.execute(sql).fetchone(), 3)
        print(f"\nsearch: median of {ROUNDS}, CPU time, 20 hits at most; LIKE over all bodies takes {like:,.1f} s")
        for text in SEARCHES:
            found = len(search(db, text))
            seconds = _median(lambda text=text: search(db, text))  # type: ignore[misc]
            print(f"  {text:34} {seconds * 1e3:8.1f} ms {found:4} hits   {like / seconds:8,.0f} times faster")
