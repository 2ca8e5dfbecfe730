"""The page archive as WARC files, for other tools: requests, answers, and revisits of what did not change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from db.archive import Archive
from db.errors import CorruptCapture, ExportError
from db.timestamps import precise_stamp
from db.warc_records import closing_record, info_record, response_records

MAX_FILE_BYTES: Final = 1_000_000_000  # the size that the WARC standard recommends
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class WarcExport:
    """What was written. `damaged` captures could not be read and are not in it."""

    files: tuple[Path, ...]
    responses: int
    revisits: int
    bytes: int
    damaged: tuple[str, ...]


class _Files:
    """WARC files that are filled one after the other. Each gets its name when it is complete."""

    def __init__(self, folder: Path, software: str, created: datetime, max_bytes: int) -> None:
        self._folder, self._software, self._created, self._max_bytes = folder, software, created, max_bytes
        self.complete: list[Path] = []
        self.bytes = 0
        self._file: BinaryIO | None = None
        self._path = folder
        self._answers = 0

    def write(self, records: bytes) -> None:
        """The records of one answer."""
        if self._file is not None and self._file.tell() + len(records) > self._max_bytes:
            self.close()
        if self._file is None:
            self._path = (
                self._folder / f"vnportals-{self._created.astimezone(UTC):%Y%m%d%H%M%S}-{len(self.complete) + 1:05}.warc.gz"
            )
            self._file = self._path.with_suffix(".part").open("wb")
            fields = {"software": self._software, "format": "WARC File Format 1.1", "isPartOf": "page archive of vnportals"}
            self._file.write(info_record(fields, self._path.name, self._created))
        self._file.write(records)
        self._answers += 1

    def close(self) -> None:
        if self._file is None:
            return
        self._file.write(closing_record(self._path.name, self._answers, self._created))
        self.bytes += self._file.tell()
        self._file.close()
        self._path.with_suffix(".part").replace(self._path)
        self.complete.append(self._path)
        self._file, self._answers = None, 0


def export_warc(
    path: Path,
    folder: Path,
    *,
    created: datetime,
    software: str,
    portal: str | None = None,
    since: datetime | None = None,
    max_file_bytes: int = MAX_FILE_BYTES,
    tell: Tell = lambda done, of: None,
) -> WarcExport:
    """Write the captures of the archive at `path` into `folder`, which is made and must be empty.

    Raises ExportError for a folder that is not, OSError for a full disk. Files that end in .part are not complete.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportError(f"{folder} is not an empty folder; name another one, nothing was changed")
    folder.mkdir(parents=True, exist_ok=True)
    files = _Files(folder, software, created, max_file_bytes)
    responses, revisits, damaged = 0, 0, []
    with Archive(path) as archive, closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as reader:
        ids = archive.ids(portal, since)
        for done, capture_id in enumerate(ids):
            tell(done, len(ids))
            try:
                page = archive.read(capture_id)
            except CorruptCapture as error:
                damaged.append(str(error))
                continue
            first = _first_with_this_body(reader, capture_id, portal, since)
            files.write(response_records(page, capture_id, first))
            responses, revisits = responses + (first is None), revisits + (first is not None)
        tell(len(ids), len(ids))
    files.close()
    return WarcExport(tuple(files.complete), responses, revisits, files.bytes, tuple(damaged))


def _first_with_this_body(
    reader: sqlite3.Connection, capture_id: int, portal: str | None, since: datetime | None
) -> tuple[str, datetime] | None:
    """Address and time of the first capture of this export that has the same body, if it is an earlier one."""
    row = reader.execute(
        """
        SELECT min(f.capture_id), f.final_url, f.fetched_at
        FROM captures AS c JOIN captures AS f ON f.sha256 = c.sha256
        WHERE c.capture_id = ? AND f.fetched_at >= ? AND f.portal = coalesce(?, f.portal)
        """,
        [capture_id, precise_stamp(since) if since else "", portal],
    ).fetchone()
    if row[0] is None or row[0] >= capture_id:
        return None
    return str(row[1]), datetime.fromisoformat(row[2])
