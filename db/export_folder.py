"""A folder that appears all at once: made beside its place under another name, brought to the disk, then put there.

Whatever ends the process before that, what stood at the place stands there still. Half-made folders of processes that were
killed are removed by the next one; a lock on each tells that its process lives.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # Linux: <linux/fs.h>
_RENAME_SWAP: Final = 2  # macOS: <sys/stdio.h>
_CANNOT: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def new_folder(place: Path, *, replace: bool) -> Iterator[Path]:
    """Gives an empty folder to fill. When the block ends well it stands at `place`.

    With `replace`, instead of the folder that stands there then; without, OSError if that is not empty.
    """
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    partial = place.with_name(f".{place.name}.partial-{secrets.token_hex(4)}")
    partial.mkdir()
    lock = os.open(partial, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield partial
        for folder, _, _ in os.walk(partial):
            _sync(Path(folder))
        _put(partial, place, replace)
        _sync(place.parent)
    finally:
        shutil.rmtree(
            partial, ignore_errors=True
        )  # half made, or what was replaced; what cannot be removed the next one sweeps
        os.close(lock)


def _put(partial: Path, place: Path, replace: bool) -> None:
    if not replace or not place.exists():
        partial.rename(place)
        return
    try:
        _exchange(partial, place)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        _replace_in_two_steps(partial, place)


def _exchange(one: Path, other: Path) -> None:
    """Both folders change names in one step of the file system. OSError with ENOSYS or the like: not here."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        status = libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
    elif hasattr(libc, "renameat2"):
        status = libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "no exchange of names on this system")
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _replace_in_two_steps(partial: Path, place: Path) -> None:
    """Where the file system cannot exchange names. Killed between the two steps, the old folder stands under the name
    `.<name>.replaced-*`, and the new one beside it.
    """
    old = place.with_name(f".{place.name}.replaced-{secrets.token_hex(4)}")
    place.rename(old)
    try:
        partial.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Removes what processes left that were killed. A replaced folder goes only when another one stands in its place."""
    for left in place.parent.glob(f".{place.name}.partial-*"):
        with suppress(OSError):  # just now removed by its own process, or not ours to remove
            lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            finally:
                os.close(lock)
    if place.exists():
        for old in place.parent.glob(f".{place.name}.replaced-*"):
            shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
