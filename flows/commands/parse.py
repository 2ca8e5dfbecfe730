"""`vnportals parse`: one saved page to JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO

import click

from flows.options import load_settings
from flows.render import message_console
from flows.terminal import fit_for_terminal, json_text
from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.parse import parse_article
from scrapers.portals import portal_of
from transforms.clean import clean_article
from transforms.records import RawArticle, Rejection
from transforms.urls import resolve


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--url", required=True, help="The address the page was fetched from: it tells portal and layout.")
def command(file: BinaryIO, url: str) -> None:
    """Read one saved page and print the article as JSON.

    A page of a site that no portal declares is read by the generic extractor; `method` says so. Exit status 1 if a nightly run
    would reject the page; what could be read is printed all the same.

    \b
    Example:
      vnportals parse page.html --url https://baoangiang.com.vn/mot-bai-viet-a475001.html
    """
    if not url or resolve("", url) != url:
        raise click.BadParameter(f"{url!r} is no address of a page; write it whole, with https://", param_hint="--url")
    portal = portal_of(url)
    body = _read(file, load_settings().fetch_policy().max_body_bytes)
    try:
        raw = parse_article(decode(body, None).text, url, portal)
    except LayoutChanged as error:
        raise click.ClickException(f"the page is in a layout we know, but has changed: {error}") from error
    click.echo(json_text(article_json(raw), indent=2))
    judged = clean_article(raw, url_key=portal.key(url) if portal else url, fetched_at=datetime.now(UTC))
    if isinstance(judged, Rejection):
        detail = fit_for_terminal(judged.detail)
        message_console().print(f"a run would reject this page: {judged.reason} ({detail})", markup=False)
        raise SystemExit(1)


def _read(file: BinaryIO, most: int) -> bytes:
    body = file.read(most + 1)
    if len(body) > most:
        raise click.ClickException(
            f"{getattr(file, 'name', 'the page')}: more than {most / 2**20:g} MiB, which a run refuses (VNPORTALS_MAX_BODY_MIB)"
        )
    return body


def article_json(raw: RawArticle) -> dict[str, object]:
    """The article with ISO dates in +07:00 and images as objects with url and caption."""
    return {
        "url": raw.url,
        "title": raw.title,
        "lead": raw.lead,
        "author": raw.author,
        "published_at": raw.published_at.isoformat() if raw.published_at else None,
        "updated_at": raw.updated_at.isoformat() if raw.updated_at else None,
        "body": list(raw.body),
        "images": [{"url": image.url, "caption": image.caption} for image in raw.images],
        "section": raw.section,
        "tags": list(raw.tags),
        "portal": raw.portal or None,
        "method": raw.method,
        "layout": raw.layout,
    }
