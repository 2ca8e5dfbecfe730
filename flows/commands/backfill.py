"""`vnportals backfill`: articles of past years, from WARC files or by their addresses."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from db.connect import open_readonly
from flows.backfilling import BackfillPlan, BackfillReport, run_backfill
from flows.backfilling import Tell as Progressing
from flows.clock import Clock
from flows.commands.run import warn_without_contact
from flows.engine import prepare_prefect, start_temporary_server
from flows.night import run_night
from flows.options import db_option, load_settings
from flows.plan import NightPlan
from flows.preflight import check_files
from flows.progress import watching
from flows.render import message_console, output_console
from flows.report import RunReport
from flows.run_tables import print_run
from flows.selection import UnknownPortal, select_portals
from flows.settings import Settings
from scrapers.portals import PORTALS
from scrapers.spec import Portal
from scrapers.warc import Scan


def _parquet_folder(_: click.Context, __: click.Parameter, value: str | None) -> Path | None:
    if value is None:
        return None
    kind, colon, folder = value.partition(":")
    if kind != "parquet" or not colon or not folder.strip() or folder.startswith("//"):
        raise click.BadParameter(f"{value!r} is no target; there is parquet:DIR, a folder of this machine")
    return Path(folder)


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@click.option("--dask", "scheduler", metavar="ADDRESS", help="Read the files on this Dask cluster: tcp://127.0.0.1:8786.")
@click.option(
    "--to", "folder", metavar="parquet:DIR", callback=_parquet_folder, help="Write Parquet into this folder, and no warehouse."
)
@db_option
def command(
    files: tuple[Path, ...], portals: tuple[str, ...], scheduler: str | None, folder: Path | None, db: Path | None
) -> None:
    """Take the articles of declared portals out of WARC files, or ask the portals for a list of addresses.

    WARC files of any origin: Common Crawl, CC-NEWS, a library, your own. Answers of declared hosts, former ones included, that
    have the address of an article are archived as they were crawled, read by the layout of their time, and loaded as a night
    would. An article is dated by itself, its version by the crawl. A FILE that ends in .txt holds addresses, one a line; they
    are fetched as politely as in a night. What is there already is known; broken off, the same command completes it.

    \b
    Examples:
      vnportals backfill CC-NEWS-20240506070809-00123.warc.gz
      vnportals backfill --portal baodaklak crawl/*.warc.gz --db history.db
      vnportals backfill crawl/*.warc.gz --dask tcp://127.0.0.1:8786
      vnportals backfill crawl/*.warc.gz --to parquet:history
      vnportals backfill addresses.txt
    """
    settings = load_settings(db)
    try:
        chosen = select_portals(portals) if portals else PORTALS
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    lists = [path for path in files if path.suffix == ".txt"]
    if lists and (len(lists) < len(files) or scheduler or folder):
        raise click.UsageError(
            "lists of addresses are fetched by themselves: give them without WARC files, without --dask and without --to"
        )
    if folder is not None:
        _write(files, tuple(chosen), folder, settings, scheduler)
        return
    check_files(settings)
    began = time.monotonic()
    if lists:
        run = _fetch(lists, tuple(chosen), settings)
    else:
        report = _read(files, tuple(chosen), settings, scheduler)
        output_console().print(_seen(report.scan, time.monotonic() - began))
        run = report.run
    with closing(open_readonly(settings.db)) as warehouse:
        print_run(output_console(), warehouse, run.run_id)
    if run.state != "done":
        message_console().print("not everything was done; `vnportals status` shows this again", style="red")
        raise SystemExit(1)


def _read(files: tuple[Path, ...], portals: tuple[Portal, ...], settings: Settings, scheduler: str | None) -> BackfillReport:
    plan = BackfillPlan(files=files, portals=portals, settings=settings, clock=Clock())
    with _bar(message_console(), files) as tell:
        if scheduler is None:
            return run_backfill(plan, tell)
        _prepare_cluster(settings)
        from flows.dask_backfill import run_on_cluster  # noqa: PLC0415 - Prefect reads its settings when it is imported

        return run_on_cluster(plan, scheduler, tell)


def _write(
    files: tuple[Path, ...], portals: tuple[Portal, ...], folder: Path, settings: Settings, scheduler: str | None
) -> None:
    if find_spec("pyarrow") is None:
        raise click.ClickException("Parquet is written by pyarrow, which is not installed: pip install 'vnportals[export]'")
    from flows.parquet_command import OnCluster, print_parquet, write_parquet  # noqa: PLC0415 - brings pyarrow

    on_cluster: OnCluster | None = None
    if scheduler is not None:
        _prepare_cluster(settings)
        from flows.dask_backfill import write_on_cluster  # noqa: PLC0415 - Prefect reads its settings when it is imported

        on_cluster = partial(write_on_cluster, scheduler)
    began = time.monotonic()
    with _bar(message_console(), files) as tell:
        report = write_parquet(files, portals, folder, settings, tell, on_cluster)
    output_console().print(_seen(report.scan, time.monotonic() - began))
    print_parquet(output_console(), message_console(), folder, report)
    if not report.complete:
        raise SystemExit(1)


def _prepare_cluster(settings: Settings) -> None:
    if find_spec("prefect_dask") is None:
        raise click.ClickException("--dask needs prefect-dask; install it: pip install 'vnportals[dask]'")
    prepare_prefect(settings, quiet=True)
    start_temporary_server()


def _fetch(lists: Sequence[Path], portals: tuple[Portal, ...], settings: Settings) -> RunReport:
    """A night that walks no listing."""
    lines = [line.strip() for path in lists for line in path.read_text("utf-8").splitlines()]
    urls = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    concerned = tuple(portal for portal in portals if any(map(portal.declares, urls)))
    strangers = [url for url in urls if not any(portal.declares(url) for portal in portals)]
    if strangers:
        message_console().print(
            f"{len(strangers)} addresses are of no such portal and left out, the first: {strangers[0]}",
            markup=False,
            style="yellow",
        )
    if not concerned:
        raise click.ClickException("no address is of a portal: `vnportals portals` lists the hosts")
    warn_without_contact(settings)
    plan = NightPlan(portals=concerned, settings=settings, clock=Clock(), policy=settings.fetch_policy(), urls=urls)
    with watching(message_console(), settings.db):
        return run_night(plan)


def _seen(scan: Scan, seconds: float) -> str:
    return (
        f"{scan.records} answers in the files: {scan.foreign} of other sites, {scan.not_articles} of portals but no articles, "
        f"{scan.refused} refused, {scan.pages} articles; {seconds:.0f} s"
    )


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
