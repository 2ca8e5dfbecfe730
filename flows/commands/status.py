"""`vnportals status`: what happened lately, and what needs a person."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click
from sqlite_utils import Database

from db.connect import open_readonly
from db.runs import latest_runs
from flows.options import db_option, existing_warehouse
from flows.render import make_table, output_console
from flows.run_tables import print_run


@click.command()
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="How many runs to show.")
@db_option
def command(runs: int, db: Path | None) -> None:
    """Show the last runs, what became of the last one's items, each portal's health and the queue.

    \b
    Example:
      vnportals status --db demo/warehouse.db
    """
    console = output_console()
    with closing(open_readonly(existing_warehouse(db))) as warehouse:
        found = latest_runs(warehouse, runs)
        if not found:
            console.print("no run yet; `vnportals run` starts one")
            return
        columns = ("run", "started", "finished", "state", "error")
        rows = [
            (r.run_id, f"{r.started_at:%Y-%m-%d %H:%M}", f"{r.finished_at:%H:%M:%S}" if r.finished_at else "", r.state, r.error)
            for r in found
        ]
        console.print(make_table(columns, rows, title="Runs"))
        console.print(f"Run {found[0].run_id}, by portal:")
        print_run(console, warehouse, found[0].run_id)
        console.print(make_table(*_health(warehouse), title="Portals"))


_HEALTH = """
    SELECT portal, coalesce(last_state, 'never run') AS "last run", substr(last_done_at, 1, 16) AS "last done", articles,
        substr(newest_article_at, 1, 10) AS newest, pages_queued AS queued, pages_failed AS failing, pages_rejected AS rejected,
        pages_gone AS gone
    FROM portal_health ORDER BY portal
"""


def _health(db: Database) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns and rows: how each portal stands. `queued` and `failing` pages are tried again by the next run."""
    cursor = db.execute(_HEALTH)
    return [name for name, *_ in cursor.description], cursor.fetchall()
