"""The clock. Everything below the flows is told the time; this is where the time comes from."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The time now, or the time since a given moment: the demo and tests live through nights of their own."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """An aware moment."""
        if self._start is None:
            return datetime.now(UTC)
        return datetime.fromtimestamp(self._start.timestamp() + time.monotonic() - self._began, UTC)
