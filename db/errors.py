"""What can go wrong at the edge to the disk. Every message names the file or item and what to do."""

from __future__ import annotations

from pathlib import Path


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
