"""`vnportals replay`: archived pages through today's rules, without the network."""

from __future__ import annotations

import time
from collections.abc import Iterator, Set
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from db.archive import Archive
from flows.clock import Clock
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.render import message_console, output_console
from flows.replay_reading import ReaderDied
from flows.replay_report import Took, print_replay, progress_line, replay_json
from flows.replay_resuming import CannotResume
from flows.replaying import Progress as Tell
from flows.replaying import ReplayPlan, ReplayReport, run_replay
from flows.replica_portals import as_archived
from flows.selection import UnknownPortal, select_portals
from flows.settings import Settings
from flows.signals import Stopped
from flows.terminal import json_text
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal
from transforms.dates import VIETNAM

_LINE_EVERY_S: Final = 60


class _Options(TypedDict):
    quarantine: bool
    limit: int | None
    dry_run: bool
    resume: bool
    workers: int | None


@click.command()
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only pages fetched on that day or later, with all their past."
)
@click.option("--quarantine", is_flag=True, help="Only pages whose newest answer could not be read.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many pages of each portal, oldest first.")
@click.option("--dry-run", is_flag=True, help="Tell what would change and keep nothing.")
@click.option("--resume", is_flag=True, help="Go on where the last such replay, stopped or killed, had come to.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes that read.  [default: one per core, if worth it]"
)
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@db_option
def command(
    portals: tuple[str, ...],
    since: datetime | None,
    output_format: str,
    db: Path | None,
    **options: Unpack[_Options],
) -> None:
    """Read archived pages anew by today's rules, without the network, and tell what changed.

    Run it after an update of the program, before the next night; after a layout was mended, with --quarantine. Where there is
    an archive and no warehouse, it makes the warehouse from the archive. Repeated, it changes nothing; broken off, the next
    one does the whole, or the rest with --resume and the same options. An article that cannot be read any more stays as it was,
    and its page goes into the quarantine.
    A large archive is read by a process per core; who reads the warehouse meanwhile never waits.

    \b
    Examples:
      vnportals replay --dry-run
      vnportals replay --quarantine
      vnportals replay --portal baodaklak --since 2026-01-01
      vnportals replay --resume
      vnportals replay --db new.db                  a new warehouse from the archive.db beside it
    """
    dry_run = options["dry_run"]
    if dry_run and options["resume"]:
        raise click.UsageError("--dry-run leaves nothing to go on with: give one of --dry-run and --resume")
    settings = load_settings(db)
    try:
        chosen = frozenset(portal.slug for portal in select_portals(portals)) if portals else None
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    if not settings.archive_path.is_file():
        raise click.ClickException(
            f"there is no page archive at {settings.archive_path}; VNPORTALS_ARCHIVE names another place"
        )
    if dry_run and not settings.db.is_file():
        raise click.ClickException(f"there is no warehouse at {settings.db} to compare with; without --dry-run one is made")
    check_files(settings)
    console = message_console()
    plan = ReplayPlan(
        portals=_archived_portals(settings, chosen, console),
        settings=settings,
        clock=Clock(),
        since=since.replace(tzinfo=VIETNAM) if since else None,
        **options,
    )
    report, took = _replay(plan, console)
    if output_format == "json":
        click.echo(json_text(replay_json(report, dry_run=dry_run, took=took), indent=2))
    else:
        print_replay(output_console(), report, dry_run=dry_run, took=took)
    if report.run.state != "done":
        raise SystemExit(1)


def _replay(plan: ReplayPlan, console: Console) -> tuple[ReplayReport, Took]:
    began = Took.so_far()
    try:
        with _progress(console) as tell:
            report = run_replay(plan, tell)
    except ReaderDied as died:
        raise click.ClickException(str(died)) from died
    except Stopped as stopped:
        raise click.ClickException(
            f"{stopped}; `vnportals replay` again does the whole, with --resume and the same options the rest"
        ) from stopped
    except CannotResume as error:
        raise click.ClickException(str(error)) from error
    return report, Took.so_far().since(began)


def _archived_portals(settings: Settings, chosen: Set[str] | None, console: Console) -> tuple[Portal, ...]:
    """The portals asked for, or all that have answers in the archive; those that this program does not know are named."""
    found: list[Portal] = []
    with closing(Archive(settings.archive_path)) as archive:
        for slug in archive.portals():
            if slug not in BY_SLUG:
                console.print(
                    f"the archive holds pages of {slug!r}, which is no portal of this program: left out", markup=False
                )
            elif chosen is None or slug in chosen:
                first = next(archive.answers(slug), None)
                found.append(as_archived(BY_SLUG[slug], first.final_url) if first else BY_SLUG[slug])
    return tuple(found)


@contextmanager
def _progress(console: Console) -> Iterator[Tell]:
    """A bar with the time left where somebody is looking, elsewhere a line a minute."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (
        TextColumn("replaying"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("replaying", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _lines(console: Console) -> Tell:
    began = told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _LINE_EVERY_S:
            console.print(progress_line(done, total, now - began), highlight=False)
            told = now

    return tell
