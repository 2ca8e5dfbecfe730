"""Copies of SQLite files in use, and the one that is made beside a file before its tables change.

A copy is written aside and then renamed: whatever stands under the name of a copy is whole.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

KEPT: Final = 2  # copies, the new one among them: each is as large as the file was
_PARTIAL: Final = ".partial"


def copy_before(path: Path, migration: str) -> Path:
    """`warehouse.db.before-0002_name`: the committed state of the file, in one piece whatever the write-ahead log holds.

    Copies of earlier migrations are removed but for the newest, after this one is safe. Raises sqlite3.Error or OSError with
    nothing left behind (no room on the disk).
    """
    copy = path.with_name(f"{path.name}.before-{migration}")
    with aside(copy) as partial:
        copy_to(path, partial)
    _remove_old(path, copy)
    return copy


@contextmanager
def aside(copy: Path) -> Iterator[Path]:
    """A name to write a copy to; it takes its place when the block ends, and is removed when it breaks off."""
    partial = copy.with_name(copy.name + _PARTIAL)
    partial.unlink(missing_ok=True)  # of a process that was killed
    try:
        yield partial
        partial.replace(copy)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def copy_to(path: Path, copy: Path) -> None:
    """The committed state of a file at one moment, whatever its write-ahead log holds and whoever writes on."""
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def copies_of(path: Path) -> list[Path]:
    """The copies made before migrations of this file, newest first."""
    ours = re.compile(re.escape(path.name) + r"\.before-\d{4}_\w+")
    copies = [file for file in path.parent.iterdir() if ours.fullmatch(file.name)]
    return sorted(copies, key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)


def _remove_old(path: Path, newest: Path) -> None:
    older = [copy for copy in copies_of(path) if copy != newest]
    for copy in older[KEPT - 1 :]:
        copy.unlink()
