"""`vnportals status`: what happened lately, and what needs a person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Literal

import click
from rich.console import Console
from sqlite_utils import Database

from db.connect import open_readonly
from db.run_reports import RunStory, story_of
from flows.options import db_option, existing_warehouse
from flows.render import make_table, output_console
from flows.run_report_json import json_report
from flows.run_report_markdown import markdown_report
from flows.run_tables import newest_run, print_story
from flows.selection import knowledge_of
from flows.terminal import json_text

_MOST: Final = 1_000_000
_RUNS: Final = """
    SELECT run_id AS run, kind, substr(started_at, 1, 16) AS started, substr(finished_at, 12, 8) AS finished, state, items,
        inserted AS new, updated AS edited, observations AS numbers, rejected, failed, requests, errors, warnings
    FROM run_totals ORDER BY run_id DESC LIMIT ?
"""
_PORTALS: Final = """
    SELECT h.portal, coalesce(h.last_state, 'never run') AS "last run", substr(h.last_done_at, 1, 16) AS "last done",
        h.articles, substr(h.newest_article_at, 1, 10) AS newest, h.pages_queued AS queued, h.pages_failed AS failing,
        (SELECT count(*) FROM unread_pages AS u JOIN pages AS p ON p.page_id = u.page_id WHERE p.portal = h.portal)
            AS quarantined,
        h.pages_gone AS gone
    FROM portal_health AS h ORDER BY h.portal
"""


@click.command()
@click.option("--run", "run_id", type=click.IntRange(1, _MOST), metavar="N", help="Report on this run, not the last one.")
@click.option("--runs", type=click.IntRange(1, _MOST), metavar="N", default=5, show_default=True, help="How many runs to list.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    show_default=True,
    help="Markdown is the report of the run alone.",
)
@db_option
def command(run_id: int | None, runs: int, output_format: Literal["table", "markdown", "json"], db: Path | None) -> None:
    """Show the last runs, the report of the last one, and how every portal stands.

    The report: what needs a person, what each portal listed and came to, what is unusual against its last runs, what was
    rejected and why, the new numbers. Pages `queued` and `failing` are tried again by the next run; those `quarantined` were
    answered and could not be read.

    \b
    Examples:
      vnportals status --db demo/warehouse.db
      vnportals status --run 12
      vnportals status --format json
    """
    path = existing_warehouse(db)
    try:
        with closing(open_readonly(path)) as warehouse:
            _tell(warehouse, _report(warehouse, run_id), runs, output_format)
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        raise click.ClickException(
            f"{path} is of an earlier version of vnportals ({error}); the next `vnportals run` brings it up to date"
        ) from error


def _tell(db: Database, report: RunStory | None, runs: int, output_format: Literal["table", "markdown", "json"]) -> None:
    if output_format == "json":
        click.echo(json_text(_as_json(db, report, runs), indent=2))
    elif report is None:
        output_console().print("no run yet; `vnportals run` starts one", markup=False)
    elif output_format == "markdown":
        click.echo(markdown_report(report), nl=False)
    else:
        _print(output_console(), db, report, runs)


def _report(db: Database, run_id: int | None) -> RunStory | None:
    """The report of that run, or of the last; None where there was no run yet."""
    newest = newest_run(db)
    wanted = newest if run_id is None else run_id
    report = None if wanted is None else story_of(db, wanted)
    if run_id is not None and report is None:
        raise click.BadParameter(f"there is no run {run_id}; the last is {newest or 'still to come'}", param_hint="--run")
    return report


def _as_json(db: Database, report: RunStory | None, runs: int) -> dict[str, Any]:
    return {
        "run": json_report(report) if report else None,
        "runs": list(db.query("SELECT * FROM run_totals ORDER BY run_id DESC LIMIT ?", [runs])),
        "portals": [
            {**row, "knowledge": knowledge_of(row["portal"])} for row in db.query("SELECT * FROM portal_health ORDER BY portal")
        ],
    }


def _print(console: Console, db: Database, report: RunStory, runs: int) -> None:
    console.print(make_table(*_rows(db, _RUNS, [runs]), title="Runs"))
    print_story(console, report)
    columns, portals = _rows(db, _PORTALS, [])
    known = [(slug, knowledge_of(str(slug)), *rest) for slug, *rest in portals]
    console.print(make_table((columns[0], "known", *columns[1:]), known, title="Portals now"))


def _rows(db: Database, sql: str, values: list[int]) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns and rows."""
    cursor = db.execute(sql, values)
    return [name for name, *_ in cursor.description], cursor.fetchall()
