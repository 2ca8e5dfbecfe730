"""Output for people and for machines: results on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Literal

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.terminal import fit_for_terminal, json_text

Format = Literal["table", "csv", "json", "markdown"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # some spreadsheets take the wide ones as well
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&]")
# A pipe has no width of its own; wide enough that a sentence is not cut to ribbons.
_PIPE_WIDTH = 140


def output_console() -> Console:
    """For what was asked for."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, emoji=False)


def message_console() -> Console:
    """For progress, warnings and errors."""
    return Console(file=sys.stderr, width=None if sys.stderr.isatty() else _PIPE_WIDTH, highlight=False, emoji=False)


def format_option(function: Any) -> Any:
    """`--format table|csv|json|markdown`, passed on as `output_format`."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["table", "csv", "json", "markdown"]),
        default="table",
        show_default=True,
        help="How to print the rows.",
    )(function)


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], output_format: Format) -> None:
    """Print rows as a table for people, as CSV for spreadsheets and programs, or as a JSON array of objects.

    Bytes are shown in hexadecimal; control characters reach no terminal. CSV has a "'" before text that a spreadsheet would run
    as a formula, and is else as stored. JSON says what is stored; infinity, which it cannot hold, is null, and of columns with
    one name the later ones get a number: n, n_2.
    """
    if output_format == "json":
        names = _distinct(columns)
        found = [dict(zip(names, map(_json_value, row), strict=True)) for row in rows]
        click.echo(json_text(found, indent=2))
    elif output_format == "csv":
        text = "".join(_csv_line([_csv_cell(value) for value in row]) for row in (columns, *rows))
        click.echo(fit_for_terminal(text) if sys.stdout.isatty() else text, nl=False)
    elif output_format == "markdown":
        lines = [_markdown_row(columns), f"|{' --- |' * len(columns)}", *map(_markdown_row, rows)]
        click.echo(fit_for_terminal("\n".join(lines)))
    else:
        output_console().print(make_table(columns, rows))


def make_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> Table:
    """A table whose number columns stand to the right, and are never broken."""
    filled = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for index, name in enumerate(map(fit_for_terminal, columns)):
        numeric = any(isinstance(row[index], int | float) for row in filled)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold", no_wrap=numeric or index == 0)
    for row in filled:
        table.add_row(*(Text(fit_for_terminal(_cell(value))) for value in row))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def _csv_cell(value: Any) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers, negative ones too, are left alone."""
    text = _cell(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text


def _markdown_row(cells: Sequence[Any]) -> str:
    """One line of a table; nothing in a cell can end the cell, the line, or begin a link, a tag or an emphasis."""
    told = (_MARKUP.sub(r"\\\g<0>", " ".join(_cell(value).split())) for value in cells)
    return f"| {' | '.join(told)} |"


def _csv_line(cells: Sequence[str]) -> str:
    """One record. Written with CRLF at its end, so that lone carriage returns are quoted: readers take them for an end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _distinct(columns: Sequence[str]) -> list[str]:
    """The names, the later of equal ones numbered: a JSON object has each once."""
    names: list[str] = []
    for column in columns:
        free = (column if number == 1 else f"{column}_{number}" for number in count(1))
        names.append(next(name for name in free if name not in names))
    return names
