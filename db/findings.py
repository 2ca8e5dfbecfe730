"""Findings: what the checks of a run found out of order, kept with the rows that failed them.

A finding is an event of one run. The same one in the run before makes it older, not newer: `since_run_id` says since when.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sqlite_utils import Database

from db.transaction import writing

Severity = Literal["info", "warning", "error"]

KEPT_ROWS: Final = 20  # failing rows kept with a finding; `failing` counts all


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingRow:
    """One row that failed a check: whatever names it, and what is wrong with it."""

    detail: str
    url: str | None = None
    page_id: int | None = None
    article_id: int | None = None
    capture_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something out of order after a run. `portal` None: of the run or the warehouse as a whole.

    `since_run_id` is set by `record_findings`; 0 before.
    """

    rule: str
    severity: Severity
    message: str
    todo: str
    portal: str | None = None
    measured: float | None = None
    expected_low: float | None = None
    expected_high: float | None = None
    failing: int = 0
    rows: Sequence[FailingRow] = ()
    evidence: Mapping[str, object] = field(default_factory=dict)
    since_run_id: int = 0


def record_findings(db: Database, run_id: int, findings: Iterable[Finding]) -> None:
    """Replaces what was found after this run, in one transaction: to check a run again leaves the newest answer only."""
    with writing(db):
        before = _before(db, run_id)
        db.execute("DELETE FROM finding_rows WHERE finding_id IN (SELECT finding_id FROM findings WHERE run_id = ?)", [run_id])
        db.execute("DELETE FROM findings WHERE run_id = ?", [run_id])
        for finding in findings:
            since = before.get((finding.rule, finding.portal), run_id)
            cursor = db.execute(
                """
                INSERT INTO findings (run_id, portal, rule, severity, message, todo, measured, expected_low, expected_high,
                    failing, evidence, since_run_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    run_id,
                    finding.portal,
                    finding.rule,
                    finding.severity,
                    finding.message,
                    finding.todo,
                    finding.measured,
                    finding.expected_low,
                    finding.expected_high,
                    max(finding.failing, len(finding.rows)),
                    json.dumps(dict(finding.evidence), ensure_ascii=False),
                    since,
                ],
            )
            _record_rows(db, int(cursor.lastrowid or 0), finding.rows)


def findings_of(db: Database, run_id: int) -> list[Finding]:
    """What was found after a run: errors first, then by portal; those of the whole come before the portals'."""
    rows = db.execute(
        """
        SELECT finding_id, portal, rule, severity, message, todo, measured, expected_low, expected_high, failing, evidence,
            since_run_id
        FROM findings WHERE run_id = ?
        ORDER BY severity <> 'error', severity <> 'warning', portal IS NOT NULL, portal, rule
        """,
        [run_id],
    ).fetchall()
    return [
        Finding(
            rule=rule,
            severity=severity,
            message=message,
            todo=todo,
            portal=portal,
            measured=measured,
            expected_low=low,
            expected_high=high,
            failing=failing,
            rows=_rows_of(db, finding_id),
            evidence=json.loads(evidence),
            since_run_id=since,
        )
        for finding_id, portal, rule, severity, message, todo, measured, low, high, failing, evidence, since in rows
    ]


def _before(db: Database, run_id: int) -> dict[tuple[str, str | None], int]:
    """(rule, portal) -> since which run, of what was found before: after the last run that the portal was part of, for a run
    may be of some portals only; a run that was killed was not reviewed.
    """
    rows = db.execute(
        """
        WITH reviewed AS (
            SELECT p.portal, (
                SELECT t.run_id FROM run_portals AS t JOIN runs AS r ON r.run_id = t.run_id
                WHERE t.portal = p.portal AND t.run_id < :run AND t.state NOT IN ('running', 'interrupted') AND r.kind = 'run'
                ORDER BY t.run_id DESC LIMIT 1
            ) AS run_id
            FROM portals AS p
            UNION ALL
            SELECT NULL, max(run_id) FROM runs WHERE run_id < :run AND state <> 'interrupted' AND kind = 'run'
        )
        SELECT f.rule, f.portal, f.since_run_id
        FROM reviewed AS v JOIN findings AS f ON f.run_id = v.run_id AND f.portal IS v.portal
        """,
        {"run": run_id},
    ).fetchall()
    return {(rule, portal): since for rule, portal, since in rows}


def _record_rows(db: Database, finding_id: int, rows: Sequence[FailingRow]) -> None:
    db.conn.executemany(
        """
        INSERT INTO finding_rows (finding_id, position, url, page_id, article_id, capture_id, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (finding_id, position, row.url, row.page_id, row.article_id, row.capture_id, row.detail)
            for position, row in enumerate(rows[:KEPT_ROWS], start=1)
        ],
    )


def _rows_of(db: Database, finding_id: int) -> tuple[FailingRow, ...]:
    rows = db.execute(
        "SELECT url, page_id, article_id, capture_id, detail FROM finding_rows WHERE finding_id = ? ORDER BY position",
        [finding_id],
    ).fetchall()
    return tuple(
        FailingRow(url=url, page_id=page_id, article_id=article_id, capture_id=capture_id, detail=detail)
        for url, page_id, article_id, capture_id, detail in rows
    )
