"""`vnportals check`: does each portal still parse?"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from db.archive import Archive
from db.connect import open_readonly
from flows.archive_check import check_archived
from flows.clock import Clock
from flows.commands.run import warn_without_contact
from flows.live_check import check_live
from flows.lock import alone, lock_of
from flows.options import db_option, existing_warehouse, load_settings
from flows.page_checks import PageCheck
from flows.render import make_table, message_console, output_console
from flows.selection import UnknownPortal, knowledge_of, select_portals, slugs_of
from flows.settings import Settings
from flows.terminal import fit_for_terminal, json_text
from scrapers.spec import Portal
from transforms.dates import VIETNAM

Checks = dict[str, list[PageCheck]]


@click.command()
@click.option("--portal", "portals", multiple=True, metavar="SLUG", help="Only this portal; may be given several times.")
@click.option("--all", "everything", is_flag=True, help="Every portal, also those known by public facts only.")
@click.option("--live", is_flag=True, help="Fetch one listing and two articles of each portal, instead of asking the archive.")
@click.option(
    "--articles", type=click.IntRange(1, 1000), default=2, show_default=True, help="Archived articles per portal and layout."
)
@click.option("--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@db_option
def command(
    portals: tuple[str, ...],
    everything: bool,
    live: bool,
    articles: int,
    output_format: Literal["table", "json"],
    db: Path | None,
) -> None:
    """See whether each portal still parses, field by field, with today's rules.

    Reads the newest archived listings and articles, without the network, and compares them with the warehouse. With --live it
    asks the portals instead, as politely as a run; these pages are not kept and not loaded. Exit status 1 if something that
    should parse does not.

    \b
    Examples:
      vnportals check
      vnportals check --portal baodaklak --live
      vnportals check --all --live
      vnportals check --format json --db demo/warehouse.db
    """
    try:
        chosen = select_portals(slugs_of(portals, everything=everything))
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error
    settings = load_settings(db)
    checks = live_checks(settings, chosen, Clock()) if live else archive_checks(settings, chosen, articles)
    if output_format == "json":
        click.echo(json_text([_row(check) for found in checks.values() for check in found], indent=2))
    else:
        _print(output_console(), checks, live=live)
    if any(not check.parses for found in checks.values() for check in found):
        raise SystemExit(1)


def archive_checks(settings: Settings, portals: Sequence[Portal], articles: int) -> Checks:
    """The archived pages of each portal, by slug."""
    warehouse = existing_warehouse(settings.db)
    if not settings.archive_path.is_file():
        raise click.ClickException(f"there is no page archive at {settings.archive_path}; --live asks the portals instead")
    with closing(open_readonly(warehouse)) as db, Archive(settings.archive_path) as archive:
        return {portal.slug: check_archived(db, archive, portal, articles) for portal in portals}


def live_checks(settings: Settings, portals: Sequence[Portal], clock: Clock) -> Checks:
    """Fresh pages of each portal, by slug. Raises Busy while a run is at work: a portal is asked by one of us at a time."""
    warn_without_contact(settings)
    message_console().print("pages fetched by this check are not kept and not loaded", style="dim")
    warehouse = settings.db if settings.db.is_file() else None
    policy = settings.fetch_policy()
    with (
        alone(lock_of(settings.db), f"a run on {settings.db}"),
        ThreadPoolExecutor(max_workers=len(portals), thread_name_prefix="check") as threads,
    ):
        found = threads.map(lambda portal: check_live(portal, policy, clock, warehouse), portals)
        return dict(zip((portal.slug for portal in portals), found, strict=True))


def _row(check: PageCheck) -> dict[str, object]:
    fetched_at = check.fetched_at.isoformat() if check.fetched_at else None
    return {**asdict(check), "fetched_at": fetched_at, "parses": check.parses, "todo": check.todo}


def _print(console: Console, checks: Checks, *, live: bool) -> None:
    for slug, found in checks.items():
        console.print(f"[bold]{slug}[/] ({knowledge_of(slug)})", highlight=False)
        if not found:
            asks = f"`vnportals check --portal {slug} --live` asks it"
            console.print("  never fetched: nothing of it is archived; " + asks, markup=False)
        for check in found:
            _print_page(console, check)
    pages = [check for found in checks.values() for check in found]
    broken = [check for check in pages if not check.parses]
    where = "fetched" if live else "archived"
    console.print(f"{len(pages)} {where} pages checked, {len(pages) - len(broken)} parse")
    for check in broken:
        missing = ", ".join(part.name for part in check.parts if part.state == "missing")
        line = f"{check.portal}: {missing} of {check.url}: {check.todo}"
        console.print(fit_for_terminal(line), style="red", markup=False, soft_wrap=True)


def _print_page(console: Console, check: PageCheck) -> None:
    capture = f"capture {check.capture_id} of " if check.capture_id is not None else ""
    day = f" ({capture}{check.fetched_at.astimezone(VIETNAM):%Y-%m-%d %H:%M})" if check.fetched_at else ""
    console.print(fit_for_terminal(f"  {check.kind} {check.url}{day}"), markup=False, soft_wrap=True)
    differs = any(part.was is not None for part in check.parts)
    columns = ("field", "", "found", "expected", *(["in the warehouse"] if differs else []))
    rows = [(p.name, p.state, p.found, p.expected, *([p.was or "same"] if differs else [])) for p in check.parts]
    console.print(make_table(columns, rows))
