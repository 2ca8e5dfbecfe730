"""Data-quality rules: each a file of db/checks/rules whose SQL gives the rows that fail it.

Its first comment line says what fails, then come `-- severity:`, `-- todo:` and, where single rows are ordinary, `-- least:`
rows of a portal that make a finding. The SQL may name :run_id and :now, and gives columns portal, url, page_id, article_id,
capture_id and detail, those it has. It looks at the rows of the run where it can: a rule that reads a big table from end to
end fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any, Final, get_args

from sqlite_utils import Database

from db.findings import KEPT_ROWS, FailingRow, Finding, Severity
from db.timestamps import stamp

_FOLDER: Final = Path(__file__).with_name("rules")
MOST_STEPS: Final = 400_000_000  # of SQLite's machine for one rule, half a minute or so


@dataclass(frozen=True, slots=True)
class QualityRule:
    """`least`: failing rows of one portal, from which on they are a finding."""

    name: str
    what: str
    severity: Severity
    todo: str
    least: int
    sql: str


@cache
def quality_rules() -> tuple[QualityRule, ...]:
    """All rules, by name."""
    return tuple(_read(file) for file in sorted(_FOLDER.glob("*.sql")))


def check(db: Database, rule: QualityRule, run_id: int, now: datetime) -> list[Finding]:
    """One finding for each portal with rows that fail the rule. sqlite3.OperationalError if it takes too long."""
    failing: dict[str | None, _Failing] = {}
    with _limited(db):
        cursor = db.conn.execute(rule.sql, {"run_id": run_id, "now": stamp(now)})
        names = [name for name, *_ in cursor.description]
        for cells in cursor:
            row = dict(zip(names, cells, strict=True))
            failing.setdefault(row.pop("portal", None), _Failing()).add(row)
    return [
        Finding(
            rule=rule.name,
            severity=rule.severity,
            message=f"{_counted(found.count)}: {rule.what[0].lower()}{rule.what[1:]}; first: {found.rows[0].detail}",
            todo=rule.todo,
            portal=portal,
            measured=found.count,
            failing=found.count,
            rows=found.rows,
            evidence=found.first,
        )
        for portal, found in failing.items()
        if found.count >= rule.least
    ]


@dataclass(slots=True)
class _Failing:
    count: int = 0
    rows: list[FailingRow] = field(default_factory=list)
    first: dict[str, Any] = field(default_factory=dict)

    def add(self, row: dict[str, Any]) -> None:
        self.count += 1
        self.first = self.first or row
        if len(self.rows) < KEPT_ROWS:
            self.rows.append(FailingRow(**row))


def _counted(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


@contextmanager
def _limited(db: Database) -> Iterator[None]:
    """What takes beyond all reason is cut off: a check must not keep the next run waiting."""
    db.conn.set_progress_handler(lambda: True, MOST_STEPS)
    try:
        yield
    finally:
        db.conn.set_progress_handler(None, 0)


def _read(file: Path) -> QualityRule:
    lines = file.read_text("utf-8").splitlines()
    what, *head = [line.removeprefix("-- ") for line in takewhile(lambda line: line.startswith("--"), lines)]
    given = dict(line.split(": ", 1) for line in head)
    sql = "\n".join(dropwhile(lambda line: line.startswith("--"), lines))
    severity: Severity = next(name for name in get_args(Severity) if name == given["severity"])
    return QualityRule(file.stem, what, severity, given["todo"], int(given.get("least", 1)), sql)
