"""`vnportals backfill --to parquet:DIR`: what is asked for, and what it came to. Apart, because it brings pyarrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from db.parquet_rows import TABLES
from flows.backfilling import Tell
from flows.clock import Clock
from flows.parquet_backfill import ParquetPlan, ParquetReport, backfill_parquet
from flows.render import make_table
from flows.settings import Settings
from flows.signals import Stopped
from scrapers.spec import Portal

OnCluster = Callable[[ParquetPlan, Tell], ParquetReport]


def write_parquet(
    files: tuple[Path, ...],
    portals: tuple[Portal, ...],
    folder: Path,
    settings: Settings,
    tell: Tell,
    on_cluster: OnCluster | None = None,
) -> ParquetReport:
    """The backfill, its errors told in a line each."""
    limit = settings.fetch_policy().max_body_bytes
    plan = ParquetPlan(files=files, portals=portals, folder=folder, max_body_bytes=limit, clock=Clock())
    try:
        return backfill_parquet(plan, tell) if on_cluster is None else on_cluster(plan, tell)
    except Stopped as stopped:
        raise click.ClickException(f"{stopped}; what is whole stays, the same command does the rest") from stopped
    except OSError as error:
        raise click.ClickException(
            f"{folder} could not be written: {error}; what is whole stays, the same command does the rest"
        ) from error


def print_parquet(console: Console, messages: Console, folder: Path, report: ParquetReport) -> None:
    """For people: what was written, what was found to be there, and what could not be read."""
    if report.files:
        rows = [(name, report.rows[name], report.files[name]) for name in TABLES if report.rows[name]]
        console.print(make_table(("table", "rows", "files"), rows))
    told = [f"{report.known} files were done before"] if report.known else []
    told += [f"{report.repeats} answers said what another of the file says"] if report.repeats else []
    told += [f"{report.settled.repeats} rows were in another file's part, and taken out"] if report.settled.repeats else []
    if told:
        console.print("; ".join(told))
    console.print(f"{folder}/articles/**/*.parquet and so on: docs/archive.md tells how to read them", soft_wrap=True)
    for problem in (*report.unreadable, *report.failures):
        messages.print(problem, markup=False, style="red", soft_wrap=True)
