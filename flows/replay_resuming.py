"""Going on with a replay that was broken off, where that leaves the same as one that was not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from sqlite_utils import Database

import scrapers
import transforms
from db.replays import LastReplay, last_replay

_READ_BY: Final = (scrapers, transforms)


class CannotResume(Exception):
    """There is no replay to go on with, or not by this program."""


@cache
def program() -> str:
    """A hash over all that pages and numbers are read by, tables included: what two replays must have in common."""
    told = blake2b(digest_size=8)
    for package in _READ_BY:
        folder = Path(package.__path__[0])
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                told.update(f"{file.relative_to(folder.parent)}\0".encode() + file.read_bytes() + b"\0")
    return told.hexdigest()


def broken_off(db: Database, parameters: Mapping[str, object]) -> LastReplay:
    """The replay of the same pages to go on with; to be asked before another one begins. Raises CannotResume."""
    last = last_replay(db, parameters)
    if last is None:
        raise CannotResume("no replay of these portals with these options has stored anything: nothing to go on with")
    if last.state in ("done", "partial"):
        raise CannotResume(f"the last replay of these pages, run {last.run_id}, was not broken off: nothing to go on with")
    if last.program != program():
        raise CannotResume(
            f"run {last.run_id}, which was broken off, read by other rules than this program has: "
            "without --resume everything is read by these"
        )
    return last
