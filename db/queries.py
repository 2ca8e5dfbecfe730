"""Reading for people: any SQL that only reads, with a time limit, and the documented queries of the folder `queries`.

A documented query is a file `queries/<name>.sql`. Its first line is its title, the comment lines after it say what it answers,
and lines like `-- :year year = 2025, the later year` declare its parameters: name, kind (one of KINDS), default, what it is.
A comment further down, before a line of SQL, is for who reads the SQL.
"""

from __future__ import annotations

import re
import shlex
import sqlite3
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import Final, Literal

from sqlite_utils import Database

from db.connect import open_readonly
from db.errors import QueryError
from transforms.folding import fold_key

TIME_LIMIT_S = 30.0
_FOLDER = Path(__file__).with_name("queries")
_LONGEST_VALUE = 10_000_000  # bytes of one value; made larger, it fills the memory in no time the limit would notice
_STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's virtual machine: about a millisecond
_PARAMETER = re.compile(r"--\s*:(?P<name>\w+) (?P<kind>\w+) =(?P<default>[^,]*),\s*(?P<about>.+)")

Kind = Literal["text", "integer", "number", "year", "day", "indicator", "province", "portal"]
KINDS: Final[Mapping[Kind, str]] = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "year": "year, such as 2025",
    "day": "day, such as 2025-07-01",
    "indicator": "code or Vietnamese name of an indicator",
    "province": "name of a province, with or without marks",
    "portal": "slug of a portal",
}
# What there is of the kinds whose values stand in the warehouse: the value, and other words for it.
_LISTED: Final[Mapping[str, str]] = {
    "indicator": "SELECT indicator, indicator FROM indicators UNION ALL SELECT indicator, label_vi FROM indicators",
    "province": "SELECT DISTINCT name, name FROM provinces",
    "portal": "SELECT portal, portal FROM portals",
}
_SPELLED: Final[Mapping[str, re.Pattern[str]]] = {
    "integer": re.compile(r"-?\d{1,18}"),
    "number": re.compile(r"-?\d{1,18}(\.\d{1,18})?"),
    "year": re.compile(r"\d{4}"),
    "day": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Result:
    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is empty where the query takes every value if none is given (its SQL then sees NULL)."""

    name: str
    kind: Kind
    default: str
    about: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    sql: str

    @property
    def example(self) -> str:
        """A command that asks it."""
        given = "".join(f" -p {p.name}={shlex.quote(p.default)}" for p in self.parameters if p.default and p.name != "limit")
        return f"vnportals query {self.name}{given}"


def run_sql(
    path: Path, sql: str, parameters: Mapping[str, Value] | None = None, *, time_limit_s: float = TIME_LIMIT_S
) -> Result:
    """The answer of one statement. The connection cannot write, nor open other files.

    Raises QueryError when SQLite refuses the statement, when it gives no rows, or when it takes longer than the limit.
    """
    with answering(path, time_limit_s) as db:
        cursor = db.conn.execute(sql, dict(parameters or {}))
        if cursor.description is None:
            raise QueryError("the statement gives no rows: only questions (SELECT, WITH, EXPLAIN) are answered here")
        return Result(tuple(name for name, *_ in cursor.description), cursor.fetchall())


@contextmanager
def answering(path: Path, time_limit_s: float = TIME_LIMIT_S) -> Iterator[Database]:
    """The warehouse for questions: what takes longer than the limit is cut off, and SQLite's errors become QueryError."""
    db = open_readonly(path)
    try:
        # no other file can be attached; this also stops VACUUM INTO, which a read-only connection would allow
        db.conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        db.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        deadline = time.monotonic() + time_limit_s
        db.conn.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        yield db
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise QueryError(f"stopped after {time_limit_s:g} s: narrow the query, or give it more time") from error
        raise QueryError(str(error)) from error
    finally:
        db.close()


def named_queries() -> dict[str, NamedQuery]:
    """The documented queries, by name."""
    return {file.stem: _read(file) for file in sorted(_FOLDER.glob("*.sql"))}


def named_query(name: str) -> NamedQuery:
    """The documented query of that name. QueryError tells those that are spelled most like it, or all."""
    queries = named_queries()
    if name not in queries:
        near = get_close_matches(name, queries, n=3, cutoff=0.5) or [other for other in queries if name and name in other]
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(queries)}"
        raise QueryError(f"there is no query {name!r}; {hint}")
    return queries[name]


def run_named(path: Path, name: str, given: Mapping[str, str] | None = None, *, time_limit_s: float = TIME_LIMIT_S) -> Result:
    """A documented query with its defaults and the given parameters. QueryError tells what is right where a name is wrong."""
    query, given = named_query(name), given or {}
    known = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(given) - known):
        raise QueryError(f"query {name} has no parameter {', '.join(unknown)}; it has: {', '.join(sorted(known)) or 'none'}")
    with answering(path, time_limit_s) as db:
        values = {p.name: _value(db, p, given[p.name]) if p.name in given else _default(p) for p in query.parameters}
    try:
        return run_sql(path, query.sql, values, time_limit_s=time_limit_s)
    except QueryError as error:
        if "no such" in str(error):
            advice = "the warehouse is of an earlier version of vnportals; the next `vnportals run` brings it up to date"
            raise QueryError(f"{error}: {advice}") from error
        raise


def _default(parameter: Parameter) -> Value:
    return _typed(parameter.kind, parameter.default) if parameter.default else None


def _typed(kind: Kind, text: str) -> Value:
    if kind == "integer":
        return int(text)
    return float(text) if kind == "number" else text


def _value(db: Database, parameter: Parameter, text: str) -> Value:
    """A parameter as typed; "" stands for its default."""
    kind, text = parameter.kind, unicodedata.normalize("NFC", text.strip())
    if text == "":
        return _default(parameter)
    pattern = _SPELLED.get(kind)
    if pattern and not pattern.fullmatch(text):
        raise QueryError(f"parameter {parameter.name} is a {KINDS[kind]}, and {text!r} is none")
    return known_value(db, kind, text) if kind in _LISTED else _typed(kind, text)


def known_value(db: Database, kind: str, text: str) -> str:
    """An indicator, province or portal as the warehouse writes it. It may lack marks and capitals; QueryError if unknown."""
    words = db.execute(_LISTED[kind]).fetchall()
    if any(text == value for value, _ in words):
        return text
    by_key = {fold_key(word): str(value) for value, word in words}
    wanted = fold_key(text)
    if wanted in by_key:
        return by_key[wanted]
    near = list(dict.fromkeys(by_key[key] for key in get_close_matches(wanted, by_key, n=3, cutoff=0.6)))
    there_are = ", ".join(sorted({str(value) for value, _ in words}))
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {there_are}"
    raise QueryError(f"there is no {kind} {text!r}; {hint}")


def _read(file: Path) -> NamedQuery:
    sql = file.read_text("utf-8")
    header = list(takewhile(lambda line: line.startswith("--"), sql.splitlines()))
    parameters, about = [], []
    for line in header[1:]:
        found = _PARAMETER.match(line)
        if found:
            kind = next(kind for kind in KINDS if kind == found["kind"])
            parameters.append(Parameter(found["name"], kind, found["default"].strip(), found["about"]))
        else:
            about.append(line.removeprefix("--").strip())
    return NamedQuery(file.stem, header[0].removeprefix("--").strip(), " ".join(about), tuple(parameters), sql)
