"""Options that several commands share, and how errors of use end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from flows.settings import Settings


def db_option(function: Any) -> Any:
    """`--db PATH`, passed on as `db` (None: the setting)."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        metavar="PATH",
        help="The warehouse.  [default: $VNPORTALS_DB or warehouse.db]",
    )(function)


def load_settings(db: Path | None = None) -> Settings:
    """The settings of the environment, with `db` put in its place. A setting that will not do is an error of use."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(f"VNPORTALS_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise click.UsageError(wrong) from error
    return settings if db is None else settings.model_copy(update={"db": db})


def existing_warehouse(db: Path | None) -> Path:
    """The path of the warehouse, which must be there."""
    path = load_settings(db).db
    if not path.is_file():
        raise click.ClickException(f"there is no warehouse at {path}; `vnportals run` makes one, `vnportals demo` one to try")
    return path
