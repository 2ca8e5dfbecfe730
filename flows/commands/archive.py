"""`vnportals archive`: the page archive, looked after and exchanged with other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from db.archive import Archive
from db.archive_upkeep import compact, holdings, verify
from db.warc_export import export_warc
from db.warc_import import import_warc
from flows.lock import alone, lock_of
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.render import Format, format_option, message_console, print_rows
from flows.settings import Settings
from flows.terminal import fit_for_terminal
from scrapers.encoding import decode
from scrapers.portals import BY_SLUG
from transforms.dates import VIETNAM

_portal_option = click.option("--portal", type=click.Choice(sorted(BY_SLUG)), metavar="SLUG", help="Only this portal.")


@click.group()
def command() -> None:
    """The page archive: every page as the portal sent it. Check it, see what it holds, give room back, exchange it as WARC.

    \b
    Examples:
      vnportals archive stats
      vnportals archive verify
      vnportals archive export warc-2026 --since 2026-01-01
      vnportals archive import warc-2026/*.warc.gz --db other/warehouse.db
    """


@command.command()
@format_option
@db_option
def stats(output_format: Format, db: Path | None) -> None:
    """What the archive holds, by portal and kind of page, and what its dictionaries save.

    `ratio`: how many times smaller bodies are kept than they came; `alone`: the same for a sample of the newest without the
    pages that others are compressed against.
    """
    columns = (
        "portal",
        "kind",
        "captures",
        "bodies",
        "kB",
        "kB kept",
        "ratio",
        "alone",
        "dictionaries",
        "kB/night",
        "first",
        "last",
    )
    rows = [
        (
            held.portal,
            held.kind,
            held.captures,
            held.bodies,
            held.raw // 1000,
            held.stored // 1000,
            round(held.ratio, 1),
            round(held.alone, 1),
            held.dictionaries,
            round(held.stored_per_night / 1000, 1),
            held.first,
            held.last,
        )
        for held in holdings(_existing(load_settings(db)))
    ]
    print_rows(columns, rows, output_format)


@command.command(name="verify")
@db_option
def verify_command(db: Path | None) -> None:
    """Read every page back and compare it with its hash; let SQLite check the file. Exit status 1 for any damage."""
    path = _existing(load_settings(db))
    with _bar("verifying") as tell:
        found = verify(path, tell)
    for line in (*found.damaged, *found.faults):
        click.echo(line)
    if not found.sound:
        raise click.ClickException(
            f"{path} is damaged: {len(found.damaged)} of {found.captures} captures, {len(found.faults)} faults of the file; "
            "restore it from a backup, or let the next runs fetch the named pages again"
        )
    click.echo(f"{path} is sound: {found.captures} captures read back")


@command.command(name="compact")
@click.option("--listings-days", type=click.IntRange(min=1), metavar="N", help="Drop answers of listings older than N days.")
@_portal_option
@db_option
def compact_command(listings_days: int | None, portal: str | None, db: Path | None) -> None:
    """Remove what nothing needs and give its room back to the disk. Needs as much free room as the archive takes.

    Pages of articles always stay, and of every listing the newest answer does. No run may be at work meanwhile.

    \b
    Examples:
      vnportals archive compact
      vnportals archive compact --listings-days 90 --portal baodaklak
    """
    if portal and not listings_days:
        raise click.UsageError("--portal goes with --listings-days: what nothing needs is removed for all portals")
    settings = load_settings(db)
    path = _existing(settings)
    before = _now() - timedelta(days=listings_days) if listings_days else None
    with alone(lock_of(settings.db), f"a run on {settings.db}"):
        done = compact(path, listings_before=before, portal=portal)
    click.echo(
        f"removed {done.listings} answers of listings, {done.bodies} bodies and {done.dictionaries} dictionaries; "
        f"{path} went from {done.before / 1e6:.1f} to {done.after / 1e6:.1f} MB"
    )


@command.command(name="export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_portal_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only what was fetched since that day.")
@db_option
def export_command(folder: Path, portal: str | None, since: datetime | None, db: Path | None) -> None:
    """Write the archive as WARC files of at most 1 GB into the folder DIR, which must be empty or new.

    Each answer with its request; one whose body was there before as a revisit record. Any WARC tool reads them, and
    `vnportals archive import` takes them back without a byte of difference.
    """
    with _bar("exporting") as tell:
        done = export_warc(
            _existing(load_settings(db)),
            folder,
            created=_now(),
            software=f"vnportals {version('vnportals')}",
            portal=portal,
            since=since.replace(tzinfo=VIETNAM) if since else None,
            tell=tell,
        )
    for path in done.files:
        click.echo(path)
    message_console().print(f"{done.responses} answers and {done.revisits} revisits in {done.bytes / 1e6:.1f} MB")
    if done.damaged:
        raise click.ClickException(f"{len(done.damaged)} captures are damaged and left out, the first: {done.damaged[0]}")


@command.command(name="import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@db_option
def import_command(files: tuple[Path, ...], db: Path | None) -> None:
    """Take WARC files that `archive export` wrote into the archive. What is there already stays as it is.

    Give all files of an export, in order. Into an empty archive pages come back under their old numbers, so that a warehouse
    that names them fits again. The next run, or `vnportals replay`, loads what the warehouse does not have.
    """
    settings = load_settings(db)
    check_files(settings)
    with alone(lock_of(settings.db), f"a run on {settings.db}"), Archive(settings.archive_path) as archive:
        done = import_warc(archive, files)
    click.echo(f"{done.imported} answers imported, {done.known} were there")


@command.command(name="show")
@click.argument("capture_id", metavar="CAPTURE", type=int)
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the bytes as they came.")
@db_option
def show_command(capture_id: int, save: Path | None, db: Path | None) -> None:
    """One archived answer: its addresses, time and headers, then its text, or its bytes into a file.

    \b
    Examples:
      vnportals query quarantine
      vnportals archive show 4711 | less
      vnportals archive show 4711 --save page.html
    """
    with Archive(_existing(load_settings(db))) as archive:
        try:
            page = archive.read(capture_id)
        except KeyError as error:
            raise click.BadParameter(str(error.args[0]), param_hint="CAPTURE") from error
    addresses = page.url if page.url == page.final_url else f"{page.url} -> {page.final_url}"
    told = [f"{page.portal}, {page.kind}, {page.status}, {page.fetched_at.isoformat()}", addresses]
    told += [f"{name}: {value}" for name, value in page.headers]
    if save:
        save.write_bytes(page.body)
        click.echo(fit_for_terminal("\n".join(told)), err=True)
        click.echo(f"{len(page.body)} bytes written to {save}")
    else:
        told += ["", decode(page.body, page.header("Content-Type")).text]
        click.echo(fit_for_terminal("\n".join(told)))


def _existing(settings: Settings) -> Path:
    if not settings.archive_path.is_file():
        raise click.ClickException(
            f"there is no page archive at {settings.archive_path}; `vnportals run` makes one, `vnportals demo` one to try"
        )
    return settings.archive_path


def _now() -> datetime:
    return datetime.now(UTC).astimezone(VIETNAM)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Progress with the time it will take, where somebody is looking."""
    console = message_console()
    if not console.is_terminal:
        yield lambda done, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(what)
        yield lambda done, of: bars.update(task, completed=done, total=of)
