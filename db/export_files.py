"""Files of an export, measured and hashed while they are written, and safely on the disk when closed."""

from __future__ import annotations

import hashlib
import io
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """`path` is relative to the folder of the export, with "/"; `sha256` in hexadecimal."""

    path: str
    rows: int
    size: int
    sha256: str


class HashedFile(io.RawIOBase):
    """A new file that only grows; its folder is made. Closing it brings it to the disk."""

    def __init__(self, root: Path, path: str) -> None:
        super().__init__()
        self._path = path
        self._hash = hashlib.sha256()
        self._size = 0
        self._abandoned = False
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        self._file = (root / path).open("xb")

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """All of it, or OSError."""
        if self._abandoned:
            return memoryview(data).nbytes
        self._file.write(data)
        self._hash.update(data)
        size = memoryview(data).nbytes
        self._size += size
        return size

    def tell(self) -> int:
        """Bytes written so far, which is where the next one goes."""
        return self._size

    def close(self) -> None:
        """Brings it to the disk; a second call does nothing."""
        if not self.closed and not self._abandoned:
            try:
                self._file.flush()
                os.fsync(self._file.fileno())
            finally:
                self._file.close()
                super().close()

    def abandon(self) -> None:
        """After a failure: let the file go. Whoever still holds it may write and close, to no effect."""
        self._abandoned = True
        with suppress(OSError):  # the failure, once more
            self._file.close()

    def written(self, rows: int) -> WrittenFile:
        """What was written; after closing."""
        return WrittenFile(self._path, rows, self._size, self._hash.hexdigest())
