"""The report of a run as Markdown: for Prefect's UI, and as the long form of a message. Complete, and escaped throughout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.findings import FailingRow, Finding
from db.run_reports import RunStory
from flows.markdown import address, plain, table
from flows.run_report import asked_for, heading, new_numbers, nothing_to_do, portal_table, refused, remarks, summary, waiting

_MOST_ROWS: Final = 3  # failing rows told with a finding; the others are in finding_rows
_LONGEST: Final = 500  # characters of what a portal or an error says


def markdown_report(report: RunStory) -> str:
    """The whole report, what needs a person first. Text of portals is on one line, and neither links nor formats."""
    return "\n\n".join(_parts(report)) + "\n"


def _parts(report: RunStory) -> Iterator[str]:
    yield f"# {plain(heading(report))}"
    yield plain(summary(report))
    if asked_for(report):
        yield f"Asked for: {plain(asked_for(report))}"
    for remark in remarks(report):
        yield f"**{_short(remark)}**"
    if nothing_to_do(report):
        yield "Nothing needs a person."
    if serious := [finding for finding in report.findings if finding.severity != "info"]:
        yield "## What needs a person"
        yield "\n".join(map(_finding, serious))
    if notes := [finding for finding in report.findings if finding.severity == "info"]:
        yield "## Noticed"
        yield "\n".join(map(_finding, notes))
    if report.portals:
        columns, rows = portal_table(report)
        yield "## Portals"
        yield table(columns, [[plain(str(cell)) for cell in row] for row in rows])
    yield from _details(report)


def _details(report: RunStory) -> Iterator[str]:
    if errors := [portal.tally for portal in report.portals if portal.tally.error]:
        yield "## What went wrong"
        yield "\n".join(f"- **{plain(tally.portal)}**: {_short(tally.error or '')}" for tally in errors)
    if rows := refused(report):
        yield "## Rejected"
        cells = [[plain(row.reason), str(row.count), plain(row.by_portal), plain(row.todo)] for row in rows]
        yield table(("reason", "n", "portals", "what to do"), cells)
        examples = [(plain(row.reason), address(e.url), _short(e.detail)) for row in rows for e in row.examples]
        yield table(("reason", "example", "why"), examples)
    if numbers := new_numbers(report):
        yield "## New numbers"
        cells = [[plain(row.label), plain(row.indicator), str(row.count), plain(row.by_portal)] for row in numbers]
        yield table(("of", "indicator", "n", "portals"), cells)
    if waiting(report):
        yield f"Pages waiting: {plain(waiting(report))}"


def _finding(finding: Finding) -> str:
    of = f"{plain(finding.portal or 'all')} · {plain(finding.rule)} · since run {finding.since_run_id}"
    rows = [_row(row) for row in finding.rows[:_MOST_ROWS]]
    if finding.failing > _MOST_ROWS:
        rows.append(f"{finding.failing} in all")
    lines = [f"to do: {_short(finding.todo)}", *rows]
    return f"- **{finding.severity}** · {of}: {_short(finding.message)}" + "".join(f"\n  - {line}" for line in lines)


def _row(row: FailingRow) -> str:
    return f"{address(row.url)} {_short(row.detail)}" if row.url else _short(row.detail)


def _short(text: str) -> str:
    return plain(text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …")
