"""`vnportals backup`: a copy of the warehouse and its archive, while a run may be at work."""

from __future__ import annotations

from pathlib import Path

import click

from db.online_backup import back_up
from flows.options import db_option, existing_warehouse, load_settings
from flows.render import message_console, output_console


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@db_option
def command(folder: Path, db: Path | None) -> None:
    """Copy the warehouse and its archive of pages into DIR, also while a run is writing them.

    Both are copied as they are at one moment, read in full (SQLite's integrity check), and only then put in the place of an
    earlier backup. To restore, copy both files back while nothing runs: docs/operating.md.

    \b
    Examples:
      vnportals backup /mnt/backup/vnportals
      vnportals backup backup-$(date +%F) --db /srv/vnportals/warehouse.db
    """
    warehouse = existing_warehouse(db)
    archive = load_settings(warehouse).archive_path
    message_console().print(f"copying {warehouse} and {archive} …", markup=False, soft_wrap=True)
    try:
        copies = back_up(warehouse, archive, folder)
    except OSError as error:
        raise click.ClickException(f"no backup was made: {error}") from error
    for copy in copies:
        output_console().print(f"{copy.path}  {copy.size / 1e6:.1f} MB, sound", markup=False, soft_wrap=True)
