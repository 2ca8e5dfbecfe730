"""`vnportals run`: one night now, through Prefect."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click

from db.connect import open_readonly
from db.errors import told
from flows.clock import Clock
from flows.engine import prepare_prefect, start_temporary_server
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.progress import watching
from flows.render import message_console
from flows.run_tables import newest_run, print_run
from flows.selection import UnknownPortal, slugs_of
from flows.settings import Settings
from flows.signals import EXIT_STATUS


@click.command()
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@click.option("--all", "everything", is_flag=True, help="Every portal, also those known by public facts only.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Ask known articles published since that day again.")
@click.option("--limit", type=click.IntRange(min=1), help="List at most so many entries per portal.")
@click.option("--refetch", is_flag=True, help="Ask for every page in full, also where the portal could say: not modified.")
@db_option
def command(
    portals: tuple[str, ...], everything: bool, since: datetime | None, limit: int | None, refetch: bool, db: Path | None
) -> None:
    """Run one night now, against the real portals.

    Those that are on by default, unless told otherwise: the first five, and every other one of which a saved real page parses.
    `vnportals portals` says which these are; the rest is known by public facts only, and may not parse.

    Fetches what is new, asks recent articles again for edits, loads everything into the warehouse. May be repeated at any time:
    what did not change is not fetched again. Ctrl-C and SIGTERM stop it after the batch at hand; the next run completes it.

    Exit status 1 if any part failed, with what failed named, or if another run is at work; 130 after Ctrl-C, 143 after SIGTERM.

    \b
    Examples:
      vnportals run
      vnportals run --portal baodaklak --portal baoangiang --limit 20
      vnportals run --all --limit 5 --db try.db
      vnportals run --since 2026-01-01 --db /srv/vnportals/warehouse.db
      vnportals run --portal baodaklak --since 2026-11-01 --refetch
    """
    settings = load_settings(db)
    try:
        slugs = slugs_of(portals, everything=everything)
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    warn_without_contact(settings)
    check_files(settings)
    console = message_console()
    with watching(console, settings.db):
        state = _run_flow(settings, (list(slugs) or None, since.date() if since else None, limit, refetch))
    if state.is_cancelled():
        console.print(state.message or state.name, style="yellow", markup=False)
        raise SystemExit(EXIT_STATUS.get(state.name, 1))
    end = state.result(raise_on_failure=False)
    if isinstance(end, Exception):
        raise click.ClickException(f"the run broke off: {told(end)}") from end
    with closing(open_readonly(settings.db)) as warehouse:
        run_id = newest_run(warehouse)
        if run_id is not None:
            print_run(console, warehouse, run_id)
    if not state.is_completed():
        console.print("not everything was done; `vnportals status` shows this again", style="red")
        raise SystemExit(1)


def warn_without_contact(settings: Settings) -> None:
    """Portals must be able to reach whoever runs this."""
    if not settings.contact:
        message_console().print(
            "VNPORTALS_CONTACT is not set: set it to a mail address or URL, so that a portal's operator can reach you",
            style="yellow",
        )


def _run_flow(settings: Settings, parameters: tuple[object, ...]):  # type: ignore[no-untyped-def]
    settings.export()
    prepare_prefect(settings, quiet=True)
    temporary = start_temporary_server()
    from flows.flow_runs import forget_older  # noqa: PLC0415 - Prefect reads its settings when it is imported
    from flows.nightly import nightly  # noqa: PLC0415

    if temporary:
        forget_older(nightly.name, Clock().now() - timedelta(days=settings.prefect_keep_days))
    return nightly(*parameters, return_state=True)
