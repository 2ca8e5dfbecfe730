"""`vnportals search`: articles by words and phrases, with or without Vietnamese marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from db.queries import answering, known_value
from db.search import Filters, search
from flows.options import db_option, existing_warehouse
from flows.render import Format, format_option, message_console, print_rows

_COLUMNS = ("published", "portal", "title", "snippet", "article_id", "url")


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> str | None:
    return None if value is None else f"{value:%Y-%m-%d}"


def _day_option(name: str, about: str) -> Callable[[Any], Any]:
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DATE", help=about)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--exact/--folded", default=None, help="Marks as typed, or no marks at all.  [default: as typed, if any]")
@click.option("--portal", help="Only articles of this portal.")
@click.option("--province", help="Only articles of the portals of this province.")
@_day_option("--since", "Published on this day or later.")
@_day_option("--until", "Published on this day or earlier.")
@click.option("--limit", type=click.IntRange(min=1, max=10_000), default=20, show_default=True, help="Articles at most.")
@format_option
@db_option
def command(
    words: tuple[str, ...], exact: bool | None, limit: int, output_format: Format, db: Path | None, **only: str | None
) -> None:
    """Search title, lead and text of the articles, best first.

    All words must occur. "Words in double quotes" stand next to each other, -word must not occur. Typed marks are meant: "năm"
    does not find Nam; without marks both are found, and "dong thap" finds Đồng Tháp.

    \b
    Examples:
      vnportals search dong thap ho ngheo
      vnportals search '"hộ nghèo" -"cận nghèo"' --province "An Giang" --since 2025-07-01
    """
    text = " ".join(words)
    with answering(existing_warehouse(db)) as warehouse:
        known = {kind: known_value(warehouse, kind, given) for kind in ("portal", "province") if (given := only[kind])}
        filters = Filters(since=only["since"], until=only["until"], **known)
        hits = search(warehouse, text, folded=None if exact is None else not exact, limit=limit, filters=filters)
    rows = [(hit.published_at[:10], hit.portal, hit.title, hit.snippet, hit.article_id, hit.url) for hit in hits]
    if not rows:
        message_console().print("nothing found: try fewer words, or --folded, for which marks make no difference", markup=False)
    shown = len(_COLUMNS) - (output_format == "table")  # addresses leave a table no room
    print_rows(_COLUMNS[:shown], [row[:shown] for row in rows], output_format)
