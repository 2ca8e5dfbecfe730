"""`vnportals backfill`: articles of past years from WARC files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from db.connect import open_readonly
from flows.backfilling import BackfillPlan, BackfillReport, run_backfill
from flows.backfilling import Tell as Progressing
from flows.clock import Clock
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.render import message_console, output_console
from flows.run_tables import print_run
from flows.selection import UnknownPortal, select_portals
from flows.settings import Settings
from scrapers.portals import PORTALS
from scrapers.warc import Scan


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@db_option
def command(files: tuple[Path, ...], portals: tuple[str, ...], db: Path | None) -> None:
    """Take the articles of declared portals out of WARC files: Common Crawl's, CC-NEWS's, a library's, your own.

    Answers of declared hosts, former ones included, that have the address of an article are archived as they were crawled, read
    by the layout of their time, and loaded as a night would. An article is dated by itself, its version by the crawl. What is
    there already is known; broken off, the same command completes it.

    \b
    Examples:
      vnportals backfill CC-NEWS-20240506070809-00123.warc.gz
      vnportals backfill --portal baodaklak crawl/*.warc.gz --db history.db
    """
    settings = load_settings(db)
    try:
        chosen = select_portals(portals) if portals else PORTALS
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    check_files(settings)
    plan = BackfillPlan(files=files, portals=tuple(chosen), settings=settings, clock=Clock())
    console = message_console()
    began = time.monotonic()
    with _bar(console, files) as tell:
        report = run_backfill(plan, tell)
    _print(report, settings, time.monotonic() - began)
    if report.run.state != "done":
        console.print("not everything was done; `vnportals status` shows this again", style="red")
        raise SystemExit(1)


def _print(report: BackfillReport, settings: Settings, seconds: float) -> None:
    scan = report.scan
    console = output_console()
    console.print(
        f"{scan.records} answers in the files: {scan.foreign} of other sites, {scan.not_articles} of portals but no articles, "
        f"{scan.refused} refused, {scan.pages} articles; {seconds:.0f} s"
    )
    with closing(open_readonly(settings.db)) as warehouse:
        print_run(console, warehouse, report.run.run_id)


@contextmanager
def _bar(console: Console, files: tuple[Path, ...]) -> Iterator[Progressing]:
    """A bar over the bytes of all files, with the time left, where somebody is looking."""
    if not console.is_terminal:
        yield lambda path, position, scan: None
        return
    starts, total = {}, 0
    for path in files:
        starts[path] = total
        total += path.stat().st_size
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("reading", total=total)

        def tell(path: Path, position: int, scan: Scan) -> None:
            bars.update(task, completed=starts[path] + position, description=f"{scan.pages} articles")

        yield tell
