"""`vnportals record`: a page as a fixture."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from db.archive import Archive
from db.connect import open_readonly
from flows.archive_check import as_loaded
from flows.clock import Clock
from flows.commands.run import warn_without_contact
from flows.lock import alone, lock_of
from flows.options import db_option, existing_warehouse, load_settings
from flows.recording import NotRecorded, listing_at, record
from flows.render import output_console
from flows.selection import UnknownPortal, select_portals
from flows.settings import Settings
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetcher
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.spec import Portal
from transforms.records import Page, PageKind


@click.command()
@click.argument("url", required=False)
@click.option("--capture", type=click.IntRange(min=1), help="An archived page, by its number, instead of a URL.")
@click.option("--portal", "slug", metavar="SLUG", help="The portal the URL belongs to, if its host alone does not tell.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the fixture.")
@click.option("--for", "purpose", metavar="TEXT", help="What the fixture is to show; kept with it.")
@db_option
def command(url: str | None, capture: int | None, slug: str | None, folder: Path, purpose: str | None, db: Path | None) -> None:
    """Save a page as a fixture: its bytes as they came, and beside them a JSON file with where they come from and what parses.

    A URL is fetched as politely as by a run, from declared hosts only, and is not loaded. Nothing is overwritten. Look through
    the JSON against the page, correct what is wrong, set "reviewed" to true, and keep both files in tests/scrapers/recorded.

    \b
    Examples:
      vnportals record --capture 183 --to tests/scrapers/recorded --for "date moved into the byline"
      vnportals record https://baodaklak.vn/thoi-su/ --to tests/scrapers/recorded
    """
    if (url is None) == (capture is None):
        raise click.UsageError("give a URL or --capture ID, one of them")
    settings = load_settings(db)
    try:
        page, portal = _archived(settings, capture) if capture is not None else fetched(settings, url or "", _portals(slug))
        written = record(page, portal, folder, by=settings.contact, purpose=purpose)
    except NotRecorded as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{folder}: {error.strerror}") from error
    for path in written:
        output_console().print(str(path), markup=False, soft_wrap=True)


def _portals(slug: str | None) -> Sequence[Portal]:
    try:
        return select_portals([slug]) if slug else PORTALS
    except UnknownPortal as error:
        raise click.BadParameter(str(error), param_hint="--portal") from error


def _archived(settings: Settings, capture_id: int) -> tuple[Page, Portal]:
    warehouse = existing_warehouse(settings.db)
    if not settings.archive_path.is_file():
        raise click.ClickException(f"there is no page archive at {settings.archive_path}")
    with Archive(settings.archive_path) as archive, closing(open_readonly(warehouse)) as db:
        try:
            page = archive.read(capture_id)
        except KeyError as error:
            raise NotRecorded(f"the archive has no capture {capture_id}; `vnportals check` names some") from error
        portal = BY_SLUG.get(page.portal)
        if portal is None:
            raise NotRecorded(f"capture {capture_id} is of {page.portal!r}, which is no portal any more")
        return page, as_loaded(db, portal)


def fetched(settings: Settings, url: str, portals: Sequence[Portal]) -> tuple[Page, Portal]:
    """The page at a URL of one of these portals. Raises NotRecorded, and Busy while a run is at work."""
    portal = next((portal for portal in portals if portal.declares(url)), None)
    if portal is None:
        hosts = ", ".join(sorted(portals[0].hosts)) if len(portals) == 1 else "`vnportals portals` lists them"
        raise NotRecorded(f"{url} is on no declared host ({hosts}); nothing was asked")
    kind: PageKind = "listing" if listing_at(portal, url) else "article"
    if kind == "article" and not portal.layouts_for(url):
        raise NotRecorded(f"{url} is neither a listing of {portal.slug} nor an address of any of its layouts")
    warn_without_contact(settings)
    with (
        alone(lock_of(settings.db), f"a run on {settings.db}"),
        Fetcher(portal, settings.fetch_policy(), clock=Clock().now) as fetcher,
    ):
        try:
            answer = fetcher.fetch(url, kind=kind)
        except ScrapeError as error:
            raise NotRecorded(str(error)) from error
    if not isinstance(answer, Page):
        raise NotRecorded(f"{url} answered 304 to a question that was not conditional")
    return answer, portal
