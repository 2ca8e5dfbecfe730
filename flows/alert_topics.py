"""What a message may have to tell: the runs that failed, portals that stopped, what the checks found, the quarantine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from db.checks.quality import quality_rules
from db.findings import Finding, Severity, findings_of
from db.runs import Run, latest_runs, portal_report
from scrapers.spec import Portal

FAILED_RUNS_SINCE: Final = timedelta(days=7)  # older ones are history when alerts are switched on
MOST_RUNS: Final = 50
QUARANTINE_GROWTH: Final = 3  # pages in one run; fewer are the next morning's work, and stand in `status`
ORDINARY: Final = ("empty_body", "future_date")  # photo and video pages, and typing errors of the portal: some every week
_MARKS: Final = ", ".join("?" * len(ORDINARY))
NOT_DELIVERED: Final = "alert_not_delivered"  # the finding about the messages themselves

# flows/report.py puts "N failed, first ..." last: single articles not to be had, which are tried again by themselves.
_ONLY_FAILURES: Final = re.compile(r"\d+ failed(?:, first .*)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to tell. `standing`: it lasts until it is resolved; else it happened, and is told once."""

    key: str
    severity: Severity
    headline: str
    todo: str
    example: str = ""
    standing: bool = True


def run_topics(db: Database, now: datetime, *, dead: bool) -> Iterator[Topic]:
    """Runs of the last week that failed or were interrupted.

    `dead`: nobody is at work on the warehouse, so a run that says "running" belongs to a process that is gone.
    """
    runs = [run for run in latest_runs(db, MOST_RUNS) if run.kind == "run" and run.started_at > now - FAILED_RUNS_SINCE]
    for run in reversed(runs):
        interrupted = run.state == "interrupted" or (dead and run.state == "running")
        if not interrupted and run.state != "failed":
            continue
        completed = next((later for later in runs if later.run_id > run.run_id and later.state in ("done", "partial")), None)
        after = f"; run {completed.run_id} completed it" if completed else ""
        how = "was interrupted: its process ended without saying why" if interrupted else f"failed: {_cause(db, run)}"
        yield Topic(
            key=f"run {run.run_id}",
            severity="warning" if completed else "error",
            headline=f"run {run.run_id} of {run.started_at:%d/%m/%Y %H:%M} {how}{after}",
            todo=_todo_of_run(interrupted=interrupted, completed=completed is not None),
            standing=False,
        )


def _cause(db: Database, run: Run) -> str:
    """What made it fail. Where no portal gave anything, most likely the network, their errors are one thing."""
    tallies = portal_report(db, run.run_id)
    if tallies and all(tally.state == "failed" for tally in tallies):
        return f"none of {len(tallies)} portals could be read; the first says: {tallies[0].error}"
    return run.error or "no cause is known"


def _todo_of_run(*, interrupted: bool, completed: bool) -> str:
    rest = "" if completed else "; `vnportals run` completes its work, and so does the next night"
    if interrupted:
        return f"see what ended it: the machine's log (power, memory, a restart of the service){rest}"
    return f"`vnportals status` names what failed{rest}"


def portal_topics(db: Database, run: Run) -> Iterator[Topic]:
    """Portals that stopped before their end, or lost a listing, in two runs in a row. One night proves nothing; what fails
    altogether for two is found by the checks.
    """
    for tally in portal_report(db, run.run_id):
        if not _stopped(tally.state, tally.error):
            continue
        before = db.execute(
            """
            SELECT p.state, p.error FROM run_portals AS p JOIN runs AS r ON r.run_id = p.run_id
            WHERE p.portal = ? AND p.run_id < ? AND r.kind = 'run' ORDER BY p.run_id DESC LIMIT 1
            """,
            [tally.portal, run.run_id],
        ).fetchone()
        if before is not None and _stopped(*before):
            yield Topic(
                key=f"portal {tally.portal}",
                severity="warning",
                headline=f"{tally.portal}: two runs in a row: {tally.error}",
                todo=f"open the portal in a browser, then `vnportals check --portal {tally.portal} --live`",
            )


def _stopped(state: str, error: str | None) -> bool:
    return state == "partial" and error is not None and _ONLY_FAILURES.fullmatch(error) is None


def finding_topics(db: Database, run: Run, portals: Sequence[Portal]) -> Iterator[Topic]:
    """Warnings and errors of the checks, with the first row that failed if its address is one of the portal's own."""
    by_slug = {portal.slug: portal for portal in portals}
    for finding in findings_of(db, run.run_id):
        if finding.severity == "info" or finding.rule == NOT_DELIVERED:
            continue
        yield Topic(
            key=f"finding {finding.rule} {finding.portal or '-'}",
            severity=finding.severity,
            headline=f"{finding.portal}: {finding.message}" if finding.portal else finding.message,
            todo=finding.todo,
            example=_example(finding, by_slug.get(finding.portal or "")),
        )


def is_of_one_run(rule: str) -> bool:
    """Whether a check looks at the rows of its run only: that the next run has no such rows mends nothing."""
    return any(one.name == rule and ":run_id" in one.sql for one in quality_rules())


def _example(finding: Finding, portal: Portal | None) -> str:
    """Mail and chat programs make links of addresses: none of a foreign site is put into a message."""
    urls = (row.url for row in finding.rows if row.url)
    return next((url for url in urls if portal is not None and portal.declares(url)), "")


def quarantine_topics(db: Database, run: Run) -> Iterator[Topic]:
    """Pages that this run could not read and that had not been in quarantine before."""
    rows = db.execute(
        f"""
        SELECT p.portal, u.reason, count(*) FROM unread_pages AS u JOIN pages AS p ON p.page_id = u.page_id
        WHERE u.run_id = ? AND u.attempts = 1 AND u.reason NOT IN ({_MARKS})
        GROUP BY p.portal, u.reason ORDER BY count(*) DESC, p.portal, u.reason
        """,  # noqa: S608 question marks
        [run.run_id, *ORDINARY],
    ).fetchall()
    added = sum(count for *_, count in rows)
    if added < QUARANTINE_GROWTH:
        return
    (held,) = db.execute(
        f"SELECT count(*) FROM unread_pages WHERE reason NOT IN ({_MARKS})",  # noqa: S608 question marks
        ORDINARY,
    ).fetchone()
    kinds = ", ".join(f"{count} {reason} of {portal}" for portal, reason, count in rows)
    yield Topic(
        key=f"quarantine {run.run_id}",
        severity="warning",
        headline=f"quarantine grew by {added} to {held} pages that could not be read: {kinds}",
        todo=f"`vnportals check --portal {rows[0][0]}` says what no longer parses; once mended, `vnportals replay` loads them",
        standing=False,
    )
