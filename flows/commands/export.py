"""`vnportals export`: the warehouse as Parquet and CSV, for other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from db.export import FORMATS, Exported, Step, export_warehouse
from db.export_package import Format
from flows.options import db_option, existing_warehouse
from flows.render import make_table, message_console, output_console
from transforms.dates import VIETNAM


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str]:
    return [name for value in values for name in value.split(",") if name]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "output_format", type=click.Choice([*FORMATS, "both"]), default="both", show_default=True)
@click.option("--tables", multiple=True, callback=_names, metavar="NAME,…", help="Only these tables and views.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only what comes from articles published since that day."
)
@click.option("--overwrite", is_flag=True, help="Replace an earlier export, in one step.")
@db_option
def command(
    folder: Path, output_format: str, tables: list[str], since: datetime | None, overwrite: bool, db: Path | None
) -> None:
    """Write tables and views to the folder DIR: Parquet, CSV, and datapackage.json, which describes every column.

    DIR appears when everything is written; an export that is stopped leaves what stood there. Everything is as it was at
    one moment, whatever a run writes meanwhile. docs/export.md shows how DuckDB and pandas read it.

    \b
    Examples:
      vnportals export warehouse-export
      vnportals export warehouse-export --overwrite --format parquet
      vnportals export numbers --tables indicator_series,conflicting_observations --format csv
    """
    path = existing_warehouse(db)
    formats: list[Format] = [known for known in FORMATS if output_format in (known, "both")]
    with _progress(message_console()) as tell:
        done = export_warehouse(
            path,
            folder,
            created=datetime.now(UTC).astimezone(VIETNAM),
            formats=formats,
            tables=tables,
            since=since.date() if since else None,
            overwrite=overwrite,
            tell=tell,
        )
    _print(done)


def _print(done: Exported) -> None:
    rows = [
        (resource.relation.name, resource.format, resource.rows, len(resource.files), sum(f.size for f in resource.files))
        for resource in done.resources
    ]
    console = output_console()
    console.print(make_table(("table or view", "format", "rows", "files", "bytes"), rows))
    console.print(f"{done.folder}: described in {done.folder / 'datapackage.json'}", soft_wrap=True)


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[Step], None]]:
    """A bar per table where somebody is looking, a line per table elsewhere."""
    if not console.is_terminal:
        yield lambda step: console.print(f"{step.relation}: {step.rows} rows") if step.done else None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        known: dict[str, TaskID] = {}

        def tell(step: Step) -> None:
            if step.relation not in known:
                known[step.relation] = bars.add_task(step.relation)
            bars.update(known[step.relation], completed=step.rows, total=step.rows if step.done else step.of)

        yield tell
