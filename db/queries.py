"""Reading for people: any SQL that only reads, with a time limit, and the documented queries of the folder `queries`.

A documented query is a file `queries/<name>.sql`. Its first line is its title, the comment lines after it say what it answers,
and lines like `-- :year = 2024, year of the period` declare its parameters with their defaults.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.connect import open_readonly
from db.errors import QueryError

TIME_LIMIT_S = 30.0
_FOLDER = Path(__file__).with_name("queries")
_LONGEST_VALUE = 10_000_000  # bytes of one value; made larger, it fills the memory in no time the limit would notice
_STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's virtual machine: about a millisecond
_PARAMETER = re.compile(r"--\s*:(?P<name>\w+)\s*=\s*(?P<default>[^,]*?)\s*,\s*(?P<about>.+)")

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Result:
    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is empty where the query takes every value if none is given (its SQL then sees NULL)."""

    name: str
    default: str
    about: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    sql: str


def run_sql(
    path: Path, sql: str, parameters: Mapping[str, Value] | None = None, *, time_limit_s: float = TIME_LIMIT_S
) -> Result:
    """The answer of one statement. The connection cannot write, nor open other files.

    Raises QueryError when SQLite refuses the statement, when it gives no rows, or when it takes longer than the limit.
    """
    db = open_readonly(path)
    try:
        # no other file can be attached; this also stops VACUUM INTO, which a read-only connection would allow
        db.conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        db.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        deadline = time.monotonic() + time_limit_s
        db.conn.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        cursor = db.conn.execute(sql, dict(parameters or {}))
        if cursor.description is None:
            raise QueryError("the statement gives no rows: only questions (SELECT, WITH, EXPLAIN) are answered here")
        return Result(tuple(name for name, *_ in cursor.description), cursor.fetchall())
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise QueryError(f"stopped after {time_limit_s:g} s: narrow the query, or give it more time") from error
        raise QueryError(str(error)) from error
    finally:
        db.close()


def named_queries() -> dict[str, NamedQuery]:
    """The documented queries, by name."""
    return {file.stem: _read(file) for file in sorted(_FOLDER.glob("*.sql"))}


def run_named(path: Path, name: str, given: Mapping[str, str] | None = None, *, time_limit_s: float = TIME_LIMIT_S) -> Result:
    """A documented query with its defaults and the given parameters. QueryError names what there is if a name is unknown."""
    queries = named_queries()
    if name not in queries:
        raise QueryError(f"there is no query {name!r}; there are: {', '.join(queries)}")
    query, given = queries[name], given or {}
    known = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(given) - known):
        raise QueryError(f"query {name} has no parameter {', '.join(unknown)}; it has: {', '.join(sorted(known)) or 'none'}")
    values: dict[str, Value] = {
        parameter.name: _value(given.get(parameter.name, parameter.default)) for parameter in query.parameters
    }
    return run_sql(path, query.sql, values, time_limit_s=time_limit_s)


def _value(text: str) -> Value:
    """A parameter as typed: whole numbers are numbers unless they start with 0 (province codes are text)."""
    if text == "":
        return None
    return int(text) if re.fullmatch(r"0|-?[1-9]\d*", text) else text


def _read(file: Path) -> NamedQuery:
    sql = file.read_text("utf-8")
    header = [line for line in sql.splitlines() if line.startswith("--")]
    parameters, about = [], []
    for line in header[1:]:
        found = _PARAMETER.match(line)
        if found:
            parameters.append(Parameter(found["name"], found["default"], found["about"]))
        else:
            about.append(line.removeprefix("--").strip())
    return NamedQuery(file.stem, header[0].removeprefix("--").strip(), " ".join(about), tuple(parameters), sql)
