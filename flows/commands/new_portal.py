"""`vnportals new-portal`: the spec of a new portal, proposed from pages of its site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from keyword import iskeyword
from pathlib import Path
from typing import cast

import click
from rich.table import Table
from rich.text import Text

from flows.clock import Clock
from flows.commands.run import warn_without_contact
from flows.new_portal import About, Draft, Kind, NoProposal, ReadPage, draft, fetched_pages, saved_page, write
from flows.options import load_settings
from flows.render import message_console, output_console
from flows.settings import Settings
from flows.terminal import fit_for_terminal
from scrapers.portals import PORTALS, portal_of
from transforms.provinces import PROVINCES
from transforms.records import Page

_SHOWN = 60  # letters of what a selector found


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="URL|FILE…")
@click.option("--slug", metavar="SLUG", help="What the portal is called here.  [default: from its host]")
@click.option("--name", metavar="NAME", help="What the site calls itself.")
@click.option("--province", metavar="NAME", help="The unit it speaks for, as the province was called.")
@click.option("--kind", type=click.Choice(["government", "newspaper"]), help="[default: by the host]")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("new-portal"),
    show_default=True,
    help="Folder for the module and the fixtures.",
)
def command(
    pages: tuple[str, ...], slug: str | None, name: str | None, province: str | None, kind: str | None, folder: Path
) -> None:
    """Propose a new portal from pages of its site, and write it down for review.

    Give articles, of different years if there are, the newer first, and the page of a section. Addresses are fetched as
    politely as by a run, from their own hosts only; a saved page that does not state its address is given as FILE@ADDRESS. The
    CMS is recognised by the portals we know; for an unknown one selectors are proposed. Nothing is overwritten, registered or
    loaded.

    \b
    Examples:
      vnportals new-portal article.html list.html@https://baocantho.com.vn/thoi-su/ --province "Cần Thơ"
      vnportals new-portal https://example.vn/thoi-su/ https://example.vn/thoi-su/mot-bai-viet-123456.html
    """
    if slug is not None and (not slug.isascii() or not slug.isidentifier() or iskeyword(slug)):
        raise click.BadParameter(f"{slug!r}: letters, digits and _ only; it names a Python module", param_hint="--slug")
    if province is not None and province not in {unit.name for unit in PROVINCES}:
        hint = "`vnportals portals` shows how they are written"
        raise click.BadParameter(f"{province!r} is no province, old or new; {hint}", param_hint="--province")
    settings = load_settings()
    about = About(slug=slug, name=name, province=province, kind=cast("Kind | None", kind))
    try:
        made = draft(_pages(pages, settings), PORTALS, about)
        written = write(made, folder, by=settings.contact)
    except NoProposal as error:
        raise click.ClickException(fit_for_terminal(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    _show(made)
    for path in written:
        output_console().print(str(path), markup=False, soft_wrap=True)
    _say_what_next(made, written)


def _pages(given: Sequence[str], settings: Settings) -> list[Page]:
    urls = [each for each in given if each.startswith(("http://", "https://"))]
    fetched = {}
    if urls:
        warn_without_contact(settings)
        fetched = {page.url: page for page in fetched_pages(urls, settings.fetch_policy(), Clock().now)}
    return [fetched[each] if each in fetched else _saved(each) for each in given if each in fetched or each not in urls]


def _saved(given: str) -> Page:
    file, at, rest = given.partition("@http")
    path = Path(file)
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return saved_page(path.read_bytes(), f"http{rest}" if at else None, saved_at, file)


def _show(made: Draft) -> None:
    """What was found, on standard error: the paths alone are the command's result."""
    console = message_console()
    for read in made.read:
        console.print(_cms(read), markup=False)
    table = Table("field", "selector", "found on the first article", box=None, pad_edge=False)
    for part in made.read[0].parts:
        table.add_row(part.name, *(Text(fit_for_terminal(_cut(text))) for text in (part.selector, part.found)))
    date = made.article.published_at
    table.add_row("date", Text(made.article.published_text), Text(date.isoformat() if date else "none"))
    listing = made.portal.listings[0]
    table.add_row("listing", Text(listing.link.css if listing.link else "a feed"), Text(f"{listing.path}, {listing.paging!r}"))
    console.print(table)


def _cms(read: ReadPage) -> str:
    if read.known is None:
        return "CMS: none that we know; selectors proposed"
    portal, alike = read.known.portal, f"{read.known.alike:.0%} of the text a general reader finds"
    marks = ", ".join(read.known.marks) or "none of its marks, but its layout"
    return f"CMS: {portal.family}, as {portal.slug} ({read.layout.name}); {marks}; {alike}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _say_what_next(made: Draft, written: Sequence[Path]) -> None:
    console, slug = message_console(), made.portal.slug
    there = portal_of(made.portal.home)
    if there is not None:
        console.print(f"{made.portal.host} belongs to the portal {there.slug} already: compare the two.", markup=False)
    steps = (
        f"look through {written[0]}: its comments say what is a guess; then move it to scrapers/portals/",
        'compare each .json with its page, correct it, set "reviewed" to true; move both to tests/scrapers/recorded/',
        f"register {slug} in scrapers/portals/__init__.py",
        f"pytest tests/scrapers/test_portals.py tests/scrapers/test_recorded_pages.py -k {slug}",
        f"vnportals check --portal {slug} --live",
    )
    for number, step in enumerate(steps, 1):
        console.print(f"{number}. {step}", markup=False, soft_wrap=True)
