"""What can go wrong at the edge to the disk. Every message names the file or item and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final


class StorageError(Exception):
    """Base of every error raised here on purpose."""


class NotOurFile(StorageError):
    """The path is no file of the kind that was asked for. Nothing was written to it."""

    def __init__(self, path: Path, wanted: str, found: str) -> None:
        super().__init__(f"{path} is not {wanted}: {found}. Give another path; nothing was changed.")
        self.path = path


class SchemaTooNew(StorageError):
    """The file was written by a later version of the program."""

    def __init__(self, path: Path, unknown: list[str]) -> None:
        names = ", ".join(unknown)
        super().__init__(f"{path} was changed by a later version of vnportals ({names}). Update the program to open it.")
        self.path = path
        self.unknown = unknown


class CorruptCapture(StorageError):
    """An archived page cannot be given back as it came."""

    def __init__(self, capture_id: int, url: str, detail: str) -> None:
        advice = "Fetch the page again, or restore the archive from a copy"
        super().__init__(f"capture {capture_id} of {url} is damaged: {detail}. {advice}.")
        self.capture_id = capture_id
        self.url = url


class QueryError(StorageError):
    """A query that was refused, cut off or not understood."""


class ExportError(StorageError):
    """An export that was not made. What stood at its place stands there still."""


class BackupError(StorageError):
    """A backup that was not made. An earlier one at its place stands there still."""


_ADVICE: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_FULL: "make room on the disk; the next run completes what is missing",
    sqlite3.SQLITE_IOERR: "look at the disk: its room, its quota, its health; the next run completes what is missing",
    sqlite3.SQLITE_READONLY: "let this user write to the file and to its folder",
    sqlite3.SQLITE_CANTOPEN: "see that the folder is there and that this user may write in it",
    sqlite3.SQLITE_BUSY: "another program holds the file for writing: end it and try again",
    sqlite3.SQLITE_CORRUPT: "restore it from a copy (`vnportals archive verify` tells if it is the archive); "
    "or move the warehouse away, and the next run loads what archive.db holds",
}


def told(error: BaseException) -> str:
    """An error in a line, with what to do about it where SQLite says what kind it is."""
    code = getattr(error, "sqlite_errorcode", None)
    advice = None if code is None else _ADVICE.get(code & 0xFF)  # the rest is the kind of the kind
    return f"{type(error).__name__}: {error}" + (f"; {advice}" if advice else "")
