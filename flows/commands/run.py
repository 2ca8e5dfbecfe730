"""`vnportals run`: one night now, through Prefect."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from db.connect import open_readonly
from db.errors import told
from flows.engine import prepare_prefect, start_temporary_server
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.progress import watching
from flows.render import message_console
from flows.run_tables import newest_run, print_run
from flows.selection import UnknownPortal, select_portals
from flows.settings import Settings


@click.command()
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Ask known articles published since that day again.")
@click.option("--limit", type=click.IntRange(min=1), help="List at most so many entries per portal.")
@db_option
def command(portals: tuple[str, ...], since: datetime | None, limit: int | None, db: Path | None) -> None:
    """Run one night now, against the real portals.

    Fetches what is new, asks recent articles again for edits, loads everything into the warehouse. May be repeated at any time:
    what did not change is not fetched again. Exit status 1 if any part failed; what failed is named.

    \b
    Examples:
      vnportals run
      vnportals run --portal baodaklak --portal baoangiang --limit 20
      vnportals run --since 2026-01-01 --db /srv/vnportals/warehouse.db
    """
    settings = load_settings(db)
    try:
        select_portals(portals)
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    warn_without_contact(settings)
    check_files(settings)
    console = message_console()
    with watching(console, settings.db):
        state = _run_flow(settings, portals, since, limit)
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


def _run_flow(settings: Settings, portals: tuple[str, ...], since: datetime | None, limit: int | None):  # type: ignore[no-untyped-def]
    settings.export()
    prepare_prefect(settings, quiet=True)
    start_temporary_server()
    from flows.nightly import nightly  # noqa: PLC0415 - Prefect reads its settings when it is imported

    return nightly(list(portals) or None, since.date() if since else None, limit, return_state=True)
