"""Output for people and for machines: results on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import click
from rich import box
from rich.console import Console
from rich.table import Table

Format = Literal["table", "csv", "json"]

# A pipe has no width of its own; wide enough that a sentence is not cut to ribbons.
_PIPE_WIDTH = 140


def output_console() -> Console:
    """For what was asked for."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)


def message_console() -> Console:
    """For progress, warnings and errors."""
    return Console(file=sys.stderr, width=None if sys.stderr.isatty() else _PIPE_WIDTH, highlight=False)


def format_option(function: Any) -> Any:
    """`--format table|csv|json`, passed on as `output_format`."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
        help="How to print the rows.",
    )(function)


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], output_format: Format) -> None:
    """Print rows as a table for people, as CSV, or as a JSON array of objects. Text stays as it is in CSV and JSON."""
    if output_format == "json":
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif output_format == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
        click.echo(buffer.getvalue(), nl=False)
    else:
        output_console().print(make_table(columns, rows))


def make_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> Table:
    """A table whose number columns stand to the right, and are never broken."""
    filled = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for index, name in enumerate(columns):
        numeric = any(isinstance(row[index], int | float) for row in filled)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric or index == 0)
    for row in filled:
        table.add_row(*(_escaped(_cell(value)) for value in row))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")  # rich reads square brackets as markup
