"""One at a time: a lock file beside what must not be worked on by two.

The kernel holds the lock for the open file, so it ends with its process however that ends, SIGKILL included, and a lock file
that is left lying about locks nothing. The file stays: deleting it would let two processes lock two files of one name.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Somebody else is at work there. The message names the process."""

    def __init__(self, what: str, holder: str) -> None:
        super().__init__(
            f"{what} is at work already (process {holder}); wait for it, or stop it: what is left, the next one does"
        )
        self.holder = holder


def lock_of(db: Path) -> Path:
    """The lock file of a warehouse: `warehouse.db.lock` beside it, whatever name leads there."""
    real = db.resolve()
    return real.with_name(f"{real.name}.lock")


@contextmanager
def alone(lock: Path, what: str) -> Iterator[None]:
    """Holds the lock for the block. `what` says who works under it ("a run on warehouse.db"). Raises Busy, never waits."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)  # not inherited by child processes, which must not prolong it
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(what, os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown") from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)  # and with it the lock
