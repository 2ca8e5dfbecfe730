"""What would stop a night before it begins, found and told at once: Prefect takes seconds to start, and tells by a trace."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click

from db.archive import Archive
from db.connect import open_warehouse
from flows.lock import alone, lock_of
from flows.settings import Settings


def check_files(settings: Settings) -> None:
    """Open, and so make or migrate, the warehouse and its archive under the lock of a run.

    Raises ClickException for a folder that will not do, Busy for a run at work, StorageError or sqlite3.Error for the files.
    """
    for path in (settings.db, settings.archive_path):
        _check_place(path)
    with alone(lock_of(settings.db), f"a run on {settings.db}"):
        open_warehouse(settings.db, tell=lambda text: click.echo(text, err=True)).close()
        with closing(Archive(settings.archive_path)):
            pass


def _check_place(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise click.ClickException(
            f"there is no folder {folder} for {path.name}; make it (mkdir -p), or name another with --db"
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise click.ClickException(
            f"may not write in the folder {folder}, where {path.name} is to stand; change its permissions"
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise click.ClickException(f"may not write to {path}; change its permissions (chmod u+w), or name another with --db")
