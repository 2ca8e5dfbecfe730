"""SIGTERM and Ctrl-C: in a command an exception, so that what was opened is closed; in a night a wish, heard after a batch."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_CAUSES: Final = {
    signal.SIGINT: "stopped by hand (Ctrl-C); the next run completes what is missing",
    signal.SIGTERM: "stopped by a signal (SIGTERM); the next run completes what is missing",
}
# What a shell reports for a process that the signal ended, by the name of a stopped flow run's state.
EXIT_STATUS: Final = {number.name: 128 + number for number in _CAUSES}


class Stopped(Exception):
    """A night that was asked to stop, and did so after the batch at hand. The message is how the run names its end."""

    def __init__(self, number: int) -> None:
        self.signal = signal.Signals(number)
        super().__init__(_CAUSES[self.signal])


class StopRequest:
    """Whether a signal has asked this process to stop. `wake` is called when it does, from the signal's handler."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._number: int | None = None

    def check(self) -> None:
        """Raises Stopped when there was a signal."""
        if self._number is not None:
            raise Stopped(self._number)

    def note(self, number: int, _frame: FrameType | None) -> None:
        """The handler. A second Ctrl-C does not wait any longer; a second SIGTERM, which supervisors send, changes nothing."""
        if number == signal.SIGINT and self._number is not None:
            raise KeyboardInterrupt
        self._number = self._number or number
        self._wake()


@contextmanager
def stopping_on_signals(wake: Callable[[], None]) -> Iterator[StopRequest]:
    """For the block, SIGTERM and Ctrl-C are noted instead of breaking off what runs. In another thread than the main one,
    which may set no handlers, nothing is noted."""
    request = StopRequest(wake)
    if threading.current_thread() is not threading.main_thread():
        yield request
        return
    before = {number: signal.signal(number, request.note) for number in _CAUSES}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: a second one must not break off the closing
    raise SystemExit(EXIT_STATUS["SIGTERM"])


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
    if isinstance(error, Stopped):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return _CAUSES[signal.SIGINT]
    if isinstance(error, SystemExit) or type(error).__name__ == "TerminationSignal":  # Prefect's, not imported here
        return _CAUSES[signal.SIGTERM]
    return otherwise
