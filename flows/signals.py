"""SIGTERM ends a command as Ctrl-C does: by an exception, so that what was opened is closed and no server is left behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_STATUS: Final = 128 + signal.SIGTERM  # what a shell reports for a process that the signal ended


def _end(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: a second one must not break off the closing
    raise SystemExit(_STATUS)


@contextmanager
def sigterm_as_exit() -> Iterator[None]:
    """Raises SystemExit in the main thread when SIGTERM comes. In another thread, which may set no handler, does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def cause_of(error: BaseException, otherwise: str) -> str:
    """How a run that broke off names its end: stopped by a person or a supervisor, or else by what went wrong."""
    if isinstance(error, KeyboardInterrupt):
        return "stopped by hand (Ctrl-C); the next run completes what is missing"
    if isinstance(error, SystemExit) or type(error).__name__ == "TerminationSignal":  # Prefect's, not imported here
        return "stopped by a signal (SIGTERM); the next run completes what is missing"
    return otherwise
