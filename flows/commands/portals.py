"""`vnportals portals`: the registry as a table."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import click

from flows.render import Format, format_option, message_console, print_rows
from scrapers.portals import PORTALS
from scrapers.spec import Portal
from transforms.dates import vietnam_day
from transforms.provinces import unit_at

_COLUMNS = ("slug", "name", "kind", "provinces", "speaks_for", "family", "hosts", "feeds", "since", "knowledge", "default")

_SHOWN = tuple(column for column in _COLUMNS if column not in ("name", "feeds"))  # of each the first host: a line a portal


@click.command()
@format_option
def command(output_format: Format) -> None:
    """List the portals this project knows.

    Knowledge: `seen` portals have a saved real page that parses in a test, `declared` ones are known by public facts only.
    Default ones are part of a run that names no portal; the others are read by `vnportals run --portal` or `--all`. Provinces
    are those of today; `speaks_for` names the former unit that a portal is or was of. `since` is the first year known of.

    The table has a line a portal; the other formats have all names, hosts and feeds.

    \b
    Examples:
      vnportals portals
      vnportals portals --format json
    """
    today = vietnam_day(datetime.now(UTC))
    rows = [dict(zip(_COLUMNS, portal_row(portal, today), strict=True)) for portal in PORTALS]
    if output_format == "json":
        print_rows(_COLUMNS, (list(row.values()) for row in rows), output_format)
    elif output_format == "table":
        for row in rows:
            row["hosts"] = row["hosts"][:1]
        print_rows(_SHOWN, ([_flat(row[column]) for column in _SHOWN] for row in rows), output_format)
    else:
        print_rows(_COLUMNS, ([_flat(value) for value in row.values()] for row in rows), output_format)
    known = Counter(portal.knowledge for portal in PORTALS)
    message_console().print(
        f"{len(PORTALS)} portals, {known['seen']} seen and {known['declared']} declared; "
        f"{sum(portal.default for portal in PORTALS)} are on by default"
    )


def portal_row(portal: Portal, day: date) -> list[Any]:
    """The registry's facts of a portal; its province is the unit it speaks for on the day."""
    unit = unit_at(portal.province, day)
    return [
        portal.slug,
        portal.name,
        portal.kind,
        [{"code": unit.code, "name": unit.name}] if unit else [{"code": None, "name": portal.province}],
        portal.province if unit and unit.name != portal.province else None,
        portal.family,
        [portal.host, *portal.aliases],
        [portal.absolute(listing.path) for listing in portal.listings if listing.link is None],
        portal.known_since,
        portal.knowledge,
        portal.default,
    ]


def _flat(value: Any) -> Any:
    """One cell of text: lists by blanks, a province as "89 An Giang", yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(f"{v['code'] or '?'} {v['name']}" if isinstance(v, dict) else v for v in value)
    return value
