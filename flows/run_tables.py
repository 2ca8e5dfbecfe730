"""The report of a run in a terminal: what needs a person first, then what each portal came to, and why items were refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from sqlite_utils import Database

from db.findings import Finding
from db.run_reports import RunStory, story_of
from db.runs import latest_runs
from flows.render import make_table
from flows.run_report import asked_for, heading, new_numbers, nothing_to_do, portal_table, refused, remarks, summary, waiting
from flows.terminal import fit_for_terminal

_MOST_INDICATORS: Final = 12
_MOST_ROWS: Final = 2  # failing rows shown with a finding
_STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "dim"}


def print_run(console: Console, db: Database, run_id: int) -> None:
    """The report of the run of this number, which must be there."""
    story = story_of(db, run_id)
    if story is None:
        raise LookupError(f"there is no run {run_id}")
    print_story(console, story)


def print_story(console: Console, story: RunStory) -> None:
    """The report of a run, whole but for the long tail of indicators, which JSON and Markdown tell."""
    _line(console, heading(story), "bold")
    _line(console, summary(story))
    if asked_for(story):
        _line(console, f"asked for: {asked_for(story)}")
    for remark in remarks(story):
        _line(console, remark, "yellow")
    if nothing_to_do(story):
        _line(console, "nothing needs a person", "green")
    _print_findings(console, story.findings)
    console.print(make_table(*portal_table(story)))
    _print_refused(console, story)
    _print_numbers(console, story)
    for portal in story.portals:
        if portal.tally.error:
            console.print(f"[red]{escape(_fit(portal.tally.portal))}[/]: {escape(_fit(portal.tally.error))}", soft_wrap=True)
    if waiting(story):
        _line(console, f"pages waiting: {waiting(story)}")


def newest_run(db: Database) -> int | None:
    """The number of the last run, if there was one."""
    runs = latest_runs(db, 1)
    return runs[0].run_id if runs else None


def _print_findings(console: Console, findings: Sequence[Finding]) -> None:
    for finding in findings:
        style = _STYLES[finding.severity]
        of = f"{finding.portal or 'all'} · {finding.rule} · since run {finding.since_run_id}"
        console.print(f"[{style}]{finding.severity:7}[/]  {escape(_fit(of))}", soft_wrap=True)
        _line(console, f"         {finding.message}")
        _line(console, f"         → {finding.todo}")
        for row in finding.rows[:_MOST_ROWS]:
            _line(console, f"         · {row.url} {row.detail}" if row.url else f"         · {row.detail}", "dim")
        if finding.failing > _MOST_ROWS:
            _line(console, f"         · {finding.failing} in all", "dim")


def _print_refused(console: Console, story: RunStory) -> None:
    rows = [
        (row.reason, row.count, row.by_portal, f"{row.examples[0].url} ({row.examples[0].detail})", row.todo)
        for row in refused(story)
    ]
    if rows:
        console.print(make_table(("rejected", "n", "portals", "example", "what to do"), rows))


def _print_numbers(console: Console, story: RunStory) -> None:
    rows = new_numbers(story)
    if not rows:
        return
    told = [f"{row.label} {row.count}" for row in rows[:_MOST_INDICATORS]]
    if rest := rows[_MOST_INDICATORS:]:
        told.append(f"{sum(row.count for row in rest)} of {len(rest)} other indicators")
    console.print(_fit(f"new numbers: {', '.join(told)}"), markup=False)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(_fit(text), style=style, markup=False, soft_wrap=True)


def _fit(text: str) -> str:
    """One line of text that a portal may have written."""
    return fit_for_terminal(text.replace("\n", " "))
